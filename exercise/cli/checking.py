"""Checks without a screen: scenarios, run files, and the debrief written from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from exercise.model.language import language
from exercise.play.record import Record, RunProblem, read_record, t


def check_scenarios(names: Sequence[str]) -> tuple[bool, list[str]]:
    """Return whether all can be played, and their problems in lines."""
    from exercise.scenario.library import find
    from exercise.scenario.load import load
    from exercise.scenario.problems import render_all

    sound, lines = True, []
    for name in names:
        loaded = load(find(name))
        sound = sound and loaded.scenario is not None
        lines += [f"{name}:", render_all(loaded.problems)]
        if loaded.left_off:
            lines.append(f"... and {loaded.left_off} more")
    return sound, lines


def verify_run(name: str, tag: str) -> tuple[bool, list[str]]:
    """Return whether the run is whole and plays again to the same end, and what was found in lines."""
    from exercise.play.replay import Diverged, decisions_of, replay
    from exercise.session.runs import find

    words = language(tag)
    path = find(name)
    try:
        record = read_record(path)
        engine = replay(record.scenario, record.header.seed, record.rows, strict=True)
    except RunProblem as problem:
        return False, [problem.text(tag)]
    except Diverged as error:
        minute = error.difference.minute
        clock = words.clock(record.scenario.clock.starts, minute)
        return False, [words.t("The run differs from story minute {minute} on ({clock}), at row {row}.", minute=minute,
                               clock=clock, row=error.difference.row)]  # fmt: skip
    decisions = sum(1 for row in record.rows for _ in decisions_of(row))
    return True, [
        words.t("{path}: whole, and plays again to the same end.", path=path),
        words.t("rows {rows}  decisions {decisions}  happenings {happenings}  story {clock}", rows=len(record.rows),
                decisions=decisions, happenings=len(record.happenings),
                clock=words.clock(record.scenario.clock.starts, engine.now)),
        words.t("digest {digest}", digest=engine.digest()),
    ]  # fmt: skip


def write_debrief(name: str, output: Path | None, team: str | None, tag: str, kind: Literal["html", "json"]) -> str:
    """Write the debrief of a run and return where, as a sentence."""
    from exercise.debrief import write
    from exercise.session.runs import find

    words = language(tag)
    path = find(name)
    record = read_record(path)
    if team is not None:
        _known_team(team, record)
    target = output or Path(f"{path.stem}{f'-{team}' if team else ''}.{kind}")
    try:
        write(record, target, team=team, language=tag, format=kind)
    except OSError as error:
        raise RunProblem(
            t("The debrief cannot be written to {path}: {why}."), path=target, why=error.strerror
        ) from error
    return words.t("The debrief is in {path}.", path=target)


def _known_team(team: str, record: Record) -> None:
    from exercise.cli.playing import known_teams

    known_teams((team,), record.scenario)
