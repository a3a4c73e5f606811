"""The world: story time, facts, happenings and chance. Every other part of the engine stands on it.

**The minute.** SimPy orders what falls on one minute by priority. The engine gives every scheduled item a priority
made of its phase and its place in the declared order, so that insertion order never decides. Process starts,
interrupts and ``succeed()`` keep SimPy's own small priorities and so belong to the item that caused them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable
from typing import Any, Final

from simpy import Environment, Event, Process

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
        self.env = env
        self.callbacks = []
        self._ok = True
        self._value = None
        env.schedule(self, priority, delay)  # type: ignore[arg-type]  # SimPy orders by any integer


class World:
    """Story time, facts, happenings and chance of one run.

    *kind* and *id* in its methods name an entity of the scenario (``"injects"``, ``"driver_stops"``): they give its
    place.
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
        self._draws = chance.Draws(seed)
        self._to: Minute = 0
        self._halt: Collection[type[Happening]] = ()

    # --- facts and happenings ---------------------------------------------------------------------------------------

    def emit(self, happening: Happening) -> None:
        """Record *happening* and tell those who listen inside the engine."""
        kind = type(happening)
        self.happenings.append(happening)
        for hear in self._heard.get(kind, ()):
            hear(happening)
        if kind in self._halt:
            self._to = self.now

    def set(self, fact: str, value: Value) -> None:
        """Give a fact a value; nothing happens where it has it already. Raises ``KeyError`` for a fact that does not
        exist.
        """
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

    def play(self, to: Minute, settle: Callable[[], None], halt: Collection[type[Happening]] = ()) -> None:
        """Play every item up to and including minute *to* and call *settle* after each; time is *to* then.

        It goes no further than the minute at which a happening of the kinds in *halt* comes or the exercise ends.
        """
        env, self._to, self._halt = self.env, to, halt
        while not self.ended:
            minute = env.peek()
            if minute > self._to:
                self._rest(self._to)
                break
            self.now = int(minute)
            env.step()
            settle()
        self._halt = ()

    def _rest(self, minute: Minute) -> None:
        """Let time pass until *minute*, before which nothing falls any more."""
        if minute > self.now:
            self.env.run(until=minute)
            self.now = minute

    def turn(self, minute: Minute, phase: int, kind: str, id: str, n: int = 0) -> Turn:
        """Return an event that comes at *minute* (not before now), in its phase and place. For processes to yield.

        SimPy's priority is made of the phase, the declared order and the occurrence *n*.
        """
        place = self.plan.places.get((kind, id), _UNDECLARED)
        priority = (phase << 40) | (place << 20) | min(n, _MOST)
        return Turn(self.env, max(minute - self.now, 0), priority)

    def at(self, minute: Minute, phase: int, kind: str, id: str, action: Callable[[], None], *, n: int = 0) -> Turn:
        """Do *action* at *minute*, in its phase and place; nothing is done once the exercise has ended."""
        turn = self.turn(minute, phase, kind, id, n)
        turn.callbacks.append(lambda _turn: None if self.ended else action())
        return turn

    def process(self, steps: Steps) -> Process:
        """Start a SimPy process; it begins within the item that starts it."""
        return self.env.process(steps)

    # --- chance -----------------------------------------------------------------------------------------------------

    def uniform(self, purpose: str, entity: str, what: str = "") -> float:
        """Return the next uniform of this name: named by its occurrence, so that nothing else reshuffles it."""
        return self._draws.uniform(purpose, entity, what)

    def lasts(self, span: Span, purpose: str, entity: str, what: str = "") -> Minute:
        """Return a length of time drawn from *span*, in whole minutes."""
        if isinstance(span, Fixed):
            return span.minutes
        return chance.minutes(span, self.uniform(purpose, entity, what))

    def estimate(self, span: Span) -> tuple[Minute, Minute]:
        """Return the paper estimate of a *span* of the scenario: all but the shortest and the longest tenth."""
        return self.plan.once(("estimate", id(span)), lambda: (chance.minutes(span, 0.1), chance.minutes(span, 0.9)))
