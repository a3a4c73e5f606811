"""The panel of a standing act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from exercise.model.cleaning import clean
from exercise.model.decisions import TeamAct
from exercise.model.views import TeamView
from exercise.ui import keys
from exercise.ui.forms import Filling
from exercise.ui.parts.forming import forming_rows
from exercise.ui.rows import Row
from exercise.ui.text import flat
from exercise.ui.widgets.seen import Seen


class FormingPanel(Seen, can_focus=True):
    """A form: the field under way is unfolded, Enter goes on, the last Enter signs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.digits("digit", "Choose", "Mark the choice of this number", "form.digit"),
        keys.bind("up", "move(-1)", "Up", "The choice or field above", "form.up"),
        keys.bind("down", "move(1)", "Down", "The choice or field below", "form.down"),
        keys.bind("space", "mark", "Mark", "Mark the choice and stay", "form.mark"),
        keys.bind("enter", "enter", "Next", "Go on to the next field; at the end, sign", "form.next"),
        keys.bind("escape", "back", "Back", "One field back", "form.back"),
        keys.bind("f2", "write", "Write", "Write on a larger sheet", "form.write"),
        keys.bind("backspace", "erase", "Erase", "Take the last character away", "form.erase"),
    ]

    filling: reactive[Filling | None] = reactive(None, repaint=False)
    refusal: reactive[str] = reactive("", repaint=False)

    @dataclass
    class Signed(Message):
        """The act is signed."""

        filling: Filling

        @property
        def act(self) -> TeamAct:
            """The act of a team's form."""
            return self.filling.act()

    @dataclass
    class Write(Message):
        """A text field is to be written."""

        field: str
        label: str
        text: str

    class Left(Message):
        """The form is left without signing."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the rows of the form so far."""
        if self.filling is None:
            return ()
        return forming_rows(self.filling, self.look, focused=self.has_focus, refusal=self.refusal)

    def watch_filling(self, filling: Filling | None) -> None:
        """Repaint what changed and keep the cursor in sight."""
        if filling is None:
            return
        self.entitle(flat(filling.form.label))
        self.show()
        if filling.current is None:
            self.scroll_end(animate=False)
        else:
            self.bring_into_sight(f"field:{filling.number}")
            self.bring_into_sight(f"choice:{filling.cursor}")

    def watch_refusal(self) -> None:
        """Show why it was refused."""
        self.show()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show or hide the cursor."""
        super().watch_has_focus(has_focus)
        self.show()

    @property
    def writes(self) -> bool:
        """Whether the field being filled in is a text: then every character is its own, and no key a command."""
        current = self.filling.current if self.filling is not None else None
        return current is not None and current.kind == "text"

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell that characters belong to the text that is being written."""
        return self.writes and character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Write the character, before any command could take its key."""
        if self.filling is not None and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.filling = self.filling.typed(clean(event.character or ""))

    def on_paste(self, event: events.Paste) -> None:
        """Write what is pasted."""
        if self.filling is not None and self.writes:
            event.stop()
            self.filling = self.filling.typed(clean(event.text))

    def action_erase(self) -> None:
        """Take the last character of the text away."""
        if self.filling is not None:
            self.filling = self.filling.erased()

    def action_digit(self, digit: int) -> None:
        """Mark the choice of this number; a field of one choice goes on."""
        if self.filling is not None:
            self.filling = self.filling.pick(digit - 1)

    def action_move(self, step: int) -> None:
        """Move the cursor, over the ends of a field into the next."""
        if self.filling is not None:
            self.filling = self.filling.move(step)

    def action_mark(self) -> None:
        """Mark the choice under the cursor."""
        if self.filling is not None:
            self.filling = self.filling.mark()

    def action_back(self) -> None:
        """Go one field back; from the first, leave."""
        back = self.filling.back() if self.filling is not None else None
        if back is None:
            self.post_message(self.Left())
        else:
            self.filling = back

    def action_write(self) -> None:
        """Write into the field, where it takes a text."""
        current = self.filling.current if self.filling is not None else None
        if self.filling is not None and current is not None and current.kind == "text":
            text = next(iter(self.filling.value(current.id)), "")
            self.post_message(self.Write(current.id, current.label, text))

    def action_enter(self) -> None:
        """Go on; at the signature, sign, or go to what is missing."""
        filling = self.filling
        if filling is None:
            return
        current = filling.current
        if current is not None and current.kind == "text" and current.needed and not filling.value(current.id):
            self.action_write()
        elif current is not None:
            self.filling = filling.enter()
        elif (lacking := filling.lacking()) is not None:
            self.filling = filling.to(filling.form.fields.index(lacking))
        elif filling.left_out and not filling.warned:
            self.filling = replace(filling, warned=True)
        else:
            self.post_message(self.Signed(filling))

    def on_click(self, event: events.Click) -> None:
        """Mark what was clicked, or go to the field that was."""
        kind, _, number = self.item_at(event.y - self.gutter.top).partition(":")
        if self.filling is None or not kind:
            return
        if kind == "field":
            self.filling = self.filling.to(int(number))
        elif kind == "choice":
            self.filling = self.filling.pick(int(number))
        else:
            self.action_enter()
