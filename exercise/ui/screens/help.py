"""Help: how to read the screen, and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import say
from exercise.ui.widgets.sheet import Sheet


class HelpSheet(Sheet, can_focus=True):
    """The help text."""

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return signs and keys, each with its word."""
        t, signs = self.look.t, self.look.signs
        yield row((t("How to read the screen"), "title"), lead=" ")
        yield row(
            t("On top: who, when, where, what is asked. Left: what to do. Right: what to consult. Below: the room."),
            lead="   ",
        )
        yield BLANK
        yield row((t("Signs"), "title"), lead=" ")
        for sign, text in (
            (signs.good, t("in force, held, under control")),
            (signs.wait, t("waits, needs attention")),
            (signs.bad, t("refused, returned, closed, lost")),
            (signs.none, t("not asked, free")),
            (f"{signs.seen} {signs.unseen} [ ]", t("load seen; not seen; where it may be")),
            (signs.unopened, t("held but not opened")),
            (f"{signs.driven} {signs.expected}", t("driven; expected")),
        ):
            yield row(text, lead=f"   {sign:<9}")
        yield BLANK
        yield row((t("Keys"), "title"), lead=" ")
        for key, text in self.keys():
            yield row(text, lead=(f"   {key:<15}", "key"))
        yield BLANK
        yield row(
            (
                t("Arrows, Tab, Enter and Esc do everything. Letters work in Latin, Russian and Kazakh layouts."),
                "faint",
            ),
            lead=" ",
        )

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys with what they do."""
        t = self.look.t

        def key(letter: str) -> str:
            return self.look.key(letter)[0]

        return (
            ("1-9 Enter Esc", t("mark a choice, go on, go back")),
            (t("Space"), t("mark and stay; while time runs: to the stop at once")),
            ("Tab", t("the other pane")),
            (key("d"), t("what to do: decisions, acts, carry on")),
            (f"{key('b')} {key('m')} {key('r')} {key('u')} {key('i')}", t("inbox, map, requests, units, intelligence")),
            (f"{key('s')} {key('c')} {key('e')} {key('f')}", t("share, call or meet, enquire, file a request")),
            ("F2", t("own words")),
            (key("o"), t("carry on: we are ready")),
            (key("p"), t("pause for all, or go on")),
            ("F8", t("other colours")),
            ("Ctrl+P", t("all commands by name")),
            ("Ctrl+Q", t("leave; everything is kept")),
        )


class Help(ModalScreen[None]):
    """The help over any screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "dismiss", "Back", tooltip="Back to the exercise", id="help.back", show=False)
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def compose(self) -> ComposeResult:
        """Lay out the help."""
        sheet = HelpSheet(self.look, id="help")
        sheet.border_title = say(self.look.t("Help"))
        sheet.border_subtitle = say(self.look.t("Esc back"))
        yield sheet

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(HelpSheet).focus()
