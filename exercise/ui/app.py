"""The terminal application: it follows the hall and shows home, curtain, team, hall and debrief in turn."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Final

from textual import events, on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from exercise.model.decisions import Refusal
from exercise.model.language import LANGUAGES, Language, language
from exercise.model.table import HallView, Table
from exercise.ui import keys
from exercise.ui.choosing import SEEDS, Choosing, begin
from exercise.ui.desk import Desk
from exercise.ui.home_model import Resume, RunCard, ScenarioCard, Setup, Start
from exercise.ui.look import Look
from exercise.ui.screens.hall import CurtainScreen, HallScreen, TooSmall
from exercise.ui.screens.help import Help
from exercise.ui.screens.home import Banner, HomeScreen
from exercise.ui.screens.team import TeamScreen
from exercise.ui.signs import SIGNS, fitting_set
from exercise.ui.text import flat
from exercise.ui.themes import THEMES
from exercise.ui.widgets.map_picture import SignSet

LEAST: Final = (80, 24)
"""Columns and rows that the screens need."""
Wording = Callable[[Table, Refusal, Language], str]
"""Says in words why a decision was refused."""


def plain_wording(table: Table, refusal: Refusal, words: Language) -> str:
    """Say that something was refused where the composition root has no better words."""
    return words.t("That is not possible now ({code}).", code=refusal.code)


@dataclass(slots=True)
class Countdown:
    """Talk time left: what the table said last, and when it said it."""

    now: Callable[[], float]
    seconds: int | None = None
    said_at: float = 0.0
    moves: bool = False

    def say(self, seconds: int | None, *, moves: bool) -> None:
        """Take what the table says."""
        self.seconds, self.moves, self.said_at = seconds, moves, self.now()

    @property
    def left(self) -> int | None:
        """Seconds left now; ``None`` where talk is not limited."""
        if self.seconds is None or not self.moves:
            return self.seconds
        return max(0, self.seconds - int(self.now() - self.said_at))


@dataclass(slots=True)
class Sitting:
    """The table at which the program sits, and who has passed the curtain."""

    table: Table
    resumed: bool
    desks: dict[str, Desk] = field(default_factory=dict)
    admitted: str | None = None
    last: str | None = None

    def wanted(self, view: HallView) -> tuple[str, str]:
        """Return which screen is to be shown, and for which team."""
        alone, open_room = len(self.table.people) == 1, self.table.pace == "open"
        called = view.next_team or self.last or (self.table.people[0] if self.table.people else None)
        if called is None or (view.phase == "ended" and not alone):
            return "hall", ""
        if alone or open_room:
            return ("curtain", called) if self.resumed and self.admitted is None else ("team", called)
        if view.phase != "talk" or view.next_team is None:
            self.admitted = None
            return "hall", ""
        if self.admitted != view.next_team:
            self.admitted = None
            return "curtain", view.next_team
        return "team", view.next_team


class ExerciseApp(App[int]):
    """One keyboard, one screen. It knows a table and its seats, never the engine."""

    CSS_PATH = "exercise.tcss"
    TITLE = "exercise"
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (100, "-two"), (132, "-three")]  # noqa: RUF012  (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", tooltip="Signs and keys", id="app.help", show=False, priority=True),
        Binding("f8", "other_theme", "Colours", tooltip="The next set of colours", id="app.theme", show=False),
        Binding(
            "ctrl+q", "quit", "Leave", tooltip="Leave; everything is kept", id="app.quit", show=False, priority=True
        ),
        keys.bind("p", "pause", "Pause", "Freeze everything, or go on", "app.pause"),
    ]

    def __init__(
        self,
        words: Language,
        *,
        signs: SignSet | None = None,
        theme: str = THEMES[0].name,
        word: Wording = plain_wording,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], str] = lambda: time.strftime("%H:%M"),
    ) -> None:
        super().__init__()
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme
        self.look = Look(words, SIGNS[signs or fitting_set()])
        self.word, self.wall = word, wall
        self.countdown = Countdown(now)
        self.sitting: Sitting | None = None
        self.hall: HallView | None = None
        self.shown_screen = ("", "")
        self.home: tuple[Choosing, Start, Resume] | None = None
        self.parting = ""

    # --- beginning ----------------------------------------------------------------------------------------------------

    def at_home(self, choosing: Choosing, start: Start, resume: Resume) -> None:
        """Begin at the home screen."""
        self.home = (choosing, start, resume)

    def sit(self, table: Table, *, resumed: bool) -> None:
        """Sit down at a table and follow its hall."""
        self.sitting = Sitting(table, resumed)
        self.parting = str(table.run)
        if self.is_running:
            self.follow_hall(table)

    async def on_mount(self) -> None:
        """Show the first screen; what it needs is loaded behind it."""
        self.set_interval(1.0, self.tick)
        if self.sitting is not None:
            self.follow_hall(self.sitting.table)
        elif self.home is not None:
            await self.push_screen(HomeScreen(self.look, self.home[0]))

    @on(HomeScreen.Begin)
    def begin_exercise(self, event: HomeScreen.Begin) -> None:
        """Begin the exercise chosen."""
        if self.home is not None:
            self.open_table(lambda start=self.home[1], setup=event.setup: start(setup), resumed=False)

    @on(HomeScreen.GoOn)
    def go_on(self, event: HomeScreen.GoOn) -> None:
        """Go on with a run, or open the debrief of a finished one."""
        if event.finished:
            self.open_debrief(event.path)
        elif self.home is not None:
            self.open_table(lambda resume=self.home[2], path=event.path: resume(path), resumed=True)

    @work(exclusive=True, group="opening")
    async def open_table(self, opening: Callable[[], object], *, resumed: bool) -> None:
        """Open a table; what goes wrong is said on the home screen."""
        banner = self.screen.query_one(Banner)
        banner.busy = self.look.t("One moment: the scenario is being read ...")
        try:
            table = await opening()  # type: ignore[misc]
        except (OSError, ValueError) as fault:
            banner.busy = flat(str(fault))
            return
        self.sit(table, resumed=resumed)

    # --- following the hall -------------------------------------------------------------------------------------------

    @work(exclusive=True, group="hall")
    async def follow_hall(self, table: Table) -> None:
        """Take each view of the hall as it comes."""
        async for view in table.hall(self.look.words.tag):
            await self.show_hall(view)

    async def show_hall(self, view: HallView) -> None:
        """Show the screen that this state of the hall wants."""
        sitting = self.sitting
        if sitting is None:
            return
        self.hall = view
        self.countdown.say(view.talk_left, moves=view.phase == "talk")
        sitting.last = view.next_team or sitting.last
        wanted = sitting.wanted(view)
        if wanted != self.shown_screen:
            self.shown_screen = wanted
            await self._change_to(self._screen_for(sitting, *wanted))
        self.tick()

    def _screen_for(self, sitting: Sitting, kind: str, team: str) -> Screen[None]:
        if kind == "curtain":
            return CurtainScreen(self.look)
        if kind == "hall":
            return HallScreen(self.look)
        seat = sitting.table.seat(team, self.look.words.tag)
        desk = sitting.desks.setdefault(team, Desk())
        return TeamScreen(seat, self.look, desk, lambda refusal: self.word(sitting.table, refusal, self.look.words))

    async def _change_to(self, screen: Screen[None]) -> None:
        """Put *screen* in place of all that is shown."""
        if isinstance(screen, (HallScreen, CurtainScreen)):
            screen.set_reactive(type(screen).view, self.hall)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(screen)
        self._check_size()

    def tick(self) -> None:
        """Bring clocks that the table does not push up to date."""
        for screen in self.screen_stack:
            if isinstance(screen, TeamScreen):
                screen.wall, screen.talk_left = self.wall(), self.countdown.left
            elif isinstance(screen, (HallScreen, CurtainScreen)):
                screen.view, screen.talk_left = self.hall, self.countdown.left

    @on(CurtainScreen.Passed)
    async def passed(self, event: CurtainScreen.Passed) -> None:
        """The team called is at the keyboard."""
        if self.sitting is not None and self.hall is not None:
            self.sitting.admitted = event.team
            self.show_again()

    @work(group="passing")
    async def show_again(self) -> None:
        """Show what the hall as it is now wants."""
        if self.hall is not None:
            await self.show_hall(self.hall)

    # --- everywhere ---------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen while the window is too small."""
        self._check_size(event.size.width, event.size.height)

    def _check_size(self, width: int = 0, height: int = 0) -> None:
        width, height = width or self.size.width, height or self.size.height
        small = width < LEAST[0] or height < LEAST[1]
        covered = isinstance(self.screen, TooSmall)
        if small and not covered:
            self.push_screen(TooSmall(self.look))
        elif covered and not small:
            self.pop_screen()

    def action_help(self) -> None:
        """Show the help."""
        if not isinstance(self.screen, (Help, TooSmall)):
            self.push_screen(Help(self.look))

    def action_other_theme(self) -> None:
        """Take the next theme."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    async def action_other_language(self) -> None:
        """On the home screen: take the next language."""
        if self.home is None or not isinstance(self.screen, HomeScreen):
            return
        tag = LANGUAGES[(LANGUAGES.index(self.look.words.tag) + 1) % len(LANGUAGES)]
        self.look = Look(language(tag), self.look.signs)
        await self.switch_screen(HomeScreen(self.look, self.screen.choosing or self.home[0]))

    @work(group="table")
    async def action_pause(self) -> None:
        """Freeze everything, or go on."""
        if self.sitting is not None and self.hall is not None:
            await self.sitting.table.pause(self.hall.phase != "paused")

    @work(group="table")
    async def action_hurry(self) -> None:
        """While time runs: go to the stop at once."""
        if self.sitting is not None:
            await self.sitting.table.hurry()

    def action_after_the_end(self) -> None:
        """After the end: to the debrief."""
        if self.sitting is not None and self.hall is not None and self.hall.phase == "ended":
            self.open_debrief(self.sitting.table.run)

    @work(exclusive=True, group="opening")
    async def open_debrief(self, path: Path) -> None:
        """Open the debrief of a run."""
        from exercise.ui.screens.debrief import DebriefScreen
        from exercise.ui.timeline import timeline_of  # the record is read only where it is wanted

        try:
            timeline = timeline_of(path, self.look.words.tag)
        except (OSError, ValueError) as fault:
            self.notify(flat(str(fault)), severity="error", markup=False)
            return
        await self.push_screen(DebriefScreen(self.look, timeline))

    async def action_quit(self) -> None:
        """Leave: the run file is closed, nothing is lost."""
        if self.sitting is not None:
            await self.sitting.table.close()
        self.exit(0)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield every act by name for the command palette."""
        for binding in (*self._bindings_of(screen), *self._bindings_of(self)):
            action = binding.action
            runner = screen if any(binding is each for each in self._bindings_of(screen)) else self
            yield SystemCommand(
                self.look.t(binding.description),
                self.look.t(binding.tooltip or binding.description),
                lambda action=action, runner=runner: self.call_later(self.run_action, action, runner),
            )

    @staticmethod
    def _bindings_of(node: App[int] | Screen[object]) -> Iterable[Binding]:
        own = [binding for binding in type(node).BINDINGS if isinstance(binding, Binding)]
        return [binding for binding in own if binding.id != "team.back"]


