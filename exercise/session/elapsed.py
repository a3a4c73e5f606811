"""Time spent in the room: a stopwatch that breaks stop, and what the rows say of the time before a run was resumed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from exercise.play.record import Row
from exercise.session.wall import Wall

LONGEST_SILENCE: Final = 30 * 60.0
"""Seconds between two rows that can still be play. More is a machine that was off, or a clock that was set."""


class Elapsed:
    """Counts seconds of play, from *before* on."""

    def __init__(self, wall: Wall, before: float = 0.0) -> None:
        self._wall = wall
        self._counted = before
        self._since: float | None = wall.seconds()

    @property
    def seconds(self) -> float:
        """Seconds of play so far."""
        return self._counted + (0.0 if self._since is None else max(0.0, self._wall.seconds() - self._since))

    def run(self, on: bool) -> None:
        """Go on, or stop."""
        self._counted = self.seconds
        self._since = self._wall.seconds() if on else None


def played(rows: Iterable[Row]) -> float:
    """Return the seconds of play that the stamps of *rows* tell of, pauses left out."""
    total, before, paused = 0.0, None, False
    for row in rows:
        now = _moment(row.wall)
        if before and now and not paused:
            gap = (now - before).total_seconds()
            total += gap if 0 <= gap <= LONGEST_SILENCE else 0.0
        before = now or before
        paused = {"pause": bool(row.data.get("on")), "break": True}.get(row.kind, paused)
    return total


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return None
