"""Scenarios whose every text carries a mark of its own, and the marks read in what people are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from exercise.model.base import Part
from exercise.model.scenario import Scenario
from exercise.model.text import Text
from exercise.scenario.load import load

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "tiny": ROOT / "tests" / "scenarios" / "tiny",
    "first_parcel": ROOT / "scenarios" / "first_parcel",
    "northern_road": ROOT / "scenarios" / "northern_road",
}
MARK = re.compile(r"⟦([^⟦⟧]+)⟧")


@dataclass
class Planter:
    """Puts a mark before every text: short, so that one that is cut to fit keeps it.

    A mark is a number, and stands for a path.
    """

    paths: list[str] = field(default_factory=list)

    def planted(self, value: Any, path: str = "") -> Any:
        """Return *value* with the number of its own path put before every text."""
        if isinstance(value, Text):
            return Text({"en": self._mark(value.in_("en"), path)}) if value else value
        if isinstance(value, Part):
            inside = {name: self.planted(getattr(value, name), join(path, name)) for name in type(value).model_fields}
            return value.model_copy(update=inside)
        if isinstance(value, dict):
            return {key: self.planted(part, join(path, str(key))) for key, part in value.items()}
        if isinstance(value, tuple):
            return tuple(self.planted(part, join(path, str(i))) for i, part in enumerate(value))
        return value

    def _mark(self, words: str, path: str) -> str:
        self.paths.append(path)
        return f"⟦{len(self.paths) - 1}⟧ {words}"


def join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


@dataclass(frozen=True)
class Marked:
    """A scenario with marks, and the paths that they stand for."""

    scenario: Scenario
    paths: tuple[str, ...]

    def read(self, *shown: object) -> set[str]:
        """Return the paths of all marks in what is *shown*: views, refusals, sentences, whole pages."""
        return {self._path(mark) for mark in MARK.findall(repr(shown))}

    def _path(self, mark: str) -> str:
        return self.paths[int(mark)] if mark.isdigit() else mark


@cache
def marked(name: str) -> Marked:
    """Return the scenario of that name with a mark in every text."""
    loaded = load(FOLDERS[name])
    assert loaded.scenario is not None, loaded.problems
    planter = Planter()
    scenario = planter.planted(loaded.scenario)
    assert isinstance(scenario, Scenario)
    return Marked(scenario, tuple(planter.paths))
