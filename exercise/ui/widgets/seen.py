"""Sheets bound to the team's view, and the fixed rows."""

from __future__ import annotations

from collections.abc import Iterable

from textual.reactive import reactive

from exercise.model.views import TeamView
from exercise.ui.look import Look
from exercise.ui.parts import bars
from exercise.ui.parts.papers import unopened
from exercise.ui.parts.road import strip_row
from exercise.ui.rows import Row
from exercise.ui.widgets.sheet import Pick, Sheet

MOST_ROADS = 2
"""Consignments whose roads are shown above; the map shows all."""


class Seen(Sheet):
    """A sheet that shows a part of the view."""

    view: reactive[TeamView | None] = reactive(None, repaint=False)

    def watch_view(self) -> None:
        """Repaint what changed."""
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows of the view, none while there is no view yet."""
        return self.rows_of(self.view, width, height) if self.view is not None else ()

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the rows for *view*. Each kind of sheet has its own."""
        raise NotImplementedError


class SeenPick(Pick):
    """A list that shows a part of the view."""

    view: reactive[TeamView | None] = reactive(None, repaint=False)
    listed: tuple[TeamView | None, tuple[str, ...]] = (None, ())
    """The view whose items were asked for last, and its items."""

    def watch_view(self) -> None:
        """Repaint what changed."""
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows of the view, none while there is no view yet."""
        return self.rows_of(self.view, width, height) if self.view is not None else ()

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the rows for *view*. Each kind of list has its own."""
        raise NotImplementedError

    def items(self) -> tuple[str, ...]:
        """Return the items in their order, none while there is no view yet; they are gathered once for a view."""
        view = self.view
        if view is not None and self.listed[0] is not view:
            self.listed = (view, self.items_of(view))
        return self.listed[1]

    def items_of(self, view: TeamView) -> tuple[str, ...]:
        """Return the items of *view*. Each kind of list has its own."""
        raise NotImplementedError


class WhoBar(Seen):
    """Who one is, the stage, whether the load is under control."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        return (bars.who_row(view, self.look, width),)


class ClockBar(Seen):
    """The clocks."""

    wall: reactive[str] = reactive("", repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)

    def watch_wall(self) -> None:
        """Repaint the time of the room."""
        self.show()

    def watch_talk_left(self) -> None:
        """Repaint the talk time left."""
        self.show()

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        return (bars.clock_row(view, self.look, width, self.wall, self.talk_left),)


class RoadBar(Seen):
    """The road of each consignment, one row each."""

    def watch_view(self) -> None:
        """Repaint what changed; a second consignment takes a second row."""
        if self.view is not None:
            self.styles.height = max(1, min(MOST_ROADS, len(self.view.strips)))
        super().watch_view()

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return a row for each consignment."""
        return [strip_row(strip, self.look, width) for strip in view.strips]


class AskBar(Seen):
    """What is asked."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        return (bars.ask_row(view, self.look, width, unopened(view)),)


class WaitsBar(Seen):
    """For whom this team waits, and the room."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        return (bars.waits_row(view, self.look, width),)


class KeysBar(Sheet):
    """The keys of the pane in use, then the others."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.first: tuple[tuple[str, str], ...] = ()
        self.then: tuple[tuple[str, str], ...] = ()

    def say_keys(self, first: tuple[tuple[str, str], ...], then: tuple[tuple[str, str], ...]) -> None:
        """Show these keys; most keys pressed leave them as they are."""
        if (first, then) != (self.first, self.then):
            self.first, self.then = first, then
            self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        return (bars.keys_row(self.look, width, self.first, self.then, letters=True),)
