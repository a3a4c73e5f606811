"""Letters of another script that look like Latin ones: nobody sees them, and no name is found with them."""

from __future__ import annotations

import unicodedata
from typing import Final

_ALIKE: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗаеоріјсухѕкмнтвһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανικρτυχ",
    "ABESIJKMHOPCTYX3aeopijcyxskmhtbhdqw" + "ABEZHIKMNOPTYXoavikptux",
)
_UNITS: Final = str.maketrans("чдн", "hdw")
"""Cyrillic units of time that look like no Latin ones: hour, day, week."""


def latin(text: str) -> str:
    """Return *text* with Latin letters for those that look like them, or ``""`` where it has none, or others beside."""
    changed = text.translate(_ALIKE)
    return changed if changed != text and changed.isascii() else ""


def latin_length(text: str) -> str:
    """Return a length of time *text* with Latin units, or ``""`` where they are none."""
    changed = text.translate(_UNITS).translate(_ALIKE)
    return changed if changed != text and changed.isascii() else ""


def stranger(text: str) -> str:
    """Return what to say of the first letter of *text* that is not Latin: ``the letter 'а' is Cyrillic``."""
    sign = next(sign for sign in text if not sign.isascii())
    return f"the letter '{sign}' is {unicodedata.name(sign, 'unknown').split()[0].capitalize()}"
