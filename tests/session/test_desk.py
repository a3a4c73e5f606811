"""The facilitator's desk: the lock, what he does, what he sees."""

import pytest

from exercise.model.decisions import (
    Answer,
    Share,
    StaffEnd,
    StaffExtend,
    StaffInject,
    StaffMessage,
    StaffRule,
    StaffSkip,
)
from exercise.model.expressions import Fact
from exercise.model.happenings import DecisionTaken
from exercise.model.language import language
from exercise.model.play import Group, Inject
from exercise.play.record import RunProblem, read_record
from exercise.play.wording import refusal_sentences
from exercise.session.pin import hashed
from exercise.session.session import Session
from tests.session.conftest import PIN, HandWall, settle

GO = Answer("let_it_go", ("go",))
WATCH = Answer("watch", ("watch",))


@pytest.fixture
def opened(facilitate):
    """Begin an exercise whose desk is unlocked."""

    async def make(people=("north", "south"), **more) -> Session:
        session = facilitate(people, **more)
        assert await session.desk.unlock(PIN) is None
        return session

    return make


def taken(session) -> list[DecisionTaken]:
    return [h for h in session.conduct.engine.happenings if isinstance(h, DecisionTaken)]


def said(refusal) -> str:
    """Every refusal of the desk has a sentence."""
    assert refusal.code in refusal_sentences(language("en"))
    return refusal.code


# --- the lock ------------------------------------------------------------------------------------


async def test_the_desk_is_locked_until_the_pin_is_given_and_can_be_locked_again(facilitate) -> None:
    async with facilitate() as session:
        desk = session.desk
        refused = [
            await desk.act(StaffEnd("")), await desk.decide("north", GO), await desk.carry_on("south"),
            await desk.hold(True), await desk.speed(2), await desk.jump(60), await desk.rewind(1),
        ]  # fmt: skip
        assert [said(refusal) for refusal in refused] == ["locked"] * 7
        assert desk.lapses(400, "en") == ()
        assert [view async for view in desk.updates("en")] == []
        assert await desk.unlock(PIN) is None
        assert await desk.act(StaffExtend("let_it_go", 10)) is None
        desk.lock()
        assert (await desk.act(StaffExtend("let_it_go", 10))).code == "locked"


async def test_views_of_the_desk_end_when_it_is_locked(opened) -> None:
    async with await opened() as session:
        views = session.desk.updates("en")
        assert (await anext(views)).teams
        session.desk.lock()
        assert [view async for view in views] == []


async def test_a_guessed_pin_costs_a_wait_that_grows_and_is_not_looked_at_meanwhile(facilitate, wall) -> None:
    async with facilitate(wall=wall) as session:
        desk = session.desk
        assert [said(await desk.unlock(guess)) for guess in ("0000", "", "x" * 1000)] == ["wrong_pin"] * 3
        refusal = await desk.unlock(PIN)
        assert (said(refusal), refusal.names["seconds"]) == ("pin_wait", "5")
        wall.time += 5
        assert (await desk.unlock("0001")).code == "wrong_pin"
        assert (await desk.unlock(PIN)).names["seconds"] == "10"
        for _ in range(12):
            wall.time += 300
            assert (await desk.unlock("0001")).code == "wrong_pin"
        assert (await desk.unlock(PIN)).names["seconds"] == "300"
        wall.time += 300
        assert await desk.unlock(f" {PIN} ") is None
        assert not desk.locked


async def test_the_pin_is_kept_as_salt_and_hash_and_opens_the_desk_of_the_resumed_run(begin, wall) -> None:
    async with begin(facilitated=True) as session:
        pin = session.fresh_pin
        assert len(pin) == 4
        assert pin.isdigit()
    kept = read_record(session.run).header.setup.pin
    assert pin not in kept.partition("$")
    assert hashed(pin) != kept
    async with Session.resume(session.run, wall=wall) as again:
        assert again.fresh_pin == ""
        assert again.desk.locked
        assert await again.desk.unlock(pin) is None


