"""Decisions that several must carry: agreement between teams, and the facilitator's ruling on a team's own answer."""

from exercise.engine import refusals
from exercise.engine.together import Together
from exercise.model.decisions import Answer, StaffRule
from exercise.model.happenings import AgreementFailed, DecisionTaken, RulingAsked, RulingGiven
from tests.engine.test_points import answer, point, put, table
from tests.engine.worlds import Bench


def together(b: Bench, points) -> Together:
    return points.together.__self__


def test_the_same_question_is_put_to_every_team_that_must_agree():
    _, points = table(p=point(agreement=["b", "centre"]))
    offers = [points.offers(team)[0] for team in ("a", "b", "centre")]
    assert [(o.point, o.agrees) for o in offers] == [("p", ""), ("agree_p_b", "p"), ("agree_p_centre", "p")]
    assert len({tuple(o.options) for o in offers}) == 1


def test_it_is_settled_once_all_have_chosen_the_same_in_any_order():
    for order in (("a", "b"), ("b", "a")):
        b, points = table(p=point(agreement=["b"]))
        for team in order:
            assert b.fact("decided.p") == "none"
            assert put(b, points, answer(point="p" if team == "a" else "agree_p_b"), who=team) is None
        assert b.fact("decided.p") == "go"
        assert points.offers("a") == points.offers("b") == ()


def test_a_team_that_has_chosen_waits_for_the_others():
    b, points = table(p=point(agreement=["b"]))
    put(b, points, answer())
    assert put(b, points, answer()) == refusals.WAITS_FOR_OTHERS
    assert points.offers("a") == ()


def test_where_they_differ_all_learn_it_and_are_asked_again():
    b, points = table(p=point(agreement=["b"]))
    put(b, points, answer("go"))
    put(b, points, answer("stay", point="agree_p_b"), who="b")
    (failed,) = b.kinds(AgreementFailed)
    assert failed.audience == ("a", "b")
    assert failed.chosen == (("a", ("go",)), ("b", ("stay",)))
    assert put(b, points, answer("stay")) is None
    assert put(b, points, answer("stay", point="agree_p_b"), who="b") is None
    assert b.fact("decided.p") == "stay"


def test_at_the_deadline_the_default_is_taken_for_all():
    b, points = table(p=point(agreement=["b"], deadline=60, default=["stay"]))
    put(b, points, answer())
    b.advance(60)
    assert b.fact("decided.p") == "stay"
    assert points.offers("b") == ()


def test_an_answer_of_ones_own_is_closed_where_nobody_rules():
    b, points = table(p=point(something_else=True))
    (offer,) = points.offers("a")
    assert (offer.options[-1].id, offer.options[-1].because) == ("something_else", refusals.NO_FACILITATOR)
    assert put(b, points, answer("something_else", text="We do both.")) == refusals.CLOSED


def own(text: str = "We do both."):
    b, points = table(facilitated=True, p=point(something_else=True, choose=2))
    return b, points, put(b, points, answer("something_else", text=text))


def test_an_answer_of_ones_own_needs_words_and_waits_for_the_ruling():
    assert own("  ")[2] == refusals.WORDS_NEEDED
    b, points, refused = own()
    assert refused is None
    assert b.kinds(RulingAsked)[0].text == "We do both."
    assert put(b, points, answer()) == refusals.WAITS_FOR_RULING


def test_the_facilitator_rules_it_to_options():
    b, points, _ = own()
    desk = together(b, points)
    assert desk.judge_ruling(StaffRule("p", ("fly",), "no")).code == refusals.NO_SUCH_OPTION
    act = StaffRule("p", ("go", "stay"), "Both, one after the other.")
    assert desk.judge_ruling(act) is None
    desk.rule(act)
    assert b.kinds(RulingGiven)[0].reason == "Both, one after the other."
    (taken,) = b.kinds(DecisionTaken)
    assert (taken.options, taken.text) == (("go", "stay"), "We do both.")


def test_the_facilitator_says_that_it_is_not_possible_and_the_question_stands():
    b, points, _ = own()
    desk = together(b, points)
    desk.rule(StaffRule("p", (), "There is no such power."))
    assert len(points.offers("a")) == 1
    assert put(b, points, Answer("p", ("go",))) is None


def test_a_ruling_on_a_point_that_asks_for_none_is_refused():
    b, points = table(facilitated=True, p=point(something_else=True))
    assert together(b, points).judge_ruling(StaffRule("p", ("go",), "")).code == refusals.NOTHING_TO_RULE
