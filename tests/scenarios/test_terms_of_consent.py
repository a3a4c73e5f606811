"""A state's consent lasts as long as its profile says, whichever way it is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exercise.model.durations import Fixed, Span
from exercise.model.effects import Consent
from exercise.model.scenario import Scenario
from exercise.scenario.bind import Path
from exercise.scenario.library import find
from exercise.scenario.load import load
from exercise.scenario.walk import places


@pytest.fixture(scope="module", params=("first_parcel", "northern_road"))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    loaded = load(find(request.param))
    assert loaded.scenario is not None
    return loaded.scenario


def minutes(term: Span | None) -> int | None:
    assert term is None or isinstance(term, Fixed)
    return term and term.minutes


def grants(scenario: Scenario) -> Iterator[tuple[Path, Consent]]:
    """Yield every effect that gives a state's consent by word of mouth, and where it stands."""
    for place in places(scenario):
        if place.kind == "effect" and isinstance(place.value, Consent) and place.value.consent == "granted":
            yield place.path, place.value


def test_an_oral_consent_lasts_as_long_as_the_profile_of_its_state_says(scenario: Scenario) -> None:
    profiles = {name: team.profile for name, team in scenario.teams.items()}
    terms = {name: profile.validity if profile else None for name, profile in profiles.items()}
    given = {place: (effect.of, effect.valid_for) for place, effect in grants(scenario)}
    assert {place: state for place, (state, term) in given.items() if minutes(term) != terms[state]} == {}
