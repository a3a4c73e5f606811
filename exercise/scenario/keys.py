"""The keys that authors write, which are not in all places the fields of the model."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

from exercise.model.base import Part
from exercise.model.scenario import Scenario
from exercise.scenario.shapes import Shape, effects, fields

STEPS: Final = ("drive", "rail", "carry", "fly", "wait", "sail", "cross", "store")
"""The kinds of a step, each a key before the step's id."""
_SHORT: Final = {"Scenario": ("include", "route"), "Step": STEPS}
"""Keys that are no fields, by model: short forms, and what is read before the model."""
_MADE: Final = {"Scenario": ("id",), "Step": ("kind", "id")}
"""Fields that authors leave to the program, or write by a short form."""


def authored_keys(model: type[Part]) -> tuple[str, ...]:
    """Return the keys that an author can write in *model*; the kind of an effect is no key of its own."""
    made = ("kind",) if model in effects().values() else _MADE.get(model.__name__, ())
    return (*_SHORT.get(model.__name__, ()), *(key for key in fields(model) if key not in made))


@functools.cache
def models() -> tuple[type[Part], ...]:
    """Return the model of every part that a scenario can hold."""
    found: dict[type[Part], None] = {Scenario: None, **dict.fromkeys(effects().values())}
    for model in (waiting := list(found)):
        inner = [part for field in fields(model).values() for part in _models(field.shape) if part not in found]
        found |= dict.fromkeys(inner)
        waiting += inner
    return tuple(found)


@functools.cache
def every_key() -> frozenset[str]:
    """Return every key that an author can write anywhere in a scenario."""
    return frozenset(key for model in models() for key in authored_keys(model)) | {*effects()}


def _models(shape: Shape) -> Iterator[type[Part]]:
    """Yield the model of what stands in one place."""
    if shape.model is not None:
        yield shape.model
    if shape.of is not None:
        yield from _models(shape.of)
