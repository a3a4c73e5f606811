"""The journal: the append-only run file. A row is on the disk before anyone is told of it.

SQLite, write-ahead log, ``synchronous=FULL``. What is typed and not yet submitted is kept in a table beside the rows.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

from exercise.model.records import to_record
from exercise.play.record import (
    APPLICATION,
    FIRST,
    FORMAT,
    Row,
    RunProblem,
    chained,
    check_file,
    check_kind,
    row_body,
    rows_of,
    t,
)
from exercise.session.lock import Lock
from exercise.session.runs import SUFFIX

_TABLES: Final = f"""
BEGIN;
PRAGMA application_id={APPLICATION};
PRAGMA user_version={FORMAT};
CREATE TABLE rows (number INTEGER PRIMARY KEY, body BLOB NOT NULL, hash TEXT NOT NULL);
CREATE TABLE drafts (team TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (team, key));
CREATE TRIGGER rows_stay BEFORE UPDATE ON rows BEGIN SELECT RAISE(ABORT, 'rows are only added'); END;
CREATE TRIGGER rows_remain BEFORE DELETE ON rows BEGIN SELECT RAISE(ABORT, 'rows are only added'); END;
COMMIT;
"""
"""What every run file has; one transaction: all of it, or nothing."""

NO_FOLDER: Final = t("No second copy can be kept: there is no folder {path}. Is the stick in?")
COPY_LOST: Final = t("The second copy of the run cannot be written any more; the run itself is safe.")


class Journal:
    """An open run file. Make one with :meth:`create` or :meth:`open`; both raise :class:`RunProblem`."""

    def __init__(self, path: Path, lock: Lock, database: sqlite3.Connection, rows: Sequence[Row]) -> None:
        self.path = path
        self.rows: list[Row] = list(rows)
        self.warning = ""
        """A sentence of the program (English, to be translated) where the second copy was lost."""
        self._lock = lock
        self._database = database
        self.copy_path: Path | None = None
        """Where the second copy is kept; ``None``: there is none, or it was lost."""
        self._copy: Journal | None = None

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new run file, readable by its owner alone, without rows; an existing file is left as it is."""
        _claim(path)
        try:
            lock = Lock(path)
        except RunProblem:
            path.unlink(missing_ok=True)
            raise
        try:
            return cls(path, lock, _made(path), ())
        except sqlite3.Error as error:
            _take_away(path)
            lock.release()
            raise _cannot_write(path, error) from error

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing run file for writing, its chain checked."""
        check_file(path)
        if not os.access(path, os.W_OK):
            raise RunProblem(t("The run {path} is read-only; copy it to where it can be written."), path=path)
        lock = Lock(path)
        try:
            return cls(path, lock, *_opened(path))
        except RunProblem:
            lock.release()
            raise

    def append(self, kind: str, minute: int, wall: str, data: Mapping[str, Any], happenings: Iterable[Any] = ()) -> Row:
        """Add a row with the happenings that it caused (or their records) and return it once it is on the disk.

        Raises :class:`RunProblem` where it cannot be written; then nothing was added.
        """
        number = len(self.rows)
        records = tuple(to_record(happening) for happening in happenings)
        said = to_record(data)
        body = row_body(number, kind, minute, wall, said, records)
        row = Row(number, kind, minute, wall, said, records, chained(self.last, body))
        self._write(row, body)
        return row

    @property
    def last(self) -> str:
        """The hash of the last row."""
        return self.rows[-1].hash if self.rows else FIRST

    def copy_to(self, path: Path) -> None:
        """Keep a second journal from now on: in the folder *path*, a new ``.run`` file or an earlier copy."""
        try:
            self._begin_copy(path)
        except OSError as error:  # a stick that is plugged in and cannot be read
            raise _cannot_keep(path, error) from error

    def _begin_copy(self, path: Path) -> None:
        path = _place_of_copy(path, self.path.name)
        if path.exists() and path.samefile(self.path):
            raise RunProblem(t("The second copy cannot be the run itself: {path}."), path=path)
        there = path.exists() or path.is_symlink()
        copy = Journal.open(path) if there else Journal.create(path)
        try:
            shared = [row.hash for row in self.rows[: len(copy.rows)]]
            if [row.hash for row in copy.rows] != shared:
                raise RunProblem(t("{path} holds another run, so no copy is kept there."), path=path)
            for row in self.rows[len(copy.rows) :]:
                copy._write(row, _body(row))
        except RunProblem:
            if there:
                copy.close()
            else:
                copy.abandon()
            raise
        self._copy, self.copy_path = copy, copy.path

    def draft(self, team: str, key: str) -> str:
        """Return the text that *team* was typing under *key* (``""``: none)."""
        query = "SELECT text FROM drafts WHERE team = ? AND key = ?"
        try:
            found = self._database.execute(query, (team, key)).fetchone()
        except sqlite3.Error as error:
            raise _cannot_read(self.path, error) from error
        return str(found[0]) if found else ""

    def keep_draft(self, team: str, key: str, text: str) -> None:
        """Keep a text being typed; a text that cannot be kept now is lost without harm to the rows."""
        try:
            self._database.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (team, key, text))
        except sqlite3.Error as error:
            raise _cannot_write(self.path, error) from error

    def close(self) -> None:
        """Close the file, and its copy."""
        if self._copy:
            self._copy.close()
            self._copy = None
        try:
            self._database.close()
        finally:
            self._lock.release()

    def abandon(self) -> None:
        """Close a file that was made in vain, and take it away, its copy too."""
        if self._copy:
            self._copy.abandon()
            self._copy = None
        self.close()
        _take_away(self.path)

    def _write(self, row: Row, body: bytes) -> None:
        try:
            self._database.execute("INSERT INTO rows VALUES (?, ?, ?)", (row.number, body, row.hash))
        except sqlite3.Error as error:
            raise _cannot_write(self.path, error) from error
        self.rows.append(row)
        self._write_copy(row, body)

    def _write_copy(self, row: Row, body: bytes) -> None:
        if self._copy is None:
            return
        try:
            if not self._copy.path.exists():  # a stick that was pulled: its handle would go on swallowing rows
                raise RunProblem(COPY_LOST)
            self._copy._write(row, body)
        except (RunProblem, OSError):  # OSError: a stick so far gone that one cannot even ask whether the file is there
            self.warning = COPY_LOST
            self._drop_copy()

    def _drop_copy(self) -> None:
        lost, self._copy, self.copy_path = self._copy, None, None
        if lost:
            try:
                lost.close()
            except (sqlite3.Error, OSError):
                return  # it is gone already


def _place_of_copy(path: Path, name: str) -> Path:
    """Return the file at *path* for a second copy of the run *name*.

    No folder is made, and no file where a folder was meant: that would hide that the stick is out.
    """
    if path.is_dir():
        return path / name
    if path.exists() or path.is_symlink():
        return path
    folder = path.parent if path.suffix == SUFFIX else path
    if not folder.is_dir():
        raise RunProblem(NO_FOLDER, path=folder)
    return path


def _body(row: Row) -> bytes:
    return row_body(row.number, row.kind, row.minute, row.wall, row.data, row.happenings)


def _claim(path: Path) -> None:
    """Make *path* as an empty file of its owner's; never through a link, never over a file."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise RunProblem(t("There is already a file at {path}; it was left as it is."), path=path) from error
    except OSError as error:
        raise _cannot_keep(path, error) from error


