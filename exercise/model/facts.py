"""The ready-made facts: what conditions can read besides the facts that an author declares.

Full names carry the consignment (``control.parcel.now``); the short form without it (``control.now``) means the first
consignment and is resolved when the text is parsed, so that expression trees hold full names only.

======================================  ======  ======================================================================
name                                    type    meaning
======================================  ======  ======================================================================
``stage``                               word    the stage in force
``ended``                               bool    the exercise has ended
``consignment.C.status``                word    see :data:`STATUS`
``consignment.C.on``                    word    the step it is on (``none`` before departure)
``consignment.C.state``                 word    the state in which it is
``consignment.C.variant``               word    intact, partial, full
``step.C.S``                            bool    the step has begun
``control.C.now``                       bool    a competent authority has it under control
``control.C.unbroken``                  bool    there has been no gap
``control.C.gap``                       int     minutes of all closed gaps together
``entry.C.lawful``                      bool    every state entered had agreed to it and to the variant
``entry.C.S``                           word    ``none``, ``lawful``, ``unlawful``: the entry into state S
``custody.C.whole``                     bool    every act on the load has its protocol, and there was no gap
``custody.C.records``                   int     number of records
``did.C.R``                             bool    a custody record of kind R was made (``did.parcel.sample``)
``consent.C.S``                         word    state S: see :data:`CONSENT`; changes when the answer arrives
``consent.C.all_ahead``                 bool    every state still to be entered on the present route has granted
``consent.C.all_entered``               bool    every state entered had granted
``paper.P.S``                           word    request of kind P to state S: see :data:`PAPER`
``returns.P.S``                         int     how often it was returned
``decided.D``                           word    the option taken at point D (the first, where several), else ``none``
``chose.D.O``                           bool    option O was taken at point D
``open.D``                              bool    point D is open
``defaulted.D``                         bool    nobody answered D in time
``inject.I``                            bool    inject I was delivered to somebody (without recipients: took effect)
``expected.I``                          word    ``none``, ``pending``, ``met``, ``lapsed``, ``excused``
``holds.T.I``                           bool    team T holds item I
``breach.I``                            bool    item I was passed on against its handling rule
``asked.B.S``                           bool    somebody asked body B about subject S
``unit.T.U``                            word    ``free``, ``deploying``, ``in_place``, ``resting``
``following.T``                         bool    a unit of team T is in place
``talked.T.U``                          bool    teams T and U called or met (both orders are set)
``hazard.H``                            bool    hazard H has struck
``target.T``                            word    see :data:`TARGET`
``arrests.all``                         bool    every person among the targets is arrested
``cosigned.D``                          bool    every team that must sign point D too has signed
``adversary.alertness``                 int     0 to 100
``admissible.T``                        bool    the profile's rule ``admits`` of state T holds
======================================  ======  ======================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from exercise.model.base import Value
from exercise.model.plain import plain
from exercise.model.scenario import Scenario

STATUS: Final = ("waiting", "moving", "stored", "crossing", "held", "arrived", "delivered", "seized", "lost")
CONSENT: Final = ("none", "asked", "returned", "granted", "refused", "lapsed")
PAPER: Final = ("none", "sent", "received", "returned", "granted", "refused", "lapsed")
TARGET: Final = ("free", "warned", "fled", "arrested", "searched")
VARIANTS: Final = ("intact", "partial", "full")
RECORDS: Final = (
    "inspect",
    "seal",
    "sample",
    "weigh",
    "substitute",
    "handover",
    "receive",
    "test",
    "open",
    "store",
    "return",
)
PER_CONSIGNMENT: Final = ("consignment", "step", "control", "entry", "custody", "did", "consent")


@plain
class FactType:
    """What a fact can be: ``bool``, ``int`` or ``word`` (one of *words*); its value at the start; who knows it."""

    kind: Literal["bool", "int", "word"]
    start: Value
    words: tuple[str, ...] = ()
    known_to: tuple[str, ...] | None = None
    """Teams that know it; ``None``: every team may read it in a condition of its own."""


def flag(start: bool = False, known_to: tuple[str, ...] | None = None) -> FactType:
    """Return the type of a boolean fact."""
    return FactType("bool", start, known_to=known_to)


def number(start: int = 0, known_to: tuple[str, ...] | None = None) -> FactType:
    """Return the type of an integer fact."""
    return FactType("int", start, known_to=known_to)


def word(words: tuple[str, ...], start: str | None = None, known_to: tuple[str, ...] | None = None) -> FactType:
    """Return the type of a fact that is one of *words* (the first at the start, where none is named)."""
    return FactType("word", words[0] if start is None else start, words, known_to)


STAFF: Final[tuple[str, ...]] = ()
"""Known to no team: conditions of injects and outcomes may read it, options and forms may not."""


def catalogue(scenario: Scenario) -> dict[str, FactType]:
    """Return every fact that exists in *scenario*, by full name, ready-made ones first, in a stable order."""
    facts: dict[str, FactType] = {
        "stage": word(tuple(scenario.stages)),
        "ended": flag(),
        "adversary.alertness": number(scenario.adversary.alertness, STAFF),
    }
    for part in (_of_consignments, _of_papers, _of_play, _of_knowledge, _of_teams):
        facts.update(part(scenario))
    for name, declared in scenario.facts.items():
        facts[name] = _declared(declared.start, declared.words, declared.known_to)
    return facts


def _declared(start: Value, words: tuple[str, ...], known_to: tuple[str, ...]) -> FactType:
    if words:
        return word(words, start if isinstance(start, str) else words[0], known_to)
    if isinstance(start, bool):
        return flag(start, known_to)
    return number(start, known_to) if isinstance(start, int) else word((start,), start, known_to)


def _of_consignments(scenario: Scenario) -> Iterator[tuple[str, FactType]]:
    states = scenario.states
    for name, load in scenario.consignments.items():
        steps = tuple(dict.fromkeys(step.id for route in scenario.routes.values() for step in route.steps))
        start = next((s for s in (start_state(scenario, load.route),) if s), states[0] if states else "none")
        yield f"consignment.{name}.status", word(STATUS, known_to=STAFF)
        yield f"consignment.{name}.on", word(("none", *steps), known_to=STAFF)
        yield f"consignment.{name}.state", word(("none", *states), start, STAFF)
        yield f"consignment.{name}.variant", word(VARIANTS)
        for step in steps:
            yield f"step.{name}.{step}", flag(known_to=STAFF)
        yield f"control.{name}.now", flag(known_to=STAFF)
        yield f"control.{name}.unbroken", flag(True, STAFF)
        yield f"control.{name}.gap", number(known_to=STAFF)
        yield f"entry.{name}.lawful", flag(True, STAFF)
        yield f"custody.{name}.whole", flag(True, STAFF)
        yield f"custody.{name}.records", number()
        for record in RECORDS:
            yield f"did.{name}.{record}", flag()
        for state in states:
            yield f"entry.{name}.{state}", word(("none", "lawful", "unlawful"), known_to=STAFF)
            yield f"consent.{name}.{state}", word(CONSENT)
        yield f"consent.{name}.all_ahead", flag()
        yield f"consent.{name}.all_entered", flag(True)


def _of_papers(scenario: Scenario) -> Iterator[tuple[str, FactType]]:
    for paper in scenario.papers:
        for state in scenario.states:
            yield f"paper.{paper}.{state}", word(PAPER)
            yield f"returns.{paper}.{state}", number()


def _of_play(scenario: Scenario) -> Iterator[tuple[str, FactType]]:
    for name, point in scenario.decisions.items():
        known = (point.team,)
        yield f"decided.{name}", word(("none", *point.options), known_to=known)
        for option in point.options:
            yield f"chose.{name}.{option}", flag(known_to=known)
        yield f"open.{name}", flag(known_to=known)
        yield f"defaulted.{name}", flag(known_to=known)
        if point.cosigners:
            yield f"cosigned.{name}", flag(known_to=(point.team, *point.cosigners))
    for name, inject in scenario.injects.items():
        yield f"inject.{name}", flag(known_to=inject.to)
        yield f"expected.{name}", word(("none", "pending", "met", "lapsed", "excused"), known_to=STAFF)
    for name, target in scenario.targets.items():
        yield f"target.{name}", word(TARGET, known_to=target.known_to)
    yield "arrests.all", flag(known_to=STAFF)
    for name in scenario.hazards:
        yield f"hazard.{name}", flag(known_to=STAFF)


def _of_knowledge(scenario: Scenario) -> Iterator[tuple[str, FactType]]:
    for name, item in scenario.intel.items():
        for team in scenario.teams:
            yield f"holds.{team}.{name}", flag(team in item.holders, (team,))
        yield f"breach.{name}", flag(known_to=STAFF)
    for body in scenario.bodies:
        for subject in scenario.subjects:
            yield f"asked.{body}.{subject}", flag(known_to=STAFF)


def _of_teams(scenario: Scenario) -> Iterator[tuple[str, FactType]]:
    for name, team in scenario.teams.items():
        for unit in team.units:
            yield f"unit.{name}.{unit}", word(("free", "deploying", "in_place", "resting"), known_to=(name,))
        yield f"following.{name}", flag(known_to=(name,))
        for other in scenario.teams:
            if other != name:
                yield f"talked.{name}.{other}", flag(known_to=(name, other))
        if team.state:
            yield f"admissible.{name}", flag(known_to=STAFF)


def start_state(scenario: Scenario, route: str) -> str:
    """Return the state in which *route* begins (``""`` where it cannot be told)."""
    if route not in scenario.routes:
        return ""
    first = scenario.routes[route].steps[0]
    if first.kind == "cross":
        return first.start or ""
    place = scenario.places.get(first.at or first.start or "")
    return place.state if place else ""


def full_name(name: str, scenario: Scenario) -> str:
    """Return the full name of a fact written short: the first consignment is put in where none is named."""
    head, dot, rest = name.partition(".")
    if not dot or head not in PER_CONSIGNMENT:
        return name
    if rest.split(".", 1)[0] in scenario.consignments and "." in rest:
        return name
    return f"{head}.{scenario.first_consignment()}.{rest}"
