"""Sheets: what a hall needs on paper - briefings, forms, checklists, the list of events - as pages to be printed."""

from __future__ import annotations

from pathlib import Path

from exercise.debrief.sheets.compose import INDEX, sheets
from exercise.debrief.sheets.page import Sheet
from exercise.model.scenario import Scenario

__all__ = ["INDEX", "Sheet", "sheets", "write"]


def write(scenario: Scenario, folder: Path, language: str = "en") -> tuple[Path, ...]:
    """Write every sheet of *scenario* into *folder*, replacing what is there; the first path is the list of them.

    The folder is made where it does not exist. Raises ``OSError`` where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in sheets(scenario, language):
        path = folder / sheet.file
        path.write_text(sheet.html, encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)
