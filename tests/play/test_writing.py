"""Writing files for people: whole or not at all, and never over a run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from exercise.play.record import RunProblem
from exercise.play.writing import write_whole
from exercise.session.journal import Journal


def test_a_file_is_written_and_written_anew(tmp_path):
    path = tmp_path / "report.html"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_where_writing_fails_what_was_there_stays_and_nothing_else_is_left(tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    write_whole(path, b"first")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"second")
    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize("is_open", [True, False])
def test_a_run_is_never_written_over_whatever_it_is_called(tmp_path, is_open):
    run = tmp_path / "case.html"
    journal = Journal.create(run)
    if not is_open:
        journal.close()
    before = run.read_bytes()
    with pytest.raises(RunProblem, match="left as it is"):
        write_whole(run, b"a report")
    assert run.read_bytes() == before
    journal.close()


@pytest.mark.skipif(sys.platform == "win32", reason="links are for few there")
def test_a_link_stays_a_link_and_one_to_a_run_is_refused(tmp_path):
    (tmp_path / "there").mkdir()
    link = tmp_path / "report.html"
    link.symlink_to(tmp_path / "there" / "report.html")
    write_whole(link, b"text")
    assert link.is_symlink()
    assert (tmp_path / "there" / "report.html").read_bytes() == b"text"
    Journal.create(tmp_path / "own.run").close()
    os.replace(tmp_path / "own.run", tmp_path / "there" / "report.html")
    with pytest.raises(RunProblem):
        write_whole(link, b"text")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no device files")
def test_a_device_takes_what_is_written(tmp_path):
    write_whole(Path(os.devnull), b"text")
    assert Path(os.devnull).is_char_device()


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(OSError, match=r"directory|denied"):
        write_whole(tmp_path, b"text")
