"""Questions that are open: an authored decision point, or one that a request, a signature or an agreement opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from exercise.engine import refusals
from exercise.engine.effects import Effects
from exercise.engine.world import World
from exercise.model.base import Minute
from exercise.model.decisions import (
    COSIGN,
    NOT_SURE,
    RESPONSES,
    SOMETHING_ELSE,
    SURE,
    WHY,
    Answer,
    Decision,
    Refusal,
)
from exercise.model.offers import OptionOffer
from exercise.model.play import Point

MOST_WORDS = 2_000
"""The longest text that can go with an answer, in characters."""

Answered = Callable[[Decision, Answer], None]


@dataclass(slots=True)
class Question:
    """A question that is open to one team; *of* is the authored point that a signature or an agreement belongs to."""

    id: str
    team: str
    opened: Minute
    deadline: Minute | None
    default: tuple[str, ...]
    kind: Literal["authored", "request", "cosign", "agree"] = "authored"
    of: str = ""
    request: str = ""
    precedence: str = "priority"
    answered: Answered | None = None
    """Takes the answer to a question that the scenario does not hold."""
    proposal: Decision | None = None
    """What this team answered, while others must still sign, agree or rule."""
    waits: str = ""
    """The refusal code of one who answers meanwhile."""

    @property
    def point(self) -> str:
        """The authored point whose options are offered (``""`` for a request or a signature)."""
        return self.id if self.kind == "authored" else self.of if self.kind == "agree" else ""


class Judge:
    """Says which options a question offers and why an answer is not allowed: one source for offers and refusals."""

    def __init__(self, world: World, effects: Effects, facilitated: bool) -> None:
        self.world = world
        self.effects = effects
        self.facilitated = facilitated
        self._busy: dict[tuple[str, str], Minute] = {}

    # --- what is offered --------------------------------------------------------------------------------------------

    def options(self, question: Question) -> tuple[OptionOffer, ...]:
        """Return the options of a question with their availability."""
        judged = ((name, self._closed(question, name)) for name in self._names(question))
        return tuple(OptionOffer(name, not because, because) for name, because in judged)

    def offered(self, question: Question) -> tuple[tuple[str, bool], ...]:
        """Return the options as they are recorded: id and availability."""
        return tuple((name, not self._closed(question, name)) for name in self._names(question))

    def _names(self, question: Question) -> tuple[str, ...]:
        if question.kind == "cosign":
            return COSIGN
        if not question.point:
            return RESPONSES
        model = self.world.scenario.decisions[question.point]
        return (*model.options, SOMETHING_ELSE) if model.something_else else tuple(model.options)

    def _closed(self, question: Question, name: str) -> str:
        """Return why an option cannot be taken now: the path of the author's reason, or a code; ``""`` if it can.

        An answer of one's own needs somebody who rules on it; one that must be agreed on is never free.
        """
        if not question.point:
            return ""
        option = self.world.scenario.decisions[question.point].options.get(name)
        if option is None:
            return "" if self.facilitated and question.kind == "authored" else refusals.NO_FACILITATOR
        requires = option.requires
        if requires is None or self.effects.condition(requires)():
            return ""
        return f"decisions.{question.point}.options.{name}.because"

    # --- what is refused --------------------------------------------------------------------------------------------

    def answer(self, question: Question, decision: Decision, answer: Answer) -> Refusal | None:
        """Say why *answer* to *question* is not allowed now."""
        if question.team != decision.team:
            return Refusal(refusals.OTHER_TEAM, {"point": answer.point})
        if question.proposal is not None:
            return Refusal(question.waits, {"point": answer.point})
        reasons = self._options(question, answer) or self._reasons(question, answer, decision.by)
        return reasons or self._role(question, decision)

    def _options(self, question: Question, answer: Answer) -> Refusal | None:
        if not answer.options:
            return Refusal(refusals.NO_OPTION, {"point": question.id})
        if len(set(answer.options)) < len(answer.options):
            return Refusal(refusals.OPTION_TWICE)
        most = self.world.scenario.decisions[question.point].choose if question.point else 1
        most = 1 if SOMETHING_ELSE in answer.options else most
        if len(answer.options) > most:
            return Refusal(refusals.TOO_MANY, {"most": str(most)})
        names = self._names(question)
        for name in answer.options:
            if name not in names:
                return Refusal(refusals.NO_SUCH_OPTION, {"option": name})
            if because := self._closed(question, name):
                return Refusal(refusals.CLOSED, {"option": name, "point": question.id}, because)
        return None

    def _reasons(self, question: Question, answer: Answer, by: str) -> Refusal | None:
        law = self.world.scenario.law
        if any(why not in WHY for why in answer.why) or len(answer.why) > len(WHY):
            return Refusal(refusals.BAD_WHY)
        if any(name != NOT_SURE and name not in law for name in answer.law) or len(answer.law) > len(law) + 1:
            return Refusal(refusals.BAD_LAW)
        if answer.sure and answer.sure not in SURE:
            return Refusal(refusals.BAD_SURE)
        if max(len(answer.why_text), len(answer.text), len(answer.dissent)) > MOST_WORDS:
            return Refusal(refusals.TOO_LONG, {"most": str(MOST_WORDS)})
        if SOMETHING_ELSE in answer.options and not answer.text.strip():
            return Refusal(refusals.WORDS_NEEDED, {"point": question.id})
        if not question.point:
            return None
        return self._formalities(self.world.scenario.decisions[question.point], question, answer, by)

    def _formalities(self, model: Point, question: Question, answer: Answer, by: str) -> Refusal | None:
        """Own words, signatures and votes, where the point demands them of its own team; never of a facilitator."""
        if by == "facilitator":
            return None
        if model.argue and not answer.why_text.strip():
            return Refusal(refusals.WORDS_NEEDED, {"point": question.id})
        if question.kind != "authored":
            return None
        missing = next((role for role in model.signatures if role not in answer.signed), None)
        if missing is not None:
            return Refusal(refusals.SIGNATURE_NEEDED, {"role": missing})
        if model.vote and not sum(answer.votes.values()):
            return Refusal(refusals.VOTE_NEEDED)
        wrong = any(name not in model.options or count < 0 for name, count in answer.votes.items())
        return Refusal(refusals.BAD_VOTE) if wrong else None

    def _role(self, question: Question, decision: Decision) -> Refusal | None:
        roles = self.world.scenario.decisions[question.id].roles if question.kind == "authored" else ()
        if decision.role and roles and decision.role not in roles:
            return Refusal(refusals.ROLE_MAY_NOT, {"role": decision.role})
        return self.busy(decision)

    # --- roles ------------------------------------------------------------------------------------------------------

    def occupy(self, decision: Decision, until: Minute) -> None:
        """The role that decided is busy until then."""
        if decision.role:
            self._busy[decision.team, decision.role] = until

    def busy(self, decision: Decision) -> Refusal | None:
        """Say whether the role that acts is unknown, or still busy with what it decided before."""
        if not decision.role:
            return None
        if decision.role not in self.world.scenario.teams[decision.team].roles:
            return Refusal(refusals.ROLE_UNKNOWN, {"role": decision.role})
        until = self._busy.get((decision.team, decision.role), 0)
        if until > self.world.now:
            return Refusal(refusals.ROLE_BUSY, {"role": decision.role, "until": str(until)})
        return None
