"""Single values: a scalar's text to the type wanted, or the problem with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from exercise.scenario import letters
from exercise.scenario.durations import UnreadableError, length, local, span
from exercise.scenario.languages import is_tag, tag_of
from exercise.scenario.nodes import Scalar
from exercise.scenario.problems import did_you_mean, nearest, shorten
from exercise.scenario.shapes import Shape

_INT: Final = re.compile(r"[+-]?[0-9]+")
_FLOAT: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_MOST_DIGITS: Final = 15
_TRUE: Final = ("true", "yes", "on")
_FALSE: Final = ("false", "no", "off")


class BadValueError(Exception):
    """A value that is not what is wanted: code, message, mend."""

    def __init__(self, code: str, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend


def read(shape: Shape, node: Scalar) -> Any:
    """Return the value of *node* as *shape* wants it.

    Raises ``BadValueError``.
    """
    return _READERS[shape.kind](shape, node)


def in_latin(reader: Callable[[Scalar], Any], node: Scalar) -> tuple[str, str] | None:
    """Return message and mend where *node* can be read once letters that only look Latin are Latin."""
    for text in filter(None, (letters.latin(node.text), letters.latin_length(node.text))):
        try:
            reader(replace(node, text=text))
        except BadValueError:
            continue
        return f"{letters.stranger(node.text)} in '{shorten(node.text)}'", text
    return None


def _int(_shape: Shape, node: Scalar) -> int:
    if not _INT.fullmatch(node.text):
        raise BadValueError("E301", f"'{shorten(node.text)}' is not a whole number")
    if len(node.text) > _MOST_DIGITS:
        raise BadValueError("E308", f"a number of {len(node.text):,} digits")
    return int(node.text)


def _float(_shape: Shape, node: Scalar) -> float:
    text = node.text.strip()
    share = 100.0 if text.endswith("%") else 1.0
    text = text.removesuffix("%").rstrip()
    if not _FLOAT.fullmatch(text):
        point = node.text.replace(",", ".") if re.fullmatch(r"[+-]?[0-9]{1,9},[0-9]{1,9}", text) else ""
        why = ": a point stands before its decimals, not a comma" if point else ""
        raise BadValueError("E301", f"'{shorten(node.text)}' is not a number{why}", point)
    if len(text) > 2 * _MOST_DIGITS:
        raise BadValueError("E308", f"a number of {len(text):,} digits")
    return float(text) / share


def _bool(_shape: Shape, node: Scalar) -> bool:
    text = node.text.lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise BadValueError("E302", f"'{shorten(node.text)}' is neither true nor false")


def _word(shape: Shape, node: Scalar) -> str | int:
    for word in shape.words:
        if node.text == str(word):
            return word
    listed = ", ".join(str(word) for word in shape.words)
    words = [str(word) for word in shape.words]
    mend = nearest(node.text, words) or f"one of {listed}"
    raise BadValueError("E303", f"'{shorten(node.text)}' is none of {listed}{did_you_mean(node.text, words)}", mend)


def _id(_shape: Shape, node: Scalar) -> str:
    if _ID.fullmatch(node.text):
        return node.text
    snake = re.sub(r"\W+", "_", node.text.strip().lower()).strip("_")[:64]
    raise BadValueError("E206", f"'{shorten(node.text)}' is not an id", snake if _ID.fullmatch(snake) else "")


def _minutes(_shape: Shape, node: Scalar) -> int:
    try:
        return length(node.text)
    except UnreadableError as why:
        raise BadValueError("E304", str(why), why.mend) from None


def _span(_shape: Shape, node: Scalar) -> Any:
    try:
        return span(node.text)
    except UnreadableError as why:
        raise BadValueError("E304", str(why), why.mend) from None


def _value(shape: Shape, node: Scalar) -> bool | int | str:
    if not node.style and node.text in ("true", "false"):
        return node.text == "true"
    if not node.style and _INT.fullmatch(node.text):
        return _int(shape, node)
    return node.text


def _str(_shape: Shape, node: Scalar) -> str:
    return node.text


_READERS: Final = {
    "int": _int, "float": _float, "bool": _bool, "word": _word, "id": _id, "minutes": _minutes, "span": _span,
    "value": _value, "str": _str,
}  # fmt: skip


def without_brackets(shape: Shape, node: Scalar) -> str:
    """Return what is probably a list of ids or words as the list that it should be, or ``""``."""
    parts = [part.strip() for part in node.text.split(",")]
    known = all(part in map(str, shape.words) for part in parts) if shape.kind == "word" else shape.kind == "id"
    is_list = known and len(parts) > 1 and not node.style and all(_ID.fullmatch(part) for part in parts)
    return f"[{', '.join(parts)}]" if is_list else ""


def choose(node: Scalar) -> int:
    """Return how many options may be taken: ``one``, ``at most 2``, ``up to 2`` or a number.

    Raises ``BadValueError``.
    """
    match = re.fullmatch(r"(?:at most |up to )?(one|two|three|four|five|[0-9]{1,3})", node.text.strip())
    if not match:
        raise BadValueError("E303", f"'{shorten(node.text)}' does not say how many", "one, or at most 2")
    words = ("one", "two", "three", "four", "five")
    return words.index(match[1]) + 1 if match[1] in words else int(match[1])


def language(node: Scalar) -> str:
    """Return a language tag.

    Raises ``BadValueError``.
    """
    if is_tag(node.text):
        return node.text
    if "," in node.text and all(is_tag(part.strip()) for part in node.text.split(",")):
        mend = ", ".join(part.strip() for part in node.text.split(","))
        raise BadValueError("E203", "several languages stand here without brackets", f"[{mend}]")
    raise BadValueError("E310", f"'{shorten(node.text)}' is not a language tag", tag_of(node.text))


def starts(node: Scalar) -> str:
    """Return the start of the story as ISO 8601 with offset.

    Raises ``BadValueError``.
    """
    try:
        return local(node.text).isoformat(timespec="minutes")
    except UnreadableError as why:
        raise BadValueError("E305", str(why), why.mend or "2026-03-02 18:00 +05:00") from None


def per_hour(node: Scalar) -> float:
    """Return a rate an hour: ``0.2 an hour``, ``1 a day``, or ``every 6h on average``.

    Raises ``BadValueError``.
    """
    text = " ".join(node.text.split())
    every = re.fullmatch(r"every (.+) on average", text)
    if every:
        minutes = _minutes(Shape("minutes"), Scalar(every[1], "", node.mark))
        if not minutes:
            raise BadValueError("E304", "a mean must be longer than 0")
        return 60 / minutes
    match = re.fullmatch(r"([0-9.]+) (?:an|per|a) (hour|day)", text)
    if not match:
        near = nearest(text, ("0.2 an hour", "every 6h on average"))
        raise BadValueError("E301", f"'{shorten(node.text)}' is not a rate", near or "0.2 an hour")
    return _float(Shape("float"), Scalar(match[1], "", node.mark)) / (24 if match[2] == "day" else 1)
