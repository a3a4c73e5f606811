"""Stages and the ending: where the operation is, and how it is judged once it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from exercise.engine.effects import Cause, Effects
from exercise.engine.rules import Rules
from exercise.engine.world import LAST, World
from exercise.model.base import Value
from exercise.model.effects import End, EnterStage
from exercise.model.expressions import All, Compare, Constant, Expression, Fact
from exercise.model.happenings import BY_FACILITATOR, ExerciseEnded, ExerciseStarted, StageEntered
from exercise.model.scenario import Scenario


class Stages:
    """The order of stages: they are entered forward only, by their condition or by an effect."""

    def __init__(self, world: World, rules: Rules, effects: Effects, entered: Sequence[Callable[[str], None]]) -> None:
        self.world = world
        self.effects = effects
        self.entered = entered
        """Told, in order, of every stage that is entered."""
        self.order = tuple(world.scenario.stages)
        self._index = -1
        effects.register(EnterStage, lambda effect, _cause: self.enter(effect.stage))
        for name, stage in world.scenario.stages.items():
            if stage.enters is not None:
                rules.trigger(f"stages.{name}", rules.code(stage.enters), self._entry(name))

    def _entry(self, name: str) -> Callable[[], None]:
        return lambda: self.enter(name)

    def enter(self, name: str) -> None:
        """Enter a stage; a stage behind the present one is not entered again."""
        index = self.order.index(name)
        if index <= self._index:
            return
        self._index = index
        self.world.set("stage", name)
        self.world.emit(StageEntered(self.world.now, self.world.everyone, name))
        for tell in self.entered:
            tell(name)
        self.effects.run(self.world.scenario.stages[name].effects, Cause("", f"stages.{name}", "stages", name))


class Ending:
    """The end of the exercise: by an effect, by the facilitator, or at the latest minute."""

    def __init__(self, world: World, rules: Rules, effects: Effects) -> None:
        self.world = world
        self.rules = rules
        self._conditions = {name: rules.compile(outcome.when) for name, outcome in world.scenario.outcomes.items()}
        effects.register(End, lambda effect, _cause: self.ask(effect.end))
        self._reason = ""
        self._bare: frozenset[str] = frozenset()
        world.at(world.scenario.clock.ends_after, LAST, "ending", "", lambda: self._end("time"), n=1)

    def start(self) -> None:
        """Record that the story begins, and which endings hold although nothing has come about yet."""
        self._bare = frozenset(name for name, holds in self._conditions.items() if holds())
        self.world.emit(ExerciseStarted(self.world.now, self.world.everyone))

    def ask(self, reason: str) -> None:
        """End the exercise at the end of this minute; what else falls on the minute still counts."""
        if not self._reason:
            self._reason = reason
            self.world.at(self.world.now, LAST, "ending", "", lambda: self._end(reason), n=2)

    def _end(self, reason: str) -> None:
        """Judge the endings once, in order; the first that holds is it."""
        self.rules.settle()
        outcome = next(name for name, holds in self._conditions.items() if holds())
        if reason == BY_FACILITATOR and not self._settled(outcome):
            outcome = ""
        self.world.set("ended", True)
        self.world.ended = True
        self.world.emit(ExerciseEnded(self.world.now, self.world.everyone, outcome, reason))

    def _settled(self, outcome: str) -> bool:
        """Tell whether *outcome* has come about, so that it may be told before the story is over."""
        return outcome not in self._bare and outcome not in remainders(self.world.scenario)


def remainders(scenario: Scenario) -> frozenset[str]:
    """Return the endings that are what is left once another, judged before them, has failed.

    Such an ending asks for nothing that the other does not ask for as well. Whether the other has failed shows only at
    the end of the story.
    """
    found, before = set(), list[frozenset[Expression]]()
    for name, outcome in scenario.outcomes.items():
        asked = frozenset(_asked(outcome.when))
        if any(asked <= other | _implied(other, scenario) for other in before):
            found.add(name)
        before.append(asked)
    return frozenset(found)


def _asked(condition: Expression) -> Iterator[Expression]:
    """Yield what *condition* asks for, each part of it that must hold by itself."""
    if isinstance(condition, All):
        for part in condition.of:
            yield from _asked(part)
    else:
        yield condition


def _implied(asked: frozenset[Expression], scenario: Scenario) -> frozenset[Expression]:
    """Return what is asked for by ``arrests.all``: every person arrested."""
    if Fact(name="arrests.all") not in asked:
        return frozenset()
    persons = (name for name, target in scenario.targets.items() if target.kind == "person")
    return frozenset(_equals(f"target.{name}", "arrested") for name in persons)


def _equals(fact: str, value: Value) -> Expression:
    return Compare(op="==", left=Fact(name=fact), right=Constant(value=value))
