"""The texts of the program that can be translated, read from its source: used by pybabel and by the tests.

Babel's own reader goes by tokens and, before Python 3.12, sees no call inside an f-string; this one goes by syntax.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT: Final = Path(__file__).parents[2]
LOCALE: Final = ROOT / "exercise" / "data" / "locale"
KEYWORDS: Final[Mapping[str, object]] = {"t": None, "_t": None, "_noop": None, "n": (1, 2), "p": ((1, "c"), 2)}
"""Functions that translate, with the places of their texts, as Babel takes them."""

Found = tuple[int, str, tuple[str | None, ...], list[str]]


def extract(file: IO[bytes], keywords: Collection[str], _tags: object, options: object) -> Iterator[Found]:
    """Yield the line, function and texts of every call of one of *keywords*, as Babel asks for it."""
    calls = (node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call))
    for call in calls:
        name = _name(call.func)
        if name in keywords and call.args:
            yield call.lineno, name, tuple(_text(argument) for argument in call.args), []


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _text(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def said_by_the_program() -> Catalog:
    """Return what the program says, without translations."""
    with (LOCALE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for path, line, message, _, context in extract_from_dir(ROOT / "exercise", methods, options, KEYWORDS):
        found.add(message, locations=[(path, line)], context=context)
    return found


def translated(language: str) -> Catalog:
    """Return the translations that are kept for *language*."""
    with (LOCALE / language / "LC_MESSAGES" / "exercise.po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """Return *catalogue* as the program reads it."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()
