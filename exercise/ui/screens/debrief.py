"""The debrief: the run as a timeline that can be walked through; what others knew stays closed until Space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.screen import Screen

from exercise.ui.look import Look
from exercise.ui.parts import debrief
from exercise.ui.parts.bars import keys_row
from exercise.ui.rows import Row
from exercise.ui.text import say
from exercise.ui.timeline import Timeline
from exercise.ui.widgets.sheet import Sheet

WIDEST = 400
"""Cells at which no line of the header wraps."""


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
    """The lines over time: as high as they are many."""

    def watch_timeline(self) -> None:
        """Repaint what changed; a run of more teams takes more lines."""
        if self.timeline is not None:
            self.styles.height = len(list(debrief.header_rows(self.timeline, self.look, WIDEST)))
        super().watch_timeline()

    def rows_of(self, timeline: Timeline, width: int) -> Iterable[Row]:
        """Return the lines."""
        return debrief.header_rows(timeline, self.look, width)


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


class DebriefKeys(Sheet):
    """The keys."""

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return the row."""
        t = self.look.t
        hints = (("<- ->", t("minutes")), ("PgUp PgDn", t("decision")), (t("Space"), t("reveal")), ("Esc", t("back")))
        yield keys_row(self.look, width, hints, ())


class DebriefScreen(Screen[None]):
    """The debrief of one run."""

    AUTO_FOCUS = "#moment"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "minutes(-10)", "Earlier", tooltip="Ten minutes earlier", id="debrief.earlier", show=False),
        Binding("right", "minutes(10)", "Later", tooltip="Ten minutes later", id="debrief.later", show=False),
        Binding(
            "pageup",
            "decision(-1)",
            "Before",
            tooltip="The decision before",
            id="debrief.before",
            show=False,
            priority=True,
        ),
        Binding(
            "pagedown",
            "decision(1)",
            "After",
            tooltip="The next decision",
            id="debrief.after",
            show=False,
            priority=True,
        ),
        Binding("space", "reveal", "Reveal", tooltip="Show or hide what others knew", id="debrief.reveal", show=False),
        Binding("escape", "leave", "Back", tooltip="Back", id="debrief.back", show=False),
    ]

    timeline: reactive[Timeline | None] = reactive(None, repaint=False)

    def __init__(self, look: Look, timeline: Timeline) -> None:
        super().__init__()
        self.look = look
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
        yield DebriefKeys(look, id="keys")

    def action_minutes(self, step: int) -> None:
        """Look some minutes earlier or later."""
        if self.timeline is not None:
            self.timeline = self.timeline.at(self.timeline.minute + step)

    def action_decision(self, step: int) -> None:
        """Go to the decision before or after."""
        if self.timeline is not None:
            self.timeline = self.timeline.jump(step)

    def action_reveal(self) -> None:
        """Show or hide what others knew."""
        if self.timeline is not None:
            self.timeline = self.timeline.revealed()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()
