"""The command line: what the program is asked to do, and every failure told in one sentence."""

from exercise.cli.start import main

__all__ = ["main"]
