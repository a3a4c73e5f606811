"""``docs/scenario-reference.md``, made from the models: every part, its keys, what stands there, and the default."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, Final

from exercise.model.base import Part
from exercise.model.durations import Hours
from exercise.model.expressions import Constant
from exercise.model.scenario import Scenario
from exercise.model.text import Text
from exercise.scenario import problems_page
from exercise.scenario.durations import written
from exercise.scenario.reference_text import HEAD
from exercise.scenario.shapes import FieldShape, Shape, effects, fields

_WRITTEN: Final = {
    "text": "text", "condition": "condition", "span": "length of time, fixed or random",
    "minutes": "length of time",
    "moment": "point in time", "hours": "office hours", "id": "id", "value": "true, false, number or word",
    "bool": "true or false",
    "int": "whole number", "float": "number", "str": "word or text",
    "effect": "effect", "point": "[longitude, latitude]",
}  # fmt: skip


def markdown() -> str:
    """Return the reference."""
    parts = parts_of(Scenario)
    names = {part: _title(part) for part in parts}
    sections = [_section(part, names[part]) for part in parts]
    return HEAD + _facts() + "\n## Parts\n\n" + "\n".join(sections) + "\n" + _effects()


def _facts() -> str:
    """Return the table of ready-made facts, from where they are defined."""
    from exercise.model import facts

    lists = {"STATUS": facts.STATUS, "CONSENT": facts.CONSENT, "PAPER": facts.PAPER, "TARGET": facts.TARGET}
    lines = ["| Fact | Type | Meaning |", "|---|---|---|"]
    for row in (inspect.getdoc(facts) or "").split("\n"):
        if row.startswith("``"):
            name, kind, meaning = row[:40].strip(), row[40:48].strip(), row[48:].strip()
            for listed, words in lists.items():
                meaning = meaning.replace(f"see :data:`{listed}`", ", ".join(words))
            lines.append(f"| {name} | {kind} | {meaning} |".replace("``", "`"))
    return "\n".join(lines) + "\n"


def parts_of(root: type[Part]) -> list[type[Part]]:
    """Return every part that a scenario holds, each once, in the order in which they are met."""
    found: list[type[Part]] = [root]
    for part in found:
        for field in fields(part).values():
            shape: Shape | None = field.shape
            while shape is not None:
                if shape.model is not None and shape.model not in found:
                    found.append(shape.model)
                shape = shape.of
    return found


def _section(part: type[Part], title: str) -> str:
    """Return the section of one part."""
    return f"### {title}\n\n{_doc(part)}\n\n{_table(fields(part))}"


def _effects() -> str:
    """Return the section of effects."""
    base = ("after", "still", "if")
    sections = ["## Effects", "", "Every effect may also have these keys:", ""]
    first = next(iter(effects().values()))
    sections.append(_table({key: field for key, field in fields(first).items() if key in base}))
    for kind, model in effects().items():
        own = {key: field for key, field in fields(model).items() if key not in (*base, "kind")}
        sections.append(f"### `{kind}:`\n\n{_doc(model)}\n\n{_table(own)}")
    return "\n".join(sections).rstrip() + "\n"


def _table(rows: dict[str, FieldShape]) -> str:
    """Return the table of a part's keys."""
    lines = ["| Key | What | Default | Meaning |", "|---|---|---|---|"]
    for key, field in rows.items():
        default = "**must be given**" if field.required else _default(field)
        lines.append(f"| `{key}` | {_shown(field.shape)} | {default} | {field.description} |".replace(" |  |", " | |"))
    return "\n".join(lines) + "\n"


def _shown(shape: Shape) -> str:
    """Return what stands in a place, as authors know it."""
    if shape.kind == "word":
        return ", ".join(f"`{word}`" for word in shape.words)
    if shape.kind == "list" and shape.of is not None:
        return f"list of: {_shown(shape.of)}"
    if shape.kind == "mapping" and shape.of is not None:
        return f"by id: {_shown(shape.of)}"
    if shape.kind == "part" and shape.model is not None:
        title = _title(shape.model)
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    return _WRITTEN[shape.kind]


def _default(field: FieldShape) -> str:
    """Return a default as an author would write it; nothing where it is nothing."""
    value: Any = field.default
    if isinstance(value, Text | Hours) or value in (None, (), {}, ""):
        return ""
    if isinstance(value, Constant):
        return str(value.value).lower()
    if isinstance(value, Part):
        minutes = getattr(value, "minutes", None)
        return written(minutes) if minutes is not None else ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return written(value) if field.shape.kind in ("minutes", "moment") else str(value)


def _title(part: type[Part]) -> str:
    """Return the name of a part in words."""
    name = part.__name__
    return "".join(f" {sign.lower()}" if sign.isupper() and n else sign for n, sign in enumerate(name))


def _doc(part: type[Part]) -> str:
    """Return what a part is."""
    return inspect.getdoc(part) or ""


def write_pages(docs: Path) -> None:
    """Write both generated pages into the folder *docs*."""
    (docs / "problems.md").write_text(problems_page.markdown(), encoding="utf-8")
    (docs / "scenario-reference.md").write_text(markdown(), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(__file__).parents[2] / "docs")
