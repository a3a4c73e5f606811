"""What the home screen is given and gives back. The composition root fills it in; the screens know no files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from exercise.model.plain import plain

if TYPE_CHECKING:
    from exercise.model.table import Table

Pace = Literal["rounds", "open", "live"]


@plain
class TeamCard:
    """A team of a scenario: *people* is how many officers the author meant it for (0: not said)."""

    id: str
    name: str
    people: int = 0
    playable: bool = True


@plain
class ScenarioCard:
    """A scenario that can be started. Texts are by language; *length* is estimated, in minutes of the room."""

    source: Path
    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    teams: tuple[TeamCard, ...]
    length: int = 0
    points: int = 0
    difficulty: str = ""
    languages: tuple[str, ...] = ("en",)
    problem: str = ""
    """Why it cannot be started, in a sentence; ``""`` where it can."""


@plain
class RunCard:
    """A run on this disk: *clock* is its story time, *saved* when it was last written, both as text."""

    path: Path
    title: str
    teams: tuple[str, ...]
    clock: str
    saved: str
    stage: str = ""
    finished: bool = False
    problem: str = ""


@plain
class Setup:
    """What was chosen; *people* are the teams that people play (bots play the others)."""

    source: Path
    pace: Pace
    people: tuple[str, ...]
    language: str
    seed: int
    talk_minutes: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    facilitated: bool | None = None
    """Whether there is a facilitator with a control drawer; ``None``: as is usual for so many teams."""
    pin: str = ""
    """The facilitator's PIN; ``""``: one is made up."""
    copy_to: str = ""
    """Where a second copy of the run is kept; ``""``: nowhere."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """By team, the language of its screens."""


Shelf = Callable[[], tuple[Sequence[ScenarioCard], Sequence[RunCard]]]
"""Looks up what there is: the scenarios, and the runs on this disk."""
Start = Callable[[Setup], Awaitable["Table"]]
"""Begins a run; may raise ``OSError`` or ``ValueError`` with a sentence for the reader."""
Resume = Callable[[Path], Awaitable["Table"]]
"""Goes on with a run; raises as :data:`Start` does."""
