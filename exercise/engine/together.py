"""Decisions that more than one must carry: other teams sign too, teams agree on one answer, the facilitator rules."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from exercise.engine import refusals
from exercise.engine.points import Points
from exercise.engine.questions import Question
from exercise.engine.world import PAPER, World
from exercise.model.decisions import SOMETHING_ELSE, Answer, Decision, Refusal, StaffRule
from exercise.model.happenings import AgreementFailed, DecisionProposed, RulingAsked, RulingGiven, SignatureGiven
from exercise.model.play import Point


class Together:
    """Holds answers back until everybody who must has signed, agreed or ruled. Hangs itself on *points*."""

    def __init__(self, world: World, points: Points) -> None:
        self.world = world
        self.points = points
        self._unsigned: dict[str, tuple[str, ...]] = {}
        self._agreed: dict[str, dict[str, Decision]] = {}
        points.together = self._waits
        points.closed = self._recall
        points.opened = self._invite

    def _waits(self, question: Question, decision: Decision, answer: Answer) -> bool:
        model = self.world.scenario.decisions[question.id]
        if SOMETHING_ELSE in answer.options:
            self._ask_ruling(question, decision, answer)
        elif model.agreement:
            self._agree(question, question, decision)
        elif model.cosigners:
            self._propose(question, decision, answer, model.cosigners)
        else:
            return False
        return True

    def _recall(self, question: Question) -> None:
        """The point is closed: nobody is asked to sign or agree any more."""
        question.proposal = None
        model = self.world.scenario.decisions[question.id]
        for team in self._unsigned.pop(question.id, ()):
            self.points.close(_cosigning(question.id, team))
        for team in model.agreement:
            self.points.close(_agreeing(question.id, team))

    # --- other teams sign -------------------------------------------------------------------------------------------

    def _propose(self, question: Question, decision: Decision, answer: Answer, cosigners: tuple[str, ...]) -> None:
        """Put a decision to the teams that must sign it too; they are asked from the next minute on."""
        question.proposal, question.waits = decision, refusals.WAITS_FOR_SIGNATURE
        self._unsigned[question.id] = cosigners
        self.world.emit(DecisionProposed(self.world.now, (question.team,), question.id, question.team, answer.options))
        ask = partial(self._ask_cosigners, question, decision)
        self.world.at(self.world.now + 1, PAPER, "decisions", question.id, ask)

    def _ask_cosigners(self, question: Question, decision: Decision) -> None:
        if question.proposal is not decision:
            return
        for team in self._unsigned.get(question.id, ()):
            id = _cosigning(question.id, team)
            sign = Question(id, team, self.world.now, question.deadline, ("decline",), "cosign", of=question.id)
            sign.answered = partial(self._cosign, question, decision)
            self.points.put(sign)

    def _cosign(self, question: Question, decision: Decision, cosigned: Decision, answer: Answer) -> None:
        team, signed = cosigned.team, answer.options == ("sign",)
        self.world.emit(SignatureGiven(self.world.now, (question.team, team), question.id, team, signed))
        left = tuple(other for other in self._unsigned[question.id] if other != team)
        self._unsigned[question.id] = left
        if not signed:
            self._recall(question)
            self.points.announce(question)
        elif not left:
            self.world.set(f"cosigned.{question.id}", True)
            self.points.take(question, decision)

    # --- teams agree ------------------------------------------------------------------------------------------------

    def _invite(self, question: Question, model: Point) -> None:
        """Put the question of a point that has opened to every team that must agree on it."""
        self._agreed[question.id] = {}
        for team in model.agreement:
            self._ask_partner(question, team)

    def _ask_partner(self, lead: Question, team: str) -> None:
        id = _agreeing(lead.id, team)
        partner = Question(id, team, self.world.now, lead.deadline, (), "agree", of=lead.id, point=lead.id)
        partner.answered = lambda decision, _answer: self._agree(lead, partner, decision)
        self.points.put(partner)

    def _agree(self, lead: Question, question: Question, decision: Decision) -> None:
        """Keep one team's choice; once all have chosen, settle it or put the question again."""
        answers = self._agreed[lead.id]
        answers[question.team] = decision
        if question is lead:
            lead.proposal, lead.waits = decision, refusals.WAITS_FOR_OTHERS
        teams = (lead.team, *self.world.scenario.decisions[lead.id].agreement)
        if all(team in answers for team in teams):
            self._settle(lead, [(team, _options(answers[team])) for team in teams])

    def _settle(self, lead: Question, chosen: list[tuple[str, tuple[str, ...]]]) -> None:
        decision = self._agreed[lead.id][lead.team]
        if len({frozenset(options) for _, options in chosen}) == 1:
            self.points.take(lead, decision)
            return
        self._agreed[lead.id] = {}
        lead.proposal = None
        audience = tuple(team for team, _ in chosen)
        self.world.emit(AgreementFailed(self.world.now, audience, lead.id, tuple(chosen)))
        self.points.announce(lead)
        for team in audience[1:]:
            self._ask_partner(lead, team)

    # --- the facilitator rules --------------------------------------------------------------------------------------

    def _ask_ruling(self, question: Question, decision: Decision, answer: Answer) -> None:
        question.proposal, question.waits = decision, refusals.WAITS_FOR_RULING
        self.world.emit(RulingAsked(self.world.now, (question.team,), question.id, question.team, answer.text))

    def judge_ruling(self, act: StaffRule) -> Refusal | None:
        """Say why the facilitator cannot rule so."""
        question = self.points.find(act.point)
        if question is None or question.waits != refusals.WAITS_FOR_RULING or question.proposal is None:
            return Refusal(refusals.NOTHING_TO_RULE, {"point": act.point})
        options = self.world.scenario.decisions[question.id].options
        wrong = next((name for name in act.options if name not in options), None)
        return Refusal(refusals.NO_SUCH_OPTION, {"option": wrong}) if wrong else None

    def rule(self, act: StaffRule) -> None:
        """Take the team's own answer as authored options, or say that it is not possible and put the question again."""
        question = self.points.find(act.point)
        assert question is not None
        assert question.proposal is not None
        decision, question.proposal = question.proposal, None
        assert isinstance(decision.act, Answer)
        self.world.emit(
            RulingGiven(self.world.now, (question.team,), question.id, question.team, act.options, act.reason)
        )
        if act.options:
            ruled = replace(decision, act=replace(decision.act, options=act.options))
            self.points.take(question, ruled)
        else:
            self.points.announce(question)


def _options(decision: Decision) -> tuple[str, ...]:
    return decision.act.options if isinstance(decision.act, Answer) else ()


def _cosigning(point: str, team: str) -> str:
    return f"cosign_{point}_{team}"


def _agreeing(point: str, team: str) -> str:
    return f"agree_{point}_{team}"
