"""Prose of authors: paragraphs, headings and lists of a longer text, told apart so that a template can set them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Kind = Literal["heading", "list", "paragraph"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text: its lines are list items, or one paragraph or heading."""

    kind: Kind
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Return the parts of *text*, which is Markdown in its plainest form: blank lines, ``#`` and ``-``."""
    found: list[Block] = []
    for part in text.split("\n\n"):
        found += _part([line.strip() for line in part.splitlines() if line.strip()])
    return found


def _part(lines: list[str]) -> Iterator[Block]:
    for kind, group in groupby(lines, _kind):
        own = list(group)
        if kind == "heading":
            yield from (Block(kind, (line.lstrip("# "),)) for line in own)
        elif kind == "list":
            yield Block(kind, tuple(line[2:].strip() for line in own))
        else:
            yield Block(kind, (" ".join(own),))


def _kind(line: str) -> Kind:
    if line.startswith("#"):
        return "heading"
    return "list" if line.startswith(("- ", "* ")) else "paragraph"
