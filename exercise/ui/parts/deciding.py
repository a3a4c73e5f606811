"""The decision panel: five fields in one place, the one being filled in unfolded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, wraps
from typing import ParamSpec, cast

from textual.content import Content

from exercise.model.decisions import NOT_SURE, SOMETHING_ELSE
from exercise.model.plain import plain
from exercise.model.views import LawView, OptionView, PointView
from exercise.ui.deciding import Draft, Field, Written
from exercise.ui.keys import digit_of
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, lay, row
from exercise.ui.text import Part, flat, paragraphs, say, sites_only

Given = ParamSpec("Given")
MOST_PARTS = 64
"""Parts of the panel kept as rows, of each kind: an arrow changes two options and nothing else."""


def kept(part: Callable[Given, Iterator[Row]]) -> Callable[Given, tuple[Row, ...]]:
    """Keep the rows of a part of the panel by what it is made of, which must be hashable."""

    @wraps(part)
    def rows(*given: Given.args, **named: Given.kwargs) -> tuple[Row, ...]:
        return tuple(part(*given, **named))

    # lru_cache forgets what its function takes.
    return cast("Callable[Given, tuple[Row, ...]]", lru_cache(MOST_PARTS)(rows))


@plain
class Standing:
    """How an option stands in the answer so far."""

    number: int
    here: bool
    """Whether the cursor is on it."""
    marked: bool
    unfolded: bool
    several: bool
    """Whether more than one option may be marked."""
    votes: int


def field_name(field: Field, look: Look) -> str:
    """Return the name of a field."""
    return {
        "vote": look.t("Vote"),
        "option": look.t("Option"),
        "why": look.t("Why"),
        "law": look.t("Law"),
        "sure": look.t("Sure"),
        "sign": look.words.p("field", "Sign"),
    }[field]


def text_title(written: Written, what: str, look: Look) -> str:
    """Return what stands over the sheet on which a text of the answer to *what* is written."""
    return {
        "words": look.t("Own words: {what}", what=what),
        "instead": look.t("What you do instead: {what}", what=what),
        "dissent": look.t("Dissent: {what}", what=what),
        "reason": look.t("To those who asked: {what}", what=what),
    }[written]


def why_name(why: str, look: Look) -> str:
    """Return a reason that can be ticked."""
    return {
        "evidence": look.t("evidence"),
        "time": look.t("time"),
        "safety": look.t("safety"),
        "trust": look.t("trust"),
        "own_words": look.t("own words ..."),
    }[why]


def sure_name(level: str, look: Look) -> str:
    """Return how sure one is."""
    return {
        "1": look.t("a guess"),
        "2": look.t("in doubt"),
        "3": look.t("fairly sure"),
        "4": look.t("sure"),
    }[level]


def deciding_rows(
    draft: Draft, look: Look, *, focused: bool, roomy: bool, unopened: int, sealed_rounds: bool, refusal: str = ""
) -> Iterator[Row]:
    """Return the rows of the panel.

    *roomy*: the details of all options are unfolded; *sealed_rounds*: the answer can be taken back until the round
    closes; *refusal*: why it was refused when it was signed.
    """
    yield from _question(draft.point, look, whole=draft.field in ("vote", "option"))
    if draft.field == "vote":
        yield from _vote(draft, look, roomy=roomy)
        return
    folded = draft.field != "option" and not roomy
    for number, option in enumerate(draft.point.options):
        if not folded or option.id in draft.options:
            yield from _option(option, _standing(draft, number, roomy), look, focused)
        if option.id == SOMETHING_ELSE and draft.differs:
            yield from _instead(draft, look)
        if roomy:
            yield BLANK
    if draft.options and not folded and any(option.takes for option in draft.point.options):
        yield from _together(draft, look, roomy)
    yield BLANK
    yield from _fields(replace(draft, cursor=0) if draft.field == "option" else draft, look, focused)
    yield from _sign(draft, look, unopened, sealed_rounds)
    if refusal:
        yield row((flat(refusal), "strong"), lead=(f" {look.signs.bad} ", "bad"))


def _instead(draft: Draft, look: Look) -> Iterator[Row]:
    """Return what is done instead, and the key that changes it where the option is being chosen."""
    key: tuple[Part, ...] = (("F2", "key"), " " + look.t("writes it")) if draft.field == "option" else ()
    words = (f"«{flat(draft.instead)}»", "strong") if draft.instead.strip() else ("…", "wait")
    yield row(words, lead=_indent(), tail=say(*key))


def _together(draft: Draft, look: Look, roomy: bool) -> Iterator[Row]:
    if not roomy:
        yield BLANK
    length = look.length(draft.takes)
    several = len(draft.options) > 1
    text = (
        look.t("Together {length} of story.", length=length)
        if several
        else look.t("Takes {length} of story.", length=length)
    )
    yield row(text, lead=" ")


@kept
def _question(point: PointView, look: Look, whole: bool) -> Iterator[Row]:
    yield row((flat(point.question), "strong"), lead=" ")
    if point.choose > 1:
        yield row((look.t("choose up to {n}", n=point.choose), "faint"), lead=" ")
    if point.differed:
        yield row((flat(point.differed), "strong"), lead=(f" {look.signs.wait} ", "wait"))
    if whole:
        for line in paragraphs(point.detail) if point.detail.strip() else ():
            yield row(line, lead=" ")
        for line in paragraphs(point.teaches) if point.teaches.strip() else ():
            yield row((line, "faint"), lead=(f" {look.signs.here} ", "faint"))
    yield BLANK


def ballot_fits(draft: Draft, look: Look, width: int, height: int) -> bool:
    """Tell whether a ballot fits with what every option means, not only the one under the cursor."""
    rows = (*_question(draft.point, look, whole=True), *_vote(draft, look, roomy=True))
    return len(lay(rows, width)) <= height


def _vote(draft: Draft, look: Look, *, roomy: bool) -> Iterator[Row]:
    """Return the silent vote: options without their costs, and how many have voted, never how."""
    yield row(look.t("Before you talk: each officer votes in silence with the digit of an option."), lead=" ")
    yield BLANK
    for number, option in enumerate(draft.point.options):
        pointer = look.signs.here if number == draft.cursor else " "
        lead = say((f" {pointer}", "key"), (digit_of(number), "key"), "  ")
        yield row(flat(option.label), lead=lead, item=f"choice:{number}")
        if (roomy or number == draft.cursor) and option.detail.strip():
            for line in paragraphs(option.detail):
                yield row((line, "faint"), lead=_indent(), item=f"choice:{number}")
    yield BLANK
    if draft.ballots:
        cast = look.n("{n} vote is cast.", "{n} votes are cast.", len(draft.ballots))
        yield row((" ".join(look.signs.good * len(draft.ballots)), "good"), "  ", (cast, "strong"), lead=" ")
    else:
        none = look.t("No vote is cast yet: a digit votes.")
        yield row((none, "strong"), lead=(f" {look.signs.wait} ", "wait"))
    ends = look.t("ends the vote, once all have voted; until then every vote stays secret")
    yield row((look.t("Enter"), "key"), " " + ends, lead=" ")


def _standing(draft: Draft, number: int, roomy: bool) -> Standing:
    option = draft.point.options[number]
    choosing = draft.field == "option"
    here, marked = choosing and number == draft.cursor, option.id in draft.options
    unfolded = roomy or (choosing and (here or marked))
    return Standing(number, here, marked, unfolded, draft.point.choose > 1, draft.votes.get(option.id, 0))


@kept
def _option(option: OptionView, standing: Standing, look: Look, focused: bool) -> Iterator[Row]:
    here, marked = standing.here, standing.marked
    takes = look.length(option.takes) if option.takes else ""
    takes = f"{look.n('{n} vote', '{n} votes', standing.votes)}  {takes}" if standing.votes else takes
    box = " [x]" if marked else (" [ ]" if standing.several else "    ")
    pointer = look.signs.here if here else " "
    mark = (f" {pointer}", "key") if option.available else (f" {look.signs.bad}", "bad")
    ink = ("strong" if marked or here else "own") if option.available else "off"
    yield Row(
        say((flat(option.label), ink)),
        say(mark, (digit_of(standing.number), "key" if option.available else "off"), "  "),
        say((takes, "faint"), (box, "chosen")) if option.available else Content(""),
        f"option:{option.id}",
        "cursor" if here and focused else "",
    )
    if not option.available:
        because = flat(option.because) or look.t("not open to you now")
        yield row((look.t("closed: {because}", because=because), "off"), lead=_indent(), item=f"option:{option.id}")
    elif standing.unfolded:
        yield from _unfolded(option, look)


def _indent() -> str:
    return " " * 5


def _unfolded(option: OptionView, look: Look) -> Iterator[Row]:
    item = f"option:{option.id}"
    for line in paragraphs(option.detail) if option.detail.strip() else ():
        yield row((line, "faint"), lead=_indent(), item=item)
    if option.warning.strip():
        yield row(flat(option.warning), lead=(f"{_indent()}{look.signs.wait} ", "wait"), item=item)


@kept
def _fields(draft: Draft, look: Look, focused: bool) -> Iterator[Row]:
    fields: tuple[Field, ...] = ("why", "law", "sure")
    for field in fields:
        if field == "law" and not draft.point.law:
            continue
        active = draft.field == field
        lead = _field_lead(active, bool(draft.chosen(field)), look)
        name = say((_padded(field_name(field, look)), "title" if active else "strong"))
        if not active:
            yield Row(say(name, _summary(draft, field, look)), lead, item=f"field:{field}")
            continue
        yield Row(say(name, (_asked(field, look), "faint")), lead, item=f"field:{field}")
        for index, choice in enumerate(draft.choices()):
            yield from _choice(draft, field, index, choice, look, focused=focused)
    active = draft.field == "sign"
    lead = _field_lead(active, False, look)
    signer = _role_name(draft, draft.signer, look) or look.t("the team")
    if draft.point.signatures:
        signer = look.t("{n} of {of} have signed", n=len(draft.signed), of=len(draft.point.signatures))
    yield Row(
        say((_padded(field_name("sign", look)), "title" if active else "strong"), signer), lead, item="field:sign"
    )
    if active:
        for index, choice in enumerate(draft.choices()):
            yield from _choice(draft, "sign", index, choice, look, focused=focused)


def _field_lead(active: bool, filled: bool, look: Look) -> Content:
    """Return where one is and whether the field is filled in. No number: the digits belong to the choices."""
    sign = (look.signs.good, "good") if filled else (look.signs.none, "faint")
    return say((f" {look.signs.here if active else ' '}", "key"), sign, " ")


def _role_name(draft: Draft, role: str, look: Look) -> str:
    """Return a role, and until when it is busy."""
    name, until = flat(dict((*draft.point.roles, *draft.point.signatures)).get(role, role)), draft.busy_until(role)
    return look.t("{role} · busy until {time}", role=name, time=flat(until)) if until else name


def _padded(name: str) -> str:
    return f"{name:<13}"


def _asked(field: Field, look: Look) -> str:
    return {
        "why": look.t("one or two"),
        "law": look.t("by which right do you act?"),
        "sure": look.t("how sure are you of it?"),
    }.get(field, "")


def _choice(draft: Draft, field: Field, index: int, choice: str, look: Look, *, focused: bool) -> Iterator[Row]:
    here, marked = index == draft.cursor, choice in draft.chosen(field)
    pointer = look.signs.here if here else " "
    busy = field == "sign" and not draft.point.signatures and bool(draft.busy_until(choice))
    lead = say((f"     {pointer}", "key"), (f"{digit_of(index)}  ", "off" if busy else "key"))
    tail: Part = ("[x]", "chosen") if marked and not busy else ""
    ink = "cursor" if here and focused else ""
    tone = "off" if busy else "strong" if marked else "own"
    yield row((_choice_name(draft, field, choice, look), tone), lead=lead, tail=tail,
              item=f"choice:{index}", ink=ink)  # fmt: skip
    law = _law(draft, choice) if field == "law" and here else None
    if law is not None:
        yield row((sites_only(flat(f"{law.text} {law.note}")), "faint"), lead=" " * 9, item=f"choice:{index}")


def _law(draft: Draft, id: str) -> LawView | None:
    return next((law for law in draft.point.law if law.id == id), None)


def _choice_name(draft: Draft, field: Field, choice: str, look: Look) -> str:
    match field:
        case "why":
            return why_name(choice, look)
        case "sure":
            return sure_name(choice, look)
        case "law":
            law = _law(draft, choice)
            return look.t("not sure") if choice == NOT_SURE or law is None else flat(law.label)
        case _:
            return _role_name(draft, choice, look)


def _summary(draft: Draft, field: Field, look: Look) -> Content:
    names = [_choice_name(draft, field, choice, look).removesuffix(" ...") for choice in draft.chosen(field)]
    words = say((f" «{flat(draft.words)}»", "faint")) if field == "why" and draft.words.strip() else Content("")
    return say(", ".join(names) or "-", words)


def _sign(draft: Draft, look: Look, unopened: int, sealed_rounds: bool) -> Iterator[Row]:
    lack = draft.lacks()
    if draft.field == "sign":
        yield BLANK
        yield from _restated(draft, look, sealed_rounds) if lack is None else _lacking(lack, look)
    elif draft.wants_words and not draft.words.strip():
        yield row(look.t("Own words are asked for: F2 writes them."), lead=(f" {look.signs.wait} ", "wait"))
    if unopened:
        text = look.n("{n} paper for you is still unopened.", "{n} papers for you are still unopened.", unopened)
        signs_next = draft.warned and draft.field == "sign" and lack is None
        again = " " + look.t("Enter once more signs all the same.") if signs_next else ""
        yield row((text + again, "strong" if signs_next else "own"), lead=(f" {look.signs.wait} ", "wait"))


def _restated(draft: Draft, look: Look, sealed_rounds: bool) -> Iterator[Row]:
    acts = flat(draft.acts)
    timed = any(option.takes for option in draft.point.options)
    takes = (
        look.t("It takes {length} of story", length=look.length(draft.takes))
        if draft.takes
        else look.t("It takes no time")
    )
    back = (
        look.t("it can be taken back until the round closes, not after")
        if sealed_rounds
        else look.t("it cannot be taken back")
    )
    if draft.point.cosigners:
        others = ", ".join(map(flat, draft.point.cosigners))
        yield row(
            look.t("It holds once these have signed too: {teams}.", teams=others), lead=(f" {look.signs.wait} ", "wait")
        )
    if len(draft.votes) > 1:
        split = look.t("The vote was split {counts}.", counts=" : ".join(map(str, sorted(draft.votes.values())[::-1])))
        kept = f" «{flat(draft.dissent)}»" if draft.dissent.strip() else ""
        ask = (split + " ", "strong"), ("F4", "key"), " " + look.t("puts the view of the minority on record") + kept
        yield row(*ask, lead=" ")
    if draft.refuses:
        kept = f" «{flat(draft.reason)}»" if draft.reason.strip() else ""
        yield row(("F4", "key"), " " + look.t("says why, to those who asked") + kept, lead=" ")
    restated = f"{acts}. {takes}; {back}." if timed else f"{acts}; {back}."
    yield row((look.t("You sign:") + " ", "title"), (restated, "strong"), lead=" ")
    yield row((look.t("Enter"), "key"), " " + look.t("signs") + "   ", ("Esc", "key"), " " + look.t("back"), lead=" ")


def _lacking(lack: str, look: Look) -> Iterator[Row]:
    text = {
        "option": look.t("No option is marked yet."),
        "instead": look.t("What you do instead is not written yet: Enter writes it."),
        "why": look.t("The reason is missing."),
        "law": look.t("The legal basis is missing (not sure is an answer)."),
        "sure": look.t("How sure you are is missing."),
        "words": look.t("Own words are asked for: F2 writes them."),
        "signatures": look.t("Every role named here must sign: a digit signs for it."),
        "role": look.t(
            "Nobody who may sign this is free now. Carry on, and it is asked again then; or take back what was sealed."
        ),
    }[lack]
    yield row((text, "strong"), lead=(f" {look.signs.wait} ", "wait"))
