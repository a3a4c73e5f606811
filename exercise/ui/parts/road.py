"""The road as one line: stops in their order, how far driven, where the load is seen or may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from textual.content import Content

from exercise.model.views import StripStop, StripView
from exercise.ui.look import Look
from exercise.ui.rows import Row, one_line
from exercise.ui.text import Part, flat, say

SHORTEST = 3
"""Cells of a stretch between two stops that are left at least; names give way before that."""
BRIEF = 10
"""Cells of a shortened name of a stop."""


def strip_row(strip: StripView, look: Look, width: int) -> Row:
    """Return the road in *width* cells with the time of arrival at the right, as far as both fit.

    Names are shortened, and the paper is left out of the time of arrival, before a stop loses its name.
    """
    for unnamed in _ever_fewer(strip):
        for eta in _ever_briefer(flat(strip.eta)):
            room = width - 2 - (len(eta) + 2 if eta else 0)
            for brief in (False, True):
                line = _road(strip, look, room, unnamed, brief=brief)
                if line is not None:
                    return one_line(width, ([" ", line], [(eta, "strong"), " "] if eta else []))
    return one_line(width, ([" ", _without_time(strip, look, width - 2)], []))


def _ever_briefer(eta: str) -> tuple[str, ...]:
    """Return the time of arrival whole, and without the paper in its bracket."""
    brief, bracket, _ = eta.partition(" (")
    return (eta, brief) if bracket else (eta,)


def _without_time(strip: StripView, look: Look, width: int) -> Content:
    for unnamed in _ever_fewer(strip):
        for brief in (False, True):
            line = _road(strip, look, width, unnamed, brief=brief)
            if line is not None:
                return line
    return _bare(strip, look, width)


def _ever_fewer(strip: StripView) -> Iterator[frozenset[int]]:
    """Yield the stops that go without a name: none, then ever more; the one ahead of the load keeps it longest."""
    last = len(strip.stops) - 1
    inner = frozenset(range(1, last))
    towns = frozenset(number for number in inner if not strip.stops[number].border)
    every = frozenset(range(last + 1))
    behind, ahead = _around(strip)
    yield from (frozenset(), towns, towns | {0}, every - {behind, ahead}, every - (inner - towns), every - {ahead})
    yield from (inner, every - {last}, every)


def _road(strip: StripView, look: Look, width: int, unnamed: Collection[int], *, brief: bool) -> Content | None:
    """Return the road with the names of all stops but those *unnamed*; ``None`` where it has no room."""
    stops = strip.stops
    if len(stops) < 2:
        return say(flat(strip.name)) if strip.name else None
    labels = [_label(stops, number, number not in unnamed, look, brief=brief) for number in range(len(stops))]
    free = width - sum(len(sign) + len(before) + len(after) for before, sign, after in labels)
    return _drawn(strip, labels, free, look) if free >= SHORTEST * (len(stops) - 1) else None


def _around(strip: StripView) -> tuple[int, int]:
    """Return the numbers of the stops behind and ahead of where the load is, or may be."""
    load, last = _marks(strip)[1], len(strip.stops) - 1
    ahead = next((number for number, stop in enumerate(strip.stops) if stop.at > load), last)
    return max(0, ahead - 1), ahead


def _bare(strip: StripView, look: Look, width: int) -> Content:
    return say(flat(strip.eta) or flat(strip.name)).truncate(max(1, width))


def _label(stops: Sequence[StripStop], number: int, named: bool, look: Look, *, brief: bool) -> tuple[str, str, str]:
    stop = stops[number]
    sign = look.signs.border if stop.border else look.signs.town
    if not named:
        return "", sign, ""
    name = _brief(flat(stop.label)) if brief else flat(stop.label)
    if number == 0:
        return f"{name} ", sign, ""
    return "", sign, f" {name}" + ("" if number == len(stops) - 1 else " ")


def _brief(name: str) -> str:
    """Return the first words of the name of a stop, as many as are short enough; the first always."""
    first, *rest = re.split(r"[ ,/]+", name)
    for word in rest:
        if len(f"{first} {word}") > BRIEF:
            break
        first = f"{first} {word}"
    return first


def _drawn(strip: StripView, labels: Sequence[tuple[str, str, str]], free: int, look: Look) -> Content:
    parts: list[Part] = []
    stretches = _stretches(strip.stops, free)
    marks = _marks(strip)
    for number, (before, sign, after) in enumerate(labels):
        parts += [before, (sign, "strong"), after]
        if number < len(stretches):
            start, end = strip.stops[number].at, strip.stops[number + 1].at
            cells = stretches[number]
            parts += [
                _cell(strip, marks, start + (end - start) * at / cells, start + (end - start) * (at + 1) / cells, look)
                for at in range(cells)
            ]
    return say(*parts)


def _stretches(stops: Sequence[StripStop], free: int) -> list[int]:
    """Share the free cells among the stretches by their length, none under the shortest."""
    lengths = [max(0.0, b.at - a.at) for a, b in pairwise(stops)]
    whole = sum(lengths) or 1.0
    spare = free - SHORTEST * len(lengths)
    cells = [SHORTEST + int(spare * length / whole) for length in lengths]
    cells[lengths.index(max(lengths))] += free - sum(cells)
    return cells


def _marks(strip: StripView) -> tuple[float, float, float]:
    """Return the fractions of the opening bracket, the load and the closing bracket."""
    return strip.low, (strip.low + strip.high) / 2, strip.high


def _cell(strip: StripView, marks: tuple[float, float, float], start: float, end: float, look: Look) -> tuple[str, str]:
    """Return the character of the cell from *start* to *end* of the road."""
    low, load, high = marks

    def holds(fraction: float) -> bool:
        return start <= fraction < end or (end >= 1.0 and fraction >= 1.0) or (start <= 0.0 and fraction <= 0.0)

    if holds(load):
        return (look.signs.seen, "seen") if strip.seen else (look.signs.unseen, "unseen")
    if not strip.seen and high > low:
        if holds(low):
            return "[", "unseen"
        if holds(high):
            return "]", "unseen"
    return (look.signs.driven, "road") if end <= strip.driven else (look.signs.expected, "faint")
