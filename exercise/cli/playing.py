"""Playing: from what was asked on the command line to a table, and what to say when people leave it."""

from __future__ import annotations

import secrets
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from exercise.cli.start import settle
from exercise.model.decisions import Refusal
from exercise.model.happenings import ExerciseEnded
from exercise.model.language import LANGUAGES, Language, language
from exercise.model.plain import plain
from exercise.model.scenario import Scenario
from exercise.model.table import Table
from exercise.play.endings import end_view
from exercise.play.record import Pace, Setup, read_rows, scenario_of
from exercise.play.wording import refusal_text
from exercise.scenario.cache import load_kept
from exercise.scenario.library import find as find_scenario
from exercise.scenario.problems import did_you_mean, nearest, render_all
from exercise.session.children import any_fate, rewind
from exercise.session.pin import hashed
from exercise.session.runs import find as find_run
from exercise.session.runs import name_of, new_path
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE

TALK: Final = 8.0
"""Minutes of talk in a round of several teams of people, where nothing else is asked for."""
PACES: Final = ("rounds", "live", "open")


class Unknown(LookupError):  # noqa: N818
    """Something was asked for that is not there; the argument is a sentence."""


@plain
class Wish:
    """What was asked for on the command line or the home screen."""

    teams: tuple[str, ...] = ()
    """Teams of people; none: all that are played."""
    pace: str = "rounds"
    bots: str = "recommended"
    seed: int | None = None
    talk: float | None = None
    tag: str = "en"
    auto: bool = False
    facilitated: bool | None = None
    """Whether there is a facilitator's desk; ``None``: where several teams of people play."""
    pin: str = ""
    """The PIN of the desk; ``""``: one is made up."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """By team, the language of its screens and papers, where it is not *tag*."""


def play_scenario(name: str, wish: Wish, run: Path | None, copy_to: Path | None, *, plain: bool) -> None:
    """Play the scenario *name* as wished, without screens; where there should be some, say why there are none."""
    session = begin_run(name, wish, run, copy_to, screens=not (plain or wish.auto))
    if wish.auto:
        play_alone(session, wish.tag)
    else:
        sit_down(session, wish.tag)


def begin_run(name: str, wish: Wish, run: Path | None, copy_to: Path | None, *, screens: bool = False) -> Session:
    """Begin a run of the scenario *name* as wished; *screens*: only where this terminal can show them."""
    scenario, sources = find_and_load(name, wish.tag)
    setup = setup_for(scenario, wish)
    if screens:
        require_screens(wish.tag)
    tempo = AT_ONCE if wish.auto else None
    return Session.create(scenario, sources, setup, run or new_path(scenario.id), copy_to, tempo=tempo)


def reopen_run(name: str, copy_to: Path | None) -> Session:
    """Take up the run *name* where it stood."""
    return Session.resume(find_run(name), copy_to)


def resume_run(name: str, copy_to: Path | None, tag: str, *, plain: bool) -> None:
    """Go on with a run, without screens; one without people is played to its end."""
    session = reopen_run(name, copy_to)
    tag = tag or session.conduct.setup.language
    try:
        if not session.people:
            finish_alone(session, tag)
        else:
            if not plain:
                require_screens(tag)
            sit_down(session, tag)
    finally:
        session.release()


def finish_alone(session: Session, tag: str) -> None:
    """Let bots play a run that was taken up to its end, at once."""
    session.pacer.at_once()
    play_alone(session, tag or session.conduct.setup.language)


def rewind_run(name: str, number: int, output: Path | None, tag: str, *, new_fate: bool) -> list[str]:
    """Make a child run of the run *name*, back at the beginning of round *number*; say how to go on with it."""
    words, path = language(tag), find_run(name)
    rows = read_rows(path)
    rounds = {row.data["round"]: row.number for row in rows if row.kind == "round_opened"}
    if number not in rounds:
        there = words.t("it has rounds 1 to {last}", last=max(rounds)) if rounds else words.t("it has no rounds")
        raise Unknown(words.t("There is no round {round} in this run; {there}.", round=number, there=there))
    child = output or new_path(scenario_of(rows[0]).id, path.parent)
    rewind(path, rounds[number], child, fate=any_fate() if new_fate else None)
    return [
        words.t("Back at the beginning of round {round}, by a new fate: chance falls anew.", round=number)
        if new_fate
        else words.t(
            "Back at the beginning of round {round}, by the same fate: chance falls as it fell.", round=number
        ),
        words.t("Go on with: {command}", command=command_for("resume", child)),
    ]


def find_and_load(name: str, tag: str) -> tuple[Scenario, Mapping[str, str]]:
    """Return the scenario of that name or path with its sources; raises where there is none, or it cannot be played."""
    loaded = load_kept(find_scenario(name))
    if loaded.scenario is None:
        mend = language(tag).t("{name} cannot be played before these problems are mended.", name=name)
        raise Unknown(f"{render_all(loaded.problems)}\n{mend}")
    return loaded.scenario, loaded.sources


def require_screens(tag: str) -> None:
    """Raise :class:`Unknown` where this terminal cannot show the screens."""
    from exercise.ui.run import unfit

    if reason := unfit(language(tag)):
        raise Unknown(reason)


def setup_for(scenario: Scenario, wish: Wish) -> Setup:
    """Return the setup that was asked for; raises :class:`Unknown` for a team, pace or language that is not there."""
    pace, rate = pace_of(wish.pace)
    asked = known_teams(wish.teams, scenario) or scenario.played
    people = () if wish.auto else asked
    talk = wish.talk if wish.talk is not None else TALK if pace == "rounds" and len(people) > 1 else 0
    seed = wish.seed if wish.seed is not None else secrets.randbelow(1_000_000)
    spoken = known_languages(wish.languages, scenario)
    languages = {team: spoken.get(team, wish.tag) for team in people}
    facilitated = is_facilitated(wish, people)
    pin = hashed(wish.pin) if facilitated and wish.pin else ""
    return Setup(people, wish.bots, pace, rate, talk or None, wish.tag, seed, languages, facilitated, pin)


def is_facilitated(wish: Wish, people: Sequence[str]) -> bool:
    """Tell whether there is a desk: as wished, else with a PIN or several teams of people; never for bots alone."""
    if wish.facilitated is False and wish.pin:
        raise Unknown(language(wish.tag).t("A PIN is for the facilitator, and there is to be none: leave one out."))
    wished = wish.facilitated if wish.facilitated is not None else bool(wish.pin) or len(people) > 1
    return wished and bool(people)


def known_languages(languages: Mapping[str, str], scenario: Scenario) -> dict[str, str]:
    """Return *languages* by team; raises :class:`Unknown` for a team or a language that is not there."""
    known_teams(tuple(languages), scenario)
    for tag in languages.values():
        if tag not in LANGUAGES:
            listed = ", ".join(LANGUAGES)
            raise Unknown(f"There is no language '{tag}'{did_you_mean(tag, LANGUAGES)}; languages: {listed}.")
    return dict(languages)


def teams_of(named: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the teams in ``kazakhstan`` or ``kazakhstan:ru``, and the languages named."""
    pairs = [name.partition(":") for name in named]
    return tuple(team for team, _, _ in pairs), {team: tag for team, colon, tag in pairs if colon}


