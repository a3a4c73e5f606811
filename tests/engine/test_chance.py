"""Draws are named by their occurrence and go through inverse distribution functions."""

from statistics import mean, stdev

import pytest

from exercise.engine import chance
from exercise.model.durations import Exponential, Fixed, Lognormal, Triangular, Uniform
from tests.engine.worlds import Bench, scenario

GRID = [(i + 0.5) / 4_000 for i in range(4_000)]


def test_a_draw_depends_on_its_name_alone():
    calm, busy = Bench(scenario()), Bench(scenario())
    for _ in range(50):
        busy.world.uniform("queue", "elsewhere", "x")
    assert calm.world.uniform("step", "load", "over") == busy.world.uniform("step", "load", "over")


def test_the_same_name_gives_a_new_draw_at_each_occurrence():
    b = Bench(scenario())
    assert len({b.world.uniform("step", "load", "over") for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("span", "middle"),
    [
        (Fixed(minutes=45), 45),
        (Uniform(low=120, high=480), 300),
        (Triangular(low=120, mode=180, high=480), 260),
        (Lognormal(mean=240, cv=1.0), 240),
        (Exponential(mean=360), 360),
    ],
)
def test_a_span_has_the_mean_that_its_author_wrote(span, middle):
    assert mean(chance.quantile(span, u) for u in GRID) == pytest.approx(middle, rel=0.01)


def test_about_four_hours_cv_one_spreads_as_much_as_it_lasts():
    draws = [chance.quantile(Lognormal(mean=240, cv=1.0), u) for u in GRID]
    assert stdev(draws) == pytest.approx(240, rel=0.06)


def test_quantiles_rise_and_never_leave_their_bounds():
    span = Triangular(low=120, mode=180, high=480)
    draws = [chance.quantile(span, u) for u in GRID]
    assert draws == sorted(draws)
    assert draws[0] >= 120
    assert draws[-1] <= 480


def test_the_first_uniforms_of_a_name_are_these_on_every_python():
    assert chance.Draws(1).uniform("step", "load", "over") == 0.8108326244253905
    again = chance.Draws(7)
    again.uniform("hazard", "loss")
    assert again.uniform("hazard", "loss") == 0.6571020841664256


def test_a_draw_does_not_depend_on_the_draws_of_other_names():
    alone, among = chance.Draws(3), chance.Draws(3)
    for other in ("first", "second"):
        among.uniform("step", other)
    assert alone.uniform("hazard", "loss") == among.uniform("hazard", "loss")


SPANS = [
    Uniform(low=120, high=480),
    Triangular(low=120, mode=180, high=480),
    Triangular(low=0, mode=0, high=60),
    Lognormal(mean=240, cv=1.0),
    Exponential(mean=360),
]


@pytest.mark.parametrize("span", SPANS)
def test_how_probable_a_length_is_answers_which_length_is_so_probable(span):
    for u in GRID[::40]:
        assert chance.cumulative(span, chance.quantile(span, u)) == pytest.approx(u)


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("passed", [0, 30, 58])
def test_a_length_that_is_running_lasts_longer_than_what_has_passed_of_it_and_as_the_author_wrote(span, passed):
    drawn = [chance.longer(span, passed, u) for u in GRID]
    assert min(drawn) > passed
    known = [length for length in (chance.minutes(span, u) for u in GRID) if length > passed]
    assert mean(drawn) == pytest.approx(mean(known), rel=0.02)


@pytest.mark.parametrize("span", SPANS)
def test_a_length_is_finite_even_at_the_greatest_uniform(span):
    assert chance.longer(span, 58, 1 - 2.0**-53) < 1_000_000


def test_what_is_known_by_then_no_new_fate_changes():
    spans = {"short": Uniform(low=1, high=9), "long": Uniform(low=60, high=600)}
    fated = chance.Draws(7, [chance.Fate(10, 1)])
    plain = chance.Draws(7)
    for name, span in spans.items():
        lengths = [
            (d.length(span, 0, (name, "", ""), told=False), d.length(span, 0, (name, "told", ""), told=True))
            for d in (plain, fated)
        ]
        assert lengths[0][1] == lengths[1][1]
        assert (lengths[0][0] == lengths[1][0]) is (name == "short")
    fated.go_on()
    assert fated.uniform("p", "e") != plain.uniform("p", "e")
