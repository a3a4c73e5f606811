"""Bots: what each policy decides on what it is offered."""

from random import Random

import pytest

from exercise.engine import Engine
from exercise.model.decisions import COSIGN, RESPONSES, Answer, Decision, File
from exercise.model.happenings import AnswerArrived
from exercise.model.offers import Offers, OptionOffer, PointOffer
from exercise.play.policies import POLICIES, contents_of, default, random_legal, recommended
from exercise.play.runner import bots_for, run_on
from tests.session.conftest import tiny_scenario


@pytest.fixture
def engine() -> Engine:
    return Engine(tiny_scenario(), 1)


def answers(acts) -> dict[str, tuple[str, ...]]:
    return {act.point: act.options for act in acts if isinstance(act, Answer)}


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


def test_recommended_grants_a_request_without_a_lead_time_and_signs_what_others_decided() -> None:
    for options, taken in ((RESPONSES, "grant"), (COSIGN, "sign")):
        offered = tuple(OptionOffer(option, True) for option in options)
        point = PointOffer("x", "south", 0, None, offered, request="r1" if options is RESPONSES else "")
        acts = recommended(Offers((point,), ()), tiny_scenario(), Random(1))
        assert answers(acts) == {"x": (taken,)}


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
