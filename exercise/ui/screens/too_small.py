"""The sentence for a window that is too small."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.screen import ModalScreen

from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, middle
from exercise.ui.text import say
from exercise.ui.widgets.sheet import Sheet


class TooSmallSheet(Sheet):
    """Says how large the window must be."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the sentence."""
        window = self.app.size  # the sheet itself keeps a column for its scroll bar
        text = self.look.t(
            "The window must hold 80 by 24 characters; this one holds {width} by {height}.",
            width=window.width, height=window.height,
        )  # fmt: skip
        plain = self.look.t("Make it larger; or leave, and add --plain to the command to play in lines of text.")
        return (
            BLANK,
            middle(text),
            BLANK,
            middle(plain),
            BLANK,
            Row(say(("Ctrl+Q", "key"), " " + self.look.t("leave, all is kept")), place="middle"),
        )


class TooSmall(ModalScreen[None]):
    """Covers everything while the window is too small; *fits* tells whether it is large enough by now."""

    def __init__(self, look: Look, fits: Callable[[], bool]) -> None:
        super().__init__()
        self.look, self.fits = look, fits

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        yield TooSmallSheet(self.look, id="too-small")

    def on_screen_resume(self) -> None:
        """Go where the window was made larger while another screen stood over this one."""
        if self.is_current and self.fits():
            self.dismiss()
