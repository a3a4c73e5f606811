"""Happenings at the desk: requests and their answers, messages, what is passed on and asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from exercise.model.happening import Happening
from exercise.model.plain import plain

# --- paper ----------------------------------------------------------------------------------------------------------


@plain
class RequestSent(Happening):
    """A request left; *request* is its number (``r1``), *contents* what was filled in, and with which wording."""

    request: str
    paper: str
    team: str
    to: str
    channel: str
    variant: str
    language: str
    contents: Mapping[str, str] = field(default_factory=dict)
    previous: str = ""
    """The number of the returned request that this one mends."""


@plain
class RequestReceived(Happening):
    """A request reached the state it was sent to (registered there)."""

    request: str
    to: str


@plain
class RequestDecided(Happening):
    """The state asked has answered; the answer is on its way."""

    request: str
    to: str
    verdict: Literal["granted", "returned", "refused"]
    by: str


@plain
class AnswerArrived(Happening):
    """An answer reached those who asked: verdict, what was missing, until when it holds, conditions as a path or own
    words.
    """

    request: str
    team: str
    to: str
    verdict: Literal["granted", "returned", "refused"]
    missing: tuple[str, ...] = ()
    until: int | None = None
    conditions: str = ""
    precedence: str = "priority"


@plain
class RequestLapsed(Happening):
    """A grant ran out."""

    request: str
    to: str


# --- information ----------------------------------------------------------------------------------------------------


@plain
class MessageDelivered(Happening):
    """An inject reached a team."""

    inject: str
    precedence: str


@plain
class NoticeDelivered(Happening):
    """A message that the facilitator wrote reached a team."""

    sender: str
    subject: str
    text: str
    precedence: str


@plain
class InjectFired(Happening):
    """An inject was sent (staff only): planned, conditional, contingency, effect, chance or facilitator."""

    inject: str
    cause: str


@plain
class InjectSkipped(Happening):
    """An inject was taken off the list (staff only)."""

    inject: str


@plain
class ItemSent(Happening):
    """A team passed an item to another; *breach*: against its handling rule (told to staff alone, by another
    happening).
    """

    item: str
    team: str
    to: str
    channel: str


@plain
class ItemReceived(Happening):
    """A team now holds an item; from whom (a team's id, or ``""``)."""

    item: str
    team: str
    source: str


@plain
class HandlingBreached(Happening):
    """An item was passed on against its handling rule (staff only)."""

    item: str
    team: str
    to: str


@plain
class TalkHeld(Happening):
    """Two teams called or met: which items passed, what was agreed (their own words)."""

    team: str
    to: str
    mode: str
    items: tuple[str, ...]
    agreed: str


@plain
class EnquirySent(Happening):
    """A team asked a body about a subject; *enquiry* is its number (``q1``)."""

    enquiry: str
    team: str
    body: str
    subject: str


@plain
class EnquiryAnswered(Happening):
    """A body answered; *rich* tells whether with more than its usual reply (the text says so anyway)."""

    enquiry: str
    team: str
    body: str
    subject: str
    rich: bool


@plain
class EnquiryNoticed(Happening):
    """A team learned that another asked a body about a subject."""

    team: str
    body: str
    subject: str
