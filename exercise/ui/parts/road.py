"""The road as one line: stops in their order, how far driven, where the load is seen or may be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from textual.content import Content

from exercise.model.views import StripStop, StripView
from exercise.ui.look import Look
from exercise.ui.rows import Row, one_line
from exercise.ui.text import Part, flat, say

SHORTEST = 3
"""Cells of a stretch between two stops that are left at least; names give way before that."""


def strip_row(strip: StripView, look: Look, width: int) -> Row:
    """Return the road in *width* cells with the time of arrival at the right, as far as both fit."""
    eta = flat(strip.eta)
    room = width - 2 - (len(eta) + 2 if eta else 0)
    roomy = _road(strip, look, room)
    line = roomy if roomy is not None else _road(strip, look, width - 2) or _bare(strip, look, width - 2)
    if roomy is None:
        return one_line(width, ([" ", line], []))
    return one_line(width, ([" ", line], [(eta, "strong"), " "]))


def _road(strip: StripView, look: Look, width: int) -> Content | None:
    """Return the road with as many names as leave each stretch its length; ``None`` where there is no room at all."""
    stops = strip.stops
    if len(stops) < 2:
        return say(flat(strip.name)) if strip.name else None
    inner = range(1, len(stops) - 1)
    towns = {number for number in inner if not stops[number].border}
    borders = set(inner) - towns
    every = set(range(len(stops)))
    behind, ahead = _around(strip)
    near = every - {behind, ahead}
    fewer = (every - {ahead}, set(inner), every - {len(stops) - 1}, every)
    for unnamed in (set(), towns, towns | {0}, near, every - borders, *fewer):
        labels = [_label(stops, number, number not in unnamed, look) for number in range(len(stops))]
        free = width - sum(len(sign) + len(before) + len(after) for before, sign, after in labels)
        if free >= SHORTEST * (len(stops) - 1):
            return _drawn(strip, labels, free, look)
    return None


def _around(strip: StripView) -> tuple[int, int]:
    """Return the numbers of the stops behind and ahead of where the load is, or may be."""
    load, last = _marks(strip)[1], len(strip.stops) - 1
    ahead = next((number for number, stop in enumerate(strip.stops) if stop.at > load), last)
    return max(0, ahead - 1), ahead


def _bare(strip: StripView, look: Look, width: int) -> Content:
    return say(flat(strip.eta) or flat(strip.name)).truncate(max(1, width))


def _label(stops: Sequence[StripStop], number: int, named: bool, look: Look) -> tuple[str, str, str]:
    stop = stops[number]
    sign = look.signs.border if stop.border else look.signs.town
    if not named:
        return "", sign, ""
    if number == 0:
        return f"{flat(stop.label)} ", sign, ""
    return "", sign, f" {flat(stop.label)}" + ("" if number == len(stops) - 1 else " ")


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
