"""Evaluation: what temporal criteria mean, and how a task comes by its rating."""

from __future__ import annotations

import pytest

from exercise.analysis.evaluation import holds, moment, rate, rate_all
from exercise.analysis.history import History, UnknownFactError
from exercise.model.expressions import (
    All,
    Before,
    Compare,
    Constant,
    Expression,
    Fact,
    FirstTrue,
    HeldFor,
    Not,
    SinceTrue,
    Spread,
    Sum,
    Within,
)
from exercise.model.scenario import Task
from tests.debrief.records import changed, compiled

A, B, C = Fact(name="a"), Fact(name="b"), Fact(name="c")
END = 1000


def history(*changes: tuple[int, str, bool | int | str]) -> History:
    declared = {name: {"start": False} for name in "abc"} | {"n": {"start": 0}}
    happenings = [changed(minute, name, value) for minute, name, value in changes]
    return History(compiled(facts=declared, objectives={}), happenings, END)


def first(condition: Expression) -> FirstTrue:
    return FirstTrue(of=condition)


def before(left: Expression, right: Expression) -> Before:
    return Before(left=first(left), right=first(right))


def within(left: Expression, right: Expression, minutes: int) -> Within:
    return Within(left=first(left), right=first(right), minutes=minutes)


def at_most(moment_: Expression, minutes: int) -> Compare:
    return Compare(op="<=", left=moment_, right=Constant(value=minutes))


def test_before_holds_where_only_the_first_happened():
    assert holds(before(A, B), history((10, "a", True)))


def test_before_fails_where_only_the_second_happened_or_neither_or_both_at_once():
    assert not holds(before(A, B), history((10, "b", True)))
    assert not holds(before(A, B), history())
    assert not holds(before(A, B), history((10, "a", True), (10, "b", True)))


def test_before_follows_the_order_where_both_happened():
    assert holds(before(A, B), history((10, "a", True), (11, "b", True)))
    assert not holds(before(A, B), history((10, "b", True), (11, "a", True)))


def test_within_is_one_sided():
    assert holds(within(A, B, 60), history((10, "a", True), (900, "b", True)))
    assert holds(within(A, B, 60), history((100, "b", True), (160, "a", True)))
    assert not holds(within(A, B, 60), history((100, "b", True), (161, "a", True)))


def test_within_fails_where_the_first_never_came_and_holds_where_only_it_came():
    assert not holds(within(A, B, 60), history((100, "b", True)))
    assert not holds(within(A, B, 60), history())
    assert holds(within(A, B, 60), history((100, "a", True)))


def test_a_moment_that_never_came_is_later_than_every_length():
    assert not holds(at_most(first(A), 100_000), history())
    assert holds(at_most(first(A), 100), history((100, "a", True)))
    assert holds(Compare(op=">", left=first(A), right=Constant(value=100_000)), history())


def test_spread_is_the_greatest_difference():
    spread = Spread(of=(A, B, C))
    run = history((10, "a", True), (40, "b", True), (25, "c", True))
    assert moment(spread, run) == 30
    assert holds(at_most(spread, 30), run)
    assert not holds(at_most(spread, 29), run)


def test_spread_of_which_a_part_never_came_is_longer_than_any_length():
    assert not holds(at_most(Spread(of=(A, B)), 100_000), history((10, "a", True)))


def test_first_true_counts_from_the_first_rise_although_it_fell_again():
    assert moment(first(A), history((10, "a", True), (12, "a", False), (30, "a", True))) == 10


def test_what_is_true_at_the_start_was_first_true_at_minute_nought():
    assert moment(first(Fact(name="control.load.unbroken")), history()) == 0


def test_the_value_at_the_end_of_a_minute_counts():
    run = history((10, "a", True), (10, "a", False))
    assert moment(first(A), run) == float("inf")
    assert run.fact("a").at(10) is False


