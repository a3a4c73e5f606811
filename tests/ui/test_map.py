"""The map panel: what it draws, where names go, and what it repaints."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from exercise.model.geography import (
    BorderLine,
    Borders,
    MapLeg,
    MapMarker,
    MapPlace,
    MapView,
    load_borders,
)
from exercise.ui.widgets.map import MapPanel
from exercise.ui.widgets.map_picture import SignSet
from tests.ui.screen import screen_text

DISCLAIMER = "Boundaries are illustrative."
KHUJAND = (69.62, 40.28)
OYBEK = (69.03, 40.62)
SHYMKENT = (69.6, 42.32)
PLACES = (
    MapPlace("khujand", "Khujand", *KHUJAND, "town"),
    MapPlace("oybek", "Oybek", *OYBEK, "bcp"),
    MapPlace("tashkent", "Tashkent", 69.28, 41.31, "town"),
    MapPlace("shymkent", "Shymkent", *SHYMKENT, "town"),
)
LEGS = (
    MapLeg("first", (KHUJAND, OYBEK), "current"),
    MapLeg("second", (OYBEK, (69.1, 41.0), SHYMKENT), "expected"),
)
SEEN = MapMarker("c1", "Lorry", "first", 0.5, 0.5, seen=True)
UNSEEN = MapMarker("c1", "Lorry", "second", 0.2, 0.7, seen=False)
VIEW = MapView(PLACES, LEGS, (SEEN,), "last report 20:26, unit 2")

# Two square countries side by side on the equator, where a degree is as wide as it is high.
WEST_RING = ((0.0, -5.0), (10.0, -5.0), (10.0, 5.0), (0.0, 5.0))
EAST_RING = ((10.0, -5.0), (20.0, -5.0), (20.0, 5.0), (10.0, 5.0))
PLAIN = Borders(
    (BorderLine(("Aland", "Bland"), ((10.0, -5.0), (10.0, 5.0))),),
    {"Aland": (WEST_RING,), "Bland": (EAST_RING,)},
)
ROAD = MapLeg("road", ((2.0, 0.0), (18.0, 0.0)), "current")


class MapApp(App[None]):
    def __init__(
        self, view: MapView | None, borders: Borders | None = None, signs: SignSet = "full", **more: Any
    ) -> None:
        super().__init__()
        self.panel = MapPanel(view, borders or load_borders(), signs, **more)

    def compose(self) -> ComposeResult:
        yield self.panel


async def drawn(app: MapApp, size: tuple[int, int] = (60, 24), *keys: str) -> str:
    """The screen after the keys are pressed."""
    async with app.run_test(size=size) as pilot:
        app.panel.focus()
        await pilot.press(*keys)
        await pilot.pause()
        return screen_text(app)


def road(low: float, high: float | None = None) -> MapView:
    marker = MapMarker("c1", "", "road", low, low if high is None else high, seen=high is None)
    return MapView((), (ROAD,), (marker,), "")


def road_row(text: str) -> str:
    """The only map row with route dots: the one with a consignment's sign."""
    legend_free = text.split("\n")[:-3]
    return next(line for line in legend_free if "◆" in line or "◇" in line)


@pytest.mark.parametrize("size", [(36, 26), (52, 24), (120, 40), (20, 6), (9, 3), (1, 1)])
@pytest.mark.parametrize("view", [VIEW, None])
async def test_every_size_is_filled_without_overflow(size: tuple[int, int], view: MapView | None) -> None:
    rows = (await drawn(MapApp(view), size)).split("\n")
    assert len(rows) == size[1]
    assert max(map(len, rows)) <= size[0]


@pytest.mark.parametrize("view", [VIEW, None])
@pytest.mark.parametrize("size", [(36, 26), (30, 3), (14, 12)])
async def test_boundaries_are_always_called_illustrative(size: tuple[int, int], view: MapView | None) -> None:
    assert " ".join((await drawn(MapApp(view), size)).split()).endswith(DISCLAIMER)


@pytest.mark.parametrize("size", [(36, 26), (52, 24), (120, 40)])
async def test_every_place_of_the_route_has_its_sign_and_its_name(size: tuple[int, int]) -> None:
    map_rows, legend = (await drawn(MapApp(VIEW), size)).split("last report")
    assert [map_rows.count(sign) for sign in "●▲◆◇"] == [3, 1, 1, 0]
    assert all(place.name in map_rows for place in PLACES)
    assert "20:26, unit 2" in legend


