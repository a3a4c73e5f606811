"""The console of the plain mode: lines out, lines in, and the two ways to leave a dialogue."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from shutil import get_terminal_size
from textwrap import wrap
from threading import Thread
from typing import Final, TextIO

from exercise.model.decisions import MOST_WORDS, Refusal
from exercise.model.language import Language
from exercise.model.table import Table
from exercise.model.text import clean
from exercise.ui.limits import no_room
from exercise.ui.plain_lines import Speaker

Telling = Callable[[int], Iterable[str]]
"""Says more of the choice of a number."""
Consult = Callable[[str], Awaitable[bool]]
"""Shows what a line asks to see, where it asks for that; tells whether it did."""
Wording = Callable[[Table, Refusal, Language], str]
"""Says a refusal in words; who starts this program knows how to name what it speaks of."""
CURTAIN_LINES: Final = 60
"""Blank lines that push what one team read off the screen before the next one comes."""
EMPTIED: Final = "\x1b[H\x1b[2J\x1b[3J"
"""Empties a terminal, and what can be scrolled back to."""


class Left(Exception):  # noqa: N818 - somebody leaves; nothing went wrong
    """The person at the keyboard leaves: they said quit, or there is no more input."""


class Back(Exception):  # noqa: N818
    """The person drops what they were filling in."""


async def nothing(_line: str) -> bool:
    """Nothing else can be asked for."""
    return False


class Console:
    """Lines out, lines in. *consult* is what else can be asked for at the questions of a dialogue."""

    def __init__(self, language: Language, stdin: TextIO, stdout: TextIO) -> None:
        self.language = language
        self.speaker = Speaker(language)
        self.t = language.t
        self._stdin = stdin
        self._stdout = stdout
        self.consult: Consult = nothing

    def speaking(self, language: Language) -> Console:
        """Return a console over the same lines that speaks *language*."""
        return Console(language, self._stdin, self._stdout)

    def say(self, *lines: str) -> None:
        """Print lines: at a terminal broken between words, and without the dots that a reader would name."""
        for line in lines:
            for part in clean(line).replace(" · ", ", ").split("\n"):
                print(*self._broken(part), sep="\n", file=self._stdout, flush=True)

    def _broken(self, line: str) -> list[str]:
        if not self._stdout.isatty():
            return [line]
        indent = " " * (len(line) - len(line.lstrip()))
        return wrap(line, max(20, get_terminal_size().columns - 1), subsequent_indent=indent) or [""]

    def empty(self) -> None:
        """Put what was said out of sight, also for those who scroll back where the terminal lets it be done."""
        self.say(*[""] * CURTAIN_LINES)
        if self._stdout.isatty() and os.name == "posix" and os.environ.get("TERM", "dumb") != "dumb":
            self._stdout.write(EMPTIED)

    def tell(self, lines: Iterable[str]) -> None:
        """Print lines one after the other."""
        self.say(*lines)

    async def read(self, prompt: str = "") -> str:
        """Return the next line, without blanks at its ends; raises :class:`Left` at the end of the input.

        One that is too long is asked for again: nothing is cut.
        """
        while len(line := await self._read(prompt)) > MOST_WORDS:
            self.say(no_room(self.language))
        return line

    async def _read(self, prompt: str) -> str:
        self._stdout.write(f"{prompt}> ")
        self._stdout.flush()
        line = await _next_line(self._stdin)
        if not line:
            self.say("")
            raise Left
        return clean(line.strip())

    async def answer(self, prompt: str = "") -> str:
        """Return the next line of a dialogue; raises :class:`Back` where the person drops it."""
        line = await self.read(prompt)
        if line.lower() in {"b", "back", self.t("back")}:
            raise Back
        return line

    async def confirm(self, prompt: str) -> None:
        """Wait for Enter and nothing else; raises :class:`Back` where the person drops it."""
        while line := await self.answer(prompt):
            if not await self.consult(line):
                self.say(self.t("Only Enter goes on here; back drops this."))

    async def numbers(
        self, prompt: str, count: int, *, most: int = 1, least: int = 1, zero: bool = False, told: Telling | None = None
    ) -> list[int]:
        """Return *least* to *most* different numbers from 1 (0: *zero*) to *count*, asking until they fit.

        *told* says more of one of them, where the person asks with ``?`` and its number.
        """
        while True:
            line = await self.answer(prompt)
            asked = line.removeprefix("?").strip() if line.startswith("?") and told is not None else ""
            if told is not None and asked.isdecimal() and 1 <= int(asked) <= count:
                self.tell(told(int(asked)))
                continue
            words = line.replace(",", " ").split()
            numbers = [int(word) for word in words if word.isdecimal()]
            fitting = all((0 if zero else 1) <= number <= count for number in numbers)
            if len(numbers) == len(words) == len(set(numbers)) and least <= len(numbers) <= most and fitting:
                return numbers
            if not await self.consult(line):
                self.say(self._wanted(0 if zero else 1, count, several=most > 1))

    def _wanted(self, first: int, last: int, *, several: bool) -> str:
        if several:
            return self.t("Type numbers from {first} to {last}, a blank between them; or back.", first=first, last=last)
        return self.t("Type a number from {first} to {last}; or back.", first=first, last=last)


async def _next_line(stdin: TextIO) -> str:
    """Return the next line, ``""`` at the end of the input or where it cannot be read.

    A thread that nobody waits for reads it, so that an interrupted program ends without one more Enter.
    """
    loop = asyncio.get_running_loop()
    came: asyncio.Future[str] = loop.create_future()

    def deliver(line: str) -> None:
        if not came.done():
            came.set_result(line)

    def read() -> None:
        try:
            line = stdin.readline()
        except (OSError, ValueError):
            line = ""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(deliver, line)

    Thread(target=read, daemon=True).start()
    return await came
