"""The master scenario events list: when injects are sent, to whom, what they expect, and what comes if it does not
come.
"""

from typing import Any

import pytest

from exercise.engine import refusals
from exercise.engine.channels import Channels
from exercise.engine.information import Information
from exercise.engine.injects import Injects
from exercise.engine.points import Points
from exercise.model.decisions import Answer, Decision, StaffMessage
from exercise.model.expressions import TRUE, HeldFor, SinceTrue
from exercise.model.happenings import (
    ExpectationLapsed,
    ExpectationMet,
    InjectFired,
    ItemReceived,
    MessageDelivered,
    NoticeDelivered,
)
from tests.engine.worlds import Bench, equals, fact, fixed, scenario

FACTS = {"ready": {"start": False}, "done": {"start": False}}
POINT = {"team": "a", "question": "What?", "options": {"hold": {"label": "Hold"}, "go": {"label": "Go"}}}
LETTER = {"title": "Letter", "text": "Text", "origin": "An agency"}


def table(seed: int = 7, *, groups: Any = None, **injects: Any) -> tuple[Bench, Injects, Points]:
    made = scenario(facts=FACTS, injects=injects, groups=groups or {}, decisions={"p": POINT}, intel={"letter": LETTER})
    b = Bench(made, seed)
    information = Information(b.world, b.rules, b.effects, Channels(b.world))
    points = Points(b.world, b.rules, b.effects)
    list_ = Injects(b.world, b.rules, b.effects, information)
    b.advance(0)
    return b, list_, points


def message(**more: Any) -> dict[str, Any]:
    return {"to": ["a"], "text": "Hello", **more}


def expecting(**more: Any) -> dict[str, Any]:
    return message(at=10, expects={"decided": {"p": "hold"}, "within": 30, **more})


def decide(b: Bench, points: Points, option: str = "hold") -> None:
    points.answer(Decision("a", Answer("p", (option,))))
    b.rules.settle()


def delivered(b: Bench) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(h.minute, h.inject, h.audience) for h in b.kinds(MessageDelivered)]


def test_a_planned_inject_comes_at_its_minute_to_each_recipient():
    b, _, _ = table(m=message(at=30, to=["a", "centre"]))
    b.advance(100)
    assert delivered(b) == [(30, "m", ("a",)), (30, "m", ("centre",))]
    assert b.fact("inject.m") is True


def test_a_message_takes_the_time_of_its_channel():
    b, _, _ = table(m=message(at=30, delay=fixed(20)))
    b.advance(49)
    assert b.fact("inject.m") is False
    b.advance(50)
    assert delivered(b) == [(50, "m", ("a",))]


def test_a_conditional_inject_comes_once_its_condition_holds():
    b, _, _ = table(m=message(when=fact("ready")))
    b.advance(20)
    b.set("ready", True)
    b.set("ready", False)
    b.set("ready", True)
    b.advance(60)
    assert delivered(b) == [(20, "m", ("a",))]


def test_a_conditional_inject_of_a_stage_waits_for_the_stage():
    b, injects, _ = table(m=message(when=fact("ready"), stage="start"))
    b.set("ready", True)
    assert delivered(b) == []
    injects.enter_stage("start")
    b.rules.settle()
    assert len(delivered(b)) == 1


def test_an_inject_gives_its_items_and_does_its_effects():
    b, _, _ = table(m=message(at=5, gives=["letter"], effects=[{"kind": "set", "set": "done"}]))
    b.advance(5)
    assert [(h.item, h.team) for h in b.kinds(ItemReceived)] == [("letter", "a")]
    assert b.fact("done") is True


def test_an_inject_without_recipients_has_effects_only():
    b, _, _ = table(m={"at": 5, "effects": [{"kind": "set", "set": "done"}]})
    b.advance(5)
    assert delivered(b) == []
    assert (b.fact("done"), b.fact("inject.m")) == (True, True)


