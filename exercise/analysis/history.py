"""The history of the facts: what each was worth at every minute, and what follows for any condition over them.

A :class:`Series` is piecewise constant. What a fact was within a minute is not seen: its value at the end of the minute
counts, as it counts for those who live in that minute.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from exercise.model.base import Minute, Value
from exercise.model.expressions import (
    All,
    Any_,
    Compare,
    Constant,
    Expression,
    Fact,
    HeldFor,
    Not,
    OneOf,
    SinceTrue,
    Sum,
    parts,
)
from exercise.model.facts import catalogue
from exercise.model.happenings import FactChanged, Happening
from exercise.model.scenario import Scenario

COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class UnknownFactError(LookupError):
    """A condition reads a fact (named by the message) that neither the scenario nor the record has."""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one thing over the run: each *since* its minute, up to the next; the first since minute 0."""

    since: tuple[Minute, ...]
    values: tuple[Value, ...]

    def at(self, minute: Minute) -> Value:
        """Return the value at *minute*."""
        return self.values[max(0, bisect_right(self.since, minute) - 1)]

    @property
    def last(self) -> Value:
        """The value at the end of the run."""
        return self.values[-1]

    def first_true(self) -> Minute | None:
        """Return the first minute at which it was true; ``None``: never."""
        return next((minute for minute, value in zip(self.since, self.values, strict=True) if value), None)

    def spans(self, end: Minute) -> tuple[tuple[Minute, Minute], ...]:
        """Return the stretches, end exclusive, over which it was true; one that lasts ends at *end*."""
        ends = (*self.since[1:], end)
        return tuple((a, b) for a, b, value in zip(self.since, ends, self.values, strict=True) if value and a < b)


def constant(value: Value) -> Series:
    """Return a series that never changes."""
    return Series((0,), (value,))


def series_of(changes: Iterable[tuple[Minute, Value]], start: Value) -> Series:
    """Return the series of *changes* in order of time; the last change of a minute counts, and only real changes."""
    kept: dict[Minute, Value] = {0: start}
    kept.update((minute, value) for minute, value in changes)
    since: list[Minute] = []
    values: list[Value] = []
    for minute, value in kept.items():
        if not values or values[-1] != value or type(values[-1]) is not type(value):
            since.append(minute)
            values.append(value)
    return Series(tuple(since), tuple(values))


class History:
    """All facts of a run, up to its *end* (the last story minute)."""

    def __init__(self, scenario: Scenario, happenings: Iterable[Happening], end: Minute) -> None:
        self.end = end
        self._changes: dict[str, list[tuple[int, Minute, Value]]] = {}
        for place, happening in enumerate(happenings):
            if isinstance(happening, FactChanged):
                change = place, happening.minute, happening.value
                self._changes.setdefault(happening.fact, []).append(change)
        self._starts = {name: kind.start for name, kind in catalogue(scenario).items()}
        self._facts: dict[str, Series] = {name: self._series(name) for name in {**self._starts, **self._changes}}

    def _series(self, name: str, left_out: Collection[int] = ()) -> Series:
        changes = self._changes.get(name, [])
        kept = ((minute, value) for place, minute, value in changes if place not in left_out)
        return series_of(kept, self._start(name))

    def without(self, left_out: Collection[int]) -> History:
        """Return the same history without some changes, given by their places among the happenings.

        Everything else stays as it was: so a condition that held only because of them no longer holds.
        """
        other = copy(self)
        touched = {name for name, changes in self._changes.items() if any(place in left_out for place, *_ in changes)}
        other._facts = {**self._facts, **{name: self._series(name, left_out) for name in touched}}
        return other

    def unplayed(self) -> History:
        """Return the history of the same story in which nothing has come about."""
        other = copy(self)
        other.end, other._changes = 0, {}
        other._facts = {name: constant(self._start(name)) for name in self._facts}
        return other

    def _start(self, name: str) -> Value:
        return self._starts.get(name, _nothing(self._changes.get(name, [])))

    def fact(self, name: str) -> Series:
        """Return a fact over time. Raises :class:`UnknownFactError`."""
        try:
            return self._facts[name]
        except KeyError:
            raise UnknownFactError(name) from None

    def of(self, expression: Expression) -> Series:
        """Return the value of a condition over time. Raises ``ValueError`` for a moment, :class:`UnknownFactError`."""
        match expression:
            case Constant():
                return constant(expression.value)
            case Fact():
                return self.fact(expression.name)
            case HeldFor():
                return self._held(self.of(expression.of), expression.minutes)
            case SinceTrue():
                return self._since(self.of(expression.of), expression.minutes)
            case _:
                return _combined([self.of(part) for part in parts(expression)], _operation(expression))

    def _held(self, inner: Series, minutes: Minute) -> Series:
        changes: list[tuple[Minute, Value]] = []
        for began, ended in inner.spans(self.end + 1):
            if began + minutes < ended:
                changes += [(began + minutes, True), (ended, False)]
        return series_of(((minute, value) for minute, value in changes if minute <= self.end), False)

    def _since(self, inner: Series, minutes: Minute) -> Series:
        rose = inner.first_true()
        due = None if rose is None else rose + minutes
        return series_of([] if due is None or due > self.end else [(due, True)], False)


def _nothing(changes: list[tuple[int, Minute, Value]]) -> Value:
    """The start of a fact that this version does not know: what nothing is for its type."""
    return type(changes[0][2])() if changes else False


def _combined(series: list[Series], operation: Callable[[list[Value]], Value]) -> Series:
    minutes = sorted({minute for one in series for minute in one.since})
    return series_of(((minute, operation([one.at(minute) for one in series])) for minute in minutes), False)


def _operation(expression: Expression) -> Callable[[list[Value]], Value]:
    match expression:
        case Not():
            return lambda values: not values[0]
        case All():
            return all
        case Any_():
            return any
        case Compare():
            compare = COMPARE[expression.op]
            return lambda values: compare(values[0], values[1])
        case OneOf():
            among = expression.among
            return lambda values: values[0] in among
        case Sum():
            sign = 1 if expression.op == "+" else -1
            return lambda values: int(values[0]) + sign * int(values[1])
        case _:
            raise ValueError("a moment has no value over time")
