"""The world: story time, facts, happenings and chance. Every other part of the engine stands on it.

**The minute.** SimPy orders what falls on one minute by priority. The engine gives every scheduled item a priority made of
its phase and its place in the declared order, so that insertion order never decides. Process starts, interrupts and
``succeed()`` keep SimPy's own small priorities and so belong to the item that caused them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from typing import Any, Final, cast

from simpy import Environment, Event, Process
from simpy.events import EventPriority

from exercise.engine import chance
from exercise.engine.plan import plan_of
from exercise.model.base import Minute, Value
from exercise.model.durations import Fixed, Span
from exercise.model.happenings import Audience, FactChanged, Happening
from exercise.model.scenario import Scenario

FIRST: Final = 1
"""First thing in a minute: expectations lapse."""
MOVEMENT: Final = 2
"""Hazards and movement."""
CONTROL: Final = 3
"""Units and control."""
PAPER: Final = 4
"""Arriving paper and messages."""
EFFECTS: Final = 5
"""Planned and delayed effects."""
DEADLINES: Final = 6
"""Deadlines and validity end."""
LAST: Final = 7
"""After everything else: deferred triggers, and the end of the exercise at its latest minute."""

_MOST: Final = (1 << 20) - 1
_UNDECLARED: Final = (1 << 19) - 1
"""The place of what the scenario does not declare: after everything that it does."""

Listener = Callable[[str], None]
Steps = Generator[Event, Any, None]


class Turn(Event):
    """An item of a minute: a timeout that has a phase and a place in the declared order.

    Processes wait for one (``yield world.turn(...)``); :meth:`World.at` hangs an action on one.
    """

    def __init__(self, env: Environment, delay: Minute, priority: int) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        env.schedule(self, cast(EventPriority, priority), delay)


class World:
    """Story time, facts, happenings and chance of one run.

    *kind* and *id* in its methods name an entity of the scenario (``"injects"``, ``"driver_stops"``): they give its place.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.seed = seed
        self.plan = plan_of(scenario)
        self.env = Environment()
        self.now: Minute = 0
        """The present story minute; only :meth:`step` and :meth:`rest` change it."""
        self.facts: dict[str, Value] = dict(self.plan.start)
        self.happenings: list[Happening] = []
        self.everyone: Audience = scenario.played
        self.ended = False
        self._listeners: list[Listener] = []
        self._heard: dict[type[Happening], list[Callable[[Any], None]]] = {}
        self._draws: defaultdict[tuple[str, str, str], int] = defaultdict(int)

    # --- facts and happenings ---------------------------------------------------------------------------------------

    def emit(self, happening: Happening) -> None:
        """Record *happening* and tell those who listen inside the engine."""
        self.happenings.append(happening)
        for hear in self._heard.get(type(happening), ()):
            hear(happening)

    def set(self, fact: str, value: Value) -> None:
        """Give a fact a value; nothing happens where it has it already. Raises ``KeyError`` for a fact that does not exist."""
        if self.facts[fact] == value:
            return
        self.facts[fact] = value
        if not fact.startswith("~"):
            self.emit(FactChanged(self.now, (), fact, value))
        for listener in self._listeners:
            listener(fact)

    def add(self, fact: str, amount: int) -> None:
        """Add to an integer fact."""
        self.set(fact, int(self.facts[fact]) + amount)

    def listen(self, listener: Listener) -> None:
        """Call *listener* with the name of every fact that changes."""
        self._listeners.append(listener)

    def hear(self, kinds: Iterable[type[Happening]], listener: Callable[[Any], None]) -> None:
        """Call *listener* with every happening of *kinds*, at once."""
        for kind in kinds:
            self._heard.setdefault(kind, []).append(listener)

    # --- time -------------------------------------------------------------------------------------------------------

    def peek(self) -> float:
        """Return the minute of the next item; infinity where nothing is left."""
        return self.env.peek()

    def step(self) -> None:
        """Play the next item."""
        self.now = int(self.env.peek())
        self.env.step()

    def rest(self, minute: Minute) -> None:
        """Let time pass until *minute*, before which nothing falls any more."""
        if minute > self.now:
            self.env.run(until=minute)
            self.now = minute

    def place(self, phase: int, kind: str, id: str, n: int = 0) -> int:
        """Return the SimPy priority of an item: phase, then declared order, then occurrence."""
        return (phase << 40) | (self.plan.places.get((kind, id), _UNDECLARED) << 20) | min(n, _MOST)

    def turn(self, minute: Minute, phase: int, kind: str, id: str, n: int = 0) -> Turn:
        """Return an event that comes at *minute* (not before now), in its phase and place. For processes to yield."""
        return Turn(self.env, max(minute - self.now, 0), self.place(phase, kind, id, n))

    def at(self, minute: Minute, phase: int, kind: str, id: str, action: Callable[[], None], n: int = 0) -> Turn:
        """Do *action* at *minute*, in its phase and place; nothing is done once the exercise has ended."""
        turn = self.turn(minute, phase, kind, id, n)
        turn.callbacks.append(lambda _event: None if self.ended else action())
        return turn

    def process(self, steps: Steps) -> Process:
        """Start a SimPy process; it begins within the item that starts it."""
        return self.env.process(steps)

    # --- chance -----------------------------------------------------------------------------------------------------

    def uniform(self, purpose: str, entity: str, what: str = "") -> float:
        """Return the next uniform of this name: named by its occurrence, so that nothing else reshuffles it."""
        key = (purpose, entity, what)
        self._draws[key] += 1
        return chance.uniform(self.seed, purpose, entity, what, self._draws[key])

    def lasts(self, span: Span, purpose: str, entity: str, what: str = "") -> Minute:
        """Return a length of time drawn from *span*, in whole minutes."""
        if isinstance(span, Fixed):
            return span.minutes
        return chance.minutes(span, self.uniform(purpose, entity, what))
