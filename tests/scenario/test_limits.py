"""What the model refuses is said in words of ours: for every limit that a field of a scenario has."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercise.model.base import Id, Part
from exercise.model.scenario import Scenario
from exercise.scenario.keys import models
from exercise.scenario.limits import PATTERNS, SAID, refused
from exercise.scenario.load import load

BASE = (Path(__file__).parent.parent / "problems" / "base.yaml").read_text(encoding="utf-8")
TYPES = {
    "gt": {"greater_than"},
    "ge": {"greater_than_equal"},
    "lt": {"less_than"},
    "le": {"less_than_equal"},
    "min_length": {"too_short", "string_too_short"},
    "pattern": {"string_pattern_mismatch"},
}
"""The types of error that pydantic raises for each kind of limit."""


def limits() -> Iterator[tuple[type[Part], str, str, object]]:
    for model in models():
        for field in dataclasses.fields(model):
            for limit, value in field.metadata.items():
                if limit not in ("alias", "description"):
                    yield model, field.name, limit, value


def test_every_limit_of_every_field_has_words() -> None:
    assert Scenario in models()
    assert {limit for _, _, limit, _ in limits()} <= set(TYPES)
    assert set().union(*TYPES.values()) == set(SAID)


def test_every_pattern_has_words() -> None:
    assert {value for _, _, limit, value in limits() if limit == "pattern"} <= set(PATTERNS)
    assert Id.__metadata__[0].told["pattern"] in PATTERNS


def test_a_fault_of_a_type_that_nobody_thought_of_is_said_without_the_words_of_pydantic() -> None:
    assert refused({"type": "frozen_set_type", "msg": "Input should be a valid frozenset"})[0] == "is not possible here"


@pytest.mark.parametrize(
    ("before", "after", "message", "mend"),
    [
        ("code: TJ", "code: tj", "'code' must be two to four capital letters, as TJ", "TJ"),
        ("playing_minutes: 60", "playing_minutes: 0", "'playing_minutes' must be more than 0", None),
        ("lat: 40.28", "lat: 400", "'lat' must be at most 90", None),
        ("objectives:", "channels: {post: {label: Post, loses: 25}}\nobjectives:", "'loses' must be at most 1", "25%"),
        ("- set: late", "- chance: 25\n            then: [{set: late}]", "'chance' must be less than 1", "25%"),
    ],
)
def test_the_author_reads_the_limit_and_where_it_is_plain_the_value(
    before: str, after: str, message: str, mend: str | None, tmp_path: Path
) -> None:
    (tmp_path / "scenario.yaml").write_text(BASE.replace(before, after), encoding="utf-8")
    (problem,) = load(tmp_path).problems
    assert (problem.code, problem.message) == ("E307", message)
    assert mend is None or problem.mend == mend


@pytest.mark.parametrize("key", ["stages", "outcomes"])
def test_a_list_that_must_not_be_empty_says_at_least_one(key: str, tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text(f"format: 1\n{key}: {{}}\n", encoding="utf-8")
    assert f"'{key}' must hold at least one" in {problem.message for problem in load(tmp_path).problems}
