"""What can be consulted: requests, units, intelligence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exercise.model.views import ItemView, RequestView, TeamView, UnitView
from exercise.ui.look import Look
from exercise.ui.parts.papers import grade
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import Part, flat, paragraphs, say

InkOf = Callable[[str], str]
BAR = 14
"""Cells of the bar that says how long a request has been out."""


def requests_rows(
    view: TeamView, look: Look, ink_of: InkOf, clock_of: Callable[[int], str], width: int
) -> Iterator[Row]:
    """Return the requests against the consignment, each with its state in a word."""
    for strip in view.strips:
        yield row(
            (flat(strip.name) or look.t("the load"), "strong"),
            lead=" ",
            tail=(flat(strip.eta), "faint") if width > 44 else "",
        )
        if width <= 44 and strip.eta:
            yield row((flat(strip.eta), "faint"), lead=" ")
        for said in (strip.load, strip.law):
            if said:
                yield row((flat(said), "faint"), lead="   ")
    if not view.requests:
        yield row((look.t("No request has been made."), "faint"), lead=(f" {look.signs.none} ", "faint"))
        yield BLANK
        yield row(look.key("f"), " " + look.t("files one"), lead=" ")
        return
    longest = max((view.clock.minute - request.sent for request in view.requests), default=0)
    for request in latest_first(view):
        yield BLANK
        yield from _request(request, look, ink_of(request.id), clock_of, now=view.clock.minute, longest=max(1, longest))


def latest_first(view: TeamView) -> tuple[RequestView, ...]:
    """Return the requests, what has not left yet and what was sent last on top."""
    return tuple(sorted(view.requests, key=lambda request: (not request.number, request.sent), reverse=True))


def _request(
    request: RequestView, look: Look, ink: str, clock_of: Callable[[int], str], *, now: int, longest: int
) -> Iterator[Row]:
    sign, colour = look.sign(request.sign)
    way = (
        f"{flat(request.team)} → {flat(request.to)}"
        if look.signs.set == "full"
        else f"{flat(request.team)} > {flat(request.to)}"
    )
    lead = say(" ", (sign, colour), " ")
    number = f"{flat(request.number)} " if request.number else ""
    yield Row(say((number, "title"), way), lead, say((flat(request.status), colour)), request.id, ink)
    yield row(flat(request.label), lead="   ", item=request.id)
    if not request.number:
        return
    end = request.answered if request.answered is not None else now
    filled = max(1, round(BAR * (end - request.sent) / longest)) if end > request.sent else 0
    waited = look.length(max(0, end - request.sent))
    answered = (
        look.t("answered after {length}", length=waited)
        if request.answered is not None
        else look.t("out for {length}", length=waited)
    )
    yield row((look.signs.full * filled, colour), (look.signs.empty * (BAR - filled), "faint"), " ",
              (f"{clock_of(request.sent)} {answered}", "faint"), lead="   ", item=request.id)  # fmt: skip
    if request.until is not None:
        yield row(
            (look.t("in force until {clock}", clock=clock_of(request.until)), "strong"), lead="   ", item=request.id
        )
    for missing in request.missing:
        yield row(look.t("missing: {what}", what=flat(missing)), lead=(f"   {look.signs.bad} ", "bad"), item=request.id)


def request_rows(request: RequestView, look: Look, mendable: bool) -> Iterator[Row]:
    """Return one request with its contents, as it was filed."""
    yield row((f"{flat(request.number)}  {flat(request.label)}".strip(), "title"), lead=" ")
    yield row(f"{flat(request.team)} > {flat(request.to)} · {flat(request.channel)}", lead=" ")
    sign, ink = look.sign(request.sign)
    yield row((flat(request.status), "strong"), lead=say(" ", (sign, ink), " "))
    yield BLANK
    for label, wording in request.contents:
        yield row(
            (flat(label), "strong"), f"  {flat(wording)}" if wording else "", lead=(f" {look.signs.good} ", "good")
        )
    for missing in request.missing:
        yield row((look.t("missing: {what}", what=flat(missing)), "strong"), lead=(f" {look.signs.bad} ", "bad"))
    yield BLANK
    mend: list[Part] = (
        [(look.t("Enter"), "key"), " " + look.t("mends it and files it again") + "   "] if mendable else []
    )
    yield row(*mend, ("Esc", "key"), " " + look.t("back"), lead=" ")


def unit_rows(view: TeamView, look: Look, ink_of: InkOf) -> Iterator[Row]:
    """Return the units with what each is doing."""
    if not view.units:
        yield row((look.t("This team has no units."), "faint"), lead=" ")
    for unit in view.units:
        yield from _unit(unit, look, ink_of(f"unit:{unit.id}"))


def _unit(unit: UnitView, look: Look, ink: str) -> Iterator[Row]:
    sign, colour = look.sign(unit.sign)
    yield Row(say((flat(unit.label), "strong")), say(" ", (sign, colour), " "), item=f"unit:{unit.id}", ink=ink)
    yield row((flat(unit.status), "faint"), lead="   ", item=f"unit:{unit.id}")


def intel_rows(view: TeamView, look: Look, ink_of: InkOf, chosen: str) -> Iterator[Row]:
    """Return the items held, the latest first; the one *chosen* is unfolded."""
    if not view.items:
        yield row((look.t("No item of information is held yet."), "faint"), lead=" ")
    for item in sorted(view.items, key=lambda each: each.minute, reverse=True):
        yield from _item(item, look, ink_of(f"item:{item.id}"), unfolded=chosen == f"item:{item.id}")


def _item(item: ItemView, look: Look, ink: str, *, unfolded: bool) -> Iterator[Row]:
    key = f"item:{item.id}"
    mark = (" ", "own") if item.opened else (look.signs.unopened, "wait")
    number = f"{flat(item.number)} {flat(item.grading)}".strip()
    yield Row(
        say((flat(item.title), "own" if item.opened else "strong")),
        say(" ", mark, " ", (f"{number}  ", "faint")),
        item=key,
        ink=ink,
    )
    if unfolded:
        for line in paragraphs(item.text):
            yield row(line, lead="   ", item=key)
        notes = [flat(note) for note in (item.origin, grade(item.grading, look), item.handling) if note]
        yield row((" · ".join(notes), "faint"), lead="   ", item=key)
