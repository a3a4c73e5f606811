"""The debrief's rows: title, the moments to talk about, the decision looked at, and who knew what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from exercise.analysis.knowledge import Taken
from exercise.analysis.moments import Moment as Proposed
from exercise.analysis.sentences import split_of
from exercise.model import happenings as h
from exercise.play.endings import ended_by_facilitator
from exercise.ui.look import Look
from exercise.ui.parts.deciding import sure_name, why_name
from exercise.ui.parts.lanes import LABEL, lanes
from exercise.ui.rows import BLANK, Row, one_line, row
from exercise.ui.text import Part, flat, say
from exercise.ui.timeline import Timeline

NEAR = 30
"""Minutes around the moment whose happenings are shown."""
_COURSE = (h.DecisionProposed, h.SignatureGiven, h.AgreementFailed, h.RulingAsked, h.RulingGiven)


# --- on top ------------------------------------------------------------------------------------------


def header_rows(timeline: Timeline, look: Look, width: int, loads: int) -> Iterator[Row]:
    """Return title, span, the lines over time with at most *loads* consignments, and what to talk about."""
    yield _title(timeline, look, width)
    names = timeline.names
    yield one_line(width, ([" ", names.clock(0)], [names.clock(timeline.last), " "]))
    yield from lanes(timeline, look, width, loads)
    yield from _talk(timeline, look, width)


def _title(timeline: Timeline, look: Look, width: int) -> Row:
    title = (flat(timeline.names.say(timeline.story.record.scenario.title)).upper(), "title")
    debrief, run = look.t("DEBRIEF"), _run(timeline, look)
    if timeline.team is not None:
        debrief = look.t("EXTRACT FOR {team}", team=flat(timeline.names.team(timeline.team)).upper())
    named, bare = _ending(timeline, look)
    return one_line(
        width,
        ([" ", title, f" · {debrief}", f" · {run}" if run else ""], [named, " "]),
        ([" ", title, f" · {debrief}"], [named, " "]),
        ([" ", title, f" · {debrief}"], [bare, " "]),
        ([" ", title], [bare, " "]),
        ([" ", title, f" · {debrief}"], []),
    )


def _run(timeline: Timeline, look: Look) -> str:
    created = timeline.story.record.header.created
    try:
        datetime.fromisoformat(created)
    except ValueError:
        return ""
    return look.t("run of {day}", day=look.words.day(created, 0))


def _ending(timeline: Timeline, look: Look) -> tuple[str, str]:
    """Return the ending with its place among all, and its title alone."""
    outcomes, end = timeline.story.record.scenario.outcomes, timeline.story.end
    if end.outcome not in outcomes:
        said = ended_by_facilitator(look.words, timeline.names.scenario.clock.starts, end.minute)
        bare = said if end.by_facilitator else look.t("broken off")
        because = flat(end.because)
        return f"{bare}: {because}" if because and timeline.team is None else bare, bare
    title = flat(timeline.names.say(outcomes[end.outcome].title))
    place = list(outcomes).index(end.outcome) + 1
    return look.t("ending {n} of {of}: {title}", n=place, of=len(outcomes), title=title), title


def _talk(timeline: Timeline, look: Look, width: int) -> Iterator[Row]:
    """Return the moments to talk about in as few lines as they need; no title is broken."""
    lines: list[list[Part]] = []
    free = 0
    for place, moment in enumerate(timeline.moments, 1):
        title = flat(timeline.side.sentences.title(moment, timeline.taken))
        wanted = len(title) + 3 + len(str(place)) + 1
        if not lines or free < wanted:
            lines.append([])
            free = width - LABEL - 1
        ink = "chosen" if timeline.proposed is moment else "own"
        lines[-1] += [(str(place), "key"), " ", (title, ink), "   "]
        free -= wanted
    for number, parts in enumerate(lines):
        label = look.t("talk about")[: LABEL - 1] if not number else ""
        yield row(*parts, lead=(f" {label:<{LABEL}}", "faint"))


# --- the decision ------------------------------------------------------------------------------------


def moment_rows(timeline: Timeline, look: Look) -> Iterator[Row]:
    """Return the decision looked at; what came of it and the author's words only once it is opened."""
    moment, proposed = timeline.moment, timeline.proposed
    if timeline.open and proposed is not None and proposed.number is None:
        yield from _reason(timeline, proposed)
    if moment is None:
        yield row((look.t("No decision has been taken yet."), "faint"), lead=" ")
        return
    yield from _question(timeline, moment, look)
    yield from _answer(timeline, moment, look)
    yield from _course(timeline, moment)
    yield from _papers(moment, look)
    yield BLANK
    if not timeline.open:
        yield row((look.t("Ask the team first. Space shows the rest."), "faint"), lead=" ")
        return
    if proposed is not None and proposed.number is not None and proposed.kind != "advice":
        yield from _reason(timeline, proposed)
    yield from _came(timeline, moment, look)
    yield from _author(timeline, moment, look)


