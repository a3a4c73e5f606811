"""A run that the facilitator breaks off: what had not come up yet is held against nobody."""

from __future__ import annotations

import pytest

from exercise.analysis.evaluation import rate_all
from exercise.analysis.history import History
from exercise.model.decisions import Decision, StaffEnd
from exercise.model.happenings import ExerciseEnded
from exercise.model.scenario import Scenario
from exercise.play.policies import POLICIES
from exercise.play.runner import Bots, play_out, run_on
from exercise.scenario.library import find
from exercise.scenario.load import load

SEED = 7
BY_PEOPLE_ALONE = {"series_before_request"}
"""What no bot does: it enquires about nothing."""


@pytest.fixture(scope="module", params=("first_parcel", "northern_road"))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    loaded = load(find(request.param))
    assert loaded.scenario is not None
    return loaded.scenario


@pytest.mark.parametrize("hours", [1, 5, 9, 14, 28, 33, 40, 60, 90])
def test_no_task_is_unperformed_where_all_was_done_that_had_come_up(scenario: Scenario, hours: int) -> None:
    policies = dict.fromkeys(scenario.played, POLICIES["recommended"])
    engine = play_out(scenario, SEED, policies, hours * 60)
    assert engine.submit(Decision("", StaffEnd(), by="facilitator")) is None
    run_on(engine, Bots(scenario, SEED, policies))
    assert isinstance(engine.happenings[-1], ExerciseEnded)
    rated = rate_all(scenario, History(scenario, engine.happenings, engine.now))
    assert [each.task for each in rated if each.verdict == "U" and each.task not in BY_PEOPLE_ALONE] == []
