"""Help: every key stands clear of its words."""

import pytest

from exercise.ui.rows import lay
from exercise.ui.screens.help import HelpSheet
from tests.ui.fakes import solo
from tests.ui.screen import screen_text
from tests.ui.sitting import press, settle, standing_app


@pytest.mark.parametrize("home", [True, False])
@pytest.mark.parametrize("tag", ["en", "ru"])
def test_no_key_runs_into_its_words(tag, home):
    sheet = HelpSheet(standing_app(tag).look, home=home, id="help")
    lines = [line.content.plain for line in lay(sheet.rows(69, 20), 69)]
    for key, text in sheet.home_keys() if home else sheet.keys():
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
