"""The command palette: every text of it is in the reader's language, and what is chosen is done."""

from __future__ import annotations

import re

import pytest
from textual.binding import Binding
from textual.command import CommandInput, CommandList, CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen

from exercise.ui.app import ExerciseApp
from exercise.ui.commands import commands
from exercise.ui.screens.debrief import DebriefScreen
from exercise.ui.screens.drawer import Drawer
from exercise.ui.screens.drawer_pin import FreshPin, PinScreen
from exercise.ui.screens.hall import CurtainScreen, HallScreen
from exercise.ui.screens.help import Help
from exercise.ui.screens.home import HomeScreen
from exercise.ui.screens.team import TeamScreen
from exercise.ui.screens.words import Words
from tests.model.words import translated
from tests.ui.fakes import solo
from tests.ui.sitting import press, settle, standing_app

SCREENS = (
    ExerciseApp,
    TeamScreen,
    HomeScreen,
    HallScreen,
    CurtainScreen,
    DebriefScreen,
    Drawer,
    PinScreen,
    FreshPin,
    Help,
    Words,
)
LATIN = re.compile(r"[A-Za-z]{3,}")


def seated(tag: str) -> ExerciseApp:
    app = standing_app(tag)
    app.sit(solo(), resumed=False)
    return app


async def listed(app: ExerciseApp, pilot: Pilot[int], first: str = "") -> str:
    """What the open palette lists, once its first line begins with *first*."""
    text = ""
    for _ in range(500):
        found = app.screen.query_one(CommandList)
        text = "\n".join(str(found.get_option_at_index(n).prompt) for n in range(found.option_count))
        if text and text.startswith(first):
            break
        await pilot.pause()
    return text


@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.__name__)
def test_every_act_of_a_screen_has_a_russian_name_and_help(kind):
    kept = translated("ru")
    acts = [each for each in kind.BINDINGS if isinstance(each, Binding) and not each.id.split(".")[-1].isdigit()]
    assert acts
    assert not [text for each in acts for text in (each.description, each.tooltip) if kept.get(text) is None]


async def test_a_russian_palette_has_no_english_word():
    app = seated("ru")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        assert app.screen.query_one(CommandInput).placeholder == "Найти команду ..."
        text = await listed(app, pilot)
        assert {"Цвета", "Ускорить", "Выйти"} <= set(text.splitlines())
        assert set(LATIN.findall(text)) <= {"Enter", "Esc", "Tab"}
        await press(pilot, *"жжж")
        assert await listed(app, pilot, "Такой") == "Такой команды нет."


async def test_the_palette_speaks_the_language_of_the_screen_not_of_the_hall():
    app = seated("en")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, TeamScreen)
        app.screen.look = standing_app("ru").look
        await press(pilot, "ctrl+p")
        assert "Выйти" in await listed(app, pilot)


async def test_what_is_chosen_in_the_palette_is_done():
    app = seated("ru")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", *"карта")
        assert (await listed(app, pilot, "Карта")).startswith("Карта")
        await press(pilot, "enter")
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.right == "map"


async def test_digits_are_no_commands():
    app = seated("en")
    async with app.run_test() as pilot:
        await settle(pilot)
        screen: Screen[object] = app.screen
        names = [each.title for each in commands(app, screen, app.look)]
    assert "Choose" not in names
    assert "Carry on" in names
