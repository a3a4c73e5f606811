"""A bot playout against raw SimPy that runs the same number of events."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import simpy

from exercise.engine import Engine
from exercise.play.policies import POLICIES
from exercise.play.runner import play_out
from exercise.scenario.library import find
from exercise.scenario.load import load
from tests.benchmarks.sidebyside import Result, compare

MODEL_PROCESSES = 60
"""Things that live in an exercise: units, consignments, requests, injects."""


def _events(scenario: object, seed: int) -> int:
    """Count the SimPy events of one playout."""
    steps = 0
    original = simpy.Environment.step

    def counted(env: simpy.Environment) -> None:
        nonlocal steps
        steps += 1
        original(env)

    simpy.Environment.step = counted  # type: ignore[method-assign]
    try:
        _playout(scenario, seed)
    finally:
        simpy.Environment.step = original  # type: ignore[method-assign]
    return steps


def _playout(scenario: object, seed: int) -> Engine:
    played = scenario.played  # type: ignore[attr-defined]
    return play_out(scenario, seed, {team: POLICIES["recommended"] for team in played})  # type: ignore[arg-type]


def _raw(events: int) -> None:
    """Run processes that take turns until so many events have been played."""
    env = simpy.Environment()

    def life(n: int) -> simpy.events.ProcessGenerator:
        for i in range(max(1, events // MODEL_PROCESSES)):
            yield env.timeout(1 + (n * 7 + i) % 30)

    for n in range(MODEL_PROCESSES):
        env.process(life(n))
    env.run()


def results() -> Iterator[Result]:
    """Compare each shipped scenario."""
    for name, aim in (("first_parcel", None), ("northern_road", 2.5)):
        try:
            scenario = load(find(name)).scenario
        except Exception:  # noqa: BLE001 - a scenario that is not shipped is not measured
            continue
        events = _events(scenario, 3)

        def ours(scenario: object = scenario) -> float:
            begin = perf_counter()
            for seed in range(10):
                _playout(scenario, seed)
            return (perf_counter() - begin) * 100

        def floor(events: int = events) -> float:
            begin = perf_counter()
            for _ in range(10):
                _raw(events)
            return (perf_counter() - begin) * 100

        yield compare(f"{name}: playout of {events} events, raw SimPy", ours, floor, aim=aim)
