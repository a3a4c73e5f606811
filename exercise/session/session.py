"""The session: a conduct, a pacer and the seats, on one asyncio loop. What a keyboard, a bot or a test sits down at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from exercise.engine import VERSION, Engine
from exercise.model.decisions import Refusal, StaffAct
from exercise.model.scenario import Scenario
from exercise.model.table import HallView
from exercise.play.record import Pace, RunProblem, Setup, t
from exercise.session import copies
from exercise.session.children import any_fate, rewind
from exercise.session.conduct import Conduct
from exercise.session.desk import FacilitatorDesk
from exercise.session.elapsed import played
from exercise.session.hall import hall_view
from exercise.session.host import NOT_KEPT, Host
from exercise.session.journal import COPY_LOST, Journal
from exercise.session.pin import hashed, new_pin
from exercise.session.runs import new_path
from exercise.session.seats import TeamSeat
from exercise.session.wall import SystemWall, Tempo, Wall

LONGEST_BREAK: Final = 24 * 60
"""Minutes."""
NO_SUCH_ROUND: Final = "no_such_round"
"""Code of the refusal to go back to a round that was not opened."""
OTHER_VERSION: Final = t("This run was begun with another version of the program.")


class Session(Host):
    """A table to sit down at. Time passes from the first view on; :meth:`close` it, or use it with ``async with``."""

    def __init__(self, conduct: Conduct, *, wall: Wall, tempo: Tempo, warning: str = "", fresh_pin: str = "") -> None:
        super().__init__(conduct, wall=wall, tempo=tempo, warning=warning)
        self._seats: dict[tuple[str, str], TeamSeat] = {}
        self._desk = FacilitatorDesk(self, conduct.setup.pin, wall) if conduct.setup.facilitated else None
        self._fresh_pin = fresh_pin

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
        """Begin an exercise and its run file; raises :class:`RunProblem` where that cannot be kept.

        A desk without a PIN gets one that is made up here (:attr:`fresh_pin`).
        """
        wall = wall or SystemWall()
        fresh_pin = new_pin() if setup.facilitated and not setup.pin else ""
        if fresh_pin:
            setup = replace(setup, pin=hashed(fresh_pin))
        engine = Engine(scenario, setup.seed, facilitated=setup.facilitated)
        journal = Journal.create(path)
        try:
            if copy_to is not None:
                journal.copy_to(copy_to)
            conduct = Conduct.begin(journal, engine, sources, setup, wall.stamp)
            copies.remember(conduct)
        except RunProblem:
            journal.abandon()
            raise
        return cls(conduct, wall=wall, tempo=tempo or Tempo(), fresh_pin=fresh_pin)

    @classmethod
    def resume(
        cls, path: Path, copy_to: Path | None = None, *, wall: Wall | None = None, tempo: Tempo | None = None
    ) -> Self:
        """Take up the run at *path* where it stood, in a break as before it; its second copy too, or that at *copy_to*.

        Time that ran is paused, so that everybody can sit down first.
        """
        wall = wall or SystemWall()
        journal = Journal.open(path)
        try:
            conduct = Conduct.resume(journal, wall.stamp)
            if copy_to is not None:
                journal.copy_to(copy_to)
            else:
                copies.go_on(journal)
            copies.remember(conduct)
            if conduct.room.phase != "ended":
                room, seconds = conduct.room, played(journal.rows)
                conduct.record("resumed", room.standing.going_on(seconds, paused=room.phase == "runs"))
        except RunProblem:
            journal.close()
            raise
        other = conduct.header.engine
        warning = OTHER_VERSION if other != VERSION else ""
        return cls(conduct, wall=wall, tempo=tempo or Tempo(), warning=warning)

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

    @property
    def desk(self) -> FacilitatorDesk | None:
        """The facilitator's desk; ``None`` where nobody facilitates."""
        return self._desk

    @property
    def fresh_pin(self) -> str:
        """The PIN of the desk where it was made up just now; ``""``: it was chosen, or is none."""
        return self._fresh_pin

    def language_of(self, team: str) -> str:
        """Return the language that was chosen for *team*, else that of the room."""
        return self.conduct.setup.languages.get(team, self.conduct.setup.language)

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
        """Freeze everything, or go on; that ends a break."""
        self.start()
        if on == self.pacer.paused:
            return
        if not on:
            self.pacer.try_again()
        self.act(lambda conduct: conduct.record("pause", {"on": on}))
        self.pacer.follow()

    async def rest(self, minutes: int) -> None:
        """Begin a break of so many minutes in the room: everything frozen until :meth:`pause` is told to go on."""
        self.start()
        minutes = min(max(minutes, 0), LONGEST_BREAK)
        self.act(lambda conduct: conduct.record("break", {"minutes": minutes}))
        self.pacer.follow()

    async def more_talk(self, minutes: int = 3) -> None:
        """Give this round so many more minutes of talk; nothing where talk is not limited."""
        self.start()
        if minutes > 0:
            self.pacer.more_talk(minutes)
            self.act(lambda conduct: conduct.record("talk", {"minutes": minutes}))
            self.act(lambda _: self.pacer.keep_talk())

    def at_keyboard(self, team: str) -> None:
        """Take note of which team is at the keyboard (``""``: none): where several share it, talk time stands."""
        typing = bool(team) and len(self.people) > 1 and self.pace == "rounds"
        if typing != self.pacer.typing:
            self.pacer.typing = typing
            self.changed.bump()

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

    async def rewind(self, number: int, *, new_fate: bool = False) -> Refusal | None:
        """Go back to the beginning of round *number* and on from there in a child run; this run stays as it is.

        *new_fate*: what nobody can know by then falls anew. Nothing is awaited between copying the rows and going on
        with them, so that no note made meanwhile is left behind.
        """
        back = next((opened for opened in self.conduct.room.rounds if opened.number == number), None)
        if back is None:
            return Refusal(NO_SUCH_ROUND, {"round": str(number)})
        if self.over:
            return Refusal(NOT_KEPT)
        try:
            child = self._child(back.row, any_fate() if new_fate else None)
        except RunProblem:
            return Refusal(NOT_KEPT)
        self.go_on_with(child)
        return None

    def _child(self, row: int, fate: int | None) -> Conduct:
        """Return the conduct of a child run, with a second copy where the parent has one."""
        path = new_path(self.conduct.scenario.id, self.run.parent)
        rewind(self.run, row, path, self._wall.stamp, fate=fate)
        journal = Journal.open(path)
        try:
            conduct = Conduct.resume(journal, self._wall.stamp)
            standing, seconds = self.conduct.room.standing, self.elapsed.seconds
            conduct.record("resumed", standing.going_on(seconds, paused=self.pacer.paused))
        except RunProblem:
            journal.abandon()
            raise
        copy = self.conduct.journal.copy_path
        if copy is None:
            copies.go_on(journal)
        else:
            self._copy_child(journal, copy.with_name(path.name))
        return conduct

    def _copy_child(self, journal: Journal, path: Path) -> None:
        try:
            journal.copy_to(path)
        except RunProblem:
            journal.warning = COPY_LOST

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
        if self.failure and error is None:
            raise self.failure
