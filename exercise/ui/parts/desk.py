"""The facilitator's drawer: what he sees of teams, events and rulings, and the list of his acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, Literal

from exercise.model.plain import plain
from exercise.model.table import DeskInject, DeskPoint, DeskTeam, DeskView
from exercise.ui.look import Look
from exercise.ui.parts.bars import minutes_text
from exercise.ui.parts.desk_forms import waiting_words
from exercise.ui.rows import BLANK, Row, one_line, row
from exercise.ui.text import Part, flat, paragraphs, say

InkOf = Callable[[str], str]
Which = Literal["coming", "past", "all"]
WHICH: Final[tuple[Which, ...]] = ("coming", "past", "all")


# --- on top ---------------------------------------------------------------------------------------------------------


def head_rows(view: DeskView, look: Look, width: int, talk_left: int | None) -> Iterator[Row]:
    """Return two rows: the run and its clocks; and that the hall must not see this."""
    hall = view.hall
    state = {
        "talk": look.t("TALK"),
        "runs": look.t("RUNS »»"),
        "paused": look.t("PAUSED"),
        "ended": look.t("ENDED"),
    }[hall.phase]
    left: list[Part] = [" ", (look.t("CONTROL"), "title"), "  "]
    round_: Part = look.t("round {n}", n=hall.round)
    clock: list[Part] = [(flat(hall.clock.text), "strong"), "  ", (state, "wait" if view.paused else "strong")]
    talk: list[Part] = [look.t("talk left "), (minutes_text(talk_left), "strong"), " "] if talk_left is not None else []
    room: list[Part] = [look.t("room "), (flat(hall.room_clock), "strong"), "  "] if hall.room_clock else []
    yield one_line(
        width,
        ([*left, (flat(hall.title), "strong"), "  ", round_, "  ", *clock], [*room, *talk]),
        ([*left, round_, "  ", *clock], [*room, *talk]),
        ([*left, *clock], talk),
    )
    secret = look.t("Not for the hall: keep this off the projector.")
    shown = look.t("Esc closes and locks")
    made = one_line(width, (["▐ ", secret], [shown, " ▌"]), (["▐ ", secret], [" ▌"]))
    yield Row(made.body, ink="urgent")


# --- acts -----------------------------------------------------------------------------------------------------------


@plain
class Deed:
    """A line of the list of acts: its id, its key, its words, and why it cannot be done now (``""``: it can)."""

    id: str
    key: str
    text: str
    closed: str = ""


def deeds(view: DeskView, look: Look) -> tuple[tuple[str, tuple[Deed, ...]], ...]:
    """Return the acts under their headings."""
    return (
        (look.t("Time in the room"), _room_deeds(view, look)),
        (look.t("Time of the story"), _story_deeds(view, look)),
        (look.t("Teams"), _team_deeds(view, look)),
        (look.t("Record"), _record_deeds(view, look)),
    )


def _over(view: DeskView, look: Look) -> str:
    return look.t("the exercise is over") if view.hall.phase == "ended" else ""


def _room_deeds(view: DeskView, look: Look) -> tuple[Deed, ...]:
    over = _over(view, look)
    unlimited = over or ("" if view.hall.talk_left is not None else look.t("talk has no limit now"))
    return (
        Deed("break", "b", look.t("Break ..."), over),
        Deed("pause", "p", look.t("Go on") if view.paused else look.t("Pause"), over),
        Deed("more_talk", "e", look.t("3 minutes more talk"), unlimited),
    )


def _story_deeds(view: DeskView, look: Look) -> tuple[Deed, ...]:
    over, hall = _over(view, look), view.hall
    stands = over or ("" if hall.phase == "runs" else look.t("time does not run"))
    creep = look.t("Let the story clock creep") if view.held else look.t("Hold the creep")
    shown = [
        Deed("skip", "s", look.t("Skip to the stop"), stands),
        Deed("hold", "h", creep, over or ("" if hall.pace == "rounds" else look.t("it creeps in rounds only"))),
        Deed("jump", "j", look.t("Let the story run on"), over),
    ]
    return (*shown, Deed("speed", "v", look.t("Speed ..."), over)) if hall.pace == "live" else tuple(shown)


def _team_deeds(view: DeskView, look: Look) -> tuple[Deed, ...]:
    over = _over(view, look)
    points = any(team.points for team in view.teams)
    none_open = over or ("" if points else look.t("no decision is open"))
    dated = any(point.deadline for team in view.teams for point in team.points)
    count = f" {look.signs.wait}{len(view.rulings)}" if view.rulings else ""
    return (
        Deed("rule", "r", look.t("Rule ...") + count, over or ("" if view.rulings else look.t("no answer waits"))),
        Deed("message", "m", look.t("Message ..."), over),
        Deed("decide", "d", look.t("Decide for a team ..."), none_open),
        Deed("carry_on", "c", look.t("Carry on for a team ..."), over),
        Deed("extend", "x", look.t("More story time ..."), over or ("" if dated else look.t("nothing has a deadline"))),
    )


def _record_deeds(view: DeskView, look: Look) -> tuple[Deed, ...]:
    rewound = "" if view.rounds else look.t("no round was opened")
    return (
        Deed("note", "n", look.t("Note ...")),
        Deed("rewind", "w", look.t("Rewind ..."), rewound),
        Deed("end", "q", look.t("End ..."), _over(view, look)),
    )


def all_deeds(view: DeskView, look: Look) -> tuple[Deed, ...]:
    """Return the acts in the order of their lines."""
    return tuple(deed for _, group in deeds(view, look) for deed in group)


def deed_rows(view: DeskView, look: Look, ink_of: InkOf, *, roomy: bool) -> Iterator[Row]:
    """Return the acts; those that are closed now say why. *roomy*: the groups stand apart."""
    for number, (heading, group) in enumerate(deeds(view, look)):
        if number and roomy:
            yield BLANK
        yield row((heading, "faint"), lead=" ")
        for deed in group:
            key = f"{look.key(deed.key)[0]:^3}"
            if deed.closed:
                lead = say((f" {look.signs.bad}", "bad"), (key, "off"), " ")
                yield row((f"{deed.text.removesuffix(' ...')}: {deed.closed}", "off"), lead=lead, item=deed.id,
                          ink=ink_of(deed.id))  # fmt: skip
            else:
                yield row(deed.text, lead=say("  ", (key, "key"), " "), item=deed.id, ink=ink_of(deed.id))


# --- teams and what waits -------------------------------------------------------------------------------------------


def overview_rows(view: DeskView, look: Look) -> Iterator[Row]:
    """Return what waits for the facilitator, then the teams at a glance, then the expectations that run."""
    for warning in (*view.warnings, *((view.hall.warning,) if view.hall.warning else ())):
        yield row((flat(warning), "wait"), lead=(f" {look.signs.wait} ", "wait"))
    for ruling in view.rulings:
        whose = next((flat(each.name) for each in view.teams if each.id == ruling.team), ruling.team)
        yield row((look.t("A ruling waits: {team}", team=whose), "wait"), lead=(f" {look.signs.wait} ", "wait"))
        yield row(f"«{flat(ruling.text)}»", lead="   ")
    if view.rulings or view.warnings:
        yield BLANK
    if voting := ", ".join(flat(mark.name) for mark in view.hall.teams if mark.votes):
        yield row(
            look.t("before the talk, a silent vote: {teams}", teams=voting), lead=(f" {look.signs.wait} ", "wait")
        )
        yield BLANK
    for team in view.teams:
        yield from _team(team, view, look)
    yield BLANK
    yield from _expectations(view, look)
    yield row((look.n("{n} note is kept", "{n} notes are kept", view.notes), "faint"), lead=" ")


def _team(team: DeskTeam, view: DeskView, look: Look) -> Iterator[Row]:
    sign, word = {
        "done": (look.sign("good"), look.t("ready")),
        "next": ((look.signs.here, "key"), look.t("is called")),
        "to_come": (look.sign("none"), look.t("to come")),
        "bot": (look.sign("none"), look.t("the program")),
    }[team.mark]
    yield row((flat(team.name), "strong"), lead=say(" ", sign, " "), tail=(word, "faint"))
    counts = [
        look.n(
            "{n} decision open", "{n} decisions open", sum(not (point.waits or point.sealed) for point in team.points)
        )
    ]
    if team.sealed:
        counts.append(look.n("{n} act sealed", "{n} acts sealed", team.sealed))
    if team.unopened:
        counts.append(look.n("{n} paper unopened", "{n} papers unopened", team.unopened))
    yield row((" · ".join(counts), "faint"), lead="   ")
    for point in team.points:
        yield _point(point, view, look)


def _point(point: DeskPoint, view: DeskView, look: Look) -> Row:
    sign = look.sign("good") if point.sealed else ((look.signs.wait, "wait") if point.blocking else look.sign("none"))
    words = waiting_words(point, look) or (look.t("sealed") if point.sealed else "")
    parts: list[Part] = [flat(point.title) or flat(point.question)]
    if words:
        parts.append((f": {words}", "faint"))
    by = look.t("by {time}", time=_when(point.deadline, view)) if point.deadline else ""
    return row(*parts, lead=say("   ", sign, " "), tail=(by, "faint"))


def _when(clock: str, view: DeskView) -> str:
    """Return a story time: only its hour where it is of the day that it is now."""
    day, _, hour = flat(clock).rpartition(" ")
    return hour if day == flat(view.hall.clock.text).rpartition(" ")[0] else flat(clock)


def _expectations(view: DeskView, look: Look) -> Iterator[Row]:
    if not view.expectations:
        return
    yield row((look.t("Expected of the teams"), "faint"), lead=" ")
    for each in view.expectations:
        by = look.t("by {time}", time=_when(each.until, view))
        yield row(f"{flat(each.team)}: {flat(each.inject)}", lead=(f" {look.signs.wait} ", "wait"), tail=(by, "faint"))
        if each.otherwise:
            yield row((look.t("else comes: {event}", event=flat(each.otherwise)), "faint"), lead="   ")
    yield BLANK


# --- events ---------------------------------------------------------------------------------------------------------


@plain
class Filter:
    """Which events are listed: coming or past, of which team by name (``""``: all), and those with *words* alone.

    *words* look among coming and past; ``None``: nothing is looked for.
    """

    which: Which = "coming"
    team: str = ""
    words: str | None = None

    def next_which(self) -> Filter:
        """Go on from coming to past, to all, to coming."""
        return replace(self, which=WHICH[(WHICH.index(self.which) + 1) % len(WHICH)])

    def next_team(self, names: tuple[str, ...], step: int) -> Filter:
        """Go to the next team, or to all."""
        every = ("", *names)
        at = every.index(self.team) if self.team in every else 0
        return replace(self, team=every[(at + step) % len(every)])

    def of(self, view: DeskView) -> tuple[DeskInject, ...]:
        """Return the events that it lets through: those coming, then those past."""
        everywhere = self.which == "all" or bool(self.words)
        coming = view.coming if everywhere or self.which == "coming" else ()
        past = view.past if everywhere or self.which == "past" else ()
        found = [each for each in (*coming, *past) if self._lets_through(each)]
        return tuple(sorted(found, key=lambda each: str(each.number) != self.words))

    def _lets_through(self, each: DeskInject) -> bool:
        if not self.words:
            return not self.team or self.team in each.to
        if self.words.isdecimal():
            return str(each.number).startswith(self.words)
        return self.words.casefold() in " ".join((each.title, *each.to, each.text)).casefold()


def which_name(which: Which, look: Look) -> str:
    """Return the name of a filter."""
    return {"coming": look.t("coming"), "past": look.t("past"), "all": look.t("all")}[which]


def event_rows(view: DeskView, chosen: Filter, unfolded: str, look: Look, ink_of: InkOf) -> Iterator[Row]:
    """Return the list of events, the filter above it; the one *unfolded* shows what teams read and the note."""
    names = [
        (f"[{which_name(which, look)}]" if which == chosen.which else f" {which_name(which, look)} ",
         "chosen" if which == chosen.which else "faint")
        for which in WHICH
    ]  # fmt: skip
    arrows = "← →" if look.signs.set == "full" else "<- ->"
    yield row(look.key("f"), " ", *names, lead=" ")
    yield row((arrows, "key"), " ", (flat(chosen.team) or look.t("all teams"), "strong"), lead=" ")
    sought: Part = (look.t("find by number or word"), "faint") if chosen.words is None else f"{chosen.words}_"
    yield row(("/", "key"), "   ", sought, lead=" ")
    yield BLANK
    events = chosen.of(view)
    if not events:
        yield row((look.t("There is none."), "faint"), lead=" ")
    for each in events:
        yield from _event(each, view, look, ink_of)
        if each.id == unfolded:
            yield from _unfolded(each, look)


def _event(each: DeskInject, view: DeskView, look: Look, ink_of: InkOf) -> Iterator[Row]:
    item = f"event:{each.id}"
    sign = {"pending": look.sign("none"), "sent": look.sign("good"), "skipped": look.sign("bad")}[each.state]
    when = _when(each.clock, view) if each.clock else ""
    lead = say(" ", sign, (f"{each.number:>4} ", "faint"))
    yield row((flat(each.title), "strong"), lead=lead, tail=(when, "faint"), item=item, ink=ink_of(item))
    to = ", ".join(map(flat, each.to))
    why = flat(each.when) if each.state == "pending" and not each.clock else _cause(each, look)
    details = " · ".join(part for part in (why, to) if part)
    if details:
        yield row((details, "faint"), lead="       ", item=item, ink=ink_of(item))


def _cause(each: DeskInject, look: Look) -> str:
    if each.state == "skipped":
        return look.t("skipped: {reason}", reason=flat(each.reason)) if each.reason else look.t("skipped")
    return {
        "": "",
        "planned": look.t("as planned"),
        "condition": look.t("its condition was met"),
        "contingency": look.t("because this lapsed: {event}", event=flat(each.contingency_of)),
        "effect": look.t("by what was done"),
        "chance": look.t("by chance"),
        "facilitator": look.t("by you"),
    }[each.cause]


def _unfolded(each: DeskInject, look: Look) -> Iterator[Row]:
    item = f"event:{each.id}"
    for line in paragraphs(each.text) if each.text.strip() else ():
        yield row(line, lead="       ", item=item)
    for line in paragraphs(each.note) if each.note.strip() else ():
        yield row((line, "faint"), lead=(f"     {look.signs.here} ", "faint"), item=item)
