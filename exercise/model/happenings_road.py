"""Happenings on the road: how consignments move, and which units and teams have them under control."""

from __future__ import annotations

from exercise.model.happening import Happening
from exercise.model.plain import plain

# --- movement -------------------------------------------------------------------------------------------------------


@plain
class ConsignmentDeparted(Happening):
    """A consignment set off."""

    consignment: str
    route: str


@plain
class StepBegun(Happening):
    """A consignment began a step; the paper estimate of its length in minutes, low to high."""

    consignment: str
    step: str
    state: str
    low: int
    high: int


@plain
class ConsignmentSeen(Happening):
    """A team that did not have a consignment in sight has it now: its route, the step it is on, and since when."""

    consignment: str
    route: str
    step: str
    state: str
    since: int
    low: int
    high: int


@plain
class StateEntered(Happening):
    """A consignment entered a state: was consent in force, was the variant agreed."""

    consignment: str
    state: str
    left: str
    consent: str
    variant_agreed: bool
    lawful: bool


@plain
class ConsignmentHeld(Happening):
    """A consignment was stopped where it is."""

    consignment: str


@plain
class ConsignmentReleased(Happening):
    """A held consignment goes on."""

    consignment: str


@plain
class ConsignmentRerouted(Happening):
    """A consignment goes on by another route from its next step."""

    consignment: str
    route: str


@plain
class ConsignmentArrived(Happening):
    """A consignment finished its route."""

    consignment: str


@plain
class ConsignmentDelivered(Happening):
    """A consignment reached the person it was sent to."""

    consignment: str


@plain
class ConsignmentSeized(Happening):
    """A consignment was seized."""

    consignment: str
    state: str


@plain
class ConsignmentLost(Happening):
    """Nobody knows any more where a consignment is; the step on which it was last seen."""

    consignment: str
    step: str


@plain
class ConsignmentFound(Happening):
    """A lost consignment was seen again."""

    consignment: str
    step: str


@plain
class LoadSubstituted(Happening):
    """Part or all of a load was replaced."""

    consignment: str
    variant: str
    state: str


# --- units and control ----------------------------------------------------------------------------------------------


@plain
class UnitAssigned(Happening):
    """A unit was ordered to a consignment; the minute at which it will be in place."""

    team: str
    unit: str
    consignment: str
    due: int


@plain
class UnitInPlace(Happening):
    """A unit is in place; the minute at which its shift ends."""

    team: str
    unit: str
    consignment: str
    until: int


@plain
class UnitRelieved(Happening):
    """A unit left: its shift ended, it was withdrawn (*ordered*), or the load went on where it may not (*border*).

    It rests until the minute given.
    """

    team: str
    unit: str
    ordered: bool
    until: int
    border: bool = False


@plain
class ControlTaken(Happening):
    """A team has the consignment under control."""

    consignment: str
    team: str


@plain
class ControlLost(Happening):
    """Nobody has the consignment under control any more: a gap opens in this state, on this step."""

    consignment: str
    state: str
    step: str


@plain
class GapClosed(Happening):
    """A gap ended after so many minutes."""

    consignment: str
    began: int
    minutes: int


@plain
class ControlPassed(Happening):
    """At a border, control passed from one state to another; minutes without control between (0: none)."""

    consignment: str
    giver: str
    taker: str
    gap: int


@plain
class CustodyRecorded(Happening):
    """An act on the load: what was done, by whom (*path* of the author's words in the scenario), with a protocol or
    without.
    """

    consignment: str
    lot: str
    record: str
    team: str
    protocol: bool
    path: str
