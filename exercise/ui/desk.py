"""What the program keeps for a team between its turns: answers and forms in the making, and what it has seen."""

from __future__ import annotations

from dataclasses import field

from exercise.model.plain import state
from exercise.model.views import TeamView
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
    acknowledged: int = 0
    """The story minute whose stop card was put away."""
    until: int = 0
    """Which step of *carry on* is set."""
    left_at: int | None = None
    left_papers: int = 0

    def leave(self, view: TeamView) -> None:
        """Remember what was seen when the team leaves the keyboard."""
        self.left_at, self.left_papers = view.clock.minute, len(view.inbox)

    def since(self, view: TeamView) -> Since | None:
        """Return what passed since, ``None`` for a team that has not been here yet."""
        if self.left_at is None:
            return None
        return Since(view.clock.minute - self.left_at, max(0, len(view.inbox) - self.left_papers))
