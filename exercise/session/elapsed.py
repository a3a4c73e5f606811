"""Time spent in the room: a stopwatch that breaks stop, and what the rows say of the time before a run was resumed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from exercise.play.record import Row
from exercise.session.standing import Standing
from exercise.session.wall import Wall

LONGEST_SILENCE: Final = 30 * 60.0
"""Seconds between two rows, or two looks at the clock, that can still be play: a hall may talk so long and touch no
key. More is a machine that was off or asleep, or a clock that was set, and counts for nothing."""


class Elapsed:
    """Counts seconds of play, from *before* on; *on*: from now."""

    def __init__(self, wall: Wall, before: float, *, on: bool) -> None:
        self._wall = wall
        self._counted = before
        self._looked = wall.seconds()
        self._on = on

    @property
    def seconds(self) -> float:
        """Seconds of play so far."""
        self.look()
        return self._counted

    def look(self) -> None:
        """Count what has passed since the last look; to be done often, as a machine may fall asleep in between."""
        now = self._wall.seconds()
        self._counted += _of_play(now - self._looked) if self._on else 0.0
        self._looked = now

    def run(self, on: bool) -> None:
        """Go on, or stop."""
        self.look()
        self._on = on


def played(rows: Iterable[Row]) -> float:
    """Return the seconds of play that the stamps of *rows* tell of, pauses left out.

    Nobody can tell how much of the time before a run was taken up again was play, so that row says itself how much.
    """
    total, before, standing = 0.0, None, Standing()
    for row in rows:
        now = _moment(row.wall)
        if row.kind == "resumed":
            total = float(row.data["played"])
        elif before and now and not standing.paused:
            total += _of_play((now - before).total_seconds())
        before = now or before
        standing.see(row)
    return total


def _of_play(gap: float) -> float:
    return gap if 0 <= gap <= LONGEST_SILENCE else 0.0


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return None
