"""Ways in: run the application at a table or from the home screen. Who runs it says how to come back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from exercise.model.language import Language
from exercise.ui.app import ExerciseApp, Wording, plain_wording
from exercise.ui.leaving import heed_signals, run_heeding
from exercise.ui.opening import Opening

if TYPE_CHECKING:
    # Not loaded before the first screen is painted.
    from exercise.ui.debriefing import Debriefing
    from exercise.ui.home_model import Resume, Shelf, Start
    from exercise.ui.widgets.map_picture import SignSet

PLAIN_EXAMPLE: Final = "exercise play first_parcel --plain"
"""A command that works as it is written."""


def run_opening(
    opening: Opening,
    words: Language,
    *,
    signs: SignSet | None = None,
    word: Wording = plain_wording,
    debriefing: Debriefing | None = None,
    settled: Callable[[], None] = lambda: None,
) -> int:
    """Show a frame, open a table behind it and sit down at it; return the exit code.

    Raises what *opening* raised, and what went wrong inside the program.
    """
    app = ExerciseApp(words, signs=signs, word=word)
    app.debriefing, app.opening, app.settled = debriefing, opening, settled
    return _run(app)


def run_home(
    shelf: Shelf,
    start: Start,
    resume: Resume,
    words: Language,
    *,
    signs: SignSet | None = None,
    word: Wording = plain_wording,
    debriefing: Debriefing | None = None,
    settled: Callable[[], None] = lambda: None,
) -> int:
    """Show the home screen, look through *shelf* behind it, and go on from there; return the exit code.

    Raises what went wrong inside the program.
    """
    app = ExerciseApp(words, signs=signs, word=word)
    app.debriefing, app.settled = debriefing, settled
    app.at_home(None, start, resume, shelf)
    return _run(app)


def unfit(words: Language) -> str:
    """Return why the screens cannot be shown on this terminal, ``""`` where they can."""
    hint = words.t("Add --plain to play in lines of text, as in: {command}", command=PLAIN_EXAMPLE)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return words.t("The screens need a terminal.") + " " + hint
    if os.environ.get("TERM") == "dumb":
        return words.t("This terminal shows lines only.") + " " + hint
    if "utf" not in (sys.stdout.encoding or "").lower():
        return words.t("The screens need a terminal in UTF-8.") + " " + hint
    return ""


def _run(app: ExerciseApp) -> int:
    reason = unfit(app.look.words)
    if reason:
        print(reason, file=sys.stderr)
        return 2
    code = run_heeding(_until_left(app))
    if app.fault is not None:
        raise app.fault
    return app.return_code or code


async def _until_left(app: ExerciseApp) -> int:
    """Show *app* until somebody leaves, or the system asks to: the terminal is then as it was."""
    heed_signals(app.leave)
    return await app.run_async() or 0