@pytest.mark.parametrize("pin", ["123", "1234567890123", "12a4", "١٢٣٤", " 1234"])
def test_a_pin_has_4_to_12_digits(pin: str) -> None:
    with pytest.raises(RunProblem, match="4 to 12 digits"):
        hashed(pin)


async def test_a_table_that_nobody_facilitates_has_no_desk(begin) -> None:
    async with begin() as session:
        assert session.desk is None
        assert session.fresh_pin == ""


# --- acts ----------------------------------------------------------------------------------------


async def test_an_inject_sent_by_hand_reaches_its_teams_at_once_in_any_phase(opened, wall) -> None:
    async with await opened(wall=wall) as session:
        await session.pause(True)
        assert await session.desk.act(StaffInject("weather")) is None
        assert any("Fog" in paper.subject for paper in session.seat("south", "en").view().inbox)
        assert session.conduct.engine.now == 0
        assert said(await session.desk.act(StaffInject("weather"))) == "already_sent"
        assert said(await session.desk.act(StaffInject("nonsense"))) == "no_such_inject"


async def test_a_skip_needs_a_reason_which_the_desk_shows_and_the_record_keeps(opened) -> None:
    async with await opened() as session:
        desk = session.desk
        assert said(await desk.act(StaffSkip("hurry", " "))) == "reason_needed"
        assert await desk.act(StaffSkip("hurry", "no time\x1b[2J")) is None
        (line,) = (inject for inject in desk.view("en").past if inject.id == "hurry")
        assert (line.state, line.reason) == ("skipped", "no time[2J")


async def test_a_message_to_no_team_in_particular_goes_to_all_and_flash_stops_everybody(opened) -> None:
    async with await opened() as session:
        assert said(await session.desk.act(StaffMessage((), "Control", "x", "  "))) == "no_text"
        assert said(await session.desk.act(StaffMessage(("nobody",), "Control", "x", "y"))) == "no_such_team"
        assert await session.desk.act(StaffMessage((), "Control", "Stop", "All stop.", "flash")) is None
        for team in ("north", "south"):
            paper = session.seat(team, "en").view().inbox[-1]
            assert (paper.text, paper.precedence) == ("All stop.", "flash")


async def test_the_facilitator_extends_a_point_and_ends_the_exercise(opened) -> None:
    async with await opened() as session:
        desk = session.desk
        assert await desk.act(StaffExtend("let_it_go", 60)) is None
        assert session.conduct.engine.questions("north")[0].deadline == 420
        assert said(await desk.act(StaffExtend("let_it_go", 0))) == "bad_minutes"
        assert said(await desk.act(StaffExtend("arrest", 5))) == "not_open"
        assert await desk.act(StaffEnd("enough")) is None
        await settle()
        assert session.conduct.room.phase == "ended"
        assert said(await desk.act(StaffInject("weather"))) == "ended"


async def test_the_facilitator_decides_for_a_team_sealed_until_the_round_closes(opened, tiny) -> None:
    strict = {"vote": True, "signatures": ("head", "prosecutor"), "argue": True}
    point = tiny.decisions["let_it_go"].model_copy(update=strict)
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": point}})
    async with await opened(scenario=scenario) as session:
        assert said(await session.desk.decide("nobody", GO)) == "not_a_team"
        assert said(await session.desk.decide("north", Answer("let_it_go", ("fly",)))) == "no_such_option"
        assert await session.desk.decide("north", GO) is None
        assert taken(session) == []
        assert said(await session.desk.decide("north", GO)) == "already_answered"
        assert await session.desk.carry_on("north") is None
        assert await session.desk.carry_on("south") is None
        await settle()
        decided = taken(session)[0]
        assert (decided.team, decided.by, decided.options) == ("north", "facilitator", ("go",))


