from dataclasses import replace

import pytest

from exercise.ui.screens.hall import CurtainScreen, HallScreen
from exercise.ui.screens.help import Help
from exercise.ui.screens.team import TeamScreen
from exercise.ui.screens.too_small import TooSmall
from tests.ui.fake_desk import staffed
from tests.ui.fakes import HALL, HALL_ENDED, HALL_RUNS, VIEW, FakeSeat, FakeTable, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press, settle

SECRETS = ("booked on the van", "Laboratory", "R-1", "UNDER CONTROL", "How to ask", "Unit 2")


def room(first=HALL) -> FakeTable:
    return FakeTable(FakeSeat(VIEW), first)


async def test_two_enters_open_the_curtain_and_one_does_not():
    async with at_table(room()) as (app, pilot):
        assert isinstance(app.screen, CurtainScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, CurtainScreen)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, CurtainScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, TeamScreen)


async def test_the_curtain_falls_when_another_team_is_called():
    table = room()
    async with at_table(table) as (app, pilot):
        await press(pilot, "enter", "enter")
        table.queue.put_nowait(replace(HALL, next_team="kz"))
        await settle(pilot)
        assert isinstance(app.screen, CurtainScreen)
        assert "KAZAKHSTAN · ҚАЗАҚСТАН · КАЗАХСТАН" in screen_text(app)


async def test_the_table_knows_which_team_is_at_the_keyboard_and_that_none_is():
    table = room()
    async with at_table(table) as (app, pilot):
        await press(pilot, "enter", "enter")
        assert table.sat == ["", HALL.next_team]
        table.queue.put_nowait(replace(HALL, talk_stands=True, talk_left=100))
        await settle(pilot)
        assert not app.countdown.moves
        table.queue.put_nowait(replace(HALL, next_team="kz"))
        await settle(pilot)
        assert table.sat[-1] == ""
        assert app.countdown.moves


async def test_the_curtain_says_which_teams_vote_before_they_talk_and_nothing_of_the_question():
    teams = tuple(replace(team, votes=team.id != "caricc") for team in HALL.teams)
    async with at_table(room(replace(HALL, teams=teams)), (80, 24)) as (app, _):
        text = screen_text(app)
    assert "before the talk, a silent vote: Kyrgyzstan, Kazakhstan" in text
    async with at_table(room(), (80, 24)) as (app, _):
        assert "silent vote" not in screen_text(app)


async def test_a_pause_hides_the_team_screen_and_the_curtain_comes_after_it():
    table = room()
    async with at_table(table) as (app, pilot):
        await press(pilot, "enter", "enter")
        table.queue.put_nowait(replace(HALL, phase="paused"))
        await settle(pilot)
        assert isinstance(app.screen, HallScreen)
        assert "P A U S E" in screen_text(app)
        table.queue.put_nowait(HALL)
        await settle(pilot)
        assert isinstance(app.screen, CurtainScreen)


async def test_while_time_runs_the_hall_sees_the_hour_and_nothing_of_any_team():
    async with at_table(room(HALL_RUNS), (80, 24)) as (app, _):
        text = screen_text(app)
    assert "T I M E   R U N S" in text
    assert not [secret for secret in SECRETS if secret in text]


async def test_the_curtain_holds_nothing_of_any_team():
    async with at_table(room(), (80, 24)) as (app, _):
        text = screen_text(app)
    assert not [secret for secret in SECRETS if secret in text]


async def test_a_resumed_run_opens_on_the_curtain_even_when_one_plays_alone():
    async with at_table(solo(), resumed=True) as (app, pilot):
        assert isinstance(app.screen, CurtainScreen)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, TeamScreen)


async def test_one_who_plays_alone_begins_at_once():
    async with at_table(solo()) as (app, _):
        assert isinstance(app.screen, TeamScreen)


async def test_the_end_is_told_to_the_whole_hall():
    async with at_table(room(HALL_ENDED)) as (app, _):
        assert "Held in Almaty, the organiser named" in screen_text(app)


async def test_a_window_too_small_says_so_and_recovers():
    async with at_table(solo(), (70, 20)) as (app, pilot):
        assert isinstance(app.screen, TooSmall)
        assert "80 by 24 characters; this one holds 70 by 20" in screen_text(app)
        assert "--plain" in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert isinstance(app.screen, TeamScreen)


async def test_nothing_opens_over_a_window_that_is_too_small():
    table, _ = staffed()
    async with at_table(table, (60, 20)) as (app, pilot):
        await press(pilot, "ctrl+p", "f1", "f9", "p")
        assert isinstance(app.screen, TooSmall)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert isinstance(app.screen, CurtainScreen)


async def test_a_window_made_larger_under_another_screen_is_not_called_too_small_after_it():
    async with at_table(room(), (60, 20)) as (app, pilot):
        app.push_screen(Help(app.look, "other"))
        await settle(pilot)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, CurtainScreen)
        assert not any(isinstance(screen, TooSmall) for screen in app.screen_stack)


async def test_what_one_was_writing_is_there_after_the_curtain():
    table = room()
    async with at_table(table) as (app, pilot):
        await press(pilot, "enter", "enter", "2", "enter", "1")
        table.queue.put_nowait(replace(HALL, next_team="kz"))
        await settle(pilot)
        table.queue.put_nowait(HALL)
        await settle(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, TeamScreen)
        draft = app.screen.deciding.draft
        assert draft is not None
        assert draft.options == ("direct",)


async def test_one_word_is_said_of_a_story_that_creeps():
    creeping = replace(HALL, clock=replace(HALL.clock, state="creeps", why="talk time is spent"), talk_left=0)
    async with at_table(room(creeping)) as (app, _):
        text = screen_text(app)
    assert "story creeps, Mon 2 Mar 10:43" in text
    assert "stands" not in text


@pytest.mark.parametrize(
    ("load", "said"),
    [
        ("", "What is known of the consignment, each team"),
        ("waits", "The consignment waits to set off."),
        ("moves", "The consignment moves."),
        ("held", "The consignment is held."),
        ("over", "The consignment's road is over."),
    ],
)
async def test_the_hall_says_of_the_consignment_what_every_team_knows(load, said):
    async with at_table(room(replace(HALL_RUNS, load=load))) as (app, _):
        assert said in screen_text(app)
