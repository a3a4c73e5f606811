"""An answer in the making: five fields, filled in with digits, arrows, Enter and Esc. Nothing here knows Textual."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from exercise.model.decisions import NOT_SURE, SOMETHING_ELSE, SURE, WHY, Answer
from exercise.model.plain import plain
from exercise.model.views import OptionView, PointView

Field = Literal["vote", "option", "why", "law", "sure", "sign"]
FIELDS: Final[tuple[Field, ...]] = ("option", "why", "law", "sure", "sign")
OWN_WORDS: Final = "own_words"
MOST_REASONS: Final = 2
Written = Literal["words", "instead", "dissent", "reason"]
"""A text of an answer: the reason in own words, what is done instead of every option, the view of the minority, what
those read who are refused.
"""
Lack = Literal["option", "instead", "why", "law", "sure", "words", "signatures", "role"]
"""What an answer still lacks; ``instead``: what something else is; ``words``: own words demanded or announced;
``signatures``: of every role; ``role``: one
that is free to sign.
"""


@plain
class Draft:
    """An answer to *point* so far; *field* is being filled in, *cursor* stands on one of its choices."""

    point: PointView
    field: Field = "option"
    cursor: int = 0
    options: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    sure: int = 0
    role: str = ""
    words: str = ""
    ballots: tuple[str, ...] = ()
    """Votes cast in silence, in their order."""
    signed: tuple[str, ...] = ()
    """Roles that have signed, where several must."""
    instead: str = ""
    """What is done instead of every option."""
    dissent: str = ""
    reason: str = ""
    """Why a request is refused, for those who asked."""
    warned: bool = False
    """Whether the unopened papers were named at the signature."""

    def choices(self, field: Field | None = None) -> tuple[str, ...]:
        """Return the ids that can be chosen in *field*, in the order of their digits."""
        match field or self.field:
            case "option" | "vote":
                return tuple(option.id for option in self.point.options)
            case "why":
                return WHY
            case "law":
                return (*(law.id for law in self.point.law), NOT_SURE)
            case "sure":
                return tuple(str(level) for level in SURE)
            case _:
                roles = self.point.signatures or (self.point.roles if len(self.point.roles) > 1 else ())
                return tuple(role for role, _ in roles)

    def chosen(self, field: Field) -> tuple[str, ...]:
        """Return what is chosen in *field*."""
        match field:
            case "option":
                return self.options
            case "why":
                return self.why
            case "law":
                return self.law
            case "sure":
                return (str(self.sure),) if self.sure else ()
            case "vote":
                return ()
            case _:
                return self.signed if self.point.signatures else ((self.signer,) if self.signer else ())

    @property
    def signer(self) -> str:
        """The role that answers and is busy then: the one picked, else the first that may and is best spared."""
        roles = tuple(role for role, _ in self.point.signatures or self.point.roles)
        if self.role in roles:
            return self.role
        return min(roles, key=lambda role: (bool(self.busy_until(role)), role in self.point.scarce), default="")

    def busy_until(self, role: str) -> str:
        """Return when a role is free to decide again, ``""`` where it is."""
        return dict(self.point.busy).get(role, "")

    @property
    def begun(self) -> bool:
        """Whether anything of the answer is filled in."""
        return bool(self.options or self.why or self.law or self.sure or self.ballots or self.words.strip())

    @property
    def taken(self) -> tuple[OptionView, ...]:
        """The options marked, in the order in which they were."""
        by_id = {option.id: option for option in self.point.options}
        return tuple(by_id[option] for option in self.options if option in by_id)

    @property
    def acts(self) -> str:
        """What is signed: the options in their words, and what is done instead of all of them."""
        labels = "; ".join(option.label for option in self.taken)
        return f"{labels}: «{self.said}»" if self.differs else labels

    @property
    def takes(self) -> int:
        """Story time of all options marked, in minutes."""
        return sum(option.takes for option in self.taken)

    @property
    def votes(self) -> dict[str, int]:
        """Votes by option, those without any left out."""
        return {option: self.ballots.count(option) for option in self.choices("option") if option in self.ballots}

    @property
    def wants_words(self) -> bool:
        """Whether own words are demanded: by the point, or by a reason ticked."""
        return self.point.argue or OWN_WORDS in self.why

    @property
    def differs(self) -> bool:
        """Whether something else is done than any option says."""
        return SOMETHING_ELSE in self.options

    @property
    def refuses(self) -> bool:
        """Whether the answer refuses a request of another team."""
        return self.point.id.startswith("respond_") and "refuse" in self.options

    @property
    def remark(self) -> Written | None:
        """The text that can go with the answer beside own words: a minority has one, and so has a refusal."""
        return "dissent" if len(self.votes) > 1 else "reason" if self.refuses else None

    @property
    def said(self) -> str:
        """What goes with the options: what is done instead, or why a request is refused."""
        return (self.instead if self.differs else self.reason if self.refuses else "").strip()

    def lacks(self) -> Lack | None:
        """Return the first thing that is missing, ``None`` when the answer can be signed."""
        missing: tuple[tuple[Lack, bool], ...] = (
            ("option", not self.options),
            ("instead", self.differs and not self.instead.strip()),
            ("why", not self.why),
            ("law", not self.law and bool(self.point.law)),
            ("sure", not self.sure),
            ("words", self.wants_words and not self.words.strip()),
            ("signatures", len(self.signed) < len(self.point.signatures)),
            ("role", bool(self.busy_until(self.signer))),
        )
        return next((lack for lack, is_missing in missing if is_missing), None)

    def move(self, step: int) -> Draft:
        """Move the cursor within the field; at the ends it stays."""
        last = len(self.choices()) - 1
        return replace(self, cursor=max(0, min(last, self.cursor + step)))

    def pick(self, index: int) -> Draft:
        """Mark the choice of this number (counted from 0), as its digit does; outside options it also goes on."""
        if not 0 <= index < len(self.choices()):
            return self
        marked = replace(self, cursor=index).mark()
        return marked if self.field in ("vote", "option", "sign") else marked.forward()

    def mark(self) -> Draft:
        """Mark the choice under the cursor, or take the mark away where several may be marked."""
        choices = self.choices()
        if not 0 <= self.cursor < len(choices):
            return self
        choice = choices[self.cursor]
        match self.field:
            case "vote":
                return replace(self, ballots=(*self.ballots, choice), cursor=0)
            case "option":
                return self._mark_option(choice)
            case "why":
                return replace(self, why=_toggled(self.why, choice, MOST_REASONS))
            case "law":
                return replace(self, law=(choice,))
            case "sure":
                return replace(self, sure=int(choice))
            case _ if self.point.signatures:
                return replace(self, signed=_toggled(self.signed, choice, max(2, len(self.point.signatures))))
            case _:
                return self if self.busy_until(choice) else replace(self, role=choice)

    def _mark_option(self, choice: str) -> Draft:
        if not self.point.options[self.cursor].available:
            return self
        return replace(self, options=_toggled(self.options, choice, self.point.choose), warned=False)

    def enter(self) -> Draft:
        """Go on as Enter does: a field without a mark first takes the choice under the cursor."""
        if self.field not in ("vote", "sign") and not self.chosen(self.field):
            marked = self.mark()
            return marked.forward() if marked.chosen(self.field) else self
        return self.forward()

    def forward(self) -> Draft:
        """Go to the next field; a field without choices is passed over, a ballot without a vote is not left."""
        return self if self.field == "vote" and not self.ballots else self._to(1)

    def back(self) -> Draft | None:
        """Go one field back; ``None`` from the first: a vote is not cast twice."""
        return None if self.field in ("vote", "option") else self._to(-1)

    def at(self, field: Field) -> Draft:
        """Go to *field*, the cursor on what is chosen there."""
        choices, chosen = self.choices(field), self.chosen(field)
        cursor = choices.index(chosen[0]) if chosen and chosen[0] in choices else 0
        return replace(self, field=field, cursor=cursor, warned=False)

    def _to(self, step: int) -> Draft:
        if self.field == "vote":
            return self.at("option")
        number = FIELDS.index(self.field) + step
        if number < len(FIELDS) and FIELDS[number] == "law" and not self.point.law:
            number += step
        return self.at(FIELDS[min(number, len(FIELDS) - 1)])

    def text(self, written: Written) -> str:
        """Return one of the texts."""
        texts = {"words": self.words, "instead": self.instead, "dissent": self.dissent, "reason": self.reason}
        return texts[written]

    def write(self, written: Written, text: str) -> Draft:
        """Put one of the texts in."""
        match written:
            case "words":
                return replace(self, words=text)
            case "instead":
                return replace(self, instead=text)
            case "dissent":
                return replace(self, dissent=text)
            case _:
                return replace(self, reason=text)

    def renewed(self, point: PointView) -> Draft:
        """Return the draft for the same point as it is offered now: marks on options that were closed fall away.

        Where the teams did not agree meanwhile, it begins again with the options, or with the vote if none was cast.
        """
        open_options = {option.id for option in point.options if option.available}
        role = "" if self.role in dict(point.busy) else self.role
        options = tuple(option for option in self.options if option in open_options)
        renewed = replace(self, point=point, options=options, role=role)
        if point.differed == self.point.differed:
            return renewed
        return renewed.at("vote" if point.vote and not self.ballots else "option")

    def answer(self) -> Answer:
        """Return the answer as it is signed."""
        return Answer(
            self.point.id,
            self.options,
            self.why,
            self.words.strip(),
            self.law,
            self.sure,
            self.said,
            signed=self.signed,
            votes=self.votes,
            dissent=self.dissent.strip(),
        )


def begin(point: PointView, words: str = "") -> Draft:
    """Return an empty answer; where the team votes first, the vote is its first field."""
    return Draft(point, field="vote" if point.vote else "option", words=words)


def _toggled(marked: tuple[str, ...], choice: str, most: int) -> tuple[str, ...]:
    """Take the mark away, or set it; where only one may be marked it moves, where all marks are set nothing happens."""
    if choice in marked:
        return tuple(each for each in marked if each != choice) if most > 1 else marked
    if most == 1:
        return (choice,)
    return (*marked, choice) if len(marked) < most else marked
