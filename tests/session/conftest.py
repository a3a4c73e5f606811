"""Tables for the tests: a small whole scenario, a wall clock that the tests move, and people who play by a script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from exercise.model.scenario import Scenario
from exercise.play.record import Setup
from exercise.scenario.library import find
from exercise.scenario.load import load
from exercise.session.pin import hashed
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE, Tempo

SCENARIOS = Path(__file__).parent.parent / "scenarios"
STAMP = "2026-03-02T10:00:00+05:00"


@cache
def tiny_scenario() -> Scenario:
    loaded = load(SCENARIOS / "tiny")
    assert loaded.scenario is not None, loaded.problems
    return loaded.scenario


@cache
def northern_road() -> Scenario:
    loaded = load(find("northern_road"))
    assert loaded.scenario is not None, loaded.problems
    return loaded.scenario


class HandWall:
    """A wall clock that stands until a test lets seconds pass."""

    def __init__(self) -> None:
        self.time = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def seconds(self) -> float:
        return self.time

    def stamp(self) -> str:
        return STAMP

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        self._count += 1
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.time + seconds, self._count, future))
        await future

    async def pass_(self, seconds: float) -> None:
        until = self.time + seconds
        await settle()
        while due := [sleeper for sleeper in self._sleepers if sleeper[0] <= until]:
            first = min(due, key=lambda sleeper: sleeper[:2])
            self._sleepers.remove(first)
            self.time = max(self.time, first[0])
            if not first[2].done():
                first[2].set_result(None)
            await settle()
        self.time = until


class FastWall:
    """A wall clock on which nothing takes time."""

    def seconds(self) -> float:
        return 0.0

    def stamp(self) -> str:
        return STAMP

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


async def settle() -> None:
    """Let everything happen that waits for nothing."""
    for _ in range(200):
        await asyncio.sleep(0)


@pytest.fixture
def tiny() -> Scenario:
    return tiny_scenario()


@pytest.fixture
def wall() -> HandWall:
    return HandWall()


PIN = "4711"


@cache
def pin_kept() -> str:
    return hashed(PIN)


@pytest.fixture
def facilitate(begin) -> Callable[..., Session]:
    """Begin an exercise with a facilitator's desk; the PIN is 4711."""

    def make(people: tuple[str, ...] = ("north", "south"), **more) -> Session:
        return begin(people, facilitated=True, pin=pin_kept(), **more)

    return make


@pytest.fixture
def begin(tiny: Scenario, tmp_path: Path) -> Callable[..., Session]:
    """Begin an exercise of the tiny scenario, by default of north and south, at once."""

    def make(
        people: tuple[str, ...] = ("north", "south"),
        *,
        wall=None,
        tempo: Tempo = AT_ONCE,
        path=None,
        copy_to=None,
        scenario: Scenario = tiny,
        **setup,
    ) -> Session:
        whole = Setup(people=people, **{"seed": 4, **setup})
        path = path or tmp_path / "tiny.run"
        return Session.create(scenario, {}, whole, path, copy_to, wall=wall or FastWall(), tempo=tempo)

    return make