def _reason(timeline: Timeline, proposed: Proposed) -> Iterator[Row]:
    """Return why a moment is worth talking about; advice is said by the author below."""
    yield row((timeline.side.sentences.reason(proposed, timeline.taken), "strong"), lead=" ")
    yield BLANK


def _question(timeline: Timeline, moment: Taken, look: Look) -> Iterator[Row]:
    names, decision = timeline.names, moment.decision
    yield row((names.team(decision.team).upper(), "title"), ", ", _number(timeline, moment, look), lead=" ")
    yield row((names.point(decision.point), "strong"), lead=" ")
    known = timeline.story.record.scenario.decisions.get(decision.point)
    if known is not None and names.say(known.title):
        yield row(names.say(known.question), lead=" ")
    yield BLANK


def _number(timeline: Timeline, moment: Taken, look: Look) -> str:
    """Return the number of a decision with the time on the lines above, and when it was signed if that was before."""
    hour, minute = timeline.names.hour, moment.decision.minute
    if moment.signed == minute:
        return look.t("decision {n}, {clock}", n=moment.number, clock=hour(minute))
    named = {"n": moment.number, "signed": hour(moment.signed), "clock": hour(minute)}
    return look.t("decision {n}: signed {signed}, counts from {clock}", **named)


def _answer(timeline: Timeline, moment: Taken, look: Look) -> Iterator[Row]:
    names, decision = timeline.names, moment.decision
    numbers = {name: place for place, (name, _) in enumerate(decision.offered, 1)}
    for place, option in enumerate(decision.options):
        number = f"{numbers[option]} " if option in numbers else ""
        yield _told(look.t("chose") if not place else "", number + names.option(decision.point, option))
    if decision.by != "team":
        yield _told(look.words.p("decided", "by"), _by(decision.by, look))
    if decision.why:
        yield _told(look.t("why"), ", ".join(why_name(why, look).removesuffix(" ...") for why in decision.why))
    for words in (decision.why_text, decision.text):
        if words.strip():
            yield _told("", f"«{flat(words)}»")
    if decision.law:
        yield _told(look.t("law"), ", ".join(names.law(law) for law in decision.law))
    sure = f"{decision.sure} · {sure_name(str(decision.sure), look)}" if decision.sure else ""
    split = look.t("split {votes}", votes=split_of(decision)) if len(decision.votes) > 1 else ""
    if sure or split:
        yield _told(look.words.p("field", "sure"), "   ".join(part for part in (sure, split) if part))
    signed = decision.signed or ((decision.role,) if decision.role else ())
    if signed:
        yield _told(look.t("signed"), ", ".join(names.role(decision.team, role) for role in signed))
    if decision.dissent.strip():
        yield _told(look.t("dissent"), f"«{flat(decision.dissent)}»")


def _by(by: str, look: Look) -> str:
    return {
        "bot": look.t("a program, in place of the team"),
        "facilitator": look.t("the facilitator, for the team"),
        "default": look.t("nobody in time: the default was taken"),
    }.get(by, by)


def _course(timeline: Timeline, moment: Taken) -> Iterator[Row]:
    """Return what others did about it: signatures, agreements, rulings."""
    telling, names = timeline.side.sentences.telling, timeline.names
    for one in timeline.side.happenings:
        mine = isinstance(one, _COURSE) and one.point == moment.decision.point
        if mine and (moment.opened or 0) <= one.minute <= moment.decision.minute:
            yield row(telling.tell(one) or "", lead=(f" {names.hour(one.minute)}  ", "faint"))


def _papers(moment: Taken, look: Look) -> Iterator[Row]:
    unopened = moment.known.unopened
    if unopened and moment.decision.by in ("team", "facilitator"):
        count = look.n("{n} unopened", "{n} unopened", len(unopened))
        named = ", ".join(flat(paper.subject) for paper in unopened)
        yield row(f"{count} ({named})", lead=(f" {look.t('papers'):<9}", "wait"))


