"""Whoever plays the same decisions gets the same happenings: however time is sliced, and on whatever machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.property.games import SCENARIOS, digests, played_again, random_game

ROOT = Path(__file__).parents[2]


def play_twice(name: str, games: int) -> int:
    """Play so many random games, each again with time sliced another way; return how many decisions were taken."""
    scenario = SCENARIOS[name]()
    decisions = 0
    for number in range(games):
        engine, taken = random_game(scenario, number)
        again = played_again(scenario, number, taken)
        pairs = enumerate(zip(engine.happenings, again.happenings, strict=False))
        differing = next((i for i, (one, other) in pairs if one != other), None)
        assert differing is None, (number, engine.happenings[differing], again.happenings[differing])
        assert again.digest() == engine.digest(), number
        decisions += len(taken)
    return decisions


@pytest.mark.parametrize(("name", "games", "decisions"), [("tiny", 300, 3), ("northern_road", 40, 30)])
def test_random_games_sliced_another_way_give_the_same_happenings(name: str, games: int, decisions: int) -> None:
    assert play_twice(name, games) > decisions * games


@pytest.mark.soak
def test_300_random_games_on_the_long_road_sliced_another_way_give_the_same_happenings() -> None:
    assert play_twice("northern_road", 300) > 30 * 300


@pytest.mark.parametrize(("name", "games"), [("tiny", 60), ("northern_road", 6)])
@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "1", "LANG": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4242", "LANG": "ru_RU.UTF-8", "LC_ALL": "ru_RU.UTF-8", "TZ": "Asia/Tashkent"},
    ],
)
def test_hash_seed_language_and_time_zone_change_no_digest(name: str, games: int, settings: dict[str, str]) -> None:
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.property.games", name, str(games)]
    printed = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=300
    )
    assert printed.stdout.split() == digests(name, games)
