"""Formal paper between authorities, and the channels by which paper and information travel."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from exercise.model.base import Id, Minute, Part, Precedence, field
from exercise.model.durations import AT_ONCE, Span
from exercise.model.effects import Effect
from exercise.model.expressions import Expression
from exercise.model.people import Confidence
from exercise.model.text import NO_TEXT, Text


class Basis(Part):
    """A legal basis that teams can name when they decide."""

    label: Text = field(description="As it is shown, for example 1988 Convention, article 11.")
    text: Text = field(default=NO_TEXT, description="What it says, in one or two sentences.")
    source: Text = field(description="Where it was read, or why it is assumed.")
    confidence: Confidence


class Channel(Part):
    """A way by which paper and information travel."""

    label: Text
    delay: Span = field(default=AT_ONCE, description="Transmission time, one way.")
    teams: tuple[Id, ...] = field(default=(), description="Teams that may use it; empty: all.")
    carries: tuple[Literal["paper", "information", "talk"], ...] = field(
        default=("paper", "information"), description="What it can carry."
    )
    seen_by: tuple[Id, ...] = field(
        default=(), description="Teams that learn of what passes (a liaison channel's centre)."
    )
    loses: float = field(
        default=0.0, ge=0, le=1, description="The chance that what is sent never arrives; the warning must say so."
    )
    warning: Text = field(default=NO_TEXT, description="What is said of it before it is used.")


class Choice(Part):
    """One way to fill a field of a form."""

    label: Text
    adequate: bool = field(
        default=True, description="Whether the receiving authority accepts it as complete. Never shown."
    )
    requires: Expression | None = field(default=None, description="It can only be chosen while this holds.")
    because: Text = field(default=NO_TEXT, description="Said where it cannot be chosen.")


class Content(Part):
    """One of the contents of a request, for example the undertakings."""

    label: Text
    help: Text = NO_TEXT
    required: bool = True
    requires: Expression | None = field(default=None, description="It can only be filled in while this holds.")
    because: Text = field(default=NO_TEXT, description="Said where it cannot be filled in.")
    choices: dict[Id, Choice] = field(
        default_factory=dict, description="Wordings to choose among; empty: filled in or left out."
    )


class Paper(Part):
    """A kind of request that teams can send."""

    label: Text
    by: tuple[Id, ...] = field(default=(), description="Teams that may send it; empty: every state.")
    to: tuple[Id, ...] = field(default=(), description="States it may be sent to; empty: every other state.")
    channels: tuple[Id, ...] = field(default=(), description="Channels it may travel by; empty: all that carry paper.")
    contents: dict[Id, Content] = field(default_factory=dict)
    asks: Literal["consent", "extension", "order", "assistance", "information"] = "consent"
    consignment: Id | None = field(default=None, description="The consignment it is about; left out: the first.")
    variants: bool = field(
        default=False, description="Whether it names a variant: intact, partial or full substitution."
    )
    languages: tuple[str, ...] = field(
        default=(), description="Languages it can be written in; the first needs no translation."
    )
    translation: Span = field(default=AT_ONCE, description="Time to translate into any other language.")
    precedence: Precedence = field(
        default="priority",
        description="In rounds: the clock stops for the state asked, and for a grant that arrives. "
        "Routine: both wait for the next stop.",
    )
    takes: Minute = field(default=0, ge=0, description="Time to draw it up.")
    requires: Expression | None = field(default=None, description="It can only be sent while this holds.")
    because: Text = NO_TEXT
    roles: tuple[Id, ...] = field(default=(), description="Roles that may send it; empty: any.")
    law: tuple[Id, ...] = ()

    def demanded(self, requires: Collection[str]) -> tuple[str, ...]:
        """Return the contents that a state demands, in the order of the form: those of it that the state *requires*,
        else the usual ones.
        """
        named = tuple(id for id in self.contents if id in requires)
        return named or tuple(id for id, content in self.contents.items() if content.required)


class Item(Part):
    """An item of intelligence or information: a team holds it or does not."""

    title: Text
    text: Text
    origin: Text = field(description="Where it comes from, as it is shown.")
    originator: Id | None = field(default=None, description="The team whose consent is needed before it goes on.")
    grading: str = field(default="", pattern=r"^([A-F][1-6])?$", description="Source A-F and information 1-6.")
    handling: Literal["free", "originator_consent", "classified"] = "free"
    holders: tuple[Id, ...] = field(default=(), description="Teams that hold it from the start.")
    reveals: tuple[Id, ...] = field(default=(), description="Facts (boolean, declared in facts) that become known.")
    on_breach: tuple[Effect, ...] = field(default=(), description="What follows if it is passed on against its rule.")


class Answer(Part):
    """What a body answers about one subject."""

    text: Text
    takes: Span | None = field(default=None, description="Time to the answer; left out: the body's usual time.")
    gives: tuple[Id, ...] = field(default=(), description="Items that come with the answer.")
    requires: Expression | None = field(
        default=None, description="It is given only while this holds (at the answer); else the usual reply."
    )
    effects: tuple[Effect, ...] = ()


class Subject(Part):
    """Something that one can ask about: a person, a vehicle, a company, a substance, a crossing."""

    label: Text
    known_to: tuple[Id, ...] = field(default=(), description="Teams that can ask about it from the start; empty: all.")
    requires: Expression | None = None


class Body(Part):
    """A body that can be asked."""

    label: Text
    by: tuple[Id, ...] = field(default=(), description="Teams that may ask it; empty: all.")
    takes: Span = field(default=AT_ONCE, description="Usual time to an answer.")
    nothing: Text = field(description="The reply where there is nothing to tell.")
    learns: tuple[Id, ...] = field(default=(), description="Teams that learn that the question was asked.")
    answers: dict[Id, Answer] = field(
        default_factory=dict, description="By subject. The menu never shows which pairs are rich."
    )
