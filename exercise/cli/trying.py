"""Trying a scenario out: bots play it by many seeds, and a table says how often each ending came. No run is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from exercise.cli.playing import find_and_load
from exercise.model.happenings import ExerciseEnded
from exercise.model.language import language
from exercise.model.scenario import Scenario
from exercise.play.policies import POLICIES
from exercise.play.runner import play_out

KINDS: Final = ("recommended", "random", "default")
"""The kinds of bots, in the order of the table."""


class Tried(NamedTuple):
    """How one run ended, and when."""

    outcome: str
    minute: int


def try_out(name: str, seeds: int, kinds: Sequence[str], tag: str) -> list[str]:
    """Let bots of each of *kinds* play the scenario *name* by the seeds 1 to *seeds*; return a table of the endings."""
    scenario, _ = find_and_load(name, tag)
    return table(scenario, {kind: [_tried(scenario, kind, seed + 1) for seed in range(seeds)] for kind in kinds}, tag)


def _tried(scenario: Scenario, kind: str, seed: int) -> Tried:
    engine = play_out(scenario, seed, dict.fromkeys(scenario.played, POLICIES[kind]))
    ended = next(told for told in reversed(engine.happenings) if isinstance(told, ExerciseEnded))
    return Tried(ended.outcome, ended.minute)


def table(scenario: Scenario, tried: Mapping[str, Sequence[Tried]], tag: str) -> list[str]:
    """Return how often each ending came with each kind of bots, and when the first and the last run were over."""
    words = language(tag)
    runs = tried.values()
    endings = [
        [outcome.title.in_(tag), *(str(sum(one.outcome == name for one in of)) for of in runs)]
        for name, outcome in scenario.outcomes.items()
    ]
    clock = partial(words.clock, scenario.clock.starts)
    times = [
        [words.t("over at the earliest"), *(clock(min(one.minute for one in of)) for of in runs)],
        [words.t("over at the latest"), *(clock(max(one.minute for one in of)) for of in runs)],
    ]
    never = ", ".join(title for title, *counts in endings if set(counts) == {"0"})
    unseen = [words.t("Never seen: {endings}", endings=never)] if never else []
    return [*_columns([["", *tried], *endings, *times]), *unseen]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return *rows* as lines, the first column set left and the others right."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(wide[0]), *(cell.rjust(room) for cell, room in zip(row[1:], wide[1:], strict=True))])
        for row in rows
    ]
