"""The panel of a standing act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from exercise.model.decisions import TeamAct
from exercise.model.views import TeamView
from exercise.ui import keys
from exercise.ui.forms import Filling
from exercise.ui.parts.forming import forming_rows
from exercise.ui.rows import Row
from exercise.ui.text import flat, say
from exercise.ui.widgets.seen import Seen


class FormingPanel(Seen, can_focus=True):
    """A form: the field under way is unfolded, Enter goes on, the last Enter signs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.digits("digit", "Choose", "Mark the choice of this number", "form.digit"),
        Binding("up", "move(-1)", "Up", tooltip="The choice or field above", id="form.up", show=False),
        Binding("down", "move(1)", "Down", tooltip="The choice or field below", id="form.down", show=False),
        Binding("space", "mark", "Mark", tooltip="Mark the choice and stay", id="form.mark", show=False),
        Binding(
            "enter", "enter", "Next", tooltip="Go on to the next field; at the end, sign", id="form.next", show=False
        ),
        Binding("escape", "back", "Back", tooltip="One field back", id="form.back", show=False),
        Binding("f2", "write", "Write", tooltip="Write into the field", id="form.write", show=False),
    ]

    filling: reactive[Filling | None] = reactive(None, repaint=False)
    refusal: reactive[str] = reactive("", repaint=False)

    @dataclass
    class Signed(Message):
        """The act is signed."""

        act: TeamAct

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
        self.border_title = say(flat(filling.form.label))
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

    def action_digit(self, digit: int) -> None:
        """Mark the choice of this number."""
        if self.filling is not None:
            self.filling = self.filling.mark(digit - 1)

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
        else:
            self.post_message(self.Signed(filling.act()))

    def on_click(self, event: events.Click) -> None:
        """Mark what was clicked, or go to the field that was."""
        kind, _, number = self.item_at(event.y - self.gutter.top).partition(":")
        if self.filling is None or not kind:
            return
        if kind == "field":
            self.filling = self.filling.to(int(number))
        elif kind == "choice":
            self.filling = self.filling.mark(int(number))
        else:
            self.action_enter()
