"""The rules of a scenario that read facts: what a fact can bring about, apart from the effects that name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from exercise.model.expressions import Any_, Expression, facts_read
from exercise.model.scenario import Scenario

Kind = Literal["inject", "point", "hazard", "target"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that comes about once its condition holds."""

    kind: Kind
    name: str
    when: Expression


def rules(scenario: Scenario) -> Iterator[Rule]:
    """Yield every rule, in the order of the scenario."""
    for name, inject in scenario.injects.items():
        if inject.when is not None:
            yield Rule("inject", name, inject.when)
    for name, point in scenario.decisions.items():
        yield Rule("point", name, point.when)
    for name, hazard in scenario.hazards.items():
        rates = tuple(rate.when for rate in hazard.rates if rate.per_hour > 0)
        yield Rule("hazard", name, hazard.while_ if len(rates) != 1 else rates[0])
        if len(rates) > 1:
            yield Rule("hazard", name, Any_(of=rates))
    for name, target in scenario.targets.items():
        if target.flees_when is not None:
            yield Rule("target", name, target.flees_when)


def by_fact(scenario: Scenario) -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by each fact that they read."""
    found: dict[str, list[Rule]] = {}
    for rule in rules(scenario):
        for fact in sorted(facts_read(rule.when)):
            found.setdefault(fact, []).append(rule)
    return {fact: tuple(kept) for fact, kept in found.items()}
