"""Which consignments a team knows of: from the start, or since it learned of what happened to one, or read of one."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from exercise.engine.world import World
from exercise.model import happenings
from exercise.model.happenings import Happening, RequestReceived, RequestSent


def _about_consignments() -> tuple[type[Happening], ...]:
    """Return the kinds of happenings that name a consignment."""
    kinds = (kind for kind in vars(happenings).values() if isinstance(kind, type) and issubclass(kind, Happening))
    return tuple(kind for kind in kinds if "consignment" in (field.name for field in dataclasses.fields(kind)))


_ABOUT: Final = _about_consignments()


class Known:
    """What every team knows of consignments. It only grows, as happenings reach their audiences."""

    def __init__(self, world: World) -> None:
        self.world = world
        loads = world.scenario.consignments.items()
        self._known = {(team, name) for name, load in loads for team in load.known_to}
        self._requests: dict[str, str] = {}
        for kind in _ABOUT:
            world.hear((kind,), self._seen)
        world.hear((RequestSent,), self._sent)
        world.hear((RequestReceived,), lambda happening: self._learn(happening, self._requests[happening.request]))

    def knows(self, team: str, consignment: str) -> bool:
        """Tell whether *team* knows that there is such a consignment."""
        return (team, consignment) in self._known

    def _seen(self, happening: Any) -> None:
        self._learn(happening, happening.consignment)

    def _learn(self, happening: Happening, consignment: str) -> None:
        for team in happening.audience:
            self._known.add((team, consignment))

    def _sent(self, happening: RequestSent) -> None:
        """Who reads a request knows of the consignment that it is about: those who send it or see it pass, and later
        the state.
        """
        about = self.world.scenario.papers[happening.paper].consignment or self.world.scenario.first_consignment()
        self._requests[happening.request] = about
        self._learn(happening, about)
