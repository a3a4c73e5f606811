"""What a YAML text is made of: values as they were written, lists and mappings, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercise.scenario.problems import Mark


@dataclass(slots=True)
class Scalar:
    """A value as it was written; ``style`` is ``""`` for plain text, else the sign that opens it."""

    text: str
    style: str
    mark: Mark
    comment: str = ""
    """What YAML cut off behind a plain value, the `` #`` included."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written."""
        return not self.text and not self.style


@dataclass(slots=True)
class Sequence:
    """A list."""

    mark: Mark
    flow: bool = False
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order written, each key once."""

    mark: Mark
    flow: bool = False
    pairs: dict[str, tuple[Mark, Node]] = field(default_factory=dict)
    is_whole: bool = True
    """Whether all its lines could be read; else a key that seems to be missing may stand in one that could not."""

    def get(self, key: str) -> Node | None:
        """Return the value of *key*, if it was written."""
        pair = self.pairs.get(key)
        return pair[1] if pair else None


@dataclass(slots=True)
class Broken:
    """A part that could not be read; its problem has been told."""

    mark: Mark


Node = Scalar | Sequence | Mapping | Broken
