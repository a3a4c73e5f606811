"""The compiled scenario: everything an engine needs, and nothing that is text to be parsed."""

from __future__ import annotations

from typing import Literal

from exercise.model.base import Id, Minute, Part, field
from exercise.model.expressions import TRUE, Expression
from exercise.model.papers import Basis, Body, Channel, Item, Paper, Subject
from exercise.model.people import Legal, Team
from exercise.model.play import Adversary, FactDeclaration, Group, Hazard, Inject, Point, Powers, Stage, Target
from exercise.model.route import Consignment, Place, Route
from exercise.model.text import NO_TEXT, Text

Rating = Literal["P", "S", "M", "U"]


class Clock(Part):
    """When the story starts and when it ends at the latest."""

    starts: str = field(
        description="ISO 8601 with offset, for example 2026-03-02T18:00+05:00; written `2026-03-02 18:00 +05:00`."
    )
    ends_after: Minute = field(gt=0)


class Task(Part):
    """A critical task: measurable criteria, tried in the order P, S, M; else U."""

    text: Text
    applies_when: Expression | None = field(
        default=None, description="Left out: always. If it never held, the task is not applicable."
    )
    performed: Expression = field(key="P", description="Performed without challenges.")
    some: Expression | None = field(default=None, key="S", description="Performed with some challenges.")
    major: Expression | None = field(default=None, key="M", description="Performed with major challenges.")
    team: Id | None = field(default=None, description="The team it measures; left out: all.")
    source: Text = field(default=NO_TEXT, description="Plan, procedure or law it is taken from.")


class Objective(Part):
    """An objective of the exercise, tied to one of the five purposes of the training."""

    text: Text
    purpose: Literal[1, 2, 3, 4, 5]
    capability: Text = NO_TEXT
    tasks: dict[Id, Task] = field(min_length=1)


class Outcome(Part):
    """An ending. Endings are judged in order; the first whose condition holds is it."""

    title: Text
    text: Text
    when: Expression = TRUE
    success: Literal["full", "partial", "none", "harm"] = "partial"


class Debrief(Part):
    """What the facilitator asks afterwards, and the author's own answer."""

    questions: tuple[Text, ...] = ()
    model_answer: Text = NO_TEXT


class Scenario(Part):
    """One scenario, compiled."""

    id: Id
    format: Literal[1] = 1
    title: Text
    summary: Text
    teaser: Text = field(default=NO_TEXT, description="One sentence for the home screen.")
    playing_minutes: int = field(gt=0, description="Wall-clock playing time.")
    level: Literal["tutorial", "easy", "medium", "hard"] = "medium"
    audience: Text = NO_TEXT
    languages: tuple[str, ...] = field(default=("en",), min_length=1)
    clock: Clock
    references: tuple[Text, ...] = ()
    parameters: dict[Id, str] = field(default_factory=dict, description="Values that texts name in braces.")
    notice: Text = field(
        default=NO_TEXT, description="The disclaimer on assumptions; shown before play and in the debrief."
    )
    law: dict[Id, Basis] = field(default_factory=dict)
    statements: tuple[Legal, ...] = ()
    teams: dict[Id, Team] = field(min_length=1)
    places: dict[Id, Place] = field(default_factory=dict)
    routes: dict[Id, Route] = field(default_factory=dict)
    consignments: dict[Id, Consignment] = field(default_factory=dict)
    channels: dict[Id, Channel] = field(default_factory=dict)
    papers: dict[Id, Paper] = field(default_factory=dict)
    intel: dict[Id, Item] = field(default_factory=dict)
    subjects: dict[Id, Subject] = field(default_factory=dict)
    bodies: dict[Id, Body] = field(default_factory=dict)
    facts: dict[Id, FactDeclaration] = field(default_factory=dict)
    stages: dict[Id, Stage] = field(min_length=1)
    decisions: dict[Id, Point] = field(default_factory=dict)
    injects: dict[Id, Inject] = field(default_factory=dict)
    groups: dict[Id, Group] = field(default_factory=dict)
    adversary: Adversary = Adversary()
    targets: dict[Id, Target] = field(default_factory=dict)
    hazards: dict[Id, Hazard] = field(default_factory=dict)
    powers: Powers = Powers()
    outcomes: dict[Id, Outcome] = field(min_length=1)
    objectives: dict[Id, Objective] = field(default_factory=dict)
    debrief: Debrief = Debrief()

    @property
    def played(self) -> tuple[str, ...]:
        """The teams that people or bots play, in scenario order."""
        return tuple(name for name, team in self.teams.items() if team.played)

    @property
    def states(self) -> tuple[str, ...]:
        """The teams that are states, in scenario order."""
        return tuple(name for name, team in self.teams.items() if team.state)

    def first_consignment(self) -> str:
        """Return the id of the first consignment (``""`` where there is none)."""
        return next(iter(self.consignments), "")
