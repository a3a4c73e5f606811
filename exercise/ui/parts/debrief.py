"""The debrief's rows: the run as lines over time, the decision looked at, and who knew what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from exercise.model import happenings as h
from exercise.ui.look import Look
from exercise.ui.parts.deciding import sure_name, why_name
from exercise.ui.rows import BLANK, Row, one_line, row
from exercise.ui.text import Part, flat, say
from exercise.ui.timeline import Timeline

LABEL = 12
"""Cells of the names at the left of the lines."""


def header_rows(timeline: Timeline, look: Look, width: int) -> Iterator[Row]:
    """Return title, span, ruler, control, paper, decisions, and where one looks."""
    scenario, names = timeline.record.scenario, timeline.names
    title = f"{names.say(scenario.title).upper()} · {look.t('DEBRIEF')}"
    yield one_line(width, ([" ", (title, "title")], [flat(timeline.ending), " "]), ([" ", (title, "title")], []))
    yield one_line(width, ([" ", names.clock(0)], [names.clock(timeline.last), " "]))
    cells = width - LABEL - 2
    yield _line(look.t("story"), _ruler(timeline, cells))
    yield _line(look.t("control"), _control(timeline, look, cells))
    yield _line(look.t("paper"), _paper(timeline, look, cells))
    for team in scenario.played:
        yield _line(names.code(team), _decisions(timeline, team, look, cells))
    yield _here(timeline, look, cells)


def _line(label: str, cells: Iterable[tuple[str, str]]) -> Row:
    return Row(say((f" {flat(label)[: LABEL - 1]:<{LABEL}}", "faint"), *cells))


def _cell_of(timeline: Timeline, minute: int, cells: int) -> int:
    return min(cells - 1, minute * (cells - 1) // max(1, timeline.last))


def _ruler(timeline: Timeline, cells: int) -> list[tuple[str, str]]:
    chars = ["·"] * cells
    step = next(step for step in (60, 180, 360, 720, 1440, 10080) if timeline.last / step <= cells / 8)
    for minute in range(0, timeline.last + 1, step):
        at = _cell_of(timeline, minute, cells)
        text = f"┬{timeline.names.hour_of_day(minute):02d}"
        if at + len(text) <= cells:
            chars[at : at + len(text)] = text
    return [("".join(chars), "faint")]


def _control(timeline: Timeline, look: Look, cells: int) -> list[tuple[str, str]]:
    """Return a sign a cell: in control, lost, or not yet."""
    states: list[tuple[int, bool]] = []
    for each in timeline.record.happenings:
        if isinstance(each, (h.ControlTaken, h.GapClosed)):
            states.append((each.minute, True))
        elif isinstance(each, (h.ControlLost, h.ConsignmentLost)):
            states.append((each.minute, False))

    def cell(at: int) -> tuple[str, str]:
        held = [state for minute, state in states if _cell_of(timeline, minute, cells) <= at]
        if not held:
            return "·", "faint"
        return (look.signs.good, "good") if held[-1] else (look.signs.bad, "bad")

    return [cell(at) for at in range(cells)]


def _paper(timeline: Timeline, look: Look, cells: int) -> list[tuple[str, str]]:
    marks: dict[int, tuple[str, str]] = {}
    for each in timeline.record.happenings:
        at = _cell_of(timeline, each.minute, cells)
        if isinstance(each, h.RequestSent):
            marks[at] = (look.signs.wait, "wait")
        elif isinstance(each, h.AnswerArrived):
            marks[at] = (look.signs.good, "good") if each.verdict == "granted" else (look.signs.bad, "bad")
    return [marks.get(at, ("·", "faint")) for at in range(cells)]


def _decisions(timeline: Timeline, team: str, look: Look, cells: int) -> list[tuple[str, str]]:
    taken = {_cell_of(timeline, each.minute, cells) for each in timeline.moments if each.team == team}
    return [(look.signs.here, "strong") if at in taken else ("·", "faint") for at in range(cells)]


def _here(timeline: Timeline, look: Look, cells: int) -> Row:
    at = _cell_of(timeline, timeline.minute, cells)
    text = look.t("you are here: {clock}", clock=timeline.names.clock(timeline.minute))
    if at + len(text) + 3 <= cells:
        return row(" " * (LABEL + 1 + at), (f"{look.signs.border} {text}", "key"))
    return row(" " * max(0, LABEL + 1 + at - len(text) - 1), (f"{text} {look.signs.border}", "key"))


def moment_rows(timeline: Timeline, look: Look) -> Iterator[Row]:
    """Return the decision looked at; what came of it only once it is opened."""
    moment, names = timeline.moment, timeline.names
    if moment is None:
        yield row((look.t("No decision has been taken yet."), "faint"), lead=" ")
        return
    yield row((names.team(moment.team).upper(), "title"), ", ", names.hour(moment.minute), lead=" ")
    yield row((names.point(moment.point), "strong"), lead=" ")
    yield BLANK
    yield from _answer(timeline, moment, look)
    yield BLANK
    if not timeline.open:
        yield row((look.t("Ask the team first. Space shows the rest."), "faint"), lead=" ")
        return
    yield row((look.t("What came of it"), "title"), lead=" ")
    for line in timeline.came_of_it():
        yield row(line.text, lead=(f" {names.hour(line.minute)}  ", "faint"))


def _answer(timeline: Timeline, moment: h.DecisionTaken, look: Look) -> Iterator[Row]:
    names = timeline.names
    for option in moment.options:
        yield _told(look.t("chose"), names.option(moment.point, option))
    if moment.why:
        reasons = ", ".join(why_name(why, look).removesuffix(" ...") for why in moment.why)
        yield _told(look.t("why"), reasons)
    for words in (moment.why_text, moment.text):
        if words.strip():
            yield _told("", f"«{flat(words)}»")
    if moment.law:
        yield _told(look.t("law"), ", ".join(names.law(law) for law in moment.law))
    if moment.sure:
        yield _told(look.words.p("field", "sure"), sure_name(str(moment.sure), look))
    if moment.role:
        yield _told(look.t("signed"), names.role(moment.team, moment.role))
    if moment.dissent.strip():
        yield _told(look.t("dissent"), f"«{flat(moment.dissent)}»")
    unopened = timeline.unopened(moment.team)
    if unopened:
        text = look.n("{n} item was held but not opened", "{n} items were held but not opened", unopened)
        yield row(text, lead=(f" {look.signs.unopened} ", "wait"))


def _told(label: str, text: str) -> Row:
    return row(text, lead=(f" {label:<9}", "faint"))


def knowledge_rows(timeline: Timeline, look: Look) -> Iterator[Row]:
    """Return who held what at this minute, and what was told to whom just then; closed until it is opened."""
    if not timeline.open:
        yield row((look.t("Closed until Space: the players speak first."), "faint"), lead=" ")
        return
    names, teams = timeline.names, timeline.record.scenario.played
    codes = "  ".join(names.code(team) for team in teams)
    yield Row(say((look.t("At {clock}", clock=names.hour(timeline.minute)), "strong")), say(" "), say((codes, "faint")))
    for item in timeline.items():
        yield Row(say(names.item(item)), say(" "), say(*_held(timeline, item, look, names.code)))
    yield BLANK
    signs = look.signs
    legend = look.t("{held} held  {unopened} held, not opened  · not held", held=signs.good, unopened=signs.unopened)
    yield row((legend, "faint"), lead=" ")
    yield BLANK
    yield row((look.t("What was told around this minute"), "title"), lead=" ")
    for line in timeline.lines:
        if abs(line.minute - timeline.minute) <= NEAR:
            who = ", ".join(names.code(team) for team in line.audience)
            yield row(line.text, (f"  [{who}]", "faint"), lead=(f" {names.hour(line.minute)}  ", "faint"))


NEAR = 30
"""Minutes around the moment whose happenings are shown."""


def _held(timeline: Timeline, item: str, look: Look, code: Callable[[str], str]) -> list[Part]:
    holders = timeline.holders(item)
    parts: list[Part] = []
    for number, team in enumerate(timeline.record.scenario.played):
        sign: Part = ("·", "faint")
        if team in holders:
            sign = (look.signs.good, "good") if holders[team] else (look.signs.unopened, "wait")
        parts += ["  " if number else "", sign, " " * (len(code(team)) - 1)]
    return parts
