"""Evaluation: each critical task rated P, S, M or U by its criteria, with the minutes that the rating stands on.

A moment that never came is later than every minute: so ``a before b`` holds where only a happened, ``a within 4h of b``
fails where a never came, and a ``spread`` of which one part never came is longer than any length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Final, Literal

from exercise.analysis.history import COMPARE, History, UnknownFactError
from exercise.model.base import Minute
from exercise.model.expressions import (
    All,
    Any_,
    Before,
    Compare,
    Constant,
    Expression,
    FirstTrue,
    Not,
    Spread,
    Sum,
    Within,
    parts,
)
from exercise.model.scenario import Rating, Scenario, Task

NEVER: Final = inf

Verdict = Rating | Literal["not_applicable", "not_measured", "not_tested"]
"""``not_measured``: its criteria read something that this version does not know. ``not_tested``: the run was stopped
before its story was over, and until then it was not performed, or nothing had been asked of it.
"""
_TEMPORAL: Final = (FirstTrue, Before, Within, Spread)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sub-condition of a task: when it first came true (``None``: never), and whether it was true at the end."""

    condition: Expression
    first: Minute | None
    last: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """A critical task with its rating."""

    objective: str
    task: str
    verdict: Verdict
    evidence: tuple[Evidence, ...]


def rate_all(scenario: Scenario, history: History, *, whole: bool = True) -> tuple[Rated, ...]:
    """Return every critical task of *scenario* rated, in the author's order; *whole*: the story is over."""
    return tuple(
        rate(name, task_name, task, history, whole=whole)
        for name, objective in scenario.objectives.items()
        for task_name, task in objective.tasks.items()
    )


def rate(objective: str, name: str, task: Task, history: History, *, whole: bool = True) -> Rated:
    """Return one task rated; where the story is not over (*whole*), what nobody did yet is not tested."""
    try:
        verdict, evidence = _verdict(task, history), tuple(_evidence(task, history))
    except UnknownFactError:
        return Rated(objective, name, "not_measured", ())
    tested = whole or _is_tested(task, verdict, history)
    return Rated(objective, name, verdict if tested else "not_tested", evidence)


def _is_tested(task: Task, verdict: Verdict, history: History) -> bool:
    """Tell whether a story that was stopped shows *verdict*: not one that holds before anything has come about."""
    if verdict == "U":
        return False
    return task.applies_when is not None or verdict != _verdict(task, history.unplayed())


def _verdict(task: Task, history: History) -> Verdict:
    if task.applies_when is not None and moment(task.applies_when, history) == NEVER:
        return "not_applicable"
    if holds(task.performed, history):
        return "P"
    if task.some is not None and holds(task.some, history):
        return "S"
    if task.major is not None and holds(task.major, history):
        return "M"
    return "U"


# --- conditions at the end of the run -------------------------------------------------------------


def holds(expression: Expression, history: History) -> bool:
    """Tell whether a criterion holds once the run is over."""
    match expression:
        case Before():
            return moment(expression.left, history) < moment(expression.right, history)
        case Within():
            left, right = moment(expression.left, history), moment(expression.right, history)
            return left < NEVER and left <= right + expression.minutes
        case Not():
            return not holds(expression.of, history)
        case All():
            return all(holds(part, history) for part in expression.of)
        case Any_():
            return any(holds(part, history) for part in expression.of)
        case Compare() if _is_moment(expression.left) or _is_moment(expression.right):
            return COMPARE[expression.op](moment(expression.left, history), moment(expression.right, history))
        case _:
            return bool(history.of(expression).last)


def moment(expression: Expression, history: History) -> float:
    """Return the minute that an expression means: of a condition, the first at which it was true, or `NEVER`."""
    match expression:
        case FirstTrue():
            return moment(expression.of, history)
        case Spread():
            moments = [moment(part, history) for part in expression.of]
            return NEVER if NEVER in moments else max(moments) - min(moments)
        case Sum():
            left, right = moment(expression.left, history), moment(expression.right, history)
            if NEVER in (left, right):
                return NEVER
            return left + right if expression.op == "+" else left - right
        case Constant() if not isinstance(expression.value, (bool, str)):
            return expression.value
        case Before() | Within():
            return history.end if holds(expression, history) else NEVER
        case _:
            first = history.of(expression).first_true()
            return NEVER if first is None else first


def _is_moment(expression: Expression) -> bool:
    if isinstance(expression, Sum):
        return _is_moment(expression.left) or _is_moment(expression.right)
    return isinstance(expression, (FirstTrue, Spread))


# --- evidence -------------------------------------------------------------------------------------


def _evidence(task: Task, history: History) -> Iterator[Evidence]:
    """Yield the sub-conditions of a task, each once, in the order of the criteria."""
    criteria = [e for e in (task.applies_when, task.performed, task.some, task.major) if e is not None]
    atoms = dict.fromkeys(_key(atom) for criterion in criteria for atom in atoms_of(criterion))
    found = {_key(atom): atom for criterion in criteria for atom in atoms_of(criterion)}
    for key in atoms:
        series = history.of(found[key])
        yield Evidence(found[key], series.first_true(), bool(series.last))


def _key(expression: Expression) -> str:
    return expression.model_dump_json()


def atoms_of(expression: Expression) -> Iterator[Expression]:
    """Yield the smallest conditions that an expression is made of, those inside moments too, without constants."""
    if isinstance(expression, Constant):
        return
    made_of_conditions = isinstance(expression, (All, Any_, Not, Sum, *_TEMPORAL))
    if not made_of_conditions and not (isinstance(expression, Compare) and _timed(expression)):
        yield expression
        return
    for part in parts(expression):
        yield from atoms_of(part)


def _timed(expression: Compare) -> bool:
    return _is_moment(expression.left) or _is_moment(expression.right)
