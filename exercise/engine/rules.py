"""Rules: what is judged when a fact that it reads has changed. Triggers fire on becoming true; derived facts follow.

A trigger counts as false before it is armed, fires once (or again after its pause), in declared order. A second rise
in one minute is recorded and fires in the next.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any, Final

from exercise.engine.conditions import Code, Condition, Facts, compile_code
from exercise.engine.world import LAST, MOVEMENT, World
from exercise.model.base import Minute
from exercise.model.expressions import Expression, HeldFor, SinceTrue

MOST_STEPS: Final = 10_000
_NAMED: Final = 100
"""How many of the rules that were judged last are named when there is no end to it."""


class RunawayRulesError(Exception):
    """More than 10,000 steps of rules in one minute; its one argument names the rules."""


class Rule:
    """A condition that is watched, and what to do when its truth changes; or a number that follows from facts."""

    __slots__ = ("always", "armed", "change", "judge", "name", "order", "queued", "truth")

    def __init__(
        self, name: str, order: int, judge: Callable[[Facts], Any], change: Callable[[Any], None], always: bool = False
    ) -> None:
        self.name = name
        self.always = always
        """Whether *change* is called at every judging, not only when the truth differs."""
        self.order = order
        self.judge = judge
        self.change = change
        self.armed = False
        self.queued = False
        self.truth: Any = False


class Rules:
    """All rules of a run, judged in declared order until nothing more changes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._readers: defaultdict[str, list[Rule]] = defaultdict(list)
        self._dirty: list[int] = []
        """The places of the rules that wait to be judged, as a heap."""
        self._rules: list[Rule] = []
        self._timers = 0
        self._minute = -1
        self._steps = 0
        self._latest: deque[str] = deque(maxlen=_NAMED)
        world.listen(self._touch)

    def compile(self, expression: Expression) -> Condition:
        """Return *expression* as a condition over the facts of this world, timers set up."""
        facts = self.world.facts
        code = self.world.plan.code(expression) or compile_code(expression, facts, self._timer)
        assert code is not None
        return Condition(code.judge, code.reads, facts)

    # --- making rules -----------------------------------------------------------------------------------------------

    def watch(self, name: str, condition: Condition, change: Callable[[bool], None], armed: bool = True) -> Rule:
        """Watch *condition*: *change* is called with its truth whenever that changes (at arming: from false)."""
        return self._add(Rule(name, len(self._rules), condition.judge, change), condition.reads, armed)

    def follow(
        self, name: str, reads: frozenset[str], number: Callable[[Facts], float], change: Callable[[float], None]
    ) -> Rule:
        """Watch a *number* that follows from the facts in *reads*: *change* is called with it whenever it differs."""
        return self._add(Rule(name, len(self._rules), number, change), reads, armed=True)

    def _add(self, rule: Rule, reads: frozenset[str], armed: bool) -> Rule:
        self._rules.append(rule)
        for fact in reads:
            self._readers[fact].append(rule)
        if armed:
            self.arm(rule)
        return rule

    def trigger(
        self,
        name: str,
        condition: Condition,
        fire: Callable[[], None],
        *,
        again: Minute | None = None,
        armed: bool = True,
    ) -> Rule:
        """Watch *condition* and *fire* when it becomes true: once, or, with *again*, not before so many minutes have
        passed.
        """
        return self.watch(name, condition, _Trigger(self.world, name, fire, again).changed, armed)

    def derive(self, fact: str, condition: Condition) -> Rule:
        """Keep boolean *fact* equal to *condition*."""
        return self.watch(fact, condition, lambda truth: self.world.set(fact, truth))

    def notice(self, name: str, reads: frozenset[str], act: Callable[[], None]) -> Rule:
        """Call *act* now and whenever one of the facts in *reads* has changed."""
        rule = Rule(name, len(self._rules), _true, lambda _truth: act(), always=True)
        return self._add(rule, reads, armed=True)

    def arm(self, rule: Rule) -> None:
        """Start to judge *rule*: it counts as false until now."""
        if not rule.armed:
            rule.armed = True
            self._queue(rule)

    # --- judging ----------------------------------------------------------------------------------------------------

    @property
    def unsettled(self) -> bool:
        """Whether rules wait to be judged."""
        return bool(self._dirty)

    def settle(self) -> None:
        """Judge what waits, in declared order, until nothing more changes.

        Raises :class:`RunawayRulesError` after 10,000 steps in one minute.
        """
        dirty, facts = self._dirty, self.world.facts
        if dirty and self._minute != self.world.now:
            self._minute, self._steps = self.world.now, 0
        while dirty:
            rule = self._rules[heapq.heappop(dirty)]
            rule.queued = False
            self._steps += 1
            if self._steps > MOST_STEPS - _NAMED:
                self._watch_out(rule)
            truth = rule.judge(facts)
            if truth != rule.truth or rule.always:
                rule.truth = truth
                rule.change(truth)

    def _watch_out(self, rule: Rule) -> None:
        """Note the names of the last rules before the limit, and stop the run at it."""
        self._latest.append(rule.name)
        if self._steps > MOST_STEPS:
            names = ", ".join(sorted(set(self._latest)))
            raise RunawayRulesError(f"minute {self._minute}: these rules set each other off without end: {names}")

    def _touch(self, fact: str) -> None:
        for rule in self._readers.get(fact, ()):
            if rule.armed and not rule.queued:
                self._queue(rule)

    def _queue(self, rule: Rule) -> None:
        rule.queued = True
        heapq.heappush(self._dirty, rule.order)

    # --- timers -----------------------------------------------------------------------------------------------------

    def _timer(self, timed: HeldFor | SinceTrue, inner: Code) -> str:
        """Give a timed expression its hidden fact, and the rule that keeps it."""
        self._timers += 1
        fact = f"~{self._timers}"
        self.world.facts[fact] = False
        timer = _Timer(self.world, fact, timed.minutes, isinstance(timed, HeldFor))
        self.watch(fact, Condition(inner.judge, inner.reads, self.world.facts), timer.changed)
        return fact


