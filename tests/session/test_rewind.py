"""Going back to a round: a child run, the same seats, the parent as it was."""

import asyncio

from exercise.model.decisions import Answer, StaffEnd
from exercise.play.record import read_record, read_rows
from exercise.session.children import rewind
from exercise.session.session import Session
from tests.session.conftest import PIN, FastWall, settle
from tests.session.players import play, take_turn

GO = Answer("let_it_go", ("go",))


async def two_rounds(session) -> None:
    await session.desk.unlock(PIN)
    for _ in range(2):
        for team in session.people:
            await take_turn(session, team, lambda: None)
        await settle()


async def test_a_rewound_table_goes_on_with_the_same_seats_and_views_at_the_round_it_went_back_to(facilitate) -> None:
    async with facilitate() as session:
        north = session.seat("north", "en")
        views = north.updates()
        first = await anext(views)
        hall_then = await anext(session.hall("en"))
        await two_rounds(session)
        assert [r.number for r in session.desk.view("en").rounds] == [1, 2, 3]
        assert await session.desk.rewind(1) is None
        assert await anext(views) == first
        hall = await anext(session.hall("en"))
        assert (hall.round, hall.clock, hall.phase) == (1, hall_then.clock, "talk")
        assert [r.number for r in session.desk.view("en").rounds] == [1]
        assert await north.submit(GO) is None


async def test_the_parent_stays_and_notes_survive_and_later_acts_do_not(facilitate) -> None:
    async with facilitate() as session:
        await two_rounds(session)
        await session.note("They never asked the prosecutor.", "north", ("paper",))
        parent, rows = session.run, [row.hash for row in session.conduct.journal.rows]
        assert await session.desk.rewind(2) is None
        assert session.run != parent
        assert [row.hash for row in read_rows(parent)] == rows
        child = read_record(session.run)
        assert child.header.parent.hash in rows
        assert [note.text for note in child.notes] == ["They never asked the prosecutor."]
        assert session.desk.view("en").notes == 1
        assert sum(row.kind == "round_closed" for row in child.rows) == 1


async def test_notes_made_while_the_table_is_rewound_are_all_in_the_run_that_goes_on(facilitate, wall) -> None:
    async def take_notes() -> None:
        for number in range(5):
            await session.note(str(number))
            await asyncio.sleep(0)

    async with facilitate(wall=wall, talk=5) as session:
        await session.desk.unlock(PIN)
        await wall.pass_(1)
        await asyncio.gather(take_notes(), session.desk.rewind(1), take_notes())
        notes = [note.text for note in read_record(session.run).notes]
        assert sorted(notes) == sorted("0011223344")
        assert session.desk.view("en").notes == 10


async def test_the_clock_of_a_run_that_was_left_never_moves_again(facilitate, wall) -> None:
    async with facilitate(wall=wall, talk=1) as session:
        await session.desk.unlock(PIN)
        await wall.pass_(59)
        left, parent = session.conduct, session.run
        await session.desk.rewind(1)
        rows = read_rows(parent)
        await wall.pass_(59)
        assert (session.pacer.talk_left, left.engine.now, read_rows(parent)) == (1, 0, rows)


async def test_a_table_that_was_closed_is_not_rewound(facilitate, tmp_path) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
    assert (await session.desk.rewind(1)).code == "not_kept"
    assert list(tmp_path.glob("*.run")) == [session.run]


