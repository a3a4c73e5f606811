"""Views as lines of text, for those who read one line after the other. Nothing here knows Textual, keys or colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exercise.model.language import Language, day_and_hour
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
from exercise.ui.forms import Filling, choices

Lines = Iterator[str]
DAY: Final = 24 * 60
NEAR: Final = 0.005
"""Fraction of the road within which one is at a stop."""


def minute_of_day(time: str) -> int | None:
    """Return the minute of the day of a time ``HH:MM``, before which a day may stand; ``None`` where it is not one."""
    hours, colon, minutes = time.rpartition(" ")[-1].partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):
        return None
    return int(hours) * 60 + int(minutes)


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

    def status(self, view: TeamView, *, follows: bool = False) -> Lines:
        """Who, stage, control, clock, where the load is, what is open, who waits.

        *follows*: the decision that is most urgent is said right after it, so that it need not be named where it is
        the only one.
        """
        yield from self.place(view)
        yield from self.open(view, follows=follows)

    def place(self, view: TeamView) -> Lines:
        """Who, stage, clock, control and where the load is."""
        stage = self.t(
            "stage {number} of {stages}: {stage}", number=view.stage_number, stages=view.stages, stage=view.stage
        )
        yield f"{view.name} - {stage}"
        state = {
            "stands": self.t("the story stands"),
            "creeps": self.t("the story creeps"),
            "runs": self.t("time runs"),
            "paused": self.t("PAUSED"),
            "ended": self.t("the exercise is over"),
        }[view.clock.state]
        yield f"{view.clock.text} - {state}" + (f", {view.clock.why}" if view.clock.why else "")
        yield self.t("Control: {control}", control=view.control)
        for strip in view.strips:
            yield self.load(strip)
            if strip.load or strip.law:
                yield "  " + "; ".join(said for said in (strip.load, strip.law) if said)

    def open(self, view: TeamView, *, follows: bool = False) -> Lines:
        """What is asked, with deadlines and who waits; papers not opened; what this team and the room wait for."""
        due = [point for point in view.points if not point.sealed]
        for point in due if len(due) > 1 or not follows else ():
            named = self.t("Open decision {number}: {title}", number=point.number, title=point.title)
            yield " - ".join(part for part in (named, self.deadline(point, view)) if part)
        if not due:
            yield ", ".join(part for part in (view.ask.text, view.ask.waits) if part)
        for request in view.requests:
            if not due and request.mine and request.missing and request.number in view.ask.text:
                yield self.t("Type: mend {number}", number=request.number)
        yield from self.unopened(view)
        if view.waits:
            yield self.t("You wait for: {what}", what=view.waits)
        if others := [name for name in view.room.waits_for if name != view.name]:
            yield self.t("The room waits for: {teams}", teams=", ".join(others))

    def deadline(self, point: PointView, view: TeamView) -> str:
        """Return until when a decision may be answered and whether time waits for it, ``""`` where neither is so."""
        until = point.deadline_text
        if until and point.deadline is not None:
            left = self.length(max(0, point.deadline - view.clock.minute))
            until = self.t("{deadline}, in {length}", deadline=until.partition(" = ")[0], length=left)
        must = self.t("carry on waits for it") if point.blocking and view.room.pace != "live" else ""
        return "; ".join(part for part in (until, must) if part)

    def unopened(self, view: TeamView) -> Lines:
        """How many papers are not opened, where there are any."""
        count = sum(not paper.opened for paper in view.inbox)
        if count:
            yield self.language.n(
                "{n} paper is not opened. read opens it.", "{n} papers are not opened. read opens the next one.", count
            )

    def news(self, view: TeamView, told: int) -> Lines:
        """The feed from line *told* on; a day is named where it begins."""
        day = day_and_hour(view.clock.text)[0]
        for line in view.feed[told:]:
            named, hour = day_and_hour(line.clock)
            if named and named != day:
                day = named
                yield f"{day}:"
            mark = f"{self._precedence(line.precedence)}: " if line.precedence != "routine" else ""
            yield f"{hour} {mark}{line.text}"

    def length(self, minutes: int) -> str:
        """Return a length of time in whole words: ``1 hour 5 minutes``."""
        n = self.language.n
        days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
        said = (
            n("{n} day", "{n} days", days) if days else "",
            n("{n} hour", "{n} hours", hours) if hours else "",
            n("{n} minute", "{n} minutes", rest) if rest or minutes == 0 else "",
        )
        return " ".join(part for part in said if part)

    def load(self, strip: StripView) -> str:
        """Return where a load may be and when it is expected."""
        return " ".join(part for part in (f"{strip.name}.", self._where(strip), self._expected(strip)) if part)

    def road(self, strip: StripView) -> str:
        """Return the road as a sentence: stops, how far driven, where the load may be."""
        stops = ", ".join(
            self.t("{stop} (border)", stop=stop.label) if stop.border else stop.label for stop in strip.stops
        )
        said = self.t("{name}: the road goes {stops}.", name=strip.name, stops=stops)
        return " ".join(part for part in (said, self._where(strip), self._expected(strip)) if part)

    def _where(self, strip: StripView) -> str:
        here = self._between(strip, (strip.low + strip.high) / 2)
        if strip.seen:
            return self.t("It is seen {where}.", where=here)
        if strip.high - strip.low < 0.01:
            return self.t("It is not seen; it may be {where}.", where=here)
        if self._between(strip, strip.low) == self._between(strip, strip.high):
            return self.t("It is not seen; it may be {where}.", where=self._between(strip, strip.low))
        low = [stop.label for stop in strip.stops if stop.at <= strip.low + NEAR] or [
            self.t("the beginning of the road")
        ]
        high = [stop.label for stop in strip.stops if stop.at >= strip.high - NEAR] or [self.t("the end of the road")]
        return self.t("It is not seen; it may be anywhere from {low} to {high}.", low=low[-1], high=high[0])

    def _expected(self, strip: StripView) -> str:
        return f"{strip.eta[0].upper()}{strip.eta[1:]}." if strip.eta else ""

    def _between(self, strip: StripView, at: float) -> str:
        """Where a fraction of the road lies among the stops."""
        near = next((stop for stop in strip.stops if abs(stop.at - at) < NEAR), None)
        if near is not None:
            return self.t("at {stop}", stop=near.label)
        before = [stop for stop in strip.stops if stop.at <= at]
        after = [stop for stop in strip.stops if stop.at > at]
        if before and after:
            return self.t("between {before} and {after}", before=before[-1].label, after=after[0].label)
        return self.t("at {stop}", stop=(before or after)[-1].label) if strip.stops else self.t("on the road")

    # --- deciding ---------------------------------------------------------------------------------

    def point(self, point: PointView, view: TeamView) -> Lines:
        """A decision point with its deadline and its options, numbered."""
        yield self.t("DECIDE {number}: {question}", number=point.number, question=point.question)
        for text in (self.deadline(point, view), point.differed, point.detail, point.teaches):
            if text:
                yield from text.split("\n")
        for number, option in enumerate(point.options, 1):
            yield from self.option(number, option)
        if point.sealed:
            yield self.t("You have answered this in the round that is open.")
        elif point.choose > 1:
            yield self.t("Type up to {most} numbers, for example: 1 3", most=point.choose)
        else:
            yield self.t("Type the number of an option.")

    def option(self, number: int, option: OptionView) -> Lines:
        """One option: label, cost, and why it is closed."""
        cost = f" ({self.length(option.takes)})" if option.takes else ""
        closed = f" - {self.t('closed: {because}', because=option.because or '-')}" if not option.available else ""
        yield f"  {number}. {option.label}{cost}{closed}"
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
            cost = f" ({self.length(form.takes)})" if form.takes else ""
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
            yield f"  {number}. {label or self.t('yes, with this')}{closed}"

    def filled(self, filling: Filling) -> Lines:
        """A form as it is filled in, its fields numbered."""
        for number, field in enumerate(filling.form.fields, 1):
            yield f"  {number}. {field.label}: {self.value(filling, field) or '-'}"

    def value(self, filling: Filling, field: FieldView) -> str:
        """Return what a field holds, in words."""
        held = filling.value(field.id)
        if field.kind == "text":
            return "; ".join(held)
        named = [label or self.t("filled in") for id, label, _, _ in choices(field) if id in held]
        return "; ".join(label.partition(" · ")[0] for label in named)

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
        urgent = f"{self._precedence(paper.precedence)}, " if paper.precedence != "routine" else ""
        yield f"{urgent}{paper.clock} - {self._whose(paper)}"
        yield paper.subject
        if paper.text != paper.subject:
            yield from paper.text.split("\n")
        yield from self._marks((self.t("Cause"), paper.cause), *self._grades(paper))

    def _grades(self, of: MessageView | ItemView) -> tuple[tuple[str, str], tuple[str, str]]:
        return (self.t("Grading"), of.grading), (self.t("Handling"), of.handling)

    def _marks(self, *marks: tuple[str, str]) -> Lines:
        yield from (f"{label}: {value}" for label, value in marks if value)

    def _precedence(self, precedence: str) -> str:
        return self.t("FLASH") if precedence == "flash" else self.t("PRIORITY")

    def requests(self, requests: Sequence[RequestView]) -> Lines:
        """Every request known, with what is missing and on which conditions."""
        if not requests:
            yield self.t("No request has been sent.")
        for request in requests:
            yield f"  {self._sent(request)}"
            if request.missing:
                yield "     " + self.t("missing: {contents}", contents="; ".join(request.missing))
            if request.conditions:
                yield f"     {request.conditions}"
        if any(request.contents for request in requests):
            example = next((request.number for request in requests if request.number), "")
            if example:
                yield self.t("Type: requests and a number such as {number}, to hear the whole of it.", number=example)

    def request(self, request: RequestView) -> Lines:
        """One request, whole."""
        yield from list(self.requests([request]))[:-1] if request.contents else self.requests([request])
        yield from (f"  {label}: {wording}" for label, wording in request.contents)

    def _sent(self, request: RequestView) -> str:
        if not request.number:
            return self.t("{label}, to {to}: {status}", label=request.label, to=request.to, status=request.status)
        named = self.t(
            "{number}, {label}, from {team} to {to}",
            number=request.number, label=request.label, team=request.team, to=request.to,
        )  # fmt: skip
        return f"{named}: {request.status}"

    def units(self, view: TeamView) -> Lines:
        """The units of the team."""
        if not view.units:
            yield self.t("Your team has no units.")
        for unit in view.units:
            yield f"  {unit.label}: {unit.status}"

    def items(self, items: Sequence[ItemView]) -> Lines:
        """The items held, numbered as the team knows them."""
        if not items:
            yield self.t("Your team holds no items.")
        for item in items:
            opened = "" if item.opened else f" [{self.t('not opened')}]"
            yield f"  {item.number} {item.title} - {item.origin}{opened}"
        if items:
            yield self.t("Type: items and a number such as {number}, to hear the whole of it.", number=items[0].number)

    def item(self, item: ItemView) -> Lines:
        """One item, whole."""
        yield f"{item.number} {item.title} - {item.origin}"
        yield from item.text.split("\n")
        yield from self._marks(*self._grades(item))

    def sealed(self, view: TeamView) -> Lines:
        """What this team has sealed in the round that is open."""
        if not view.sealed:
            yield self.t("Nothing is sealed.")
        for act in view.sealed:
            cost = f" ({self.length(act.takes)})" if act.takes else ""
            yield f"  {act.number}. {act.text}{cost}"
        if view.sealed:
            yield self.t("Type: take back and the number, to undo one.")

    # --- the room ---------------------------------------------------------------------------------

    def end(self, hall: HallView) -> Lines:
        """The ending."""
        yield self.t("THE EXERCISE IS OVER. {clock}", clock=hall.clock.text)
        if hall.end is not None:
            yield from (part for part in (hall.end.reason, hall.end.title, *hall.end.text.split("\n")) if part)
