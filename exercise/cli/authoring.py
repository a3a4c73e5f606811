"""Beginning a scenario: a folder with one that plays, to be changed part by part."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from exercise.cli.playing import Unknown
from exercise.model.language import language
from exercise.scenario.library import MAIN_FILE


def begin_scenario(folder: Path, tag: str) -> list[str]:
    """Write a scenario to begin with into *folder*, and say how to go on; nothing that is there is overwritten.

    Raises ``Unknown`` with one sentence.
    """
    words, path = language(tag), folder / MAIN_FILE
    template = files("exercise").joinpath("data", "new_scenario.yaml").read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(template)
    except FileExistsError as error:
        raise Unknown(words.t("{path} is there already, and is left as it is.", path=error.filename)) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise Unknown(words.t("The scenario cannot be written to {path}: {why}.", path=path, why=why)) from error
    return [
        words.t("The scenario is in {path}; change it in a text editor.", path=path),
        words.t("After each change: {command}", command=f"exercise check {folder}"),
        words.t("To play it: {command}", command=f"exercise play {folder}"),
    ]
