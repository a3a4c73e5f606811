"""How parts, keys and forms are called in what is told to authors, and the form that is wanted where one is known."""

from __future__ import annotations

import re
from typing import Final

from exercise.model.base import Part
from exercise.scenario.nodes import Mapping, Node, Scalar, Sequence
from exercise.scenario.problems import shorten
from exercise.scenario.shapes import FieldShape, effects

_CALLED: Final = {
    "Point": "decision point", "FactDeclaration": "fact", "Item": "intel item", "Task": "critical task",
    "SetFact": "set effect",
    "SendInject": "inject effect", "GiveItem": "give effect", "SendRequest": "request effect",
    "Legal": "statement about law",
    "Basis": "legal basis", "Record": "record effect", "Base": "effect",
}  # fmt: skip


def a(model: type[Part]) -> str:
    """Return what a part is called in messages."""
    name = _CALLED.get(model.__name__, re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower())
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def doubled(model: type[Part], key: str, line: str) -> tuple[str, str]:
    """Return why a short form cannot stand beside the full one, and what to do."""
    if model.__name__ == "Step":
        return f"'{key}:' is followed by the step's id: neither 'id:' nor 'kind:' stands beside it", _item(line)
    return f"'{key}:' is the only route of a scenario without 'routes:'; here are both", "Move it under routes:"


def _item(line: str) -> str:
    """Return *line* as the first of a list item."""
    return "- " + line.strip().removeprefix("- ")


def description(shape: FieldShape) -> str:
    """Return what to add for a key that must be there."""
    return f"{shape.key}: ... ({shape.description.rstrip('.')})" if shape.description else f"add `{shape.key}:`"


def wrong_shape(node: Node, wanted: str, path: tuple[str | int, ...]) -> tuple[str, str]:
    """Return what is told of a *node* at *path* in whose place *wanted* should stand, and the form that is meant."""
    key = str(path[-1]) if path else ""
    if isinstance(node, Sequence):
        return f"a list stands where {wanted} is wanted", _from_list(node, wanted, key)
    if isinstance(node, Scalar):
        return f"'{shorten(node.text)}' stands where {wanted} is wanted", _from_value(node, wanted)
    return f"keys and values stand where {wanted} is wanted", ""


def _from_list(node: Sequence, wanted: str, key: str) -> str:
    """Return a list in the form wanted: conditions joined, things under their ids."""
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    first = node.items[0] if node.items else None
    if wanted == "a condition" and texts and len(texts) == len(node.items):
        return f"{key}: {' and '.join(texts)}"
    if wanted == "a single value" and len(texts) == len(node.items) == 1:
        return f"{key}: {texts[0]}"
    if isinstance(first, Mapping) and isinstance(name := first.get("id"), Scalar):
        return f"{name.text}:"
    return ""


def _from_value(node: Scalar, wanted: str) -> str:
    """Return a single value in the form wanted: an effect with its colon, an id with its own line."""
    words = node.text.split(None, 1)
    if "effect" in wanted and len(words) == 2 and words[0] in effects():
        return f"- {words[0]}: {words[1]}"
    if "ids" in wanted and re.fullmatch(r"[a-z][a-z0-9_]*", node.text):
        return f"Write {node.text}: on a line of its own, two spaces deeper, and its keys below it."
    return ""
