"""The home screen: filled with what there is on this disk, and given the means to begin and to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from exercise.cli.debriefing import Writing
from exercise.cli.start import settle
from exercise.model.language import Language, language
from exercise.ui.home_model import RunCard, ScenarioCard, Setup, TeamCard
from exercise.ui.run import run_home

if TYPE_CHECKING:
    # Loaded where they are wanted: the screen is painted before anything that reads scenarios or runs.
    from exercise.model.decisions import Refusal
    from exercise.model.scenario import Scenario
    from exercise.model.table import Table
    from exercise.session.runs import RunInfo
    from exercise.session.session import Session
    from exercise.ui.widgets.map_picture import SignSet


def open_home(tag: str, signs: SignSet | None = None) -> None:
    """Show the home screen until the person leaves."""
    tables: list[Session] = []
    try:
        code = run_home(
            partial(shelf, tag), partial(_begin, tables), partial(_go_on, tables), language(tag), signs=signs,
            word=in_words, debriefing=Writing(), settled=settle,
        )  # fmt: skip
    finally:
        for table in tables:
            table.release()
        _say_how_to_come_back(tables)
    for table in tables:
        if table.failure:
            raise table.failure
    if code:
        raise SystemExit(code)


def _say_how_to_come_back(tables: Sequence[Session]) -> None:
    if tables:
        from exercise.cli.playing import say_how_to_come_back

        for table in tables:
            say_how_to_come_back(table, table.language_of(""))


def shelf(tag: str) -> tuple[Sequence[ScenarioCard], Sequence[RunCard]]:
    """Return what there is: the scenarios that come with the program, and the runs of this user."""
    from exercise.scenario.library import shipped
    from exercise.session.runs import list_runs

    return [scenario_card(name, path, tag) for name, path in shipped()], [run_card(run, tag) for run in list_runs()]


async def _begin(tables: list[Session], chosen: Setup) -> Table:
    """Begin a run as it was chosen on the home screen, which stays alive meanwhile."""
    return await asyncio.to_thread(_kept, tables, lambda: _begun(chosen))


def _begun(chosen: Setup) -> Session:
    from exercise.cli.playing import Unknown, Wish, begin_run

    wish = Wish(
        teams=chosen.people, pace=chosen.pace, seed=chosen.seed, talk=chosen.talk_minutes, tag=chosen.language,
        facilitated=chosen.facilitated, pin=chosen.pin, languages=chosen.languages,
    )  # fmt: skip
    copy_to = Path(chosen.copy_to).expanduser() if chosen.copy_to else None
    try:
        return begin_run(str(chosen.source), wish, None, copy_to)
    except Unknown as unknown:
        raise ValueError(str(unknown)) from unknown


async def _go_on(tables: list[Session], path: Path) -> Table:
    """Go on with a run."""
    return await asyncio.to_thread(_kept, tables, lambda: _resumed(path))


def _kept(tables: list[Session], opened: Callable[[], Session]) -> Session:
    """Open a table and note it, so that it is closed again also where people left before they sat down."""
    tables.append(opened())
    return tables[-1]


def _resumed(path: Path) -> Session:
    from exercise.session.session import Session

    return Session.resume(path)


def in_words(table: Table, refusal: Refusal, words: Language) -> str:
    """Say why an act was refused."""
    from exercise.cli.playing import in_words

    return in_words(table, refusal, words)


def scenario_card(name: str, path: Path, tag: str) -> ScenarioCard:
    """Return what the home screen says of a scenario."""
    from exercise.scenario.cache import load_kept

    scenario = load_kept(path).scenario
    if scenario is None:
        problem = language(tag).t("It cannot be played as it is; 'exercise check {name}' says why.", name=name)
        return ScenarioCard(path, name, {"en": name}, {}, (), problem=problem)
    return ScenarioCard(
        source=path,
        id=scenario.id,
        title=scenario.title.root,
        description=(scenario.summary or scenario.teaser).root,
        teams=_teams(scenario, tag),
        length=scenario.playing_minutes,
        points=len(scenario.decisions),
        difficulty=scenario.level,
        languages=scenario.languages,
    )


def _teams(scenario: Scenario, tag: str) -> tuple[TeamCard, ...]:
    return tuple(
        TeamCard(name, team.name.in_(tag), playable=team.played) for name, team in scenario.teams.items()
    )  # fmt: skip


def run_card(run: RunInfo, tag: str) -> RunCard:
    """Return what the home screen says of a run."""
    from exercise.cli.listing import saved_text

    if run.problem:
        return RunCard(run.path, run.path.stem, (), "", "", problem=run.problem.text(tag))
    return RunCard(
        path=run.path,
        title=run.title.in_(tag),
        teams=tuple(name.in_(tag) for name in run.names),
        clock=language(tag).clock(run.starts, run.minute),
        saved=saved_text(run.saved),
        stage=run.stage.in_(tag),
        finished=run.finished,
    )
