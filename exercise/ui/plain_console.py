"""The console of the plain mode: lines out, lines in, and the two ways to leave a dialogue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Thread
from typing import TextIO

from exercise.model.language import Language
from exercise.model.text import clean
from exercise.ui.plain_lines import Speaker

Telling = Callable[[int], Iterable[str]]
"""Says more of the choice of a number."""


class Left(Exception):  # noqa: N818 - somebody leaves; nothing went wrong
    """The person at the keyboard leaves: they said quit, or there is no more input."""


class Back(Exception):  # noqa: N818
    """The person drops what they were filling in."""


class Console:
    """Lines out, lines in."""

    def __init__(self, language: Language, stdin: TextIO, stdout: TextIO) -> None:
        self.language = language
        self.speaker = Speaker(language)
        self.t = language.t
        self._stdin = stdin
        self._stdout = stdout

    def say(self, *lines: str) -> None:
        """Print lines."""
        for line in lines:
            print(clean(line), file=self._stdout, flush=True)

    def tell(self, lines: Iterable[str]) -> None:
        """Print lines one after the other."""
        self.say(*lines)

    async def read(self, prompt: str = "") -> str:
        """Return the next line, without blanks at its ends; raises :class:`Left` at the end of the input."""
        self._stdout.write(f"{prompt}> ")
        self._stdout.flush()
        line = await _next_line(self._stdin)
        if not line:
            self.say("")
            raise Left
        return clean(line.strip(), 4000)

    async def answer(self, prompt: str = "") -> str:
        """Return the next line of a dialogue; raises :class:`Back` where the person drops it."""
        line = await self.read(prompt)
        if line.lower() in {"b", "back", self.t("back")}:
            raise Back
        return line

    async def numbers(
        self, prompt: str, count: int, *, most: int = 1, least: int = 1, zero: bool = False, told: Telling | None = None
    ) -> list[int]:
        """Return *least* to *most* different numbers from 1 (0: *zero*) to *count*, asking until they fit.

        *told* says more of one of them, where the person asks with ``?`` and its number.
        """
        while True:
            line = await self.answer(prompt)
            asked = line.removeprefix("?").strip() if line.startswith("?") and told is not None else ""
            if told is not None and asked.isdigit() and 1 <= int(asked) <= count:
                self.tell(told(int(asked)))
                continue
            words = line.replace(",", " ").split()
            numbers = [int(word) for word in words if word.isdigit()]
            fitting = all((0 if zero else 1) <= number <= count for number in numbers)
            if len(numbers) == len(words) == len(set(numbers)) and least <= len(numbers) <= most and fitting:
                return numbers
            self.say(self.t("Here only numbers from the list count. back drops this; then other commands count again."))


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
