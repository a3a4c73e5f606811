"""The debrief as one self-contained HTML file: no scripts, no outside resources, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from exercise.debrief import lanes, roadmap
from exercise.debrief.document import Document, Line
from exercise.debrief.labels import labels
from exercise.debrief.prose import blocks


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("exercise.debrief"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["blocks"] = blocks
    environment.filters["by_day"] = _by_day
    environment.filters["css_text"] = css_text
    return environment


def _by_day(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    return [(day, list(group)) for day, group in groupby(lines, lambda line: line.day)]


def css_text(text: str) -> Markup:
    """Return *text* for the inside of a string in a style sheet; all but letters, digits and spaces is escaped."""
    return Markup("".join(one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in text))


def to_html(document: Document) -> str:
    """Return *document* as HTML."""
    said = labels(document)
    figures = {
        "timeline": Markup(lanes.timeline(document)),
        "race": Markup(lanes.race(document)) if document.requests else Markup(""),
        "map": Markup(roadmap.draw(document.map, said["map"])) if document.map else Markup(""),
    }
    return (
        _environment()
        .get_template("debrief.html.j2")
        .render(
            d=document, w=said, figures=figures, worst=sorted(document.areas, key=lambda one: "UMS".index(one.mark[0]))
        )
    )
