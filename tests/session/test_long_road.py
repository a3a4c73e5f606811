"""The run of a whole long exercise: damaged at any place, altered by one who keeps the chain whole, read in Russian."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from exercise.play.record import Row, RunProblem, Setup, read_record, read_rows
from exercise.play.replay import replay
from exercise.session.journal import Journal
from exercise.session.runs import info
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.session.conftest import FastWall, northern_road
from tests.session.players import play

PEOPLE = ("tajikistan", "uzbekistan")


@dataclass(frozen=True)
class Finished:
    """A run that was played to its end: its file, its bytes, its rows, its digest."""

    path: Path
    content: bytes
    rows: tuple[Row, ...]
    digest: str


async def played(path: Path, tag: str) -> Finished:
    setup = Setup(people=PEOPLE, bots="random", seed=3, language=tag, languages=dict.fromkeys(PEOPLE, tag))
    async with Session.create(northern_road(), {}, setup, path, wall=FastWall(), tempo=AT_ONCE) as session:
        looked = lambda: [session.seat(team, tag).view() for team in PEOPLE]  # noqa: E731
        await asyncio.wait_for(play(session, looked, tag=tag), 60)
        digest = session.conduct.engine.digest()
    return Finished(path, path.read_bytes(), read_rows(path), digest)


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Finished:
    return asyncio.run(played(tmp_path_factory.mktemp("road") / "road.run", "en"))


def refused(path: Path) -> str:
    """Return the one sentence with which the run at *path* is refused, by reader and writer alike."""
    with pytest.raises(RunProblem) as problem:
        read_rows(path)
    with pytest.raises(RunProblem):
        Journal.open(path)
    assert "\n" not in str(problem.value)
    return str(problem.value)


# --- damage ---------------------------------------------------------------------------------------------


def test_a_long_run_cut_at_any_byte_is_refused_in_a_sentence_or_is_a_beginning_of_it(finished, tmp_path) -> None:
    cut, refusals = tmp_path / "cut.run", 0
    for length in Random(1).sample(range(len(finished.content)), 60):
        cut.write_bytes(finished.content[:length])
        try:
            found = read_rows(cut)
        except RunProblem:
            refused(cut)
            assert info(cut).problem is not None
            refusals += 1
            assert cut.stat().st_size == length  # nothing was overwritten
        else:
            assert found == finished.rows[: len(found)]
    assert refusals > 40


def test_a_bit_flipped_in_a_long_run_is_refused_in_a_sentence_or_changes_no_row(finished, tmp_path) -> None:
    content, chance, flipped, refusals = bytearray(finished.content), Random(2), tmp_path / "flipped.run", 0
    for _ in range(150):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        content[place] ^= bit
        flipped.write_bytes(content)
        content[place] ^= bit
        try:
            assert read_rows(flipped) == finished.rows
        except RunProblem:
            refusals += 1
    assert refusals > 75


def test_a_row_taken_out_of_a_long_run_is_named(finished, tmp_path) -> None:
    for number in Random(3).sample(range(1, len(finished.rows) - 1), 6):
        path = tmp_path / f"without{number}.run"
        path.write_bytes(finished.content)
        with closing(sqlite3.connect(path)) as database:
            database.executescript(f"DROP TRIGGER rows_remain; DELETE FROM rows WHERE number = {number};")
        assert f"altered or damaged at row {number}." in refused(path)


# --- a chain that is whole, over rows that were altered -------------------------------------------------


def forged(finished: Finished, path: Path, number: int, alter: Callable[[Row], Row]) -> Path:
    """Write the run anew with one row altered, every hash of it right."""
    journal = Journal.create(path)
    for row in finished.rows:
        row = alter(row) if row.number == number else row  # noqa: PLW2901
        journal.append(row.kind, row.minute, row.wall, row.data, row.happenings)
    journal.close()
    assert len(read_rows(path)) == len(finished.rows)
    return path


def minute_of_divergence(path: Path) -> int:
    """Return the story minute that is named when the run at *path* is opened."""
    with pytest.raises(RunProblem, match="differs at story minute") as problem:
        Session.resume(path)
    assert str(problem.value.names["minute"]) in str(problem.value)
    return int(problem.value.names["minute"])


def test_a_witness_that_differs_names_its_minute(finished, tmp_path) -> None:
    witnesses = [row for row in finished.rows if "digest" in row.data and row.kind != "ended"]
    assert len(witnesses) > 20
    for row in Random(4).sample(witnesses, 2):
        path = forged(
            finished, tmp_path / f"{row.number}.run", row.number, lambda r: replace(r, data={**r.data, "digest": "0"})
        )
        assert minute_of_divergence(path) == row.minute


def test_a_decision_taken_out_or_put_in_twice_names_its_minute(finished, tmp_path) -> None:
    decided = [row for row in finished.rows if row.kind == "round_closed" and row.data["decisions"]]
    for count, row in enumerate(Random(5).sample(decided, 2)):
        acts = [row.data["decisions"][1:], [*row.data["decisions"], row.data["decisions"][0]]][count % 2]
        changed = {**row.data, "decisions": acts}
        path = forged(
            finished, tmp_path / f"{row.number}.run", row.number, lambda r, said=changed: replace(r, data=said)
        )
        assert minute_of_divergence(path) == row.minute


def test_a_long_run_plays_again_every_happening_of_it(finished) -> None:
    record = read_record(finished.path)
    engine = replay(record.scenario, record.header.seed, record.rows, strict=True)
    assert (engine.digest(), tuple(engine.happenings)) == (finished.digest, record.happenings)
    assert record.finished


# --- languages ------------------------------------------------------------------------------------------


def test_seats_that_read_russian_play_the_same_exercise(finished, tmp_path) -> None:
    russian = asyncio.run(played(tmp_path / "russian.run", "ru"))
    assert russian.digest == finished.digest
    kept = [[(row.kind, row.minute, row.data, row.happenings) for row in run.rows[1:]] for run in (finished, russian)]
    assert kept[0] == kept[1]
