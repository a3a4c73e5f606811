"""Happenings: facts that the engine produced, each with its minute and its audience (the teams that learn of it then).

They hold ids, numbers and typed words, never translated text. Staff see all. The debrief reads them from the run file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Audience = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """What every happening has: the story minute, and the teams that learn of it at that minute."""

    minute: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class Unknown(Happening):
    """A happening of a kind that this version does not know; *record* is its JSON."""

    name: str
    record: str


# --- the exercise ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExerciseStarted(Happening):
    """The story begins."""


@dataclass(frozen=True, slots=True)
class StageEntered(Happening):
    """A stage is in force from now on."""

    stage: str


@dataclass(frozen=True, slots=True)
class FactChanged(Happening):
    """A fact changed its value (staff only; the debrief reads conditions over time from these)."""

    fact: str
    value: bool | int | str


@dataclass(frozen=True, slots=True)
class ExerciseEnded(Happening):
    """The story is over: the ending, and the word for why it stopped (operation, time, facilitator)."""

    outcome: str
    reason: str


# --- movement ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConsignmentDeparted(Happening):
    """A consignment set off."""

    consignment: str
    route: str


@dataclass(frozen=True, slots=True)
class StepBegun(Happening):
    """A consignment began a step; the paper estimate of its length in minutes, low to high."""

    consignment: str
    step: str
    state: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ConsignmentSeen(Happening):
    """A team that did not have a consignment in sight has it now: its route, the step it is on, and since when."""

    consignment: str
    route: str
    step: str
    state: str
    since: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class StateEntered(Happening):
    """A consignment entered a state: was consent in force, was the variant agreed."""

    consignment: str
    state: str
    left: str
    consent: str
    variant_agreed: bool
    lawful: bool


@dataclass(frozen=True, slots=True)
class ConsignmentHeld(Happening):
    """A consignment was stopped where it is."""

    consignment: str


@dataclass(frozen=True, slots=True)
class ConsignmentReleased(Happening):
    """A held consignment goes on."""

    consignment: str


@dataclass(frozen=True, slots=True)
class ConsignmentRerouted(Happening):
    """A consignment goes on by another route from its next step."""

    consignment: str
    route: str


@dataclass(frozen=True, slots=True)
class ConsignmentArrived(Happening):
    """A consignment finished its route."""

    consignment: str


@dataclass(frozen=True, slots=True)
class ConsignmentDelivered(Happening):
    """A consignment reached the person it was sent to."""

    consignment: str


@dataclass(frozen=True, slots=True)
class ConsignmentSeized(Happening):
    """A consignment was seized."""

    consignment: str
    state: str


@dataclass(frozen=True, slots=True)
class ConsignmentLost(Happening):
    """Nobody knows any more where a consignment is; the step on which it was last seen."""

    consignment: str
    step: str


@dataclass(frozen=True, slots=True)
class ConsignmentFound(Happening):
    """A lost consignment was seen again."""

    consignment: str
    step: str


@dataclass(frozen=True, slots=True)
class LoadSubstituted(Happening):
    """Part or all of a load was replaced."""

    consignment: str
    variant: str
    state: str


# --- units and control --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitAssigned(Happening):
    """A unit was ordered to a consignment; the minute at which it will be in place."""

    team: str
    unit: str
    consignment: str
    due: int


@dataclass(frozen=True, slots=True)
class UnitInPlace(Happening):
    """A unit is in place; the minute at which its shift ends."""

    team: str
    unit: str
    consignment: str
    until: int


@dataclass(frozen=True, slots=True)
class UnitRelieved(Happening):
    """A unit's shift ended, or it was withdrawn (*ordered*); it rests until the minute given."""

    team: str
    unit: str
    ordered: bool
    until: int


@dataclass(frozen=True, slots=True)
class ControlTaken(Happening):
    """A team has the consignment under control."""

    consignment: str
    team: str


@dataclass(frozen=True, slots=True)
class ControlLost(Happening):
    """Nobody has the consignment under control any more: a gap opens in this state, on this step."""

    consignment: str
    state: str
    step: str


@dataclass(frozen=True, slots=True)
class GapClosed(Happening):
    """A gap ended after so many minutes."""

    consignment: str
    began: int
    minutes: int


@dataclass(frozen=True, slots=True)
class ControlPassed(Happening):
    """At a border, control passed from one state to another; minutes without control between (0: none)."""

    consignment: str
    giver: str
    taker: str
    gap: int


@dataclass(frozen=True, slots=True)
class CustodyRecorded(Happening):
    """An act on the load: what was done, by whom (*path* of the author's words in the scenario), with a protocol or without."""

    consignment: str
    lot: str
    record: str
    team: str
    protocol: bool
    path: str


# --- paper ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class RequestReceived(Happening):
    """A request reached the state it was sent to (registered there)."""

    request: str
    to: str


@dataclass(frozen=True, slots=True)
class RequestDecided(Happening):
    """The state asked has answered; the answer is on its way."""

    request: str
    to: str
    verdict: Literal["granted", "returned", "refused"]
    by: str


@dataclass(frozen=True, slots=True)
class AnswerArrived(Happening):
    """An answer reached those who asked: verdict, what was missing, until when it holds, conditions as a path or own words."""

    request: str
    team: str
    to: str
    verdict: Literal["granted", "returned", "refused"]
    missing: tuple[str, ...] = ()
    until: int | None = None
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class RequestLapsed(Happening):
    """A grant ran out."""

    request: str
    to: str


# --- information --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MessageDelivered(Happening):
    """An inject reached a team."""

    inject: str
    precedence: str


