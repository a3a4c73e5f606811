"""One writer for each run: a lock that another process sees, and that the system lets go when its holder dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from exercise.play.record import RunProblem, t


class Lock:
    """An exclusive lock on a file beside the run; raises :class:`RunProblem` where another process holds it."""

    def __init__(self, run: Path) -> None:
        self._path = run.with_name(run.name + ".lock")
        while True:
            self._handle = _opened(self._path, run)
            if not _taken(self._handle):
                os.close(self._handle)
                raise RunProblem(
                    t("The run {path} is open in another window or program; close it there first."), path=run.stem
                )
            if _same(self._path, self._handle):
                return
            os.close(self._handle)  # its last holder took the file away between our opening and locking it

    def release(self) -> None:
        """Let go, and take the file away."""
        if self._handle < 0:
            return
        if sys.platform != "win32":  # there a file that is open cannot be removed
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1


def _opened(path: Path, run: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise RunProblem(t("The run {path} cannot be written here: {why}."), path=run, why=error.strerror) from error


def _same(path: Path, handle: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        there, here = os.stat(path), os.fstat(handle)
    except FileNotFoundError:
        return False
    return (there.st_ino, there.st_dev) == (here.st_ino, here.st_dev)


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
