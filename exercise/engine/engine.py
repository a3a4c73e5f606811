"""The engine: one run of a scenario. Scenario, seed and ordered decisions go in; happenings come out."""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Collection, Container, Iterable, Mapping
from typing import Final

from exercise.engine import refusals
from exercise.engine.authority import Authority
from exercise.engine.chance import Fate
from exercise.engine.channels import Channels
from exercise.engine.control import Control
from exercise.engine.custody import Custody
from exercise.engine.effects import Effects
from exercise.engine.forms import Forms
from exercise.engine.hazards import Adversary, Hazards
from exercise.engine.information import Information
from exercise.engine.injects import Injects
from exercise.engine.movement import Movement
from exercise.engine.points import Points
from exercise.engine.rules import Rules
from exercise.engine.stages import Ending, Stages
from exercise.engine.targets import Targets
from exercise.engine.together import Together
from exercise.engine.world import World
from exercise.model.base import Minute, Value
from exercise.model.decisions import (
    Answer,
    Decision,
    Refusal,
    StaffEnd,
    StaffExtend,
    StaffInject,
    StaffMessage,
    StaffRule,
    StaffSkip,
)
from exercise.model.happenings import BY_FACILITATOR, Happening
from exercise.model.offers import FormOffer, Offers, PointOffer
from exercise.model.records import canonical, to_record
from exercise.model.scenario import Scenario

VERSION: Final = "1"
"""Two engines of one version play the same scenario, seed and decisions to the same digest."""

_STAFF: Final = (StaffInject, StaffSkip, StaffMessage, StaffExtend, StaffRule, StaffEnd)


