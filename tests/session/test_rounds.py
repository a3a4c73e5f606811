"""Rounds: sealing, closing, leaping, stopping."""

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from exercise.model.decisions import Answer, Assign, Enquire, StaffEnd, StaffMessage
from exercise.model.durations import Fixed
from exercise.model.expressions import Fact, Not
from exercise.model.happenings import DecisionTaken
from exercise.model.play import Point
from exercise.session.wall import Tempo
from tests.session.conftest import settle

GO = Answer("let_it_go", ("go",))
WATCH = Answer("watch", ("watch",))
FOG = Fact(name="inject.weather")


def taken(session) -> list[tuple[str, str]]:
    return [(h.team, h.point) for h in session.conduct.engine.happenings if isinstance(h, DecisionTaken)]


async def test_a_refused_decision_changes_nothing(begin) -> None:
    async with begin() as session:
        before = (session.conduct.engine.digest(), session.conduct.engine.now, list(session.conduct.journal.rows))
        refusal = await session.seat("north", "en").submit(Answer("let_it_go", ("no_such",)))
        assert refusal.code == "no_such_option"
        assert (session.conduct.engine.digest(), session.conduct.engine.now, session.conduct.journal.rows) == before


async def test_a_sealed_answer_is_invisible_to_the_other_seat_and_to_the_hall(begin) -> None:
    async with begin() as session:
        north, south = session.seat("north", "en"), session.seat("south", "en")
        hall = anext(session.hall("en"))
        before = (south.view(), await hall)
        assert await north.submit(GO) is None
        assert (south.view(), await anext(session.hall("en"))) == before
        assert [sealed.number for sealed in north.view().sealed] == [1]
        assert next(point for point in north.view().points if point.id == "let_it_go").sealed


async def test_a_second_answer_to_a_point_is_refused_until_the_first_is_taken_back(begin) -> None:
    async with begin() as session:
        north = session.seat("north", "en")
        assert await north.submit(GO) is None
        assert (await north.submit(Answer("let_it_go", ("stop",)))).code == "already_answered"
        assert (await north.withdraw(2)).code == "not_sealed"
        assert await north.withdraw(1) is None
        assert await north.submit(Answer("let_it_go", ("stop",))) is None


async def test_an_act_that_conflicts_with_an_own_sealed_act_is_refused(begin) -> None:
    async with begin() as session:
        north = session.seat("north", "en")
        assert await north.submit(Assign("car", "load")) is None
        assert (await north.submit(Assign("car", "load"))).code == "unit_busy"


async def test_carry_on_is_refused_while_a_blocking_point_is_open(begin) -> None:
    async with begin() as session:
        north = session.seat("north", "en")
        refusal = await north.ready()
        assert (refusal.code, refusal.names["point"]) == ("blocking_open", "let_it_go")
        assert await north.submit(GO) is None
        assert (await north.ready(until=0)).code == "time_past"
        assert await north.ready() is None


async def test_a_round_closes_when_every_team_of_people_said_carry_on_teams_in_scenario_order(begin) -> None:
    async with begin() as session:
        north, south = session.seat("north", "en"), session.seat("south", "en")
        await south.submit(WATCH)
        await north.submit(GO)
        await south.ready()
        await settle()
        assert (taken(session), session.conduct.engine.now) == ([], 0)
        await north.ready()
        await settle()
        assert taken(session)[:3] == [("north", "let_it_go"), ("south", "watch"), ("centre", "advise")]
        closed = next(row for row in session.conduct.journal.rows if row.kind == "round_closed")
        assert closed.minute == 0


async def test_the_clock_stops_at_a_priority_message_of_a_team_of_people(begin) -> None:
    async with begin() as session:
        for team, act in (("north", GO), ("south", WATCH)):
            await session.seat(team, "en").submit(act)
            await session.seat(team, "en").ready()
        await settle()
        room = session.conduct.room
        assert (room.phase, room.round, room.why) == ("talk", 2, "happening")
        assert session.conduct.engine.now == 6  # the centre's bot advises at the start; its message takes five minutes


