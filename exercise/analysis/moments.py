"""Moments: the few of a run that are worth talking about first, proposed from the record alone.

Of each kind the strongest comes first: a split (teams that had to agree and did not, a team divided in itself), a
decision taken while others held what bore on it, a stretch without control, paper that came late or came back, a
decision against advice, a decision in doubt. A kind comes a second time only when every other has had its turn, and
what people decided comes before what programs did: only people can say what they saw and meant. No decision is
proposed twice.
Moments stand in the order of time; nothing weighs one state against another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest
from typing import Final, Literal

from exercise.analysis import control, paper
from exercise.analysis.agreements import failures
from exercise.analysis.consequences import Consequences
from exercise.analysis.knowledge import Taken
from exercise.analysis.timeline import ending, for_team
from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.expressions import facts_read
from exercise.model.scenario import Scenario
from exercise.play.record import Record

Kind = Literal["knowledge", "control", "paper", "split", "advice", "doubt"]
MOST: Final = 5
_NAMED, _READ, _SUBJECT = 4, 3, 2
"""How an item bears on a decision: its options need it, the ending or a task reads it, it is about the same thing."""
_PEOPLE: Final = 1e6
_FAILED: Final = 6
"""An agreement that failed weighs more than any dispute within one team."""
_UNSURE: Final = {1: 2.0, 2: 1.0}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment to talk about, and what the sentence on it needs; *number* is its decision's (``None``: it has none)."""

    minute: Minute
    kind: Kind
    number: int | None
    team: str = ""
    """Whose answer it is (``""``: it is no decision, or one of several teams together)."""
    items: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Knowledge: items that bore on it, with the teams that held them."""
    gap: control.Gap | None = None
    request: paper.Request | None = None
    bad: int = 0
    """Advice: how many things came of it that nobody wanted."""
    failed: tuple[h.AgreementFailed, ...] = ()
    """Split: the attempts at which teams that had to agree answered differently."""


def propose(
    record: Record, taken: Sequence[Taken], consequences: Consequences, team: str | None = None
) -> tuple[Moment, ...]:
    """Return at most five moments of *record*, in the order of time; with *team*, those that it may be told."""
    finder = _Finder(record, taken, consequences, team)
    kinds = (
        finder.split(), finder.knowledge(), finder.gaps(), finder.papers(), finder.advice(), finder.doubt(),
    )  # fmt: skip
    chosen: list[Moment] = []
    used: set[int] = set()
    for moment in chain.from_iterable(zip_longest(*(_once(kind, used) for kind in kinds))):
        if moment is not None and len(chosen) < MOST:
            chosen.append(moment)
    return tuple(sorted(chosen, key=lambda one: (one.minute, one.number or 0, one.kind)))


def _once(candidates: Sequence[Moment], used: set[int]) -> Iterator[Moment]:
    """Yield the candidates whose decision is not *used* yet at the time of asking; each then is."""
    for moment in candidates:
        if moment.number is None or moment.number not in used:
            used |= {moment.number} if moment.number is not None else set()
            yield moment


class _Finder:
    """Finds the candidates of each kind, the strongest first, of equal ones the earliest."""

    def __init__(self, record: Record, taken: Sequence[Taken], consequences: Consequences, team: str | None) -> None:
        self.record, self.team, self.consequences = record, team, consequences
        self.scenario: Scenario = record.scenario
        stood = {(one.number, one.decision.team): one for one in taken}
        self.taken = [one for one in stood.values() if team in (None, one.decision.team)]
        self.happenings = record.happenings if team is None else for_team(record.happenings, team)
        self.end = ending(record).minute

    # --- knowledge --------------------------------------------------------------------------------

    def knowledge(self) -> list[Moment]:
        """Return the decisions taken while others held what bore on them; none in an extract: others' items."""
        if self.team is not None:
            return []
        read = self._read_at_the_end()
        found = []
        for one in self.taken:
            weighed = [(self._bears(item, one, read), item, who) for item, who in one.known.elsewhere]
            bearing = [(weight, item, who) for weight, item, who in weighed if weight]
            if bearing:
                bearing.sort(key=lambda each: -each[0])
                items = tuple((item, who) for _, item, who in bearing)
                weight = self._by_people(one) + sum(weight for weight, *_ in bearing)
                found.append((weight, self._of(one, "knowledge", items=items)))
        return _telling_something_new(_ranked(found))

    def _read_at_the_end(self) -> frozenset[str]:
        """Return the items that the ending or a critical task reads."""
        tasks = [task for objective in self.scenario.objectives.values() for task in objective.tasks.values()]
        conditions = [outcome.when for outcome in self.scenario.outcomes.values()]
        for task in tasks:
            conditions += [one for one in (task.applies_when, task.performed, task.some, task.major) if one is not None]
        return frozenset(item for one in conditions for item in _items(facts_read(one)))

    def _bears(self, item: str, taken: Taken, read: frozenset[str]) -> int:
        point = self.scenario.decisions.get(taken.question)
        if point is None:
            return 0
        needed = {
            name
            for option in point.options.values()
            if option.requires is not None
            for name in _items(facts_read(option.requires))
        }
        if item in needed:
            return _NAMED
        if item in read:
            return _READ
        return _SUBJECT if self._same_subject(item, taken.question) else 0

    def _same_subject(self, item: str, point: str) -> bool:
        """Tell whether *item* answers a question about something that the decision's texts name."""
        words = self._words.get(point, frozenset())
        return any(subject in words for subject in self._subjects.get(item, ()))

    @cached_property
    def _subjects(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for body in self.scenario.bodies.values():
            for subject, answer in body.answers.items():
                for item in answer.gives:
                    found[item] = (*found.get(item, ()), subject)
        return found

    @cached_property
    def _words(self) -> Mapping[str, frozenset[str]]:
        """The subjects named in the texts of each decision point, told by their labels."""
        found: dict[str, frozenset[str]] = {}
        for name, point in self.scenario.decisions.items():
            texts = [
                point.title,
                point.question,
                point.detail,
                *(one.label for one in point.options.values()),
            ]
            said = " ".join(text.in_("en") for text in texts).casefold()
            found[name] = frozenset(
                key for key, subject in self.scenario.subjects.items() if _named(subject.label.in_("en"), said)
            )
        return found

    # --- control and paper ------------------------------------------------------------------------

    def gaps(self) -> list[Moment]:
        """Return the stretches without control, each with the decision that opened it, if one did."""
        loads = self.scenario.consignments
        gaps = [gap for load in loads for gap in control.gaps(self.happenings, load, self.end)]
        return _ranked([(gap.minutes, Moment(gap.began, "control", self._opened(gap), gap=gap)) for gap in gaps])

    def _opened(self, gap: control.Gap) -> int | None:
        def lost(one: h.Happening | None) -> bool:
            return isinstance(one, h.ControlLost) and (one.consignment, one.minute) == (
                gap.consignment,
                gap.began,
            )

        return self._led_to(lost)

    def _led_to(self, test: Callable[[h.Happening | None], bool]) -> int | None:
        """Return the number of the last decision from which a happening followed."""
        return next(
            (
                one.number
                for one in reversed(self.taken)
                if any(test(came.happening) for came in self.consequences.of(one.decision))
            ),
            None,
        )

    def papers(self) -> list[Moment]:
        """Return the requests whose answer came too late or never, then those that came back."""
        found = []
        for request in paper.requests(self.scenario, self.happenings):
            weight = self._lateness(request)
            if weight:
                number = self._sent(request)
                minute = self._minute_of(number) if number is not None else request.sent.minute
                found.append((weight, Moment(minute, "paper", number, request=request)))
        return _ranked(found)

    def _lateness(self, request: paper.Request) -> int:
        """Minutes after the load's entry at which the grant came, before all others; else minutes lost by a return."""
        if request.entered is not None and request.sent.minute < request.entered and not request.mended_by:
            granted = request.granted
            late = (granted if granted is not None else self.end) - request.entered
            return late + self.end if late >= 0 else 0
        if request.verdict == "returned" and request.answered is not None:
            return max(1, request.answered - request.sent.minute)
        return 0

    def _sent(self, request: paper.Request) -> int | None:
        def answered(one: h.Happening | None) -> bool:
            return isinstance(one, h.RequestSent) and one.request == request.sent.request

        return self._led_to(answered)

    def _minute_of(self, number: int) -> Minute:
        return next(one.decision.minute for one in self.taken if one.number == number)

    # --- decisions --------------------------------------------------------------------------------

    def split(self) -> list[Moment]:
        """Return what was in dispute: agreements that failed first, then divided votes and words against."""
        votes = [(_dispute(one.decision), self._of(one, "split")) for one in self.taken]
        return _ranked([*self._not_agreed(), *((weight, moment) for weight, moment in votes if weight)])

    def _not_agreed(self) -> Iterator[tuple[float, Moment]]:
        """Yield each agreement that failed, at its last failure, the heavier the more often it did."""
        failed: dict[tuple[str, int | None], list[h.AgreementFailed]] = {}
        for one in failures(self.record, self.team):
            failed.setdefault((one.happening.point, self._answered(one.happening)), []).append(one.happening)
        for (_, number), times in failed.items():
            yield _FAILED + len(times), Moment(times[-1].minute, "split", number, failed=tuple(times))

    def _answered(self, failed: h.AgreementFailed) -> int | None:
        """Return the number of the decision that an attempt belongs to (``None``: nobody answered after it)."""
        answers = (one for one in self.taken if one.question == failed.point)
        return next((one.number for one in answers if one.decision.minute >= failed.minute), None)

    def doubt(self) -> list[Moment]:
        """Return the decisions that a team was not sure of, the least sure first."""
        found = [(_UNSURE.get(one.decision.sure, 0.0), self._of(one, "doubt")) for one in self.taken]
        return _ranked([(weight, moment) for weight, moment in found if weight])

    def advice(self) -> list[Moment]:
        """Return the decisions that the author advises against, or in which he recommends something else."""
        found = []
        for one in self.taken:
            weight = self._against(one)
            if weight:
                bad = sum(came.bad for came in self.consequences.of(one.decision))
                if weight > 1 or bad:
                    found.append((self._by_people(one) + weight * 1000 + bad, self._of(one, "advice", bad=bad)))
        return _ranked(found)

    def _against(self, taken: Taken) -> int:
        decision, point = taken.decision, self.scenario.decisions.get(taken.question)
        if point is None:
            return 0
        chosen = [point.options[name] for name in decision.options if name in point.options]
        if any(option.advice for option in chosen):
            return 2
        open_to_it = [name for name, available in decision.offered if available and name in point.options]
        recommended = {name for name in open_to_it if point.options[name].recommended}
        return int(bool(recommended) and not recommended & set(decision.options))

    def _by_people(self, one: Taken) -> float:
        """Return a weight above all others for what people decided."""
        return _PEOPLE if one.decision.team in self.record.header.setup.people else 0.0

    @staticmethod
    def _of(one: Taken, kind: Kind, items: tuple[tuple[str, tuple[str, ...]], ...] = (), bad: int = 0) -> Moment:
        return Moment(one.decision.minute, kind, one.number, one.decision.team, items=items, bad=bad)


def _dispute(decision: h.DecisionTaken) -> float:
    votes = sorted(decision.votes.values(), reverse=True)
    divided = (sum(votes) - votes[0]) / sum(votes) if votes and sum(votes) else 0.0
    return 4 * divided + (2.0 if decision.dissent.strip() else 0.0)


def _items(facts: frozenset[str]) -> Iterator[str]:
    for fact in facts:
        head, _, rest = fact.partition(".")
        if head == "holds" and "." in rest:
            yield rest.split(".", 1)[1]


def _named(label: str, said: str) -> bool:
    """Tell whether a text names a subject: by every word of its label of four letters or more."""
    words = [word for word in re.findall(r"\w+", label.casefold()) if len(word) >= 4]
    return bool(words) and all(word in said for word in words)


def _ranked(found: Sequence[tuple[float, Moment]]) -> list[Moment]:
    return [moment for _, moment in sorted(found, key=lambda each: (-each[0], each[1].minute, each[1].number or 0))]


def _telling_something_new(moments: Sequence[Moment]) -> list[Moment]:
    """Leave out the moments whose items were all named by stronger ones."""
    kept: list[Moment] = []
    told: set[str] = set()
    for moment in moments:
        items = {item for item, _ in moment.items}
        if not items <= told:
            kept.append(moment)
        told |= items
    return kept
