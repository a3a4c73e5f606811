"""The table: a session as the program at the keyboard sees it. The curtain and the hall view live on :class:`HallView`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from exercise.model.seat import Seat
from exercise.model.views import ClockView, EndView


@dataclass(frozen=True, slots=True)
class TeamMark:
    """A team on the curtain: id, name on screens, code, its names in the languages of the hall, and how far it is."""

    id: str
    name: str
    code: str
    names: tuple[str, ...]
    people: bool
    mark: Literal["done", "next", "to_come", "bot"]


@dataclass(frozen=True, slots=True)
class HallView:
    """What everybody in the hall may see: never what only one team holds."""

    title: str
    round: int
    pace: Literal["rounds", "live", "open"]
    phase: Literal["talk", "runs", "paused", "ended"]
    clock: ClockView
    stage: str
    stage_number: int
    stages: int
    teams: tuple[TeamMark, ...]
    next_team: str | None
    """The team to call to the keyboard; ``None`` while time runs or at the end."""
    talk_left: int | None
    creeps: bool
    ran: int
    """Story minutes of the last leap."""
    end: EndView | None = None
    warning: str = ""
    """One sentence where something needs attention (the second copy cannot be written any more)."""


class Table(Protocol):
    """A session at one keyboard."""

    @property
    def people(self) -> tuple[str, ...]:
        """Teams of people, in the order in which they come to the keyboard."""
        ...

    @property
    def pace(self) -> Literal["rounds", "live", "open"]:
        """How the room plays."""
        ...

    @property
    def run(self) -> Path:
        """The run file."""
        ...

    def seat(self, team: str, language: str) -> Seat:
        """Return a seat of *team* that reads *language*."""
        ...

    def hall(self, language: str) -> AsyncIterator[HallView]:
        """Yield the hall view, now and after every change."""
        ...

    async def pause(self, on: bool) -> None:
        """Freeze everything, or go on."""
        ...

    async def hurry(self) -> None:
        """While time runs: go to the stop at once."""
        ...

    async def close(self) -> None:
        """Close the run file; nothing is lost."""
        ...
