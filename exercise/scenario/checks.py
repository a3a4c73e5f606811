"""Cross-checks of a whole scenario: what is well formed part by part, yet cannot be played or is probably not meant.

They run on a draft that may lack what could not be read; a check that something unread could make wrong stays silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercise.model.expressions import TRUE, Expression
from exercise.model.papers import Paper, Subject
from exercise.model.people import Team
from exercise.model.play import Hazard, Inject, Option, Point
from exercise.model.scenario import Scenario
from exercise.scenario.bind import Binder, Path
from exercise.scenario.cast import cast_faults
from exercise.scenario.checker import Checker
from exercise.scenario.durations import written
from exercise.scenario.groups import group_faults
from exercise.scenario.loose_ends import loose_ends
from exercise.scenario.orders import order_faults
from exercise.scenario.problems import nearest
from exercise.scenario.resolve import Resolved
from exercise.scenario.routes import route_faults
from exercise.scenario.texts import text_warnings
from exercise.scenario.truth import truth_warnings
from exercise.scenario.walk import Place, reads


def check(resolved: Resolved, binder: Binder) -> None:
    """Record every problem and warning of a whole scenario."""
    checker = Checker(resolved, binder)
    scenario = checker.scenario
    for name, point in scenario.decisions.items():
        _point(checker, ("decisions", name), point)
    for name, team in scenario.teams.items():
        _answerers(checker, ("teams", name, "profile", "answered_by"), name, team)
    for name, inject in scenario.injects.items():
        _inject(checker, ("injects", name), inject)
    for name, group in scenario.groups.items():
        _within_exercise(checker, ("groups", name, "at"), group.at, "the time")
    for name, load in scenario.consignments.items():
        _within_exercise(checker, ("consignments", name, "departs"), load.departs, "the departure")
    for name, hazard in scenario.hazards.items():
        _hazard(checker, ("hazards", name), hazard)
    _contingencies(checker)
    cast_faults(checker)
    group_faults(checker)
    order_faults(checker)
    _languages(checker)
    _secrets(checker)
    _sources(checker)
    _facts(checker)
    _endings(checker)
    route_faults(scenario, checker.tell)
    truth_warnings(checker.places, checker.tell)
    text_warnings(scenario, checker.places, checker.tell)
    if not binder.problems.any_errors():
        loose_ends(checker.scenario, checker.places, checker.tell)
        binder.translations.tell_stale(binder.originals, binder.problems)


def _point(checker: Checker, path: Path, point: Point) -> None:
    """Check one decision point."""
    unknown = [option for option in point.default if option not in point.options]
    if unknown:
        checker.tell("E603", (*path, "default"), f"'{unknown[0]}' is none of the options {', '.join(point.options)}")
    elif len(point.default) > point.choose:
        checker.tell(
            "E603", (*path, "default"), f"the default takes {len(point.default)} options of at most {point.choose}"
        )
    if point.deadline and not point.default:
        checker.tell(
            "E608",
            (*path, "deadline"),
            "nothing is said of what happens when the deadline passes",
            f"default: {next(iter(point.options), '...')}",
        )
    if point.choose > len(point.options):
        checker.tell(
            "E611", (*path, "choose"), f"{point.choose} options may be taken, and there are {len(point.options)}"
        )
    _within_exercise(checker, (*path, "deadline"), point.deadline, "the deadline")
    _roles(checker, path, point)
    if not any(option.recommended for option in point.options.values()):
        checker.tell("W705", path, "no option is recommended")


def _roles(checker: Checker, path: Path, point: Point) -> None:
    """Check that the roles that decide are roles of the teams that are asked."""
    teams = [checker.scenario.teams[name] for name in (point.team, *point.agreement) if name in checker.scenario.teams]
    known = [role for team in teams for role in team.roles]
    for key, roles in (("roles", point.roles), ("signatures", point.signatures)):
        if teams:
            _known_roles(checker, (*path, key), point.team, roles, known)


def _answerers(checker: Checker, path: Path, name: str, team: Team) -> None:
    """Check that the roles that answer requests to a state are its own."""
    _known_roles(checker, path, name, team.profile.answered_by if team.profile else (), list(team.roles))


def _known_roles(checker: Checker, path: Path, team: str, roles: Sequence[str], known: list[str]) -> None:
    """Tell each of *roles* that is not among those *known* of *team*."""
    for n, role in enumerate(roles):
        if role not in known:
            checker.tell("E601", (*path, n), f"{team} has no role '{role}'", nearest(role, known))


def _within_exercise(checker: Checker, path: Path, minutes: int | None, what: str) -> None:
    """Tell a time that the exercise never reaches."""
    end = checker.scenario.clock.ends_after
    if minutes is not None and end and minutes > end:
        checker.tell(
            "E609", path, f"{what} of {written(minutes)} lies beyond the end of the exercise at {written(end)}"
        )


def _inject(checker: Checker, path: Path, inject: Inject) -> None:
    """Check one inject."""
    if inject.at is not None and inject.when is not None:
        checker.tell("E610", (*path, "when"), "the inject has both a planned time and a condition")
    _within_exercise(checker, (*path, "at"), inject.at, "the time")


def _hazard(checker: Checker, path: Path, hazard: Hazard) -> None:
    """Check that a hazard has one kind of chance."""
    if bool(hazard.rates) == (hazard.chance is not None):
        checker.tell("E614", path, "the hazard must have either a rate or a chance")
    elif hazard.chance is not None and hazard.at_each is None:
        checker.tell("E614", (*path, "chance"), "a chance must say at each what", "at_each: crossing")


def _contingencies(checker: Checker) -> None:
    """Check that each contingency comes from one expectation and from nothing else."""
    named: dict[str, Path] = {}
    for name, inject in checker.scenario.injects.items():
        other = inject.expects.otherwise if inject.expects else None
        if other is None:
            continue
        path: Path = ("injects", name, "expects", "else")
        if other in named:
            first = checker.mark(named[other])
            checker.tell(
                "E607", path, f"'{other}' is already the contingency of another expectation ({first.file}:{first.line})"
            )
        named.setdefault(other, path)
        target = checker.scenario.injects.get(other)
        if target and (target.at is not None or target.group):
            checker.tell(
                "E607", ("injects", other), f"'{other}' is a contingency of '{name}' and has a time or group of its own"
            )


def _languages(checker: Checker) -> None:
    """Check that no content has the name by which a paper's own language is found lacking."""
    for name, paper in checker.scenario.papers.items():
        if "language" in paper.contents:
            path: Path = ("papers", name, "contents", "language")
            checker.tell("E616", path, f"a content of '{name}' is called 'language'")