async def test_the_clock_stops_one_minute_before_a_limit(begin) -> None:
    async with begin(("south",)) as session:
        await session.seat("south", "en").ready()
        await settle()
        assert (session.conduct.engine.now, session.conduct.room.why) == (179, "limit")  # its point ends at 180
        await session.seat("south", "en").ready()
        await settle()
        assert ("south", "watch") in taken(session)


async def test_the_clock_stops_at_the_earliest_time_asked_for(begin) -> None:
    async with begin(("south", "centre")) as session:
        await session.seat("south", "en").ready(until=90)
        await session.seat("centre", "en").ready(until=70)
        await settle()
        assert (session.conduct.engine.now, session.conduct.room.why) == (70, "asked")


async def test_an_act_while_time_runs_is_refused(begin, wall) -> None:
    async with begin(("south",), wall=wall, tempo=Tempo()) as session:
        await session.seat("south", "en").ready()
        await settle()
        assert session.conduct.room.phase == "runs"
        assert (await session.seat("south", "en").submit(WATCH)).code == "time_runs"


async def test_a_leap_takes_its_time_on_the_wall_and_can_be_hurried(begin, wall) -> None:
    async with begin(("south",), wall=wall, tempo=Tempo()) as session:
        await session.seat("south", "en").ready(until=120)
        await wall.pass_(0.5)
        assert 30 <= session.conduct.engine.now <= 70  # half a second an empty hour
        await session.hurry()
        await wall.pass_(0.3)
        assert (session.conduct.engine.now, session.conduct.room.phase) == (120, "talk")


@pytest.mark.parametrize("until", [10, 2800])
async def test_a_leap_lasts_two_to_twelve_seconds(begin, wall, until: int) -> None:
    tempo = Tempo()
    async with begin(("centre",), wall=wall, tempo=tempo) as session:
        await session.seat("centre", "en").submit(Answer("advise", ("nothing",), why_text="x"))
        await session.seat("centre", "en").ready(until=until)
        await wall.pass_(1.9)
        assert session.conduct.room.phase == "runs"
        await wall.pass_(10.2)
        assert session.conduct.room.phase in {"talk", "ended"}


async def test_pause_freezes_the_leap(begin, wall) -> None:
    async with begin(("south",), wall=wall, tempo=Tempo()) as session:
        await session.seat("south", "en").ready()
        await wall.pass_(0.5)
        await session.pause(True)
        await wall.pass_(0.5)
        now = session.conduct.engine.now
        await wall.pass_(600)
        assert session.conduct.engine.now == now
        await session.pause(False)
        await wall.pass_(12)
        assert session.conduct.engine.now == 179


async def test_talk_time_stands_and_nothing_creeps_while_a_team_is_at_the_keyboard_that_several_share(
    begin, wall
) -> None:
    async with begin(wall=wall, talk=1) as session:
        await wall.pass_(20)
        session.at_keyboard("north")
        await wall.pass_(600)
        assert (session.pacer.talk_left, session.conduct.engine.now) == (40, 0)
        assert (await anext(session.hall("en"))).talk_stands
        session.at_keyboard("")
        await wall.pass_(40)
        assert (session.pacer.talk_left, session.pacer.creeps) == (0, True)
        session.at_keyboard("south")
        await wall.pass_(600)
        assert (session.pacer.creeps, session.conduct.engine.now) == (False, 0)
        assert "while a team is at the keyboard" in session.seat("south", "en").view().clock.why
        session.at_keyboard("")
        await wall.pass_(120)
        assert 19 <= session.conduct.engine.now <= 20


async def test_a_team_that_plays_alone_has_the_keyboard_always_and_its_talk_time_runs(begin, wall) -> None:
    async with begin(("north",), wall=wall, talk=1) as session:
        session.at_keyboard("north")
        await wall.pass_(20)
        assert session.pacer.talk_left == 40


