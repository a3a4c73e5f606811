"""The terminal application: it follows the hall and shows home, curtain, team, hall and debrief in turn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from exercise.model.language import LANGUAGES, Language, _noop, language
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.opening import Opening, OpeningFrame, Typed
from exercise.ui.screens.clocked import Clocked
from exercise.ui.screens.too_small import TooSmall
from exercise.ui.signs import SIGNS, fitting_set
from exercise.ui.sitting import Countdown, Sitting
from exercise.ui.text import INKS, flat, style_of
from exercise.ui.themes import THEMES

if TYPE_CHECKING:
    # Not loaded before the first screen is painted: what the screens of a table show, and those screens.
    from exercise.model.decisions import Refusal
    from exercise.model.table import HallView, Table
    from exercise.ui.at_home import AtHome
    from exercise.ui.choosing import Choosing
    from exercise.ui.debriefing import Debriefing
    from exercise.ui.home_model import Resume, Shelf, Start
    from exercise.ui.screens.hall import CurtainScreen
    from exercise.ui.screens.home import HomeScreen
    from exercise.ui.staffing import Staffing
    from exercise.ui.widgets.map_picture import SignSet

LEAST: Final = (80, 24)
"""Columns and rows that the screens need."""
SETTLING: Final = 1.0
"""Seconds from the first screen to the end of the start."""
Wording = Callable[["Table", "Refusal", Language], str]
"""Says in words why a decision was refused."""


def plain_wording(table: Table, refusal: Refusal, words: Language) -> str:
    """Say that something was refused where the composition root has no better words."""
    return words.t("That is not possible now ({code}).", code=refusal.code)


class ExerciseApp(App[int]):
    """One keyboard, one screen. It knows a table and its seats, never the engine."""

    CSS_PATH = "exercise.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = {style_of(ink).removeprefix(".") for ink in INKS}
    TITLE = "exercise"
    theme: Reactive[str] = Reactive(THEMES[0].name)  # declared, not set: to set a theme parses every style sheet again
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (100, "-two"), (132, "-three")]  # noqa: RUF012  (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("f1", "help", _noop("Help"), _noop("Signs and keys"), "app.help", priority=True),
        keys.bind("f8", "other_theme", _noop("Colours"), _noop("The next set of colours"), "app.theme"),
        keys.bind("ctrl+q", "quit", _noop("Leave"), _noop("Leave; everything is kept"), "app.quit", priority=True),
        keys.bind("p", "pause", _noop("Pause"), _noop("Freeze everything, or go on"), "app.pause"),
        keys.bind("f9", "control", _noop("Control"), _noop("The facilitator's drawer (PIN)"), "app.control"),
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
        self.theme = theme
        self.look = Look(words, SIGNS[signs or fitting_set()])
        self.word, self.wall = word, wall
        self.countdown = Countdown(now)
        self.sitting: Sitting | None = None
        self.hall: HallView | None = None
        self.shown_screen = ("", "")
        self.home: AtHome | None = None
        self.debriefing: Debriefing | None = None
        """How reports are written and notes kept; ``None``: not at all."""
        self.opening: Opening | None = None
        """The table that is opened behind the first frame."""
        self.typed = Typed()
        self.fault: Exception | None = None
        """Why that table could not be opened, or what went wrong inside the program; told by whoever runs this."""
        self.putting_up = asyncio.Lock()
        """Held while a screen is put in place of others."""
        self.settled: Callable[[], None] = lambda: None
        """Called once, a moment after the first screen is there."""

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes by name: those of Textual, and ours."""
        return {**super().available_themes, **{theme.name: theme for theme in THEMES}}

    @cached_property
    def staffing(self) -> Staffing:
        """What the staff do at the curtain and in the hall view."""
        from exercise.ui.staffing import Staffing

        return Staffing(self, lambda: self.look, self.room, self.say_why, self.show_again)

    @property
    def staff_is_busy(self) -> bool:
        """Whether one of the staff's screens is open; until one was asked for, they are not even loaded."""
        return "staffing" in vars(self) and self.staffing.busy

    # --- beginning ----------------------------------------------------------------------------------------------------

    def at_home(self, choosing: Choosing | None, start: Start, resume: Resume, shelf: Shelf | None = None) -> None:
        """Begin at the home screen; where *choosing* is ``None``, *shelf* is looked through once that is painted."""
        from exercise.ui.at_home import AtHome

        self.home = AtHome(self, choosing, start, resume, shelf)

    def sit(self, table: Table, *, resumed: bool) -> None:
        """Sit down at a table and follow its hall."""
        self.sitting = Sitting(table, resumed)
        if self.is_running:
            self.follow_hall(table)

    def compose(self) -> ComposeResult:
        """Lay out the first frame where a table is to be opened behind it."""
        if self.opening is not None:
            yield OpeningFrame(self.look, self.opening.name)

    async def on_event(self, event: events.Event) -> None:
        """Take every event but what is typed while nothing can take it."""
        if not self.typed.take(event):
            await super().on_event(event)

    async def on_mount(self) -> None:
        """Show the first screen; what it needs is loaded behind it."""
        self.set_interval(1.0, self.tick)
        if self.sitting is not None:
            self.follow_hall(self.sitting.table)
        elif self.opening is not None:
            self.typed.keep()
            self.open_first(self.opening)  # in a thread: it need not wait for the frame, nor the frame for it
        elif self.home is not None:
            await self.push_screen(self.home.made())
            self.call_after_refresh(self.home.fill)
            self.set_timer(SETTLING, self.settled)

    def on_home_screen_begin(self, event: HomeScreen.Begin) -> None:
        """Begin the exercise chosen."""
        if self.home is not None:
            self.open_table(self.home, lambda home: home.start(event.setup), resumed=False)

    def on_home_screen_go_on(self, event: HomeScreen.GoOn) -> None:
        """Go on with a run, or open the debrief of a finished one."""
        if event.finished:
            self.open_debrief(event.path)
        elif self.home is not None:
            self.open_table(self.home, lambda home: home.resume(event.path), resumed=True)

    @work(exclusive=True, group="opening")
    async def open_table(self, home: AtHome, opening: Callable[[AtHome], Awaitable[Table]], *, resumed: bool) -> None:
        """Open a table; what goes wrong is said on the home screen."""
        home.say(self.look.t("One moment: the scenario is being read ..."))
        self.typed.keep()
        try:
            table = await opening(home)
        except (OSError, ValueError) as fault:
            self.typed.drop()
            home.say(flat(str(fault)))
            return
        self.sit(table, resumed=resumed)

    @work(exclusive=True, group="opening")
    async def open_first(self, opening: Opening) -> None:
        """Open the table that was asked for, and sit down at it; what goes wrong is told by whoever runs this."""
        try:
            table = await asyncio.to_thread(opening.open)
        except Exception as fault:
            self.fault = fault
            self.exit(1)
            return
        if not opening.tag:
            self.look = Look(language(table.language_of("")), self.look.signs)
        self.sit(table, resumed=opening.resumed)
        self.set_timer(SETTLING, self.settled)

    # --- following the hall -------------------------------------------------------------------------------------------

    @work(exclusive=True, group="hall")
    async def follow_hall(self, table: Table) -> None:
        """Take each view of the hall as it comes."""
        if table.fresh_pin:
            from exercise.ui.screens.drawer_pin import FreshPin

            self.typed.drop()  # nobody puts away unseen what is shown once
            await self.push_screen_wait(FreshPin(self.look, table.fresh_pin))
        async for view in table.hall(self.look.words.tag):
            await self.show_hall(view)

    async def show_hall(self, view: HallView) -> None:
        """Show the screen that this state of the hall wants."""
        sitting = self.sitting
        if sitting is None:
            return
        self.hall = view
        self.countdown.say(view.talk_left, moves=view.phase == "talk" and not view.talk_stands)
        anew = sitting.changed_run()
        sitting.last = view.next_team or sitting.last
        wanted = sitting.wanted(view)
        if not self.staff_is_busy and (anew or wanted != self.shown_screen):
            self.shown_screen = wanted
            screen = self._screen_for(sitting, *wanted)
            await self._change_to(screen)
            sitting.table.at_keyboard(wanted[1] if wanted[0] == "team" else "")
            if self.typed.is_kept:
                self.watch(screen, "view", self._give_typed)
        self.tick()

    def _give_typed(self, view: object) -> None:
        """Once the first screen of a table has what it shows, give it what was typed before."""
        if view is not None and self.typed.is_kept:
            self.screen.call_after_refresh(self.typed.give, self.post_message)

    def _screen_for(self, sitting: Sitting, kind: str, team: str) -> Screen[None]:
        if kind != "team":
            from exercise.ui.screens.hall import CurtainScreen, HallScreen

            staffed = sitting.table.desk is not None
            screen = (CurtainScreen if kind == "curtain" else HallScreen)(self.look, staffed=staffed)
            screen.set_reactive(type(screen).view, self.hall)
            return screen
        from exercise.ui.desk import Desk
        from exercise.ui.screens.team import TeamScreen

        look = Look(language(sitting.table.language_of(team)), self.look.signs)
        seat = sitting.table.seat(team, look.words.tag)
        desk = sitting.desks.setdefault(team, Desk())
        return TeamScreen(seat, look, desk, lambda refusal: self.word(sitting.table, refusal, look.words))

    async def _change_to(self, screen: Screen[None]) -> None:
        """Put *screen* in place of all that is shown."""
        async with self.putting_up:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            # Set by the first resize anyway, but then every widget on the screen would be styled anew.
            screen.update_classes({name: name == self._width_class for _, name in self.HORIZONTAL_BREAKPOINTS})
            await self.push_screen(screen)
            self._check_size()

    @property
    def _width_class(self) -> str:
        return next(name for least, name in reversed(self.HORIZONTAL_BREAKPOINTS) if self.size.width >= least)

    def tick(self) -> None:
        """Bring clocks that the table does not push up to date."""
        for screen in self.screen_stack:
            if isinstance(screen, Clocked):
                screen.show_clocks(self.hall, self.wall(), self.countdown.left)

    async def on_curtain_screen_passed(self, event: CurtainScreen.Passed) -> None:
        """The team called is at the keyboard."""
        if self.sitting is not None and self.hall is not None:
            self.sitting.admitted = event.team
            self.show_again()

    def room(self) -> tuple[Table, HallView] | None:
        """Return the table and its hall; ``None`` before there is one."""
        return (self.sitting.table, self.hall) if self.sitting is not None and self.hall is not None else None

    def say_why(self, refusal: Refusal) -> str:
        """Say in words why something was refused."""
        return self.word(self.sitting.table, refusal, self.look.words) if self.sitting is not None else refusal.code

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
        fits = self._fits(width or self.size.width, height or self.size.height)
        covered = isinstance(self.screen, TooSmall)
        if not fits and not covered:
            self.push_screen(TooSmall(self.look, lambda: self._fits(*self.size)))
        elif covered and fits:
            self.pop_screen()

    @staticmethod
    def _fits(width: int, height: int) -> bool:
        return width >= LEAST[0] and height >= LEAST[1]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow nothing but leaving while the screen is covered: what would open could not be read."""
        return action in ("quit", "suspend_process") or not isinstance(self.screen, TooSmall)

    def action_help(self) -> None:
        """Show the help on the screen in front, in its language."""
        from exercise.ui.commands import look_of
        from exercise.ui.screens.help import Help, help_on

        if not isinstance(self.screen, Help):
            self.push_screen(help_on(self.screen, look_of(self.screen, self.look)))

    def action_other_theme(self) -> None:
        """Take the next theme."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    async def action_other_language(self) -> None:
        """On the home screen: take the next language."""
        if self.home is None or self.home.screen is None:
            return
        tag = LANGUAGES[(LANGUAGES.index(self.look.words.tag) + 1) % len(LANGUAGES)]
        self.look = Look(language(tag), self.look.signs)
        await self.switch_screen(self.home.made())

    @work(group="table")
    async def action_pause(self) -> None:
        """Freeze everything, or go on."""
        if self.sitting is not None and self.hall is not None:
            await self.sitting.table.pause(self.hall.phase != "paused")

    @work(exclusive=True, group="staff")
    async def action_control(self) -> None:
        """Open the facilitator's drawer, from the curtain and the hall view only."""
        await self.staffing.control()

    @work(exclusive=True, group="staff")
    async def action_rest(self) -> None:
        """Begin a break."""
        await self.staffing.rest()

    @work(exclusive=True, group="staff")
    async def action_note(self) -> None:
        """Keep a note."""
        await self.staffing.note()

    @work(group="table")
    async def action_more_talk(self) -> None:
        """Give this round three minutes more of talk."""
        if self.sitting is not None and self.hall is not None and self.hall.phase == "talk":
            await self.sitting.table.more_talk()

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
        from exercise.ui.debriefing import doings_for
        from exercise.ui.screens.debrief import DebriefScreen
        from exercise.ui.timeline import timeline_of  # the record is read only where it is wanted

        if self.home is not None:
            self.home.say(self.look.t("One moment: the debrief is being made ..."))
        try:
            timeline = await asyncio.to_thread(timeline_of, path, self.look.words.tag)
        except (OSError, ValueError) as fault:
            self.notify(flat(str(fault)), severity="error", markup=False)
            return
        finally:
            if self.home is not None:
                self.home.say("")
        table = self.sitting.table if self.sitting is not None and self.sitting.table.run == path else None
        doings = doings_for(path, table, self.debriefing, self.look)
        await self.push_screen(DebriefScreen(self.look, timeline, doings))

    async def action_quit(self) -> None:
        """Leave: the run file is closed, nothing is lost."""
        if self.sitting is not None:
            await self.sitting.table.close()
        self.leave(0)

    def leave(self, code: int) -> None:
        """Leave with this exit code, after what was asked for before; may be asked at any time, also twice."""
        self.call_later(self.leave_screens, code)

    @work(group="leaving")
    async def leave_screens(self, code: int) -> None:
        """Leave once no screen is being put up: half of one cannot be taken down."""
        async with self.putting_up:
            self.exit(code)

    def _handle_exception(self, error: Exception) -> None:
        """Leave because of what escaped, here or in a worker; whoever runs this tells of it."""
        inner = error.error if isinstance(error, WorkerFailed) else error
        self.fault = self.fault or (inner if isinstance(inner, Exception) else error)
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """Print nothing: the pages that Textual makes of errors show the values of variables, secrets of teams."""
        self._exit_renderables.clear()

    def action_command_palette(self) -> None:
        """Show the command palette in the language of the screen."""
        from exercise.ui.commands import Palette, look_of, palette

        if not isinstance(self.screen, Palette):
            self.push_screen(palette(look_of(self.screen, self.look)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return every act by name for the command palette."""
        from exercise.ui.commands import commands, look_of

        return commands(self, screen, look_of(screen, self.look))
