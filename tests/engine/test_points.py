"""Decision points: opening, judging, answering, deadlines and defaults."""

from typing import Any

import pytest

from exercise.engine import refusals
from exercise.engine.points import Points
from exercise.engine.questions import MOST_WORDS
from exercise.engine.together import Together
from exercise.model.decisions import Answer, Decision
from exercise.model.effects import ClosePoint, OpenPoint
from exercise.model.happenings import DecisionEffective, DecisionTaken, FactChanged, PointClosed, PointOpened
from tests.engine.worlds import Bench, fact, scenario, team, teams


def option(**more: Any) -> dict[str, Any]:
    return {"label": "Option", **more}


def point(**more: Any) -> dict[str, Any]:
    return {"team": "a", "question": "What now?", "options": {"go": option(), "stay": option()}, **more}


LAW = {"vienna": {"label": "1988 Convention", "source": "S2", "confidence": "sourced"}}


def table(*, facts: Any = None, facilitated: bool = False, state: Any = None, **points: Any) -> tuple[Bench, Points]:
    roles = {"head": {"label": "Head"}, "prosecutor": {"label": "Prosecutor"}}
    asked = {"b": state} if state else {}
    made = scenario(
        decisions=points,
        law=LAW,
        facts=facts or {"ready": {"start": False}},
        teams=teams(a=team("AA", roles=roles), **asked),
    )
    b = Bench(made)
    points_ = Points(b.world, b.rules, b.effects, facilitated)
    Together(b.world, points_)
    b.advance(0)
    return b, points_


def answer(*options: str, point: str = "p", **more: Any) -> Answer:
    return Answer(point, options or ("go",), **more)


def put(b: Bench, points: Points, act: Answer, who: str = "a", role: str = "", by: Any = "team") -> str | None:
    decision = Decision(who, act, role, by)
    refusal = points.judge(decision, act)
    if refusal is None:
        points.answer(decision)
        b.rules.settle()
    return refusal.code if refusal else None


def test_a_point_opens_when_its_condition_holds_and_offers_its_options():
    b, points = table(p=point(when=fact("ready")))
    assert points.offers("a") == ()
    b.set("ready", True)
    (offer,) = points.offers("a")
    assert [o.id for o in offer.options] == ["go", "stay"]
    assert b.fact("open.p") is True
    assert points.offers("b") == ()


def test_a_point_of_a_stage_opens_only_once_the_stage_is_entered():
    b, points = table(p=point(stage="start"))
    assert points.offers("a") == ()
    points.enter_stage("start")
    b.rules.settle()
    assert len(points.offers("a")) == 1


def test_an_effect_opens_and_closes_a_point():
    b, points = table(p=point(when={"node": "constant", "value": False}))
    b.do(OpenPoint(open="p"))
    assert len(points.offers("a")) == 1
    b.do(ClosePoint(close="p"))
    assert points.offers("a") == ()
    assert len(b.kinds(PointClosed)) == 1
    b.do(OpenPoint(open="p"))
    assert len(b.kinds(PointOpened)) == 1


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (answer(point="nowhere"), refusals.NO_SUCH_POINT),
        (answer(point="later"), refusals.NOT_OPEN),
        (Answer("p", ()), refusals.NO_OPTION),
        (answer("go", "go"), refusals.OPTION_TWICE),
        (answer("go", "stay"), refusals.TOO_MANY),
        (answer("run"), refusals.NO_SUCH_OPTION),
        (answer("shut"), refusals.CLOSED),
        (answer(why=("anger",)), refusals.BAD_WHY),
        (answer(law=("magna_carta",)), refusals.BAD_LAW),
        (answer(sure=5), refusals.BAD_SURE),
        (answer(why_text="x" * (MOST_WORDS + 1)), refusals.TOO_LONG),
    ],
)
def test_an_answer_that_is_not_allowed_is_refused_and_changes_nothing(act, code):
    options = {"go": option(), "stay": option(), "shut": option(requires=fact("ready"), because="No case is open.")}
    b, points = table(p=point(options=options), later=point(when=fact("ready")))
    before = list(b.world.happenings)
    assert put(b, points, act) == code
    assert b.world.happenings == before