def _take_away(path: Path) -> None:
    """Remove a run file with what SQLite keeps beside it, which it leaves there where the disk is full."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # a stick that is gone: what cannot be removed stays
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2)


def _made(path: Path) -> sqlite3.Connection:
    """Make the database of the empty file *path*; before its first row, which is waited for, it is worth nothing."""
    database = _connected(path)
    try:
        database.execute("PRAGMA journal_mode=MEMORY")  # what is empty need not be rolled back on the disk
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")  # in their order, but not waited for: the first row waits for all
        database.executescript(_TABLES)
        _make_safe(database)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _make_safe(database: sqlite3.Connection) -> None:
    """Let every row be on the disk, whole, once it is acknowledged."""
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")


def _opened(path: Path) -> tuple[sqlite3.Connection, tuple[Row, ...]]:
    database = _connected(path)
    try:
        check_kind(database, path)
        rows = rows_of(database, path)
        _make_safe(database)
    except RunProblem:
        database.close()
        raise
    except sqlite3.Error as error:
        database.close()
        raise _cannot_read(path, error) from error
    return database, rows


def _cannot_keep(path: Path, error: OSError) -> RunProblem:
    return RunProblem(t("No run can be kept at {path}: {why}."), path=path, why=error.strerror)


def _cannot_read(path: Path, error: sqlite3.Error) -> RunProblem:
    return RunProblem(t("The run file {path} is damaged and cannot be read: {why}."), path=path, why=error)


def _cannot_write(path: Path, error: sqlite3.Error) -> RunProblem:
    if "full" in str(error):
        return RunProblem(t("The disk is full, so the run {path} cannot go on; free some space."), path=path)
    if "readonly" in str(error):
        return RunProblem(t("The run {path} is read-only; copy it to where it can be written."), path=path)
    return RunProblem(t("The run {path} cannot be written: {why}."), path=path, why=error)
