"""The home screen: go on with a run, or choose a scenario and how the room plays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from exercise.model.language import _noop
from exercise.ui import keys
from exercise.ui.choosing import PLAYS, Choosing, Play, in_language
from exercise.ui.home_model import Setup
from exercise.ui.look import Look
from exercise.ui.parts import home
from exercise.ui.parts.bars import keys_row
from exercise.ui.rows import Row, lay, one_line, row
from exercise.ui.text import flat, say
from exercise.ui.widgets.sheet import Pick, Sheet

if TYPE_CHECKING:
    from exercise.ui.forms import Filling


class HomeList(Pick):
    """A list of the home screen."""

    choosing: reactive[Choosing | None] = reactive(None, repaint=False)

    def watch_choosing(self) -> None:
        """Repaint what changed."""
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows of what is chosen so far."""
        return self.rows_of(self.choosing) if self.choosing is not None else ()

    def items(self) -> tuple[str, ...]:
        """Return what can be chosen here."""
        return tuple(dict.fromkeys(each.item for each in self.rows(80, 24) if each.item))

    def rows_of(self, choosing: Choosing) -> Iterable[Row]:
        """Return the rows. Each kind of list has its own."""
        raise NotImplementedError

    def mark_of(self, item: str) -> str:
        """Return the ink of a line: the cursor's while the list has the focus and the cursor is there."""
        return "cursor" if self.has_focus and item == (self.cursor or self.first()) else ""

    def first(self) -> str:
        """Return the item on which the cursor stands at the start."""
        return ""


class Runs(HomeList):
    """Runs on this disk."""

    def rows_of(self, choosing: Choosing) -> Iterable[Row]:
        """Return the runs."""
        return home.runs_rows(choosing, self.look, self.mark_of)

    def first(self) -> str:
        """The latest run that is not finished, else the latest."""
        return f"run:{(self.choosing.unfinished if self.choosing is not None else None) or 0}"

    def current(self) -> str:
        """Return the run under the cursor: the first to go on with while none was moved to."""
        items = self.items()
        return self.cursor if self.cursor in items else (self.first() if items else "")


class Scenarios(HomeList):
    """Scenarios."""

    def rows_of(self, choosing: Choosing) -> Iterable[Row]:
        """Return the scenarios."""
        return home.scenarios_rows(choosing, self.look, self.mark_of)

    def first(self) -> str:
        """The first scenario."""
        return "scenario:0"


class Plays(HomeList):
    """How the room plays."""

    def rows_of(self, choosing: Choosing) -> Iterable[Row]:
        """Return the three ways."""
        return home.play_rows(choosing, self.look, self.mark_of)

    def first(self) -> str:
        """The first way."""
        return f"play:{PLAYS[0]}"


class Card(HomeList):
    """The scenario chosen, who plays what, and the start."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("space", "tick", "Tick", "Hand a team to people or to the program", "card.tick"),
    ]

    def rows_of(self, choosing: Choosing) -> Iterable[Row]:
        """Return the scenario."""
        rows = tuple(home.card_rows(choosing, self.look, self.mark_of))
        region = self.scrollable_content_region
        if len(lay(rows, region.width)) <= region.height:
            return rows
        return tuple(home.card_rows(choosing, self.look, self.mark_of, start_first=True))

    def action_tick(self) -> None:
        """Hand the team under the cursor to people or to the program; Space begins nothing."""
        if self.current().startswith("team:"):
            self.action_choose()

    def first(self) -> str:
        """The start: Enter begins at once."""
        return "start"

    def current(self) -> str:
        """Return the item under the cursor: the start while none was moved to."""
        items = self.items()
        return self.cursor if self.cursor in items else ("start" if "start" in items else "")


class Banner(Sheet):
    """The name of the program, its promise, and the language."""

    busy: reactive[str] = reactive("", repaint=False)

    def watch_busy(self) -> None:
        """Show what is being done, on as many lines as it takes."""
        width = self.scrollable_content_region.width
        if width > 0:
            self.styles.height = 1 + max(2, len(lay(self.rows(width, 0), width)))
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return two rows."""
        t = self.look.t
        tongue = {"en": "English", "ru": "Русский"}
        names = [
            (
                f"[{name}]" if tag == self.look.words.tag else f" {name} ",
                "chosen" if tag == self.look.words.tag else "faint",
            )
            for tag, name in tongue.items()
        ]
        yield one_line(
            width, (["  ", (t("EXERCISE"), "title")], [(t("no network · journal on this disk"), "faint"), "  "])
        )
        text = (self.busy, "wait") if self.busy else (t("The lorry does not wait for the signature."), "own")
        yield row(text, lead="  ", tail=say(*names, "  "))