async def test_when_talk_time_is_spent_the_clock_creeps_ten_minutes_a_minute(begin, wall) -> None:
    async with begin(("north",), wall=wall, talk=1) as session:
        await wall.pass_(60)
        assert session.pacer.talk_left == 0
        assert session.conduct.engine.now == 0
        await wall.pass_(120)
        assert 19 <= session.conduct.engine.now <= 20
        assert session.conduct.room.phase == "talk"
        await session.pause(True)
        await wall.pass_(600)
        assert 19 <= session.conduct.engine.now <= 20


async def test_a_decision_overtaken_is_told_to_its_team_and_stops_the_clock(begin, tiny, wall) -> None:
    point = tiny.decisions["let_it_go"]
    until_fog = {"go": point.options["go"].model_copy(update={"requires": Not(of=FOG)})}
    point = point.model_copy(update={"options": {**point.options, **until_fog}})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": point}})
    async with begin(("north",), wall=wall, talk=15, scenario=scenario) as session:
        north = session.seat("north", "en")
        assert await north.submit(GO) is None
        await wall.pass_(15 * 60 + 12 * 60 + 30)  # the clock creeps beyond two hours: the option closes
        assert 120 < session.conduct.engine.now < 130
        await north.ready()
        await wall.pass_(1)
        assert session.conduct.room.why == "refused"
        assert len(north.view().refused) == 1


async def test_a_sealed_answer_counts_although_the_clock_creeps_to_its_deadline_for_another(begin, wall) -> None:
    async with begin(wall=wall, talk=1) as session:
        await session.seat("south", "en").submit(WATCH)
        await session.seat("south", "en").ready()
        await wall.pass_(60 + 18 * 60 + 30)  # its point ends at 180; the north says nothing
        assert ("south", "watch") in taken(session)
        assert "defaulted.watch" in session.conduct.engine.facts
        assert session.conduct.engine.facts["defaulted.watch"] is False
        assert session.conduct.engine.now == 179
        assert (session.conduct.room.phase, session.conduct.room.round) == ("talk", 2)


async def test_a_team_called_again_by_a_new_blocking_point_is_waited_for(begin, tiny, wall) -> None:
    late = tiny.decisions["let_it_go"].model_copy(update={"when": FOG})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": late}})
    async with begin(wall=wall, talk=1, scenario=scenario) as session:
        await session.seat("north", "en").ready()
        assert (await anext(session.hall("en"))).waits_for == ("South",)
        await wall.pass_(60 + 12 * 60 + 10)  # the clock creeps for the south; the north is asked at 120
        hall = await anext(session.hall("en"))
        assert (hall.creeps, hall.waits_for, hall.next_team) == (True, ("North", "South"), "north")


async def test_the_clock_creeps_until_the_deadline_and_then_waits_for_nobody_who_has_nothing_to_answer(
    begin, wall
) -> None:
    async with begin(("south",), wall=wall, talk=1) as session:
        await wall.pass_(60 + 17 * 60)
        assert session.conduct.room.round == 1
        await wall.pass_(2 * 60)  # the point of the south has run out at 180
        assert ("south", "watch") in taken(session)
        assert session.conduct.room.round > 1


async def test_bots_answer_when_their_points_are_due_and_not_before_the_closing(begin) -> None:
    async with begin(("north",)) as session:
        await settle()
        assert taken(session) == []
        await session.seat("north", "en").submit(GO)
        await session.seat("north", "en").ready()
        await settle()
        assert {team for team, _ in taken(session)} == {"north", "south", "centre"}


