"""From a key to the end of its repaint, and bytes written for it, against the bare list."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from tests.benchmarks.sidebyside import Result
from tests.benchmarks.start import BARE
from tests.benchmarks.terminal import PYTHON, Terminal

DOWN, UP = b"\x1b[B", b"\x1b[A"
PRESSES = 60


def _presses(terminal: Terminal) -> tuple[float, float]:
    """Return the 95th percentile of milliseconds, and the median of bytes, over presses down and up."""
    terminal.settle()
    measured = [terminal.press(DOWN if i % 4 < 2 else UP) for i in range(PRESSES)]
    times = [ms for ms, _ in measured]
    sizes = sorted(size for _, size in measured)
    return quantiles(times, n=20)[18], float(sizes[len(sizes) // 2])


def results() -> Iterator[Result]:
    """Compare the option list of the team screen and the inbox with many messages."""
    with tempfile.TemporaryDirectory() as folder:
        with Terminal(*BARE) as bare:
            bare.painted("BARE")
            floor_ms, floor_bytes = _presses(bare)
        run = str(Path(folder) / "keys.run")
        with Terminal(PYTHON, "-m", "exercise", "play", "first_parcel", "--team", "kyrgyzstan", "--run", run) as ours:
            ours.painted("DECIDE")
            ms, size = _presses(ours)
        yield Result("key to repaint in the options, p95", ms, floor_ms, ms / floor_ms, 1.5, "ms")
        yield Result("bytes written for a key in the options", size / 1000, floor_bytes / 1000, size / floor_bytes, None, "kB")
        with Terminal(PYTHON, str(Path(__file__).with_name("inbox.py")), "500") as inbox:
            inbox.painted("INBOX")
            ms, size = _presses(inbox)
        with Terminal(*BARE, "500") as bare:
            bare.painted("BARE")
            floor_ms, floor_bytes = _presses(bare)
        yield Result("key to repaint in an inbox of 500, p95", ms, floor_ms, ms / floor_ms, 1.5, "ms")
        yield Result("bytes written for a key in the inbox", size / 1000, floor_bytes / 1000, size / floor_bytes, None, "kB")
