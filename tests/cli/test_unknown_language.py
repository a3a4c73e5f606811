"""A language that the program does not have: refused before anything is done, and read in English where it is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from exercise.cli import main
from exercise.debrief import render
from exercise.play.record import Setup, read_record
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.session.conftest import FastWall, tiny_scenario
from tests.session.players import play

TINY = str(Path(__file__).parents[1] / "scenarios" / "tiny")


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)


async def kept(tag: str) -> Path:
    """Play a run whose room reads *tag*."""
    path = Path(f"{tag}.run").resolve()
    setup = Setup(people=("north", "south"), seed=4, language=tag)
    async with Session.create(tiny_scenario(), {}, setup, path, wall=FastWall(), tempo=AT_ONCE) as session:
        await play(session, tag=tag)
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("play", TINY, "--auto"),
        ("play", TINY, "--plain"),
        ("resume", "en.run"),
        ("debrief", "en.run"),
        ("sheets", TINY, "-o", "sheets"),
        ("rewind", "en.run", "1"),
        ("verify", "en.run"),
        ("runs",),
        ("list",),
        (),
    ],
    ids=" ".join,
)
async def test_a_language_that_does_not_exist_is_refused_before_anything_is_done(
    arguments, monkeypatch, capsys, tmp_path
) -> None:
    run = await kept("en")
    before, files = run.read_bytes(), sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(sys, "argv", ["exercise", *arguments, "--lang", "xx"])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr()
    assert left.value.code == 2
    assert "'xx'" in said.err
    assert "'ru'" in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert (run.read_bytes(), sorted(tmp_path.rglob("*"))) == (before, files)


async def test_a_run_kept_in_a_language_that_does_not_exist_is_played_and_read_in_english(tmp_path) -> None:
    strange, english = await kept("xx"), await kept("en")
    records = [read_record(run) for run in (strange, english)]
    assert records[0].happenings == records[1].happenings
    assert render(records[1], language="xx") == render(records[1], language="en")
    views = []
    for run in (strange, english):
        async with Session.resume(run, wall=FastWall(), tempo=AT_ONCE) as session:
            tag = session.language_of("south")
            views.append((session.seat("south", tag).view(), await anext(session.hall(tag))))
    assert views[0] == views[1]