class Engine:
    """One run. Only :meth:`advance` moves time; only :meth:`submit` lets people act, at the present minute."""

    def __init__(self, scenario: Scenario, seed: int, facilitated: bool = False, fates: Iterable[Fate] = ()) -> None:
        """Set the scene and play the first instant.

        *facilitated*: somebody is there to rule on teams' own answers. *fates*: new fates by which the run goes on
        later, each from a call of :meth:`go_on_by_new_fate` at its minute on.
        """
        self.scenario = scenario
        self.seed = seed
        self._world = world = World(scenario, seed, tuple(fates))
        self._rules = rules = Rules(world)
        effects = Effects(world, rules)
        channels = Channels(world)
        self._points = Points(world, rules, effects, facilitated)
        self._together = Together(world, self._points)
        authority = Authority(world, rules, effects, channels, self._points)
        self._information = information = Information(world, rules, effects, channels)
        movement = Movement(world, rules, effects, authority.agreed)
        control = Control(world, rules, effects, movement)
        Custody(world, rules, effects, movement)
        self._injects = Injects(world, rules, effects, information)
        Targets(world, rules, effects)
        self._hazards = Hazards(world, rules, effects)
        Adversary(world, rules, effects)
        self._ending = Ending(world, rules, effects)
        self._stages = Stages(world, rules, effects, (self._points.enter_stage, self._injects.enter_stage))
        self._forms = Forms(world, rules, control, information, authority)
        self._digest = hashlib.sha256()
        self._digested = 0
        parts = (
            world,
            rules,
            effects,
            channels,
            self._points,
            self._together,
            authority,
            information,
            movement,
            control,
            control.units,
            self._hazards,
            self._injects,
            self._stages,
            self._ending,
            self._forms,
        )
        weakref.finalize(self, _let_go, parts).atexit = False
        self._ending.start()
        self._stages.enter(self._stages.order[0])
        world.play(0, rules.settle)

    # --- what there is ----------------------------------------------------------------------------------------------

    @property
    def now(self) -> Minute:
        """The present story minute."""
        return self._world.now

    @property
    def ended(self) -> bool:
        """Whether the exercise is over."""
        return self._world.ended

    @property
    def happenings(self) -> list[Happening]:
        """All happenings so far, in order; append-only."""
        return self._world.happenings

    @property
    def facts(self) -> Mapping[str, Value]:
        """All facts by full name."""
        return self._world.facts

    def next_minute(self) -> Minute | None:
        """Return the next minute at which anything may happen, perhaps nothing that anybody sees; ``None`` at the
        end.
        """
        peek = self._world.peek()
        return None if self.ended or peek == float("inf") else int(peek)

    def usual_answer(self, point: str) -> tuple[str, ...]:
        """Return what is taken where nobody answers the open question *point* (for a request: what the profile says).

        For programs that stand in for a team; no view may hold it, as it tells whether the paper is complete.
        """
        question = self._points.find(point)
        return question.default if question else ()

    def limits(self, team: str) -> tuple[Minute, ...]:
        """Return the coming minutes at which a deadline or an expectation of *team* runs out, ascending."""
        limits = self._points.deadlines(team) + self._injects.lapses(team)
        return tuple(sorted({minute for minute in limits if minute > self.now}))

    def digest(self) -> str:
        """Return the SHA-256 of all happenings so far, as canonical records, in hexadecimal."""
        for happening in self.happenings[self._digested :]:
            self._digest.update(canonical(to_record(happening)) + b"\n")
        self._digested = len(self.happenings)
        return self._digest.hexdigest()

    # --- time -------------------------------------------------------------------------------------------------------

    def advance(self, to: Minute, halt: Collection[type[Happening]] = ()) -> None:
        """Play up to and including minute *to*; nothing where that has passed, or the exercise is over.

        It stops earlier, at the end of the minute, when a happening of one of the kinds in *halt* comes; a change of a
        fact is none of them.
        """
        if to > self._world.now:
            self._world.play(to, self._rules.settle, halt)

    def go_on_by_new_fate(self) -> None:
        """Let the next of the run's fates begin at the present minute: all that nobody can know yet falls anew."""
        self._world.go_on_by_new_fate()
        self._hazards.go_on_by_new_fate()

    # --- acts -------------------------------------------------------------------------------------------------------

    def offers(self, team: str) -> Offers:
        """Return what *team* may do now: its open points and its standing acts."""
        return Offers(self.questions(team), self.forms(team))

    def questions(self, team: str, among: Container[str] | None = None) -> tuple[PointOffer, ...]:
        """Return the open points that wait for an answer of *team* (of those *among* which), oldest first."""
        return () if self._world.ended else self._points.offers(team, among)

    def forms(self, team: str) -> tuple[FormOffer, ...]:
        """Return the standing acts of *team*, with all that can be put into them now."""
        return () if self.ended else self._forms.offers(team)

    def judge(self, decision: Decision) -> Refusal | None:
        """Say why *decision* is not allowed now; ``None`` if it is. Changes nothing."""
        if self._world.ended:
            return Refusal(refusals.ENDED)
        if isinstance(decision.act, _STAFF):
            return self._judge_staff(decision)
        if decision.team not in self._world.everyone:
            return Refusal(refusals.NOT_A_TEAM, {"team": decision.team})
        if isinstance(decision.act, Answer):
            return self._points.judge(decision, decision.act)
        return self._points.judge_busy(decision, self._forms.roles(decision.act)) or self._forms.judge(decision)

    def _judge_staff(self, decision: Decision) -> Refusal | None:
        if decision.by != "facilitator":
            return Refusal(refusals.NOT_STAFF)
        match decision.act:
            case StaffInject(inject) | StaffSkip(inject):
                return self._injects.judge(inject)
            case StaffExtend(point, minutes):
                return self._points.judge_extend(point, minutes)
            case StaffRule():
                return self._together.judge_ruling(decision.act)
            case StaffMessage(to):
                missing = next((team for team in to if team not in self._world.everyone), None)
                return Refusal(refusals.NO_SUCH_TEAM, {"team": missing}) if missing else None
        return None

    def submit(self, decision: Decision) -> Refusal | None:
        """Judge *decision*, then apply it at the present minute. A refusal is returned and changes nothing."""
        refusal = self.judge(decision)
        if refusal is None:
            self._apply(decision)
            self._rules.settle()
            self._world.play(self._world.now, self._rules.settle)
        return refusal

    def _apply(self, decision: Decision) -> None:
        match decision.act:
            case Answer():
                self._points.answer(decision)
            case StaffInject(inject):
                self._injects.send(inject, "facilitator")
            case StaffSkip(inject):
                self._injects.skip(inject)
            case StaffMessage():
                self._injects.notice(decision.act)
            case StaffExtend(point, minutes):
                self._points.extend(point, minutes)
            case StaffRule():
                self._together.rule(decision.act)
            case StaffEnd():
                self._ending.ask(BY_FACILITATOR)
            case _:
                self._forms.act(decision)


def _let_go(parts: Iterable[object]) -> None:
    """Part the *parts* of a run that is dropped, which know each other: what they hold is freed at once.

    Left to the search for garbage, a finished run would take a quarter of its own time to clear away.
    """
    for part in parts:
        vars(part).clear()
