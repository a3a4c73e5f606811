"""The PIN of the facilitator's drawer: asked for, and shown once where the program made it up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import ModalScreen

from exercise.model.language import _noop
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.parts.letters import big
from exercise.ui.rows import BLANK, Row, middle, row
from exercise.ui.text import flat, say
from exercise.ui.widgets.sheet import Sheet

LONGEST = 12
"""Digits of the longest PIN."""
Unlock = Callable[[str], Awaitable[str]]
"""Tries a PIN: ``""`` where it is right, else the sentence that says why not."""


class PinSheet(Sheet, can_focus=True):
    """Digits as dots, and what was wrong with the last ones."""

    typed: reactive[int] = reactive(0, repaint=False)
    refusal: reactive[str] = reactive("", repaint=False)

    def watch_typed(self) -> None:
        """Repaint the dots."""
        self.show()

    def watch_refusal(self) -> None:
        """Say what was wrong."""
        self.show()

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return the question, the dots, and the refusal."""
        t = self.look.t
        yield BLANK
        yield middle((t("PIN of the facilitator"), "strong"))
        yield BLANK
        dots = " ".join(self.look.signs.good * self.typed) or "_"
        yield middle((dots, "title"))
        yield BLANK
        yield middle((flat(self.refusal), "wait"))
        yield BLANK
        yield row(
            t("What opens is not for the hall: first show something else on the projector."),
            lead=(f" {self.look.signs.wait} ", "wait"),
        )
        yield BLANK
        enter, back = ("Enter", "key"), ("Esc", "key")
        yield Row(say(enter, " " + t("open") + "   ", back, " " + t("back")), place="middle")


class PinScreen(ModalScreen[bool]):
    """Asks for the PIN; closes with whether it was right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.digits("digit", "Digit", "A digit of the PIN", "pin.digit"),
        keys.bind("backspace", "wipe", _noop("Wipe"), _noop("Take the last digit away"), "pin.wipe"),
        keys.bind("enter", "try_it", _noop("Unlock"), _noop("Try the PIN"), "pin.try"),
        keys.bind("escape", "leave", _noop("Back"), _noop("Back to the hall"), "pin.leave"),
    ]

    def __init__(self, look: Look, unlock: Unlock) -> None:
        super().__init__()
        self.look, self.unlock, self.digits = look, unlock, ""

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        sheet = PinSheet(self.look, id="pin")
        sheet.border_title = say("F9 " + self.look.t("Control"))
        yield sheet

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(PinSheet).focus()

    def action_digit(self, digit: int) -> None:
        """Take a digit; 10 is the digit 0."""
        self._type((self.digits + str(digit % 10))[:LONGEST])

    def action_wipe(self) -> None:
        """Take the last digit away."""
        self._type(self.digits[:-1])

    def _type(self, digits: str) -> None:
        self.digits = digits
        sheet = self.query_one(PinSheet)
        sheet.typed, sheet.refusal = len(digits), ""

    def action_leave(self) -> None:
        """Back to the hall."""
        self.dismiss(False)

    @work(exclusive=True, group="pin")
    async def action_try_it(self) -> None:
        """Try the PIN; what is wrong is said in a sentence, and the digits are forgotten."""
        refusal = await self.unlock(self.digits)
        if refusal:
            self._type("")
            self.query_one(PinSheet).refusal = refusal
        else:
            self.dismiss(True)


class FreshPinSheet(Sheet, can_focus=True):
    """A PIN in big digits."""

    def __init__(self, look: Look, pin: str, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.pin = pin

    def rows(self, width: int, height: int) -> Iterator[Row]:
        """Return the PIN and what it is for."""
        t = self.look.t
        yield BLANK
        yield middle((t("PIN of the facilitator"), "strong"))
        yield BLANK
        for line in big(self.pin):
            yield middle((line, "title"))
        yield BLANK
        yield middle(t("Write it down: it is shown this once."))
        yield middle(("F9", "key"), " " + t("at the curtain or the hall view opens the control drawer with it."))
        yield BLANK
        yield middle(("Enter", "key"), " " + t("go on"))


class FreshPin(ModalScreen[None]):
    """Shows a PIN that the program made up, once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("enter", "dismiss", _noop("Go on"), _noop("The PIN is written down"), "fresh_pin.done")
    ]

    def __init__(self, look: Look, pin: str) -> None:
        super().__init__()
        self.look, self.pin = look, pin

    def compose(self) -> ComposeResult:
        """Lay out the PIN."""
        yield FreshPinSheet(self.look, self.pin, id="fresh-pin")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(FreshPinSheet).focus()
