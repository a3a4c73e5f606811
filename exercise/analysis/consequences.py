"""Consequences: what came of a decision, traced through the record by the effects and conditions of the scenario.

Two questions are asked. Which happenings are those that its effects name (and theirs in turn: a message sent, the
effects of the message)? And which conditions held only because of the facts that changed by it: would they have held
had those changes not come, everything else as it was? What follows by both is counted, nothing that merely came later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from exercise.analysis.evaluation import Verdict, holds, rate
from exercise.analysis.history import History, UnknownFactError
from exercise.analysis.rules import by_fact
from exercise.analysis.timeline import Ending, ending
from exercise.analysis.tracing import Trace
from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.expressions import facts_read
from exercise.model.scenario import Scenario
from exercise.play.record import Record

_SILENT: Final = (h.InjectFired, h.ExpectationLapsed, h.ChanceDrawn, h.RequestDecided, h.ExerciseEnded)
"""What a consequence runs through without being worth a line: its delivery, answer, contingency or ending is."""
_MARKS: Final = ("P", "S", "M", "U")


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that came of a decision.

    ``happening``: it happened. ``open``, ``closed``: an option of a later decision was so because of it. ``ending``,
    ``task``: it turned the ending, the rating of a critical task (*without*: what it would have been).
    """

    minute: Minute
    kind: Literal["happening", "open", "closed", "ending", "task"]
    happening: h.Happening | None = None
    point: str = ""
    option: str = ""
    objective: str = ""
    task: str = ""
    verdict: Verdict | Literal[""] = ""
    without: str = ""

    @property
    def bad(self) -> bool:
        """Whether it is something that nobody wanted."""
        match self.happening:
            case h.StateEntered(lawful=lawful):
                return not lawful
            case h.AnswerArrived(verdict=verdict):
                return verdict != "granted"
            case h.CustodyRecorded(protocol=protocol):
                return not protocol
            case (
                h.ControlLost()
                | h.ConsignmentLost()
                | h.TargetFled()
                | h.TargetWarned()
                | h.HandlingBreached()
                | h.AdversaryReacted()
                | h.HazardStruck()
                | h.RequestLapsed()
            ):
                return True
        return self.kind == "closed" or self.worse

    @property
    def worse(self) -> bool:
        """Whether a critical task is rated lower by it."""
        if self.verdict not in _MARKS or self.without not in _MARKS:
            return False
        return _MARKS.index(self.verdict) > _MARKS.index(self.without)


class Consequences:
    """The consequences of every decision of one record; each is traced once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.scenario: Scenario = record.scenario
        self._rules = by_fact(record.scenario)
        self._done: dict[int, tuple[Consequence, ...]] = {}
        self._places = {id(one): place for place, one in enumerate(record.happenings)}

    @cached_property
    def _ended(self) -> Ending:
        return ending(self.record)

    @property
    def _end(self) -> Minute:
        return self._ended.minute

    @cached_property
    def _history(self) -> History:
        return History(self.scenario, self.record.happenings, self._end)

    def of(self, decision: h.DecisionTaken) -> tuple[Consequence, ...]:
        """Return what came of *decision* (a happening of this record), oldest first."""
        place = self._places[id(decision)]
        if place not in self._done:
            self._done[place] = tuple(sorted(self._trace(place), key=lambda one: one.minute))
        return self._done[place]

    def _trace(self, place: int) -> Iterator[Consequence]:
        happenings = self.record.happenings
        trace = Trace(self.scenario, happenings, place)
        trace.begin()
        history = self._follow(trace)
        for found in sorted(trace.found):
            one = happenings[found]
            if found != place and not isinstance(one, _SILENT) and self._worth(one):
                yield Consequence(one.minute, "happening", one)
        changed = {one.fact for one in (happenings[i] for i in trace.changes) if isinstance(one, h.FactChanged)}
        yield from self._options(place, changed, history)
        if self.record.finished:
            yield from self._ending(changed, history)
            yield from self._tasks(changed, history)

    def _worth(self, happening: h.Happening) -> bool:
        """Tell whether a change of a fact is worth a line: the author has words for it, and somebody reads it."""
        if not isinstance(happening, h.FactChanged):
            return True
        declared = self.scenario.facts.get(happening.fact)
        return declared is not None and bool(declared.note) and happening.fact in self._rules

    # --- conditions that held only because of it --------------------------------------------------

    def _follow(self, trace: Trace) -> History:
        """Add what conditions brought about, until nothing is added; return the history without the decision."""
        known = -1
        history = self._history
        while known != len(trace.changes):
            known = len(trace.changes)
            history = self._history.without(trace.changes)
            facts = {one.fact for one in (trace.happenings[i] for i in trace.changes) if isinstance(one, h.FactChanged)}
            for rule in dict.fromkeys(rule for fact in sorted(facts) for rule in self._rules.get(fact, ())):
                place = trace.came_about(rule)
                if place is not None and self._only_so(rule.when, trace.happenings[place].minute, history):
                    trace.follow(place)
        return history

    def _only_so(self, when: object, minute: Minute, history: History) -> bool:
        try:
            return bool(self._history.of(when).at(minute)) and not history.of(when).at(minute)  # type: ignore[arg-type]
        except (UnknownFactError, ValueError):
            return False

    def _options(self, place: int, changed: set[str], history: History) -> Iterator[Consequence]:
        for later in self.record.happenings[place + 1 :]:
            point = self.scenario.decisions.get(later.point) if isinstance(later, h.DecisionTaken) else None
            if point is None or not isinstance(later, h.DecisionTaken):
                continue
            for name, available in later.offered:
                requires = point.options[name].requires if name in point.options else None
                if requires is None or not changed & facts_read(requires):
                    continue
                real, other = (self._at(requires, later.minute, one) for one in (self._history, history))
                if real is available and other is not None and other is not real:
                    kind: Literal["open", "closed"] = "open" if available else "closed"
                    yield Consequence(later.minute, kind, point=later.point, option=name)

    @staticmethod
    def _at(condition: object, minute: Minute, history: History) -> bool | None:
        try:
            return bool(history.of(condition).at(minute))  # type: ignore[arg-type]
        except (UnknownFactError, ValueError):
            return None

    # --- the end ----------------------------------------------------------------------------------

    def _ending(self, changed: set[str], history: History) -> Iterator[Consequence]:
        judged = self._ended.outcome
        read = frozenset().union(*(facts_read(one.when) for one in self.scenario.outcomes.values()))
        if not self._ended.whole or judged not in self.scenario.outcomes or not changed & read:
            return
        try:
            real, other = (self._outcome(one) for one in (self._history, history))
        except UnknownFactError:
            return
        if real == judged and other != real:
            yield Consequence(self._end, "ending", option=judged, without=other)

    def _outcome(self, history: History) -> str:
        outcomes = self.scenario.outcomes.items()
        return next((name for name, one in outcomes if holds(one.when, history)), "")

    def _tasks(self, changed: set[str], history: History) -> Iterator[Consequence]:
        for name, objective in self.scenario.objectives.items():
            for key, task in objective.tasks.items():
                criteria = (task.applies_when, task.performed, task.some, task.major)
                if not any(changed & facts_read(one) for one in criteria if one is not None):
                    continue
                real = rate(name, key, task, self._history, whole=self._ended.whole).verdict
                other = rate(name, key, task, history).verdict
                if real != other and real in _MARKS:
                    yield Consequence(self._end, "task", objective=name, task=key, verdict=real, without=other)
