"""How urgent a happening is for those who learn of it, and whom it makes the clock of a round wait for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, Literal

from exercise.model import happenings as h
from exercise.model.happenings import Happening

Precedence = Literal["routine", "priority", "flash"]

_PRIORITY: Final = (h.ConsignmentLost, h.ExerciseEnded)


def precedence(happening: Happening) -> Precedence:
    """Return how urgent *happening* is: papers say it themselves, the rest by its kind."""
    match happening:
        case (
            h.MessageDelivered(precedence=said)
            | h.NoticeDelivered(precedence=said)
            | h.PointOpened(precedence=said)
            | h.AnswerArrived(precedence=said)
        ):
            return "flash" if said == "flash" else "priority" if said == "priority" else "routine"
        case h.ControlLost():
            return "flash"
        case _:
            return "priority" if isinstance(happening, _PRIORITY) else "routine"


def concerns(happening: Happening, teams: Collection[str]) -> bool:
    """Tell whether *happening* is urgent for one of *teams*.

    A request received is not: the point that it opens for the state asked says itself how urgent it is.
    """
    return precedence(happening) != "routine" and any(team in teams for team in happening.audience)


def stops(happenings: Iterable[Happening], teams: Collection[str]) -> bool:
    """Tell whether the clock of a round stops for *teams* at one of *happenings*."""
    return any(concerns(happening, teams) for happening in happenings)
