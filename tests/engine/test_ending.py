"""How the exercise ends: an ending is judged at the end of the story; one who stops before is told no invented one."""

import pytest

from exercise.engine import Engine
from exercise.engine.stages import remainders
from exercise.model.decisions import Decision, StaffEnd
from exercise.model.expressions import All
from exercise.model.happenings import ExerciseEnded
from exercise.model.scenario import Scenario
from tests.engine.worlds import equals, fact, not_, scenario

FACTS = {name: {"start": False} for name in ("lost", "good", "better", "kept")}


def outcome(when=None) -> dict[str, object]:
    return {"title": "t", "text": "x", **({"when": when} if when else {})}


def story(*facts: str) -> Scenario:
    """Return a scenario in which *facts* come about at minute 10, and which is over at minute 100."""
    injects = {"come": {"at": 10, "effects": [{"kind": "set", "set": name, "to": True} for name in facts]}}
    outcomes = {
        "lost": outcome(fact("lost")),
        "best": outcome(All(of=(fact("good"), fact("better")))),
        "less": outcome(fact("good")),
        "nothing_lost": outcome(not_("kept")),
        "open": outcome(),
    }
    clock = {"starts": "2026-03-02T18:00+05:00", "ends_after": 100}
    return scenario(facts=FACTS, injects=injects, outcomes=outcomes, clock=clock)


def stopped(*facts: str) -> ExerciseEnded:
    """Return the end of the story that the facilitator stops at minute 20."""
    engine = Engine(story(*facts), 1)
    engine.advance(20)
    assert engine.submit(Decision("", StaffEnd("enough"), by="facilitator")) is None
    engine.advance(21)
    return engine.happenings[-1]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ((), ""),  # one that held before anything happened says nothing
        (("kept",), ""),  # the last, which always holds
        (("lost",), "lost"),
        (("good", "better"), "best"),
        (("good",), ""),  # what is left once the better one has failed, and it has not failed yet
    ],
)
def test_the_facilitator_stops_at_an_ending_only_where_it_has_come_about(facts, told):
    end = stopped(*facts)
    assert (end.outcome, end.reason) == (told, "facilitator")


@pytest.mark.parametrize(("facts", "told"), [((), "nothing_lost"), (("kept",), "open"), (("good", "kept"), "less")])
def test_a_story_that_is_over_is_judged_by_the_first_ending_that_holds(facts, told):
    engine = Engine(story(*facts), 1)
    engine.advance(101)
    assert engine.happenings[-1].outcome == told


def test_an_ending_that_asks_for_one_arrest_is_what_is_left_of_the_one_that_asks_for_all():
    outcomes = {
        "all": outcome(All(of=(fact("arrests.all"), fact("good")))),
        "one": outcome(equals("target.courier", "arrested")),
        "other": outcome(fact("lost")),
        "open": outcome(),
    }
    targets = {"courier": {"label": "Courier", "state": "a"}}
    whole = scenario(facts=FACTS, targets=targets, outcomes=outcomes)
    assert remainders(whole) == {"one"}
