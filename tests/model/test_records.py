"""Records: what is kept of a value is read as the same value, whatever authors and people call things."""

import json

import pytest

from exercise.model.decisions import Answer, Decision, File
from exercise.model.happenings import RequestSent, Unknown
from exercise.model.records import canonical, from_record, to_record

CONTENTS = {"kind": "intact", "v": "1", "entries": "two", "facts": ""}
SENT = RequestSent(5, ("a",), "r1", "consent", "a", "b", "line", "intact", "", CONTENTS, "")


@pytest.mark.parametrize(
    "value",
    [
        Decision("a", File("consent", "b", "line", CONTENTS)),
        Decision("a", Answer("p", ("kind",), votes={"kind": 2, "mapping": 1})),
        SENT,
        Answer("p", (), votes={"kind": 2, "entries": 1}),
        (),
    ],
)
def test_what_is_kept_is_read_as_the_same(value):
    kept = json.loads(canonical(to_record(value)))
    assert from_record(kept) == value
    assert to_record(from_record(kept)) == to_record(kept) == kept


def test_a_kind_of_a_later_version_stays_readable():
    told = from_record({"kind": "MoonRose", "v": 1, "minute": 7, "audience": ["a"]})
    assert isinstance(told, Unknown)
    assert (told.minute, told.audience, told.name) == (7, ("a",), "MoonRose")
