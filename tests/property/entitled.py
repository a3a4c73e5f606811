"""What a team is entitled to read, judged from the happenings told to it, independently of views and of debriefs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exercise.model import happenings as h
from exercise.model.route import Route
from exercise.model.scenario import Scenario

NEVER = re.compile(
    r"decisions\.\w+\.(lesson|options\.\w+\.(advice|recommended))$|injects\.\w+\.(title|note|channel)$|hazards\."
    r"|adversary\.|objectives\.|debrief\.|groups\.|statements\.|teams\.\w+\.profile\.law\.|facts\.|.*\.note$"
)
PUBLIC = ("title", "summary", "teaser", "audience", "notice", "references", "law", "channels", "places", "papers")
"""What the home screen and the forms show to everybody."""


class Entitled:
    """What *team* has been told while the exercise is played."""

    def __init__(self, scenario: Scenario, team: str) -> None:
        self.scenario = scenario
        self.team = team
        self.told: list[h.Happening] = []
        self.requests: dict[str, str] = {}
        self._known: set[str] = set()

    def hear(self, happening: h.Happening) -> None:
        if isinstance(happening, h.RequestSent):
            self.requests[happening.request] = happening.paper
        if self.team in happening.audience:
            self.told.append(happening)

    def strangers(self, found: Iterable[str]) -> list[str]:
        """Return those of the marks *found* that this team is not entitled to; what it was told once it keeps."""
        fresh = set(found) - self._known
        bad = {mark for mark in fresh if not self.to(mark)}
        self._known |= fresh - bad
        return sorted(bad)

    def to(self, mark: str) -> bool:
        if NEVER.match(mark):
            return False
        if mark.endswith(".by"):
            return self._recorded(mark)
        return self._judged(mark)

    def _judged(self, mark: str) -> bool:
        head, name, *rest = [*mark.split("."), "", ""]
        judge = getattr(self, f"_{head}", None)
        return head in PUBLIC if judge is None else bool(judge(name, ".".join(rest).strip(".")))

    def _heard(self, **names: str) -> bool:
        """Tell whether a happening was told that names all this."""
        return any(all(getattr(x, key, None) == name for key, name in names.items()) for x in self.told)

    def _recorded(self, mark: str) -> bool:
        """Who did an act on the load is told with the record of it, whatever brought it about."""
        said = mark.removesuffix(".by").replace(".otherwise.", ".else.")
        return any(isinstance(x, h.CustodyRecorded) and x.path == said for x in self.told)

    # --- words that people type -----------------------------------------------------------------------------

    def _said(self, name: str, _rest: str) -> bool:
        """What a team writes on a decision, or what it is told about an answer of its own."""
        return name == self.team

    def _agreed(self, name: str, rest: str) -> bool:
        """What was agreed in a talk, by either side."""
        return self.team in (name, rest.partition(".")[0])

    def _letter(self, name: str, _rest: str) -> bool:
        """A message that the facilitator wrote to one team."""
        return name == self.team and any(isinstance(x, h.NoticeDelivered) for x in self.told)

    # --- what comes in --------------------------------------------------------------------------------------

    def _injects(self, name: str, _rest: str) -> bool:
        return any(isinstance(x, h.MessageDelivered) and x.inject == name for x in self.told)

    def _intel(self, name: str, _rest: str) -> bool:
        received = any(isinstance(x, h.ItemReceived) and (x.item, x.team) == (name, self.team) for x in self.told)
        return received or self.team in self.scenario.intel[name].holders

    def _bodies(self, name: str, rest: str) -> bool:
        kind, _, subject = rest.partition(".")
        if kind == "label":
            by = self.scenario.bodies[name].by
            return not by or self.team in by or self._heard(body=name)
        answers = [x for x in self.told if isinstance(x, h.EnquiryAnswered) and (x.team, x.body) == (self.team, name)]
        if kind == "answers":
            return any(x.rich and subject == f"{x.subject}.text" for x in answers)
        return bool(answers)

    def _subjects(self, name: str, _rest: str) -> bool:
        """A subject is known from the start, or by a condition of the author's, or from what others ask about it."""
        subject = self.scenario.subjects[name]
        known = self.team in subject.known_to or not subject.known_to or subject.requires is not None
        return known or self._heard(subject=name)

    def _decisions(self, name: str, _rest: str) -> bool:
        """A question is known once it is put to the team, or once the team is asked to sign it or to agree on it."""
        return any(isinstance(x, h.PointOpened) and name in (x.point, x.cosigns, x.agrees) for x in self.told)

    def _teams(self, name: str, rest: str) -> bool:
        if rest in ("name", ""):
            return True
        if name == self.team and not rest.startswith("profile"):
            return True
        kind, _, tail = rest.partition(".")
        if kind == "roles":  # several teams have a role of one name, which is said in one way
            return tail.partition(".")[0] in self.scenario.teams[self.team].roles
        if kind == "units":
            return self._heard(unit=tail.partition(".")[0], team=name)
        if rest in ("profile.conditions", "profile.refuses_because"):
            return name == self.team or any(isinstance(x, h.AnswerArrived) and x.to == name for x in self.told)
        return name == self.team

    # --- the load -------------------------------------------------------------------------------------------

    def _consignments(self, name: str, rest: str) -> bool:
        told = ("label", "substance", "quantity", f"status.{self.team}.text", f"status.{self.team}.source")
        return rest in told and name in self._loads()

    def _loads(self) -> set[str]:
        heard = {getattr(x, "consignment", "") for x in self.told}
        papers = {self.requests.get(getattr(x, "request", ""), "") for x in self.told} - {""}
        heard |= {self.scenario.papers[paper].consignment or self.scenario.first_consignment() for paper in papers}
        return heard | {name for name, load in self.scenario.consignments.items() if self.team in load.known_to}

    def _routes(self, name: str, rest: str) -> bool:
        """A road is on the papers of a consignment that one knows; another road only once one hears of it."""
        loads = self.scenario.consignments
        roads = {loads[load].route for load in self._loads() if load in loads}
        roads |= {getattr(x, "route", "") for x in self.told}
        return name in roads or any(self._shares_step(name, rest, self.scenario.routes[road]) for road in roads if road)

    def _shares_step(self, name: str, rest: str, road: Route) -> bool:
        kind, _, tail = rest.partition(".")
        if kind != "steps":
            return False
        step = self.scenario.routes[name].steps[int(tail.partition(".")[0])]
        return any(step.id == other.id for other in road.steps)

    def _targets(self, name: str, _rest: str) -> bool:
        return self._heard(target=name)

    # --- the frame ------------------------------------------------------------------------------------------

    def _outcomes(self, name: str, _rest: str) -> bool:
        return any(isinstance(x, h.ExerciseEnded) and x.outcome == name for x in self.told)

    def _stages(self, name: str, _rest: str) -> bool:
        first = next(iter(self.scenario.stages))
        return name == first or any(isinstance(x, h.StageEntered) and x.stage == name for x in self.told)


