"""The facilitator in the plain mode: asked for a ruling where the story stands for one. All else is done on screens."""

from __future__ import annotations

from exercise.model.decisions import Refusal, StaffRule
from exercise.model.table import Desk, DeskRuling, DeskView, Table
from exercise.ui.plain_console import Back, Console, Wording, nothing
from exercise.ui.plain_consult import first


class Rulings:
    """Asks for the PIN, then for a ruling on each answer that a team wrote itself."""

    def __init__(self, table: Table, desk: Desk, console: Console, word: Wording) -> None:
        self._table = table
        self._desk = desk
        self._console = console
        self._word = word

    async def ask(self) -> None:
        """Ask until nothing waits for a ruling, then lock the desk and put what was said out of sight."""
        console, t = self._console, self._console.t
        console.empty()
        console.consult = nothing
        console.say(
            t("The story stands for a ruling. Facilitator to the keyboard; everyone else: eyes off this screen.")
        )
        await self._unlock()
        while rulings := (await self._view()).rulings:
            await self._rule(rulings[0])
        self._desk.lock()
        console.empty()

    async def _view(self) -> DeskView:
        return await first(self._desk.updates(self._console.language.tag))

    async def _unlock(self) -> None:
        while self._desk.locked:
            pin = await self._console.read(self._console.t("PIN"))
            self._tell(await self._desk.unlock(pin))

    async def _rule(self, ruling: DeskRuling) -> None:
        """Ask as which options an answer counts, and why; *back* asks anew."""
        console, t = self._console, self._console.t
        console.say(ruling.question, t("The team wrote: {text}", text=ruling.text))
        console.say(*(f"  {number}. {label}" for number, (_, label) in enumerate(ruling.options, 1)))
        console.say(t("As which options does it count? Enter: it is not possible."))
        try:
            numbers = await console.numbers(t("ruling"), len(ruling.options), most=len(ruling.options), least=0)
            reason = await console.answer(t("reason"))
        except Back:
            return
        options = tuple(ruling.options[number - 1][0] for number in numbers)
        self._tell(await self._desk.act(StaffRule(ruling.point, options, reason)))

    def _tell(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            why = self._word(self._table, refusal, self._console.language)
            self._console.say(self._console.t("Not possible: {why}", why=why))
