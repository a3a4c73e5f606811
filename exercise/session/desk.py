"""The facilitator's desk: what only he may do, behind a PIN. Every act goes the same way as those of the teams."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from exercise.model.decisions import Answer, Refusal, StaffAct
from exercise.model.table import DeskView
from exercise.session.desk_view import DeskWriter
from exercise.session.hall import hall_view
from exercise.session.pin import Guard
from exercise.session.sight import Sight
from exercise.session.wall import Wall

if TYPE_CHECKING:
    from exercise.session.conduct import Conduct
    from exercise.session.session import Session

LOCKED: Final = "locked"
NOT_LIVE: Final = "not_live"
BAD_RATE: Final = "bad_rate"
NO_SUCH_TEAM: Final = "no_such_team"
"""Codes of the refusals of the desk."""
FASTEST: Final = 1000.0
"""Story minutes a second, at most."""


class FacilitatorDesk:
    """The desk of a session, locked with *pin* as it is kept in the header."""

    def __init__(self, session: Session, pin: str, wall: Wall) -> None:
        self._session = session
        self._guard = Guard(pin, wall.seconds)
        self._read: tuple[Conduct, Sight, int] | None = None

    # --- the lock --------------------------------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Whether the PIN must be given first."""
        return self._guard.locked

    async def unlock(self, pin: str) -> Refusal | None:
        """Try *pin*: refused where it is wrong, and not even looked at too soon after wrong ones."""
        refusal = self._guard.unlock(pin)
        self._session.changed.bump()
        return refusal

    def lock(self) -> None:
        """Ask for the PIN again; views of the desk end."""
        self._guard.lock()
        self._session.changed.bump()

    def _closed(self) -> Refusal | None:
        return Refusal(LOCKED) if self.locked else None

    # --- what he sees ----------------------------------------------------------------------------------------

    async def updates(self, language: str) -> AsyncIterator[DeskView]:
        """Yield what the facilitator sees, now and after every change, until the desk is locked."""
        if self.locked:
            return
        async for view in self._session.views(lambda: self.view(language)):
            if self.locked:
                return
            yield view

    def view(self, language: str) -> DeskView:
        """Return what the facilitator sees now."""
        session = self._session
        return self._writer(language).view(
            hall_view(session, language), session.pacer, lambda team: self._unopened(team, language)
        )

    def lapses(self, until: int, language: str) -> tuple[str, ...]:
        """Return what would run out unanswered if the clock jumped to the story minute *until*, a line each."""
        return () if self.locked else self._writer(language).lapses(until)

    def _writer(self, language: str) -> DeskWriter:
        return DeskWriter(self._session.conduct, self._sight(), language)

    def _sight(self) -> Sight:
        """Return what staff see of the run that is played now, up to its last happening."""
        conduct = self._session.conduct
        sight, seen = Sight(conduct.scenario), 0
        if self._read is not None and self._read[0] is conduct:
            _, sight, seen = self._read
        happenings = conduct.engine.happenings
        for happening in happenings[seen:]:
            sight.see(happening)
        self._read = conduct, sight, len(happenings)
        return sight

    def _unopened(self, team: str, language: str) -> int:
        if team not in self._session.people:
            return 0
        return self._session.seat(team, language).unopened

    # --- what he does ----------------------------------------------------------------------------------------

    async def act(self, act: StaffAct) -> Refusal | None:
        """Send or skip an inject, write to teams, give more story time, rule, end."""
        return self._closed() or await self._session.direct(act)

    async def decide(self, team: str, answer: Answer) -> Refusal | None:
        """Answer for *team*; the record says by whom."""
        return self._closed() or self._session.act(lambda conduct: conduct.decide(team, answer))

    async def carry_on(self, team: str) -> Refusal | None:
        """Say carry on for *team*; refused, as for itself, while a blocking point of it is open."""
        if team not in self._session.people:
            return self._closed() or Refusal(NO_SUCH_TEAM, {"team": team})
        return self._closed() or self._session.act(lambda conduct: conduct.ready(team))

    async def hold(self, on: bool) -> Refusal | None:
        """Keep the story clock from creeping although talk time is spent, or let it creep."""
        return self._closed() or self._session.act(lambda conduct: conduct.record("hold", {"on": on}))

    async def speed(self, rate: float) -> Refusal | None:
        """Live: let so many story minutes pass a second."""
        if self.locked:
            return Refusal(LOCKED)
        if self._session.pace != "live":
            return Refusal(NOT_LIVE)
        if not 0 < rate <= FASTEST:
            return Refusal(BAD_RATE)
        return self._session.act(lambda conduct: conduct.record("speed", {"rate": rate}))

    async def jump(self, until: int) -> Refusal | None:
        """Let the clock run to *until* whatever runs out on the way; a round that is open closes as it stands."""
        refusal = self._closed() or self._session.act(lambda conduct: conduct.jump(until))
        if refusal is None:
            self._session.pacer.begin_again()
        return refusal

    async def rewind(self, number: int, *, new_fate: bool = False) -> Refusal | None:
        """Go back to the beginning of round *number*, by the same fate or a new one, in a run file of its own."""
        return self._closed() or await self._session.rewind(number, new_fate=new_fate)
