"""Plain values: dataclasses that nobody may change, and whose methods are compiled when the first of them is called.

A dataclass compiles its methods as its class is made. The program knows some hundreds of kinds of values and a start
needs a few of them, so that compiling was a tenth of the start.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final, TypeVar, dataclass_transform

T = TypeVar("T")
_METHODS: Final = ("__init__", "__eq__", "__hash__", "__repr__")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def plain(kind: type[T]) -> type[T]:
    """Make *kind* a dataclass of slots, compared and hashed by value.

    The type checker refuses assignments to its fields. Python itself does not: guarding each field makes such a value
    several times as dear to build, and a run builds tens of thousands.
    """
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    for name in _METHODS:
        setattr(made, name, _late(made, name))
    return made


def _late(kind: type[Any], name: str) -> Callable[..., Any]:
    """Return a method that puts the compiled ones in place and calls the one of this name."""

    def method(self: Any, *values: Any, **named: Any) -> Any:
        _compile(kind)
        return getattr(kind, name)(self, *values, **named)

    method.__name__ = name
    return method


def _compile(kind: type[Any]) -> None:
    """Give *kind* the methods that the dataclass of the same fields has."""
    fields = [
        (
            each.name,
            each.type,
            dataclasses.field(default=each.default, default_factory=each.default_factory, kw_only=each.kw_only),
        )
        for each in dataclasses.fields(kind)
    ]
    after = {"__post_init__": kind.__post_init__} if hasattr(kind, "__post_init__") else {}
    like = dataclasses.make_dataclass(kind.__qualname__, fields, namespace=after, unsafe_hash=True)
    for name in _METHODS:
        setattr(kind, name, vars(like)[name])
