"""What staff do at the curtain and in the hall view: the drawer behind its PIN, a break, a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.app import App

from exercise.model.decisions import Refusal
from exercise.model.table import HallView, Table
from exercise.ui.forms import Filling
from exercise.ui.look import Look
from exercise.ui.parts.desk_forms import break_form, note_form
from exercise.ui.screens.drawer import Drawer
from exercise.ui.screens.drawer_forms import FormScreen
from exercise.ui.screens.drawer_orders import give_openly
from exercise.ui.screens.drawer_pin import PinScreen
from exercise.ui.screens.hall import CurtainScreen, HallScreen
from exercise.ui.text import flat


class Staffing:
    """The staff's screens over those of *app*. While one is open the screen below stays what it is.

    *room* is the table with its hall, *word* says why something was refused, *again* lets the screens catch up.
    """

    def __init__(
        self,
        app: App[int],
        look: Callable[[], Look],
        room: Callable[[], tuple[Table, HallView] | None],
        word: Callable[[Refusal], str],
        again: Callable[[], object],
    ) -> None:
        self.app, self.look, self.room, self.word, self.again = app, look, room, word, again
        self.busy = False

    async def control(self) -> None:
        """Open the drawer: never over a team's screen, where the hall would see what that team holds."""
        look, at = self.look(), self._at_hall()
        t = look.t
        if at is None:
            if self.room() is not None and not self.busy:
                self.tell(t("The control drawer opens from the curtain and the hall view only."))
            return
        table, _ = at
        desk = table.desk
        if desk is None:
            self.tell(t("Nobody facilitates this exercise: there is no control drawer."))
            return

        async def unlock(pin: str) -> str:
            refusal = await desk.unlock(pin)
            return self.word(refusal) if refusal is not None else ""

        with self._over_the_hall():
            if not desk.locked or await self.app.push_screen_wait(PinScreen(look, unlock)):
                await self.app.push_screen_wait(Drawer(look, table, desk, self.word))

    async def rest(self) -> None:
        """Begin a break."""
        at = self._at_hall()
        if at is not None and at[1].phase in ("talk", "runs"):
            await self._fill_in(at[0], break_form(at[1], self.look()))

    async def note(self) -> None:
        """Keep a note."""
        at = self._at_hall()
        if at is not None:
            teams = [(team.id, team.name) for team in at[1].teams]
            await self._fill_in(at[0], note_form(teams, self.look()))

    async def _fill_in(self, table: Table, filling: Filling) -> None:
        async def carry_out(signed: Filling) -> str:
            await give_openly(table, signed)
            return ""

        with self._over_the_hall():
            await self.app.push_screen_wait(FormScreen(self.look(), filling, carry_out))

    def _at_hall(self) -> tuple[Table, HallView] | None:
        """Return the table and the hall while the curtain or the hall view is shown and nothing lies over it."""
        shown = isinstance(self.app.screen, (HallScreen, CurtainScreen))
        return self.room() if shown and not self.busy else None

    @contextmanager
    def _over_the_hall(self) -> Iterator[None]:
        self.busy = True
        try:
            yield
        finally:
            self.busy = False
            self.again()

    def tell(self, text: str) -> None:
        """Say a sentence in passing."""
        self.app.notify(flat(text), markup=False)
