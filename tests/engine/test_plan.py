"""What runs of one scenario share: worked out once, and nothing of one run in another."""

import gc
import weakref

from exercise.engine import Engine
from exercise.engine.plan import plan_of
from exercise.model.expressions import HeldFor
from exercise.model.happenings import FactChanged
from exercise.model.scenario import Scenario
from tests.engine.worlds import Bench, equals, fact, fixed, scenario


def busy() -> Scenario:
    """A scenario with a timer, an expectation that is delivered again and again, and a hazard."""
    return scenario(
        facts={"lit": {"start": False}},
        injects={
            "ring": {
                "when": equals("lit", False),
                "again": 10,
                "to": ["a"],
                "effects": [{"kind": "set", "fact": "lit"}],
                "expects": {"when": HeldFor(of=fact("lit"), minutes=5), "within": 20, "already": "ok"},
            },
            "dark": {
                "when": HeldFor(of=fact("lit"), minutes=15),
                "again": 10,
                "effects": [{"kind": "set", "fact": "lit", "to": False}],
            },
        },
        hazards={
            "loss": {
                "rates": [{"when": fact("lit"), "per_hour": 0.2}],
                "effects": [{"kind": "hold", "hold": "load", "for": fixed(10)}],
            }
        },
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


def test_a_condition_with_a_timer_is_compiled_once_and_timed_in_each_run():
    made = busy()
    dark = made.injects["dark"].when
    assert plan_of(made).code(dark) is plan_of(made).code(dark)
    first, second = Bench(made), Bench(made)
    held = [bench.rules.compile(dark) for bench in (first, second)]
    first.set("lit", True)
    for bench in (first, second):
        bench.advance(15)
    assert [condition() for condition in held] == [True, False]


def test_a_condition_is_timed_from_the_start_or_anew_from_now_on():
    made = busy()
    bench = Bench(made)
    bench.set("lit", True)
    bench.advance(10)
    early = bench.rules.compile(made.injects["dark"].when)
    late = bench.rules.compile_anew(made.injects["dark"].when)
    truths = {}
    for minute in (14, 15, 24, 25):
        bench.advance(minute)
        truths[minute] = (early(), late())
    assert truths == {14: (False, False), 15: (True, False), 24: (True, False), 25: (True, True)}


def test_timers_are_on_no_record():
    bench = Bench(busy())
    bench.rules.compile(bench.scenario.injects["dark"].when)
    bench.set("lit", True)
    bench.advance(20)
    assert [(h.fact, h.value) for h in bench.kinds(FactChanged)] == [("lit", True)]


def test_the_values_at_the_start_are_each_runs_own():
    made = busy()
    first, second = Bench(made), Bench(made)
    first.set("lit", True)
    assert second.fact("lit") is False
    assert plan_of(made).start["lit"] is False
