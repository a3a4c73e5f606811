"""Sheets for the hall: from a scenario's name to a folder of pages to print."""

from __future__ import annotations

from pathlib import Path

from exercise.cli.playing import Unknown, find_and_load
from exercise.model.language import language


def write_sheets(name: str, folder: Path, tag: str) -> str:
    """Write the sheets of the scenario *name* into *folder* and return where, as a sentence."""
    from exercise.debrief.sheets import write

    words = language(tag)
    scenario, _ = find_and_load(name, tag)
    try:
        written = write(scenario, folder, tag)
    except OSError as error:
        why = error.strerror or str(error)
        raise Unknown(words.t("The sheets cannot be written to {path}: {why}.", path=folder, why=why)) from error
    return words.t("The sheets are in {folder}; begin with {file}.", folder=folder, file=written[0].name)
