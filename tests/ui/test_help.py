"""Help: every key stands clear of its words."""

from typing import get_args

import pytest

from exercise.model.language import language
from exercise.ui.rows import lay
from exercise.ui.screens.hall import HallScreen
from exercise.ui.screens.help import About, HelpSheet
from tests.ui.fake_desk import PIN, staffed
from tests.ui.fakes import VIEW, FakeSeat, FakeTable, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press, settle, standing_app


@pytest.mark.parametrize("about", get_args(About))
@pytest.mark.parametrize("tag", ["en", "ru"])
def test_no_key_runs_into_its_words(tag, about):
    sheet = HelpSheet(standing_app(tag).look, about, HallScreen.BINDINGS, id="help")
    lines = [line.content.plain for line in lay(sheet.rows(69, 20), 69)]
    for key, text in sheet.listed():
        assert any(line.startswith(f"   {key}  ") and text.split()[0] in line for line in lines), key


async def test_letters_with_their_twins_stand_clear_of_their_words_on_a_small_screen():
    app = standing_app("ru")
    app.sit(solo(), resumed=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f1", "pagedown", "pagedown")
        text = screen_text(app)
    assert "b/и m/ь r/к u/г i/ш  почта" in text
    assert "…" not in text


async def test_the_help_on_a_seat_is_in_the_language_of_the_seat():
    table = solo()
    table.tongues = {"kg": "ru"}
    async with at_table(table) as (app, pilot):
        await press(pilot, "f1", "end")
        assert language("ru").t("leave; everything is kept") in screen_text(app)


async def test_the_help_at_the_curtain_lists_the_keys_of_the_curtain():
    async with at_table(FakeTable(FakeSeat(VIEW))) as (app, pilot):
        await press(pilot, "f1")
        text = screen_text(app)
    assert "Twice: open the screen of the team called" in text
    assert "3 minutes more talk in this round" in text
    assert "File a request" not in text
    assert "how to read" not in text.lower()


async def test_the_help_in_the_drawer_lists_the_keys_of_the_drawer():
    table, _ = staffed()
    async with at_table(table, (100, 40)) as (app, pilot):
        await press(pilot, "f9", *PIN, "enter", "f1")
        text = screen_text(app)
    for said in ("Carry on for a team", "While time runs: to the stop at once", "Close and lock"):
        assert said in text
    assert "share, call or meet" not in text
