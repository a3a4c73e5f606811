"""Traps that other exercise software fell into, each named after its trap."""

import asyncio

import pytest

from exercise.engine import Engine
from exercise.model.decisions import Answer, Decision, StaffInject, StaffSkip
from exercise.model.happenings import ExpectationLapsed, InjectFired, MessageDelivered
from exercise.model.language import language
from exercise.play.policies import POLICIES
from exercise.play.record import read_record, read_rows
from exercise.play.replay import Diverged, replay
from exercise.play.runner import play_out
from exercise.session.elapsed import played
from exercise.session.pacer import LONGEST_TICK
from exercise.session.session import Session
from exercise.session.wall import Tempo
from tests.session.conftest import PIN, FastWall, HandWall, settle
from tests.session.players import play, take_turn

GO = Answer("let_it_go", ("go",))
VOTES = {"go": 3, "stop": 2}


@pytest.mark.parametrize(
    ("minutes", "said"), [(59, "59 m"), (60, "1 h"), (61, "1 h 01 m"), (1439, "23 h 59 m"), (1500, "1 d 1 h")]
)
def test_trap_only_minutes_used_so_that_spans_over_an_hour_are_wrong(minutes: int, said: str) -> None:
    assert language("en").length(minutes) == said


async def test_trap_only_minutes_used_a_leap_and_a_talk_over_an_hour_are_whole(begin, wall) -> None:
    async with begin(("south", "centre"), wall=wall, talk=90) as session:
        assert session.pacer.talk_left == 5400
        await wall.pass_(3661)
        assert session.pacer.talk_left == 5400 - 3661
        await session.seat("south", "en").ready(until=100)
        await session.seat("centre", "en").ready(until=100)
        await wall.pass_(20)
        assert (await anext(session.hall("en"))).ran == 100


@pytest.mark.parametrize("phase", ["talk", "creep", "leap", "live"])
async def test_trap_pause_does_not_freeze(begin, phase: str) -> None:
    wall = HandWall()
    pace = {"pace": "live", "rate": 1.0} if phase == "live" else {"talk": 1}
    async with begin(("south",), wall=wall, tempo=Tempo(), **pace) as session:
        if phase == "leap":
            await session.seat("south", "en").ready()
        await wall.pass_({"talk": 20, "creep": 90, "leap": 0.6, "live": 20}[phase])
        await session.pause(True)
        await wall.pass_(0.5)
        before = (session.conduct.engine.now, session.pacer.talk_left, len(session.conduct.journal.rows))
        await wall.pass_(7200)
        assert (session.conduct.engine.now, session.pacer.talk_left, len(session.conduct.journal.rows)) == before
        assert (await anext(session.hall("en"))).phase == "paused"


async def test_trap_after_a_pause_a_manual_trigger_comes_late(facilitate, wall) -> None:
    async with facilitate(("north",), wall=wall, pace="live", rate=1.0) as session:
        await session.desk.unlock(PIN)
        await wall.pass_(10)
        await session.pause(True)
        await wall.pass_(1800)
        await session.pause(False)
        await wall.pass_(5)
        now = session.conduct.engine.now
        assert now <= 16
        await session.desk.act(StaffInject("weather"))
        delivered = [h for h in session.conduct.engine.happenings if isinstance(h, MessageDelivered)]
        assert {h.minute for h in delivered if h.inject == "weather"} == {now}


def skip(engine: Engine, inject: str) -> None:
    assert engine.submit(Decision("", StaffSkip(inject, "no time"), by="facilitator")) is None


def lapsed_and_sent(engine: Engine) -> tuple[list[str], list[str]]:
    """Play to the end; return whose expectations lapsed, and what was sent because of that."""
    engine.advance(engine.scenario.clock.ends_after)
    assert engine.ended
    lapsed = [h.inject for h in engine.happenings if isinstance(h, ExpectationLapsed)]
    return lapsed, [h.inject for h in engine.happenings if isinstance(h, InjectFired) and h.cause == "contingency"]


def test_trap_a_skipped_inject_blocks_the_end(tiny) -> None:
    for seed in range(3):
        engine = Engine(tiny, seed)
        for inject in tiny.injects:
            skip(engine, inject)
        lapsed_and_sent(engine)
        assert not any(isinstance(h, InjectFired) for h in engine.happenings)


HURRIED = 3 * 60 + 30
"""The minute at which *hurry* reaches its team, which then has an hour."""


