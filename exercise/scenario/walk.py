"""Every place of a scenario, with its path, for the checks that look at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from exercise.model.base import Part
from exercise.model.expressions import Compare, Constant, Expression, Fact, OneOf, facts_read, parts
from exercise.model.scenario import Scenario
from exercise.scenario.bind import Path
from exercise.scenario.shapes import Shape, fields


class Place(NamedTuple):
    """One value in a scenario: where it stands, in which part, under which key, and what it is."""

    path: Path
    part: Part
    key: str
    kind: str
    value: Any


def places(part: Part, path: Path = ()) -> Iterator[Place]:
    """Yield every condition, effect, text and part below *part*, each once."""
    for key, field in fields(type(part)).items():
        value = getattr(part, field.name, None)
        if value is not None:
            yield from _below(part, key, field.shape, value, (*path, key))


def _below(part: Part, key: str, shape: Shape, value: Any, path: Path) -> Iterator[Place]:
    """Yield *value* and what it holds."""
    if shape.kind == "list" and shape.of is not None:
        for n, item in enumerate(value):
            yield from _below(part, key, shape.of, item, (*path, n))
    elif shape.kind == "mapping" and shape.of is not None:
        for name, item in value.items():
            yield from _below(part, key, shape.of, item, (*path, name))
    elif shape.kind in ("part", "effect"):
        yield Place(path, part, key, shape.kind, value)
        yield from places(cast(Part, value), path)
    elif shape.kind in ("condition", "text"):
        yield Place(path, part, key, shape.kind, value)


def reads(expression: Expression) -> frozenset[str]:
    """Return the facts that a condition reads."""
    return facts_read(expression)


def options_named(expression: Expression) -> Iterator[tuple[str, str]]:
    """Yield each decision point and option that a condition asks about."""
    if isinstance(expression, Compare) and isinstance(expression.left, Fact) and isinstance(expression.right, Constant):
        yield from _named(expression.left.name, (expression.right.value,))
    if isinstance(expression, Compare) and isinstance(expression.right, Fact) and isinstance(expression.left, Constant):
        yield from _named(expression.right.name, (expression.left.value,))
    if isinstance(expression, OneOf) and isinstance(expression.of, Fact):
        yield from _named(expression.of.name, expression.among)
    if isinstance(expression, Fact) and expression.name.startswith("chose."):
        _, point, option = expression.name.split(".", 2)
        yield point, option
    for part in parts(expression):
        yield from options_named(part)


def _named(fact: str, values: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """Yield the options among *values* where *fact* is an answer."""
    head, _, point = fact.partition(".")
    if head == "decided":
        yield from ((point, str(value)) for value in values)


def all_places(scenario: Scenario) -> list[Place]:
    """Return every place of *scenario*."""
    return list(places(scenario))