def _true(_facts: Facts) -> bool:
    return True


class _Trigger:
    """Turns rises of a condition into firings: once, or again after a pause; at most one a minute."""

    def __init__(self, world: World, name: str, fire: Callable[[], None], again: Minute | None) -> None:
        self.world = world
        self.name = name
        self.fire = fire
        self.again = again
        self.last: Minute | None = None
        self.deferred = False

    def changed(self, truth: bool) -> None:
        if not truth or self.deferred:
            return
        if self.last is None:
            self._fire()
        elif self.again is not None and self.world.now == self.last:
            self._defer()
        elif self._rested():
            self._fire()

    def _rested(self) -> bool:
        return self.last is not None and self.again is not None and self.world.now >= self.last + self.again

    def _fire(self) -> None:
        self.last = self.world.now
        self.fire()

    def _defer(self) -> None:
        """Record a second rise in one minute, to be judged in the next."""
        self.deferred = True
        self.world.at(self.world.now + 1, LAST, "rules", self.name, self._late)

    def _late(self) -> None:
        self.deferred = False
        if self._rested():
            self._fire()


class _Timer:
    """Keeps the hidden fact of ``X for N`` (it must hold all the while) or ``N after X`` (it need not)."""

    def __init__(self, world: World, fact: str, minutes: Minute, held: bool) -> None:
        self.world = world
        self.fact = fact
        self.minutes = minutes
        self.held = held
        self.rises = 0

    def changed(self, truth: bool) -> None:
        if truth and (self.held or not self.rises):
            self.rises += 1
            n = self.rises
            self.world.at(self.world.now + self.minutes, MOVEMENT, "timers", self.fact, lambda: self._due(n))
        elif not truth and self.held:
            self.rises += 1
            self.world.set(self.fact, False)

    def _due(self, n: int) -> None:
        if n == self.rises:
            self.world.set(self.fact, True)
