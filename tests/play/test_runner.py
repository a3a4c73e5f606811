"""How far the clock may run, what stops it, and a scenario played out by bots."""

import gc

import pytest

from exercise.engine import Engine
from exercise.model import happenings as h
from exercise.model.decisions import Answer, Decision, File, TeamAct
from exercise.play.policies import POLICIES
from exercise.play.precedence import precedence, stops
from exercise.play.runner import Bots, Stop, bots_for, next_stop, play_out, why_stopped
from tests.session.conftest import tiny_scenario


@pytest.fixture
def engine() -> Engine:
    return Engine(tiny_scenario(), 1)


@pytest.mark.parametrize(
    ("happening", "urgency"),
    [
        (h.MessageDelivered(1, ("a",), "x", "routine"), "routine"),
        (h.MessageDelivered(1, ("a",), "x", "priority"), "priority"),
        (h.NoticeDelivered(1, ("a",), "s", "s", "t", "flash"), "flash"),
        (h.ControlLost(1, ("a",), "load", "a", "s"), "flash"),
        (h.ConsignmentLost(1, ("a",), "load", "s"), "priority"),
        (h.AnswerArrived(1, ("a",), "r1", "a", "b", "granted"), "priority"),
        (h.ExerciseEnded(1, ("a",), "x", "time"), "priority"),
        (h.FactChanged(1, (), "f", True), "routine"),
        (h.StepBegun(1, ("a",), "load", "s", "a", 1, 2), "routine"),
    ],
)
def test_the_urgency_of_a_happening(happening, urgency: str) -> None:
    assert precedence(happening) == urgency
    assert stops([happening], ["a"]) == (urgency != "routine")
    assert not stops([happening], ["b"])


def test_the_point_that_a_request_opens_says_whether_it_stops_the_state_asked() -> None:
    received = h.RequestReceived(1, ("a", "b"), "r1", "b")
    both = ("priority", "routine")
    urgent, calm = (h.PointOpened(1, ("b",), "respond_r1", "b", 9, (), "r1", precedence=p) for p in both)
    assert not stops([received, calm], ["a", "b"])
    assert (stops([urgent], ["a"]), stops([urgent], ["b"])) == (False, True)


def test_the_clock_runs_to_the_next_minute_at_which_anything_may_happen(engine) -> None:
    assert next_stop(engine, (), None) == Stop(engine.next_minute())
    assert next_stop(engine, (), None, due=5) == Stop(5)
    assert next_stop(engine, (), 7) == Stop(7, "asked")


def test_the_clock_stands_one_minute_before_a_limit_and_then_goes_past_it(engine) -> None:
    first = engine.limits("south")[0]
    while (stop := next_stop(engine, ("south",), None)).why != "limit":
        engine.advance(stop.minute)
    assert stop == Stop(first - 1, "limit")
    engine.advance(stop.minute)
    assert next_stop(engine, ("south",), None).minute == first


def test_why_the_clock_stands() -> None:
    urgent = [h.MessageDelivered(1, ("a",), "x", "flash")]
    assert why_stopped(urgent, ["a"], Stop(1, "limit")) == "happening"
    assert why_stopped([], ["a"], Stop(1, "limit")) == "limit"
    assert why_stopped(urgent, ["b"]) == ""


def test_a_bot_looks_at_a_request_when_its_office_is_about_to_answer(engine) -> None:
    bots = Bots(engine.scenario, 1, {"south": POLICIES["recommended"]})
    engine.submit(Decision("north", File("delivery", "south", "direct", {"basis": ""})))
    while not any(isinstance(happening, h.PointOpened) and happening.request for happening in engine.happenings):
        engine.advance(engine.next_minute())
    for happening in engine.happenings:
        bots.see(happening)
    opened = next(x for x in engine.happenings if isinstance(x, h.PointOpened) and x.request)
    assert ("south", opened.point) not in bots.due(opened.deadline - 2)
    assert ("south", opened.point) in bots.due(opened.deadline - 1)


def test_bots_think_five_minutes_live_and_none_in_rounds(engine) -> None:
    for live, minute in ((False, 0), (True, 5)):
        bots = bots_for(engine.scenario, 1, "recommended", ("north",), live=live)
        for happening in engine.happenings:
            bots.see(happening)
        assert bots.next_due() == minute
        assert bots.due(minute) == (("south", "watch"), ("centre", "advise"))


def test_a_point_that_a_bot_has_tried_is_left_to_its_deadline(engine) -> None:
    bots = bots_for(engine.scenario, 1, "default", ())
    for happening in engine.happenings:
        bots.see(happening)
    bots.tried(bots.due(0))
    assert bots.next_due() is None


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_bots_play_to_an_ending(policy: str) -> None:
    scenario = tiny_scenario()
    for seed in range(10):
        engine = play_out(scenario, seed, dict.fromkeys(scenario.played, POLICIES[policy]))
        assert engine.ended
        assert isinstance(engine.happenings[-1], h.ExerciseEnded)


def test_play_stops_at_the_limit() -> None:
    engine = play_out(tiny_scenario(), 1, {}, limit=100)
    assert (engine.now, engine.ended) == (100, False)


@pytest.mark.parametrize("looked_for", [True, False])
def test_garbage_is_looked_for_after_a_playout_as_it_was_before(looked_for: bool) -> None:
    during: list[bool] = []

    def policy(offers, scenario, chance) -> list[TeamAct]:
        during.append(gc.isenabled())
        return []

    scenario = tiny_scenario()
    before = gc.isenabled()
    (gc.enable if looked_for else gc.disable)()
    try:
        play_out(scenario, 1, dict.fromkeys(scenario.played, policy))
        after = gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()
    assert after is looked_for
    assert set(during) == {False}


def test_a_team_without_a_policy_is_left_to_its_defaults() -> None:
    engine = play_out(tiny_scenario(), 1, {})
    by = {happening.by for happening in engine.happenings if isinstance(happening, h.DecisionTaken)}
    assert by == {"default"}


def test_bots_use_a_role_that_may_decide() -> None:
    tiny = tiny_scenario()
    point = tiny.decisions["let_it_go"].model_copy(update={"roles": ("prosecutor",)})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": point}})
    engine = Engine(scenario, 1)
    bots = bots_for(scenario, 1, "recommended", ("south", "centre"))
    for happening in engine.happenings:
        bots.see(happening)
    (decision,) = bots.decide(engine, bots.due(engine.now))
    assert (decision.role, decision.by) == ("prosecutor", "bot")
    assert isinstance(decision.act, Answer)


def test_a_bot_that_decides_two_points_at_once_uses_a_role_for_each() -> None:
    tiny = tiny_scenario()
    point = tiny.decisions["let_it_go"].model_copy(update={"roles": ("head", "prosecutor")})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": point, "another": point}})
    engine = Engine(scenario, 1)
    bots = bots_for(scenario, 1, "recommended", ("south", "centre"))
    for happening in engine.happenings:
        bots.see(happening)
    decided = bots.decide(engine, bots.due(engine.now))
    assert sorted(decision.role for decision in decided) == ["head", "prosecutor"]
