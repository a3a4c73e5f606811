"""What the debrief screen may do beyond looking: write the report, keep a note. The composition root fills it in."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


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
