"""Knowledge: the fold of the happenings that one team learns of. Nothing that is not in it can enter a view."""

from __future__ import annotations

from functools import singledispatchmethod
from typing import Final

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.plain import state
from exercise.model.text import clean
from exercise.model.views import FeedView, Sign, UnitView
from exercise.play.names import Names
from exercise.play.precedence import precedence
from exercise.play.projection.drawn import DrawnUp
from exercise.play.projection.inbox import Inbox
from exercise.play.projection.loads import Load
from exercise.play.projection.papers import KnownRequest, request_text
from exercise.play.tellings import Telling

STAFF_ONLY: Final = (
    h.FactChanged,
    h.InjectFired,
    h.InjectSkipped,
    h.HandlingBreached,
    h.FormSubmitted,
    h.ExpectationMet,
    h.ExpectationLapsed,
    h.AdversaryReacted,
    h.HazardStruck,
    h.ChanceDrawn,
    h.TargetWarned,
    h.Unknown,
)
"""Never told to a team, whatever their audience says."""
_VERDICTS: Final = {"granted": "good", "returned": "bad", "refused": "bad"}


@state
class Enquiry:
    """An enquiry that waits for its answer."""

    id: str
    body: str
    since: Minute


class Knowledge:
    """What one team knows. *everything*: nothing is hidden between teams (the open pace), only from them all."""

    def __init__(self, names: Names, team: str, *, everything: bool = False) -> None:
        scenario = names.scenario
        self.names = names
        self.team = team
        self._everything = everything
        self.telling = Telling(names, team)
        self.inbox = Inbox(names, team)
        self.stage = next(iter(scenario.stages))
        self.requests: dict[str, KnownRequest] = {}
        self.drawn = DrawnUp(names, team)
        self.enquiries: dict[str, Enquiry] = {}
        self.numbers: dict[str, int] = {}
        self.ended: h.ExerciseEnded | None = None
        self.loads = {
            name: Load(scenario, name, team, known=team in load.known_to)
            for name, load in scenario.consignments.items()
        }
        self._units: dict[str, tuple[str, Minute]] = {}
        self._post: dict[str, h.RequestSent] = {}
        """Requests under way, sealed: opened once this team learns of them."""
        self._feed: list[FeedView] = []
        self._feed_done: tuple[FeedView, ...] | None = ()
        self.busy: dict[tuple[str, str], Minute] = {}
        """By team and role, until when what was decided last keeps it busy."""
        self.differed: dict[str, str] = {}
        """By authored point on which teams must agree: what they chose last, where that was not the same."""
        self._sign: Sign = "own"
        self._key = ""
        for name, item in scenario.intel.items():
            if team in item.holders:
                self.inbox.item(name, 0, "")

    # --- reading ----------------------------------------------------------------------------------

    @property
    def feed(self) -> tuple[FeedView, ...]:
        """One line for each happening that reached this team, oldest first."""
        if self._feed_done is None:
            self._feed_done = tuple(self._feed)
        return self._feed_done

    def _reads(self, team: str) -> bool:
        """Whether a paper addressed to *team* is for this team to read (in the open pace every paper is)."""
        return self._everything or team == self.team

    def units(self, now: Minute) -> tuple[UnitView, ...]:
        """Return the units of this team and what each does at *now*."""
        units = self.names.scenario.teams[self.team].units
        return tuple(self._unit(unit, now) for unit in units)

    def _unit(self, unit: str, now: Minute) -> UnitView:
        t = self.names.language.t
        label = self.names.unit(self.team, unit)
        doing, until = self._units.get(unit, ("free", 0))
        time = self.names.moment(until, now)
        if doing == "deploying":
            return UnitView(unit, label, "wait", t("under way, in place at {time}", time=time), False)
        if doing == "in_place":
            return UnitView(unit, label, "good", t("in place, relief at {time}", time=time), False)
        if doing == "resting" and now < until:
            return UnitView(unit, label, "none", t("rests until {time}", time=time), False)
        start = self.names.scenario.teams[self.team].units[unit].at
        free = t("free, {place}", place=self.names.place(start)) if start else t("free")
        return UnitView(unit, label, "none", free, True)

    # --- taking in --------------------------------------------------------------------------------

    def see(self, happening: h.Happening) -> None:
        """Take in one happening; one that is not for this team leaves no trace that a view could show."""
        if isinstance(happening, h.RequestSent):
            self._post[happening.request] = happening
        self.drawn.see(happening)  # what it submitted itself a team knows, though nobody tells it
        mine = self.team in happening.audience
        told = mine or (self._everything and bool(happening.audience))
        if not told or isinstance(happening, STAFF_ONLY):
            return
        self.inbox.borrowed = not mine
        self._sign, self._key = ("wait" if precedence(happening) != "routine" else "own"), ""
        load = self.loads.get(getattr(happening, "consignment", ""))
        if load is not None:
            load.known = True
            load.see(happening)
        self._take(happening)
        self._tell(happening)

    def _tell(self, happening: h.Happening) -> None:
        text = self.telling.tell(happening)
        if text:
            clock = self.names.clock(happening.minute)
            said, urgency = clean(text), precedence(happening)
            self._feed.append(FeedView(happening.minute, clock, self._sign, said, urgency, self._key))
            self._feed_done = None

    # Kinds are registered by name: from annotations each would be worked out at the start.
    @singledispatchmethod
    def _take(self, happening: h.Happening) -> None:
        """Keep what matters of *happening*; most kinds are told in the feed and no more."""

    @_take.register(h.StageEntered)
    def _(self, happening: h.StageEntered) -> None:
        self.stage = happening.stage

    @_take.register(h.ExerciseEnded)
    def _(self, happening: h.ExerciseEnded) -> None:
        self.ended = happening

    # --- units and control ------------------------------------------------------------------------

    @_take.register(h.UnitAssigned)
    def _(self, happening: h.UnitAssigned) -> None:
        if happening.team == self.team:
            self._units[happening.unit] = ("deploying", happening.due)

    @_take.register(h.UnitInPlace)
    def _(self, happening: h.UnitInPlace) -> None:
        self._sign = "good"
        if happening.team == self.team:
            self._units[happening.unit] = ("in_place", happening.until)
            if happening.consignment in self.loads:
                self.loads[happening.consignment].follow(happening.unit, True)

    @_take.register(h.UnitRelieved)
    def _(self, happening: h.UnitRelieved) -> None:
        if happening.team == self.team:
            self._units[happening.unit] = ("resting", happening.until)
            for load in self.loads.values():
                if happening.unit in load.units():
                    load.follow(happening.unit, False)

    @_take.register(h.ControlTaken)
    def _(self, happening: h.ControlTaken) -> None:
        self._sign = "good"

    @_take.register(h.ControlLost)
    def _(self, happening: h.ControlLost) -> None:
        self._sign = "bad"

    @_take.register(h.AgreementFailed)
    def _(self, happening: h.AgreementFailed) -> None:
        self.differed[happening.point] = self.names.answers(happening.point, happening.chosen)

    # --- paper ------------------------------------------------------------------------------------

    @_take.register(h.RequestSent)
    def _(self, happening: h.RequestSent) -> None:
        request = self._request(happening.request)
        if happening.previous in self.requests:
            self.requests[happening.previous].mended = True
        if happening.team == self.team:
            text = self.telling.tell(happening) or ""
            self._key = self.inbox.sent(
                f"sent:{request.id}",
                happening,
                self.names.team(happening.to),
                text,
                body=request_text(happening, self.names),
                request=request.id,
            )

    @_take.register(h.RequestReceived)
    def _(self, happening: h.RequestReceived) -> None:
        request = self._request(happening.request)
        request.to = request.to or happening.to
        request.received = happening.minute
        if request.state == "sent":
            request.state = "received"
        if self._reads(happening.to):
            self._key = self.inbox.request(happening, request)
        else:
            self._sign = "own"

    @_take.register(h.RequestDecided)
    def _(self, happening: h.RequestDecided) -> None:
        self._request(happening.request).answer(happening.verdict, happening.minute)

    @_take.register(h.AnswerArrived)
    def _(self, happening: h.AnswerArrived) -> None:
        request = self._request(happening.request)
        request.team, request.to = request.team or happening.team, request.to or happening.to
        request.answer(happening.verdict, happening.minute)
        request.missing, request.until = happening.missing, happening.until
        request.conditions = self.names.answer_words(happening.to, happening.conditions)
        self._sign = "good" if happening.verdict == "granted" else "bad"
        self._key = self.inbox.answer(happening, request, mine=happening.team == self.team)

    @_take.register(h.RequestLapsed)
    def _(self, happening: h.RequestLapsed) -> None:
        self._request(happening.request).state = "lapsed"
        self._sign = "bad"

    def _request(self, number: str) -> KnownRequest:
        """Return the request of that number; its envelope is opened the first time this team learns of it."""
        if number not in self.requests:
            sent = self._post.get(number)
            known = KnownRequest(number, sent)
            if sent is not None:
                known.team, known.to = sent.team, sent.to
                self._learn_of_load(sent.paper)
            self.requests[number] = known
        return self.requests[number]

    def _learn_of_load(self, paper: str) -> None:
        """Who reads a request knows of the consignment that it is about."""
        scenario = self.names.scenario
        about = scenario.papers[paper].consignment or scenario.first_consignment()
        if about in self.loads:
            self.loads[about].known = True

    # --- information ------------------------------------------------------------------------------

    @_take.register(h.MessageDelivered)
    def _(self, happening: h.MessageDelivered) -> None:
        if happening.inject in self.names.scenario.injects:
            self._key = self.inbox.message(happening)

    @_take.register(h.NoticeDelivered)
    def _(self, happening: h.NoticeDelivered) -> None:
        self._key = self.inbox.notice(happening)

    @_take.register(h.ItemReceived)
    def _(self, happening: h.ItemReceived) -> None:
        if self._reads(happening.team):
            held = happening.team == self.team
            self._key = self.inbox.item(happening.item, happening.minute, happening.source, held=held)

    @_take.register(h.ItemSent)
    def _(self, happening: h.ItemSent) -> None:
        if happening.team == self.team:
            text = self.telling.tell(happening) or ""
            key = f"sent:item:{happening.item}:{happening.to}"
            self._key = self.inbox.sent(key, happening, self.names.team(happening.to), text)

    @_take.register(h.TalkHeld)
    def _(self, happening: h.TalkHeld) -> None:
        text = self.telling.tell(happening) or ""
        if happening.team == self.team:
            key = f"sent:talk:{happening.to}:{happening.minute}"
            self._key = self.inbox.sent(key, happening, self.names.team(happening.to), text)
        else:
            self._key = self.inbox.told(happening, "talk", "notice", self.names.team(happening.team), text)

    @_take.register(h.EnquirySent)
    def _(self, happening: h.EnquirySent) -> None:
        if happening.team == self.team:
            self.enquiries[happening.enquiry] = Enquiry(happening.enquiry, happening.body, happening.minute)
            text = self.telling.tell(happening) or ""
            self._key = self.inbox.sent(f"sent:{happening.enquiry}", happening, self.names.body(happening.body), text)

    @_take.register(h.EnquiryAnswered)
    def _(self, happening: h.EnquiryAnswered) -> None:
        self.enquiries.pop(happening.enquiry, None)
        if self._reads(happening.team) and happening.body in self.names.scenario.bodies:
            self._key = self.inbox.enquiry(happening)

    @_take.register(h.EnquiryNoticed)
    def _(self, happening: h.EnquiryNoticed) -> None:
        text = self.telling.tell(happening) or ""
        self._key = self.inbox.told(happening, "noticed", "notice", self.names.body(happening.body), text)

    # --- decisions --------------------------------------------------------------------------------

    @_take.register(h.PointOpened)
    def _(self, happening: h.PointOpened) -> None:
        if happening.team == self.team:
            self.numbers.setdefault(happening.point, len(self.numbers) + 1)
            if happening.request:
                self._request(happening.request)

    @_take.register(h.DecisionTaken)
    def _(self, happening: h.DecisionTaken) -> None:
        if happening.role:
            self.busy[happening.team, happening.role] = happening.minute + happening.takes
        number = happening.point.removeprefix("respond_")
        if number == happening.point or number not in self.requests or not happening.options:
            return
        verdict = happening.options[0]
        request = self.requests[number]
        if happening.team == request.to:
            request.answer(
                "returned" if verdict == "return" else "refused" if verdict == "refuse" else "granted", happening.minute
            )
