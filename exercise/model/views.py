"""Views: all that a seat may know, in the seat's own language, ready to be shown. Secrets never get here."""

from __future__ import annotations

from typing import Literal

from exercise.model.geography import MapView
from exercise.model.plain import plain

Sign = Literal["good", "wait", "bad", "none", "seen", "unseen", "unopened", "own"]
"""How a line is marked; the screen chooses the character: ● ▲ ✕ ○ ◆ ◇ ◐ and a blank."""


ClockState = Literal["stands", "creeps", "runs", "paused", "ended"]
"""What the story clock does; ``creeps``: talk time is spent, and it moves on slowly while teams talk."""


@plain
class ClockView:
    """The clocks: story minute, story time as text, whether it stands, and why."""

    minute: int
    text: str
    """``Mon 2 Mar 20:43``"""
    hour: int
    """Hour of the day, for the day bar."""
    state: ClockState
    why: str
    """Why it stands or creeps, in a few words."""


@plain
class StripStop:
    """A stop on the road strip: a place or a border, at a fraction of the whole way."""

    label: str
    at: float
    border: bool


@plain
class StripView:
    """The road as a line: stops, how far driven as this team knows it, where the load may be, ETA against paper."""

    stops: tuple[StripStop, ...]
    driven: float
    low: float
    high: float
    seen: bool
    eta: str
    name: str = ""
    load: str = ""
    """What it is and how much."""
    law: str = ""
    """The legal status of the substance in the team's own State, with how sure that is."""


@plain
class AskView:
    """The ask bar: one imperative sentence, its deadline in clock time and remaining time, who waits for this team."""

    text: str
    deadline: str = ""
    waits: str = ""
    urgent: bool = False


@plain
class MessageView:
    """A paper in the inbox. *key* is what :meth:`Seat.opened` takes."""

    key: str
    minute: int
    clock: str
    precedence: Literal["routine", "priority", "flash"]
    sender: str
    subject: str
    text: str
    opened: bool
    kind: Literal["message", "item", "answer", "notice", "enquiry", "sent", "briefing"]
    cause: str = ""
    grading: str = ""
    handling: str = ""
    item: str = ""
    """The item that came with it and can be shared."""
    request: str = ""
    """The request that it answers."""


@plain
class OptionView:
    """One option as it is offered."""

    id: str
    label: str
    detail: str
    takes: int
    available: bool
    because: str
    warning: str


@plain
class LawView:
    """A legal basis that can be named; *note* carries source and confidence."""

    id: str
    label: str
    text: str
    note: str


@plain
class PointView:
    """An open decision point of this team."""

    id: str
    number: int
    title: str
    question: str
    detail: str
    teaches: str
    options: tuple[OptionView, ...]
    choose: int
    deadline: int | None
    deadline_text: str
    blocking: bool
    law: tuple[LawView, ...]
    roles: tuple[tuple[str, str], ...]
    argue: bool
    default: tuple[str, ...]
    sealed: bool
    """Whether this team has answered it in the round that is open."""
    vote: bool = False
    """Whether the team votes in silence before it decides."""
    signatures: tuple[tuple[str, str], ...] = ()
    """Roles (id, label) that must all sign."""
    cosigners: tuple[str, ...] = ()
    """Names of other teams that must sign too."""
    busy: tuple[tuple[str, str], ...] = ()
    """Roles that cannot decide yet: id, and the time of day at which each is free again, as text."""
    scarce: tuple[str, ...] = ()
    """Roles that alone may decide something else that is open: better left free for it."""
    differed: str = ""
    """What each team chose last, where teams must agree and did not."""

    @property
    def urgency(self) -> tuple[bool, int, int]:
        """What sorts points by what must be answered first."""
        return self.deadline is None, self.deadline or 0, self.number


@plain
class FieldView:
    """A field of a form: choose one, choose several, or write. A choice is (id, label, available, why not)."""

    id: str
    label: str
    kind: Literal["one", "many", "text"]
    choices: tuple[tuple[str, str, bool, str], ...] = ()
    help: str = ""
    needed: bool = True
    group: str = ""


@plain
class FormView:
    """A standing act as a form: share, talk, enquire, file:<paper>, assign, withdraw."""

    id: str
    label: str
    detail: str
    takes: int
    fields: tuple[FieldView, ...]
    available: bool = True
    because: str = ""


@plain
class RequestView:
    """A request that this team sent, received or follows."""

    id: str
    number: str
    """``R-1``; ``""`` before it has left."""
    label: str
    team: str
    to: str
    channel: str
    sign: Sign
    status: str
    sent: int
    answered: int | None
    until: int | None
    missing: tuple[str, ...]
    contents: tuple[tuple[str, str], ...]
    mine: bool
    paper: str = ""
    filled: tuple[tuple[str, str], ...] = ()
    """Content and wording ids as filed, for mending a returned request."""
    conditions: str = ""
    """Conditions of the grant, or the reason of the refusal, in words."""


@plain
class UnitView:
    """A unit of this team."""

    id: str
    label: str
    sign: Sign
    status: str
    free: bool


@plain
class ItemView:
    """An item that this team holds."""

    id: str
    number: str
    title: str
    text: str
    origin: str
    grading: str
    handling: str
    minute: int
    opened: bool


@plain
class FeedView:
    """One line of the feed: what reached this team, at the minute it reached it."""

    minute: int
    clock: str
    """``Mon 2 Mar 20:43``"""
    sign: Sign
    text: str
    precedence: Literal["routine", "priority", "flash"] = "routine"
    key: str = ""
    """The paper behind it, if any."""


@plain
class SealedView:
    """An act sealed in the round that is open, in words; *takes* is story time in minutes."""

    number: int
    text: str
    takes: int


@plain
class RoomView:
    """The room: the round, which teams are done and which others are to come; talk time left in seconds (``None``: not
    limited).
    """

    pace: Literal["rounds", "live", "open"]
    round: int
    phase: Literal["talk", "runs", "paused", "ended"]
    done: tuple[str, ...]
    to_come: tuple[str, ...]
    talk_left: int | None
    waits_for: tuple[str, ...]
    """Names of the teams that have not said carry on."""


@plain
class EndView:
    """The ending, told once the exercise is over."""

    title: str
    text: str
    reason: str


@plain
class TeamView:
    """The whole view of one seat."""

    team: str
    name: str
    scenario: str
    language: str
    stage: str
    stage_number: int
    stages: int
    brief: str
    control: str
    control_sign: Sign
    clock: ClockView
    strips: tuple[StripView, ...]
    ask: AskView
    waits: str
    inbox: tuple[MessageView, ...]
    points: tuple[PointView, ...]
    forms: tuple[FormView, ...]
    requests: tuple[RequestView, ...]
    units: tuple[UnitView, ...]
    items: tuple[ItemView, ...]
    feed: tuple[FeedView, ...]
    sealed: tuple[SealedView, ...]
    map: MapView | None
    room: RoomView
    roles: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    refused: tuple[str, ...] = ()
    """Sealed acts that could not take place when the round closed, each with its reason."""
    end: EndView | None = None