def test_trap_a_skipped_inject_is_waited_for_what_nobody_was_asked_cannot_lapse(tiny) -> None:
    asked, spared = Engine(tiny, 3), Engine(tiny, 3)
    skip(spared, "hurry")
    assert lapsed_and_sent(asked) == (["hurry"], ["impatient"])
    assert lapsed_and_sent(spared) == ([], [])


@pytest.mark.parametrize("minute", [HURRIED, HURRIED + 59])
def test_trap_a_skipped_inject_is_waited_for_its_expectation_is_excused_while_it_runs(tiny, minute: int) -> None:
    engine = Engine(tiny, 3)
    engine.advance(minute)
    skip(engine, "impatient")
    assert lapsed_and_sent(engine) == ([], [])


def test_trap_a_skipped_inject_is_waited_for_what_has_lapsed_stays_lapsed(tiny) -> None:
    engine = Engine(tiny, 3)
    engine.advance(HURRIED + 60)
    refusal = engine.submit(Decision("", StaffSkip("impatient", "too late"), by="facilitator"))
    assert refusal is not None
    assert refusal.code == "already_sent"
    assert lapsed_and_sent(engine) == (["hurry"], ["impatient"])


async def test_trap_a_skipped_inject_blocks_the_end_of_a_table(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        for inject in ("weather", "hurry", "impatient", "advice"):
            assert await session.desk.act(StaffSkip(inject, "no time")) is None
        await asyncio.wait_for(play(session), 60)
        assert session.conduct.room.phase == "ended"
        assert session.desk.view("en").coming == ()


async def test_trap_running_although_nothing_can_happen_any_more(begin, tiny) -> None:
    quiet = tiny.model_copy(update={"injects": {}, "hazards": {}})
    advise = tiny.decisions["advise"]
    options = {name: option.model_copy(update={"effects": ()}) for name, option in advise.options.items()}
    alone = {"advise": advise.model_copy(update={"options": options})}
    quiet = quiet.model_copy(update={"decisions": alone})
    async with begin(("centre",), scenario=quiet) as session:
        await session.seat("centre", "en").submit(Answer("advise", ("nothing",), why_text="x"))
        await session.seat("centre", "en").ready()
        await asyncio.wait_for(session.ended(), 10)
        hall = await anext(session.hall("en"))
        assert (hall.phase, hall.clock.state) == ("ended", "ended")
        assert hall.end is not None
        assert read_rows(session.run)[-1].kind == "ended"


@pytest.mark.parametrize("tag", ["en", "ru"])
async def test_trap_the_locale_changes_the_simulation(begin, tmp_path, tag: str) -> None:
    async with begin(path=tmp_path / f"{tag}.run", language=tag, languages={"north": tag}) as session:
        session.seat("north", tag).view()
        await asyncio.wait_for(play(session), 60)
    async with begin(path=tmp_path / "plain.run") as other:
        await asyncio.wait_for(play(other), 60)
    assert session.conduct.engine.digest() == other.conduct.engine.digest()


async def test_trap_secrets_leak_through_history_and_undo(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        north, south = session.seat("north", "en"), session.seat("south", "en")
        await north.submit(Answer("let_it_go", ("stop",), why_text="Zanzibar"))
        await north.withdraw(1)
        await north.submit(Answer("let_it_go", ("go",), why_text="Zanzibar"))
        for team in session.people:
            await session.seat(team, "en").ready()
        await settle()
        await session.desk.rewind(1)
        halls = [await anext(session.hall("en")), south.view(), session.desk.view("en")]
        assert "Zanzibar" not in repr(halls)


async def test_trap_the_stage_waits_for_a_dead_seat(begin, wall) -> None:
    async with begin(wall=wall, talk=1, tempo=Tempo()) as session:
        await session.seat("north", "en").submit(GO)
        await session.seat("north", "en").ready()  # nobody of the south ever comes to the keyboard
        for _ in range(600):
            await wall.pass_(60)
            if session.conduct.room.phase == "talk" and "north" in (await anext(session.hall("en"))).waits_for:
                await take_turn(session, "north", lambda: None)
            if session.conduct.room.phase == "ended":
                break
        assert session.conduct.room.phase == "ended"
        assert session.conduct.room.round > 2


async def test_trap_the_stage_waits_for_a_dead_seat_the_desk_says_carry_on_for_it(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        await session.seat("south", "en").ready()
        assert await session.desk.decide("north", GO) is None
        assert await session.desk.carry_on("north") is None
        await settle()
        assert session.conduct.room.round == 2


async def test_trap_a_vote_is_corrupted_by_a_joiner(begin, tiny, wall) -> None:
    point = tiny.decisions["let_it_go"].model_copy(update={"vote": True})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": point}})
    async with begin(scenario=scenario) as session:
        north = session.seat("north", "en")
        assert await north.submit(Answer("let_it_go", ("go",), votes=VOTES)) is None
        late = session.seat("north", "ru")  # a second seat of the team sits down while the vote is sealed
        assert len(late.view().sealed) == 1
        refusal = await late.submit(Answer("let_it_go", ("stop",), votes={"stop": 9}))
        assert refusal.code == "already_answered"
    async with Session.resume(session.run, wall=FastWall()) as again:
        for team in again.people:
            await again.seat(team, "en").ready()
        await settle()
        decided = next(h for h in again.conduct.engine.happenings if type(h).__name__ == "DecisionTaken")
        assert dict(decided.votes) == VOTES


async def test_trap_replay_is_impossible_because_the_log_lacks_secrets(facilitate, tmp_path) -> None:
    """From the file alone every minute comes again: what was sealed, taken back and drawn, what staff and bots did."""
    async with facilitate(("north",), seed=7) as session:
        await session.desk.unlock(PIN)
        await session.seat("north", "en").submit(Answer("let_it_go", ("stop",), why_text="Zanzibar"))
        await session.seat("north", "en").withdraw(1)
        await session.desk.act(StaffInject("advice"))
        await asyncio.wait_for(play(session), 60)
    engine = session.conduct.engine
    (tmp_path / "elsewhere").mkdir()
    record = read_record(session.run.rename(tmp_path / "elsewhere" / "copy.run"))
    again = replay(record.scenario, record.header.seed, record.rows, strict=True)
    assert again.happenings == list(record.happenings) == engine.happenings
    assert (again.now, again.digest(), again.ended) == (engine.now, engine.digest(), True)
    with pytest.raises(Diverged):  # chance had its part in this run
        replay(record.scenario, record.header.seed + 1, record.rows, strict=True)


async def test_trap_replay_is_impossible_because_the_log_lacks_secrets_a_row_that_is_missing_shows(begin) -> None:
    async with begin() as session:
        await asyncio.wait_for(play(session), 60)
    record = read_record(session.run)
    closing = [row for row in record.rows if row.kind == "round_closed" and row.data["decisions"]]
    for missing in closing:
        rows = [row for row in record.rows if row is not missing]
        with pytest.raises(Diverged):
            replay(record.scenario, record.header.seed, rows, strict=True)
    assert closing


def test_trap_a_stage_waits_for_a_dead_seat_bots_alone_always_come_to_the_end(tiny) -> None:
    for policy in POLICIES.values():
        assert play_out(tiny, 3, dict.fromkeys(tiny.played, policy)).ended


async def test_trap_timestamps_of_the_room_jump_with_the_clock_of_the_machine(begin) -> None:
    """Clocks set back, forwards by a day, or asleep meanwhile neither move the story nor count as time played."""

    class Jumpy(HandWall):
        said, off = "2026-03-02T10:00:00+05:00", 0.0

        def seconds(self) -> float:
            return self.time + self.off

        def stamp(self) -> str:
            return self.said

    wall = Jumpy()
    jumps = {
        "2026-03-02T10:10:00+05:00": 8 * 3600.0,
        "2026-03-02T08:00:00+05:00": -7200.0,
        "2026-03-03T10:00:00+05:00": 86_400.0,
        "noon": 86_400.0,
    }
    async with begin(wall=wall, talk=5) as session:
        await session.seat("south", "en").opened("a")
        for said, seconds in jumps.items():
            wall.said = said
            wall.off += seconds
            await session.seat("south", "en").opened(said)
            await wall.pass_(1)
        assert session.conduct.engine.now == 0
        assert 300 - len(jumps) * LONGEST_TICK - 4 <= session.pacer.talk_left <= 300 - 4
        assert played(session.conduct.journal.rows) == 600
        assert session.elapsed.seconds <= 4
        await wall.pass_(5)
        assert (await anext(session.hall("en"))).behind == 0
