"""Cold start: from the command to the painted screen, against a bare Textual app with one list."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.benchmarks.sidebyside import Result, compare
from tests.benchmarks.terminal import PYTHON, Terminal

BARE = (PYTHON, str(Path(__file__).with_name("bare.py")))


def _start(*command: str, word: str) -> float:
    with Terminal(*command) as terminal:
        return terminal.painted(word)


def results() -> Iterator[Result]:
    """Compare the home screen and the team screen."""
    runs = count()
    with tempfile.TemporaryDirectory() as folder:

        def play() -> float:
            run = str(Path(folder) / f"{next(runs)}.run")
            words = ("play", "first_parcel", "--team", "kyrgyzstan", "--run", run)
            return _start(PYTHON, "-m", "exercise", *words, word="DECIDE")

        yield compare("exercise to the painted home screen", lambda: _start(PYTHON, "-m", "exercise", word="EXERCISE"),
                      lambda: _start(*BARE, word="BARE"), aim=1.4)
        yield compare("exercise play to the painted team screen", play, lambda: _start(*BARE, word="BARE"), aim=2.0)
