"""The runner: how far the story may run, when bots act, and a whole scenario played to its end without people."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import compress
from typing import Final, Literal

from exercise.engine import Engine
from exercise.model import happenings as h
from exercise.model.decisions import Answer, Decision, File, TeamAct
from exercise.model.happenings import Happening
from exercise.model.offers import Offers, PointOffer
from exercise.model.plain import plain
from exercise.model.scenario import Scenario
from exercise.play.policies import POLICIES, NamedChance, Policy, recommended, yielding
from exercise.play.precedence import stops

STUBBORN: Final = 2
"""So often a bot answers one question by its policy; put again, because teams differ or will not sign, it gives way."""
LIVE_THINKS: Final = 5
"""Minutes that a bot takes in live pacing where the point does not say."""

_ABOUT_POINTS: Final = frozenset((h.PointOpened, h.DecisionTaken, h.PointClosed))

Why = Literal["", "happening", "limit", "asked", "role", "refused"]
"""Why the clock stands: an urgent happening, a limit one minute ahead, the time asked for, a role that is free again
and had something to decide, a decision overtaken.
"""


class Bots:
    """The teams that nobody plays: which of their points are due when, and what they decide.

    Feed it every happening in order. What a bot draws is named by seed, team and minute, so that a run that was
    interrupted and resumed decides as one that was not.
    """

    def __init__(self, scenario: Scenario, seed: int, policies: Mapping[str, Policy], *, live: bool = False) -> None:
        self._scenario = scenario
        self._seed = seed
        self._policies = {team: policies[team] for team in scenario.played if team in policies}
        self._order = {team: i for i, team in enumerate(self._policies)}
        self._live = live
        self._due: dict[tuple[str, str], int] = {}
        self._asked: defaultdict[tuple[str, str], int] = defaultdict(int)

    def see(self, happening: Happening) -> None:
        """Take note of a point that opened or closed; no other happening tells a bot anything."""
        if isinstance(happening, h.PointOpened):
            if happening.team in self._policies:
                key = (happening.team, happening.point)
                self._asked[key] += 1
                self._due[key] = self._when(happening, again=self._asked[key] > 1)
        elif isinstance(happening, (h.DecisionTaken, h.PointClosed)):
            self._due.pop((happening.team, happening.point), None)

    def tried(self, points: Iterable[tuple[str, str]]) -> None:
        """Leave *points* (team, point) to their deadlines: their bots have tried them once."""
        for key in points:
            self._due.pop(key, None)

    def next_due(self) -> int | None:
        """Return the story minute at which a bot acts next (it may have passed while the room talked)."""
        return min(self._due.values(), default=None)

    def due(self, minute: int) -> tuple[tuple[str, str], ...]:
        """Return the points (team, point) that are due at *minute*, teams in scenario order."""
        ready = [(self._order[key[0]], key) for key, when in self._due.items() if when <= minute]
        return tuple([key for _, key in sorted(ready)])

    def decide(self, engine: Engine, due: Iterable[tuple[str, str]]) -> list[Decision]:
        """Return what the bots decide now about the points that are *due*, in that order; nothing is applied."""
        asked: dict[str, list[str]] = {}
        for team, point in due:
            asked.setdefault(team, []).append(point)
        acts = [(team, self._acts(engine, team, points)) for team, points in asked.items()]
        taken: set[tuple[str, str]] = set()
        return [_with_role(engine, team, act, taken) for team, chosen in acts for act in chosen]

    def _acts(self, engine: Engine, team: str, due: Collection[str]) -> list[TeamAct]:
        """Return what the policy of *team* does about the points that are *due*; it gives way where they are stuck."""
        points = engine.questions(team, due)
        policy, chance = self._policies[team], NamedChance(f"{self._seed}/policy/{team}/{engine.now}")
        stuck = tuple([offer for offer in points if self._asked[team, offer.point] > STUBBORN])
        fresh = tuple([offer for offer in points if offer not in stuck]) if stuck else points
        acts = policy(Offers(fresh, partial(engine.forms, team)), self._scenario, chance)
        if stuck:
            acts += yielding(Offers(stuck, ()), self._scenario, chance)
        if policy is recommended:
            acts += self._by_office(engine, points)
        return acts

    def _by_office(self, engine: Engine, points: Iterable[PointOffer]) -> list[TeamAct]:
        """Answer requests as the office's profile does, once its time has come: only complete paper is granted."""
        return [Answer(p.point, engine.usual_answer(p.point)) for p in points if p.request and p.deadline is not None]

    def _when(self, opened: h.PointOpened, *, again: bool) -> int:
        """Return when a bot answers: a request takes the office the time that its profile says.

        A question that is put *again* is answered a minute later at the earliest.
        """
        latest = None if opened.deadline is None else max(opened.minute, opened.deadline - 1)
        if opened.request and latest is not None:
            return latest
        point = self._scenario.decisions.get(opened.point)
        usual = LIVE_THINKS if self._live else 0
        thinks = usual if point is None or point.thinks is None else point.thinks
        thought = opened.minute + (max(thinks, 1) if again else thinks)
        return thought if latest is None else min(thought, latest)


