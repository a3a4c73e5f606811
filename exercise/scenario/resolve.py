"""From bound values to the scenario: conditions parsed against all facts, references resolved, the model validated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, cast

from pydantic import ValidationError

from exercise.model.facts import PER_CONSIGNMENT, FactType, catalogue, full_name
from exercise.model.scenario import Scenario
from exercise.scenario import letters
from exercise.scenario.bind import Binder, Path, Pending, Reference
from exercise.scenario.expressions import parse
from exercise.scenario.limits import refused
from exercise.scenario.nodes import Scalar
from exercise.scenario.problems import Mark, nearest, shorten
from exercise.scenario.shapes import lenient
from exercise.scenario.tokens import ConditionError


@dataclass
class Resolved:
    """A scenario as far as it could be read, for the checks, and the valid one if there is."""

    draft: Scenario
    facts: dict[str, FactType]
    strict: Scenario | None = None


def resolve(raw: dict[str, Any], binder: Binder) -> Resolved:
    """Return the scenario of *raw*; problems go to the binder's collector."""
    skeleton = cast(Scenario, lenient(Scenario, _with_facts(raw)))
    facts = catalogue(skeleton)
    for pending in binder.pending:
        _condition(pending, facts, skeleton, binder)
    _references(skeleton, binder)
    strict = _validated(raw, binder)
    return Resolved(strict or cast(Scenario, lenient(Scenario, raw)), facts, strict)


def _with_facts(raw: dict[str, Any]) -> dict[str, Any]:
    """Return *raw* with what the ready-made facts cannot do without: a stage, and steps on every route."""
    routes = {name: route for name, route in raw.get("routes", {}).items() if route.get("steps")}
    return {**raw, "stages": raw.get("stages") or {"none": {}}, "routes": routes}


def _condition(pending: Pending, facts: dict[str, FactType], scenario: Scenario, binder: Binder) -> None:
    """Parse one condition and put its tree where it belongs; once the problems are too many, none is looked for."""
    if binder.problems.is_full:
        return
    try:
        tree = parse(
            pending.node.text, facts, evaluation=pending.evaluation, full_name=lambda name: full_name(name, scenario)
        )
    except ConditionError as fault:
        if not (fault.fact and _may_exist(fault.fact, binder)):
            mark = place(pending.node, fault.offset, binder.problems.lines(pending.node.mark.file))
            binder.problems.add(fault.code, mark, fault.message, fault.mend)
        binder.failed.append(pending.path)
        return
    pending.into[pending.key] = tree


def place(node: Scalar, offset: int, lines: list[str]) -> Mark:
    """Return the place in the file of the character at *offset* of a value's text, counting all but blanks."""
    ahead = sum(not sign.isspace() for sign in node.text[:offset])
    line, col = node.mark.line, node.mark.col - 1
    if node.style in ("|", ">"):
        line, col = line + 1, 0
    elif node.style:
        col += 1
    while line <= len(lines):
        text = lines[line - 1]
        while col < len(text):
            if not text[col].isspace():
                if not ahead:
                    return Mark(node.mark.file, line, col + 1)
                ahead -= 1
            col += 1
            if not ahead and offset >= len(node.text):
                return Mark(node.mark.file, line, col + 1)
        line, col = line + 1, 0
    return node.mark


# References

