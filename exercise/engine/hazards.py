"""Hazards: exact competing risks under rates that change, and the adversary whose alertness drives many of them.

A hazard has a clock of its own: it strikes when the integral of its rate over story time reaches an exponential
threshold. The integral grows while the hazard's condition holds and is kept while it does not. Only a change of the
rate touches it, so that judging more often moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil, inf

from exercise.engine import chance
from exercise.engine.conditions import Condition, Facts, Judge
from exercise.engine.effects import Cause, Effects
from exercise.engine.rules import Rules
from exercise.engine.world import EFFECTS, MOVEMENT, World
from exercise.model.effects import Alert
from exercise.model.happenings import (
    AdversaryReacted,
    ChanceDrawn,
    Happening,
    HazardStruck,
    StateEntered,
    StepBegun,
)
from exercise.model.play import Hazard

_CLOSE = 1e-9
"""A crossing this near (in minutes) before a whole minute still belongs to that minute."""


class _Clock:
    """The running integral of one hazard's rate, and when it will strike if nothing changes."""

    __slots__ = ("integral", "rate", "since", "strikes", "threshold")

    def __init__(self, threshold: float) -> None:
        self.integral = 0.0
        self.rate = 0.0
        self.since = 0.0
        self.threshold = threshold
        self.strikes = inf

    def change(self, rate: float, now: float) -> None:
        """Go on at *rate* (a minute) from *now* on."""
        if rate == self.rate:
            return
        self.integral = self.at(now)
        self.since = now
        self.rate = rate
        self.strikes = now + (self.threshold - self.integral) / rate if rate > 0 else inf

    def at(self, now: float) -> float:
        """Return the integral at *now*."""
        return self.integral + self.rate * (now - self.since)

    def renew(self, threshold: float, now: float) -> None:
        """Start anew after a strike, at the same rate."""
        rate, self.rate = self.rate, 0.0
        self.integral, self.threshold, self.since, self.strikes = 0.0, threshold, now, inf
        self.change(rate, now)

    def extend(self, by: float, now: float) -> None:
        """Set the threshold *by* beyond what the integral has reached now."""
        self.integral, self.since = self.at(now), now
        self.threshold = self.integral + by
        self.strikes = now + by / self.rate if self.rate > 0 else inf

    def cut(self, exact: float) -> None:
        """Take back what ran after *exact*; whatever follows counts from the next reading of the rate."""
        self.integral = self.at(min(exact, self.strikes))
        self.rate, self.strikes = 0.0, inf


