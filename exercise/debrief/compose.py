"""Composing the document: one record, one language, the whole run or the extract of one team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from exercise.analysis import knowledge, timeline
from exercise.debrief import decided, findings, measured, outcome, papers, road, talk
from exercise.debrief.document import FORMAT, Document, Holding, Line, NoteLine, Statement
from exercise.debrief.drawn import Span, Tick
from exercise.debrief.sources import Reader
from exercise.model import happenings as h
from exercise.model.language import MONTHS, WEEKDAYS, at
from exercise.model.people import Legal
from exercise.model.route import LegalStatus
from exercise.model.text import Text, clean
from exercise.play.record import Note, Record
from exercise.play.tellings import Telling

_NOT_TOLD = (h.FactChanged, h.FormSubmitted, h.ChanceDrawn, h.ExerciseStarted, h.DecisionEffective)


def document(record: Record, team: str | None = None, language: str = "en") -> Document:
    """Return the debrief of *record*; with *team*, what that team did, knew and was measured by, and no more.

    Raises ``LookupError`` where the scenario has no such team.
    """
    if team is not None and team not in record.scenario.teams:
        raise LookupError(team)
    reader = Reader(record, language, team)
    scenario, say = record.scenario, reader.names.say
    decisions, requests, custody = (
        decided.decisions(reader),
        papers.requests(reader),
        road.custody_lines(reader),
    )
    strengths, areas = findings.findings(reader)
    return Document(
        format=FORMAT, language=reader.language.tag, team=team or "",
        whom=reader.names.team(team) if team else "", title=say(scenario.title),
        starts=scenario.clock.starts, end=reader.end.minute, run=outcome.run(reader),
        teams=outcome.teams(reader), summary=outcome.summary(reader, decisions, requests, custody),
        moments=talk.moments(reader), map=road.road_map(reader), ticks=_ticks(reader), stages=_stages(reader),
        loads=road.lanes(reader), decisions=decisions, requests=requests, gaps=road.gap_lines(reader),
        custody=custody, targets=road.target_lines(reader), holdings=_holdings(reader),
        holders=tuple(reader.names.code(name) for name in _holding_teams(reader)),
        luck=measured.luck(reader), objectives=measured.objectives(reader), strengths=strengths, areas=areas,
        questions=_texts(reader, scenario.debrief.questions),
        model_answer="" if team else say(scenario.debrief.model_answer), law=_law(reader),
        statements=_statements(reader), references=_texts(reader, scenario.references),
        notice=say(scenario.notice), notes=_notes(reader), chronicle=_chronicle(reader),
        unknown=timeline.unknown_kinds(reader.happenings),
    )  # fmt: skip


def _texts(reader: Reader, texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(reader.names.say(text) for text in texts)


# --- time --------------------------------------------------------------------------------------------

_STEPS = ((6, 1), (14, 2), (40, 6), (150, 12), (24 * 14, 24), (24 * 60, 24 * 5))
"""Distance of the ticks in hours by the length of the story in hours: at most."""


def _ticks(reader: Reader) -> tuple[Tick, ...]:
    """Return the ticks of the time axis, on round hours of the story's own clock."""
    starts, end = reader.scenario.clock.starts, reader.end.minute
    hours = next((step for most, step in _STEPS if end <= most * 60), 24 * 30)
    start = at(starts, 0)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = int((start - midnight).total_seconds() // 60)
    found = []
    for minute in range(0, first + end + 1, hours * 60):
        if minute >= first:
            moment = midnight + timedelta(minutes=minute)
            major = minute % 1440 == 0
            found.append(Tick(minute - first, _day(reader, minute - first) if major else f"{moment:%H:%M}", major))
    return tuple(found)


def _day(reader: Reader, minute: int) -> str:
    moment, t = at(reader.scenario.clock.starts, minute), reader.language.t
    return f"{t(WEEKDAYS[moment.weekday()])} {moment.day} {t(MONTHS[moment.month - 1])}"


def _stages(reader: Reader) -> tuple[Span, ...]:
    first = next(iter(reader.scenario.stages))
    spans = timeline.stages(reader.happenings, first, reader.end.minute)
    return tuple(Span(span.began, span.ended, reader.names.stage(span.stage), "stage") for span in spans)


def _chronicle(reader: Reader) -> tuple[Line, ...]:
    telling = Telling(reader.names, reader.team)
    lines = []
    for one in _once(reader.happenings):
        said = None if isinstance(one, _NOT_TOLD) or _told_twice(reader, one) else telling.tell(one)
        if said:
            lines.append(Line(one.minute, _day(reader, one.minute), reader.names.hour(one.minute), clean(said)))
    return tuple(lines)


def _once(happenings: Sequence[h.Happening]) -> Iterable[h.Happening]:
    """Return *happenings*; a message that reached several teams in the same minute stands once, with all of them."""
    found: dict[object, h.Happening] = {}
    for place, one in enumerate(happenings):
        key = (one.minute, one.inject) if isinstance(one, h.MessageDelivered) else place
        first = found.get(key)
        found[key] = one if first is None else replace(first, audience=(*first.audience, *one.audience))
    return found.values()


def _told_twice(reader: Reader, happening: h.Happening) -> bool:
    """Tell whether an inject is told otherwise: by its delivery, or, having no words of its own, by what it brought."""
    inject = reader.scenario.injects.get(happening.inject) if isinstance(happening, h.InjectFired) else None
    return inject is not None and bool(inject.to or not (inject.title or inject.subject or inject.text))


def _notes(reader: Reader) -> tuple[NoteLine, ...]:
    if reader.team is not None:
        return ()
    return tuple(
        NoteLine(
            reader.clock(_seen_at(reader, note)), reader.names.team(note.team) if note.team else "",
            tuple(clean(tag) for tag in note.tags), clean(note.text),
        )
        for note in reader.record.notes
    )  # fmt: skip


def _seen_at(reader: Reader, note: Note) -> int:
    """Return the story minute that a note speaks of: one written after the end, that of the row it points at."""
    rows = reader.record.rows
    late = reader.record.finished and note.minute >= reader.end.minute and 0 <= note.row < len(rows)
    return rows[note.row].minute if late else note.minute


# --- knowledge ---------------------------------------------------------------------------------------


def _holding_teams(reader: Reader) -> tuple[str, ...]:
    return reader.scenario.played if reader.team is None else (reader.team,)


def _holdings(reader: Reader) -> tuple[Holding, ...]:
    columns = _holding_teams(reader)
    held = {(one.item, one.team): one for one in knowledge.holdings(reader.scenario, reader.record)}
    rows = dict.fromkeys(item for item, team in held if team in columns)
    return tuple(_holding(reader, item, [held.get((item, team)) for team in columns]) for item in rows)


def _holding(reader: Reader, item: str, row: list[knowledge.Held | None]) -> Holding:
    names, known = reader.names, reader.scenario.intel.get(item)
    return Holding(
        item=names.item(item),
        origin=names.say(known.origin) if known else "",
        grading=known.grading if known else "",
        handling=_handling(reader, known.handling) if known else "",
        cells=tuple(_cell(reader, one) for one in row),
    )


def _cell(reader: Reader, held: knowledge.Held | None) -> tuple[str, str]:
    """Return when an item came, and how it was read: ``opened``, ``unopened`` or (by a program) ``program``."""
    if held is None:
        return "", ""
    since = reader.clock(held.since) if held.since else reader.language.t("from the start")
    if held.team not in reader.record.header.setup.people:
        return since, "program"
    return since, "unopened" if held.opened is None else "opened"


def _handling(reader: Reader, handling: str) -> str:
    t = reader.language.t
    return {
        "originator_consent": t("originator's consent"),
        "classified": t("classified"),
    }.get(handling, "")


# --- sources -----------------------------------------------------------------------------------------


def _law(reader: Reader) -> tuple[Statement, ...]:
    names = reader.names
    return tuple(
        Statement(
            f"{names.say(basis.label)}. {names.say(basis.text)}".strip(), names.say(basis.source),
            names.confidence(basis.confidence), basis.confidence,
        )
        for basis in reader.scenario.law.values()
    )  # fmt: skip


def _statements(reader: Reader) -> tuple[Statement, ...]:
    general = [_statement(reader, legal, "") for legal in reader.scenario.statements]
    for name in road.known_loads(reader):
        load = reader.scenario.consignments[name]
        substance = reader.names.say(load.substance)
        for state, status in load.status.items():
            if reader.mine(state) and reader.names.say(status.text):
                general.append(_statement(reader, status, f"{reader.names.team(state)}, {substance}"))
    for name, team in reader.scenario.teams.items():
        if team.profile is not None and reader.mine(name):
            general += [_statement(reader, legal, reader.names.team(name)) for legal in team.profile.law]
    return tuple(general)


def _statement(reader: Reader, legal: Legal | LegalStatus, about: str) -> Statement:
    text = reader.names.say(legal.text)
    said = f"{about}: {text}" if about else text
    return Statement(said, reader.names.say(legal.source), reader.names.confidence(legal.confidence), legal.confidence)
