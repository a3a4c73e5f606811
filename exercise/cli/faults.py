"""Faults of the program: kept in a file for whoever mends it."""

from __future__ import annotations

import traceback
from pathlib import Path

import platformdirs


def keep_traceback(failure: BaseException) -> Path | None:
    """Write the traceback of *failure* to the user's log folder and return where; ``None`` where that fails too."""
    path = platformdirs.user_log_path("exercise") / "last-fault.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(failure)), encoding="utf-8", errors="replace")
    except OSError:
        return None
    return path
