"""The team screen with so many papers and its inbox in front: ``python tests/benchmarks/inbox.py 500``.

Talk is not limited, so no countdown ticks: a line that changes by itself every second, within the time in which a
repaint is waited for, would be counted as a part of the key's. With ``ticking`` behind the number talk is limited.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from exercise.model.language import language
from exercise.model.table import HallView
from exercise.model.views import MessageView, TeamView
from exercise.ui.app import ExerciseApp
from exercise.ui.screens.team import TeamScreen
from tests.ui.fakes import HALL, INBOX, VIEW, FakeSeat, FakeTable


def papers(count: int) -> tuple[MessageView, ...]:
    """Return so many papers, made of those of the tests."""
    return tuple(replace(INBOX[n % len(INBOX)], key=f"m{n}", subject=f"INBOX paper {n}") for n in range(count))


class AtInbox(ExerciseApp):
    """Goes to the inbox as soon as the team screen has its view."""

    CSS_PATH = Path(sys.modules[ExerciseApp.__module__].__file__ or "").with_name("exercise.tcss")

    async def show_hall(self, view: HallView) -> None:
        """Show the screen wanted, and put the inbox in front."""
        await super().show_hall(view)
        screen = self.screen
        if isinstance(screen, TeamScreen):
            self.watch(screen, "view", lambda: screen.call_after_refresh(screen.action_left, "inbox"))


def main() -> None:
    """Run it until it is killed."""
    left = HALL.talk_left if "ticking" in sys.argv else None
    view: TeamView = replace(VIEW, inbox=papers(int(sys.argv[1])), room=replace(VIEW.room, talk_left=left))
    table = FakeTable(FakeSeat(view), replace(HALL, next_team="kg", talk_left=left), people=("kg",))
    app = AtInbox(language("en"), signs="full")
    app.sit(table, resumed=False)
    app.run()


main()
