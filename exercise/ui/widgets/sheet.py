"""Sheets: widgets that show rows by lines and repaint only the lines that changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.css.styles import RenderStyles
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from exercise.ui.look import Look
from exercise.ui.rows import Line, Row, lay
from exercise.ui.text import Part, say


@dataclass(slots=True)
class Page:
    """The lines as they are on the screen, and their strips as far as painted."""

    lines: list[Line] = field(default_factory=list)
    strips: dict[int, Strip] = field(default_factory=dict)
    width: int = 0
    title: str = ""
    """The title in the border."""
    marked: str = ""
    """The item whose lines carry the cursor."""


class Sheet(ScrollView, can_focus=False):
    """Shows what :meth:`rows` returns; :meth:`show` brings it up to date."""

    def __init__(self, look: Look, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
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
        before, self.page.lines = self.page.lines, lines
        if region.width != self.page.width:
            self.page.width = region.width
            self.page.strips.clear()
            self.refresh()
        else:
            self._refresh_changed(before, lines)
        # Another virtual size lays out and repaints everything: while all lines fit, their number is not told.
        least = 0 if self.styles.is_auto_height else region.height
        self.virtual_size = Size(region.width, max(len(lines), least))

    def _refresh_changed(self, before: list[Line], after: list[Line]) -> None:
        top = self.scroll_offset.y
        shown = range(top, top + self.size.height)
        for number in range(max(len(before), len(after))):
            old = before[number] if number < len(before) else None
            new = after[number] if number < len(after) else None
            if old is None or new is None or not old.is_same(new):
                self.page.strips.pop(number, None)
                if number in shown:
                    self.refresh_line(number)

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
        self.page.strips.clear()

    def render_line(self, y: int) -> Strip:
        """Return one line, kept until it or the colours change."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self.page.lines):
            return Strip.blank(width, self.visual_style.rich_style)
        if number not in self.page.strips:
            line = self.page.lines[number]
            style = self.get_visual_style(f"sheet--{line.ink}") if line.ink else self.visual_style
            strips = Visual.to_strips(self, line.content, width, 1, style, apply_selection=False, pad=True)
            self.page.strips[number] = strips[0].crop(0, width)
        return self.page.strips[number]

    def item_at(self, y: int) -> str:
        """Return the item of a line of the screen, ``""`` where there is none."""
        number = y + self.scroll_offset.y
        return self.page.lines[number].item if 0 <= number < len(self.page.lines) else ""

    def bring_into_sight(self, item: str) -> None:
        """Scroll so that all lines of *item* are seen, as far as they fit."""
        numbers = [number for number, line in enumerate(self.page.lines) if line.item == item]
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if numbers and not top <= numbers[0] <= numbers[-1] < top + height:
            region = Region(0, numbers[0], 1, numbers[-1] - numbers[0] + 1)
            self.scroll_to_region(region, animate=False, force=True)


class Pick(Sheet, can_focus=True):
    """A sheet whose items can be chosen: arrows move the cursor, Enter or a click chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", tooltip="The line above", id="list.up", show=False),
        Binding("down", "move(1)", "Down", tooltip="The line below", id="list.down", show=False),
        Binding("home", "move(-999)", "First", tooltip="The first line", id="list.first", show=False),
        Binding("end", "move(999)", "Last", tooltip="The last line", id="list.last", show=False),
        Binding("enter", "choose", "Open", tooltip="Open the line", id="list.open", show=False),
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
        top = self.scroll_offset.y
        for number, line in enumerate(self.page.lines):
            if line.item and line.item in (before, self.page.marked):
                self.page.lines[number] = replace(line, ink=self.mark_of(line.item))
                self.page.strips.pop(number, None)
                if top <= number < top + self.size.height:
                    self.refresh_line(number)

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
