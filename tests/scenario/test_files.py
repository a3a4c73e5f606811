"""What is said of files that cannot be found or read: a name proposed is one that can be written there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exercise.scenario import library
from exercise.scenario.library import ScenarioNotFoundError, find
from exercise.scenario.load import load
from exercise.scenario.problems import Problem


def told(folder: Path, include: str) -> Problem:
    (folder / "scenario.yaml").write_text(f"format: 1\ninclude: {include}\n", encoding="utf-8")
    (folder / "teams.yaml").write_text("parameters: {}\n", encoding="utf-8")
    return next(problem for problem in load(folder).problems if problem.line == 2)


@pytest.mark.parametrize(
    ("include", "mend"),
    [
        ("[library/kazakstan.yaml]", "library/kazakhstan.yaml"),
        ("[kazakhstan.yaml]", "library/kazakhstan.yaml"),
        ("[team.yaml]", "teams.yaml"),
        ("[teams]", "teams.yaml"),
        ("[Teams.yaml]", "teams.yaml"),
        ("[library/Law.yaml]", "library/law.yaml"),
    ],
)
def test_a_missing_file_is_mended_by_the_whole_name_of_one_that_is_there(
    include: str, mend: str, tmp_path: Path
) -> None:
    assert told(tmp_path, include).mend == mend


@pytest.mark.parametrize("include", ["[tems.yaml, teams.yaml]", "[teams.yaml, scenarios.yaml]"])
def test_what_is_included_already_and_the_file_itself_are_never_proposed(include: str, tmp_path: Path) -> None:
    problem = told(tmp_path, include)
    assert problem.code == "E502"
    assert "mean" not in problem.message


def test_a_file_of_this_folder_may_be_named_with_a_dot_before_it_and_counts_once(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("format: 1\ninclude: [./a.yaml, a.yaml]\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("parameters: {}\n", encoding="utf-8")
    assert not [problem for problem in load(tmp_path).problems if problem.line == 2]


def test_a_file_in_a_library_of_ones_own_is_told_to_be_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "mine.yaml").write_text("law: {}\n", encoding="utf-8")
    problem = told(tmp_path, "[library/mine.yaml]")
    assert "not your folder of that name" in problem.message
    assert "sheets/mine.yaml" in problem.mend


@pytest.mark.parametrize("name", ["scenario.yml", "Scenario.yaml", "scenario.yaml.txt"])
def test_a_scenario_whose_file_has_another_name_is_told_which(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(ScenarioNotFoundError, match=f"rename '{name}' to scenario.yaml"):
        find(tmp_path)
    assert load(tmp_path).problems[0].mend == f"Rename '{name}' to 'scenario.yaml'"


def test_a_folder_that_may_not_be_read_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(library, "shipped", list)
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(ScenarioNotFoundError, match="cannot be read"):
        find(tmp_path)
