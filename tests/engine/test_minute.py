"""What falls on one minute: decisions of several teams commute, ties are broken by declared order, detours move no
fate.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise, permutations

import pytest

from exercise.engine import Engine, refusals
from exercise.model.decisions import Answer, Assign, Decision, Enquire, File, Share, Talk
from exercise.model.happenings import (
    DecisionTaken,
    EnquiryAnswered,
    Happening,
    ItemReceived,
    MessageDelivered,
    StepBegun,
)
from exercise.model.records import canonical, to_record
from exercise.model.scenario import Scenario
from tests.engine.worlds import between, cross, drive, fixed, load, routes, scenario, team, teams, unit

NOON = 720


def point(name: str, **more) -> dict:
    options = {
        "go": {"label": "Go", "effects": [{"kind": "set", "fact": f"went_{name}"}]},
        "turn": {"label": "Turn", "effects": [{"kind": "reroute", "reroute": "load", "to": "detour"}]},
    }
    return {"team": name, "question": "What now?", "options": options, "default": ["go"], **more}


def made(**changed) -> Scenario:
    """Two states and a centre, each with a question, an item, a unit and somebody to ask."""
    names = ("a", "b", "centre")
    units = {"one": unit(between(5, 50), territory=["a", "b"])}
    parts = {
        "teams": teams(
            a=team("AA", units=units), b=team("BB", units=units), centre=team("CC", state=False, units=units)
        ),
        "routes": routes(
            drive("out", between(30, 300)),
            cross("over", between(30, 300)),
            drive("on", between(30, 300), "beta"),
            detour=[
                drive("out", between(30, 300)),
                drive("round", between(100, 900)),
                cross("over", between(30, 300)),
                drive("on", between(30, 300), "beta"),
            ],
        ),
        "consignments": {"load": load(departs=NOON)},
        "channels": {"line": {"label": "Line", "delay": between(5, 60)}, "wire": {"label": "Wire", "delay": fixed(20)}},
        "intel": {f"item_{n}": {"title": "Item", "text": "Text.", "origin": "Origin", "holders": [n]} for n in names},
        "subjects": {"lorry": {"label": "Lorry"}},
        "bodies": {"office": {"label": "Office", "takes": between(30, 300), "nothing": "Nothing."}},
        "papers": {"consent": {"label": "Consent"}},
        "facts": {f"went_{name}": {"start": False} for name in names},
        "decisions": {f"ask_{name}": point(name) for name in names},
        "injects": {f"call_{n}": {"at": 100 * n, "to": ["a"], "delay": between(5, 90)} for n in range(1, 20)},
    }
    return scenario(**{**parts, **changed})


def play(engine: Engine, decisions: Iterable[Decision], to: int = 10_000) -> list[str]:
    """Submit *decisions* in the present minute and play on; return the codes of refusals."""
    answers = [engine.submit(decision) for decision in decisions]
    engine.advance(to)
    return [refusal.code for refusal in answers if refusal is not None]


def counted(happenings: Iterable[Happening]) -> Counter[bytes]:
    return Counter(canonical(to_record(happening)) for happening in happenings)


BY_TEAMS = (
    Decision("a", Answer("ask_a", ("go",))),
    Decision("b", Answer("ask_b", ("turn",))),
    Decision("centre", Share(("item_centre",), "a", "line")),
    Decision("a", Share(("item_a",), "b", "line")),
    Decision("b", Assign("one", "load")),
)
MORE = (
    Decision("a", File("consent", "b", "line")),
    Decision("b", File("consent", "a", "wire")),
    Decision("b", Talk("call", "centre", ("item_b",))),
    Decision("centre", Enquire("office", "lorry")),
    Decision("a", Enquire("office", "lorry")),
)


@pytest.mark.parametrize("decisions", [BY_TEAMS, MORE, BY_TEAMS[1:3] + MORE[2:]], ids=["acts", "papers", "mixed"])
def test_decisions_of_one_minute_commute(decisions: tuple[Decision, ...]):
    ends = []
    for order in permutations(decisions):
        engine = Engine(made(), 3)
        engine.advance(50)
        assert play(engine, order) == []
        ends.append((dict(engine.facts), counted(engine.happenings)))
    assert all(end == ends[0] for end in ends)


def test_over_one_shared_thing_the_first_wins_and_the_second_is_refused_by_name():
    for first, second in permutations(("go", "turn")):
        engine = Engine(made(), 3)
        both = [Decision("a", Answer("ask_a", (option,))) for option in (first, second)]
        assert play(engine, both, to=5) == [refusals.ALREADY_ANSWERED]
        assert engine.facts["decided.ask_a"] == first


def test_two_decisions_of_one_team_in_one_minute_both_count():
    engine = Engine(made(), 3)
    assert play(engine, [BY_TEAMS[0], BY_TEAMS[3]], to=200) == []
    assert engine.facts["went_a"] is True
    assert engine.facts["holds.b.item_a"] is True


def tied(*, unrelated: bool) -> list[tuple[str, ...]]:
    """Let two shares, a message and a deadline fall on minute 60 and return what comes then, in order."""
    engine = Engine(
        made(
            channels={"line": {"label": "Line", "delay": fixed(10)}, "wire": {"label": "Wire", "delay": fixed(20)}},
            decisions={"ask_a": point("a", deadline=60), "ask_b": point("b")},
            injects={"call": {"at": 60, "to": ["a"]}},
        ),
        3,
    )
    if unrelated:
        assert engine.submit(Decision("b", Answer("ask_b", ("go",)))) is None
        assert engine.submit(Decision("b", Enquire("office", "lorry"))) is None
    engine.advance(35)
    assert engine.submit(Decision("b", Share(("item_b",), "a", "wire"))) is None
    engine.advance(45)
    assert engine.submit(Decision("centre", Share(("item_centre",), "a", "line"))) is None
    engine.advance(60)
    kinds = (ItemReceived, MessageDelivered, DecisionTaken)
    came = [h for h in engine.happenings if h.minute == 60 and isinstance(h, kinds)]
    return [(type(h).__name__, getattr(h, "item", "")) for h in came]


def test_a_tie_is_broken_by_phase_then_declared_order():
    assert tied(unrelated=False) == [
        ("ItemReceived", "item_centre"),
        ("ItemReceived", "item_b"),
        ("MessageDelivered", ""),
        ("DecisionTaken", ""),
    ]


def test_an_unrelated_act_earlier_leaves_the_tie_in_place():
    assert tied(unrelated=True) == tied(unrelated=False)


@pytest.mark.parametrize("seed", range(20))
def test_an_inserted_detour_leaves_all_other_fate_as_it_was(seed: int):
    straight, detour = (Engine(made(), seed) for _ in range(2))
    ask = Decision("centre", Enquire("office", "lorry"))
    play(straight, [ask])
    play(detour, [ask, Decision("b", Answer("ask_b", ("turn",)))])
    steps = lengths(straight), lengths(detour)
    assert set(steps[1]) - set(steps[0]) == {"round"}
    assert steps[0].items() <= steps[1].items()
    for kind in (MessageDelivered, EnquiryAnswered):
        assert [h for h in straight.happenings if isinstance(h, kind)] == [
            h for h in detour.happenings if isinstance(h, kind)
        ]


def lengths(engine: Engine) -> dict[str, int]:
    """Return how long each step took but the last, by its id."""
    begun = [(h.step, h.minute) for h in engine.happenings if isinstance(h, StepBegun)]
    return {step: after - minute for (step, minute), (_, after) in pairwise(begun)}


def test_time_that_passed_leaves_nothing_behind_to_be_played():
    engine = Engine(made(), 1)
    engine.advance(7)
    assert engine.next_minute() == 100
