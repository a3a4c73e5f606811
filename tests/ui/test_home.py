from contextlib import asynccontextmanager
from pathlib import Path

from exercise.ui.choosing import begin
from exercise.ui.home_model import Setup
from exercise.ui.screens.hall import CurtainScreen
from exercise.ui.screens.home import HomeScreen
from exercise.ui.screens.team import TeamScreen
from tests.ui.fakes import solo
from tests.ui.homes import CARDS, RUNS
from tests.ui.screen import screen_text
from tests.ui.sitting import press, settle, standing_app


class Desk:
    def __init__(self) -> None:
        self.table = solo()
        self.started: list[Setup] = []
        self.resumed: list[Path] = []
        self.fault = ""

    async def start(self, setup: Setup):
        self.started.append(setup)
        if self.fault:
            raise ValueError(self.fault)
        return self.table

    async def resume(self, path: Path):
        self.resumed.append(path)
        return self.table


@asynccontextmanager
async def at_home(runs=RUNS, size=(100, 30)):
    desk = Desk()
    app = standing_app()
    app.at_home(begin(CARDS, runs, 4417), desk.start, desk.resume)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot, desk


async def test_enter_goes_on_with_the_latest_run_behind_the_curtain():
    async with at_home() as (app, pilot, desk):
        await press(pilot, "enter")
        assert desk.resumed == [Path("runs/a.run")]
        assert isinstance(app.screen, CurtainScreen)


async def test_a_new_exercise_is_chosen_in_four_enters():
    async with at_home(runs=()) as (app, pilot, desk):
        await press(pilot, "down", "enter", "enter", "enter")
        assert desk.started == [Setup(CARDS[1].source, "rounds", ("tj", "uz"), "en", 4417)]
        assert isinstance(app.screen, TeamScreen)


async def test_solo_play_leaves_the_other_teams_to_the_program():
    async with at_home(runs=()) as (_, pilot, desk):
        await press(pilot, "enter", "end", "enter", "up", "up", "enter", "end", "enter")
        assert [setup.people for setup in desk.started] == [("kz",)]


async def test_open_play_is_asked_for_as_such():
    async with at_home(runs=()) as (_, pilot, desk):
        await press(pilot, "enter", "down", "enter", "enter")
        assert [(setup.pace, setup.people) for setup in desk.started] == [("open", ("kg", "kz", "caricc"))]


async def test_what_hinders_a_start_is_said():
    async with at_home(runs=()) as (app, pilot, desk):
        desk.fault = "scenario.yaml:3:1 the title is missing"
        await press(pilot, "enter", "enter", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "the title is missing" in screen_text(app)


async def test_the_other_language_keeps_what_was_chosen():
    async with at_home(runs=()) as (app, pilot, _):
        await press(pilot, "down", "enter", "f2")
        assert isinstance(app.screen, HomeScreen)
        assert app.look.words.tag == "ru"
        assert "Северная дорога" in screen_text(app)


async def test_a_team_of_nobody_starts_nothing():
    async with at_home(runs=()) as (_, pilot, desk):
        await press(pilot, "4", "home", "enter", "down", "enter", "down", "enter", "end", "enter")
        assert desk.started == []


async def test_the_help_of_the_home_screen_speaks_of_the_home_screen():
    async with at_home() as (app, pilot, _):
        await press(pilot, "f1")
        shown = screen_text(app)
        assert "How to begin" in shown
        assert "the other language" in shown
        assert "carry on" not in shown


async def test_a_long_message_is_not_cut():
    async with at_home() as (app, pilot, desk):
        desk.fault = "The run first_parcel-20260302-105244 is open in another window or program; close it there first."
        await press(pilot, "4", "enter")
        await settle(pilot)
        assert desk.fault in " ".join(screen_text(app).replace("[English]", "").replace("Русский", "").split())


async def test_once_the_shelf_is_looked_through_enter_goes_on_with_the_run_that_is_not_finished():
    desk, app = Desk(), standing_app()
    app.at_home(None, desk.start, desk.resume, lambda: (CARDS, RUNS[::-1]))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert (desk.resumed, desk.started) == ([Path("runs/a.run")], [])


async def test_one_pointer_shows_where_enter_works():
    async with at_home() as (app, _, _):
        assert screen_text(app).count("►") == 1


async def test_space_ticks_a_team_and_begins_nothing():
    async with at_home(runs=()) as (app, pilot, desk):
        await press(pilot, "4", "home", "space", "end", "space")
        assert desk.started == []
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "up", "enter")
        assert [setup.people for setup in desk.started] == [("kz", "caricc")]
