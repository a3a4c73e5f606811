"""Limits of what people type: told where the hand is, so that nothing is cut."""

from __future__ import annotations

from exercise.model.decisions import MOST_WORDS
from exercise.model.language import Language


def no_room(words: Language) -> str:
    """Return the sentence for a text that has no room for what was to be written."""
    return words.t("This does not fit: a text has at most {most} characters.", most=MOST_WORDS)
