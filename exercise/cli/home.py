"""The home screen: filled with what there is on this disk, and given the means to begin and to go on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from exercise.cli.listing import saved_text
from exercise.cli.playing import Wish, find_and_load, in_words, require_screens, setup_for
from exercise.model.language import language
from exercise.model.scenario import Scenario
from exercise.model.table import Table
from exercise.scenario.library import shipped
from exercise.scenario.load import load
from exercise.session.runs import RunInfo, list_runs, new_path
from exercise.session.session import Session
from exercise.ui.app import run_home
from exercise.ui.home_model import RunCard, ScenarioCard, Setup, TeamCard


def open_home(tag: str) -> None:
    """Show the home screen until the person leaves."""
    require_screens(tag)
    tables: list[Session] = []
    try:
        cards = [scenario_card(name, path, tag) for name, path in shipped()]
        runs = [run_card(run, tag) for run in list_runs()]
        run_home(cards, runs, partial(_begin, tables), partial(_go_on, tables), language(tag), word=in_words)
    finally:
        for table in tables:
            table.release()


async def _begin(tables: list[Session], chosen: Setup) -> Table:
    """Begin a run as it was chosen on the home screen."""
    scenario, sources = find_and_load(str(chosen.source), chosen.language)
    wish = Wish(
        teams=chosen.people, pace=chosen.pace, seed=chosen.seed, talk=chosen.talk_minutes, tag=chosen.language
    )  # fmt: skip
    tables.append(Session.create(scenario, sources, setup_for(scenario, wish), new_path(scenario.id)))
    return tables[-1]


async def _go_on(tables: list[Session], path: Path) -> Table:
    """Go on with a run."""
    tables.append(Session.resume(path))
    return tables[-1]


def scenario_card(name: str, path: Path, tag: str) -> ScenarioCard:
    """Return what the home screen says of a scenario."""
    scenario = load(path).scenario
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