CROWD = tuple(MapPlace(f"p{n}", f"Qlace{n:02}", 69.0 + n % 6 * 0.12, 40.5 + n // 6 * 0.1, "town") for n in range(36))


async def test_names_that_find_no_room_are_left_out_whole() -> None:
    text = await drawn(MapApp(replace(VIEW, places=CROWD)), (52, 24))
    shown = [place.name for place in CROWD if place.name in text]
    assert 0 < len(shown) < len(CROWD)
    assert text.count("Q") == len(shown), "a name is cut or covered"


async def test_a_name_covers_no_sign() -> None:
    nameless = tuple(replace(place, name="") for place in CROWD)
    for step in range(11):
        marker = replace(SEEN, low=step / 10, high=step / 10)
        view = replace(VIEW, markers=(marker,))
        bare, named = [await drawn(MapApp(replace(view, places=places)), (40, 20)) for places in (nameless, CROWD)]
        assert [named.count(sign) for sign in "●▲◆"] == [bare.count(sign) for sign in "●▲◆"]


async def test_country_names_stand_in_spaced_capitals_where_there_is_room() -> None:
    wide = await drawn(MapApp(None, PLAIN), (60, 20))
    assert "A L A N D" in wide
    assert "B L A N D" in wide
    narrow = await drawn(MapApp(None, PLAIN), (20, 20))
    assert "ALAND" in narrow
    assert "A L A N D" not in narrow
    assert "LAND" not in await drawn(MapApp(None, PLAIN), (10, 20))


async def test_the_driven_part_is_solid_and_the_rest_dashed() -> None:
    driven, _, expected = road_row(await drawn(MapApp(road(0.5), PLAIN), (60, 24))).partition("◆")
    assert " " not in driven.strip()
    assert " " in expected.strip()
    assert len(set(expected.split())) < len(expected.split()), "dashes repeat"


async def test_an_unseen_consignment_stands_between_the_ends_of_where_it_may_be() -> None:
    row = road_row(await drawn(MapApp(road(0.3, 0.8), PLAIN), (60, 24)))
    low, sign, high = (row.index(char) for char in "[◇]")
    assert low < sign < high
    assert high - low == pytest.approx(0.5 * len(row.strip()), abs=2)
    stretch = set(row[low + 1 : sign])
    assert len(stretch) == 1, "one dash fills the stretch"
    assert stretch.isdisjoint(row[:low]), "unlike the driven part"
    assert stretch != set(row[high + 1 :].split()[0]), "unlike the expected part"


async def test_the_stretch_opens_to_the_west_whichever_way_the_route_runs() -> None:
    back = replace(ROAD, points=ROAD.points[::-1])
    row = road_row(await drawn(MapApp(replace(road(0.3, 0.8), legs=(back,)), PLAIN), (60, 24)))
    assert row.index("[") < row.index("◇") < row.index("]")


async def test_a_bracket_moves_outward_rather_than_cover_a_place() -> None:
    end = MapPlace("end", "", 18.0, 0.0, "bcp")
    row = road_row(await drawn(MapApp(replace(road(0.5, 1.0), places=(end,)), PLAIN), (60, 24)))
    assert row.rstrip().endswith("▲]")


async def test_without_braille_every_sign_is_of_the_old_console_set() -> None:
    alternative = MapLeg("other", (KHUJAND, (70.0, 41.5), SHYMKENT), "alternative")
    view = replace(VIEW, legs=(*LEGS, alternative), markers=(SEEN, UNSEEN))
    text = await drawn(MapApp(view, signs="wgl4"), (80, 30))
    assert all(ord(char) < 0x80 or char in "●▲♦◊░▒█▀▄·" for char in text)
    map_rows, _ = text.split("last report")
    assert {"♦", "◊", "░", "▒"} <= set(map_rows)


async def test_changing_the_signs_redraws_the_map() -> None:
    app = MapApp(VIEW)
    async with app.run_test(size=(60, 24)) as pilot:
        app.panel.signs = "wgl4"
        await pilot.pause()
        changed = screen_text(app)
    assert changed == await drawn(MapApp(VIEW, signs="wgl4"))


async def test_the_legend_keeps_its_keys_when_the_consignment_is_lost() -> None:
    seen, unseen = [await drawn(MapApp(replace(VIEW, markers=(marker,)))) for marker in (SEEN, UNSEEN)]
    assert seen.split("last report")[1] == unseen.split("last report")[1]


async def test_alternatives_are_explained_only_where_there_are_any() -> None:
    other = MapLeg("other", (KHUJAND, SHYMKENT), "alternative")
    assert "alternative" not in await drawn(MapApp(VIEW))
    assert "alternative" in await drawn(MapApp(replace(VIEW, legs=(*LEGS, other))))


@pytest.mark.parametrize(("closer", "wider", "whole"), [("plus", "minus", "0"), ("һ", "ө", "қ")])
async def test_keys_zoom_and_show_the_operation_again(closer: str, wider: str, whole: str) -> None:
    home = await drawn(MapApp(VIEW))
    near = await drawn(MapApp(VIEW), (60, 24), closer, closer)
    far = await drawn(MapApp(VIEW), (60, 24), wider, wider)
    assert near != home != far
    assert "◆" in near.split("last report")[0]
    assert "Shymkent" not in near, "the end of the route lies outside"
    assert await drawn(MapApp(VIEW), (60, 24), closer, wider, closer, whole) == home


async def test_zooming_out_ends_at_the_borders_of_the_map() -> None:
    assert await drawn(MapApp(VIEW), (60, 24), *["minus"] * 12) == await drawn(MapApp(VIEW), (60, 24), *["minus"] * 13)


async def test_a_moving_consignment_repaints_only_the_cells_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    app = MapApp(road(0.4), PLAIN)
    repainted: list[tuple[Region, ...]] = []
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        refresh = app.panel.refresh

        def record(*regions: Region, **how: Any) -> MapPanel:
            repainted.append(regions)
            return refresh(*regions, **how)

        monkeypatch.setattr(app.panel, "refresh", record)
        app.panel.view = road(0.45)
        await pilot.pause()
        moved = screen_text(app)
    assert [region.height for regions in repainted for region in regions] == [1]
    assert all(region.width <= 6 for regions in repainted for region in regions)
    assert moved == await drawn(MapApp(road(0.45), PLAIN), (60, 24))


async def test_a_view_set_later_shows_as_one_given_at_the_start() -> None:
    app = MapApp(None)
    async with app.run_test(size=(60, 24)) as pilot:
        app.panel.view = VIEW
        await pilot.pause()
        assert screen_text(app) == await drawn(MapApp(VIEW))


async def test_a_new_size_draws_the_map_anew() -> None:
    app = MapApp(VIEW)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        assert screen_text(app) == await drawn(MapApp(VIEW), (90, 30))


async def test_a_view_set_while_the_panel_has_no_room_is_shown_when_it_has() -> None:
    app = MapApp(None)
    async with app.run_test(size=(60, 24)) as pilot:
        app.panel.styles.display = "none"
        await pilot.pause()
        app.panel.view = VIEW
        await pilot.pause()
        app.panel.styles.display = "block"
        await pilot.pause()
        assert screen_text(app) == await drawn(MapApp(VIEW))


async def test_colours_follow_the_theme_and_the_text_does_not() -> None:
    app = MapApp(VIEW)
    async with app.run_test(size=(60, 24)) as pilot:
        dark, dark_text = app.panel.render_line(0), screen_text(app)
        app.theme = "textual-light"
        await pilot.pause()
        light = app.panel.render_line(0)
        assert screen_text(app) == dark_text
    assert [segment.style for segment in light] != [segment.style for segment in dark]


async def test_neighbouring_countries_differ_in_colour() -> None:
    app = MapApp(None, PLAIN)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        grounds = {segment.style.bgcolor for segment in app.panel.render_line(11) if segment.style}
    assert len(grounds) >= 3, "two countries and what lies outside"


async def test_without_colour_borders_and_route_are_still_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = await drawn(MapApp(VIEW))
    monkeypatch.setenv("NO_COLOR", "1")
    app = MapApp(VIEW)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        assert app.no_color
        assert screen_text(app) == coloured
    assert sum(0x2800 < ord(char) <= 0x28FF for char in coloured) > 60


async def test_text_of_a_scenario_is_never_markup_nor_wider_than_its_cells() -> None:
    place = replace(PLACES[0], name="[@click=app.quit]x[/]")
    wide = replace(PLACES[3], name="Шым漢кент\u0301\n")
    text = await drawn(MapApp(replace(VIEW, places=(place, wide))), (80, 30))
    assert "[@click=app.quit]x[/]" in text
    assert "Шымкент" in text


async def test_words_and_country_names_are_translated() -> None:
    words = {"Aland": "Аландия", "driven": "пройдено", "illustrative": "Границы показаны условно."}
    text = await drawn(MapApp(road(0.5), PLAIN, words=words), (90, 24))
    assert "А Л А Н Д И Я" in text
    assert "пройдено" in text
    assert text.rstrip().endswith("Границы показаны условно.")
    assert DISCLAIMER not in text


async def test_the_map_of_two_square_countries() -> None:
    driven = replace(ROAD, points=((2.0, 0.0), (10.0, 0.0)))
    expected = MapLeg("onward", ((10.0, 0.0), (18.0, 0.0)), "expected")
    places = (MapPlace("a", "Ab", 2.0, 0.0, "town"), MapPlace("b", "Bc", 10.0, 0.0, "bcp"))
    marker = MapMarker("c1", "Lorry", "road", 0.6, 0.6, seen=True)
    view = MapView(places, (driven, expected), (marker,), "seen 20:26")
    assert (await drawn(MapApp(view, PLAIN), (48, 10))).split("\n") == [
        "                        ⡇",
        "                        ⡇",
        "      A L A N D  Lorry  ⡇Bc   B L A N D",
        "   Ab ●⠛⠛⠛⠛⠛⠛⠛⠛⠛◆ ⠘⠛⠃ ⠘⠛▲⠛  ⠛⠛  ⠛⠛  ⠛⠛  ⠛⠛",
        "                        ⡇",
        "                        ⡇",
        "seen 20:26",
        "⠶⠶⠶ driven  ⠶ ⠶ expected  ▲ border  ◆ seen",
        "◇ not seen  [ ] where it may be",
        "Boundaries are illustrative.",
    ]
