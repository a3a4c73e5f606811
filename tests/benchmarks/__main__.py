"""Run the benchmarks named on the command line, or all, and print their ratios."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("engine", "journal", "resume", "start", "keys")


def main() -> None:
    """Print one line a measurement."""
    for name in sys.argv[1:] or NAMES:
        for result in import_module(f"tests.benchmarks.{name}").results():
            print(result.line(), flush=True)


main()
