"""Scenarios by name and by path."""

from pathlib import Path

import pytest

from exercise.scenario import library
from exercise.scenario.library import ScenarioNotFoundError, find, hidden, shipped
from exercise.scenario.load import load


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("first_parcel", "northern_road"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "scenario.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "library").mkdir()
    monkeypatch.setattr(library, "_PACKAGED", tmp_path)
    monkeypatch.setattr(library, "_CHECKED_OUT", tmp_path / "nowhere")
    return tmp_path


def test_shipped_scenarios_are_listed_by_name(root: Path) -> None:
    assert [(s.name, s.path) for s in shipped()] == [
        ("first_parcel", root / "first_parcel"),
        ("northern_road", root / "northern_road"),
    ]


def test_a_scenario_is_found_by_name_by_folder_and_by_file(root: Path) -> None:
    folder = root / "northern_road"
    assert find("northern_road") == folder
    assert find(folder) == folder
    assert find(str(folder / "scenario.yaml")) == folder / "scenario.yaml"


def test_a_scenario_that_is_there_wins_over_the_shipped_one_of_its_name(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    assert (find("first_parcel"), hidden("first_parcel")) == (root / "first_parcel", None)
    (here / "first_parcel").mkdir()
    assert (find("first_parcel"), hidden("first_parcel")) == (root / "first_parcel", None)
    (here / "first_parcel" / "scenario.yaml").write_text("format: 1\n", encoding="utf-8")
    assert (find("first_parcel"), hidden("first_parcel")) == (Path("first_parcel"), root / "first_parcel")
    assert (find("northern_road"), hidden("northern_road")) == (root / "northern_road", None)


def test_a_shipped_scenario_does_not_hide_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert hidden("first_parcel") is None


def test_an_unknown_name_is_answered_in_one_sentence_with_the_nearest(root: Path) -> None:
    with pytest.raises(ScenarioNotFoundError) as raised:
        find("nothern_road")
    assert str(raised.value) == (
        "There is no scenario 'nothern_road' (did you mean 'northern_road'?); shipped: first_parcel, northern_road."
    )


@pytest.mark.parametrize("name", ["a\0b", "x" * 5_000, "", "\x1b[2J"])
def test_an_odd_name_is_answered_and_cannot_command_a_terminal(name: str, root: Path) -> None:
    with pytest.raises(ScenarioNotFoundError) as raised:
        find(name)
    assert "\x1b" not in str(raised.value)
    assert len(str(raised.value)) < 500


def test_a_folder_without_a_scenario_is_told(root: Path) -> None:
    with pytest.raises(ScenarioNotFoundError, match=r"holds no scenario\.yaml"):
        find(root / "library")


def test_every_shipped_scenario_loads_without_an_error() -> None:
    for scenario in shipped():
        loaded = load(scenario.path)
        assert [p.render() for p in loaded.problems if not p.is_warning] == []
