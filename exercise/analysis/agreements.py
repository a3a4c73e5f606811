"""Agreements: the attempts of several teams at one answer that failed, each with the round in which it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exercise.model import happenings as h
from exercise.play.record import Record


@dataclass(frozen=True, slots=True)
class Failure:
    """An attempt whose answers differed; *round* is ``None`` where the run was not played in rounds."""

    happening: h.AgreementFailed
    round: int | None


def failures(record: Record, team: str | None = None) -> tuple[Failure, ...]:
    """Return the failed attempts of a run, oldest first; with *team*, those that it was told of."""
    return tuple(one for one in _all(record) if team is None or team in one.happening.audience)


def _all(record: Record) -> Iterator[Failure]:
    seen = 0
    for row in record.rows:
        after = seen + len(row.happenings)
        for happening in record.happenings[seen:after]:
            if isinstance(happening, h.AgreementFailed):
                yield Failure(happening, row.data["round"] if row.kind == "round_closed" else None)
        seen = after
