"""What a team can consult in the plain mode, at every prompt: where it stands, its papers, requests, units, the map."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Final, TypeVar

from exercise.model.seat import Seat
from exercise.model.views import TeamView
from exercise.ui.plain_console import Console, Left

View = TypeVar("View")
Command = Callable[[str], Awaitable[None]]
Commands = Mapping[str, Command]
URGENCY: Final = {"flash": 0, "priority": 1, "routine": 2}


def by_words(*commands: tuple[str, str, Command]) -> Commands:
    """Return commands by their words, in English and in the language of the reader; long ones first."""
    named = {word: command for english, own, command in commands for word in (english, own)}
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


async def obey(commands: Commands, line: str) -> bool:
    """Do what *line* says, where it begins with a command; tell whether it did."""
    low = line.lower()
    for word, command in commands.items():
        if low == word or low.startswith(f"{word} "):
            await command(line[len(word) :].strip())
            return True
    return False


async def first(source: AsyncIterator[View]) -> View:
    """Return what *source* yields first, which is how things stand now; raises :class:`Left` where all is over."""
    async for view in source:
        return view
    raise Left


class Consulting:
    """Shows what a team knows; changes nothing but which papers are opened."""

    def __init__(self, seat: Seat, console: Console) -> None:
        self._seat = seat
        self._console = console
        self._speaker = console.speaker
        self._t = t = console.t
        self._commands = by_words(
            ("requests", t("requests"), self._requests),
            ("papers", t("papers"), self._papers),
            ("sealed", console.language.p("command", "sealed"), self._sealed),
            ("status", t("status"), self._status),
            ("units", t("units"), self._units),
            ("items", t("items"), self._items),
            ("news", t("news"), self._news),
            ("read", t("read"), self._read),
            ("acts", t("acts"), self._acts),
            ("help", t("help"), self._help),
            ("quit", t("quit"), self._quit),
            ("map", t("map"), self._map),
        )

    async def obey(self, line: str) -> bool:
        """Show what *line* asks to see; tell whether it asked for that."""
        return await obey(self._commands, line)

    async def _view(self) -> TeamView:
        return await first(self._seat.updates())

    async def _help(self, _rest: str) -> None:
        t = self._t
        self._console.say(
            t("A number, or several: take these options of the decision shown."),
            t("decide N: show decision N.  sealed: what you have answered.  take back N: take it back."),
            t("papers: list them.  read: open the next one.  read N: open one."),
            t("status, news, requests, units, items, map: what you know; also while a question is asked."),
            t("acts: what you can do at any time.  act N: do it.  mend R-1: mend a returned request."),
            t("carry on: time may run.  carry on until HH:MM: no further than that.  back: drop what you fill in."),
            t("pause: stop everything for all.  more talk: 3 minutes more for this round."),
            t("quit: leave; nothing is lost."),
        )

    async def _quit(self, _rest: str) -> None:
        raise Left

    async def _status(self, _rest: str) -> None:
        self._console.tell(self._speaker.status(await self._view()))

    async def _news(self, _rest: str) -> None:
        self._console.tell(self._speaker.news(await self._view(), 0))

    async def _requests(self, rest: str) -> None:
        requests = (await self._view()).requests
        asked = next((each for each in requests if rest and each.number.lower() == rest.lower()), None)
        self._console.tell(self._speaker.requests(requests) if asked is None else self._speaker.request(asked))

    async def _units(self, _rest: str) -> None:
        self._console.tell(self._speaker.units(await self._view()))

    async def _items(self, rest: str) -> None:
        items = (await self._view()).items
        asked = next((each for each in items if each.number.lower() == rest.lower()), None)
        if asked is None:
            self._console.tell(self._speaker.items(items))
            return
        self._console.tell(self._speaker.item(asked))
        await self._seat.opened(f"item:{asked.id}")

    async def _map(self, _rest: str) -> None:
        view = await self._view()
        self._console.tell(self._speaker.road(strip) for strip in view.strips)
        if view.map is not None:
            self._console.say(view.map.note)

    async def _sealed(self, _rest: str) -> None:
        self._console.tell(self._speaker.sealed(await self._view()))

    async def _papers(self, _rest: str) -> None:
        self._console.tell(self._speaker.papers((await self._view()).inbox))

    async def _acts(self, _rest: str) -> None:
        self._console.tell(self._speaker.forms((await self._view()).forms))

    async def _read(self, rest: str) -> None:
        """Open the paper of this number; without one, the most urgent that is not opened, the oldest of them."""
        papers = (await self._view()).inbox
        if rest:
            asked = papers[int(rest) - 1] if rest.isdecimal() and 1 <= int(rest) <= len(papers) else None
        else:
            asked = min(
                (each for each in papers if not each.opened), key=lambda each: URGENCY[each.precedence], default=None
            )
        if asked is not None:
            self._console.tell(self._speaker.paper(asked))
            await self._seat.opened(asked.key)
            self._console.tell(self._speaker.unopened(await self._view()))
        elif rest:
            self._console.say(self._t("Type: read and a number of papers."))
        else:
            self._console.say(self._t("Every paper is opened. papers lists them."))
