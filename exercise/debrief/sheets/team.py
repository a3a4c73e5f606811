"""The sheets of one team: its briefing and its round sheet. Only what this team may know at the start is read here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exercise.debrief.sheets.checklist import rounds
from exercise.debrief.sheets.page import Frame, Sheet, set_page
from exercise.debrief.sheets.words import length
from exercise.model.papers import Item
from exercise.model.people import Unit
from exercise.model.route import Consignment
from exercise.model.text import Text
from exercise.play.names import Names

MOST_LAWS: Final = 18
"""More legal bases than this are not listed on the round sheet: the team writes the one it names."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is called, and what is said of it beside and below."""

    label: str
    beside: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item that the team holds from the start."""

    title: str
    text: str
    origin: str
    grading: str
    handling: str


def briefing(names: Names, team: str) -> Sheet:
    """Return the briefing sheet of *team*."""
    t, part = names.language.t, names.scenario.teams[team]
    frame = Frame(t("Briefing"), names.team(team), "team")
    html = set_page(
        "briefing", names, frame,
        summary=names.say(names.scenario.summary),
        starts=names.clock(0),
        playing=names.language.length(names.scenario.playing_minutes),
        briefing=names.say(part.briefing),
        agencies=tuple(names.say(agency) for agency in part.agencies),
        roles=tuple(Row(names.say(role.label), names.say(role.agency)) for role in part.roles.values()),
        units=tuple(_unit(unit, names) for unit in part.units.values()),
        items=tuple(_item(item, names) for item in _held(names, team)),
        known=tuple(_known(names, team)),
        powers=tuple(_powers(names, team)),
        law=tuple(_law(names, team)),
        authority=names.say(part.profile.authority) if part.profile else "",
        notice=names.say(names.scenario.notice),
    )  # fmt: skip
    return Sheet(f"briefing-{team}.html", frame.kind, frame.whom, t("one for each player"), "team", html)


def round_sheet(names: Names, team: str) -> Sheet:
    """Return the blank sheet on which *team* writes what it decides in a round."""
    t, part = names.language.t, names.scenario.teams[team]
    laws = tuple(names.law(law) for law in names.scenario.law)
    frame = Frame(t("Round sheet"), names.team(team), "team")
    html = set_page(
        "round", names, frame,
        why=(t("evidence"), t("time"), t("safety"), t("trust")),
        sure=(t("a guess"), t("in doubt"), t("fairly sure"), t("sure")),
        laws=(*laws, t("not sure")) if 0 < len(laws) <= MOST_LAWS else (),
        others=tuple(names.team(other) for other in names.scenario.teams if other != team),
        roles=tuple(Row(names.say(role.label), names.say(role.agency)) for role in part.roles.values()),
        decided_lines=7 if len(laws) <= 9 else 5,
    )  # fmt: skip
    return Sheet(
        f"round-{team}.html", frame.kind, frame.whom, t("about {n} (two to spare)", n=rounds(names) + 2), "team", html
    )


def _unit(unit: Unit, names: Names) -> Row:
    t, spell = names.language.t, names.language.length
    kind = {
        "surveillance": t("surveillance"), "handover": t("handover"), "arrest": t("arrest"), "escort": t("escort"),
    }[unit.kind]  # fmt: skip
    said = [t("in place within {length}", length=length(unit.deploys_in, names))]
    said.append(t("shift {shift}, then {rest} of rest", shift=spell(unit.shift), rest=spell(unit.rests)))
    if unit.territory:
        said.append(t("may work in: {states}", states=names.teams(unit.territory)))
    where = f"{kind} · {names.place(unit.at)}" if unit.at else kind
    return Row(names.say(unit.label), where, "; ".join(said))


def _held(names: Names, team: str) -> Iterator[Item]:
    return (item for item in names.scenario.intel.values() if team in item.holders)


def _item(item: Item, names: Names) -> HeldItem:
    t = names.language.t
    handling = {
        "free": t("may be passed on"),
        "originator_consent": t("passed on only with the originator's consent"),
        "classified": t("classified: not to be passed on"),
    }[item.handling]
    return HeldItem(names.say(item.title), names.say(item.text), names.say(item.origin), item.grading, handling)


def _known(names: Names, team: str) -> Iterator[str]:
    """Yield the loads, persons and sites that the team knows of from the start."""
    for id, load in _loads(names, team):
        yield f"{names.load(id)} ({names.say(load.substance)}, {names.say(load.quantity)})"
    yield from (names.target(target) for target, part in names.scenario.targets.items() if team in part.known_to)


def _loads(names: Names, team: str) -> Iterator[tuple[str, Consignment]]:
    return ((id, load) for id, load in names.scenario.consignments.items() if team in load.known_to)


def _law(names: Names, team: str) -> Iterator[Row]:
    """Yield what is said of the state's law: of its own, and of the status of the loads that the team knows of."""
    profile = names.scenario.teams[team].profile
    for line in profile.law if profile else ():
        yield Row(names.say(line.text), names.confidence(line.confidence), names.say(line.source))
    for _, load in _loads(names, team):
        status = load.status.get(team)
        if status is not None and names.say(status.text):
            said = f"{names.say(load.substance)}: {names.say(status.text)}"
            yield Row(said, names.confidence(status.confidence), names.say(status.source))