def test_what_is_expected_counts_from_delivery_to_the_minute_before_the_lapse():
    for minute, kind in ((59, ExpectationMet), (60, ExpectationLapsed)):
        b, _, points = table(m=expecting() | {"delay": fixed(20)})
        b.advance(minute)
        decide(b, points)
        b.advance(100)
        assert [type(h) for h in b.kinds(ExpectationMet, ExpectationLapsed)] == [kind]


def test_an_act_before_delivery_counts_only_where_the_author_says_so():
    for already, kind in (("no", ExpectationLapsed), ("ok", ExpectationMet)):
        b, _, points = table(m=expecting(already=already))
        decide(b, points)
        b.advance(100)
        assert [type(h) for h in b.kinds(ExpectationMet, ExpectationLapsed)] == [kind]


def test_another_option_than_the_expected_one_does_not_count():
    b, _, points = table(m=expecting())
    b.advance(15)
    decide(b, points, "go")
    b.advance(100)
    assert b.fact("expected.m") == "lapsed"


def test_a_contingency_comes_at_the_lapse_and_its_own_condition_is_judged_once():
    for ready, sent in ((True, [40]), (False, [])):
        b, _, _ = table(m=expecting(**{"else": "plan_b"}), plan_b=message(when=fact("ready")))
        b.set("ready", ready)
        assert b.fact("inject.plan_b") is False
        b.advance(50)
        b.set("ready", True)
        b.advance(100)
        assert [h.minute for h in b.kinds(MessageDelivered) if h.inject == "plan_b"] == sent


@pytest.mark.parametrize("timed", [HeldFor, SinceTrue])
@pytest.mark.parametrize(("ready_at", "sent"), [(5, [40]), (15, [])])
def test_a_timer_that_only_a_lapse_asks_for_runs_from_the_start(timed, ready_at, sent):
    own = message(when=timed(of=fact("ready"), minutes=30))
    b, _, _ = table(m=expecting(**{"else": "plan_b"}), plan_b=own)
    b.advance(ready_at)
    b.set("ready", True)
    b.advance(100)
    assert [h.minute for h in b.kinds(MessageDelivered) if h.inject == "plan_b"] == sent


@pytest.mark.parametrize("asked", ["if", "still"])
def test_a_timer_that_only_an_effect_asks_for_runs_from_the_start(asked):
    effect = {"kind": "set", "fact": "done", "after": fixed(5), asked: HeldFor(of=fact("ready"), minutes=30)}
    b, _, _ = table(m=message(at=40, effects=[effect]))
    b.set("ready", True)
    b.advance(50)
    assert b.fact("done") is True


def test_no_contingency_where_the_act_came():
    b, _, points = table(m=expecting(**{"else": "plan_b"}), plan_b=message())
    b.advance(20)
    decide(b, points)
    b.advance(100)
    assert [h.inject for h in b.kinds(InjectFired)] == ["m"]


def test_a_condition_can_be_expected_too():
    b, _, _ = table(m=message(at=10, expects={"when": fact("ready"), "within": 30}))
    b.advance(20)
    b.set("ready", True)
    assert b.fact("expected.m") == "met"


def test_skipping_the_parent_cancels_the_contingency():
    b, injects, _ = table(m=expecting(**{"else": "plan_b"}), plan_b=message())
    injects.skip("m")
    b.advance(100)
    assert delivered(b) == []


def test_skipping_the_contingency_excuses_the_expectation():
    b, injects, _ = table(m=expecting(**{"else": "plan_b"}), plan_b=message())
    b.advance(20)
    injects.skip("plan_b")
    b.advance(100)
    assert b.fact("expected.m") == "excused"
    assert b.kinds(ExpectationLapsed) == []


def test_a_contingency_skipped_before_its_parent_comes_excuses_the_expectation_too():
    b, injects, _ = table(m=expecting(**{"else": "plan_b"}), plan_b=message())
    injects.skip("plan_b")
    b.advance(100)
    assert b.fact("expected.m") == "excused"
    assert b.kinds(ExpectationLapsed) == []
    assert injects.lapses("a") == []


