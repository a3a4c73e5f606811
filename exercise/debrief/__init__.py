"""Debrief: what happened, who knew what when, what was measured; for the whole hall or as the extract of one team."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from exercise.debrief.compose import document
from exercise.debrief.document import Document
from exercise.play.record import Record
from exercise.play.writing import write_whole

__all__ = ["Document", "Format", "document", "render", "write"]

Format = Literal["html", "json"]


def render(record: Record, team: str | None = None, language: str = "en", format: Format = "html") -> str:
    """Return the debrief of *record* as text; with *team*, the extract of that team.

    Raises ``LookupError`` where the scenario has no such team, ``ValueError`` for a form that does not exist.
    """
    composed = document(record, team, language)
    if format == "html":
        from exercise.debrief.html import to_html

        return to_html(composed)
    if format == "json":
        from exercise.debrief.json import to_json

        return to_json(composed)
    raise ValueError(format)


def write(record: Record, path: Path, team: str | None = None, language: str = "en", format: Format = "html") -> None:
    """Write the debrief of *record* to *path* (UTF-8), replacing an earlier one, never a run.

    Raises as :func:`render` and as :func:`exercise.play.writing.write_whole`; then what was there stays.
    """
    write_whole(path, render(record, team, language, format).encode())
