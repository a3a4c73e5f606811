"""The curtain between teams, and the hall view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from exercise.model.language import _noop
from exercise.model.table import HallView
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.parts import hall
from exercise.ui.parts.bars import keys_row
from exercise.ui.rows import Row
from exercise.ui.screens.clocked import Clocked
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

    def __init__(self, look: Look, *, curtain: bool, staffed: bool, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.curtain, self.staffed = curtain, staffed

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the keys."""
        if self.view is None:
            return ()
        first = hall.curtain_keys(self.look) if self.curtain else hall.hall_keys(self.view, self.look)
        return (keys_row(self.look, width, first, hall.staff_keys(self.view, self.look, staffed=self.staffed)),)


def staff_bindings(screen: str) -> list[Binding]:
    """Return the keys that the staff have at the curtain and in the hall, without a PIN."""
    return [
        keys.bind("b", "app.rest", _noop("Break"), _noop("A break until a time of day"), f"{screen}.break"),
        keys.bind(
            "e", "app.more_talk", _noop("More talk"), _noop("3 minutes more talk in this round"), f"{screen}.more_talk"
        ),
        keys.bind("n", "app.note", _noop("Note"), _noop("Keep a note for the debrief"), f"{screen}.note"),
    ]


class HallScreen(Clocked, Screen[None]):
    """Safe on a projector: only what every team holds."""

    HELP: ClassVar = "hall"
    BINDINGS: ClassVar[list[BindingType]] = [
        *staff_bindings("hall"),
        keys.bind("space", "app.hurry", _noop("Hurry"), _noop("To the stop at once"), "hall.hurry"),
        keys.bind("enter", "app.after_the_end", _noop("Debrief"), _noop("After the end: to the debrief"), "hall.end"),
    ]

    view: reactive[HallView | None] = reactive(None, repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)

    def __init__(self, look: Look, *, staffed: bool = False) -> None:
        super().__init__()
        self.look, self.staffed = look, staffed

    def compose(self) -> ComposeResult:
        """Lay out the picture and its keys."""
        yield HallPicture(self.look, id="hall").data_bind(HallScreen.view, HallScreen.talk_left)
        yield HallKeys(self.look, curtain=False, staffed=self.staffed, id="hall-keys").data_bind(HallScreen.view)

    def show_clocks(self, hall: HallView | None, wall: str, talk_left: int | None) -> None:
        """Show the hall as it is, and the talk time left."""
        self.view, self.talk_left = hall, talk_left


class CurtainScreen(Clocked, Screen[None]):
    """Between teams: two Enters open, so that a hand resting on the key opens nothing."""

    HELP: ClassVar = "hall"
    BINDINGS: ClassVar[list[BindingType]] = [
        *staff_bindings("curtain"),
        keys.bind(
            "enter",
            "enter",
            _noop("Open the team's screen"),
            _noop("Twice: open the screen of the team called"),
            "curtain.open",
        ),
        keys.bind("escape", "close", _noop("Close"), _noop("Forget the first Enter"), "curtain.close"),
    ]

    view: reactive[HallView | None] = reactive(None, repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)
    half_open: reactive[bool] = reactive(False, repaint=False)

    @dataclass
    class Passed(Message):
        """The team called is at the keyboard."""

        team: str

    def __init__(self, look: Look, *, staffed: bool = False) -> None:
        super().__init__()
        self.look, self.staffed = look, staffed

    def compose(self) -> ComposeResult:
        """Lay out the curtain and its keys."""
        screen = CurtainScreen
        yield CurtainSheet(self.look, id="curtain").data_bind(screen.view, screen.talk_left, screen.half_open)
        yield HallKeys(self.look, curtain=True, staffed=self.staffed, id="hall-keys").data_bind(screen.view)

    def show_clocks(self, hall: HallView | None, wall: str, talk_left: int | None) -> None:
        """Show the hall as it is, and the talk time left."""
        self.view, self.talk_left = hall, talk_left

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
