"""Plane geometry of the map: borders, routes and where a consignment is or may be on them.

Places are (longitude, latitude) in degrees. A `Projection` takes them to a plane whose unit the caller
chooses (dots of a terminal map, pixels of a drawing), x to the east, y to the south.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import cos, dist, inf, radians
from typing import Any, Literal

from exercise.model.plain import plain

LonLat = tuple[float, float]
Point = tuple[float, float]
Line = tuple[Point, ...]

PlaceKind = Literal["town", "bcp"]
LegState = Literal["driven", "current", "expected", "alternative"]


@plain
class MapPlace:
    """A town or a border crossing point (bcp), in degrees."""

    id: str
    name: str
    lon: float
    lat: float
    kind: PlaceKind

    @property
    def lonlat(self) -> LonLat:
        """Longitude and latitude together."""
        return self.lon, self.lat


@plain
class MapLeg:
    """A stretch of the route between two places, its points in the direction of travel.

    Raises:
        ValueError: There is no point.

    """

    id: str
    points: tuple[LonLat, ...]
    state: LegState

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError(f"leg {self.id} has no point")


@plain
class MapMarker:
    """Where a consignment is known to be, or between which fractions (0..1) of a leg it may be."""

    consignment: str
    name: str
    leg: str
    low: float
    high: float
    seen: bool

    @property
    def middle(self) -> float:
        """The fraction at which the sign is drawn."""
        return (self.low + self.high) / 2


@plain
class MapView:
    """All a seat's map shows; a marker whose leg is not among the legs is not drawn."""

    places: tuple[MapPlace, ...]
    legs: tuple[MapLeg, ...]
    markers: tuple[MapMarker, ...]
    note: str

    def located(self) -> Iterator[tuple[MapMarker, MapLeg]]:
        """Each marker that can be drawn, with its leg."""
        legs = {leg.id: leg for leg in self.legs}
        return ((marker, legs[marker.leg]) for marker in self.markers if marker.leg in legs)


@plain
class BorderLine:
    """A border, once, with the countries it separates; a coast names one country."""

    between: tuple[str, ...]
    points: tuple[LonLat, ...]


@plain
class Borders:
    """Border lines and the closed rings of the countries that are filled, by country name."""

    lines: tuple[BorderLine, ...]
    rings: Mapping[str, tuple[tuple[LonLat, ...], ...]]

    @property
    def countries(self) -> tuple[str, ...]:
        """The filled countries in the order that gives them their colours."""
        return tuple(sorted(self.rings))

    @property
    def names(self) -> tuple[str, ...]:
        """Every country that is filled or that a line bounds, by alphabet."""
        return tuple(sorted({*self.rings, *(country for line in self.lines for country in line.between)}))

    def of_filled(self, line: BorderLine) -> bool:
        """Whether the line borders a filled country."""
        return any(country in self.rings for country in line.between)


