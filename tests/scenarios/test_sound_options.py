"""The place of an option or a wording on its list tells nobody whether it is the sound one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pytest

from exercise.model.papers import Content
from exercise.model.play import Point
from exercise.model.scenario import Scenario
from exercise.scenario.library import find
from exercise.scenario.load import load


@pytest.fixture(scope="module", params=("first_parcel", "northern_road"))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    loaded = load(find(request.param))
    assert loaded.scenario is not None
    return loaded.scenario


def places(lists: Iterable[Mapping[str, bool]]) -> Counter[int]:
    """Count the places at which the sound one stands on lists that have exactly one."""
    found = ([place for place, sound in enumerate(each.values(), 1) if sound] for each in lists)
    return Counter(sound[0] for sound in found if len(sound) == 1)


def advised(point: Point) -> dict[str, bool]:
    return {name: bool(option.recommended) for name, option in point.options.items()}


def adequate(content: Content) -> dict[str, bool]:
    return {name: wording.adequate for name, wording in content.choices.items()}


def test_no_place_holds_more_than_half_of_the_recommended_options(scenario: Scenario) -> None:
    found = places(advised(point) for point in scenario.decisions.values())
    assert max(found.values()) <= found.total() / 2, found


def test_no_place_holds_more_than_half_of_the_adequate_wordings(scenario: Scenario) -> None:
    contents = [content for paper in scenario.papers.values() for content in paper.contents.values()]
    found = places(adequate(content) for content in contents if content.choices)
    assert max(found.values()) <= (found.total() + 1) / 2, found
