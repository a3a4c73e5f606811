"""The road on paper: a route as a line from 0 to 1, and estimates of how long its steps take."""

from __future__ import annotations

from itertools import pairwise
from math import cos, dist, exp, log, radians, sqrt
from typing import Final, NamedTuple

from exercise.model.base import Minute
from exercise.model.durations import Span
from exercise.model.plain import plain
from exercise.model.route import Route, Step
from exercise.model.scenario import Scenario

MOVING: Final = ("drive", "rail", "carry", "fly", "sail")
"""Kinds of steps that go from one place to another; the others stay where they are."""
_TAIL: Final = 1.6448536
"""Of a standard normal: 5 % lie above it."""
_SHORTEST: Final = 0.04
"""What part of the line a step that moves takes at least, so that it can be seen."""


class Estimate(NamedTuple):
    """A length of time on paper, in minutes: between low and high in nine of ten cases."""

    low: Minute
    high: Minute

    def __add__(self, other: object) -> Estimate:
        """Add estimates end to end."""
        if not isinstance(other, Estimate):
            return NotImplemented
        return Estimate(self.low + other.low, self.high + other.high)


NO_TIME: Final = Estimate(0, 0)


def estimate(span: Span) -> Estimate:
    """Return the paper estimate of *span*: its ends, or its 5 and 95 per cent points where it has none."""
    if span.shape == "fixed":
        return Estimate(span.minutes, span.minutes)
    if span.shape == "lognormal":
        spread = sqrt(log(1 + span.cv**2))
        median = span.mean / sqrt(1 + span.cv**2)
        return Estimate(round(median * exp(-_TAIL * spread)), round(median * exp(_TAIL * spread)))
    if span.shape == "exponential":
        return Estimate(round(-span.mean * log(0.95)), round(-span.mean * log(0.05)))
    return Estimate(span.low, span.high)


@plain
class Stretch:
    """A step as a part of the line: where it begins and ends (0 to 1), and its paper estimate."""

    step: Step
    start: float
    end: float
    takes: Estimate


@plain
class Spot:
    """A place on the road: the number of the step, and what part of its time has passed (0 to 1)."""

    step: int
    part: float


@plain
class Road:
    """A route as a line."""

    stretches: tuple[Stretch, ...]

    def find(self, step: str) -> int | None:
        """Return the number of a step, ``None`` where the road does not have it."""
        return next((i for i, stretch in enumerate(self.stretches) if stretch.step.id == step), None)

    def at(self, spot: Spot) -> float:
        """Return a spot as a fraction of the whole way."""
        if spot.step >= len(self.stretches):
            return 1.0
        stretch = self.stretches[spot.step]
        return stretch.start + (stretch.end - stretch.start) * spot.part

    def ahead(self, spot: Spot, minutes: Minute, *, fast: bool, now_takes: Estimate | None = None) -> Spot:
        """Return where a load is so many minutes after it was at *spot*, at the fastest or slowest pace on paper.

        *now_takes* replaces the estimate of the step it was on, where a report gave a better one.
        """
        left = float(max(0, minutes))
        step, part = spot.step, spot.part
        while step < len(self.stretches):
            length = self._length(step, spot, now_takes, fast)
            rest = length * (1 - part)
            if left < rest:
                return Spot(step, part + left / length)
            left -= rest
            step, part = step + 1, 0.0
        return Spot(len(self.stretches), 0.0)

    def time_to(self, spot: Spot, step: int, now_takes: Estimate | None = None) -> Estimate:
        """Return the time on paper from *spot* to the beginning of step number *step*."""
        low = high = 0.0
        for number in range(spot.step, min(step, len(self.stretches))):
            rest = 1 - spot.part if number == spot.step else 1.0
            low += self._length(number, spot, now_takes, fast=True) * rest
            high += self._length(number, spot, now_takes, fast=False) * rest
        return Estimate(round(low), round(high))

    def _length(self, step: int, spot: Spot, now_takes: Estimate | None, fast: bool) -> float:
        takes = now_takes if now_takes and step == spot.step else self.stretches[step].takes
        return float(takes.low if fast else takes.high)


def road_of(scenario: Scenario, route: Route) -> Road:
    """Return *route* as a line: steps that move take their share of the distance, the others are points on it."""
    lengths = [_length(scenario, step) for step in route.steps]
    total = sum(length for length in lengths if length is not None)
    shortest = max(total * _SHORTEST, 1e-6)
    shares = [0.0 if length is None else max(length, shortest) for length in lengths]
    whole = sum(shares) or 1.0
    stretches = []
    run = 0.0
    for step, share in zip(route.steps, shares, strict=True):
        stretches.append(Stretch(step, run / whole, min(1.0, (run + share) / whole), estimate(step.takes)))
        run += share
    return Road(tuple(stretches))


def points_of(scenario: Scenario, step: Step) -> tuple[tuple[float, float], ...]:
    """Return the line of a step that moves, in degrees (longitude, latitude); empty without both its ends."""
    start, to = scenario.places.get(step.start or ""), scenario.places.get(step.to or "")
    if step.kind not in MOVING or start is None or to is None:
        return ()
    return ((start.lon, start.lat), *step.via, (to.lon, to.lat))


def _length(scenario: Scenario, step: Step) -> float | None:
    """The length of a step that moves, in degrees of latitude; ``None`` for one that stays."""
    if step.kind not in MOVING:
        return None
    points = points_of(scenario, step)
    return sum(
        dist((a[0] * cos(radians((a[1] + b[1]) / 2)), a[1]), (b[0] * cos(radians((a[1] + b[1]) / 2)), b[1]))
        for a, b in pairwise(points)
    )
