"""What a team knows of a consignment: whether it is seen, who holds it, and where on its road it may be."""

from __future__ import annotations

from functools import singledispatchmethod
from typing import Final, Literal

from exercise.model.base import Minute
from exercise.model.facts import start_state
from exercise.model.happenings import (
    ConsignmentArrived,
    ConsignmentDelivered,
    ConsignmentDeparted,
    ConsignmentFound,
    ConsignmentHeld,
    ConsignmentLost,
    ConsignmentReleased,
    ConsignmentRerouted,
    ConsignmentSeen,
    ConsignmentSeized,
    ControlLost,
    ControlPassed,
    ControlTaken,
    Happening,
    StateEntered,
    StepBegun,
)
from exercise.model.plain import plain
from exercise.model.scenario import Scenario
from exercise.play.projection.road import Estimate, Road, Spot, road_of

LoadStatus = Literal["paper", "moving", "held", "lost", "arrived", "delivered", "seized"]
"""``paper``: nothing has been heard of it yet, only what its papers say."""
OVER: Final = ("arrived", "delivered", "seized")
_NEARLY: Final = 0.97
"""A load in sight that takes longer than estimated is drawn just before the end of its step."""


@plain
class Where:
    """Where a load is or may be, as fractions of the road: *last* seen, and the ends (the same where it is seen)."""

    last: float
    low: float
    high: float
    seen: bool


