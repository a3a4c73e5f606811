"""What teams can come to know: of which consignments, and which items they can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from exercise.model import effects as e
from exercise.model.papers import Answer
from exercise.model.scenario import Scenario
from exercise.scenario.walk import Place

_CONCERNS: Final[dict[type, str]] = {
    e.Assign: "to", e.Record: "of", e.Hold: "hold", e.Release: "release", e.Reroute: "reroute",
    e.Substitute: "substitute", e.Seize: "seize", e.Lose: "lose", e.Find: "find", e.Deliver: "deliver",
}  # fmt: skip
"""Effects on a consignment, each with the attribute that names it; whoever decided the effect learns of it."""
_TEAMS: Final = ("decisions", "bodies", "intel")
"""The parts in which a team is behind an effect."""


def learned_of(scenario: Scenario, places: Iterable[Place]) -> Iterator[str]:
    """Yield the consignments of which a team that is played knows, or learns by paper, by an act or on the road."""
    for name, load in scenario.consignments.items():
        if not set(load.known_to).isdisjoint(scenario.played):
            yield name
        route = scenario.routes.get(load.route)
        if route and any(not set(step.controlled).isdisjoint(scenario.played) for step in route.steps):
            yield name
    for paper in scenario.papers.values():
        if not {*(paper.by or scenario.states), *(paper.to or scenario.states)}.isdisjoint(scenario.played):
            yield paper.consignment or scenario.first_consignment()
    for place in places:
        key = _CONCERNS.get(type(place.value), "")
        if place.kind == "effect" and key and (place.path[0] in _TEAMS or isinstance(place.value, e.Assign)):
            yield getattr(place.value, key) or scenario.first_consignment()


def held_ever(scenario: Scenario, places: Iterable[Place]) -> Iterator[str]:
    """Yield the items that a team that is played holds, or can be given."""
    for name, item in scenario.intel.items():
        if not set(item.holders).isdisjoint(scenario.played):
            yield name
    for inject in scenario.injects.values():
        if not set(inject.to).isdisjoint(scenario.played):
            yield from inject.gives
    for place in places:
        if isinstance(place.value, e.GiveItem) and not set(place.value.to).isdisjoint(scenario.played):
            yield place.value.give
        elif isinstance(place.value, Answer):
            yield from place.value.gives
