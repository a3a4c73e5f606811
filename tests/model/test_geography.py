"""Plane geometry of the map."""

from __future__ import annotations

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.model.geography import (
    Borders,
    Box,
    MapLeg,
    MapMarker,
    MapPlace,
    MapView,
    box_around,
    fit,
    length,
    load_borders,
    operation_box,
    parse_borders,
    part_of_line,
    point_along,
    projected_lines,
    projected_rings,
    spans,
    touches,
)

COORDINATES = st.floats(-100, 100, allow_nan=False)
LINES = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=8).map(tuple)
FRACTIONS = st.floats(0, 1)
SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
HOLE = ((1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0))


def country_at(lon: float, lat: float, borders: Borders) -> list[str]:
    return [
        country
        for country, rings in borders.rings.items()
        if any(west <= lon <= east for west, east in spans(rings, lat))
    ]


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (71.43, 51.13, "Kazakhstan"),
        (74.6, 42.8, "Kyrgyzstan"),
        (68.78, 38.56, "Tajikistan"),
        (59.0, 38.5, "Turkmenistan"),
        (69.28, 41.31, "Uzbekistan"),
    ],
)
def test_the_shipped_rings_hold_each_capital_in_its_own_country_alone(lon: float, lat: float, country: str) -> None:
    assert country_at(lon, lat, load_borders()) == [country]


def test_the_shipped_borders_are_read_once() -> None:
    assert load_borders() is load_borders()


def test_a_border_of_a_filled_country_is_told_from_a_far_one() -> None:
    borders = load_borders()
    kinds = {line.between: borders.of_filled(line) for line in borders.lines}
    assert kinds["Kyrgyzstan", "Uzbekistan"]
    assert not kinds["Iran", "Iraq"]


@pytest.mark.parametrize(
    "document",
    [
        {"lines": []},
        {"lines": [{"points": []}], "rings": {}},
        {"lines": [{"between": ["A"], "points": [[1]]}], "rings": {}},
        {"lines": [{"between": ["A"], "points": [["east", 2]]}], "rings": {}},
        {"lines": [], "rings": ["A"]},
        {"lines": [], "rings": {"A": [[1, 2]]}},
    ],
)
def test_a_document_that_is_no_map_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a map of borders"):
        parse_borders(document)


def test_a_degree_of_longitude_is_shorter_by_the_cosine_of_the_middle_latitude() -> None:
    projection = fit(Box(60, 50, 70, 70), 1000, 200)
    origin, east, south = (projection.point(place) for place in ((65, 60), (66, 60), (65, 59)))
    assert south[1] - origin[1] == pytest.approx(projection.scale)
    assert east[0] - origin[0] == pytest.approx(projection.scale * cos(radians(60)))
    assert (east[1], south[0]) == (origin[1], origin[0])


@given(
    lon=st.floats(44, 90), lat=st.floats(32, 56), wide=st.floats(0.1, 30), high=st.floats(0.1, 20),
    width=st.floats(10, 2000), height=st.floats(10, 2000),
)  # fmt: skip
def test_a_fitted_box_is_whole_centred_and_fills_one_side(
    lon: float, lat: float, wide: float, high: float, width: float, height: float
) -> None:
    box = Box(lon, lat, lon + wide, lat + high)
    projection = fit(box, width, height)
    left, top = projection.point((box.west, box.north))
    right, bottom = projection.point((box.east, box.south))
    assert left == pytest.approx(width - right, abs=1e-6 * width)
    assert top == pytest.approx(height - bottom, abs=1e-6 * height)
    assert min(left, top) == pytest.approx(0, abs=1e-6 * max(width, height))


@given(line=LINES, fraction=FRACTIONS)
def test_a_point_along_a_line_cuts_off_its_fraction_of_the_length(
    line: tuple[tuple[float, float], ...], fraction: float
) -> None:
    before = part_of_line(line, 0.0, fraction)
    assert before[-1] == point_along(line, fraction)
    assert length(before) == pytest.approx(fraction * length(line), abs=1e-6)


