"""Timed conditions: those of a scenario whose timers run from the start of an exercise, asked or not."""

from __future__ import annotations

from typing import Any, Final

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
from exercise.model.play import Expectation
from exercise.model.scenario import Objective, Scenario
from exercise.model.text import Text

_CONDITIONS: Final = frozenset((All, Any_, Compare, HeldFor, Not, OneOf, SinceTrue, Sum))
_WITHOUT: Final = frozenset((str, int, float, bool, type(None), Text, Constant, Fact, Expectation, Objective))
"""Kinds of values that hold none: an expectation counts from its delivery, objectives are judged afterwards."""


def timed_conditions(scenario: Scenario) -> list[Expression]:
    """Return every condition of *scenario* that has a timer in it, whole, in declared order."""
    found: list[Expression] = []
    _search(vars(scenario), found)
    return found


def _search(value: Any, found: list[Expression]) -> None:
    """Add to *found* the timed conditions in a condition, or in the parts of a part, a table or a list."""
    kind = type(value)
    if kind in _CONDITIONS:
        if _has_timer(value):
            found.append(value)
        return
    if kind is not tuple:
        value = (value if kind is dict else vars(value)).values()
    for part in value:
        if type(part) not in _WITHOUT:
            _search(part, found)


def _has_timer(condition: Expression) -> bool:
    return isinstance(condition, (HeldFor, SinceTrue)) or any(_has_timer(part) for part in parts(condition))
