"""The one protocol by which everyone sits at the table: people, bots, lines of text, remote terminals, tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from exercise.model.decisions import Refusal, TeamAct
from exercise.model.views import TeamView


class Seat(Protocol):
    """One connected person or program of a team."""

    @property
    def team(self) -> str:
        """The team it sits with."""
        ...

    def updates(self) -> AsyncIterator[TeamView]:
        """Yield what this seat may know, now and after every change, until the exercise is closed."""
        ...

    async def submit(self, act: TeamAct, role: str = "") -> Refusal | None:
        """Put an act: ``None`` once it is kept for good, else the reason why it is not allowed now."""
        ...

    async def withdraw(self, number: int) -> Refusal | None:
        """Take back the *number*-th sealed act of the round that is still open (rounds only)."""
        ...

    async def opened(self, paper: str) -> None:
        """Record that this paper (message, item, answer) was opened; changes nothing in the world."""
        ...

    async def ready(self, until: int | None = None) -> Refusal | None:
        """Say *carry on* for this round (until a story minute, where one is given); refused while a blocking point is
        open.
        """
        ...

    async def draft(self, key: str, text: str | None = None) -> str:
        """Keep a text being typed (``None``: only return what is kept)."""
        ...
