"""Texts against the room that the screens have for them, and against the languages that the scenario promises."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable
from typing import Final

from exercise.model.scenario import Scenario
from exercise.scenario.bind import Path
from exercise.scenario.translations import is_addresses
from exercise.scenario.walk import Place

Tell = Callable[[str, Path, str], None]

_PANEL: Final = 54
_LINES: Final = {("Option", "label"): (46, 1), ("Option", "detail"): (_PANEL, 2), ("Point", "question"): (_PANEL, 3)}
"""Cells in a line and lines, on the screen of 100x30."""
_CHARACTERS: Final = {("Inject", "text"): 900}


def text_warnings(scenario: Scenario, places: list[Place], tell: Tell) -> None:
    """Tell texts that are too long, and texts that lack a language."""
    for place in places:
        if place.kind != "text" or not place.value.root:
            continue
        for language, text in place.value.root.items():
            _length(place, language, text, tell)
        missing = [language for language in scenario.languages if language not in place.value.root]
        if missing and not all(is_addresses(text) for text in place.value.root.values()):
            tell("W708", place.path, f"'{place.key}' lacks {', '.join(missing)}")


def room(slot: tuple[str, str]) -> str:
    """Return the room of a text on the screen, in words; *slot* is its part and key (``""`` where it has enough)."""
    if slot in _LINES:
        width, most = _LINES[slot]
        return f"at most {width} characters" if most == 1 else f"at most {most} lines of {width} characters"
    return f"at most {_CHARACTERS[slot]} characters" if slot in _CHARACTERS else ""


def _length(place: Place, language: str, text: str, tell: Tell) -> None:
    """Tell one text that does not fit its place."""
    slot = (type(place.part).__name__, place.key)
    where = (*place.path, language)
    if slot in _LINES:
        width, most = _LINES[slot]
        lines = sum(len(_wrapped(paragraph, width)) or 1 for paragraph in text.strip().split("\n"))
        if lines > most:
            room = f"{width} cells" if most == 1 else f"{most} lines of {width}"
            tell("W707", where, f"this {place.key} ({language}) takes more than {room}")
    elif len(text) > _CHARACTERS.get(slot, len(text)):
        tell("W707", where, f"this {place.key} ({language}) has {len(text):,} characters; {_CHARACTERS[slot]} fit")


def _wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of *width* cells; a wide sign counts as two."""
    cells = "".join(sign * 2 if unicodedata.east_asian_width(sign) in "WF" else sign for sign in text)
    return textwrap.wrap(cells, width)
