"""Questions that are open: an authored decision point, or one that a request, a signature or an agreement opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

from exercise.engine import refusals
from exercise.engine.effects import Effects
from exercise.engine.world import World
from exercise.model.base import Minute
from exercise.model.decisions import (
    COSIGN,
    MOST_WORDS,
    NOT_SURE,
    RESPONSES,
    SOMETHING_ELSE,
    SURE,
    WHY,
    Answer,
    Decision,
    Refusal,
)
from exercise.model.expressions import Expression
from exercise.model.offers import OptionOffer
from exercise.model.plain import plain, state
from exercise.model.play import Point

Answered = Callable[[Decision, Answer], None]


@state
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
    point: str = ""
    """The authored point whose options are offered (``""`` for a request or a signature)."""

    @property
    def cosigns(self) -> str:
        """The point whose decision the team is asked to sign."""
        return self.of if self.kind == "cosign" else ""

    @property
    def agrees(self) -> str:
        """The point that the team must agree on with others."""
        return self.of if self.kind == "agree" else ""


@plain
class _Choice:
    """An option as it is offered while it is open and while it is shut, and what it requires."""

    open: OptionOffer
    shut: OptionOffer
    requires: Expression | None = None


@plain
class _Menu:
    """The options of a question by id; where none of them is ever shut, what is offered and what is recorded of it."""

    choices: Mapping[str, _Choice]
    whole: tuple[OptionOffer, ...] | None = None
    record: tuple[tuple[str, bool], ...] | None = None


def _always(names: Iterable[str]) -> _Menu:
    """Return options that are never shut."""
    offers = {name: OptionOffer(name, True) for name in names}
    choices = {name: _Choice(offer, offer) for name, offer in offers.items()}
    return _Menu(choices, tuple(offers.values()), tuple((name, True) for name in offers))


def _menu(name: str, point: Point) -> _Menu:
    """Return the options of an authored point: shut for the author's reason, where they require anything."""
    if not point.something_else and all(model.requires is None for model in point.options.values()):
        return _always(point.options)
    choices = {
        id: _Choice(OptionOffer(id, True), OptionOffer(id, False, f"decisions.{name}.options.{id}.because"), m.requires)
        for id, m in point.options.items()
    }
    return _Menu(choices | {SOMETHING_ELSE: _OWN} if point.something_else else choices)


_COSIGN: Final = _always(COSIGN)
_RESPONSES: Final = _always(RESPONSES)
_OWN: Final = _Choice(OptionOffer(SOMETHING_ELSE, True), OptionOffer(SOMETHING_ELSE, False, refusals.NO_FACILITATOR))
"""An answer of one's own."""


