"""Custody: the log of what was done to each load, and whether its chain holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exercise.model import happenings as h
from exercise.model.base import Minute


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a custody log; *path* leads to the author's words on who did it."""

    minute: Minute
    consignment: str
    lot: str
    record: str
    team: str
    protocol: bool
    path: str


def log(happenings: Iterable[h.Happening]) -> tuple[Entry, ...]:
    """Return the custody log of all loads, oldest first."""
    return tuple(
        Entry(one.minute, one.consignment, one.lot, one.record, one.team, one.protocol, one.path)
        for one in happenings
        if isinstance(one, h.CustodyRecorded)
    )
