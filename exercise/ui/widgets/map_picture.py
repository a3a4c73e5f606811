"""The picture of the map: countries, borders, routes, signs and names set into character cells.

Nothing here knows Textual. A cell holds a character, the ink it is written with and the land under it; the
widget gives inks and lands their colours. A cell is 2 dots wide and 4 dots high, so dots are about square.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from math import ceil, dist
from typing import Literal, NamedTuple

from rich.cells import get_character_cell_size

from exercise.model.geography import (
    Borders,
    Line,
    MapLeg,
    MapMarker,
    MapPlace,
    MapView,
    Point,
    Projection,
    length,
    point_along,
    projected_lines,
    projected_rings,
    spans,
    touches,
)
from exercise.model.plain import plain, state

SignSet = Literal["full", "wgl4"]
Position = tuple[int, int]

DOTS_WIDE, DOTS_HIGH = 2, 4
LANDS = 6
"""How many land colours there are; a seventh country takes the first again."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_UPPER_HALF = 0x01 | 0x08 | 0x02 | 0x10


class Cell(NamedTuple):
    """A character, its ink and the land under it ("" for none)."""

    char: str
    ink: str
    land: str


Row = tuple[Cell, ...]


@plain
class Pen:
    """A dash in dots, and whether it is two dots wide."""

    on: int
    off: int
    wide: bool
    ink: str

    def marks(self, run: float) -> bool:
        """Whether the dash is down at this distance from the line's start, in dots."""
        return run % (self.on + self.off) < self.on


PenRule = Callable[[float], Pen | None]
"""The pen that is down at a distance from a line's start, in dots; None in the gap of a dash."""

DRIVEN = Pen(1, 0, True, "route")
EXPECTED = Pen(4, 4, True, "route")
UNCERTAIN = Pen(1, 1, True, "uncertain")
ALTERNATIVE = Pen(2, 3, False, "alternative")


@plain
class Signs:
    """The signs of one set, and how dots become a character."""

    town: str
    crossing: str
    seen: str
    unseen: str
    braille: bool

    def glyph(self, mask: int, ink: str) -> str:
        """Give the character for the dots of a cell; without braille, shades and half blocks."""
        if self.braille:
            return chr(0x2800 + mask)
        if ink in _SHADES:
            return _SHADES[ink]
        upper, lower = mask & _UPPER_HALF, mask & ~_UPPER_HALF
        return "█" if upper and lower else "▀" if upper else "▄"

    def sample(self, pen: Pen) -> str:
        """Three cells of a level line drawn with the pen, for the legend."""
        dots = Dots(3, 1)
        stretch = (pen.on + pen.off) / 4
        level = (0.0, 1.0), (5.0, 1.0)
        dots.draw(level, lambda run: pen if pen.marks(run * stretch) else None, self.braille)
        return "".join(self.glyph(*dots.cells[x, 0]) if (x, 0) in dots.cells else " " for x in range(3))


_SHADES = {"border": "░", "far-border": "░", "uncertain": "▒", "alternative": "·"}

SIGNS: Mapping[SignSet, Signs] = {
    "full": Signs("●", "▲", "◆", "◇", braille=True),
    "wgl4": Signs("●", "▲", "♦", "◊", braille=False),
}


def pens_along(leg: MapLeg, markers: Collection[MapMarker], total: float) -> PenRule:
    """Choose the pens of a leg `total` dots long: driven up to a consignment, unsure where it may be, then expected."""
    rest = {"driven": DRIVEN, "alternative": ALTERNATIVE}.get(leg.state, EXPECTED)
    driven = max((marker.low for marker in markers), default=0.0) * total if leg.state == "current" else 0.0
    unsure = [(marker.low * total, marker.high * total) for marker in markers if not marker.seen]

    def pen_at(run: float) -> Pen | None:
        pen = DRIVEN if run < driven else rest
        if any(low <= run <= high for low, high in unsure):
            pen = UNCERTAIN
        return pen if pen.marks(run) else None

    return pen_at


