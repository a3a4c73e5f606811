"""The panel of a standing act: its fields, the one being filled in unfolded, and the signature."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from exercise.model.decisions import MOST_WORDS
from exercise.model.views import FieldView
from exercise.ui.forms import Filling, choices
from exercise.ui.keys import digit_of
from exercise.ui.limits import no_room
from exercise.ui.look import Look
from exercise.ui.rows import BLANK, Row, row
from exercise.ui.text import Part, flat, paragraphs, say

FILLED_SIGN = "●"
"""Stands for a content that is filled in and has no wording of its own."""
FEW = 200
"""Characters of room left from which it is told how many there are."""


def forming_rows(filling: Filling, look: Look, *, focused: bool, refusal: str, closing: str = "") -> Iterator[Row]:
    """Return the rows of the form; *closing* says what its last line does, where that is not to sign and send."""
    form = filling.form
    if form.detail.strip():
        for line in paragraphs(form.detail):
            yield row((line, "faint"), lead=" ")
    group = ""
    yield BLANK
    for number, each in enumerate(form.fields):
        if each.group != group:
            group = each.group
            yield row((flat(group), "faint"), lead=" ")
        yield from _field(filling, number, each, look, focused=focused)
    yield BLANK
    yield from _signature(filling, look, focused=focused, closing=closing)
    if refusal:
        yield row((flat(refusal), "strong"), lead=(f" {look.signs.bad} ", "bad"))


def _field(filling: Filling, number: int, each: FieldView, look: Look, *, focused: bool) -> Iterator[Row]:
    active = number == filling.number
    filled = bool(filling.value(each.id))
    sign = (
        (look.signs.good, "good")
        if filled
        else ((look.signs.none, "wait") if each.needed else (look.signs.none, "faint"))
    )
    lead = say((f" {look.signs.here if active else ' '}", "key"), sign, " ")
    label = (flat(each.label), "title" if active else "strong")
    item = f"field:{number}"
    if not active:
        yield Row(say(label, "  ", _summary(filling, each)), lead, item=item)
        return
    yield Row(say(label), lead, item=item)
    if each.help.strip():
        yield row((flat(each.help), "faint"), lead="     ")
    if each.kind == "text":
        if filling.full:
            yield row((no_room(look.words), "strong"), lead=(f"   {look.signs.wait} ", "wait"))
        text = next(iter(filling.value(each.id)), "")
        caret = ("▌", "key") if focused else ""
        words: tuple[Part, ...] = (flat(text) + " " * text.endswith(" "), caret) if text else (
            caret, (look.t("type here; Enter goes on"), "faint"))  # fmt: skip
        left = MOST_WORDS - len(text)
        room = look.n("{n} character left", "{n} characters left", left) + "  " if left < FEW else ""
        hint = say((room, "faint"), ("F2", "key"), " " + look.t("larger sheet"))
        yield row(*words, lead="     ", tail=hint, ink="cursor" if focused else "")
        return
    options = choices(each)
    if not options:
        yield row((look.t("There is nothing to choose from now."), "faint"), lead="     ")
    for index, choice in enumerate(options):
        yield from _choice(filling, each, index, choice, look, focused=focused)


def _choice(
    filling: Filling, each: FieldView, index: int, choice: tuple[str, str, bool, str], look: Look, *, focused: bool
) -> Iterator[Row]:
    id, label, available, because = choice
    here = index == filling.cursor
    marked = id in filling.value(each.id)
    digit = digit_of(index)
    box = ("[x] " if marked else "[ ] ") if each.kind == "many" else ("(●) " if marked else "( ) ")
    lead = say(
        (f"   {look.signs.here if here else ' '}", "key"),
        (digit, "key" if available else "off"),
        " ",
        (box, "chosen" if marked else "faint"),
    )
    text = flat(label) or look.t("filled in")
    ink = "cursor" if here and focused else ""
    if available:
        yield Row(say((text, "strong" if marked else "own")), lead, item=f"choice:{index}", ink=ink)
    else:
        reason = flat(because) or look.t("not open to you now")
        closed = say((f"   {look.signs.bad}", "bad"), (f"{digit} ", "off"))
        yield Row(say((f"{text}: {reason}", "off")), closed, item=f"choice:{index}", ink=ink)


def _summary(filling: Filling, each: FieldView) -> Content:
    value = filling.value(each.id)
    if each.kind == "text":
        return say((f"«{flat(value[0])}»" if value else "-", "own"))
    labels = {choice[0]: flat(choice[1]) for choice in choices(each)}
    return say((", ".join(labels.get(id) or FILLED_SIGN for id in value) or "-", "own"))


def _signature(filling: Filling, look: Look, *, focused: bool, closing: str) -> Iterator[Row]:
    here = filling.current is None
    takes = look.t("takes {length}", length=look.length(filling.form.takes)) if filling.form.takes else ""
    lead = say((f" {look.signs.here if here else ' '}", "key"), "  ")
    lacking = filling.lacking()
    tail = say((look.t("Enter"), "key")) if here else Content("")
    words = say((closing or look.t("Sign and send"), "title" if here else "strong"), (f"  {takes}", "faint"))
    yield Row(words, lead, tail, "sign", "cursor" if here and focused else "")
    if here and lacking is None and filling.left_out:
        yield from _left_out(filling, look)
    if here and lacking is not None:
        yield row(look.t("missing: {what}", what=flat(lacking.label)), lead=(f"   {look.signs.wait} ", "wait"))


def _left_out(filling: Filling, look: Look) -> Iterator[Row]:
    """Name the contents that are not filled in; a request goes without them only when that was asked once more."""
    names = "; ".join(flat(each.label) for each in filling.left_out)
    count = len(filling.left_out)
    text = look.n("{n} item is left out: {names}.", "{n} items are left out: {names}.", count, names=names)
    again = " " + look.t("Enter once more sends it without them.") if filling.warned else ""
    yield row((text, "own"), (again, "strong"), lead=(f"   {look.signs.wait} ", "wait"))