def parse_borders(document: Mapping[str, Any]) -> Borders:
    """Read borders from a parsed document of the format of `data/borders.json`.

    Raises:
        ValueError: A part is missing or a point is not a pair of numbers.

    """
    try:
        lines = tuple(_border_line(line) for line in document["lines"])
        rings = {name: tuple(_points(ring) for ring in rings) for name, rings in document["rings"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise ValueError(f"not a map of borders: {fault!r}") from fault
    return Borders(lines, rings)


def _border_line(line: Mapping[str, Any]) -> BorderLine:
    return BorderLine(tuple(line["between"]), _points(line["points"]))


def _points(pairs: Iterable[Sequence[float]]) -> tuple[LonLat, ...]:
    return tuple((float(lon), float(lat)) for lon, lat in pairs)


@cache
def load_borders() -> Borders:
    """Give the borders that come with the product, read once when first asked for."""
    text = files("exercise").joinpath("data", "borders.json").read_text(encoding="utf-8")
    return parse_borders(json.loads(text))


@plain
class Box:
    """A rectangle of degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def centre(self) -> LonLat:
        """The middle of the box."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def stretch(self) -> float:
        """How long a degree of longitude is at the middle latitude, in degrees of latitude."""
        return cos(radians(self.centre[1]))

    def scaled(self, factor: float, centre: LonLat | None = None) -> Box:
        """Grow (over 1) or shrink the box, about `centre` instead of its own when given."""
        lon, lat = centre or self.centre
        half_width = (self.east - self.west) / 2 * factor
        half_height = (self.north - self.south) / 2 * factor
        return Box(lon - half_width, lat - half_height, lon + half_width, lat + half_height)

    def at_least(self, span: float) -> Box:
        """Widen the box where it is narrower or lower than `span` degrees."""
        lon, lat = self.centre
        half_width = max(span, self.east - self.west) / 2
        half_height = max(span, self.north - self.south) / 2
        return Box(lon - half_width, lat - half_height, lon + half_width, lat + half_height)

    def is_as_large_as(self, other: Box) -> bool:
        """Whether the other box, moved, would fit into this one."""
        wide = self.east - self.west >= other.east - other.west
        return wide and self.north - self.south >= other.north - other.south


def box_around(places: Iterable[LonLat]) -> Box:
    """Draw the smallest box holding every place.

    Raises:
        ValueError: There is no place.

    """
    pairs = tuple(places)
    if not pairs:
        raise ValueError("no place to draw a box around")
    lons, lats = zip(*pairs, strict=True)
    return Box(min(lons), min(lats), max(lons), max(lats))


def operation_box(view: MapView | None, borders: Borders) -> Box:
    """Draw the box of the route; without a route that of the places, without places that of the countries."""
    if view is not None and (route := [point for leg in view.legs for point in leg.points]):
        return box_around(route)
    if view is not None and view.places:
        return box_around(place.lonlat for place in view.places)
    return box_around(point for rings in borders.rings.values() for ring in rings for point in ring)


@plain
class Projection:
    """Equirectangular projection: `scale` is the plane units in one degree of latitude."""

    west: float
    north: float
    stretch: float
    scale: float

    def point(self, place: LonLat) -> Point:
        """Take a place to the plane."""
        lon, lat = place
        return (lon - self.west) * self.stretch * self.scale, (self.north - lat) * self.scale

    def line(self, places: Iterable[LonLat]) -> Line:
        """Take places to the plane, in their order."""
        return tuple(self.point(place) for place in places)


def fit(box: Box, width: float, height: float) -> Projection:
    """Find the projection that shows the whole box, centred, on a plane of this size; box sides must differ."""
    wide, high = (box.east - box.west) * box.stretch, box.north - box.south
    scale = min(width / wide, height / high)
    lon, lat = box.centre
    return Projection(lon - width / scale / box.stretch / 2, lat + height / scale / 2, box.stretch, scale)


def projected_lines(borders: Borders, projection: Projection) -> Iterator[tuple[BorderLine, Line]]:
    """Each border line with its points on the plane."""
    return ((line, projection.line(line.points)) for line in borders.lines)


def projected_rings(borders: Borders, projection: Projection) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Each filled country with its rings on the plane, in the order of the colours."""
    for country in borders.countries:
        yield country, tuple(projection.line(ring) for ring in borders.rings[country])


def length(line: Sequence[Point]) -> float:
    """Measure a polyline, in plane units."""
    return sum(dist(a, b) for a, b in pairwise(line))


def point_along(line: Sequence[Point], fraction: float) -> Point:
    """Find the point at a fraction (cut to 0..1) of the polyline's length; it has at least one point."""
    left = min(1.0, max(0.0, fraction)) * length(line)
    for a, b in pairwise(line):
        step = dist(a, b)
        if left <= step:
            return _between(a, b, left / step if step else 0.0)
        left -= step
    return line[-1]


def part_of_line(line: Sequence[Point], low: float, high: float) -> Line:
    """Cut out the stretch of the polyline between two fractions of its length, ends included."""
    runs = tuple(accumulate((dist(a, b) for a, b in pairwise(line)), initial=0.0))
    inner = (point for point, run in zip(line, runs, strict=True) if low * runs[-1] < run < high * runs[-1])
    return (point_along(line, low), *inner, point_along(line, high))


def _between(a: Point, b: Point, fraction: float) -> Point:
    return a[0] + (b[0] - a[0]) * fraction, a[1] + (b[1] - a[1]) * fraction


def spans(rings: Iterable[Sequence[Point]], y: float) -> list[tuple[float, float]]:
    """List the stretches of x inside the rings at height y, by the even-odd rule, from west to east."""
    crossings = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in rings
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (a[1] <= y) != (b[1] <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def touches(line: Sequence[Point], width: float, height: float) -> bool:
    """Whether the box of the line meets the plane's rectangle from (0, 0) to (width, height)."""
    left = top = inf
    right = bottom = -inf
    for x, y in line:
        left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
    return left < width and right >= 0 and top < height and bottom >= 0
