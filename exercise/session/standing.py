"""How the room stands, whether time may pass in it and how fast: a fold of rows, so that it outlives the program.

A run that is taken up again, or goes on from another, begins with a row ``resumed`` that says it whole.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from exercise.play.record import Row


@dataclass(slots=True)
class Standing:
    """What the rows say of a pause, a break, a hold and the speed."""

    paused: bool = False
    """Whether everything is frozen, in a break too."""
    rests_until: str = ""
    """In a break: when it ends, ISO 8601."""
    held: bool = False
    """Whether the story clock stands although talk time is spent, because the facilitator says so."""
    rate: float = 0
    """Live: the story minutes a second that the facilitator chose; 0: as the run was set up."""

    @property
    def back_at(self) -> str:
        """In a break: the time of day at which it ends, ``11:20``."""
        return self.rests_until[11:16]

    def going_on(self, seconds: float, *, paused: bool) -> dict[str, Any]:
        """Return what the row ``resumed`` says: this, *paused* now in any case, after so many seconds of play."""
        return {**asdict(self), "paused": paused or self.paused, "played": int(seconds)}

    def see(self, row: Row) -> None:
        """Take note of one row."""
        data = row.data
        match row.kind:
            case "pause":
                self.paused, self.rests_until = data["on"], ""
            case "break":
                self.paused, self.rests_until = True, _later(row.wall, data["minutes"])
            case "hold":
                self.held = data["on"]
            case "speed":
                self.rate = data["rate"]
            case "resumed":
                self.paused, self.held, self.rate = data["paused"], data["held"], data["rate"]
                self.rests_until = data["rests_until"] if _is_ahead(data["rests_until"], row.wall) else ""


def _later(wall: str, minutes: int) -> str:
    return (datetime.fromisoformat(wall) + timedelta(minutes=minutes)).isoformat(timespec="seconds")


def _is_ahead(moment: str, wall: str) -> bool:
    """Tell whether *moment* (``""``: none) is still to come: yesterday's break has no time of return today."""
    return bool(moment) and datetime.fromisoformat(moment) > datetime.fromisoformat(wall)
