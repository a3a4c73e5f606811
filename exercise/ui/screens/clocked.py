"""Screens with clocks that the table does not push: the application brings them up to date every second."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercise.model.table import HallView


class Clocked:
    """A screen that shows clocks."""

    def show_clocks(self, hall: HallView | None, wall: str, talk_left: int | None) -> None:
        """Show the time of the room, *wall*, and the seconds of talk left. Each kind of screen has its own."""
        raise NotImplementedError
