"""Text that people typed or wrote: cleaned of what a terminal would obey, and kept in several languages."""

from __future__ import annotations

import re
from typing import Final

from pydantic import RootModel, model_validator

FALLBACK: Final = "en"

# C0 but tab and newline, DEL, C1, bidi embeddings, overrides and isolates, zero-width signs, the byte order mark,
# line and paragraph separators, and lone surrogates: each either commands a terminal or hides what is written.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def clean(text: str, limit: int | None = None) -> str:
    """Return *text* without the characters that command a terminal, cut to *limit* characters where one is given.

    Newlines (CR LF and CR become LF) and tabs stay. Applied where text enters the program and again where it is shown.
    """
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    safe = _UNSAFE.sub("", flat)
    return safe if limit is None else safe[:limit]


class Text(RootModel[dict[str, str]]):
    """One text in one or several languages, by language tag (``en``, ``ru``); a bare string is the fallback."""

    model_config = {"frozen": True}

    @model_validator(mode="before")
    @classmethod
    def _accept(cls, value: object) -> object:
        if isinstance(value, str):
            return {FALLBACK: clean(value)}
        if isinstance(value, dict):
            return {k: clean(v) if isinstance(v, str) else v for k, v in value.items()}
        return value

    def in_(self, language: str) -> str:
        """Return the text in *language*, else in the fallback language, else in the first language given, else
        ``""``.
        """
        if language in self.root:
            return self.root[language]
        return self.root.get(FALLBACK) or next(iter(self.root.values()), "")

    def __bool__(self) -> bool:
        """Tell whether any language has text."""
        return any(self.root.values())

    def __hash__(self) -> int:
        """Hash by content, so that models holding texts stay hashable."""
        return hash(tuple(sorted(self.root.items())))


NO_TEXT: Final = Text({})
