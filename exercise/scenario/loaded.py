"""What comes of reading a scenario."""

from __future__ import annotations

from exercise.model.plain import plain
from exercise.model.scenario import Scenario
from exercise.scenario.problems import Problem
from exercise.scenario.translations import Original


@plain
class Loaded:
    """What came of reading a scenario: the scenario unless there are errors, all problems, and the files read."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    sources: dict[str, str]
    left_off: int = 0
    """How many further problems were not listed."""
    originals: tuple[Original, ...] = ()
    """The texts in the scenario's own language as they were written; none where it comes from the cache."""
