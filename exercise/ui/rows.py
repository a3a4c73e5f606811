"""Rows of text set into lines: a lead, a body that wraps by words, a tail at the right edge. No word is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from textual.content import Content, Span

from exercise.model.plain import plain
from exercise.ui.text import Part, say

EMPTY: Final = Content("")
NARROWEST: Final = 14
"""The least width of a body beside its tail; where less is left, the tail takes a line of its own."""
KEPT: Final = 4096
"""Rows whose lines are kept: a list of so many papers is set once, and a key sets only the rows that it changes."""
Spans = tuple[tuple[Span, ...], ...]
"""The inks of a row's lead, body and tail."""


@plain
class Row:
    """A paragraph. *item* names what a click or the cursor chooses there; *ink* lies over the whole line."""

    body: Content
    lead: Content = EMPTY
    tail: Content = EMPTY
    item: str = ""
    ink: str = ""
    place: Literal["left", "middle", "right"] = "left"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of the screen. A row that is the same as before gives the very same lines."""

    content: Content
    item: str
    ink: str = ""

    def is_same(self, other: Line) -> bool:
        """Tell whether both look the same."""
        return self is other or (self.ink == other.ink and self.content.is_same(other.content))


def row(*parts: Part, lead: Part = "", tail: Part = "", item: str = "", ink: str = "") -> Row:
    """Return a row of these parts."""
    return Row(say(*parts), say(lead), say(tail), item, ink)


def middle(*parts: Part, ink: str = "") -> Row:
    """Return a row set in the middle."""
    return Row(say(*parts), ink=ink, place="middle")


BLANK: Final = Row(EMPTY)


def lay(rows: Iterable[Row], width: int) -> list[Line]:
    """Set the rows into lines of *width* cells."""
    return [line for each in rows for line in _lines(each, _spans(each), width)] if width > 0 else []


def _spans(each: Row) -> Spans:
    return (tuple(each.lead.spans), tuple(each.body.spans), tuple(each.tail.spans))


@lru_cache(KEPT)
def _lines(each: Row, spans: Spans, width: int) -> tuple[Line, ...]:
    """Set a row. Contents count as equal where their texts are: by *spans* rows are told apart that differ in ink."""
    return tuple(Line(content, each.item, each.ink) for content in _wrapped(each, width))


def _wrapped(each: Row, width: int) -> Iterator[Content]:
    lead, tail = each.lead.cell_length, each.tail.cell_length
    room = width - lead - (tail + 1 if tail else 0)
    aside = bool(tail) and room < NARROWEST
    room = width - lead if aside else room
    lines = each.body.wrap(max(1, room)) or [EMPTY]
    for number, line in enumerate(lines):
        placed = _placed(line.rstrip(" "), max(1, room), each.place)
        start = each.lead if number == 0 else Content(" " * lead)
        yield (
            start
            + placed
            + (_tail(each.tail, room - placed.cell_length) if tail and not aside and number == 0 else EMPTY)
        )
    for line in each.tail.wrap(width) if aside else ():
        yield _placed(line.rstrip(" "), width, "right")


def _tail(tail: Content, gap: int) -> Content:
    return Content(" " * (max(0, gap) + 1)) + tail


def _placed(line: Content, room: int, place: str) -> Content:
    free = max(0, room - line.cell_length)
    return Content(" " * {"left": 0, "middle": free // 2, "right": free}[place]) + line


def one_line(width: int, *candidates: tuple[Sequence[Part], Sequence[Part]]) -> Row:
    """Return a row of one line: the first candidate (left, right) that fits; the last is set as far as it goes."""
    for left, right in candidates:
        start, end = say(*left), say(*right)
        if start.cell_length + end.cell_length + bool(end) <= width:
            break
    gap = max(1, width - start.cell_length - end.cell_length) if end else 0
    joined = start + Content(" " * gap) + end
    return Row(joined if joined.cell_length <= width else joined.truncate(width))
