"""What every part of a compiled scenario shares: frozen, no unknown keys, ids in snake_case.

A part is a dataclass. pydantic checks what is made into parts from outside, and is loaded only where that happens: a
scenario that was checked before is played without it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Literal, NoReturn, Self, cast, dataclass_transform

_NOTHING: Final = dataclasses.MISSING
_SCALARS: Final = frozenset((str, int, bool, float, type(None)))


class Checked:
    """What pydantic is told of a type, in the words of ``pydantic.Field``: to be put into ``Annotated``."""

    def __init__(self, **told: str) -> None:
        self.told = told

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Let pydantic check *source* as told (it asks for this when a checker is built)."""
        from pydantic import Field

        return handler(Annotated[source, Field(**self.told)])  # type: ignore[call-overload]


Minute = Annotated[int, "minutes"]
"""Story time: whole minutes since the start of the exercise. The mark tells the scenario room to read a length of
time.
"""

Id = Annotated[str, Checked(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""An author's name for a thing: snake_case, at most 64 characters."""

Value = bool | int | str
"""The value of a fact."""


Precedence = Literal["routine", "priority", "flash"]
"""How urgent something is for those who learn of it; in rounds the clock stops for the last two."""


def field(
    *, default: Any = _NOTHING, default_factory: Any = _NOTHING, key: str = "", description: str = "", **limits: Any
) -> Any:
    """Return a field of a part: *key* is what authors write where it is not the name of the field.

    *limits* are those of ``pydantic.Field``: ``ge``, ``gt``, ``le``, ``lt``, ``min_length``, ``pattern``.
    """
    told = {"alias": key, "description": description, **limits}
    metadata = {name: value for name, value in told.items() if value != ""}
    return dataclasses.field(default=default, default_factory=default_factory, metadata=metadata)


def key_of(field: dataclasses.Field[Any]) -> str:
    """Return what authors write for a field."""
    return str(field.metadata.get("alias", field.name))


def default_of(field: dataclasses.Field[Any]) -> Any:
    """Return the value of a field that is not given; raises ``TypeError`` where it must be."""
    if field.default_factory is not _NOTHING:
        return field.default_factory()
    if field.default is _NOTHING:
        raise TypeError(f"{field.name} must be given")
    return field.default


class Frozen:
    """A value: nobody may change its attributes, and it is compared by them."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class PartType(type):
    """Makes a dataclass of each kind of part.

    The methods that a dataclass gets stand in :class:`Part`, once: made for each kind they would be most of its cost.
    """

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> None:
        super().__init__(name, bases, body)
        as_dataclass: Callable[[type], type] = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=True)
        as_dataclass(cls)

    @property
    def model_fields(cls) -> dict[str, dataclasses.Field[Any]]:
        """The fields by name."""
        return {field.name: field for field in dataclasses.fields(cast(Any, cls))}


class Part(Frozen, metaclass=PartType):
    """A part of the compiled scenario. Its methods are named as pydantic names them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "populate_by_name": True}

    def __init__(self, **values: Any) -> None:
        """Make a part of values that are known to be sound; raises ``TypeError`` for one missing or unknown."""
        for field in dataclasses.fields(self):
            vars(self)[field.name] = values.pop(field.name) if field.name in values else default_of(field)
        if values:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(values)}")

    @classmethod
    def model_validate(cls, raw: object) -> Self:
        """Return the part that *raw* makes; raises ``pydantic.ValidationError``, which is a ``ValueError``."""
        return _checker(cls).validate_python(raw)  # type: ignore[no-any-return]

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Self:
        """Return the part that a JSON text makes; raises as :meth:`model_validate` does."""
        return _checker(cls).validate_json(text)  # type: ignore[no-any-return]

    def model_dump(self, *, by_alias: bool = False) -> dict[str, Any]:
        """Return the part as JSON-ready data, by the names of its fields or (*by_alias*) by authors' keys."""
        values = vars(self)
        return {key: _dumped(values[name], by_alias) for name, key in _names(type(self), by_alias)}

    def model_dump_json(self, *, by_alias: bool = False) -> str:
        """Return the part as JSON text, its fields in their own order."""
        return json.dumps(self.model_dump(by_alias=by_alias), ensure_ascii=False, separators=(",", ":"))

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """Return a copy with other values in some fields; they are not checked."""
        copy = object.__new__(type(self))
        vars(copy).update({**vars(self), **(update or {})})
        return copy


@cache
def _names(kind: type[Part], by_alias: bool) -> tuple[tuple[str, str], ...]:
    """Return the names of the fields, each with the key under which its value is told."""
    return tuple((field.name, key_of(field) if by_alias else field.name) for field in dataclasses.fields(kind))


def _dumped(value: Any, by_alias: bool) -> Any:
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple:
        return [_dumped(inner, by_alias) for inner in value]
    if kind is dict:
        return {key: _dumped(inner, by_alias) for key, inner in value.items()}
    if isinstance(value, Part):
        return value.model_dump(by_alias=by_alias)
    return value.root  # a text is its languages


@cache
def _checker(kind: type[Part]) -> Any:
    """Return what checks raw data and makes parts of it."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
