"""What authors may write shorter: each short form as the full form of the model."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from exercise.model.base import Part
from exercise.scenario.keys import STEPS
from exercise.scenario.nodes import Mapping, Node, Scalar, Sequence
from exercise.scenario.shapes import fields

MAIN_ROUTE: Final = "main"
_ALONE: Final = {"FactDeclaration": "start", "Debrief": "model_answer"}


def normal_form(model: type[Part], node: Node) -> Node:
    """Return *node* as the mapping that *model* wants, where it is one of the short forms.

    A step's kind as its key (``drive: to_oybek``); a route as a list of steps; a fact as its value at the start; a part
    of which only the label must be there, as the label; a hazard's ``rate``.
    """
    name = model.__name__
    if name == "Scenario" and isinstance(node, Mapping):
        return _scenario(node)
    if name == "Step" and isinstance(node, Mapping):
        return _step(node)
    if name == "Hazard" and isinstance(node, Mapping):
        return _hazard(node)
    if name == "Route" and isinstance(node, Sequence):
        return _alone("steps", node)
    if isinstance(node, Scalar) and not node.is_empty:
        if name in _ALONE:
            return _alone(_ALONE[name], node)
        if [key for key, field in fields(model).items() if field.required] == ["label"]:
            return _alone("label", node)
    return node


def _alone(key: str, node: Node) -> Mapping:
    """Return a mapping of one key."""
    return Mapping(node.mark, pairs={key: (node.mark, node)})


def _step(node: Mapping) -> Node:
    """Return ``drive: id`` as kind and id."""
    verbs = [key for key in node.pairs if key in STEPS]
    if len(verbs) != 1 or "kind" in node.pairs or "id" in node.pairs:
        return node
    mark, name = node.pairs[verbs[0]]
    rest = {key: pair for key, pair in node.pairs.items() if key != verbs[0]}
    return replace(node, pairs={"kind": (mark, Scalar(verbs[0], "", mark)), "id": (mark, name), **rest})


def _hazard(node: Mapping) -> Node:
    """Return ``rate: 0.2 an hour`` as a list of one rate."""
    rate = node.pairs.get("rate")
    if rate is None or "rates" in node.pairs:
        return node
    mark, value = rate
    rates = Sequence(value.mark, items=[_alone("per_hour", value)])
    rest = {key: pair for key, pair in node.pairs.items() if key != "rate"}
    return replace(node, pairs={**rest, "rates": (mark, rates)})


def _scenario(node: Mapping) -> Node:
    """Return a scenario with its only ``route`` among the routes, which every consignment without one follows."""
    route = node.pairs.get("route")
    pairs = {key: pair for key, pair in node.pairs.items() if key not in ("route", "include")}
    if route is not None and "routes" not in node.pairs:
        pairs["routes"] = (route[0], _alone(MAIN_ROUTE, route[1]))
    elif route is not None:
        pairs["route"] = route
    routes = pairs.get("routes", (node.mark, node))[1]
    loads = pairs.get("consignments", (node.mark, node))[1]
    if (
        isinstance(routes, Mapping)
        and len(routes.pairs) == 1
        and isinstance(loads, Mapping)
        and "consignments" in pairs
    ):
        only = next(iter(routes.pairs))
        made = {key: (mark, _with_route(load, only)) for key, (mark, load) in loads.pairs.items()}
        pairs["consignments"] = (pairs["consignments"][0], replace(loads, pairs=made))
    return replace(node, pairs=pairs)


def _with_route(load: Node, route: str) -> Node:
    """Return a consignment that follows *route* where it names none."""
    if not isinstance(load, Mapping) or "route" in load.pairs:
        return load
    return replace(load, pairs={**load.pairs, "route": (load.mark, Scalar(route, "", load.mark))})
