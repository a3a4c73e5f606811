"""The facilitator's checklist: what holds for every exercise, and what this scenario needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from exercise.debrief.sheets.origins import Origins
from exercise.debrief.sheets.page import Frame, Sheet, set_page
from exercise.play.names import Names

ROUND_MINUTES: Final = (8, 2)
"""Minutes of talk in a round, and at the keyboard for each team."""
Part = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team for the table of seats."""

    code: str
    name: str
    roles: int
    played: bool


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage and what it begins with."""

    number: int
    title: str
    begins: tuple[str, ...]


def checklist(names: Names) -> Sheet:
    """Return the checklist."""
    t, scenario, origins = names.language.t, names.scenario, Origins(names)
    frame = Frame(t("Facilitator's checklist"), t("Facilitator only"), "staff")
    html = set_page(
        "checklist", names, frame,
        facts=tuple(_facts(names)),
        teams=tuple(
            TeamLine(team.code, names.team(name), len(team.roles), team.played) for name, team in scenario.teams.items()
        ),
        before=(_days_before(names), _hour_before(names)),
        during=(*_conduct(names), *_trouble(names), _end(names)),
        stages=tuple(
            StageLine(n, names.say(stage.title), origins.begins(name))
            for n, (name, stage) in enumerate(scenario.stages.items(), 1)
        ),
    )  # fmt: skip
    return Sheet("checklist.html", frame.kind, t("facilitator"), t("one"), "staff", html)


def rounds(names: Names) -> int:
    """Return how many rounds the playing time has room for, at least one."""
    talk, entry = ROUND_MINUTES
    return max(1, ceil(names.scenario.playing_minutes / (talk + entry * len(names.scenario.played))))


def _facts(names: Names) -> Iterator[tuple[str, str]]:
    t, scenario = names.language.t, names.scenario
    yield t("Teams to play"), str(len(scenario.played))
    yield t("Playing time"), names.language.length(scenario.playing_minutes)
    yield t("Rounds that the time has room for"), str(rounds(names))
    yield t("Story from"), names.clock(0)
    yield t("to, at the latest"), names.clock(scenario.clock.ends_after)
    yield t("Written in"), ", ".join(names.tongue(tag) for tag in scenario.languages)
    yield t("Events on the list"), str(len(scenario.injects))


def _days_before(names: Names) -> Part:
    t, name = names.language.t, names.scenario.id
    return t("Two days before"), (
        t("Install from the stick and start once; all signs show."),
        t("Played through with bots: {command}", command=f"`exercise play {name} --auto`"),
        t("Played once by hand, alone; the minute of each stage noted below."),
        t("Notice and legal statements read; what is marked ~ confirmed or struck with a practitioner."),
        t("Teams made up: a prosecutor in each country team, two to six people in each."),
        t("Sheets printed and sorted by team; this list and the list of events kept apart."),
    )


def _hour_before(names: Names) -> Part:
    t, name = names.language.t, names.scenario.id
    command = f"`exercise play {name} --seed ____ --copy-to ____`"
    return t("One hour before"), (
        t("Laptop on mains, sleep and notices switched off, keyboard turned away from the hall."),
        t("Stick in; the run is copied to it: {command}", command=command),
        t("Seed written above: the same seed gives the same chance."),
        t("Projector shows the hall view, the curtain or the debrief, never a team's screen."),
        t("On each table: briefing, round sheets, request forms, pens; telephones in the middle, face down."),
    )


def _conduct(names: Names) -> Iterator[Part]:
    t, teams = names.language.t, names.scenario.played
    order = " → ".join(names.code(team) for team in teams)
    yield (
        t("At the start, ten minutes"),
        (
            t("Notice read aloud: an invented case; what is marked ~ is nobody's law; boundaries are illustrative."),
            t("Roles, not names. What is said in the hall stays in the hall."),
            t("No best team: the question at the end is what the court can use."),
            t("One decision shown on the wall: option, why, law, how sure, sign. “Not sure” is an answer."),
        ),
    )
    yield (
        t("Each round"),
        (
            t("Talk: 5 to 8 minutes, all tables at once; the round sheet is filled in and signed."),
            t("Enter: one team at a time, in this order: {order}. Curtain between two teams.", order=order)
            if len(teams) > 1
            else t("Enter: what is signed cannot be taken back."),
            t("Run: the story goes on; the hall watches the road."),
            t("No word and no eyebrow about an answer before the debrief."),
            t("Sentences heard are noted with time and table, not opinions."),
        ),
    )
    yield (
        t("Break"),
        (
            t("Break called from the control drawer (F9) with the time of return; all clocks stand."),
            t("Break curtain on the wall, not the last screen; laptop watched."),
        ),
    )


def _trouble(names: Names) -> Iterator[Part]:
    t = names.language.t
    yield (
        t("Power cut, closed lid, another laptop"),
        (
            t(
                "Start again: {command}. What was signed is there; it opens on the curtain.",
                command="`exercise resume RUN`",
            ),
            t("Other laptop: stick in, same command with the file on the stick."),
            t("Seed, time and last round compared with the round sheets before going on."),
        ),
    )
    yield (
        t("What to do if"),
        (
            t("an interpreter is behind: more time before the sentence, not after"),
            t("a team is stuck: an event from its own service by hand, never the answer"),
            t("a team leaves: a bot plays it on, and the hall is told"),
            t("a team would do something else: written down, ruled to the nearest option, reason given afterwards"),
        ),
    )


def _end(names: Names) -> Part:
    t = names.language.t
    return t("At the end"), (
        t("End called aloud; nobody leaves before the hot wash, 20 minutes."),
        t("Players first, what went well first; one question of the sheet for each team."),
        t("Feedback forms collected before the coffee."),
        t("Debrief written: {command}", command="`exercise debrief RUN`"),
        t("To each delegation the extract of its own team only; no ranking, no totals side by side."),
        t("Run file and its copy kept with the report; briefings, forms and this list collected."),
    )
