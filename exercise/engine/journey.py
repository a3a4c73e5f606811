"""A journey: the process of one consignment on its way. It knows time and the road; what follows from it is Movement's.

A journey sleeps until a minute or until a condition, and is woken before that whenever something about it changes:
then it looks again. Nothing else interrupts it, and one that has ended is never interrupted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from math import inf
from typing import Any, Final, Literal, Protocol

from simpy import Event, Interrupt, Process

from exercise.engine.effects import Effects
from exercise.engine.world import MOVEMENT, Steps, World
from exercise.model.base import Minute
from exercise.model.durations import Hours
from exercise.model.expressions import Expression
from exercise.model.facts import start_state
from exercise.model.plain import plain
from exercise.model.route import Consignment, Step

Stage = Literal["waiting", "moving", "stored", "crossing", "arrived"]
End = Literal["", "seized", "delivered"]

_STAGES: Final[dict[str, Stage]] = {"wait": "stored", "store": "stored", "cross": "crossing"}


@plain
class Crossing:
    """A change of state: by which step, out of which state, at which minute."""

    step: Step
    left: str
    minute: Minute


class Course(Protocol):
    """Who is told of the course of a journey, at the minute itself and before the journey goes on."""

    def departed(self, journey: Journey) -> None:
        """It sets off."""

    def waits(self, journey: Journey) -> None:
        """It stands before its next step, which cannot begin yet."""

    def begun(self, journey: Journey) -> None:
        """It began a step."""

    def entered(self, journey: Journey, crossing: Crossing) -> None:
        """It changed the state."""

    def arrived(self, journey: Journey) -> None:
        """It finished its route."""


class _OverError(Exception):
    """The consignment moves no more."""


class Journey:
    """One consignment on its way. *number* is its place among the consignments, from 0."""

    def __init__(self, world: World, effects: Effects, course: Course, name: str) -> None:
        self.name = name
        self.number = list(world.scenario.consignments).index(name)
        self.model: Consignment = world.scenario.consignments[name]
        self.route = self.model.route
        self.ahead: deque[Step] = deque(world.scenario.routes[self.route].steps)
        self.step: Step | None = None
        self.state = start_state(world.scenario, self.route)
        self.stage: Stage = "waiting"
        self.held_until: float = 0
        self.lost = False
        self.end: End = ""
        self.turned = False
        self._world = world
        self._effects = effects
        self._course = course
        self._begun: set[str] = set()
        self._asleep = False
        self._awaits: Callable[[], bool] | None = None
        self._process: Process = world.process(self._travel(self._departure()))

    # --- what others ask --------------------------------------------------------------------------------------------

    @property
    def held(self) -> bool:
        """Whether it is held."""
        return self.held_until > 0

    @property
    def status(self) -> str:
        """The word of ``consignment.C.status``: an end, else lost, else held, else what it is doing."""
        if self.end or self.lost:
            return self.end or "lost"
        return "held" if self.held else self.stage

    @property
    def on(self) -> str:
        """The id of the step it is on (``""`` before departure)."""
        return self.step.id if self.step else ""

    def states_ahead(self) -> tuple[str, ...]:
        """Return the states it has still to enter on its present route, in order."""
        steps = (*((self.step,) if self.step and self.stage == "crossing" else ()), *self.ahead)
        return tuple(step.to for step in steps if step.kind == "cross" and step.to)

    # --- what others do to it ---------------------------------------------------------------------------------------

    def hold(self, until: float) -> None:
        """Stop it until a minute, or (infinity) until it is released; of two holds the longer one counts."""
        self.held_until = max(self.held_until, until)
        self.wake()

    def release(self) -> None:
        """Let it go on, with what was left of its time."""
        self.held_until = 0
        self.wake()

    def reroute(self, route: str) -> None:
        """Send it along *route* from its next step on; what it has already done of that route is not done again."""
        steps = self._world.scenario.routes[route].steps
        done = max((i for i, step in enumerate(steps) if step.id in self._begun), default=-1)
        self.route, self.ahead, self.turned = route, deque(steps[done + 1 :]), True
        if self.stage == "arrived" and self.ahead:
            self._process = self._world.process(self._travel(()))
        self.wake()

    def finish(self, end: End) -> None:
        """End it: it moves no more."""
        self.end = end
        self.wake()

    def wake(self) -> None:
        """Let it look again at what it waits for."""
        if self._asleep and self._process.is_alive:
            self._asleep = False
            self._process.interrupt()

    def look(self) -> None:
        """Wake it if the condition that it waits for holds by now."""
        if self._awaits is not None and self._awaits():
            self.wake()

    # --- the process ------------------------------------------------------------------------------------------------

    def _travel(self, first: Iterable[Event]) -> Steps:
        try:
            yield from first
            while self.ahead:
                yield from self._opening()
                yield from self._take()
            self.stage = "arrived"
            self._course.arrived(self)
        except _OverError:
            return

    def _departure(self) -> Iterator[Event]:
        while not (yield from self._sleep(self._turn(self.model.departs))):
            pass
        yield from self._until(self._condition(self.model.departs_when))
        self._course.departed(self)

    def _opening(self) -> Iterator[Event]:
        """Wait until the next step may begin; a reroute meanwhile makes another step the next."""
        while self.ahead:
            yield from self._until(_always)
            if not self.ahead:
                return
            step = self.ahead[0]
            opens = opening(step.schedule, self._world.now)
            shut = self._condition(step.closed) if step.closed is not None else _never
            if opens <= self._world.now and not shut():
                return
            self.stage = "waiting"
            self._course.waits(self)
            if opens > self._world.now:
                yield from self._sleep(self._turn(int(opens)) if opens < inf else self._world.env.event())
            else:
                yield from self._until(self._opened(step, shut))

    def _opened(self, step: Step, shut: Callable[[], bool]) -> Callable[[], bool]:
        return lambda: not (self.ahead and self.ahead[0] is step and shut())

    def _take(self) -> Iterator[Event]:
        if not self.ahead:
            return
        step = self.ahead.popleft()
        self.step, self.stage = step, _STAGES.get(step.kind, "moving")
        self._begun.add(step.id)
        self._course.begun(self)
        yield from self._spend(self._world.lasts(step.takes, "step", self.name, step.id))
        yield from self._until(self._condition(step.until))
        if step.kind == "cross":
            self._cross(step)

    def _cross(self, step: Step) -> None:
        left = self.state
        self.stage = "moving"
        if step.to and step.to != left:
            self.state = step.to
            self._course.entered(self, Crossing(step, left, self._world.now))

    # --- sleeping ---------------------------------------------------------------------------------------------------

    def _sleep(self, event: Event) -> Generator[Event, Any, bool]:
        """Sleep until *event*; tell whether it came (else it was woken before)."""
        if self.end:
            raise _OverError
        self._asleep = True
        try:
            yield event
        except Interrupt:
            if self.end:
                raise _OverError from None
            return False
        finally:
            self._asleep = False
        return True

    def _until(self, holds: Callable[[], bool]) -> Iterator[Event]:
        """Sleep while it is held or *holds* does not hold."""
        self._awaits = holds
        while self.held or not holds():
            yield from self._sleep(self._world.env.event())
        self._awaits = None

    def _spend(self, minutes: Minute) -> Iterator[Event]:
        """Let *minutes* pass, not counting those in which it is held."""
        left = minutes
        while True:
            yield from self._until(_always)
            began = self._world.now
            if (yield from self._sleep(self._turn(began + left))):
                return
            left -= self._world.now - began

    def _turn(self, minute: Minute) -> Event:
        return self._world.turn(minute, MOVEMENT, "consignments", self.name)

    def _condition(self, expression: Expression | None) -> Callable[[], bool]:
        return _always if expression is None else self._effects.condition(expression)


def _always() -> bool:
    return True


def _never() -> bool:
    return False


def opening(hours: Hours, now: Minute) -> float:
    """Return the first minute from *now* on that lies in *hours*; infinity where none does."""
    if not hours.open:
        return now
    return next((max(start, now) for start, end in hours.open if now < end), inf)
