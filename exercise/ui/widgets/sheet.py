"""Sheets: widgets that show rows by lines and repaint only the lines that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.css.styles import RenderStyles
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from exercise.model.plain import state
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.rows import Line, Row, lay
from exercise.ui.text import Part, say

MOST_STRIPS = 512
"""Strips kept for lines that are not on the page now: the cursor often comes back to them."""


@state
class Page:
    """The lines as they are on the screen, their strips as far as painted, and the inks as far as used."""

    lines: list[Line] = field(default_factory=list)
    strips: dict[tuple[Line, bool], Strip] = field(default_factory=dict)
    """By line, and whether it is pointed at."""
    inks: dict[str, Style] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    """The numbers of the lines of each item."""
    width: int = 0
    title: str = ""
    """The title in the border."""
    marked: str = ""
    """The item whose lines carry the cursor."""

    def fade(self) -> None:
        """Forget all that was painted."""
        self.strips.clear()
        self.inks.clear()

    def take(self, lines: list[Line]) -> None:
        """Put other lines in place of those there."""
        self.lines, self.places = lines, {}
        for number, line in enumerate(lines):
            if line.item:
                self.places.setdefault(line.item, []).append(number)


class Sheet(ScrollView, can_focus=False):
    """Shows what :meth:`rows` returns; :meth:`show` brings it up to date."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Sheet.auto_links, False)  # no line holds a link: none is looked for at every repaint
        self.look = look
        self.page = Page()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows for this size. Each kind of sheet has its own."""
        raise NotImplementedError

    def entitle(self, *parts: Part) -> None:
        """Set the title in the border. Setting it repaints everything inside: only another title is set."""
        title = say(*parts)
        if title.plain != self.page.title:
            self.page.title = title.plain
            self.border_title = say(title)

    def show(self) -> None:
        """Set the rows again and repaint the lines that differ; nothing while the sheet is not on the screen."""
        region = self.scrollable_content_region
        if not self.is_attached or region.width <= 0 or region.height <= 0:
            self.page.width = 0
            return
        lines = lay(self.rows(region.width, region.height), region.width)
        before = self.page.lines
        self.page.take(lines)
        if region.width != self.page.width:
            self.page.width = region.width
            self.page.strips.clear()
            self.refresh()
        else:
            self._refresh_changed(before, lines)
        # Another virtual size lays out and repaints everything: while all lines fit, their number is not told.
        least = 0 if self.styles.is_auto_height else region.height
        self.virtual_size = Size(region.width, max(len(lines), least))
        last = max(0, len(lines) - region.height)
        if self.scroll_y > last:  # it was scrolled while it had fewer lines of the screen
            self.scroll_to(y=last, animate=False, force=True, immediate=True)

    def _refresh_changed(self, before: list[Line], after: list[Line]) -> None:
        pairs = enumerate(zip_longest(before, after))
        self.refresh_numbers(n for n, (old, new) in pairs if old is None or new is None or not old.is_same(new))

    def refresh_numbers(self, numbers: Iterable[int]) -> None:
        """Repaint the lines of these numbers, in their order, as far as they are on the screen."""
        top, width = self.scroll_offset.y, self.scrollable_content_region.width
        shown = range(top, top + self.size.height)
        regions = [Region(0, y - top, width, height) for y, height in _runs(n for n in numbers if n in shown)]
        if regions:
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Set the rows for the new size."""
        self.show()

    def on_show(self) -> None:
        """Set the rows when the sheet comes to the screen."""
        self.show()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Return the styles of inks. They are the application's: found once, and not again for every sheet."""
        return self.app.get_component_styles(*names)

    def notify_style_update(self) -> None:
        """Colours changed: the lines hold, their strips do not."""
        super().notify_style_update()
        self.page.fade()

    def render_line(self, y: int) -> Strip:
        """Return one line; its strip is kept until the colours change."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self.page.lines):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self.page.lines[number]
        pointed = line.ink == "cursor" and self.page.places.get(line.item, [number])[0] == number
        strip = self.page.strips.get((line, pointed))
        if strip is None:
            if len(self.page.strips) >= MOST_STRIPS + len(self.page.lines):
                self.page.strips.clear()
            strip = self.page.strips[line, pointed] = self._strip(line, width, pointed)
        return strip

    def _strip(self, line: Line, width: int, pointed: bool) -> Strip:
        style = self.get_visual_style(f"sheet--{line.ink}") if line.ink else self.visual_style
        content = self._pointed_at(line.content) if pointed else line.content
        parts = content.render(style, end="", parse_style=self._ink)
        segments = [Segment(text, (style + own).rich_style) for text, own in parts]
        return Strip(segments, content.cell_length).adjust_cell_length(width, style.rich_style)

    def _pointed_at(self, content: Content) -> Content:
        """Put the pointer into the first cell, if that is free: colour alone tells nobody where the cursor is."""
        here = self.look.signs.here
        free = content.plain.startswith(" ") and here not in content.plain
        return say((here, "key")).append(content[1:]) if free else content

    def _ink(self, name: str | Style) -> Style:
        """Return the style of an ink, looked up once."""
        if isinstance(name, Style):
            return name
        if name not in self.page.inks:
            self.page.inks[name] = self.get_visual_style(name.removeprefix("."), partial=True)
        return self.page.inks[name]

    def item_at(self, y: int) -> str:
        """Return the item of a line of the screen, ``""`` where there is none."""
        number = y + self.scroll_offset.y
        return self.page.lines[number].item if 0 <= number < len(self.page.lines) else ""

    def bring_into_sight(self, item: str) -> None:
        """Scroll so that all lines of *item* are seen, as far as they fit."""
        numbers = self.page.places.get(item)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if numbers and not top <= numbers[0] <= numbers[-1] < top + height:
            region = Region(0, numbers[0], 1, numbers[-1] - numbers[0] + 1)
            self.scroll_to_region(region, animate=False, force=True)


class Pick(Sheet, can_focus=True):
    """A sheet whose items can be chosen: arrows move the cursor, Enter or a click chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("up", "move(-1)", "Up", "The line above", "list.up"),
        keys.bind("down", "move(1)", "Down", "The line below", "list.down"),
        keys.bind("home", "move(-999)", "First", "The first line", "list.first"),
        keys.bind("end", "move(999)", "Last", "The last line", "list.last"),
        keys.bind("enter", "choose", "Open", "Open the line", "list.open"),
    ]

    CURSOR_INKS: ClassVar[bool] = False
    """Whether the cursor changes nothing but the ink of its item's lines; then a long list need not be set again."""

    cursor: reactive[str] = reactive("", repaint=False)

    @dataclass
    class Chosen(Message):
        """An item was chosen."""

        sheet: Pick
        item: str

        @property
        def control(self) -> Pick:
            """The sheet, for selectors."""
            return self.sheet

    def items(self) -> tuple[str, ...]:
        """Return the items in their order; each kind of list has its own."""
        raise NotImplementedError

    def current(self) -> str:
        """Return the item under the cursor: the first one while none was moved to."""
        items = self.items()
        return self.cursor if self.cursor in items else (items[0] if items else "")

    def show(self) -> None:
        """Bring the list up to date, with the cursor where it is."""
        self.page.marked = self._marked()
        super().show()

    def _marked(self) -> str:
        return self.current() if self.has_focus else ""

    def mark_of(self, item: str) -> str:
        """Return the ink of a line of *item*: the cursor's while the sheet has the focus."""
        return "cursor" if item and item == self.page.marked else ""

    def _move_ink(self) -> None:
        """Give the cursor's ink to the lines of its item, and take it from those that had it."""
        before, self.page.marked = self.page.marked, self._marked()
        changed = sorted(n for item in {before, self.page.marked} for n in self.page.places.get(item, ()))
        for number in changed:
            line = self.page.lines[number]
            self.page.lines[number] = replace(line, ink=self.mark_of(line.item))
        self.refresh_numbers(changed)

    def watch_cursor(self) -> None:
        """Repaint the lines that changed."""
        if self.CURSOR_INKS:
            self._move_ink()
        else:
            self.show()
        self.bring_into_sight(self.current())

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show or hide the cursor."""
        super().watch_has_focus(has_focus)
        self.show()

    def action_move(self, step: int) -> None:
        """Move the cursor; at the ends it stays."""
        items = self.items()
        if items:
            at = items.index(self.current()) + step
            self.cursor = items[max(0, min(len(items) - 1, at))]

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        if item := self.current():
            self.post_message(self.Chosen(self, item))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        if item := self.item_at(event.y - self.gutter.top):
            self.cursor = item
            self.post_message(self.Chosen(self, item))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the start and the length of each run of numbers that follow one another."""
    start = length = 0
    for number in numbers:
        if length and number == start + length:
            length += 1
        else:
            if length:
                yield start, length
            start, length = number, 1
    if length:
        yield start, length