class Load:
    """One consignment as one team knows it. Fed with the happenings that the team learns of."""

    def __init__(self, scenario: Scenario, consignment: str, team: str, *, known: bool) -> None:
        part = scenario.consignments[consignment]
        self._scenario = scenario
        self._team = team
        self.id = consignment
        self.known = known
        self.status: LoadStatus = "paper"
        self.road: Road = road_of(scenario, scenario.routes[part.route])
        self.state = start_state(scenario, part.route)
        self.holder = ""
        self.lost_contact: Minute | None = None
        """Since when nobody has it under control, as far as this team knows."""
        self.last_report: Minute | None = None
        """When something was last heard of where it is."""
        self._following: set[str] = set()
        self._sighted = False
        self._waits = part.departs_when is not None
        self._spot = Spot(0, 0.0)
        self._since: Minute = part.departs
        self._takes: Estimate | None = None

    def seen(self, now: Minute) -> bool:
        """Whether this team has it in sight: it holds it, or saw it last and has a unit there or no reason to doubt."""
        if self.holder == self._team:
            return True
        return self._sighted and (bool(self._following) or now - self._since <= self._takes_now().high)

    @property
    def waits(self) -> bool:
        """Whether it has not set off and its departure hangs on a condition."""
        return self._waits and self.status == "paper"

    def may_have_left(self, now: Minute) -> bool:
        """Whether what lets it go could have come by now, and nobody of this team would have seen it."""
        return (self.waits or self.stands) and now > self._since and not self.seen(now)

    @property
    def stands(self) -> bool:
        """Whether it is on a step that lasts until somebody or something lets it go, as far as this team knows."""
        on = self._spot.step
        return on < len(self.road.stretches) and self.road.stretches[on].step.until is not None

    @property
    def over(self) -> bool:
        """Whether it moves no more."""
        return self.status in OVER

    def follow(self, unit: str, on: bool) -> None:
        """Note that a unit of this team is where it can follow it, or no longer."""
        if on:
            self.known = True
            self._following.add(unit)
            return
        self._following.discard(unit)
        if not self._following:
            self._sighted = False

    def units(self) -> tuple[str, ...]:
        """Return the units of this team that are where they can follow it."""
        return tuple(sorted(self._following))

    # --- where ------------------------------------------------------------------------------------

    def spot(self, now: Minute) -> Spot:
        """Return the best single guess of where it is."""
        if self.status != "moving" or not self.seen(now) or self.stands or self._spot.step >= len(self.road.stretches):
            return self._spot
        takes = self._takes_now()
        usual = max(1, takes.low + takes.high) / 2
        part = self._spot.part + (now - self._since) / usual
        return Spot(self._spot.step, max(self._spot.part, min(_NEARLY, part)))

    def ends(self, now: Minute) -> tuple[Spot, Spot]:
        """Return the two ends of the stretch on which it may be; the same where it is seen or stands."""
        if self.seen(now) or self.status in ("held", *OVER):
            here = self.spot(now)
            return here, here
        gone = now - self._since
        high = self.road.ahead(self._spot, gone, fast=True, now_takes=self._takes)
        if self.stands or self.status == "lost" or (self.status == "paper" and self._waits):
            return self._spot, high
        return self.road.ahead(self._spot, gone, fast=False, now_takes=self._takes), high

    def where(self, now: Minute) -> Where:
        """Return where it is or may be, as fractions of the road."""
        low, high = self.ends(now)
        last = 0.0 if self.status == "paper" else self.road.at(self.spot(now))
        return Where(last, self.road.at(low), self.road.at(high), self.seen(now) or self.status in ("held", *OVER))

    def time_to(self, step: int, now: Minute) -> Estimate:
        """Return the time on paper still to go to the beginning of step number *step*; negative is overdue."""
        gone = now - self._since if self.status in ("moving", "lost", "paper") and not self.stands else 0
        whole = self.road.time_to(self._spot, step, self._takes)
        return Estimate(whole.low - gone, whole.high - gone)

    # --- what is heard ----------------------------------------------------------------------------

    # Kinds are registered by name: from annotations each would be worked out at the start.
    @singledispatchmethod
    def see(self, happening: Happening) -> None:
        """Take in a happening about this consignment; other kinds only tell that it exists."""

    @see.register(ConsignmentDeparted)
    def _(self, happening: ConsignmentDeparted) -> None:
        self._reroute(happening.route)
        self._stand_at(Spot(0, 0.0), happening.minute, "moving")
        self._sighted = True

    @see.register(StepBegun)
    def _(self, happening: StepBegun) -> None:
        number = self.road.find(happening.step)
        if number is not None:
            self._stand_at(Spot(number, 0.0), happening.minute, "moving")
            self._takes = Estimate(happening.low, happening.high)
            self._sighted = True
        self.state = happening.state or self.state

    @see.register(ConsignmentSeen)
    def _(self, happening: ConsignmentSeen) -> None:
        self._reroute(happening.route)
        self._stand_at(self._on(happening.step, 0.0), happening.since, "moving")
        self._sighted = True
        self._takes = Estimate(happening.low, happening.high)
        self.state, self.last_report = happening.state or self.state, happening.minute

    @see.register(StateEntered)
    def _(self, happening: StateEntered) -> None:
        self.state = happening.state

    @see.register(ConsignmentRerouted)
    def _(self, happening: ConsignmentRerouted) -> None:
        here = self.spot(happening.minute)
        on = self.road.stretches[here.step].step.id if here.step < len(self.road.stretches) else ""
        self._reroute(happening.route)
        self._spot = Spot(self.road.find(on) or 0, here.part)

    @see.register(ConsignmentHeld)
    def _(self, happening: ConsignmentHeld) -> None:
        self._stop(happening.minute, "held")

    @see.register(ConsignmentReleased)
    def _(self, happening: ConsignmentReleased) -> None:
        self._stop(happening.minute, "moving")

    @see.register(ConsignmentSeized)
    def _(self, happening: ConsignmentSeized) -> None:
        if not self.seen(happening.minute):
            self._spot = self._within(happening.state)
        self._stop(happening.minute, "seized")
        self.state = happening.state or self.state

    @see.register(ConsignmentArrived)
    def _(self, happening: ConsignmentArrived) -> None:
        self._stand_at(Spot(len(self.road.stretches), 0.0), happening.minute, "arrived")

    @see.register(ConsignmentDelivered)
    def _(self, happening: ConsignmentDelivered) -> None:
        self._stand_at(Spot(len(self.road.stretches), 0.0), happening.minute, "delivered")

    @see.register(ConsignmentLost)
    def _(self, happening: ConsignmentLost) -> None:
        self._lose_sight(happening.minute, happening.step, "lost")

    @see.register(ConsignmentFound)
    def _(self, happening: ConsignmentFound) -> None:
        self._stand_at(self._on(happening.step, 0.5), happening.minute, "moving")
        self._sighted = True
        self.lost_contact = None

    @see.register(ControlTaken)
    def _(self, happening: ControlTaken) -> None:
        self._gain(happening.team, happening.minute)

    @see.register(ControlPassed)
    def _(self, happening: ControlPassed) -> None:
        if happening.taker:
            self._gain(happening.taker, happening.minute)

    @see.register(ControlLost)
    def _(self, happening: ControlLost) -> None:
        self.state = happening.state or self.state
        self._lose_sight(happening.minute, happening.step, self.status)

    def _gain(self, team: str, minute: Minute) -> None:
        low, high = self.ends(minute)
        self.holder, self.lost_contact = team, None
        self._sighted = team == self._team or (self._sighted and bool(self._following))
        if self.status in ("moving", "lost", "paper") and self._sighted:
            same = low.step == high.step
            self._stand_at(Spot(low.step, (low.part + high.part) / 2) if same else low, minute, "moving", self._takes)
        self.last_report = minute

    def _lose_sight(self, minute: Minute, step: str, status: LoadStatus) -> None:
        here = self.spot(minute)
        number = self.road.find(step)
        if number is not None and number != here.step:
            here = Spot(number, 0.0)
        self.holder = ""
        self.lost_contact = minute
        self._stand_at(here, minute, "moving" if status == "paper" else status, self._takes)
        self._following.clear()
        self._sighted = False

    def _within(self, state: str) -> Spot:
        """Return the spot, put at the earliest where the road enters *state*."""
        stretches = enumerate(self.road.stretches)
        entry = next((n for n, s in stretches if s.step.kind == "cross" and s.step.to == state), -1)
        return self._spot if entry < self._spot.step else Spot(entry, 1.0)

    def _takes_now(self) -> Estimate:
        """Return the estimate of the step it is on."""
        if self._takes is not None:
            return self._takes
        on = min(self._spot.step, len(self.road.stretches) - 1)
        return self.road.stretches[on].takes

    def _on(self, step: str, part: float) -> Spot:
        number = self.road.find(step)
        return self._spot if number is None else Spot(number, part)

    def _stop(self, minute: Minute, status: LoadStatus) -> None:
        self._stand_at(self.spot(minute), minute, status, self._takes)

    def _stand_at(self, spot: Spot, minute: Minute, status: LoadStatus, takes: Estimate | None = None) -> None:
        self.known = True
        self._spot, self._since, self.status, self._takes = spot, minute, status, takes
        self.last_report = minute

    def _reroute(self, route: str) -> None:
        if route in self._scenario.routes:
            self.road = road_of(self._scenario, self._scenario.routes[route])
