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
    """Compare the home screen, first painted and filled, and the team screen; the very first start is not measured."""
    runs = count()
    with tempfile.TemporaryDirectory() as folder:

        def home(word: str) -> float:
            return _start(PYTHON, "-m", "exercise", word=word)

        def play() -> float:
            run = str(Path(folder) / f"{next(runs)}.run")
            words = ("play", "first_parcel", "--team", "kyrgyzstan", "--run", run)
            return _start(PYTHON, "-m", "exercise", *words, word="DECIDE")

        def bare() -> float:
            return _start(*BARE, word="BARE")

        home("First Parcel")  # compiles byte code, and keeps the scenarios compiled
        yield compare("exercise to the painted home screen", lambda: home("EXERCISE"), bare, aim=1.4)
        yield compare("exercise to the scenarios on the home screen", lambda: home("First Parcel"), bare)
        yield compare("exercise play to the painted team screen", play, bare, aim=2.0)
