"""Help: how to read the screen, and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from exercise.model.language import _noop
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import say
from exercise.ui.widgets.sheet import Sheet


class HelpSheet(Sheet, can_focus=True):
    """The help text: of the home screen, or of the screens of an exercise."""

    def __init__(self, look: Look, *, home: bool, id: str) -> None:
        super().__init__(look, id=id)
        self.home = home

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return what is shown, and the keys, each with its word."""
        yield from self.beginning() if self.home else self.reading()
        yield row((self.look.t("Keys"), "title"), lead=" ")
        listed = self.home_keys() if self.home else self.keys()
        widest = max(len(key) for key, _ in listed)
        for key, text in listed:
            yield row(text, lead=(f"   {key:<{widest}}  ", "key"))
        yield BLANK
        t = self.look.t
        text = t("Arrows, Tab, Enter and Esc do everything. Letters work in Latin, Russian and Kazakh layouts.")
        yield row((text, "faint"), lead=" ")

    def beginning(self) -> Iterator[Row]:
        """Return how one comes from the home screen into an exercise."""
        t = self.look.t
        yield row((t("How to begin"), "title"), lead=" ")
        yield row(t("1 goes on with a run, or opens the debrief of a finished one."), lead="   ")
        yield row(t("2 chooses a scenario, 3 how the room plays, 4 who plays what; Start begins."), lead="   ")
        yield BLANK

    def home_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of the home screen with what they do."""
        t = self.look.t
        return (
            ("1 2 3 4 Tab", t("go to an area")),
            ("Enter", t("choose the line; on Start: begin")),
            ("F2", t("the other language")),
            ("F8", t("other colours")),
            ("Ctrl+P", t("all commands by name")),
            ("Ctrl+Q", t("leave; everything is kept")),
        )

    def reading(self) -> Iterator[Row]:
        """Return how the screens of an exercise are read."""
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
            (f"{key('b')} {key('e')} {key('n')}", t("at curtain and hall view: break, 3 minutes more talk, note")),
            ("F9", t("at curtain and hall view: the facilitator's drawer (PIN)")),
            ("F8", t("other colours")),
            ("Ctrl+P", t("all commands by name")),
            ("Ctrl+Q", t("leave; everything is kept")),
        )


class Help(ModalScreen[None]):
    """The help over any screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("escape,f1,enter", "dismiss", _noop("Back"), _noop("Back to the exercise"), "help.back")
    ]

    def __init__(self, look: Look, *, home: bool = False) -> None:
        super().__init__()
        self.look, self.home = look, home

    def compose(self) -> ComposeResult:
        """Lay out the help."""
        sheet = HelpSheet(self.look, home=self.home, id="help")
        sheet.border_title = say(self.look.t("Help"))
        sheet.border_subtitle = say(self.look.t("Esc back"))
        yield sheet

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(HelpSheet).focus()
