"""Appending to the journal against the same bytes into bare SQLite with the same durability."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import perf_counter

from exercise.model.happenings import FactChanged
from exercise.model.records import canonical, to_record
from exercise.session.journal import Journal
from tests.benchmarks.sidebyside import Result, compare

APPENDS = 100
ACT = {"point": "torn_packet", "options": ["order_first"], "why": ["evidence"]}
DATA = {"decision": {"team": "kyrgyzstan", "act": ACT}}
HAPPENINGS = tuple(FactChanged(120, (), f"fact_{i}", True) for i in range(6))


def results() -> Iterator[Result]:
    """Compare one append, a transaction each."""
    names = count()
    with tempfile.TemporaryDirectory() as folder:

        def ours() -> float:
            journal = Journal.create(Path(folder) / f"{next(names)}.run")
            begin = perf_counter()
            for _ in range(APPENDS):
                journal.append("decision", 120, "2026-01-01T10:00:00", DATA, HAPPENINGS)
            spent = perf_counter() - begin
            journal.close()
            return spent / APPENDS * 1000

        def floor() -> float:
            bare = sqlite3.connect(Path(folder) / f"{next(names)}.db", isolation_level=None)
            bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
            bare.execute("CREATE TABLE rows (n INTEGER PRIMARY KEY, body BLOB)")
            body = canonical({"data": DATA, "happenings": [to_record(h) for h in HAPPENINGS]})
            begin = perf_counter()
            for _ in range(APPENDS):
                bare.execute("INSERT INTO rows (body) VALUES (?)", (body,))
            spent = perf_counter() - begin
            bare.close()
            return spent / APPENDS * 1000

        yield compare("journal: one row appended", ours, floor, aim=1.5)
