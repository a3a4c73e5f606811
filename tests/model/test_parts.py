"""Parts of a scenario: what pydantic checks of them, and what they are without it."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import FrozenInstanceError

import pytest

from exercise.model.effects import SetFact
from exercise.model.expressions import TRUE, All, Constant, Fact, Not
from exercise.model.people import Role, Team
from exercise.model.route import Step
from exercise.model.text import NO_TEXT, Text

STEP = {"id": "to_north", "kind": "drive", "from": "south", "to": "north", "until": {"node": "fact", "name": "x"}}


def test_raw_data_becomes_parts_by_authors_keys_and_goes_back_to_them() -> None:
    step = Step.model_validate(STEP)
    assert (step.start, step.until, step.label) == ("south", Fact(name="x"), NO_TEXT)
    assert step.model_dump(by_alias=True)["from"] == step.model_dump()["start"] == "south"
    assert Step.model_validate_json(step.model_dump_json(by_alias=True)) == step
    assert list(json.loads(step.model_dump_json())) == list(Step.model_fields)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "To north"}, {"kind": "teleport"}, {"window": -1}, {"unknown": 1}, {"until": {"node": "of_later"}},
        {"until": {"node": "fact"}}, {"via": [[1, 2, 3]]}, {"label": 4}, {"controlled": {"X": STEP["until"]}},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_part_cannot_be_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Step.model_validate({**STEP, **wrong})


def test_parts_made_in_the_program_need_no_check_but_all_their_fields() -> None:
    assert SetFact(fact="seen").to is True
    with pytest.raises(TypeError, match="name must be given"):
        Fact()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="no field value"):
        Fact(name="x", value=1)  # type: ignore[call-arg]


def test_a_part_is_a_value() -> None:
    one, same = All(of=(TRUE, Not(of=Fact(name="x")))), All(of=(Constant(value=True), Not(of=Fact(name="x"))))
    assert one == same
    assert hash(one) == hash(same)
    assert one != All(of=(TRUE,))
    assert Fact(name="x") != Constant(value="x")
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert repr(TRUE) == "Constant(node='constant', value=True)"


def test_nobody_may_change_a_part_or_a_text() -> None:
    for value, name in ((Fact(name="x"), "name"), (Text("x"), "root")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, "y")
        with pytest.raises(FrozenInstanceError):
            delattr(value, name)


def test_a_copy_differs_where_it_is_told_to() -> None:
    team = Team(name=Text("North"), code="NO")
    copied = team.model_copy(update={"roles": {"head": Role(label=Text("Head"))}})
    assert (copied.name, list(copied.roles), dict(team.roles)) == (team.name, ["head"], {})


def test_defaults_that_are_mappings_are_not_shared() -> None:
    one, other = (Team(name=Text("North"), code="NO") for _ in range(2))
    assert one.roles is not other.roles


@pytest.mark.parametrize("raw", [4, None, {"en": 4}, {4: "x"}, ["x"]])
def test_what_is_no_text_is_refused(raw) -> None:
    with pytest.raises(ValueError, match="a text is"):
        Text.model_validate(raw)


def test_a_text_is_cleaned_where_it_is_made() -> None:
    assert Text.model_validate({"en": "a\x1b[2J", "ru": "б\r\n"}).root == {"en": "a[2J", "ru": "б\n"}
    assert Role.model_validate({"label": "a\x07"}).label == Text("a")
