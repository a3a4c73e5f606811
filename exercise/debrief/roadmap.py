"""The map figure: borders, the road as it was driven, gaps without control, crossings with their times."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.debrief import svg
from exercise.debrief.drawn import Map, MapPlace
from exercise.model.geography import (
    Borders,
    Box,
    Line,
    Point,
    Projection,
    box_around,
    fit,
    length,
    load_borders,
    part_of_line,
    point_along,
    projected_lines,
    projected_rings,
    spans,
    touches,
)

WIDTH = 760.0
HEIGHT = 400.0
_MARGIN = 1.5
_LEAST = 0.9
"""Degrees that the map shows at least to each side of the middle."""
_LETTER = 6.0
"""The usual width of a letter."""

Rect = tuple[float, float, float, float]


def draw(map_: Map, label: str) -> str:
    """Return the map as a drawing."""
    borders = load_borders()
    projection = fit(_box(map_), WIDTH, HEIGHT)
    taken: list[Rect] = []
    taken += _obstacles(map_, projection)
    signs = "".join(_signs(map_, projection, taken))
    places = "".join(_places(map_, projection, taken))
    ground = "".join(_ground(map_, borders, projection, taken))
    road = "".join(_road(map_, projection))
    note = svg.text(WIDTH - 8, HEIGHT - 8, map_.note, "note", "end")
    frame = svg.element("rect", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, class_="frame")
    return svg.picture(WIDTH, HEIGHT, ground + road + places + signs + note + frame, label, "map")


def _box(map_: Map) -> Box:
    points = [point for leg in map_.legs for point in leg.points]
    return box_around(points).at_least(_LEAST).scaled(_MARGIN)


# --- ground and road ---------------------------------------------------------------------------------


def _ground(map_: Map, borders: Borders, projection: Projection, taken: list[Rect]) -> Iterator[str]:
    yield svg.element("rect", x=0.0, y=0.0, width=WIDTH, height=HEIGHT, class_="sea")
    states = dict(map_.countries)
    rings = list(projected_rings(borders, projection))
    for country, outline in rings:
        for ring in outline:
            if touches(ring, WIDTH, HEIGHT):
                yield svg.path(ring, "land" if country in states else "land far", closed=True)
    for border, line in projected_lines(borders, projection):
        if touches(line, WIDTH, HEIGHT):
            yield svg.path(line, "border" if borders.of_filled(border) else "border far")
    for country, outline in rings:
        if country in states:
            yield from _name(states[country], outline, taken)


def _name(name: str, outline: tuple[Line, ...], taken: list[Rect]) -> Iterator[str]:
    """The name of a state in the middle of the widest free stretch of it that the map shows."""
    width = len(name) * 9.0
    rows = []
    for row in range(36, int(HEIGHT) - 24, 14):
        y = float(row)
        for left, right in spans(outline, y):
            low, high = max(10.0, left), min(WIDTH - 10, right)
            rows.append((min(high - low, 1.6 * width), -abs(y - HEIGHT / 2), (low + high) / 2, y))
    for room, _, x, y in sorted(rows, reverse=True):
        rect = (x - width / 2, y - 14, x + width / 2, y + 8)
        if room >= width and _free(rect, taken) and _inside(rect, outline):
            taken.append(rect)
            yield svg.text(x, y, name.upper(), "country", "middle")
            return


def _inside(rect: Rect, outline: tuple[Line, ...]) -> bool:
    """Tell whether a rectangle lies within an outline, as far as its upper and lower edges show."""
    left, top, right, bottom = rect
    return all(any(a <= left and right <= b for a, b in spans(outline, y)) for y in (top, bottom))


def _road(map_: Map, projection: Projection) -> Iterator[str]:
    for leg in map_.legs:
        line = projection.line(leg.points)
        if not leg.driven:
            yield svg.path(line, "road planned")
            continue
        yield svg.path(line, "road casing")
        yield svg.path(line, "road driven")
        for low, high in leg.gaps:
            yield svg.path(part_of_line(line, low, high), "road blind")


# --- places and signs --------------------------------------------------------------------------------


def _places(map_: Map, projection: Projection, taken: list[Rect]) -> Iterator[str]:
    for place in sorted(map_.places, key=lambda one: ("bcp", "town", "site").index(one.kind)):
        x, y = projection.point((place.lon, place.lat))
        yield _place_sign(place, x, y)
        signed = any((sign.lon, sign.lat) == (place.lon, place.lat) for sign in map_.signs)
        yield from _label(place.name, (x, y), "place", taken, distance=13 if signed else 8)


def _place_sign(place: MapPlace, x: float, y: float) -> str:
    if place.kind == "bcp":
        return svg.path(((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)), "place bcp", closed=True)
    return svg.element("circle", cx=x, cy=y, r=3.5 if place.kind == "town" else 2.5, class_=f"place {place.kind}")


def _obstacles(map_: Map, projection: Projection) -> Iterator[Rect]:
    """What no label may cover: the signs of places and crossings, and the road in short pieces."""
    for place in map_.places:
        yield _around(projection.point((place.lon, place.lat)), 5)
    for sign in map_.signs:
        yield _around(projection.point((sign.lon, sign.lat)), 10)
    for leg in map_.legs:
        line = projection.line(leg.points)
        pieces = max(1, int(length(line) / 6))
        yield from (_around(point_along(line, piece / pieces), 2.5) for piece in range(pieces + 1))


def _around(point: Point, reach: float) -> Rect:
    x, y = point
    return x - reach, y - reach, x + reach, y + reach


def _signs(map_: Map, projection: Projection, taken: list[Rect]) -> Iterator[str]:
    for sign in map_.signs:
        point = projection.point((sign.lon, sign.lat))
        kind = sign.kind if sign.good else "bad"
        yield svg.element("circle", cx=point[0], cy=point[1], r=9.0, class_=f"ring {kind}")
        yield from _label(sign.label, point, f"when {kind}", taken, distance=13)


def _label(said: str, point: Point, kind: str, taken: list[Rect], distance: float = 8) -> Iterator[str]:
    """A label on the first free side of its point, with a line to it from far off; none where all is taken."""
    x, y = point
    width = len(said) * _LETTER + 2
    for away in (distance, distance + 16, distance + 32):
        for left, top, anchor in _sides(x, y, width, away):
            rect = (left, top, left + width, top + 13)
            if _free(rect, taken) and left > 4 and left + width < WIDTH - 4 and top > 4 and top + 13 < HEIGHT - 18:
                taken.append(rect)
                if away > distance:
                    yield svg.path((point, (min(max(x, left), left + width), top + 7)), "leader")
                start = {"start": left, "end": left + width, "middle": left + width / 2}[anchor]
                yield svg.text(start, top + 10, said, kind, anchor)
                return


def _sides(x: float, y: float, width: float, away: float) -> Iterator[tuple[float, float, str]]:
    yield x + away, y - 6.5, "start"
    yield x - away - width, y - 6.5, "end"
    yield x - width / 2, y - away - 12, "middle"
    yield x - width / 2, y + away, "middle"
    yield x + away * 0.7, y - away - 10, "start"
    yield x + away * 0.7, y + away - 2, "start"
    yield x - away * 0.7 - width, y - away - 10, "end"
    yield x - away * 0.7 - width, y + away - 2, "end"


def _free(rect: Rect, taken: list[Rect]) -> bool:
    return all(
        rect[2] <= other[0] or other[2] <= rect[0] or rect[3] <= other[1] or other[3] <= rect[1] for other in taken
    )
