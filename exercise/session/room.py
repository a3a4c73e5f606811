"""The room: rounds, who has sealed what, who is ready: a fold of the journal's rows, live and on resuming alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from exercise.model.decisions import Decision, Refusal, StaffSkip
from exercise.model.records import from_record
from exercise.play.record import Row
from exercise.play.replay import decisions_of
from exercise.play.runner import Why

Phase = Literal["talk", "runs", "ended"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A round that was opened: its number, its row, the story minute, the wall-clock stamp."""

    number: int
    row: int
    minute: int
    wall: str


@dataclass(slots=True)
class Room:
    """What the rows say of the room."""

    phase: Phase = "runs"
    round: int = 0
    why: Why = ""
    """Why the clock stands."""
    sealed: dict[str, list[Decision]] = field(default_factory=dict)
    """By team, the acts sealed in the round that is open."""
    ready: dict[str, int | None] = field(default_factory=dict)
    """The teams that said carry on, with the minute until which."""
    refused: dict[str, list[tuple[Decision, Refusal]]] = field(default_factory=dict)
    """By team, the sealed acts of the last round that could not take place."""
    until: int | None = None
    """The time asked for in the last round."""
    stopped: Why = "happening"
    """Why the clock must stand now; ``""``: it may run on. A run begins with a round."""
    left: int = 0
    """The minute at which the last leap began."""
    ran: int = 0
    """Story minutes of the last leap."""
    opened: dict[str, list[str]] = field(default_factory=dict)
    """By team, the papers it has opened."""
    rounds: list[Opened] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    """Injects taken off the list, each with the facilitator's reason."""
    notes: int = 0
    talked: int = 0
    """Seconds of talk spent in the round that is open, as last kept; below 0: more was given than was spent."""
    rate: float = 0
    """Live: the story minutes a second that the facilitator chose; 0: as the run was set up."""
    paused: bool = False
    """Whether everything is frozen, in a break too."""
    rests_until: str = ""
    """In a break: when it ends, ISO 8601."""
    held: bool = False
    """Whether the story clock stands although talk time is spent, because the facilitator says so."""

    @property
    def back_at(self) -> str:
        """In a break: the time of day at which it ends, ``11:20``."""
        return self.rests_until[11:16]

    @property
    def standing(self) -> dict[str, Any]:
        """What the row says with which this room goes on later, or in another run."""
        return {"paused": self.paused, "rests_until": self.rests_until, "held": self.held, "rate": self.rate}

    def see(self, row: Row) -> None:
        """Take note of one row."""
        data = row.data
        match row.kind:
            case "sealed":
                self.sealed.setdefault(data["team"], []).append(from_record(data["decision"]))
            case "unsealed":
                del self.sealed[data["team"]][data["number"] - 1]
            case "ready":
                self.ready |= dict.fromkeys(data["teams"], data["until"])
            case "opened":
                self.opened.setdefault(data["team"], []).append(data["key"])
            case "round_opened":
                self._open(row)
            case "round_closed":
                self._close(row)
            case "ended":
                self.phase = "ended"
            case "note":
                self.notes += 1
            case "talked":
                self.talked = data["seconds"]
            case "clock" | "decision":
                self._play(row)
            case _:
                self._stand(row)

    def _stand(self, row: Row) -> None:
        """Take note of how the room stands: whether time may pass in it, and how fast."""
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

    def _open(self, row: Row) -> None:
        self.phase, self.round, self.why = "talk", row.data["round"], row.data["why"]
        self.ran = row.minute - self.left
        self.sealed, self.ready, self.talked = {}, {}, 0
        self.rounds.append(Opened(self.round, row.number, row.minute, row.wall))

    def _play(self, row: Row) -> None:
        if self.phase == "runs":
            self.stopped = row.data.get("stop", "")
        acts = (decision.act for decision in decisions_of(row))
        self.skipped |= {act.inject: act.reason for act in acts if isinstance(act, StaffSkip)}

    def _close(self, row: Row) -> None:
        self.phase, self.left = "runs", row.minute
        self.until, self.stopped = row.data["until"], row.data["stop"]
        self.sealed, self.refused = {}, _by_team(row.data["refused"])


def _later(wall: str, minutes: int) -> str:
    return (datetime.fromisoformat(wall) + timedelta(minutes=minutes)).isoformat(timespec="seconds")


def _is_ahead(moment: str, wall: str) -> bool:
    """Tell whether *moment* (``""``: none) is still to come: yesterday's break has no time of return today."""
    return bool(moment) and datetime.fromisoformat(moment) > datetime.fromisoformat(wall)


def _by_team(pairs: Iterable[Any]) -> dict[str, list[tuple[Decision, Refusal]]]:
    refused: dict[str, list[tuple[Decision, Refusal]]] = {}
    for pair in pairs:
        decision, refusal = from_record(pair[0]), from_record(pair[1])
        refused.setdefault(decision.team, []).append((decision, refusal))
    return refused
