"""Decision points: when they open, who may answer them and how, what an answer leads to, and what silence leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from exercise.engine import refusals
from exercise.engine.effects import Cause, Effects
from exercise.engine.rules import Rule, Rules
from exercise.engine.world import DEADLINES, PAPER, World
from exercise.model.base import Minute
from exercise.model.decisions import COSIGN, NOT_SURE, RESPONSES, SURE, WHY, Answer, Decision, Refusal
from exercise.model.effects import ClosePoint, OpenPoint
from exercise.model.happenings import (
    DecisionEffective,
    DecisionProposed,
    DecisionTaken,
    PointClosed,
    PointExtended,
    PointOpened,
    SignatureGiven,
)
from exercise.model.offers import OptionOffer, PointOffer
from exercise.model.play import Point

MOST_WORDS = 2_000
"""The longest text that can go with an answer, in characters."""

Answered = Callable[[Answer, str], None]


@dataclass(slots=True)
class _Open:
    """A point that is open: an authored one, or one that a request opened (then *answered* takes the answer)."""

    id: str
    team: str
    opened: Minute
    deadline: Minute | None
    default: tuple[str, ...]
    request: str = ""
    answered: Answered | None = None
    cosigns: str = ""
    proposal: Decision | None = None
    """What this team signed and others must still sign."""
    unsigned: tuple[str, ...] = ()
    """Those others."""

    @property
    def authored(self) -> bool:
        """Whether the scenario holds it (a request or a signature opened the others)."""
        return self.answered is None


@dataclass(slots=True)
class Points:
    """All decision points of a run."""

    world: World
    rules: Rules
    effects: Effects
    _open: dict[str, _Open] = field(default_factory=dict)
    _seen: dict[str, str] = field(default_factory=dict)
    """Points that were opened once, with their team."""
    _armed_by_stage: dict[str, list[Rule]] = field(default_factory=dict)
    _busy: dict[tuple[str, str], Minute] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up the triggers of authored points, and the effects that open and close them."""
        self.effects.register(OpenPoint, lambda effect, _cause: self.open(effect.open))
        self.effects.register(ClosePoint, lambda effect, _cause: self.close(effect.close))
        for name, point in self.world.scenario.decisions.items():
            self._arm(name, point)

    def _arm(self, name: str, point: Point) -> None:
        condition = self.rules.compile(point.when)
        rule = self.rules.trigger(f"decisions.{name}", condition, lambda: self.open(name), armed=point.stage is None)
        if point.stage is not None:
            self._armed_by_stage.setdefault(point.stage, []).append(rule)

    def enter_stage(self, stage: str) -> None:
        """Arm the points of *stage*."""
        for rule in self._armed_by_stage.get(stage, ()):
            self.rules.arm(rule)

    # --- opening and closing ----------------------------------------------------------------------------------------------

    def open(self, name: str) -> None:
        """Open an authored point, once in a run."""
        if name in self._seen:
            return
        point = self.world.scenario.decisions[name]
        deadline = None if point.deadline is None else self.world.now + point.deadline
        self._begin(_Open(name, point.team, self.world.now, deadline, point.default))
        self.world.set(f"open.{name}", True)

    def open_request(self, request: str, team: str, deadline: Minute | None, default: str, answered: Answered) -> None:
        """Open the point by which a played state answers a request; *answered* gets the answer and by whom it came."""
        self._begin(
            _Open(f"respond_{request}", team, self.world.now, deadline, (default,), request=request, answered=answered)
        )

    def _begin(self, point: _Open) -> None:
        self._seen[point.id] = point.team
        self._open[point.id] = point
        self._announce(point)
        if point.deadline is not None:
            self._await_deadline(point)

    def _announce(self, point: _Open) -> None:
        proposal = self._proposal(point.cosigns)
        self.world.emit(
            PointOpened(
                self.world.now, (point.team,), point.id, point.team, point.deadline, self._offered(point), point.request,
                point.cosigns, proposal,
            )
        )

    def _proposal(self, point: str) -> tuple[str, ...]:
        """Return the options that others are asked to sign (none where *point* is not that far)."""
        lead = self._open.get(point)
        if lead is None or lead.proposal is None:
            return ()
        assert isinstance(lead.proposal.act, Answer)
        return lead.proposal.act.options

    def _await_deadline(self, point: _Open) -> None:
        assert point.deadline is not None
        due = point.deadline
        self.world.at(due, DEADLINES, "decisions", point.id, lambda: self._lapse(point, due))

    def _lapse(self, point: _Open, due: Minute) -> None:
        """Nobody answered in time: the default is taken, or the point closes."""
        if self._open.get(point.id) is not point or point.deadline != due:
            return
        if point.default:
            if point.authored:
                self.world.set(f"defaulted.{point.id}", True)
            self._take(point, Decision(point.team, Answer(point.id, point.default), by="default"))
        else:
            self.close(point.id)

    def close(self, name: str) -> None:
        """Close an open point without an answer."""
        point = self._open.pop(name, None)
        if point is None:
            return
        self._mark_closed(point)
        self.world.emit(PointClosed(self.world.now, (point.team,), name, point.team))

    def _mark_closed(self, point: _Open) -> None:
        if point.authored:
            self.world.set(f"open.{point.id}", False)
            self._recall(point)

    def extend(self, name: str, minutes: Minute) -> None:
        """Move the deadline of an open point."""
        point = self._open[name]
        assert point.deadline is not None
        point.deadline += minutes
        self._await_deadline(point)
        self.world.emit(PointExtended(self.world.now, (point.team,), name, point.team, point.deadline))

    def judge_extend(self, name: str, minutes: Minute) -> Refusal | None:
        """Say why this deadline cannot be moved so."""
        point = self._open.get(name)
        if point is None or point.deadline is None:
            return Refusal(refusals.NOT_OPEN, {"point": name})
        return None if minutes > 0 else Refusal(refusals.BAD_MINUTES)

    # --- what can be answered ---------------------------------------------------------------------------------------------

    def offers(self, team: str) -> tuple[PointOffer, ...]:
        """Return the open points of *team*, oldest first."""
        return tuple(
            PointOffer(
                p.id, p.team, p.opened, p.deadline, self._options(p), p.request, p.cosigns, self._proposal(p.cosigns)
            )
            for p in self._open.values()
            if p.team == team and p.proposal is None
        )

    def deadlines(self, team: str) -> list[Minute]:
        """Return the deadlines of the open points of *team*."""
        return [p.deadline for p in self._open.values() if p.team == team and p.deadline is not None]

    def _options(self, point: _Open) -> tuple[OptionOffer, ...]:
        if not point.authored:
            return tuple(OptionOffer(response, True) for response in (COSIGN if point.cosigns else RESPONSES))
        return tuple(self._option(point.id, option) for option in self.world.scenario.decisions[point.id].options)

    def _option(self, name: str, option: str) -> OptionOffer:
        requires = self.world.scenario.decisions[name].options[option].requires
        if requires is None or self.effects.condition(requires)():
            return OptionOffer(option, True)
        return OptionOffer(option, False, f"decisions.{name}.options.{option}.because")

    def _offered(self, point: _Open) -> tuple[tuple[str, bool], ...]:
        return tuple((option.id, option.available) for option in self._options(point))

    # --- judging ----------------------------------------------------------------------------------------------------------

    def judge(self, decision: Decision, answer: Answer) -> Refusal | None:
        """Say why this answer is not allowed now."""
        point = self._open.get(answer.point)
        if point is None:
            return self._not_open(decision, answer)
        if point.team != decision.team:
            return Refusal(refusals.OTHER_TEAM, {"point": answer.point})
        if point.proposal is not None:
            return Refusal(refusals.WAITS_FOR_SIGNATURE, {"point": answer.point})
        return self._judge_options(point, answer) or self._judge_reasons(point, answer) or self._judge_role(point, decision)

    def _not_open(self, decision: Decision, answer: Answer) -> Refusal:
        names = {"point": answer.point}
        if self._seen.get(answer.point) == decision.team:
            return Refusal(refusals.ALREADY_ANSWERED, names)
        known = answer.point in self.world.scenario.decisions
        mine = known and self.world.scenario.decisions[answer.point].team == decision.team
        return Refusal(refusals.NOT_OPEN if mine else refusals.NO_SUCH_POINT, names)

    def _judge_options(self, point: _Open, answer: Answer) -> Refusal | None:
        options = {option.id: option for option in self._options(point)}
        if not answer.options:
            return Refusal(refusals.NO_OPTION, {"point": point.id})
        if len(set(answer.options)) < len(answer.options):
            return Refusal(refusals.OPTION_TWICE)
        most = 1 if not point.authored else self.world.scenario.decisions[point.id].choose
        if len(answer.options) > most:
            return Refusal(refusals.TOO_MANY, {"most": str(most)})
        for name in answer.options:
            if name not in options:
                return Refusal(refusals.NO_SUCH_OPTION, {"option": name})
            if not options[name].available:
                return Refusal(refusals.CLOSED, {"option": name, "point": point.id}, options[name].because)
        return None

    def _judge_reasons(self, point: _Open, answer: Answer) -> Refusal | None:
        scenario = self.world.scenario
        if any(why not in WHY for why in answer.why) or len(answer.why) > len(WHY):
            return Refusal(refusals.BAD_WHY)
        if any(law != NOT_SURE and law not in scenario.law for law in answer.law) or len(answer.law) > len(scenario.law) + 1:
            return Refusal(refusals.BAD_LAW)
        if answer.sure and answer.sure not in SURE:
            return Refusal(refusals.BAD_SURE)
        if max(len(answer.why_text), len(answer.text), len(answer.dissent)) > MOST_WORDS:
            return Refusal(refusals.TOO_LONG, {"most": str(MOST_WORDS)})
        if not point.authored:
            return None
        model = scenario.decisions[point.id]
        if model.argue and not answer.why_text.strip():
            return Refusal(refusals.WORDS_NEEDED, {"point": point.id})
        missing = next((role for role in model.signatures if role not in answer.signed), None)
        return Refusal(refusals.SIGNATURE_NEEDED, {"role": missing}) if missing else self._judge_votes(model, answer)

    def _judge_votes(self, model: Point, answer: Answer) -> Refusal | None:
        """A team that votes first puts one vote or more on options of the point."""
        if model.vote and not sum(answer.votes.values()):
            return Refusal(refusals.VOTE_NEEDED)
        wrong = any(name not in model.options or count < 0 for name, count in answer.votes.items())
        return Refusal(refusals.BAD_VOTE) if wrong else None

    def _judge_role(self, point: _Open, decision: Decision) -> Refusal | None:
        roles = () if not point.authored else self.world.scenario.decisions[point.id].roles
        if decision.role and roles and decision.role not in roles:
            return Refusal(refusals.ROLE_MAY_NOT, {"role": decision.role})
        return self.judge_busy(decision)

    def judge_busy(self, decision: Decision) -> Refusal | None:
        """Say whether the role that acts is unknown, or still busy with what it decided before."""
        if not decision.role:
            return None
        if decision.role not in self.world.scenario.teams[decision.team].roles:
            return Refusal(refusals.ROLE_UNKNOWN, {"role": decision.role})
        until = self._busy.get((decision.team, decision.role), 0)
        if until > self.world.now:
            return Refusal(refusals.ROLE_BUSY, {"role": decision.role, "until": str(until)})
        return None

    # --- answering --------------------------------------------------------------------------------------------------------

    def answer(self, decision: Decision) -> None:
        """Apply an answer that was judged to be allowed."""
        assert isinstance(decision.act, Answer)
        point = self._open[decision.act.point]
        cosigners = self.world.scenario.decisions[point.id].cosigners if point.authored else ()
        if cosigners:
            self._propose(point, decision, cosigners)
        else:
            self._take(point, decision)

    # --- decisions that other teams sign too --------------------------------------------------------------------------------

    def _propose(self, point: _Open, decision: Decision, cosigners: tuple[str, ...]) -> None:
        """Put a decision to the teams that must sign it too; they are asked from the next minute on."""
        assert isinstance(decision.act, Answer)
        point.proposal, point.unsigned = decision, cosigners
        self.world.emit(DecisionProposed(self.world.now, (point.team,), point.id, point.team, decision.act.options))
        self.world.at(self.world.now + 1, PAPER, "decisions", point.id, lambda: self._ask_cosigners(point, decision))

    def _ask_cosigners(self, point: _Open, decision: Decision) -> None:
        if point.proposal is not decision or self._open.get(point.id) is not point:
            return
        for team in point.unsigned:
            sign = _Open(
                _cosigning(point.id, team), team, self.world.now, point.deadline, ("decline",), cosigns=point.id,
                answered=partial(self._cosign, point, decision, team),
            )
            self._begin(sign)

    def _cosign(self, point: _Open, decision: Decision, team: str, answer: Answer, _by: str) -> None:
        signed = answer.options == ("sign",)
        self.world.emit(SignatureGiven(self.world.now, (point.team, team), point.id, team, signed))
        point.unsigned = tuple(other for other in point.unsigned if other != team)
        if not signed:
            self._recall(point)
            self._announce(point)
        elif not point.unsigned:
            self.world.set(f"cosigned.{point.id}", True)
            self._take(point, decision)

    def _recall(self, point: _Open) -> None:
        """Take a proposal back: nobody is asked to sign it any more."""
        waiting, point.proposal, point.unsigned = point.unsigned, None, ()
        for team in waiting:
            self.close(_cosigning(point.id, team))

    def _take(self, point: _Open, decision: Decision) -> None:
        answer = decision.act
        assert isinstance(answer, Answer)
        takes = self._takes(point, answer)
        offered = self._offered(point)
        del self._open[point.id]
        self._mark_closed(point)
        self.world.emit(
            DecisionTaken(
                self.world.now, (point.team,), point.id, point.team, answer.options, offered, answer.why, answer.why_text,
                answer.law, answer.sure, answer.text, decision.role, decision.by, takes, answer.signed, answer.votes,
                answer.dissent,
            )
        )
        if decision.role:
            self._busy[point.team, decision.role] = self.world.now + takes
        if point.answered is not None:
            point.answered(answer, decision.by)
        else:
            self._apply(point, answer, takes)

    def _takes(self, point: _Open, answer: Answer) -> Minute:
        if not point.authored:
            return 0
        options = self.world.scenario.decisions[point.id].options
        return sum(options[name].takes for name in answer.options)

    def _apply(self, point: _Open, answer: Answer, takes: Minute) -> None:
        """The answer counts at once; its effects come when its time has passed, and never within the same minute."""
        self.world.set(f"decided.{point.id}", answer.options[0])
        for name in answer.options:
            self.world.set(f"chose.{point.id}.{name}", True)
        due = self.world.now + max(takes, 1)
        for name in answer.options:
            path = f"decisions.{point.id}.options.{name}"
            option = self.world.scenario.decisions[point.id].options[name]
            self.effects.run(option.effects, Cause(point.team, path, "decisions", point.id), due)
        if takes:
            done = DecisionEffective(due, (point.team,), point.id, point.team)
            self.world.at(due, DEADLINES, "decisions", point.id, lambda: self.world.emit(done))


def _cosigning(point: str, team: str) -> str:
    """Return the id of the point by which *team* signs the decision of another."""
    return f"cosign_{point}_{team}"
