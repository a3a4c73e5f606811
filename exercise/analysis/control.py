"""Control and the road: where each consignment was, under whose control, and the gaps between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from exercise.model import happenings as h
from exercise.model.base import Minute

Moving = Literal["step", "held", "lost"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a consignment's way, end exclusive: on a step, held where it is, or lost."""

    consignment: str
    kind: Moving
    step: str
    state: str
    began: Minute
    ended: Minute


@dataclass(frozen=True, slots=True)
class Watch:
    """A stretch of control by one team, end exclusive."""

    consignment: str
    team: str
    began: Minute
    ended: Minute


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without control; *open* where it never closed."""

    consignment: str
    state: str
    step: str
    began: Minute
    ended: Minute
    open: bool

    @property
    def minutes(self) -> Minute:
        """How long it was."""
        return self.ended - self.began


def way(happenings: Iterable[h.Happening], consignment: str, end: Minute, *, told: bool = False) -> tuple[Stretch, ...]:
    """Return the way of *consignment*, oldest first; what lasts ends at *end*.

    Where *happenings* are only what somebody was *told*, a step lasts no longer than its paper estimate.
    """
    done: list[Stretch] = []
    now: Stretch | None = None
    step: Stretch | None = None
    for happening in _about(happenings, consignment):
        minute, before = happening.minute, now
        match happening:
            case h.StepBegun():
                now = step = _on_step(happening, end, told)
            case h.ConsignmentSeen() if now is None or now.step != happening.step:
                now = step = _on_step(happening, end, told)
            case h.StateEntered() if now is not None and step is not None:
                now, step = (
                    replace(now, state=happening.state, began=minute),
                    replace(step, state=happening.state),
                )
            case h.ConsignmentHeld():
                now = replace(now or _nowhere(consignment, end), kind="held", began=minute, ended=end)
            case h.ConsignmentLost():
                now = replace(now or _nowhere(consignment, end), kind="lost", began=minute, ended=end)
            case h.ConsignmentReleased() | h.ConsignmentFound() if step is not None:
                now = replace(step, began=minute)
            case h.ConsignmentArrived() | h.ConsignmentDelivered() | h.ConsignmentSeized():
                now = None
            case _:
                continue
        if before is not None and before.began < minute:
            done.append(replace(before, ended=min(before.ended, minute)))
    return (*done, now) if now is not None and now.began < now.ended else tuple(done)


def _on_step(happening: h.StepBegun | h.ConsignmentSeen, end: Minute, told: bool) -> Stretch:
    ended = min(end, happening.minute + happening.high) if told and happening.high else end
    return Stretch(happening.consignment, "step", happening.step, happening.state, happening.minute, ended)


def _nowhere(consignment: str, end: Minute) -> Stretch:
    return Stretch(consignment, "held", "", "", 0, end)


def watches(happenings: Iterable[h.Happening], consignment: str, end: Minute) -> tuple[Watch, ...]:
    """Return who had *consignment* under control, and when."""
    done: list[Watch] = []
    now: Watch | None = None
    for happening in _about(happenings, consignment):
        minute = happening.minute
        match happening:
            case h.ControlTaken(team=team) | h.ControlPassed(taker=team):
                following: Watch | None = Watch(consignment, team, minute, end)
            case h.ControlLost() | h.ConsignmentSeized() | h.ConsignmentDelivered():
                following = None
            case _:
                continue
        if now is not None and following is not None and now.team == following.team:
            continue
        if now is not None and now.began < minute:
            done.append(replace(now, ended=minute))
        now = following
    return (*done, now) if now is not None and now.began < end else tuple(done)


def gaps(happenings: Iterable[h.Happening], consignment: str, end: Minute) -> tuple[Gap, ...]:
    """Return the gaps in the control of *consignment*, oldest first; one that never closed lasts to *end*.

    One that closed within its minute is none.
    """
    done: list[Gap] = []
    lost: h.ControlLost | None = None
    for happening in _about(happenings, consignment):
        match happening:
            case h.ControlLost():
                lost = lost or happening
            case h.GapClosed():
                state, step = (lost.state, lost.step) if lost else ("", "")
                done.append(Gap(consignment, state, step, happening.began, happening.minute, open=False))
                lost = None
    if lost is not None:
        done.append(Gap(consignment, lost.state, lost.step, lost.minute, end, open=True))
    return tuple(gap for gap in done if gap.minutes > 0)


def _about(happenings: Iterable[h.Happening], consignment: str) -> Iterable[h.Happening]:
    return (one for one in happenings if getattr(one, "consignment", None) == consignment)