async def test_carry_on_by_the_desk_is_refused_while_a_point_blocks_and_for_a_team_of_nobody(opened) -> None:
    async with await opened() as session:
        assert said(await session.desk.carry_on("north")) == "blocking_open"
        assert said(await session.desk.carry_on("centre")) == "no_such_team"


async def test_more_talk_gives_minutes_also_when_the_clock_creeps_already(begin, wall) -> None:
    async with begin(wall=wall, talk=1) as session:
        await wall.pass_(30)
        await session.more_talk(3)
        assert session.pacer.talk_left == 210
        await wall.pass_(210 + 60)
        assert session.pacer.creeps
        now = session.conduct.engine.now
        await session.more_talk()
        assert (session.pacer.creeps, session.pacer.talk_left) == (False, 180)
        await wall.pass_(179)
        assert session.conduct.engine.now == now


async def test_the_clock_creeps_for_whom_everybody_sees_and_the_desk_can_hold_it(opened, wall) -> None:
    async with await opened(wall=wall, talk=1) as session:
        await session.seat("south", "en").ready()
        await wall.pass_(61)
        hall = await anext(session.hall("en"))
        assert (hall.creeps, hall.held, hall.waits_for) == (True, False, ("North",))
        assert (hall.clock.state, hall.clock.why) == ("creeps", "talk time is spent: 10 minutes a minute")
        assert session.seat("south", "en").view().room.waits_for == ("North",)
        assert await session.desk.hold(True) is None
        now = session.conduct.engine.now
        await wall.pass_(600)
        hall = await anext(session.hall("en"))
        assert (hall.creeps, hall.held, session.conduct.engine.now) == (False, True, now)
        await session.desk.hold(False)
        await wall.pass_(60)
        assert session.conduct.engine.now >= now + 9


class Noon(HandWall):
    def stamp(self) -> str:
        return "2026-03-02T11:00:00+05:00"


async def test_a_break_freezes_everything_and_says_when_it_ends(begin) -> None:
    wall = Noon()
    async with begin(wall=wall, talk=1) as session:
        await wall.pass_(30)
        await session.rest(20)
        hall = await anext(session.hall("en"))
        assert (hall.phase, hall.back_at, hall.room_clock) == ("paused", "11:20", "11:00")
        await wall.pass_(1200)
        assert (session.pacer.talk_left, session.conduct.engine.now) == (30, 0)
        await session.pause(False)
        hall = await anext(session.hall("en"))
        assert (hall.phase, hall.back_at) == ("talk", "")


async def test_a_break_is_not_time_behind_the_plan(begin, tiny) -> None:
    wall = Noon()  # twenty minutes are planned for three stages
    async with begin(wall=wall) as session:
        await wall.pass_(6 * 60)
        assert (await anext(session.hall("en"))).behind == 0
        await session.rest(60)
        await wall.pass_(3600)
        await session.pause(False)
        await wall.pass_(6 * 60)
        assert (await anext(session.hall("en"))).behind == round(12 - 20 / 3)


async def test_live_time_runs_as_fast_as_the_desk_says_also_after_a_resume(opened, begin, wall) -> None:
    async with await opened(("north",), wall=wall, pace="live", rate=1.0) as session:
        for rate in (0, -1, 1e9, float("nan")):
            assert said(await session.desk.speed(rate)) == "bad_rate"
        assert await session.desk.speed(4.0) is None
        await wall.pass_(10)
        assert 39 <= session.conduct.engine.now <= 40
    async with Session.resume(session.run, wall=wall) as again:
        assert again.pacer.rate == 4.0
    async with begin(("north",), facilitated=True, pin="", path=session.run.with_name("rounds.run")) as rounds:
        await rounds.desk.unlock(rounds.fresh_pin)
        assert said(await rounds.desk.speed(2.0)) == "not_live"


