"""What each way into the program loads: no screens where there is none, nothing heavy before the first paint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "tests" / "scenarios" / "tiny")
CALL = "import sys; from exercise.cli import main\ntry: main()\nexcept SystemExit as left: print('LEFT', left.code)\n"
LOADED = "print(*sys.modules)"


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    return {**os.environ, **folders, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def python(program: str, *arguments: str, at: Path, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True, cwd=at, env=environment, encoding="utf-8"
    )
    return done.stdout


@pytest.fixture
def run(tmp_path, environment) -> str:
    said = python(CALL, "play", TINY, "--auto", "--seed", "4", "--run", "k.run", at=tmp_path, environment=environment)
    assert "k.run" in said
    return "k.run"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("play", "--help"),
        ("list",),
        ("runs",),
        ("check", TINY),
        ("verify", "k.run"),
        ("debrief", "k.run"),
        ("sheets", TINY, "-o", "sheets"),
    ],
    ids=" ".join,
)
def test_a_command_without_a_screen_loads_no_screen(arguments, run, tmp_path, environment) -> None:
    said = python(CALL + LOADED, *arguments, at=tmp_path, environment=environment)
    loaded = set(said.splitlines()[-1].split())
    assert "exercise.cli.app" in loaded
    assert "LEFT 0" in said or "LEFT None" in said
    assert not {name for name in loaded if name.split(".")[0] == "textual" or name.startswith("exercise.ui")}


def test_the_home_screen_is_painted_before_anything_reads_scenarios_or_runs(tmp_path, environment) -> None:
    said = python("import sys, exercise.cli.home, exercise.ui.at_home\n" + LOADED, at=tmp_path, environment=environment)
    loaded = set(said.split())
    assert "exercise.ui.screens.home" in loaded
    assert not {"pydantic", "simpy", "yaml", "jinja2", "argparse", "sqlite3", "exercise.model.scenario"} & loaded


@pytest.mark.parametrize(
    "arguments",
    [("play", TINY, "--auto", "--run", "l.run"), ("verify", "k.run"), ("resume", "k.run"), ("list",), ("runs",)],
    ids=lambda arguments: arguments[0],
)
def test_what_was_compiled_and_checked_once_needs_no_reader_and_no_checker(
    arguments, run, tmp_path, environment
) -> None:
    python(CALL, "list", at=tmp_path, environment=environment)  # the scenarios that come with the program, once
    said = python(CALL + LOADED, *arguments, at=tmp_path, environment=environment)
    loaded = set(said.splitlines()[-1].split())
    assert "exercise.scenario.cache" in loaded
    assert not {"yaml", "pydantic", "pydantic_core", "exercise.scenario.load"} & loaded


def test_the_first_frame_of_a_table_is_painted_before_anything_reads_scenarios_or_runs(tmp_path, environment) -> None:
    said = python("import sys, exercise.cli.app, exercise.cli.seating\n" + LOADED, at=tmp_path, environment=environment)
    loaded = set(said.split())
    assert "exercise.ui.opening" in loaded
    assert not {"pydantic", "simpy", "yaml", "jinja2", "sqlite3", "exercise.model.scenario"} & loaded
    assert not {"exercise.session.session", "exercise.ui.screens.team", "exercise.ui.screens.home"} & loaded