@state
class Dots:
    """Dots on a plane of cells: for each cell that has any, their mask and the ink drawn last."""

    width: int
    height: int
    cells: dict[Position, tuple[int, str]] = field(default_factory=dict)

    def put(self, x: int, y: int, ink: str) -> None:
        """Set one dot; outside the plane nothing happens."""
        cell = x // DOTS_WIDE, y // DOTS_HIGH
        if 0 <= cell[0] < self.width and 0 <= cell[1] < self.height:
            mask, _ = self.cells.get(cell, (0, ink))
            self.cells[cell] = mask | _BITS[y % DOTS_HIGH][x % DOTS_WIDE], ink

    def trace(self, line: Line, ink: str) -> None:
        """Draw an unbroken line one dot wide, skipping what lies outside: most lines as a whole."""
        width, height = self.width * DOTS_WIDE, self.height * DOTS_HIGH
        if not touches(line, width, height):
            return
        for segment in pairwise(line):
            if touches(segment, width, height):
                for (x, y), _, _ in steps(segment):
                    self.put(int(x // 1), int(y // 1), ink)

    def draw(self, line: Line, pen_at: PenRule, widen: bool) -> None:
        """Draw a line with the pen that is down at each distance; `widen` allows pens two dots wide."""
        for (x, y), run, steep in steps(line):
            if pen := pen_at(run):
                column, row = int(x // 1), int(y // 1)
                self.put(column, row, pen.ink)
                if pen.wide and widen:
                    self.put(column + steep, row + (not steep), pen.ink)


def steps(line: Line) -> Iterator[tuple[Point, float, bool]]:
    """Walk a line dot by dot: the point, the distance walked, and whether the line is steep there."""
    run = 0.0
    steep = False
    for a, b in pairwise(line):
        wide, high = b[0] - a[0], b[1] - a[1]
        steep = abs(high) > abs(wide)
        count = max(1, ceil(max(abs(wide), abs(high))))
        distance = dist(a, b)
        for step in range(count):
            part = step / count
            yield (a[0] + wide * part, a[1] + high * part), run + distance * part, steep
        run += distance
    yield line[-1], run, steep


@plain
class Ground:
    """What does not move: the land and the border dots of each cell, and the names of the lands."""

    width: int
    height: int
    land: Mapping[Position, str]
    names: Mapping[str, str]
    borders: Mapping[Position, tuple[int, str]]


def draw_ground(borders: Borders, projection: Projection, width: int, height: int) -> Ground:
    """Fill the countries and trace the borders on a plane of cells; the projection's unit is the dot."""
    land: dict[Position, str] = {}
    names: dict[str, str] = {}
    for number, (country, rings) in enumerate(projected_rings(borders, projection)):
        name = f"land-{number % LANDS + 1}"
        names[country] = name
        land.update((cell, name) for cell in _covered(rings, width, height))
    dots = Dots(width, height)
    by_weight = sorted(projected_lines(borders, projection), key=lambda pair: borders.of_filled(pair[0]))
    for border, line in by_weight:
        dots.trace(line, "border" if borders.of_filled(border) else "far-border")
    return Ground(width, height, land, names, dots.cells)


def _covered(rings: Collection[Line], width: int, height: int) -> Iterator[Position]:
    """List the cells whose centre lies inside the rings."""
    near = [ring for ring in rings if touches(ring, width * DOTS_WIDE, height * DOTS_HIGH)]
    for y in range(height):
        for west, east in spans(near, (y + 0.5) * DOTS_HIGH):
            first, last = ceil(west / DOTS_WIDE - 0.5), ceil(east / DOTS_WIDE - 0.5)
            yield from ((x, y) for x in range(max(0, first), min(width, last)))


class Sketch:
    """The moving part of the picture: routes, signs and names over a ground."""

    def __init__(self, ground: Ground, projection: Projection, signs: Signs) -> None:
        self._ground = ground
        self._projection = projection
        self._signs = signs
        self._routes = Dots(ground.width, ground.height)
        self._tracks: set[Position] = set()
        self._written: dict[Position, tuple[str, str]] = {}
        self._taken: set[Position] = set()

    def draw(self, view: MapView) -> None:
        """Routes first, then signs, then as many names as fit, the most wanted first."""
        for leg in sorted(view.legs, key=lambda leg: leg.state != "alternative"):
            self._draw_leg(leg, [marker for marker in view.markers if marker.leg == leg.id])
        for place in view.places:
            self._sign(self._cell(place.lonlat), *self._place_sign(place))
        spots = [self._draw_marker(marker, leg) for marker, leg in view.located()]
        for (marker, _), spot in zip(view.located(), spots, strict=True):
            self._label(marker.name, spot, "marker")
        ends = {point for leg in view.legs for point in (leg.points[0], leg.points[-1])}
        for place in sorted(view.places, key=lambda place: place.lonlat not in ends):
            self._label(place.name, self._cell(place.lonlat), "label")

    def name_countries(self, names: Mapping[str, str]) -> None:
        """Write the countries' names in capitals where their land has room; `names` translates them."""
        cells: dict[str, list[Position]] = {}
        for cell, land in self._ground.land.items():
            cells.setdefault(land, []).append(cell)
        for country, land in self._ground.names.items():
            capitals = single_width(names.get(country, country).upper())
            for text in (" ".join(capitals), capitals) if land in cells else ():
                if place := self._room_for(len(text), cells[land]):
                    self._write(text, place, "country")
                    break

    def rows(self) -> list[Row]:
        """Give the finished picture."""
        ground, signs = self._ground, self._signs
        dots = {**ground.borders, **self._routes.cells}
        shown = {cell: (signs.glyph(mask, ink), ink) for cell, (mask, ink) in dots.items()} | self._written
        blank = " ", ""
        return [
            tuple(Cell(*shown.get((x, y), blank), ground.land.get((x, y), "")) for x in range(ground.width))
            for y in range(ground.height)
        ]

    def _draw_leg(self, leg: MapLeg, markers: Collection[MapMarker]) -> None:
        line = self._projection.line(leg.points)
        self._routes.draw(line, pens_along(leg, markers, length(line)), self._signs.braille)
        self._tracks.update(_cell_at(point) for point, _, _ in steps(line))

    def _draw_marker(self, marker: MapMarker, leg: MapLeg) -> Position:
        line = self._projection.line(leg.points)
        at = marker.low, marker.middle, marker.high
        low, middle, high = (_cell_at(point_along(line, fraction)) for fraction in at)
        if not marker.seen and len({low, middle, high}) == 3:
            for char, (x, y), outward in zip("[]", sorted((low, high)), (-1, 1), strict=True):
                self._sign((x + outward, y) if (x, y) in self._written else (x, y), char, "uncertain")
        self._sign(middle, self._signs.seen if marker.seen else self._signs.unseen, "marker")
        return middle

    def _place_sign(self, place: MapPlace) -> tuple[str, str]:
        return (self._signs.crossing, "crossing") if place.kind == "bcp" else (self._signs.town, "town")

    def _cell(self, lonlat: tuple[float, float]) -> Position:
        return _cell_at(self._projection.point(lonlat))

    def _inside(self, cell: Position) -> bool:
        return 0 <= cell[0] < self._ground.width and 0 <= cell[1] < self._ground.height

    def _sign(self, cell: Position, char: str, ink: str) -> None:
        if self._inside(cell):
            self._written[cell] = char, ink
            self._taken.add(cell)

    def _label(self, name: str, spot: Position, ink: str) -> None:
        """Write a name beside its sign where it hides least; leave it out if nowhere is free."""
        text = single_width(name)
        if not text or not self._inside(spot):
            return
        free = [start for start in _around(spot, len(text)) if self._is_free(start, len(text))]
        if free:
            self._write(text, min(free, key=lambda start: self._cost(start, len(text), spot)), ink)

    def _is_free(self, start: Position, size: int) -> bool:
        """Whether the text lies on the map and, with a cell of air at either end, touches nothing written."""
        inside = self._inside(start) and self._inside((start[0] + size - 1, start[1]))
        return inside and self._taken.isdisjoint(_stretch((start[0] - 1, start[1]), size + 2))

    def _cost(self, start: Position, size: int, spot: Position) -> int:
        """Weigh what a name would hide, a route far dearer than a border; beside its sign it reads best."""
        cells = _stretch(start, size)
        hidden = sum(6 * (cell in self._tracks) + (cell in self._ground.borders) for cell in cells)
        return hidden + 2 * (start[1] != spot[1])

    def _write(self, text: str, start: Position, ink: str) -> None:
        cells = _stretch(start, len(text))
        self._written.update(zip(cells, ((char, ink) for char in text), strict=True))
        self._taken.update(cells)

    def _room_for(self, size: int, land: Sequence[Position]) -> Position | None:
        """Find the start nearest the land's middle where the text hides nothing and stands clear of other text."""
        beside = {(x + side, y) for x, y in self._taken for side in (-1, 1)}
        clear = set(land).difference(self._taken, beside, self._tracks, self._ground.borders)
        middle = sum(x for x, _ in land) / len(land), sum(y for _, y in land) / len(land)
        ends = ((x, y) for x, y in clear if (x + size + 1, y) in clear)
        starts = [(x + 1, y) for x, y in ends if clear.issuperset(_stretch((x, y), size + 2))]
        return min(starts, key=lambda at: (_off_middle(at, size, middle), at), default=None)


def _cell_at(point: Point) -> Position:
    return int(point[0] // DOTS_WIDE), int(point[1] // DOTS_HIGH)


def _stretch(start: Position, size: int) -> list[Position]:
    x, y = start
    return [(x + step, y) for step in range(size)]


def _around(spot: Position, size: int) -> list[Position]:
    """Where a text may start beside a sign, the best place first."""
    x, y = spot
    right, left, centred = x + 2, x - 1 - size, x - size // 2
    beside = [(right, y), (left, y)]
    return beside + [(start, row) for row in (y - 1, y + 1) for start in (x + 1, x - size, centred)]


def _off_middle(start: Position, size: int, middle: Point) -> float:
    """How far the text's middle lies from a point, a row counting as two columns."""
    return abs(start[0] + size / 2 - middle[0]) + 2 * abs(start[1] - middle[1])


def single_width(text: str) -> str:
    """Leave out the characters that do not take exactly one cell."""
    return "".join(char for char in text if char.isprintable() and get_character_cell_size(char) == 1)
