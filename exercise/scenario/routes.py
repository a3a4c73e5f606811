"""Whether the steps of routes join, and whether step ids are unambiguous."""

from __future__ import annotations

from collections.abc import Callable

from exercise.model.route import Route, Step
from exercise.model.scenario import Scenario
from exercise.scenario.bind import Path

Tell = Callable[[str, Path, str], None]


def route_faults(scenario: Scenario, tell: Tell) -> None:
    """Tell steps of one id that differ, and steps that begin elsewhere than the one before ended."""
    seen: dict[str, Step] = {}
    for name, route in scenario.routes.items():
        here: set[str] = set()
        for n, step in enumerate(route.steps):
            path: Path = ("routes", name, "steps", n, "id")
            if step.id in here or seen.get(step.id, step) != step:
                tell("E602", path, f"the step id '{step.id}' stands for two different steps")
            here.add(step.id)
            seen.setdefault(step.id, step)
        _joins(scenario, name, route, tell)


def _joins(scenario: Scenario, name: str, route: Route, tell: Tell) -> None:
    """Follow one route; what a step leaves unsaid is taken to fit."""
    place, state = "", ""
    for n, step in enumerate(route.steps):
        path: Path = ("routes", name, "steps", n)
        start = step.start or ""
        if step.kind == "cross":
            if state and start and start != state:
                tell(
                    "E613",
                    (*path, "from"),
                    f"the crossing '{step.id}' leaves {start}, but the consignment is in {state}",
                )
            place, state = step.at or "", step.to or ""
            continue
        start = start or step.at or ""
        begun = _state(scenario, start) or state
        if place and start and start != place:
            fault = "from", f"the step '{step.id}' begins at {start}, but the one before ended at {place}"
        elif state and begun != state:
            fault = "from", f"the step '{step.id}' begins in {begun}, but the consignment is in {state}"
        else:
            fault = "to", ""
        place = step.to or step.at or place
        state = _state(scenario, place) or begun
        if not fault[1] and begun and state != begun:
            fault = "to", f"the step '{step.id}' leads from {begun} to {state}; only a `cross` step may"
        if fault[1]:
            tell("E613", (*path, fault[0]), fault[1])


def _state(scenario: Scenario, place: str) -> str:
    """Return the state of a place; a crossing point belongs to both sides, so that it tells nothing."""
    found = scenario.places.get(place)
    return found.state if found and found.kind != "bcp" else ""
