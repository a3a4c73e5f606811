"""The runs of this user: where they are kept, and what can be said of each without opening it for writing."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import platformdirs

from exercise.model.plain import plain
from exercise.model.text import NO_TEXT, Text
from exercise.play.record import RunProblem, reading, t

SUFFIX: Final = ".run"


@plain
class RunInfo:
    """A run as it is listed. *problem* is a sentence where it cannot be read; then the rest says nothing."""

    path: Path
    title: Text = NO_TEXT
    scenario: str = ""
    people: tuple[str, ...] = ()
    """Teams of people, by id."""
    names: tuple[Text, ...] = ()
    pace: str = ""
    minute: int = 0
    starts: str = ""
    """The scenario's ISO start, to say the story time."""
    stage: Text = NO_TEXT
    saved: str = ""
    """When the last row was written, ISO 8601."""
    finished: bool = False
    problem: RunProblem | None = None


def name_of(run: Path) -> str:
    """Return what a run is called on the command line: its name among the others, else its path."""
    return run.stem if run.parent == directory() else str(run)


def directory() -> Path:
    """Return the folder in which runs are kept; it need not exist."""
    return platformdirs.user_data_path("exercise") / "runs"


def new_path(scenario: str, folder: Path | None = None) -> Path:
    """Return the path for a new run of *scenario*, in a folder that only this user can read."""
    folder = folder or directory()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RunProblem(t("No run can be kept at {path}: {why}."), path=folder, why=error.strerror) from error
    stem = f"{scenario}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    names = (f"{stem}{f'-{n}' if n else ''}{SUFFIX}" for n in range(1000))
    return next(folder / name for name in names if not (folder / name).exists())


def list_runs(folder: Path | None = None) -> list[RunInfo]:
    """Return the runs in *folder*, the latest first; one that cannot be read is listed with its problem."""
    folder = folder or directory()
    try:
        paths = sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        paths = []
    return sorted((info(path) for path in paths), key=lambda run: (run.saved, run.path.name), reverse=True)


def find(name: str, folder: Path | None = None) -> Path:
    """Return the run of that path or name; raises :class:`RunProblem` with the nearest name."""
    folder = folder or directory()
    path = Path(name)
    if path.is_file() or path.is_symlink():
        return path
    for kept in (folder / name, folder / f"{name}{SUFFIX}"):
        if kept.is_file():
            return kept
    near = _nearest(name, [kept.stem for kept in folder.glob(f"*{SUFFIX}")])
    if near:
        raise RunProblem(t("There is no run {name}; did you mean {near}?"), name=name, near=near)
    raise RunProblem(t("There is no run {name}; 'exercise runs' lists those there are."), name=name)


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, 1)), "")


def info(path: Path) -> RunInfo:
    """Return what can be said of the run at *path*."""
    try:
        with reading(path) as database:
            return _read(database, path)
    except RunProblem as problem:
        return RunInfo(path, problem=problem)


def _read(database: sqlite3.Connection, path: Path) -> RunInfo:
    first, last = _row(database, "ASC"), _row(database, "DESC")
    try:
        data = first["data"]
        compiled, people = json.loads(data["compiled"]), data["setup"]["people"]
        teams = [team for team in compiled["teams"] if team in people]
        return RunInfo(
            path=path,
            title=Text.model_validate(compiled["title"]),
            scenario=compiled["id"],
            people=tuple(teams),
            names=tuple(Text.model_validate(compiled["teams"][team]["name"]) for team in teams),
            pace=data["setup"]["pace"],
            minute=last["minute"],
            starts=compiled["clock"]["starts"],
            stage=_stage(database, compiled),
            saved=last["wall"],
            finished=last["kind"] == "ended" or _has_ended(database),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RunProblem(t("The header of the run file is incomplete.")) from error


def _row(database: sqlite3.Connection, order: str) -> dict[str, Any]:
    found = database.execute(f"SELECT body FROM rows ORDER BY number {order} LIMIT 1").fetchone()
    try:
        row = json.loads(found[0])
    except (TypeError, ValueError, RecursionError) as error:
        raise RunProblem(t("The header of the run file is incomplete.")) from error
    return row if isinstance(row, dict) else {}


def _has_ended(database: sqlite3.Connection) -> bool:
    """Tell whether the exercise ended and something (a note, an opened paper) was added since."""
    return _last_with(database, '"kind":"ended"') is not None


def _stage(database: sqlite3.Connection, compiled: dict[str, Any]) -> Text:
    row = _last_with(database, '"kind":"StageEntered"')
    entered = [h["stage"] for h in row["happenings"] if h["kind"] == "StageEntered"] if row else []
    return Text.model_validate(compiled["stages"][entered[-1]]["title"]) if entered else NO_TEXT


def _last_with(database: sqlite3.Connection, words: str) -> dict[str, Any] | None:
    query = "SELECT body FROM rows WHERE instr(CAST(body AS TEXT), ?) > 0 ORDER BY number DESC LIMIT 1"
    found = database.execute(query, (words,)).fetchone()
    row = json.loads(found[0]) if found else None
    return row if isinstance(row, dict) else None
