"""Problems in what an author wrote: where, what, how to mend it; collected so that all are told at once."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from exercise.model.plain import plain
from exercise.scenario.codes import CODES

MOST_PROBLEMS: Final = 200
_MOST_KNOWN: Final = 2_000
_WIDEST: Final = 100
_TAB: Final = 4
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Mark(NamedTuple):
    """A place in a file of the scenario; line and column count characters from 1."""

    file: str
    line: int
    col: int


@plain
class Problem:
    """One problem: its place, its code, what is wrong and what mends it."""

    file: str
    line: int
    col: int
    code: str
    message: str
    mend: str = ""
    source: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the scenario can be played all the same."""
        return self.code.startswith("W")

    def render(self) -> str:
        """Return ``file:line:col CODE message``, then the source line with a caret, then the mend."""
        lines = [f"{visible(self.file)}:{self.line}:{self.col} {self.code} {visible(self.message)}"]
        if self.source.strip():
            shown, caret = _excerpt(self.source, self.col)
            lines += [f"    {shown}", f"    {' ' * caret}^"]
        if self.mend:
            lines.append("    mend: " + visible(self.mend))
        return "\n".join(lines)


class Problems:
    """Collects problems; tells each place and code once, and stops counting at ``MOST_PROBLEMS``."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, int, str], Problem] = {}
        self._lines: dict[str, list[str]] = {}
        self.left_off = 0

    def know(self, file: str, text: str) -> None:
        """Remember the text of *file*, to quote its lines."""
        self._lines[file] = text.split("\n")

    def line(self, mark: Mark) -> str:
        """Return the source line at *mark* (``""`` where there is none)."""
        lines = self._lines.get(mark.file, [])
        return lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""

    def lines(self, file: str) -> list[str]:
        """Return the lines of *file*."""
        return self._lines.get(file, [])

    def add(self, code: str, mark: Mark, message: str, mend: str = "") -> None:
        """Record a problem of *code* at *mark*.

        Raises ``KeyError`` for a code that the registry does not hold.
        """
        entry = CODES[code]
        key = (*mark, code)
        if key in self._found:
            return
        if self.is_full:
            self.left_off += 1
            return
        self._found[key] = Problem(*mark, code, message, mend or entry.mend, self.line(mark))

    @property
    def is_full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self._found) >= MOST_PROBLEMS

    def all(self) -> tuple[Problem, ...]:
        """Return the problems, errors before warnings, each in the order of files and lines."""
        files = {name: n for n, name in enumerate(self._lines)}
        return tuple(
            sorted(
                self._found.values(),
                key=lambda p: (p.is_warning, files.get(p.file, len(files)), p.file, p.line, p.col, p.code),
            )
        )

    def any_errors(self) -> bool:
        """Tell whether there is a problem that keeps the scenario from being played."""
        return any(not p.is_warning for p in self._found.values())


def render_all(problems: Iterable[Problem]) -> str:
    """Return *problems* as text, a blank line between, and a closing count."""
    listed = list(problems)
    warnings = sum(p.is_warning for p in listed)
    count = f"{_count(len(listed) - warnings, 'error')}, {_count(warnings, 'warning')}"
    return "\n\n".join([*(p.render() for p in listed), count])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest of *known* to *word*, or ``""``."""
    near = nearest(word, known)
    return f"; did you mean '{near}'?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest of *known* to *word*, or ``""`` where none is near."""
    found = difflib.get_close_matches(word[:64].lower(), list(itertools.islice(known, _MOST_KNOWN)), n=1, cutoff=0.6)
    return found[0] if found else ""


def visible(text: str) -> str:
    """Return *text* with its control characters written out, so that a terminal cannot obey them."""
    return _UNSEEN.sub(lambda m: f"<U+{ord(m.group()):04X}>", text)


def shorten(text: str, most: int = 60) -> str:
    """Return *text* on one line and cut to *most* characters, for quoting in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _excerpt(line: str, col: int) -> tuple[str, int]:
    """Return the stretch of *line* around column *col* as it is shown, and the cell of the caret."""
    start = max(0, col - 1 - _WIDEST // 2) if len(line) > _WIDEST else 0
    cells: list[str] = ["…"] if start else []
    caret = 0
    for n, sign in enumerate(line[start : start + _WIDEST], start + 1):
        if n == col:
            caret = _width(cells)
        cells.append(" " * _TAB if sign == "\t" else visible(sign))
    if col > start + len(line[start : start + _WIDEST]):
        caret = _width(cells)
    if len(line) > start + _WIDEST:
        cells.append("…")
    return "".join(cells).rstrip(), caret


def _width(cells: list[str]) -> int:
    """Return how many terminal cells the text takes."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in "".join(cells)
    )


def _count(number: int, noun: str) -> str:
    """Return ``1 error``, ``2 errors``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
