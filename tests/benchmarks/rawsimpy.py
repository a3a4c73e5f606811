"""Raw SimPy that runs so many events: as bare timeouts, and as an exercise-like model without any of our own rules.

The model has what an exercise is made of, and nothing else: injects as processes of one timeout, decision points that
an answer or a deadline ends, consignments that are held and let go (interrupts), units that are claimed for a shift
and rest (resources). It records nothing, judges no condition, draws no chance, and nobody learns of anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import simpy
from simpy.events import ProcessGenerator

LIVES = 60
"""Things that live in an exercise: units, consignments, requests, injects."""


def bare(events: int) -> None:
    """Let processes take turns at timeouts until so many events have been played."""
    env = simpy.Environment()

    def life(n: int) -> ProcessGenerator:
        for i in range(max(1, events // LIVES - 2)):
            yield env.timeout(1 + (n * 7 + i) % 30)

    for n in range(LIVES):
        env.process(life(n))
    env.run()


def exercise_like(events: int) -> None:
    """Play the model until so many events have been played; at least 2,000 are there to be played."""
    env = simpy.Environment()
    chance = Random(events)
    units = [simpy.Resource(env) for _ in range(15)]
    for life in _lives(env, units, chance):
        env.process(life)
    for _ in range(events):
        env.step()


def _lives(env: simpy.Environment, units: list[simpy.Resource], chance: Random) -> Iterator[ProcessGenerator]:
    yield from (_inject(env, chance.random() * 17_000) for _ in range(200))
    yield from (_point(env, chance.random() * 17_000, chance) for _ in range(30))
    yield from (_shifts(env, unit, chance) for unit in units)
    for _ in range(8):
        journey = env.process(_journey(env, chance))
        yield _holds(env, journey, chance)


def _inject(env: simpy.Environment, at: float) -> ProcessGenerator:
    yield env.timeout(at)


def _point(env: simpy.Environment, at: float, chance: Random) -> ProcessGenerator:
    yield env.timeout(at)
    answer = env.event()
    env.process(_answer(env, answer, chance.random() * 240))
    yield answer | env.timeout(180)


def _answer(env: simpy.Environment, answer: simpy.Event, after: float) -> ProcessGenerator:
    yield env.timeout(after)
    answer.succeed()


def _journey(env: simpy.Environment, chance: Random) -> ProcessGenerator:
    while True:
        left = chance.random() * 400
        while left > 0:
            began = env.now
            try:
                yield env.timeout(left)
                left = 0
            except simpy.Interrupt:
                left -= env.now - began


def _holds(env: simpy.Environment, journey: simpy.Process, chance: Random) -> ProcessGenerator:
    while True:
        yield env.timeout(chance.random() * 900)
        journey.interrupt()


def _shifts(env: simpy.Environment, unit: simpy.Resource, chance: Random) -> ProcessGenerator:
    while True:
        with unit.request() as claim:
            yield claim
            yield env.timeout(30 + chance.random() * 400)
        yield env.timeout(240)
