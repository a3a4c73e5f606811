"""How a seat is shown: its language and its set of signs, handed to everything that puts words on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercise.model.language import Language
from exercise.model.plain import plain
from exercise.ui import keys
from exercise.ui.signs import INK_OF, Signs

if TYPE_CHECKING:
    from exercise.model.views import Sign


@plain
class Look:
    """Words and signs."""

    words: Language
    signs: Signs

    def t(self, message: str, /, **names: object) -> str:
        """Translate *message* and put *names* into its braces."""
        return self.words.t(message, **names)

    def n(self, one: str, many: str, count: int, /, **names: object) -> str:
        """Translate by number; ``{n}`` is the count."""
        return self.words.n(one, many, count, **names)

    def length(self, minutes: int) -> str:
        """Return a length of story time in words."""
        return self.words.length(minutes)

    def sign(self, sign: Sign) -> tuple[str, str]:
        """Return the character of *sign* with its ink."""
        return self.signs.of(sign), INK_OF[sign]

    def key(self, key: str) -> tuple[str, str]:
        """Return a key as the hints show it."""
        return keys.shown(key, self.words.tag), "key"
