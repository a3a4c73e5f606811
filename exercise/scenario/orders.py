"""Whether what effects order can be done: facts set and revealed, units assigned, requests sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exercise.model.effects import Assign, SendRequest, SetFact, Withdraw
from exercise.model.facts import FactType
from exercise.model.papers import Paper
from exercise.scenario.bind import Path
from exercise.scenario.checker import Checker
from exercise.scenario.problems import nearest

NOBODYS = ("injects", "stages", "hazards", "adversary")
"""The parts in which no team is behind an effect."""


def order_faults(checker: Checker) -> None:
    """Tell every effect that cannot do what it says."""
    for place in checker.places:
        if place.kind == "effect":
            _order(checker, place.path, place.value)
    for name, item in checker.scenario.intel.items():
        for n, fact in enumerate(item.reveals):
            if fact in checker.facts and checker.facts[fact].kind != "bool":
                message = f"'{fact}' is never true or false, so that nothing can reveal it"
                checker.tell("E612", ("intel", name, "reveals", n), message)


def _order(checker: Checker, path: Path, effect: object) -> None:
    match effect:
        case SetFact():
            _set(checker, path, effect)
        case Assign(team=team, assign=unit) if team:
            _unit(checker, (*path, "assign"), team, unit)
        case Withdraw(team=team, withdraw=unit) if team:
            _unit(checker, (*path, "withdraw"), team, unit)
        case SendRequest():
            _request(checker, path, effect)


# --- facts and units --------------------------------------------------------------------------------------


def _set(checker: Checker, path: Path, effect: SetFact) -> None:
    """Check that a fact is set to one value, of its type."""
    if effect.add is not None and checker.is_written((*path, "to")):
        checker.tell("E620", (*path, "add"), f"'{effect.fact}' is both set to a value and added to")
    elif wrong := _misfit(effect, checker.facts.get(effect.fact)):
        checker.tell("E612", path, f"'{effect.fact}' is {wrong}")


def _misfit(effect: SetFact, fact: FactType | None) -> str:
    """Return why a fact cannot be set as an effect says, or ``""``."""
    if fact is None:
        return ""
    if effect.add is not None:
        return "" if fact.kind == "int" else "no number, and cannot be added to"
    if fact.kind == "word":
        return "" if effect.to in fact.words else f"one of {', '.join(fact.words)}, never {_shown(effect.to)}"
    if fact.kind == "int":
        return "" if type(effect.to) is int else f"a number, never {_shown(effect.to)}"
    return "" if isinstance(effect.to, bool) else f"true or false, never {_shown(effect.to)}"


def _shown(value: bool | int | str) -> str:
    """Return a value as authors write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _unit(checker: Checker, path: Path, team: str, unit: str) -> None:
    """Check that a unit is one of the team that is named with it."""
    known = checker.scenario.teams.get(team)
    if known is not None and unit not in known.units:
        near = nearest(unit, known.units)
        hint = f"; it has {', '.join(known.units)}" if known.units else ""
        checker.tell("E601", path, f"{team} has no unit '{unit}'{hint}", near)


# --- requests ---------------------------------------------------------------------------------------------


def _request(checker: Checker, path: Path, effect: SendRequest) -> None:
    """Check that a request can go the way that is written, as it could from a team at the keyboard."""
    if effect.by is None and path[0] in NOBODYS:
        checker.tell("E615", path, "nobody decides here, so it is not said who sends the request", "by: ...")
    paper = checker.scenario.papers.get(effect.request)
    if paper is None:
        return
    for key, message, mend in (*_way(checker, effect, paper, _sender(checker, path, effect)), *_wording(effect, paper)):
        checker.tell("E619", (*path, key), message, mend)
    if paper.variants and paper.asks != "extension" and not checker.is_written((*path, "variant")):
        message = f"'{effect.request}' names a variant; where none is written it asks for the load as it is, intact"
        checker.tell("W715", path, message)


def _sender(checker: Checker, path: Path, effect: SendRequest) -> str:
    """Return the team that sends a request, or ``""`` where that is not known beforehand."""
    if effect.by is not None or path[0] != "decisions":
        return effect.by or ""
    return checker.scenario.decisions[str(path[1])].team


Fault = tuple[str, str, str]
"""The key that is wrong, what is wrong with it, and the mend."""


def _way(checker: Checker, effect: SendRequest, paper: Paper, sender: str) -> Iterator[Fault]:
    """Yield what is wrong with sender, receiver and channel."""
    scenario, name = checker.scenario, effect.request
    if sender in scenario.teams and sender not in (senders := paper.by or scenario.states):
        yield "by" if effect.by else "request", f"{sender} cannot send '{name}'", f"by: {_any_of(senders)}"
    receivers = paper.to or tuple(state for state in scenario.states if state != sender)
    if effect.to in scenario.teams and effect.to not in receivers:
        itself = ", which sends it" if effect.to == sender else ""
        yield "to", f"'{name}' cannot go to {effect.to}{itself}", f"to: {_any_of(receivers)}"
    channel = scenario.channels.get(effect.channel)
    if channel is None:
        return
    ways = [id for id in paper.channels or scenario.channels if id in scenario.channels]
    ways = [id for id in ways if "paper" in scenario.channels[id].carries]
    mend = f"channel: {_any_of(ways)}"
    if "paper" not in channel.carries:
        yield "channel", f"'{effect.channel}' carries no papers", mend
    elif paper.channels and effect.channel not in paper.channels:
        yield "channel", f"'{name}' cannot travel by '{effect.channel}'", mend
    elif sender in scenario.teams and channel.teams and sender not in channel.teams:
        yield "channel", f"{sender} may not use '{effect.channel}'", ""


def _wording(effect: SendRequest, paper: Paper) -> Iterator[Fault]:
    """Yield what is wrong with variant and language."""
    if not paper.variants and effect.variant != "intact":
        yield (
            "variant",
            f"'{effect.request}' names no variant",
            f"delete it, or write variants: true in {effect.request}",
        )
    if effect.language and effect.language not in paper.languages:
        message = f"'{effect.request}' is not written in '{effect.language}'"
        mend = f"language: {_any_of(paper.languages)}" if paper.languages else "delete it"
        yield "language", message, mend


def _any_of(ids: Iterable[str]) -> str:
    """Return the ids as alternatives."""
    return " or ".join(ids) or "..."
