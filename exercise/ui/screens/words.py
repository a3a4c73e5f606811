"""The editor for own words: a draft is kept as it is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from exercise.model.decisions import MOST_WORDS
from exercise.model.language import _noop
from exercise.model.text import clean
from exercise.ui import keys
from exercise.ui.limits import no_room
from exercise.ui.look import Look
from exercise.ui.rows import Row, row
from exercise.ui.text import flat, say
from exercise.ui.widgets.sheet import Sheet


class Hint(Sheet):
    """One line that says which keys end the editing, and how much room there is; or that something found none."""

    used: reactive[int] = reactive(0, repaint=False)
    full: reactive[bool] = reactive(False, repaint=False)

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return the line."""
        if self.full:
            yield row((no_room(self.look.words), "strong"), lead=(f" {self.look.signs.wait} ", "wait"))
            return
        room = self.look.t("{used} of {most} characters", used=self.used, most=MOST_WORDS)
        yield row(
            ("Esc", "key"),
            " ",
            ("F2", "key"),
            " " + self.look.t("done, kept"),
            lead=" ",
            tail=(room, "faint"),
        )

    def watch_used(self) -> None:
        """Show it."""
        self.show()

    def watch_full(self) -> None:
        """Show it."""
        self.show()


class SafeTextArea(TextArea):
    """A text area that takes no characters that command a terminal, and nothing that it has no room for."""

    class Full(Message):
        """There is no room for what was to be written; nothing of it was."""

    def on_paste(self, event: events.Paste) -> None:
        """Clean what is pasted before the area takes it."""
        event.text = clean(event.text)

    def edit(self, edit: Edit) -> EditResult:
        """Write whole what is to be written, or nothing of it."""
        replaced = len(self.get_text_range(edit.top, edit.bottom))
        if len(self.text) - replaced + len(edit.text) > max(MOST_WORDS, len(self.text)):
            self.post_message(self.Full())
            return EditResult(self.cursor_location, "")
        return super().edit(edit)


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
            area = SafeTextArea(clean(self.start), soft_wrap=True, show_line_numbers=False, id="words-area")
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
        return clean(self.query_one(TextArea).text)

    @on(TextArea.Changed)
    def changed(self) -> None:
        """Keep the draft, and count it."""
        text, hint = self.text(), self.query_one(Hint)
        hint.used, hint.full = len(text), False
        self.keep(text)

    @on(SafeTextArea.Full)
    def tell_full(self) -> None:
        """Say that something had no room."""
        self.query_one(Hint).full = True

    @work(exclusive=True, group="draft")
    async def keep(self, text: str) -> None:
        """Keep the draft; a newer one takes its place."""
        await self.keep_text(text)

    def action_done(self) -> None:
        """Close."""
        self.dismiss(self.text())
