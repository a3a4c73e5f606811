"""Sitting down at the screens: a frame is painted at once; what reads scenarios and runs is loaded behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exercise.cli.debriefing import Writing
from exercise.cli.home import in_words
from exercise.cli.start import settle, system_tag
from exercise.model.language import language
from exercise.ui.opening import Opening
from exercise.ui.run import run_opening

if TYPE_CHECKING:
    # Loaded behind the first frame.
    from exercise.session.session import Session
    from exercise.ui.widgets.map_picture import SignSet


_UNTOUCHED: Final = {"header", "round_opened", "copy"}
"""The rows of a run in which nobody has done anything yet."""


class NobodyPlays(Exception):  # noqa: N818
    """The run that was opened is one of bots alone: it needs no screens."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


def seat(
    called: str, begin: Callable[[], Session], tag: str, *, resumed: bool = False, signs: SignSet | None = None
) -> None:
    """Open the table that *begin* makes and let people play at it; *tag* ``""``: in the language of the room.

    Raises what *begin* raises, the screens closed; and :class:`NobodyPlays` where it has no people.
    """
    opened: list[Session] = []

    def begun() -> Session:
        opened.append(begin())
        if not opened[0].people:
            raise NobodyPlays(opened[0])
        return opened[0]

    opening = Opening(Path(called).stem, begun, resumed, tag)
    try:
        code = run_opening(
            opening, language(tag or system_tag()), signs=signs, word=in_words, debriefing=Writing(), settled=settle
        )
    except NobodyPlays:
        opened, alone = [], opened
        raise NobodyPlays(alone[0]) from None
    finally:
        for session in opened:
            session.release()
            _say_what_is_kept(session, tag or session.language_of(""))
    for session in opened:
        if session.failure:
            raise session.failure
    if code:
        raise SystemExit(code)


def _say_what_is_kept(session: Session, tag: str) -> None:
    """Say how to come back; where nothing was done at the table also the PIN, which nobody may have seen."""
    from exercise.cli.playing import say_how_to_come_back, say_the_pin

    if {row.kind for row in session.conduct.journal.rows} <= _UNTOUCHED:
        say_the_pin(session, language(tag))
    say_how_to_come_back(session, tag)
