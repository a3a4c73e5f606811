"""The road on paper: estimates, places on the line, and how far a load can have come."""

from math import log, sqrt
from pathlib import Path
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.model.durations import Exponential, Fixed, Lognormal, Triangular, Uniform
from exercise.play.projection.road import Estimate, Road, Spot, estimate, road_of
from exercise.scenario.load import load


def tiny_road() -> Road:
    scenario = load(Path(__file__).parents[1] / "scenarios" / "tiny").scenario
    assert scenario is not None
    return road_of(scenario, scenario.routes["road"])


ROAD = tiny_road()


def test_an_estimate_holds_nine_of_ten_cases() -> None:
    assert estimate(Fixed(minutes=40)) == (40, 40)
    assert estimate(Uniform(low=20, high=120)) == (20, 120)
    assert estimate(Triangular(low=120, mode=180, high=300)) == (120, 300)
    assert estimate(Exponential(mean=360)) == (18, 1078)


def test_a_lognormal_estimate_ends_at_its_five_and_ninety_five_per_cent() -> None:
    low, high = estimate(Lognormal(mean=240, cv=1.0))
    spread, middle = sqrt(log(2)), log(240 / sqrt(2))
    law = NormalDist(middle, spread)
    assert law.cdf(log(low)) == pytest.approx(0.05, abs=0.005)
    assert law.cdf(log(high)) == pytest.approx(0.95, abs=0.005)


def test_a_border_is_a_point_on_the_line_and_legs_share_it_by_distance() -> None:
    starts = [(stretch.step.id, round(stretch.start, 2), round(stretch.end, 2)) for stretch in ROAD.stretches]
    assert starts == [("to_bridge", 0.0, 0.5), ("over", 0.5, 0.5), ("to_southtown", 0.5, 1.0)]


@given(st.integers(0, 2), st.floats(0, 0.99), st.integers(0, 3000), st.integers(0, 500))
def test_a_load_never_goes_back_and_the_fast_one_is_never_behind(
    step: int, part: float, minutes: int, more: int
) -> None:
    spot = Spot(step, part)
    fast, slow = (ROAD.at(ROAD.ahead(spot, minutes, fast=pace)) for pace in (True, False))
    later = ROAD.at(ROAD.ahead(spot, minutes + more, fast=True))
    assert ROAD.at(spot) <= slow + 1e-9 <= fast + 2e-9
    assert fast <= later + 1e-9 <= 1 + 1e-9


@given(st.integers(0, 2), st.floats(0, 0.99))
def test_the_time_to_a_step_is_the_time_after_which_it_can_be_reached(step: int, part: float) -> None:
    spot = Spot(step, part)
    due = ROAD.time_to(spot, len(ROAD.stretches))
    assert due.low <= due.high
    assert ROAD.at(ROAD.ahead(spot, due.low + 1, fast=True)) == 1.0
    assert ROAD.at(ROAD.ahead(spot, due.high + 1, fast=False)) == 1.0


def test_a_report_of_a_step_replaces_its_estimate() -> None:
    assert ROAD.time_to(Spot(0, 0.5), 1, Estimate(100, 200)) == (50, 100)
    assert Estimate(1, 2) + Estimate(3, 4) == (4, 6)
