"""Forms over the curtain and the drawer: an act of the staff, and a decision taken for a team."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.screen import ModalScreen

from exercise.model.decisions import Answer
from exercise.ui.deciding import begin
from exercise.ui.forms import Filling
from exercise.ui.look import Look
from exercise.ui.parts.bars import keys_row
from exercise.ui.parts.deciding import deciding_rows, text_title
from exercise.ui.parts.desk_forms import Chosen
from exercise.ui.parts.forming import forming_rows
from exercise.ui.rows import Row
from exercise.ui.screens.words import Words
from exercise.ui.text import flat, say
from exercise.ui.widgets.deciding import ROOMY, DecidingPanel
from exercise.ui.widgets.forming import FormingPanel
from exercise.ui.widgets.sheet import Sheet

CarryOut = Callable[[Filling], Awaitable[str | Filling]]
"""Carries a signed form out: ``""`` when done, a sentence where it was refused, the form that comes next."""
Decide = Callable[[Answer], Awaitable[str]]
"""Takes a decision: ``""`` when done, else the sentence that says why not."""


class StaffForm(FormingPanel):
    """A form of the staff: no team's view belongs to it."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows of the form so far."""
        if self.filling is None:
            return ()
        done = self.look.t("Done: carry it out")
        return forming_rows(self.filling, self.look, focused=self.has_focus, refusal=self.refusal, closing=done)


class StaffDeciding(DecidingPanel):
    """The panel in which the facilitator decides for a team."""

    in_rounds = False
    """Whether the answer is sealed with the acts of the round, from which it can still be taken back."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows of the answer so far."""
        if self.draft is None:
            return ()
        return deciding_rows(
            self.draft,
            self.look,
            focused=self.has_focus,
            roomy=height >= ROOMY,
            unopened=0,
            sealed_rounds=self.in_rounds,
            refusal=self.refusal,
        )


class FormKeys(Sheet):
    """The keys of a form; F2 only while there is something that it writes."""

    writes: reactive[bool] = reactive(True, repaint=False)

    def watch_writes(self) -> None:
        """Show or hide the key that writes."""
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        t = self.look.t
        hints = (("1-9", t("choose")), (t("Space"), t("mark")), ("Enter", t("next")), ("Esc", t("back")))
        return (keys_row(self.look, width, (*hints, *((("F2", t("write")),) if self.writes else ())), ()),)


async def _kept_by_the_form(_: str) -> None:
    """Own words of a form of the staff are kept by the form alone."""


class FormScreen(ModalScreen[bool]):
    """A form; it closes with whether it was carried out."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, look: Look, filling: Filling, carry_out: CarryOut) -> None:
        super().__init__()
        self.look, self.start, self.carry_out = look, filling, carry_out

    def compose(self) -> ComposeResult:
        """Lay out the form and its keys."""
        with Vertical(id="staff"):
            yield StaffForm(self.look, id="staff-form")
            yield FormKeys(self.look, id="staff-keys")

    def on_mount(self) -> None:
        """Begin; what starts with a text opens its editor at once."""
        self.watch(self.panel, "filling", self._say_keys)
        self.panel.filling = self.start
        self.panel.focus()
        first = self.start.current
        if first is not None and first.kind == "text" and first.needed:
            self.panel.action_write()

    def _say_keys(self) -> None:
        self.query_one(FormKeys).writes = self.panel.writes

    @property
    def panel(self) -> StaffForm:
        """The form."""
        return self.query_one(StaffForm)

    @on(FormingPanel.Left)
    def left(self) -> None:
        """Close; nothing was done."""
        self.dismiss(False)

    @on(FormingPanel.Write)
    @work(group="words")
    async def write_field(self, event: FormingPanel.Write) -> None:
        """Write a text field; the next field follows."""
        text = await self.app.push_screen_wait(Words(self.look, event.label, event.text, _kept_by_the_form))
        filling = self.panel.filling
        if filling is not None:
            written = filling.write(event.field, text)
            self.panel.filling = written.enter() if text.strip() else written

    @on(FormingPanel.Signed)
    @work(group="staff")
    async def signed(self, event: FormingPanel.Signed) -> None:
        """Carry it out; a refusal is said in words, and what was filled in stays."""
        answer = await self.carry_out(event.filling)
        if isinstance(answer, Filling):
            self.panel.refusal = ""
            self.panel.filling = answer
        elif answer:
            self.panel.refusal = answer
        else:
            self.dismiss(True)


class DecideScreen(ModalScreen[bool]):
    """A decision for a team; it closes with whether it was taken."""

    def __init__(self, look: Look, chosen: Chosen, decide: Decide) -> None:
        super().__init__()
        self.look, self.chosen, self.decide = look, chosen, decide

    def compose(self) -> ComposeResult:
        """Lay out the panel and its keys."""
        with Vertical(id="staff"):
            yield StaffDeciding(self.look, id="staff-decide")
            yield FormKeys(self.look, id="staff-keys")

    def on_mount(self) -> None:
        """Begin."""
        panel = self.query_one(StaffDeciding)
        panel.in_rounds = self.chosen.in_rounds
        panel.draft = begin(self.chosen.point)
        panel.border_subtitle = say(flat(self.chosen.title))
        panel.focus()

    @on(DecidingPanel.Left)
    def left(self) -> None:
        """Close; nothing was done."""
        self.dismiss(False)

    @on(DecidingPanel.Write)
    @work(group="words")
    async def write_words(self, event: DecidingPanel.Write) -> None:
        """Write one of the texts of the answer."""
        panel, start = self.query_one(StaffDeciding), event.draft.text(event.written)
        title = text_title(event.written, flat(self.chosen.title), self.look)
        text = await self.app.push_screen_wait(Words(self.look, title, start, _kept_by_the_form))
        panel.take_text(event.written, text)

    @on(DecidingPanel.Signed)
    @work(group="staff")
    async def signed(self, event: DecidingPanel.Signed) -> None:
        """Take the decision; a refusal is said in words."""
        refusal = await self.decide(event.answer)
        if refusal:
            self.query_one(StaffDeciding).refusal = refusal
        else:
            self.dismiss(True)
