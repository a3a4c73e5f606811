from dataclasses import replace

import pytest

from exercise.model.decisions import (
    Answer,
    Refusal,
    StaffEnd,
    StaffExtend,
    StaffInject,
    StaffMessage,
    StaffRule,
    StaffSkip,
)
from exercise.model.table import DeskInject, DeskView
from exercise.ui.screens.drawer import Drawer, Events
from exercise.ui.screens.drawer_forms import FormScreen, StaffForm
from exercise.ui.screens.drawer_pin import FreshPin, PinScreen
from exercise.ui.screens.hall import CurtainScreen, HallScreen
from exercise.ui.screens.team import TeamScreen
from tests.ui.fake_desk import DESK_VIEW, PIN, ROOM, staffed
from tests.ui.fakes import HALL_RUNS
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press, settle

OPEN = ("f9", *PIN, "enter")


def written(text: str) -> tuple[str, ...]:
    """The keys that write *text* into the editor and close it."""
    return (*text, "f2")


async def given(*keys: str, desk_view=DESK_VIEW, hall=ROOM):
    """Open the drawer, press *keys*; return table, desk and what is shown."""
    table, desk = staffed(hall, desk_view)
    async with at_table(table) as (app, pilot):
        await press(pilot, *OPEN, *keys)
        return table, desk, screen_text(app)


async def test_the_right_pin_opens_the_drawer_over_the_curtain():
    table, desk = staffed()
    async with at_table(table) as (app, pilot):
        assert isinstance(app.screen, CurtainScreen)
        await press(pilot, *OPEN)
        assert isinstance(app.screen, Drawer)
        assert not desk.locked


async def test_a_wrong_pin_and_a_wait_are_said_and_open_nothing():
    table, desk = staffed()
    async with at_table(table) as (app, pilot):
        app.word = lambda _table, refusal, _words: f"sentence for {refusal.code} {dict(refusal.names)}"
        await press(pilot, "f9", *"9999", "enter")
        assert isinstance(app.screen, PinScreen)
        assert "sentence for wrong_pin" in screen_text(app)
        desk.waits = Refusal("pin_wait", {"seconds": "5"})
        await press(pilot, *PIN, "enter")
        assert isinstance(app.screen, PinScreen)
        assert "sentence for pin_wait {'seconds': '5'}" in screen_text(app)
    assert desk.locked


async def test_the_pin_is_typed_on_a_kazakh_layout_too_and_never_shown():
    table, desk = staffed()
    async with at_table(table) as (app, pilot):
        await press(pilot, "f9", "quotation_mark", "ә", "і", "ң")
        assert PIN not in screen_text(app)
        await press(pilot, "enter")
        assert not desk.locked


async def test_the_drawer_never_opens_on_a_team_screen():
    table, desk = staffed()
    async with at_table(table) as (app, pilot):
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, TeamScreen)
        await press(pilot, *OPEN)
        assert isinstance(app.screen, TeamScreen)
        assert desk.locked


async def test_without_a_facilitator_nothing_opens():
    table, _ = staffed()
    table.desk = None
    async with at_table(table) as (app, pilot):
        await press(pilot, "f9")
        assert isinstance(app.screen, CurtainScreen)
        assert "F9" not in screen_text(app)


async def test_closing_the_drawer_locks_it_and_shows_what_the_hall_is_at():
    table, desk = staffed()
    async with at_table(table) as (app, pilot):
        await press(pilot, *OPEN)
        table.queue.put_nowait(HALL_RUNS)
        await settle(pilot)
        assert isinstance(app.screen, Drawer)
        await press(pilot, "escape")
        assert isinstance(app.screen, HallScreen)
        assert desk.locked


