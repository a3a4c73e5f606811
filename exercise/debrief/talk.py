"""What to talk about first: the moments that the record proposes, in words."""

from __future__ import annotations

from exercise.analysis.moments import propose
from exercise.debrief.document import Moment
from exercise.debrief.sources import Reader
from exercise.model.text import clean


def moments(reader: Reader) -> tuple[Moment, ...]:
    """Return the moments, at most five, in the order of time; to a team, those of its own day."""
    proposed = propose(reader.record, reader.taken, reader.consequences, reader.team)
    return tuple(
        Moment(
            one.minute, reader.clock(one.minute), one.kind, one.number,
            clean(reader.sentences.title(one, reader.taken)), clean(reader.sentences.reason(one, reader.taken)),
        )
        for one in proposed
    )  # fmt: skip
