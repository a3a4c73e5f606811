"""The timeline: stages, end and ending of a run, and the kinds of happenings that this version does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.decisions import StaffEnd
from exercise.model.records import from_record
from exercise.play.record import Record


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage in force, end exclusive."""

    stage: str
    began: Minute
    ended: Minute


@dataclass(frozen=True, slots=True)
class Ending:
    """How the run ended: the outcome and why it stopped; both ``""`` for a run that was broken off.

    The outcome alone is ``""`` where the facilitator ended the run before an ending had come about.
    """

    outcome: str
    reason: str
    minute: Minute
    because: str = ""
    """What the facilitator wrote when he ended it."""

    @property
    def by_facilitator(self) -> bool:
        """Whether the facilitator ended the run."""
        return self.reason == h.BY_FACILITATOR

    @property
    def whole(self) -> bool:
        """Whether the story was played to its end: only then has what was not done been left undone."""
        return bool(self.reason) and not self.by_facilitator


def ending(record: Record) -> Ending:
    """Return the end of the run: the last story minute where it was broken off."""
    ended = next((one for one in reversed(record.happenings) if isinstance(one, h.ExerciseEnded)), None)
    if ended is not None:
        return Ending(ended.outcome, ended.reason, ended.minute, _because(record) if _by_hand(ended) else "")
    last = max((row.minute for row in record.rows), default=0)
    return Ending("", "", max(last, max((one.minute for one in record.happenings), default=0)))


def _by_hand(ended: h.ExerciseEnded) -> bool:
    return ended.reason == h.BY_FACILITATOR


def _because(record: Record) -> str:
    acts = (from_record(said).act for row in record.rows for said in row.data.get("decisions", ()))
    return next((act.reason for act in acts if isinstance(act, StaffEnd)), "")


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