def bots_for(scenario: Scenario, seed: int, policy: str, people: Collection[str], *, live: bool = False) -> Bots:
    """Return the bots of all played teams that are not *people*, all with the policy of that name."""
    chosen = POLICIES[policy]
    return Bots(scenario, seed, {team: chosen for team in scenario.played if team not in people}, live=live)


def roles_for(act: TeamAct, scenario: Scenario) -> tuple[str, ...]:
    """Return the roles that may do *act* (empty: any)."""
    if isinstance(act, Answer) and act.point in scenario.decisions:
        return scenario.decisions[act.point].roles
    if isinstance(act, File) and act.paper in scenario.papers:
        return scenario.papers[act.paper].roles
    return ()


def _with_role(engine: Engine, team: str, act: TeamAct, taken: set[tuple[str, str]]) -> Decision:
    """Return the bot's decision by the first role that is free for it and not among those *taken*, else by no role."""
    for role in roles_for(act, engine.scenario):
        decision = Decision(team, act, role, "bot")
        if (team, role) not in taken and engine.judge(decision) is None:
            taken.add((team, role))
            return decision
    return Decision(team, act, by="bot")


@plain
class Stop:
    """The next minute to which the clock may run, and whether it must stand there whatever happens."""

    minute: int
    why: Why = ""


def next_stop(engine: Engine, people: Collection[str], until: int | None, due: int | None = None) -> Stop | None:
    """Return how far the clock may run at once: to the next minute at which anything may happen, at most to a stop.

    The clock stands one minute before a limit of *people*, and at *until*. *due* is when a bot acts next. ``None``:
    nothing happens any more.
    """
    later = [m for m in (engine.next_minute(), due) if m is not None]
    free = max(min(later), engine.now + 1) if later else None
    fixed = _fixed_stop(engine, people, until)
    if fixed is not None and (free is None or fixed.minute <= free):
        return fixed
    return None if free is None else Stop(free)


def _fixed_stop(engine: Engine, people: Collection[str], until: int | None) -> Stop | None:
    limits = [limit - 1 for team in people for limit in engine.limits(team) if limit - 1 > engine.now]
    stop = Stop(min(limits), "limit") if limits else None
    if until is not None and until > engine.now and (stop is None or until <= stop.minute):
        stop = Stop(until, "asked")
    return stop


def why_stopped(came: Iterable[Happening], people: Collection[str], stop: Stop | None = None) -> Why:
    """Return why the clock stands after *came*, at *stop* where it got so far; ``""``: it does not."""
    if stops(came, people):
        return "happening"
    return stop.why if stop else ""


def play_out(
    scenario: Scenario, seed: int, policies: Mapping[str, Policy], limit: int | None = None, *, live: bool = False
) -> Engine:
    """Play *scenario* to its end, or to the story minute *limit*, with a policy for each team; return the engine."""
    with _garbage_kept():
        engine = Engine(scenario, seed)
        run_on(engine, Bots(scenario, seed, policies, live=live), limit)
    return engine


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Look for no garbage meanwhile: what a run makes lives until the run is dropped as a whole."""
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked_for:
            gc.enable()


def run_on(engine: Engine, bots: Bots, limit: int | None = None) -> None:
    """Play on with *bots*, which have seen nothing yet, to the end of the exercise or to the story minute *limit*."""
    end = engine.scenario.clock.ends_after if limit is None else limit
    seen = 0
    while not engine.ended:
        came, seen = engine.happenings[seen:], len(engine.happenings)
        for happening in compress(came, map(_ABOUT_POINTS.__contains__, map(type, came))):
            bots.see(happening)
        if due := bots.due(engine.now):
            decisions = bots.decide(engine, due)
            bots.tried(due)
            for decision in decisions:
                engine.submit(decision)
        elif engine.now < end:
            next_due = bots.next_due()
            engine.advance(end if next_due is None else min(next_due, end), halt=(h.PointOpened,))
        else:
            return
