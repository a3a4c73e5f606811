"""The hall view: what everybody in the room may see, at the curtain and while time runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from exercise.model.happenings import ExerciseEnded, Happening
from exercise.model.language import at, language
from exercise.model.scenario import Scenario
from exercise.model.table import HallView, TeamMark
from exercise.model.views import ClockView
from exercise.play.endings import end_view
from exercise.play.projection.loads import Load
from exercise.session.host import Host
from exercise.session.seats import clock_state, clock_why, room_phase, waits_for

LoadWord = Literal["", "waits", "moves", "held", "over"]


def hall_view(host: Host, tag: str) -> HallView:
    """Return what everybody may see now, in the language *tag*."""
    conduct, pacer, words = host.conduct, host.pacer, language(tag)
    scenario, room, engine = conduct.scenario, conduct.room, conduct.engine
    stage = str(engine.facts["stage"])
    stage_number, stages = list(scenario.stages).index(stage) + 1, len(scenario.stages)
    waiting = list(pacer.awaited)
    starts = scenario.clock.starts
    state = clock_state(room.phase, pacer)
    ended = engine.happenings[-1]
    return HallView(
        title=scenario.title.in_(tag),
        round=room.round,
        pace=conduct.setup.pace,
        phase=room_phase(room.phase, paused=pacer.paused),
        clock=ClockView(
            minute=engine.now,
            text=words.clock(starts, engine.now),
            hour=at(starts, engine.now).hour,
            state=state,
            why=clock_why(words, state, room.why, pacer),
        ),
        stage=scenario.stages[stage].title.in_(tag),
        stage_number=stage_number,
        stages=stages,
        teams=tuple(_mark(host, team, waiting, tag) for team in scenario.played),
        next_team=waiting[0] if waiting else None,
        talk_left=pacer.talk_left,
        creeps=pacer.creeps,
        ran=engine.now - room.left if room.phase != "talk" else room.ran,
        end=end_view(ended, scenario, tag) if isinstance(ended, ExerciseEnded) else None,
        warning=pacer.problem.text(tag) if pacer.problem else words.t(host.warning) if host.warning else "",
        waits_for=waits_for(conduct, pacer, words),
        held=pacer.held,
        talk_stands=pacer.typing,
        back_at=host.back_at,
        room_clock=host.room_clock,
        behind=minutes_behind(host.elapsed.seconds, scenario.playing_minutes, stage_number, stages),
        load=known_to_all(scenario, engine.happenings, engine.now),
        rounds=likely_rounds(room.round, stage_number, stages),
    )


def minutes_behind(seconds: float, planned: int, stage_number: int, stages: int) -> int:
    """Return the minutes behind the plan (below 0: ahead): within the share of the stage in force a room is on plan.

    Each stage has an equal share of the *planned* minutes.
    """
    spent, share = seconds / 60, planned / stages
    first, last = share * (stage_number - 1), share * stage_number
    return round(spent - last) if spent > last else round(spent - first) if spent < first else 0


def likely_rounds(rounds: int, stage_number: int, stages: int) -> int | None:
    """Return how many rounds are likely in all, at the pace of the stages that are over; ``None`` in the first."""
    if stage_number == 1:
        return None
    return max(rounds, round(rounds * stages / stage_number))


def known_to_all(scenario: Scenario, happenings: Sequence[Happening], now: int) -> LoadWord:
    """Return what every team that is played knows the consignments to do: what moves first, then what is held."""
    words = [_word_of(scenario, name, happenings, now) for name in scenario.consignments]
    return next((word for word in ("moves", "held", "waits", "over") if word in words), "") if all(words) else ""


def _word_of(scenario: Scenario, name: str, happenings: Sequence[Happening], now: int) -> LoadWord:
    part, everyone = scenario.consignments[name], set(scenario.played)
    load = Load(scenario, name, "", known=everyone <= set(part.known_to))
    for happening in happenings:
        if getattr(happening, "consignment", "") == name and everyone <= set(happening.audience):
            load.see(happening)
    match load.status:
        case "paper":
            return "waits" if load.known and now < part.departs else ""
        case "moving":
            return "moves"
        case "held":
            return "held"
        case "lost":
            return ""
        case _:
            return "over"


def _mark(host: Host, team: str, waiting: list[str], tag: str) -> TeamMark:
    part, people = host.conduct.scenario.teams[team], team in host.conduct.setup.people
    mark: Literal["done", "next", "to_come", "bot"]
    if not people:
        mark = "bot"
    elif team not in waiting:
        mark = "done"
    else:
        mark = "next" if team == waiting[0] else "to_come"
    votes = people and host.conduct.votes_first(team)
    return TeamMark(team, part.name.in_(tag), part.code, part.names, people, mark, votes)
