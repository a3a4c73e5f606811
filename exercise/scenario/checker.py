"""What every cross-check works on: the draft of a scenario, every place in it, and where to tell what is wrong."""

from __future__ import annotations

from exercise.model.facts import FactType
from exercise.model.scenario import Scenario
from exercise.scenario.bind import Binder, Path
from exercise.scenario.problems import Mark
from exercise.scenario.resolve import Resolved
from exercise.scenario.walk import Place, all_places


class Checker:
    """The draft, every place in it, and where to tell what is wrong."""

    def __init__(self, resolved: Resolved, binder: Binder) -> None:
        self.scenario: Scenario = resolved.draft
        self.facts: dict[str, FactType] = resolved.facts
        self.places: list[Place] = all_places(resolved.draft)
        self._binder = binder
        self._failed = {failed[:2] for failed in binder.failed}
        self._failed_parts = {failed for failed in binder.failed if len(failed) == 1}

    def tell(self, code: str, path: Path, message: str, mend: str = "") -> None:
        """Record a problem at *path*, unless something in the same thing could not be read."""
        if path[:2] in self._failed or path[:1] in self._failed_parts:
            return
        self._binder.problems.add(code, self.mark(path), message, mend)

    def mark(self, path: Path) -> Mark:
        """Return the innermost known place of *path*."""
        marks = self._binder.marks
        for end in range(len(path), 0, -1):
            if path[:end] in marks:
                return marks[path[:end]]
        return Mark(next(iter(marks.values())).file if marks else "scenario.yaml", 1, 1)

    def is_written(self, path: Path) -> bool:
        """Tell whether the author wrote the key that ends *path*, whatever its value."""
        return path in self._binder.marks

    def is_whole(self, part: str) -> bool:
        """Tell whether all of a part of the scenario could be read."""
        return self._binder.is_complete and not any(failed[:1] == (part,) for failed in self._binder.failed)
