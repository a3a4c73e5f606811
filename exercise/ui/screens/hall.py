"""The curtain between teams, the hall view, and the sentence for a window that is too small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from exercise.model.table import HallView
from exercise.ui.look import Look
from exercise.ui.parts import hall
from exercise.ui.rows import BLANK, Row, middle, row
from exercise.ui.text import say
from exercise.ui.widgets.sheet import Sheet


class HallSheet(Sheet, can_focus=True):
    """A sheet for the whole hall."""

    view: reactive[HallView | None] = reactive(None, repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)
    half_open: reactive[bool] = reactive(False, repaint=False)

    def watch_view(self) -> None:
        """Repaint what changed."""
        self.show()

    def watch_talk_left(self) -> None:
        """Repaint the talk time left."""
        self.show()

    def watch_half_open(self) -> None:
        """Repaint the line that asks for Enter."""
        self.show()


class CurtainSheet(HallSheet):
    """The curtain."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the curtain."""
        if self.view is None:
            return ()
        return hall.curtain_rows(self.view, self.look, height, self.half_open, self.talk_left)


class HallPicture(HallSheet):
    """The hall view."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the hall view."""
        return hall.hall_rows(self.view, self.look, height, self.talk_left) if self.view is not None else ()


class HallKeys(HallSheet, can_focus=False):
    """The keys below the hall view or the curtain."""

    def __init__(self, look: Look, *, curtain: bool, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.curtain = curtain

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the keys."""
        if self.view is None:
            return ()
        if not self.curtain:
            return (hall.hall_keys(self.view, self.look),)
        t = self.look.t
        enter = (f"{t('Enter')} {t('Enter')}", "key")
        return (row(enter, " " + t("open") + "   ", ("Esc", "key"), " " + t("close again") + "   ", self.look.key("p"),
                    " " + t("pause") + "   ", ("F1", "key"), " " + t("help"), lead=" "),)  # fmt: skip


class HallScreen(Screen[None]):
    """Safe on a projector: only what every team holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "app.hurry", "Hurry", tooltip="To the stop at once", id="hall.hurry", show=False),
        Binding(
            "enter", "app.after_the_end", "Debrief", tooltip="After the end: to the debrief", id="hall.end", show=False
        ),
    ]

    view: reactive[HallView | None] = reactive(None, repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def compose(self) -> ComposeResult:
        """Lay out the picture and its keys."""
        yield HallPicture(self.look, id="hall").data_bind(HallScreen.view, HallScreen.talk_left)
        yield HallKeys(self.look, curtain=False, id="hall-keys").data_bind(HallScreen.view)


class CurtainScreen(Screen[None]):
    """Between teams: two Enters open, so that a hand resting on the key opens nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "enter", "Open", tooltip="Twice: open the screen of the team called", id="curtain.open", show=False
        ),
        Binding("escape", "close", "Close", tooltip="Forget the first Enter", id="curtain.close", show=False),
    ]

    view: reactive[HallView | None] = reactive(None, repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)
    half_open: reactive[bool] = reactive(False, repaint=False)

    @dataclass
    class Passed(Message):
        """The team called is at the keyboard."""

        team: str

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def compose(self) -> ComposeResult:
        """Lay out the curtain and its keys."""
        screen = CurtainScreen
        yield CurtainSheet(self.look, id="curtain").data_bind(screen.view, screen.talk_left, screen.half_open)
        yield HallKeys(self.look, curtain=True, id="hall-keys").data_bind(screen.view)

    def watch_view(self, before: HallView | None, after: HallView | None) -> None:
        """Another team is called: the first Enter counts no more."""
        if before is not None and after is not None and before.next_team != after.next_team:
            self.half_open = False

    def action_enter(self) -> None:
        """First Enter: half open; second: the team is here."""
        if self.view is None or self.view.next_team is None:
            return
        if self.half_open:
            self.post_message(self.Passed(self.view.next_team))
        else:
            self.half_open = True

    def action_close(self) -> None:
        """Forget the first Enter."""
        self.half_open = False


class TooSmallSheet(Sheet):
    """Says how large the window must be."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the sentence."""
        text = self.look.t(
            "The window must hold 80 by 24 characters; this one holds {width} by {height}.", width=width, height=height
        )
        plain = self.look.t("Make it larger, or play in lines of text: exercise play --plain")
        return (
            BLANK,
            middle(text),
            BLANK,
            middle(plain),
            BLANK,
            Row(say(("Ctrl+Q", "key"), " " + self.look.t("leave, all is kept")), place="middle"),
        )


class TooSmall(ModalScreen[None]):
    """Covers everything while the window is too small."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        yield TooSmallSheet(self.look, id="too-small")
