"""A sheet and its page: one self-contained HTML file for A4, no script, nothing fetched, every text escaped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from exercise.debrief.prose import blocks
from exercise.debrief.sheets.labels import labels
from exercise.model.text import clean
from exercise.play.names import Names

Readers = Literal["team", "staff", "all"]
"""Who may see a sheet: one team, nobody but the staff, everybody."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its name, what it is, whom it is for in words, how many copies in words, and the page itself."""

    file: str
    title: str
    whom: str
    copies: str
    readers: Readers
    html: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page of a sheet: its kind, whom it is for, who may see it, whether it lies across."""

    kind: str
    whom: str
    readers: Readers
    across: bool = False


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("exercise.debrief.sheets"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["blocks"] = blocks
    environment.filters["coded"] = _coded
    return environment


def _coded(text: str) -> Markup:
    """Return *text*, escaped, with what stands between backquotes as something to type."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>" if n % 2 else "{}").format(part) for n, part in enumerate(parts))


def set_page(template: str, names: Names, frame: Frame, **content: object) -> str:
    """Return the page that *template* makes of *content*."""
    return _environment().get_template(f"{template}.html.j2").render(
        w=labels(names.language), tag=names.language.tag, scenario=names.say(names.scenario.title), frame=frame,
        **{key: _cleaned(value) for key, value in content.items()},
    )  # fmt: skip


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value
