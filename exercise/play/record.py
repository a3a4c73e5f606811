"""The record of a run, as it is read from its file: header, rows, happenings. Needs the model only, never an engine.

A run is one SQLite file. Table ``rows`` is append-only; each row holds its canonical JSON and the SHA-256 of the hash
before it and of that JSON, so that a row changed later shows. Row 0 is the header.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, field
from pathlib import Path
from typing import Any, Final, Literal

from exercise.model.happenings import Happening
from exercise.model.language import language
from exercise.model.plain import plain
from exercise.model.records import canonical, from_record
from exercise.model.scenario import Scenario
from exercise.scenario.cache import compiled

FORMAT: Final = 1
"""Version of the run file."""
APPLICATION: Final = 0x45584552
"""The SQLite application id of a run file."""
FIRST: Final = "0" * 64
"""What stands before the first row."""
FATE: Final = "fate"
"""The kind of row at which a run goes on by a new fate; it says the ``number`` of that."""

Pace = Literal["rounds", "live", "open"]


class RunProblem(ValueError):  # noqa: N818
    """Why a run file cannot be used, as one sentence: a message of the program and the names that it needs."""

    def __init__(self, message: str, /, **names: object) -> None:
        super().__init__(message)
        self.message = message
        self.names = names

    def text(self, tag: str = "en") -> str:
        """Return the sentence in the language *tag*."""
        return language(tag).t(self.message, **self.names)

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.message.format(**self.names) if self.names else self.message


def t(message: str, /) -> str:
    """Mark *message* for translation; it is translated where it is shown."""
    return message


@plain
class Setup:
    """How a run is played: who sits where, how time passes, by which seed."""

    people: tuple[str, ...] = ()
    """Teams of people; the other played teams are bots."""
    bots: str = "recommended"
    """The policy of the bots."""
    pace: Pace = "rounds"
    rate: float = 1.0
    """Live: story minutes a second."""
    talk: float | None = None
    """Rounds: minutes of talk before the story clock creeps; ``None``: no limit."""
    language: str = "en"
    seed: int = 1
    languages: Mapping[str, str] = field(default_factory=dict)
    """The language of a team, where it is not that of the room."""
    facilitated: bool = False
    """Whether there is a facilitator's desk: somebody who steers, and rules on teams' own answers."""
    pin: str = ""
    """What the desk is locked with: salt and hash, never the PIN itself; ``""``: it is not locked."""


@plain
class Parent:
    """Where a child run comes from: hash and number of the last row that it shares with its parent."""

    hash: str
    row: int


@plain
class Header:
    """The first row of a run."""

    format: int
    engine: str
    scenario: str
    """SHA-256 of the compiled scenario."""
    seed: int
    setup: Setup
    sources: Mapping[str, str]
    parent: Parent | None
    created: str


@plain
class Row:
    """One row: its kind, the story minute after it, the wall-clock stamp, what it says, and the happenings it caused.

    *happenings* are records as :func:`exercise.model.records.to_record` makes them.
    """

    number: int
    kind: str
    minute: int
    wall: str
    data: Mapping[str, Any]
    happenings: tuple[Any, ...]
    hash: str


@plain
class Note:
    """A note of the staff: the row that its author saw, story minute, team (or ``""``), tags, words."""

    row: int
    minute: int
    team: str
    tags: tuple[str, ...]
    text: str


@plain
class Record:
    """A run as it was kept."""

    header: Header
    scenario: Scenario
    rows: tuple[Row, ...]
    happenings: tuple[Happening, ...]
    opened: tuple[tuple[int, str, str], ...]
    """When which team opened which paper: story minute, team, key."""
    finished: bool
    notes: tuple[Note, ...]


def row_body(  # noqa: PLR0917
    number: int, kind: str, minute: int, wall: str, data: Mapping[str, Any], happenings: Sequence[Any]
) -> bytes:
    """Return the canonical JSON of a row."""
    names = {
        "number": number,
        "kind": kind,
        "minute": minute,
        "wall": wall,
        "data": data,
        "happenings": list(happenings),
    }
    return canonical(names)


def chained(before: str, body: bytes) -> str:
    """Return the hash of a row whose predecessor has the hash *before*."""
    return hashlib.sha256(before.encode() + body).hexdigest()


def compiled_text(scenario: Scenario) -> str:
    """Return *scenario* as JSON text in the author's order, which a canonical record would lose."""
    return scenario.model_dump_json(by_alias=True)