class Afterwards(Entitled):
    """What *team* may read in its extract once the exercise is over: what it was told, and what it was measured by.

    The criteria of its own tasks name what was meant for it, also where that did not come about.
    """

    def to(self, mark: str) -> bool:
        return self._recorded(mark) if mark.endswith(".by") else self._judged(mark)

    def _decisions(self, name: str, rest: str) -> bool:
        """Advice and lesson go with one's own decisions, taken alone or with others; of a question that was never put
        only what it is called.
        """
        point = self.scenario.decisions[name]
        own, put = self.team in (point.team, *point.agreement), super()._decisions(name, rest)
        if rest.endswith((".note", "note")):
            return False
        if rest == "lesson" or rest.endswith((".advice", ".recommended")):
            return own and put
        return put or (own and rest.endswith(("title", "question", "label")))

    def _injects(self, name: str, rest: str) -> bool:
        """Of a message that never came only the subject; what staff call it, and how it came, never."""
        if rest in ("note", "title", "channel"):
            return False
        return super()._injects(name, rest) or (rest == "subject" and self.team in self.scenario.injects[name].to)

    def _facts(self, name: str, _rest: str) -> bool:
        return self.team in self.scenario.facts[name].known_to

    def _targets(self, name: str, rest: str) -> bool:
        """A target that the criteria of its own tasks name is called there by its label."""
        tasks = (task for objective in self.scenario.objectives.values() for task in objective.tasks.values())
        measured = any(task.team == self.team and f"'target.{name}'" in repr(task) for task in tasks)
        return super()._targets(name, rest) or (rest == "label" and measured)

    def _objectives(self, name: str, rest: str) -> bool:
        tasks = self.scenario.objectives[name].tasks
        kind, _, task = rest.partition(".")
        if kind == "tasks":
            return tasks[task.partition(".")[0]].team == self.team
        return any(task.team == self.team for task in tasks.values())

    def _debrief(self, name: str, _rest: str) -> bool:
        return name == "questions"

    def _statements(self, _name: str, _rest: str) -> bool:
        return True
