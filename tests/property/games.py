"""Random legal games on an engine: who acts, what, and how time is sliced follow from one number."""

from __future__ import annotations

import sys
from functools import cache
from random import Random

from exercise.engine import Engine
from exercise.model.decisions import Decision
from exercise.model.scenario import Scenario
from exercise.play.policies import random_legal
from tests.session.conftest import northern_road, tiny_scenario

SCENARIOS = {"tiny": tiny_scenario, "northern_road": northern_road}
Taken = tuple[int, Decision]


def random_game(scenario: Scenario, number: int) -> tuple[Engine, list[Taken]]:
    """Play a game in slices of time and return its engine and the decisions that were taken, with their minutes."""
    chance = Random(number)
    engine = Engine(scenario, number)
    taken: list[Taken] = []
    while not engine.ended:
        team = scenario.played[int(chance.random() * len(scenario.played))]
        for act in random_legal(engine.offers(team), scenario, chance):
            decision = Decision(team, act, by="bot")
            if engine.submit(decision) is None:
                taken.append((engine.now, decision))
        engine.advance(engine.now + 1 + int(chance.random() ** 3 * 400))
    return engine, taken


def played_again(scenario: Scenario, number: int, taken: list[Taken]) -> Engine:
    """Play the same decisions, time sliced another way."""
    chance = Random(f"{number}/again")
    engine = Engine(scenario, number)
    for minute, decision in taken:
        while engine.now < minute:
            engine.advance(min(minute, engine.now + 1 + int(chance.random() * 120)))
        assert engine.submit(decision) is None
    engine.advance(scenario.clock.ends_after + 1)
    return engine


@cache
def digests(name: str, count: int) -> list[str]:
    return [random_game(SCENARIOS[name](), number)[0].digest() for number in range(count)]


if __name__ == "__main__":
    print("\n".join(digests(sys.argv[1], int(sys.argv[2]))))
