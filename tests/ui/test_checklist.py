from exercise.ui.choosing import begin
from exercise.ui.parts.desk_checklist import as_checked, checklist, unfit
from exercise.ui.screens.drawer_forms import FormScreen
from exercise.ui.screens.home import HomeScreen
from tests.ui.homes import CARDS
from tests.ui.screen import screen_text
from tests.ui.sitting import press, standing_app
from tests.ui.test_home import at_home

CHOOSING = begin(CARDS, (), 4417)
LOOK = standing_app().look
SETUP = CHOOSING.setup("en")
START = checklist(CHOOSING, LOOK)
assert SETUP is not None
assert START is not None


def test_left_as_it_is_the_checklist_gives_eight_minutes_and_a_facilitator():
    setup = as_checked(SETUP, START)
    assert (setup.talk_minutes, setup.facilitated, setup.pin, setup.copy_to, setup.seed) == (8, True, "", "", 4417)
    assert setup.languages == {"kg": "en", "kz": "en", "caricc": "en"}


def test_every_line_of_the_checklist_reaches_the_setup():
    filling = START.write("pin", "2468").write("copy", "E:\\").write("seed", "7")
    values = {**filling.values, "staff": ("own",), "talk": ("12",), "language:kz": ("ru",)}
    setup = as_checked(SETUP, type(START)(START.form, values=values))
    shown = (setup.talk_minutes, setup.facilitated, setup.pin, setup.copy_to, setup.seed)
    assert shown == (12, True, "2468", "E:\\", 7)
    assert setup.languages["kz"] == "ru"


def test_an_own_pin_needs_four_digits():
    filling = type(START)(START.form, values={**START.values, "staff": ("own",), "pin": ("12a4",)})
    assert "4 to 12 digits" in unfit(filling, LOOK)
    assert unfit(filling.write("pin", "1234"), LOOK) == ""


def test_a_pin_that_was_typed_counts_although_one_would_be_made_up():
    filling = START.write("pin", "2468")
    assert (filling.value("staff"), unfit(filling, LOOK)) == (("made_up",), "")
    assert as_checked(SETUP, filling).pin == "2468"
    assert "4 to 12 digits" in unfit(filling.write("pin", "24"), LOOK)


def test_a_pin_for_nobody_is_told_not_dropped():
    filling = type(START)(START.form, values={**START.values, "staff": ("nobody",), "pin": ("1234",)})
    assert "leave one out" in unfit(filling, LOOK)


def test_nobody_means_no_pin():
    filling = type(START)(START.form, values={**START.values, "staff": ("nobody",), "pin": ("1234",)})
    setup = as_checked(SETUP, filling)
    assert (setup.facilitated, setup.pin) == (False, "")


async def test_the_home_screen_starts_with_the_checklist():
    async with at_home(runs=()) as (app, pilot, desk):
        await press(pilot, "4", "end")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, FormScreen)
        assert "Language of Kazakhstan" in screen_text(app)
        await press(pilot, *["enter"] * 9)
        assert [setup.talk_minutes for setup in desk.started] == [8]
