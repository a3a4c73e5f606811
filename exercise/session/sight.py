"""What staff see of a run: injects sent and skipped, expectations that run, questions that are open."""

from __future__ import annotations

from exercise.model import happenings as h
from exercise.model.happenings import Happening
from exercise.model.plain import plain
from exercise.model.scenario import Scenario


@plain
class Open:
    """A question that is open to a team, answered or not; *proposed*: others are asked to sign its answer."""

    point: str
    team: str
    opened: int
    deadline: int | None
    proposed: bool = False


class Sight:
    """A fold of happenings: feed it every one, in order."""

    def __init__(self, scenario: Scenario) -> None:
        self._injects = scenario.injects
        self.sent: dict[str, tuple[int, str]] = {}
        """When and by what an inject was last sent."""
        self.skipped: dict[str, int] = {}
        self.expected: dict[tuple[str, str], int] = {}
        """By inject and team, the minute at which an expectation lapses."""
        self.open: dict[str, Open] = {}
        self.differed: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        """By point on which teams must agree: what each chose last, where that was not the same."""
        self.stages: list[tuple[int, str]] = []
        """When which stage was entered."""

    def see(self, happening: Happening) -> None:
        """Take note of one happening."""
        match happening:
            case h.StageEntered(minute=minute, stage=stage):
                self.stages.append((minute, stage))
            case h.InjectFired(minute=minute, inject=inject, cause=cause):
                self.sent[inject] = minute, cause
            case h.InjectSkipped(minute=minute, inject=inject):
                self._skip(inject, minute)
            case h.MessageDelivered(minute=minute, inject=inject):
                self._expect(inject, happening.audience, minute)
            case h.ExpectationMet(inject=inject, team=team) | h.ExpectationLapsed(inject=inject, team=team):
                self.expected.pop((inject, team), None)
            case _:
                self._see_question(happening)

    def _see_question(self, happening: Happening) -> None:
        match happening:
            case h.PointOpened(minute=minute, point=point, team=team, deadline=deadline):
                self.open[point] = Open(point, team, minute, deadline)
            case h.PointExtended(point=point, deadline=deadline) if point in self.open:
                was = self.open[point]
                self.open[point] = Open(point, was.team, was.opened, deadline, was.proposed)
            case h.DecisionProposed(point=point) if point in self.open:
                was = self.open[point]
                self.open[point] = Open(point, was.team, was.opened, was.deadline, proposed=True)
            case h.AgreementFailed(point=point, chosen=chosen):
                self.differed[point] = chosen
            case h.DecisionTaken(point=point) | h.PointClosed(point=point):
                self.open.pop(point, None)

    def _expect(self, inject: str, teams: tuple[str, ...], minute: int) -> None:
        known = self._injects.get(inject)
        if known is not None and known.expects is not None and known.expects.otherwise not in self.skipped:
            self.expected |= {(inject, team): minute + known.expects.within for team in teams}

    def _skip(self, inject: str, minute: int) -> None:
        """An inject off the list excuses those whose failing it would have answered."""
        self.skipped[inject] = minute
        for waiting, team in list(self.expected):
            expects = self._injects[waiting].expects
            if expects is not None and expects.otherwise == inject:
                del self.expected[waiting, team]

    def retired(self, inject: str) -> bool:
        """Tell whether an inject will not be sent any more because another one of its group was."""
        group = self._injects[inject].group
        others = (name for name, other in self._injects.items() if other.group == group and name != inject)
        return group is not None and any(name in self.sent for name in others)

    def parent(self, inject: str) -> str:
        """Return the inject whose expectation *inject* answers (``""``: none)."""
        named = (name for name, i in self._injects.items() if i.expects is not None and i.expects.otherwise == inject)
        return next(named, "")