async def test_the_drawer_shows_teams_rulings_and_expectations_but_no_sealed_answer():
    _, _, shown = await given()
    for text in ("A ruling waits: Kazakhstan", "2 papers unopened", "1 act sealed", "by 14:20"):
        assert text in shown
    assert "ready" in shown


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("h",), ("hold", True)),
        (("р",), ("hold", True)),
        (("c", "2", "enter"), ("carry_on", "kg")),
        (("x", "1", "2", "enter"), (StaffExtend("ask", 60),)),
        (("r", "1", "enter", "enter", *written("ok"), "enter"), (StaffRule("own", ("nothing",), "ok"),)),
        (("r", "enter", "enter", *written("no"), "enter"), (StaffRule("own", (), "no"),)),
        (("q", "enter", "enter", "2", "enter"), (StaffEnd(""),)),
        (("w", "2", "1", "enter", "2", "enter"), ("rewind", 2, False)),
        (("w", "1", "2", "enter", "2", "enter"), ("rewind", 1, True)),
        (("j", "1", "enter", "2", "enter"), ("jump", 163 + 60)),
        (("i", "enter", "1", "enter", "enter"), (StaffInject("van"),)),
        (
            ("i", "enter", "2", "f2", *written("late"), "enter"),
            (StaffSkip("van", "late"),),
        ),
        (
            (
                "m",
                "2",
                "3",
                "enter",
                "3",
                "enter",
                "enter",
                *written("fog"),
                "enter",
                *written("km 9"),
                "enter",
            ),
            (StaffMessage(("kg", "kz"), "Exercise control", "fog", "km 9", "flash"),),
        ),
    ],
)
async def test_every_act_reaches_the_desk(keys, told):
    _, desk, _ = await given(*keys)
    assert desk.given == [told]


async def test_a_message_without_a_team_goes_to_all():
    _, desk, _ = await given("m", "enter", "enter", "enter", "enter", *written("a"), "enter", *written("b"), "enter")
    assert desk.given == [(StaffMessage((), "Exercise control", "a", "b", "priority"),)]


async def test_the_facilitator_decides_for_a_team_in_the_same_panel():
    _, desk, _ = await given("d", "1", "enter", "2", "enter", "2", "3", "enter")
    assert desk.given == [("decide", "kg", Answer("ask", ("direct",), ("time",), sure=3))]


async def test_the_end_is_not_called_when_the_second_answer_is_no():
    _, desk, shown = await given("q", "enter", "enter", "enter", "enter")
    assert desk.given == []
    assert "End the exercise" in shown


async def test_what_runs_out_is_named_before_the_story_runs_on():
    _, desk, shown = await given("j", "1", "enter")
    assert "How to ask Kazakhstan, before 223" in shown
    assert desk.given == []


@pytest.mark.parametrize("key", ["b", "и", "И"])
async def test_a_break_is_begun_until_a_time_of_day(key):
    table, _, _ = await given(key, "2", "enter", "enter")
    assert table.rested == [10]


async def test_a_note_keeps_team_and_tags():
    table, _, _ = await given("n", *written("well done"), "3", "1", "3", "enter", "enter")
    assert table.noted == [("well done", "kg", ("good_practice", "coordination"))]


async def test_pause_more_talk_and_skip_reach_the_table():
    table, desk = staffed()
    async with at_table(table) as (app, pilot):
        await press(pilot, *OPEN, "e", "s")
        assert (table.talked, table.hurried) == ([3], 0)
        desk.queue.put_nowait(replace(DESK_VIEW, hall=replace(ROOM, phase="runs", talk_left=None)))
        await settle(pilot)
        await press(pilot, "s")
        assert table.hurried == 1
        await press(pilot, *OPEN, "p")
        assert table.paused == [True]
        assert isinstance(app.screen, CurtainScreen)


async def test_a_refusal_is_said_and_what_was_filled_in_stays():
    table, desk = staffed()
    desk.refuses = Refusal("reason_needed")
    async with at_table(table) as (app, pilot):
        app.word = lambda _table, refusal, _words: f"sentence for {refusal.code}"
        await press(pilot, *OPEN, "i", "enter", "2", "enter", "enter", "enter")
        assert isinstance(app.screen, FormScreen)
        assert "sentence for reason_needed" in screen_text(app)
        filling = app.screen.query_one(StaffForm).filling
        assert filling is not None
        assert filling.value("do") == ("skip",)


async def test_the_list_of_events_is_filtered_by_time_and_team():
    table, _ = staffed()
    async with at_table(table, (140, 45)) as (app, pilot):
        await press(pilot, *OPEN)
        events = app.screen.query_one(Events)
        assert events.items() == ("event:van", "event:press")
        await press(pilot, "f")
        assert events.items() == ("event:lab", "event:fog")
        await press(pilot, "а", "right")
        assert events.items() == ("event:press",)


