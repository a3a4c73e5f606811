"""The row on top: who one is and the stage keep their place, who holds the load gives way."""

from dataclasses import replace

import pytest

from exercise.ui.parts.bars import keys_row, who_row
from exercise.ui.rows import lay
from tests.ui.fakes import VIEW
from tests.ui.sitting import standing_app

LOOK = standing_app().look
CROWDED = replace(
    VIEW,
    name="Kazakhstan",
    stage_number=7,
    stages=10,
    stage="Controlled movement",
    control="UNDER CONTROL (KZ Mobile group Centre (two crews), Mobile group South)",
)


def shown(width: int, control: str = CROWDED.control) -> str:
    (line,) = lay([who_row(replace(CROWDED, control=control), LOOK, width)], width)
    return line.content.plain.strip()


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_long_unit_never_pushes_the_stage_out(width):
    assert shown(width).startswith("KAZAKHSTAN  Stage 7 of 10  Controlled movement  ")
    assert "● UNDER CONTROL (KZ" in shown(width)


def test_the_unit_is_made_shorter_at_a_word_down_to_the_code():
    told = [shown(width).partition("● ")[2] for width in (140, 102, 94, 86, 78, 67)]
    assert told == [
        "UNDER CONTROL (KZ Mobile group Centre (two crews), Mobile group South)",
        "UNDER CONTROL (KZ Mobile group Centre (two crews))",
        "UNDER CONTROL (KZ Mobile group Centre)",
        "UNDER CONTROL (KZ Mobile group)",
        "UNDER CONTROL (KZ Mobile)",
        "UNDER CONTROL (KZ)",
    ]


@pytest.mark.parametrize("control", ["LOST since 10:43", "HELD", "odd ) brackets)"])
def test_a_sentence_without_a_bracket_at_its_end_stays_whole(control):
    assert control in shown(80, control)


def test_letters_of_the_panes_stand_alone_where_their_words_find_no_room():
    then = (("d", "to do"), ("m", "map"), ("r", "requests"), ("u", "units"))
    (line,) = lay([keys_row(LOOK, 46, (("Enter", "next"),), then, letters=True)], 46)
    assert line.content.plain.split() == ["Enter", "next", "d", "to", "do", "m", "map", "r", "u", "F1", "help"]
    (line,) = lay([keys_row(LOOK, 46, (("Enter", "next"),), then)], 46)
    assert line.content.plain.split() == ["Enter", "next", "d", "to", "do", "m", "map", "F1", "help"]
