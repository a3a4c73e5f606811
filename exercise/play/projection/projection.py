"""One team's projection: fed with happenings, asked for views."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.model.base import Minute
from exercise.model.decisions import Decision, Refusal
from exercise.model.happenings import Happening
from exercise.model.offers import FormOffer, Offers
from exercise.model.scenario import Scenario
from exercise.model.text import clean
from exercise.model.views import ClockState, ClockView, EndView, FormView, RequestView, RoomView, SealedView, TeamView
from exercise.play.endings import end_view
from exercise.play.names import Names
from exercise.play.projection import ask, strip
from exercise.play.projection.forms import forms, once_each
from exercise.play.projection.knowledge import Knowledge
from exercise.play.projection.papers import request_view
from exercise.play.projection.points import points
from exercise.play.wording import act_takes, describe, refusal_text


class Projection:
    """The fold of what one team may know.

    *people* names the teams that people play. *everything_known* is for the open pace: what any team learns, this one
    reads too. What only staff learn never enters.
    """

    def __init__(
        self,
        scenario: Scenario,
        team: str,
        language: str,
        people: Sequence[str] = (),
        *,
        everything_known: bool = False,
    ) -> None:
        self.scenario = scenario
        self.team = team
        self.people = tuple(people)
        self._names = Names(scenario, language)
        self._knowledge = Knowledge(self._names, team, everything=everything_known)
        self._forms: tuple[tuple[FormOffer, ...], int, tuple[FormView, ...]] | None = None

    def see(self, happening: Happening) -> None:
        """Take in one happening; ignored where this team does not learn of it."""
        self._knowledge.see(happening)

    def mark_opened(self, key: str) -> None:
        """Mark a paper as opened."""
        self._knowledge.inbox.mark_opened(key)

    @property
    def unopened(self) -> int:
        """How many papers this team holds that it has not opened."""
        return sum(1 for paper in self._knowledge.inbox.papers if not paper.opened)

    def view(
        self,
        *,
        now: Minute,
        offers: Offers,
        room: RoomView,
        clock_state: ClockState,
        clock_why: str = "",
        sealed: Sequence[Decision] = (),
        refused: Sequence[tuple[Decision, Refusal]] = (),
    ) -> TeamView:
        """Return the whole view of this team at minute *now*."""
        knowledge, names = self._knowledge, self._names
        open_points = points(offers.points, knowledge, now, sealed)
        sign, said = strip.control(knowledge, now)
        part = self.scenario.teams[self.team]
        return TeamView(
            team=self.team,
            name=names.team(self.team),
            scenario=names.say(self.scenario.title),
            language=names.tag,
            stage=names.stage(knowledge.stage),
            stage_number=list(self.scenario.stages).index(knowledge.stage) + 1,
            stages=len(self.scenario.stages),
            brief=names.say(self.scenario.stages[knowledge.stage].brief),
            control=said,
            control_sign=sign,
            clock=self._clock(now, clock_state, clock_why),
            strips=strip.strips(knowledge, now),
            ask=ask.ask(knowledge, open_points, now),
            waits=ask.waits_for(knowledge, now),
            inbox=knowledge.inbox.papers,
            points=open_points,
            forms=once_each(self._forms_of(offers.forms), sealed, names.language),
            requests=self._requests(now, sealed),
            units=knowledge.units(now),
            items=knowledge.inbox.items,
            feed=knowledge.feed,
            sealed=self._sealed(sealed),
            map=strip.map_view(knowledge, now),
            room=room,
            roles=tuple((name, names.say(role.label)) for name, role in part.roles.items()),
            notice=names.say(self.scenario.notice),
            refused=tuple(self._refused(d, r) for d, r in refused),
            end=self._end(),
        )

    def _clock(self, now: Minute, state: ClockState, why: str) -> ClockView:
        return ClockView(now, self._names.clock(now), self._names.hour_of_day(now), state, why)

    def _forms_of(self, offers: tuple[FormOffer, ...]) -> tuple[FormView, ...]:
        """Forms change only with what is offered, and with the items and consignments known: kept until then."""
        held = len(self._knowledge.inbox.items) + len(strip.known_loads(self._knowledge))
        if self._forms is None or self._forms[:2] != (offers, held):
            self._forms = (offers, held, forms(offers, self._knowledge))
        return self._forms[2]

    def _requests(self, now: Minute, sealed: Sequence[Decision]) -> tuple[RequestView, ...]:
        requests = self._knowledge.requests.values()
        left = (request_view(request, self._names, self.team, now) for request in requests)
        return (*left, *self._knowledge.drawn.views(now, sealed))

    def _sealed(self, sealed: Sequence[Decision]) -> tuple[SealedView, ...]:
        scenario, tag = self.scenario, self._names.tag
        return tuple(
            SealedView(number, clean(describe(decision.act, scenario, tag)), act_takes(decision.act, scenario))
            for number, decision in enumerate(sealed, 1)
        )

    def _refused(self, decision: Decision, refusal: Refusal) -> str:
        tag = self._names.tag
        said = clean(describe(decision.act, self.scenario, tag))
        return f"{said}: {refusal_text(refusal, self.scenario, tag)}"

    def _end(self) -> EndView | None:
        ended = self._knowledge.ended
        return None if ended is None else end_view(ended, self.scenario, self._names.tag)
