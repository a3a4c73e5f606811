"""The journal alone: chain, damage, locks, media that cannot be written."""

import os
import shutil
import sqlite3
from pathlib import Path
from random import Random

import pytest

from exercise.play.record import RunProblem, Setup, read_rows
from exercise.session.journal import Journal
from exercise.session.runs import info
from exercise.session.session import Session
from tests.session.conftest import tiny_scenario


@pytest.fixture
def journal(tmp_path):
    kept = Journal.create(tmp_path / "a.run")
    kept.append("header", 0, "now", {"a": 1})
    yield kept
    kept.close()


def closed(journal: Journal, rows: int = 5) -> Path:
    for number in range(rows):
        journal.append("note", number, "now", {"text": "слово" * 20, "number": number})
    journal.close()
    return journal.path


def problem_of(path: Path) -> str:
    """Return the one sentence with which *path* is refused, by reader and writer alike."""
    with pytest.raises(RunProblem) as reading:
        read_rows(path)
    with pytest.raises(RunProblem):
        Journal.open(path)
    for tag in ("en", "ru"):
        assert "\n" not in reading.value.text(tag)
    return str(reading.value)


def test_rows_come_back_as_they_were_added(journal) -> None:
    rows = list(journal.rows)
    path = closed(journal)
    assert read_rows(path)[:1] == tuple(rows)
    with_more = Journal.open(path)
    assert list(read_rows(path)) == with_more.rows == journal.rows
    with_more.close()


def test_rows_can_neither_be_changed_nor_taken_away(journal) -> None:
    path = closed(journal)
    database = sqlite3.connect(path)
    for statement in ("UPDATE rows SET body = x'00' WHERE number = 2", "DELETE FROM rows WHERE number = 5"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rows SET body = replace(body, 'слово', 'слава') WHERE number = 2",
        "UPDATE rows SET body = CAST(replace(CAST(body AS TEXT), 'слово', 'слава') AS BLOB) WHERE number = 2",
        "DELETE FROM rows WHERE number = 3",
        "UPDATE rows SET hash = 'x' WHERE number = 3",
        "UPDATE rows SET hash = x'ff' WHERE number = 3",
        "UPDATE rows SET body = 7 WHERE number = 3",
    ],
)
def test_a_row_changed_by_hand_shows(journal, statement: str) -> None:
    path = closed(journal)
    database = sqlite3.connect(path)
    database.executescript(f"DROP TRIGGER rows_stay; DROP TRIGGER rows_remain; {statement};")
    database.close()
    assert "was altered or damaged at row" in problem_of(path)


def test_a_run_cut_at_any_byte_is_refused_in_a_sentence_or_is_what_it_was(journal, tmp_path) -> None:
    whole = closed(journal, 60).read_bytes()
    rows = read_rows(journal.path)
    cut = tmp_path / "cut.run"
    for length in [0, 1, 15, 16, 17, 99, 100, 101, *Random(1).sample(range(len(whole)), 60)]:
        cut.write_bytes(whole[:length])
        try:
            found = read_rows(cut)
        except RunProblem:
            assert info(cut).problem is not None
            with pytest.raises(RunProblem):
                Journal.open(cut)
            assert cut.stat().st_size == length  # nothing was overwritten
        else:
            assert found == rows[: len(found)]


def test_a_flipped_bit_is_refused_in_a_sentence_or_changes_no_row(journal, tmp_path) -> None:
    whole = bytearray(closed(journal, 60).read_bytes())
    rows = read_rows(journal.path)
    flipped = tmp_path / "flipped.run"
    chance = Random(2)
    refused = 0
    for _ in range(400):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        whole[place] ^= bit
        flipped.write_bytes(whole)
        whole[place] ^= bit
        info(flipped)
        try:
            assert read_rows(flipped) == rows
        except RunProblem:
            refused += 1
    assert refused > 200


def test_a_log_cut_at_any_byte_loses_at_most_its_last_rows(journal, tmp_path) -> None:
    for number in range(20):
        journal.append("note", number, "now", {"text": "x" * 50})
    rows = tuple(journal.rows)
    log = journal.path.with_name(journal.path.name + "-wal").read_bytes()
    for n, length in enumerate(Random(3).sample(range(len(log)), 40)):
        copy = tmp_path / f"cut{n}.run"
        shutil.copy(journal.path, copy)
        copy.with_name(copy.name + "-wal").write_bytes(log[:length])
        try:
            found = read_rows(copy)
        except RunProblem:
            continue
        assert found == rows[: len(found)]


