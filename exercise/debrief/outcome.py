"""What the run came to: ending, paragraph, figures, who played, and which run this is."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.debrief.document import CustodyLine, Decision, Figure, Request, Run, Summary, TeamLine
from exercise.debrief.road import all_gaps
from exercise.debrief.sources import Reader
from exercise.model.happenings import BY_FACILITATOR
from exercise.model.text import clean
from exercise.play.endings import ended_by_facilitator
from exercise.play.record import FATE


def teams(reader: Reader) -> tuple[TeamLine, ...]:
    """Return the teams in scenario order."""
    return tuple(_team(reader, team) for team in reader.scenario.teams)


def _team(reader: Reader, team: str) -> TeamLine:
    t, setup = reader.language.t, reader.record.header.setup
    people = team in setup.people
    if people:
        by = t("people")
    elif reader.scenario.teams[team].played:
        by = t("a program")
    else:
        by = t("its profile")
    return TeamLine(team, reader.names.code(team), reader.names.team(team), by, people)


def summary(
    reader: Reader, decisions: Sequence[Decision], requests: Sequence[Request], custody: Sequence[CustodyLine]
) -> Summary:
    """Return ending and numbers."""
    end = reader.end
    outcome = reader.scenario.outcomes.get(end.outcome)
    title = reader.names.say(outcome.title) if outcome else end.outcome or _stopped(reader)
    paragraph = reader.names.say(outcome.text) if outcome else ""
    return Summary(
        ending=title,
        success=outcome.success if outcome else "",
        paragraph=paragraph,
        story=" ".join(part for part in (_when(reader), _players(reader)) if part),
        figures=_figures(reader, decisions, requests, custody),
        finished=end.whole,
    )


def _stopped(reader: Reader) -> str:
    """Say how a run stopped that came to no ending."""
    words, end = reader.language, reader.end
    if end.by_facilitator:
        return ended_by_facilitator(words, reader.scenario.clock.starts, end.minute)
    return words.t("Broken off")


def _when(reader: Reader) -> str:
    t, end = reader.language.t, reader.end
    named = {"start": reader.clock(0), "end": reader.clock(end.minute), "length": reader.length(end.minute)}
    if not end.reason:
        return t("The story began on {start} and was broken off on {end}, after {length}.", **named)
    said = t("The story ran from {start} to {end}, {length}.", **named)
    why = {
        "operation": t("It ended because the operation was over."),
        "time": t("It ended because the time was up."),
        BY_FACILITATOR: _by_hand(reader),
    }.get(end.reason, "")
    return f"{said} {why}".strip()


def _by_hand(reader: Reader) -> str:
    """Say that the facilitator ended it, and to everybody's debrief why: his words may name any team."""
    t, because = reader.language.t, clean(reader.end.because).strip()
    if not because or reader.team is not None:
        return t("The facilitator ended it.")
    return t("The facilitator ended it: “{reason}”.", reason=because)


def _players(reader: Reader) -> str:
    t, setup = reader.language.t, reader.record.header.setup
    people = [team for team in reader.scenario.played if team in setup.people]
    programs = [team for team in reader.scenario.played if team not in setup.people]
    said = []
    if people:
        said.append(t("People played {teams}.", teams=reader.names.teams(people)))
    if programs:
        said.append(t("Programs played {teams}.", teams=reader.names.teams(programs)))
    return " ".join(said)


def _figures(
    reader: Reader, decisions: Sequence[Decision], requests: Sequence[Request], custody: Sequence[CustodyLine]
) -> tuple[Figure, ...]:
    n, t = reader.language.n, reader.language.t
    returned = sum(one.state == "returned" for one in requests)
    gap = sum(one.minutes for one in all_gaps(reader))
    bare = sum(not line.protocol for line in custody)
    defaulted = _defaulted(reader)
    return (
        Figure(reader.length(reader.end.minute), t("of story time")),
        Figure(str(len(decisions)), _with(n("decision", "decisions", len(decisions)), defaulted, t("by default"))),
        Figure(
            str(len(requests)),
            _with(n("request", "requests", len(requests)), returned, t("returned")),
            returned > 0,
        ),
        Figure(reader.length(gap), t("without control"), gap > 0),
        Figure(
            str(len(custody)),
            _with(n("custody record", "custody records", len(custody)), bare, t("without a protocol")),
            bare > 0,
        ),
    )


def _with(label: str, count: int, what: str) -> str:
    return f"{label}, {count} {what}" if count else label


def _defaulted(reader: Reader) -> int:
    from exercise.model.happenings import DecisionTaken

    taken = (one for one in reader.record.happenings if isinstance(one, DecisionTaken))
    return sum(one.by == "default" and reader.mine(one.team) for one in taken)


def run(reader: Reader) -> Run:
    """Return which run this is."""
    record, header = reader.record, reader.record.header
    digests = [str(row.data["digest"]) for row in record.rows if row.data.get("digest")]
    return Run(
        id=record.rows[0].hash[:12] if record.rows else "",
        seal=record.rows[-1].hash[:12] if record.rows else "",
        digest=digests[-1][:12] if digests else "",
        engine=header.engine,
        seed=header.seed,
        pace=_pace(reader),
        scenario=header.scenario[:12],
        created=header.created[:10],
        again=_again(reader),
    )


def _again(reader: Reader) -> str:
    """Say from which round the run was begun again, and by which fate; ``""`` where it was not."""
    t, rows, parent = reader.language.t, reader.record.rows, reader.record.header.parent
    if parent is None:
        return ""
    back = max((int(row.data["round"]) for row in rows[: parent.row + 1] if row.kind == "round_opened"), default=1)
    if any(row.kind == FATE for row in rows[parent.row : parent.row + 2]):
        return t("begun again from round {n}, by a new fate", n=back)
    return t("begun again from round {n}, by the same fate", n=back)


def _pace(reader: Reader) -> str:
    t, pace = reader.language.t, reader.record.header.setup.pace
    return {"rounds": t("in rounds"), "live": t("live"), "open": t("open table")}.get(pace, pace)
