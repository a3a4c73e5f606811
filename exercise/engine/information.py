"""Information: which team holds what, how it passes on (a share, a call, a meeting), and against which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from exercise.engine import refusals
from exercise.engine.channels import Channels
from exercise.engine.effects import Cause, Effects
from exercise.engine.enquiries import Enquiries
from exercise.engine.rules import Rules
from exercise.engine.world import PAPER, World
from exercise.model.base import Minute
from exercise.model.decisions import MOST_WORDS, Enquire, Refusal, Share, Talk
from exercise.model.effects import GiveItem
from exercise.model.happenings import HandlingBreached, ItemReceived, ItemSent, TalkHeld
from exercise.model.text import clean

MODES: Final = ("call", "meet")


class Information:
    """Who holds what. Nothing that one team does is known to another in the same minute."""

    def __init__(self, world: World, rules: Rules, effects: Effects, channels: Channels) -> None:
        self.world = world
        self.effects = effects
        self.channels = channels
        self.enquiries = Enquiries(world, effects, self.give, self._later)
        self._acts: defaultdict[str, int] = defaultdict(int)
        self._places = {team: i for i, team in enumerate(world.scenario.teams, start=1)}
        effects.register(GiveItem, self._give_effect)
        for name, item in world.scenario.intel.items():
            if item.holders and item.reveals:
                world.at(0, PAPER, "intel", name, partial(self._reveal, name))

    # --- holding --------------------------------------------------------------------------------------------

    def give(self, team: str, item: str, source: str = "") -> None:
        """Let *team* hold *item*, from the team *source* (``""``: from none); nothing if it holds it already."""
        fact = f"holds.{team}.{item}"
        if self.world.facts[fact]:
            return
        self.world.emit(ItemReceived(self.world.now, self.world.audience(team), item, team, source))
        self.world.set(fact, True)
        self._reveal(item)

    def holds(self, team: str, item: str) -> bool:
        """Tell whether *team* holds *item*; false for what does not exist."""
        return bool(self.world.facts.get(f"holds.{team}.{item}", False))

    def held(self, team: str) -> tuple[str, ...]:
        """Return the items that *team* holds, in scenario order."""
        return tuple(item for item in self.world.scenario.intel if self.holds(team, item))

    def _reveal(self, item: str) -> None:
        for fact in self.world.scenario.intel[item].reveals:
            self.world.set(fact, True)

    def _give_effect(self, effect: GiveItem, cause: Cause) -> None:
        """Give at once to those who decided and where nobody did; to other teams a minute later."""
        for team in effect.to:
            if cause.team in ("", team):
                self.give(team, effect.give)
            else:
                give = partial(self.give, team, effect.give, cause.team)
                self.world.at(self.world.now + 1, PAPER, "intel", effect.give, give, n=self._places.get(cause.team, 0))

    def _later(self, team: str, minutes: Minute, action: Callable[[], None]) -> None:
        """Do what *team* began when its minutes have passed, one at least: by team, then in the order of beginning."""
        self._acts[team] += 1
        self.world.at(self.world.now + max(1, minutes), PAPER, "teams", team, action, n=self._acts[team])

    # --- what is allowed ------------------------------------------------------------------------------------

    def judge(self, team: str, act: Share | Talk | Enquire) -> Refusal | None:
        """Say why *team* cannot do this now."""
        match act:
            case Share():
                return self._judge_share(team, act)
            case Talk():
                return self._judge_talk(team, act)
            case Enquire():
                return self.enquiries.judge(team, act)

    def judge_to(self, team: str, to: str) -> Refusal | None:
        """Say why *team* cannot pass anything to *to*, nor talk to it."""
        if to not in self.world.scenario.teams:
            return Refusal(refusals.NO_SUCH_TEAM, {"to": to})
        return Refusal(refusals.SELF, {"to": to}) if to == team else None

    def _judge_share(self, team: str, act: Share) -> Refusal | None:
        if not act.items:
            return Refusal(refusals.NOTHING_TO_SHARE)
        return (
            self._judge_items(team, act.items)
            or self.judge_to(team, act.to)
            or self.channels.judge(team, act.channel, "information")
        )

    def _judge_talk(self, team: str, act: Talk) -> Refusal | None:
        if act.mode not in MODES:
            return Refusal(refusals.MODE_UNKNOWN)
        return self.judge_to(team, act.to) or self._judge_items(team, act.items)

    def _judge_items(self, team: str, items: Sequence[str]) -> Refusal | None:
        for item in items:
            if item not in self.world.scenario.intel:
                return Refusal(refusals.NO_SUCH_ITEM, {"item": item})
            if not self.holds(team, item):
                return Refusal(refusals.NOT_HELD, {"item": item})
        return None

    # --- acts -----------------------------------------------------------------------------------------------

    def act(self, team: str, act: Share | Talk | Enquire) -> None:
        """Do what was judged to be allowed; it costs its time, and a minute at least."""
        powers = self.world.scenario.powers
        match act:
            case Share():
                self._later(team, powers.share_takes, partial(self._send, team, act))
            case Talk():
                lasts = powers.talk.call if act.mode == "call" else powers.talk.meet
                self._later(team, lasts, partial(self._talk, team, act))
            case Enquire():
                self.enquiries.begin(team, act)

    def _send(self, team: str, act: Share) -> None:
        """Send the items of a share off together: they have one fate."""
        items = tuple(dict.fromkeys(act.items))
        audience = self.channels.audience(act.channel, team)
        for item in items:
            self.world.emit(ItemSent(self.world.now, audience, item, team, act.to, act.channel))
            self._judge_handling(team, item, act.to)
        self.channels.send(act.channel, team, f"items.{act.to}", lambda: self._hand_over(team, act.to, items))

    def _hand_over(self, team: str, to: str, items: Sequence[str]) -> None:
        for item in items:
            self.give(to, item, team)

    def _talk(self, team: str, act: Talk) -> None:
        """End a call or a meeting: both learn of it, the items pass, what was agreed is on record."""
        items = tuple(dict.fromkeys(act.items))
        both = self.world.audience(team, act.to)
        self.world.emit(TalkHeld(self.world.now, both, team, act.to, act.mode, items, clean(act.agreed, MOST_WORDS)))
        self.world.set(f"talked.{team}.{act.to}", True)
        self.world.set(f"talked.{act.to}.{team}", True)
        for item in items:
            self._judge_handling(team, item, act.to)
        self._hand_over(team, act.to, items)

    def _judge_handling(self, team: str, name: str, to: str) -> None:
        """Record a breach where neither of the two is the originator whose consent the item needs."""
        item = self.world.scenario.intel[name]
        if item.handling == "free" or item.originator in (team, to):
            return
        self.world.emit(HandlingBreached(self.world.now, (), name, team, to))
        self.world.set(f"breach.{name}", True)
        self.effects.run(item.on_breach, Cause(team, f"intel.{name}", "intel", name))