def _secrets(checker: Checker) -> None:
    """Check that conditions whose state a team sees read only what the team can know."""
    for place in checker.places:
        if place.kind == "condition" and place.key == "requires" and place.value is not None:
            for team in _seen_by(checker.scenario, place):
                _readable(checker, place.path, place.value, team)


def _seen_by(scenario: Scenario, place: Place) -> Iterable[str]:
    """Return the teams that see whether a condition holds."""
    owner = str(place.path[1])
    if isinstance(place.part, Option):
        point = scenario.decisions[owner]
        return (point.team, *point.agreement)
    if place.path[0] == "papers":
        paper: Paper = scenario.papers[owner]
        return paper.by or [state for state in scenario.states if scenario.teams[state].played]
    if isinstance(place.part, Subject):
        return place.part.known_to or scenario.played
    return ()


def _readable(checker: Checker, path: Path, condition: Expression, team: str) -> None:
    """Tell the facts of a condition that *team* cannot know."""
    for name in sorted(reads(condition)):
        fact = checker.facts.get(name)
        if fact and fact.known_to is not None and team and team not in fact.known_to:
            own = name in checker.scenario.facts
            mend = "" if own else f"set a fact of your own, with known_to: {team}, by an effect, and read that"
            checker.tell("E604", path, f"'{name}' is not known to {team}, which would see it here", mend)


def _sources(checker: Checker) -> None:
    """Check that what is said about law names its source, in every language in which it names one."""
    for place in checker.places:
        is_law = place.kind == "part" and type(place.value).__name__ in ("Legal", "Basis", "LegalStatus")
        if is_law and not all(said.strip() for said in place.value.source.root.values() or ("",)):
            checker.tell("E605", (*place.path, "source"), "a statement about law has an empty source")


def _facts(checker: Checker) -> None:
    """Check that facts begin as one of their words."""
    for name, declared in checker.scenario.facts.items():
        if declared.words and declared.start not in (False, *declared.words):
            checker.tell("E612", ("facts", name, "start"), f"'{declared.start}' is none of {', '.join(declared.words)}")


def _endings(checker: Checker) -> None:
    """Check that some outcome always holds, and that none stands behind it."""
    outcomes = list(checker.scenario.outcomes.items())
    for name, outcome in outcomes[:-1]:
        if outcome.when == TRUE:
            checker.tell("W709", ("outcomes", name), f"'{name}' always holds, so that no outcome after it ever comes")
    if outcomes and outcomes[-1][1].when != TRUE:
        checker.tell(
            "E606", ("outcomes", outcomes[-1][0], "when"), f"the last outcome '{outcomes[-1][0]}' has a condition"
        )