def test_another_teams_point_is_refused():
    b, points = table(p=point())
    assert put(b, points, answer(), who="b") == refusals.OTHER_TEAM


def test_a_closed_option_names_the_authors_reason():
    b, points = table(p=point(options={"go": option(), "shut": option(requires=fact("ready"), because="No case.")}))
    (offer,) = points.offers("a")
    because = "decisions.p.options.shut.because"
    assert [(o.available, o.because) for o in offer.options] == [(True, ""), (False, because)]
    b.set("ready", True)
    assert points.offers("a")[0].options[1].available


def test_an_answer_is_recorded_with_its_reasons_and_the_options_as_they_stood():
    b, points = table(p=point(options={"go": option(takes=30), "shut": option(requires=fact("ready"))}))
    act = answer(why=("time", "evidence"), why_text="no time", law=("vienna", "not_sure"), sure=3)
    assert put(b, points, act, role="head") is None
    (taken,) = b.kinds(DecisionTaken)
    assert (taken.options, taken.offered, taken.why, taken.law, taken.sure) == (
        ("go",),
        (("go", True), ("shut", False)),
        ("time", "evidence"),
        ("vienna", "not_sure"),
        3,
    )
    assert (taken.role, taken.by, taken.takes, taken.audience) == ("head", "team", 30, ("a",))


def test_a_second_answer_to_the_same_point_is_refused():
    b, points = table(p=point())
    put(b, points, answer())
    assert put(b, points, answer()) == refusals.ALREADY_ANSWERED


def test_the_answer_counts_at_once_and_its_effects_come_when_its_time_has_passed():
    effects = [{"kind": "set", "set": "ready"}]
    b, points = table(p=point(options={"go": option(takes=30, effects=effects)}))
    b.advance(10)
    put(b, points, answer())
    assert (b.fact("decided.p"), b.fact("ready")) == ("go", False)
    b.advance(39)
    assert b.fact("ready") is False
    b.advance(40)
    assert b.fact("ready") is True
    assert b.minutes(DecisionEffective) == [40]


def test_effects_never_come_within_the_minute_of_the_answer():
    b, points = table(p=point(options={"go": option(effects=[{"kind": "set", "set": "ready"}])}))
    put(b, points, answer())
    assert b.fact("ready") is False
    b.advance(1)
    assert b.fact("ready") is True


def test_options_taken_together_cost_their_sum():
    options = {"go": option(takes=30), "stay": option(takes=10)}
    b, points = table(p=point(options=options, choose=2))
    put(b, points, answer("stay", "go"))
    assert b.kinds(DecisionTaken)[0].takes == 40
    assert b.fact("decided.p") == "stay"
    assert b.fact("chose.p.go") is True


def test_the_last_answer_is_the_minute_before_the_deadline():
    for minute, code in ((119, None), (120, refusals.ALREADY_ANSWERED)):
        b, points = table(p=point(deadline=120, default=["stay"]))
        b.advance(minute)
        assert put(b, points, answer()) == code


def test_silence_takes_the_default_and_says_so():
    b, points = table(p=point(deadline=120, default=["stay"]))
    b.advance(120)
    (taken,) = b.kinds(DecisionTaken)
    assert (taken.by, taken.options, taken.minute) == ("default", ("stay",), 120)
    assert b.fact("defaulted.p") is True
    assert points.deadlines("a") == []


def test_a_default_that_is_closed_then_is_not_taken():
    shut = {"go": option(), "stay": option(requires=fact("ready"), because="Nobody is there.")}
    for ready, minutes, decided in ((True, [120], "stay"), (False, [], "none")):
        b, points = table(p=point(options=shut, deadline=120, default=["stay"]))
        b.set("ready", ready)
        b.advance(120)
        assert (b.minutes(DecisionTaken), b.fact("decided.p")) == (minutes, decided)
        assert points.offers("a") == ()


