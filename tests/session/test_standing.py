"""How the room stands, a pause, a break, a hold, a speed, outlives the program; what was no play is not counted."""

from datetime import datetime, timedelta

import pytest

from exercise.model.decisions import StaffEnd
from exercise.play.record import RunProblem, read_rows
from exercise.session.elapsed import LONGEST_SILENCE, played
from exercise.session.session import Session
from exercise.session.wall import Tempo
from tests.session.conftest import PIN, HandWall, settle

HOUR = 3600.0


class TruthfulWall(HandWall):
    """A wall whose stamps tell the time that has passed on it, from ten o'clock on."""

    def stamp(self) -> str:
        ten = datetime.fromisoformat("2026-03-02T10:00:00+05:00")
        return (ten + timedelta(seconds=self.time)).isoformat(timespec="seconds")


@pytest.fixture
def wall() -> TruthfulWall:
    return TruthfulWall()


def again(session: Session, wall: HandWall) -> Session:
    """Take up a run that was closed."""
    return Session.resume(session.run, wall=wall)


def full(*_: object) -> None:
    raise RunProblem("The disk is full.")


# --- how the room stands ---------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", ["talk", "leap", "live"])
async def test_a_break_goes_on_after_a_resume_until_somebody_ends_it(begin, wall, phase) -> None:
    pace = {"pace": "live", "rate": 1.0} if phase == "live" else {"talk": 1}
    async with begin(("south",), wall=wall, tempo=Tempo(), **pace) as session:
        if phase == "leap":
            await session.seat("south", "en").ready()
        await wall.pass_(0.6)
        await session.rest(10)
        now = session.conduct.engine.now
    async with again(session, wall) as resumed:
        resumed.start()
        await wall.pass_(200)
        hall = await anext(resumed.hall("en"))
        assert (hall.phase, hall.back_at, resumed.conduct.engine.now) == ("paused", "10:10", now)
        await resumed.pause(False)
        hall = await anext(resumed.hall("en"))
        assert (hall.phase == "paused", hall.back_at) == (False, "")
    async with again(session, wall) as third:
        assert third.back_at == ""


async def test_a_pause_goes_on_after_a_resume_although_no_time_ran(begin, wall) -> None:
    async with begin(wall=wall, talk=1) as session:
        await session.pause(True)
    async with again(session, wall) as resumed:
        await wall.pass_(HOUR)
        assert (resumed.pacer.paused, resumed.pacer.talk_left, resumed.conduct.engine.now) == (True, 60, 0)
        await resumed.pause(False)
    async with again(session, wall) as third:
        assert not third.pacer.paused


async def test_a_break_that_is_over_when_the_run_is_taken_up_is_a_pause_without_a_time_of_return(begin, wall) -> None:
    async with begin(wall=wall) as session:
        await session.rest(10)
    await wall.pass_(20 * HOUR)
    async with again(session, wall) as resumed:
        hall = await anext(resumed.hall("en"))
        assert (hall.phase, hall.back_at) == ("paused", "")


async def test_the_facilitators_hold_goes_on_after_a_resume_until_he_ends_it(facilitate, wall) -> None:
    async with facilitate(wall=wall, talk=1) as session:
        await session.desk.unlock(PIN)
        assert await session.desk.hold(True) is None
    async with again(session, wall) as resumed:
        resumed.start()
        await wall.pass_(600)
        assert (resumed.pacer.held, resumed.pacer.creeps, resumed.conduct.engine.now) == (True, False, 0)
        await resumed.desk.unlock(PIN)
        assert await resumed.desk.hold(False) is None
    async with again(session, wall) as third:
        assert not third.pacer.held


async def test_a_hold_that_cannot_be_written_is_refused_and_does_not_hold(facilitate, wall, monkeypatch) -> None:
    async with facilitate(wall=wall, talk=1) as session:
        await session.desk.unlock(PIN)
        monkeypatch.setattr(session.conduct, "record", full)
        assert (await session.desk.hold(True)).code == "not_kept"
        assert not session.pacer.held


