"""A process that plays is killed at random rows, before or after its commit; the run goes on as if nothing had been."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from random import Random

import pytest

from exercise.play.record import Row, Setup, read_record, read_rows
from exercise.session.journal import Journal
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.session.conftest import FastWall, tiny_scenario
from tests.session.players import play

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def start(path: Path, seed: int) -> Session:
    setup = Setup(people=("north", "south"), bots="random", seed=seed)
    return Session.create(tiny_scenario(), {}, setup, path, wall=FastWall(), tempo=AT_ONCE)


async def to_the_end(session: Session, told=lambda: None) -> str:
    async with session:
        await asyncio.wait_for(play(session, told), 60)
        return session.conduct.engine.digest()


def play_and_die(path: Path, seed: int, row: int, moment: str, pipe: int) -> None:
    """Play in this process until row number *row* is written; die right before or right after its commit."""
    write = Journal._write

    def deadly(self: Journal, added: Row, body: bytes) -> None:
        if added.number >= row and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        write(self, added, body)
        if added.number >= row:
            os.kill(os.getpid(), signal.SIGKILL)

    Journal._write = deadly
    session = start(path, seed)
    told = lambda: os.write(pipe, len(session.conduct.journal.rows).to_bytes(4, "big"))  # noqa: E731
    asyncio.run(to_the_end(session, told))


def kill_once(folder: Path, seed: int, chance: Random, digest: str, rows: int) -> None:
    row, moment = chance.randrange(1, rows), chance.choice(("before", "after"))
    path = folder / f"{seed}-{row}-{moment}-{chance.random()}.run"
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            play_and_die(path, seed, row, moment, writer)
        finally:
            os._exit(99)
    os.close(writer)
    told = b""
    while chunk := os.read(reader, 65536):
        told += chunk
    os.close(reader)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    acknowledged = int.from_bytes(told[-4:], "big")
    kept = len(read_rows(path))
    assert kept >= acknowledged
    assert kept == row + (moment == "after")
    resumed = Session.resume(path, wall=FastWall(), tempo=AT_ONCE)
    assert asyncio.run(to_the_end(resumed)) == digest, (seed, row, moment)


def kill_many(folder: Path, kills: int) -> None:
    chance = Random(kills)
    straight: dict[int, tuple[str, int]] = {}
    for n in range(kills):
        seed = n % 10
        if seed not in straight:
            path = folder / f"straight{seed}.run"
            digest = asyncio.run(to_the_end(start(path, seed)))
            straight[seed] = (digest, len(read_record(path).rows))
        kill_once(folder, seed, chance, *straight[seed])


def test_50_kills_lose_nothing_acknowledged_and_change_no_fate(tmp_path) -> None:
    kill_many(tmp_path, 50)


@pytest.mark.soak
def test_1000_kills_lose_nothing_acknowledged_and_change_no_fate(tmp_path) -> None:
    kill_many(tmp_path, 1000)