def test_silence_without_a_default_closes_the_point():
    b, _ = table(p=point(deadline=120))
    b.advance(120)
    assert b.minutes(PointClosed) == [120]
    assert b.fact("decided.p") == "none"


def test_the_facilitator_moves_a_deadline():
    b, points = table(p=point(deadline=120, default=["stay"]))
    assert points.judge_extend("p", 0).code == refusals.BAD_MINUTES
    assert points.judge_extend("nowhere", 5).code == refusals.NOT_OPEN
    points.extend("p", 60)
    b.advance(179)
    assert points.deadlines("a") == [180]
    b.advance(180)
    assert b.minutes(DecisionTaken) == [180]


@pytest.mark.parametrize("shared", ["agreement", "cosigners"])
@pytest.mark.parametrize("named", ["lead", "partner"])
def test_a_deadline_that_is_moved_is_moved_for_all_who_are_asked(shared, named):
    b, points = table(p=point(deadline=60, default=["stay"], **{shared: ["b"]}))
    if shared == "cosigners":
        put(b, points, answer())
        b.advance(1)
    (partner,) = points.offers("b")
    points.extend("p" if named == "lead" else partner.point, 60)
    b.advance(119)
    assert points.deadlines("a") == points.deadlines("b") == [120]
    b.advance(120)
    assert b.fact("decided.p") == "stay"
    assert points.deadlines("a") == points.deadlines("b") == []


def test_own_words_are_demanded_where_the_author_says_so():
    b, points = table(p=point(argue=True))
    assert put(b, points, answer(why_text="  ")) == refusals.WORDS_NEEDED
    assert put(b, points, answer(why_text="the load is dangerous")) is None


def test_roles_may_be_named_known_and_free():
    options = {"go": option(takes=60)}
    b, points = table(p=point(options=options, roles=["head"]), q=point(options=options))
    assert put(b, points, answer(), role="prosecutor") == refusals.ROLE_MAY_NOT
    assert put(b, points, answer(point="q"), role="cook") == refusals.ROLE_UNKNOWN
    assert put(b, points, answer(), role="head") is None
    assert put(b, points, answer(point="q"), role="head") == refusals.ROLE_BUSY
    b.advance(60)
    assert put(b, points, answer(point="q"), role="head") is None


def test_a_role_is_busy_with_the_longest_of_what_it_decided():
    long, short = {"go": option(takes=60)}, {"go": option(takes=5)}
    b, points = table(p=point(options=long), q=point(options=short, cosigners=["b"]), r=point())
    assert put(b, points, answer(point="q"), role="head") is None
    b.advance(1)
    assert put(b, points, answer(), role="head") is None
    assert put(b, points, answer("sign", point="cosign_q_b"), who="b") is None
    b.advance(30)
    assert put(b, points, answer(point="r"), role="head") == refusals.ROLE_BUSY


def test_a_request_opens_a_point_whose_answer_goes_back_to_it():
    b, points = table()
    got: list[tuple[tuple[str, ...], str]] = []
    points.open_request("r1", "b", 240, "refuse", lambda act, by: got.append((act.options, by)))
    (offer,) = points.offers("b")
    assert (offer.point, offer.request, [o.id for o in offer.options]) == (
        "respond_r1",
        "r1",
        ["grant", "conditions", "return", "refuse"],
    )
    assert put(b, points, answer("grant", point="respond_r1"), who="b") is None
    assert got == [(("grant",), "team")]
    points.open_request("r2", "b", 300, "refuse", lambda act, by: got.append((act.options, by)))
    b.advance(300)
    assert got[-1] == (("refuse",), "default")


