"""Help: how to read the screen, and its keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from exercise.model.language import _noop
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import say
from exercise.ui.widgets.sheet import Sheet

About = Literal["home", "team", "hall", "other"]
"""What is explained: a screen says it as ``HELP``; of any other one, its own keys."""
Listed = tuple[tuple[str, str], ...]
"""Keys, each with what it does."""


class HelpSheet(Sheet, can_focus=True):
    """The help text: of the home screen, of a team's screen, or the keys of any other one."""

    def __init__(self, look: Look, about: About, own: Sequence[Binding] = (), *, id: str) -> None:
        super().__init__(look, id=id)
        self.about, self.own = about, own

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return what is shown, and the keys, each with its word."""
        if self.about in ("home", "team"):
            yield from self.beginning() if self.about == "home" else self.reading()
        yield row((self.look.t("Keys"), "title"), lead=" ")
        listed = self.listed()
        widest = max(len(key) for key, _ in listed)
        for key, text in listed:
            yield row(text, lead=(f"   {key:<{widest}}  ", "key"))
        yield BLANK
        t = self.look.t
        text = t("Arrows, Tab, Enter and Esc do everything. Letters work in Latin, Russian and Kazakh layouts.")
        yield row((text, "faint"), lead=" ")

    def listed(self) -> Listed:
        """Return the keys of the screen that the help is about."""
        if self.about in ("home", "team"):
            return self.home_keys() if self.about == "home" else self.keys()
        return self.own_keys()

    def own_keys(self) -> Listed:
        """Return the keys of a screen as it binds them, and those that do the same everywhere."""
        t = self.look.t
        own = tuple((self._named(binding.key), t(binding.tooltip)) for binding in self.own)
        hall: Listed = ((self.look.key("p")[0], t("pause for all, or go on")),
                        ("F9", t("the facilitator's drawer (PIN)")))  # fmt: skip
        return (*own, *(hall if self.about == "hall" else ()), *self.everywhere())

    def everywhere(self) -> Listed:
        """Return the keys that do the same on every screen."""
        t = self.look.t
        return (
            ("F8", t("other colours")),
            ("Ctrl+P", t("all commands by name")),
            ("Ctrl+Q", t("leave; everything is kept")),
        )

    def _named(self, bound: str) -> str:
        """Return a bound key as it is written on the keyboard."""
        first = bound.partition(",")[0]
        full = self.look.signs.set == "full"
        arrows = {"left": "←", "right": "→"} if full else {"left": "<-", "right": "->"}
        names = {"space": self.look.t("Space"), "escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn", **arrows}
        if len(first) == 1:
            return self.look.key(first)[0]
        return names.get(first, first.capitalize())

    def beginning(self) -> Iterator[Row]:
        """Return how one comes from the home screen into an exercise."""
        t = self.look.t
        yield row((t("How to begin"), "title"), lead=" ")
        yield row(t("1 goes on with a run, or opens the debrief of a finished one."), lead="   ")
        yield row(t("2 chooses a scenario, 3 how the room plays, 4 who plays what; Start begins."), lead="   ")
        yield BLANK

    def home_keys(self) -> Listed:
        """Return the keys of the home screen with what they do."""
        t = self.look.t
        return (
            ("1 2 3 4 Tab", t("go to an area")),
            ("Enter", t("choose the line; on Start: begin")),
            ("F2", t("the other language")),
            *self.everywhere(),
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

    def keys(self) -> Listed:
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
            *self.everywhere(),
        )


class Help(ModalScreen[None]):
    """The help over any screen, in its language."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("escape,f1,enter", "dismiss", _noop("Back"), _noop("Back to the exercise"), "help.back")
    ]

    def __init__(self, look: Look, about: About, own: Sequence[Binding] = ()) -> None:
        super().__init__()
        self.look, self.about, self.own = look, about, own

    def compose(self) -> ComposeResult:
        """Lay out the help."""
        sheet = HelpSheet(self.look, self.about, self.own, id="help")
        sheet.border_title = say(self.look.t("Help"))
        sheet.border_subtitle = say(self.look.t("Esc back"))
        yield sheet

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(HelpSheet).focus()


def help_on(screen: Screen[Any], look: Look) -> Help:
    """Return the help on *screen*: its keys are those it binds itself."""
    about: About = getattr(screen, "HELP", "other")
    own = [each for each in type(screen).BINDINGS if isinstance(each, Binding)]
    return Help(look, about, own)