def test_what_is_not_a_run_is_refused_in_one_sentence(tmp_path) -> None:
    text = tmp_path / "text.run"
    text.write_text("not a run at all, but long enough to be looked at " * 20)
    other = tmp_path / "other.run"
    database = sqlite3.connect(other)
    database.execute("CREATE TABLE rows (number, body, hash)")
    database.close()
    for path in (text, other):
        assert "is not a run of this program" in problem_of(path)
    assert "There is no run at" in problem_of(tmp_path / "none.run")
    assert "is not a file" in problem_of(tmp_path)


def test_a_run_of_a_later_version_is_refused(journal) -> None:
    path = closed(journal)
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version=99")
    database.close()
    assert "later version" in problem_of(path)


def test_a_link_is_refused_for_reading_writing_and_making(journal, tmp_path) -> None:
    path = closed(journal)
    link, loose = tmp_path / "link.run", tmp_path / "loose.run"
    link.symlink_to(path)
    loose.symlink_to(tmp_path / "target")
    assert "is a link" in problem_of(link)
    with pytest.raises(RunProblem, match="already a file"):
        Journal.create(loose)
    assert not (tmp_path / "target").exists()


def test_a_file_is_never_overwritten(tmp_path) -> None:
    path = tmp_path / "thesis.txt"
    path.write_text("years of work")
    with pytest.raises(RunProblem, match="left as it is"):
        Journal.create(path)
    assert path.read_text() == "years of work"


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path) -> None:
    with pytest.raises(RunProblem, match="No run can be kept at"):
        Journal.create(tmp_path / "no" / "where.run")


def test_a_run_open_elsewhere_is_refused_and_free_again_afterwards(journal) -> None:
    with pytest.raises(RunProblem, match="open in another window"):
        Journal.open(journal.path)
    path = closed(journal)
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]
    Journal.open(path).close()


def test_a_read_only_run_is_refused_for_play_and_still_read(journal, monkeypatch) -> None:
    path = closed(journal)
    path.chmod(0o400)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK and allowed(file, mode))  # root may all
    with pytest.raises(RunProblem, match="read-only"):
        Journal.open(path)
    assert read_rows(path)


def test_a_write_that_fails_adds_nothing_and_says_why(journal) -> None:
    journal._database.execute("PRAGMA query_only=1")
    rows = list(journal.rows)
    with pytest.raises(RunProblem, match="read-only"):
        journal.append("note", 1, "now", {})
    journal._database.execute("PRAGMA query_only=0")
    assert journal.rows == rows
    journal.append("note", 1, "now", {})
    assert list(read_rows(journal.path)) == journal.rows


def test_every_commit_is_on_the_disk(journal) -> None:
    def pragma(name: str) -> object:
        return journal._database.execute(f"PRAGMA {name}").fetchone()[0]

    assert (pragma("journal_mode"), pragma("synchronous")) == ("wal", 2)


def test_a_run_that_cannot_be_begun_leaves_no_file(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("exercise.session.journal._TABLES", "no SQL at all;")
    with pytest.raises(RunProblem, match="cannot be written"):
        Journal.create(tmp_path / "a.run")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("size", [0, 4096, 12_000, 20_000, 40_000])
def test_a_run_that_finds_no_room_on_the_disk_leaves_no_file(tmp_path, size) -> None:
    child = os.fork()
    if child == 0:
        os._exit(begun_where_files_end_at(size, tmp_path / "a.run"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert list(tmp_path.iterdir()) == []


def begun_where_files_end_at(size: int, path: Path) -> int:
    """Try to begin a run; return 0 where that is refused in a sentence."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        Session.create(tiny_scenario(), {}, Setup(), path)
    except RunProblem:
        return 0
    except BaseException:
        return 2
    return 1


def test_a_run_made_in_vain_is_taken_away_with_its_log_and_its_copy(journal, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    journal.copy_to(stick)
    reader = sqlite3.connect(journal.path)
    reader.execute("SELECT * FROM rows").fetchall()  # SQLite tidies up only after the last who has the file open
    journal.abandon()
    assert [file.name for file in tmp_path.rglob("*")] == ["stick"]
    reader.close()


def test_a_new_copy_that_finds_no_room_on_the_stick_leaves_no_file_there(journal, tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise RunProblem("The disk is full.")

    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(Journal, "_write", full)
    with pytest.raises(RunProblem, match="full"):
        journal.copy_to(stick)
    assert list(stick.iterdir()) == []
