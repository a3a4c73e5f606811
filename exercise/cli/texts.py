"""Texts for translators: from a scenario's name to a folder of .po files, made or brought up to date."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.cli.playing import Unknown
from exercise.model.language import Language, language
from exercise.model.scenario import Scenario
from exercise.play.writing import write_whole
from exercise.scenario import library
from exercise.scenario.files import TRANSLATIONS, Files
from exercise.scenario.languages import TAG
from exercise.scenario.load import load
from exercise.scenario.loaded import Loaded
from exercise.scenario.problems import Mark, Problems, render_all
from exercise.scenario.translated import read
from exercise.scenario.translations import po_name

if TYPE_CHECKING:
    from exercise.scenario.po import PoFile


def write_texts(name: str, tag: str, output: Path | None, speaks: str) -> list[str]:
    """Write the texts of the scenario *name* that lack the language *tag*, and return what was written, in lines.

    Raises ``Unknown`` with one sentence in the language *speaks*, and ``ScenarioNotFoundError``.
    """
    from exercise.scenario.catalogue import catalogues, written
    from exercise.scenario.po import PoFile

    words = language(speaks)
    path = library.find(name)
    folder = path if path.is_dir() else path.parent
    loaded = load(path)
    target = output or folder / TRANSLATIONS / tag
    scenario = _readable(name, tag, loaded, words)
    if output is None and library.is_packaged(folder):
        raise Unknown(
            words.t("{name} comes with the program: copy the folder {path} and name the copy, or name a folder to "
                    "write into with -o.", name=name, path=folder)
        )  # fmt: skip
    before = _before(target, loaded)
    known = read(Files(folder, library.shared(), Problems()), Problems(), scenario.languages[0], scenario.parameters)
    made = {name: file for name, file in catalogues(loaded.originals, tag, before, known).items() if file != PoFile()}
    try:
        _write(target, {name: written(file, tag) for name, file in made.items()})
    except OSError as error:
        why = error.strerror or str(error)
        raise Unknown(words.t("The texts cannot be written to {path}: {why}.", path=target, why=why)) from error
    counts = [(file, len(made[file].messages), made[file].untranslated) for file in sorted(made)]
    lines = [words.t("{path}: texts {all}  to translate {open}", path=target / file, all=all_, open=open_)
             for file, all_, open_ in counts]  # fmt: skip
    return lines or [words.t("Every text has this language already.")]


def _readable(name: str, tag: str, loaded: Loaded, words: Language) -> Scenario:
    """Return the scenario; a language that cannot be meant is refused, and a scenario that cannot be read."""
    if not TAG.fullmatch(tag):
        raise Unknown(words.t("'{tag}' is not a language tag; use one such as ru, kk or uz.", tag=tag))
    if loaded.scenario is None:
        raise Unknown(words.t("{name} has errors; 'exercise check {name}' says which.", name=name))
    if tag == loaded.scenario.languages[0]:
        raise Unknown(words.t("'{tag}' is the language that the scenario itself is written in.", tag=tag))
    return loaded.scenario


def _before(target: Path, loaded: Loaded) -> Mapping[str, PoFile]:
    """Return the translation files in *target* that belong to files of the scenario; others are left as they are."""
    from exercise.scenario import po

    problems = Problems()
    files = Files(target, None, problems)
    found: dict[str, PoFile] = {}
    for name in dict.fromkeys(po_name(source) for source in loaded.sources if not source.endswith(".po")):
        if os.path.exists(target / name):
            text = files.read(name, Mark(name, 1, 1))
            found[name] = po.read(name, text, problems) if text is not None else po.PoFile()
    if problems.any_errors():
        raise Unknown(render_all(problems.all()))
    return found


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into *folder*, each in one step, and only where something changes."""
    for name, data in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)
