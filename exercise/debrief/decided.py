"""The decisions of a run as cards: options as they stood, reasons, law, what was known, what the author says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exercise.analysis.knowledge import PaperHeld, Taken
from exercise.debrief import agreed
from exercise.debrief.document import CameLine, Decision, Elsewhere, LawLine, OptionLine, PaperLine
from exercise.debrief.sources import Reader
from exercise.model import happenings as h
from exercise.model.decisions import NOT_SURE
from exercise.model.play import Option, Point
from exercise.model.text import clean
from exercise.play.tellings import Telling


def decisions(reader: Reader) -> tuple[Decision, ...]:
    """Return the decisions that *reader* may see, in the order of their numbers, which count through the whole run."""
    groups: dict[int, list[Taken]] = {}
    for one in reader.taken:
        groups.setdefault(one.number, []).append(one)
    return tuple(_whole(reader, group) for group in groups.values() if _visible(reader, group))


def _visible(reader: Reader, group: Sequence[Taken]) -> list[Taken]:
    return [one for one in group if reader.mine(one.decision.team)]


def _whole(reader: Reader, group: Sequence[Taken]) -> Decision:
    """Return the card of a decision, with what each team answered where several had to agree."""
    visible = _visible(reader, group)
    final = {one.decision.team: one for one in visible}
    teams = [team for team in reader.scenario.teams if team in final]
    cards = {team: _card(reader, final[team]) for team in teams}
    taken = visible[-1]
    return replace(
        cards[taken.decision.team],
        came=tuple(_came(reader, group[-1].decision)),
        partners=agreed.partners(reader, taken),
        answers=tuple(agreed.answer(reader, final[team], cards[team]) for team in teams) if len(teams) > 1 else (),
        attempts=tuple(agreed.attempts(reader, group)),
        by_people=any(card.by_people for card in cards.values()),
    )


def _time(reader: Reader, taken: Taken) -> str:
    """Return from when a decision counted, which is its time everywhere, and when it was signed if that was before."""
    minute, signed = taken.decision.minute, taken.signed
    clock = reader.clock(minute)
    if signed == minute:
        return clock
    return reader.language.t("{clock} (signed {signed})", clock=clock, signed=reader.names.hour(signed))


def _card(reader: Reader, taken: Taken) -> Decision:
    decision, names = taken.decision, reader.names
    point = reader.scenario.decisions.get(taken.question)
    chosen = _chosen(point, decision.options)
    named = tuple(_law(reader, law, _fits(law, chosen)) for law in decision.law)
    whole = reader.team is None
    return Decision(
        number=taken.number,
        minute=decision.minute,
        time=_time(reader, taken),
        team=decision.team,
        code=names.code(decision.team),
        name=names.team(decision.team),
        title=_title(reader, decision.point),
        question=names.say(point.question) if point else "",
        by=_by(reader, decision.by),
        by_people=decision.by in ("team", "facilitator") and decision.team in reader.record.header.setup.people,
        role=names.role(decision.team, decision.role) if decision.role else "",
        waited=_length(reader, taken.signed - taken.opened) if taken.opened is not None else "",
        takes=_length(reader, decision.takes),
        options=tuple(_option(reader, taken, point, *offered) for offered in decision.offered),
        own_words=clean(decision.text),
        course=tuple(_course(reader, taken)),
        signed=tuple(names.role(decision.team, role) for role in decision.signed),
        votes=tuple((names.option(decision.point, name), count) for name, count in decision.votes.items()),
        dissent=clean(decision.dissent),
        why=tuple(_why(reader, why) for why in decision.why if why != "own_words"),
        why_text=clean(decision.why_text),
        law=named,
        fitting=_fitting(reader, chosen, decision.law),
        sure=decision.sure,
        sure_words=_sure(reader, decision.sure),
        as_recommended=_as_recommended(point, decision.options),
        lesson=names.say(point.lesson) if point else "",
        opened=_papers(reader, taken.known.opened),
        unopened=_papers(reader, taken.known.unopened),
        elsewhere=tuple(_elsewhere(reader, *one) for one in taken.known.elsewhere) if whole else (),
        came=(),
        partners=(),
        answers=(),
        attempts=(),
    )


def _came(reader: Reader, decision: h.DecisionTaken) -> Iterator[CameLine]:
    for line in reader.sentences.came(reader.consequences.of(decision)):
        yield CameLine(reader.clock(line.minute) if line.minute is not None else "", line.text, line.bad)


_STEPS = (h.DecisionProposed, h.SignatureGiven, h.RulingAsked, h.RulingGiven)


def _course(reader: Reader, taken: Taken) -> Iterator[str]:
    """Yield what others did about a decision from its opening until it was taken."""
    telling, decision = Telling(reader.names, reader.team), taken.decision
    for one in reader.happenings:
        if isinstance(one, _STEPS) and one.point == decision.point and _during(taken, one.minute):
            yield f"{reader.names.hour(one.minute)} {clean(telling.tell(one) or '')}"


def _during(taken: Taken, minute: int) -> bool:
    return (taken.opened or 0) <= minute <= taken.decision.minute


def _chosen(point: Point | None, options: Sequence[str]) -> tuple[Option, ...]:
    return tuple(point.options[name] for name in options if name in point.options) if point else ()


def _option(reader: Reader, taken: Taken, point: Point | None, name: str, available: bool) -> OptionLine:
    names, part = reader.names, point.options.get(name) if point else None
    chosen = name in taken.decision.options
    return OptionLine(
        label=names.option(taken.decision.point, name),
        detail=names.say(part.detail) if part else "",
        chosen=chosen,
        available=available,
        because=names.say(part.because) if part and not available else "",
        advice=names.say(part.advice) if part and chosen else "",
        recommended=names.say(part.recommended) if part else "",
    )


def _papers(reader: Reader, papers: Sequence[PaperHeld]) -> tuple[PaperLine, ...]:
    return tuple(PaperLine(reader.clock(paper.minute), paper.subject, paper.sender) for paper in papers)


def _elsewhere(reader: Reader, item: str, holders: Sequence[str]) -> Elsewhere:
    return Elsewhere(reader.names.item(item), tuple(reader.names.team(team) for team in holders))


def _as_recommended(point: Point | None, options: Sequence[str]) -> bool | None:
    """Tell whether what was chosen is what the author recommends; ``None`` where he recommends nothing."""
    advised = {name for name, option in point.options.items() if option.recommended} if point else set()
    return bool(options) and set(options) <= advised if advised else None


def _title(reader: Reader, point: str) -> str:
    """Return the title of a decision; of an answer to a request, with what was asked and by whom."""
    number = point.removeprefix("respond_")
    asked = next((one for one in reader.happenings if isinstance(one, h.RequestSent) and one.request == number), None)
    if number == point or asked is None:
        return reader.names.point(point)
    return reader.language.t(
        "Answer to {team}, {number}: {paper}", team=reader.names.team(asked.team), number=reader.names.number(number),
        paper=reader.names.paper(asked.paper),
    )  # fmt: skip


# --- law ---------------------------------------------------------------------------------------------


def _fits(law: str, chosen: Sequence[Option]) -> bool | None:
    fitting = {name for option in chosen for name in option.law}
    return law in fitting if fitting and law != NOT_SURE else None


def _fitting(reader: Reader, chosen: Sequence[Option], named: Sequence[str]) -> tuple[str, ...]:
    fitting = dict.fromkeys(name for option in chosen for name in option.law if name not in named)
    return tuple(reader.names.law(name) for name in fitting)


def _law(reader: Reader, law: str, fits: bool | None) -> LawLine:
    names, basis = reader.names, reader.scenario.law.get(law)
    if basis is None:
        return LawLine(names.law(law), "", "", "", fits)
    return LawLine(
        names.say(basis.label),
        names.say(basis.text),
        names.say(basis.source),
        names.confidence(basis.confidence),
        fits,
    )


def _length(reader: Reader, minutes: int) -> str:
    return reader.length(minutes) if minutes > 0 else ""


# --- words -------------------------------------------------------------------------------------------


def _by(reader: Reader, by: str) -> str:
    t = reader.language.t
    return {
        "team": t("the team"),
        "bot": t("a program, in place of the team"),
        "facilitator": t("the facilitator, for the team"),
        "default": t("nobody in time: the default was taken"),
    }.get(by, by)


def _why(reader: Reader, why: str) -> str:
    t = reader.language.t
    return {"evidence": t("evidence"), "time": t("time"), "safety": t("safety"), "trust": t("trust")}.get(why, why)


def _sure(reader: Reader, sure: int) -> str:
    t = reader.language.t
    return {1: t("a guess"), 2: t("in doubt"), 3: t("fairly sure"), 4: t("sure")}.get(sure, "")
