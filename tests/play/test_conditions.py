"""Conditions in words: nothing that a debrief says stands there by its id, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest

from exercise.model.expressions import All, Any_, Compare, Constant, Expression, Fact, Not, OneOf, facts_read, parts
from exercise.model.facts import catalogue
from exercise.model.scenario import Scenario
from exercise.play.conditions import Conditions
from exercise.play.names import Names
from exercise.scenario.library import find
from exercise.scenario.load import load
from exercise.scenario.walk import places

SHIPPED: Final = ("first_parcel", "northern_road")
LATIN: Final = re.compile(r"(?<![A-Za-z])[a-z][A-Za-z]{2,}")
"""A Latin word in small letters: in Russian, an id or a word that was left in English."""


@cache
def shipped(name: str) -> Scenario:
    scenario = load(find(name)).scenario
    assert scenario is not None
    return scenario


def conditions(name: str, tag: str) -> Conditions:
    return Conditions(Names(shipped(name), tag))


def spaced(id: str) -> str:
    """What becomes of an id that no words are known for."""
    return id.replace(".", " ").replace("_", " ")


def leaves(expression: Expression) -> Iterator[Expression]:
    """The smallest conditions, as a debrief names them."""
    if isinstance(expression, All | Any_ | Not):
        for part in parts(expression):
            yield from leaves(part)
    else:
        yield expression


@pytest.mark.parametrize("tag", ["en", "ru"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_fact_that_a_condition_can_read_has_words(name: str, tag: str) -> None:
    said = conditions(name, tag)
    facts = catalogue(shipped(name))
    words = {fact: said.fact(fact) for fact in facts}
    words |= {f"{fact} == {value}": said.value(fact, value) for fact, type_ in facts.items() for value in type_.words}
    assert len(words) > len(facts)
    assert {what: text for what, text in words.items() if "_" in text or not text.strip()} == {}
    assert {fact for fact in facts if words[fact] == spaced(fact)} == set()
    if tag == "ru":
        assert {what: text for what, text in words.items() if LATIN.search(text)} == {}


@pytest.mark.parametrize("tag", ["en", "ru"])
@pytest.mark.parametrize("name", SHIPPED)
def test_no_condition_of_a_shipped_scenario_is_said_with_an_id_in_it(name: str, tag: str) -> None:
    said, told = conditions(name, tag), 0
    for place in places(shipped(name)):
        for one in leaves(place.value) if place.kind == "condition" else ():
            text = said.say(one)
            ids = [id for id in facts_read(one) if "." in id and (id in text or spaced(id) in text)]
            assert (place.path, text, ids) == (place.path, text, [])
            assert "_" not in text
            assert tag == "en" or not LATIN.search(text), (place.path, text)
            told += 1
    assert told > 100


@pytest.mark.parametrize(
    ("fact", "value", "en", "ru"),
    [
        ("target.organiser", "free", "The organiser: at large", "Организатор: на свободе"),
        ("target.organiser", "warned", "The organiser: warned", "Организатор: предупреждение получено"),
        ("target.organiser", "fled", "The organiser: gone", "Организатор: исчезновение"),
        ("target.organiser", "arrested", "The organiser: arrested", "Организатор: задержание"),
        ("target.depot", "free", "The depot in Uralsk: not searched", "Склад в Уральске: обыска не было"),
        ("target.depot", "searched", "The depot in Uralsk: searched", "Склад в Уральске: обыск"),
        ("amount", "enough", "how much of the original substance travels: enough for the charge", ""),
        ("consignment.load.on", "none", "Lorry of Zarbon Freight is on: none", ""),
    ],
)
def test_a_fact_and_its_value_are_said_in_the_words_of_the_scenario(fact: str, value: str, en: str, ru: str) -> None:
    stands = Compare(op="==", left=Fact(name=fact), right=Constant(value=value))
    assert conditions("northern_road", "en").say(stands) == en
    assert conditions("northern_road", "ru").say(stands) == ru or not ru


def test_all_arrests_are_said_whole() -> None:
    everybody = Fact(name="arrests.all")
    assert conditions("northern_road", "en").say(everybody) == "every person of the case arrested"
    assert conditions("northern_road", "ru").say(everybody) == "задержаны все лица по делу"


def test_one_of_several_values_names_each_in_words() -> None:
    there = OneOf(of=Fact(name="target.recipient"), among=("free", "warned"))
    assert conditions("northern_road", "en").say(there) == "The recipient in Uralsk: at large or warned"


def test_a_comparison_reads_the_same_from_either_side() -> None:
    said, alert = conditions("northern_road", "en"), Fact(name="adversary.alertness")
    turned = Compare(op="<=", left=Constant(value=75), right=alert)
    assert said.say(turned) == said.say(Compare(op=">=", left=alert, right=Constant(value=75)))
    assert said.say(turned) == "alertness of the other side ≥ 75"


def test_a_condition_that_reads_nothing_is_said_in_a_word() -> None:
    said = conditions("northern_road", "en")
    assert [said.say(Constant(value=value)) for value in (True, False)] == ["always", "never"]
