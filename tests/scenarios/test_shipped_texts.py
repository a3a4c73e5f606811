"""The shipped scenarios speak both of their languages, to the teams and to the facilitator."""

from __future__ import annotations

import re
from typing import Final

import pytest

from exercise.model.scenario import Scenario
from exercise.scenario.library import find
from exercise.scenario.load import load
from exercise.scenario.translations import is_addresses
from exercise.scenario.walk import places

SHIPPED: Final = ("first_parcel", "northern_road")

IN_LATIN: Final = re.compile(
    r"https?://\S+|R v \w+|AG \w+ v \w+|Carroll( v HM Advocate)?|\[\d{4}\] \w+ \d+"  # as courts are cited
    r"|24\.kg|gazeta\.kg|Esc|Enter|\w+_\w+|\{\w+\}|[A-Z]{1,6}[-\d]*\b"
)
"""What a Russian text may have in Latin letters: addresses, names of cases, papers and keys, ids, codes, plates."""
A_WORD: Final = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module", params=SHIPPED)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    loaded = load(find(request.param))
    assert loaded.scenario is not None
    assert [problem.code for problem in loaded.problems] == []
    return loaded.scenario


def test_every_text_is_there_in_both_languages(scenario: Scenario) -> None:
    assert scenario.languages == ("en", "ru")
    texts = [place for place in places(scenario) if place.kind == "text" and place.value]
    texts = [place for place in texts if not all(is_addresses(said) for said in place.value.root.values())]
    assert texts
    assert [place.path for place in texts if not all(place.value.root.get(tag) for tag in scenario.languages)] == []


def test_no_russian_text_speaks_english(scenario: Scenario) -> None:
    said = {place.path: place.value.root.get("ru", "") for place in places(scenario) if place.kind == "text"}
    english = {path: A_WORD.findall(IN_LATIN.sub("", text)) for path, text in said.items()}
    assert {path: words for path, words in english.items() if words} == {}


def test_every_inject_has_a_name_in_the_facilitators_list_of_events(scenario: Scenario) -> None:
    assert [name for name, inject in scenario.injects.items() if not inject.title and not inject.subject] == []
