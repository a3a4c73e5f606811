"""Replay: the same scenario, seed and rows give the same engine. A row that no longer does names its story minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from exercise.engine import Engine, Fate
from exercise.model.decisions import Decision
from exercise.model.plain import plain
from exercise.model.records import canonical, from_record, to_record
from exercise.model.scenario import Scenario
from exercise.play.record import FATE, Row

REPLAYED: Final = ("clock", "decision", "round_closed", FATE)
"""Kinds of rows that the engine plays again; the others are told to people, not to the engine."""


@plain
class Difference:
    """Where a replay left the record: row, story minute, what differs (``decision``, ``happening`` or ``digest``)."""

    row: int
    minute: int
    what: str


class Diverged(Exception):  # noqa: N818
    """A replay that does not give what the record holds."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(difference)
        self.difference = difference


def replay(scenario: Scenario, seed: int, rows: Iterable[Row], *, strict: bool = False) -> Engine:
    """Play *rows*, of which the first is the header, again and return the engine at their end.

    Compares the digests kept in the rows and, where *strict*, every happening. Raises :class:`Diverged`.
    """
    rows = tuple(rows)
    fates = [Fate(row.minute, row.data["number"]) for row in rows if row.kind == FATE]
    engine = Engine(scenario, seed, facilitated=bool(rows) and _facilitated(rows[0]), fates=fates)
    seen = 0
    for row in rows:
        if row.kind == "header" or row.kind in REPLAYED:
            _play(engine, row)
            _compare(engine, row, seen, strict)
        seen = len(engine.happenings)
    return engine


def decisions_of(row: Row) -> Iterator[Decision]:
    """Yield the decisions that a row applied, in order."""
    for record in row.data.get("decisions", ()):
        yield from_record(record)


def _facilitated(header: Row) -> bool:
    """Tell whether somebody was there to rule on teams' own answers; the engine offers them only then."""
    return bool(header.data.get("setup", {}).get("facilitated"))


def _play(engine: Engine, row: Row) -> None:
    if row.kind == "clock":
        engine.advance(row.data["minute"])
    elif row.kind == FATE:
        engine.go_on_by_new_fate()
    for decision in decisions_of(row):
        if engine.submit(decision) is not None:
            raise Diverged(Difference(row.number, engine.now, "decision"))


def _compare(engine: Engine, row: Row, seen: int, strict: bool) -> None:
    came = engine.happenings[seen:]
    if strict:
        for happening, kept in zip(came, row.happenings, strict=False):
            if canonical(to_record(happening)) != canonical(kept):
                raise Diverged(Difference(row.number, happening.minute, "happening"))
    if len(came) != len(row.happenings):
        raise Diverged(Difference(row.number, engine.now, "happening"))
    witness = row.data.get("digest")
    if witness and witness != engine.digest():
        raise Diverged(Difference(row.number, engine.now, "digest"))