@dataclass(frozen=True, slots=True)
class NoticeDelivered(Happening):
    """A message that the facilitator wrote reached a team."""

    sender: str
    subject: str
    text: str
    precedence: str


@dataclass(frozen=True, slots=True)
class InjectFired(Happening):
    """An inject was sent (staff only): planned, conditional, contingency, effect, chance or facilitator."""

    inject: str
    cause: str


@dataclass(frozen=True, slots=True)
class InjectSkipped(Happening):
    """An inject was taken off the list (staff only)."""

    inject: str


@dataclass(frozen=True, slots=True)
class ItemSent(Happening):
    """A team passed an item to another; *breach*: against its handling rule (told to staff alone, by another happening)."""

    item: str
    team: str
    to: str
    channel: str


@dataclass(frozen=True, slots=True)
class ItemReceived(Happening):
    """A team now holds an item; from whom (a team's id, or ``""``)."""

    item: str
    team: str
    source: str


@dataclass(frozen=True, slots=True)
class HandlingBreached(Happening):
    """An item was passed on against its handling rule (staff only)."""

    item: str
    team: str
    to: str


@dataclass(frozen=True, slots=True)
class TalkHeld(Happening):
    """Two teams called or met: which items passed, what was agreed (their own words)."""

    team: str
    to: str
    mode: str
    items: tuple[str, ...]
    agreed: str


@dataclass(frozen=True, slots=True)
class EnquirySent(Happening):
    """A team asked a body about a subject; *enquiry* is its number (``q1``)."""

    enquiry: str
    team: str
    body: str
    subject: str


@dataclass(frozen=True, slots=True)
class EnquiryAnswered(Happening):
    """A body answered; *rich* tells whether with more than its usual reply (the text says so anyway)."""

    enquiry: str
    team: str
    body: str
    subject: str
    rich: bool


@dataclass(frozen=True, slots=True)
class EnquiryNoticed(Happening):
    """A team learned that another asked a body about a subject."""

    team: str
    body: str
    subject: str


# --- decisions ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PointOpened(Happening):
    """A decision point opened: until when (exclusive), and its options with their availability."""

    point: str
    team: str
    deadline: int | None
    offered: tuple[tuple[str, bool], ...]
    request: str = ""
    """For the point that a request opened: its number."""
    cosigns: str = ""
    """For the point by which a team signs another's decision: that point's id (its options so far: *proposed*)."""
    proposed: tuple[str, ...] = ()
    agrees: str = ""
    """For a team that must agree with others: the authored point whose question it is put."""


@dataclass(frozen=True, slots=True)
class DecisionTaken(Happening):
    """A point was answered: as signed, by whom (team, bot, facilitator, default), with the options as they stood."""

    point: str
    team: str
    options: tuple[str, ...]
    offered: tuple[tuple[str, bool], ...]
    why: tuple[str, ...]
    why_text: str
    law: tuple[str, ...]
    sure: int
    text: str
    role: str
    by: str
    takes: int
    signed: tuple[str, ...] = ()
    votes: Mapping[str, int] = field(default_factory=dict)
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class DecisionProposed(Happening):
    """A team signed its part of a decision that other teams must sign too."""

    point: str
    team: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureGiven(Happening):
    """Another team signed a decision, or declined to."""

    point: str
    team: str
    signed: bool


@dataclass(frozen=True, slots=True)
class AgreementFailed(Happening):
    """Teams that must agree chose differently: each team with its options. The question is put to them again."""

    point: str
    chosen: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class RulingAsked(Happening):
    """A team wrote an answer of its own; the facilitator is asked to rule on it."""

    point: str
    team: str
    text: str


@dataclass(frozen=True, slots=True)
class RulingGiven(Happening):
    """The facilitator ruled: as these options, or (none) that it is not possible; with the reason."""

    point: str
    team: str
    options: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionEffective(Happening):
    """The effects of an answer take place (its *takes* has passed)."""

    point: str
    team: str


@dataclass(frozen=True, slots=True)
class PointClosed(Happening):
    """A point closed without an answer."""

    point: str
    team: str


@dataclass(frozen=True, slots=True)
class PointExtended(Happening):
    """A point has a new deadline."""

    point: str
    team: str
    deadline: int


@dataclass(frozen=True, slots=True)
class FormSubmitted(Happening):
    """A standing act: the form and its fields, as they were submitted (staff only; its effects have their own happenings)."""

    team: str
    form: str
    fields: Mapping[str, object]
    by: str


@dataclass(frozen=True, slots=True)
class ExpectationMet(Happening):
    """What was expected came in time (staff only)."""

    inject: str
    team: str


@dataclass(frozen=True, slots=True)
class ExpectationLapsed(Happening):
    """What was expected did not come in time (staff only)."""

    inject: str
    team: str


# --- targets ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TargetArrested(Happening):
    """A person was arrested."""

    target: str


@dataclass(frozen=True, slots=True)
class TargetSearched(Happening):
    """A site was searched."""

    target: str


@dataclass(frozen=True, slots=True)
class TargetWarned(Happening):
    """Somebody knows that the authorities are on to him (staff only)."""

    target: str


@dataclass(frozen=True, slots=True)
class TargetFled(Happening):
    """Somebody is gone."""

    target: str


# --- adversary and chance --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AdversaryReacted(Happening):
    """Alertness reached a level (staff only); the number of the reaction."""

    reaction: int
    alertness: int


@dataclass(frozen=True, slots=True)
class HazardStruck(Happening):
    """A hazard struck (staff only)."""

    hazard: str


@dataclass(frozen=True, slots=True)
class ChanceDrawn(Happening):
    """A chance was drawn (staff only): of what, how likely, did it come true. The debrief tells luck apart by these."""

    what: str
    chance: float
    came: bool