class Judge:
    """Says which options a question offers and why an answer is not allowed: one source for offers and refusals."""

    def __init__(self, world: World, effects: Effects, facilitated: bool) -> None:
        self.world = world
        self.effects = effects
        self.facilitated = facilitated
        points = world.scenario.decisions
        self._menus: Mapping[str, _Menu] = world.plan.once(
            "menus", lambda: {name: _menu(name, point) for name, point in points.items()}
        )
        self._busy: dict[tuple[str, str], Minute] = {}

    # --- what is offered --------------------------------------------------------------------------------------------

    def options(self, question: Question) -> tuple[OptionOffer, ...]:
        """Return the options of a question with their availability."""
        menu = self._menu(question)
        if menu.whole is not None:
            return menu.whole
        return tuple([each.open if self._is_open(each, question) else each.shut for each in menu.choices.values()])

    def offered(self, question: Question) -> tuple[tuple[str, bool], ...]:
        """Return the options as they are recorded: id and availability."""
        menu = self._menu(question)
        if menu.record is not None:
            return menu.record
        return tuple([(name, self._is_open(each, question)) for name, each in menu.choices.items()])

    def is_open(self, question: Question, options: tuple[str, ...]) -> bool:
        """Tell whether all of *options* can be taken now."""
        available = {option.id for option in self.options(question) if option.available}
        return available.issuperset(options)

    def _menu(self, question: Question) -> _Menu:
        if question.point:
            return self._menus[question.point]
        return _COSIGN if question.kind == "cosign" else _RESPONSES

    def _is_open(self, choice: _Choice, question: Question) -> bool:
        """Tell whether an option can be taken now.

        An answer of one's own needs somebody who rules on it; one that must be agreed on is never free.
        """
        if choice.requires is not None:
            return self.effects.holds(choice.requires)
        return choice is not _OWN or (self.facilitated and question.kind == "authored")

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
        if len(answer.options) > 1 and (too_many := self._too_many(question, answer.options)):
            return too_many
        choices = self._menu(question).choices
        for name in answer.options:
            if name not in choices:
                return Refusal(refusals.NO_SUCH_OPTION, {"option": name})
            if not self._is_open(choices[name], question):
                return Refusal(refusals.CLOSED, {"option": name, "point": question.id}, choices[name].shut.because)
        return None

    def _too_many(self, question: Question, options: tuple[str, ...]) -> Refusal | None:
        if len(set(options)) < len(options):
            return Refusal(refusals.OPTION_TWICE)
        most = self.world.scenario.decisions[question.point].choose if question.point else 1
        most = 1 if SOMETHING_ELSE in options else most
        return Refusal(refusals.TOO_MANY, {"most": str(most)}) if len(options) > most else None

    def _reasons(self, question: Question, answer: Answer, by: str) -> Refusal | None:
        if answer.why and (any(why not in WHY for why in answer.why) or len(answer.why) > len(WHY)):
            return Refusal(refusals.BAD_WHY)
        if answer.law and not self._are_law(answer.law):
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

    def _are_law(self, names: tuple[str, ...]) -> bool:
        law = self.world.scenario.law
        return len(names) <= len(law) + 1 and all(name == NOT_SURE or name in law for name in names)

    def _formalities(self, model: Point, question: Question, answer: Answer, by: str) -> Refusal | None:
        """Own words, signatures and votes, where the point demands them of its own team; never of a facilitator."""
        if by == "facilitator":
            return None
        if model.argue and not answer.why_text.strip():
            return Refusal(refusals.WORDS_NEEDED, {"point": question.id})
        if question.kind != "authored":
            return None
        missing = [role for role in model.signatures if role not in answer.signed]
        if missing:
            return Refusal(refusals.SIGNATURE_NEEDED, {"role": missing[0]})
        if model.vote and not sum(answer.votes.values()):
            return Refusal(refusals.VOTE_NEEDED)
        wrong = [name for name, count in answer.votes.items() if name not in model.options or count < 0]
        return Refusal(refusals.BAD_VOTE) if wrong else None

    def _role(self, question: Question, decision: Decision) -> Refusal | None:
        roles = self._deciders(question)
        if roles and decision.role and decision.role not in roles:
            return Refusal(refusals.ROLE_MAY_NOT, {"role": decision.role})
        return self.busy(decision, roles)

    # --- roles ------------------------------------------------------------------------------------------------------

    def _deciders(self, question: Question) -> tuple[str, ...]:
        """Return the roles of which one must answer; none where any may."""
        if question.kind == "authored":
            return self.world.scenario.decisions[question.id].roles
        profile = self.world.scenario.teams[question.team].profile
        return profile.answered_by if profile and question.kind == "request" else ()

    def occupy(self, decision: Decision, until: Minute) -> None:
        """The role that decided is busy until then."""
        if decision.role:
            key = (decision.team, decision.role)
            self._busy[key] = max(until, self._busy.get(key, 0))

    def busy(self, decision: Decision, among: Sequence[str] = ()) -> Refusal | None:
        """Say whether the role that acts is unknown, or still busy with what it decided before.

        People who name no role act by any that is free of those *among* which one must act.
        """
        if decision.role:
            known = decision.role in self.world.scenario.teams[decision.team].roles
            unknown = None if known else Refusal(refusals.ROLE_UNKNOWN, {"role": decision.role})
            return unknown or self._occupied(decision.team, decision.role)
        if decision.by != "team" or not among:
            return None
        occupied = [self._occupied(decision.team, role) for role in among]
        return next(iter(occupied)) if all(occupied) else None

    def _occupied(self, team: str, role: str) -> Refusal | None:
        until = self._busy.get((team, role), 0)
        if until <= self.world.now:
            return None
        return Refusal(refusals.ROLE_BUSY, {"role": role, "until": str(until)})
