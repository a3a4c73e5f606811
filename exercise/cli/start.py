"""Where the program starts: the home screen at once, every other command through the command line's own parser."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final, NoReturn

PROGRAM: Final = "exercise"
GARBAGE: Final = 20_000
"""Allocations between two looks for garbage, once there may be any; Python's own 700 looks too often for a screen."""


def main() -> None:
    """Run the program; whatever goes wrong is one sentence and an exit code: 2 asked for amiss, 1 else."""
    gc.set_threshold(GARBAGE)
    gc.disable()  # a start only builds up; whoever goes on for long enables it (settle)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without Cyrillic shows a sign instead of failing
    try:
        _run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing more to say
        raise SystemExit(1) from None
    except Exception as failure:
        _tell(failure)
    finally:
        gc.enable()


def settle() -> None:
    """Look for garbage from now on, and never again among what the start has built."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def system_tag() -> str:
    """Return the language of the system where the program has it, else English."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ru" if system.lower().startswith("ru") else "en"


def _run() -> None:
    if len(sys.argv) > 1:
        from exercise.cli.app import main as command

        raise SystemExit(command(sys.argv[1:]))
    from exercise.cli.home import open_home  # nothing to parse: the screen need not wait for the parser

    open_home(system_tag())


def _tell(failure: Exception) -> NoReturn:
    """Say in one sentence what went wrong."""
    from exercise.cli.playing import Unknown
    from exercise.play.record import RunProblem
    from exercise.scenario.library import ScenarioNotFoundError

    if isinstance(failure, RunProblem):
        _fail(failure.text(system_tag()), 2)
    if isinstance(failure, (Unknown, ScenarioNotFoundError)):
        _fail(str(failure.args[0]), 2)
    _fail_inside(failure)


def _fail(sentence: str, code: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(code)


def _fail_inside(failure: Exception) -> NoReturn:
    """Tell of a fault of the program itself; its traceback goes to a file, never to the screen."""
    from exercise.cli.faults import keep_traceback
    from exercise.model.language import language

    words, kept = language(system_tag()), keep_traceback(failure)
    said = words.t("Something went wrong inside the program; what was decided is kept in the run file.")
    _fail(f"{said} {words.t('Details: {path}', path=kept)}" if kept else f"{said} ({failure})", 1)
