"""Opening a run again: against playing it out once without a journal, and by the row for runs of several lengths."""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from exercise.play.record import Row, Setup, read_record, read_rows
from exercise.play.replay import replay
from exercise.scenario.library import find
from exercise.scenario.load import load
from exercise.session.journal import Journal
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.benchmarks.sidebyside import Measure, Result, compare
from tests.benchmarks.terminal import PYTHON
from tests.session.conftest import FastWall
from tests.session.players import play

SHARES = (8, 4, 2, 1)
"""A run of the whole long exercise, broken off after an eighth of its rows, a quarter, half of them, and whole."""


def results() -> Iterator[Result]:
    """Compare reading and replaying a run with replaying alone, and the time a row in long runs with short ones."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _finished(Path(folder))
        yield from _by_length(Path(folder))


def _finished(folder: Path) -> Iterator[Result]:
    for name in ("first_parcel", "northern_road"):
        run = folder / f"{name}.run"
        command = (PYTHON, "-m", "exercise", "play", name, "--auto", "--run", str(run))
        if subprocess.run(command, capture_output=True, check=False).returncode:
            continue
        record = read_record(run)

        def ours(run: Path = run) -> float:
            begin = perf_counter()
            read = read_record(run)
            replay(read.scenario, read.header.seed, read.rows)
            return (perf_counter() - begin) * 1000

        def floor(record: object = record) -> float:
            begin = perf_counter()
            replay(record.scenario, record.header.seed, record.rows)  # type: ignore[attr-defined]
            return (perf_counter() - begin) * 1000

        yield compare(f"{name}: finished run opened, replay alone", ours, floor)


# --- by length ------------------------------------------------------------------------------------------


def _by_length(folder: Path) -> Iterator[Result]:
    """Compare the time a row takes when a run is taken up again: in each length, and in the shortest.

    What the header alone takes is left out: the scenario in it is read once, however long the run is. That is most of
    a short run, so the time counted is that of the processor, and of five openings the quickest.
    """
    rows = asyncio.run(_long_run(folder / "long.run"))
    header = _opened(_of(rows[:1], folder / "header.run"))
    lengths = [len(rows) // share for share in SHARES]
    measures = {length: _a_row(_of(rows[:length], folder / f"{length}.run"), length, header) for length in lengths}
    for length, measure in measures.items():
        yield compare(
            f"{length} rows resumed, a row (in {lengths[0]} rows)", measure, measures[lengths[0]], rounds=5, unit="us"
        )


async def _long_run(path: Path) -> tuple[Row, ...]:
    """Play the long exercise with people by a script at every seat, and return its rows."""
    scenario = load(find("northern_road")).scenario
    assert scenario is not None
    setup = Setup(people=scenario.played, seed=1)
    async with Session.create(scenario, {}, setup, path, wall=FastWall(), tempo=AT_ONCE) as session:
        await play(session)
    return read_rows(path)


def _of(rows: tuple[Row, ...], path: Path) -> Path:
    """Write a run of these rows."""
    journal = Journal.create(path)
    for row in rows:
        journal.append(row.kind, row.minute, row.wall, row.data, row.happenings)
    journal.close()
    return path


def _a_row(run: Path, rows: int, header: float) -> Measure:
    """Return the measure of what each row of *run* takes, in microseconds, beyond the seconds of the header."""
    return lambda: (_opened(run) - header) / rows * 1_000_000


def _opened(run: Path) -> float:
    """Return the seconds that taking up *run* takes at its quickest."""
    return min(_opened_once(run) for _ in range(5))


def _opened_once(run: Path) -> float:
    begin = process_time()
    session = Session.resume(run, wall=FastWall(), tempo=AT_ONCE)
    spent = process_time() - begin
    session.release()
    return spent
