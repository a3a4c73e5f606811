"""Decision points: when they open and close, what an answer leads to, and what silence leads to."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial

from exercise.engine import refusals
from exercise.engine.effects import Cause, Effects
from exercise.engine.questions import Judge, Question
from exercise.engine.rules import Rule, Rules
from exercise.engine.world import DEADLINES, World
from exercise.model.base import Minute
from exercise.model.decisions import SOMETHING_ELSE, Answer, Decision, Refusal
from exercise.model.effects import ClosePoint, OpenPoint
from exercise.model.happenings import DecisionEffective, DecisionTaken, PointClosed, PointExtended, PointOpened
from exercise.model.offers import PointOffer
from exercise.model.play import Point


class Points:
    """All decision points of a run. Decisions that more than one must sign pass through
    :mod:`exercise.engine.together`.
    """

    def __init__(self, world: World, rules: Rules, effects: Effects, facilitated: bool = False) -> None:
        self.world = world
        self.rules = rules
        self.effects = effects
        self.judge_ = Judge(world, effects, facilitated)
        self.together: Callable[[Question, Decision, Answer], bool] = lambda _question, _decision, _answer: False
        """Asked first with every answer to an authored point: true if others must still sign, agree or rule."""
        self.closed: Callable[[Question], None] = lambda _question: None
        """Told of every authored point that is answered or closed."""
        self.opened: Callable[[Question, Point], None] = lambda _question, _point: None
        """Told of every authored point that opens."""
        self._open: dict[str, Question] = {}
        self._seen: dict[str, str] = {}
        self._armed_by_stage: dict[str, list[Rule]] = {}
        effects.register(OpenPoint, lambda effect, _cause: self.open(effect.open))
        effects.register(ClosePoint, lambda effect, _cause: self.close(effect.close))
        for name, point in world.scenario.decisions.items():
            self._arm(name, point)

    def _arm(self, name: str, point: Point) -> None:
        open_ = partial(self.open, name)
        rule = self.rules.trigger(f"decisions.{name}", self.rules.code(point.when), open_, armed=point.stage is None)
        if point.stage is not None:
            self._armed_by_stage.setdefault(point.stage, []).append(rule)

    def enter_stage(self, stage: str) -> None:
        """Arm the points of *stage*."""
        for rule in self._armed_by_stage.get(stage, ()):
            self.rules.arm(rule)

    # --- opening and closing ----------------------------------------------------------------------------------------

    def open(self, name: str) -> None:
        """Open an authored point, once in a run."""
        if name in self._seen:
            return
        point = self.world.scenario.decisions[name]
        deadline = None if point.deadline is None else self.world.now + point.deadline
        question = Question(name, point.team, self.world.now, deadline, point.default, point=name)
        self.put(question)
        self.world.set(f"open.{name}", True)
        self.opened(question, point)

    def open_request(
        self,
        request: str,
        team: str,
        deadline: Minute | None,
        default: str,
        answered: Callable[[Answer, str], None],
        *,
        precedence: str = "priority",
    ) -> None:
        """Open the point by which a played state answers a request; *answered* gets the answer and by whom it came."""

        def take(decision: Decision, answer: Answer) -> None:
            answered(answer, decision.by)

        id = f"respond_{request}"
        question = Question(id, team, self.world.now, deadline, (default,), "request", request=request)
        question.answered, question.precedence = take, precedence
        self.put(question)

    def put(self, question: Question) -> None:
        """Put a question to its team, until its deadline."""
        self._seen[question.id] = question.team
        self._open[question.id] = question
        self.announce(question)
        if question.deadline is not None:
            self._await_deadline(question)

    def announce(self, question: Question) -> None:
        """Tell its team that a question is open."""
        cosigns, agrees = (question.cosigns, question.agrees) if question.of else ("", "")
        self.world.emit(
            PointOpened(
                self.world.now,
                (question.team,),
                question.id,
                question.team,
                question.deadline,
                self.judge_.offered(question),
                question.request,
                cosigns,
                self._proposed(question),
                agrees,
                self._precedence(question),
            )
        )

    def _precedence(self, question: Question) -> str:
        """How urgent a question is: as its author says, or as the paper does that asks it."""
        model = self.world.scenario.decisions.get(question.of or question.id)
        return question.precedence if model is None else model.precedence

    def _proposed(self, question: Question) -> tuple[str, ...]:
        """Return the options that *question* asks to sign; none where it asks something else, or is not that far."""
        if question.kind != "cosign":
            return ()
        lead = self._open.get(question.of)
        act = lead.proposal.act if lead is not None and lead.proposal is not None else None
        return act.options if isinstance(act, Answer) else ()

    def _await_deadline(self, question: Question) -> None:
        assert question.deadline is not None
        due = question.deadline
        place = question.of or question.id
        self.world.at(due, DEADLINES, "decisions", place, partial(self._lapse, question, due), n=bool(question.of))

    def _lapse(self, question: Question, due: Minute) -> None:
        """Nobody answered in time: the default is taken, or, where there is none that can be, the point closes."""
        if self._open.get(question.id) is not question or question.deadline != due:
            return
        if not question.default or not self.judge_.is_open(question, question.default):
            self.close(question.id)
            return
        if question.kind == "authored":
            self.world.set(f"defaulted.{question.id}", True)
        self.take(question, Decision(question.team, Answer(question.id, question.default), by="default"))

    def close(self, name: str) -> None:
        """Close an open point without an answer."""
        question = self._open.pop(name, None)
        if question is not None:
            self._mark_closed(question)
            self.world.emit(PointClosed(self.world.now, (question.team,), name, question.team))

    def _mark_closed(self, question: Question) -> None:
        if question.kind == "authored":
            self.world.set(f"open.{question.id}", False)
            self.closed(question)

    def extend(self, name: str, minutes: Minute) -> None:
        """Move the deadline of an open point, and of all that others are asked about it."""
        lead = self._open[name].of or name
        for question in self._open.values():
            if lead in (question.id, question.of) and question.deadline is not None:
                question.deadline += minutes
                self._await_deadline(question)
                self.world.emit(
                    PointExtended(self.world.now, (question.team,), question.id, question.team, question.deadline)
                )

    def find(self, name: str) -> Question | None:
        """Return the open question of this id."""
        return self._open.get(name)

    # --- offers and refusals ----------------------------------------------------------------------------------------

    def offers(self, team: str, among: Container[str] | None = None) -> tuple[PointOffer, ...]:
        """Return the open points of *team* that wait for its answer (of those *among* which), oldest first."""
        waiting = [q for q in self._open.values() if q.team == team and q.proposal is None]
        return tuple([self._offer(q) for q in waiting if among is None or q.id in among])

    def _offer(self, q: Question) -> PointOffer:
        options = self.judge_.options(q)
        if not q.of:
            return PointOffer(q.id, q.team, q.opened, q.deadline, options, q.request)
        return PointOffer(q.id, q.team, q.opened, q.deadline, options, "", q.cosigns, self._proposed(q), q.agrees)

    def deadlines(self, team: str) -> list[Minute]:
        """Return the deadlines of the open points of *team*."""
        return [q.deadline for q in self._open.values() if q.team == team and q.deadline is not None]

    def judge(self, decision: Decision, answer: Answer) -> Refusal | None:
        """Say why this answer is not allowed now."""
        question = self._open.get(answer.point)
        if question is not None:
            return self.judge_.answer(question, decision, answer)
        names = {"point": answer.point}
        if self._seen.get(answer.point) == decision.team:
            return Refusal(refusals.ALREADY_ANSWERED, names)
        known = answer.point in self.world.scenario.decisions
        mine = known and self.world.scenario.decisions[answer.point].team == decision.team
        return Refusal(refusals.NOT_OPEN if mine else refusals.NO_SUCH_POINT, names)

    def judge_busy(self, decision: Decision, among: Sequence[str] = ()) -> Refusal | None:
        """Say whether the role that acts is unknown or busy, or all of those *among* which one must act are."""
        return self.judge_.busy(decision, among)

    def judge_extend(self, name: str, minutes: Minute) -> Refusal | None:
        """Say why this deadline cannot be moved so."""
        question = self._open.get(name)
        if question is None or question.deadline is None:
            return Refusal(refusals.NOT_OPEN, {"point": name})
        return None if minutes > 0 else Refusal(refusals.BAD_MINUTES)

    # --- answering --------------------------------------------------------------------------------------------------

    def answer(self, decision: Decision) -> None:
        """Apply an answer that was judged to be allowed."""
        assert isinstance(decision.act, Answer)
        question = self._open[decision.act.point]
        waits = question.kind == "authored" and self.together(question, decision, decision.act)
        if not waits:
            self.take(question, decision)

    def take(self, question: Question, decision: Decision) -> None:
        """Close a question with an answer that needs nobody else any more."""
        answer = decision.act
        assert isinstance(answer, Answer)
        offered = self.judge_.offered(question)
        takes = self._takes(question, answer)
        del self._open[question.id]
        self._mark_closed(question)
        self._record(question, decision, answer, offered, takes)
        self.judge_.occupy(decision, self.world.now + takes)
        if question.answered is not None:
            question.answered(decision, answer)
        else:
            self._apply(question, answer, takes)

    def _record(
        self, question: Question, decision: Decision, a: Answer, offered: tuple[tuple[str, bool], ...], takes: Minute
    ) -> None:
        self.world.emit(
            DecisionTaken(
                self.world.now,
                (question.team,),
                question.id,
                question.team,
                a.options,
                offered,
                a.why,
                a.why_text,
                a.law,
                a.sure,
                a.text,
                decision.role,
                decision.by,
                takes,
                a.signed,
                a.votes,
                a.dissent,
            )
        )

    def _takes(self, question: Question, answer: Answer) -> Minute:
        if question.kind != "authored":
            return 0
        options = self.world.scenario.decisions[question.id].options
        return sum([options[name].takes for name in answer.options if name != SOMETHING_ELSE])

    def _apply(self, question: Question, answer: Answer, takes: Minute) -> None:
        """The answer counts at once; its effects come when its time has passed, and never within the same minute."""
        world, id, team = self.world, question.id, question.team
        world.set(f"decided.{id}", answer.options[0])
        for name in answer.options:
            world.set(f"chose.{id}.{name}", True)
        due = world.now + max(takes, 1)
        for name in answer.options:
            effects = world.scenario.decisions[id].options[name].effects
            if effects:
                self.effects.run(effects, Cause(team, f"decisions.{id}.options.{name}", "decisions", id), due)
        if takes:
            done = DecisionEffective(due, (team,), id, team)
            world.at(due, DEADLINES, "decisions", id, partial(world.emit, done))
