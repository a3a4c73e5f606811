"""The debrief: the run as a timeline that can be walked through; what others knew stays closed until Space."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.screen import Screen

from exercise.model.language import _noop
from exercise.model.plain import plain
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.parts import debrief
from exercise.ui.parts.bars import keys_row
from exercise.ui.rows import Row, lay, row
from exercise.ui.screens.words import Words
from exercise.ui.text import flat, say
from exercise.ui.timeline import Timeline
from exercise.ui.widgets.sheet import Sheet

Keep = Callable[[Timeline, str], Awaitable[str]]
"""Keeps a note on what is looked at; returns a sentence on it. Raises ``ValueError`` or ``OSError``."""
Write = Callable[[Timeline], str]
"""Writes the report of what is shown, the whole hall or an extract; returns a sentence. Raises as :data:`Keep`."""


@plain
class Doings:
    """What one may do here beside looking; ``None``: not at this terminal."""

    keep: Keep | None = None
    write: Write | None = None


class TimelineSheet(Sheet):
    """A part of the debrief."""

    timeline: reactive[Timeline | None] = reactive(None, repaint=False)

    def watch_timeline(self) -> None:
        """Repaint what changed."""
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows of the timeline, none while there is none."""
        return self.rows_of(self.timeline, width) if self.timeline is not None else ()

    def rows_of(self, timeline: Timeline, width: int) -> Iterable[Row]:
        """Return the rows. Each kind of sheet has its own."""
        raise NotImplementedError


class Header(TimelineSheet):
    """The lines over time: as high as they are many, with as many loads as there is room for."""

    def show(self) -> None:
        """Repaint what changed, and take the height that the lines need."""
        width = self.scrollable_content_region.width
        if self.timeline is not None and self.is_attached and width > 0:
            height = len(lay(self.rows_of(self.timeline, width), width))
            if self.styles.height is None or self.styles.height.value != height:
                self.styles.height = height
        super().show()

    def rows_of(self, timeline: Timeline, width: int) -> Iterable[Row]:
        """Return the lines."""
        high = self.screen.size.height
        return debrief.header_rows(timeline, self.look, width, loads=1 if high < 30 else 2 if high < 45 else 4)


class Moment(TimelineSheet, can_focus=True):
    """The decision looked at."""

    def rows_of(self, timeline: Timeline, width: int) -> Iterable[Row]:
        """Return the decision."""
        return debrief.moment_rows(timeline, self.look)


class Knowledge(TimelineSheet, can_focus=True):
    """Who knew what."""

    def rows_of(self, timeline: Timeline, width: int) -> Iterable[Row]:
        """Return who held what."""
        return debrief.knowledge_rows(timeline, self.look)


class DebriefKeys(TimelineSheet):
    """What was done last, where something was, and the keys."""

    def watch_timeline(self) -> None:
        """Take a second line while there is something to say."""
        self.styles.height = 2 if self.timeline is not None and self.timeline.said else 1
        super().watch_timeline()

    def rows_of(self, timeline: Timeline, width: int) -> Iterator[Row]:
        """Return the rows."""
        if timeline.said:
            yield row((flat(timeline.said), "good"), lead=" ")
        t = self.look.t
        first = (("1-5", t("moments")), ("PgUp PgDn", t("decision")), (t("Space"), t("reveal")))
        then = (("w", t("report")), ("t", t("team")), ("n", t("note")), ("<- ->", t("minutes")), ("Esc", t("back")))
        yield keys_row(self.look, width, first, then)