def numbered() -> DeskView:
    """Return a desk with events of the numbers 5, 56, 57 and (sent) 58."""
    made = [replace(DESK_VIEW.coming[0], id=f"e{n}", title=f"Event {n}", number=n) for n in (5, 56, 57, 58)]
    made[3] = replace(made[3], state="sent", title="Ноль")
    return replace(DESK_VIEW, coming=tuple(made[:3]), past=tuple(made[3:]))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("5", ("e5", "e56", "e57", "e58")),
        ("57", ("e57",)),
        ("58", ("e58",)),
        ("/57", ("e57",)),
        ("/nT 5", ("e5", "e56", "e57")),
        ("/ноль", ("e58",)),
        ("/nowhere", ()),
    ],
)
async def test_an_event_is_found_by_its_number_or_a_word_wherever_it_stands(typed, found):
    table, _ = staffed(ROOM, numbered())
    async with at_table(table, (140, 45)) as (app, pilot):
        await press(
            pilot,
            *OPEN,
            *("" if typed[0] == "/" else "i"),
            *("slash" if sign == "/" else "space" if sign == " " else sign for sign in typed),
        )
        assert app.screen.query_one(Events).items() == tuple(f"event:{id}" for id in found)


async def test_an_event_is_sent_by_its_number_on_the_printed_list():
    table, desk = staffed(ROOM, numbered())
    async with at_table(table) as (_app, pilot):
        await press(pilot, *OPEN, "i", "down", "5", "7", "enter", "1", "enter", "enter")
        assert [told[-1] for told in desk.given][-1] == StaffInject("e57")


async def test_escape_leaves_the_search_first_and_then_the_drawer():
    table, _ = staffed(ROOM, numbered())
    async with at_table(table) as (app, pilot):
        await press(pilot, *OPEN, "i", "5", "7", "backspace", "backspace", "q", "escape")
        assert isinstance(app.screen, Drawer)
        assert len(app.screen.query_one(Events).items()) == 3
        await press(pilot, "escape")
        assert not isinstance(app.screen, Drawer)


async def test_after_a_rewind_the_teams_begin_behind_the_curtain():
    table, _ = staffed()
    async with at_table(table) as (app, pilot):
        await press(pilot, "enter", "enter", "2")
        table.run = table.run.with_name("first_parcel_2.run")
        table.queue.put_nowait(replace(ROOM, round=2))
        await settle(pilot)
        assert isinstance(app.screen, CurtainScreen)
        await press(pilot, "enter", "enter")
        assert app.screen.deciding.draft.options == ()
        assert app.sitting.run == "runs/first_parcel_2.run"


async def test_a_break_takes_the_screen_of_one_who_plays_alone_off():
    table, _ = staffed()
    table.people, table.desk = ("kg",), None
    async with at_table(table) as (app, pilot):
        assert isinstance(app.screen, TeamScreen)
        table.queue.put_nowait(replace(ROOM, phase="paused", back_at="11:20"))
        await settle(pilot)
        shown = screen_text(app)
    assert "B R E A K" in shown
    assert "How to ask" not in shown


async def test_a_pin_that_was_made_up_is_shown_once():
    table, _ = staffed()
    table.fresh_pin = "4417"
    async with at_table(table) as (app, pilot):
        assert isinstance(app.screen, FreshPin)
        assert "Enter go on" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, CurtainScreen)


async def test_a_ruling_that_waits_is_flagged_to_the_hall():
    table, _ = staffed(replace(ROOM, waits_for=("the facilitator",)))
    async with at_table(table) as (app, _):
        assert "a ruling waits: F9" in screen_text(app)


async def test_what_staff_type_and_scenarios_say_is_never_markup():
    evil = "[@click=app.quit]press[/] \x1b]0;PWNED\x07"
    events = (DeskInject("e", evil, evil, (evil,), "pending", text=evil, note=evil),)
    view = replace(DESK_VIEW, coming=events, warnings=(evil,))
    table, _ = staffed(view=view)
    async with at_table(table, (140, 45)) as (app, pilot):
        await press(pilot, *OPEN, "i", "space")
        shown = screen_text(app)
    assert "[@click=app.quit]" in shown
    assert "\x1b" not in shown


async def test_a_team_reads_the_language_that_was_chosen_for_it():
    table, _ = staffed()
    table.tongues = {"kg": "ru"}
    async with at_table(table) as (app, pilot):
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, TeamScreen)
        assert table.languages == ["ru"]
        assert "РЕШЕНИЕ" in screen_text(app)
