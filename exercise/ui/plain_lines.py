"""Views as lines of text, for those who read one line after the other. Nothing here knows Textual, keys or colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exercise.model.language import Language
from exercise.model.table import HallView
from exercise.model.views import (
    FieldView,
    FormView,
    ItemView,
    LawView,
    MessageView,
    OptionView,
    PointView,
    RequestView,
    Sign,
    StripView,
    TeamView,
)
from exercise.ui.forms import choices

Lines = Iterator[str]
BLANK: Final = ""


class Speaker:
    """Says views in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.t = language.t

    def sign(self, sign: Sign) -> str:
        """Return a sign as a word."""
        return {
            "good": self.t("in force"),
            "wait": self.t("waits"),
            "bad": self.t("attention"),
            "none": "",
            "seen": self.t("seen"),
            "unseen": self.t("not seen"),
            "unopened": self.t("not opened"),
            "own": "",
        }[sign]

    # --- where one stands -------------------------------------------------------------------------

    def status(self, view: TeamView) -> Lines:
        """Who, stage, control, clock, road, what is asked, who waits."""
        stage = self.t(
            "stage {number} of {stages}: {stage}", number=view.stage_number, stages=view.stages, stage=view.stage
        )
        yield f"{view.name} - {stage}"
        state = {
            "stands": self.t("the story stands"),
            "runs": self.t("time runs"),
            "paused": self.t("PAUSED"),
            "ended": self.t("the exercise is over"),
        }[view.clock.state]
        yield f"{view.clock.text} - {state}" + (f", {view.clock.why}" if view.clock.why else "")
        yield self.t("Control: {control}", control=view.control)
        for strip in view.strips:
            if strip.eta:
                yield self.t("Road: {road}", road=strip.eta)
        yield from self.ask(view)
        if view.waits:
            yield self.t("You wait for: {what}", what=view.waits)
        if view.room.waits_for:
            yield self.t("The room waits for: {teams}", teams=", ".join(view.room.waits_for))

    def ask(self, view: TeamView) -> Lines:
        """What is asked, with its deadline and who waits; how many papers are not opened."""
        yield " - ".join(part for part in (view.ask.text, view.ask.deadline, view.ask.waits) if part)
        unopened = sum(not paper.opened for paper in view.inbox)
        if unopened:
            yield self.language.n("{n} paper is not opened: papers", "{n} papers are not opened: papers", unopened)

    def road(self, strip: StripView) -> str:
        """Return the road as a sentence: stops, how far driven, where the load may be."""
        stops = ", ".join(
            self.t("{stop} (border)", stop=stop.label) if stop.border else stop.label for stop in strip.stops
        )
        here = self._between(strip, (strip.low + strip.high) / 2)
        if strip.seen:
            where = self.t("It is seen {where}.", where=here)
        elif strip.high - strip.low < 0.01:
            where = self.t("It is not seen; it may be {where}.", where=here)
        else:
            low, high = self._between(strip, strip.low), self._between(strip, strip.high)
            same = low == high
            where = (
                self.t("It is not seen; it may be {where}.", where=low)
                if same
                else self.t("It is not seen; it may be anywhere from {low} to {high}.", low=low, high=high)
            )
        said = self.t("{name}: the road goes {stops}.", name=strip.name, stops=stops)
        return " ".join(part for part in (said, where, f"{strip.eta}." if strip.eta else "") if part)

    def _between(self, strip: StripView, at: float) -> str:
        """Where a fraction of the road lies among the stops."""
        near = next((stop for stop in strip.stops if abs(stop.at - at) < 0.005), None)
        if near is not None:
            return self.t("at {stop}", stop=near.label)
        before = [stop for stop in strip.stops if stop.at <= at]
        after = [stop for stop in strip.stops if stop.at > at]
        if before and after:
            return self.t("between {before} and {after}", before=before[-1].label, after=after[0].label)
        return self.t("at {stop}", stop=(before or after)[-1].label) if strip.stops else self.t("on the road")

    # --- deciding ---------------------------------------------------------------------------------

    def point(self, point: PointView) -> Lines:
        """A decision point with its options, numbered."""
        yield self.t("DECIDE {number}: {question}", number=point.number, question=point.question)
        for text in (point.detail, point.teaches, point.deadline_text):
            if text:
                yield from text.split("\n")
        if point.sealed:
            yield self.t("You have answered this in the round that is open.")
        if point.choose > 1:
            yield self.t("Choose up to {most}, for example: 1 3", most=point.choose)
        for number, option in enumerate(point.options, 1):
            yield from self.option(number, option)

    def option(self, number: int, option: OptionView) -> Lines:
        """One option: label, cost, and why it is closed."""
        cost = f" ({self.language.length(option.takes)})" if option.takes else ""
        yield f"  {number}. {option.label}{cost}"
        if not option.available:
            yield "     " + self.t("closed: {because}", because=option.because or "-")
        if option.detail:
            yield f"     {option.detail}"
        if option.warning:
            yield "     " + self.t("risk: {warning}", warning=option.warning)

    def law(self, point: PointView) -> Lines:
        """The legal bases offered, numbered; 0 is not sure. What each says is told when it is asked for."""
        for number, basis in enumerate(point.law, 1):
            yield f"  {number}. {basis.label}"
        yield f"  0. {self.t('not sure')}"
        yield self.t("? and a number: what a legal basis says, and where it stands.")

    def basis(self, basis: LawView) -> Lines:
        """One legal basis, with source and how sure it is."""
        text = f" {basis.text}" if basis.text else ""
        yield f"  {basis.label}.{text} [{basis.note}]"

    # --- forms ------------------------------------------------------------------------------------

    def forms(self, forms: Sequence[FormView]) -> Lines:
        """The standing acts, numbered."""
        for number, form in enumerate(forms, 1):
            cost = f" ({self.language.length(form.takes)})" if form.takes else ""
            closed = "" if form.available else f" - {self.t('closed: {because}', because=form.because or '-')}"
            yield f"  {number}. {form.label}{cost}{closed}"
        yield self.t("Type: act and the number.")

    def field(self, field: FieldView) -> Lines:
        """A field of a form with its choices, numbered."""
        how = {
            "one": self.t("one number"),
            "many": self.t("one or more numbers"),
            "text": self.t("in your own words"),
        }[field.kind]
        leave = "" if field.needed else ", " + self.t("Enter leaves it out")
        yield f"{field.label} ({how}{leave})"
        if field.help:
            yield f"  {field.help}"
        for number, (_, label, available, because) in enumerate(choices(field), 1):
            closed = "" if available else f" - {self.t('closed: {because}', because=because or '-')}"
            yield f"  {number}. {label or self.t('filled in')}{closed}"

    # --- consulting -------------------------------------------------------------------------------

    def papers(self, papers: Sequence[MessageView]) -> Lines:
        """The inbox, newest first, with the numbers that *read* takes."""
        for number, paper in reversed(list(enumerate(papers, 1))):
            marks = [self.t("not opened")] if not paper.opened else []
            marks += [self._precedence(paper.precedence)] if paper.precedence != "routine" else []
            mark = f" [{', '.join(marks)}]" if marks else ""
            yield f"  {number}. {paper.clock} {self._whose(paper)}: {paper.subject}{mark}"
        yield self.t("Type: read and the number.")

    def _whose(self, paper: MessageView) -> str:
        """From whom it came, or to whom the team sent it."""
        return self.t("to {whom}", whom=paper.sender) if paper.kind == "sent" else paper.sender

    def paper(self, paper: MessageView) -> Lines:
        """One paper, whole."""
        yield f"{paper.clock} - {self._whose(paper)}"
        yield paper.subject
        yield from paper.text.split("\n")
        for label, value in (
            (self.t("Cause"), paper.cause),
            (self.t("Grading"), paper.grading),
            (self.t("Handling"), paper.handling),
        ):
            if value:
                yield f"{label}: {value}"

    def _precedence(self, precedence: str) -> str:
        return self.t("FLASH") if precedence == "flash" else self.t("PRIORITY")

    def requests(self, requests: Sequence[RequestView]) -> Lines:
        """Every request known, with what is missing and on which conditions."""
        if not requests:
            yield self.t("No request has been sent.")
        for request in requests:
            yield f"  {request.number} {request.team} > {request.to}, {request.label}: {request.status}"
            if request.missing:
                yield "     " + self.t("missing: {contents}", contents="; ".join(request.missing))
            if request.conditions:
                yield f"     {request.conditions}"
            for label, wording in request.contents:
                yield f"     {label}: {wording}"

    def units(self, view: TeamView) -> Lines:
        """The units of the team."""
        if not view.units:
            yield self.t("Your team has no units.")
        for unit in view.units:
            yield f"  {unit.label}: {unit.status}"

    def items(self, items: Sequence[ItemView]) -> Lines:
        """The items held, with grading and handling."""
        if not items:
            yield self.t("Your team holds no items.")
        for item in items:
            grading = f" [{item.grading}]" if item.grading else ""
            yield f"  {item.number}{grading} {item.title} - {item.origin}; {item.handling}"

    def sealed(self, view: TeamView) -> Lines:
        """What this team has sealed in the round that is open."""
        if not view.sealed:
            yield self.t("Nothing is sealed.")
        for act in view.sealed:
            cost = f" ({self.language.length(act.takes)})" if act.takes else ""
            yield f"  {act.number}. {act.text}{cost}"

    # --- the room ---------------------------------------------------------------------------------

    def end(self, hall: HallView) -> Lines:
        """The ending."""
        yield self.t("THE EXERCISE IS OVER. {clock}", clock=hall.clock.text)
        if hall.end is not None:
            yield from (part for part in (hall.end.reason, hall.end.title, *hall.end.text.split("\n")) if part)