class HomeKeys(Sheet):
    """The keys."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        t = self.look.t
        hints = (("1-4", t("area")), ("Enter", t("choose")), ("Tab", t("next")), ("F2", t("language")))
        yield keys_row(self.look, width, (*hints, ("F8", t("colours")), ("Ctrl+Q", t("leave"))), ())


class HomeScreen(Screen[None]):
    """Three questions on the left, the scenario on the right."""

    HELP: ClassVar = "home"
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("1", "area('runs')", _noop("Continue"), _noop("Runs on this disk"), "home.runs"),
        keys.bind("2", "area('scenarios')", _noop("New"), _noop("Scenarios"), "home.scenarios"),
        keys.bind("3", "area('plays')", _noop("Room"), _noop("How the room plays"), "home.plays"),
        keys.bind("4", "area('card')", _noop("Teams"), _noop("Who plays what, and the start"), "home.card"),
        keys.bind("left", "area('scenarios')", _noop("Left"), _noop("Scenarios"), "home.left"),
        keys.bind("right", "area('card')", _noop("Right"), _noop("Who plays what, and the start"), "home.right"),
        keys.bind("f2", "app.other_language", _noop("Language"), _noop("The other language"), "home.language"),
    ]

    choosing: reactive[Choosing | None] = reactive(None, repaint=False)

    @dataclass
    class Begin(Message):
        """An exercise is to begin."""

        setup: Setup

    @dataclass
    class GoOn(Message):
        """A run is to be continued, or its debrief opened."""

        path: Path
        finished: bool

    def __init__(self, look: Look, choosing: Choosing | None) -> None:
        super().__init__()
        self.look = look
        self.set_reactive(HomeScreen.choosing, choosing)

    def compose(self) -> ComposeResult:
        """Lay out the areas."""
        look = self.look
        yield Banner(look, id="banner")
        with Horizontal(id="home"):
            with Vertical(id="questions"):
                for number, (area, title) in enumerate(
                    (
                        (Runs(look, id="runs"), look.t("Continue")),
                        (Scenarios(look, id="scenarios"), look.t("New exercise")),
                        (Plays(look, id="plays"), look.t("How does the room play?")),
                    ),
                    start=1,
                ):
                    area.border_title = say(f"{number} {title}")
                    yield area.data_bind(HomeScreen.choosing)
            card = Card(look, id="card")
            yield card.data_bind(HomeScreen.choosing)
        yield HomeKeys(look, id="home-keys")

    def on_mount(self) -> None:
        """Start where one most likely wants to be: at the runs if there are any, else at the scenarios."""
        self._title()
        self._focus_first()

    def watch_choosing(self, before: Choosing | None, after: Choosing | None) -> None:
        """Name the scenario on the card; once it is known what there is to choose from, begin there."""
        if self.is_mounted:
            self._title()
            if before is None:
                self._focus_first()

    def _focus_first(self) -> None:
        unfinished = self.choosing is not None and self.choosing.unfinished is not None
        self.query_one("#runs" if unfinished else "#scenarios").focus()

    def _title(self) -> None:
        card = self.choosing.card if self.choosing is not None else None
        title = flat(in_language(card.title, self.look.words.tag)) if card is not None else ""
        self.query_one(Card).border_title = say(f"4 {title}")

    def action_area(self, area: str) -> None:
        """Go to an area."""
        self.query_one(f"#{area}").focus()

    @work(exclusive=True, group="checklist")
    async def check(self, choosing: Choosing) -> None:
        """Go through the facilitator's checklist, then begin."""
        from exercise.ui.parts.desk_checklist import as_checked, checklist, unfit
        from exercise.ui.screens.drawer_forms import FormScreen  # what the home screen alone does not need

        setup, start = choosing.setup(self.look.words.tag), checklist(choosing, self.look)
        if setup is None or start is None:
            return
        kept: list[Filling] = []

        async def keep(filling: Filling) -> str:
            kept.append(filling)
            return unfit(filling, self.look)

        if await self.app.push_screen_wait(FormScreen(self.look, start, keep)):
            self.post_message(self.Begin(as_checked(setup, kept[-1])))

    @on(Pick.Chosen)
    def chosen(self, event: Pick.Chosen) -> None:
        """Take the choice; the next area follows."""
        kind, _, id = event.item.partition(":")
        choosing = self.choosing
        if choosing is None:
            return
        match kind:
            case "run":
                run = choosing.runs[int(id)]
                if not run.problem:
                    self.post_message(self.GoOn(run.path, run.finished))
            case "scenario":
                self.choosing = choosing.choose_scenario(int(id))
                self.action_area("plays")
            case "play":
                self.choosing = replace(choosing, play=cast(Play, id))
                self.action_area("card")
            case "team":
                self.choosing = choosing.choose_team(id)
            case "checklist":
                self.check(choosing)
            case _:
                setup = choosing.setup(self.look.words.tag)
                if setup is not None:
                    self.post_message(self.Begin(setup))