# --- powers ------------------------------------------------------------------------------------------


def _powers(names: Names, team: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield each kind of standing act with what it can be done to; a kind without any is left out."""
    t = names.language.t
    kinds = (
        (t("Requests you can file"), _papers(names, team)),
        (t("Channels open to you"), _channels(names, team)),
        (t("Bodies you can ask"), _bodies(names, team)),
        (t("Subjects you can ask about"), _subjects(names, team)),
        (t("With other teams"), _with_others(names)),
    )
    for heading, found in kinds:
        if rows := tuple(found):
            yield heading, rows


def _papers(names: Names, team: str) -> Iterator[Row]:
    t = names.language.t
    for paper in names.scenario.papers.values():
        if not may_send(names, team, paper.by):
            continue
        to = tuple(state for state in paper.to or names.scenario.states if state != team)
        tongues = ", ".join(names.tongue(tag) for tag in paper.languages)
        said = [t("takes {length} to draw up", length=names.language.length(paper.takes))] if paper.takes else []
        if len(paper.languages) > 1:
            first, taking = names.tongue(paper.languages[0]), length(paper.translation, names)
            said.append(t("in {languages}; a translation from {first} takes {length}",
                          languages=tongues, first=first, length=taking))  # fmt: skip
        elif tongues:
            said.append(t("in {languages}", languages=tongues))
        yield Row(names.say(paper.label), t("to {teams}", teams=names.teams(to)), "; ".join(said))


def may_send(names: Names, team: str, by: Sequence[str]) -> bool:
    """Tell whether *team* may send a request of a kind that *by* may send (empty: every state)."""
    return team in (by or names.scenario.states)


def _channels(names: Names, team: str) -> Iterator[Row]:
    for channel in names.scenario.channels.values():
        if not channel.teams or team in channel.teams:
            yield Row(names.say(channel.label), length(channel.delay, names), names.say(channel.warning))


def _bodies(names: Names, team: str) -> Iterator[Row]:
    for body in names.scenario.bodies.values():
        if not body.by or team in body.by:
            yield Row(names.say(body.label), length(body.takes, names))


def _subjects(names: Names, team: str) -> Iterator[Row]:
    """Yield what can be asked about from the start; a subject that a condition opens later is not named before."""
    for subject in names.scenario.subjects.values():
        if subject.requires is None and (not subject.known_to or team in subject.known_to):
            yield Row(names.say(subject.label))


def _with_others(names: Names) -> Iterator[Row]:
    if len(names.scenario.teams) < 2:
        return
    t, spell, powers = names.language.t, names.language.length, names.scenario.powers
    yield Row(t("Call another team"), spell(powers.talk.call), t("who, what passed and what was agreed goes on record"))
    yield Row(t("Meet another team"), spell(powers.talk.meet), t("who, what passed and what was agreed goes on record"))
    yield Row(t("Pass an item to another team"), spell(powers.share_takes), t("keep to its handling rule"))


def in_words(texts: Sequence[Text], names: Names) -> tuple[str, ...]:
    """Return authors' texts in the language of *names*."""
    return tuple(names.say(text) for text in texts)
