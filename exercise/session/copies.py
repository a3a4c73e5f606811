"""Where the second copy of a run is kept: remembered in its rows, so that whoever goes on with the run keeps it too.

A copy is gone on with by itself only where an earlier one is: a stick that is out, or another one, is told of instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exercise.play.record import Row, RunProblem, t

if TYPE_CHECKING:
    from exercise.session.conduct import Conduct
    from exercise.session.journal import Journal

COPY: Final = "copy"
"""The kind of the row: *path*, where the copy is, and in a child run *beside*, where that of its parent is."""
NO_COPY_NOW: Final = t(
    "No second copy of the run is kept now, because its place cannot be used; to keep one, leave and resume the run"
    " with --copy-to and a folder."
)


def remember(conduct: Conduct) -> None:
    """Note in the run where its second copy is kept, if one is and that is not noted already."""
    path = conduct.journal.copy_path
    if path is not None and str(path.absolute()) != _noted(conduct.journal.rows).get("path"):
        conduct.record(COPY, {"path": str(path.absolute())})


def go_on(journal: Journal) -> None:
    """Go on with the second copy that was kept of the run; where that cannot be, the journal's warning says so."""
    noted = _noted(journal.rows)
    if not noted:
        return
    try:
        if not any(Path(place).is_file() for place in noted.values()):
            raise RunProblem(NO_COPY_NOW)
        journal.copy_to(Path(noted["path"]))
    except (RunProblem, OSError):  # OSError: a stick so far gone that one cannot even ask whether the file is there
        journal.warning = NO_COPY_NOW


def moved(row: Row, child: Path) -> Row:
    """Return the row *row* as the run *child* has it: its copy is kept beside that of its parent."""
    if row.kind != COPY:
        return row
    before = Path(row.data["path"])
    return replace(row, data={"path": str(before.with_name(child.name)), "beside": str(before)})


def _noted(rows: Iterable[Row]) -> dict[str, str]:
    return next((dict(row.data) for row in reversed(tuple(rows)) if row.kind == COPY), {})
