"""What the debrief screen may do beyond looking: write the report, keep a note. The composition root fills it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from exercise.ui.look import Look
from exercise.ui.screens.debrief import Doings

if TYPE_CHECKING:
    from exercise.model.table import Table
    from exercise.ui.timeline import Timeline


class Debriefing(Protocol):
    """Writes beside a run. Both methods return a sentence in the language *tag* that says what was done, and where."""

    def write(self, run: Path, team: str | None, tag: str) -> str:
        """Write the report of *run*: of the whole hall, or the extract of *team*.

        Raises ``ValueError`` or ``OSError`` where it cannot be written.
        """

    def note(self, run: Path, row: int, team: str, text: str, tag: str) -> str:
        """Keep a note of the staff in the run file, pointing at *row* and about *team* (``""``: about nobody alone).

        Raises ``ValueError`` or ``OSError`` where the run file cannot be written.
        """


def doings_for(run: Path, table: Table | None, beside: Debriefing | None, look: Look) -> Doings:
    """Return what may be done about *run* from its debrief: at the *table* where it is open, and *beside* it."""

    async def keep(timeline: Timeline, text: str) -> str:
        moment = timeline.moment
        team = timeline.team or (moment.decision.team if moment is not None else "")
        if table is not None:
            await table.note(text, team, (timeline.names.clock(timeline.minute),))
            return look.t("The note is kept in the run.")
        assert beside is not None
        return beside.note(run, timeline.row, team, text, look.words.tag)

    if beside is None:
        return Doings(keep if table is not None else None)
    return Doings(keep, lambda timeline: beside.write(run, timeline.team, look.words.tag))