class Hazards:
    """All hazards with a rate, as one race, and those with a chance at each crossing or step."""

    def __init__(self, world: World, rules: Rules, effects: Effects) -> None:
        self.world = world
        self.rules = rules
        self.effects = effects
        self._clocks: dict[str, _Clock] = {}
        self._rates: dict[str, Callable[[], float]] = {}
        self._planned = inf
        for name, hazard in world.scenario.hazards.items():
            self._add(name, hazard)
        self._listen(StateEntered, "crossing")
        self._listen(StepBegun, "step")

    def _listen(self, kind: type[Happening], at: str) -> None:
        """Give the hazards that have a chance at each crossing or step theirs."""
        names = [name for name, hazard in self.world.scenario.hazards.items() if hazard.at_each == at]
        if names:
            self.world.hear((kind,), lambda _happening: self._offer(names, at))

    def _add(self, name: str, hazard: Hazard) -> None:
        holds = self.rules.compile(hazard.while_)
        if hazard.chance is not None:
            self._rates[name] = lambda: float(holds())
            return
        rates = [(self.rules.compile(rate.when), rate.per_hour / 60) for rate in hazard.rates]
        judges = [(when.judge, per_minute) for when, per_minute in rates]

        def rate(facts: Facts) -> float:
            if not holds.judge(facts):
                return 0.0
            return next((per_minute for when, per_minute in judges if when(facts)), 0.0)

        self._rates[name] = lambda: rate(self.world.facts)
        self._clocks[name] = clock = _Clock(self._threshold(name))
        reads = frozenset().union(holds.reads, *(when.reads for when, _ in rates))
        self.rules.follow(f"hazards.{name}", reads, rate, partial(self._read, clock))

    def _threshold(self, name: str) -> float:
        return chance.threshold(self.world.uniform("hazard", name))

    def _read(self, clock: _Clock, rate: float) -> None:
        """Go on with the new rate of a hazard, and plan the next strike."""
        if clock.threshold != inf:
            clock.change(rate, self.world.now)
            self._plan()

    def go_on_by_new_fate(self) -> None:
        """Draw anew when the hazards that have not struck yet will strike."""
        for name, clock in self._clocks.items():
            if clock.threshold != inf:
                clock.extend(self._threshold(name), self.world.now)
        self._plan()

    # --- the race ---------------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        """Wake up at the first whole minute at or after the next exact crossing."""
        first = min([clock.strikes for clock in self._clocks.values()], default=inf)
        due = first if first == inf else max(ceil(first - _CLOSE), self.world.now)
        if due != self._planned:
            self._planned = due
            if due != inf:
                self.world.at(int(due), MOVEMENT, "hazards", "", lambda: self._wake(due))

    def _wake(self, due: float) -> None:
        if due != self._planned:
            return
        self._planned = inf
        name = min(self._clocks, key=lambda n: self._clocks[n].strikes)
        exact = self._clocks[name].strikes
        if exact > self.world.now + _CLOSE:
            self._plan()
            return
        self._cut_back(name, exact)
        self._strike(name)
        self._resume()

    def _cut_back(self, winner: str, exact: float) -> None:
        """Take the others back to the exact crossing if they too would cross within this minute."""
        for name, clock in self._clocks.items():
            if name != winner and clock.strikes <= self.world.now + _CLOSE:
                clock.cut(exact)

    def _strike(self, name: str) -> None:
        clock = self._clocks[name]
        if self.world.scenario.hazards[name].again:
            clock.renew(self._threshold(name), self.world.now)
        else:
            clock.threshold, clock.strikes, clock.rate = inf, inf, 0.0
        self._take_effect(name)

    def _resume(self) -> None:
        """Read every rate anew once the effects of a strike have settled."""
        self.rules.settle()
        for name, clock in self._clocks.items():
            if clock.threshold != inf:
                clock.change(self._rates[name](), self.world.now)
        self._plan()

    def _take_effect(self, name: str) -> None:
        self.world.emit(HazardStruck(self.world.now, (), name))
        self.world.set(f"hazard.{name}", True)
        self.effects.run(self.world.scenario.hazards[name].effects, Cause("", f"hazards.{name}", "hazards", name))

    # --- chances at crossings and steps -----------------------------------------------------------------------------

    def _offer(self, names: Sequence[str], at: str) -> None:
        for name in names:
            hazard = self.world.scenario.hazards[name]
            if hazard.chance is None or not self._rates[name]():
                continue
            if self.world.facts[f"hazard.{name}"] and not hazard.again:
                continue
            came = self.world.uniform("hazard", name, at) < hazard.chance
            self.world.emit(ChanceDrawn(self.world.now, (), f"hazards.{name}", hazard.chance, came))
            if came:
                self.world.at(self.world.now, MOVEMENT, "hazards", name, partial(self._take_effect, name))


class Adversary:
    """Those who sent the load: alertness rises with what teams do, calms in steps, and sets off reactions once."""

    def __init__(self, world: World, rules: Rules, effects: Effects) -> None:
        self.world = world
        self.effects = effects
        self.model = world.scenario.adversary
        effects.register(Alert, self._alert)
        for i, reaction in enumerate(self.model.reactions):
            condition = Condition(_reached(reaction.at), frozenset(("adversary.alertness",)), world.facts)
            rules.trigger(f"adversary.reactions.{i}", condition, self._reaction(i))
        if self.model.calms:
            self._calm_later()

    def _alert(self, effect: Alert, _cause: Cause) -> None:
        self._shift(effect.alert)

    def _shift(self, amount: int) -> None:
        level = int(self.world.facts["adversary.alertness"]) + amount
        self.world.set("adversary.alertness", min(100, max(0, level)))

    def _calm_later(self) -> None:
        self.world.at(self.world.now + self.model.every, EFFECTS, "adversary", "", self._calm)

    def _calm(self) -> None:
        self._shift(-self.model.calms)
        self._calm_later()

    def _reaction(self, i: int) -> Callable[[], None]:
        def react() -> None:
            level = int(self.world.facts["adversary.alertness"])
            self.world.emit(AdversaryReacted(self.world.now, (), i, level))
            cause = Cause("", f"adversary.reactions.{i}", "adversary", str(i))
            self.effects.run(self.model.reactions[i].effects, cause)

        return react


def _reached(level: int) -> Judge:
    return lambda facts: int(facts["adversary.alertness"]) >= level
