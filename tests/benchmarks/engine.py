"""A bot playout against raw SimPy that runs as many events; what of it is construction; playouts a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import mean, median
from time import perf_counter
from unittest.mock import patch

import simpy

from exercise.engine import Engine
from exercise.model.scenario import Scenario
from exercise.play.policies import POLICIES
from exercise.play.runner import play_out
from exercise.scenario.library import find
from exercise.scenario.load import load
from tests.benchmarks import rawsimpy
from tests.benchmarks.large import large
from tests.benchmarks.sidebyside import Result, compare

SHIPPED = ("first_parcel", "northern_road")
AIM = 2.5
"""How many times the time of an exercise-like raw model a playout of a large scenario may take."""
TIMES = 5
"""Playouts that one measure is the mean of: those of the seeds from 0 on."""


def scenarios() -> Iterator[tuple[str, Scenario]]:
    """Yield the shipped scenarios that load, and the large one that is made for measuring."""
    for name in SHIPPED:
        try:
            scenario = load(find(name)).scenario
        except LookupError:
            continue
        if scenario is not None:
            yield name, scenario
    yield "large", large()


def playout(scenario: Scenario, seed: int) -> Engine:
    """Play *scenario* to its end with bots that do what the author recommends."""
    return play_out(scenario, seed, dict.fromkeys(scenario.played, POLICIES["recommended"]))


def events_of(scenario: Scenario, seed: int) -> int:
    """Count the SimPy events of one playout."""
    steps = 0
    step = simpy.Environment.step

    def counted(env: simpy.Environment) -> None:
        nonlocal steps
        steps += 1
        step(env)

    with patch.object(simpy.Environment, "step", counted):
        playout(scenario, seed)
    return steps


def timed(action: Callable[[int], object], times: int = TIMES) -> Callable[[], float]:
    """Return a measure of *action*: the mean milliseconds of one call."""

    def measure() -> float:
        begin = perf_counter()
        for n in range(times):
            action(n)
        return (perf_counter() - begin) * 1000 / times

    return measure


def results() -> Iterator[Result]:
    """Compare each shipped scenario and the large one."""
    for name, scenario in scenarios():
        events = round(mean(events_of(scenario, seed) for seed in range(TIMES)))
        ours = timed(lambda seed, scenario=scenario: playout(scenario, seed))  # type: ignore[misc]
        aim = AIM if events > 1_000 else None
        model = timed(lambda _n, events=events: rawsimpy.exercise_like(events))  # type: ignore[misc]
        bare = timed(lambda _n, events=events: rawsimpy.bare(events))  # type: ignore[misc]
        yield compare(f"{name}: playout of {events} events, raw model", ours, model, aim=aim)
        yield compare(f"{name}: the same, bare timeouts", ours, bare)
        begin = timed(lambda seed, scenario=scenario: Engine(scenario, seed))  # type: ignore[misc]
        yield compare(f"{name}: of it construction, the whole", begin, ours)
        print(f"{name}: {1000 / median(ours() for _ in range(5)):.0f} playouts a second on one core")


if __name__ == "__main__":
    for result in results():
        print(result.line())