def run_table(
    table: Table,
    words: Language,
    *,
    resumed: bool = False,
    signs: SignSet | None = None,
    theme: str = THEMES[0].name,
    word: Wording = plain_wording,
) -> int:
    """Sit down at *table* until the reader leaves; return the exit code. After a resume the curtain comes first."""
    app = ExerciseApp(words, signs=signs, theme=theme, word=word)
    app.sit(table, resumed=resumed)
    return _run(app)


def run_home(
    cards: Sequence[ScenarioCard],
    runs: Sequence[RunCard],
    start: Start,
    resume: Resume,
    words: Language,
    *,
    signs: SignSet | None = None,
    theme: str = THEMES[0].name,
    word: Wording = plain_wording,
    seed: int | None = None,
) -> int:
    """Show the home screen and go on from there; return the exit code."""
    app = ExerciseApp(words, signs=signs, theme=theme, word=word)
    fate = random.SystemRandom().randrange(SEEDS) if seed is None else seed
    app.at_home(begin(cards, runs, fate), start, resume)
    return _run(app)


def unfit(words: Language) -> str:
    """Return why the screens cannot be shown on this terminal, ``""`` where they can."""
    hint = words.t("Play in lines of text instead: exercise play --plain")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return words.t("The screens need a terminal.") + " " + hint
    if os.environ.get("TERM") == "dumb":
        return words.t("This terminal shows lines only.") + " " + hint
    if "utf" not in (sys.stdout.encoding or "").lower():
        return words.t("The screens need a terminal in UTF-8.") + " " + hint
    return ""


def _run(app: ExerciseApp) -> int:
    words = app.look.words
    reason = unfit(words)
    if reason:
        print(reason, file=sys.stderr)
        return 2
    code = app.run() or 0
    if app.parting:
        print(words.t("All is kept. Go on with: exercise resume {run}", run=app.parting))
    return app.return_code or code


__all__ = ["ExerciseApp", "Setup", "Wording", "run_home", "run_table", "unfit"]
