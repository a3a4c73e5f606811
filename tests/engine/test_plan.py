"""What runs of one scenario share: worked out once, and nothing of one run in another."""

import gc
import weakref

from exercise.engine import Engine
from exercise.engine.plan import plan_of
from exercise.model.expressions import HeldFor
from exercise.model.scenario import Scenario
from tests.engine.worlds import Bench, equals, fact, fixed, scenario


def busy() -> Scenario:
    """A scenario with a timer, an expectation that is delivered again and again, and a hazard."""
    return scenario(
        facts={"lit": {"start": False}},
        injects={
            "ring": {
                "when": equals("lit", False), "again": 10, "to": ["a"], "effects": [{"kind": "set", "fact": "lit"}],
                "expects": {"when": HeldFor(of=fact("lit"), minutes=5), "within": 20, "already": "ok"},
            },
            "dark": {"when": HeldFor(of=fact("lit"), minutes=15), "again": 10,
                     "effects": [{"kind": "set", "fact": "lit", "to": False}]},
        },
        hazards={"loss": {"rates": [{"when": fact("lit"), "per_hour": 0.2}],
                          "effects": [{"kind": "hold", "hold": "load", "for": fixed(10)}]}},
    )


def test_runs_of_one_scenario_share_a_plan_and_two_scenarios_never_do():
    made = scenario()
    assert plan_of(made) is plan_of(made)
    assert plan_of(made) is not plan_of(made.model_copy())


def test_a_plan_goes_with_its_scenario():
    made = scenario()
    gone = weakref.ref(plan_of(made))
    Engine(made, 1).advance(500)
    del made
    gc.collect()
    assert gone() is None


def test_runs_that_take_turns_are_as_runs_alone():
    made = busy()
    alone = [Engine(busy(), seed) for seed in range(4)]
    together = [Engine(made, seed) for seed in range(4)]
    for minute in range(0, 10_001, 50):
        for engine in together:
            engine.advance(minute)
    for engine in alone:
        engine.advance(10_000)
    assert [engine.digest() for engine in together] == [engine.digest() for engine in alone]
    assert len({engine.digest() for engine in alone}) > 1


def test_a_run_leaves_nothing_in_the_plan_that_grows_from_run_to_run():
    made = busy()
    sizes = []
    for seed in range(3):
        Engine(made, seed).advance(10_000)
        plan = plan_of(made)
        sizes.append((len(plan._codes), len(plan._once)))
    assert sizes[1] == sizes[2]


def test_the_values_at_the_start_are_each_runs_own():
    made = busy()
    first, second = Bench(made), Bench(made)
    first.set("lit", True)
    assert second.fact("lit") is False
    assert plan_of(made).start["lit"] is False
