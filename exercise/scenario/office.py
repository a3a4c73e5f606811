"""Office hours and holidays, from what authors write to minutes of the story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from exercise.model.base import Minute
from exercise.model.durations import Hours
from exercise.scenario.durations import UnreadableError, hours
from exercise.scenario.nodes import Broken, Mapping, Node, Scalar, Sequence
from exercise.scenario.problems import Mark, shorten

Tell = Callable[[str, Mark, str, str], None]

_KEYS: Final = ("open", "holidays")
_EXAMPLE: Final = "mon-fri 09:00-18:00 +05:00"
_UNKNOWN_START: Final = datetime.fromisoformat("2000-01-01T00:00+00:00")


@dataclass
class Times:
    """The scenario's clock, for points of time and office hours."""

    start: datetime | None = None
    end: Minute = 0


def office_hours(node: Node, times: Times, tell: Tell) -> Hours | None:
    """Return the hours of a text, of several, or of ``open`` with ``holidays``; ``None`` with every problem told."""
    lines: Node | None = node
    days: tuple[date | None, ...] = ()
    good = True
    if isinstance(node, Mapping):
        lines = node.get("open")
        for key in [key for key in node.pairs if key not in _KEYS]:
            tell("E201", node.pairs[key][0], f"office hours have no key '{shorten(key)}'", "open: and holidays:")
            good = False
        if lines is None:
            tell("E202", node.mark, "office hours must have 'open'", f"open: {_EXAMPLE}")
            return None
        days = tuple(_holiday(item, tell) for item in items(node.get("holidays")))
    found = [_line(line, times, tuple(day for day in days if day), tell) for line in items(lines)]
    if not good or None in days or None in found:
        return None
    if any(line == Hours() for line in found):
        return Hours()
    return Hours(open=_joined([stretch for line in found if line for stretch in line.open]))


def _line(node: Node, times: Times, holidays: tuple[date, ...], tell: Tell) -> Hours | None:
    """Return the hours of one text."""
    if not isinstance(node, Scalar):
        if not isinstance(node, Broken):
            tell("E203", node.mark, "office hours are a text", _EXAMPLE)
        return None
    try:
        return hours(node.text, times.start or _UNKNOWN_START, times.end, holidays)
    except UnreadableError as why:
        tell("E306", node.mark, str(why), why.mend or _EXAMPLE)
        return None


def _holiday(node: Node, tell: Tell) -> date | None:
    """Return the date of a holiday."""
    try:
        return date.fromisoformat(node.text if isinstance(node, Scalar) else "")
    except ValueError:
        tell("E306", node.mark, "a holiday is a date", "2026-03-09")
        return None


def items(node: Node | None) -> list[Node]:
    """Return the items of a list, or a single value as a list of one; nothing where nothing was written."""
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return []
    return node.items if isinstance(node, Sequence) else [node]


def _joined(intervals: list[tuple[Minute, Minute]]) -> tuple[tuple[Minute, Minute], ...]:
    """Return *intervals* ascending, those that touch made one."""
    made: list[tuple[Minute, Minute]] = []
    for begin, end in sorted(intervals):
        if made and begin <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((begin, end))
    return tuple(made)
