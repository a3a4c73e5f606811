"""A slip of the pen is told in its own line, with that line mended, and nothing that merely follows from it is told."""

import re
from pathlib import Path

import pytest

from exercise.scenario.load import load

BASE = (Path(__file__).parent.parent / "problems" / "base.yaml").read_text(encoding="utf-8")
LINES = BASE.split("\n")
KEYS = [n for n, line in enumerate(LINES) if re.match(r" *[a-z_]+:", line)]
VALUES = [n for n in KEYS if re.match(r" *[a-z_]+: [^ ]", LINES[n]) and "late:" not in LINES[n]]


def told(folder: Path, n: int, line: str) -> list[tuple[int, str]]:
    """The problems of the base with another line *n*: line and mend of each."""
    (folder / "scenario.yaml").write_text("\n".join([*LINES[:n], line, *LINES[n + 1 :]]), encoding="utf-8")
    return [(problem.line, problem.mend) for problem in load(folder).problems]


@pytest.mark.parametrize("n", VALUES, ids=lambda n: f"{n + 1}_{LINES[n].strip().split(':')[0]}")
def test_a_missing_space_or_colon_or_a_tab_is_told_alone_in_its_line(n: int, tmp_path: Path) -> None:
    key, value = LINES[n].split(": ", 1)
    alone = [(n + 1, LINES[n])]
    assert told(tmp_path, n, f"{key} {value}") in (alone, [])  # a unit of one key may be written as its label
    assert told(tmp_path, n, f"{key}:{value}") in (alone, [])
    assert told(tmp_path, n, f"{key}:\u00a0{value}") in (alone, [])
    if key.startswith(" "):
        assert told(tmp_path, n, "\t" + LINES[n].lstrip()) == alone


@pytest.mark.parametrize("n", KEYS, ids=lambda n: f"{n + 1}_{LINES[n].strip().split(':')[0]}")
def test_a_line_one_space_too_far_right_is_told_alone_in_its_line(n: int, tmp_path: Path) -> None:
    found = told(tmp_path, n, " " + LINES[n])
    assert found in ([], [(n + 1, LINES[n])])


def test_what_is_not_read_makes_no_problem_of_its_own(tmp_path: Path) -> None:
    text = BASE.replace("    substance: Heroin", "    substance: {Heroin: [")
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    assert [problem.code for problem in load(tmp_path).problems] == ["E104"]


def test_an_id_that_cannot_be_read_lets_no_outcome_seem_to_hold_always(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text(BASE.replace("  parcel:", "  Parcel:"), encoding="utf-8")
    assert [problem.code for problem in load(tmp_path).problems] == ["E206"]
