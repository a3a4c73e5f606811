"""Writing files for people: whole or not at all, and never over a run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from exercise.play.record import RunProblem, t

_DATABASE: Final = b"SQLite format 3\0"
"""How every run file begins, also one whose rows are still in the log beside it."""


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path* in one step: where that fails, what was there stays.

    Raises ``OSError``, and :class:`RunProblem` where a run is kept there.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a pipe; a folder refuses
        return
    path = path.resolve()  # a link stays one
    if _is_run(path):
        raise RunProblem(t("{path} is a run file, so nothing is written there; it was left as it is."), path=path)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _is_run(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE
