"""The map panel: the route over its countries, with the consignment where it is or may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from exercise.model.geography import (
    Borders,
    Box,
    LonLat,
    MapView,
    Projection,
    box_around,
    fit,
    operation_box,
    point_along,
)
from exercise.model.plain import plain
from exercise.ui.keys import bind
from exercise.ui.widgets.map_picture import (
    ALTERNATIVE,
    DOTS_HIGH,
    DOTS_WIDE,
    DRIVEN,
    EXPECTED,
    LANDS,
    SIGNS,
    Cell,
    Ground,
    Row,
    Signs,
    SignSet,
    Sketch,
    draw_ground,
    single_width,
)

ROUTE_MARGIN = 1.35
"""How much larger than the box of the route the map is at zoom 0, so that names have room."""
WHOLE_MARGIN = 1.05
"""The same where there is no route and all countries are shown."""
SMALLEST_SPAN = 1.0
"""Degrees the map shows at least at zoom 0."""
ZOOM_STEP = 1.5
CLOSEST = 6
WORDS: Mapping[str, str] = {
    "driven": "driven",
    "expected": "expected",
    "alternative": "alternative",
    "border": "border",
    "seen": "seen",
    "not seen": "not seen",
    "may be": "where it may be",
    "illustrative": "Boundaries are illustrative.",
}
"""What the legend says; country names are translated by the same table, under their name in the borders."""


@plain
class Picture:
    """The rows on the screen, and the ground kept for the next picture."""

    projection: Projection
    ground: Ground
    rows: tuple[Row, ...]
    strips: dict[int, Strip] = field(default_factory=dict)


class MapPanel(Widget, can_focus=True):
    """A map by lines: redrawn when its data or size changes, repainted only where cells differ.

    Keys: + and - zoom, 0 shows the operation again. Colours are component classes; `map--land-1` to
    `map--land-6` go to the filled countries in alphabetical order.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "map--border", "map--far-border", "map--route", "map--uncertain", "map--alternative", "map--town",
        "map--crossing", "map--marker", "map--label", "map--country", "map--legend",
        *(f"map--land-{number}" for number in range(1, LANDS + 1)),
    }  # fmt: skip

    DEFAULT_CSS = """
    $map-land-1: #3f8fc4;
    $map-land-2: #8a63c8;
    $map-land-3: #3fae7d;
    $map-land-4: #b8813a;
    $map-land-5: #b4586a;
    $map-land-6: #7f8f4a;
    MapPanel {
        width: 1fr;
        height: 1fr;
        min-height: 3;
        & > .map--land-1 { background: $map-land-1 28%; }
        & > .map--land-2 { background: $map-land-2 28%; }
        & > .map--land-3 { background: $map-land-3 28%; }
        & > .map--land-4 { background: $map-land-4 28%; }
        & > .map--land-5 { background: $map-land-5 28%; }
        & > .map--land-6 { background: $map-land-6 28%; }
        & > .map--border { color: $foreground 70%; }
        & > .map--far-border { color: $foreground 30%; }
        & > .map--route { color: $text-warning; }
        & > .map--uncertain { color: $text-error; text-style: bold; }
        & > .map--alternative { color: $text-warning 70%; }
        & > .map--town { color: $foreground; text-style: bold; }
        & > .map--crossing { color: $foreground; text-style: bold; }
        & > .map--marker { color: $text-error; text-style: bold; }
        & > .map--label { color: $foreground; text-style: bold; }
        & > .map--country { color: $foreground 60%; }
        & > .map--legend { color: $foreground 80%; }
        &:nocolor > .map--marker { color: $foreground; }
        &:nocolor > .map--uncertain { color: $foreground; }
    }
    """

    # On a Kazakh layout the keys of + and - send letters.
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("plus,equals_sign,һ,Һ", "zoom_in", "Zoom in", "Show less, larger", "map.zoom_in"),
        bind("minus,ө", "zoom_out", "Zoom out", "Show more, smaller", "map.zoom_out"),
        bind("0", "zoom_reset", "Whole route", "Show the operation", "map.zoom_reset"),
    ]

    view: reactive[MapView | None] = reactive(None, repaint=False)
    signs: reactive[SignSet] = reactive("full", repaint=False)
    zoom: reactive[int] = reactive(0, repaint=False)

    def __init__(
        self,
        view: MapView | None,
        borders: Borders,
        signs: SignSet = "full",
        *,
        words: Mapping[str, str] = WORDS,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._borders = borders
        self._words = {**WORDS, **words}
        self._picture: Picture | None = None
        self._zoom_centre: LonLat | None = None
        self.set_reactive(MapPanel.view, view)
        self.set_reactive(MapPanel.signs, signs)

    def watch_view(self) -> None:
        """Draw the new view and repaint the cells that differ."""
        self._update()

    def watch_signs(self) -> None:
        """Draw everything in the other signs."""
        self._picture = None
        self.refresh()

    def watch_zoom(self) -> None:
        """Draw the operation larger or smaller."""
        self._update()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._update()

    def notify_style_update(self) -> None:
        """Colours changed: the cells hold, their strips do not."""
        super().notify_style_update()
        if self._picture is not None:
            self._picture.strips.clear()

    def action_zoom_in(self) -> None:
        """Show less of the map, larger, about the consignment if it is on the map."""
        if self.zoom < CLOSEST:
            self._zoom_centre = self._zoom_centre or self._marker_place()
            self.zoom += 1

    def action_zoom_out(self) -> None:
        """Show more of the map, until all that the borders cover is shown."""
        whole = box_around(point for line in self._borders.lines for point in line.points)
        if not self._box().is_as_large_as(whole):
            self.zoom -= 1

    def action_zoom_reset(self) -> None:
        """Show the operation as at the start."""
        self._zoom_centre = None
        self.zoom = 0

    def render(self) -> RenderResult:
        """Unused: the panel paints by lines."""
        return ""

    def render_line(self, y: int) -> Strip:
        """One row of the panel, kept until its cells or the colours change."""
        picture = self._current()
        if y >= len(picture.rows):
            return Strip.blank(self.size.width, self.rich_style)
        if y not in picture.strips:
            picture.strips[y] = self._strip(picture.rows[y])
        return picture.strips[y]

    def _update(self) -> None:
        """Draw again; repaint all after a change of size, else only the stretches that differ."""
        if not self.size:
            self._picture = None
            return
        before = self._picture
        after = self._picture = self._draw()
        if before is None or _extent(before) != _extent(after):
            self.refresh()
            return
        changed = dict(_changes(before.rows, after.rows))
        after.strips.update((y, strip) for y, strip in before.strips.items() if y not in changed)
        if changed:
            self.refresh(*changed.values())

    def _current(self) -> Picture:
        if self._picture is None or _extent(self._picture) != self.size:
            self._picture = self._draw()
        return self._picture

    def _draw(self) -> Picture:
        """Set the whole panel into cells: the map above, the legend below."""
        signs = SIGNS[self.signs]
        legend = _legend(self.view, signs, self._words, self.size)
        width, height = self.size.width, self.size.height - len(legend)
        projection = fit(self._box(), width * DOTS_WIDE, max(1, height) * DOTS_HIGH)
        ground = self._ground(projection, width, height)
        sketch = Sketch(ground, projection, signs)
        if self.view is not None:
            sketch.draw(self.view)
        sketch.name_countries(self._words)
        return Picture(projection, ground, (*sketch.rows(), *legend))

    def _ground(self, projection: Projection, width: int, height: int) -> Ground:
        kept = self._picture
        if kept and (kept.projection, kept.ground.width, kept.ground.height) == (projection, width, height):
            return kept.ground
        return draw_ground(self._borders, projection, width, height)

    def _box(self) -> Box:
        margin = ROUTE_MARGIN if self.view else WHOLE_MARGIN
        home = operation_box(self.view, self._borders).scaled(margin).at_least(SMALLEST_SPAN)
        return home.scaled(ZOOM_STEP**-self.zoom, self._zoom_centre if self.zoom > 0 else None)

    def _marker_place(self) -> LonLat | None:
        located = self.view.located() if self.view else iter(())
        return next((point_along(leg.points, marker.middle) for marker, leg in located), None)

    def _strip(self, row: Row) -> Strip:
        segments = [
            Segment("".join(cell.char for cell in cells), self._cell_style(ink, land))
            for (ink, land), cells in groupby(row, key=lambda cell: (cell.ink, cell.land))
        ]
        return Strip(segments, len(row))

    def _cell_style(self, ink: str, land: str) -> Style:
        return self.get_visual_style(*(f"map--{part}" for part in (land, ink) if part)).rich_style


def _extent(picture: Picture) -> Size:
    return Size(picture.ground.width, len(picture.rows))


def _changes(before: Iterable[Row], after: Iterable[Row]) -> Iterator[tuple[int, Region]]:
    """For each row that differs, its number and the region from the first to the last differing cell."""
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            columns = [x for x, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
            yield y, Region(columns[0], y, columns[-1] - columns[0] + 1, 1)


def _legend(view: MapView | None, signs: Signs, words: Mapping[str, str], size: Size) -> list[Row]:
    """Write the rows under the map, at most half the panel: note, signs, always the word on boundaries."""
    rows: list[Row] = []
    if view is not None:
        rows = _flow(_words_of(view.note), 1, size.width) + _flow(_keys(view, signs, words), 2, size.width)
    disclaimer = _flow(_words_of(words["illustrative"]), 1, size.width)
    room = max(0, size.height // 2 - len(disclaimer))
    return (rows[:room] + disclaimer)[: size.height]


def _keys(view: MapView, signs: Signs, words: Mapping[str, str]) -> list[Row]:
    """Each sign with its word; the choice does not hang on the moment, so that the map does not jump."""
    keys = [
        (signs.sample(DRIVEN), "route", "driven"),
        (signs.sample(EXPECTED), "route", "expected"),
        (signs.crossing, "crossing", "border"),
        (signs.seen, "marker", "seen"),
        (signs.unseen, "marker", "not seen"),
        ("[ ]", "uncertain", "may be"),
    ]
    if any(leg.state == "alternative" for leg in view.legs):
        keys.insert(2, (signs.sample(ALTERNATIVE), "alternative", "alternative"))
    return [_cells(sign, ink) + _cells(f" {words[word]}", "legend") for sign, ink, word in keys]


def _words_of(text: str) -> list[Row]:
    return [_cells(word, "legend") for word in single_width(text).split()]


def _cells(text: str, ink: str) -> Row:
    return tuple(Cell(char, ink, "") for char in text)


def _flow(items: Iterable[Row], gap: int, width: int) -> list[Row]:
    """Set items side by side with a gap between, as many to a row as fit; rows are padded to the width."""
    lines: list[Row] = []
    for item in items:
        joined = (*lines[-1], *_cells(" " * gap, "legend"), *item) if lines else item
        if lines and len(joined) <= width:
            lines[-1] = joined
        else:
            lines.extend(item[start : start + width] for start in range(0, len(item), width))
    return [line + _cells(" " * (width - len(line)), "legend") for line in lines]
