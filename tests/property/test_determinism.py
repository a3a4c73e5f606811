"""A large scenario, with triggers, timers, hazards and requests of many teams, plays the same wherever it is played."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exercise.engine import Engine
from exercise.play.policies import POLICIES
from exercise.play.runner import play_out
from exercise.scenario.load import load
from tests.benchmarks.large import large
from tests.property.games import played_again, random_game

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "scenarios" / "tiny"


def digests(count: int) -> list[str]:
    scenario = large()
    return [
        play_out(scenario, seed, dict.fromkeys(scenario.played, POLICIES[policy])).digest()
        for seed in range(count)
        for policy in ("recommended", "random")
    ]


@pytest.mark.parametrize("number", range(3))
def test_a_large_game_sliced_another_way_ends_with_the_same_digest(number: int) -> None:
    scenario = large()
    engine, taken = random_game(scenario, number)
    assert played_again(scenario, number, taken).digest() == engine.digest()
    assert len(taken) > 50


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_another_hash_seed_gives_the_same_order(hash_seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.property.test_determinism"]
    run = {"cwd": ROOT, "env": environment, "capture_output": True, "text": True}
    printed = subprocess.run(command, **run, check=True, timeout=300)
    assert printed.stdout.split() == digests(2)


def test_a_scenario_that_is_loaded_again_plays_the_same() -> None:
    first, second = load(TINY).scenario, load(TINY).scenario
    assert first is not None
    assert second is not None
    for seed in range(5):
        one, other = Engine(first, seed), Engine(second, seed)
        for engine in (one, other):
            engine.advance(first.clock.ends_after)
        assert one.digest() == other.digest()


if __name__ == "__main__":
    print("\n".join(digests(2)))
