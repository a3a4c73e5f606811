"""Ways in and out: run the application at a table or from the home screen, and say afterwards how to come back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exercise.model.language import Language
from exercise.ui.app import ExerciseApp, Wording, plain_wording
from exercise.ui.opening import Opening

if TYPE_CHECKING:
    # Not loaded before the first screen is painted.
    from exercise.ui.debriefing import Debriefing
    from exercise.ui.home_model import Resume, Shelf, Start
    from exercise.ui.widgets.map_picture import SignSet

PLAIN_EXAMPLE: Final = "exercise play first_parcel --plain"
"""A command that works as it is written."""
Naming = Callable[[Path], str]
"""Says what a run is called on the command line."""


def run_opening(
    opening: Opening,
    words: Language,
    *,
    signs: SignSet | None = None,
    word: Wording = plain_wording,
    debriefing: Debriefing | None = None,
    named: Naming = str,
    settled: Callable[[], None] = lambda: None,
) -> int:
    """Show a frame, open a table behind it and sit down at it; return the exit code, or raise what *opening* raised."""
    app = ExerciseApp(words, signs=signs, word=word)
    app.debriefing, app.opening, app.settled = debriefing, opening, settled
    code = _run(app, named)
    if app.fault is not None:
        raise app.fault
    return code


def run_home(
    shelf: Shelf,
    start: Start,
    resume: Resume,
    words: Language,
    *,
    signs: SignSet | None = None,
    word: Wording = plain_wording,
    debriefing: Debriefing | None = None,
    named: Naming = str,
    settled: Callable[[], None] = lambda: None,
) -> int:
    """Show the home screen, look through *shelf* behind it, and go on from there; return the exit code."""
    app = ExerciseApp(words, signs=signs, word=word)
    app.debriefing, app.settled = debriefing, settled
    app.at_home(None, start, resume, shelf)
    return _run(app, named)


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


def _run(app: ExerciseApp, named: Naming) -> int:
    reason = unfit(app.look.words)
    if reason:
        print(reason, file=sys.stderr)
        return 2
    code = app.run() or 0
    words = app.look.words
    if app.parting and app.hall is not None and app.hall.phase == "ended":
        command = f"exercise debrief {named(Path(app.parting))}"
        print(words.t("The exercise is over. Debrief: {command}", command=command))
    elif app.parting:
        print(words.t("All is kept. Go on with: exercise resume {run}", run=named(Path(app.parting))))
    return app.return_code or code
