"""Child runs: a run rewound to a row, in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from exercise.play.record import Row, RunProblem, read_rows, t
from exercise.session.journal import Journal
from exercise.session.wall import SystemWall


def rewind(path: Path, row: int, new_path: Path, stamp: Callable[[], str] | None = None) -> None:
    """Make a child run at *new_path* from the run at *path*, up to and with row *row*; the parent stays as it is.

    The header names the parent's row by number and hash. Notes of the staff survive, also those after that row.
    Raises :class:`RunProblem`.
    """
    rows = read_rows(path)
    if not 0 <= row < len(rows):
        raise RunProblem(
            t("The run {path} has no row {row}; its last is {last}."), path=path, row=row, last=len(rows) - 1
        )
    child = Journal.create(new_path)
    try:
        for kept in rows[: row + 1]:
            _copy(child, kept if kept.number else _header(kept, rows[row], (stamp or SystemWall().stamp)()))
        for note in (later for later in rows[row + 1 :] if later.kind == "note"):
            _copy(child, note)
    except RunProblem:
        child.abandon()
        raise
    child.close()


def _copy(child: Journal, row: Row) -> None:
    child.append(row.kind, row.minute, row.wall, row.data, row.happenings)


def _header(header: Row, last: Row, created: str) -> Row:
    data = {**header.data, "parent": {"hash": last.hash, "row": last.number}, "created": created}
    return Row(header.number, header.kind, header.minute, header.wall, data, header.happenings, header.hash)
