"""Units: sent, in place, relieved, rested. A busy one is refused, never queued in silence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, cast

from simpy import Event, Interrupt, Process, Resource
from simpy.resources.resource import Request

from exercise.engine import refusals
from exercise.engine.effects import Cause, Effects
from exercise.engine.known import Known
from exercise.engine.world import CONTROL, Steps, World
from exercise.model.base import Minute
from exercise.model.decisions import Refusal
from exercise.model.effects import Assign, Withdraw
from exercise.model.happenings import Audience, UnitAssigned, UnitInPlace, UnitRelieved
from exercise.model.people import Unit

State = Literal["free", "deploying", "in_place", "resting"]
Leaves = Literal["shift", "order", "border"]
"""Why a unit leaves: its shift ended, it was withdrawn, or the load went on where it may not follow."""


class Post:
    """A unit, and where it serves: a resource of capacity one, claimed from the order until it has rested.

    *number* is its place among all units, from 0.
    """

    def __init__(self, world: World, team: str, name: str, model: Unit, number: int) -> None:
        self.number = number
        self.team = team
        self.name = name
        self.key = f"{team}.{name}"
        self.model = model
        self.resource = Resource(world.env, capacity=1)
        self.territory = model.territory or (team,)
        self.state: State = "free"
        self.consignment = ""
        self.recalled = False
        self.process: Process | None = None

    @property
    def busy(self) -> bool:
        """Whether it cannot be sent anywhere now."""
        return self.resource.count > 0

    @property
    def serving(self) -> bool:
        """Whether it is on its way or in place, and can be recalled."""
        return self.state in ("deploying", "in_place") and not self.recalled


class Units:
    """The units of all teams. *moved* is told of a consignment whenever a unit comes to it or goes."""

    def __init__(self, world: World, effects: Effects, moved: Callable[[str], None]) -> None:
        self.world = world
        self.moved = moved
        self.known = Known(world)
        self._posts: dict[tuple[str, str], Post] = {}
        self._teams: dict[str, list[Post]] = {}
        for team, model in world.scenario.teams.items():
            units = enumerate(model.units.items(), len(self._posts))
            self._teams[team] = own = [Post(world, team, name, unit, i) for i, (name, unit) in units]
            self._posts |= {(team, post.name): post for post in own}
        self._there: dict[str, tuple[Post, ...]] = {}
        effects.register(Assign, self._assign_effect)
        effects.register(Withdraw, self._withdraw_effect)

    def in_place(self, consignment: str) -> tuple[Post, ...]:
        """Return the units that are in place on *consignment*, in the order of the scenario."""
        return self._there.get(consignment, ())

    # --- orders to units --------------------------------------------------------------------------------------------

    def judge_assign(self, team: str, unit: str, consignment: str) -> Refusal | None:
        """Say why *team* cannot put *unit* on *consignment* now. A busy unit is refused, never queued.

        A consignment that the team does not know of is refused as one that does not exist is.
        """
        post = self._posts.get((team, unit))
        if post is None:
            return Refusal(refusals.NO_SUCH_UNIT, {"unit": unit})
        if not self.known.knows(team, consignment):
            return Refusal(refusals.NOT_KNOWN, {"consignment": consignment})
        return Refusal(refusals.UNIT_BUSY, {"unit": unit}) if post.busy else None

    def assign(self, team: str, unit: str, consignment: str) -> None:
        """Put a free unit on a consignment: it is in place once the order is out and it has deployed."""
        takes = self.world.lasts(self.world.scenario.powers.assign_takes, "assign", f"{team}.{unit}", told=True)
        self._send(self._posts[team, unit], consignment, takes)

    def judge_withdraw(self, team: str, unit: str) -> Refusal | None:
        """Say why *team* cannot take *unit* off now."""
        post = self._posts.get((team, unit))
        if post is None:
            return Refusal(refusals.NO_SUCH_UNIT, {"unit": unit})
        return None if post.serving else Refusal(refusals.UNIT_FREE, {"unit": unit})

    def withdraw(self, team: str, unit: str) -> None:
        """Take a unit off; the order takes a minute, so that a relief ordered in the same minute leaves no gap."""
        post = self._posts[team, unit]
        post.recalled = True
        recall = partial(self.recall, post, "order", post.process)
        self.world.at(self.world.now + 1, CONTROL, "units", post.key, recall, n=1)

    def _assign_effect(self, effect: Assign, cause: Cause) -> None:
        team = effect.team or self._team_of(effect.assign, cause.team)
        consignment = effect.to or self.world.scenario.first_consignment()
        post = self._posts.get((team, effect.assign))
        if post is not None and not post.busy:
            self._send(post, consignment, 0)

    def _withdraw_effect(self, effect: Withdraw, cause: Cause) -> None:
        team = effect.team or self._team_of(effect.withdraw, cause.team)
        if self.judge_withdraw(team, effect.withdraw) is None:
            self.withdraw(team, effect.withdraw)

    def _team_of(self, unit: str, team: str) -> str:
        """Return *team* if it has such a unit, else the first team that has."""
        return team if (team, unit) in self._posts else next((t for t, name in self._posts if name == unit), "")

    # --- the service of a unit --------------------------------------------------------------------------------------

    def _send(self, post: Post, consignment: str, takes: Minute) -> None:
        claim = post.resource.request()
        due = self.world.now + takes + self.world.lasts(post.model.deploys_in, "unit", post.key, "deploys", told=True)
        post.consignment, post.recalled = consignment, False
        self._tell(post, "deploying")
        self.world.emit(UnitAssigned(self.world.now, self._own(post), post.team, post.name, consignment, due))
        post.process = self.world.process(self._serve(post, claim, due))

    def _serve(self, post: Post, claim: Request, due: Minute) -> Steps:
        why: Leaves = "shift"
        try:
            yield self._turn(post, due)
            self._in_place(post)
            yield self._turn(post, due + post.model.shift)
        except Interrupt as recall:
            why = cast(Leaves, recall.cause)
        rests = post.model.rests if post.state == "in_place" else 0
        yield from self._rest(post, why, self.world.now + rests)
        post.resource.release(claim)
        self._tell(post, "free")

    def _turn(self, post: Post, minute: Minute) -> Event:
        return self.world.turn(minute, CONTROL, "units", post.key)

    def _in_place(self, post: Post) -> None:
        self._tell(post, "in_place")
        until = self.world.now + post.model.shift
        self.world.emit(UnitInPlace(self.world.now, self._own(post), post.team, post.name, post.consignment, until))
        self.moved(post.consignment)

    def _rest(self, post: Post, why: Leaves, until: Minute) -> Steps:
        self._tell(post, "resting")
        ordered, border = why == "order", why == "border"
        self.world.emit(UnitRelieved(self.world.now, self._own(post), post.team, post.name, ordered, until, border))
        self.moved(post.consignment)
        post.consignment = ""
        if until > self.world.now:
            yield self._turn(post, until)

    def recall(self, post: Post, why: Leaves, meant: Process | None = None) -> None:
        """Relieve a unit from the service *meant* (left out: the present one); one that has ended is left alone."""
        service = post.process
        if service is None or post.state not in ("deploying", "in_place") or meant not in (None, service):
            return
        post.recalled = True
        service.interrupt(why)

    def _tell(self, post: Post, state: State) -> None:
        arrives_or_leaves = "in_place" in (post.state, state)
        post.state = state
        self.world.set(f"unit.{post.key}", state)
        if arrives_or_leaves:
            there = {*self.in_place(post.consignment)} ^ {post}
            self._there[post.consignment] = tuple(sorted(there, key=_number))
            self.world.set(f"following.{post.team}", any(p.state == "in_place" for p in self._teams[post.team]))

    def _own(self, post: Post) -> Audience:
        """Return the audience of a unit's own happenings: its team."""
        return self.world.audience(post.team)


def _number(post: Post) -> int:
    return post.number
