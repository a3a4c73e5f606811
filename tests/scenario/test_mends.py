"""The mends that problems name are ones that can be done."""

from pathlib import Path

from exercise.scenario.load import load
from exercise.scenario.problems import Problem

BASE = Path(__file__).parents[1] / "problems" / "base.yaml"
POINT = """
decisions:
  extra:
    team: uzbekistan
    question: What now?
    options:
      one:
        label: One
        recommended: It is quick.
        requires: {requires}
        effects: [{{inject: answer}}]
facts:
  secret:
    known_to: tajikistan
"""


def problem(folder: Path, body: str, code: str, library: str = "") -> Problem:
    (folder / "base.yaml").write_bytes(BASE.read_bytes())
    (folder / "library").mkdir()
    (folder / "library" / "sheet.yaml").write_text(library, encoding="utf-8")
    (folder / "scenario.yaml").write_text(body, encoding="utf-8")
    (found,) = (p for p in load(folder, folder / "library").problems if p.code == code)
    return found


def with_point(requires: str) -> str:
    return "format: 1\ninclude: [base.yaml]" + POINT.format(requires=requires)


def test_the_secret_of_an_own_fact_is_mended_by_its_known_to(tmp_path: Path) -> None:
    assert problem(tmp_path, with_point("secret"), "E604").mend.startswith("Add the team to the `known_to`")


def test_the_secret_of_a_ready_made_fact_is_mended_by_a_fact_of_ones_own(tmp_path: Path) -> None:
    told = problem(tmp_path, with_point("chose.ask.write"), "E604")
    assert told.mend == "set a fact of your own, with known_to: uzbekistan, by an effect, and read that"


def test_what_a_library_sheet_says_already_is_deleted_or_changed_in_a_copy(tmp_path: Path) -> None:
    body = "format: 1\ninclude: [base.yaml, library/sheet.yaml]\nteams:\n  kazakhstan:\n    code: KZ\n"
    sheet = "teams:\n  kazakhstan:\n    name: Kazakhstan\n    code: QZ\n"
    told = problem(tmp_path, body, "E505", sheet)
    assert (told.file, told.line) == ("scenario.yaml", 5)
    assert (
        told.mend == "delete it here; or include a copy of library/sheet.yaml in your folder instead, and change that"
    )
