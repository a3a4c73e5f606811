"""Conditions: expression trees made into functions of the facts, with the facts they read.

Time enters a condition only through timers: ``X for 30m`` and ``30m after X`` each become a hidden fact (its name
begins with ``~``) that a timer sets at the right minute, so that judging a condition never looks at the clock.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from exercise.model.base import Minute, Value
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
from exercise.model.plain import plain

Facts = dict[str, Value]
Judge = Callable[[Facts], Value]

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@plain
class Timed:
    """A timer that a condition needs: the hidden fact that it sets, after how long, and what it waits for.

    *held*: that must hold all the while.
    """

    fact: str
    minutes: Minute
    held: bool
    of: Code


@plain
class Code:
    """A compiled condition, of no run in particular: its truth by the facts, which facts can change it, its timers.

    A run that judges it has to run the timers, inner ones first.
    """

    judge: Judge
    reads: frozenset[str]
    timers: tuple[Timed, ...] = ()


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


def compile_code(expression: Expression, known: Mapping[str, Value], hidden: Iterator[str]) -> Code:
    """Return *expression* compiled for facts that are *known*; each timer takes the next name of *hidden*.

    Raises ``KeyError`` for a fact that does not exist.
    """
    compiler = _Compiler(known, hidden)
    judge = compiler.build(expression)
    return Code(judge, frozenset(compiler.reads), tuple(compiler.timers))


class _Compiler:
    """Builds functions bottom up and collects what they read and which timers they need."""

    def __init__(self, known: Mapping[str, Value], hidden: Iterator[str]) -> None:
        self.known = known
        self.hidden = hidden
        self.reads: set[str] = set()
        self.timers: list[Timed] = []

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
                return self.compare_fact(name, e.op, value)
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

    def compare_fact(self, name: str, op: str, value: Value) -> Judge:
        """Nearly all that authors compare is a fact with a constant; a flag that is to be set is its own judge."""
        flag = isinstance(self.known[self.fact(name)], bool) and isinstance(value, bool)
        if op == "==":
            return operator.itemgetter(name) if flag and value else lambda facts: facts[name] == value
        compare = _COMPARE[op]
        return lambda facts: compare(facts[name], value)

    def timed(self, e: HeldFor | SinceTrue) -> str:
        inner = compile_code(e.of, self.known, self.hidden)
        name = next(self.hidden)
        self.timers += (*inner.timers, Timed(name, e.minutes, isinstance(e, HeldFor), inner))
        self.reads.add(name)
        return name


def _constant(value: Value) -> Judge:
    return lambda _facts: value


def _not(of: Judge) -> Judge:
    return lambda facts: not of(facts)


def _all(judges: list[Judge]) -> Judge:
    def holds(facts: Facts) -> bool:
        for judge in judges:  # noqa: SIM110  a plain loop takes half the time of all()
            if not judge(facts):
                return False
        return True

    return judges[0] if len(judges) == 1 else holds


def _any(judges: list[Judge]) -> Judge:
    def holds(facts: Facts) -> bool:
        for judge in judges:  # noqa: SIM110  as above
            if judge(facts):
                return True
        return False

    return judges[0] if len(judges) == 1 else holds


def _compare(op: Callable[[Any, Any], bool], left: Judge, right: Judge) -> Judge:
    return lambda facts: op(left(facts), right(facts))


def _one_of(of: Judge, among: tuple[Value, ...]) -> Judge:
    return lambda facts: of(facts) in among


def _sum(sign: int, left: Judge, right: Judge) -> Judge:
    return lambda facts: int(left(facts)) + sign * int(right(facts))
