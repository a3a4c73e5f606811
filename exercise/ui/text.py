"""The one way by which text reaches the screen: cleaned of what a terminal obeys, never read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from textual.content import Content

from exercise.model.cleaning import clean

Part = str | tuple[str, str] | Content
"""A text, a text with its ink, or a content made here before."""

INKS: Final = frozenset(
    (
        *("good", "wait", "bad", "seen", "unseen", "own", "faint", "strong", "title"),
        *("key", "chosen", "cursor", "ask", "urgent", "flash", "off", "road"),
    )
)
"""The inks; ``sheet--<ink>`` in the style sheet gives each its colour and weight."""


def say(*parts: Part) -> Content:
    """Return the parts as one content; every text is cleaned and shown as it is, brackets included."""
    return Content("").join([_content(part) for part in parts])


def inked(content: Content, ink: str) -> Content:
    """Return *content* with *ink* over all of it."""
    return content.stylize(style_of(ink)) if ink else content


def style_of(ink: str) -> str:
    """Return the component class that an ink stands for.

    Raises:
        ValueError: There is no such ink.
    """
    if ink not in INKS:
        raise ValueError(f"no such ink: {ink}")
    return f".sheet--{ink}"


def paragraphs(text: str) -> Iterable[str]:
    """Yield the lines of a text that somebody wrote, without blanks at its ends."""
    return clean(text).strip().split("\n")


def flat(text: str) -> str:
    """Return the text on one line."""
    return " ".join(clean(text).split())


_ADDRESS: Final = re.compile(r"https?://(?:www\.)?([^/\s]+)\S*?(?=[.,;:)\]]*(?:\s|$))")


def sites_only(text: str) -> str:
    """Return the text with every address of a page made shorter to the site: it is to be recognised, not typed."""
    return _ADDRESS.sub(r"\1", text)


def _content(part: Part) -> Content:
    if isinstance(part, Content):
        return part
    if isinstance(part, tuple):
        return inked(Content(clean(part[0]).replace("\t", "    ")), part[1])
    return Content(clean(part).replace("\t", "    "))
