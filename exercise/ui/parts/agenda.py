"""What a team can do: open decisions, sealed acts, standing acts, carry on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from exercise.model.plain import plain
from exercise.model.views import PointView, TeamView
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import flat, paragraphs, say

CARRY_ON: Final = "carry_on"
UNTIL: Final = "until"
DEBRIEF: Final = "debrief"
STEPS: Final = (0, 60, 180, 360, 720)
"""Minutes of story after which one asks the clock to stop; 0: when something happens."""
KEY_CELLS: Final = 3
FORM_KEYS: Final = {"share": "s", "talk": "c", "enquire": "e", "file": "f", "assign": "u", "withdraw": "u"}


@plain
class Since:
    """What passed since this team was last at the keyboard."""

    minutes: int
    papers: int


def open_points(view: TeamView) -> tuple[PointView, ...]:
    """Return the points that wait for an answer, what must be answered first on top."""
    return tuple(sorted((point for point in view.points if not point.sealed), key=lambda point: point.urgency))


def blocking(view: TeamView) -> tuple[PointView, ...]:
    """Return the open points that must be answered before this team can carry on."""
    return tuple(point for point in open_points(view) if point.blocking)


def agenda_items(view: TeamView) -> tuple[str, ...]:
    """Return what can be chosen, in the order of the rows."""
    points = tuple(f"point:{point.id}" for point in open_points(view))
    sealed = tuple(f"sealed:{act.number}" for act in view.sealed)
    forms = tuple(f"form:{form.id}" for form in view.forms if form.available)
    closing = (DEBRIEF,) if view.end is not None else (UNTIL, CARRY_ON)
    return points + sealed + forms + closing


def next_item(view: TeamView) -> str:
    """Return what is to be done next: the first open decision, else to carry on."""
    items = agenda_items(view)
    return items[0] if items[0].startswith("point:") else items[-1]


@plain
class Handling:
    """What the program, not the view, knows of the agenda."""

    since: Since | None = None
    until: int = 0
    begun: frozenset[str] = frozenset()
    """Forms that are half filled in, by their ids."""
    sure: bool = False
    """Whether the reader went to *carry on* himself, so that Enter carries on."""


def agenda_rows(view: TeamView, look: Look, ink_of: Callable[[str], str], handling: Handling) -> Iterator[Row]:
    """Return the agenda: what waits first, then what was sealed, then what one may do, then carry on."""
    yield from _opening(view, look, handling.since)
    for refused in view.refused:
        yield row(flat(refused), lead=(f" {look.signs.bad} ", "bad"))
    yield from _points(view, look, ink_of)
    yield from _sealed(view, look, ink_of)
    yield from _forms(view, look, ink_of, handling.begun)
    if view.end is None:
        yield from _closing(view, look, ink_of, handling)
    else:
        yield Row(say((look.t("To the debrief"), "title")), say("     "), item=DEBRIEF, ink=ink_of(DEBRIEF))
    if view.notice and (view.clock.minute == 0 or view.end is not None):
        yield BLANK
        yield row((flat(view.notice), "faint"), lead=(f" {look.signs.wait} ", "wait"))


def _opening(view: TeamView, look: Look, since: Since | None) -> Iterator[Row]:
    if view.end is not None:
        yield row((flat(view.end.title), "title"), lead=" ")
        for line in paragraphs(view.end.text):
            yield row(line, lead=" ")
        yield row((flat(view.end.reason), "faint"), lead=" ")
        yield BLANK
    elif since is not None and since.minutes:
        papers = look.n("{n} paper", "{n} papers", since.papers)
        text = look.t("Since you were last here: {length}, {papers}.", length=look.length(since.minutes), papers=papers)
        yield row((text, "strong"), lead=" ")
        yield BLANK
    elif view.brief and view.clock.minute == 0:
        for line in paragraphs(view.brief):
            yield row(line, lead=" ")
        yield BLANK


def _key(key: str, look: Look) -> str:
    """Return a key with its twin where the reader has one, in cells of one width."""
    return f"{look.key(key)[0] if key else '':^{KEY_CELLS}}"


def _heading(text: str) -> Row:
    return row((text, "faint"), lead=" ")


def _points(view: TeamView, look: Look, ink_of: Callable[[str], str]) -> Iterator[Row]:
    waiting = open_points(view)
    if not waiting:
        return
    yield _heading(look.t("Open decisions"))
    for point in waiting:
        item = f"point:{point.id}"
        must = (look.signs.wait, "wait") if point.blocking else (look.signs.none, "faint")
        title = flat(point.title) or flat(point.question)
        yield Row(
            say((title, "strong")),
            say(" ", must, f" {point.number}  "),
            say((flat(point.deadline_text), "faint")),
            item,
            ink_of(item),
        )
    yield BLANK


def _sealed(view: TeamView, look: Look, ink_of: Callable[[str], str]) -> Iterator[Row]:
    if not view.sealed:
        return
    yield _heading(look.t("Sealed in this round (Backspace takes one back)"))
    for act in view.sealed:
        item = f"sealed:{act.number}"
        takes = look.length(act.takes) if act.takes else ""
        yield Row(
            say(flat(act.text)),
            say(" ", (look.signs.good, "good"), f" {act.number}  "),
            say((takes, "faint")),
            item,
            ink_of(item),
        )
    yield BLANK


def _forms(view: TeamView, look: Look, ink_of: Callable[[str], str], begun: frozenset[str]) -> Iterator[Row]:
    if not view.forms:
        return
    yield _heading(look.t("Besides you may, at any time"))
    for form in view.forms:
        item = f"form:{form.id}"
        key = FORM_KEYS.get(form.id.partition(":")[0], "")
        takes = look.length(form.takes) if form.takes else ""
        half = (f"{look.signs.wait} {look.t('half filled in')}  ", "wait") if form.id in begun else ""
        if form.available:
            yield Row(
                say(flat(form.label)),
                say(" ", (_key(key, look), "key"), " "),
                say(half, (takes, "faint")),
                item,
                ink_of(item),
            )
        else:
            reason = f": {flat(form.because)}" if form.because else ""
            yield row((f"{flat(form.label)}{reason}", "off"), lead=(f" {look.signs.bad:<{KEY_CELLS}} ", "bad"))
    yield BLANK


def _closing(view: TeamView, look: Look, ink_of: Callable[[str], str], handling: Handling) -> Iterator[Row]:
    minutes = STEPS[handling.until]
    step = (
        look.t("at most {length}", length=look.length(minutes)) if minutes else look.t("until something concerns you")
    )
    arrows = "← →" if look.signs.set == "full" else "<- ->"
    words = say((look.t("Let time run"), "own"), "  ", (step, "strong"))
    yield Row(words, say("     "), say((arrows, "key")), UNTIL, ink_of(UNTIL))
    left = len(blocking(view))
    if left:
        text = look.n("{n} decision must be signed first", "{n} decisions must be signed first", left)
        words, lead = say((look.t("Carry on"), "off"), "  ", (text, "off")), say(" ", (_key("o", look), "off"), " ")
    else:
        words, lead = (
            say((look.t("Carry on"), "title"), "  ", _ready(look, handling.sure)),
            say(" ", (_key("o", look), "key"), " "),
        )
    yield Row(words, lead, item=CARRY_ON, ink=ink_of(CARRY_ON))


def _ready(look: Look, sure: bool) -> tuple[str, str]:
    """Say what Enter does: where the cursor came by itself, the first Enter only asks."""
    return (look.t("Enter: we are ready"), "strong") if sure else (look.t("we are ready"), "faint")
