"""The room: rounds, who has sealed what, who is ready: a fold of the journal's rows, live and on resuming alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Any, Literal

from exercise.model.decisions import Answer, Decision, Refusal, StaffSkip
from exercise.model.plain import plain, state
from exercise.model.records import from_record
from exercise.play.record import Row
from exercise.play.replay import decisions_of
from exercise.play.runner import Why
from exercise.session.standing import Standing

Phase = Literal["talk", "runs", "ended"]


@plain
class Opened:
    """A round that was opened: its number, its row, the story minute, the wall-clock stamp."""

    number: int
    row: int
    minute: int
    wall: str


@state
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
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What was answered last to each point, and is sealed no more."""
    rounds: list[Opened] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    """Injects taken off the list, each with the facilitator's reason."""
    notes: int = 0
    talked: int = 0
    """Seconds of talk spent in the round that is open, as last kept; below 0: more was given than was spent."""
    standing: Standing = field(default_factory=Standing)
    """Whether time may pass, and how fast."""

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
                self.standing.see(row)

    def _open(self, row: Row) -> None:
        self.phase, self.round, self.why = "talk", row.data["round"], row.data["why"]
        self.ran = row.minute - self.left
        self.sealed, self.ready, self.talked = {}, {}, 0
        self.rounds.append(Opened(self.round, row.number, row.minute, row.wall))

    def _play(self, row: Row) -> None:
        if self.phase == "runs":
            self.stopped = row.data.get("stop", "")
        self._note(row)

    def _note(self, row: Row) -> None:
        acts = [decision.act for decision in decisions_of(row)]
        self.answers |= {act.point: act.options for act in acts if isinstance(act, Answer)}
        self.skipped |= {act.inject: act.reason for act in acts if isinstance(act, StaffSkip)}

    def _close(self, row: Row) -> None:
        self._note(row)
        self.phase, self.left = "runs", row.minute
        self.until, self.stopped = row.data["until"], row.data["stop"]
        self.sealed, self.refused = {}, _by_team(row.data["refused"])


def _by_team(pairs: Iterable[Any]) -> dict[str, list[tuple[Decision, Refusal]]]:
    refused: dict[str, list[tuple[Decision, Refusal]]] = {}
    for pair in pairs:
        decision, refusal = from_record(pair[0]), from_record(pair[1])
        refused.setdefault(decision.team, []).append((decision, refusal))
    return refused
