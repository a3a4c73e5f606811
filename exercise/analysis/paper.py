"""The paper race: every request with its stations, beside the minute at which the load entered the state asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.scenario import Scenario

State = Literal["sent", "received", "decided", "granted", "returned", "refused", "lapsed"]


@dataclass(slots=True)
class Request:
    """One request and its stations (``None``: not reached)."""

    sent: h.RequestSent
    received: Minute | None = None
    decided: Minute | None = None
    decided_by: str = ""
    answered: Minute | None = None
    verdict: str = ""
    missing: tuple[str, ...] = ()
    until: Minute | None = None
    conditions: str = ""
    lapsed: Minute | None = None
    entered: Minute | None = None
    """When the load that it is about first entered the state asked."""
    mended_by: str = field(default="")
    """The number of the later request that mends this one."""

    @property
    def state(self) -> State:
        """How far it came."""
        if self.lapsed is not None:
            return "lapsed"
        if self.answered is not None and self.verdict in ("granted", "returned", "refused"):
            return self.verdict  # type: ignore[return-value]
        if self.decided is not None:
            return "decided"
        return "received" if self.received is not None else "sent"

    @property
    def granted(self) -> Minute | None:
        """When it was granted, as far as the reader knows: on arrival of the answer, else when it was decided."""
        if self.verdict != "granted":
            return None
        return self.answered if self.answered is not None else self.decided

    @property
    def in_time(self) -> bool | None:
        """Whether a grant was there before the load entered; ``None`` where there was no grant or no entry."""
        if self.entered is None or self.verdict != "granted" or self.answered is None:
            return None
        return self.answered < self.entered


def requests(scenario: Scenario, happenings: Iterable[h.Happening]) -> tuple[Request, ...]:
    """Return all requests in the order in which they were sent."""
    found: dict[str, Request] = {}
    entries: dict[tuple[str, str], Minute] = {}
    for happening in happenings:
        _note(happening, found, entries)
    for request in found.values():
        paper = scenario.papers.get(request.sent.paper)
        if paper is not None and paper.asks == "consent":
            about = paper.consignment or scenario.first_consignment()
            request.entered = entries.get((about, request.sent.to))
    return tuple(found.values())


def _note(happening: h.Happening, found: dict[str, Request], entries: dict[tuple[str, str], Minute]) -> None:
    match happening:
        case h.RequestSent():
            found[happening.request] = Request(happening)
            if happening.previous in found:
                found[happening.previous].mended_by = happening.request
        case h.StateEntered():
            entries.setdefault((happening.consignment, happening.state), happening.minute)
        case h.RequestReceived() | h.RequestDecided() | h.AnswerArrived() | h.RequestLapsed():
            if happening.request in found:
                _progress(happening, found[happening.request])


def _progress(
    happening: h.RequestReceived | h.RequestDecided | h.AnswerArrived | h.RequestLapsed, request: Request
) -> None:
    match happening:
        case h.RequestReceived():
            request.received = happening.minute
        case h.RequestDecided():
            request.decided, request.verdict, request.decided_by = (
                happening.minute,
                happening.verdict,
                happening.by,
            )
        case h.AnswerArrived():
            request.answered, request.verdict = happening.minute, happening.verdict
            request.missing, request.until = happening.missing, happening.until
            request.conditions = happening.conditions
        case h.RequestLapsed():
            request.lapsed = happening.minute
