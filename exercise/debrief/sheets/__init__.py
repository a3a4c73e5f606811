"""Sheets: what a hall needs on paper - briefings, forms, checklists, the list of events - as pages to be printed."""

from __future__ import annotations

from pathlib import Path

from exercise.debrief.sheets.compose import INDEX, sheets
from exercise.debrief.sheets.page import Sheet
from exercise.model.scenario import Scenario
from exercise.play.writing import write_whole

__all__ = ["INDEX", "Sheet", "sheets", "write"]


def write(scenario: Scenario, folder: Path, language: str = "en") -> tuple[Path, ...]:
    """Write every sheet of *scenario* into *folder*, replacing what is there; the first path is the list of them.

    The folder is made where it does not exist. Raises as :func:`exercise.play.writing.write_whole`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in sheets(scenario, language):
        path = folder / sheet.file
        write_whole(path, sheet.html.encode())
        written.append(path)
    return tuple(written)
