"""Plain: the whole exercise as lines of text, for screen readers, dumb terminals and scripts."""

from __future__ import annotations

from typing import TextIO

from exercise.model.decisions import Refusal
from exercise.model.language import Language
from exercise.model.language import language as language_of
from exercise.model.table import HallView, Table
from exercise.play.wording import refusal_sentence
from exercise.ui.plain_console import Console, Left, Wording
from exercise.ui.plain_desk import Rulings
from exercise.ui.plain_turn import Turn


def _bare(_table: Table, refusal: Refusal, language: Language) -> str:
    return refusal_sentence(refusal, language.tag)


async def play_plain(table: Table, language: str, stdin: TextIO, stdout: TextIO, word: Wording = _bare) -> None:
    """Play the exercise at *table* as lines, in *language*, until it is over or the person leaves; closes the table."""
    room = Room(table, Console(language_of(language), stdin, stdout), word)
    try:
        await room.play()
    except Left:
        room.say_farewell()
    finally:
        await table.close()


class Room:
    """The table as a person at one keyboard meets it: curtain, turns, time that runs, the end."""

    def __init__(self, table: Table, console: Console, word: Wording) -> None:
        self._table = table
        self._console = console
        self._turns = {team: self._turn(team, word) for team in table.people}
        desk = table.desk
        self._rulings = Rulings(table, desk, console, word) if desk is not None else None
        self._warned = ""
        self._leaping = False

    def _turn(self, team: str, word: Wording) -> Turn:
        """Return the turn of a team, in its own language, unless all are to speak another than that of the room."""
        tag = self._console.language.tag
        if tag == self._table.language_of(""):
            tag = self._table.language_of(team)
        return Turn(self._table.seat(team, tag), self._table, self._console.speaking(language_of(tag)), word)

    async def play(self) -> None:
        """Go from round to round to the end."""
        if self._table.fresh_pin and len(self._turns) > 1:
            await self._console.read(self._console.t("Enter, once the PIN is noted"))
        async for hall in self._table.hall(self._console.language.tag):
            self._warn(hall)
            if hall.phase == "ended":
                await self._end(hall)
                return
            if hall.phase == "paused":
                await self._paused()
            elif self._table.pace == "live" and self._turns:
                await next(iter(self._turns.values())).take()
            elif hall.phase == "runs":
                if self._rulings is not None and hall.clock.state == "stands" and hall.waits_for:
                    await self._rulings.ask()
                await self._leap()
            else:
                await self._round(hall)

    def say_farewell(self) -> None:
        """Say that nothing is lost; who started this program says how to come back."""
        self._console.say(self._console.t("You left."))

    def _warn(self, hall: HallView) -> None:
        if hall.warning and hall.warning != self._warned:
            self._console.say(self._console.t("ATTENTION: {warning}", warning=hall.warning))
        self._warned = hall.warning

    async def _paused(self) -> None:
        self._console.say(self._console.t("PAUSED. Enter goes on."))
        await self._console.read()
        await self._table.pause(False)

    async def _leap(self) -> None:
        """Lines need no film: time goes to its next stop at once."""
        if not self._leaping:
            self._leaping = True
            self._console.say(self._console.t("Time runs ..."))
        await self._table.hurry()

    async def _round(self, hall: HallView) -> None:
        self._leaping = False
        if hall.next_team is None:
            return
        if self._table.pace == "open":
            await self._open_round()
        elif hall.next_team in self._turns:
            if len(self._turns) > 1:
                await self._curtain(hall)
            self._table.at_keyboard(hall.next_team)
            try:
                await self._turns[hall.next_team].take()
            finally:
                self._table.at_keyboard("")

    async def _open_round(self) -> None:
        """Every team in turn, nothing hidden; carry on counts once the last one says it."""
        turns = list(self._turns.values())
        while True:
            for turn in turns[:-1]:
                await turn.take(passing=True)
            if await turns[-1].take():
                return

    async def _curtain(self, hall: HallView) -> None:
        console, t = self._console, self._console.t
        console.empty()
        name = next(mark.name for mark in hall.teams if mark.id == hall.next_team)
        voting = ", ".join(mark.name for mark in hall.teams if mark.votes)
        console.say(
            t("{title}, round {round}, {clock}", title=hall.title, round=hall.round, clock=hall.clock.text),
            t("What was read before is off this screen."),
            *([t("before the talk, a silent vote: {teams}", teams=voting)] if voting else []),
            t("Next at the keyboard: {team}. Everyone else: eyes off this screen.", team=name),
            t("Enter twice: we are {team} and nobody else looks.", team=name),
        )
        await console.read(t("Enter"))
        await console.read(t("Enter once more"))

    async def _end(self, hall: HallView) -> None:
        if len(self._turns) == 1:
            await next(iter(self._turns.values())).news()
        self._console.tell(self._console.speaker.end(hall))