async def test_a_pause_that_cannot_be_written_freezes_all_the_same(begin, wall, monkeypatch) -> None:
    async with begin(wall=wall, talk=1) as session:
        monkeypatch.setattr(session.conduct, "record", full)
        await session.pause(True)
        await wall.pass_(HOUR)
        assert (session.pacer.paused, session.pacer.talk_left, session.elapsed.seconds) == (True, 60, 0)


async def test_a_break_goes_on_in_the_run_that_was_rewound_and_after_its_resume(facilitate, wall) -> None:
    async with facilitate(wall=wall, talk=5) as session:
        await session.desk.unlock(PIN)
        await session.desk.hold(True)
        await session.rest(10)
        assert await session.desk.rewind(1) is None
        hall = await anext(session.hall("en"))
        assert (hall.phase, hall.back_at, hall.held) == ("paused", "10:10", True)
    async with again(session, wall) as resumed:
        hall = await anext(resumed.hall("en"))
        assert (hall.phase, hall.back_at, hall.held) == ("paused", "10:10", True)


async def test_a_run_that_is_over_is_opened_without_a_row_more(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        await session.desk.act(StaffEnd("late"))
    rows = read_rows(session.run)
    async with again(session, HandWall()):
        pass
    assert read_rows(session.run) == rows


# --- time of play ----------------------------------------------------------------------------------------


async def test_a_run_taken_up_paused_counts_no_time_of_play_until_it_goes_on(begin, wall) -> None:
    async with begin(wall=wall, pace="live", rate=0.001) as session:
        await wall.pass_(10)
    async with again(session, wall) as resumed:
        resumed.start()
        before = resumed.elapsed.seconds
        await wall.pass_(600)
        assert resumed.elapsed.seconds == before
        await resumed.pause(False)
        await wall.pass_(60)
        assert resumed.elapsed.seconds == before + 60


async def test_a_machine_that_sleeps_adds_nothing_to_the_time_of_play(begin, wall) -> None:
    async with begin(wall=wall, talk=10) as session:
        session.start()
        await wall.pass_(10)
        wall.time += 8 * HOUR
        await wall.pass_(1)
        assert 10 <= session.elapsed.seconds <= 11
        assert (await anext(session.hall("en"))).behind == 0


async def test_a_long_talk_in_which_nobody_touches_a_key_is_play(begin, wall) -> None:
    async with begin(wall=wall) as session:
        await wall.pass_(LONGEST_SILENCE)
        assert session.elapsed.seconds == LONGEST_SILENCE


async def test_play_after_a_break_and_a_power_cut_counts_live_and_by_the_rows(begin, wall) -> None:
    async with begin(wall=wall) as session:
        await wall.pass_(60)
        await session.rest(10)
    async with again(session, wall) as resumed:
        await resumed.pause(False)
        for number in range(10):
            await wall.pass_(60)
            await resumed.note(str(number))
        assert resumed.elapsed.seconds == 660
    assert played(read_rows(session.run)) == 660


async def test_time_between_a_power_cut_and_the_resume_is_no_time_of_play(begin, wall) -> None:
    async with begin(wall=wall) as session:
        await wall.pass_(60)
        await session.note("The light went.")
    await wall.pass_(LONGEST_SILENCE - 120)
    async with again(session, wall) as resumed:
        await resumed.note("The light is back.")
        await wall.pass_(30)
        assert resumed.elapsed.seconds == 90
        await resumed.note("On we go.")
    assert played(read_rows(session.run)) == 90


async def test_time_played_before_a_rewind_is_counted_also_after_a_resume(facilitate, wall) -> None:
    async with facilitate(wall=wall) as session:
        await session.desk.unlock(PIN)
        await wall.pass_(300)
        assert await session.desk.rewind(1) is None
        await settle()
        assert session.elapsed.seconds == 300
    async with again(session, wall) as resumed:
        assert resumed.elapsed.seconds == 300
