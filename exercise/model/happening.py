"""What every happening is: something that the engine produced, at a minute, for an audience."""

from __future__ import annotations

from exercise.model.plain import plain

Audience = tuple[str, ...]


@plain
class Happening:
    """What every happening has: the story minute, and the teams that learn of it at that minute."""

    minute: int
    audience: Audience


@plain
class Unknown(Happening):
    """A happening of a kind that this version does not know; *record* is its JSON."""

    name: str
    record: str
