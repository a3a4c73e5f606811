"""Rules: what is judged when a fact that it reads has changed. Triggers fire on becoming true; derived facts follow.

A trigger counts as false before it is armed, fires once (or again after its pause), in declared order. A second rise
in one minute is recorded and judged in the next.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final

from exercise.engine.conditions import Code, Condition, Facts, Judge, Timed, compile_code
from exercise.engine.world import LAST, MOVEMENT, World
from exercise.model.base import Minute
from exercise.model.expressions import Expression

MOST_STEPS: Final = 10_000
_NAMED: Final = 100
"""How many of the rules that were judged last are named when there is no end to it."""
_MANY: Final = MOST_STEPS - _NAMED
"""From so many steps on the names are kept."""

Judged = Code | Condition
"""What a rule judges: a function of the facts, and those that it reads."""


class RunawayRulesError(Exception):
    """More than 10,000 steps of rules in one minute; its one argument names the rules."""


class Rule:
    """A condition that is watched, or a number that follows from facts; *act* is told what it changes to."""

    __slots__ = ("act", "armed", "judge", "name", "order", "queued", "truth")

    def __init__(self, name: str, order: int, judge: Callable[[Facts], Any], act: Callable[..., None]) -> None:
        self.name = name
        self.order = order
        self.judge = judge
        self.act = act
        self.armed = False
        self.queued = False
        self.truth: Any = False

    def change(self, truth: Any) -> None:
        """Do what is to be done now that the truth is another."""
        self.act(truth)


class Rules:
    """All rules of a run, judged in declared order until nothing more changes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._readers: defaultdict[str, list[Rule]] = defaultdict(list)
        self._dirty: list[int] = []
        """The places of the rules that wait to be judged, as a heap."""
        self._rules: list[Rule] = []
        self._hidden = (f"~~{n}" for n in count(1))
        self._minute = -1
        self._steps = 0
        self._latest: deque[str] = deque(maxlen=_NAMED)
        world.listen(self._readers, self._touch)
        self._run_timers(world.plan.timers)

    def compile(self, expression: Expression) -> Condition:
        """Return *expression* as a condition over the facts of this world."""
        code = self.code(expression)
        return Condition(code.judge, code.reads, self.world.facts)

    def compile_anew(self, expression: Expression) -> Condition:
        """Return *expression* as a condition whose timers begin now, whatever has been before."""
        code = self.world.plan.code(expression)
        if code.timers:
            code = compile_code(expression, self.world.facts, self._hidden)
            self._run_timers(code.timers)
        return Condition(code.judge, code.reads, self.world.facts)

    def code(self, expression: Expression) -> Code:
        """Return *expression* as rules need it. Its timers run since the start, or, if it is none of the scenario's,
        from now on.
        """
        code = self.world.plan.code(expression)
        if code.timers:
            self._run_timers(code.timers)
        return code

    # --- making rules -----------------------------------------------------------------------------------------------

    def watch(self, name: str, condition: Judged, change: Callable[[bool], None], armed: bool = True) -> Rule:
        """Watch *condition*: *change* is called with its truth whenever that changes (at arming: from false)."""
        return self._add(Rule(name, len(self._rules), condition.judge, change), condition.reads, armed)

    def follow(
        self, name: str, reads: frozenset[str], number: Callable[[Facts], float], change: Callable[[float], None]
    ) -> Rule:
        """Watch a *number* that follows from the facts in *reads*: *change* is called with it whenever it differs."""
        return self._add(Rule(name, len(self._rules), number, change), reads)

    def _add(self, rule: Rule, reads: frozenset[str], armed: bool = True) -> Rule:
        self._rules.append(rule)
        readers = self._readers
        for fact in reads:
            readers[fact].append(rule)
        if armed:
            self.arm(rule)
        return rule

    def trigger(
        self,
        name: str,
        condition: Judged,
        fire: Callable[[], None],
        *,
        again: Minute | None = None,
        armed: bool = True,
    ) -> Rule:
        """Watch *condition* and *fire* when it becomes true: once, or, with *again*, not before so many minutes have
        passed.
        """
        order, judge = len(self._rules), condition.judge
        if again is None:
            return self._add(_Once(name, order, judge, fire), condition.reads, armed)
        rule = _Again(name, order, judge, fire, world=self.world, again=again)
        return self._add(rule, condition.reads, armed)

    def derive(self, fact: str, condition: Judged) -> Rule:
        """Keep boolean *fact* equal to *condition*."""
        return self.watch(fact, condition, lambda truth: self.world.set(fact, truth))

    def notice(self, name: str, reads: frozenset[str], act: Callable[[], None]) -> Rule:
        """Call *act* now and whenever one of the facts in *reads* has changed."""
        return self._add(Rule(name, len(self._rules), _anew, lambda _truth: act()), reads)

    def arm(self, rule: Rule) -> None:
        """Start to judge *rule*: it counts as false until now, and waits unless it still is."""
        if not rule.armed:
            rule.armed = True
            self._queue((rule,))

    # --- judging ----------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Judge what waits, in declared order, until nothing more changes.

        Raises :class:`RunawayRulesError` after 10,000 steps in one minute.
        """
        dirty = self._dirty
        if not dirty:
            return
        rules, facts, steps = self._rules, self.world.facts, self._steps
        if self._minute != self.world.now:
            self._minute, steps = self.world.now, 0
        while dirty:
            rule = rules[heappop(dirty)]
            rule.queued = False
            steps += 1
            if steps > _MANY:
                self._watch_out(rule, steps)
            truth = rule.judge(facts)
            if truth != rule.truth:
                rule.truth = truth
                rule.change(truth)
        self._steps = steps

    def _watch_out(self, rule: Rule, steps: int) -> None:
        """Note the names of the last rules before the limit, and stop the run at it."""
        self._latest.append(rule.name)
        if steps > MOST_STEPS:
            names = ", ".join(sorted(set(self._latest)))
            raise RunawayRulesError(f"minute {self._minute}: these rules set each other off without end: {names}")

    def _touch(self, fact: str) -> None:
        self._queue(self._readers[fact])

    def _queue(self, rules: Iterable[Rule]) -> None:
        """Let those of *rules* wait to be judged that, as the facts stand now, have another truth than before."""
        facts = self.world.facts
        for rule in rules:
            if rule.armed and not rule.queued and rule.judge(facts) != rule.truth:
                rule.queued = True
                heappush(self._dirty, rule.order)

    # --- timers -----------------------------------------------------------------------------------------------------

    def _run_timers(self, timers: Iterable[Timed]) -> None:
        """Give timers that do not run yet their hidden facts, and the rules that keep them."""
        for timer in timers:
            if timer.fact not in self.world.facts:
                self.world.facts[timer.fact] = False
                self._add(_Timer(self.world, timer, len(self._rules)), timer.of.reads)


def _anew(_facts: Facts) -> object:
    """Return what equals nothing that was returned before: every judging is a change."""
    return object()


class _Once(Rule):
    """Fires when its condition becomes true for the first time, and is judged no more."""

    __slots__ = ()

    def change(self, truth: Any) -> None:
        if truth:
            self.armed = False
            self.act()


class _Again(Rule):
    """Turns rises of a condition into firings, each after a pause; at most one a minute."""

    __slots__ = ("again", "deferred", "last", "world")

    def __init__(
        self, name: str, order: int, judge: Judge, fire: Callable[[], None], *, world: World, again: Minute
    ) -> None:
        super().__init__(name, order, judge, fire)
        self.world = world
        self.again = again
        self.last: Minute | None = None
        self.deferred = False

    def change(self, truth: Any) -> None:
        if not truth or self.deferred:
            return
        if self.last == self.world.now:
            self._defer()
        elif self._rested():
            self._fire()

    def _rested(self) -> bool:
        return self.last is None or self.world.now >= self.last + self.again

    def _fire(self) -> None:
        self.last = self.world.now
        self.act()

    def _defer(self) -> None:
        """Record a second rise in one minute, to be judged in the next."""
        self.deferred = True
        self.world.at(self.world.now + 1, LAST, "rules", self.name, self._late, n=self.order)

    def _late(self) -> None:
        self.deferred = False
        if self._rested() and self.judge(self.world.facts):
            self._fire()


class _Timer(Rule):
    """Keeps the hidden fact of ``X for N`` (it must hold all the while) or ``N after X`` (it need not)."""

    __slots__ = ("held", "minutes", "rises", "world")

    def __init__(self, world: World, timed: Timed, order: int) -> None:
        super().__init__(timed.fact, order, timed.of.judge, partial(world.set_hidden, timed.fact))
        self.world = world
        self.minutes = timed.minutes
        self.held = timed.held
        self.rises = 0

    def change(self, truth: Any) -> None:
        """Begin to count at a rise; what need not hold any longer is judged no more."""
        self.rises += 1
        if truth:
            self.armed = self.held
            due = self.world.now + self.minutes
            self.world.at(due, MOVEMENT, "timers", self.name, partial(self._due, self.rises), n=self.order)
        else:
            self.act(False)

    def _due(self, n: int) -> None:
        if n == self.rises:
            self.act(True)
