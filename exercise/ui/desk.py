"""What the program keeps for a team between its turns: answers and forms in the making, and what it has seen."""

from __future__ import annotations

from dataclasses import field

from exercise.model.plain import state
from exercise.model.views import FeedView, TeamView
from exercise.ui.deciding import Draft
from exercise.ui.forms import Filling
from exercise.ui.parts.agenda import Since


@state
class Desk:
    """The desk of one team. Nothing here is journalled; texts being typed are kept by the seat."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    fillings: dict[str, Filling] = field(default_factory=dict)
    """Forms that are half filled in, by their keys."""
    looked: int | None = None
    """How many lines of the feed the team has looked at; ``None``: it has not been here while time stood."""
    until: int = 0
    """Which step of *carry on* is set."""
    left_at: int | None = None
    left_papers: int = 0

    def came(self, view: TeamView) -> tuple[FeedView, ...]:
        """Return what is urgent and came since the team last looked; nothing while time runs."""
        if view.clock.state == "runs":
            return ()
        if self.looked is None:
            self.looked = _looked_at_first(view)
        return tuple(entry for entry in view.feed[self.looked :] if entry.precedence != "routine")

    def look(self, view: TeamView) -> None:
        """Remember that the team has looked at all that came."""
        self.looked = len(view.feed)

    def leave(self, view: TeamView) -> None:
        """Remember what was seen when the team leaves the keyboard."""
        self.look(view)
        self.left_at, self.left_papers = view.clock.minute, len(view.inbox)

    def since(self, view: TeamView) -> Since | None:
        """Return what passed since, ``None`` for a team that has not been here yet."""
        if self.left_at is None:
            return None
        return Since(view.clock.minute - self.left_at, max(0, len(view.inbox) - self.left_papers))


def _looked_at_first(view: TeamView) -> int:
    """Return how many lines of the feed are old for a team that sits down first, or anew after the program stopped.

    What came at this very minute is new, and so is a flash that nobody has opened.
    """
    unread = {paper.key for paper in view.inbox if not paper.opened}
    fresh = (
        number
        for number, entry in enumerate(view.feed)
        if entry.minute and (entry.minute == view.clock.minute or (entry.precedence == "flash" and entry.key in unread))
    )
    return next(fresh, len(view.feed))