REFERENCES: Final[dict[tuple[str, str], str]] = {
    **dict.fromkeys(
        [
            ("Task", "team"), ("Place", "state"), ("Unit", "territory"), ("Channel", "teams"), ("Channel", "seen_by"),
            ("Paper", "by"), ("Paper", "to"), ("Item", "originator"), ("Item", "holders"),
            ("FactDeclaration", "known_to"),
            ("Point", "team"), ("Inject", "to"), ("GiveItem", "to"), ("SendRequest", "to"), ("SendRequest", "by"),
            ("Consent", "of"), ("Assign", "team"), ("Withdraw", "team"), ("Subject", "known_to"), ("Body", "by"),
            ("Body", "learns"), ("Consignment", "known_to"), ("Consignment", "status"), ("Step", "controlled"),
            ("Point", "cosigners"), ("Point", "agreement"), ("Target", "state"), ("Target", "known_to"),
        ],
        "teams",
    ),
    **dict.fromkeys(
        [
            ("Release", "release"), ("Hold", "hold"), ("Reroute", "reroute"), ("Substitute", "substitute"),
            ("Seize", "seize"), ("Lose", "lose"), ("Find", "find"), ("Deliver", "deliver"), ("Assign", "to"),
            ("Record", "of"), ("Paper", "consignment"), ("Consent", "consignment"),
        ],
        "consignments",
    ),
    **dict.fromkeys([("Option", "law"), ("Point", "law"), ("Paper", "law")], "law"),
    **dict.fromkeys([("Point", "stage"), ("Inject", "stage"), ("EnterStage", "stage")], "stages"),
    **dict.fromkeys([("Point", "objectives"), ("Inject", "objectives")], "objectives"),
    **dict.fromkeys([("OpenPoint", "open"), ("ClosePoint", "close"), ("Expectation", "decided")], "decisions"),
    **dict.fromkeys([("SendInject", "inject"), ("Expectation", "else")], "injects"),
    **dict.fromkeys([("GiveItem", "give"), ("Answer", "gives"), ("Inject", "gives")], "intel"),
    **dict.fromkeys([("SetFact", "set"), ("Item", "reveals")], "facts"),
    **dict.fromkeys([("Reroute", "to"), ("Consignment", "route")], "routes"),
    **dict.fromkeys([("Paper", "channels"), ("SendRequest", "channel")], "channels"),
    **dict.fromkeys([("Unit", "at"), ("Step", "at")], "places"),
    **dict.fromkeys([("Assign", "assign"), ("Withdraw", "withdraw")], "units"),
    **dict.fromkeys([("Profile", "requires"), ("SendRequest", "lacks")], "contents"),
    **dict.fromkeys([("Point", "roles"), ("Point", "signatures"), ("Paper", "roles")], "roles"),
    ("Profile", "answered_by"): "roles",
    **dict.fromkeys([("Arrest", "arrest"), ("Search", "search"), ("Warn", "warn")], "targets"),
    ("SendRequest", "request"): "papers", ("Body", "answers"): "subjects", ("Inject", "group"): "groups",
    ("Consignment", "controlled_from"): "steps",
}  # fmt: skip
_CALLED: Final = {
    "teams": "team", "consignments": "consignment", "law": "legal basis", "stages": "stage", "objectives": "objective",
    "decisions": "decision point", "injects": "inject", "intel": "intel item", "facts": "declared fact",
    "routes": "route", "channels": "channel", "places": "place", "units": "unit", "contents": "content of a paper",
    "roles": "role", "papers": "paper", "subjects": "subject", "groups": "group", "steps": "step",
    "options": "option", "targets": "target",
}  # fmt: skip


_HOME: Final = {"units": "teams", "roles": "teams", "contents": "papers", "steps": "routes", "options": "decisions"}
"""The part in which ids stand that are no part of their own."""

_FACTS_FROM: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(PER_CONSIGNMENT, ("consignments", "routes", "teams")),
    **dict.fromkeys(("decided", "chose", "open", "defaulted", "cosigned"), ("decisions",)),
    **dict.fromkeys(("inject", "expected"), ("injects",)),
    **dict.fromkeys(("holds", "breach"), ("intel", "teams")),
    **dict.fromkeys(("unit", "following", "talked", "admissible"), ("teams",)),
    **dict.fromkeys(("paper", "returns"), ("papers", "teams")),
    "asked": ("bodies", "subjects"),
    "hazard": ("hazards",),
    "target": ("targets",),
    "stage": ("stages",),
}
"""The parts that ready-made facts come from, by first word; all others are declared in ``facts``."""


def _unread(binder: Binder) -> set[str]:
    """Return the parts of which an id may be missing, because something could not be read."""
    return {
        str(path[0])
        for path in binder.failed
        if len(path) <= 2 or (len(path) <= 4 and path[2] in ("units", "roles", "contents", "steps", "options"))
    }


