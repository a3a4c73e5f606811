"""What the model wants where: each field's annotation as a shape that the binder follows, worked out once a model."""

from __future__ import annotations

import functools
import types
import typing
from dataclasses import MISSING, dataclass
from dataclasses import fields as declared
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from exercise.model.base import Id, Minute, Part, Value, default_of, key_of
from exercise.model.durations import Hours, Span
from exercise.model.effects import Effect
from exercise.model.expressions import Expression
from exercise.model.text import Text

MOMENTS: Final = {("Inject", "at"), ("Group", "at"), ("Consignment", "departs")}
"""Minutes that are points of story time, not lengths."""

_SPECIAL: Final[tuple[tuple[Any, str], ...]] = (
    (Expression, "condition"),
    (Effect, "effect"),
    (Span, "span"),
    (Id, "id"),
    (Minute, "minutes"),
    (Value, "value"),
    (Hours, "hours"),
    (Text, "text"),
    (bool, "bool"),
    (int, "int"),
    (float, "float"),
    (str, "str"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands in one place: a kind, and what is inside (list items, mapping values), or the words possible."""

    kind: str
    of: Shape | None = None
    key: Shape | None = None
    model: type[Part] | None = None
    words: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field as authors see it: key, shape, whether it must be there, its default and description."""

    key: str
    name: str
    shape: Shape
    required: bool
    default: Any
    description: str


def shape_of(hint: Any) -> Shape:
    """Return the shape of an annotation.

    Raises ``TypeError`` for one that the scenario language has no form for.
    """
    for special, kind in _SPECIAL:
        if hint is special or hint == special:
            return Shape(kind)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return shape_of(args[0])
    if origin in (Union, types.UnionType):
        return _union([arg for arg in args if arg is not type(None)])
    if origin is Literal:
        return Shape("word", words=args)
    if origin is tuple:
        return Shape("list", of=shape_of(args[0])) if args[-1] is Ellipsis else Shape("point")
    if origin is dict:
        return Shape("mapping", key=shape_of(args[0]), of=shape_of(args[1]))
    if isinstance(hint, type) and issubclass(hint, Part):
        return Shape("part", model=hint)
    raise TypeError(f"no form for {hint!r}")


def _union(args: list[Any]) -> Shape:
    """Return the shape of a union without its ``None``."""
    if len(args) == 1:
        return shape_of(args[0])
    if set(args) == set(get_args(Value)):
        return Shape("value")
    shapes = [shape_of(arg) for arg in args]
    lists = [shape for shape in shapes if shape.kind == "list"]
    if len(lists) == 1:
        return lists[0]
    raise TypeError(f"no form for a union of {args!r}")


@functools.cache
def fields(model: type[Part]) -> dict[str, FieldShape]:
    """Return the fields of *model* by the key that authors write."""
    hints = typing.get_type_hints(model, include_extras=True)
    found: dict[str, FieldShape] = {}
    for field in declared(model):
        name, shape = field.name, shape_of(hints[field.name])
        if (model.__name__, name) in MOMENTS:
            shape = Shape("moment")
        required = field.default is MISSING and field.default_factory is MISSING
        default = None if required else default_of(field)
        found[key_of(field)] = FieldShape(
            key_of(field), name, shape, required, default, field.metadata.get("description", "")
        )
    return found


@functools.cache
def effects() -> dict[str, type[Part]]:
    """Return the models of effects by the key that names their kind."""
    union = get_args(Effect)[0]
    return {str(fields(model)["kind"].default): model for model in get_args(union)}


def neutral(shape: Shape) -> Any:
    """Return a value that stands in for a missing one of *shape*, so that checks can go on."""
    blank: dict[str, Any] = {
        "list": (), "mapping": {}, "int": 0, "minutes": 0, "moment": 0, "float": 0.0, "bool": False, "text": Text({}),
    }  # fmt: skip
    if shape.kind == "part" and shape.model is not None:
        return lenient(shape.model, {})
    if shape.kind == "word":
        return shape.words[0]
    return blank.get(shape.kind, "")


def lenient(model: type[Part], raw: dict[str, Any]) -> Part:
    """Return *model* from *raw* without validation: what is missing is neutral, so that checks can go on."""
    values: dict[str, Any] = {}
    for key, field in fields(model).items():
        if key in raw:
            values[field.name] = _lenient_value(field.shape, raw[key])
        elif field.required:
            values[field.name] = neutral(field.shape)
        else:
            values[field.name] = field.default
    return model(**values)


def _lenient_value(shape: Shape, raw: Any) -> Any:
    """Return one value, built leniently."""
    if raw is None or isinstance(raw, Part | Text):
        return raw
    if shape.kind == "text":
        return Text(raw)
    if shape.kind == "list" and shape.of is not None:
        return tuple(_lenient_value(shape.of, item) for item in raw)
    if shape.kind == "mapping" and shape.of is not None:
        return {key: _lenient_value(shape.of, item) for key, item in raw.items()}
    if shape.kind == "effect":
        return lenient(effects()[raw["kind"]], raw)
    if shape.kind == "part" and shape.model is not None:
        return lenient(shape.model, raw)
    return raw
