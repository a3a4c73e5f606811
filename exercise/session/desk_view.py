"""What the facilitator sees at his desk: teams, the list of events, rulings, rounds; never what is in a sealed act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal, cast

from exercise.model.decisions import Answer, Refusal
from exercise.model.offers import OptionOffer, PointOffer
from exercise.model.play import Expectation, Group, Inject
from exercise.model.table import (
    DeskExpectation,
    DeskInject,
    DeskPoint,
    DeskRound,
    DeskRuling,
    DeskTeam,
    DeskView,
    HallView,
    TeamMark,
)
from exercise.play.conditions import Conditions
from exercise.play.names import Names
from exercise.play.wording import refusal_sentence
from exercise.session.conduct import Conduct
from exercise.session.pacer import Pacer
from exercise.session.sight import Open, Sight

Cause = Literal["", "planned", "condition", "contingency", "effect", "chance", "facilitator"]
Unopened = Callable[[str], int]
"""How many papers a team has that it has not opened."""


class DeskWriter:
    """Writes desk views of a run in one language."""

    def __init__(self, conduct: Conduct, sight: Sight, tag: str) -> None:
        self.conduct = conduct
        self.sight = sight
        self.scenario = conduct.scenario
        self.names = Names(conduct.scenario, tag)
        self.conditions = Conditions(self.names)
        self.t = self.names.language.t

    def view(self, hall: HallView, pacer: Pacer, unopened: Unopened) -> DeskView:
        """Return all that the facilitator sees now."""
        room = self.conduct.room
        injects = [self._inject(*numbered) for numbered in enumerate(self.scenario.injects.items(), 1)]
        past = sorted((i for i in injects if i.state != "pending"), key=lambda i: i.minute or 0, reverse=True)
        pending = (i for i in injects if i.state == "pending")
        coming = sorted(pending, key=lambda i: (not i.yours, i.minute is None, i.minute or 0))
        return DeskView(
            hall=hall,
            teams=tuple(self._team(mark, unopened(mark.id)) for mark in hall.teams),
            past=tuple(past),
            coming=tuple(coming),
            expectations=tuple(self._expectation(*key, until) for key, until in self.sight.expected.items()),
            rulings=tuple(self._ruling(point) for point in self.conduct.rulings),
            rounds=tuple(self._round(o.number, o.minute, o.wall) for o in room.rounds),
            paused=pacer.paused,
            held=pacer.held,
            rate=pacer.rate,
            notes=room.notes,
            warnings=(hall.warning,) if hall.warning else (),
        )

    # --- teams -----------------------------------------------------------------------------------------------

    def _team(self, mark: TeamMark, unopened: int) -> DeskTeam:
        team, conduct = mark.id, self.conduct
        offers = {offer.point: offer for offer in conduct.engine.questions(team)}
        sealed = conduct.room.sealed.get(team, ())
        answered = {d.act.point for d in sealed if isinstance(d.act, Answer)}
        waiting = (q for q in self.sight.open.values() if q.team == team)
        points = (self._point(q, offers.get(q.point), sealed=q.point in answered) for q in waiting)
        spoken = conduct.setup.languages.get(team, conduct.setup.language)
        return DeskTeam(team, mark.name, mark.mark, tuple(points), unopened, len(sealed), spoken)

    def _point(self, q: Open, offer: PointOffer | None, *, sealed: bool) -> DeskPoint:
        model = self.scenario.decisions.get(self.names.led_by(q.point) or q.point)
        deadline = offer.deadline if offer else q.deadline
        return DeskPoint(
            id=q.point,
            title=self.names.point(q.point),
            question=self.names.say(model.question) if model else self.names.point(q.point),
            opened=self.names.clock(q.opened),
            deadline="" if deadline is None else self.names.clock(deadline),
            blocking=bool(model and model.blocking),
            sealed=sealed,
            options=tuple(self._option(q.point, option) for option in offer.options) if offer else (),
            choose=model.choose if model and not q.point.startswith("cosign_") else 1,
            waits="" if offer else self._waits(q),
            others=self._others(q, offer),
        )

    def _others(self, q: Open, offer: PointOffer | None) -> str:
        """Return what the other teams have answered, where one answer is not enough."""
        if offer is not None and offer.cosigns:
            lead = self.scenario.decisions[offer.cosigns]
            options = "; ".join(self.names.option(offer.cosigns, option) for option in offer.proposed)
            return self.t("{team} signed: {options}", team=self.names.team(lead.team), options=options)
        lead_id = self.names.led_by(q.point) or q.point
        return self._agreeing(lead_id, q.team) if lead_id in self.scenario.decisions else ""

    def _agreeing(self, lead: str, team: str) -> str:
        """Return what the teams beside *team* that must agree at the point *lead* have answered, or chose last."""
        model = self.scenario.decisions[lead]
        asked = {model.team: lead, **{other: f"agree_{lead}_{other}" for other in model.agreement}}
        answered = [(o, self.conduct.room.answers[p]) for o, p in asked.items() if o != team and self._stands(p, lead)]
        if answered and model.agreement:
            return self.t("Answered already: {chosen}.", chosen=self.names.answers(lead, answered))
        differed = self.sight.differed.get(lead)
        return self.t("Not agreed yet: {chosen}.", chosen=self.names.answers(lead, differed)) if differed else ""

    def _stands(self, point: str, lead: str) -> bool:
        """Tell whether an answer to *point* stands, and only waits for those of others."""
        if point != lead:
            return point in self.conduct.room.answers and point not in self.sight.open
        offered = self.conduct.engine.questions(self.scenario.decisions[lead].team)
        return lead not in self.conduct.rulings and all(offer.point != lead for offer in offered)

    def _option(self, point: str, option: OptionOffer) -> tuple[str, str, bool, str]:
        because = self.names.words(option.because) if "." in option.because else ""
        if option.because and not because:
            because = refusal_sentence(Refusal(option.because), self.names.tag)
        return option.id, self.names.option(point, option.id), option.available, because

    def _waits(self, q: Open) -> Literal["signature", "others", "ruling"]:
        if q.point in self.conduct.rulings:
            return "ruling"
        return "signature" if q.proposed else "others"

    def _ruling(self, point: str) -> DeskRuling:
        asked, model = self.conduct.rulings[point], self.scenario.decisions[point]
        options = tuple((name, self.names.say(option.label)) for name, option in model.options.items())
        return DeskRuling(point, self.names.team(asked.team), self.names.say(model.question), asked.text, options)

    # --- the list of events ----------------------------------------------------------------------------------

    def _inject(self, number: int, named: tuple[str, Inject]) -> DeskInject:
        name, inject = named
        state, minute, cause = self._state(name, inject)
        parent = self.sight.parent(name)
        reason = self.conduct.room.skipped.get(name, "")
        if not reason and state == "skipped":
            reason = self.t("another one of its group was sent")
        return DeskInject(
            id=name,
            title=self.title(name),
            when=self._when(inject, parent),
            to=tuple(self.names.team(team) for team in inject.to),
            state=state,
            minute=minute,
            clock="" if minute is None else self.names.clock(minute),
            cause=cause,
            contingency_of=self.title(parent) if parent else "",
            text=self.names.say(inject.text),
            note=self.names.say(inject.note),
            reason=reason,
            number=number,
            yours=state == "pending" and self._is_chosen(inject),
        )

    def _is_chosen(self, inject: Inject) -> bool:
        group = self.scenario.groups.get(inject.group or "")
        return group is not None and group.chosen_by == "facilitator"

    def _state(self, name: str, inject: Inject) -> tuple[Literal["pending", "sent", "skipped"], int | None, Cause]:
        sight = self.sight
        if name in sight.sent:
            return "sent", sight.sent[name][0], cast(Cause, sight.sent[name][1])
        if name in sight.skipped or sight.retired(name):
            return "skipped", sight.skipped.get(name), ""
        group = self.scenario.groups.get(inject.group or "")
        if inject.at is None and group is not None and group.chosen_by != "first_true":
            return "pending", group.at, ""
        return "pending", inject.at, ""

    def _when(self, inject: Inject, parent: str) -> str:
        group = self.scenario.groups.get(inject.group or "")
        if inject.at is not None:
            return self.names.clock(inject.at)
        if parent:
            return self.t("if not in time: {what}", what=self._awaited(parent))
        if group is not None and group.chosen_by != "first_true":
            by_chance = group.chosen_by == "chance"
            return self.t("one of several, by chance") if by_chance else self.t("one of several, at your choice")
        if inject.when is not None:
            once = self.t("once: {what}", what=self.conditions.whole(inject.when))
            begins = self._begins(group)
            return f"{begins}: {once}" if begins else once
        return self.t("when a decision or an event sends it")

    def _begins(self, group: Group | None) -> str:
        """Return from when on the conditions of a group count."""
        if group is not None and group.at is not None:
            return self.t("from {clock} on", clock=self.names.clock(group.at))
        if group is not None and group.when is not None:
            return self.t("once {condition}", condition=self.conditions.whole(group.when))
        return ""

    def _awaited(self, inject: str) -> str:
        expects = self.scenario.injects[inject].expects
        return self._expected(expects) if expects else ""

    def _expected(self, expects: Expectation) -> str:
        said = [self._decided(point, options) for point, options in expects.decided.items()]
        if expects.when is not None:
            said.append(self.conditions.whole(expects.when))
        return (self.t(" and ") if expects.by == "all" else self.t(" or ")).join(said)

    def _decided(self, point: str, options: str | tuple[str, ...]) -> str:
        names = (options,) if isinstance(options, str) else options
        chosen = self.t(" or ").join(self.names.option(point, name) for name in names)
        return self.t("{title} - {option}", title=self.names.point(point), option=chosen)

    def _expectation(self, inject: str, team: str, until: int) -> DeskExpectation:
        expects = self.scenario.injects[inject].expects
        otherwise = self.title(expects.otherwise) if expects and expects.otherwise else ""
        what, clock = self._awaited(inject), self.names.clock(until)
        return DeskExpectation(self.title(inject), self.names.team(team), clock, until, what, otherwise)

    def title(self, inject: str) -> str:
        """Return what an inject is called."""
        return self.conditions.inject(inject)

    # --- rounds and jumps ------------------------------------------------------------------------------------

    def _round(self, number: int, minute: int, stamp: str) -> DeskRound:
        entered = [stage for when, stage in self.sight.stages if when <= minute]
        return DeskRound(number, self.names.clock(minute), _time_of_day(stamp), self.names.stage(entered[-1]))

    def lapses(self, until: int) -> tuple[str, ...]:
        """Return what would run out by *until*, a line each."""
        points = sorted((q.deadline, q.team, q.point) for q in self.sight.open.values() if q.deadline is not None)
        lines = [
            self.t("{team}: {point}, until {clock}", team=self.names.team(team), point=self.names.point(point),
                   clock=self.names.clock(end))
            for end, team, point in points if end <= until
        ]  # fmt: skip
        waits = sorted((end, team, inject) for (inject, team), end in self.sight.expected.items() if end <= until)
        for end, team, inject in waits:
            named = {"team": self.names.team(team), "what": self._awaited(inject), "clock": self.names.clock(end)}
            lines.append(self.t("{team}: expected until {clock}: {what}", **named))
        return tuple(lines)


def _time_of_day(stamp: str) -> str:
    try:
        return f"{datetime.fromisoformat(stamp):%H:%M}"
    except ValueError:
        return ""
