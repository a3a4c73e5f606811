"""Sitting down at a hand-made table: applications whose clocks stand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from exercise.model.language import language
from exercise.ui.app import ExerciseApp
from tests.ui.fakes import FakeTable


def standing_app(tag: str = "en") -> ExerciseApp:
    return ExerciseApp(language(tag), signs="full", now=lambda: 0.0, wall=lambda: "10:52")


@asynccontextmanager
async def at_table(
    table: FakeTable, size: tuple[int, int] = (100, 30), *, resumed: bool = False
) -> AsyncIterator[tuple[ExerciseApp, Pilot[int]]]:
    app = standing_app()
    app.sit(table, resumed=resumed)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield app, pilot


async def settle(pilot: Pilot[int]) -> None:
    """Let what was asked for come to the screen."""
    for _ in range(4):
        await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, each time waiting until the screen has taken it."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
