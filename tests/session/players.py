"""People who play by a script: what a team does in a round follows from seed, team and round alone."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from exercise.model.decisions import TeamAct
from exercise.model.offers import Offers
from exercise.play.policies import random_legal
from exercise.session.session import Session

Told = Callable[[], None]


def acts(session: Session, team: str) -> list[TeamAct]:
    """Return what *team* does in the round that is open."""
    conduct = session.conduct
    offers = conduct.engine.offers(team)
    chance = Random(f"{conduct.header.seed}/{team}/{conduct.room.round}")
    return random_legal(Offers(offers.points, offers.forms), conduct.scenario, chance)


async def play(session: Session, told: Told = lambda: None, rounds: int | None = None, tag: str = "en") -> None:
    """Play *session* to its end (or to the end of so many rounds); call *told* after every acknowledged act.

    Seats and hall read the language *tag*.
    """
    done = 0
    async for hall in session.hall(tag):
        if hall.phase == "ended" or done == rounds:
            return
        if hall.phase == "paused":
            await session.pause(False)
        elif hall.next_team is not None:
            await take_turn(session, hall.next_team, told, tag)
            done += not session.conduct.awaited()


async def take_turn(session: Session, team: str, told: Told, tag: str = "en") -> None:
    seat = session.seat(team, tag)
    sealed = [decision.act for decision in session.conduct.room.sealed.get(team, ())]
    for act in acts(session, team):
        if act not in sealed and await seat.submit(act) is None:
            told()
    if await seat.ready() is None:
        told()
