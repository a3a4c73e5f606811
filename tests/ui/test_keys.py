import pytest
from textual.binding import Binding
from textual.keys import _character_to_key

from exercise.model.decisions import Answer
from exercise.ui import keys
from exercise.ui.app import ExerciseApp
from exercise.ui.screens.debrief import DebriefScreen
from exercise.ui.screens.drawer import Drawer, Events
from exercise.ui.screens.drawer_pin import FreshPin, PinScreen
from exercise.ui.screens.hall import CurtainScreen, HallScreen
from exercise.ui.screens.help import Help
from exercise.ui.screens.home import HomeScreen
from exercise.ui.screens.team import TeamScreen
from exercise.ui.screens.words import Words
from exercise.ui.widgets.deciding import DecidingPanel
from exercise.ui.widgets.forming import FormingPanel
from exercise.ui.widgets.panes import Agenda, StopCard
from exercise.ui.widgets.sheet import Pick
from tests.ui.fakes import FakeTable, solo
from tests.ui.sitting import at_table, press

BOUND = (
    ExerciseApp,
    TeamScreen,
    HomeScreen,
    HallScreen,
    CurtainScreen,
    DecidingPanel,
    FormingPanel,
    Agenda,
    StopCard,
    Pick,
    DebriefScreen,
    Help,
    Words,
    Drawer,
    Events,
    PinScreen,
    FreshPin,
)
BINDINGS = [binding for kind in BOUND for binding in kind.BINDINGS if isinstance(binding, Binding)]


def test_every_binding_has_a_name_for_keymaps_and_words_for_readers():
    for binding in BINDINGS:
        assert binding.id, binding
        assert binding.description, binding
        assert binding.tooltip, binding
    ids = [binding.id for binding in BINDINGS]
    assert len(ids) == len(set(ids))


def test_every_letter_and_digit_is_bound_with_its_twins():
    for binding in BINDINGS:
        names = binding.key.split(",")
        for name in names:
            for twin in keys.TWINS.get(name, ()):
                assert twin in names, binding


def test_the_names_of_twins_are_what_the_parser_delivers():
    for kazakh, digit in zip('"әіңғ,.үұқ', "1234567890", strict=True):
        assert keys.TWINS[digit] == (_character_to_key(kazakh),)
    assert keys.TWINS["m"] == (_character_to_key("ь"),)


@pytest.mark.parametrize(
    ("twin", "pane"),
    [
        ("m", "map"),
        ("ь", "map"),
        ("к", "requests"),
        ("r", "requests"),
        ("К", "requests"),
        ("ш", "intel"),
        ("г", "units"),
    ],
)
async def test_a_letter_opens_its_pane_in_any_layout(twin, pane):
    async with at_table(solo(), (80, 24)) as (app, pilot):
        await press(pilot, twin)
        assert app.screen.focused is not None
        assert app.screen.focused.id == pane


async def test_a_decision_is_taken_on_a_kazakh_layout():
    table: FakeTable = solo()
    async with at_table(table) as (_, pilot):
        await press(pilot, "ә", "enter", "quotation_mark", "ә", "і", "enter", "enter")
    assert table.fake.acts == [(Answer("ask", ("direct",), ("evidence",), "", ("bilateral",), 3), "head")]
