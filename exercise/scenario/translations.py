"""Translations of a scenario's texts, found by the text that they translate and by its place.

An entry gives the text that the scenario's own language has, as it stands there, and the same text in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from exercise.model.cleaning import clean
from exercise.scenario.problems import Mark, Problems, shorten

PARAMETER: Final = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}")
"""A parameter in a text, or a doubled brace that stands for one brace."""

_ADDRESSES: Final = re.compile(r"(?:https?://\S+\s*)+")

_BEGINNING: Final = 24
"""So many first characters in common make a text likely to be what became of another."""


class Original(NamedTuple):
    """A text of the scenario in its own language: where it stands, and what it was before parameters were put in."""

    path: tuple[str | int, ...]
    text: str
    mark: Mark
    slot: tuple[str, str]
    """The part that holds it and the key in that part: ``("Option", "label")``."""
    languages: tuple[str, ...]
    """The languages that the scenario itself says it in."""

    @property
    def place(self) -> str:
        """The keys that lead to it, with dots: ``decisions.ask.options.wait.label``."""
        return ".".join(map(str, self.path))


class Entry(NamedTuple):
    """One text and its translation."""

    original: str
    text: str
    context: str
    mark: Mark
    """The place of the translation."""
    line: int
    """The line of the original."""
    language: str
    is_fuzzy: bool

    @property
    def counts(self) -> bool:
        """Whether it is a finished translation."""
        return bool(self.text.strip()) and not self.is_fuzzy


def leads_to(context: str, original: Original) -> bool:
    """Tell whether the keys in *context* lead to the place of *original*, or to a part that holds it."""
    return not context or f"{original.place}.".startswith(f"{context}.")


class Translations:
    """All entries of a scenario's translation files, found by the text that they translate."""

    def __init__(self, entries: Iterable[Entry] = (), idle: Iterable[str] = ()) -> None:
        """*idle* names the translation files whose texts stand in a file that the scenario does not include now."""
        self._entries = list(entries)
        self._idle = frozenset(idle)
        self._by_text: dict[str, list[Entry]] = {}
        self._met: set[Mark] = set()
        for entry in self._entries:
            self._by_text.setdefault(key(entry.original), []).append(entry)

    def of(self, original: Original) -> dict[str, Entry]:
        """Return what *original* is in other languages, by language tag; fuzzy and empty entries do not count.

        The entry with the longest context that leads to the place is taken, then one in the file named like that of
        the text, then the first.
        """
        found: dict[str, Entry] = {}
        here = po_name(original.mark.file)
        for entry in self._by_text.get(key(original.text), ()):
            if not leads_to(entry.context, original):
                continue
            self._met.add(entry.mark)
            best = found.get(entry.language)
            if entry.counts and (best is None or _rank(entry, here) > _rank(best, here)):
                found[entry.language] = entry
        return found

    def tell_stale(self, originals: Iterable[Original], problems: Problems) -> None:
        """Warn of every entry whose text stood nowhere when :meth:`of` was asked."""
        beginnings = {key(original.text)[:_BEGINNING]: original.mark for original in originals}
        for entry in self._entries:
            if entry.mark not in self._met and PurePosixPath(entry.mark.file).name not in self._idle:
                near = beginnings.get(key(entry.original)[:_BEGINNING])
                hint = f"; the text at {near.file}:{near.line} begins like it" if near else ""
                where = f" at {entry.context}" if entry.context else ""
                mark = Mark(entry.mark.file, entry.line, 1)
                problems.add("W711", mark, f"'{shorten(entry.original)}' is no text of the scenario{where}{hint}")


@cache
def language_of(name: str) -> str:
    """Return the language of the translation file *name*: the folder that it lies in."""
    return PurePosixPath(name).parent.name


@cache
def po_name(file: str) -> str:
    """Return what the translation file of the texts in *file* is called: ``library_law.po`` of ``library/law.yaml``."""
    return PurePosixPath(file).with_suffix("").as_posix().replace("/", "_") + ".po"


def parameters(text: str) -> list[str]:
    """Return the parameters in *text* with their braces, each once, in order."""
    return list(dict.fromkeys(match[0] for match in PARAMETER.finditer(text) if match[1]))


def is_addresses(text: str) -> bool:
    """Tell whether *text* is nothing but addresses of pages, which are the same in every language."""
    return _ADDRESSES.fullmatch(text.strip()) is not None


def key(text: str) -> str:
    """Return what two texts have in common that are the same to a translator: all but blanks at the ends."""
    return clean(text).strip()


def _rank(entry: Entry, here: str) -> tuple[int, bool]:
    return len(entry.context), entry.mark.file.endswith(f"/{here}")
