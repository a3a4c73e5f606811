"""The translation files beside a scenario, ``translations/<language>/*.po``: found, read, and told what is wrong.

What reads the format is loaded only where there is such a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from exercise.scenario.files import TRANSLATIONS, Files
from exercise.scenario.languages import is_tag, tag_of
from exercise.scenario.problems import Mark, Problems, shorten
from exercise.scenario.translations import Entry, Translations, language_of, parameters, po_name


def read(files: Files, problems: Problems, own: str, declared: Collection[str] = ()) -> Translations:
    """Return the translations beside a scenario whose own language is *own*; what is wrong with them is told.

    *declared* are the parameters of the scenario.
    """
    entries: list[Entry] = []
    for name in files.translations():
        mark = Mark(name, 1, 1)
        if not _is_placed(name, own, problems):
            continue
        text = files.read(name, mark)
        if text is not None:
            from exercise.scenario import po

            found = po.read(name, text, problems).entries
            entries += [entry for entry in found if _is_sound(entry, declared, problems)]
    return Translations(entries, map(po_name, files.left_aside()))


def _is_placed(name: str, own: str, problems: Problems) -> bool:
    """Tell a translation file that lies in no folder of a language; a folder is told once."""
    tag = language_of(name)
    if tag == TRANSLATIONS:
        stem = PurePosixPath(name).stem
        mend = f"{TRANSLATIONS}/{stem if is_tag(stem) else 'ru'}/{PurePosixPath(name).name}"
        problems.add("E310", Mark(name, 1, 1), "a translation file lies in the folder of its language", mend)
        return False
    folder = Mark(f"{TRANSLATIONS}/{tag}", 1, 1)
    if not is_tag(tag):
        meant = tag_of(tag)
        mend = f"{TRANSLATIONS}/{meant}" if meant else ""
        problems.add("E310", folder, f"'{shorten(tag)}' is not a language tag", mend)
    elif tag == own:
        mend = "Delete the folder, or name the language of the texts first in languages."
        problems.add("E310", folder, f"'{tag}' is the language that the scenario itself is written in", mend)
    else:
        return True
    return False


def _is_sound(entry: Entry, declared: Collection[str], problems: Problems) -> bool:
    """Tell a translation that names too few parameters, or one that is neither declared nor in its original.

    Another declared one may stand for that of the original: a language with cases has a parameter for each.
    """
    if not entry.counts:
        return True
    wanted, found = parameters(entry.original), parameters(entry.text)
    lacks = [name for name in wanted if name not in found] if len(found) < len(wanted) else []
    odd = [name for name in found if name not in wanted and name.strip("{}") not in declared]
    faults = [f"lacks {_listed(lacks)}"] if lacks else []
    faults += [f"names {_listed(odd)}, which is no parameter"] if odd else []
    mends = [f"put {_listed(lacks)} into it"] if lacks else []
    mends += [f"take {_listed(odd)} out of it"] if odd else []
    if len(lacks) == len(odd) == 1:
        mends = [f"write {lacks[0]} for {odd[0]}"]
    if faults:
        problems.add("E509", entry.mark, f"the translation {' and '.join(faults)}", ", ".join(mends))
    return not faults


def _listed(names: Iterable[str]) -> str:
    return shorten(", ".join(names))
