"""Targets: persons and sites that the operation is about. Persons can be arrested, and flee when they are warned."""

from __future__ import annotations

from functools import partial

from exercise.engine.conditions import Condition
from exercise.engine.effects import Cause, Effects
from exercise.engine.rules import Rules
from exercise.engine.world import MOVEMENT, World
from exercise.model.effects import Arrest, Search, Warn
from exercise.model.happenings import TargetArrested, TargetFled, TargetSearched, TargetWarned


class Targets:
    """All targets of a run; the fact ``target.T`` says how each stands."""

    def __init__(self, world: World, rules: Rules, effects: Effects) -> None:
        self.world = world
        effects.register(Arrest, lambda effect, cause: self.arrest(effect.arrest, cause))
        effects.register(Search, lambda effect, cause: self.search(effect.search, cause))
        effects.register(Warn, lambda effect, _cause: self.warn(effect.warn))
        for name, target in world.scenario.targets.items():
            if target.flees_when is not None:
                rules.trigger(f"targets.{name}", rules.code(target.flees_when), partial(self.warn, name))
        self._derive_arrests(rules)

    def _derive_arrests(self, rules: Rules) -> None:
        persons = [f"target.{name}" for name, t in self.world.scenario.targets.items() if t.kind == "person"]
        if persons:
            facts = self.world.facts
            all_arrested = Condition(lambda f: all(f[p] == "arrested" for p in persons), frozenset(persons), facts)
            rules.derive("arrests.all", all_arrested)

    def arrest(self, name: str, cause: Cause) -> None:
        """Arrest a person who is not gone yet."""
        if self._status(name) in ("free", "warned"):
            self.world.set(f"target.{name}", "arrested")
            self.world.emit(TargetArrested(self.world.now, self._audience(name, cause), name))

    def search(self, name: str, cause: Cause) -> None:
        """Search a site, once."""
        if self._status(name) != "searched":
            self.world.set(f"target.{name}", "searched")
            self.world.emit(TargetSearched(self.world.now, self._audience(name, cause), name))

    def warn(self, name: str) -> None:
        """Warn a person: he is gone after his own time unless he is arrested first."""
        if self._status(name) != "free":
            return
        self.world.set(f"target.{name}", "warned")
        self.world.emit(TargetWarned(self.world.now, (), name))
        delay = self.world.lasts(self.world.scenario.targets[name].flees_in, "flight", name)
        self.world.at(self.world.now + delay, MOVEMENT, "targets", name, lambda: self._flee(name))

    def _flee(self, name: str) -> None:
        if self._status(name) == "warned":
            self.world.set(f"target.{name}", "fled")
            self.world.emit(TargetFled(self.world.now, (), name))

    def _status(self, name: str) -> str:
        return str(self.world.facts[f"target.{name}"])

    def _audience(self, name: str, cause: Cause) -> tuple[str, ...]:
        """Those who did it, and the state where it happened, as far as people or bots play them."""
        state = self.world.scenario.targets[name].state
        return self.world.audience(state, cause.team)
