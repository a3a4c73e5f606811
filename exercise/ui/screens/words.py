"""The editor for own words: a draft is kept as it is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from exercise.model.language import _noop
from exercise.model.text import clean
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.rows import Row, row
from exercise.ui.text import flat, say
from exercise.ui.widgets.sheet import Sheet

LONGEST = 4000
"""Characters of own words that are kept."""


class Hint(Sheet):
    """One line that says which keys end the editing."""

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return the line."""
        yield row(
            ("Esc", "key"),
            " " + self.look.t("done, kept") + "   ",
            ("F2", "key"),
            " " + self.look.t("done, kept"),
            lead=" ",
        )


class SafeTextArea(TextArea):
    """A text area that takes no characters that command a terminal."""

    def on_paste(self, event: events.Paste) -> None:
        """Clean what is pasted before the area takes it."""
        event.text = clean(event.text, LONGEST)


class Words(ModalScreen[str]):
    """A text area over the screen; Esc and F2 close it, and what was typed stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("escape", "done", _noop("Done"), _noop("Close; the text is kept"), "words.done", priority=True),
        keys.bind("f2", "done", _noop("Done"), _noop("Close; the text is kept"), "words.done2", priority=True),
    ]

    def __init__(self, look: Look, title: str, text: str, keep: Callable[[str], Awaitable[object]]) -> None:
        super().__init__()
        self.look, self.asked, self.start, self.keep_text = look, title, text, keep

    def compose(self) -> ComposeResult:
        """Lay out the editor."""
        with Vertical(id="words") as box:
            box.border_title = say(flat(self.asked))
            area = SafeTextArea(clean(self.start, LONGEST), soft_wrap=True, show_line_numbers=False, id="words-area")
            area.cursor_blink = False
            yield area
            yield Hint(self.look, id="words-hint")

    def on_mount(self) -> None:
        """Put the cursor behind the text."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def text(self) -> str:
        """Return what was typed, cleaned."""
        return clean(self.query_one(TextArea).text, LONGEST)

    @on(TextArea.Changed)
    def changed(self) -> None:
        """Keep the draft."""
        self.keep(self.text())

    @work(exclusive=True, group="draft")
    async def keep(self, text: str) -> None:
        """Keep the draft; a newer one takes its place."""
        await self.keep_text(text)

    def action_done(self) -> None:
        """Close."""
        self.dismiss(self.text())
