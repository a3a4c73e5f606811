"""Conditions: expression trees made into closures over the facts, with the facts they read.

Time enters a condition only through timers: ``X for 30m`` and ``30m after X`` each become a hidden fact (its name begins
with ``~``) that a timer sets at the right minute, so that judging a condition never looks at the clock.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from exercise.model.base import Value
from exercise.model.expressions import (
    All,
    Any_,
    Before,
    Compare,
    Constant,
    Expression,
    Fact,
    FirstTrue,
    HeldFor,
    Not,
    OneOf,
    SinceTrue,
    Spread,
    Sum,
    Within,
)

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition: call it for its present truth; *reads* are the facts that can change it."""

    judge: Callable[[], Value]
    reads: frozenset[str]

    def __call__(self) -> bool:
        """Tell whether it holds now."""
        return bool(self.judge())


Timer = Callable[[HeldFor | SinceTrue, Condition], str]
"""Sets up a timer for a timed expression whose inner condition is given; returns the name of its hidden fact."""


def compile_condition(expression: Expression, facts: dict[str, Value], timer: Timer) -> Condition:
    """Return *expression* compiled against *facts*. Raises ``KeyError`` for a fact that does not exist."""
    compiler = _Compiler(facts, timer)
    judge = compiler.build(expression)
    return Condition(judge, frozenset(compiler.reads))


class _Compiler:
    """Builds closures bottom up and collects what they read."""

    def __init__(self, facts: dict[str, Value], timer: Timer) -> None:
        self.facts = facts
        self.timer = timer
        self.reads: set[str] = set()

    def build(self, e: Expression) -> Callable[[], Value]:
        match e:
            case Constant():
                return _constant(e.value)
            case Fact():
                return self.fact(e.name)
            case Not():
                return _not(self.build(e.of))
            case All():
                return _all([self.build(part) for part in e.of])
            case Any_():
                return _any([self.build(part) for part in e.of])
            case Compare():
                return _compare(_COMPARE[e.op], self.build(e.left), self.build(e.right))
            case OneOf():
                return _one_of(self.build(e.of), e.among)
            case Sum():
                return _sum(1 if e.op == "+" else -1, self.build(e.left), self.build(e.right))
            case HeldFor() | SinceTrue():
                inner = compile_condition(e.of, self.facts, self.timer)
                return self.fact(self.timer(e, inner))
            case FirstTrue() | Before() | Within() | Spread():
                raise ValueError("a moment can only be compared after the exercise")

    def fact(self, name: str) -> Callable[[], Value]:
        facts = self.facts
        if name not in facts:
            raise KeyError(name)
        self.reads.add(name)
        return lambda: facts[name]


def _constant(value: Value) -> Callable[[], Value]:
    return lambda: value


def _not(of: Callable[[], Value]) -> Callable[[], Value]:
    return lambda: not of()


def _all(parts: list[Callable[[], Value]]) -> Callable[[], Value]:
    return lambda: all(part() for part in parts)


def _any(parts: list[Callable[[], Value]]) -> Callable[[], Value]:
    return lambda: any(part() for part in parts)


def _compare(op: Callable[[Any, Any], bool], left: Callable[[], Value], right: Callable[[], Value]) -> Callable[[], Value]:
    return lambda: op(left(), right())


def _one_of(of: Callable[[], Value], among: tuple[Value, ...]) -> Callable[[], Value]:
    return lambda: of() in among


def _sum(sign: int, left: Callable[[], Value], right: Callable[[], Value]) -> Callable[[], Value]:
    return lambda: int(left()) + sign * int(right())
