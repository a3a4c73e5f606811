"""The scenario printed in docs/authoring.md is one that loads without a problem and plays to its endings; so it does
with each of the pieces printed after it.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from exercise.model.happenings import ConsignmentArrived, InjectFired, StepBegun
from exercise.play.policies import POLICIES
from exercise.play.runner import play_out
from exercise.scenario.load import load

PAGE = Path(__file__).parents[2] / "docs" / "authoring.md"


def _blocks() -> list[str]:
    """Return what the page prints as YAML: the scenario, and pieces for it."""
    return re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def _kept(folder: Path, text: str) -> Path:
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    return folder


def _printed(folder: Path) -> Path:
    """Write the page's scenario into *folder*."""
    return _kept(folder, _blocks()[0])


def _by_air() -> str:
    """Return the page's scenario with the places and the route of the flight."""
    whole, piece = _blocks()[0], next(block for block in _blocks() if "fly:" in block)
    return whole[: whole.index("places:\n")] + piece + "\n" + whole[whole.index("consignments:\n") :]


def _with_group() -> str:
    """Return the page's scenario with the group of alternatives."""
    groups, members = next(block for block in _blocks()[1:] if "groups:" in block).split("injects:\n")
    return _blocks()[0].replace("\ninjects:\n", f"\n{groups}injects:\n{members}")


def test_the_printed_scenario_has_no_problem(tmp_path: Path) -> None:
    assert [problem.render() for problem in load(_printed(tmp_path)).problems] == []


def test_a_new_scenario_is_the_printed_one_with_comments() -> None:
    template = files("exercise").joinpath("data", "new_scenario.yaml").read_text(encoding="utf-8")
    bare = [line for line in template.splitlines() if line and not line.lstrip().startswith("#")]
    assert bare == [line for line in _blocks()[0].splitlines() if line]


def test_the_printed_scenario_plays_to_both_of_its_endings(tmp_path: Path) -> None:
    scenario = load(_printed(tmp_path)).scenario
    assert scenario is not None
    ends = {
        play_out(scenario, seed, {"tajikistan": POLICIES[policy]}).happenings[-1].outcome  # type: ignore[attr-defined]
        for policy in ("recommended", "default")
        for seed in range(20)
    }
    assert ends == {"lawful", "unlawful"}


def test_the_team_of_the_printed_scenario_knows_of_the_load_from_the_start(tmp_path: Path) -> None:
    scenario = load(_printed(tmp_path)).scenario
    assert scenario is not None
    assert scenario.consignments["load"].known_to == scenario.played


def test_the_printed_flight_has_no_problem_and_leaves_by_its_timetable(tmp_path: Path) -> None:
    loaded = load(_kept(tmp_path, _by_air()))
    assert [problem.render() for problem in loaded.problems] == []
    assert loaded.scenario is not None
    told = play_out(loaded.scenario, 1, {"tajikistan": POLICIES["recommended"]}).happenings
    begun = {step.step: step.minute for step in told if isinstance(step, StepBegun)}
    assert begun["crossing"] < begun["flight"]
    assert begun["flight"] % 1440 == 330  # 18:00 and five hours and a half
    assert any(isinstance(arrived, ConsignmentArrived) for arrived in told)


def test_the_printed_group_has_no_problem_and_sends_one_on_the_road(tmp_path: Path) -> None:
    loaded = load(_kept(tmp_path, _with_group()))
    assert [problem.render() for problem in loaded.problems] == []
    assert loaded.scenario is not None
    for seed, policy in ((seed, policy) for policy in ("recommended", "default") for seed in range(5)):
        told = play_out(loaded.scenario, seed, {"tajikistan": POLICIES[policy]}).happenings
        fired = [sent.inject for sent in told if isinstance(sent, InjectFired)]
        assert len({"they_watch", "nobody_watches"}.intersection(fired)) == 1
