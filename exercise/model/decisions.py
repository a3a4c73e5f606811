"""Decisions: answers to decision points, standing acts, and what staff do. Plain values that travel and are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal

from exercise.model.plain import plain

WHY: Final = ("evidence", "time", "safety", "trust", "own_words")
"""The reasons a team can tick, in the order of their digits."""
NOT_SURE: Final = "not_sure"
"""The legal basis of one who does not know it: an allowed answer."""
SURE: Final = (1, 2, 3, 4)
"""1 a guess, 2 in doubt, 3 fairly sure, 4 sure."""
MOST_WORDS: Final = 2_000
"""Characters that a text typed by people may have."""
SOMETHING_ELSE: Final = "something_else"
"""The option of one who writes an answer of his own, where the author and the presence of a facilitator allow it."""
COSIGN: Final = ("sign", "decline")
"""Options of the point by which another team signs a decision too (its id is ``cosign_<point>_<team>``)."""
RESPONSES: Final = ("grant", "conditions", "return", "refuse")
"""Options of the point that a request to a played state opens (its id is ``respond_`` and the request's, as in
``respond_r1``).
"""


@plain
class Answer:
    """An answer to a decision point: options in the order taken, why, legal basis, how sure."""

    point: str
    options: tuple[str, ...]
    why: tuple[str, ...] = ()
    why_text: str = ""
    law: tuple[str, ...] = ()
    sure: int = 0
    text: str = ""
    signed: tuple[str, ...] = ()
    """Roles that signed, where the point demands several."""
    votes: Mapping[str, int] = field(default_factory=dict)
    """Silent votes by option, where the team voted first."""
    dissent: str = ""
    """What the minority wants on record."""


@plain
class Share:
    """Pass items that one holds to another team."""

    items: tuple[str, ...]
    to: str
    channel: str


@plain
class Talk:
    """Call or meet another team: which items passed, and what was agreed."""

    mode: Literal["call", "meet"]
    to: str
    items: tuple[str, ...] = ()
    agreed: str = ""


@plain
class Enquire:
    """Ask a body about a subject."""

    body: str
    subject: str


@plain
class File:
    """File a request: *contents* maps each content filled in to its wording (``""`` where there is no choice)."""

    paper: str
    to: str
    channel: str
    contents: Mapping[str, str] = field(default_factory=dict)
    variant: str = "intact"
    language: str = ""


@plain
class Assign:
    """Put a unit on a consignment."""

    unit: str
    consignment: str


@plain
class Withdraw:
    """Take a unit off."""

    unit: str


@plain
class StaffInject:
    """The facilitator sends an inject of the list now."""

    inject: str


@plain
class StaffSkip:
    """The facilitator takes an inject off the list."""

    inject: str
    reason: str = ""


@plain
class StaffMessage:
    """The facilitator sends a message of his own."""

    to: tuple[str, ...]
    sender: str
    subject: str
    text: str
    precedence: Literal["routine", "priority", "flash"] = "priority"


@plain
class StaffExtend:
    """The facilitator gives more story time for a point (minutes added to its deadline)."""

    point: str
    minutes: int


@plain
class StaffRule:
    """The facilitator rules on an answer that a team wrote itself: as these options, or (none) that it is not
    possible.
    """

    point: str
    options: tuple[str, ...]
    reason: str


@plain
class StaffEnd:
    """The facilitator ends the exercise."""

    reason: str = ""


TeamAct = Answer | Share | Talk | Enquire | File | Assign | Withdraw
StaffAct = StaffInject | StaffSkip | StaffMessage | StaffExtend | StaffRule | StaffEnd
Act = TeamAct | StaffAct


@plain
class Decision:
    """An act of a team (or of staff: team ``""``), with the role that takes it and on whose behalf it comes."""

    team: str
    act: Act
    role: str = ""
    by: Literal["team", "bot", "facilitator", "default"] = "team"


@plain
class Refusal:
    """Why a decision is not allowed now: a code for programs and the names that its sentence needs; never kept."""

    code: str
    names: Mapping[str, str] = field(default_factory=dict)
    because: str = ""
    """The author's own words as a path into the scenario (``decisions.ask_kz.options.direct``), where there are any."""