def _came(timeline: Timeline, moment: Taken, look: Look) -> Iterator[Row]:
    yield row((look.t("What came of it"), "title"), lead=" ")
    lines = timeline.side.came(moment)
    if not lines:
        yield row((look.t("Nothing that the record ties to it."), "faint"), lead=" ")
    width = max((len(_when(timeline, moment, line.minute, look)) for line in lines), default=0)
    for line in lines:
        tail: Part = (look.signs.bad, "bad") if line.bad else ""
        yield row(line.text, lead=(f" {_when(timeline, moment, line.minute, look):<{width}}  ", "faint"), tail=tail)


def _when(timeline: Timeline, moment: Taken, minute: int | None, look: Look) -> str:
    """Return when: the time of day, from another day on with the days between (``+2 08:10``)."""
    if minute is None:
        return look.t("at the end")
    starts = timeline.names.hour_of_day(0) * 60
    days = (starts + minute) // 1440 - (starts + moment.decision.minute) // 1440
    return f"{f'+{days} ' if days else ''}{timeline.names.hour(minute)}"


def _author(timeline: Timeline, moment: Taken, look: Look) -> Iterator[Row]:
    """Return what the author says of it: what was unwise, what he recommends, what is argued."""
    names, decision = timeline.names, moment.decision
    point = timeline.story.record.scenario.decisions.get(decision.point)
    if point is None:
        return
    yield BLANK
    yield row((look.t("The author"), "title"), lead=" ")
    for name, option in point.options.items():
        label, taken = names.say(option.label), name in decision.options
        if taken and names.say(option.advice):
            yield row(f"{look.t('Allowed, but unwise')}: {label}. {names.say(option.advice)}", lead=" ")
        if names.say(option.recommended):
            head = look.t("As the author recommends") if taken else look.t("The author recommends")
            yield row(f"{head}: {label}. {names.say(option.recommended)}", lead=" ")
    if names.say(point.lesson):
        yield row(names.say(point.lesson), lead=" ")


def _told(label: str, text: str) -> Row:
    return row(text, lead=(f" {label:<9}", "faint"))


# --- who knew what -----------------------------------------------------------------------------------


def knowledge_rows(timeline: Timeline, look: Look) -> Iterator[Row]:
    """Return who held what at this minute, and what was told to whom just then; closed until it is opened."""
    if not timeline.open:
        yield row((look.t("Closed until Space: the players speak first."), "faint"), lead=" ")
        return
    names, teams, signs = timeline.names, timeline.columns, look.signs
    codes = "  ".join(names.code(team) for team in teams)
    yield Row(say((look.t("At {clock}", clock=names.hour(timeline.minute)), "strong")), say(" "), say((codes, "faint")))
    for item in timeline.items():
        yield Row(say(names.item(item)), say(" "), say(*_held(timeline, item, look, names.code)))
    yield BLANK
    legend = look.t("{held} held  {unopened} held, not opened  · not held", held=signs.good, unopened=signs.unopened)
    yield row((legend, "faint"), lead=" ")
    yield from _told_then(timeline, look)


def _told_then(timeline: Timeline, look: Look) -> Iterator[Row]:
    near = [line for line in timeline.story.lines if abs(line.minute - timeline.minute) <= NEAR]
    shown = [line for line in near if timeline.team in (None, *line.audience)]
    if not shown:
        return
    yield BLANK
    yield row((look.t("What was told around this minute"), "title"), lead=" ")
    for line in shown:
        named = timeline.team is not None or line.text.startswith("[")
        who = ", ".join(timeline.names.code(team) for team in line.audience)
        tail: Part = "" if named else (f"  [{who}]", "faint")
        yield row(line.text, tail, lead=(f" {timeline.names.hour(line.minute)}  ", "faint"))


def _held(timeline: Timeline, item: str, look: Look, code: Callable[[str], str]) -> list[Part]:
    holders = timeline.holders(item)
    parts: list[Part] = []
    for number, team in enumerate(timeline.columns):
        sign: Part = ("·", "faint")
        if team in holders:
            sign = (look.signs.good, "good") if holders[team] else (look.signs.unopened, "wait")
        parts += ["  " if number else "", sign, " " * (len(code(team)) - 1)]
    return parts