@given(line=LINES, ends=st.tuples(FRACTIONS, FRACTIONS).map(sorted))
def test_a_part_of_a_line_has_the_length_between_its_fractions(
    line: tuple[tuple[float, float], ...], ends: list[float]
) -> None:
    low, high = ends
    assert length(part_of_line(line, low, high)) == pytest.approx((high - low) * length(line), abs=1e-6)


def test_a_fraction_outside_the_line_is_its_end() -> None:
    line = ((0.0, 0.0), (3.0, 4.0))
    assert point_along(line, -1) == (0.0, 0.0)
    assert point_along(line, 2) == (3.0, 4.0)


def test_a_line_of_one_place_has_only_that_place() -> None:
    assert point_along(((1.0, 2.0),), 0.5) == (1.0, 2.0)
    assert point_along(((1.0, 2.0), (1.0, 2.0)), 0.5) == (1.0, 2.0)


def test_spans_leave_out_a_ring_inside_a_ring() -> None:
    assert spans([SQUARE, HOLE], 2.0) == [(0.0, 1.0), (3.0, 4.0)]
    assert spans([SQUARE, HOLE], 0.5) == [(0.0, 4.0)]
    assert spans([SQUARE, HOLE], 5.0) == []


def test_a_line_touches_the_plane_only_where_their_boxes_meet() -> None:
    assert touches(((-5, 5), (5, 5)), 10, 10)
    assert not touches(((-5, 5), (-1, 5)), 10, 10)
    assert not touches(((2, 10), (3, 12)), 10, 10)


def test_the_operation_is_the_route_then_the_places_then_the_countries() -> None:
    borders = load_borders()
    place = MapPlace("astana", "Astana", 71.43, 51.13, "town")
    leg = MapLeg("a", ((69.6, 40.3), (69.0, 42.3)), "expected")
    assert operation_box(MapView((place,), (leg,), (), ""), borders) == Box(69.0, 40.3, 69.6, 42.3)
    assert operation_box(MapView((place,), (), (), ""), borders) == Box(71.43, 51.13, 71.43, 51.13)
    countries = operation_box(None, borders)
    assert countries == operation_box(MapView((), (), (), ""), borders)
    assert countries.west < 50
    assert countries.east > 85


def test_a_leg_without_a_point_is_refused() -> None:
    with pytest.raises(ValueError, match="leg a has no point"):
        MapLeg("a", (), "expected")


def test_no_place_makes_no_box() -> None:
    with pytest.raises(ValueError, match="no place"):
        box_around([])


def test_a_box_is_scaled_about_its_middle_or_about_a_place() -> None:
    box = Box(0, 0, 4, 2)
    assert box.scaled(2) == Box(-2, -1, 6, 3)
    assert box.scaled(0.5, (10, 10)) == Box(9, 9.5, 11, 10.5)
    assert box.at_least(3) == Box(0, -0.5, 4, 2.5)
    assert box.scaled(1, (10, 10)).is_as_large_as(box)
    assert not box.is_as_large_as(Box(0, 0, 1, 3))


def test_a_marker_on_an_unknown_leg_is_not_located() -> None:
    leg = MapLeg("a", ((0.0, 0.0), (1.0, 1.0)), "current")
    on_leg = MapMarker("c1", "Lorry", "a", 0.2, 0.6, seen=False)
    astray = MapMarker("c2", "Lorry 2", "b", 0.5, 0.5, seen=True)
    assert list(MapView((), (leg,), (astray, on_leg), "").located()) == [(on_leg, leg)]
    assert on_leg.middle == pytest.approx(0.4)


def test_projected_borders_keep_every_line_and_ring() -> None:
    borders = load_borders()
    projection = fit(operation_box(None, borders), 800, 600)
    lines = list(projected_lines(borders, projection))
    assert [len(line.points) for line, _ in lines] == [len(points) for _, points in lines]
    assert [country for country, _ in projected_rings(borders, projection)] == sorted(borders.rings)
    corners = [point for _, rings in projected_rings(borders, projection) for ring in rings for point in ring]
    assert all(-1e-6 <= x <= 800 + 1e-6 and -1e-6 <= y <= 600 + 1e-6 for x, y in corners)
