"""Text that people typed or wrote: cleaned of what a terminal would obey, and kept in several languages."""

from __future__ import annotations

from typing import Any, Final, Self

from exercise.model.base import Frozen
from exercise.model.cleaning import clean

FALLBACK: Final = "en"


class Text(Frozen):
    """One text in one or several languages, by language tag (``en``, ``ru``); a bare string is the fallback."""

    root: dict[str, str]

    def __init__(self, root: str | dict[str, str]) -> None:
        """Clean and keep *root*; raises ``ValueError`` where it is no text."""
        texts = {FALLBACK: root} if isinstance(root, str) else root
        if not isinstance(texts, dict) or not all(isinstance(each, str) for pair in texts.items() for each in pair):
            raise ValueError("a text is a string, or a string for each language")
        vars(self)["root"] = {language: clean(text) for language, text in texts.items()}

    @classmethod
    def model_validate(cls, raw: Any) -> Self:
        """Return the text that *raw* makes; raises ``ValueError`` where it makes none."""
        return raw if isinstance(raw, cls) else cls(raw)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic make texts (it asks for this when a checker is built)."""
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(cls.model_validate)

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
        """Hash by content, so that parts holding texts stay hashable."""
        return hash(tuple(sorted(self.root.items())))


NO_TEXT: Final = Text({})

__all__ = ["FALLBACK", "NO_TEXT", "Text", "clean"]
