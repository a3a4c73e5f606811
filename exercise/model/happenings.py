"""Happenings: facts that the engine produced, each with its minute and its audience (the teams that learn of it then).

They hold ids, numbers and typed words, never translated text. Staff see all. The debrief reads them from the run file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from exercise.model.happening import (
    Audience,
    Happening,
    Unknown,
)
from exercise.model.happenings_desk import (
    AnswerArrived,
    EnquiryAnswered,
    EnquiryNoticed,
    EnquirySent,
    HandlingBreached,
    InjectFired,
    InjectSkipped,
    ItemReceived,
    ItemSent,
    MessageDelivered,
    NoticeDelivered,
    RequestDecided,
    RequestLapsed,
    RequestReceived,
    RequestSent,
    TalkHeld,
)
from exercise.model.happenings_road import (
    ConsignmentArrived,
    ConsignmentDelivered,
    ConsignmentDeparted,
    ConsignmentFound,
    ConsignmentHeld,
    ConsignmentLost,
    ConsignmentReleased,
    ConsignmentRerouted,
    ConsignmentSeen,
    ConsignmentSeized,
    ControlLost,
    ControlPassed,
    ControlTaken,
    CustodyRecorded,
    GapClosed,
    LoadSubstituted,
    StateEntered,
    StepBegun,
    UnitAssigned,
    UnitInPlace,
    UnitRelieved,
)
from exercise.model.plain import plain

__all__ = [
    "AdversaryReacted",
    "AgreementFailed",
    "AnswerArrived",
    "Audience",
    "ChanceDrawn",
    "ConsignmentArrived",
    "ConsignmentDelivered",
    "ConsignmentDeparted",
    "ConsignmentFound",
    "ConsignmentHeld",
    "ConsignmentLost",
    "ConsignmentReleased",
    "ConsignmentRerouted",
    "ConsignmentSeen",
    "ConsignmentSeized",
    "ControlLost",
    "ControlPassed",
    "ControlTaken",
    "CustodyRecorded",
    "DecisionEffective",
    "DecisionProposed",
    "DecisionTaken",
    "EnquiryAnswered",
    "EnquiryNoticed",
    "EnquirySent",
    "ExerciseEnded",
    "ExerciseStarted",
    "ExpectationLapsed",
    "ExpectationMet",
    "FactChanged",
    "FormSubmitted",
    "GapClosed",
    "HandlingBreached",
    "Happening",
    "HazardStruck",
    "InjectFired",
    "InjectSkipped",
    "ItemReceived",
    "ItemSent",
    "LoadSubstituted",
    "MessageDelivered",
    "NoticeDelivered",
    "PointClosed",
    "PointExtended",
    "PointOpened",
    "RequestDecided",
    "RequestLapsed",
    "RequestReceived",
    "RequestSent",
    "RulingAsked",
    "RulingGiven",
    "SignatureGiven",
    "StageEntered",
    "StateEntered",
    "StepBegun",
    "TalkHeld",
    "TargetArrested",
    "TargetFled",
    "TargetSearched",
    "TargetWarned",
    "UnitAssigned",
    "UnitInPlace",
    "UnitRelieved",
    "Unknown",
]

# --- the exercise ---------------------------------------------------------------------------------------------------


@plain
class ExerciseStarted(Happening):
    """The story begins."""


@plain
class StageEntered(Happening):
    """A stage is in force from now on."""

    stage: str


@plain
class FactChanged(Happening):
    """A fact changed its value (staff only; the debrief reads conditions over time from these)."""

    fact: str
    value: bool | int | str


BY_FACILITATOR: Final = "facilitator"
"""Why a story stopped that was not over."""


@plain
class ExerciseEnded(Happening):
    """The story is over: the ending, and the word for why it stopped (operation, time, facilitator).

    No ending (``""``) where the facilitator stopped it before one had come about.
    """

    outcome: str
    reason: str


# --- decisions ------------------------------------------------------------------------------------------------------


@plain
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
    precedence: str = "priority"


@plain
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


@plain
class DecisionProposed(Happening):
    """A team signed its part of a decision that other teams must sign too."""

    point: str
    team: str
    options: tuple[str, ...]


@plain
class SignatureGiven(Happening):
    """Another team signed a decision, or declined to."""

    point: str
    team: str
    signed: bool


@plain
class AgreementFailed(Happening):
    """Teams that must agree chose differently: each team with its options. The question is put to them again."""

    point: str
    chosen: tuple[tuple[str, tuple[str, ...]], ...]


@plain
class RulingAsked(Happening):
    """A team wrote an answer of its own; the facilitator is asked to rule on it."""

    point: str
    team: str
    text: str


@plain
class RulingGiven(Happening):
    """The facilitator ruled: as these options, or (none) that it is not possible; with the reason."""

    point: str
    team: str
    options: tuple[str, ...]
    reason: str


@plain
class DecisionEffective(Happening):
    """The effects of an answer take place (its *takes* has passed)."""

    point: str
    team: str


@plain
class PointClosed(Happening):
    """A point closed without an answer."""

    point: str
    team: str


@plain
class PointExtended(Happening):
    """A point has a new deadline."""

    point: str
    team: str
    deadline: int


@plain
class FormSubmitted(Happening):
    """A standing act: the form and its fields, as they were submitted (staff only; its effects have their own
    happenings).
    """

    team: str
    form: str
    fields: Mapping[str, object]
    by: str


@plain
class ExpectationMet(Happening):
    """What was expected came in time (staff only)."""

    inject: str
    team: str


@plain
class ExpectationLapsed(Happening):
    """What was expected did not come in time (staff only)."""

    inject: str
    team: str


# --- targets --------------------------------------------------------------------------------------------------------


@plain
class TargetArrested(Happening):
    """A person was arrested."""

    target: str


@plain
class TargetSearched(Happening):
    """A site was searched."""

    target: str


@plain
class TargetWarned(Happening):
    """Somebody knows that the authorities are on to him (staff only)."""

    target: str


@plain
class TargetFled(Happening):
    """Somebody is gone."""

    target: str


# --- adversary and chance -------------------------------------------------------------------------------------------


@plain
class AdversaryReacted(Happening):
    """Alertness reached a level (staff only); the number of the reaction."""

    reaction: int
    alertness: int


@plain
class HazardStruck(Happening):
    """A hazard struck (staff only)."""

    hazard: str


@plain
class ChanceDrawn(Happening):
    """A chance was drawn (staff only): of what, how likely, did it come true. The debrief tells luck apart by these."""

    what: str
    chance: float
    came: bool
