"""Gaps at the edge of a minute: control is lost only if nobody has it at the end of the minute."""

import pytest

from exercise.engine.control import Control
from exercise.engine.movement import Movement
from exercise.engine.world import EFFECTS, PAPER
from exercise.model.happenings import ControlLost, ControlPassed, FactChanged, GapClosed
from tests.engine.worlds import Bench, cross, drive, fact, routes, scenario, team, teams, unit

X = 100
WINDOW = 10


def border() -> Bench:
    """A load that changes the state at minute 100; *a* follows it for the window, *b* has an operator to be told."""
    made = scenario(
        teams=teams(a=team("AA", units={"one": unit()})),
        facts={"told": {"start": False}},
        routes=routes(
            drive("out", 60), cross("over", 40, window=WINDOW), drive("on", 500, "beta", controlled={"b": fact("told")})
        ),
    )
    bench = Bench(made)
    movement = Movement(bench.world, bench.rules, bench.effects, lambda _load, _state: None)
    control = Control(bench.world, bench.rules, bench.effects, movement)
    control.assign("a", "one", "load")
    return bench


def tell(bench: Bench, minute: int, phase: int) -> None:
    bench.world.at(minute, phase, "tests", "told", lambda: bench.world.set("told", True))


@pytest.mark.parametrize("phase", [PAPER, EFFECTS])
@pytest.mark.parametrize("minute", [X + 1, X + WINDOW - 1, X + WINDOW])
def test_who_is_told_up_to_the_minute_at_which_the_hold_ends_takes_over_without_a_gap(minute: int, phase: int):
    bench = border()
    tell(bench, minute, phase)
    bench.advance(300)
    assert not bench.kinds(ControlLost, GapClosed)
    assert [(h.minute, h.giver, h.taker, h.gap) for h in bench.kinds(ControlPassed)] == [(minute, "a", "b", 0)]
    now = [h.value for h in bench.kinds(FactChanged) if h.fact == "control.load.now"]
    assert now == [True]
    assert bench.fact("control.load.unbroken") is True


def test_who_is_told_a_minute_late_has_a_gap_of_one_minute():
    bench = border()
    tell(bench, X + WINDOW + 1, PAPER)
    bench.advance(300)
    assert [(h.began, h.minutes) for h in bench.kinds(GapClosed)] == [(X + WINDOW, 1)]
    assert bench.minutes(ControlLost) == [X + WINDOW]
    assert bench.fact("control.load.gap") == 1
