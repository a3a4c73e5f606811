"""Decision points: when they open, who may answer them and how, what an answer leads to, and what silence leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from exercise.engine import refusals
from exercise.engine.effects import Cause, Effects
from exercise.engine.rules import Rule, Rules
from exercise.engine.world import DEADLINES, World
from exercise.model.base import Minute
from exercise.model.decisions import NOT_SURE, RESPONSES, SURE, WHY, Answer, Decision, Refusal
from exercise.model.effects import ClosePoint, OpenPoint
from exercise.model.happenings import (
    DecisionEffective,
    DecisionTaken,
    PointClosed,
    PointExtended,
    PointOpened,
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
        self.world.emit(
            PointOpened(self.world.now, (point.team,), point.id, point.team, point.deadline, self._offered(point), point.request)
        )
        if point.deadline is not None:
            self._await_deadline(point)

    def _await_deadline(self, point: _Open) -> None:
        assert point.deadline is not None
        due = point.deadline
        self.world.at(due, DEADLINES, "decisions", point.id, lambda: self._lapse(point, due))

    def _lapse(self, point: _Open, due: Minute) -> None:
        """Nobody answered in time: the default is taken, or the point closes."""
        if self._open.get(point.id) is not point or point.deadline != due:
            return
        if point.default:
            if not point.request:
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
        if not point.request:
            self.world.set(f"open.{point.id}", False)

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
            PointOffer(p.id, p.team, p.opened, p.deadline, self._options(p), p.request)
            for p in self._open.values()
            if p.team == team
        )

    def deadlines(self, team: str) -> list[Minute]:
        """Return the deadlines of the open points of *team*."""
        return [p.deadline for p in self._open.values() if p.team == team and p.deadline is not None]

    def _options(self, point: _Open) -> tuple[OptionOffer, ...]:
        if point.request:
            return tuple(OptionOffer(response, True) for response in RESPONSES)
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
        most = 1 if point.request else self.world.scenario.decisions[point.id].choose
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
        if max(len(answer.why_text), len(answer.text)) > MOST_WORDS:
            return Refusal(refusals.TOO_LONG, {"most": str(MOST_WORDS)})
        argued = point.request or not scenario.decisions[point.id].argue or answer.why_text.strip()
        return None if argued else Refusal(refusals.WORDS_NEEDED, {"point": point.id})

    def _judge_role(self, point: _Open, decision: Decision) -> Refusal | None:
        roles = () if point.request else self.world.scenario.decisions[point.id].roles
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
        self._take(self._open[decision.act.point], decision)

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
                answer.law, answer.sure, answer.text, decision.role, decision.by, takes,
            )
        )
        if decision.role:
            self._busy[point.team, decision.role] = self.world.now + takes
        if point.answered is not None:
            point.answered(answer, decision.by)
        else:
            self._apply(point, answer, takes)

    def _takes(self, point: _Open, answer: Answer) -> Minute:
        if point.request:
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
