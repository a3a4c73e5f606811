"""Opening a finished run again, against playing it out once without a journal."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from exercise.play.record import read_record
from exercise.play.replay import replay
from tests.benchmarks.sidebyside import Result, compare
from tests.benchmarks.terminal import PYTHON


def results() -> Iterator[Result]:
    """Compare reading and replaying a run with replaying alone."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("first_parcel", "northern_road"):
            run = Path(folder) / f"{name}.run"
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