class DebriefScreen(Screen[None]):
    """The debrief of one run."""

    AUTO_FOCUS = "#moment"
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("left", "minutes(-10)", _noop("Earlier"), _noop("Ten minutes earlier"), "debrief.earlier"),
        keys.bind("right", "minutes(10)", _noop("Later"), _noop("Ten minutes later"), "debrief.later"),
        keys.bind(
            "pageup", "decision(-1)", _noop("Before"), _noop("The decision before"), "debrief.before", priority=True
        ),
        keys.bind(
            "pagedown", "decision(1)", _noop("After"), _noop("The next decision"), "debrief.after", priority=True
        ),
        *keys.digits("moment", "Moment", "Go to a moment to talk about", "debrief.moment")[:5],
        keys.bind("space", "reveal", _noop("Reveal"), _noop("Show or hide what others knew"), "debrief.reveal"),
        keys.bind("t", "team", _noop("Team"), _noop("The extract of the next team"), "debrief.team"),
        keys.bind("n", "note", _noop("Note"), _noop("Keep a note of the staff"), "debrief.note"),
        keys.bind("w", "write", _noop("Report"), _noop("Write the report of what is shown"), "debrief.write"),
        keys.bind("escape", "leave", _noop("Back"), _noop("Back"), "debrief.back"),
    ]

    timeline: reactive[Timeline | None] = reactive(None, repaint=False)

    def __init__(self, look: Look, timeline: Timeline, doings: Doings | None = None) -> None:
        super().__init__()
        self.look = look
        self.doings = doings or Doings()
        self.set_reactive(DebriefScreen.timeline, timeline)

    def compose(self) -> ComposeResult:
        """Lay out the lines, the decision and who knew what."""
        look = self.look
        yield Header(look, id="lines").data_bind(DebriefScreen.timeline)
        with Horizontal(id="debrief"):
            moment, knowledge = Moment(look, id="moment"), Knowledge(look, id="knowledge")
            moment.border_title = say(look.t("What happened"))
            knowledge.border_title = say(look.t("Who knew what"))
            yield moment.data_bind(DebriefScreen.timeline)
            yield knowledge.data_bind(DebriefScreen.timeline)
        yield DebriefKeys(look, id="keys").data_bind(DebriefScreen.timeline)

    def look_at(self, timeline: Timeline) -> None:
        """Look elsewhere; the panes begin at their first line."""
        self.timeline = timeline
        for pane in self.query(TimelineSheet):
            pane.scroll_home(animate=False)

    # --- walking ------------------------------------------------------------------------------------------------------

    def action_minutes(self, step: int) -> None:
        """Look some minutes earlier or later."""
        if self.timeline is not None:
            self.look_at(self.timeline.at(self.timeline.minute + step))

    def action_decision(self, step: int) -> None:
        """Go to the decision before or after."""
        if self.timeline is not None:
            self.look_at(self.timeline.jump(step))

    def action_moment(self, number: int) -> None:
        """Go to a moment to talk about."""
        if self.timeline is not None:
            self.look_at(self.timeline.to_moment(number - 1))

    def action_reveal(self) -> None:
        """Show or hide what others knew."""
        if self.timeline is not None:
            self.look_at(self.timeline.revealed())

    def action_team(self) -> None:
        """Show the extract of the next team."""
        if self.timeline is not None:
            self.look_at(self.timeline.next_team())

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()

    # --- writing ------------------------------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Say below what was done."""
        if self.timeline is not None:
            self.timeline = self.timeline.saying(sentence)

    def action_write(self) -> None:
        """Write the report of what is shown, and say where it is."""
        timeline, write = self.timeline, self.doings.write
        if timeline is None:
            return
        if write is None:
            self.say(self.look.t("No report can be written here."))
            return
        try:
            self.say(write(timeline))
        except (OSError, ValueError) as fault:
            self.say(str(fault))

    @work(exclusive=True, group="note")
    async def action_note(self) -> None:
        """Ask for a note on what is looked at, and keep it."""
        timeline, keep = self.timeline, self.doings.keep
        if timeline is None:
            return
        if keep is None:
            self.say(self.look.t("No note can be kept here: the run is not open for writing."))
            return
        clock = timeline.names.clock(timeline.minute)
        asked = Words(self.look, self.look.t("Note, {clock}", clock=clock), "", _drafted)
        text = await self.app.push_screen_wait(asked)
        if not text.strip():
            return
        try:
            self.say(await keep(timeline, text))
        except (OSError, ValueError) as fault:
            self.say(str(fault))


async def _drafted(_: str) -> None:
    """A note is kept once it is done; its draft needs no keeping."""
