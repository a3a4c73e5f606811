"""Channels: how long what is sent travels, whether it arrives, and who sees it pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Literal

from exercise.engine import refusals
from exercise.engine.world import PAPER, Turn, World
from exercise.model.decisions import Refusal
from exercise.model.happenings import Audience, ChanceDrawn

Carried = Literal["paper", "information", "talk"]


class Channels:
    """All channels of a run. What is sent arrives a minute later at the earliest, or never."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._senders = {team: i for i, team in enumerate(world.scenario.teams, start=1)}
        self._sent: defaultdict[tuple[str, str], int] = defaultdict(int)

    def judge(self, team: str, channel: str, what: Carried) -> Refusal | None:
        """Say why *team* cannot send *what* by this channel."""
        known = self.world.scenario.channels.get(channel)
        if known is None:
            return Refusal(refusals.NO_SUCH_CHANNEL, {"channel": channel})
        if what not in known.carries or (known.teams and team not in known.teams):
            return Refusal(refusals.CHANNEL_MAY_NOT, {"channel": channel})
        return None

    def audience(self, channel: str, *teams: str) -> Audience:
        """Return who learns of what passes between *teams*: they, and those who see what passes by this channel."""
        return self.world.audience(*teams, *self.world.scenario.channels[channel].seen_by)

    def transmit(self, channel: str, sender: str, what: str) -> Turn | None:
        """Send something now and return the event of its arrival; ``None`` where it never arrives.

        Its fate is drawn by the channel, the sender, *what* is sent, and how often that was sent so before.
        """
        used = self.world.scenario.channels[channel]
        name = f"{channel}.{sender}"
        delay = self.world.lasts(used.delay, "delay", name, what)
        if used.loses and self._lost(channel, used.loses, name, what):
            return None
        arrives = self.world.now + max(1, delay)
        return self.world.turn(arrives, PAPER, "channels", channel, self._number(channel, sender))

    def send(self, channel: str, sender: str, what: str, arrive: Callable[[], None]) -> None:
        """Send something now and *arrive* when it does, if it does and the exercise still runs."""
        passage = self.transmit(channel, sender, what)
        if passage is not None:
            passage.callbacks.append(lambda _event: arrive())

    def _lost(self, channel: str, chance: float, name: str, what: str) -> bool:
        lost = self.world.uniform("loss", name, what) < chance
        self.world.emit(ChanceDrawn(self.world.now, (), f"channels.{channel}.loses", chance, lost))
        return lost

    def _number(self, channel: str, sender: str) -> int:
        """Return the place among arrivals of one minute: by sender first; the order of signing decides nothing."""
        self._sent[channel, sender] += 1
        return self._senders.get(sender, 0) << 14 | min(self._sent[channel, sender], (1 << 14) - 1)