async def test_at_an_open_table_one_carry_on_is_enough_and_every_seat_sees_what_any_team_learns(begin) -> None:
    async with begin(("north", "south", "centre"), pace="open") as session:
        north = session.seat("north", "en")
        assert (await session.seat("centre", "en").ready()).code == "blocking_open"
        await north.submit(GO)
        await session.seat("centre", "en").ready()
        await settle()
        assert session.conduct.engine.now > 0
        assert session.conduct.room.round == 2


async def test_at_an_open_table_talk_time_is_one_for_all_and_then_the_clock_creeps(begin, wall) -> None:
    async with begin(("north", "south"), pace="open", wall=wall, talk=1) as session:
        await session.seat("north", "en").submit(GO)
        await wall.pass_(60)
        hall = await anext(session.hall("en"))
        assert (hall.creeps, hall.waits_for) == (True, ("North", "South"))
        await session.seat("south", "en").ready()
        await wall.pass_(1)
        assert ("north", "let_it_go") in taken(session)


async def test_at_an_open_table_each_seat_withdraws_only_its_own_acts(begin) -> None:
    async with begin(("north", "south"), pace="open") as session:
        north, south = session.seat("north", "en"), session.seat("south", "en")
        await north.submit(GO)
        assert (await south.withdraw(1)).code == "not_sealed"
        assert await north.withdraw(1) is None


async def test_live_nothing_is_sealed_or_said_ready_and_more_talk_changes_nothing(begin, wall) -> None:
    async with begin(("north", "south"), wall=wall, pace="live", rate=1.0, talk=1) as session:
        assert await session.seat("north", "en").submit(GO) is None
        assert (await session.seat("north", "en").withdraw(1)).code == "not_sealed"
        assert await session.seat("north", "en").ready() is None
        await session.more_talk(5)
        await wall.pass_(120)
        hall = await anext(session.hall("en"))
        assert (hall.talk_left, hall.creeps, hall.waits_for, hall.phase) == (None, False, (), "runs")
        assert 119 <= session.conduct.engine.now <= 120


async def test_eight_minutes_of_talk_are_counted_to_the_second_and_shown_to_all(begin, wall) -> None:
    async with begin(wall=wall, talk=8) as session:
        await wall.pass_(61.5)
        assert (await anext(session.hall("en"))).talk_left == 419
        assert session.seat("south", "en").view().room.talk_left == 419


async def test_live_time_runs_by_rate_and_nothing_blocks(begin, wall) -> None:
    async with begin(("north",), wall=wall, pace="live", rate=2.0) as session:
        await wall.pass_(10)
        assert 19 <= session.conduct.engine.now <= 20
        assert {team for team, _ in taken(session)} == {"south", "centre"}  # bots think for five minutes
        assert await session.seat("north", "en").submit(GO) is None
        assert ("north", "let_it_go") in taken(session)
        await session.pause(True)
        await wall.pass_(30)
        assert session.conduct.engine.now <= 20


async def test_a_wall_clock_that_jumps_moves_the_story_by_one_tick_at_most(begin, wall) -> None:
    async with begin(("north",), wall=wall, pace="live", rate=1.0) as session:
        await wall.pass_(5)
        now = session.conduct.engine.now
        wall.time += 36_000
        await wall.pass_(0.5)
        assert session.conduct.engine.now <= now + 4


async def test_the_facilitator_acts_at_once(begin) -> None:
    async with begin() as session:
        message = StaffMessage(("south",), "Control", "Test", "A\x1b[2Jword", "flash")
        assert await session.direct(message) is None
        assert any(paper.text == "A[2Jword" for paper in session.seat("south", "en").view().inbox)
        assert await session.direct(StaffEnd("enough")) is None
        await asyncio.wait_for(session.ended(), 5)
        told = (await anext(session.hall("en"))).end
        assert told == session.seat("south", "en").view().end
        assert (told.title, told.reason) == ("Ended by the facilitator on Mon 2 Mar 08:00", "")


