"""The opening: a frame stands while a table is opened behind it; what is typed meanwhile is not lost."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.pilot import Pilot

from exercise.model.table import Table
from exercise.ui.app import ExerciseApp
from exercise.ui.opening import Opening, OpeningFrame
from exercise.ui.screens.hall import CurtainScreen
from exercise.ui.screens.team import TeamScreen
from tests.ui.fakes import FakeTable, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import settle, standing_app


class Door:
    """Opens a table once it is let."""

    def __init__(self, table: FakeTable, fault: Exception | None = None) -> None:
        self.table, self.fault = table, fault
        self.let = threading.Event()
        self.asked = threading.Event()

    def open(self) -> Table:
        self.asked.set()
        assert self.let.wait(30)
        if self.fault is not None:
            raise self.fault
        return self.table


@asynccontextmanager
async def at_door(
    door: Door, *, resumed: bool = False, tag: str = "en"
) -> AsyncIterator[tuple[ExerciseApp, Pilot[int]]]:
    app = standing_app()
    app.opening = Opening("first_parcel", door.open, resumed, tag)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        try:
            await asyncio.to_thread(door.asked.wait, 30)
            yield app, pilot
        finally:
            door.let.set()


async def opened(door: Door, app: ExerciseApp, pilot: Pilot[int]) -> None:
    door.let.set()
    await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "opening"])
    await settle(pilot)


async def test_the_frame_says_what_is_opened_before_it_is_open() -> None:
    async with at_door(Door(solo())) as (app, _):
        shown = screen_text(app)
        assert "first_parcel" in shown
        assert "Opening ..." in shown
        assert app.screen.query_one(OpeningFrame).display
        assert app.sitting is None


async def test_the_table_takes_the_place_of_the_frame() -> None:
    door = Door(solo())
    async with at_door(door) as (app, pilot):
        await opened(door, app, pilot)
        assert isinstance(app.screen, TeamScreen)
        assert "Opening" not in screen_text(app)


async def test_keys_typed_meanwhile_are_taken_by_the_table_in_their_order() -> None:
    door = Door(solo())
    async with at_door(door) as (app, pilot):
        await pilot.press("b", "u")
        assert app.typed.is_kept
        await opened(door, app, pilot)
        assert isinstance(app.screen, TeamScreen)
        assert (app.screen.left, app.screen.right) == ("inbox", "units")
        assert not app.typed.is_kept
        await pilot.press("r")
        await settle(pilot)
        assert app.screen.right == "requests"


async def test_after_a_resume_the_curtain_comes_first() -> None:
    door = Door(solo())
    async with at_door(door, resumed=True) as (app, pilot):
        await opened(door, app, pilot)
        assert isinstance(app.screen, CurtainScreen)


async def test_a_pin_that_is_shown_once_is_not_put_away_by_keys_typed_before() -> None:
    from exercise.ui.screens.drawer_pin import FreshPin

    door = Door(replace(solo(), fresh_pin="4711"))
    async with at_door(door) as (app, pilot):
        await pilot.press("enter", "escape", "space")
        await opened(door, app, pilot)
        assert isinstance(app.screen, FreshPin)


async def test_without_a_language_asked_for_the_room_keeps_its_own() -> None:
    for tag, spoken in (("", "ru"), ("en", "en")):
        door = Door(replace(solo(), spoken="ru"))
        async with at_door(door, tag=tag) as (app, pilot):
            await opened(door, app, pilot)
            assert app.look.words.tag == spoken


async def test_one_may_leave_while_it_is_opened() -> None:
    door = Door(solo())
    async with at_door(door) as (app, pilot):
        await pilot.press("ctrl+q")
        assert app.return_code == 0
        assert app.sitting is None


async def test_what_goes_wrong_ends_the_screens_and_is_kept_for_whoever_runs_them() -> None:
    door = Door(solo(), fault=LookupError("There is no scenario 'x'."))
    async with at_door(door) as (app, _):
        door.let.set()
        await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "opening"])
        assert app.fault is door.fault
        assert app.return_value == 1
