"""The table: a session as the program at the keyboard sees it. The curtain and the hall view live on
:class:`HallView`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from exercise.model.decisions import Answer, Refusal, StaffAct
from exercise.model.plain import plain
from exercise.model.seat import Seat
from exercise.model.views import ClockView, EndView


@plain
class TeamMark:
    """A team on the curtain: id, name on screens, code, its names in the languages of the hall, and how far it is."""

    id: str
    name: str
    code: str
    names: tuple[str, ...]
    people: bool
    mark: Literal["done", "next", "to_come", "bot"]
    votes: bool = False
    """Whether it is to vote in silence before it talks: something is open on which it must; on what, is not said."""


@plain
class HallView:
    """What everybody in the hall may see: never what only one team holds."""

    title: str
    round: int
    pace: Literal["rounds", "live", "open"]
    phase: Literal["talk", "runs", "paused", "ended"]
    clock: ClockView
    stage: str
    stage_number: int
    stages: int
    teams: tuple[TeamMark, ...]
    next_team: str | None
    """The team to call to the keyboard; ``None`` while time runs or at the end."""
    talk_left: int | None
    creeps: bool
    ran: int
    """Story minutes of the last leap."""
    end: EndView | None = None
    warning: str = ""
    """One sentence where something needs attention (the second copy cannot be written any more)."""
    waits_for: tuple[str, ...] = ()
    """Names of those for whom the story stands or creeps: teams that have not said carry on, or the facilitator."""
    held: bool = False
    """Whether the facilitator holds the story clock, so that it does not creep although talk time is spent."""
    talk_stands: bool = False
    """Whether talk time stands, and the story clock does not creep, because a team is at the shared keyboard."""
    back_at: str = ""
    """In a break: the time of day at which it ends, ``11:20``. The phase is then ``paused``."""
    room_clock: str = ""
    """The time of day in the room, ``10:52``."""
    behind: int | None = None
    """Minutes in the room behind the author's plan (below 0: ahead; 0: on plan); ``None``: not known yet."""
    load: Literal["", "waits", "moves", "held", "over"] = ""
    """What every team knows the consignment to do; ``""``: they do not know the same."""
    rounds: int | None = None
    """How many rounds are likely in all, from the rounds so far and the stages ahead; ``None``: not known yet."""


# --- the facilitator's desk -----------------------------------------------------------------------------------------


@plain
class DeskPoint:
    """An open point as the facilitator sees it, for *decide for a team* and *more time*: never what a team has
    sealed.
    """

    id: str
    title: str
    question: str
    opened: str
    """Story time at which it opened, as text."""
    deadline: str
    """Story time until which it may be answered, as text; ``""``: no deadline, so nothing to extend."""
    blocking: bool
    """Whether the round waits for it."""
    sealed: bool
    """Whether the team has sealed an answer to it in this round."""
    options: tuple[tuple[str, str, bool, str], ...] = ()
    """Id, label, available, and why not."""
    choose: int = 1
    waits: Literal["", "signature", "others", "ruling"] = ""
    """Answered, and now waiting for another team's signature, for the others to agree, or for a ruling."""
    others: str = ""
    """What other teams have answered or signed at it, where it takes more than one; nothing that is sealed."""


@plain
class DeskTeam:
    """A team at a glance."""

    id: str
    name: str
    mark: Literal["done", "next", "to_come", "bot"]
    points: tuple[DeskPoint, ...]
    unopened: int
    """Papers that reached it and that it has not opened."""
    sealed: int
    """Acts that it has sealed in this round; how many, never which."""
    language: str = "en"


@plain
class DeskInject:
    """A line of the master scenario events list."""

    id: str
    title: str
    when: str
    """Its planned time, its condition, or what sends it, in words."""
    to: tuple[str, ...]
    """Names of the teams that receive it."""
    state: Literal["pending", "sent", "skipped"]
    minute: int | None = None
    """Pending: the planned story minute, if there is one. Sent or skipped: when that was."""
    clock: str = ""
    """*minute* as text."""
    cause: Literal["", "planned", "condition", "contingency", "effect", "chance", "facilitator"] = ""
    """By what it was sent."""
    contingency_of: str = ""
    """Title of the inject whose expectation it answers."""
    text: str = ""
    """What the teams would read."""
    note: str = ""
    """The author's note for the facilitator."""
    reason: str = ""
    """Skipped: why, in the facilitator's words."""
    number: int = 0
    """As on the printed list: its place in the scenario, from 1."""
    yours: bool = False
    """Pending: whether it comes only if the facilitator chooses it."""


@plain
class DeskExpectation:
    """An expectation that runs: about which inject, of which team, until when, what is expected, what comes else."""

    inject: str
    team: str
    until: str
    minute: int
    what: str = ""
    otherwise: str = ""
    """Title of the inject that comes if it lapses."""


@plain
class DeskRuling:
    """An answer that a team wrote itself and on which the facilitator must rule (:class:`StaffRule`)."""

    point: str
    team: str
    question: str
    text: str
    options: tuple[tuple[str, str], ...]
    """The authored options, id and label, as one or several of which it may count."""