async def test_a_jump_says_what_would_lapse_and_then_lets_it(opened) -> None:
    async with await opened() as session:
        desk = session.desk
        assert desk.lapses(100, "en") == ()
        assert [line.partition(":")[0] for line in desk.lapses(360, "en")] == ["South", "Centre", "North"]
        assert said(await desk.jump(0)) == "time_past"
        assert await desk.jump(240) is None
        assert ("south", "default") in [(t.team, t.by) for t in taken(session)]
        assert session.conduct.engine.now == 240
        await settle()
        assert (session.conduct.room.phase, session.conduct.room.round) == ("talk", 2)
        lines = desk.lapses(300, "en")
        assert any(line.startswith("North: expected until") for line in lines)


# --- what he sees --------------------------------------------------------------------------------


async def test_the_desk_shows_every_team_and_never_what_is_sealed(opened) -> None:
    async with await opened() as session:
        before = session.desk.view("en")
        await session.seat("north", "en").submit(Answer("let_it_go", ("stop",), why_text="a secret word"))
        await session.seat("north", "en").submit(Share(("tip",), "south", "direct"))
        stop = session.desk.view("en")
        north = stop.teams[0]
        assert (north.name, north.mark, north.sealed) == ("North", "next", 2)
        assert [(p.id, p.sealed, p.blocking) for p in north.points] == [("let_it_go", True, True)]
        assert "secret" not in repr(stop)
        await session.seat("north", "en").withdraw(2)
        await session.seat("north", "en").withdraw(1)
        await session.seat("north", "en").submit(GO)
        await session.seat("north", "en").submit(Share(("tip",), "south", "slow"))
        assert session.desk.view("en") == stop != before


async def test_the_desk_counts_the_papers_that_a_team_has_not_opened(opened) -> None:
    async with await opened() as session:
        await session.desk.act(StaffInject("weather"))
        counts = [team.unopened for team in session.desk.view("en").teams]
        paper = next(p for p in session.seat("south", "en").view().inbox if "Fog" in p.subject)
        await session.seat("south", "en").opened(paper.key)
        assert [team.unopened for team in session.desk.view("en").teams] == [counts[0], counts[1] - 1, 0]


async def test_the_list_of_events_says_in_words_when_each_comes_and_what_became_of_it(opened) -> None:
    async with await opened() as session:
        desk = session.desk
        coming = {inject.id: inject for inject in desk.view("en").coming}
        assert list(coming)[:2] == ["weather", "hurry"]
        assert (coming["weather"].when, coming["weather"].minute) == ("Mon 2 Mar 10:00", 120)
        assert coming["impatient"].contingency_of == "The lorry is waiting"
        assert coming["impatient"].when == "if not in time: Let it go - Let it go under watch or Seize it now"
        assert coming["advice"].when == "when a decision or an event sends it"
        assert coming["weather"].to == ("North", "South", "Centre")
        await desk.act(StaffInject("advice"))
        await desk.jump(215)
        view = desk.view("en")
        assert [(i.id, i.cause) for i in view.past] == [
            ("hurry", "planned"), ("weather", "planned"), ("advice", "facilitator")
        ]  # fmt: skip
        (waits,) = view.expectations
        assert (waits.team, waits.minute, waits.otherwise) == ("North", 270, "The driver is impatient")
        await desk.act(StaffSkip("impatient", "they are busy"))
        assert desk.view("en").expectations == ()


async def test_the_list_of_events_says_from_when_on_the_conditions_of_a_group_count(opened, tiny) -> None:
    let_go = Inject(to=("north",), group="turns", when=Fact(name="chose.let_it_go.go"))
    turns = Group(chosen_by="first_true", at=60)
    grouped = {"injects": {**tiny.injects, "let_go": let_go}, "groups": {**tiny.groups, "turns": turns}}
    async with await opened(scenario=tiny.model_copy(update=grouped)) as session:
        (listed,) = (inject for inject in session.desk.view("en").coming if inject.id == "let_go")
        assert listed.when.startswith("from Mon 2 Mar 09:00 on: once: ")
        assert listed.minute is None


