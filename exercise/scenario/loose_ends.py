"""Loose ends of a scenario that could be read whole: what is half said, never read, never set, never reached, never
sent. In one that could not, the other end may stand in what was not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from exercise.model.effects import Chance, EnterStage, OpenPoint, SendInject, SetFact
from exercise.model.expressions import TRUE, Constant
from exercise.model.play import Expectation, Inject
from exercise.model.scenario import Scenario
from exercise.scenario.bind import Path
from exercise.scenario.learned import held_ever, learned_of
from exercise.scenario.walk import Place, options_named, reads

NEVER: Final = Constant(value=False)
Tell = Callable[[str, Path, str], None]


def loose_ends(scenario: Scenario, places: list[Place], tell: Tell) -> None:
    """Tell every loose end of *scenario*."""
    _half_said(places, tell)
    _facts(scenario, places, tell)
    _stages(scenario, places, tell)
    _options(scenario, places, tell)
    _triggers(scenario, places, tell)
    _unknown(scenario, places, tell)
    if not scenario.objectives:
        tell("W710", ("title",), "the scenario has no objectives, so that nothing is evaluated")


def _half_said(places: list[Place], tell: Tell) -> None:
    """Tell expectations that expect nothing, and chances that lead to nothing."""
    for place in places:
        part = place.value
        if isinstance(part, Expectation) and not part.decided and part.when is None:
            tell("E621", place.path, "it is not said what is expected")
        elif isinstance(part, Chance) and not part.then and not part.otherwise:
            tell("E621", place.path, "the chance leads to nothing")


def _facts(scenario: Scenario, places: list[Place], tell: Tell) -> None:
    """Tell declared facts that are never read, or never set."""
    read = {name for place in places if place.kind == "condition" for name in reads(place.value)}
    changed = {p.value.fact for p in places if p.kind == "effect" and isinstance(p.value, SetFact)}
    changed |= {fact for item in scenario.intel.values() for fact in item.reveals}
    for name in scenario.facts:
        if name not in read:
            tell("W701", ("facts", name), f"the fact '{name}' is never read")
        elif name not in changed:
            tell("W702", ("facts", name), f"the fact '{name}' is read and never set")


def _stages(scenario: Scenario, places: list[Place], tell: Tell) -> None:
    """Tell stages that nothing enters; the first is entered at the start."""
    entered = {p.value.stage for p in places if p.kind == "effect" and isinstance(p.value, EnterStage)}
    for name, stage in list(scenario.stages.items())[1:]:
        if name not in entered and (stage.enters is None or stage.enters == NEVER):
            tell("W703", ("stages", name), f"nothing enters the stage '{name}'")


def _options(scenario: Scenario, places: list[Place], tell: Tell) -> None:
    """Tell options without effects that nothing asks about."""
    named = set(_options_asked(places))
    for name, point in scenario.decisions.items():
        for option_name, option in point.options.items():
            if not option.effects and (name, option_name) not in named:
                tell("W704", ("decisions", name, "options", option_name), f"the option '{option_name}' has no effect")


def _options_asked(places: list[Place]) -> Iterator[tuple[str, str]]:
    """Yield the options that conditions and expectations ask about."""
    for place in places:
        if place.kind == "condition":
            yield from options_named(place.value)
        elif isinstance(place.value, Expectation):
            for point, options in place.value.decided.items():
                yield from ((point, option) for option in ((options,) if isinstance(options, str) else options))


def _triggers(scenario: Scenario, places: list[Place], tell: Tell) -> None:
    """Tell injects and decision points that nothing ever brings up."""
    effects = [place.value for place in places if place.kind == "effect"]
    sent = {effect.inject for effect in effects if isinstance(effect, SendInject)}
    sent |= {p.value.otherwise for p in places if isinstance(p.value, Expectation) and p.value.otherwise}
    opened = {effect.open for effect in effects if isinstance(effect, OpenPoint)}
    late = set(_forestalled(scenario))
    for name, inject in scenario.injects.items():
        if name not in sent and (name in late or not _comes(scenario, inject)):
            tell("W709", ("injects", name), f"nothing sends the inject '{name}'; only a facilitator could")
    _groups(scenario, sent, tell)
    for name, point in scenario.decisions.items():
        if point.when == NEVER and name not in opened:
            tell("W709", ("decisions", name), f"nothing opens the decision point '{name}'")


def _groups(scenario: Scenario, sent: set[str], tell: Tell) -> None:
    """Tell groups without a member, and those by chance that are never drawn though that alone would send a member."""
    of_groups = {inject.group for inject in scenario.injects.values()}
    unsent = {inject.group for name, inject in scenario.injects.items() if name not in sent}
    for name, group in scenario.groups.items():
        if name not in of_groups:
            tell("W709", ("groups", name), "no inject belongs to this group")
        elif group.chosen_by == "chance" and group.at is None and group.when is None and name in unsent:
            tell("W709", ("groups", name), f"'{name}' has neither `at` nor `when`, so that none of it is ever drawn")


def _comes(scenario: Scenario, inject: Inject) -> bool:
    """Tell whether an inject can come by its own time or condition, or by its group."""
    group = scenario.groups.get(inject.group or "")
    if group is None or group.chosen_by == "first_true":
        return inject.at is not None or inject.when not in (None, NEVER)
    return group.chosen_by == "facilitator" or inject.weight > 0


def _forestalled(scenario: Scenario) -> Iterator[str]:
    """Yield the injects above which, in their group, one always holds as soon as their conditions count."""
    closed: set[str] = set()
    for name, inject in scenario.injects.items():
        if inject.group in closed:
            yield name
        elif inject.group and inject.when == TRUE and inject.stage is None:
            closed.add(inject.group)


def _unknown(scenario: Scenario, places: list[Place], tell: Tell) -> None:
    """Tell consignments and items of which no team that is played can ever learn."""
    learned, held = set(learned_of(scenario, places)), set(held_ever(scenario, places))
    for name in scenario.consignments:
        if name not in learned:
            tell("W712", ("consignments", name), f"no team that is played can ever know of '{name}'")
    for name in scenario.intel:
        if name not in held:
            tell("W712", ("intel", name), f"no team that is played can ever hold '{name}'")
