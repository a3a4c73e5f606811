"""Plain values: dataclasses that nobody may change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def plain(kind: type[T]) -> type[T]:
    """Make *kind* a dataclass of slots, compared and hashed by value.

    The type checker refuses assignments to its fields. Python itself does not: guarding each field makes such a value
    several times as dear to build, and a run builds tens of thousands.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
