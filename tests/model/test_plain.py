"""Plain values behave as dataclasses do, though their methods are compiled when first called."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import asdict, field, fields, is_dataclass, replace

import pytest

from exercise.model.plain import plain, state


def fresh() -> tuple[type, type]:
    """Return kinds none of whose methods was called yet."""

    @plain
    class Base:
        minute: int
        names: tuple[str, ...] = ()

    @plain
    class Value(Base):
        words: dict[str, str] = field(default_factory=dict)
        own: int = field(default=3, kw_only=True)

    return Base, Value


@plain
class Checked:
    minute: int

    def __post_init__(self) -> None:
        if self.minute < 0:
            raise ValueError("a minute is not below 0")


FIRST_CALLS: list[Callable[[type], object]] = [
    lambda kind: kind(5),
    lambda kind: kind(5, own=3),
    lambda kind: kind(minute=5, names=(), words={}),
    lambda kind: replace(kind(1), minute=5),
    lambda kind: copy.copy(kind(5)),
]


@pytest.mark.parametrize("make", FIRST_CALLS)
def test_a_value_has_its_fields_whichever_way_it_is_first_made(make) -> None:
    base, kind = fresh()
    made = make(kind)
    assert asdict(made) == {"minute": 5, "names": (), "words": {}, "own": 3}
    assert made == kind(5) != kind(6)
    assert repr(made).endswith("Value(minute=5, names=(), words={}, own=3)")
    assert kind.__match_args__ == ("minute", "names", "words")
    assert made != base(5)
    assert base(5) == base(5, ())


def test_a_default_made_for_each_value_is_not_shared() -> None:
    _, kind = fresh()
    one, other = kind(1), kind(1)
    one.words["a"] = "b"
    assert other.words == {}


def test_values_without_mappings_are_hashed_by_value_even_if_nothing_was_called_before() -> None:
    base, _ = fresh()
    made = base.__new__(base)
    made.minute, made.names = 1, ("a",)
    assert hash(made) == hash(base(1, ("a",)))
    assert {made, base(1, ("a",))} == {made}


@pytest.mark.parametrize("arguments", [{}, {"minute": 1, "unknown": 2}, {"minute": 1, "names": (), "own": 1, "x": 2}])
def test_a_missing_or_unknown_field_is_a_type_error(arguments) -> None:
    _, kind = fresh()
    with pytest.raises(TypeError):
        kind(**arguments)


def test_what_a_kind_checks_of_itself_is_checked_from_the_first_value_on() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Checked(-1)
    with pytest.raises(ValueError, match="below 0"):
        Checked(-2)
    assert pickle.loads(pickle.dumps(Checked(3))) == Checked(3)


def test_it_is_a_dataclass_of_slots_to_everybody_who_asks() -> None:
    _, kind = fresh()
    assert is_dataclass(kind)
    assert [each.name for each in fields(kind)] == ["minute", "names", "words", "own"]
    assert not hasattr(kind(1), "__dict__")


def test_a_state_changes_is_compared_by_value_and_never_hashed() -> None:
    @state
    class Clock:
        minute: int
        stops: list[int] = field(default_factory=list)

    one, other = Clock(1), Clock(1)
    assert one == other
    one.minute = 2
    one.stops.append(5)
    assert one == Clock(2, [5]) != other
    assert repr(one).endswith("Clock(minute=2, stops=[5])")
    with pytest.raises(TypeError):
        hash(one)
