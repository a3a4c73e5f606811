"""Translation files in the format of gettext (.po). Babel reads and writes them; here is what it would let pass.

Babel takes an unclosed quotation mark, a text given twice or a stray word without a sound: so each line is looked at
first, and the first rule that it breaks is told with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from exercise.model.cleaning import clean
from exercise.scenario.problems import Mark, Problems, shorten
from exercise.scenario.source import replace_unsafe
from exercise.scenario.translations import Entry, language_of

_KEYWORD: Final = re.compile(r"([A-Za-z_]+(?:\[[^\]]*\])?)[ \t]*")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\[\\"ntr])*')
_ESCAPE: Final = re.compile(r'\\(?![\\"ntr])')
_BARE_QUOTE: Final = re.compile(r'(?<!\\)"')
_OPENING: Final = re.compile(r'^\s*(#~)?\s*(msgctxt|msgid|msgstr)[ \t]*"')
_BEGINS: Final = ("msgctxt", "msgid")
_FOLLOWS: Final = {"": _BEGINS, "msgctxt": ("msgid",), "msgid": ("msgstr",), "msgstr": _BEGINS}
"""What may come after each keyword; the empty one stands for the beginning of the file."""


@dataclass(frozen=True, slots=True)
class PoFile:
    """What stands in a translation file."""

    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()
    """The same entries as Babel has them, with the notes of translators."""
    obsolete: tuple[Message, ...] = ()
    header: Message | None = None

    @property
    def untranslated(self) -> int:
        """How many entries have no finished translation."""
        return sum(not message.string or message.fuzzy for message in self.messages)


def read(name: str, text: str, problems: Problems) -> PoFile:
    """Return what stands in the file *name*; nothing, with every problem told, where it cannot be read."""
    visible = replace_unsafe(text, name, problems)
    lines = visible.split("\n")
    if _Lines(name, problems).any_faulty(lines) or visible != text:
        return PoFile()
    messages = _Messages()
    try:
        PoFileParser(messages, abort_invalid=True).parse([_told_apart(line) for line in lines])
    except PoFileError as error:
        problems.add("E508", Mark(name, error.lineno + 1, 1), f"this cannot be read: {shorten(str(error))}")
        return PoFile()
    header = next((message for message in messages.read if not message.id), None)
    read_messages = tuple(message for message in messages.read if message.id)
    entries = tuple(_entry(name, message, lines) for message in read_messages)
    if _any_twice(entries, problems):
        return PoFile()
    return PoFile(entries, read_messages, tuple(messages.obsolete.values()), header)


class _Messages(Catalog):
    """Keeps every entry as it was read; Babel itself would join those of one text, and obey the header."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Message] = []

    def __setitem__(self, id: object, message: Message) -> None:
        self.read.append(message)


@dataclass
class _Lines:
    """Looks at the lines of one file, one after another."""

    name: str
    problems: Problems
    keyword: str = ""
    """The last one read."""
    is_faulty: bool = False

    def any_faulty(self, lines: list[str]) -> bool:
        """Tell what is wrong, line by line, and return whether anything is."""
        for number, line in enumerate(lines, 1):
            bare = line.lstrip()
            if bare.startswith("#") and not bare.startswith("#~"):
                self._comment(number)
            elif bare.removeprefix("#~").strip() and not bare.startswith("#~|"):
                self._line(number, line, line.index("#~") + 2 if bare.startswith("#~") else 0)
        if self.keyword in ("msgctxt", "msgid"):
            self._tell(len(lines), 1, f"the file ends after {self.keyword}: the translation is missing", 'msgstr ""')
        return self.is_faulty

    def _comment(self, number: int) -> None:
        """Tell a comment inside an entry."""
        if self.keyword in ("msgctxt", "msgid"):
            message = f"a comment stands where the entry should go on after {self.keyword}"
            self._tell(number, 1, message, "Put comments above the entry.")
            self.keyword = "msgstr"

    def _line(self, number: int, line: str, start: int) -> None:
        """Look at one line that is neither empty nor a comment; it begins at *start*."""
        start += len(line[start:]) - len(line[start:].lstrip())
        word = _KEYWORD.match(line, start)
        if word and not self._goes_on(number, start, word[1]):
            return
        if not word and not self.keyword:
            self._tell(number, start + 1, "a text stands before the first msgid", 'msgid "..."')
            return
        self._string(number, line.rstrip(), word.end() if word else start)

    def _goes_on(self, number: int, start: int, word: str) -> bool:
        """Tell a keyword that may not stand here."""
        last, expected = self.keyword, _FOLLOWS[self.keyword]
        if word in expected:
            self.keyword = word
            return True
        if word in _FOLLOWS:
            self.keyword = word
            after = f"after {last}" if last else "at the beginning"
            self._tell(number, start + 1, f"{word} stands {after}", f"{' or '.join(expected)} is expected here")
        elif word == "msgid_plural" or word.startswith("msgstr["):
            self.keyword = "msgstr"
            self._tell(number, start + 1, "a text has no forms by number here", "Write one msgid and one msgstr.")
        else:
            self._tell(number, start + 1, f"'{shorten(word)}' is no word of a .po file", " or ".join(expected))
        return False

    def _string(self, number: int, line: str, start: int) -> None:
        """Look at the text in quotes that begins at *start*."""
        match = _STRING.match(line, start)
        end = match.end() if match else start
        if match and line[end:] == '"':
            return
        head, inner = line[:start], line[start:].removeprefix('"').removesuffix('"')
        mend = f'{head}"{_BARE_QUOTE.sub(chr(92) + chr(34), _ESCAPE.sub(chr(92) * 4, inner))}"'
        if match is None:
            message = "a text in quotes is expected here"
        elif line[end : end + 1] == "\\":
            message = "a backslash in a text is written twice"
        elif end == len(line):
            message = "the quotation mark is not closed"
        else:
            message = "a quotation mark inside a text is written with a backslash"
        self._tell(number, end + 1, message, mend)

    def _tell(self, line: int, col: int, message: str, mend: str) -> None:
        self.is_faulty = True
        self.problems.add("E508", Mark(self.name, line, col), message, mend)


def _told_apart(line: str) -> str:
    """Return *line* as Babel reads it: without what a text was before, with a blank behind the keyword."""
    if line.lstrip().startswith(("#|", "#~|", "#:")):
        return ""
    return _OPENING.sub(r'\1 \2 "', line)


def _entry(name: str, message: Message, lines: list[str]) -> Entry:
    """Return an entry of the file *name*."""
    number = (message.lineno or 1) - 1
    while number < len(lines) - 1 and not lines[number].lstrip().startswith("msgstr"):
        number += 1
    return Entry(
        clean(str(message.id)), clean(str(message.string)), message.context or "", Mark(name, number + 1, 1),
        message.lineno or 1, language_of(name), message.fuzzy,
    )  # fmt: skip


def _any_twice(entries: tuple[Entry, ...], problems: Problems) -> bool:
    """Tell every text that a file gives a second time, and return whether one is."""
    first: dict[tuple[str, str], int] = {}
    for entry in entries:
        before = first.setdefault((entry.context, entry.original.strip()), entry.line)
        if before != entry.line:
            mark = Mark(entry.mark.file, entry.line, 1)
            problems.add("E508", mark, f"this text stands already in line {before}", "Delete one of the two entries.")
    return len(first) < len(entries)
