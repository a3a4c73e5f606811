"""Replay gives what the record holds, or names the minute at which it does not."""

import asyncio
from dataclasses import replace

import pytest

from exercise.play.record import Row, Setup, read_record
from exercise.play.replay import Diverged, replay
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.session.conftest import FastWall, tiny_scenario
from tests.session.players import play


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("runs") / "a.run"

    async def game() -> str:
        setup = Setup(people=("north", "south"), bots="random", seed=11)
        async with Session.create(tiny_scenario(), {}, setup, path, wall=FastWall(), tempo=AT_ONCE) as session:
            await play(session)
            return session.conduct.engine.digest()

    digest = asyncio.run(game())
    return digest, read_record(path)


def again(record, rows: list[Row]):
    return replay(record.scenario, record.header.seed, rows, strict=True)


def test_a_replay_ends_where_the_run_did(record) -> None:
    digest, kept = record
    engine = again(kept, list(kept.rows))
    assert (engine.digest(), tuple(engine.happenings)) == (digest, kept.happenings)


def test_every_beginning_of_a_run_replays(record) -> None:
    _, kept = record
    for end in range(1, len(kept.rows)):
        engine = again(kept, list(kept.rows[:end]))
        assert engine.now == max(row.minute for row in kept.rows[:end])


def test_a_changed_happening_names_its_minute(record) -> None:
    _, kept = record
    number = next(row.number for row in kept.rows if row.kind == "clock" and row.happenings)
    row = kept.rows[number]
    changed = {**row.happenings[0], "audience": ["nobody"]}
    rows = [*kept.rows[:number], replace(row, happenings=(changed, *row.happenings[1:])), *kept.rows[number + 1 :]]
    with pytest.raises(Diverged) as error:
        again(kept, rows)
    assert (error.value.difference.row, error.value.difference.what) == (number, "happening")
    assert error.value.difference.minute == changed["minute"]


def test_a_changed_decision_and_a_changed_digest_are_found(record) -> None:
    _, kept = record
    number = next(row.number for row in kept.rows if row.kind == "round_closed")
    row = kept.rows[number]
    for data, what in (
        ({**row.data, "decisions": row.data["decisions"] * 2}, "decision"),
        ({**row.data, "digest": "0" * 64}, "digest"),
        ({**row.data, "decisions": []}, "happening"),
    ):
        rows = [*kept.rows[:number], replace(row, data=data), *kept.rows[number + 1 :]]
        with pytest.raises(Diverged) as error:
            again(kept, rows)
        assert (error.value.difference.row, error.value.difference.what) == (number, what)


def test_another_seed_is_found(record) -> None:
    _, kept = record
    with pytest.raises(Diverged):
        replay(kept.scenario, kept.header.seed + 1, kept.rows, strict=True)
