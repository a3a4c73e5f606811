"""Who plays: that those who are asked are there, that teams can be told apart, that the map knows their countries."""

from __future__ import annotations

from exercise.model.geography import load_borders
from exercise.model.play import Inject, Point
from exercise.scenario.bind import Path
from exercise.scenario.checker import Checker
from exercise.scenario.problems import nearest


def cast_faults(checker: Checker) -> None:
    """Tell what is put to teams that cannot answer, and teams that are mixed up."""
    scenario = checker.scenario
    if scenario.teams and not scenario.played and checker.is_whole("teams"):
        checker.tell("E618", ("teams",), "no team is played, so that nobody decides anything", "played: true")
    for name, point in scenario.decisions.items():
        _asked(checker, ("decisions", name), point)
    for name, inject in scenario.injects.items():
        _heard(checker, ("injects", name), inject)
    _codes(checker)
    _countries(checker)


def _asked(checker: Checker, path: Path, point: Point) -> None:
    """Check that each team of which a decision point waits for an answer is played, and is asked once."""
    if _is_unplayed(checker, point.team):
        checker.tell("E618", (*path, "team"), f"nobody plays {point.team}, so that the point is never answered")
    for key, others in (("cosigners", point.cosigners), ("agreement", point.agreement)):
        for n, team in enumerate(others):
            if team == point.team:
                message = f"{team} decides here itself; '{key}' names the other teams"
                checker.tell("E618", (*path, key, n), message, f"delete {team}")
            elif _is_unplayed(checker, team):
                checker.tell("E618", (*path, key, n), f"nobody plays {team}, so that the point is never settled")


def _is_unplayed(checker: Checker, team: str) -> bool:
    found = checker.scenario.teams.get(team)
    return found is not None and not found.played


def _heard(checker: Checker, path: Path, inject: Inject) -> None:
    """Check that somebody reads an inject."""
    if inject.text and not inject.to:
        checker.tell("W706", path, "the inject has a text and nobody receives it")
    elif inject.to and all(_is_unplayed(checker, team) for team in inject.to):
        checker.tell("W706", (*path, "to"), f"nobody plays {' or '.join(inject.to)}, so that nobody reads it")


def _codes(checker: Checker) -> None:
    """Check that no two teams have one code: tables tell them apart by it."""
    first: dict[str, str] = {}
    for name, team in checker.scenario.teams.items():
        other = first.setdefault(team.code, name)
        if other != name and team.code:
            checker.tell("E602", ("teams", name, "code"), f"{other} has the code {team.code} already")


def _countries(checker: Checker) -> None:
    """Check that the map knows the countries that are named."""
    named = {name: team.country for name, team in checker.scenario.teams.items() if team.country}
    known = load_borders().names if named else ()
    for name, country in named.items():
        if country not in known:
            near = nearest(country, known)
            hint = f"; did you mean '{near}'?" if near else ""
            mend = f"country: {near}" if near else f"one of {', '.join(known)}; or leave it out"
            checker.tell("W714", ("teams", name, "country"), f"the map knows no country '{country}'{hint}", mend)
