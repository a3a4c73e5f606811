"""Movement: what follows from the journeys of the consignments, for facts and for those who see it.

Nothing stops an unlawful entry: entering a state records whether consent was in force and the variant agreed. Teams
learn where a consignment is only by having it in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import inf

from exercise.engine.effects import Cause, Effects
from exercise.engine.journey import Crossing, End, Journey
from exercise.engine.rules import Rules
from exercise.engine.world import MOVEMENT, World
from exercise.model.effects import Deliver, Find, Hold, Lose, Release, Reroute, Seize, Substitute
from exercise.model.expressions import Expression
from exercise.model.happenings import (
    Audience,
    ConsignmentArrived,
    ConsignmentDelivered,
    ConsignmentDeparted,
    ConsignmentFound,
    ConsignmentHeld,
    ConsignmentLost,
    ConsignmentReleased,
    ConsignmentRerouted,
    ConsignmentSeized,
    LoadSubstituted,
    StateEntered,
    StepBegun,
)
from exercise.model.plain import state
from exercise.model.route import Route

Agreed = Callable[[str, str], str | None]
"""For a consignment and a state: the variant to which the consent in force agrees, or none."""


@state
class _Sight:
    """Who saw a consignment last, on which step, and which teams ordered it to another route."""

    teams: Audience = ()
    step: str = ""
    rerouted_by: Audience = ()


class Movement:
    """All consignments on their way. It is the course of their journeys, and handles what effects do to them."""

    def __init__(self, world: World, rules: Rules, effects: Effects, agreed: Agreed) -> None:
        self.world = world
        self.agreed = agreed
        self.watchers: Callable[[str], Audience] = lambda _consignment: ()
        """Who has a consignment in sight; control of units and posts says so, once it is there."""
        self.journeys = {name: Journey(world, effects, self, name) for name in world.scenario.consignments}
        self._sights = {name: _Sight() for name in self.journeys}
        routes = world.scenario.routes
        road = world.plan.once("road", lambda: _road(routes))
        for journey in self.journeys.values():
            self._watch(rules, effects, journey, road)
        self._register(effects)

    def _register(self, effects: Effects) -> None:
        effects.register(Hold, self._hold)
        effects.register(Release, self._release)
        effects.register(Reroute, self._reroute)
        effects.register(Substitute, self._substitute)
        effects.register(Seize, self._seize)
        effects.register(Deliver, self._deliver)
        effects.register(Lose, self._lose)
        effects.register(Find, self._find)

    def _watch(self, rules: Rules, effects: Effects, journey: Journey, road: Sequence[Expression]) -> None:
        """Let a journey look when its conditions (of departure, and on any *road*) may have changed, and keep what is
        derived from consents.
        """
        departs = journey.model.departs_when
        waits_for = road if departs is None else (departs, *road)
        reads = frozenset[str]().union(*[effects.condition(expression).reads for expression in waits_for])
        if reads:
            rules.notice(f"consignments.{journey.name}", reads, journey.look)
        consents = frozenset(f"consent.{journey.name}.{state}" for state in self.world.scenario.states)
        rules.notice(f"consent.{journey.name}.all_ahead", consents, partial(self._look_ahead, journey))

    # --- the course of a journey ------------------------------------------------------------------------------------

    def departed(self, journey: Journey) -> None:
        """A consignment sets off."""
        journey.turned = False
        self._sights[journey.name].rerouted_by = ()
        self.world.emit(ConsignmentDeparted(self.world.now, self._seen(journey), journey.name, journey.route))

    def waits(self, journey: Journey) -> None:
        """A consignment stands before a step that cannot begin yet."""
        self._tell_status(journey)

    def begun(self, journey: Journey) -> None:
        """A consignment began a step: only now can those who follow it see that it took another route."""
        step = journey.step
        assert step is not None
        if journey.turned:
            self._turned(journey)
        self.world.set(f"consignment.{journey.name}.on", step.id)
        self.world.set(f"step.{journey.name}.{step.id}", True)
        self._tell_status(journey)
        low, high = self.world.estimate(step.takes)
        audience = self._seen(journey)
        self.world.emit(StepBegun(self.world.now, audience, journey.name, step.id, journey.state, low, high))

    def _turned(self, journey: Journey) -> None:
        journey.turned = False
        sight = self._sights[journey.name]
        audience = self._seen(journey, *sight.rerouted_by)
        sight.rerouted_by = ()
        self.world.emit(ConsignmentRerouted(self.world.now, audience, journey.name, journey.route))

    def entered(self, journey: Journey, crossing: Crossing) -> None:
        """A consignment changed the state: was consent in force, was the variant agreed."""
        name, state = journey.name, journey.state
        consent = str(self.world.facts[f"consent.{name}.{state}"])
        variant = self.agreed(name, state) == self.world.facts[f"consignment.{name}.variant"]
        lawful = consent == "granted" and variant
        audience = self._seen(journey)
        self.world.set(f"consignment.{name}.state", state)
        self.world.set(f"entry.{name}.{state}", "lawful" if lawful else "unlawful")
        if not lawful:
            self.world.set(f"entry.{name}.lawful", False)
        if consent != "granted":
            self.world.set(f"consent.{name}.all_entered", False)
        self._look_ahead(journey)
        self.world.emit(StateEntered(self.world.now, audience, name, state, crossing.left, consent, variant, lawful))

    def arrived(self, journey: Journey) -> None:
        """A consignment finished its route."""
        self._tell_status(journey)
        self.world.emit(ConsignmentArrived(self.world.now, self._seen(journey), journey.name))

    def _tell_status(self, journey: Journey) -> None:
        self.world.set(f"consignment.{journey.name}.status", journey.status)

    def _look_ahead(self, journey: Journey) -> None:
        granted = (self.world.facts[f"consent.{journey.name}.{state}"] == "granted" for state in journey.states_ahead())
        self.world.set(f"consent.{journey.name}.all_ahead", all(granted))

    def _seen(self, journey: Journey, *teams: str) -> Audience:
        """Return who sees what happens to a consignment now: those who have it in sight, and *teams* that do it."""
        watching = self.watchers(journey.name)
        if watching:
            sight = self._sights[journey.name]
            sight.teams, sight.step = watching, journey.on
        return self.world.audience(*watching, *teams)

    # --- effects ----------------------------------------------------------------------------------------------------

    def _hold(self, effect: Hold, cause: Cause) -> None:
        journey = self.journeys[effect.hold]
        if journey.end or journey.stage == "arrived":
            return
        was_held = journey.held
        until: float = inf
        if effect.lasts is not None:
            until = self.world.now + max(1, self.world.lasts(effect.lasts, "hold", journey.name, cause.path))
            self.world.at(int(until), MOVEMENT, "consignments", journey.name, partial(self._hold_ends, journey, cause))
        journey.hold(until)
        if not was_held:
            self._tell_status(journey)
            self.world.emit(ConsignmentHeld(self.world.now, self._seen(journey, cause.team), journey.name))

    def _hold_ends(self, journey: Journey, cause: Cause) -> None:
        if journey.held_until <= self.world.now:
            self._let_go(journey, cause)

    def _release(self, effect: Release, cause: Cause) -> None:
        self._let_go(self.journeys[effect.release], cause)

    def _let_go(self, journey: Journey, cause: Cause) -> None:
        if journey.held and not journey.end:
            journey.release()
            self._tell_status(journey)
            self.world.emit(ConsignmentReleased(self.world.now, self._seen(journey, cause.team), journey.name))

    def _reroute(self, effect: Reroute, cause: Cause) -> None:
        journey = self.journeys[effect.reroute]
        if journey.end or journey.route == effect.to:
            return
        journey.reroute(effect.to)
        self._sights[journey.name].rerouted_by += self.world.audience(cause.team)
        self._look_ahead(journey)

    def _substitute(self, effect: Substitute, cause: Cause) -> None:
        journey = self.journeys[effect.substitute]
        fact = f"consignment.{journey.name}.variant"
        if journey.end or self.world.facts[fact] == effect.variant:
            return
        self.world.set(fact, effect.variant)
        audience = self._seen(journey, cause.team)
        self.world.emit(LoadSubstituted(self.world.now, audience, journey.name, effect.variant, journey.state))

    def _seize(self, effect: Seize, cause: Cause) -> None:
        journey = self.journeys[effect.seize]
        if self._finish(journey, "seized"):
            audience = self._seen(journey, cause.team)
            self.world.emit(ConsignmentSeized(self.world.now, audience, journey.name, journey.state))

    def _deliver(self, effect: Deliver, cause: Cause) -> None:
        journey = self.journeys[effect.deliver]
        if self._finish(journey, "delivered"):
            self.world.emit(ConsignmentDelivered(self.world.now, self._seen(journey, cause.team), journey.name))

    def _finish(self, journey: Journey, end: End) -> bool:
        if journey.end:
            return False
        journey.finish(end)
        self._tell_status(journey)
        return True

    def _lose(self, effect: Lose, cause: Cause) -> None:
        """Lose a consignment: it goes on, unseen. Those who had it in sight last learn that it is gone."""
        journey = self.journeys[effect.lose]
        if journey.end or journey.lost:
            return
        self._seen(journey)
        sight = self._sights[journey.name]
        journey.lost = True
        self._tell_status(journey)
        audience = self.world.audience(*sight.teams, cause.team)
        self.world.emit(ConsignmentLost(self.world.now, audience, journey.name, sight.step or journey.on))

    def _find(self, effect: Find, cause: Cause) -> None:
        journey = self.journeys[effect.find]
        if not journey.lost or journey.end:
            return
        journey.lost = False
        self._tell_status(journey)
        audience = self._seen(journey, cause.team)
        self.world.emit(ConsignmentFound(self.world.now, audience, journey.name, journey.on))


def _road(routes: Mapping[str, Route]) -> list[Expression]:
    """Return every condition that a consignment may ever wait for on any route, in declared order."""
    steps = (step for route in routes.values() for step in route.steps)
    return [e for step in steps for e in (step.until, step.closed) if e is not None]
