"""What an option, an inject, a hazard or an answer does to the world.

Authors write one mapping an effect; its first key names the kind::

    effects:
      - set: lab_ordered                 # a declared fact, to true
      - set: trust
        to: 2
      - inject: lab_result
        after: 3h..5h..9h
      - chance: 0.2
        then: [{inject: driver_notices}]
"""

from __future__ import annotations

from typing import Annotated, Literal

from exercise.model.base import Checked, Id, Part, Value, field
from exercise.model.durations import Span
from exercise.model.expressions import Expression
from exercise.model.route import Variant
from exercise.model.text import NO_TEXT, Text


class Base(Part):
    """What every effect may say of its time."""

    after: Span | None = field(default=None, description="It takes place so much later.")
    still: Expression | None = field(default=None, description="After the wait, only if this holds.")
    only_if: Expression | None = field(
        default=None, key="if", description="Only if this holds when the effect is ordered."
    )


class SetFact(Base):
    """Set a declared fact (to true, where nothing else is said), or add to a number."""

    kind: Literal["set"] = "set"
    fact: str = field(key="set")
    to: Value = True
    add: int | None = field(default=None, description="Instead of `to`: add so much to a number.")


class SendInject(Base):
    """Deliver an inject."""

    kind: Literal["inject"] = "inject"
    inject: Id


class GiveItem(Base):
    """Let teams hold an item."""

    kind: Literal["give"] = "give"
    give: Id
    to: tuple[Id, ...] = field(min_length=1)


class OpenPoint(Base):
    """Open a decision point."""

    kind: Literal["open"] = "open"
    open: Id


class ClosePoint(Base):
    """Close an open decision point without an answer."""

    kind: Literal["close"] = "close"
    close: Id


class SendRequest(Base):
    """Send a request for the deciding team (or *by*); complete unless it says what it lacks."""

    kind: Literal["request"] = "request"
    request: Id
    to: Id
    by: Id | None = field(default=None, description="The team that sends it; left out: the team that decides.")
    channel: Id
    variant: Variant = field(default="intact", description="Only for a paper with variants: true.")
    language: str | None = field(
        default=None, description="One of the paper's languages; left out: the first that the state accepts."
    )
    lacks: tuple[Id, ...] = field(default=(), description="Contents that are left out, so that it is returned.")


class Consent(Base):
    """Set a state's consent directly (an oral consent, a withdrawal)."""

    kind: Literal["consent"] = "consent"
    consent: Literal["granted", "refused", "lapsed"]
    of: Id
    consignment: Id | None = field(default=None, description="The consignment; left out: the first.")
    variant: Variant | None = None
    valid_for: Span | None = None


class Hold(Base):
    """Hold a consignment where it is: for a time, or until it is released."""

    kind: Literal["hold"] = "hold"
    hold: Id
    lasts: Span | None = field(default=None, key="for")


class Release(Base):
    """Let a held consignment go on."""

    kind: Literal["release"] = "release"
    release: Id


class Reroute(Base):
    """Send a consignment along another route, from its next step on."""

    kind: Literal["reroute"] = "reroute"
    reroute: Id
    to: Id


class Substitute(Base):
    """Replace part or all of the load; the kept part becomes a lot with a custody chain of its own."""

    kind: Literal["substitute"] = "substitute"
    substitute: Id
    variant: Variant = "full"


class Seize(Base):
    """Seize a consignment where it is: it moves no more."""

    kind: Literal["seize"] = "seize"
    seize: Id


class Lose(Base):
    """Nobody knows any more where the consignment is."""

    kind: Literal["lose"] = "lose"
    lose: Id


class Find(Base):
    """A lost consignment is seen again."""

    kind: Literal["find"] = "find"
    find: Id


class Deliver(Base):
    """The consignment reaches the person it was sent to."""

    kind: Literal["deliver"] = "deliver"
    deliver: Id


class Assign(Base):
    """Put a unit on a consignment."""

    kind: Literal["assign"] = "assign"
    assign: Id
    team: Id | None = None
    to: Id | None = field(default=None, description="The consignment; left out: the first.")


class Withdraw(Base):
    """Take a unit off."""

    kind: Literal["withdraw"] = "withdraw"
    withdraw: Id
    team: Id | None = None


class Record(Base):
    """Add a record to the custody log of a consignment: what was done to the load, by whom, with which protocol."""

    kind: Literal["record"] = "record"
    record: Literal[
        "inspect", "seal", "sample", "weigh", "substitute", "handover", "receive", "test", "open", "store", "return"
    ]
    of: Id | None = field(default=None, description="The consignment; left out: the first.")
    lot: Literal["moving", "kept"] = "moving"
    by: Text = NO_TEXT
    protocol: bool = field(
        default=True, description="Whether a protocol was drawn up; without one the chain is broken."
    )
    note: Text = NO_TEXT


class Arrest(Base):
    """Arrest a person who is still free."""

    kind: Literal["arrest"] = "arrest"
    arrest: Id


class Search(Base):
    """Search a site."""

    kind: Literal["search"] = "search"
    search: Id


class Warn(Base):
    """Somebody learns that the authorities are on to him; he flees after his own time."""

    kind: Literal["warn"] = "warn"
    warn: Id


class Alert(Base):
    """Raise (or, negative, calm) the adversary's alertness."""

    kind: Literal["alert"] = "alert"
    alert: int


class Chance(Base):
    """A chance, told in words before the option is signed."""

    kind: Literal["chance"] = "chance"
    chance: float = field(gt=0, lt=1)
    then: tuple[Effect, ...] = ()
    otherwise: tuple[Effect, ...] = field(default=(), key="else")


class End(Base):
    """The operation is over; the ending is judged."""

    kind: Literal["end"] = "end"
    end: str = field(default="operation", description="A word for the record.")


class EnterStage(Base):
    """Go to a stage."""

    kind: Literal["stage"] = "stage"
    stage: Id


Effect = Annotated[
    SetFact
    | SendInject
    | GiveItem
    | OpenPoint
    | ClosePoint
    | SendRequest
    | Consent
    | Hold
    | Release
    | Reroute
    | Substitute
    | Seize
    | Lose
    | Find
    | Deliver
    | Assign
    | Withdraw
    | Record
    | Arrest
    | Search
    | Warn
    | Alert
    | Chance
    | End
    | EnterStage,
    Checked(discriminator="kind"),
]
