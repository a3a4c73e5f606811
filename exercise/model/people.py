"""Teams, their agencies, roles, units and jurisdiction profiles."""

from __future__ import annotations

from typing import Literal

from exercise.model.base import Id, Minute, Part, field
from exercise.model.durations import ALWAYS, AT_ONCE, Fixed, Hours, Span
from exercise.model.expressions import Expression
from exercise.model.text import NO_TEXT, Text

Confidence = Literal["sourced", "to_confirm", "doubtful", "assumption"]
"""``sourced``: read in the source named. ``to_confirm``: commonly stated. ``doubtful``. ``assumption``: made for this
exercise.
"""


class Legal(Part):
    """A statement about law or procedure, never shown without its source and confidence."""

    text: Text = field(description="The statement, in the words of the exercise.")
    source: Text = field(description="Where it was read, or why it is assumed.")
    confidence: Confidence = field(description="sourced, to_confirm, doubtful or assumption.")


class Role(Part):
    """A role on a team; a role, never a person."""

    label: Text = field(description="What the role is called, for example Head of operation.")
    agency: Text = field(default=NO_TEXT, description="The agency that the role belongs to.")


class Unit(Part):
    """A surveillance or handover resource of a team."""

    label: Text
    kind: Literal["surveillance", "handover", "arrest", "escort"] = "surveillance"
    at: Id | None = field(default=None, description="The place where it waits at the start.")
    deploys_in: Span = field(default=Fixed(minutes=30), description="Time from the order to being in place.")
    shift: Minute = field(default=720, gt=0, description="How long it can stay in place before it must be relieved.")
    rests: Minute = field(default=480, ge=0, description="How long it rests after a shift before it can be used again.")
    territory: tuple[Id, ...] = field(default=(), description="The states in which it may work; empty: its own team's.")


class Profile(Part):
    """How a state's authority deals with a request: exercise parameters, each law among them with source and
    confidence.
    """

    authority: Text = field(description="The body that authorises, as the exercise names it.")
    law: tuple[Legal, ...] = field(default=(), description="What the exercise states about the state's law.")
    registers_in: Span = field(default=AT_ONCE, description="Working time from receipt to registration.")
    decides_in: Span = field(default=Fixed(minutes=480), description="Working time from registration to the answer.")
    answered_by: tuple[Id, ...] = field(default=(), description="Roles that may answer a request; empty: any.")
    hours: Hours = field(default=ALWAYS, description="When the office works; written as week days, times and zone.")
    requires: tuple[Id, ...] = field(
        default=(), description="Contents without which a request is returned; empty: those the paper requires."
    )
    languages: tuple[str, ...] = field(default=(), description="Languages in which a request is accepted; empty: any.")
    grants: Expression | None = field(
        default=None, description="A complete request is granted while this holds; left out: always."
    )
    refuses_because: Text = field(default=NO_TEXT, description="The reason given where the request is refused.")
    conditions: Text = field(default=NO_TEXT, description="Conditions written into the grant.")
    may_substitute: bool = field(default=True, description="Whether the state agrees to full or partial substitution.")
    validity: Minute | None = field(default=None, gt=0, description="How long a grant lasts; left out: to the end.")
    admits: Expression | None = field(
        default=None, description="When the court of this state can use the evidence; the fact admissible.<team>."
    )


class Team(Part):
    """The players of one state, or of the coordination centre; or a state that nobody plays."""

    name: Text = field(description="The name on screens.")
    code: str = field(pattern=r"^[A-Z]{2,4}$", description="Two to four capitals, for tables.")
    names: tuple[str, ...] = field(default=(), description="The name in the languages of the hall, for the curtain.")
    state: bool = field(default=True, description="Whether the team is a state; the coordination centre is not.")
    country: str = field(default="", description="The country's English name in the border data, for the map.")
    played: bool = field(default=True, description="Whether people or a bot play it; else its profile answers.")
    agencies: tuple[Text, ...] = ()
    briefing: Text = field(default=NO_TEXT, description="What the team reads before the first round.")
    roles: dict[Id, Role] = field(default_factory=dict)
    units: dict[Id, Unit] = field(default_factory=dict)
    profile: Profile | None = field(default=None, description="How requests to this state are dealt with.")
