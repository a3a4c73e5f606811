"""The list of runs, and what a fault of the program does to a table."""

import asyncio

import pytest

from exercise.play.record import RunProblem
from exercise.session import runs
from tests.session.players import play


async def test_a_run_says_what_it_is_while_it_is_being_played(begin) -> None:
    async with begin() as session:
        await play(session, rounds=1)
        kept = runs.info(session.run)
        assert (kept.title.in_("en"), kept.people, kept.pace) == ("Two Halves", ("north", "south"), "rounds")
        assert [name.in_("en") for name in kept.names] == ["North", "South"]
        assert (kept.minute, kept.stage.in_("en")) == (session.conduct.engine.now, "The request")
        assert (kept.finished, kept.problem, kept.saved) == (False, None, "2026-03-02T10:00:00+05:00")


async def test_a_finished_run_stays_finished_when_notes_follow(begin) -> None:
    async with begin() as session:
        await asyncio.wait_for(play(session), 60)
        await session.note('"kind":"ended" is only words here')
        assert runs.info(session.run).finished


async def test_words_of_people_do_not_finish_a_run(begin) -> None:
    async with begin() as session:
        await session.note('"kind":"ended"')
        assert not runs.info(session.run).finished


async def test_runs_are_listed_latest_first_and_what_cannot_be_read_says_why(begin, tmp_path) -> None:
    async with begin(path=tmp_path / "a.run"):
        pass
    (tmp_path / "b.run").write_bytes(b"")
    (tmp_path / "other.txt").write_text("x")
    listed = runs.list_runs(tmp_path)
    assert [run.path.name for run in listed] == ["a.run", "b.run"]
    assert listed[1].problem is not None
    assert runs.list_runs(tmp_path / "none") == []


async def test_a_run_is_found_by_name_or_path(begin, tmp_path) -> None:
    async with begin(path=tmp_path / "first.run") as session:
        assert (
            runs.find("first", tmp_path)
            == runs.find("first.run", tmp_path)
            == runs.find(str(session.run))
            == session.run
        )
    with pytest.raises(RunProblem, match="did you mean first"):
        runs.find("frist", tmp_path)


def test_a_new_run_never_takes_the_name_of_another(tmp_path) -> None:
    one = runs.new_path("tiny", tmp_path / "runs")
    one.touch()
    two = runs.new_path("tiny", tmp_path / "runs")
    assert one != two
    assert (tmp_path / "runs").stat().st_mode & 0o777 == 0o700


async def test_a_closed_table_keeps_nothing_and_ends_its_views(begin) -> None:
    session = begin()
    views = session.seat("north", "en").updates()
    await anext(views)
    waiting = asyncio.ensure_future(anext(views, None))
    await asyncio.sleep(0)
    await session.close()
    assert await waiting is None
    assert (await session.seat("north", "en").ready()).code == "not_kept"
    await session.close()


async def test_a_team_that_is_not_played_has_no_seat(begin) -> None:
    async with begin() as session:
        with pytest.raises(KeyError):
            session.seat("nobody", "en")
