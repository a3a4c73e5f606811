"""One team's turn in the plain mode: what it can type, and what happens then."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, TypeVar

from exercise.model.decisions import Refusal
from exercise.model.language import Language
from exercise.model.seat import Seat
from exercise.model.table import Table
from exercise.model.views import PointView, TeamView
from exercise.ui.forms import Filling, mending
from exercise.ui.plain_console import Back, Console, Left
from exercise.ui.plain_dialogue import Dialogue

DAY: Final = 24 * 60
View = TypeVar("View")
Wording = Callable[[Table, Refusal, Language], str]
"""Says a refusal in words; who starts this program knows how to name what it speaks of."""
Command = Callable[[str], Awaitable[None]]


async def _first(source: AsyncIterator[View]) -> View:
    """Return what *source* yields first, which is how things stand now."""
    async for view in source:
        return view
    raise Left


class Turn:
    """One team at the keyboard: it consults, decides, acts, and says carry on."""

    def __init__(self, seat: Seat, table: Table, console: Console, word: Wording) -> None:
        self._seat = seat
        self._table = table
        self._console = console
        self._word = word
        self._speaker = console.speaker
        self._t = console.t
        self._told = 0
        self._done = False
        self._went = False
        self._passing = False
        self._number = 0
        """The decision point that digits answer."""
        self._briefed = False
        self._dialogue = Dialogue(console)
        self._commands = self._named_commands()

    async def take(self, *, passing: bool = False) -> bool:
        """Play until the team says carry on (*passing*: without telling the table); tell whether the round went on."""
        self._passing, self._done = passing, False
        view = await self._view()
        await self._greet(view)
        round_ = view.room.round
        while not self._done:
            line = await self._console.read(view.clock.text)
            await self._obey(line)
            view = await self._view()
            self._tell_news(view)
            if view.clock.state == "ended" or view.room.round != round_ or self._must_stop(view):
                return True
        return not passing and self._went

    def _must_stop(self, view: TeamView) -> bool:
        return view.room.pace != "live" and view.room.phase == "runs"

    async def news(self) -> None:
        """Print what reached the team since it last looked."""
        self._tell_news(await self._view())

    async def _view(self) -> TeamView:
        return await _first(self._seat.updates())

    async def _greet(self, view: TeamView) -> None:
        if not self._briefed:
            self._briefed = True
            self._console.say(view.scenario, *([view.notice] if view.notice else []))
            self._console.say(self._t("Type help for what you can type."))
        self._tell_news(view)
        for refused in view.refused:
            self._console.say(self._t("Could not take place: {act}", act=refused))
        self._console.tell(self._speaker.status(view))
        self._show_point(view)

    def _tell_news(self, view: TeamView) -> None:
        for line in view.feed[self._told :]:
            mark = {"flash": "!! ", "priority": "! "}.get(line.precedence, "")
            self._console.say(f"{line.clock} {mark}{line.text}")
        self._told = len(view.feed)

    def _show_point(self, view: TeamView) -> None:
        point = self._point(view)
        if point is not None:
            self._number = point.number
            self._console.tell(self._speaker.point(point))

    def _point(self, view: TeamView) -> PointView | None:
        """The point that digits answer: the one looked at last, else the most urgent."""
        due = [point for point in view.points if not point.sealed]
        chosen = next((point for point in due if point.number == self._number), None)
        return chosen or min(due, key=lambda p: (p.deadline is None, p.deadline or 0, p.number), default=None)

    # --- commands ---------------------------------------------------------------------------------

    def _named_commands(self) -> dict[str, Command]:
        """Commands by their words, in English and in the language of the seat; long ones first."""
        t = self._t
        words: list[tuple[str, str, Command]] = [
            ("carry on until", t("carry on until"), self._carry_on),
            ("carry on", t("carry on"), self._carry_on),
            ("take back", t("take back"), self._take_back),
            ("requests", t("requests"), self._requests),
            ("decide", t("decide"), self._decide_number),
            ("papers", t("papers"), self._papers),
            ("sealed", self._console.language.p("command", "sealed"), self._sealed),
            ("status", t("status"), self._status),
            ("units", t("units"), self._units),
            ("items", t("items"), self._items),
            ("mend", t("mend"), self._mend),
            ("read", t("read"), self._read),
            ("acts", t("acts"), self._acts),
            ("help", t("help"), self._help),
            ("quit", t("quit"), self._quit),
            ("act", t("act"), self._act),
            ("map", t("map"), self._map),
        ]
        named = {word: command for english, own, command in words for word in (english, own)}
        return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))

    async def _obey(self, line: str) -> None:
        try:
            await self._dispatch(line)
        except Back:
            self._console.say(self._t("Dropped. Nothing was done."))

    async def _dispatch(self, line: str) -> None:
        low = line.lower()
        if not low:
            return
        if all(word.isdigit() for word in low.replace(",", " ").split()):
            await self._options(low.replace(",", " "))
            return
        for word, command in self._commands.items():
            if low == word or low.startswith(f"{word} "):
                await command(line[len(word) :].strip())
                return
        self._console.say(self._t("Not understood: {line}. Type help.", line=line))

    async def _help(self, _rest: str) -> None:
        t = self._t
        self._console.say(
            t("A number, or several: take these options of the decision shown."),
            t("decide N: show decision N.  sealed: what you have answered.  take back N: take it back."),
            t("papers: list them.  read N: open one."),
            t("status, requests, units, items, map: what you know."),
            t("acts: what you can do at any time.  act N: do it.  mend R-1: mend a returned request."),
            t("carry on: time may run.  carry on until HH:MM: no further than that.  back: drop what you fill in."),
            t("quit: leave; nothing is lost."),
        )

    async def _quit(self, _rest: str) -> None:
        raise Left

    async def _status(self, _rest: str) -> None:
        self._console.tell(self._speaker.status(await self._view()))

    async def _requests(self, _rest: str) -> None:
        self._console.tell(self._speaker.requests((await self._view()).requests))

    async def _units(self, _rest: str) -> None:
        self._console.tell(self._speaker.units(await self._view()))

    async def _items(self, _rest: str) -> None:
        self._console.tell(self._speaker.items((await self._view()).items))

    async def _map(self, _rest: str) -> None:
        view = await self._view()
        self._console.tell(self._speaker.road(strip) for strip in view.strips)
        if view.map is not None:
            self._console.say(view.map.note)

    async def _sealed(self, _rest: str) -> None:
        self._console.tell(self._speaker.sealed(await self._view()))

    async def _papers(self, _rest: str) -> None:
        self._console.tell(self._speaker.papers((await self._view()).inbox))

    async def _read(self, rest: str) -> None:
        papers = (await self._view()).inbox
        if not rest.isdigit() or not 1 <= int(rest) <= len(papers):
            self._console.say(self._t("Type: read and a number of papers."))
            return
        paper = papers[int(rest) - 1]
        self._console.tell(self._speaker.paper(paper))
        await self._seat.opened(paper.key)

    async def _take_back(self, rest: str) -> None:
        await self._report(await self._seat.withdraw(int(rest) if rest.isdigit() else 0), self._t("Taken back."))

    async def _carry_on(self, rest: str) -> None:
        self._went = False
        until = None
        if rest:
            until = _minute_at(rest, await self._view())
            if until is None:
                self._console.say(self._t("Type the time of day as HH:MM."))
                return
        if self._passing:
            self._done = True
            return
        refusal = await self._seat.ready(until)
        self._went = refusal is None
        self._done = refusal is None or self._table.pace == "open"
        await self._report(refusal, self._t("You carry on."))

    async def _report(self, refusal: Refusal | None, done: str) -> None:
        """Say that it was done, or why not."""
        if refusal is None:
            self._console.say(done)
        else:
            self._console.say(self._t("Not possible: {why}", why=self._why(refusal)))

    def _why(self, refusal: Refusal) -> str:
        return self._word(self._table, refusal, self._console.language)

    # --- deciding and acting ----------------------------------------------------------------------

    async def _decide_number(self, rest: str) -> None:
        if rest.isdigit():
            self._number = int(rest)
        view = await self._view()
        if any(not point.sealed for point in view.points):
            self._show_point(view)
        else:
            self._console.say(self._t("There is nothing to decide now."))

    async def _options(self, line: str) -> None:
        """Take the options of these numbers, ask for the rest of the answer, put it."""
        view = await self._view()
        point = self._point(view)
        if point is None:
            self._console.say(self._t("There is nothing to decide now."))
            return
        numbers = [int(word) for word in line.split()]
        problem = self._dialogue.problem(point, numbers)
        if problem:
            self._console.say(problem)
            return
        act, role = await self._dialogue.answer(point, numbers, view)
        await self._report(await self._seat.submit(act, role), self._t("Kept."))
        self._number = 0
        self._show_point(await self._view())

    async def _acts(self, _rest: str) -> None:
        self._console.tell(self._speaker.forms((await self._view()).forms))

    async def _act(self, rest: str) -> None:
        forms = (await self._view()).forms
        if not rest.isdigit() or not 1 <= int(rest) <= len(forms):
            self._console.say(self._t("Type: act and a number of acts."))
            return
        await self._fill(Filling(forms[int(rest) - 1]))

    async def _mend(self, rest: str) -> None:
        view = await self._view()
        request = next((r for r in view.requests if r.mine and r.number.lower() == rest.lower()), None)
        form = next((f for f in view.forms if request is not None and f.id == f"file:{request.paper}"), None)
        if request is None or form is None:
            self._console.say(self._t("Type: mend and the number of a request of yours, for example R-1."))
            return
        self._console.tell(self._speaker.requests([request]))
        self._console.say(self._t("Enter keeps what was filled in."))
        await self._fill(mending(form, request))

    async def _fill(self, filling: Filling) -> None:
        form = filling.form
        if form.available:
            await self._report(await self._seat.submit(await self._dialogue.form(filling)), self._t("Kept."))
        else:
            self._console.say(self._t("closed: {because}", because=form.because or "-"))


def _minute_at(time: str, view: TeamView) -> int | None:
    """Return the next story minute that has this time of day (``HH:MM``); ``None`` where it is not one."""
    asked, now = _of_day(time), _of_day(view.clock.text.rsplit(" ", 1)[-1])
    if asked is None or now is None:
        return None
    return view.clock.minute + ((asked - now) % DAY or DAY)


def _of_day(time: str) -> int | None:
    hours, colon, minutes = time.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        return None
    return int(hours) * 60 + int(minutes)
