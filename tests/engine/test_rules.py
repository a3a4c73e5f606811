"""Triggers: when they are judged, when they fire, and that they settle."""

import pytest

from exercise.engine.conditions import Condition
from exercise.engine.rules import MOST_STEPS, RunawayRulesError
from exercise.engine.world import EFFECTS
from exercise.model.expressions import All, Compare, Constant, HeldFor, Not, SinceTrue
from tests.engine.worlds import Bench, equals, fact, scenario

FACTS = {"ping": {"start": False}, "pong": {"start": False}, "level": {"start": 0}}


def bench() -> Bench:
    return Bench(scenario(facts=FACTS))


def count(b: Bench, expression, **options) -> list[int]:
    fired: list[int] = []
    b.rules.trigger("counted", b.rules.compile(expression), lambda: fired.append(b.world.now), **options)
    b.rules.settle()
    return fired


def plan(b: Bench, minute: int, name: str, value) -> None:
    b.world.at(minute, EFFECTS, "tests", name, lambda: b.world.set(name, value))


def test_a_condition_true_at_arming_fires_once():
    b = bench()
    fired = count(b, Not(of=fact("ping")))
    b.advance(50)
    assert fired == [0]


def test_a_trigger_that_is_not_armed_does_not_fire():
    b = bench()
    fired: list[int] = []
    rule = b.rules.trigger("late", b.rules.compile(fact("ping")), lambda: fired.append(b.world.now), armed=False)
    b.set("ping", True)
    b.advance(9)
    b.rules.arm(rule)
    b.rules.settle()
    assert fired == [9]


def test_a_trigger_fires_once_unless_told_again():
    b = bench()
    once, again = count(b, fact("ping")), count(b, fact("ping"), again=30)
    for minute in (10, 20, 50, 60):
        plan(b, minute, "ping", True)
        plan(b, minute + 5, "ping", False)
    b.advance(100)
    assert once == [10]
    assert again == [10, 50]


def test_a_trigger_that_has_fired_for_good_is_judged_no_more():
    b = bench()
    judged: list[str] = []

    def judge(name: str):
        return Condition(lambda facts: judged.append(name) or facts["ping"], frozenset(("ping",)), b.world.facts)

    b.rules.trigger("once", judge("once"), lambda: None)
    b.rules.trigger("again", judge("again"), lambda: None, again=30)
    b.rules.settle()
    b.set("ping", True)
    assert set(judged) == {"once", "again"}
    judged.clear()
    for value in (False, True):
        b.set("ping", value)
    assert set(judged) == {"again"}


def test_a_second_rise_in_one_minute_is_judged_in_the_next():
    b = bench()
    fired = count(b, fact("ping"), again=1)
    for value in (True, False, True):
        b.set("ping", value)
    assert fired == [0]
    b.advance(5)
    assert fired == [0, 1]


def test_a_second_rise_that_is_over_by_the_next_minute_does_not_fire():
    b = bench()
    fired = count(b, fact("ping"), again=1)
    for value in (True, False, True):
        b.set("ping", value)
    plan(b, 1, "ping", False)
    b.advance(5)
    assert fired == [0]


@pytest.mark.parametrize("first", ["ping", "pong"])
def test_timers_of_one_minute_run_out_in_declared_order(first):
    b = bench()
    order: list[str] = []
    for name in ("ping", "pong"):
        timed = b.rules.compile(HeldFor(of=fact(name), minutes=30))
        b.rules.trigger(name, timed, lambda name=name: order.append(name))
    for name in (first, *{"ping", "pong"} - {first}):
        b.set(name, True)
    b.advance(60)
    assert order == ["ping", "pong"]


def test_ping_pong_triggers_settle():
    b = bench()
    b.rules.trigger("a", b.rules.compile(fact("ping")), lambda: b.world.set("pong", True))
    b.rules.trigger("b", b.rules.compile(fact("pong")), lambda: b.world.set("ping", False))
    b.set("ping", True)
    assert (b.fact("ping"), b.fact("pong")) == (False, True)


def test_rules_without_end_stop_the_run_and_are_named():
    b = bench()
    b.rules.watch("up", b.rules.compile(fact("ping")), lambda truth: b.world.set("pong", truth))
    b.rules.watch("down", b.rules.compile(fact("pong")), lambda truth: b.world.set("ping", not truth))
    with pytest.raises(RunawayRulesError, match="down, up"):
        b.set("ping", True)
    assert MOST_STEPS == 10_000


def test_facts_set_and_unset_within_one_item_are_not_seen():
    b = bench()
    fired = count(b, fact("ping"))
    b.world.set("ping", True)
    b.world.set("ping", False)
    b.rules.settle()
    assert fired == []


def test_a_two_minute_pulse_is_seen():
    b = bench()
    fired = count(b, fact("ping"))
    plan(b, 100, "ping", True)
    plan(b, 102, "ping", False)
    b.advance(1000)
    assert fired == [100]


def test_held_for_needs_the_condition_without_a_break():
    b = bench()
    fired = count(b, HeldFor(of=fact("ping"), minutes=30))
    for minute, value in ((10, True), (30, False), (40, True)):
        plan(b, minute, "ping", value)
    b.advance(69)
    assert fired == []
    b.advance(70)
    assert fired == [70]


def test_since_true_counts_from_the_first_rise_and_needs_no_holding():
    b = bench()
    fired = count(b, SinceTrue(of=fact("ping"), minutes=30))
    for minute, value in ((10, True), (12, False), (20, True)):
        plan(b, minute, "ping", value)
    b.advance(100)
    assert fired == [40]


def test_timers_nest_in_larger_conditions():
    b = bench()
    high = Compare(op=">=", left=fact("level"), right=Constant(value=3))
    late_and_high = All(of=(SinceTrue(of=fact("ping"), minutes=5), high))
    fired = count(b, late_and_high)
    plan(b, 1, "ping", True)
    plan(b, 50, "level", 3)
    b.advance(60)
    assert fired == [50]


def test_rules_of_one_minute_are_judged_in_declared_order():
    b = bench()
    order: list[str] = []
    for name in ("third", "first", "second"):
        b.rules.trigger(name, b.rules.compile(equals("level", 1)), lambda name=name: order.append(name))
    b.set("level", 1)
    assert order == ["third", "first", "second"]
