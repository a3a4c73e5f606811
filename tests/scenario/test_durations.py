"""Lengths and points of time, and office hours, as officers write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.model.durations import Exponential, Fixed, Hours, Lognormal, Triangular, Uniform
from exercise.scenario.durations import LONGEST, UnreadableError, hours, length, local, moment, span, written

START = datetime.fromisoformat("2026-03-02T18:00+05:00")  # a Monday


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45m", 45), ("6h", 360), ("2d 4h", 3120), ("1w", 10080), ("0", 0), ("0m", 0), ("1h30m", 90), ("90 m", 90)],
)
def test_a_length_is_read(text: str, minutes: int) -> None:
    assert length(text) == minutes


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("1:30", "1h 30m"),
        ("0:45", "45m"),
        ("1.5h", "1h 30m"),
        ("90 minutes", "90m"),
        ("2 hours", "2h"),
        ("90", "90m, 90h or 90d"),
    ],
)
def test_an_unreadable_length_says_how_it_is_written(text: str, mend: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        length(text)
    assert raised.value.mend == mend


@pytest.mark.parametrize("text", ["", "h", "-2h", "2x", "9" * 10_000, "9999999w", "2h 3", "2h,3h", "٣h", "1e3h"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        length(text)


@given(st.integers(min_value=0, max_value=LONGEST))
def test_a_length_written_is_read_back(minutes: int) -> None:
    assert length(written(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20m", Fixed(minutes=20)),
        ("2h..8h", Uniform(low=120, high=480)),
        ("2h .. 3h .. 8h", Triangular(low=120, mode=180, high=480)),
        ("about 4h cv 1", Lognormal(mean=240, cv=1.0)),
        ("about 1d 2h cv 0.5", Lognormal(mean=1560, cv=0.5)),
        ("every 6h on average", Exponential(mean=360)),
    ],
)
def test_a_span_is_read(text: str, expected: object) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "8h..2h",
        "2h..3h..4h..5h",
        "about 4h",
        "about 0m cv 1",
        "about 4h cv 0",
        "about 4h cv 99",
        "every 0m on average",
        "..",
        "2h..",
    ],
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        span(text)


def test_ends_that_fall_are_mended_in_rising_order() -> None:
    with pytest.raises(UnreadableError) as raised:
        span("8h..2h")
    assert raised.value.mend == "2h..8h"


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("+6h", 360),
        ("0", 0),
        ("2026-03-02 19:00 +05:00", 60),
        ("2026-03-02 20:00 +06:00", 60),
        ("2026-03-02T14:00Z", 60),
    ],
)
def test_a_point_of_time_counts_from_the_start(text: str, minute: int) -> None:
    assert moment(text, START) == minute


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("6h", "+6h"),
        ("2026-03-02", "2026-03-02 18:00 +05:00"),
        ("2026-03-02 19:00", "2026-03-02 19:00 +05:00"),
        ("2026-03-01 19:00 +05:00", ""),
        ("2026-02-30 19:00 +05:00", ""),
        ("2026-03-02 25:00 +05:00", ""),
        ("2026-03-02 19:00 +25:00", "+05:00"),
        ("tomorrow", ""),
    ],
)
def test_what_is_no_point_of_time_is_refused(text: str, mend: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        moment(text, START)
    assert raised.value.mend == mend


@pytest.mark.parametrize(
    ("text", "mend"),
    [("1h..2h", "one length, such as 1h"), ("about 4h cv 1", "one length, such as 4h"), ("1h30", "1h 30m")],
)
def test_a_fixed_length_is_mended_by_a_fixed_one(text: str, mend: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        length(text)
    assert raised.value.mend == mend


@pytest.mark.parametrize(
    ("text", "mend"),
    [("1h-3h", "1h..3h"), ("1h to 3h", "1h..3h"), ("about 4h", "about 4h cv 1"), ("about 4h cv -1", "about 4h cv 1")],
)
def test_a_random_length_is_mended_by_a_random_one(text: str, mend: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        span(text)
    assert raised.value.mend == mend


def test_a_story_is_set_in_years_that_can_be_reckoned_with() -> None:
    for text in ("9999-12-31 18:00 +05:00", "0001-01-01 00:00 +05:00"):
        with pytest.raises(UnreadableError, match="outside the years"):
            local(text)


def test_a_date_with_the_day_first_is_mended() -> None:
    with pytest.raises(UnreadableError) as raised:
        local("02.03.2026 18:00")
    assert raised.value.mend == "2026-03-02 18:00 +05:00"


def test_a_zone_is_never_guessed() -> None:
    with pytest.raises(UnreadableError, match="no zone"):
        local("2026-03-02 19:00")


def test_office_hours_become_story_minutes() -> None:
    found = hours("mon-fri 09:00-18:00 +05:00", START, 2 * 1440)
    assert found.open[:3] == ((900, 1440), (2340, 2880), (3780, 4320))
    # Friday 18:00 is followed by Monday 09:00.
    assert (4 * 1440 - 540, 4 * 1440) in found.open
    assert (6 * 1440 + 900, 7 * 1440) in found.open


def test_office_hours_of_another_zone_are_shifted() -> None:
    assert hours("mon-fri 09:00-18:00 +06:00", START, 1440).open[0] == (840, 1380)


def test_an_office_that_is_open_at_the_start_is_open_from_minute_0() -> None:
    assert hours("mon-sun 09:00-20:00 +05:00", START, 1440).open[0] == (0, 120)


def test_a_lunch_break_and_a_holiday_are_closed() -> None:
    found = hours("mon-fri 09:00-13:00, 14:00-18:00", START, 1440, (date(2026, 3, 3),))
    assert found.open[:2] == ((2340, 2580), (2640, 2880))


@pytest.mark.parametrize("text", ["daily 22:00-02:00", "daily 22:00-24:00, 00:00-02:00"])
def test_office_hours_over_midnight_are_open_on_both_days(text: str) -> None:
    minutes = {minute for begin, end in hours(text, START, 1440).open for minute in range(begin, end)}
    assert set(range(240, 480)) <= minutes
    assert minutes.isdisjoint({239, 480})


def test_a_stretch_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    # The story starts on a Monday at 18:00; Friday's night ends on Saturday at 02:00, and nobody works on Sunday night.
    found = hours("fri 22:00-02:00", START, 7 * 1440).open
    assert found[0] == (4 * 1440 + 240, 4 * 1440 + 480)


def test_the_stretches_of_a_day_may_stand_in_any_order() -> None:
    assert hours("mon 14:00-18:00, 09:00-13:00", START, 7 * 1440) == hours(
        "mon 09:00-13:00, 14:00-18:00", START, 7 * 1440
    )


def test_stretches_that_overlap_are_mended_by_one() -> None:
    with pytest.raises(UnreadableError) as raised:
        hours("mon 11:00-18:00, 09:00-12:00", START, 1440)
    assert raised.value.mend == "09:00-18:00"


def test_always_has_no_intervals() -> None:
    assert hours("always", START, 1440) == Hours()


@pytest.mark.parametrize(
    "text",
    [
        "mornings",
        "mon-fri",
        "mon-xxx 09:00-18:00",
        "mon 18:00-18:00",
        "mon 24:00-02:00",
        "mon 09:00-25:00",
        "mon 09:00-12:00, 11:00-18:00",
        "sat 09:00-18:00 +99:00",
    ],
)
def test_what_states_no_office_hours_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        hours(text, START, 1440)


def test_an_office_that_never_opens_is_refused() -> None:
    days = tuple(date(2026, 3, day) for day in range(1, 31))
    with pytest.raises(UnreadableError, match="never open"):
        hours("mon-fri 09:00-18:00", START, 1440, days)
