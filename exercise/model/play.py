"""The play: stages, decision points, injects, adversary, hazards."""

from __future__ import annotations

from typing import Literal

from exercise.model.base import Id, Minute, Part, Precedence, Value, field
from exercise.model.durations import AT_ONCE, Fixed, Span
from exercise.model.effects import Effect
from exercise.model.expressions import TRUE, Expression
from exercise.model.text import NO_TEXT, Text


class FactDeclaration(Part):
    """A fact of the author's own: its type, start, and who knows it."""

    start: Value = False
    words: tuple[str, ...] = field(default=(), description="For a fact that is one of several words: which.")
    known_to: tuple[Id, ...] = field(
        default=(), description="Teams that know it; options and forms of others may not read it."
    )
    note: Text = field(default=NO_TEXT, description="What the debrief calls it.")
    says: dict[str, Text] = field(default_factory=dict, description="What the debrief calls each of its words.")


class Stage(Part):
    """A phase of the operation, the same for all."""

    title: Text
    brief: Text = NO_TEXT
    enters: Expression | None = field(
        default=None, description="It is entered once this holds, if a later stage has not been entered."
    )
    effects: tuple[Effect, ...] = ()


class Option(Part):
    """One answer to a decision point."""

    label: Text
    detail: Text = NO_TEXT
    takes: Minute = field(default=0, ge=0, description="Story time it costs; its effects come then.")
    requires: Expression | None = field(
        default=None, description="Closed while this does not hold; may read only facts known to the team."
    )
    because: Text = field(default=NO_TEXT, description="Said where it is closed.")
    warning: Text = field(default=NO_TEXT, description="The risk, in words, before it is signed.")
    advice: Text = field(default=NO_TEXT, description="Why it is allowed but unwise. After the end only.")
    law: tuple[Id, ...] = field(default=(), description="Legal bases that fit. After the end only.")
    recommended: Text = field(default=NO_TEXT, description="Why the author recommends it. After the end only.")
    effects: tuple[Effect, ...] = ()


class Point(Part):
    """A decision point: a question put to one team."""

    team: Id
    stage: Id | None = field(default=None, description="Armed on entering this stage; left out: from the start.")
    when: Expression = field(
        default=TRUE, description="It opens once this holds. With when: false only an effect opens it."
    )
    title: Text = field(default=NO_TEXT, description="Two to five words, for lists; left out: the question.")
    question: Text
    detail: Text = NO_TEXT
    teaches: Text = field(default=NO_TEXT, description="A word on how this screen works, for the tutorial.")
    options: dict[Id, Option] = field(min_length=1)
    choose: int = field(default=1, ge=1, description="How many may be taken together; written `one` or `at most n`.")
    deadline: Minute | None = field(default=None, gt=0, description="Story time to answer in.")
    default: tuple[Id, ...] = field(
        default=(),
        description="What is taken where no answer comes in time. Is it closed then, the point closes unanswered.",
    )
    precedence: Precedence = field(
        default="priority",
        description="In rounds: the clock stops for it. "
        "Routine: it waits for the next stop, at the latest just before its deadline.",
    )
    blocking: bool = field(default=True, description="In rounds, whether a round can close without it.")
    law: tuple[Id, ...] = field(default=(), description="Legal bases offered to choose from; empty: all.")
    roles: tuple[Id, ...] = field(default=(), description="Roles that may decide; empty: any.")
    argue: bool = field(default=False, description="Whether own words are demanded.")
    vote: bool = field(default=False, description="Whether the team votes in silence first; the split is recorded.")
    signatures: tuple[Id, ...] = field(default=(), description="Roles of the team that must all sign.")
    cosigners: tuple[Id, ...] = field(
        default=(), description="Other teams that must sign too; one that declines reopens the point."
    )
    objectives: tuple[Id, ...] = ()
    thinks: Minute | None = field(default=None, ge=0, description="How long a bot takes in live pacing.")
    agreement: tuple[Id, ...] = field(
        default=(), description="Other teams that get the same question; it is settled once all have chosen the same."
    )
    something_else: bool = field(
        default=False, description="Whether the team may write an answer of its own, on which the facilitator rules."
    )
    lesson: Text = field(
        default=NO_TEXT, description="The author's note for the debrief: what is argued here, and the source."
    )
    lessons: tuple[str, ...] = field(
        default=(), description="For the author: known failures treated, by his own numbers."
    )

    @property
    def deciders(self) -> tuple[str, ...]:
        """The roles that alone may decide it; empty: any role of the team."""
        return self.roles or self.signatures


class Expectation(Part):
    """What a recipient is expected to do about an inject."""

    decided: dict[Id, Id | tuple[Id, ...]] = field(
        default_factory=dict, description="Point and option (or any of several)."
    )
    when: Expression | None = field(default=None, description="Or: this holds.")
    within: Minute = field(gt=0)
    otherwise: Id | None = field(
        default=None,
        key="else",
        description="The contingency inject that comes if it lapses. If that has a `when`, it is judged once, then: "
        "where it does not hold, nothing comes.",
    )
    by: Literal["any", "all"] = "any"
    already: Literal["ok", "no"] = "no"


