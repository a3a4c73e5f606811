"""A standing act in the making: the fields of its form and what is filled in. Nothing here knows Textual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final, Literal

from exercise.model.decisions import MOST_WORDS, Assign, Enquire, File, Share, Talk, TeamAct, Withdraw
from exercise.model.plain import plain
from exercise.model.views import FieldView, FormView, RequestView

CONTENT: Final = "content:"
FILLED: Final = "filled"
"""The choice of a content that is only filled in or left out."""
Values = Mapping[str, tuple[str, ...]]


@plain
class Filling:
    """A form so far: *number* is the field being filled in (after the last one comes the signature)."""

    form: FormView
    number: int = 0
    cursor: int = 0
    values: Values = field(default_factory=dict)
    about: str = ""
    """The request that it mends."""
    warned: bool = False
    """Whether the contents left out were named at the signature."""
    full: bool = False
    """Whether what was typed last found no room."""

    @property
    def current(self) -> FieldView | None:
        """The field being filled in; ``None`` at the signature."""
        return self.form.fields[self.number] if self.number < len(self.form.fields) else None

    def value(self, id: str) -> tuple[str, ...]:
        """Return what is filled in: ids chosen, or the text as the only element."""
        return self.values.get(id, ())

    def lacking(self) -> FieldView | None:
        """Return the first needed field that is empty."""
        return next((each for each in self.form.fields if each.needed and not self.value(each.id)), None)

    @property
    def typed_fields(self) -> tuple[str, ...]:
        """The fields that are written, not chosen."""
        return tuple(each.id for each in self.form.fields if each.kind == "text")

    @property
    def key(self) -> str:
        """What it is kept under while it is half filled in: one for each form, and for each request mended."""
        return f"{self.form.id}@{self.about}" if self.about else self.form.id

    @property
    def left_out(self) -> tuple[FieldView, ...]:
        """The contents of a request that are not filled in."""
        return tuple(each for each in self.form.fields if _is_content(each) and not self.value(each.id))

    def move(self, step: int) -> Filling:
        """Move the cursor among the choices; over their ends it goes to the field before or after."""
        current = self.current
        count = len(choices(current)) if current else 0
        if 0 <= self.cursor + step < count:
            return replace(self, cursor=self.cursor + step)
        return self.to(self.number + step, from_below=step < 0)

    def to(self, number: int, *, from_below: bool = False) -> Filling:
        """Go to the field of this number."""
        number = max(0, min(len(self.form.fields), number))
        if number == self.number:
            return self
        moved = replace(self, number=number, cursor=0, warned=False, full=False)
        options = choices(moved.current) if moved.current else ()
        return replace(moved, cursor=max(0, len(options) - 1) if from_below else self._start(moved.current))

    def _start(self, current: FieldView | None) -> int:
        chosen = self.value(current.id) if current else ()
        ids = [choice[0] for choice in choices(current)] if current else []
        return ids.index(chosen[0]) if chosen and chosen[0] in ids else 0

    def mark(self, index: int | None = None) -> Filling:
        """Mark the choice under the cursor (or the one of this number), or take its mark away."""
        current, at = self.current, self.cursor if index is None else index
        options = choices(current) if current else ()
        if current is None or not 0 <= at < len(options) or not options[at][2]:
            return self
        id, chosen = options[at][0], self.value(current.id)
        if id in chosen:
            kept = tuple(each for each in chosen if each != id)
            marked = kept if current.kind == "many" or not current.needed else chosen
        else:
            marked = (*chosen, id) if current.kind == "many" else (id,)
        return replace(self, cursor=at, values={**self.values, current.id: marked})

    def pick(self, index: int) -> Filling:
        """Mark the choice of this number (counted from 0), as its digit does; a field of one choice also goes on."""
        current, marked = self.current, self.mark(index)
        options = choices(current) if current else ()
        if current is None or current.kind != "one" or not 0 <= index < len(options):
            return marked
        return marked.to(self.number + 1) if options[index][0] in marked.value(current.id) else marked

    def write(self, id: str, text: str) -> Filling:
        """Put a text into a field."""
        return replace(self, values={**self.values, id: (text,) if text.strip() else ()}, full=False)

    def typed(self, text: str) -> Filling:
        """Put *text* behind what stands in the text field being filled in: whole, or not at all."""
        if self.current is None or self.current.kind != "text":
            return self
        longer = _one(self, self.current.id) + text
        return self.write(self.current.id, longer) if len(longer) <= MOST_WORDS else replace(self, full=True)

    def erased(self) -> Filling:
        """Take the last character of the text field being filled in away."""
        if self.current is None or self.current.kind != "text":
            return self
        return self.write(self.current.id, _one(self, self.current.id)[:-1])

    def enter(self) -> Filling:
        """Go on as Enter does: a field to choose one from takes the choice under the cursor, unless it has one."""
        current = self.current
        wants_mark = current is not None and current.kind != "text" and not self.value(current.id)
        marked = (
            self.mark() if wants_mark and current is not None and (current.needed or _is_content(current)) else self
        )
        return marked.to(self.number + 1)

    def back(self) -> Filling | None:
        """Go one field back; ``None`` from the first."""
        return self.to(self.number - 1) if self.number else None

    def renewed(self, form: FormView) -> Filling:
        """Return the filling for the same form as it is offered now: what cannot be chosen any more falls away."""
        allowed = {
            each.id: {choice[0] for choice in choices(each) if choice[2]} for each in form.fields if each.kind != "text"
        }
        values = {
            id: tuple(each for each in value if id not in allowed or each in allowed[id])
            for id, value in self.values.items()
        }
        return replace(self, form=form, values=values, number=min(self.number, len(form.fields)))

    def act(self) -> TeamAct:
        """Return the act as it is signed.

        Raises:
            ValueError: The form is of no known kind.
        """
        return _act(self)


def choices(each: FieldView) -> tuple[tuple[str, str, bool, str], ...]:
    """Return the choices of a field; a content without wordings has one: filled in."""
    if each.choices or each.kind == "text" or not _is_content(each):
        return each.choices
    return ((FILLED, "", True, ""),)


def mending(form: FormView, request: RequestView) -> Filling:
    """Return the form of a request that came back, filled in as it was filed."""
    ids = {each.id: {choice[0] for choice in choices(each)} for each in form.fields}
    values: dict[str, tuple[str, ...]] = {}
    for content, wording in request.filled:
        id = content if content in ids else CONTENT + content
        if id in ids:
            values[id] = (wording,) if wording in ids[id] else tuple(sorted(ids[id]))[:1]
    for id, value in (("to", request.to), ("channel", request.channel)):
        if value in ids.get(id, set()):
            values[id] = (value,)
    return Filling(form, values=values, about=request.id).renewed(form)


def _is_content(each: FieldView) -> bool:
    return each.id.startswith(CONTENT)


def _one(filling: Filling, id: str) -> str:
    return next(iter(filling.value(id)), "")


def _act(filling: Filling) -> TeamAct:
    def one(id: str) -> str:
        return _one(filling, id)

    match filling.form.id.partition(":"):
        case ("share", _, _):
            return Share(filling.value("items"), one("to"), one("channel"))
        case ("talk", _, _):
            mode: Literal["call", "meet"] = "meet" if one("mode") == "meet" else "call"
            return Talk(mode, one("to"), filling.value("items"), one("agreed"))
        case ("enquire", _, _):
            return Enquire(one("body"), one("subject"))
        case ("assign", _, _):
            return Assign(one("unit"), one("consignment"))
        case ("withdraw", _, _):
            return Withdraw(one("unit"))
        case ("file", _, paper):
            return File(
                paper, one("to"), one("channel"), _contents(filling), one("variant") or "intact", one("language")
            )
        case _:
            raise ValueError(f"no such form: {filling.form.id}")


def _contents(filling: Filling) -> dict[str, str]:
    """Return each content filled in with its wording, ``""`` where there is none to choose."""
    return {
        id.removeprefix(CONTENT): "" if value[0] == FILLED else value[0]
        for id, value in filling.values.items()
        if id.startswith(CONTENT) and value
    }
