"""The decision panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from exercise.model.decisions import Answer
from exercise.model.views import TeamView
from exercise.ui import keys
from exercise.ui.deciding import FIELDS, OWN_WORDS, Draft, Written
from exercise.ui.parts.deciding import ballot_fits, deciding_rows, field_name
from exercise.ui.parts.papers import unopened
from exercise.ui.rows import Row
from exercise.ui.text import say
from exercise.ui.widgets.seen import Seen

ROOMY = 34
"""Height from which all options are unfolded at once."""
_CORNERS = 6
"""Cells of the border's upper edge that its title cannot have."""


class DecidingPanel(Seen, can_focus=True):
    """Five fields in one panel; the shortest way through is ``2 Enter 1 2 3 Enter``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.digits("digit", "Choose", "Mark the choice of this number", "decide.digit"),
        keys.bind("up", "move(-1)", "Up", "The choice above", "decide.up"),
        keys.bind("down", "move(1)", "Down", "The choice below", "decide.down"),
        keys.bind("space", "mark", "Mark", "Mark the choice and stay", "decide.mark"),
        keys.bind("enter", "enter", "Next", "Go on to the next field; at the end, sign", "decide.next"),
        keys.bind("escape", "back", "Back", "One field back", "decide.back"),
        keys.bind("left", "other(-1)", "Decision before", "The open decision before", "decide.before"),
        keys.bind("right", "other(1)", "Next decision", "The next open decision", "decide.after"),
        keys.bind("f4", "remark", "Remark", "The minority's view, or why a request is refused", "decide.remark"),
        keys.bind("f2", "write", "Own words", "Write the reason in own words", "decide.write"),
    ]

    draft: reactive[Draft | None] = reactive(None, repaint=False)
    refusal: reactive[str] = reactive("", repaint=False)
    """Why the answer was refused; forgotten when the answer changes."""
    placed = ""
    """The point that was shown last."""

    @dataclass
    class Signed(Message):
        """The answer is signed."""

        answer: Answer
        role: str

    @dataclass
    class Write(Message):
        """One of the texts of the answer is to be written."""

        draft: Draft
        written: Written = "words"

    @dataclass
    class Other(Message):
        """Another open decision is wanted."""

        step: int

    class Left(Message):
        """The panel is left without signing."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the rows of the answer so far."""
        draft = self.draft
        if draft is None:
            return ()
        votes = draft.field == "vote"
        return deciding_rows(
            draft,
            self.look,
            focused=self.has_focus,
            roomy=ballot_fits(draft, self.look, width, height) if votes else height >= ROOMY,
            unopened=unopened(view),
            sealed_rounds=view.room.pace == "rounds",
            refusal=self.refusal,
        )

    def watch_draft(self, before: Draft | None, after: Draft | None) -> None:
        """Repaint what changed and keep the cursor in sight."""
        self.set_reactive(DecidingPanel.refusal, "")
        if after is None:
            return
        if before is None or (before.point, before.field) != (after.point, after.field):
            self._say_title(after)
        self.show()
        self._place(after)

    def on_show(self) -> None:
        """Begin at the right place when the panel comes to the screen."""
        self.show()
        if self.draft is not None:
            self._place(self.draft)

    def _place(self, draft: Draft) -> None:
        """Begin at the top where another point is shown, else keep the field being filled in in sight."""
        if not self.page.width:
            return  # not on the screen: where its lines are is known when it comes there
        if draft.point.id != self.placed:
            self.placed = draft.point.id
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        else:
            self._keep_in_sight(draft)

    def watch_refusal(self) -> None:
        """Show why it was refused, below what was signed."""
        self.show()
        self.scroll_end(animate=False)

    def _say_title(self, draft: Draft) -> None:
        """Say the decision's number and its fields; only the one being filled in where all of them do not fit."""
        names = {field: field_name(field, self.look) for field in FIELDS}
        number = self.look.t("DECIDE {n}", n=draft.point.number)
        title = say(number, "  ", " ─ ".join(names.values()))
        if 0 < self.outer_size.width < title.cell_length + _CORNERS:
            title = say(number, "  ", names.get(draft.field, field_name(draft.field, self.look)))
        self.entitle(title)

    def on_resize(self) -> None:
        """Set the title for the new width."""
        if self.draft is not None:
            self._say_title(self.draft)

    def _keep_in_sight(self, draft: Draft) -> None:
        choices = draft.choices()
        if draft.field == "option" and choices:
            self.bring_into_sight(f"option:{choices[draft.cursor]}")
        elif draft.field == "sign":
            self.scroll_end(animate=False)
        else:
            self.bring_into_sight(f"choice:{draft.cursor}")

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show or hide the cursor."""
        super().watch_has_focus(has_focus)
        self.show()

    def action_digit(self, digit: int) -> None:
        """Mark the choice of this number; own words open the editor."""
        if self.draft is None:
            return
        choices = self.draft.choices()
        own = self.draft.field == "why" and digit <= len(choices) and choices[digit - 1] == OWN_WORDS
        was_marked = own and OWN_WORDS in self.draft.why
        self._take(self.draft.pick(digit - 1))
        if own and not was_marked:
            self.action_write()

    def _take(self, draft: Draft) -> None:
        """Go on with the answer as it is now; what is done instead of every option is written at once."""
        differs = draft.differs and self.draft is not None and not self.draft.differs
        self.draft = draft
        if differs:
            self.post_message(self.Write(draft, "instead"))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        if self.draft is not None:
            self.draft = self.draft.move(step)

    def action_mark(self) -> None:
        """Mark the choice under the cursor and stay."""
        if self.draft is not None:
            self._take(self.draft.mark())

    def action_back(self) -> None:
        """Go one field back; from the first, leave."""
        back = self.draft.back() if self.draft is not None else None
        if back is None:
            self.post_message(self.Left())
        else:
            self.draft = back

    def action_other(self, step: int) -> None:
        """Go to another open decision."""
        self.post_message(self.Other(step))

    def action_write(self) -> None:
        """Write the reason in own words, or what is done instead while the option is chosen."""
        if self.draft is not None and self.draft.field != "vote":
            instead = self.draft.field == "option" and self.draft.differs
            self.post_message(self.Write(self.draft, "instead" if instead else "words"))

    def take_text(self, written: Written, text: str) -> None:
        """Put one of its texts into the answer."""
        if self.draft is not None:
            self.draft = self.draft.write(written, text)

    def action_remark(self) -> None:
        """Write what can go with the answer beside own words, where there is any."""
        if self.draft is not None and self.draft.remark is not None:
            self.post_message(self.Write(self.draft, self.draft.remark))

    def action_enter(self) -> None:
        """Go on; at the signature, sign: unopened papers are named once before."""
        draft = self.draft
        if draft is None:
            return
        if draft.field != "sign":
            self._take(draft.enter())
            return
        match draft.lacks():
            case "words" | "instead" as text:
                self.post_message(self.Write(draft, text))
            case "signatures":
                self.draft = draft.mark()
            case "role":
                return
            case None:
                self._sign(draft)
            case lack:
                self.draft = draft.at(lack)

    def _sign(self, draft: Draft) -> None:
        if self.view is not None and unopened(self.view) and not draft.warned:
            self.draft = replace(draft, warned=True)
        else:
            self.post_message(self.Signed(draft.answer(), draft.signer))

    def on_click(self, event: events.Click) -> None:
        """Mark what was clicked, or go to the field that was."""
        kind, _, id = self.item_at(event.y - self.gutter.top).partition(":")
        if self.draft is None or not kind:
            return
        if kind == "field":
            self.draft = self.draft.at(next(field for field in FIELDS if field == id))
        elif kind == "option":
            self._take(self.draft.at("option").pick(self.draft.choices("option").index(id)))
        else:
            self._take(self.draft.pick(int(id)))
