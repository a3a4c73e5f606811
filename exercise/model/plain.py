"""Plain values and states: dataclasses each of whose methods is compiled when it is first called.

A dataclass compiles its methods as its class is made. The program knows some hundreds of kinds and a start needs a few
of them, so that compiling was a tenth of the start.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final, TypeVar, dataclass_transform

T = TypeVar("T")
_METHODS: Final = ("__init__", "__eq__", "__repr__")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def plain(kind: type[T]) -> type[T]:
    """Make *kind* a dataclass of slots, compared and hashed by value.

    The type checker refuses assignments to its fields. Python itself does not: guarding each field makes such a value
    several times as dear to build, and a run builds tens of thousands.
    """
    return _with_late(kind, (*_METHODS, "__hash__"))


@dataclass_transform(field_specifiers=(dataclasses.field,))
def state(kind: type[T]) -> type[T]:
    """Make *kind* a dataclass of slots whose fields change as time goes on: compared by value, never hashed."""
    made = _with_late(kind, _METHODS)
    made.__hash__ = None  # type: ignore[assignment]
    return made


def _with_late(kind: type[T], names: tuple[str, ...]) -> type[T]:
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    for name in names:
        setattr(made, name, _late(made, name))
    return made


def _late(kind: type[Any], name: str) -> Callable[..., Any]:
    """Return a method that puts the compiled one of this name in its own place and calls it."""

    def method(self: Any, *values: Any, **named: Any) -> Any:
        compiled = _compiled(kind, name)
        setattr(kind, name, compiled)
        return compiled(self, *values, **named)

    method.__name__ = name
    return method


def _compiled(kind: type[Any], name: str) -> Callable[..., Any]:
    """Return the method of this name that a dataclass of the same fields has."""
    fields = [
        (
            each.name,
            each.type,
            dataclasses.field(default=each.default, default_factory=each.default_factory, kw_only=each.kw_only),
        )
        for each in dataclasses.fields(kind)
    ]
    body = {"__doc__": kind.__doc__}  # else a dataclass works out its signature to say it there
    if hasattr(kind, "__post_init__"):
        body["__post_init__"] = kind.__post_init__
    like = dataclasses.make_dataclass(
        kind.__qualname__, fields, namespace=body, init=name == "__init__", repr=name == "__repr__",
        eq=name == "__eq__", unsafe_hash=name == "__hash__", match_args=False,
    )  # fmt: skip
    return vars(like)[name]  # type: ignore[no-any-return]
