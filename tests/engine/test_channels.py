from functools import partial

import pytest

from exercise.engine.channels import Channels
from exercise.engine.office import NEVER, working
from exercise.model.durations import ALWAYS, Hours
from exercise.model.happenings import ChanceDrawn
from tests.engine import worlds
from tests.engine.worlds import Bench, between, fixed

DAY = 1440
WEEK = Hours(open=tuple((d * DAY + 9 * 60, d * DAY + 18 * 60) for d in (0, 1, 2, 3, 4, 7, 8)))
"""Monday to Friday, then Monday and Tuesday: 9 to 18; the story starts on Monday at midnight."""


def bench(seed: int = 7, **channel: object) -> tuple[Bench, Channels]:
    made = Bench(worlds.scenario(channels={"line": {"label": "Line", **channel}}), seed)
    return made, Channels(made.world)


def arrivals(made: Bench, channels: Channels, sender: str = "a", what: str = "items.b") -> list[int]:
    came: list[int] = []
    channels.send("line", sender, what, lambda: came.append(made.world.now))
    return came


def test_what_is_sent_arrives_after_the_channels_delay() -> None:
    made, channels = bench(delay=fixed(30))
    came = arrivals(made, channels)
    made.advance(29)
    assert came == []
    made.advance(30)
    assert came == [30]


def test_nothing_arrives_within_the_minute_of_its_sending() -> None:
    made, channels = bench()
    came = arrivals(made, channels)
    made.advance(100)
    assert came == [1]


def test_what_is_lost_never_arrives_and_is_recorded_as_chance() -> None:
    made, channels = bench(loses=1.0)
    came = arrivals(made, channels)
    made.advance(5000)
    assert came == []
    assert [(h.what, h.chance, h.came, h.audience) for h in made.kinds(ChanceDrawn)] == [
        ("channels.line.loses", 1.0, True, ())
    ]


def test_a_channel_loses_about_its_share() -> None:
    made, channels = bench(loses=0.25)
    came: list[int] = []
    for _ in range(400):
        channels.send("line", "a", "items.b", lambda: came.append(1))
    made.advance(10)
    assert 270 <= len(came) <= 330


def test_other_sendings_leave_the_fate_of_a_sending_as_it_was() -> None:
    alone, channels = bench(delay=between(10, 1000))
    first = arrivals(alone, channels)
    crowded, channels = bench(delay=between(10, 1000))
    arrivals(crowded, channels, "b")
    arrivals(crowded, channels, "a", "items.centre")
    second = arrivals(crowded, channels)
    alone.advance(2000)
    crowded.advance(2000)
    assert first == second


def test_arrivals_of_one_minute_come_in_the_order_of_their_senders() -> None:
    for senders in (("a", "b"), ("b", "a")):
        made, channels = bench(delay=fixed(5))
        came: list[str] = []
        for sender in senders:
            channels.send("line", sender, "items.centre", partial(came.append, sender))
        made.advance(5)
        assert came == ["a", "b"]


def test_nothing_arrives_once_the_exercise_is_over() -> None:
    made, channels = bench(delay=fixed(5))
    came = arrivals(made, channels)
    made.world.ended = True
    made.advance(10)
    assert came == []


@pytest.mark.parametrize(
    ("channel", "team", "name", "what", "code"),
    [
        ({}, "a", "line", "paper", None),
        ({}, "a", "other", "paper", "no_such_channel"),
        ({"teams": ["b"]}, "a", "line", "paper", "channel_may_not"),
        ({"teams": ["b"]}, "b", "line", "paper", None),
        ({"carries": ["talk"]}, "a", "line", "information", "channel_may_not"),
    ],
)
def test_a_channel_is_open_to_its_teams_for_what_it_carries(channel, team, name, what, code) -> None:
    _, channels = bench(**channel)
    refusal = channels.judge(team, name, what)
    assert (refusal and refusal.code) == code


def test_those_who_see_what_passes_are_in_the_audience_if_they_are_played() -> None:
    ghost = worlds.team("GG", played=False)
    made = Bench(
        worlds.scenario(
            teams=worlds.teams(ghost=ghost), channels={"line": {"label": "Line", "seen_by": ["ghost", "centre"]}}
        )
    )
    assert Channels(made.world).audience("line", "b") == ("b", "centre")
    assert made.world.audience("centre", "a", "a", "ghost") == ("a", "centre")


# --- office hours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "minutes", "done"),
    [
        (10 * 60, 60, 11 * 60),
        (17 * 60, 60, 18 * 60),
        (17 * 60, 61, DAY + 9 * 60 + 1),
        (20 * 60, 30, DAY + 9 * 60 + 30),
        (4 * DAY + 17 * 60, 120, 7 * DAY + 10 * 60),
        (5 * DAY, 0, 7 * DAY + 9 * 60),
        (10 * 60, 0, 10 * 60),
        (9 * 60, 3 * 540, 2 * DAY + 18 * 60),
        (18 * 60, 0, DAY + 9 * 60),
    ],
)
def test_working_time_stands_still_over_nights_and_weekends(start: int, minutes: int, done: int) -> None:
    assert working(WEEK, start, minutes) == done


def test_an_office_that_always_works_takes_the_bare_time() -> None:
    assert working(ALWAYS, 100, 30) == 130


def test_work_that_the_office_has_no_time_for_never_ends() -> None:
    assert working(WEEK, 8 * DAY + 17 * 60, 61) == NEVER
