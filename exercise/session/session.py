"""The session: a conduct, a pacer and the seats, on one asyncio loop. What a keyboard, a bot or a test sits down at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from exercise.engine import VERSION, Engine
from exercise.model.decisions import Refusal, StaffAct
from exercise.model.scenario import Scenario
from exercise.model.table import HallView
from exercise.play.record import Pace, RunProblem, Setup, t
from exercise.session.conduct import Conduct
from exercise.session.hall import hall_view
from exercise.session.host import Host
from exercise.session.journal import Journal
from exercise.session.seats import TeamSeat
from exercise.session.wall import SystemWall, Tempo, Wall

OTHER_VERSION: Final = t("This run was begun with another version of the program.")


class Session(Host):
    """A table to sit down at. Time passes from the first view on; :meth:`close` it, or use it with ``async with``."""

    def __init__(self, conduct: Conduct, *, wall: Wall, tempo: Tempo, paused: bool, warning: str = "") -> None:
        super().__init__(conduct, wall=wall, tempo=tempo, paused=paused, warning=warning)
        self._seats: dict[tuple[str, str], TeamSeat] = {}

    @classmethod
    def create(
        cls,
        scenario: Scenario,
        sources: Mapping[str, str],
        setup: Setup,
        path: Path,
        copy_to: Path | None = None,
        *,
        wall: Wall | None = None,
        tempo: Tempo | None = None,
    ) -> Self:
        """Begin an exercise and its run file; raises :class:`RunProblem` where that cannot be kept."""
        wall = wall or SystemWall()
        engine = Engine(scenario, setup.seed)
        journal = Journal.create(path)
        try:
            if copy_to is not None:
                journal.copy_to(copy_to)
            conduct = Conduct.begin(journal, engine, sources, setup, wall.stamp)
        except RunProblem:
            journal.abandon()
            raise
        return cls(conduct, wall=wall, tempo=tempo or Tempo(), paused=False)

    @classmethod
    def resume(
        cls, path: Path, copy_to: Path | None = None, *, wall: Wall | None = None, tempo: Tempo | None = None
    ) -> Self:
        """Take up the run at *path* where it stood. Time that ran is paused, so that everybody can sit down first."""
        wall = wall or SystemWall()
        journal = Journal.open(path)
        try:
            conduct = Conduct.resume(journal, wall.stamp)
            if copy_to is not None:
                journal.copy_to(copy_to)
        except RunProblem:
            journal.close()
            raise
        other = conduct.header.engine
        warning = OTHER_VERSION if other != VERSION else ""
        return cls(conduct, wall=wall, tempo=tempo or Tempo(), paused=conduct.room.phase == "runs", warning=warning)

    # --- the table -------------------------------------------------------------------------------------------

    @property
    def people(self) -> tuple[str, ...]:
        """Teams of people, in the order in which they come to the keyboard."""
        return self.conduct.setup.people

    @property
    def pace(self) -> Pace:
        """How the room plays."""
        return self.conduct.setup.pace

    @property
    def run(self) -> Path:
        """The run file."""
        return self.conduct.journal.path

    def seat(self, team: str, language: str) -> TeamSeat:
        """Return the seat of *team* that reads *language*; raises ``KeyError`` for a team that is not played."""
        if team not in self.conduct.scenario.played:
            raise KeyError(team)
        if (team, language) not in self._seats:
            self._seats[team, language] = TeamSeat(self, team, language)
        return self._seats[team, language]

    def hall(self, language: str) -> AsyncIterator[HallView]:
        """Yield the hall view, now and after every change."""
        return self.views(lambda: hall_view(self, language))

    async def pause(self, on: bool) -> None:
        """Freeze everything, or go on."""
        self.start()
        if on == self.pacer.paused:
            return
        self.pacer.pause(on)
        self.act(lambda conduct: conduct.record("pause", {"on": on}))

    async def hurry(self) -> None:
        """While time runs: go to the stop at once."""
        self.start()
        self.pacer.hurry()

    async def direct(self, act: StaffAct) -> Refusal | None:
        """Let the facilitator act, at once and in the open record."""
        return self.act(lambda conduct: conduct.direct(act))

    async def note(self, text: str, team: str = "", tags: Sequence[str] = ()) -> None:
        """Keep a note of the staff."""
        self.act(lambda conduct: conduct.note(text, team, tags))

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
