"""Sentences: a moment and a consequence in the words of a reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from exercise.analysis import paper
from exercise.analysis.consequences import Consequence
from exercise.analysis.knowledge import Taken
from exercise.analysis.moments import Moment
from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.text import clean
from exercise.play.conditions import Conditions
from exercise.play.names import Names
from exercise.play.tellings import Telling

_SHOWN = 3
"""Items that the sentence on a moment names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Came:
    """A line of what came of a decision; *minute* is ``None`` for what shows only at the end."""

    minute: Minute | None
    text: str
    bad: bool


class Sentences:
    """Says moments and consequences; with *team*, in its standpoint and only what it may be told."""

    def __init__(self, names: Names, team: str | None = None) -> None:
        self.names, self.team = names, team
        self.telling = Telling(names, team)
        self.t = names.language.t

    # --- what came of it --------------------------------------------------------------------------

    def came(self, consequences: Sequence[Consequence]) -> tuple[Came, ...]:
        """Return what came of a decision in lines, oldest first; custody records of one minute in one line."""
        told = [one for one in consequences if self._may_tell(one)]
        return tuple(line for _, group in groupby(told, _line_key) for line in self._lines(list(group)))

    def _may_tell(self, one: Consequence) -> bool:
        if self.team is None:
            return True
        if one.happening is not None:
            return self.team in one.happening.audience
        match one.kind:
            case "open" | "closed":
                return self._point_of(one.point) == self.team
            case "task":
                return self.names.scenario.objectives[one.objective].tasks[one.task].team == self.team
        return True

    def _point_of(self, point: str) -> str:
        known = self.names.scenario.decisions.get(point)
        return known.team if known else ""

    def _lines(self, group: list[Consequence]) -> Iterator[Came]:
        first = group[0]
        if len(group) > 1 and isinstance(first.happening, h.CustodyRecorded):
            load = self.names.load(first.happening.consignment)
            records = self.names.language.n(
                "{load}: {n} custody record", "{load}: {n} custody records", len(group), load=load
            )
            yield Came(first.minute, self.t("{what}, with a protocol.", what=records) if not first.bad else
                       self.t("{what}, without a protocol.", what=records), first.bad)  # fmt: skip
            return
        for one in group:
            if said := self._say(one):
                yield Came(one.minute if one.kind not in ("ending", "task") else None, clean(said), one.bad)

    def _say(self, one: Consequence) -> str | None:
        names = self.names
        match one.kind:
            case "happening" if isinstance(one.happening, h.FactChanged):
                return self._fact(one.happening)
            case "happening" if isinstance(one.happening, h.AnswerArrived):
                return self._answer(one.happening)
            case "happening":
                return self.telling.tell(one.happening) if one.happening is not None else None
            case "open" | "closed":
                named = {"point": names.point(one.point), "option": names.option(one.point, one.option)}
                if one.kind == "open":
                    return self.t("Open because of it at “{point}”: {option}", **named)
                return self.t("Closed because of it at “{point}”: {option}", **named)
            case "ending":
                title = names.say(names.scenario.outcomes[one.option].title)
                return self.t("The ending stands on it: {ending}", ending=title)
            case "task":
                task = names.scenario.objectives[one.objective].tasks[one.task]
                return self.t("Rating {mark}: {task}", mark=one.verdict, task=names.say(task.text))
        return None

    def _fact(self, changed: h.FactChanged) -> str:
        said = Conditions(self.names)
        what = said.fact(changed.fact)
        if isinstance(changed.value, bool):
            return f"{_capital(what)}." if changed.value else self.t("No longer: {what}.", what=what)
        return f"{_capital(what)}: {said.value(changed.fact, changed.value)}."

    def _answer(self, answer: h.AnswerArrived) -> str | None:
        said = self.telling.tell(answer)
        missing = ", ".join(self._content(answer.request, content) for content in answer.missing)
        return f"{said} {self.t('Missing: {contents}.', contents=missing)}" if missing else said

    def _content(self, request: str, content: str) -> str:
        papers = self.names.scenario.papers
        holder = next((name for name, one in papers.items() if content in one.contents), "")
        return self.names.content(holder, content)

    # --- moments ----------------------------------------------------------------------------------

    def title(self, moment: Moment, taken: Sequence[Taken]) -> str:
        """Return the few words by which a moment is called."""
        if moment.gap is not None:
            return self.t("No control, {length}", length=self.names.language.length(moment.gap.minutes))
        if moment.request is not None:
            return f"{self.names.number(moment.request.sent.request)}: {self._fate(moment.request)}"
        if moment.failed:
            return self.names.point(moment.failed[0].point)
        decision = self._decision(moment, taken)
        return self.names.point(decision.point) if decision else ""

    def _fate(self, request: paper.Request) -> str:
        return self.t("returned") if request.verdict == "returned" else self.t("late")

    @staticmethod
    def _decision(moment: Moment, taken: Iterable[Taken]) -> h.DecisionTaken | None:
        mine = [one for one in taken if one.number == moment.number and one.decision.team == moment.team]
        return next((one.decision for one in mine if one.decision.minute == moment.minute), None)

    def reason(self, moment: Moment, taken: Sequence[Taken]) -> str:
        """Return why a moment is worth talking about, in one sentence."""
        decision = self._decision(moment, taken)
        match moment.kind:
            case "knowledge":
                return self._knowledge(moment, decision)
            case "control" if moment.gap is not None:
                return self._control(moment)
            case "paper" if moment.request is not None:
                return self._paper(moment.request)
            case "split" if moment.failed:
                return self._not_agreed(moment.failed)
            case "split" | "doubt" if decision is not None:
                return self._doubt(decision)
            case "advice" if decision is not None:
                return self._advice(moment, decision)
        return ""

    def _knowledge(self, moment: Moment, decision: h.DecisionTaken | None) -> str:
        shown = [f"{self.names.item(item)} ({self.names.teams(who)})" for item, who in moment.items[:_SHOWN]]
        more = len(moment.items) - len(shown)
        if more:
            shown.append(self.names.language.n("{n} more", "{n} more", more))
        team = self.names.team(decision.team) if decision else ""
        return self.t("{team} decided without what others held: {items}.", team=team, items="; ".join(shown))

    def _control(self, moment: Moment) -> str:
        gap = moment.gap
        assert gap is not None
        where = ", ".join(part for part in (self.names.step(gap.step), self.names.team(gap.state)) if part)
        named = {"load": self.names.load(gap.consignment), "where": where,
                 "length": self.names.language.length(gap.minutes)}  # fmt: skip
        if gap.open:
            return self.t("{load}: without control from here to the end, {length} ({where}).", **named)
        return self.t("{load}: {length} without control ({where}).", **named)

    def _paper(self, request: paper.Request) -> str:
        names = self.names
        named = {"number": names.number(request.sent.request), "state": names.team(request.sent.to)}
        if request.entered is not None and not request.mended_by and request.sent.minute < request.entered:
            if request.granted is not None:
                late = names.language.length(request.granted - request.entered)
                return self.t("{number} was granted {late} after the load had entered {state}.", late=late, **named)
            return self.t("The load entered {state} while {number} was not granted.", **named)
        took = names.language.length((request.answered or 0) - request.sent.minute)
        missing = ", ".join(names.content(request.sent.paper, one) for one in request.missing)
        if missing:
            return self.t("{number} came back after {took}; missing: {missing}.", took=took, missing=missing, **named)
        return self.t("{number} came back after {took}.", took=took, **named)

    def _not_agreed(self, failed: Sequence[h.AgreementFailed]) -> str:
        answers = self.names.answers(failed[-1].point, failed[-1].chosen)
        return self.names.language.n(
            "Not agreed {n} time; {answers}.", "Not agreed {n} times, the last time: {answers}.",
            len(failed), answers=answers,
        )  # fmt: skip

    def _doubt(self, decision: h.DecisionTaken) -> str:
        said = []
        if decision.sure == 1:
            said.append(self.t("by its own account a guess"))
        if decision.sure == 2:
            said.append(self.t("by its own account in doubt"))
        if len(decision.votes) > 1:
            said.append(self.t("the vote was split {split}", split=split_of(decision)))
        if decision.dissent.strip():
            said.append(self.t("somebody was against, for the record"))
        return self.t("{team} decided, but: {doubts}.", team=self.names.team(decision.team), doubts=", ".join(said))

    def _advice(self, moment: Moment, decision: h.DecisionTaken) -> str:
        chosen = "; ".join(self.names.option(decision.point, name) for name in decision.options)
        point = self.names.scenario.decisions.get(decision.point)
        parts = [point.options[one] for one in decision.options if one in point.options] if point else []
        against = next((said for said in (self.names.say(part.advice) for part in parts) if said), "")
        if against:
            return self.t("Allowed, but unwise: {option}. {why}", option=chosen.rstrip("."), why=against)
        return self.names.language.n(
            "Not what the author recommends: {option}. {n} thing came of it that nobody wanted.",
            "Not what the author recommends: {option}. {n} things came of it that nobody wanted.",
            moment.bad, option=chosen.rstrip("."),
        )  # fmt: skip


def split_of(decision: h.DecisionTaken) -> str:
    """Return a vote as ``3:2``, the most votes first; ``""`` where none was taken."""
    return ":".join(str(count) for count in sorted(decision.votes.values(), reverse=True))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line_key(one: Consequence) -> tuple[object, ...]:
    if isinstance(one.happening, h.CustodyRecorded):
        return "custody", one.minute, one.happening.consignment, one.bad
    return (id(one),)
