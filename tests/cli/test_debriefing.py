"""Writing beside a run from its debrief: the report, and notes of the staff."""

from __future__ import annotations

import sys

import pytest

from exercise.cli.app import main
from exercise.cli.debriefing import Writing
from exercise.play.record import read_record
from exercise.session.journal import Journal


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "runs" / "played.run"
    path.parent.mkdir()
    assert main(["play", "first_parcel", "--auto", "--seed", "3", "--run", str(path)]) == 0
    return path


def test_a_note_is_kept_in_the_run_which_stays_whole(run, capsys):
    said = Writing().note(run, 5, "kazakhstan", "They waited.\x1b[2J", "en")
    note = read_record(run).notes[-1]
    assert (note.row, note.team, note.text) == (5, "kazakhstan", "They waited.[2J")
    assert said == "The note is kept in the run."
    capsys.readouterr()
    assert main(["verify", str(run)]) == 0
    assert "plays again to the same end" in capsys.readouterr().out


def test_a_run_that_is_being_played_takes_no_note_from_here(run):
    journal = Journal.open(run)
    try:
        with pytest.raises(ValueError, match="run"):
            Writing().note(run, 5, "", "x", "en")
    finally:
        journal.close()
    assert read_record(run).notes == ()


def test_the_report_is_written_where_one_works_and_named_after_run_and_team(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert str(tmp_path / "played.html") in Writing().write(run, None, "en")
    Writing().write(run, "caricc", "ru")
    assert 'lang="ru"' in (tmp_path / "played-caricc.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be made to refuse a file so simply")
def test_where_one_cannot_write_the_report_stands_beside_the_run(run, tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "played.html").mkdir()
    monkeypatch.chdir(closed)
    assert str(run.with_suffix(".html")) in Writing().write(run, None, "en")
    assert run.with_suffix(".html").exists()


def test_what_is_no_run_is_said_in_a_sentence(tmp_path):
    with pytest.raises(ValueError, match=r"There is no run at .*none\.run\."):
        Writing().write(tmp_path / "none.run", None, "en")


def test_the_report_is_never_written_over_a_run(run, tmp_path, monkeypatch):
    named_as_a_page = run.rename(run.with_suffix(".html"))
    before = named_as_a_page.read_bytes()
    monkeypatch.chdir(named_as_a_page.parent)
    with pytest.raises(ValueError, match="left as it is"):
        Writing().write(named_as_a_page, None, "en")
    assert named_as_a_page.read_bytes() == before
