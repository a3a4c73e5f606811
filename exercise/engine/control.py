"""Control: by whom a consignment is under control, and who has it in sight.

A consignment is under control while the state it is in has somebody in place: a unit, or what the step names instead
(the operator told, a unit aboard). At a border the state that is left keeps hold for the window of the crossing.
Control is judged once all units of a minute have come and gone, and lost only if nobody has it at the end of the
minute, so that a relief or an order that takes effect in the same minute leaves no gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from exercise.engine.effects import Effects
from exercise.engine.journey import Journey
from exercise.engine.movement import Movement
from exercise.engine.rules import Rules
from exercise.engine.units import Units
from exercise.engine.world import CONTROL, DEADLINES, World
from exercise.model.base import Minute
from exercise.model.expressions import Expression
from exercise.model.happenings import (
    Audience,
    ConsignmentArrived,
    ConsignmentDelivered,
    ConsignmentDeparted,
    ConsignmentFound,
    ConsignmentLost,
    ConsignmentSeen,
    ConsignmentSeized,
    ControlLost,
    ControlPassed,
    ControlTaken,
    GapClosed,
    StateEntered,
    StepBegun,
)
from exercise.model.plain import state
from exercise.model.route import Route, Step

_MOVES: Final = (
    ConsignmentDeparted,
    StepBegun,
    StateEntered,
    ConsignmentArrived,
    ConsignmentDelivered,
    ConsignmentSeized,
    ConsignmentLost,
    ConsignmentFound,
)
"""What happens to a consignment that may change who controls it."""
_Move = (
    ConsignmentDeparted
    | StepBegun
    | StateEntered
    | ConsignmentArrived
    | ConsignmentDelivered
    | ConsignmentSeized
    | ConsignmentLost
    | ConsignmentFound
)


@state
class _Hold:
    """After a change of state: by which step, the state left, the state that keeps hold (``""``: none), until when."""

    step: Step
    left: str
    giver: str
    until: Minute


@state
class _Watch:
    """Who controls a consignment, who did last, since when nobody does, and who has it in sight."""

    journey: Journey
    holder: str = ""
    last: str = ""
    lost_at: Minute = 0
    gap: Minute | None = None
    counting: bool = False
    hold: _Hold | None = None
    aware: Audience = ()
    since: Minute = 0
    due: bool = False


class Control:
    """Control over all consignments, and the units of all teams."""

    def __init__(self, world: World, rules: Rules, effects: Effects, movement: Movement) -> None:
        self.world = world
        self.effects = effects
        self.units = Units(world, effects, self._look)
        self.judge_assign, self.assign = self.units.judge_assign, self.units.assign
        self.judge_withdraw, self.withdraw = self.units.judge_withdraw, self.units.withdraw
        self._watches = {name: _Watch(journey) for name, journey in movement.journeys.items()}
        movement.watchers = self.watchers
        world.hear(_MOVES, self._hear)
        others = world.plan.once("controlled", lambda: _other_means(world.scenario.routes))
        self._only_units = not others
        if others:
            self._notice_posts(rules, others)

    def _notice_posts(self, rules: Rules, others: Sequence[Expression]) -> None:
        """Judge control anew when control by other means than a unit may have changed."""
        reads = frozenset[str]().union(*[self.effects.condition(expression).reads for expression in others])
        rules.notice("control", reads, self._look_at_all)

    # --- who sees and who holds -------------------------------------------------------------------------------------

    def watchers(self, consignment: str) -> Audience:
        """Return the teams that have *consignment* in sight: a unit in place within reach, or told by other means."""
        watch, posts = self._watches[consignment], self.units.in_place(consignment)
        if watch.journey.lost or (self._only_units and not posts):
            return ()
        sides = self._sides(watch)
        see = {post.team for post in posts if not sides.isdisjoint(post.territory)}
        see |= self._told(watch)
        return self.world.in_order(see)

    def _sides(self, watch: _Watch) -> set[str]:
        """Return the states from which it can be seen: where it is; at a border, both."""
        journey = watch.journey
        sides = {journey.state}
        if journey.step is not None and journey.step.kind == "cross":
            sides.update(side for side in (journey.step.start, journey.step.to) if side)
        if watch.hold is not None and self.world.now < watch.hold.until:
            sides.add(watch.hold.left)
        return sides

    def _told(self, watch: _Watch) -> set[str]:
        """Return the states that have control by other means, on this step or the crossing whose window runs."""
        told: set[str] = set()
        if self._only_units:
            return told
        hold = watch.hold
        for step in (watch.journey.step, hold.step if hold is not None and self.world.now < hold.until else None):
            if step is not None and step.controlled:
                told.update([state for state, e in step.controlled.items() if self.effects.holds(e)])
        return told

    def _has(self, watch: _Watch, state: str) -> bool:
        """Tell whether somebody of *state* is in place: a unit of its own that may work there, or by other means."""
        for post in self.units.in_place(watch.journey.name):
            if post.team == state and state in post.territory:
                return True
        return state in self._told(watch)

    def _holder(self, watch: _Watch) -> str:
        """Return who has control: the state it is in, else the state it left while that keeps hold, else nobody."""
        journey, hold = watch.journey, watch.hold
        if journey.lost:
            return ""
        if self._has(watch, journey.state):
            return journey.state
        if hold is not None and hold.giver and self.world.now < hold.until and self._has(watch, hold.giver):
            return hold.giver
        return ""

    # --- judging control --------------------------------------------------------------------------------------------

    def _hear(self, happening: _Move) -> None:
        watch = self._watches[happening.consignment]
        if isinstance(happening, StateEntered):
            self._crossed(watch, happening.left)
        elif isinstance(happening, StepBegun):
            watch.since, watch.aware = happening.minute, self.watchers(happening.consignment)
        starts = watch.journey.model.controlled_from
        if isinstance(happening, ConsignmentDeparted if starts is None else StepBegun):
            watch.counting = watch.counting or starts in (None, watch.journey.on)
        self._look(happening.consignment)

    def _crossed(self, watch: _Watch, left: str) -> None:
        """Note at the change of state who keeps hold, and until when; it must be in place at that minute."""
        step = watch.journey.step
        assert step is not None
        watch.hold = None
        until = self.world.now + step.window
        watch.hold = _Hold(step, left, left if self._has(watch, left) and not watch.journey.lost else "", until)
        self._look_at(until, watch)

    def _look_at_all(self) -> None:
        for name in self._watches:
            self._look(name)

    def _look(self, consignment: str) -> None:
        """Judge control of a consignment once the units of this minute have come and gone."""
        watch = self._watches[consignment]
        if not watch.due:
            watch.due = True
            self._look_at(self.world.now, watch)

    def _look_at(self, minute: Minute, watch: _Watch) -> None:
        name, number = watch.journey.name, watch.journey.number
        self.world.at(minute, CONTROL, "control", name, partial(self._judge, watch), n=number)

    def _judge(self, watch: _Watch) -> None:
        """Judge who controls a consignment, who sees it and whose hold ends; a loss only once the minute is over."""
        watch.due = False
        if watch.journey.end:
            self._over(watch)
            return
        holder = self._holder(watch)
        if holder or not self._loses(watch):
            self._settle(watch, holder)
        else:
            name, number = watch.journey.name, watch.journey.number
            self.world.at(self.world.now, DEADLINES, "control", name, partial(self._confirm, watch), n=number)
        self._tell_those_who_see(watch)
        self._end_hold(watch)

    def _loses(self, watch: _Watch) -> bool:
        """Tell whether having nobody in place would be news."""
        return bool(watch.holder) or (self._counts(watch) and watch.gap is None)

    def _counts(self, watch: _Watch) -> bool:
        """Tell whether a minute without control is a gap."""
        return watch.counting and watch.journey.stage != "arrived"

    def _confirm(self, watch: _Watch) -> None:
        """Let control be lost if nobody has it after all that falls on the minute: there is no gap of no length."""
        if not watch.journey.end:
            self._settle(watch, self._holder(watch))

    def _settle(self, watch: _Watch, holder: str) -> None:
        """Let *holder* have control from now on (``""``: nobody)."""
        previous, watch.holder = watch.holder, holder
        self.world.set(f"control.{watch.journey.name}.now", bool(holder))
        if previous and not holder:
            watch.last, watch.lost_at = previous, self.world.now
        if not holder and self._counts(watch):
            self._open_gap(watch)
        elif watch.gap is not None:
            self._close_gap(watch)
        if holder and holder != previous:
            self._taken(watch, previous or watch.last, 0 if previous else self.world.now - watch.lost_at)

    def _over(self, watch: _Watch) -> None:
        """Nothing counts any more once it is seized or delivered; what is seized is in good hands."""
        if watch.gap is not None:
            self._close_gap(watch)
        if watch.journey.end == "seized":
            self.world.set(f"control.{watch.journey.name}.now", True)

    def _open_gap(self, watch: _Watch) -> None:
        if watch.gap is not None:
            return
        name, journey = watch.journey.name, watch.journey
        watch.gap = self.world.now
        self.world.set(f"control.{name}.unbroken", False)
        audience = self.world.audience(watch.last, *self.watchers(name))
        self.world.emit(ControlLost(self.world.now, audience, name, journey.state, journey.on))

    def _close_gap(self, watch: _Watch) -> None:
        assert watch.gap is not None
        name, began = watch.journey.name, watch.gap
        watch.gap = None
        self.world.add(f"control.{name}.gap", self.world.now - began)
        audience = self.world.audience(watch.holder, *self.watchers(name))
        self.world.emit(GapClosed(self.world.now, audience, name, began, self.world.now - began))

    def _taken(self, watch: _Watch, giver: str, gap: Minute) -> None:
        name, taker = watch.journey.name, watch.holder
        sees = self.watchers(name)
        self.world.emit(ControlTaken(self.world.now, self.world.audience(taker, *sees), name, taker))
        if giver not in ("", taker):
            audience = self.world.audience(taker, *sees, *(() if gap else (giver,)))
            self.world.emit(ControlPassed(self.world.now, audience, name, giver, taker, gap))

    def _tell_those_who_see(self, watch: _Watch) -> None:
        """Tell a team where the consignment is when it comes in sight; afterwards it sees every step begin."""
        journey, sees = watch.journey, self.watchers(watch.journey.name)
        fresh = [team for team in sees if team not in watch.aware]
        watch.aware = sees
        step = journey.step
        if fresh and step is not None and (audience := self.world.audience(*fresh)):
            low, high = self.world.estimate(step.takes)
            where = (journey.name, journey.route, step.id, journey.state, watch.since)
            self.world.emit(ConsignmentSeen(self.world.now, audience, *where, low, high))

    def _end_hold(self, watch: _Watch) -> None:
        """Relieve units that cannot follow across the border once the state that was left holds no more."""
        hold = watch.hold
        if hold is None or self.world.now < hold.until:
            return
        watch.hold = None
        for post in self.units.in_place(watch.journey.name):
            if hold.left in post.territory and watch.journey.state not in post.territory:
                self.units.recall(post, "border")


def _other_means(routes: Mapping[str, Route]) -> list[Expression]:
    """Return the conditions under which somebody has control by other means than a unit, on any route."""
    steps = (step for route in routes.values() for step in route.steps)
    return [expression for step in steps for expression in step.controlled.values()]