def known_teams(teams: tuple[str, ...], scenario: Scenario) -> tuple[str, ...]:
    """Return *teams* in scenario order; raises :class:`Unknown` for one that nobody plays."""
    for team in teams:
        if team not in scenario.played:
            listed = ", ".join(scenario.played)
            raise Unknown(f"There is no team '{team}'{did_you_mean(team, scenario.played)}; teams: {listed}.")
    return tuple(team for team in scenario.played if team in teams)


def pace_of(text: str) -> tuple[Pace, float]:
    """Return the pace and the rate in ``rounds``, ``open``, ``live`` or ``live:RATE``."""
    name, _, rate = text.partition(":")
    try:
        minutes = float(rate) if rate else 1.0
    except ValueError:
        minutes = 0.0
    match name:
        case "live" if 0 < minutes <= 1000:
            return "live", minutes
        case "rounds" | "open" if not rate:
            return name, 1.0
    near = nearest(name, PACES)
    hint = f"; did you mean '{near}'?" if near and near != name else ""
    raise Unknown(f"There is no pace '{text}'{hint}; paces: rounds, live:RATE (for example live:2), open.")


def play_alone(session: Session, tag: str) -> None:
    """Let bots play to the end, and say how it ended."""
    from exercise.ui.leaving import run_heeding, until_asked

    words = language(tag)
    settle()
    code = run_heeding(until_asked(_to_the_end(session)))
    if code:
        say_how_to_come_back(session, tag)
        raise SystemExit(code)
    conduct = session.conduct
    ended = conduct.engine.happenings[-1]
    if isinstance(ended, ExerciseEnded):
        print(end_view(ended, conduct.scenario, tag).title)
    print(words.clock(conduct.scenario.clock.starts, conduct.engine.now))
    print(words.t("digest {digest}", digest=conduct.engine.digest()))
    print(words.t("The run is kept in {path}.", path=session.run))
    say_where_the_copy_is(session, words)


async def _to_the_end(session: Session) -> None:
    async with session:
        await session.pause(False)
        await session.ended()


def sit_down(session: Session, tag: str) -> None:
    """Let people play at this terminal in lines of text; one team alone, all in its own language."""
    from exercise.ui.leaving import run_heeding, until_asked
    from exercise.ui.plain import play_plain

    if len(session.people) == 1:
        tag = session.language_of(session.people[0])

    say_the_pin(session, language(tag))
    settle()
    try:
        code = run_heeding(until_asked(play_plain(session, tag, sys.stdin, sys.stdout, word=in_words)))
    finally:
        session.release()
    if session.failure:
        raise session.failure
    say_how_to_come_back(session, tag, plain=True)
    if code:
        raise SystemExit(code)


def in_words(table: Table, refusal: Refusal, words: Language) -> str:
    """Say why an act was refused."""
    assert isinstance(table, Session)
    return refusal_text(refusal, table.conduct.scenario, words.tag)


def command_for(command: str, run: Path, *options: str) -> str:
    """Return what is typed in a shell to do *command* to a run."""
    words = ("exercise", command, name_of(run), *options)
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def say_the_pin(session: Session, words: Language) -> None:
    """Say the PIN of the facilitator's desk where it was made up just now."""
    if session.fresh_pin:
        print(words.t("The facilitator's PIN is {pin}; it is not shown again.", pin=session.fresh_pin))


def say_how_to_come_back(session: Session, tag: str, *, plain: bool = False) -> None:
    """Say how to go on with the run, or where its debrief is once it is over."""
    words = language(tag)
    if session.conduct.room.phase == "ended":
        print(words.t("The exercise is over. Debrief: {command}", command=command_for("debrief", session.run)))
    else:
        command = command_for("resume", session.run, *(("--plain",) if plain else ()))
        print(words.t("Nothing is lost. Go on with: {command}", command=command))
    say_where_the_copy_is(session, words)


def say_where_the_copy_is(session: Session, words: Language) -> None:
    """Say where the second copy of the run is, or that one was kept and is not any more."""
    journal = session.conduct.journal
    if path := journal.copy_path:
        print(words.t("The second copy is kept in {path}.", path=path.absolute()))
    elif journal.warning:
        print(words.t(journal.warning))
