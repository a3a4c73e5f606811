"""Conditions whose truth is plain from their text: those that never hold, and those that always do."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator

from exercise.model.base import Value
from exercise.model.expressions import All, Compare, Constant, Expression, Fact, Not, OneOf, parts
from exercise.scenario.bind import Path
from exercise.scenario.walk import Place

Tell = Callable[[str, Path, str], None]
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
RANGES = {"adversary.alertness": range(101)}
"""The numbers that a ready-made fact can be."""


def truth_warnings(places: Iterable[Place], tell: Tell) -> None:
    """Tell each condition of which some part can never hold, or always does."""
    for place in places:
        if place.kind == "condition":
            said = next(_plain(place.value), None)
            if said:
                tell("W713", place.path, said)


def _plain(condition: Expression) -> Iterator[str]:
    """Yield what is plain of a condition and of all that it is made of."""
    if isinstance(condition, All):
        yield from _contradictions(list(_joined(condition)))
    if isinstance(condition, Compare):
        yield from _beyond(condition)
    for part in parts(condition):
        yield from _plain(part)


def _joined(condition: Expression) -> Iterator[Expression]:
    """Yield what must hold together."""
    if isinstance(condition, All):
        for part in condition.of:
            yield from _joined(part)
    else:
        yield condition


def _contradictions(together: list[Expression]) -> Iterator[str]:
    """Yield why conditions cannot hold together: one is denied by another, or one fact is to be two words."""
    if any(isinstance(part, Not) and part.of in together for part in together):
        yield "the same is asked for and denied, so that this never holds"
    possible: dict[str, set[Value]] = {}
    for part in together:
        fact, values = _values(part)
        if fact and not possible.setdefault(fact, set(values)).intersection(values):
            yield f"'{fact}' is never two things at once, so that this never holds"
        elif fact:
            possible[fact] &= set(values)


def _values(condition: Expression) -> tuple[str, tuple[Value, ...]]:
    """Return the fact that *condition* reads and the values for which it holds; ``""`` where that is not plain."""
    match condition:
        case OneOf(of=Fact(name=name), among=among):
            return name, among
        case Compare(op="==", left=Fact(name=name), right=Constant(value=value)):
            return name, (value,)
        case Compare(op="==", left=Constant(value=value), right=Fact(name=name)):
            return name, (value,)
    return "", ()


def _beyond(condition: Compare) -> Iterator[str]:
    """Yield that a fact of which the range is known is compared with what it never, or always, is."""
    match condition:
        case Compare(left=Fact(name=name), right=Constant(value=int(value))) if name in RANGES:
            holds = {_COMPARE[condition.op](number, value) for number in RANGES[name]}
        case Compare(left=Constant(value=int(value)), right=Fact(name=name)) if name in RANGES:
            holds = {_COMPARE[condition.op](value, number) for number in RANGES[name]}
        case _:
            return
    if len(holds) == 1:
        low, high = RANGES[name][0], RANGES[name][-1]
        yield f"'{name}' is {low} to {high}, so that this {'always' if True in holds else 'never'} holds"