def text_hash(text: str) -> str:
    """Return the SHA-256 of *text* in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def header_data(header: Header, text: str) -> dict[str, Any]:
    """Return what row 0 says: the header, with the compiled scenario whole as *text*."""
    return {**asdict(header), "compiled": text}


def read_record(path: Path) -> Record:
    """Read the run at *path* without opening it for writing.

    Raises :class:`RunProblem` where it is not a whole run.
    """
    return as_record(read_rows(path))


def as_record(rows: tuple[Row, ...]) -> Record:
    """Return the record that *rows* make; raises :class:`RunProblem` where the header is not one."""
    return Record(
        header=header_of(rows[0]),
        scenario=scenario_of(rows[0]),
        rows=rows,
        happenings=tuple(from_record(record) for row in rows for record in row.happenings),
        opened=tuple((r.minute, r.data["team"], r.data["key"]) for r in rows if r.kind == "opened"),
        finished=any(row.kind == "ended" for row in rows),
        notes=tuple(_note(row) for row in rows if row.kind == "note"),
    )


def header_of(row: Row) -> Header:
    """Return the header in row 0."""
    data = row.data
    try:
        setup = dict(data["setup"])
        setup["people"] = tuple(setup["people"])
        setup["languages"] = from_record(setup.get("languages", {}))
        parent = data["parent"]
        return Header(
            format=data["format"], engine=data["engine"], scenario=data["scenario"], seed=data["seed"],
            setup=Setup(**setup), sources=data["sources"], parent=Parent(**parent) if parent else None,
            created=data["created"],
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise RunProblem(t("The header of the run file is incomplete.")) from error


def scenario_of(row: Row) -> Scenario:
    """Return the scenario that row 0 carries."""
    try:
        return compiled(row.data["compiled"])
    except (KeyError, AttributeError, ValueError) as error:
        raise RunProblem(t("The scenario in the run file is of a form that this version does not read.")) from error


def _note(row: Row) -> Note:
    data = row.data
    return Note(data["sees"], row.minute, data["team"], tuple(data["tags"]), data["text"])


# --- reading the file ------------------------------------------------------------------------------------


def read_rows(path: Path) -> tuple[Row, ...]:
    """Return all rows of the run at *path*, their chain checked; raises :class:`RunProblem`."""
    with reading(path) as database:
        return rows_of(database, path)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the run at *path* for reading only; what SQLite cannot read becomes a :class:`RunProblem`."""
    check_file(path)
    try:
        with closing(_reader(path)) as database:
            check_kind(database, path)
            if _is_settled(path) and _is_cut_short(path):
                raise RunProblem(t("The run file {path} is damaged: it was cut short."), path=path)
            yield database
    except (sqlite3.Error, OSError) as error:
        raise RunProblem(
            t("The run file {path} is damaged and cannot be read: {why}."), path=path, why=error
        ) from error


def _reader(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    # Without a log beside it nobody writes the run: read so, SQLite leaves no files of its own and needs none.
    return sqlite3.connect(f"{uri}?mode=ro{'&immutable=1' if _is_settled(path) else ''}", uri=True)


def _is_settled(path: Path) -> bool:
    return not path.with_name(path.name + "-wal").exists()


def _is_cut_short(path: Path) -> bool:
    """Tell whether a settled file has fewer pages than its head names: its last rows may read well all the same."""
    with path.open("rb") as file:
        head = file.read(32)
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    return path.stat().st_size < pages * (65_536 if page == 1 else page)


def check_file(path: Path) -> None:
    """Raise :class:`RunProblem` where *path* is no ordinary file."""
    if path.is_symlink():
        raise RunProblem(t("{path} is a link; name the run file itself."), path=path)
    if not path.exists():
        raise RunProblem(t("There is no run at {path}."), path=path)
    if not path.is_file():
        raise RunProblem(t("{path} is not a file, so it is not a run."), path=path)
    if not os.access(path, os.R_OK):
        raise RunProblem(t("{path} may not be read by this user."), path=path)


def check_kind(database: sqlite3.Connection, path: Path) -> None:
    """Raise :class:`RunProblem` where the database is not a run, or a run of a later format."""
    try:
        kind = database.execute("PRAGMA application_id").fetchone()[0]
        version = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise RunProblem(t("{path} is not a run of this program."), path=path) from error
        raise
    if kind != APPLICATION:
        raise RunProblem(t("{path} is not a run of this program."), path=path)
    if version > FORMAT:
        raise RunProblem(t("The run {path} was made by a later version of this program."), path=path)


def rows_of(database: sqlite3.Connection, path: Path) -> tuple[Row, ...]:
    """Return the rows of an open run, their chain checked."""
    before = FIRST
    rows: list[Row] = []
    for number, body, kept in database.execute("SELECT number, body, hash FROM rows ORDER BY number"):
        whole = number == len(rows) and isinstance(body, bytes) and chained(before, body) == kept
        if not whole:
            raise _altered(path, len(rows))
        rows.append(_row(body, kept, path, number))
        before = kept
    if not rows or rows[0].kind != "header":
        raise RunProblem(t("The run file {path} holds no beginning of a run."), path=path)
    return tuple(rows)


def _altered(path: Path, number: int) -> RunProblem:
    return RunProblem(t("The run file {path} was altered or damaged at row {number}."), path=path, number=number)


def _row(body: bytes, kept: str, path: Path, number: int) -> Row:
    try:
        said = json.loads(body)
        return Row(
            number=said["number"], kind=said["kind"], minute=said["minute"], wall=said["wall"], data=said["data"],
            happenings=tuple(said["happenings"]), hash=kept,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _altered(path, number) from error
