"""Whole screens as text, compared with the files in ``goldens``; set UPDATE_GOLDENS=1 to write them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exercise.ui.app import ExerciseApp
from exercise.ui.choosing import begin
from tests.ui.fakes import HALL, HALL_RUNS, RUNNING, STOPPED, VIEW, FakeSeat, FakeTable, solo
from tests.ui.homes import CARDS, RUNS
from tests.ui.screen import screen_text
from tests.ui.sitting import press, settle, standing_app

GOLDENS = Path(__file__).parent / "goldens"
SIZES = ((80, 24), (100, 30), (140, 45))
TABLES = {
    "deciding": (lambda: solo(VIEW), ("2",)),
    "signing": (lambda: solo(VIEW), ("2", "enter", "1", "2", "3")),
    "agenda": (lambda: solo(VIEW), ("escape",)),
    "filing": (lambda: solo(VIEW), ("f", "enter")),
    "running": (lambda: solo(RUNNING), ()),
    "stopped": (lambda: solo(STOPPED), ()),
    "curtain": (lambda: FakeTable(FakeSeat(VIEW), HALL), ()),
    "hall": (lambda: FakeTable(FakeSeat(VIEW), HALL_RUNS), ()),
    "home": (None, ()),
}


async def never(_: object) -> FakeTable:
    raise AssertionError("nothing is started here")


def seated(name: str) -> ExerciseApp:
    app = standing_app()
    table = TABLES[name][0]
    if table is None:
        app.at_home(begin(CARDS, RUNS, 4417), never, never)
    else:
        app.sit(table(), resumed=False)
    return app


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", TABLES)
async def test_the_screen_is_as_it_was_approved(name: str, size: tuple[int, int]) -> None:
    app = seated(name)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *TABLES[name][1])
        shown = screen_text(app) + "\n"
    golden = GOLDENS / f"{name}_{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert "…" not in shown