async def test_events_have_their_numbers_of_the_printed_list_and_those_to_be_chosen_come_first(opened, tiny) -> None:
    choice = Inject(to=("north",), group="mine")
    grouped = {
        "injects": {**tiny.injects, "choice": choice},
        "groups": {**tiny.groups, "mine": Group(chosen_by="facilitator", at=2000)},
    }
    async with await opened(scenario=tiny.model_copy(update=grouped)) as session:
        coming = session.desk.view("en").coming
        numbers = {name: n for n, name in enumerate((*tiny.injects, "choice"), 1)}
        assert {each.id: each.number for each in coming}.items() <= numbers.items()
        assert [each.id for each in coming if each.yours] == [coming[0].id] == ["choice"]


async def test_an_answer_of_a_teams_own_waits_for_the_ruling_and_the_story_stands(opened, tiny) -> None:
    point = tiny.decisions["watch"].model_copy(update={"something_else": True})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "watch": point}})
    async with await opened(scenario=scenario) as session:
        north, south, desk = session.seat("north", "en"), session.seat("south", "en"), session.desk
        assert await north.submit(GO) is None
        assert await south.submit(Answer("watch", ("something_else",), text="We send a boat.")) is None
        assert desk.view("en").rulings == ()
        assert said(await desk.act(StaffRule("watch", ("watch",), "ok"))) == "nothing_to_rule"
        await north.ready()
        await south.ready()
        await settle()
        hall = await anext(session.hall("en"))
        assert (session.conduct.engine.now, hall.clock.state) == (0, "stands")
        assert hall.waits_for == ("the facilitator",)
        assert hall.clock.why == "the facilitator must rule"
        (ruling,) = desk.view("en").rulings
        assert (ruling.team, ruling.text, [name for name, _ in ruling.options]) == (
            "South", "We send a boat.", ["watch", "none"]
        )  # fmt: skip
        assert desk.view("en").teams[1].points[0].waits == "ruling"
        assert said(await desk.act(StaffRule("watch", ("fly",), "x"))) == "no_such_option"
        assert await desk.act(StaffRule("watch", ("watch",), "A boat is a watch.")) is None
        await settle()
        assert session.conduct.engine.now > 0
        assert desk.view("en").rulings == ()


async def test_a_ruling_that_it_is_not_possible_puts_the_question_again(opened, tiny) -> None:
    point = tiny.decisions["watch"].model_copy(update={"something_else": True, "blocking": True})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "watch": point}})
    async with await opened(("south",), scenario=scenario) as session:
        south = session.seat("south", "en")
        await south.submit(Answer("watch", ("something_else",), text="We send a boat."))
        await south.ready()
        await settle()
        assert await session.desk.act(StaffRule("watch", (), "There is no water.")) is None
        await settle()
        assert (session.conduct.room.phase, session.conduct.room.round, session.conduct.engine.now) == ("talk", 2, 0)
        assert await south.submit(WATCH) is None


async def test_a_run_that_waits_for_a_ruling_waits_for_it_after_a_resume(opened, tiny, wall) -> None:
    point = tiny.decisions["watch"].model_copy(update={"something_else": True})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "watch": point}})
    async with await opened(("south",), scenario=scenario) as session:
        await session.seat("south", "en").submit(Answer("watch", ("something_else",), text="We send a boat."))
        await session.seat("south", "en").ready()
        await settle()
    async with Session.resume(session.run, wall=wall) as again:
        await again.pause(False)
        await wall.pass_(60)
        assert again.conduct.engine.now == 0
        assert list(again.conduct.rulings) == ["watch"]
        await again.desk.unlock(PIN)
        assert await again.desk.act(StaffRule("watch", ("watch",), "ok")) is None
        await wall.pass_(20)
        assert again.conduct.engine.now > 0
