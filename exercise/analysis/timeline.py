"""The timeline: stages, end and ending of a run, and the kinds of happenings that this version does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.play.record import Record


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage in force, end exclusive."""

    stage: str
    began: Minute
    ended: Minute


@dataclass(frozen=True, slots=True)
class Ending:
    """How the run ended: the outcome and why it stopped; both ``""`` for a run that was broken off."""

    outcome: str
    reason: str
    minute: Minute


def ending(record: Record) -> Ending:
    """Return the end of the run: the last story minute where it was broken off."""
    ended = next((one for one in reversed(record.happenings) if isinstance(one, h.ExerciseEnded)), None)
    if ended is not None:
        return Ending(ended.outcome, ended.reason, ended.minute)
    last = max((row.minute for row in record.rows), default=0)
    return Ending("", "", max(last, max((one.minute for one in record.happenings), default=0)))


def stages(happenings: Iterable[h.Happening], first: str, end: Minute) -> tuple[StageSpan, ...]:
    """Return the stages as they followed each other, from *first* on."""
    entered: list[tuple[Minute, str]] = [(0, first)]
    for happening in happenings:
        if isinstance(happening, h.StageEntered) and happening.stage != entered[-1][1]:
            entered.append((happening.minute, happening.stage))
    ends = [*(minute for minute, _ in entered[1:]), end]
    return tuple(
        StageSpan(stage, began, ended) for (began, stage), ended in zip(entered, ends, strict=True) if began < ended
    )


def for_team(happenings: Sequence[h.Happening], team: str) -> tuple[h.Happening, ...]:
    """Return what reached *team* in the course of the run, with the requests themselves of which it heard later."""
    heard = {
        one.request
        for one in happenings
        if isinstance(one, (h.RequestReceived, h.RequestDecided, h.AnswerArrived)) and team in one.audience
    }
    return tuple(
        one for one in happenings if team in one.audience or (isinstance(one, h.RequestSent) and one.request in heard)
    )


def unknown_kinds(happenings: Sequence[h.Happening]) -> tuple[tuple[str, int], ...]:
    """Return the kinds that this version does not know, by name, each with how often it occurred."""
    return tuple(sorted(Counter(one.name for one in happenings if isinstance(one, h.Unknown)).items()))
