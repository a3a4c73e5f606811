"""Sitting at a table: which screen is wanted, who has passed the curtain, and the talk time that runs down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING

from exercise.model.plain import state

if TYPE_CHECKING:
    from exercise.model.table import HallView, Table
    from exercise.ui.desk import Desk


@state
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


@state
class Sitting:
    """The table at which the program sits, and who has passed the curtain."""

    table: Table
    resumed: bool
    desks: dict[str, Desk] = field(default_factory=dict)
    admitted: str | None = None
    last: str | None = None
    run: str = ""
    """The run file as it was last seen: after a rewind it is another one."""

    def wanted(self, view: HallView) -> tuple[str, str]:
        """Return which screen is to be shown, and for which team."""
        alone, open_room = len(self.table.people) == 1, self.table.pace == "open"
        called = view.next_team or self.last or (self.table.people[0] if self.table.people else None)
        if self.rests(view):
            self.admitted = None
            return "hall", ""
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

    def rests(self, view: HallView) -> bool:
        """Tell whether what teams see is to be off the screen: in a break, and in any pause unless one plays alone."""
        staffed = len(self.table.people) > 1 or self.table.desk is not None
        return view.phase == "paused" and (bool(view.back_at) or staffed)

    def changed_run(self) -> bool:
        """Take note of the run file; tell whether it is another one: then teams begin anew, behind the curtain."""
        run = str(self.table.run)
        changed = bool(self.run) and run != self.run
        if changed:
            self.desks.clear()
            self.admitted, self.last = None, None
        self.run = run
        return changed
