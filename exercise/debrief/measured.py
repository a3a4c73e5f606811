"""What was measured and what was luck: objectives with their tasks rated, and what chance brought."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.analysis.evaluation import Evidence, Rated, rate_all
from exercise.debrief.document import EvidenceLine, Luck, Objective, TaskLine
from exercise.debrief.road import known_loads
from exercise.debrief.sources import Reader
from exercise.model import happenings as h
from exercise.model.expressions import Expression, facts_read
from exercise.model.facts import PER_CONSIGNMENT

_OF_THE_DAY = ("consignment", "step", "control", "entry", "custody", "admissible")
"""Facts that no team is told while it plays and that are no team's secret once the day is over."""


def objectives(reader: Reader) -> tuple[Objective, ...]:
    """Return the objectives with the tasks that *reader* may see; for a team those that measure it alone."""
    every = rate_all(reader.scenario, reader.history, whole=reader.end.whole)
    rated = {(one.objective, one.task): one for one in every}
    found = []
    for name, objective in reader.scenario.objectives.items():
        tasks = [key for key, task in objective.tasks.items() if reader.team is None or task.team == reader.team]
        if tasks:
            lines = tuple(_task(reader, rated[name, key]) for key in tasks)
            say = reader.names.say
            found.append(
                Objective(say(objective.text), _purpose(reader, objective.purpose), say(objective.capability), lines)
            )
    return tuple(found)


def _task(reader: Reader, rated: Rated) -> TaskLine:
    task = reader.scenario.objectives[rated.objective].tasks[rated.task]
    evidence = evidence_lines(reader, rated)
    return TaskLine(
        text=reader.names.say(task.text),
        team=reader.names.team(task.team) if task.team else "",
        source=reader.names.say(task.source),
        mark=rated.verdict,
        mark_words=mark_words(reader, rated.verdict),
        evidence=evidence,
        withheld=len(evidence) < len(rated.evidence),
    )


def evidence_lines(reader: Reader, rated: Rated) -> tuple[EvidenceLine, ...]:
    """Return what a rating stands on, as far as *reader* may see it."""
    return tuple(_evidence(reader, one) for one in rated.evidence if _may_see(reader, one.condition))


def _may_see(reader: Reader, condition: Expression) -> bool:
    """Tell whether the evidence reads nothing that only others know, and names no item or load unknown to the team."""
    return reader.team is None or all(_told(reader, reader.team, name) for name in facts_read(condition))


def _told(reader: Reader, team: str, name: str) -> bool:
    known = reader.facts.get(name)
    head, _, rest = name.partition(".")
    if known is None:
        return False
    if head in PER_CONSIGNMENT and rest.partition(".")[0] not in known_loads(reader):
        return False
    if head == "holds":
        return rest in (f"{team}.{item}" for item in reader.held)
    return known.known_to is None or team in known.known_to or head in _OF_THE_DAY


def _evidence(reader: Reader, evidence: Evidence) -> EvidenceLine:
    t = reader.language.t
    if evidence.first is None:
        time = t("never")
    elif evidence.first == 0:
        time = t("from the start")
    else:
        time = reader.clock(evidence.first)
    return EvidenceLine(reader.conditions.say(evidence.condition), time, evidence.first is not None, evidence.last)


def mark_words(reader: Reader, verdict: str) -> str:
    """Return a rating in words."""
    t = reader.language.t
    return {
        "P": t("Performed without challenges"),
        "S": t("Performed with some challenges"),
        "M": t("Performed with major challenges"),
        "U": t("Unable to be performed"),
        "not_applicable": t("Not applicable: it never arose"),
        "not_tested": t("Not tested: the exercise stopped before"),
        "not_measured": t("Not measured: this version does not know what it reads"),
    }[verdict]


def _purpose(reader: Reader, purpose: int) -> str:
    t = reader.language.t
    return {
        1: t("Legal and procedural frameworks of cross-border operations"),
        2: t("Sources of information, intelligence and information sharing"),
        3: t("Tactics and solutions in different types of operations"),
        4: t("New trafficking trends, routes and methods"),
        5: t("Instruments of international cooperation and coordination"),
    }[purpose]


# --- luck --------------------------------------------------------------------------------------------


def luck(reader: Reader) -> tuple[Luck, ...]:
    """Return what chance brought; to a team, only on its own decisions."""
    return tuple(_luck(reader))


def _luck(reader: Reader) -> Iterator[Luck]:
    for one in reader.record.happenings:
        match one:
            case h.ChanceDrawn() if _mine(reader, one.what):
                yield Luck(
                    reader.clock(one.minute),
                    _origin(reader, one.what),
                    f"{round(one.chance * 100)} %",
                    one.came,
                )
            case h.HazardStruck() if reader.team is None:
                yield Luck(reader.clock(one.minute), reader.conditions.hazard(one.hazard), "", came=True)


def _mine(reader: Reader, path: str) -> bool:
    if reader.team is None:
        return True
    parts = path.split(".")
    point = reader.scenario.decisions.get(parts[1]) if parts[0] == "decisions" and len(parts) > 1 else None
    return point is not None and point.team == reader.team


def _origin(reader: Reader, path: str) -> str:
    """Return what a chance was drawn for: the decision, message or hazard at *path* in the scenario."""
    names = reader.names
    match path.split("."):
        case ["decisions", point, "options", option, *_]:
            return f"{names.point(point)} – {names.option(point, option)}"
        case ["decisions", point, *_]:
            return names.point(point)
        case ["hazards", hazard, *_]:
            return reader.conditions.hazard(hazard)
        case ["injects", inject, *_]:
            return reader.conditions.inject(inject)
        case ["intel", item, *_]:
            return names.item(item)
        case ["channels", channel, *_]:
            return names.channel(channel)
        case ["bodies", body, *_]:
            return names.body(body)
    return path.replace(".", " ").replace("_", " ")
