"""Seats: what one connected person or program sees and does. Each keeps one projection of what its team may know."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

from exercise.model.decisions import Refusal, TeamAct
from exercise.model.language import Language, language
from exercise.model.text import clean
from exercise.model.views import ClockState, RoomView, TeamView
from exercise.play.projection import Projection
from exercise.session.conduct import Conduct
from exercise.session.host import Host
from exercise.session.pacer import Pacer


class TeamSeat:
    """A seat of a team that reads one language; made by :meth:`exercise.session.session.Session.seat`."""

    def __init__(self, host: Host, team: str, tag: str) -> None:
        self._host = host
        self._team = team
        self._language = language(tag)
        self._begin(host.conduct)

    def _begin(self, conduct: Conduct) -> None:
        """Know nothing yet of this run."""
        setup, tag = conduct.setup, self._language.tag
        everything = setup.pace == "open"
        self._run = conduct
        self._projection = Projection(conduct.scenario, self._team, tag, setup.people, everything_known=everything)
        self._seen = 0
        self._opened = 0

    @property
    def team(self) -> str:
        """The team it sits with."""
        return self._team

    def updates(self) -> AsyncIterator[TeamView]:
        """Yield what this seat may know, now and after every change, until the exercise is closed."""
        return self._host.views(self.view)

    async def submit(self, act: TeamAct, role: str = "") -> Refusal | None:
        """Put an act: ``None`` once it is kept for good, else the reason why it is not allowed now."""
        return self._host.act(lambda conduct: conduct.submit(self._team, act, role))

    async def withdraw(self, number: int) -> Refusal | None:
        """Take back the *number*-th sealed act of the round that is open."""
        return self._host.act(lambda conduct: conduct.withdraw(self._team, number))

    async def opened(self, paper: str) -> None:
        """Record that this paper was opened; where that cannot be written, the hall is told."""
        self._host.act(lambda conduct: conduct.opened(self._team, clean(paper, 200)))

    async def ready(self, until: int | None = None) -> Refusal | None:
        """Say carry on for this round, until a story minute where one is given."""
        return self._host.act(lambda conduct: conduct.ready(self._team, until))

    async def draft(self, key: str, text: str | None = None) -> str:
        """Keep a text being typed; ``None`` only returns what is kept."""
        return self._host.draft(self._team, key, text)

    @property
    def unopened(self) -> int:
        """How many papers this team holds that it has not opened."""
        self._catch_up()
        return self._projection.unopened

    def _catch_up(self) -> None:
        """Take in what has happened since the last look."""
        conduct = self._host.conduct
        if conduct is not self._run:
            self._begin(conduct)
        happenings = conduct.engine.happenings
        for happening in happenings[self._seen :]:
            self._projection.see(happening)
        self._seen = len(happenings)
        self._mark_opened(conduct.room.opened.get(self._team, []))

    def view(self) -> TeamView:
        """Return what this seat may know now."""
        self._catch_up()
        conduct, pacer = self._host.conduct, self._host.pacer
        state = clock_state(conduct.room.phase, pacer)
        return self._projection.view(
            now=conduct.engine.now,
            offers=conduct.engine.offers(self._team),
            room=self._room(),
            clock_state=state,
            clock_why=clock_why(self._language, state, conduct.room.why, pacer),
            sealed=conduct.room.sealed.get(self._team, ()),
            refused=conduct.room.refused.get(self._team, ()),
        )

    def _mark_opened(self, keys: list[str]) -> None:
        for key in keys[self._opened :]:
            self._projection.mark_opened(key)
        self._opened = len(keys)

    def _room(self) -> RoomView:
        conduct, pacer = self._host.conduct, self._host.pacer
        awaited = conduct.setup.people if conduct.setup.pace == "live" else pacer.awaited
        names = {team: conduct.scenario.teams[team].name.in_(self._language.tag) for team in conduct.setup.people}
        to_come = tuple(name for team, name in names.items() if team in awaited and team != self._team)
        return RoomView(
            pace=conduct.setup.pace,
            round=conduct.room.round,
            phase=room_phase(conduct.room.phase, paused=pacer.paused),
            done=tuple(name for team, name in names.items() if team not in awaited),
            to_come=to_come,
            talk_left=pacer.talk_left,
            waits_for=waits_for(conduct, pacer, self._language),
        )


def clock_state(phase: Literal["talk", "runs", "ended"], pacer: Pacer) -> ClockState:
    """Return the one word for the story clock."""
    if phase == "ended":
        return "ended"
    if pacer.paused:
        return "paused"
    if pacer.creeps and not pacer.awaits_ruling:
        return "creeps"
    return "stands" if phase == "talk" or pacer.awaits_ruling else "runs"


def waits_for(conduct: Conduct, pacer: Pacer, words: Language) -> tuple[str, ...]:
    """Return the names of those for whom the story stands or creeps."""
    if pacer.awaits_ruling:
        return (words.t("the facilitator"),)
    return tuple(conduct.scenario.teams[team].name.in_(words.tag) for team in pacer.awaited)


def room_phase(phase: Literal["talk", "runs", "ended"], *, paused: bool) -> Literal["talk", "runs", "paused", "ended"]:
    """Return the one word for what the room does."""
    return "paused" if paused and phase != "ended" else phase


def clock_why(words: Language, state: ClockState, why: str, pacer: Pacer) -> str:
    """Say in a few words why the clock stands or creeps."""
    if state not in ("stands", "creeps"):
        return ""
    if pacer.awaits_ruling:
        return words.t("the facilitator must rule")
    if pacer.creeps:
        return words.t("talk time is spent: 10 minutes a minute")
    if pacer.talk_left == 0 and pacer.typing:
        return words.t("talk time is spent; the clock stands while a team is at the keyboard")
    if pacer.talk_left == 0 and pacer.held:
        return words.t("talk time is spent; the facilitator holds the clock")
    return {
        "happening": words.t("something concerns you"),
        "limit": words.t("a deadline is one minute ahead"),
        "asked": words.t("the time that was asked for"),
        "role": words.t("somebody who may sign is free again"),
        "refused": words.t("an act could not take place"),
    }.get(why, words.t("waits for you"))
