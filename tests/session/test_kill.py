"""A process that plays is killed without warning; every act that was acknowledged is kept, and fate stays the same.

It dies right before or right after the commit of a random row, or wherever it is when another process kills it.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from exercise.model.scenario import Scenario
from exercise.play.record import Row, Setup, read_rows
from exercise.session.journal import Journal
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.session.conftest import FastWall, northern_road, tiny_scenario
from tests.session.players import play

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@dataclass(frozen=True)
class Table:
    """A scenario, the teams that people play by a script (bots play the rest), and how many seeds are played."""

    scenario: Callable[[], Scenario]
    people: tuple[str, ...]
    seeds: int

    def start(self, path: Path, seed: int) -> Session:
        setup = Setup(people=self.people, bots="random", seed=seed)
        return Session.create(self.scenario(), {}, setup, path, wall=FastWall(), tempo=AT_ONCE)


TINY = Table(tiny_scenario, ("north", "south"), 10)
NORTHERN_ROAD = Table(northern_road, ("uzbekistan", "kyrgyzstan"), 2)


@dataclass(frozen=True)
class Straight:
    """A run that nobody killed."""

    digest: str
    rows: tuple[Row, ...]


async def to_the_end(session: Session, told=lambda: None) -> str:
    async with session:
        await asyncio.wait_for(play(session, told), 60)
        return session.conduct.engine.digest()


def play_and_die(table: Table, path: Path, seed: int, row: int, moment: str, pipe: int) -> None:
    """Play in this process; die right before or right after the commit of row number *row* (else: play on)."""
    write = Journal._write

    def deadly(self: Journal, added: Row, body: bytes) -> None:
        if added.number >= row and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        write(self, added, body)
        if added.number >= row and moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    Journal._write = deadly
    session = table.start(path, seed)
    told = lambda: os.write(pipe, len(session.conduct.journal.rows).to_bytes(4, "big"))  # noqa: E731
    asyncio.run(to_the_end(session, told))


def forked(table: Table, path: Path, seed: int, row: int, moment: str) -> tuple[int, int]:
    """Play in a process of its own; return its number and the pipe on which it says how many rows are acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            play_and_die(table, path, seed, row, moment, writer)
        finally:
            os._exit(99)
    os.close(writer)
    return child, reader


def acknowledged(reader: int, until: int | None = None) -> int:
    """Return the last number of rows that was acknowledged, when the pipe ends or says at least *until*."""
    told = b"\0\0\0\0"
    while chunk := os.read(reader, 4):
        told = chunk
        if until is not None and int.from_bytes(told, "big") >= until:
            break
    return int.from_bytes(told, "big")


def said(rows: tuple[Row, ...]) -> list[object]:
    return [(row.kind, row.minute, row.data, row.happenings) for row in rows]


def kill_once(table: Table, path: Path, seed: int, chance: Random, straight: Straight) -> None:
    row, moment = chance.randrange(1, len(straight.rows)), chance.choice(("before", "after", "anywhere"))
    child, reader = forked(table, path, seed, row, moment)
    heard = acknowledged(reader, until=row if moment == "anywhere" else None)
    if moment == "anywhere":
        os.kill(child, signal.SIGKILL)
        heard = max(heard, acknowledged(reader))
    os.close(reader)
    left = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert left == -signal.SIGKILL or (moment, left) == ("anywhere", 99)  # it may be done by then
    kept = read_rows(path)
    assert len(kept) >= heard
    assert moment == "anywhere" or len(kept) == row + (moment == "after")
    assert said(kept) == said(straight.rows[: len(kept)])
    resumed = Session.resume(path, wall=FastWall(), tempo=AT_ONCE)
    assert asyncio.run(to_the_end(resumed)) == straight.digest, (seed, row, moment)


def kill_many(table: Table, folder: Path, kills: int) -> None:
    chance = Random(kills)
    straight: dict[int, Straight] = {}
    for n in range(kills):
        seed = n % table.seeds
        if seed not in straight:
            path = folder / f"straight{seed}.run"
            straight[seed] = Straight(asyncio.run(to_the_end(table.start(path, seed))), read_rows(path))
        path = folder / f"{n}.run"
        kill_once(table, path, seed, chance, straight[seed])
        path.unlink()


@pytest.mark.parametrize(("table", "kills"), [(TINY, 50), (NORTHERN_ROAD, 8)], ids=["tiny", "northern_road"])
def test_kills_lose_nothing_acknowledged_and_change_no_fate(table, kills, tmp_path) -> None:
    kill_many(table, tmp_path, kills)


@pytest.mark.soak
@pytest.mark.parametrize("table", [TINY, NORTHERN_ROAD], ids=["tiny", "northern_road"])
def test_1000_kills_lose_nothing_acknowledged_and_change_no_fate(table, tmp_path) -> None:
    kill_many(table, tmp_path, 1000)
