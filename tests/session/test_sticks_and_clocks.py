"""A stick that fails in the middle of a write, and a clock of the machine that jumps: play goes on as if it had not."""

import asyncio
import errno
import math
import sqlite3
from pathlib import Path
from random import Random

import pytest

from exercise.model.decisions import Answer
from exercise.play.record import RunProblem, read_record, read_rows
from exercise.play.replay import replay
from exercise.session.journal import COPY_LOST
from exercise.session.pacer import CREEP, LONGEST_TICK
from exercise.session.session import Session
from exercise.session.wall import Tempo
from tests.session.conftest import PIN, FastWall, HandWall
from tests.session.players import play

GO = Answer("let_it_go", ("go",))

# --- sticks ---------------------------------------------------------------------------------------------


class Failing:
    """A database on a stick that is gone: every call fails, closing too."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.calls = 0

    def execute(self, *_: object) -> None:
        self.calls += 1
        raise self.error

    def close(self) -> None:
        raise self.error


async def goes_on(session: Session) -> None:
    """Check that one sentence says what happened, and that the run is played to its end and is whole."""
    assert await session.seat("north", "en").submit(GO) is None
    assert (await anext(session.hall("en"))).warning == COPY_LOST
    assert session.failure is None
    await asyncio.wait_for(play(session), 60)
    assert session.conduct.room.phase == "ended"
    record = read_record(session.run)
    assert record.finished
    replay(record.scenario, record.header.seed, record.rows, strict=True)


@pytest.mark.parametrize(
    "words", ["disk I/O error", "attempt to write a readonly database", "database or disk is full", "unable to open"]
)
async def test_a_stick_that_fails_while_the_second_copy_is_written_costs_the_copy_alone(begin, tmp_path, words) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with begin(copy_to=stick) as session:
        copy = session.conduct.journal._copy
        copied, whole = tuple(copy.rows), copy._database
        copy._database = gone = Failing(sqlite3.OperationalError(words))
        await goes_on(session)
        assert gone.calls == 1  # it is not tried again
    whole.close()
    assert read_rows(stick / session.run.name) == copied


@pytest.fixture
def unreadable(tmp_path, monkeypatch):
    """Make a stick, and a way to let it fail so far that one cannot even ask what is on it."""
    stick = tmp_path / "stick"
    stick.mkdir()
    asked = {name: getattr(Path, name) for name in ("exists", "is_dir")}

    def fail() -> None:
        for name, ask in asked.items():
            monkeypatch.setattr(Path, name, failing(ask))

    def failing(ask):
        def answer(path: Path, **more: bool) -> bool:
            if stick in (path, path.parent):
                raise OSError(errno.EIO, "Input/output error", str(path))
            return ask(path, **more)

        return answer

    return stick, fail


async def test_a_stick_that_cannot_even_be_looked_at_costs_the_copy_alone(begin, unreadable) -> None:
    stick, fail = unreadable
    async with begin(copy_to=stick) as session:
        fail()
        await goes_on(session)


async def test_a_rewind_with_a_stick_that_cannot_even_be_looked_at_goes_on_and_says_so(facilitate, unreadable) -> None:
    stick, fail = unreadable
    async with facilitate(copy_to=stick) as session:
        await session.desk.unlock(PIN)
        parent = session.run
        fail()
        assert await session.desk.rewind(1) is None
        assert session.run != parent
        await goes_on(session)


async def test_an_exercise_is_not_begun_with_a_stick_that_cannot_even_be_looked_at(begin, unreadable, tmp_path) -> None:
    stick, fail = unreadable
    fail()
    with pytest.raises(RunProblem, match=r"No run can be kept at .*stick: Input/output error"):
        begin(copy_to=stick)
    assert list(tmp_path.iterdir()) == [stick]


async def test_a_copy_that_was_lost_is_taken_up_again_by_a_resume_and_catches_up(begin, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with begin(copy_to=stick) as session:
        copy = session.conduct.journal._copy
        whole, copy._database = copy._database, Failing(sqlite3.OperationalError("disk I/O error"))
        assert await session.seat("north", "en").submit(GO) is None
        whole.close()
    assert len(read_rows(stick / session.run.name)) < len(read_rows(session.run))
    async with Session.resume(session.run, stick, wall=FastWall()) as again:
        assert (await anext(again.hall("en"))).warning == ""
        assert await again.seat("south", "en").ready() is None
    assert read_rows(stick / session.run.name) == read_rows(session.run)


# --- clocks ---------------------------------------------------------------------------------------------

DAY = 86_400.0
JUMPS = (0.0, 0.0, 0.0, -DAY, -3600.0, -5.0, 5.0, 3600.0, DAY)
TICK = Tempo().tick


class JumpyWall(HandWall):
    """A wall clock that tells a time of its own: what sleeps, sleeps as long as it should."""

    off = 0.0

    def seconds(self) -> float:
        return self.time + self.off


async def jumps(wall: JumpyWall, number: int, steps: int = 60):
    """Let steps of a quarter of a second pass, the clock jumping before some; yield after each."""
    chance = Random(f"jumps/{number}")
    for _ in range(steps):
        wall.off += JUMPS[int(chance.random() * len(JUMPS))]
        await wall.pass_(TICK)
        yield


@pytest.mark.parametrize("number", range(3))
async def test_talk_time_neither_comes_back_nor_leaps_when_the_clock_jumps(begin, number) -> None:
    wall = JumpyWall()
    async with begin(("north",), wall=wall, talk=30) as session:
        session.start()
        before = session.pacer.talk_left
        async for _ in jumps(wall, number):
            left = session.pacer.talk_left
            assert 0 <= before - left <= math.ceil(LONGEST_TICK)
            before = left
        assert session.conduct.engine.now == 0
        await wall.pass_(100)
        assert before - 101 <= session.pacer.talk_left <= before - 99


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("pace", ["creep", "live"])
async def test_the_story_neither_goes_back_nor_leaps_when_the_clock_jumps(begin, pace, number) -> None:
    wall, rate = JumpyWall(), CREEP if pace == "creep" else 1.0
    setup = {"talk": 0.1} if pace == "creep" else {"pace": "live", "rate": rate}
    async with begin(("north",), wall=wall, **setup) as session:
        session.start()
        await wall.pass_(10)
        before = session.conduct.engine.now
        async for _ in jumps(wall, number):
            now = session.conduct.engine.now
            assert 0 <= now - before <= math.ceil(LONGEST_TICK * rate)
            before = now
        await wall.pass_(60)
        assert abs(session.conduct.engine.now - before - 60 * rate) <= 1


async def test_a_leap_takes_as_long_as_it_should_when_the_clock_jumps(begin) -> None:
    wall = JumpyWall()
    async with begin(("south",), wall=wall, tempo=Tempo()) as session:
        await session.seat("south", "en").ready()
        before = 0
        async for _ in jumps(wall, 1, int(12 / TICK)):
            assert before <= session.conduct.engine.now <= 179
            before = session.conduct.engine.now
        assert (session.conduct.engine.now, session.conduct.room.why) == (179, "limit")
