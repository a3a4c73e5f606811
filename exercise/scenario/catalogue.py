"""Translation files made, or brought up to date, from the texts of a scenario: one for each of its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import normalize, write_po

from exercise.scenario.po import PoFile
from exercise.scenario.texts import room
from exercise.scenario.translations import Original, Translations, is_addresses, key, leads_to, parameters, po_name

_HEADER: Final = (
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nLanguage: {tag}\n"
)
_BRACES: Final = "python-brace-format"
"""What editors of translations call a text with names in braces; they then compare the names."""
_BY_BABEL: Final = {"python-format", _BRACES}
"""What Babel guesses from signs such as ``%``."""


def catalogues(
    originals: Iterable[Original], tag: str, before: Mapping[str, PoFile], known: Translations
) -> dict[str, PoFile]:
    """Return the translation files of the language *tag* by name, with the texts that lack it, in source order.

    *before* are the files as they are: their translations, notes and fuzzy marks stay, and what is no text any more
    moves to the end. *known* gives translations that stand in another file. Nothing is translated by guess.
    """
    lacking = [one for one in originals if tag not in one.languages and not is_addresses(one.text)]
    names = {po_name(original.mark.file): None for original in lacking} | dict.fromkeys(before)
    return {
        name: _updated(
            sorted((o for o in lacking if po_name(o.mark.file) == name), key=lambda o: o.mark),
            tag, before.get(name, PoFile()), known,
        )
        for name in names
    }  # fmt: skip


def written(file: PoFile, tag: str) -> bytes:
    """Return the bytes of a translation file of the language *tag*."""
    catalogue = Catalog(fuzzy=False)
    for message in file.messages:
        catalogue[message.id] = message
    catalogue.obsolete = {(str(message.id), message.context or ""): message for message in file.obsolete}
    out = BytesIO()
    header = file.header or Message("", _HEADER.format(tag=tag))
    notes = "".join(f"# {note}".rstrip() + "\n" for note in header.user_comments)
    out.write(f'{notes}msgid ""\nmsgstr {normalize(str(header.string))}\n\n'.encode())
    write_po(out, catalogue, omit_header=True)
    return out.getvalue().rstrip() + b"\n"


def _updated(originals: list[Original], tag: str, before: PoFile, known: Translations) -> PoFile:
    """Return one file with the texts *originals*."""
    made: dict[tuple[str, str], Message] = {}
    kept: set[int] = set()
    for original in originals:
        same = [old for old in before.messages if _translates(old, original)]
        kept |= {id(old) for old in same}
        for old in same or [_new(original, tag, before, known)]:
            message = made.setdefault((key(original.text), old.context or ""), _renewed(old, original))
            message.locations.append((original.mark.file, original.mark.line))
            message.auto_comments.append(_comment(original))
    gone = [old for old in before.messages if id(old) not in kept and old.string]
    obsolete = [old for old in before.obsolete if (key(str(old.id)), old.context or "") not in made]
    return PoFile((), tuple(made.values()), (*gone, *obsolete), before.header)


def _translates(message: Message, original: Original) -> bool:
    """Tell whether an entry is one of the text *original* at its place."""
    return key(str(message.id)) == key(original.text) and leads_to(message.context or "", original)


def _new(original: Original, tag: str, before: PoFile, known: Translations) -> Message:
    """Return an entry for a text that the file did not have: as another file translates it, or as it once was."""
    entry = known.of(original).get(tag)
    once = next((old for old in before.obsolete if _translates(old, original)), None)
    return Message(original.text, entry.text) if entry else once or Message(original.text)


def _renewed(old: Message, original: Original) -> Message:
    """Return the entry *old* as it now stands: its places and comments are made anew."""
    string = str(old.string or "")
    if string and original.text.endswith("\n") and not string.endswith("\n"):
        string += "\n"
    message = Message(original.text, string, user_comments=old.user_comments, context=old.context)
    message.flags = (old.flags - _BY_BABEL) | ({_BRACES} if parameters(original.text) else set())
    return message


def _comment(original: Original) -> str:
    """Return what a translator is told of a text: its place, and the room that it has."""
    space = room(original.slot)
    return f"{original.place} — {space}" if space else original.place
