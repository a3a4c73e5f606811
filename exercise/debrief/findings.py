"""Findings: strengths and areas for improvement, drafted from the ratings of the critical tasks (HSEEP AAR/IP).

A draft for people: what a task was rated and what the rating stands on is measured; what is to be done
about it, by whom and by when is theirs to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from exercise.analysis.evaluation import Rated, rate_all
from exercise.debrief.document import Finding, Mark
from exercise.debrief.measured import evidence_lines, mark_words
from exercise.debrief.sources import Reader
from exercise.model.scenario import Task

_RATED: tuple[Mark, ...] = ("P", "S", "M", "U")


def findings(reader: Reader) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return strengths (tasks performed without challenges) and areas for improvement, in the author's order."""
    every = rate_all(reader.scenario, reader.history, whole=reader.end.whole)
    rated = [one for one in every if one.verdict in _RATED and _shown(reader, one)]
    good = [one for one in rated if one.verdict == "P"]
    other = [one for one in rated if one.verdict != "P"]
    t = reader.language.t
    return (
        tuple(_finding(reader, one, t("S{n}", n=number)) for number, one in enumerate(good, 1)),
        tuple(_finding(reader, one, t("AFI {n}", n=number)) for number, one in enumerate(other, 1)),
    )


def _task(reader: Reader, rated: Rated) -> Task:
    return reader.scenario.objectives[rated.objective].tasks[rated.task]


def _shown(reader: Reader, rated: Rated) -> bool:
    return reader.team is None or _task(reader, rated).team == reader.team


def _finding(reader: Reader, rated: Rated, number: str) -> Finding:
    task, objective = _task(reader, rated), reader.scenario.objectives[rated.objective]
    names = reader.names
    return Finding(
        id=number,
        mark=rated.verdict,
        mark_words=mark_words(reader, rated.verdict),
        capability=names.say(objective.capability) or names.say(objective.text),
        statement=names.say(task.text),
        team=names.team(task.team) if task.team else "",
        reference=names.say(task.source),
        analysis=tuple(_analysis(reader, rated)),
        decisions=_turned_by(reader, rated),
        action="" if rated.verdict == "P" else _action(reader, task),
    )


def _analysis(reader: Reader, rated: Rated) -> Iterator[str]:
    """Yield what the rating stands on, each with its time."""
    for line in evidence_lines(reader, rated):
        yield f"{line.condition}: {line.time}"


def _turned_by(reader: Reader, rated: Rated) -> tuple[int, ...]:
    """Return the decisions without which the rating would have been another, as everything else stood."""
    key = rated.objective, rated.task
    return tuple(
        one.number
        for one in reader.taken
        if reader.mine(one.decision.team)
        and any((came.objective, came.task) == key for came in reader.consequences.of(one.decision))
    )


def _action(reader: Reader, task: Task) -> str:
    """Return a first draft of a corrective action; people put theirs in its place."""
    t = reader.language.t
    if task.source:
        return t("Compare the procedure with {source}; exercise it again.", source=reader.names.say(task.source))
    return t("Write down who does it, by when and on which basis; exercise it again.")
