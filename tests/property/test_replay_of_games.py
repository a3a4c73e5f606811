"""Whoever plays the same decisions gets the same happenings: however time is sliced, and on whatever machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.property.games import digests, played_again, random_game
from tests.session.conftest import tiny_scenario

ROOT = Path(__file__).parents[2]
GAMES = 300


def test_300_random_games_sliced_another_way_end_with_the_same_digest() -> None:
    scenario = tiny_scenario()
    differing = set()
    decisions = 0
    for number in range(GAMES):
        engine, taken = random_game(scenario, number)
        decisions += len(taken)
        again = played_again(scenario, number, taken)
        if again.digest() != engine.digest():
            first = next(i for i, (a, b) in enumerate(zip(engine.happenings, again.happenings, strict=False)) if a != b)
            differing.add((number, engine.happenings[first].minute))
    assert not differing
    assert decisions > 3 * GAMES


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "1", "LANG": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4242", "LANG": "ru_RU.UTF-8", "LC_ALL": "ru_RU.UTF-8", "TZ": "Asia/Tashkent"},
    ],
)
def test_hash_seed_language_and_time_zone_change_no_digest(settings: dict[str, str]) -> None:
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.property.games", "60"]
    printed = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=300
    )
    assert printed.stdout.split() == digests(60)
