"""What people, sticks, clocks and faults of the program can do to a table: one sentence each, the run stays whole."""

import asyncio
import shutil

import pytest

from exercise.model.decisions import Answer, StaffRule
from exercise.play.record import RunProblem, read_record
from exercise.play.replay import replay
from exercise.session.children import rewind
from exercise.session.host import FAULT
from exercise.session.journal import COPY_LOST
from exercise.session.session import Session
from tests.session.conftest import PIN, FastWall, HandWall, settle
from tests.session.players import play

GO = Answer("let_it_go", ("go",))


def whole(session) -> None:
    """The run on the disk plays again, every happening of it."""
    record = read_record(session.run)
    replay(record.scenario, record.header.seed, record.rows, strict=True)


@pytest.mark.parametrize("row", [-1, 10**6])
async def test_a_rewind_to_a_row_that_is_not_there_is_one_sentence_and_leaves_no_file(begin, tmp_path, row) -> None:
    async with begin() as session:
        pass
    with pytest.raises(RunProblem, match="has no row"):
        rewind(session.run, row, tmp_path / "child.run")
    assert not (tmp_path / "child.run").exists()


async def test_a_stick_pulled_while_playing_is_one_sentence_and_play_goes_on(facilitate, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with facilitate(copy_to=stick) as session:
        await session.desk.unlock(PIN)
        shutil.rmtree(stick)
        assert await session.seat("north", "en").submit(GO) is None
        assert (await anext(session.hall("en"))).warning == COPY_LOST
        assert session.desk.view("en").warnings == (COPY_LOST,)
        await asyncio.wait_for(play(session), 60)
        assert session.conduct.room.phase == "ended"
    whole(session)


async def test_a_rewind_whose_copy_cannot_be_kept_goes_on_and_says_so(facilitate, tmp_path, monkeypatch) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with facilitate(copy_to=stick) as session:
        await session.desk.unlock(PIN)
        (stick / "taken.run").write_text("something else")
        monkeypatch.setattr("exercise.session.session.new_path", lambda *_: tmp_path / "taken.run")
        assert await session.desk.rewind(1) is None
        assert (await anext(session.hall("en"))).warning == COPY_LOST
        assert await session.seat("north", "en").submit(GO) is None


async def test_a_ruling_on_a_point_that_is_closed_answered_or_unknown_is_refused(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        rows = len(session.conduct.journal.rows)
        for point in ("arrest", "let_it_go", "no_such_point", ""):
            assert (await session.desk.act(StaffRule(point, ("go",), "x"))).code == "nothing_to_rule"
        assert len(session.conduct.journal.rows) == rows


@pytest.mark.parametrize(
    ("votes", "code"),
    [({}, "vote_needed"), ({"go": 0}, "vote_needed"), ({"fly": 3}, "bad_vote"), ({"go": 3, "stop": -1}, "bad_vote")],
)
async def test_a_vote_that_is_none_is_refused(begin, tiny, votes, code) -> None:
    async with begin(scenario=voting(tiny)) as session:
        refusal = await session.seat("north", "en").submit(Answer("let_it_go", ("go",), votes=votes))
        assert refusal.code == code


async def test_a_second_vote_of_a_team_that_voted_is_refused_before_and_after_the_round(begin, tiny) -> None:
    vote = Answer("let_it_go", ("go",), votes={"go": 4})
    async with begin(scenario=voting(tiny)) as session:
        north = session.seat("north", "en")
        assert await north.submit(vote) is None
        assert (await north.submit(vote)).code == "already_answered"
        for team in session.people:
            await session.seat(team, "en").ready()
        await settle()
        assert session.conduct.room.round == 2
        assert (await north.submit(vote)).code == "already_answered"


def voting(tiny):
    point = tiny.decisions["let_it_go"].model_copy(update={"vote": True})
    return tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": point}})


async def test_a_language_that_does_not_exist_is_read_in_english(begin) -> None:
    async with begin(languages={"south": "ru"}) as session:
        assert session.seat("north", "xx").view() == session.seat("north", "en").view()
        assert (session.language_of("south"), session.language_of("north")) == ("ru", "en")


@pytest.mark.parametrize("jump", [-7200.0, 86_400.0])
@pytest.mark.parametrize("pace", ["rounds", "live"])
async def test_a_clock_that_jumps_moves_the_story_by_one_tick_at_most(begin, jump, pace) -> None:
    wall = HandWall()
    async with begin(("north",), wall=wall, talk=1, pace=pace, rate=1.0) as session:
        await wall.pass_(70)
        now = session.conduct.engine.now
        wall.time += jump
        await wall.pass_(0.25)
        assert now <= session.conduct.engine.now <= now + 3


@pytest.mark.parametrize(("minutes", "back"), [(-5, "10:00"), (0, "10:00"), (75, "11:15"), (10**15, "10:00")])
async def test_a_break_of_any_length_ends_at_a_time_of_day(begin, minutes, back) -> None:
    async with begin() as session:
        await session.rest(minutes)
        assert (await anext(session.hall("en"))).back_at == back
        await session.pause(False)
        assert await session.seat("north", "en").submit(GO) is None


# --- faults of the program ----------------------------------------------------------------------


class BrokenError(Exception):
    """A fault that nobody foresaw."""


def broken(*_: object, **__: object) -> None:
    raise BrokenError


async def ends(views) -> list:
    return await asyncio.wait_for(_all(views), 5)


async def _all(views) -> list:
    return [view async for view in views]


async def test_a_fault_in_the_pacer_ends_every_view_with_one_sentence_and_the_run_is_whole(facilitate) -> None:
    session = facilitate()
    await session.desk.unlock(PIN)
    hall, north, desk = session.hall("en"), session.seat("north", "en").updates(), session.desk.updates("en")
    for views in (hall, north, desk):
        await anext(views)
    assert await session.seat("north", "en").submit(GO) is None
    session.conduct.close_round = broken
    for team in session.people:
        await session.seat(team, "en").ready()
    last = (await ends(hall))[-1]
    assert (last.warning, last.phase) == (FAULT, "paused")
    await ends(north)
    assert (await ends(desk))[-1].warnings == (FAULT,)
    assert isinstance(session.failure, BrokenError)
    assert (await session.seat("south", "en").submit(GO)).code == "not_kept"
    with pytest.raises(BrokenError):
        await session.ended()
    await session.close()
    whole(session)
    async with Session.resume(session.run, wall=FastWall()) as again:
        assert len(again.conduct.room.sealed["north"]) == 1
        await settle()
        assert again.conduct.room.round == 2


async def test_a_fault_while_an_act_is_judged_refuses_it_and_ends_the_views(begin) -> None:
    session = begin()
    hall = session.hall("ru")
    await anext(hall)
    session.conduct.engine.judge = broken
    assert (await session.seat("north", "en").submit(GO)).code == "not_kept"
    assert (await ends(hall))[-1].warning
    await session.close()
    whole(session)


async def test_a_fault_in_one_seats_view_ends_the_session_with_the_sentence(begin) -> None:
    session = begin()
    hall, north = session.hall("en"), session.seat("north", "en")
    await anext(hall)
    north.view = broken
    assert await ends(north.updates()) == []
    assert (await ends(hall))[-1].warning == FAULT
    await session.close()
    whole(session)


async def used(session: Session) -> None:
    async with session:
        session.conduct.engine.judge = broken
        await session.seat("north", "en").submit(GO)


async def test_a_fault_is_raised_where_a_session_is_used_with_async_with(begin) -> None:
    with pytest.raises(BrokenError):
        await used(begin())


async def test_a_run_whose_closing_is_cut_short_is_closed_all_the_same(begin) -> None:
    session = begin()
    await anext(session.hall("en"))
    closing = asyncio.create_task(session.close())
    await asyncio.sleep(0)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    reopened = Session.resume(session.run)
    reopened.release()
