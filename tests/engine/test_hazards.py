"""Hazards strike as competing exponential risks under changing rates; the adversary's alertness moves in steps."""

import pytest

from exercise.engine.hazards import Adversary, Hazards
from exercise.engine.world import EFFECTS
from exercise.model.effects import Alert
from exercise.model.happenings import AdversaryReacted, ChanceDrawn, HazardStruck, StateEntered
from tests.engine.worlds import Bench, fact, not_, scenario

FACTS = {"later": {"start": False}, "noise": {"start": 0}, "struck": {"start": False}, "on": {"start": True}}


def set_(name: str):
    return {"kind": "set", "set": name}


RACE = {
    "loss": {
        "rates": [{"when": not_("later"), "per_hour": 1.0}, {"per_hour": 0.01}],
        "while": not_("struck"),
        "effects": [set_("struck")],
    },
    "leak": {"rates": [{"per_hour": 0.2}], "while": not_("struck"), "effects": [set_("struck")]},
}
RACE_SCENARIO = scenario(facts=FACTS, hazards=RACE)


def race(seed: int, noise: int = 0) -> tuple[str, int]:
    b = Bench(RACE_SCENARIO, seed)
    Hazards(b.world, b.rules, b.effects)
    b.world.at(40, EFFECTS, "tests", "later", lambda: b.world.set("later", True))
    for minute in range(1, noise):
        b.world.at(minute, EFFECTS, "tests", "noise", lambda: b.world.add("noise", 1))
    b.advance(0)
    while not b.fact("struck"):
        b.advance(int(b.world.peek()))
    (struck,) = b.kinds(HazardStruck)
    return struck.hazard, struck.minute


def test_two_hazards_race_as_the_closed_form_says():
    # 1/60 a minute, then 1/6000 from minute 40, against 1/300: the first comes first with probability 0.4795.
    seeds = 4_000
    first = sum(race(seed)[0] == "loss" for seed in range(seeds)) / seeds
    assert first == pytest.approx(0.480, abs=0.025)


@pytest.mark.soak
def test_two_hazards_race_as_the_closed_form_says_over_many_seeds():
    seeds = 40_000
    first = sum(race(seed)[0] == "loss" for seed in range(seeds)) / seeds
    assert first == pytest.approx(0.480, abs=0.01)


def test_judging_more_often_moves_no_strike():
    assert [race(seed) for seed in range(60)] == [race(seed, noise=300) for seed in range(60)]


def run(hazards, until: int, seed: int = 1, changes=()) -> Bench:
    b = Bench(scenario(facts=FACTS, hazards=hazards), seed)
    Hazards(b.world, b.rules, b.effects)
    for minute, name, value in changes:
        b.world.at(minute, EFFECTS, "tests", name, lambda name=name, value=value: b.world.set(name, value))
    b.advance(until)
    return b


def test_the_integral_is_kept_while_the_condition_does_not_hold():
    steady = {"h": {"rates": [{"per_hour": 1.0}], "while": fact("on"), "effects": []}}
    (straight,) = run(steady, 5_000).minutes(HazardStruck)
    pause = ((1, "on", False), (1001, "on", True))
    (paused,) = run(steady, 5_000, changes=pause).minutes(HazardStruck)
    assert paused == straight + 1000


def test_a_hazard_strikes_once_or_again():
    once = {"h": {"rates": [{"per_hour": 2.0}], "effects": []}}
    again = {"h": {"rates": [{"per_hour": 2.0}], "again": True, "effects": []}}
    assert len(run(once, 6_000).kinds(HazardStruck)) == 1
    assert 150 < len(run(again, 6_000).kinds(HazardStruck)) < 250


def test_a_chance_at_each_crossing_is_drawn_at_each_and_recorded():
    hazards = {"h": {"chance": 0.5, "at_each": "crossing", "again": True, "effects": []}}
    b = Bench(scenario(hazards=hazards), 3)
    Hazards(b.world, b.rules, b.effects)
    for minute in range(1, 401):
        entered = StateEntered(minute, (), "load", "b", "a", "none", False, False)
        b.world.at(minute, EFFECTS, "tests", "x", lambda entered=entered: b.world.emit(entered))
    b.advance(500)
    assert len(b.kinds(ChanceDrawn)) == 400
    assert len(b.kinds(HazardStruck)) == pytest.approx(200, abs=40)


def test_alertness_rises_is_bounded_and_calms_in_steps():
    b = Bench(scenario(adversary={"alertness": 50, "calms": 5, "every": 60}))
    Adversary(b.world, b.rules, b.effects)
    b.advance(0)
    b.do(Alert(alert=80))
    assert b.fact("adversary.alertness") == 100
    b.advance(121)
    assert b.changes("adversary.alertness")[1:] == [(60, 95), (120, 90)]


def test_a_reaction_comes_once_on_reaching_its_level():
    adversary = {"alertness": 0, "reactions": [{"at": 60, "effects": [set_("struck")]}]}
    b = Bench(scenario(facts=FACTS, adversary=adversary))
    Adversary(b.world, b.rules, b.effects)
    for step in (59, 1, -30, 40):
        b.do(Alert(alert=step))
    assert [h.alertness for h in b.kinds(AdversaryReacted)] == [60]
    assert b.fact("struck") is True
