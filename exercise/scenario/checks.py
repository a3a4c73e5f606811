"""Cross-checks of a whole scenario: what is well formed part by part, yet cannot be played or is probably not meant.

They run on a draft that may lack what could not be read; a check that something unread could make wrong stays silent.
"""

from __future__ import annotations

from collections.abc import Iterable

from exercise.model.effects import SendRequest, SetFact
from exercise.model.expressions import TRUE, Expression
from exercise.model.facts import FactType
from exercise.model.papers import Paper, Subject
from exercise.model.play import Group, Hazard, Inject, Option, Point
from exercise.model.scenario import Scenario
from exercise.scenario.bind import Binder, Path
from exercise.scenario.durations import written
from exercise.scenario.loose_ends import loose_ends
from exercise.scenario.problems import Mark, nearest
from exercise.scenario.resolve import Resolved
from exercise.scenario.routes import route_faults
from exercise.scenario.texts import text_warnings
from exercise.scenario.walk import Place, all_places, reads


class Checker:
    """The draft, every place in it, and where to tell what is wrong."""

    def __init__(self, resolved: Resolved, binder: Binder) -> None:
        self.scenario: Scenario = resolved.draft
        self.facts: dict[str, FactType] = resolved.facts
        self.places: list[Place] = all_places(resolved.draft)
        self._binder = binder
        self._failed = {failed[:2] for failed in binder.failed}
        self._failed_parts = {failed for failed in binder.failed if len(failed) == 1}

    def tell(self, code: str, path: Path, message: str, mend: str = "") -> None:
        """Record a problem at *path*, unless something in the same thing could not be read."""
        if path[:2] in self._failed or path[:1] in self._failed_parts:
            return
        self._binder.problems.add(code, self.mark(path), message, mend)

    def mark(self, path: Path) -> Mark:
        """Return the innermost known place of *path*."""
        marks = self._binder.marks
        for end in range(len(path), 0, -1):
            if path[:end] in marks:
                return marks[path[:end]]
        return Mark(next(iter(marks.values())).file if marks else "scenario.yaml", 1, 1)


def check(resolved: Resolved, binder: Binder) -> None:
    """Record every problem and warning of a whole scenario."""
    checker = Checker(resolved, binder)
    scenario = checker.scenario
    for name, point in scenario.decisions.items():
        _point(checker, ("decisions", name), point)
    for name, inject in scenario.injects.items():
        _inject(checker, ("injects", name), inject)
    for name, group in scenario.groups.items():
        _group(checker, ("groups", name), name, group)
    for name, hazard in scenario.hazards.items():
        _hazard(checker, ("hazards", name), hazard)
    _contingencies(checker)
    _senders(checker)
    _languages(checker)
    _secrets(checker)
    _sources(checker)
    _facts(checker)
    _endings(checker)
    route_faults(scenario, checker.tell)
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
        for n, role in enumerate(roles):
            if teams and role not in known:
                checker.tell("E601", (*path, key, n), f"{point.team} has no role '{role}'", nearest(role, known))


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
    if inject.text and not inject.to:
        checker.tell("W706", path, "the inject has a text and nobody receives it")


def _group(checker: Checker, path: Path, name: str, group: Group) -> None:
    """Check one group of alternatives."""
    _within_exercise(checker, (*path, "at"), group.at, "the time")
    if not any(inject.group == name for inject in checker.scenario.injects.values()):
        checker.tell("W709", path, "no inject belongs to this group")


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


def _senders(checker: Checker) -> None:
    """Check that a request has a sender wherever no team is behind the effect."""
    for place in checker.places:
        nobody = place.kind == "effect" and place.path[0] in ("injects", "stages", "hazards", "adversary")
        if nobody and isinstance(place.value, SendRequest) and place.value.by is None:
            checker.tell("E615", place.path, "nobody decides here, so it is not said who sends the request", "by: ...")


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
            checker.tell("E604", path, f"'{name}' is not known to {team}, which would see it here")


def _sources(checker: Checker) -> None:
    """Check that what is said about law names its source, in every language in which it names one."""
    for place in checker.places:
        is_law = place.kind == "part" and type(place.value).__name__ in ("Legal", "Basis", "LegalStatus")
        if is_law and not all(said.strip() for said in place.value.source.root.values() or ("",)):
            checker.tell("E605", (*place.path, "source"), "a statement about law has an empty source")


def _facts(checker: Checker) -> None:
    """Check that facts begin as, and are set to, values of their type."""
    for name, declared in checker.scenario.facts.items():
        if declared.words and declared.start not in (False, *declared.words):
            checker.tell("E612", ("facts", name, "start"), f"'{declared.start}' is none of {', '.join(declared.words)}")
    for place in checker.places:
        if place.kind == "effect" and isinstance(place.value, SetFact):
            wrong = _misfit(place.value, checker.facts.get(place.value.fact))
            if wrong:
                checker.tell("E612", place.path, f"'{place.value.fact}' is {wrong}")


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
