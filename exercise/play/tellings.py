"""Tellings: each happening in one short sentence in the past tense, from the standpoint of a team or of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod

from exercise.model import happenings as h
from exercise.model.scenario import Scenario
from exercise.play.names import Names
from exercise.play.telling_road import RoadTelling, Voice


class DeedTelling(Voice):
    """Tells of paper, information and decisions, and of what only staff learn."""

    # Kinds are registered by name: from annotations each would be worked out at the start.
    @singledispatchmethod
    def tell(self, happening: h.Happening) -> str | None:
        """Return the sentence, or ``None`` for what is not worth a line."""
        return None

    # --- paper ------------------------------------------------------------------------------------

    @tell.register(h.RequestSent)
    def _(self, happening: h.RequestSent) -> str | None:
        named = {
            "to": self.names.team(happening.to),
            "channel": self.names.channel(happening.channel),
            "number": self.names.number(happening.request),
            "paper": self.names.paper(happening.paper),
        }
        if self._mine(happening.team):
            return self.t("You asked {to} through {channel}: {number} sent ({paper}).", **named)
        named["team"] = self.names.team(happening.team)
        return self.t("{team} asked {to} through {channel}: {number} ({paper}).", **named)

    @tell.register(h.RequestReceived)
    def _(self, happening: h.RequestReceived) -> str | None:
        number = self.names.number(happening.request)
        if self._mine(happening.to):
            return self.t("Request {number} reached you.", number=number)
        return self.t("{number} was registered in {state}.", number=number, state=self.names.team(happening.to))

    @tell.register(h.RequestDecided)
    def _(self, happening: h.RequestDecided) -> str | None:
        number = self.names.number(happening.request)
        if self._mine(happening.to):
            return {
                "granted": self.t("You granted {number}.", number=number),
                "returned": self.t("You returned {number} for completion.", number=number),
                "refused": self.t("You refused {number}.", number=number),
            }[happening.verdict]
        return self._verdict(happening.request, happening.to, happening.verdict)

    @tell.register(h.AnswerArrived)
    def _(self, happening: h.AnswerArrived) -> str | None:
        return self._verdict(happening.request, happening.to, happening.verdict)

    @tell.register(h.RequestLapsed)
    def _(self, happening: h.RequestLapsed) -> str | None:
        number = self.names.number(happening.request)
        return self.t("{number}: the consent of {state} ran out.", number=number, state=self.names.team(happening.to))

    def _verdict(self, request: str, state: str, verdict: str) -> str:
        named = {"number": self.names.number(request), "state": self.names.team(state)}
        return {
            "granted": self.t("{state} granted {number}.", **named),
            "returned": self.t("{state} returned {number} for completion.", **named),
            "refused": self.t("{state} refused {number}.", **named),
        }.get(verdict, verdict)

    # --- information ------------------------------------------------------------------------------

    @tell.register(h.MessageDelivered)
    def _(self, happening: h.MessageDelivered) -> str | None:
        inject = self.names.scenario.injects.get(happening.inject)
        if inject is None:
            return happening.inject
        said = self._from(self.names.say(inject.sender), self.names.say(inject.subject) or self.names.say(inject.text))
        return said if self.team is not None else self._to(happening.audience, said)

    @tell.register(h.NoticeDelivered)
    def _(self, happening: h.NoticeDelivered) -> str | None:
        said = self._from(happening.sender, happening.subject or happening.text)
        return said if self.team is not None else self._to(happening.audience, said)

    def _from(self, sender: str, subject: str) -> str:
        return f"{sender}: {subject}" if sender and subject else sender or subject

    def _to(self, teams: Sequence[str], said: str) -> str:
        return f"[{', '.join(self.names.code(team) for team in teams)}] {said}" if teams else said

    @tell.register(h.ItemSent)
    def _(self, happening: h.ItemSent) -> str | None:
        named = {"to": self.names.team(happening.to), "team": self.names.team(happening.team)}
        if not self._party(happening.team):
            return self.t("{team} passed an item to {to}.", **named)
        named["item"] = self.names.item(happening.item)
        if self._mine(happening.team):
            return self.t("You passed to {to}: {item}.", **named)
        return self.t("{team} passed to {to}: {item}.", **named)

    @tell.register(h.ItemReceived)
    def _(self, happening: h.ItemReceived) -> str | None:
        item = self.names.item(happening.item)
        if self._mine(happening.team):
            if happening.source:
                return self.t("{source} passed you: {item}.", source=self.names.team(happening.source), item=item)
            return self.t("You learnt: {item}.", item=item)
        team = self.names.team(happening.team)
        if not self._party(happening.team, happening.source):
            return self.t("{team} received an item.", team=team)
        return self.t("{team} learnt: {item}.", team=team, item=item)

    @tell.register(h.TalkHeld)
    def _(self, happening: h.TalkHeld) -> str | None:
        call = happening.mode == "call"
        if self._mine(happening.team) or self._mine(happening.to):
            other = self.names.team(happening.to if self._mine(happening.team) else happening.team)
            said = self.t("You spoke with {other}.", other=other) if call else self.t("You met {other}.", other=other)
        else:
            named = {"team": self.names.team(happening.team), "other": self.names.team(happening.to)}
            said = self.t("{team} called {other}.", **named) if call else self.t("{team} met {other}.", **named)
        if happening.agreed and self._party(happening.team, happening.to):
            return f"{said} {self.t('Agreed: {words}', words=happening.agreed)}"
        return said

    @tell.register(h.EnquirySent)
    def _(self, happening: h.EnquirySent) -> str | None:
        named = self._enquiry(happening.body, happening.subject, happening.team)
        number = self.names.number(happening.enquiry)
        if self._mine(happening.team):
            return self.t("You enquired, {number}: {body}, about {subject}.", number=number, **named)
        return self.t("{team} asked {body} about {subject}.", **named)

    @tell.register(h.EnquiryAnswered)
    def _(self, happening: h.EnquiryAnswered) -> str | None:
        named = self._enquiry(happening.body, happening.subject, happening.team)
        number = self.names.number(happening.enquiry)
        if self._mine(happening.team):
            return self.t("{body} answered {number}: {subject}.", number=number, **named)
        return self.t("{body} answered {team} about {subject}.", **named)

    @tell.register(h.EnquiryNoticed)
    def _(self, happening: h.EnquiryNoticed) -> str | None:
        return self.t(
            "{team} asked {body} about {subject}.", **self._enquiry(happening.body, happening.subject, happening.team)
        )

    def _enquiry(self, body: str, subject: str, team: str) -> dict[str, str]:
        return {"body": self.names.body(body), "subject": self.names.subject(subject), "team": self.names.team(team)}

    # --- decisions --------------------------------------------------------------------------------

    @tell.register(h.PointOpened)
    def _(self, happening: h.PointOpened) -> str | None:
        point = self.names.point(happening.point)
        return (
            self.t("To decide: {point}", point=point)
            if self._mine(happening.team)
            else self.t("{team} has to decide: {point}", team=self.names.team(happening.team), point=point)
        )

    @tell.register(h.DecisionTaken)
    def _(self, happening: h.DecisionTaken) -> str | None:
        labels = [self.names.option(happening.point, option) for option in happening.options]
        chosen = "; ".join(labels) or self.t("nothing") if not happening.text else happening.text
        named = {"point": self._point(happening.point), "chosen": chosen}
        if happening.by == "default":
            return self.t("No answer came in time. {point} {chosen}", **named)
        team, mine = self.names.team(happening.team), self._mine(happening.team)
        if happening.by == "facilitator":
            return (
                self.t("The facilitator decided for you. {point} {chosen}", **named)
                if mine
                else self.t("The facilitator decided for {team}. {point} {chosen}", team=team, **named)
            )
        if mine:
            return self.t("You decided. {point} {chosen}", **named)
        return self.t("{team} decided. {point} {chosen}", team=team, **named)

    @tell.register(h.DecisionProposed)
    def _(self, happening: h.DecisionProposed) -> str | None:
        point = self._point(happening.point)
        if self._mine(happening.team):
            return self.t("You signed; others must sign too. {point}", point=point)
        return self.t("{team} signed; others must sign too. {point}", team=self.names.team(happening.team), point=point)

    @tell.register(h.SignatureGiven)
    def _(self, happening: h.SignatureGiven) -> str | None:
        named = {"team": self.names.team(happening.team), "point": self.names.point(happening.point)}
        if self._mine(happening.team):
            return (
                self.t("You signed too: {point}", **named)
                if happening.signed
                else self.t("You declined to sign: {point}", **named)
            )
        return (
            self.t("{team} signed too: {point}", **named)
            if happening.signed
            else self.t("{team} declined to sign: {point}", **named)
        )

    @tell.register(h.AgreementFailed)
    def _(self, happening: h.AgreementFailed) -> str | None:
        chosen = self.names.answers(happening.point, happening.chosen)
        return self.t("Not agreed. {point} {chosen}", point=self._point(happening.point), chosen=chosen)

    @tell.register(h.RulingAsked)
    def _(self, happening: h.RulingAsked) -> str | None:
        point = self._point(happening.point)
        if self._mine(happening.team):
            return self.t("You wrote an answer of your own. {point} {text}", point=point, text=happening.text)
        team = self.names.team(happening.team)
        return self.t("{team} wrote an answer of its own. {point} {text}", team=team, point=point, text=happening.text)

    @tell.register(h.RulingGiven)
    def _(self, happening: h.RulingGiven) -> str | None:
        labels = "; ".join(self.names.option(happening.point, option) for option in happening.options)
        ruling = self.t("counts as: {options}.", options=labels) if labels else self.t("not possible.")
        return self.t(
            "The facilitator ruled. {point} {ruling} {reason}",
            point=self._point(happening.point),
            ruling=ruling,
            reason=happening.reason,
        ).strip()

    @tell.register(h.TargetArrested)
    def _(self, happening: h.TargetArrested) -> str | None:
        return self.t("{target}: arrested.", target=self.names.target(happening.target))

    @tell.register(h.TargetSearched)
    def _(self, happening: h.TargetSearched) -> str | None:
        return self.t("{target}: searched.", target=self.names.target(happening.target))

    @tell.register(h.TargetWarned)
    def _(self, happening: h.TargetWarned) -> str | None:
        return self._staff(self.t("{target}: was warned.", target=self.names.target(happening.target)))

    @tell.register(h.TargetFled)
    def _(self, happening: h.TargetFled) -> str | None:
        return self.t("{target}: gone.", target=self.names.target(happening.target))

    @tell.register(h.DecisionEffective)
    def _(self, happening: h.DecisionEffective) -> str | None:
        return self.t("Done: {point}", point=self.names.point(happening.point))

    @tell.register(h.PointClosed)
    def _(self, happening: h.PointClosed) -> str | None:
        return self.t("No longer asked: {point}", point=self.names.point(happening.point))

    @tell.register(h.PointExtended)
    def _(self, happening: h.PointExtended) -> str | None:
        time = self.names.moment(happening.deadline, happening.minute)
        return self.t("More time, until {time}: {point}", time=time, point=self.names.point(happening.point))

    def _point(self, point: str) -> str:
        title = self.names.point(point)
        title = title[:1].upper() + title[1:]
        return title if title.endswith(("?", "!", ".", "…")) else f"{title}:"

    # --- staff: told to nobody in the exercise, said in the debrief -------------------------------

    @tell.register(h.InjectFired)
    def _(self, happening: h.InjectFired) -> str | None:
        return self._staff(self.t("Inject sent: {inject}.", inject=self._inject(happening.inject)))

    @tell.register(h.InjectSkipped)
    def _(self, happening: h.InjectSkipped) -> str | None:
        return self._staff(self.t("Inject taken off the list: {inject}.", inject=self._inject(happening.inject)))

    @tell.register(h.HandlingBreached)
    def _(self, happening: h.HandlingBreached) -> str | None:
        return self._staff(
            self.t(
                "{team} passed to {to}, against its handling rule: {item}.",
                team=self.names.team(happening.team),
                to=self.names.team(happening.to),
                item=self.names.item(happening.item),
            )
        )

    @tell.register(h.ExpectationMet)
    def _(self, happening: h.ExpectationMet) -> str | None:
        team, inject = self.names.team(happening.team), self._inject(happening.inject)
        return self._staff(self.t("{team} did in time what was expected on: {inject}.", team=team, inject=inject))

    @tell.register(h.ExpectationLapsed)
    def _(self, happening: h.ExpectationLapsed) -> str | None:
        team, inject = self.names.team(happening.team), self._inject(happening.inject)
        said = self.t("{team} did not do in time what was expected on: {inject}.", team=team, inject=inject)
        return self._staff(said)

    @tell.register(h.AdversaryReacted)
    def _(self, happening: h.AdversaryReacted) -> str | None:
        reactions = self.names.scenario.adversary.reactions
        known = 0 <= happening.reaction < len(reactions)
        label = self.names.say(reactions[happening.reaction].label) if known else ""
        return self._staff(self.t("The adversary reacted: {label}.", label=label or happening.alertness))

    @tell.register(h.HazardStruck)
    def _(self, happening: h.HazardStruck) -> str | None:
        hazard = self.names.scenario.hazards.get(happening.hazard)
        label = self.names.say(hazard.label) if hazard else ""
        return self._staff(self.t("It happened: {label}.", label=label or happening.hazard))

    @tell.register(h.ChanceDrawn)
    def _(self, happening: h.ChanceDrawn) -> str | None:
        came = self.t("it came true") if happening.came else self.t("it did not come true")
        percent = round(happening.chance * 100)
        return self._staff(self.t("A chance of {percent} %: {came}.", percent=percent, came=came))

    def _inject(self, inject: str) -> str:
        known = self.names.scenario.injects.get(inject)
        if known is None:
            return inject
        return self.names.say(known.title) or self.names.say(known.subject) or inject

    def _staff(self, said: str) -> str | None:
        return said if self.team is None else None


class Telling:
    """Tells happenings. With *team* ``None`` it speaks of every team in the third person and names everything."""

    def __init__(self, names: Names, team: str | None) -> None:
        self._road = RoadTelling(names, team)
        self._deeds = DeedTelling(names, team)

    def tell(self, happening: h.Happening) -> str | None:
        """Return the sentence, or ``None`` for what is not worth a line."""
        return self._road.tell(happening) or self._deeds.tell(happening)


def happening_text(happening: h.Happening, scenario: Scenario, language: str, team: str | None) -> str | None:
    """Return *happening* in a sentence of *language*, as *team* learns of it; ``None`` where it is not worth a line.

    With *team* ``None`` it is said in the third person, with everything named, as the debrief says it.
    """
    return Telling(Names(scenario, language), team).tell(happening)
