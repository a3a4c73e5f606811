"""A run that is dropped frees what it held without waiting for the search for garbage; what was taken from it stays."""

import gc

import pytest

from exercise.engine import Engine
from exercise.model.happenings import Happening
from tests.engine.worlds import scenario, teams, unit


@pytest.fixture
def _no_search():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def played() -> Engine:
    engine = Engine(scenario(teams=teams(a={**teams()["a"], "units": {"one": unit(5)}})), 1)
    engine.advance(10_000)
    return engine


def alive() -> int:
    return sum(isinstance(thing, Happening) for thing in gc.get_objects())


@pytest.mark.usefixtures("_no_search")
def test_a_run_that_is_dropped_frees_its_happenings_at_once():
    before = alive()
    engine = played()
    came = len(engine.happenings)
    assert came
    assert alive() == before + came
    del engine
    assert alive() == before


@pytest.mark.usefixtures("_no_search")
def test_a_run_is_dropped_in_the_middle_of_its_journeys_without_a_word(capsys: pytest.CaptureFixture[str]):
    engine = Engine(scenario(), 1)
    engine.advance(30)
    before = alive()
    del engine
    gc.collect()
    assert alive() < before
    assert capsys.readouterr().err == ""


def test_what_was_taken_from_a_run_outlives_it():
    engine = played()
    happenings, facts, came, held = engine.happenings, engine.facts, len(engine.happenings), dict(engine.facts)
    del engine
    assert len(happenings) == came
    assert dict(facts) == held