def test_a_contingency_sent_by_hand_is_consumed():
    b, injects, _ = table(m=expecting(**{"else": "plan_b"}), plan_b=message())
    injects.send("plan_b", "facilitator")
    b.advance(100)
    assert [(h.inject, h.minute) for h in b.kinds(InjectFired)] == [("plan_b", 0), ("m", 10)]
    assert injects.judge("plan_b").code == refusals.ALREADY_SENT


def test_the_clock_is_told_of_every_lapse():
    b, injects, _ = table(m=expecting())
    assert injects.lapses("a") == []
    b.advance(10)
    assert injects.lapses("a") == [40]
    b.advance(40)
    assert injects.lapses("a") == []


@pytest.mark.parametrize("seed", range(6))
def test_of_a_group_one_is_sent_by_weight(seed):
    groups = {"g": {"chosen_by": "chance", "at": 20}}
    b, _, _ = table(seed, groups=groups, m=message(group="g"), n=message(group="g"), never=message(group="g", weight=0))
    b.advance(60)
    sent = [h.inject for h in b.kinds(InjectFired)]
    assert len(sent) == 1
    assert sent[0] in ("m", "n")


def test_both_of_a_group_come_about_in_some_runs():
    groups = {"g": {"chosen_by": "chance", "at": 20}}
    seen = set()
    for seed in range(20):
        b, _, _ = table(seed, groups=groups, m=message(group="g"), n=message(group="g"))
        b.advance(60)
        seen |= {h.inject for h in b.kinds(InjectFired)}
    assert seen == {"m", "n"}


def test_of_a_first_true_group_the_first_condition_wins():
    groups = {"g": {"chosen_by": "first_true"}}
    first, second = message(group="g", when=fact("ready")), message(group="g", when=equals("done", True))
    b, _, _ = table(groups=groups, m=first, n=second)
    b.set("done", True)
    b.set("ready", True)
    assert [h.inject for h in b.kinds(InjectFired)] == ["n"]


def first_true(**more: Any) -> dict[str, Any]:
    return {"g": {"chosen_by": "first_true", **more}}


def fired(b: Bench) -> list[tuple[int, str]]:
    return [(h.minute, h.inject) for h in b.kinds(InjectFired)]


def test_the_conditions_of_a_first_true_group_count_from_its_own_time_on():
    members = {"m": message(group="g", when=fact("ready")), "n": message(group="g", when=fact("done"))}
    b, _, _ = table(groups=first_true(at=20), **members)
    b.set("ready", True)
    b.advance(10)
    b.set("ready", False)
    b.set("done", True)
    b.advance(60)
    assert fired(b) == [(20, "n")]


def test_the_conditions_of_a_first_true_group_count_from_its_own_condition_on_even_if_that_passes():
    b, _, _ = table(groups=first_true(when=fact("ready")), m=message(group="g", when=fact("done")))
    b.set("done", True)
    b.set("done", False)
    b.set("ready", True)
    b.set("ready", False)
    assert fired(b) == []
    b.advance(30)
    b.set("done", True)
    assert fired(b) == [(30, "m")]


def test_what_is_always_true_at_the_end_of_a_first_true_group_comes_where_nothing_else_holds():
    for done, sent in ((True, "m"), (False, "rest")):
        members = {"m": message(group="g", when=fact("done")), "rest": message(group="g", when=TRUE)}
        b, _, _ = table(groups=first_true(at=20), **members)
        b.set("done", done)
        b.advance(60)
        assert fired(b) == [(20, sent)]


def test_the_facilitators_own_message_reaches_those_it_is_for():
    b, injects, _ = table()
    injects.notice(StaffMessage(("a", "b"), "Control", "Coffee", "Ten minutes.", "routine"))
    assert [h.audience for h in b.kinds(NoticeDelivered)] == [("a",), ("b",)]
