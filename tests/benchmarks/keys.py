"""From a key to the end of its repaint, and bytes written for it, against the bare list."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.sidebyside import Result
from tests.benchmarks.start import BARE
from tests.benchmarks.terminal import PYTHON, Terminal

DOWN, UP = b"\x1b[B", b"\x1b[A"
PRESSES = 60
PAPERS = "500"

Pressed = list[tuple[float, int]]


def _pressed(ours: Terminal, bare: Terminal) -> tuple[Pressed, Pressed]:
    """Press down twice and up twice, again and again, in both in turn; return milliseconds and bytes of each press."""
    pressed: dict[Terminal, Pressed] = {ours: [], bare: []}
    for terminal in pressed:
        terminal.settle()
    for i in range(PRESSES):
        for terminal in (ours, bare) if i % 2 else (bare, ours):
            pressed[terminal].append(terminal.press(DOWN if i % 4 < 2 else UP))
    return pressed[ours], pressed[bare]


def _results(where: str, ours: Terminal, bare: Terminal, aim: float | None = 1.5) -> Iterator[Result]:
    pressed, floor = _pressed(ours, bare)
    ms, floor_ms = (quantiles([ms for ms, _ in each], n=20)[18] for each in (pressed, floor))
    size, floor_size = (median(size for _, size in each) for each in (pressed, floor))
    yield Result(f"key to repaint in {where}, p95", ms, floor_ms, ms / floor_ms, aim, "ms")
    yield Result(f"bytes written for a key in {where}", size / 1000, floor_size / 1000, size / floor_size, None, "kB")


def _inbox_results(where: str, *more: str, aim: float | None = 1.5) -> Iterator[Result]:
    inbox = str(Path(__file__).with_name("inbox.py"))
    with Terminal(PYTHON, inbox, PAPERS, *more) as ours, Terminal(*BARE, PAPERS) as bare:
        ours.painted("INBOX")
        bare.painted("BARE")
        yield from _results(where, ours, bare, aim)


def results() -> Iterator[Result]:
    """Compare the options of the team screen, and the inbox with many papers, without and with a countdown beside it.

    The countdown's own repaint, once a second, falls now and then within the time in which a key's is waited for and is
    counted as a part of it, so that measure has no aim.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = ("play", "first_parcel", "--team", "kyrgyzstan", "--run", str(Path(folder) / "keys.run"))
        with Terminal(PYTHON, "-m", "exercise", *words) as ours, Terminal(*BARE) as bare:
            ours.painted("DECIDE")
            bare.painted("BARE")
            yield from _results("the options", ours, bare)
    yield from _inbox_results(f"an inbox of {PAPERS}")
    yield from _inbox_results("the same, time ticking", "ticking", aim=None)
