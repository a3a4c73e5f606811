"""Agreements on the card of a decision: what each team answered, and the attempts before at which answers differed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exercise.analysis.agreements import failures
from exercise.analysis.knowledge import Taken
from exercise.debrief.document import Attempt, Decision, TeamAnswer
from exercise.debrief.sources import Reader


def partners(reader: Reader, taken: Taken) -> tuple[str, ...]:
    """Return the names of the teams that had to give the same answer as the one that took this decision."""
    point = reader.scenario.decisions.get(taken.question)
    teams = (point.team, *point.agreement) if point and point.agreement else ()
    return tuple(reader.names.team(team) for team in teams if team != taken.decision.team)


def answer(reader: Reader, taken: Taken, card: Decision) -> TeamAnswer:
    """Return one team's part of an agreement, out of the *card* that this answer alone would have."""
    names, decision = reader.names, taken.decision
    return TeamAnswer(
        team=card.team, code=card.code, name=card.name, minute=card.minute,
        chosen=tuple(names.option(decision.point, option) for option in decision.options),
        by=card.by, by_people=card.by_people, role=card.role, signed=card.signed, votes=card.votes,
        dissent=card.dissent, why=card.why, why_text=card.why_text, law=card.law, sure=card.sure,
        sure_words=card.sure_words, opened=card.opened, unopened=card.unopened, elsewhere=card.elsewhere,
    )  # fmt: skip


def attempts(reader: Reader, group: Sequence[Taken]) -> Iterator[Attempt]:
    """Yield the attempts that failed before the last answer of *group*, as far as this reader was told of them."""
    first, last = group[0].decision.minute, group[-1].decision.minute
    for failed in failures(reader.record, reader.team):
        one = failed.happening
        if one.point == group[0].question and first <= one.minute <= last:
            when = reader.clock(one.minute) if failed.round is None else _round(reader, failed.round)
            yield Attempt(when, tuple(_answered(reader, one.point, *each) for each in one.chosen))


def _round(reader: Reader, number: int) -> str:
    return reader.language.t("Round {n}", n=number)


def _answered(reader: Reader, point: str, team: str, options: Sequence[str]) -> tuple[str, str]:
    return reader.names.team(team), ", ".join(reader.names.option(point, option) for option in options)
