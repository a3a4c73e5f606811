"""The home screen's rows: runs to go on with, scenarios, how the room plays, and the scenario chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exercise.ui.choosing import PLAYS, Choosing, in_language
from exercise.ui.home_model import RunCard, ScenarioCard
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import flat, paragraphs, say

InkOf = Callable[[str], str]


def runs_rows(choosing: Choosing, look: Look, ink_of: InkOf) -> Iterator[Row]:
    """Return the runs on this disk, the latest first as they were handed in."""
    if not choosing.runs:
        yield row((look.t("No run is kept here yet."), "faint"), lead=" ")
    for number, run in enumerate(choosing.runs):
        yield from _run(run, f"run:{number}", look, ink_of)


def _run(run: RunCard, item: str, look: Look, ink_of: InkOf) -> Iterator[Row]:
    ink = ink_of(item)
    state = look.t("finished, debrief ready") if run.finished else flat(run.clock)
    sign = (
        (look.signs.bad, "bad")
        if run.problem
        else ((look.signs.good, "good") if run.finished else (look.signs.none, "wait"))
    )
    yield Row(say((flat(run.title), "strong"), f" · {state}"), say(" ", sign, " "), item=item, ink=ink)
    details = (
        [flat(run.problem)] if run.problem else [", ".join(map(flat, run.teams)), flat(run.stage), flat(run.saved)]
    )
    yield row((" · ".join(part for part in details if part), "faint"), lead="   ", item=item, ink=ink)


def scenarios_rows(choosing: Choosing, look: Look, ink_of: InkOf) -> Iterator[Row]:
    """Return the scenarios with their length and number of teams."""
    if not choosing.cards:
        yield row((look.t("No scenario was found."), "faint"), lead=" ")
    for number, card in enumerate(choosing.cards):
        chosen = number == choosing.scenario
        item = f"scenario:{number}"
        mark = ("(●)", "chosen") if chosen else ("( )", "faint")
        sign = (look.signs.bad, "bad") if card.problem else mark
        length = look.length(card.length) if card.length else ""
        title = (flat(in_language(card.title, look.words.tag)), "strong" if chosen else "own")
        yield Row(say(title), say(" ", sign, " "), say((length, "faint")), item, ink_of(item))


def play_rows(choosing: Choosing, look: Look, ink_of: InkOf) -> Iterator[Row]:
    """Return the three ways to play."""
    texts = {
        "rounds": (
            look.t("Rounds"),
            look.t("all teams talk at once, then each comes to this keyboard behind a curtain"),
        ),
        "open": (look.t("Open"), look.t("one screen for the whole hall, nothing hidden between teams")),
        "solo": (look.t("Solo"), look.t("I play one team, the program plays the others")),
    }
    for play in PLAYS:
        name, text = texts[play]
        chosen = choosing.play == play
        item = f"play:{play}"
        lead = say(
            " ",
            ("(●) " if chosen else "( ) ", "chosen" if chosen else "faint"),
            (f"{name:<9}", "strong" if chosen else "own"),
        )
        yield Row(say(text if chosen else ""), lead, item=item, ink=ink_of(item))


def card_rows(choosing: Choosing, look: Look, ink_of: InkOf, *, start_first: bool = False) -> Iterator[Row]:
    """Return the scenario chosen: what it is about, who plays what, and the start.

    *start_first*: where not all of it fits, what one must choose stands before what one may read.
    """
    card = choosing.card
    if card is None:
        return
    if card.problem:
        yield from _about(card, look)
        yield row((flat(card.problem), "strong"), lead=(f" {look.signs.bad} ", "bad"))
        return
    if not start_first:
        yield from _about(card, look)
    yield from _teams(choosing, card, look, ink_of)
    yield BLANK
    if start_first:
        yield from _start(choosing, look, ink_of)
        yield BLANK
        yield from _about(card, look)
    yield row(_size(card, look), lead=" ")
    yield row((look.t("Seed {seed}: the same seed gives the same chances.", seed=choosing.seed), "faint"), lead=" ")
    yield BLANK
    caution = look.t(
        "Times and powers are exercise assumptions, not the law of any State. Boundaries are illustrative."
    )
    yield row((caution, "faint"), lead=(" ~ ", "faint"))
    if not start_first:
        yield BLANK
        yield from _start(choosing, look, ink_of)


def _about(card: ScenarioCard, look: Look) -> Iterator[Row]:
    for line in paragraphs(in_language(card.description, look.words.tag)):
        yield row(line, lead=" ")
    yield BLANK


def _start(choosing: Choosing, look: Look, ink_of: InkOf) -> Iterator[Row]:
    ready = bool(choosing.people)
    text = look.t("Start the exercise") if ready else look.t("Choose at least one team for people")
    yield Row(
        say((f"[ {text} ]", "chosen" if ready else "off")),
        say(" "),
        say((look.t("Enter"), "key")),
        "start",
        ink_of("start"),
    )
    if ready and choosing.play != "solo":
        text = look.t("Start with the checklist")
        yield Row(say((f"[ {text} ]", "own")), say(" "), item="checklist", ink=ink_of("checklist"))


def _teams(choosing: Choosing, card: ScenarioCard, look: Look, ink_of: InkOf) -> Iterator[Row]:
    yield Row(say((look.t("Team"), "faint")), say("     "), say((look.t("played by"), "faint")))
    for team in card.teams:
        item = f"team:{team.id}"
        people = team.id in choosing.people
        by = look.t("people") if people else look.t("the program")
        if not team.playable:
            yield Row(say((flat(team.name), "off")), say("     "), say((look.words.p("who plays", "control"), "off")))
            continue
        box = "[x] " if people else "[ ] "
        lead = say(" ", (box, "chosen" if people else "faint"))
        yield Row(
            say((flat(team.name), "strong" if people else "own")),
            lead,
            say((by, "own" if people else "faint")),
            item,
            ink_of(item),
        )


def _size(card: ScenarioCard, look: Look) -> str:
    parts = []
    if card.points:
        parts.append(look.n("{n} decision", "{n} decisions", card.points))
    if card.length:
        parts.append(look.t("about {length} in the room", length=look.length(card.length)))
    if card.difficulty:
        parts.append(_difficulty(card.difficulty, look))
    return " · ".join(parts)


def _difficulty(level: str, look: Look) -> str:
    known = {
        "tutorial": look.t("tutorial"),
        "easy": look.t("easy"),
        "medium": look.t("medium"),
        "hard": look.t("hard"),
    }
    return known.get(level, flat(level))
