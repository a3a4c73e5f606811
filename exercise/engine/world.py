"""The world: story time, facts, happenings and chance. Every other part of the engine stands on it.

**The minute.** SimPy orders what falls on one minute by priority. The engine gives every scheduled item a priority
made of its phase and its place in the declared order, so that insertion order never decides. Process starts,
interrupts and ``succeed()`` keep SimPy's own small priorities and so belong to the item that caused them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Generator, Iterable
from typing import Any, Final

from simpy import Environment, Event, Process

from exercise.engine import chance
from exercise.engine.plan import plan_of
from exercise.model.base import Minute, Value
from exercise.model.durations import Fixed, Span
from exercise.model.happenings import Audience, FactChanged, Happening
from exercise.model.scenario import Scenario

FIRST: Final = 1 << 40
"""First thing in a minute: expectations lapse."""
MOVEMENT: Final = 2 << 40
"""Hazards and movement."""
CONTROL: Final = 3 << 40
"""Units and control."""
PAPER: Final = 4 << 40
"""Arriving paper and messages."""
EFFECTS: Final = 5 << 40
"""Planned and delayed effects."""
DEADLINES: Final = 6 << 40
"""Deadlines and validity end."""
LAST: Final = 7 << 40
"""After everything else: deferred triggers, and the end of the exercise at its latest minute."""

_MOST: Final = (1 << 20) - 1
_UNDECLARED: Final = ((1 << 19) - 1) << 20
"""The place of what the scenario does not declare: after everything that it does."""

Action = Callable[[], None]
Listener = Callable[[str], None]
Steps = Generator[Event, Any, None]


class Turn(Event):
    """An item of a minute: a timeout that has a phase and a place in the declared order, as SimPy's priority.

    Processes wait for one (:meth:`World.turn`), or it does something by itself (:meth:`World.at`).
    """

    _ok = True
    _value = None
    action: Action

    def __init__(self, env: Environment, priority: int, delay: Minute) -> None:
        self.env = env
        self.callbacks = []
        env.schedule(self, priority, delay)  # type: ignore[arg-type]  # SimPy takes any integer


def _act(turn: Any) -> None:
    """Do what is to be done at a turn that has come."""
    turn.action()


class World:
    """Story time, facts, happenings and chance of one run.

    *kind* and *id* in its methods name an entity of the scenario (``"injects"``, ``"driver_stops"``): they give its
    place.
    """

    def __init__(self, scenario: Scenario, seed: int, fates: Iterable[chance.Fate] = ()) -> None:
        self.scenario = scenario
        self.seed = seed
        self.plan = plan_of(scenario)
        self._places = self.plan.places
        self.env = Environment()
        self.now: Minute = 0
        """The present story minute; only :meth:`step` and :meth:`rest` change it."""
        self.facts: dict[str, Value] = dict(self.plan.start)
        self.happenings: list[Happening] = []
        self.everyone: Audience = scenario.played
        self._teams = tuple(scenario.teams)
        self.ended = False
        self._read: Container[str] = ()
        self._listener: Listener = lambda _fact: None
        self._heard: dict[type[Happening], list[Callable[[Any], None]]] = {}
        self._draws = chance.Draws(seed, fates)
        self._to: Minute = 0
        self._halt: Collection[type[Happening]] = ()

    # --- facts and happenings ---------------------------------------------------------------------------------------

    def emit(self, happening: Happening) -> None:
        """Record *happening* and tell those who listen inside the engine."""
        self.happenings.append(happening)
        kind = type(happening)
        if kind in self._heard:
            for hear in self._heard[kind]:
                hear(happening)

    def audience(self, *teams: str) -> Audience:
        """Return those of *teams* that are played, each once, in scenario order."""
        return tuple([team for team in self.everyone if team in teams])

    def in_order(self, teams: Collection[str]) -> tuple[str, ...]:
        """Return *teams*, each once, in scenario order."""
        return tuple([team for team in self._teams if team in teams])

    def set(self, fact: str, value: Value) -> None:
        """Give a fact a value; nothing happens where it has it already. Raises ``KeyError`` for a fact that does not
        exist.
        """
        facts = self.facts
        if facts[fact] != value:
            facts[fact] = value
            self.happenings.append(FactChanged(self.now, (), fact, value))
            if fact in self._read:
                self._listener(fact)

    def set_hidden(self, fact: str, value: Value) -> None:
        """Give a fact that only rules know a value: its change is on no record."""
        if self.facts[fact] != value:
            self.facts[fact] = value
            if fact in self._read:
                self._listener(fact)

    def add(self, fact: str, amount: int) -> None:
        """Add to an integer fact."""
        self.set(fact, int(self.facts[fact]) + amount)

    def listen(self, read: Container[str], listener: Listener) -> None:
        """Call *listener*, the only one, with the name of every fact of those *read* that changes."""
        self._read = read
        self._listener = listener

    def hear(self, kinds: Iterable[type[Happening]], listener: Callable[[Any], None]) -> None:
        """Call *listener* with every happening of *kinds*, at once; for changes of facts there are rules."""
        for kind in kinds:
            self._heard.setdefault(kind, []).append(listener)

    # --- time -------------------------------------------------------------------------------------------------------

    def peek(self) -> float:
        """Return the minute of the next item; infinity where nothing is left."""
        return self.env.peek()

    def play(self, to: Minute, settle: Callable[[], None], halt: Collection[type[Happening]] = ()) -> None:
        """Play every item up to and including minute *to* and call *settle* after each; time is *to* then.

        It goes no further than the minute at which a happening of the kinds in *halt* comes; nothing is played once
        the exercise has ended.
        """
        env, self._to, self._halt = self.env, to, halt
        for kind in halt:
            if self._stop not in self._heard.get(kind, ()):
                self.hear((kind,), self._stop)
        while not self.ended:
            minute = env.peek()
            if minute > self._to:
                self._rest(self._to)
                break
            self.now = int(minute)
            env.step()
            settle()
        self._halt = ()

    def _stop(self, happening: Happening) -> None:
        """Go no further than this minute if that was asked for."""
        if type(happening) in self._halt:
            self._to = self.now

    def _rest(self, minute: Minute) -> None:
        """Let time pass until *minute*, before which nothing falls any more."""
        if minute > self.now:
            self.env.timeout(minute - self.now)  # run(until=...) would leave an item of its own behind
            self.env.step()
            self.now = minute

    def turn(self, minute: Minute, phase: int, kind: str, id: str, n: int = 0) -> Turn:
        """Return an event that comes at *minute* (not before now), in its phase and place. For processes to yield.

        Its priority is made of the phase, the declared order of *kind* and *id*, and the occurrence *n*.
        """
        priority = phase + self._places.get((kind, id), _UNDECLARED) + (n if n < _MOST else _MOST)
        return Turn(self.env, priority, minute - self.now if minute > self.now else 0)

    def at(self, minute: Minute, phase: int, kind: str, id: str, action: Action, *, n: int = 0) -> None:
        """Do *action* at *minute* (not before now), in its phase and place."""
        turn = self.turn(minute, phase, kind, id, n)
        turn.action = action
        turn.callbacks.append(_act)

    def process(self, steps: Steps) -> Process:
        """Start a SimPy process; it begins within the item that starts it."""
        return self.env.process(steps)

    # --- chance -----------------------------------------------------------------------------------------------------

    def uniform(self, purpose: str, entity: str, what: str = "") -> float:
        """Return the next uniform of this name: named by its occurrence, so that nothing else reshuffles it."""
        return self._draws.uniform(purpose, entity, what)

    def lasts(self, span: Span, purpose: str, entity: str, what: str = "", *, told: bool = False) -> Minute:
        """Return a length of time drawn from *span*, in whole minutes; *told*: people learn it as it begins."""
        if isinstance(span, Fixed):
            return span.minutes
        return self._draws.length(span, self.now, (purpose, entity, what), told=told)

    def go_on_by_new_fate(self) -> None:
        """Let chance fall by the next of the run's fates from now on."""
        self._draws.go_on()

    def estimate(self, span: Span) -> tuple[Minute, Minute]:
        """Return the paper estimate of a *span* of the scenario: all but the shortest and the longest tenth."""
        return self.plan.once(("estimate", id(span)), lambda: (chance.minutes(span, 0.1), chance.minutes(span, 0.9)))
