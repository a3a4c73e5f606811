"""Enquiries: a team asks a body about a subject, and gets its answer, or its usual reply, in the body's time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from exercise.engine import refusals
from exercise.engine.effects import Cause, Effects
from exercise.engine.world import PAPER, World
from exercise.model.base import Minute
from exercise.model.decisions import Enquire, Refusal
from exercise.model.happenings import EnquiryAnswered, EnquiryNoticed, EnquirySent
from exercise.model.papers import Answer

Later = Callable[[str, Minute, Callable[[], None]], None]
"""Does what a team began when its minutes have passed."""


class Gives(Protocol):
    """Lets a team hold an item."""

    def __call__(self, team: str, item: str, source: str = "") -> None:
        """Give it."""


class Enquiries:
    """All enquiries of a run, numbered ``q1``, ``q2`` ... in the order in which they go out."""

    def __init__(self, world: World, effects: Effects, give: Gives, later: Later) -> None:
        self.world = world
        self.effects = effects
        self._give = give
        self._later = later
        self._sent = 0
        self._pending: dict[tuple[str, str, str], bool] = {}

    # --- what can be asked ----------------------------------------------------------------------------------

    def bodies(self, team: str) -> tuple[str, ...]:
        """Return the bodies that *team* may ask."""
        return tuple(name for name, body in self.world.scenario.bodies.items() if not body.by or team in body.by)

    def subjects(self, team: str) -> tuple[str, ...]:
        """Return the subjects that *team* knows of: from the start, or since its condition holds."""
        return tuple(name for name in self.world.scenario.subjects if self._knows(team, name))

    def _knows(self, team: str, name: str) -> bool:
        subject = self.world.scenario.subjects[name]
        if team in subject.known_to:
            return True
        if subject.requires is not None:
            return self.effects.holds(subject.requires)
        return not subject.known_to

    def judge(self, team: str, act: Enquire) -> Refusal | None:
        """Say why *team* cannot ask this. What it does not know of does not exist for it."""
        if act.body not in self.bodies(team):
            return Refusal(refusals.NO_SUCH_BODY)
        if act.subject not in self.subjects(team):
            return Refusal(refusals.NO_SUCH_SUBJECT)
        if (team, act.body, act.subject) in self._pending:
            return Refusal(refusals.ALREADY_ASKED, {"body": act.body, "subject": act.subject})
        return None

    # --- asking and answering -------------------------------------------------------------------------------

    def begin(self, team: str, act: Enquire) -> None:
        """Begin to write an enquiry that was judged to be allowed."""
        self._pending[team, act.body, act.subject] = True
        self._later(team, self.world.scenario.powers.enquire_takes, lambda: self._send(team, act))

    def _send(self, team: str, act: Enquire) -> None:
        self._sent += 1
        n, now = self._sent, self.world.now
        body = self.world.scenario.bodies[act.body]
        self.world.emit(EnquirySent(now, self.world.audience(team), f"q{n}", team, act.body, act.subject))
        noticed = self.world.audience(*(each for each in body.learns if each != team))
        if noticed:
            self.world.emit(EnquiryNoticed(now, noticed, team, act.body, act.subject))
        self.world.set(f"asked.{act.body}.{act.subject}", True)
        answer = body.answers.get(act.subject)
        takes = answer.takes if answer and answer.takes else body.takes
        minutes = self.world.lasts(takes, "enquiry", act.body, f"{act.subject}.{team}")
        self.world.at(now + max(1, minutes), PAPER, "bodies", act.body, lambda: self._answer(team, act, f"q{n}"), n=n)

    def _answer(self, team: str, act: Enquire, number: str) -> None:
        """Give the body's answer if it holds now, else its usual reply."""
        del self._pending[team, act.body, act.subject]
        answer = self.world.scenario.bodies[act.body].answers.get(act.subject)
        rich = answer is not None and self._holds(answer)
        audience = self.world.audience(team)
        self.world.emit(EnquiryAnswered(self.world.now, audience, number, team, act.body, act.subject, rich))
        if answer is None or not rich:
            return
        for item in answer.gives:
            self._give(team, item)
        self.effects.run(answer.effects, Cause(team, f"bodies.{act.body}.answers.{act.subject}", "bodies", act.body))

    def _holds(self, answer: Answer) -> bool:
        return answer.requires is None or self.effects.holds(answer.requires)
