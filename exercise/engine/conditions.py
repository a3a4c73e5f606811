"""Conditions: expression trees made into functions of the facts, with the facts they read.

Time enters a condition only through timers: ``X for 30m`` and ``30m after X`` each become a hidden fact (its name
begins with ``~``) that a timer sets at the right minute, so that judging a condition never looks at the clock.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

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
    parts,
)

Facts = dict[str, Value]
Judge = Callable[[Facts], Value]

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}


class Code(NamedTuple):
    """A compiled condition, of no run in particular: its truth by the facts, and which facts can change it."""

    judge: Judge
    reads: frozenset[str]


class Condition:
    """A condition of one run: call it for its present truth; *reads* are the facts that can change it."""

    __slots__ = ("_facts", "judge", "reads")

    def __init__(self, judge: Judge, reads: frozenset[str], facts: Facts) -> None:
        self.judge = judge
        self._facts = facts
        self.reads = reads

    def __call__(self) -> bool:
        """Tell whether it holds now."""
        return bool(self.judge(self._facts))


Timer = Callable[[HeldFor | SinceTrue, Code], str]
"""Sets up a timer for a timed expression whose inner condition is given; returns the name of its hidden fact."""


def compile_code(expression: Expression, known: Mapping[str, Value], timer: Timer | None = None) -> Code | None:
    """Return *expression* compiled for facts that are *known*; ``None`` where it needs timers and no *timer* is given.

    Raises ``KeyError`` for a fact that does not exist.
    """
    if timer is None and _timed(expression):
        return None
    compiler = _Compiler(known, timer)
    judge = compiler.build(expression)
    return Code(judge, frozenset(compiler.reads))


def _timed(expression: Expression) -> bool:
    return isinstance(expression, (HeldFor, SinceTrue)) or any(map(_timed, parts(expression)))


class _Compiler:
    """Builds functions bottom up and collects what they read."""

    def __init__(self, known: Mapping[str, Value], timer: Timer | None) -> None:
        self.known = known
        self.timer = timer
        self.reads: set[str] = set()

    def build(self, e: Expression) -> Judge:
        match e:
            case Constant():
                return _constant(e.value)
            case Fact():
                return operator.itemgetter(self.fact(e.name))
            case Not():
                return _not(self.build(e.of))
            case All():
                return _all([self.build(part) for part in e.of])
            case Any_():
                return _any([self.build(part) for part in e.of])
            case Compare(left=Fact(name=name), right=Constant(value=value)):
                return _fact_compare(_COMPARE[e.op], self.fact(name), value)
            case Compare():
                return _compare(_COMPARE[e.op], self.build(e.left), self.build(e.right))
            case OneOf():
                return _one_of(self.build(e.of), e.among)
            case Sum():
                return _sum(1 if e.op == "+" else -1, self.build(e.left), self.build(e.right))
            case HeldFor() | SinceTrue():
                return operator.itemgetter(self.timed(e))
            case FirstTrue() | Before() | Within() | Spread():
                raise ValueError("a moment can only be compared after the exercise")

    def fact(self, name: str) -> str:
        if name not in self.known:
            raise KeyError(name)
        self.reads.add(name)
        return name

    def timed(self, e: HeldFor | SinceTrue) -> str:
        assert self.timer is not None
        inner = compile_code(e.of, self.known, self.timer)
        assert inner is not None
        name = self.timer(e, inner)
        self.reads.add(name)
        return name


def _constant(value: Value) -> Judge:
    return lambda _facts: value


def _not(of: Judge) -> Judge:
    return lambda facts: not of(facts)


def _all(judges: list[Judge]) -> Judge:
    return lambda facts: all(judge(facts) for judge in judges)


def _any(judges: list[Judge]) -> Judge:
    return lambda facts: any(judge(facts) for judge in judges)


def _fact_compare(op: Callable[[Any, Any], bool], name: str, value: Value) -> Judge:
    return lambda facts: op(facts[name], value)


def _compare(op: Callable[[Any, Any], bool], left: Judge, right: Judge) -> Judge:
    return lambda facts: op(left(facts), right(facts))


def _one_of(of: Judge, among: tuple[Value, ...]) -> Judge:
    return lambda facts: of(facts) in among


def _sum(sign: int, left: Judge, right: Judge) -> Judge:
    return lambda facts: int(left(facts)) + sign * int(right(facts))
