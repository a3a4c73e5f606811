"""Who knew what, and when: what each team held and what it had opened, by minute and at each of its decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.records import from_record
from exercise.model.scenario import Scenario
from exercise.play.names import Names
from exercise.play.projection.knowledge import Knowledge
from exercise.play.record import Record, Row

_OWN = ("sent", "briefing")
"""Kinds of papers that tell a team nothing new: copies of its own, and what everybody has before the start."""


@dataclass(frozen=True, slots=True)
class Held:
    """An item in a team's hands: since when, and opened when (``None``: never)."""

    team: str
    item: str
    since: Minute
    opened: Minute | None


@dataclass(frozen=True, slots=True)
class PaperHeld:
    """A paper in a team's inbox, as it was called there."""

    key: str
    minute: Minute
    sender: str
    subject: str
    item: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a team knew when it decided, and which items others held that it did not (item and holders)."""

    opened: tuple[PaperHeld, ...]
    unopened: tuple[PaperHeld, ...]
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision with what was known when it was signed; *number* counts the decisions of the run from 1.

    What several teams answer to a question on which they must agree, at every attempt, bears one number.
    """

    number: int
    decision: h.DecisionTaken
    opened: Minute | None
    """When the point opened (``None``: the record does not say)."""
    signed: Minute
    known: Known
    question: str
    """The point whose question it answers: its own, or the one on which the team must agree with others."""


def holdings(scenario: Scenario, record: Record) -> tuple[Held, ...]:
    """Return every item that a team held, in the order of items and teams of the scenario."""
    since: dict[tuple[str, str], Minute] = {
        (item, team): 0 for item, part in scenario.intel.items() for team in part.holders
    }
    for happening in record.happenings:
        if isinstance(happening, h.ItemReceived):
            since.setdefault((happening.item, happening.team), happening.minute)
    opened: dict[tuple[str, str], Minute] = {}
    for minute, team, key in record.opened:
        for item in _items_of(key, scenario):
            opened.setdefault((item, team), minute)
    order = {(item, team): None for item in scenario.intel for team in scenario.teams}
    return tuple(
        Held(team, item, since[item, team], opened.get((item, team)))
        for item, team in dict.fromkeys([*order, *since])
        if (item, team) in since
    )


def _items_of(key: str, scenario: Scenario) -> tuple[str, ...]:
    """The items that a team reads by opening the paper *key*: an item itself, or what a message brought with it."""
    head, _, rest = key.partition(":")
    if head == "item":
        return (rest,)
    inject = scenario.injects.get(rest.split(":", 1)[0]) if head == "inject" else None
    return inject.gives if inject else ()


def decisions(record: Record, language: str) -> tuple[Taken, ...]:
    """Return every decision of the run with what its team knew at that moment, oldest first."""
    return tuple(_Reader(record, language).read())


class _Reader:
    """Walks through the rows once, with the knowledge of every team beside."""

    def __init__(self, record: Record, language: str) -> None:
        self.record = record
        names = Names(record.scenario, language)
        everything = record.header.setup.pace == "open"
        self.teams = {team: Knowledge(names, team, everything=everything) for team in record.scenario.teams}
        self.holders: dict[str, list[str]] = {item: list(part.holders) for item, part in record.scenario.intel.items()}
        self.opened_points: dict[str, Minute] = {}
        self.agrees: dict[str, str] = {}
        self.undecided: dict[str, int] = {}
        self.sealed: dict[tuple[str, str], tuple[Minute, Known]] = {}
        self.count = 0

    def read(self) -> Iterator[Taken]:
        seen = 0
        for row in self.record.rows:
            self._row(row)
            for happening in self.record.happenings[seen : seen + len(row.happenings)]:
                yield from self._happening(happening)
            seen += len(row.happenings)

    def _row(self, row: Row) -> None:
        if row.kind == "opened" and row.data["team"] in self.teams:
            self.teams[row.data["team"]].inbox.mark_opened(row.data["key"])
        elif row.kind == "sealed":
            decision = from_record(row.data["decision"])
            point = getattr(getattr(decision, "act", None), "point", None)
            if point is not None and decision.team in self.teams:
                self.sealed[decision.team, point] = row.minute, self._known(decision.team)

    def _happening(self, happening: h.Happening) -> Iterator[Taken]:
        if isinstance(happening, h.PointOpened):
            if happening.point not in self.undecided:
                self.opened_points[happening.point] = happening.minute
            self.agrees[happening.point] = happening.agrees or happening.point
        if isinstance(happening, h.ItemReceived):
            holders = self.holders.setdefault(happening.item, [])
            if happening.team not in holders:
                holders.append(happening.team)
        if isinstance(happening, h.DecisionTaken) and happening.team in self.teams:
            yield self._taken(happening)
        for knowledge in self.teams.values():
            knowledge.see(happening)

    def _taken(self, decision: h.DecisionTaken) -> Taken:
        question = self.agrees.get(decision.point, decision.point)
        sealed = self.sealed.pop((decision.team, decision.point), None) if decision.by == "team" else None
        signed, known = sealed or (decision.minute, self._known(decision.team))
        number, opened = self._number(question, decision), self.opened_points.get(decision.point)
        return Taken(number, decision, opened, signed, known, question)

    def _number(self, question: str, decision: h.DecisionTaken) -> int:
        """Return the number of a decision; until an agreement is reached, all answers to its question share one."""
        number = self.undecided.pop(question, self.count + 1)
        self.count = max(self.count, number)
        if decision.point != question:
            self.undecided[question] = number
        return number

    def _known(self, team: str) -> Known:
        papers = [paper for paper in self.teams[team].inbox.papers if paper.kind not in _OWN]
        held = [PaperHeld(p.key, p.minute, p.sender, p.subject, p.item) for p in papers]
        read = {paper.key for paper in papers if paper.opened}
        elsewhere = [
            (item, tuple(other for other in self.teams if other in holders))
            for item, holders in self.holders.items()
            if holders and team not in holders
        ]
        return Known(
            tuple(paper for paper in held if paper.key in read),
            tuple(paper for paper in held if paper.key not in read),
            tuple(elsewhere),
        )
