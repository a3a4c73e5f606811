"""What a terminal would obey, taken out of text. Nothing is imported here but the standard library."""

from __future__ import annotations

import re
from typing import Final

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
