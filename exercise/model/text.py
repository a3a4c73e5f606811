"""Text that people typed or wrote: cleaned of what a terminal would obey, and kept in several languages."""

from __future__ import annotations

from typing import Final

from pydantic import RootModel, model_validator

from exercise.model.cleaning import clean

FALLBACK: Final = "en"


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

__all__ = ["FALLBACK", "NO_TEXT", "Text", "clean"]
