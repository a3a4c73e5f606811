"""The scenario printed in docs/authoring.md is one that loads without a problem and plays to its endings."""

from __future__ import annotations

import re
from pathlib import Path

from exercise.play.policies import POLICIES
from exercise.play.runner import play_out
from exercise.scenario.load import load

PAGE = Path(__file__).parents[2] / "docs" / "authoring.md"


def _printed(folder: Path) -> Path:
    """Write the page's scenario into *folder*."""
    found = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    (folder / "scenario.yaml").write_text(found[1], encoding="utf-8")
    return folder


def test_the_printed_scenario_has_no_problem(tmp_path: Path) -> None:
    assert [problem.render() for problem in load(_printed(tmp_path)).problems] == []


def test_the_printed_scenario_plays_to_both_of_its_endings(tmp_path: Path) -> None:
    scenario = load(_printed(tmp_path)).scenario
    assert scenario is not None
    ends = {
        play_out(scenario, seed, {"tajikistan": POLICIES[policy]}).happenings[-1].outcome  # type: ignore[attr-defined]
        for policy in ("recommended", "default")
        for seed in range(20)
    }
    assert ends == {"lawful", "unlawful"}