def test_a_request_is_answered_by_a_role_that_the_state_lets_answer():
    roles = {name: {"label": name} for name in ("head", "exhibits")}
    state = team("BB", roles=roles, profile={"answered_by": ["head"]})
    b, points = table(state=state)
    points.open_request("r1", "b", 240, "refuse", lambda act, by: None)
    grant = answer("grant", point="respond_r1")
    assert put(b, points, grant, who="b", role="exhibits") == refusals.ROLE_MAY_NOT
    assert put(b, points, grant, who="b", role="head") is None


def test_an_unrelated_act_earlier_leaves_the_order_of_a_later_minute():
    def decided(noise: bool) -> list[str]:
        b, points = table(
            facts={"ready": {"start": False}, "x": {"start": False}},
            p=point(deadline=120, default=["stay"]),
            q=point(team="b", deadline=120, default=["go"]),
            r=point(team="b"),
        )
        b.advance(50)
        if noise:
            put(b, points, answer(point="r"), who="b")
        b.advance(120)
        return [h.fact for h in b.kinds(FactChanged) if h.minute == 120]

    assert decided(noise=True) == decided(noise=False)


# --- decisions that several sign ------------------------------------------------------------------------------------


def test_roles_that_must_sign_are_demanded():
    b, points = table(p=point(signatures=["head", "prosecutor"]))
    assert put(b, points, answer(signed=("head",))) == refusals.SIGNATURE_NEEDED
    assert put(b, points, answer(signed=("head", "prosecutor"))) is None
    assert b.kinds(DecisionTaken)[0].signed == ("head", "prosecutor")


def test_a_silent_vote_is_demanded_and_its_split_recorded():
    b, points = table(p=point(vote=True))
    assert put(b, points, answer()) == refusals.VOTE_NEEDED
    assert put(b, points, answer(votes={"run": 1})) == refusals.BAD_VOTE
    assert put(b, points, answer(votes={"go": 3, "stay": 2}, dissent="too early")) is None
    (taken,) = b.kinds(DecisionTaken)
    assert (dict(taken.votes), taken.dissent) == ({"go": 3, "stay": 2}, "too early")


def cosigned() -> tuple[Bench, Points]:
    b, points = table(p=point(cosigners=["b"], deadline=600, default=["stay"]))
    put(b, points, answer())
    b.advance(1)
    return b, points


def test_a_decision_that_another_team_signs_too_waits_for_its_signature():
    b, points = cosigned()
    assert b.kinds(DecisionTaken) == []
    assert points.offers("a") == ()
    (offer,) = points.offers("b")
    assert (offer.cosigns, offer.proposed, [o.id for o in offer.options]) == ("p", ("go",), ["sign", "decline"])
    assert put(b, points, answer()) == refusals.WAITS_FOR_SIGNATURE
    put(b, points, answer("sign", point=offer.point), who="b")
    assert b.fact("decided.p") == "go"
    assert b.fact("cosigned.p") is True


def test_a_team_that_declines_reopens_the_point():
    b, points = cosigned()
    put(b, points, answer("decline", point="cosign_p_b"), who="b")
    assert b.fact("decided.p") == "none"
    assert [o.point for o in points.offers("a")] == ["p"]
    assert put(b, points, answer("stay")) is None
    b.advance(b.world.now + 1)
    put(b, points, answer("sign", point="cosign_p_b"), who="b")
    assert b.fact("decided.p") == "stay"


def test_a_deadline_that_passes_unsigned_takes_the_default_and_asks_no_more():
    b, points = cosigned()
    b.advance(600)
    assert b.fact("decided.p") == "stay"
    assert points.offers("b") == ()


def test_a_facilitator_who_decides_for_a_team_needs_neither_its_vote_nor_its_signatures():
    b, points = table(p=point(vote=True, signatures=["head"]))
    assert put(b, points, answer(), by="facilitator") is None
    (taken,) = b.kinds(DecisionTaken)
    assert (taken.by, dict(taken.votes), taken.signed) == ("facilitator", {}, ())