async def test_updates_come_at_most_four_times_a_second_while_time_runs_and_the_last_is_not_lost(begin, wall) -> None:
    async with begin(("south",), wall=wall, tempo=Tempo()) as session:
        seen: list[tuple[float, str, int]] = []

        async def watch() -> None:
            async for view in session.seat("south", "en").updates():
                seen.append((wall.time, view.clock.state, view.clock.minute))  # noqa: PERF401 - as they come

        watching = asyncio.create_task(watch())
        await session.seat("south", "en").ready()
        await wall.pass_(15)
        assert seen[-1][1:] == ("stands", 179)
        runs = [when for when, state, _ in seen if state == "runs"]
        assert len(runs) > 4
        assert all(later - earlier >= 0.25 - 1e-9 for earlier, later in pairwise(runs))
        await session.close()
        await watching


async def test_typed_words_are_cleaned_before_they_are_kept(begin) -> None:
    async with begin(("centre",)) as session:
        await session.seat("centre", "en").submit(Answer("advise", ("nothing",), why_text="so\x1b]0;x\x07 it\u202e is"))
        (decision,) = session.conduct.room.sealed["centre"]
        assert decision.act.why_text == "so]0;x it is"


async def test_no_decision_waits_for_roles_that_are_all_busy(begin, tiny) -> None:
    point = tiny.decisions["let_it_go"].model_copy(update={"roles": ("head",)})
    other = point.model_copy(update={"options": {"go": point.options["go"]}})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "let_it_go": point, "second": other}})
    async with begin(("north",)) as session:
        session.conduct.scenario = scenario
        assert session.conduct.blocking("north") == ["let_it_go"]
        await session.seat("north", "en").submit(replace(GO), "head")
        assert session.conduct.blocking("north") == []


async def test_what_a_busy_role_must_decide_holds_up_no_round_and_is_asked_again_when_it_is_free(begin, tiny) -> None:
    def by_the_head(name: str) -> Point:
        return tiny.decisions[name].model_copy(update={"roles": ("head",), "team": "north", "blocking": True})

    points = {name: by_the_head(name) for name in ("let_it_go", "watch")}
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, **points}})
    async with begin(("north",), scenario=scenario) as session:
        north = session.seat("north", "en")
        assert await north.submit(GO, "head") is None
        assert (await north.submit(Answer("watch", ("none",)), "head")).code == "role_busy"
        assert {point.id: point.blocking for point in north.view().points if not point.sealed} == {"watch": False}
        for minute, why in ((6, "happening"), (15, "role")):
            assert await north.ready() is None
            await settle()
            assert (session.conduct.engine.now, session.conduct.room.stopped) == (minute, why)
        assert north.view().clock.why == "somebody who may sign is free again"
        assert await north.submit(Answer("watch", ("none",)), "head") is None


async def test_enquiries_are_sealed_like_answers(begin) -> None:
    async with begin(("south",)) as session:
        south = session.seat("south", "en")
        assert await south.submit(Enquire("registry", "owner")) is None
        assert not any(h.__class__.__name__ == "EnquirySent" for h in session.conduct.engine.happenings)
        await south.ready()
        await settle()
        assert any(h.__class__.__name__ == "EnquirySent" for h in session.conduct.engine.happenings)


async def test_the_form_of_an_enquiry_says_how_long_a_body_usually_takes_whatever_is_asked(begin, tiny) -> None:
    rich = tiny.bodies["registry"].answers["owner"].model_copy(update={"takes": Fixed(minutes=600)})
    body = tiny.bodies["registry"].model_copy(update={"answers": {"owner": rich}, "learns": ("south",)})
    async with begin(scenario=tiny.model_copy(update={"bodies": {"registry": body}})) as session:
        (form,) = (form for form in session.seat("north", "en").view().forms if form.id == "enquire")
        whom, about = form.fields
        ((_, label, *_),) = whom.choices
        assert label == "Registry of vehicles (South will know) · usually 30 m – 2 h"
        assert all("usually" not in label for _, label, *_ in about.choices)
