"""Bots: what each policy decides on what it is offered."""

from random import Random

import pytest

from exercise.engine import Engine
from exercise.model.decisions import COSIGN, RESPONSES, SOMETHING_ELSE, Answer, Decision, File
from exercise.model.happenings import AnswerArrived
from exercise.model.offers import Offers, OptionOffer, PointOffer
from exercise.model.text import NO_TEXT
from exercise.play.policies import (
    POLICIES,
    NamedChance,
    contents_of,
    default,
    random_legal,
    recommended,
    with_formalities,
    yielding,
)
from exercise.play.runner import bots_for, run_on
from tests.session.conftest import tiny_scenario


@pytest.fixture
def engine() -> Engine:
    return Engine(tiny_scenario(), 1)


def answers(acts) -> dict[str, tuple[str, ...]]:
    return {act.point: act.options for act in acts if isinstance(act, Answer)}


def test_chance_of_a_name_draws_what_a_stream_of_that_name_does() -> None:
    stream, chance = Random("7/policy/north/60"), NamedChance("7/policy/north/60")
    assert [chance.random() for _ in range(5)] == [stream.random() for _ in range(5)]


@pytest.mark.parametrize(
    ("team", "taken"),
    [("north", {"let_it_go": ("go",)}), ("south", {"watch": ("watch",)}), ("centre", {"advise": ("ask_now",)})],
)
def test_recommended_takes_what_the_author_recommends(engine, team: str, taken) -> None:
    acts = recommended(engine.offers(team), engine.scenario, Random(1))
    assert answers(acts) == taken
    assert [engine.submit(Decision(team, act, by="bot")) for act in acts] == [None]


def test_recommended_takes_the_default_where_the_recommended_option_is_closed(engine) -> None:
    scenario = engine.scenario
    point = scenario.decisions["watch"]
    offers = engine.offers("south")
    closed = Offers(
        tuple(
            type(p)(
                p.point,
                p.team,
                p.opened,
                p.deadline,
                tuple(o if o.id != "watch" else type(o)("watch", False) for o in p.options),
            )
            for p in offers.points
        ),
        offers.forms,
    )
    assert point.default == ("none",)
    assert answers(recommended(closed, scenario, Random(1))) == {"watch": ("none",)}


@pytest.mark.parametrize(("contents", "verdict"), [({"basis": ""}, "granted"), ({"abort": ""}, "returned")])
def test_recommended_leaves_a_request_to_the_profile_of_its_office(engine, contents, verdict: str) -> None:
    assert engine.submit(Decision("north", File("delivery", "south", "direct", contents))) is None
    run_on(engine, bots_for(engine.scenario, 1, "recommended", ()))
    answers_to_r1 = [x.verdict for x in engine.happenings if isinstance(x, AnswerArrived) and x.request == "r1"]
    assert answers_to_r1 == [verdict]


def asked(options, **more) -> Offers:
    return Offers((PointOffer("x", "south", 0, None, tuple(OptionOffer(name, True) for name in options), **more),), ())


def test_recommended_grants_a_request_without_a_lead_time() -> None:
    assert answers(recommended(asked(RESPONSES, request="r1"), tiny_scenario(), Random(1))) == {"x": ("grant",)}


@pytest.mark.parametrize(("proposed", "answer"), [("go", "sign"), ("stop", "decline")])
def test_recommended_signs_what_the_author_recommends_and_gives_way_in_the_end(proposed: str, answer: str) -> None:
    offers = asked(COSIGN, cosigns="let_it_go", proposed=(proposed,))
    assert answers(recommended(offers, tiny_scenario(), Random(1))) == {"x": (answer,)}
    assert answers(yielding(offers, tiny_scenario(), Random(1))) == {"x": ("sign",)}


def test_recommended_signs_anything_where_the_author_recommends_nothing() -> None:
    tiny = tiny_scenario()
    bare = {name: o.model_copy(update={"recommended": NO_TEXT}) for name, o in tiny.decisions["watch"].options.items()}
    point = tiny.decisions["watch"].model_copy(update={"options": bare})
    scenario = tiny.model_copy(update={"decisions": {**tiny.decisions, "watch": point}})
    offers = asked(COSIGN, cosigns="watch", proposed=("none",))
    assert answers(recommended(offers, scenario, Random(1))) == {"x": ("sign",)}


def test_every_policy_agrees_within_the_options_of_the_authored_point() -> None:
    offers = asked(("watch", "none"), agrees="watch")
    assert answers(recommended(offers, tiny_scenario(), Random(1))) == {"x": ("watch",)}
    assert answers(default(offers, tiny_scenario(), Random(1))) == {"x": ("none",)}
    drawn = {answers(random_legal(offers, tiny_scenario(), Random(seed)))["x"] for seed in range(30)}
    assert drawn == {("watch",), ("none",)}


def test_no_policy_writes_an_answer_of_its_own() -> None:
    offers = asked((SOMETHING_ELSE,), agrees="watch")
    for policy in POLICIES.values():
        assert policy(offers, tiny_scenario(), Random(1)) == []


def test_what_stands_in_for_a_team_fills_in_only_the_formalities_that_are_missing() -> None:
    tiny = tiny_scenario()
    strict = {"vote": True, "signatures": ("head", "prosecutor"), "argue": True}
    scenario = tiny.model_copy(
        update={"decisions": {**tiny.decisions, "watch": tiny.decisions["watch"].model_copy(update=strict)}}
    )
    filled = with_formalities(Answer("watch", ("none",)), scenario)
    assert (filled.signed, dict(filled.votes), bool(filled.why_text)) == (("head", "prosecutor"), {"none": 1}, True)
    own = Answer("watch", ("none",), why_text="Because.", signed=("prosecutor",), votes={"watch": 2, "none": 3})
    kept = with_formalities(own, scenario)
    assert (kept.why_text, kept.why, dict(kept.votes)) == ("Because.", (), {"watch": 2, "none": 3})
    assert set(kept.signed) == {"head", "prosecutor"}


def test_default_lets_deadlines_pass(engine) -> None:
    assert default(engine.offers("north"), engine.scenario, Random(1)) == []


@pytest.mark.parametrize("policy", sorted(POLICIES))
@pytest.mark.parametrize("team", ["north", "south", "centre"])
def test_every_answer_of_a_bot_is_legal(engine, policy: str, team: str) -> None:
    for seed in range(40):
        for act in POLICIES[policy](engine.offers(team), engine.scenario, Random(seed)):
            if isinstance(act, Answer):
                assert engine.judge(Decision(team, act, by="bot")) is None


def test_random_draws_every_option_and_standing_acts(engine) -> None:
    drawn = [act for seed in range(60) for act in random_legal(engine.offers("centre"), engine.scenario, Random(seed))]
    options = {option for act in drawn if isinstance(act, Answer) for option in act.options}
    assert options == {"ask_now", "share", "nothing"}
    assert any(len(act.options) == 2 for act in drawn if isinstance(act, Answer))
    assert {type(act).__name__ for act in drawn} >= {"Answer", "Enquire", "Talk"}


def test_random_is_the_same_for_the_same_chance(engine) -> None:
    offers = engine.offers("north")
    assert random_legal(offers, engine.scenario, Random(7)) == random_legal(offers, engine.scenario, Random(7))


def test_contents_left_out_are_not_filled_in() -> None:
    fields = {"to": ("south",), "content:basis": ("treaty",), "content:abort": ()}
    assert contents_of(fields) == {"basis": "treaty"}
