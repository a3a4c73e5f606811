"""The host of a table: a conduct and its pacer running, seats woken at every change. A session adds the seats."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Final, TypeVar

from exercise.model.decisions import Refusal
from exercise.model.text import clean
from exercise.play.record import RunProblem, t
from exercise.session.conduct import Conduct
from exercise.session.elapsed import Elapsed, played
from exercise.session.pacer import Pacer
from exercise.session.wall import Signal, Tempo, Wall

QUARTER: Final = 0.25
"""Seconds between two views while time runs, at least."""
NOT_KEPT: Final = "not_kept"
"""Code of the refusal where the run file cannot be written."""
FAULT: Final = t("Something went wrong inside the program; what was decided is kept in the run file.")

View = TypeVar("View")


class Host:
    """A conduct that runs. Its clock starts once somebody looks."""

    def __init__(self, conduct: Conduct, *, wall: Wall, tempo: Tempo, warning: str) -> None:
        self.conduct = conduct
        self.changed = Signal()
        self.elapsed = Elapsed(wall, played(conduct.journal.rows), on=not conduct.room.standing.paused)
        self.failure: BaseException | None = None
        """The fault of the program that ended the session, if one did; the run file is whole."""
        self._wall = wall
        self._tempo = tempo
        self.pacer = self._pace()
        self._warning = warning
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    def _pace(self) -> Pacer:
        return Pacer(self.conduct, self._wall, self._tempo, self.changed, self.elapsed)

    @property
    def warning(self) -> str:
        """A sentence of the program where something needs attention, to be translated; ``""``: nothing."""
        return FAULT if self.failure else self.conduct.journal.warning or self._warning

    @property
    def over(self) -> bool:
        """Whether nobody can act any more: the session was closed, or a fault ended it."""
        return self._closed or self.failure is not None

    @property
    def back_at(self) -> str:
        """In a break: the time of day at which it ends."""
        return self.conduct.room.standing.back_at

    @property
    def room_clock(self) -> str:
        """The time of day in the room, ``10:52``."""
        return self._wall.stamp()[11:16]

    async def ended(self) -> None:
        """Wait until the exercise is over; raises what kept it from going on."""
        self.start()
        seen = -1
        while self.conduct.room.phase != "ended":
            if self.failure:
                raise self.failure
            if self.pacer.problem:
                raise self.pacer.problem
            seen = await self.changed.after(seen)

    async def close(self) -> None:
        """Close the run file; nothing is lost."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._stop()
        finally:
            self._leave()
            self.changed.bump()

    def release(self) -> None:
        """Close the run file where no loop runs any more to :meth:`close` in."""
        if not self._closed:
            self._closed = True
            self._leave()

    def _leave(self) -> None:
        """Close the run file, with what has been talked in it where that can still be written."""
        with suppress(RunProblem):
            self.pacer.keep_talk()
        self.conduct.journal.close()

    def go_on_with(self, conduct: Conduct) -> None:
        """Leave the run for another one of the same teams: seats and views go on with that.

        The pacer that is cancelled wakes only to end, so it is not waited for.
        """
        if self._task:
            self._task.cancel()
            self._task = None
        self._leave()
        self.conduct = conduct
        self.pacer = self._pace()
        self.start()
        self.changed.bump()

    async def views(self, make: Callable[[], View]) -> AsyncIterator[View]:
        """Yield what *make* gives, now and after every change; while time runs at most four times a second.

        A fault of the program ends it, after a last view that may say so.
        """
        self.start()
        seen = -1
        while True:
            await self.changed.after(seen)
            if self._closed:
                return
            seen, last = self.changed.version, self.failure is not None
            try:
                view = make()
            except Exception as fault:
                self.fail(fault)
                return
            yield view
            if last:
                return
            if self.conduct.room.phase == "runs" and not self._closed:
                await self._wall.sleep(QUARTER)

    def act(self, do: Callable[[Conduct], Refusal | None]) -> Refusal | None:
        """Let a seat act. Where the run file cannot be written the act is refused, and the hall told why."""
        if self.over:
            return Refusal(NOT_KEPT)
        self.start()
        try:
            refusal = do(self.conduct)
        except RunProblem as problem:
            self.pacer.stop_for(problem)
            return Refusal(NOT_KEPT)
        except Exception as fault:
            self.fail(fault)
            return Refusal(NOT_KEPT)
        self.changed.bump()
        return refusal

    def draft(self, team: str, key: str, text: str | None) -> str:
        """Keep a *text* being typed, or return what is kept (``None``); one that cannot be kept is only returned."""
        words = clean(text or "")
        if self._closed:
            return words
        try:
            if text is None:
                return self.conduct.journal.draft(team, key)
            self.conduct.journal.keep_draft(team, key, words)
        except RunProblem as problem:
            self.pacer.stop_for(problem)
        return words

    def start(self) -> None:
        """Start the clock, once somebody looks."""
        if self._task is None and not self._closed:
            self._task = asyncio.get_running_loop().create_task(self._drive())

    def fail(self, fault: BaseException) -> None:
        """End the session for a fault of the program: told to everyone who looks, by the views."""
        self.failure = self.failure or fault
        self.pacer.stop()

    async def _drive(self) -> None:
        try:
            await self.pacer.run()
        except Exception as fault:
            self.fail(fault)

    async def _stop(self) -> None:
        task, self._task = self._task, None
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