async def test_the_same_acts_after_a_rewind_meet_the_same_fate(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        await asyncio.wait_for(play(session), 60)
        digest = session.conduct.engine.digest()
        assert session.conduct.room.phase == "ended"
        assert await session.desk.rewind(2) is None
        assert session.conduct.room.phase == "talk"
        await asyncio.wait_for(play(session), 60)
        assert session.conduct.engine.digest() == digest


async def test_a_new_fate_keeps_the_past_and_is_kept_itself(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        await asyncio.wait_for(play(session), 60)
        told, round_two = session.conduct.engine.happenings, session.conduct.room.rounds[1]
        past = [h for h in told if h.minute <= round_two.minute]
        endings = set()
        for _ in range(8):
            assert await session.desk.rewind(2, new_fate=True) is None
            assert session.conduct.engine.happenings == past
            fates = [row.data["number"] for row in session.conduct.journal.rows if row.kind == "fate"]
            assert len(fates) == 1
            assert await session.desk.rewind(2) is None
            assert [row.data["number"] for row in session.conduct.journal.rows if row.kind == "fate"] == fates
            await asyncio.wait_for(play(session), 60)
            endings.add(session.conduct.engine.digest())
        assert len(endings) > 1


async def test_a_run_with_a_new_fate_is_taken_up_where_it_stood(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        await two_rounds(session)
        await session.desk.rewind(2, new_fate=True)
        await asyncio.wait_for(play(session), 60)
        run, digest = session.run, session.conduct.engine.digest()
    again = Session.resume(run, wall=FastWall())
    assert again.conduct.engine.digest() == digest
    await again.close()


async def test_an_early_end_is_taken_back_by_a_rewind(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        await session.desk.act(StaffEnd("by mistake"))
        await settle()
        assert (await anext(session.hall("en"))).end is not None
        assert await session.desk.rewind(1) is None
        assert (await anext(session.hall("en"))).end is None
        assert await session.seat("north", "en").submit(GO) is None


async def test_a_child_run_resumes_and_keeps_its_copy_beside_that_of_its_parent(facilitate, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with facilitate(copy_to=stick) as session:
        await two_rounds(session)
        await session.desk.rewind(2)
        await session.seat("north", "en").ready()
        child = session.run
        assert session.warning == ""
    assert len(list(stick.glob("*.run"))) == 2
    assert [row.hash for row in read_rows(stick / child.name)] == [row.hash for row in read_rows(child)]
    async with Session.resume(child, wall=FastWall()) as again:
        assert again.conduct.room.round == 2


async def test_a_rewind_after_a_resume_keeps_a_copy_beside_that_of_its_parent(facilitate, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with facilitate(copy_to=stick) as session:
        await two_rounds(session)
    async with Session.resume(session.run, wall=FastWall()) as again:
        await again.desk.unlock(PIN)
        assert await again.desk.rewind(1) is None
        child = again.run
    async with Session.resume(child, wall=FastWall()) as again:
        assert again.warning == ""
    assert read_rows(stick / child.name) == read_rows(child)


async def test_a_child_run_made_outside_a_session_begins_its_copy_beside_that_of_its_parent(begin, tmp_path) -> None:
    stick, child = tmp_path / "stick", tmp_path / "child.run"
    stick.mkdir()
    async with begin(copy_to=stick) as session:
        pass
    rewind(session.run, 1, child)
    async with Session.resume(child, wall=FastWall()) as again:
        assert again.warning == ""
    assert read_rows(stick / "child.run") == read_rows(child)


async def test_a_rewind_to_a_round_that_was_not_opened_changes_nothing(facilitate, tmp_path) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        for number in (0, -1, 2, 10**9):
            refusal = await session.desk.rewind(number)
            assert (refusal.code, refusal.names["round"]) == ("no_such_round", str(number))
        assert len(list(tmp_path.glob("*.run"))) == 1
        assert await session.seat("north", "en").submit(GO) is None


async def test_a_rewind_that_cannot_be_written_leaves_the_table_as_it_is(facilitate, monkeypatch) -> None:
    async with facilitate() as session:
        await two_rounds(session)
        run, now = session.run, session.conduct.engine.now
        monkeypatch.setattr("exercise.session.session.new_path", lambda *_: run)
        assert (await session.desk.rewind(1)).code == "not_kept"
        assert (session.run, session.conduct.engine.now) == (run, now)
        assert await session.seat("south", "en").ready() is None
