"""Resuming, copies, drafts, notes and child runs."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exercise.model.decisions import Answer
from exercise.play.record import RunProblem, read_record, read_rows
from exercise.session.children import rewind
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE, Tempo
from tests.session.conftest import FastWall, settle
from tests.session.players import play

GO = Answer("let_it_go", ("go",))
TEAMS = ("north", "south", "centre")


def resumed(path: Path, **more) -> Session:
    return Session.resume(path, **{"wall": FastWall(), "tempo": AT_ONCE, **more})


def views(session: Session) -> list[object]:
    return [session.seat(team, tag).view() for team in TEAMS for tag in ("en", "ru")]


async def whole_game(session: Session) -> tuple[str, list[object]]:
    async with session:
        await asyncio.wait_for(play(session), 60)
        return session.conduct.engine.digest(), views(session)


async def test_a_run_resumed_after_every_round_ends_as_one_that_was_not_interrupted(begin, tmp_path) -> None:
    straight = await whole_game(begin(path=tmp_path / "straight.run"))
    session = begin(path=tmp_path / "broken.run")
    while session.conduct.room.phase != "ended":
        async with session:
            await asyncio.wait_for(play(session, rounds=1), 60)
        session = resumed(tmp_path / "broken.run")
    assert (session.conduct.engine.digest(), views(session)) == straight
    await session.close()


async def test_resuming_in_the_middle_of_a_round_brings_back_the_same_views(begin) -> None:
    async with begin() as session:
        await session.seat("north", "en").submit(GO)
        await session.seat("north", "en").ready()
        await session.seat("south", "en").opened("i:none")
        before, hall = views(session), await anext(session.hall("en"))
    async with resumed(session.run) as again:
        assert views(again) == before
        assert await anext(again.hall("en")) == hall
        assert hall.next_team == "south"


async def test_a_leap_that_was_cut_off_waits_for_everybody_to_sit_down(begin, wall) -> None:
    async with begin(("south",), wall=wall, tempo=Tempo()) as session:
        await session.seat("south", "en").ready()
        await wall.pass_(0.6)
        now, digest = session.conduct.engine.now, session.conduct.engine.digest()
    async with resumed(session.run) as again:
        await settle()
        assert (again.conduct.engine.now, again.conduct.engine.digest()) == (now, digest)
        assert (await anext(again.hall("en"))).phase == "paused"
        await again.pause(False)
        await settle()
        assert (again.conduct.engine.now, again.conduct.room.why) == (179, "limit")


async def test_live_time_stands_after_a_resume_and_270_quiet_minutes_are_kept(begin, wall) -> None:
    async with begin(("north", "south", "centre"), wall=wall, pace="live", rate=10.0) as session:
        await wall.pass_(27.5)
        now, before = session.conduct.engine.now, views(session)
    assert now >= 270
    async with resumed(session.run) as again:
        await settle()
        assert again.conduct.engine.now == now
        assert [view.feed for view in views(again)] == [view.feed for view in before]


async def test_drafts_are_kept_beside_the_rows(begin) -> None:
    async with begin() as session:
        rows = len(session.conduct.journal.rows)
        assert await session.seat("north", "en").draft("why:let_it_go", "because \x1b") == "because "
        assert len(session.conduct.journal.rows) == rows
    async with resumed(session.run) as again:
        assert await again.seat("north", "ru").draft("why:let_it_go") == "because "
        assert await again.seat("south", "en").draft("why:let_it_go") == ""


async def test_a_draft_at_a_table_that_was_closed_is_only_returned(begin) -> None:
    async with begin() as session:
        seat = session.seat("north", "en")
        await seat.draft("why:let_it_go", "because")
    assert (await seat.draft("why:let_it_go"), await seat.draft("why:let_it_go", "why")) == ("", "why")


async def test_a_draft_that_cannot_be_read_is_none_and_the_hall_is_told(begin) -> None:
    async with begin() as session:
        database, whole = sqlite3.connect(":memory:"), session.conduct.journal._database
        session.conduct.journal._database = database
        assert await session.seat("north", "en").draft("why:let_it_go") == ""
        assert "cannot be read" in (await anext(session.hall("en"))).warning
        session.conduct.journal._database = whole
        database.close()


async def test_a_run_file_is_readable_by_its_owner_alone(begin) -> None:
    async with begin() as session:
        assert session.run.stat().st_mode & 0o777 == 0o600


async def test_the_second_copy_holds_the_same_rows_and_resumes(begin, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with begin(copy_to=stick) as session:
        await play(session, rounds=2)
    assert read_rows(stick / session.run.name) == read_rows(session.run)
    async with resumed(stick / session.run.name) as again:
        assert again.conduct.engine.digest() == session.conduct.engine.digest()


@pytest.mark.parametrize("place", ["stick", "stick/mine.run"])
async def test_a_resume_goes_on_with_the_second_copy_by_itself(begin, tmp_path, place) -> None:
    (tmp_path / "stick").mkdir()
    async with begin(copy_to=tmp_path / place) as session:
        await session.seat("north", "en").submit(GO)
        copy = session.conduct.journal.copy_path
    for _ in range(2):
        async with resumed(session.run) as again:
            await again.seat("north", "en").ready()
            assert (again.conduct.journal.copy_path, again.warning) == (copy, "")
    assert [row.hash for row in read_rows(copy)] == [row.hash for row in read_rows(session.run)]
    assert sum(row.kind == "copy" for row in read_rows(copy)) == 1


async def test_a_copy_that_is_given_on_a_resume_is_gone_on_with_by_the_next(begin, tmp_path) -> None:
    (tmp_path / "stick").mkdir()
    async with begin() as session:
        pass
    async with resumed(session.run, copy_to=tmp_path / "stick"):
        pass
    async with resumed(session.run) as again:
        await again.seat("north", "en").ready()
    assert read_rows(tmp_path / "stick" / session.run.name) == read_rows(session.run)


def emptied(stick: Path) -> None:
    """Put in another stick: the place is there, and no copy of the run on it."""
    for file in stick.iterdir():
        file.unlink()


def pulled(stick: Path) -> None:
    emptied(stick)
    stick.rmdir()


@pytest.mark.parametrize("gone", [pulled, emptied])
async def test_a_resume_without_its_stick_says_that_no_second_copy_is_kept_and_makes_none(
    begin, tmp_path, gone
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with begin(copy_to=stick) as session:
        pass
    gone(stick)
    async with resumed(session.run) as again:
        assert (await anext(again.hall("en"))).warning.startswith("No second copy of the run is kept now")
        assert await again.seat("north", "en").submit(GO) is None
    assert not list(tmp_path.glob("stick/*"))


async def test_a_run_that_goes_on_from_its_copy_says_that_no_second_copy_is_kept(begin, tmp_path) -> None:
    (tmp_path / "stick").mkdir()
    async with begin(copy_to=tmp_path / "stick") as session:
        pass
    async with resumed(tmp_path / "stick" / session.run.name) as again:
        assert again.warning.startswith("No second copy of the run is kept now")


async def test_a_copy_is_taken_up_again_after_a_resume_and_never_over_another_run(begin, tmp_path) -> None:
    copy = tmp_path / "copy.run"
    async with begin(copy_to=copy) as session:
        await session.seat("north", "en").submit(GO)
    async with resumed(session.run) as again:
        await again.seat("north", "en").ready()
    async with resumed(session.run, copy_to=copy) as third:
        await third.seat("south", "en").ready()
    assert read_rows(copy) == read_rows(session.run)
    async with begin(path=tmp_path / "other.run", seed=9) as other:
        await other.seat("north", "en").submit(GO)
    kept = copy.read_bytes()
    with pytest.raises(RunProblem, match="another run"):
        resumed(tmp_path / "other.run", copy_to=copy)
    assert copy.read_bytes() == kept


@pytest.mark.parametrize("place", ["stick", "stick/copy.run"])
async def test_a_copy_where_no_folder_is_is_refused_and_leaves_nothing_behind(begin, tmp_path, place) -> None:
    with pytest.raises(RunProblem, match=r"there is no folder .*stick\. Is the stick in"):
        begin(copy_to=tmp_path / place)
    assert not list(tmp_path.iterdir())
    async with begin() as session:
        pass
    with pytest.raises(RunProblem, match="there is no folder"):
        resumed(session.run, copy_to=tmp_path / place)
    assert not (tmp_path / "stick").exists()


async def left_of_talk(session: Session) -> int | None:
    return (await anext(session.hall("en"))).talk_left


async def test_talk_time_that_is_left_is_left_after_a_resume(begin, wall) -> None:
    async with begin(wall=wall, talk=8) as session:
        session.start()
        await wall.pass_(150)
        left = await left_of_talk(session)
        digest = session.conduct.engine.digest()
    assert left == 8 * 60 - 150
    async with resumed(session.run, wall=wall) as again:
        assert await left_of_talk(again) == left
        assert again.conduct.engine.digest() == digest
        await wall.pass_(30)
        assert await left_of_talk(again) == left - 30


async def test_talk_time_given_and_not_yet_spent_is_left_after_a_resume(begin, wall) -> None:
    async with begin(wall=wall, talk=8) as session:
        await wall.pass_(10)
        await session.more_talk(3)
        left = await left_of_talk(session)
    assert left is not None
    assert left > 8 * 60
    async with resumed(session.run, wall=wall) as again:
        assert await left_of_talk(again) == left


async def test_a_machine_that_is_switched_off_loses_less_than_a_minute_of_the_talk(begin, wall, tmp_path) -> None:
    async with begin(wall=wall, talk=8) as session:
        session.start()
        await wall.pass_(150)
        as_it_was = tmp_path / "as_it_was.run"
        rows = read_rows(session.run)
        with closing(sqlite3.connect(session.run)) as source, closing(sqlite3.connect(as_it_was)) as target:
            source.backup(target)
    assert read_rows(as_it_was) == rows
    async with resumed(as_it_was, wall=wall) as again:
        left = await left_of_talk(again)
    assert left is not None
    assert 8 * 60 - 150 <= left < 8 * 60 - 90


async def test_the_next_round_has_its_whole_talk_time_after_a_resume(begin, wall) -> None:
    async with begin(wall=wall, talk=8) as session:
        session.start()
        await wall.pass_(100)
        await session.seat("north", "en").submit(GO)
        for team in ("north", "south"):
            await session.seat(team, "en").ready()
        await wall.pass_(20)
        left = await left_of_talk(session)
        assert session.conduct.room.round == 2
    assert left is not None
    assert left > 8 * 60 - 20
    async with resumed(session.run, wall=wall) as again:
        assert await left_of_talk(again) == left


async def test_play_goes_on_when_the_stick_is_pulled_and_the_hall_says_so(begin, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with begin(copy_to=stick) as session:
        for file in stick.iterdir():
            file.unlink()
        assert await session.seat("north", "en").submit(GO) is None
        hall = await anext(session.hall("en"))
        assert hall.warning == "The second copy of the run cannot be written any more; the run itself is safe."
        assert await session.seat("north", "en").ready() is None
    assert len(read_record(session.run).rows) > 3


async def test_a_full_disk_refuses_the_act_keeps_the_world_as_it_was_and_goes_on_when_there_is_room(begin) -> None:
    async with begin(("north",), pace="live", rate=0.001) as session:
        database = session.conduct.journal._database
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count={pages}")
        digest, seat = session.conduct.engine.digest(), session.seat("centre", "en")
        answer = Answer("advise", ("nothing",), why_text="long words " * 150)
        codes = [(await seat.submit(answer)).code for _ in range(3)]
        assert codes == ["not_kept"] * 3
        assert session.conduct.engine.digest() == digest
        hall = await anext(session.hall("en"))
        assert (hall.phase, "disk is full" in hall.warning) == ("paused", True)
        database.execute("PRAGMA max_page_count=100000")
        await session.pause(False)
        assert await seat.submit(answer) is None
        assert (await anext(session.hall("en"))).warning == ""
    async with resumed(session.run) as again:
        assert again.conduct.engine.happenings == session.conduct.engine.happenings


async def test_a_child_run_shares_the_rows_before_it_and_keeps_notes_made_later(begin, tmp_path) -> None:
    async with begin() as session:
        await session.seat("north", "en").submit(GO)
        row = len(session.conduct.journal.rows) - 1
        await session.seat("south", "en").ready()
        await session.note("they hesitated", "north", ["F3"])
        await session.seat("north", "en").ready()
        await settle()
    parent = session.run.read_bytes()
    rewind(session.run, row, tmp_path / "child.run")
    assert session.run.read_bytes() == parent
    child = read_record(tmp_path / "child.run")
    original = read_record(session.run)
    assert [(r.kind, r.data) for r in child.rows[1 : row + 1]] == [(r.kind, r.data) for r in original.rows[1 : row + 1]]
    assert (child.header.parent.row, child.header.parent.hash) == (row, original.rows[row].hash)
    assert child.notes == original.notes
    assert child.notes[0].text == "they hesitated"
    async with resumed(tmp_path / "child.run") as again:
        assert again.conduct.room.ready == {}
        assert len(again.conduct.room.sealed["north"]) == 1
    with pytest.raises(RunProblem, match="no row 999"):
        rewind(session.run, 999, tmp_path / "other.run")
    with pytest.raises(RunProblem, match="left as it is"):
        rewind(session.run, row, tmp_path / "child.run")


async def test_a_run_begun_with_another_engine_version_opens_and_says_so(begin, monkeypatch) -> None:
    monkeypatch.setattr("exercise.session.conduct.VERSION", "0")
    async with begin() as session:
        await session.seat("north", "en").submit(GO)
    monkeypatch.undo()
    async with resumed(session.run) as again:
        assert "another version" in (await anext(again.hall("en"))).warning
    assert read_record(session.run).header.engine == "0"


async def test_a_run_that_plays_differently_now_is_refused_in_one_sentence(begin, monkeypatch) -> None:
    async with begin() as session:
        await play(session, rounds=2)
    monkeypatch.setattr("exercise.play.replay.Engine.digest", lambda self: "0" * 64)
    with pytest.raises(RunProblem, match="differs at story minute"):
        resumed(session.run)
    monkeypatch.setattr("exercise.session.conduct.VERSION", "2")
    with pytest.raises(RunProblem, match="another version of the engine"):
        resumed(session.run)
    monkeypatch.undo()
    assert read_record(session.run).happenings


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
async def test_another_process_cannot_open_a_run_that_is_open(begin) -> None:
    async with begin() as session:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                Session.resume(session.run)
            except RunProblem as problem:
                code = 0 if "open in another window" in str(problem) else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert read_record(session.run).rows  # reading is allowed meanwhile
    async with resumed(session.run):
        pass
