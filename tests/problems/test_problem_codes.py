"""Each file of this folder holds exactly one problem; its first line names the code and the place.

A problem that takes several files has a folder: its ``scenario.yaml`` says what is expected.
"""

import os
import re
from pathlib import Path

import pytest

from exercise.scenario.codes import CODES
from exercise.scenario.files import LARGEST_FILE, LARGEST_TOTAL, MOST_FILES
from exercise.scenario.load import load
from exercise.scenario.loaded import Loaded
from exercise.scenario.problems import Problem
from exercise.scenario.source import MOST_NODES

HERE = Path(__file__).parent
FILES = sorted(path for path in (*HERE.glob("*.yaml"), *HERE.glob("[EW][0-9]*/")) if path.name != "base.yaml")
MADE_HERE = {"E113", "E115", "E116", "E507"}
"""Codes whose files are too large, or too odd, to be kept; each has a test of its own below."""


def loaded(path: Path) -> Loaded:
    return load(path, HERE) if path.is_dir() else load(path)


def expected(path: Path) -> tuple[str, str, int, int]:
    file = path / "scenario.yaml" if path.is_dir() else path
    match = re.match(r"# expect (\w+) (?:([\w./]+):)?(\d+):(\d+)$", file.read_text(encoding="utf-8").split("\n")[0])
    assert match, f"{path.name} does not say what it expects"
    return match[1], match[2] or file.name, int(match[3]), int(match[4])


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str, int, int]]:
    return [(p.code, p.file, p.line, p.col) for p in problems]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_yields_exactly_its_code_at_its_place(path: Path) -> None:
    assert places(loaded(path).problems) == [expected(path)]
    assert path.stem.split("_")[0] == expected(path)[0]


def test_every_code_has_a_file_or_a_test_of_its_own() -> None:
    assert {path.stem.split("_")[0] for path in FILES} | MADE_HERE == set(CODES)


def test_the_base_has_no_problem_at_all() -> None:
    base = load(HERE / "base.yaml")
    assert base.problems == ()
    assert base.scenario is not None


@pytest.mark.parametrize("path", [p for p in FILES if p.stem.startswith("E")], ids=lambda path: path.stem)
def test_an_error_keeps_the_scenario_back_and_names_a_mend(path: Path) -> None:
    read = loaded(path)
    assert read.scenario is None
    assert all(problem.mend for problem in read.problems)


@pytest.mark.parametrize("path", [p for p in FILES if p.stem.startswith("W")], ids=lambda path: path.stem)
def test_a_warning_lets_the_scenario_play(path: Path) -> None:
    assert loaded(path).scenario is not None


@pytest.mark.parametrize("path", [p for p in FILES if p.stem.startswith("E102_")], ids=lambda path: path.stem)
def test_a_text_that_needs_quotes_is_mended_by_the_line_proposed(path: Path, tmp_path: Path) -> None:
    problem = load(path).problems[0]
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[problem.line - 1] = problem.mend
    (tmp_path / "base.yaml").write_bytes((HERE / "base.yaml").read_bytes())
    (tmp_path / "scenario.yaml").write_text("\n".join(lines), encoding="utf-8")
    mended = load(tmp_path)
    assert mended.problems == ()
    assert mended.scenario is not None
    meant = path.read_text(encoding="utf-8").split("\n")[problem.line - 1].split(": ", 1)[1]
    assert mended.scenario.injects["extra"].text.in_("en") == meant


SLIPS = [p for p in FILES if re.match(r"E101|E103|E106|E114|E203_\w+_among", p.stem) and "not_indented" not in p.stem]


@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_a_slip_is_mended_by_the_line_proposed(path: Path, tmp_path: Path) -> None:
    problem = load(path).problems[0]
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[problem.line - 1] = problem.mend
    (tmp_path / "base.yaml").write_bytes((HERE / "base.yaml").read_bytes())
    (tmp_path / "scenario.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert load(tmp_path).problems == ()


def test_a_file_that_is_not_utf8_is_told_at_its_first_wrong_byte(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_bytes(b"format: 1\ntitle: " + "Дорога".encode("cp1251") + b"\n")
    assert places(load(tmp_path).problems) == [("E115", "scenario.yaml", 2, 8)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "scenario.yaml").write_bytes("format: 1\ntitle: Дорога\n".encode(encoding))
    assert places(load(tmp_path).problems) == [("E115", "scenario.yaml", 1, 1)]


def test_lone_surrogates_in_the_bytes_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_bytes(b"format: 1\ntitle: \xed\xa0\x80\n")
    assert places(load(tmp_path).problems) == [("E115", "scenario.yaml", 2, 8)]


def test_too_many_values_are_refused(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("format: 1\nnames:\n" + "- a\n" * MOST_NODES, encoding="utf-8")
    assert [p.code for p in load(tmp_path).problems] == ["E113"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "scenario.yaml").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert [p.code for p in load(tmp_path).problems] == ["E116"]


def test_files_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    count = LARGEST_TOTAL // LARGEST_FILE + 1
    names = [f"part{n}.yaml" for n in range(count)]
    for name in names:
        (tmp_path / name).write_text("# " + "x" * (LARGEST_FILE - 100) + "\nparameters: {}\n", encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text("format: 1\ninclude: [" + ", ".join(names) + "]\n", encoding="utf-8")
    found = [p for p in load(tmp_path).problems if p.code == "E116"]
    assert [(p.file, p.line) for p in found] == [("scenario.yaml", 2)]


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    for n in range(MOST_FILES + 1):
        (tmp_path / f"p{n}.yaml").write_text("parameters: {}\n", encoding="utf-8")
    names = "".join(f"  - p{n}.yaml\n" for n in range(MOST_FILES + 1))
    (tmp_path / "scenario.yaml").write_text("format: 1\ninclude:\n" + names, encoding="utf-8")
    assert "E507" in {p.code for p in load(tmp_path).problems}


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "scenario.yaml").write_text("format: 1\ninclude: [pipe.yaml]\n", encoding="utf-8")
    assert places(load(tmp_path).problems) == [("E503", "scenario.yaml", 2, 11)]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("title: secret\n", encoding="utf-8")
    try:
        (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    except OSError:
        pytest.skip("links are not allowed here")
    (folder / "scenario.yaml").write_text("format: 1\ninclude: [link.yaml]\n", encoding="utf-8")
    refused = load(folder)
    assert places(refused.problems) == [("E503", "scenario.yaml", 2, 11)]
    assert set(refused.sources) == {"scenario.yaml"}
