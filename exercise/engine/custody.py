"""Custody: the log of what was done to each load, and whether the court of a state can use it.

After a substitution there are two lots, the moving and the kept one, each with a chain of records of its own.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from exercise.engine.effects import Cause, Effects
from exercise.engine.movement import Movement
from exercise.engine.rules import Rules
from exercise.engine.world import World
from exercise.model.effects import Record
from exercise.model.happenings import CustodyRecorded


class Custody:
    """The custody chains of all consignments, and the facts that follow from them."""

    def __init__(self, world: World, rules: Rules, effects: Effects, movement: Movement) -> None:
        self.world = world
        self.movement = movement
        self._chains: defaultdict[tuple[str, str], list[CustodyRecorded]] = defaultdict(list)
        effects.register(Record, self._record)
        for name in world.scenario.consignments:
            unbroken = f"control.{name}.unbroken"
            rules.notice(f"custody.{name}.whole", frozenset((unbroken,)), partial(self._judge_whole, name))
        for name, team in world.scenario.teams.items():
            if team.state and team.profile is not None and team.profile.admits is not None:
                rules.derive(f"admissible.{name}", rules.code(team.profile.admits))

    def chain(self, consignment: str, lot: str = "moving") -> tuple[CustodyRecorded, ...]:
        """Return the records of a lot (``moving`` or ``kept``) in order."""
        return tuple(self._chains[consignment, lot])

    def _record(self, effect: Record, cause: Cause) -> None:
        name = effect.of or self.world.scenario.first_consignment()
        audience = self.world.audience(cause.team, *self.movement.watchers(name))
        record = CustodyRecorded(
            self.world.now, audience, name, effect.lot, effect.record, cause.team, effect.protocol, cause.path
        )
        self._chains[name, effect.lot].append(record)
        self.world.set(f"did.{name}.{effect.record}", True)
        self.world.add(f"custody.{name}.records", 1)
        self.world.emit(record)
        self._judge_whole(name)

    def _judge_whole(self, consignment: str) -> None:
        """Break the chain for good where an act lacks its protocol or control was broken."""
        chains = (self._chains[consignment, lot] for lot in ("moving", "kept"))
        protocols = all(record.protocol for chain in chains for record in chain)
        if not (protocols and self.world.facts[f"control.{consignment}.unbroken"]):
            self.world.set(f"custody.{consignment}.whole", False)
