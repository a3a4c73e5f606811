"""The pacer: turns seconds on the wall into story minutes. The one task that lets time pass."""

from __future__ import annotations

import math
from typing import Final

from exercise.play.record import RunProblem
from exercise.play.runner import Why
from exercise.session.conduct import Conduct
from exercise.session.elapsed import Elapsed
from exercise.session.wall import AT_ONCE, Signal, Tempo, Wall

CREEP: Final = 10 / 60
"""Story minutes a second once talk time is spent: ten a minute."""
PATIENCE: Final = 3
"""After so many times the talk time, a team that has nothing to answer is not waited for any more."""
KEEP_TALK: Final = 60
"""Seconds of talk that a machine that is switched off may lose at most."""
LONGEST_TICK: Final = 2.0
"""Seconds that one tick may count at most: a laptop that slept does not jump ahead."""


class Pacer:
    """Drives a conduct by rounds or live until the exercise is over. Cancel the task of :meth:`run` at any await."""

    def __init__(self, conduct: Conduct, wall: Wall, tempo: Tempo, changed: Signal, elapsed: Elapsed) -> None:
        self.typing = False
        """Whether a team is at the keyboard that several share: the talk is over for it, and the others wait."""
        self.problem: RunProblem | None = None
        """What keeps the run from being written, while it does; the clock is then paused."""
        self._stopped = False
        self._conduct = conduct
        self._wall = wall
        self._tempo = tempo
        self._changed = changed
        self._elapsed = elapsed
        self._talked = float(conduct.room.talked)
        self._owed = 0.0
        self._spent = 0.0
        self._hurried = False

    @property
    def paused(self) -> bool:
        """Whether everything is frozen: the room is paused, or the program cannot go on."""
        return self._stopped or self._conduct.room.standing.paused

    @property
    def held(self) -> bool:
        """Whether the story clock stands although talk time is spent, because the facilitator says so."""
        return self._conduct.room.standing.held

    @property
    def rate(self) -> float:
        """Live: story minutes a second."""
        return self._conduct.room.standing.rate or self._conduct.setup.rate

    @property
    def talk_left(self) -> int | None:
        """Whole seconds of talk time left in this round; ``None``: no limit."""
        talk = self._conduct.setup.talk
        if talk is None or self._conduct.room.phase != "talk":
            return None
        return max(0, math.ceil(talk * 60 - self._talked))

    @property
    def creeps(self) -> bool:
        """Whether talk time is spent, so that the story clock creeps: not while a team is at the shared keyboard."""
        return self.talk_left == 0 and not self.paused and not self.held and not self.typing

    @property
    def late(self) -> bool:
        """Whether the room has waited so long that teams with nothing to answer are not waited for any more."""
        talk = self._conduct.setup.talk
        return talk is not None and self._talked >= PATIENCE * talk * 60

    @property
    def awaited(self) -> tuple[str, ...]:
        """The teams of people for which the round waits."""
        return self._conduct.awaited(late=self.late) if self._conduct.room.phase == "talk" else ()

    @property
    def awaits_ruling(self) -> bool:
        """Whether the story stands between two rounds until the facilitator has ruled."""
        conduct = self._conduct
        between = conduct.room.phase == "runs" and conduct.setup.pace != "live"
        return between and bool(conduct.rulings) and bool(conduct.setup.people)

    def at_once(self) -> None:
        """Show no leap from now on: nobody watches."""
        self._tempo = AT_ONCE

    def hurry(self) -> None:
        """Go to the stop at once, if time runs."""
        self._hurried = self._conduct.room.phase == "runs"

    def stop(self) -> None:
        """Freeze although nobody in the room said so."""
        self._stopped = True
        self.follow()

    def try_again(self) -> None:
        """Forget what stopped the program: a run that could not be written may be writable again."""
        self.problem, self._stopped = None, False

    def follow(self) -> None:
        """Let time in the room stand or be counted as the room was paused or goes on."""
        self._elapsed.run(not self.paused)
        self._changed.bump()

    def more_talk(self, minutes: float) -> None:
        """Give this round so many more minutes of talk, from now on where none is left."""
        talk = self._conduct.setup.talk
        if talk is not None and self._conduct.room.phase == "talk":
            self._talked = min(self._talked, talk * 60) - minutes * 60
            self._owed = 0.0
            self._changed.bump()

    def keep_talk(self) -> None:
        """Keep in the run how much talk this round has spent, so that one who resumes it goes on from there."""
        room, seconds = self._conduct.room, int(self._talked)
        if self._conduct.setup.talk is not None and room.phase == "talk" and seconds != room.talked:
            self._conduct.record("talked", {"seconds": seconds})

    def begin_again(self) -> None:
        """Count talk time anew: a round was closed from outside."""
        self._talked = self._owed = self._spent = 0.0
        self._hurried = False
        self._changed.bump()

    def stop_for(self, problem: RunProblem) -> None:
        """Freeze because the run file cannot be written."""
        self.problem = problem
        self.stop()

    async def run(self) -> None:
        """Let time pass until the exercise is over."""
        while self._conduct.room.phase != "ended":
            try:
                await self._once()
            except RunProblem as problem:
                self.stop_for(problem)

    async def _once(self) -> None:
        if self._conduct.engine.ended:
            self._conduct.finish()
            self._changed.bump()
        elif self.paused or self.awaits_ruling:
            await self._changed.after(self._changed.version)
        elif self._conduct.setup.pace == "live":
            await self._live()
        elif self._conduct.room.phase == "talk":
            await self._talk()
        else:
            await self._leap()

    # --- rounds: talk ----------------------------------------------------------------------------------------

    async def _talk(self) -> None:
        if not self.awaited:
            self._close()
        elif self._conduct.setup.talk is None:
            await self._changed.after(self._changed.version)
        else:
            await self._spend_talk()

    def _close(self, why: Why = "") -> None:
        self._conduct.close_round(why)
        self.begin_again()

    async def _spend_talk(self) -> None:
        left, passed = self.talk_left, await self._tick()
        if self.typing or (left == 0 and self.held):
            return
        self._talked += passed
        if self._talked - self._conduct.room.talked >= KEEP_TALK:
            self.keep_talk()
        if left == 0 and self._conduct.room.phase == "talk":
            self._creep(passed)
        elif self.talk_left != left:
            self._changed.bump()

    def _creep(self, passed: float) -> None:
        """Let the story creep; where an answer that is sealed would run out unheard, close the round instead."""
        self._owed += passed * CREEP
        last = self._conduct.answers_hold_until
        self._run_owed(last)
        if last is not None and self._conduct.engine.now >= last:
            self._close("limit")

    # --- live ------------------------------------------------------------------------------------------------

    async def _live(self) -> None:
        self._owed += await self._tick() * self.rate
        if not self.paused:
            self._run_owed()

    def _run_owed(self, last: int | None = None) -> None:
        """Let the whole minutes owed pass, at most to *last*, stop by stop, bots acting as they come due."""
        target = self._conduct.engine.now + int(self._owed)
        target = target if last is None else min(target, last)
        self._owed -= int(self._owed)
        while self._conduct.engine.now < target and not self._conduct.engine.ended:
            self._conduct.act_bots()
            self._conduct.run_to(min(self._conduct.next_minute(), target))
            self._changed.bump()
        self._conduct.act_bots()

    # --- rounds: the leap ------------------------------------------------------------------------------------

    async def _leap(self) -> None:
        if self._conduct.room.stopped and self._conduct.setup.people:
            await self._pass(self._tempo.least - self._spent)
            if not self.paused and self._conduct.open_round_if_due():
                self._changed.bump()
        elif self._conduct.act_bots():
            self._changed.bump()
        else:
            await self._leap_on()

    async def _leap_on(self) -> None:
        """Run one tick towards the next stop, or all the way where nobody waits for the picture."""
        now, stop = self._conduct.engine.now, self._conduct.next_stop()
        seconds = self._tempo.empty_hour * (stop.minute - now) / 60 * self._tempo.scale(self._spent)
        ticks = 1 if self._hurried else max(1, math.ceil(seconds / self._tempo.tick))
        minute = now + math.ceil((stop.minute - now) / ticks)
        await self._pass(seconds / ticks)
        if self.paused:
            return
        seen = self._conduct.run_to(minute, stop.why if minute == stop.minute else "")
        self._changed.bump()
        await self._pass(self._tempo.dwell * seen * self._tempo.scale(self._spent))

    async def _pass(self, seconds: float) -> None:
        """Let *seconds* of a leap pass on the wall, unless people hurry or pause."""
        left = seconds
        while left > 0 and not self._hurried and not self.paused:
            await self._wall.sleep(min(left, self._tempo.tick))
            left -= self._tempo.tick
        self._spent += max(0.0, seconds)
        await self._wall.sleep(0)

    async def _tick(self) -> float:
        """Wait for a tick and return the seconds that it took."""
        before = self._wall.seconds()
        self._elapsed.look()
        await self._wall.sleep(self._tempo.tick)
        return 0.0 if self.paused else min(max(0.0, self._wall.seconds() - before), LONGEST_TICK)
