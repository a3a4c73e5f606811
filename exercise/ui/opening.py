"""The opening: a calm frame while a table is opened behind it, and what is typed meanwhile, kept for what comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from textual import events

from exercise.model.plain import plain
from exercise.ui.rows import BLANK, Row, middle
from exercise.ui.text import flat
from exercise.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from exercise.model.table import Table
    from exercise.ui.look import Look

LEAVE: Final = "ctrl+q"
"""The key that is never kept: one can leave at any time."""


@plain
class Opening:
    """A table to be opened: *name* is what it is called until it is open; *open* may take a while, and may raise."""

    name: str
    open: Callable[[], Table]
    resumed: bool = False
    tag: str = ""
    """The language asked for; ``""``: that of the room."""


class OpeningFrame(Sheet):
    """Says what is being opened."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, id="opening")
        self._called = name

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the name of the program, what is opened, and that it is."""
        above = [BLANK] * max(0, height // 2 - 2)
        return (
            *above,
            middle((self.look.t("EXERCISE"), "title")),
            BLANK,
            middle((flat(self._called), "strong")),
            middle((self.look.t("Opening ..."), "faint")),
        )


class Typed:
    """Keys typed while there is nothing yet that could take them."""

    def __init__(self) -> None:
        self._keys: list[events.Key] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether keys are kept now."""
        return self._keys is not None

    def keep(self) -> None:
        """Keep every key from now on."""
        self._keys = []

    def take(self, event: events.Event) -> bool:
        """Keep *event* where it is a key to be kept; tell whether it was."""
        if self._keys is None or not isinstance(event, events.Key) or event.key == LEAVE:
            return False
        self._keys.append(event)
        return True

    def give(self, post: Callable[[events.Key], object]) -> None:
        """Post the keys kept, in their order, and keep no more."""
        keys, self._keys = self._keys or [], None
        for key in keys:
            post(key)

    def drop(self) -> None:
        """Forget the keys, and keep no more."""
        self._keys = None
