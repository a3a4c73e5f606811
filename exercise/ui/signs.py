"""The signs of the screens in two sets: the full one, and one that old Windows console fonts hold (WGL4)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from exercise.model.plain import plain

if TYPE_CHECKING:
    from exercise.model.views import Sign
    from exercise.ui.widgets.map_picture import SignSet


@plain
class Signs:
    """The characters of one set; each is one cell wide."""

    good: str
    wait: str
    bad: str
    none: str
    seen: str
    unseen: str
    unopened: str
    driven: str
    expected: str
    border: str
    town: str
    full: str
    empty: str
    here: str
    runs: str
    set: SignSet

    def of(self, sign: Sign) -> str:
        """Return the character of a line's sign; the seat's own lines have a blank."""
        return " " if sign == "own" else str(getattr(self, sign))


SIGNS: Final[Mapping[SignSet, Signs]] = {
    "full": Signs("●", "▲", "✕", "○", "◆", "◇", "◐", "━", "┄", "▲", "●", "▓", "░", "►", "»»", "full"),
    "wgl4": Signs("●", "▲", "×", "○", "♦", "◊", "◘", "═", "-", "▲", "●", "▓", "░", "►", "»»", "wgl4"),
}
INK_OF: Final[Mapping[Sign, str]] = {
    "good": "good",
    "wait": "wait",
    "bad": "bad",
    "none": "faint",
    "seen": "seen",
    "unseen": "unseen",
    "unopened": "wait",
    "own": "faint",
}
"""The ink of a sign; the character and a word say the same, so that colour never carries meaning alone."""


def fitting_set(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> SignSet:
    """Return the set that this console can show: WGL4 on Windows without Windows Terminal, else the full one."""
    return "wgl4" if platform == "win32" and "WT_SESSION" not in environment else "full"
