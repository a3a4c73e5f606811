"""The record of a run as debrief and analysis read it."""

import asyncio
import json
from pathlib import Path

import pytest

from exercise.model.happenings import PointOpened, Unknown
from exercise.play.record import RunProblem, Setup, as_record, read_record, read_rows
from exercise.session.journal import Journal
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.session.conftest import FastWall, settle, tiny_scenario
from tests.session.players import play


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    async def game() -> Path:
        path = tmp_path_factory.mktemp("runs") / "a.run"
        setup = Setup(people=("south", "north"), seed=3, languages={"south": "ru"}, talk=8.0)
        async with Session.create(
            tiny_scenario(), {"scenario.yaml": "x"}, setup, path, wall=FastWall(), tempo=AT_ONCE
        ) as session:
            await session.seat("north", "en").opened("m:1")
            await session.note("so far so good", "north", ["F1", "F2"])
            await play(session)
            await settle()
        return path

    return asyncio.run(game())


def test_a_record_is_read_without_an_engine(run) -> None:
    record = read_record(run)
    assert record.scenario == tiny_scenario()
    assert list(record.scenario.teams) == ["north", "south", "centre"]
    assert record.header.setup == Setup(people=("south", "north"), seed=3, languages={"south": "ru"}, talk=8.0)
    assert record.header.sources == {"scenario.yaml": "x"}
    assert record.finished
    assert record.opened == ((0, "north", "m:1"),)
    assert (record.notes[0].text, record.notes[0].tags, record.notes[0].team) == (
        "so far so good",
        ("F1", "F2"),
        "north",
    )
    assert record.happenings[0].minute == 0
    assert any(isinstance(happening, PointOpened) for happening in record.happenings)


def test_a_kind_of_happening_of_a_later_engine_stays_readable(run) -> None:
    rows = list(read_rows(run))
    strange = {"kind": "MoonRose", "v": 1, "minute": 5, "audience": ["north"], "phase": "full"}
    rows[1] = type(rows[1])(
        rows[1].number, rows[1].kind, rows[1].minute, rows[1].wall, rows[1].data, (strange,), rows[1].hash
    )
    unknown = [happening for happening in as_record(tuple(rows)).happenings if isinstance(happening, Unknown)]
    assert [(happening.name, happening.minute, happening.audience) for happening in unknown] == [
        ("MoonRose", 5, ("north",))
    ]


def test_a_scenario_of_another_form_is_one_sentence(run, tmp_path) -> None:
    header = read_rows(run)[0]
    compiled = {**json.loads(header.data["compiled"]), "moons": 2}
    for name, data in (("form", {**header.data, "compiled": json.dumps(compiled)}), ("incomplete", {"seed": 1})):
        journal = Journal.create(tmp_path / f"{name}.run")
        journal.append("header", 0, "now", data)
        journal.close()
        with pytest.raises(RunProblem) as problem:
            read_record(journal.path)
        assert "\n" not in str(problem.value)


def test_a_run_without_rows_is_one_sentence(tmp_path) -> None:
    Journal.create(tmp_path / "empty.run").close()
    with pytest.raises(RunProblem, match="holds no beginning"):
        read_record(tmp_path / "empty.run")


def test_reading_leaves_the_file_as_it_is(run) -> None:
    before = run.read_bytes()
    read_record(run)
    assert run.read_bytes() == before
    assert [file.name for file in run.parent.iterdir()] == [run.name]


def test_a_problem_says_itself_in_the_language_of_the_reader() -> None:
    problem = RunProblem("There is no run at {path}.", path="x{y}")
    assert str(problem) == problem.text("en") == "There is no run at x{y}."
