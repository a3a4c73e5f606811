"""Files that crash, hang or deceive YAML loaders: each is refused with a place, quickly, and never with a traceback."""

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.scenario import slips, source
from exercise.scenario.load import load
from exercise.scenario.problems import MOST_PROBLEMS

BOMB = "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" if n else "a0: &a0 [lol, lol, lol]\n" for n in range(10)
)
MERGE_BOMB = "".join(
    f"m{n}: &m{n}\n  <<: [{', '.join([f'*m{n - 1}'] * 9)}]\n" if n else "m0: &m0 {a: b}\n" for n in range(30)
)

CASES = {
    "deep flow lists": "x: " + "[" * 100_000,
    "deep flow mappings": "x: " + "{a: " * 100_000,
    "deep closed lists": "x: " + "[" * 100_000 + "]" * 100_000,
    "deep block lists": "x:\n  " + "- " * 100_000 + "a",
    "alias bomb": BOMB,
    "merge bomb": MERGE_BOMB,
    "self reference": "x: &x [*x]",
    "python object": "x: !!python/object/apply:os.system [id]",
    "binary": "x: !!binary aGVsbG8=",
    "long number": "playing_minutes: " + "9" * 10_000,
    "long key": "k" * 100_000 + ": 1",
    "NUL": "title: a\0b",
    "escape written out": 'title: "\\e[2J\\0"',
    "surrogate written out": 'title: "\\ud800"',
    "terminal escape": "title: \x1b]52;c;aGk=\x07",
    "next line sign": "title: a\x85  b: c",
    "line separator": "title: a\u2028b: c",
    "null key": "~: 1\nnull: 2\n? : 3",
    "only brackets": "]" * 1000,
    "only a comment": "# nothing",
    "nothing": "",
    "a word": "word",
    "a list": "- a\n- b",
    "only colons": ":\n" * 1000,
    "only dashes": "---\n" * 1000,
    "only quotes": '"' * 9999,
    "tabs": "\t\t\t\n\tx:\t\n" * 100,
    "open quote at every line": 'a: "x\n' * 1000,
    "directive": "%YAML 9.9\n---\na: b",
    "tag directive": "%TAG ! tag:x,2000:\n---\na: !b c",
    "thousands of unknown keys": "".join(f"key{n}: 1\n" for n in range(20_000)),
    "thousands of aliases": "x:\n" + "- *a\n" * 20_000,
    "thousands of broken lines": "a: b: c\n" * 50_000,
    "one broken line among thousands": "".join(f"k{n}: 1\n" for n in range(30_000)) + "a: b: c\n",
    "a long line of blanks": "a: b" + " " * 1_000_000 + "c: d\n",
    "a long office": "teams:\n  a:\n    profile:\n      hours: mon" + ", mon" * 200_000,
    "a long duration": "clock:\n  ends_after: " + "1h " * 300_000,
    "a long moment": "injects:\n  a:\n    at: 2026-03-02" + " " * 100_000 + "x 18:00",
    "many control characters": "title: " + "\x01" * 100_000,
}


@pytest.fixture(params=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(source, "_Loader", yaml.Loader)
        monkeypatch.setattr(slips, "_Loader", yaml.Loader)
    return str(request.param)


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_a_place(name: str, tmp_path: Path, parser: str) -> None:
    text = "format: 1\n" + CASES[name] + "\n" if CASES[name] else ""
    (tmp_path / "scenario.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    loaded = load(tmp_path)
    assert loaded.scenario is None
    assert 0 < len(loaded.problems) <= MOST_PROBLEMS
    lines = text.split("\n")
    for problem in loaded.problems:
        assert problem.line <= len(lines) + 1
        assert "\x1b" not in problem.render()
        assert len(problem.render()) < 2_000


@pytest.mark.parametrize(
    "text",
    [
        "late" + " and late" * 5_000,
        "(" * 1_000 + "late" + ")" * 1_000,
        "not " * 400 + "late",
        "9" * 1_900 + " == 1",
        "1" + " + 1" * 450 + " == 2",
        "().__class__",
        "__import__('os')",
        "late if late else late",
        "'" * 1_999,
        "late\0",
        "first(first(first(late)))",
        "",
        " ",
    ],
)
def test_a_hostile_condition_is_a_problem_and_nothing_else(text: str, tmp_path: Path) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    base = (Path(__file__).parent.parent / "problems" / "base.yaml").read_text(encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(base.replace("when: late", f"when: {quoted}"), encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.scenario is None
    assert {p.code[:2] for p in loaded.problems} <= {"E4", "E1", "E3"}


SLIPS = st.sampled_from(
    [":", "-", '"', "'", "{", "}", "[", "]", "\t", "\n", " ", "#", "&", "*", "|", ">", "\n  - ", "а", "\u00a0"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2_000), SLIPS, st.integers(0, 6)), min_size=1, max_size=5))
def test_whatever_is_mistyped_in_a_sound_scenario_is_told_or_plays(slips: list[tuple[int, str, int]]) -> None:
    text = (Path(__file__).parent.parent / "problems" / "base.yaml").read_text(encoding="utf-8")
    for at, sign, gone in slips:
        text = text[:at] + sign + text[at + gone :]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "scenario.yaml").write_text(text, encoding="utf-8")
        loaded = load(Path(folder))
    assert loaded.scenario is not None or any(not problem.is_warning for problem in loaded.problems)