@plain
class DeskRound:
    """A round that was opened, to which the run can be rewound."""

    number: int
    clock: str
    """Story time at which it opened."""
    room: str
    """Time of day in the room at which it opened, ``10:52``."""
    stage: str


@plain
class DeskView:
    """All that the facilitator sees: everything but what is in a sealed answer."""

    hall: HallView
    teams: tuple[DeskTeam, ...]
    past: tuple[DeskInject, ...]
    """Injects sent or skipped, the latest first."""
    coming: tuple[DeskInject, ...]
    """Injects pending: those with a planned time first, in its order; then the rest in the scenario's order."""
    expectations: tuple[DeskExpectation, ...]
    rulings: tuple[DeskRuling, ...]
    """What waits for a ruling; in rounds the story stands until it is given."""
    rounds: tuple[DeskRound, ...]
    paused: bool
    held: bool
    """Whether the creep is held."""
    rate: float
    """Live: story minutes a second."""
    notes: int
    """How many notes are kept."""
    warnings: tuple[str, ...] = ()
    """One sentence each."""


class Desk(Protocol):
    """What only the facilitator may do. Locked at first: until :meth:`unlock`, every act is refused with ``locked``.

    Refusals are put in words as those of a seat are. Acts take place at once, also while the clock stands or is paused.
    """

    @property
    def locked(self) -> bool:
        """Whether the PIN must be given first."""
        ...

    async def unlock(self, pin: str) -> Refusal | None:
        """Try *pin*: refused with ``wrong_pin``, or with ``pin_wait`` (names: seconds) after too many guesses."""
        ...

    def lock(self) -> None:
        """Ask for the PIN again."""
        ...

    def updates(self, language: str) -> AsyncIterator[DeskView]:
        """Yield what the facilitator sees, now and after every change; ends when the desk is locked or the table
        closed.
        """
        ...

    async def act(self, act: StaffAct) -> Refusal | None:
        """Send or skip an inject, write to teams, give more story time, rule, end."""
        ...

    async def decide(self, team: str, answer: Answer) -> Refusal | None:
        """Answer for *team*: signatures and votes that its point demands are not asked for. The record says by whom."""
        ...

    async def carry_on(self, team: str) -> Refusal | None:
        """Say carry on for *team*; refused, as for itself, while a blocking point of it is open."""
        ...

    async def hold(self, on: bool) -> Refusal | None:
        """Keep the story clock from creeping although talk time is spent, or let it creep."""
        ...

    async def speed(self, rate: float) -> Refusal | None:
        """Live: let so many story minutes pass a second."""
        ...

    def lapses(self, until: int, language: str) -> tuple[str, ...]:
        """Return what would run out unanswered if the clock jumped to the story minute *until*, a line each."""
        ...

    async def jump(self, until: int) -> Refusal | None:
        """Let the clock run to *until* whatever runs out on the way; a round that is open closes as it stands."""
        ...

    async def rewind(self, number: int, *, new_fate: bool = False) -> Refusal | None:
        """Go back to the beginning of round *number*: chance falls as it fell, or, where nobody can know yet how it
        fell, by a *new_fate*.

        The table, its seats and views go on with a new run file (:attr:`Table.run`); the run so far stays as it is,
        and notes survive. Refused with ``no_such_round``, or ``not_kept`` where no run file can be made.
        """
        ...


class Table(Protocol):
    """A session at one keyboard."""

    @property
    def desk(self) -> Desk | None:
        """The facilitator's desk; ``None`` where nobody facilitates."""
        ...

    @property
    def fresh_pin(self) -> str:
        """The PIN of the desk where the program has just made it up, to be shown once; else ``""``."""
        ...

    def language_of(self, team: str) -> str:
        """Return the language that was chosen for *team* (else that of the room)."""
        ...

    @property
    def people(self) -> tuple[str, ...]:
        """Teams of people, in the order in which they come to the keyboard."""
        ...

    @property
    def pace(self) -> Literal["rounds", "live", "open"]:
        """How the room plays."""
        ...

    @property
    def run(self) -> Path:
        """The run file."""
        ...

    def seat(self, team: str, language: str) -> Seat:
        """Return a seat of *team* that reads *language*."""
        ...

    def hall(self, language: str) -> AsyncIterator[HallView]:
        """Yield the hall view, now and after every change."""
        ...

    async def pause(self, on: bool) -> None:
        """Freeze everything, or go on."""
        ...

    def at_keyboard(self, team: str) -> None:
        """Take note of which team is at the keyboard (``""``: none): where several share it, talk time stands."""
        ...

    async def hurry(self) -> None:
        """While time runs: go to the stop at once."""
        ...

    async def rest(self, minutes: int) -> None:
        """Begin a break of so many minutes in the room: everything frozen until :meth:`pause` is told to go on."""
        ...

    async def more_talk(self, minutes: int = 3) -> None:
        """Give this round so many more minutes of talk (for the interpreter, for instance); nothing without a limit."""
        ...

    async def note(self, text: str, team: str = "", tags: Sequence[str] = ()) -> None:
        """Keep a note of the staff (about *team*, or ``""``: about nobody in particular); it survives a rewind."""
        ...

    async def close(self) -> None:
        """Close the run file; nothing is lost."""
        ...
