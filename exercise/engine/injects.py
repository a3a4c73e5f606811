"""The master scenario events list: planned, conditional and contingency injects, alternatives, and what they expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from exercise.engine import refusals
from exercise.engine.effects import Cause, Effects
from exercise.engine.information import Information
from exercise.engine.rules import Rule, Rules
from exercise.engine.world import EFFECTS, FIRST, PAPER, World
from exercise.model.base import Minute
from exercise.model.decisions import Refusal, StaffMessage
from exercise.model.effects import SendInject
from exercise.model.expressions import All, Any_, Compare, Constant, Expression, Fact
from exercise.model.happenings import (
    ExpectationLapsed,
    ExpectationMet,
    InjectFired,
    InjectSkipped,
    MessageDelivered,
    NoticeDelivered,
)
from exercise.model.plain import state
from exercise.model.play import Expectation, Inject
from exercise.model.scenario import Scenario


@state
class _Wait:
    """An expectation that runs for one recipient."""

    inject: str
    team: str
    until: Minute
    rule: Rule | None = None
    over: bool = False


@dataclass
class Injects:
    """All injects of a run."""

    world: World
    rules: Rules
    effects: Effects
    information: Information
    _sent: dict[str, Minute] = field(default_factory=dict)
    """When an inject was last sent."""
    _off: dict[str, None] = field(default_factory=dict)
    """Injects off the list: skipped, or their group has had its one."""
    _waits: list[_Wait] = field(default_factory=list)
    _armed_by: dict[tuple[str, str], list[Rule]] = field(default_factory=dict)
    """Conditional injects that wait for their stage or group."""

    def __post_init__(self) -> None:
        """Plan what has a minute, watch what has a condition."""
        self.effects.register(SendInject, lambda effect, _cause: self.send(effect.inject, "effect"))
        planned, conditional = self.world.plan.once("injects", lambda: _by_themselves(self.world.scenario))
        for name, minute in planned:
            self.world.at(minute, EFFECTS, "injects", name, partial(self.send, name, "planned"))
        for name, when in conditional:
            self._watch(name, when)
        for name in self.world.scenario.groups:
            self._schedule_group(name)

    # --- when -------------------------------------------------------------------------------------------------------

    def _watch(self, name: str, when: Expression) -> None:
        """Send an inject when its condition becomes true."""
        inject = self.world.scenario.injects[name]
        waits_for, fire = self._armed_with(inject), partial(self.send, name, "condition")
        rule = self.rules.trigger(
            f"injects.{name}", self.rules.code(when), fire, again=inject.again, armed=waits_for is None
        )
        if waits_for is not None:
            self._armed_by.setdefault(waits_for, []).append(rule)

    def _armed_with(self, inject: Inject) -> tuple[str, str] | None:
        """Return the group or the stage from which on the condition of *inject* counts; ``None``: from the start."""
        group = self.world.scenario.groups.get(inject.group or "")
        if inject.group and group and (group.at is not None or group.when is not None):
            return "groups", inject.group
        return ("stages", inject.stage) if inject.stage else None

    def _schedule_group(self, name: str) -> None:
        """Do at the time of a group what is to be done: draw one, or begin to judge their conditions."""
        group = self.world.scenario.groups[name]
        if group.chosen_by == "facilitator":
            return
        begin = partial(self._draw, name) if group.chosen_by == "chance" else partial(self._arm, "groups", name)
        if group.at is not None:
            self.world.at(group.at, EFFECTS, "groups", name, begin)
        if group.when is not None:
            self.rules.trigger(f"groups.{name}", self.rules.code(group.when), begin)

    def _draw(self, group: str) -> None:
        """Send one of a group, by weight."""
        injects = self.world.scenario.injects
        members = [(name, injects[name].weight) for name in self._members(group) if name not in self._off]
        members = [(name, weight) for name, weight in members if weight > 0]
        if not members or any(name in self._sent for name, _ in members):
            return
        left = self.world.uniform("group", group) * sum(weight for _, weight in members)
        for name, weight in members:
            left -= weight
            if left < 0:
                self.send(name, "chance")
                return

    def enter_stage(self, stage: str) -> None:
        """Arm the conditional injects of *stage*."""
        self._arm("stages", stage)

    def _arm(self, what: str, name: str) -> None:
        for rule in self._armed_by.get((what, name), ()):
            self.rules.arm(rule)

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, name: str, cause: str) -> None:
        """Send an inject now: deliver it to its recipients, do its effects, start what it expects."""
        inject = self.world.scenario.injects[name]
        if name in self._off or (name in self._sent and inject.again is None):
            return
        self._sent[name] = self.world.now
        if inject.group is not None:
            self._off.update(dict.fromkeys(other for other in self._members(inject.group) if other != name))
        self.world.emit(InjectFired(self.world.now, (), name, cause))
        delay = self.world.lasts(inject.delay, "inject", name)
        for team in inject.to:
            if delay:
                self.world.at(self.world.now + delay, PAPER, "injects", name, partial(self._deliver, name, team))
            else:
                self._deliver(name, team)
        if not inject.to:
            self.world.set(f"inject.{name}", True)
        self.effects.run(inject.effects, Cause("", f"injects.{name}", "injects", name))

    def _members(self, group: str) -> tuple[str, ...]:
        """Return the injects of a group, in scenario order."""
        injects = self.world.scenario.injects.items()
        return self.world.plan.once(("members", group), lambda: tuple([n for n, i in injects if i.group == group]))

    def _deliver(self, name: str, team: str) -> None:
        inject = self.world.scenario.injects[name]
        self.world.emit(MessageDelivered(self.world.now, (team,), name, inject.precedence))
        self.world.set(f"inject.{name}", True)
        for item in inject.gives:
            self.information.give(team, item)
        if inject.expects is not None:
            self._expect(name, team, inject.expects)

    def notice(self, message: StaffMessage) -> None:
        """Deliver a message that the facilitator wrote."""
        for team in message.to:
            self.world.emit(
                NoticeDelivered(
                    self.world.now, (team,), message.sender, message.subject, message.text, message.precedence
                )
            )

    # --- what is expected -------------------------------------------------------------------------------------------

    def _expect(self, name: str, team: str, expects: Expectation) -> None:
        """Wait for what is expected, from this delivery on; an earlier act counts only where the author says so."""
        wait = _Wait(name, team, self.world.now + expects.within)
        expected = self.world.plan.once(("expected", name), lambda: _expected(expects))
        condition = self.rules.compile_anew(expected)
        if expects.otherwise in self._off:
            self._end_wait(wait, "excused")
            return
        if condition() and expects.already == "ok":
            self._end_wait(wait, "met")
            return
        self._waits.append(wait)
        self.world.set(f"expected.{name}", "pending")
        wait.rule = self.rules.watch(f"expects.{name}", condition, lambda truth: self._met(wait, truth), armed=False)
        wait.rule.truth = condition()
        self.rules.arm(wait.rule)
        self.world.at(wait.until, FIRST, "injects", name, lambda: self._lapse(wait))

    def _met(self, wait: _Wait, truth: bool) -> None:
        if truth and not wait.over:
            for other in self._together(wait):
                self._end_wait(other, "met")

    def _together(self, wait: _Wait) -> list[_Wait]:
        """Return the waits that this one ends with it: all of the inject, as its condition is the same for all."""
        return [other for other in self._waits if other.inject == wait.inject and not other.over]

    def _end_wait(self, wait: _Wait, how: str) -> None:
        wait.over = True
        if wait in self._waits:
            self._waits.remove(wait)
        self.world.set(f"expected.{wait.inject}", how)
        if how != "excused":
            kind = ExpectationMet if how == "met" else ExpectationLapsed
            self.world.emit(kind(self.world.now, (), wait.inject, wait.team))

    def _lapse(self, wait: _Wait) -> None:
        if wait.over:
            return
        self._end_wait(wait, "lapsed")
        expects = self.world.scenario.injects[wait.inject].expects
        if expects is not None and expects.otherwise is not None:
            self._contingency(expects.otherwise)

    def _contingency(self, name: str) -> None:
        """Send a contingency; its own condition is judged once, now."""
        when = self.world.scenario.injects[name].when
        if when is None or self.effects.holds(when):
            self.send(name, "contingency")

    def lapses(self, team: str) -> list[Minute]:
        """Return the minutes at which expectations of *team* lapse."""
        return [wait.until for wait in self._waits if wait.team == team]

    # --- the facilitator --------------------------------------------------------------------------------------------

    def judge(self, name: str) -> Refusal | None:
        """Say why the facilitator cannot send or skip this inject now."""
        if name not in self.world.scenario.injects:
            return Refusal(refusals.NO_SUCH_INJECT, {"inject": name})
        return Refusal(refusals.ALREADY_SENT, {"inject": name}) if name in self._sent or name in self._off else None

    def skip(self, name: str) -> None:
        """Take an inject off the list. An expectation whose contingency it is counts as excused."""
        self._off[name] = None
        self.world.emit(InjectSkipped(self.world.now, (), name))
        parent = _contingencies(self.world.scenario.injects).get(name)
        for wait in [w for w in self._waits if w.inject == parent]:
            self._end_wait(wait, "excused")


def _by_themselves(scenario: Scenario) -> tuple[list[tuple[str, Minute]], list[tuple[str, Expression]]]:
    """Return the injects that come at a minute and those that come on a condition, without those that something else
    sends: a group that chooses among its own, or an expectation that lapses.
    """
    choosing = {name for name, group in scenario.groups.items() if group.chosen_by != "first_true"}
    own = {name: inject for name, inject in scenario.injects.items() if inject.group not in choosing}
    contingencies = _contingencies(scenario.injects)
    conditional = {name: inject.when for name, inject in own.items() if name not in contingencies}
    return (
        [(name, inject.at) for name, inject in own.items() if inject.at is not None],
        [(name, when) for name, when in conditional.items() if when is not None],
    )


def _contingencies(injects: Mapping[str, Inject]) -> dict[str, str]:
    """Return contingency injects, each with the inject whose expectation names it."""
    named = ((i.expects.otherwise, name) for name, i in injects.items() if i.expects is not None)
    return {contingency: name for contingency, name in named if contingency}


def _expected(expects: Expectation) -> Expression:
    """Return what is expected as one condition."""
    wanted: list[Expression] = [_decided(point, options) for point, options in expects.decided.items()]
    if expects.when is not None:
        wanted.append(expects.when)
    return All(of=tuple(wanted)) if expects.by == "all" else Any_(of=tuple(wanted))


def _decided(point: str, options: str | tuple[str, ...]) -> Expression:
    names = (options,) if isinstance(options, str) else options
    chosen = (Fact(name=f"chose.{point}.{option}") for option in names)
    return Any_(of=tuple(Compare(op="==", left=fact, right=Constant(value=True)) for fact in chosen))
