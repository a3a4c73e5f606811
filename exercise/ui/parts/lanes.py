"""The debrief's lines over time: the story's clock, each load's way, control, paper, decisions, and where one looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exercise.analysis import control
from exercise.model import happenings as h
from exercise.ui.look import Look
from exercise.ui.rows import Row, row
from exercise.ui.text import flat, say
from exercise.ui.timeline import Timeline

LABEL = 12
"""Cells of the names at the left of the lines."""
_STEPS = (60, 120, 180, 360, 720, 1440, 2880, 10080)
"""Minutes between the marks of the clock, at least."""
Cells = list[tuple[str, str]]


def lanes(timeline: Timeline, look: Look, width: int, loads: int) -> Iterator[Row]:
    """Return the lines over time, with the ways of at most *loads* consignments."""
    cells = width - LABEL - 2
    side = timeline.side
    yield _line(look.t("story"), _ruler(timeline, cells))
    for load in side.loads[:loads]:
        several = len(side.loads) > 1
        yield _line(timeline.names.load(load) if several else look.t("load"), _way(timeline, load, look, cells))
        yield _line(look.t("control"), _control(timeline, load, look, cells))
    yield _line(look.t("paper"), _paper(timeline, look, cells))
    yield _line(look.t("decisions"), _decisions(timeline, cells))
    yield _here(timeline, look, cells)


def _line(label: str, cells: Iterable[tuple[str, str]]) -> Row:
    return Row(say((f" {flat(label)[: LABEL - 1]:<{LABEL}}", "faint"), *cells))


def _cell_of(timeline: Timeline, minute: int, cells: int) -> int:
    return min(cells - 1, minute * (cells - 1) // max(1, timeline.last))


def _empty(cells: int) -> Cells:
    return [("·", "faint")] * cells


def _fill(made: Cells, first: int, last: int, cell: tuple[str, str]) -> None:
    for at in range(first, last + 1):
        made[at] = cell


def _write(made: Cells, at: int, text: str, ink: str) -> None:
    """Write *text* from *at* on, as far to the left as it must be to be whole; nothing where it cannot."""
    if len(text) <= len(made):
        at = min(at, len(made) - len(text))
        made[at : at + len(text)] = [(sign, ink) for sign in text]


def _ruler(timeline: Timeline, cells: int) -> Cells:
    made = _empty(cells)
    step = next((step for step in _STEPS if timeline.last / step <= cells / 8), _STEPS[-1])
    midnight = timeline.names.hour_of_day(0) * 60
    for hour in range(-(midnight % step) or 0, timeline.last + 1, step):
        if hour >= 0:
            text = f"┬{timeline.names.hour_of_day(hour):02d}"
            at = _cell_of(timeline, hour, cells)
            if at + len(text) <= cells:
                _write(made, at, text, "faint")
    return made


def _way(timeline: Timeline, load: str, look: Look, cells: int) -> Cells:
    """Return the way: driven, standing, lost; borders with their states, entries without consent marked as such."""
    made, signs = _empty(cells), look.signs
    for stretch in timeline.side.way(load):
        first, last = (_cell_of(timeline, minute, cells) for minute in (stretch.began, stretch.ended))
        _fill(made, first, last, _moving(timeline, stretch, look))
    free = 0
    for one in timeline.side.happenings:
        if not isinstance(one, h.StateEntered) or one.consignment != load:
            continue
        at = _cell_of(timeline, one.minute, cells)
        text = f"{signs.border}{timeline.names.code(one.state)}{'' if one.lawful else signs.bad}"
        if at >= free and at + len(text) <= cells:
            _write(made, at, text, "good" if one.lawful else "bad")
            free = at + len(text)
    return made


def _moving(timeline: Timeline, stretch: control.Stretch, look: Look) -> tuple[str, str]:
    if stretch.kind == "lost":
        return look.signs.bad, "bad"
    step = timeline.names.find_step(stretch.step)
    drives = stretch.kind == "step" and step is not None and step.kind not in ("cross", "wait", "store")
    return (look.signs.driven, "road") if drives else (look.signs.expected, "road")


def _control(timeline: Timeline, load: str, look: Look, cells: int) -> Cells:
    made, side, end = _empty(cells), timeline.side, timeline.last
    for watch in control.watches(side.happenings, load, end):
        first, last = (_cell_of(timeline, minute, cells) for minute in (watch.began, watch.ended))
        _fill(made, first, last, (look.signs.good, "good"))
    for gap in control.gaps(side.happenings, load, end):
        first, last = (_cell_of(timeline, minute, cells) for minute in (gap.began, gap.ended))
        _fill(made, first, max(first, last - 1), (look.signs.bad, "bad"))
    return made


def _paper(timeline: Timeline, look: Look, cells: int) -> Cells:
    """Return each request from its number to its answer; where several are under way the later ones lie on top."""
    made, marks = _empty(cells), _empty(cells)
    signs = look.signs
    for request in timeline.side.requests:
        sent = _cell_of(timeline, request.sent.minute, cells)
        until = request.answered if request.answered is not None else timeline.last
        _fill(made, sent, _cell_of(timeline, until, cells), (signs.empty, "wait"))
    for request in timeline.side.requests:
        if request.answered is not None:
            sign = (signs.good, "good") if request.verdict == "granted" else (signs.bad, "bad")
            marks[_cell_of(timeline, request.answered, cells)] = sign
        name = timeline.names.number(request.sent.request).replace("-", "")
        at = _cell_of(timeline, request.sent.minute, cells)
        if all(mark[0] == "·" for mark in marks[at : at + len(name)]) and at + len(name) <= cells:
            _write(marks, at, name, "strong")
    return [mark if mark[0] != "·" else below for mark, below in zip(marks, made, strict=True)]


def _decisions(timeline: Timeline, cells: int) -> Cells:
    """Return the decisions by their numbers; where they crowd, the one looked at and those to talk about come first."""
    made = _empty(cells)
    current = timeline.moment
    first = [current.number] if current else []
    first += [one.number for one in timeline.moments if one.number is not None]
    order = sorted(timeline.taken, key=lambda one: first.index(one.number) if one.number in first else len(first))
    for one in order:
        at, text = _cell_of(timeline, one.decision.minute, cells), str(one.number)
        ink = "key" if current is one else "strong" if one.number in first else ""
        at = min(at, cells - len(text))
        room = made[max(0, at - 1) : at + len(text) + 1]
        if all(cell[0] in "·│" for cell in room):
            made[at : at + len(text)] = [(sign, ink or "own") for sign in text]
        elif made[at][0] == "·":
            made[at] = ("│", "faint")
    return made


def _here(timeline: Timeline, look: Look, cells: int) -> Row:
    at = _cell_of(timeline, timeline.minute, cells)
    clock = timeline.names.clock(timeline.minute)
    moment = timeline.moment
    if moment is not None and moment.decision.minute == timeline.minute:
        text = look.t("you are here: {clock}, decision {n}", clock=clock, n=moment.number)
    else:
        text = look.t("you are here: {clock}", clock=clock)
    if at + len(text) + 3 <= cells:
        return row(" " * (LABEL + 1 + at), (f"{look.signs.border} {text}", "key"))
    return row(" " * max(0, LABEL + at - len(text)), (f"{text} {look.signs.border}", "key"))
