"""Conditions: precedence, types, words, moments, and what is told about a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.model.expressions import (
    All,
    Any_,
    Before,
    Compare,
    Constant,
    Expression,
    Fact,
    FirstTrue,
    HeldFor,
    Not,
    OneOf,
    SinceTrue,
    Spread,
    Sum,
    Within,
)
from exercise.model.facts import flag, number, word
from exercise.scenario.expressions import parse
from exercise.scenario.tokens import ConditionError

FACTS = {
    "late": flag(),
    "ready": flag(),
    "control.parcel.now": flag(),
    "trust": number(),
    "stage": word(("request", "movement")),
    "consent.parcel.kazakhstan": word(("none", "granted", "lapsed")),
    "decided.ask": word(("none", "write", "late")),
}
LATE, READY, TRUST, STAGE = Fact(name="late"), Fact(name="ready"), Fact(name="trust"), Fact(name="stage")
CONSENT = Fact(name="consent.parcel.kazakhstan")


def full(name: str) -> str:
    head, _, rest = name.partition(".")
    return f"{head}.parcel.{rest}" if head in ("control", "consent") and not rest.startswith("parcel.") else name


def read(text: str, evaluation: bool = False) -> Expression:
    return parse(text, FACTS, evaluation=evaluation, full_name=full)


def is_(left: Expression, right: bool | int | str, op: str = "==") -> Compare:
    return Compare.model_validate({"op": op, "left": left, "right": Constant(value=right)})


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("late", LATE),
        ("true", Constant(value=True)),
        ("not late and ready", All(of=(Not(of=LATE), READY))),
        ("late or ready and trust > 1", Any_(of=(LATE, All(of=(READY, is_(TRUST, 1, ">")))))),
        ("(late or ready) and late", All(of=(Any_(of=(LATE, READY)), LATE))),
        (
            "trust - 1 >= -2",
            Compare(op=">=", left=Sum(op="-", left=TRUST, right=Constant(value=1)), right=Constant(value=-2)),
        ),
        ("consent.kazakhstan in (granted, lapsed)", OneOf(of=CONSENT, among=("granted", "lapsed"))),
        ("trust in (1, 2)", OneOf(of=TRUST, among=(1, 2))),
        ("stage == 'movement'", is_(STAGE, "movement")),
        ("control.now == true", is_(Fact(name="control.parcel.now"), True)),
        ("not late for 30m", HeldFor(of=Not(of=LATE), minutes=30)),
        ("stage == movement for 1h 30m", HeldFor(of=is_(STAGE, "movement"), minutes=90)),
        ("30m after consent.kazakhstan == granted", SinceTrue(of=is_(CONSENT, "granted"), minutes=30)),
        ("late for 30m and ready", All(of=(HeldFor(of=LATE, minutes=30), READY))),
        ("trust >= 2h", is_(TRUST, 120, ">=")),
    ],
)
def test_a_condition_is_read(text: str, tree: Expression) -> None:
    assert read(text) == tree


def test_a_word_that_is_also_a_fact_is_taken_as_the_word() -> None:
    assert read("decided.ask == late") == is_(Fact(name="decided.ask"), "late")


def test_a_word_may_stand_on_the_left() -> None:
    assert read("movement == stage") == Compare(op="==", left=Constant(value="movement"), right=STAGE)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("first(late) before first(ready)", Before(left=FirstTrue(of=LATE), right=FirstTrue(of=READY))),
        ("late before ready", Before(left=FirstTrue(of=LATE), right=FirstTrue(of=READY))),
        ("first(late) within 4h of ready", Within(left=FirstTrue(of=LATE), right=FirstTrue(of=READY), minutes=240)),
        ("first(late) <= 6h", Compare(op="<=", left=FirstTrue(of=LATE), right=Constant(value=360))),
        ("spread(late, ready) <= 30m", Compare(op="<=", left=Spread(of=(LATE, READY)), right=Constant(value=30))),
    ],
)
def test_moments_can_be_compared_in_evaluation_only(text: str, tree: Expression) -> None:
    assert read(text, evaluation=True) == tree
    with pytest.raises(ConditionError) as raised:
        read(text)
    assert raised.value.code == "E406"


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("lat", "E402", 0),
        ("late and contrl.now", "E402", 9),
        ("stage == delivery", "E404", 9),
        ("stage", "E403", 0),
        ("trust", "E403", 0),
        ("stage > request", "E403", 6),
        ("trust == request", "E402", 9),
        ("trust == stage", "E403", 9),
        ("late == 1", "E403", 8),
        ("not trust", "E403", 4),
        ("1 < trust < 3", "E401", 10),
        ("late = true", "E401", 5),
        ("late && ready", "E401", 5),
        ("!late", "E401", 0),
        ("late ready", "E401", 5),
        ("late and", "E401", 8),
        ("(late", "E401", 5),
        ("late)", "E401", 4),
        ("late for", "E401", 8),
        ("late for 5", "E401", 9),
        ("trust in 1", "E401", 9),
        ("trust in (late)", "E403", 10),
        ("trust > 9999999999", "E308", 8),
        ("late +", "E401", 6),
        ("", "E401", 0),
        ("9**9", "E401", 1),
        ("late.__class__", "E402", 0),
        ("late for 1:30", "E401", 10),
    ],
)
def test_a_wrong_condition_is_told_at_its_place(text: str, code: str, offset: int) -> None:
    with pytest.raises(ConditionError) as raised:
        read(text)
    assert (raised.value.code, raised.value.offset) == (code, offset)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("contol.now", "did you mean 'control.parcel.now'"),
        ("control.nwo", "did you mean 'control.parcel.now'"),
        ("trusst > 1", "did you mean 'trust'"),
        ("stage == movment", "did you mean 'movement'"),
        ("stage == xyz", "it is one of request, movement"),
    ],
)
def test_a_misspelt_name_comes_with_the_nearest(text: str, hint: str) -> None:
    with pytest.raises(ConditionError) as raised:
        read(text)
    assert hint in raised.value.message


@given(st.text(alphabet="late ready trust()<>=!&'0123456789m.+-,\n\t", max_size=60) | st.text(max_size=60))
def test_no_text_raises_anything_but_a_condition_error(text: str) -> None:
    offset = 0
    try:
        read(text, evaluation=True)
    except ConditionError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)
