"""A Cyrillic letter that looks Latin is named as what it is, with the Latin word as the mend."""

from pathlib import Path

import pytest

from exercise.scenario import letters
from exercise.scenario.load import load

PROBLEMS = Path(__file__).parent.parent / "problems"


@pytest.mark.parametrize(
    ("name", "letter", "mend"),
    [
        ("E201_cyrillic_letter", "е", "text:"),
        ("E206_cyrillic_letter", "е", "uzbekistan"),
        ("E303_cyrillic_letter", "а", "flash"),
        ("E304_cyrillic_unit", "м", "20m"),
        ("E402_cyrillic_letter", "а", "late"),
        ("E404_cyrillic_letter", "о", "movement"),
    ],
)
def test_it_is_named_and_the_latin_word_is_the_mend(name: str, letter: str, mend: str) -> None:
    (problem,) = load(PROBLEMS / f"{name}.yaml").problems
    assert f"the letter '{letter}' is Cyrillic" in problem.message
    assert problem.mend == mend


def test_a_word_of_another_script_has_no_latin_form() -> None:
    assert letters.latin("груз") == ""
    assert letters.latin("load") == ""
    assert letters.latin("lоad") == "load"


@pytest.mark.parametrize(("written", "mend"), [("20м", "20m"), ("2ч", "2h"), ("3д", "3d")])
def test_a_cyrillic_unit_of_time_is_mended(written: str, mend: str) -> None:
    assert letters.latin_length(written) == mend
