"""Child runs: a run rewound to a row, in a file of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from exercise.play.record import FATE, Row, RunProblem, read_rows, t
from exercise.session.copies import COPY, moved
from exercise.session.journal import Journal
from exercise.session.wall import SystemWall


def rewind(
    path: Path, row: int, new_path: Path, stamp: Callable[[], str] | None = None, *, fate: int | None = None
) -> None:
    """Make a child run at *new_path* from the run at *path*, up to and with row *row*; the parent stays as it is.

    The header names the parent's row by number and hash. Notes of the staff survive, also those after that row. So does
    the place of a second copy: that of the child is kept beside it.
    *fate*: the number of a new fate by which the child goes on; left out, chance falls as it fell. Raises
    :class:`RunProblem`.
    """
    stamp = stamp or SystemWall().stamp
    rows = read_rows(path)
    if not 0 <= row < len(rows):
        raise RunProblem(
            t("The run {path} has no row {row}; its last is {last}."), path=path, row=row, last=len(rows) - 1
        )
    child = Journal.create(new_path)
    try:
        for kept in _kept(rows, row, same_fate=fate is None):
            _copy(child, moved(kept, new_path) if kept.number else _header(kept, rows[row], stamp()))
        if fate is not None:
            child.append(FATE, rows[row].minute, stamp(), {"number": fate})
        for later in rows[row + 1 :]:
            if later.kind in ("note", COPY):
                _copy(child, moved(later, new_path))
    except RunProblem:
        child.abandon()
        raise
    child.close()


def any_fate() -> int:
    """Return the number of a new fate, different nearly always."""
    return secrets.randbelow(1_000_000)


def _kept(rows: Sequence[Row], row: int, *, same_fate: bool) -> Sequence[Row]:
    """Return the rows up to *row*, and with the fate that began there if it is to stay the same."""
    while same_fate and row + 1 < len(rows) and rows[row + 1].kind == FATE:
        row += 1
    return rows[: row + 1]


def _copy(child: Journal, row: Row) -> None:
    child.append(row.kind, row.minute, row.wall, row.data, row.happenings)


def _header(header: Row, last: Row, created: str) -> Row:
    data = {**header.data, "parent": {"hash": last.hash, "row": last.number}, "created": created}
    return Row(header.number, header.kind, header.minute, header.wall, data, header.happenings, header.hash)
