"""Office hours: when work that takes so many minutes is done."""

from __future__ import annotations

from typing import Final

from exercise.model.base import Minute
from exercise.model.durations import Hours

NEVER: Final[Minute] = 1 << 40
"""The minute of what never comes: no office opens again."""


def working(hours: Hours, start: Minute, minutes: Minute) -> Minute:
    """Return the minute at which work begun at *start* is done, if *minutes* of it are worked within *hours* alone.

    Work of no length waits for the office to open. :data:`NEVER` where the office does not stay open long enough.
    """
    if not hours.open:
        return start + minutes
    left = minutes
    for opens, closes in hours.open:
        begins = max(opens, start)
        if begins >= closes:
            continue
        if left <= closes - begins:
            return begins + left
        left -= closes - begins
    return NEVER