def test_held_for_is_true_once_it_held_so_long_without_a_break():
    run = history((10, "a", True), (30, "a", False), (100, "a", True))
    assert moment(first(HeldFor(of=A, minutes=30)), run) == 130
    assert moment(first(HeldFor(of=A, minutes=20)), run) == 120
    assert moment(first(HeldFor(of=A, minutes=19)), run) == 29


def test_held_for_that_the_end_cut_short_is_not_true():
    assert moment(first(HeldFor(of=A, minutes=30)), history((END - 29, "a", True))) == float("inf")
    assert moment(first(HeldFor(of=A, minutes=29)), history((END - 29, "a", True))) == END


def test_since_true_needs_no_holding():
    run = history((10, "a", True), (11, "a", False))
    assert moment(first(SinceTrue(of=A, minutes=30)), run) == 40


def test_conditions_of_several_facts_follow_each_change():
    both = All(of=(A, Not(of=B)))
    assert moment(first(both), history((5, "b", True), (10, "a", True), (20, "b", False))) == 20


def test_numbers_add_up_over_time():
    enough = Compare(op=">=", left=Sum(op="+", left=Fact(name="n"), right=Constant(value=1)), right=Constant(value=3))
    assert moment(first(enough), history((5, "n", 1), (9, "n", 2))) == 9


def test_a_plain_criterion_counts_at_the_end():
    assert not holds(A, history((10, "a", True), (20, "a", False)))


def test_parts_of_a_criterion_may_mix_moments_and_facts():
    run = history((10, "a", True), (20, "b", True))
    assert holds(All(of=(before(A, B), B)), run)
    assert not holds(Not(of=before(A, B)), run)


@pytest.mark.parametrize(("true", "rating"), [("a", "P"), ("b", "S"), ("c", "M"), ("", "U")])
def test_criteria_are_tried_in_the_order_p_s_m_else_u(true, rating):
    task = Task.model_validate({"text": "t", "P": A.model_dump(), "S": B.model_dump(), "M": C.model_dump()})
    run = history(*([(10, true, True)] if true else []))
    assert rate("o", "t", task, run).verdict == rating


def test_a_task_that_never_arose_is_not_applicable_and_never_u():
    task = Task.model_validate({"text": "t", "P": A.model_dump(), "applies_when": B.model_dump()})
    assert rate("o", "t", task, history()).verdict == "not_applicable"
    assert rate("o", "t", task, history((10, "a", True))).verdict == "not_applicable"


def test_a_task_that_arose_once_is_rated_although_it_passed():
    task = Task.model_validate({"text": "t", "P": A.model_dump(), "applies_when": B.model_dump()})
    assert rate("o", "t", task, history((5, "b", True), (6, "b", False))).verdict == "U"


def test_evidence_names_each_sub_condition_once_with_its_minute():
    task = Task.model_validate({"text": "t", "P": before(A, B).model_dump(), "S": All(of=(A, Not(of=C))).model_dump()})
    evidence = rate("o", "t", task, history((10, "a", True), (20, "b", True), (30, "b", False))).evidence
    assert [(one.condition, one.first, one.last) for one in evidence] == [
        (A, 10, True),
        (B, 20, False),
        (C, None, False),
    ]


def test_a_criterion_on_a_fact_that_nobody_knows_is_not_measured():
    task = Task.model_validate({"text": "t", "P": {"node": "fact", "name": "of.a.later.version"}})
    assert rate("o", "t", task, history()).verdict == "not_measured"
    with pytest.raises(UnknownFactError):
        history().fact("of.a.later.version")


def test_a_fact_of_another_version_that_the_record_holds_is_measured():
    run = history((10, "of.a.later.version", True))
    assert moment(first(Fact(name="of.a.later.version")), run) == 10


def test_every_task_is_rated_in_the_authors_order():
    scenario = compiled()
    rated = rate_all(scenario, History(scenario, [changed(10, "west_fact")], END))
    assert [(one.task, one.verdict) for one in rated] == [
        ("west_task", "P"), ("west_on_east", "U"), ("west_on_item", "U"), ("east_task", "U"), ("joint", "P"),
    ]  # fmt: skip
