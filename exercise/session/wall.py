"""Wall-clock time: counted from a clock that never jumps, and injected, so that tests own it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Final, Protocol

from exercise.model.plain import plain


class Wall(Protocol):
    """The wall clock of a session."""

    def seconds(self) -> float:
        """Return seconds since some fixed moment; never falls."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after *seconds*."""
        ...

    def stamp(self) -> str:
        """Return the date and time as ISO 8601, to be read by people only."""
        ...


class SystemWall:
    """The clock of this machine; setting its time of day moves nothing here."""

    def seconds(self) -> float:
        """Return seconds of the monotonic clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after *seconds*."""
        await asyncio.sleep(seconds)

    def stamp(self) -> str:
        """Return local time with its offset, to the second."""
        return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


@plain
class Tempo:
    """How fast a leap is shown, in wall-clock seconds."""

    empty_hour: float = 0.5
    """An hour of story in which nothing is seen."""
    dwell: float = 0.7
    """On each happening that a team of people sees."""
    least: float = 2.0
    most: float = 12.0
    """A leap lasts so long at least and at most."""
    tick: float = 0.25
    """The marker and the clocks move so often."""

    def scale(self, spent: float) -> float:
        """Return by how much to shorten what comes: a leap hastens as it nears its greatest length."""
        return max(0.0, 1 - spent / self.most) if self.most > 0 else 0.0


AT_ONCE: Final = Tempo(empty_hour=0, dwell=0, least=0, most=0)
"""No time on the wall at all: for tests, and for a run of bots alone."""


class Signal:
    """Counts changes and wakes those who wait for the next; a change between two looks is never missed."""

    def __init__(self) -> None:
        self.version = 0
        self._changed = asyncio.Event()

    def bump(self) -> None:
        """Say that something changed."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def after(self, seen: int) -> int:
        """Wait until the count is beyond *seen*, and return it."""
        while self.version <= seen:
            await self._changed.wait()
        return self.version
