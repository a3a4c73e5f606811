"""What the hall is told of the consignment: no more than every team knows."""

import pytest

from exercise.model.happenings import ConsignmentDeparted, ConsignmentHeld, ConsignmentSeized
from exercise.session.hall import known_to_all


@pytest.fixture
def scenario(tiny):
    name, load = next(iter(tiny.consignments.items()))
    known = load.model_copy(update={"departs": 60, "known_to": tiny.played})
    return tiny.model_copy(update={"consignments": {name: known}})


def gone(scenario, audience=None):
    name, load = next(iter(scenario.consignments.items()))
    return ConsignmentDeparted(60, tuple(scenario.played if audience is None else audience), name, load.route)


def test_a_consignment_of_which_all_know_waits_until_it_may_set_off(scenario) -> None:
    assert known_to_all(scenario, (), 0) == "waits"
    assert known_to_all(scenario, (), 60) == ""


def test_what_only_one_team_learns_is_not_said_in_the_hall(scenario) -> None:
    assert known_to_all(scenario, (gone(scenario, scenario.played[:1]),), 61) == ""


def test_what_every_team_learns_is_said_in_the_hall(scenario) -> None:
    left = gone(scenario)
    told = left.audience, left.consignment
    assert known_to_all(scenario, (left,), 61) == "moves"
    assert known_to_all(scenario, (left, ConsignmentHeld(70, *told)), 71) == "held"
    assert known_to_all(scenario, (left, ConsignmentSeized(70, *told, "")), 71) == "over"
