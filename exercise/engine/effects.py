"""Effects: what options, injects, hazards and answers do, now or later. Each part of the engine handles its own
kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from exercise.engine.conditions import Condition
from exercise.engine.rules import Rules
from exercise.engine.world import EFFECTS, World
from exercise.model.base import Minute
from exercise.model.effects import Base, Chance, Effect, SetFact
from exercise.model.expressions import Expression
from exercise.model.happenings import ChanceDrawn
from exercise.model.plain import plain


@plain
class Cause:
    """Where effects come from: the team that decided (``""``: nobody), and the path of the entity in the scenario.

    The path (``decisions.ask_kz.options.direct``) names draws and finds the author's texts again.
    """

    team: str
    path: str
    kind: str
    id: str

    def at(self, step: str) -> Cause:
        """Return the cause of an effect inside this one."""
        return Cause(self.team, f"{self.path}.{step}", self.kind, self.id)


Handler = Callable[[Any, Cause], None]


class Effects:
    """Performs effects. Parts of the engine register a handler for each kind they know."""

    def __init__(self, world: World, rules: Rules) -> None:
        self.world = world
        self.rules = rules
        self._handlers: dict[type[Base], Handler] = {SetFact: self._set, Chance: self._chance}
        self._conditions: dict[int, Condition] = {}

    def register(self, kind: type[Base], handler: Handler) -> None:
        """Let *handler* perform effects of *kind*."""
        self._handlers[kind] = handler

    def run(self, effects: Sequence[Effect], cause: Cause, not_before: Minute = 0) -> None:
        """Order *effects* now: those with ``after`` (or before *not_before*) take place later, the others at once."""
        for i, effect in enumerate(effects):
            if effect.only_if is None or self.holds(effect.only_if):
                self._order(effect, cause.at(f"effects.{i}"), not_before)

    def _order(self, effect: Effect, cause: Cause, not_before: Minute) -> None:
        now = self.world.now
        due = not_before if not_before > now else now
        if effect.after is not None:
            due += self.world.lasts(effect.after, "effect", cause.path)
        if due <= now:
            self._perform(effect, cause)
        else:
            self.world.at(due, EFFECTS, cause.kind, cause.id, partial(self._due, effect, cause))

    def _due(self, effect: Effect, cause: Cause) -> None:
        if effect.still is None or self.holds(effect.still):
            self._perform(effect, cause)

    def _perform(self, effect: Effect, cause: Cause) -> None:
        if not self.world.ended:
            self._handlers[type(effect)](effect, cause)

    def holds(self, expression: Expression) -> bool:
        """Tell whether *expression*, which stands in the scenario, holds now."""
        return bool(self.condition(expression).judge(self.world.facts))

    def condition(self, expression: Expression) -> Condition:
        """Return *expression* compiled, once for each place in the scenario."""
        known = self._conditions.get(id(expression))
        if known is None:
            known = self._conditions[id(expression)] = self.rules.compile(expression)
        return known

    def _set(self, effect: SetFact, _cause: Cause) -> None:
        if effect.add is not None:
            self.world.add(effect.fact, effect.add)
        else:
            self.world.set(effect.fact, effect.to)

    def _chance(self, effect: Chance, cause: Cause) -> None:
        came = self.world.uniform("chance", cause.path) < effect.chance
        self.world.emit(ChanceDrawn(self.world.now, (), cause.path, effect.chance, came))
        self.run(effect.then if came else effect.otherwise, cause.at("then" if came else "else"))
