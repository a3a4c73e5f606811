"""The plan: what every run of one scenario shares. It is worked out once and never changed.

Facts, places in the declared order and compiled conditions depend on the scenario alone; only the values of facts, the
happenings and what is scheduled belong to a run. Scenarios are frozen, so a plan is kept for as long as its scenario.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from itertools import count
from typing import Any, Final, TypeVar

from exercise.engine.conditions import Code, Timed, compile_code
from exercise.engine.timed import timed_conditions
from exercise.model.base import Value
from exercise.model.expressions import Expression
from exercise.model.facts import FactType, catalogue
from exercise.model.scenario import Scenario

T = TypeVar("T")
_KINDS: Final = (
    "teams",
    "consignments",
    "channels",
    "papers",
    "intel",
    "bodies",
    "stages",
    "decisions",
    "injects",
    "groups",
    "hazards",
    "targets",
)


class Plan:
    """What every run of one scenario shares."""

    def __init__(self, scenario: Scenario) -> None:
        self.types: dict[str, FactType] = catalogue(scenario)
        self.start: dict[str, Value] = {name: kind.start for name, kind in self.types.items()}
        self.places = _declared_places(scenario)
        """The place of every declared thing (kind, id) in the order of the scenario, part after part, as a share of a
        priority: twenty bits are left for occurrences.
        """
        self._codes: dict[int, tuple[Expression, Code]] = {}
        self._hidden = (f"~{n}" for n in count(1))
        self._once: dict[Hashable, Any] = {}
        self.timers: tuple[Timed, ...] = tuple(
            [timer for condition in timed_conditions(scenario) for timer in self.code(condition).timers]
        )
        """What runs from the start of every run, inner timers first."""

    def code(self, expression: Expression) -> Code:
        """Return an *expression* of the scenario compiled."""
        key = id(expression)
        if key not in self._codes:
            self._codes[key] = expression, compile_code(expression, self.start, self._hidden)
        return self._codes[key][1]

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what *make* returns for this *key*, made once; it may depend on nothing but the scenario."""
        if key not in self._once:
            self._once[key] = make()
        made: T = self._once[key]
        return made


def _declared_places(scenario: Scenario) -> dict[tuple[str, str], int]:
    names = [(kind, id) for kind in _KINDS for id in getattr(scenario, kind)]
    names += [("units", f"{team}.{unit}") for team, t in scenario.teams.items() for unit in t.units]
    return {name: i << 20 for i, name in enumerate(names)}


_PLANS: Final[dict[int, tuple[weakref.ref[Scenario], Plan]]] = {}


def plan_of(scenario: Scenario) -> Plan:
    """Return the plan of *scenario*, worked out at the first call."""
    key = id(scenario)
    known = _PLANS.get(key)
    if known is None or known[0]() is not scenario:
        known = _PLANS[key] = weakref.ref(scenario, lambda gone: _forget(key, gone)), Plan(scenario)
    return known[1]


def _forget(key: int, gone: weakref.ref[Scenario]) -> None:
    if key in _PLANS and _PLANS[key][0] is gone:
        del _PLANS[key]