def _may_exist(fact: str, binder: Binder) -> bool:
    """Tell whether an unknown fact may stand in what could not be read."""
    if not binder.is_complete:
        return True
    return not _unread(binder).isdisjoint(_FACTS_FROM.get(fact.split(".", 1)[0], ("facts",)))


def _references(scenario: Scenario, binder: Binder) -> None:
    """Tell every id that nothing declares; where a file is missing, it may stand there."""
    if not binder.is_complete:
        return
    unread = _unread(binder)
    tables: dict[str, Iterable[str]] = {}
    for reference in binder.references:
        table = _table(reference, binder)
        if table is None or _HOME.get(table, table) in unread:
            continue
        if table == "options":
            known = _options(scenario, reference)
        else:
            if table not in tables:
                tables[table] = dict.fromkeys(_ids(table, scenario))
            known = tables[table]
        if reference.value not in known:
            _unknown(reference, table, list(known), binder)


def _unknown(reference: Reference, table: str, known: list[str], binder: Binder) -> None:
    """Tell an id that nothing declares, with the nearest that is."""
    binder.failed.append(reference.path)
    if binder.problems.is_full:
        binder.problems.left_off += 1
        return
    plain = letters.latin(reference.value)
    near = nearest(plain or reference.value, known)
    hint = f"; did you mean '{near}'?" if near else _listed(known)
    if plain in known:
        hint = f": {letters.stranger(reference.value)}"
    binder.problems.add(
        "E601", reference.mark, f"there is no {_CALLED[table]} '{shorten(reference.value)}'{hint}", near
    )


def _table(reference: Reference, binder: Binder) -> str | None:
    """Return where the id of *reference* must stand, or ``None`` where it stands for itself."""
    key = (reference.model, reference.key)
    if key == ("Expectation", "decided") and not reference.is_key:
        return "options"
    if key in (("Step", "from"), ("Step", "to")):
        return "teams" if binder.step_kinds.get(reference.path[:-1]) == "cross" else "places"
    return REFERENCES.get(key)


def _options(scenario: Scenario, reference: Reference) -> Iterable[str]:
    """Return the options of the decision point under which a reference stands."""
    point = scenario.decisions.get(str(reference.path[reference.path.index("decided") + 1]))
    return point.options if point else (reference.value,)


def _ids(table: str, scenario: Scenario) -> Iterable[str]:
    """Return the ids that references to *table* may name."""
    special: dict[str, Callable[[], Iterable[str]]] = {
        "units": lambda: (unit for team in scenario.teams.values() for unit in team.units),
        "roles": lambda: (role for team in scenario.teams.values() for role in team.roles),
        "contents": lambda: (content for paper in scenario.papers.values() for content in paper.contents),
        "steps": lambda: (step.id for route in scenario.routes.values() for step in route.steps),
    }
    return special[table]() if table in special else cast("dict[str, Any]", getattr(scenario, table))


def _listed(known: list[str]) -> str:
    """Return the few ids that there are."""
    return f"; there is {', '.join(known[:8])}" if 0 < len(known) <= 8 else ""


def _validated(raw: dict[str, Any], binder: Binder) -> Scenario | None:
    """Return the valid scenario; what the model still refuses is told where it stands."""
    try:
        return Scenario.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            if fault["type"] != "missing":
                path, mark = _nearest_mark(fault["loc"], binder)
                if not any(
                    path[: len(failed)] == failed or failed[: len(path)] == path for failed in binder.failed if failed
                ):
                    message, mend = refused(fault)
                    binder.problems.add("E307", mark, f"'{path[-1] if path else 'this'}' {message}", mend)
        return None


def _nearest_mark(loc: tuple[int | str, ...], binder: Binder) -> tuple[Path, Mark]:
    """Return the innermost place that is known of a validation error; the names of union members are left out."""
    path: Path = ()
    mark = Mark("scenario.yaml", 1, 1)
    for part in loc:
        if (*path, part) in binder.marks:
            path = (*path, part)
            mark = binder.marks[path]
    return path, mark
