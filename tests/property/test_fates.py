"""A new fate: the past stays as it was, what nobody could know yet falls anew, and the same fate is the run itself."""

import pytest

from exercise.engine import Engine, Fate
from exercise.model.scenario import Scenario
from tests.property.games import SCENARIOS, Taken, random_game

GAMES = {"tiny": 30, "northern_road": 6}
FUTURES = range(4)


def replayed(scenario: Scenario, number: int, taken: list[Taken], *fates: Fate) -> Engine:
    """Play the decisions up to the beginning of each fate, and then let time run without any more of them."""
    engine = Engine(scenario, number, fates=fates)
    left = list(taken)
    for fate in fates:
        while left and left[0][0] <= fate.since:
            minute, decision = left.pop(0)
            engine.advance(minute)
            assert engine.submit(decision) is None
        engine.advance(fate.since)
        engine.go_on_by_new_fate()
    engine.advance(scenario.clock.ends_after + 1)
    return engine


def until(engine: Engine, minute: int) -> list[object]:
    return [happening for happening in engine.happenings if happening.minute <= minute]


@pytest.mark.parametrize("name", GAMES)
def test_every_future_shares_the_past_and_futures_differ(name):
    scenario = SCENARIOS[name]()
    later = set()
    for number in range(GAMES[name]):
        game, taken = random_game(scenario, number)
        since = game.now // 3
        for future in FUTURES:
            engine = replayed(scenario, number, taken, Fate(since, future))
            assert until(engine, since) == until(game, since)
            later.add((number, engine.digest()))
    assert len(later) > len(FUTURES) * GAMES[name] / 2


@pytest.mark.parametrize("name", GAMES)
def test_a_second_new_fate_shares_the_past_of_the_first(name):
    scenario = SCENARIOS[name]()
    for number in range(GAMES[name]):
        game, taken = random_game(scenario, number)
        first, second = Fate(game.now // 4, 1), Fate(game.now // 2, 2)
        taken = [(minute, decision) for minute, decision in taken if minute <= first.since]
        once, twice = replayed(scenario, number, taken, first), replayed(scenario, number, taken, first, second)
        shared = min(second.since, once.now)
        assert until(twice, shared) == until(once, shared)


def test_a_future_is_the_same_each_time_it_is_played():
    scenario = SCENARIOS["northern_road"]()
    game, taken = random_game(scenario, 3)
    runs = {replayed(scenario, 3, taken, Fate(game.now // 2, 9)).digest() for _ in range(2)}
    assert len(runs) == 1