class Inject(Part):
    """A message or event from the master scenario events list.

    Planned with ``at``; conditional with ``when``; contingency where an expectation names it; else it is sent by an
    effect.
    """

    title: Text = NO_TEXT
    at: Minute | None = field(default=None, ge=0, description="It is sent then, whatever was decided.")
    stage: Id | None = field(default=None, description="A conditional inject is armed on entering this stage.")
    when: Expression | None = field(
        default=None,
        description="It is sent once this becomes true. Of a contingency it is judged once, when the expectation "
        "lapses; in a group chosen by first_true from the group's time on.",
    )
    again: Minute | None = field(
        default=None,
        gt=0,
        description="It comes anew when `when` has become false and then true again, but not within so long: what "
        "becomes true before that is passed over. Left out: once.",
    )
    to: tuple[Id, ...] = field(default=(), description="Teams that receive it; empty: nobody (effects only).")
    sender: Text = field(default=NO_TEXT, key="from", description="Who speaks.")
    channel: Text = field(default=NO_TEXT, description="By which means, as it is shown: telephone, letter ...")
    delay: Span = field(default=AT_ONCE, description="From sending to delivery.")
    precedence: Precedence = "routine"
    subject: Text = NO_TEXT
    text: Text = NO_TEXT
    cause: Text = field(default=NO_TEXT, description="The cause, where the team would know it in life.")
    gives: tuple[Id, ...] = ()
    effects: tuple[Effect, ...] = ()
    expects: Expectation | None = None
    group: Id | None = field(
        default=None, description="Of the injects of one group only one is sent; the group says by what and when."
    )
    weight: int = field(default=1, ge=0, description="In a group chosen by chance: how likely.")
    objectives: tuple[Id, ...] = ()
    note: Text = field(default=NO_TEXT, description="For the facilitator.")


class Group(Part):
    """Alternatives: one of the injects that name the group is sent, and none of the others after it."""

    chosen_by: Literal["chance", "facilitator", "first_true"] = field(
        default="chance",
        description="chance: one is drawn, by weight, at the group's time. facilitator: he sends one. first_true: each "
        "has a `when`, and the first that holds is sent, the upper one where two hold; `when: true` as the last comes "
        "where no other holds.",
    )
    at: Minute | None = field(
        default=None,
        description="chance: when one is drawn. first_true: from when on their conditions count. facilitator: where "
        "it stands on his list. Of `at` and `when` one; members have neither, but for the `when` of first_true.",
    )
    when: Expression | None = field(default=None, description="As `at`, once this holds.")


class Reaction(Part):
    """What the adversary does on reaching a level of alertness (once)."""

    at: int = field(ge=0, le=100)
    label: Text = NO_TEXT
    effects: tuple[Effect, ...]


class Adversary(Part):
    """Those who sent the load: how alert they are and what they do about it."""

    alertness: int = field(default=0, ge=0, le=100)
    calms: int = field(default=0, ge=0, description="How much alertness falls at each step.")
    every: Minute = field(default=60, gt=0, description="How often it falls.")
    reactions: tuple[Reaction, ...] = ()


class Rate(Part):
    """A rate that holds while a condition does; the first that holds counts."""

    when: Expression = TRUE
    per_hour: float = field(ge=0, description="Expected number an hour.")


class Hazard(Part):
    """Something that may happen at any moment while its condition holds."""

    label: Text = NO_TEXT
    while_: Expression = field(default=TRUE, key="while")
    rates: tuple[Rate, ...] = field(
        default=(), description="Rates by condition; written `rate: 0.2 an hour` where there is one."
    )
    chance: float | None = field(default=None, gt=0, lt=1, description="Instead of a rate: a chance ...")
    at_each: Literal["crossing", "step"] | None = field(default=None, description="... at each crossing or step.")
    again: bool = False
    effects: tuple[Effect, ...]


class Target(Part):
    """A person or a site that the operation is about; a role, never a real person."""

    label: Text
    kind: Literal["person", "site"] = "person"
    state: Id = field(description="The state in which it is.")
    known_to: tuple[Id, ...] = field(default=(), description="Teams that know of it from the start.")
    flees_when: Expression | None = field(default=None, description="A person flees once this holds.")
    flees_in: Span = field(default=AT_ONCE, description="How long it takes from warning or condition to being gone.")


class Talk(Part):
    """What a call or a meeting costs."""

    call: Minute = field(default=20, ge=1)
    meet: Minute = field(default=60, ge=1)


class Powers(Part):
    """Standing acts: what teams may do at any time, and what each costs."""

    talk: Talk = Talk()
    share_takes: Minute = field(default=5, ge=0)
    enquire_takes: Minute = field(default=5, ge=0)
    assign_takes: Span = Fixed(minutes=0)
