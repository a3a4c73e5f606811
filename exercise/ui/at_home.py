"""At home: what the home screen is given, and what is said on it. Loaded only where one begins there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from exercise.ui.choosing import SEEDS, Choosing, begin
from exercise.ui.home_model import Resume, Shelf, Start
from exercise.ui.screens.home import Banner, HomeScreen

if TYPE_CHECKING:
    from exercise.ui.app import ExerciseApp


class AtHome:
    """The home screen's means; *choosing* is ``None`` until the *shelf* was looked through."""

    def __init__(
        self, app: ExerciseApp, choosing: Choosing | None, start: Start, resume: Resume, shelf: Shelf | None
    ) -> None:
        self.start, self.resume = start, resume
        self._app, self._choosing, self._shelf = app, choosing, shelf

    @property
    def screen(self) -> HomeScreen | None:
        """The home screen while it is in front."""
        return self._app.screen if isinstance(self._app.screen, HomeScreen) else None

    def made(self) -> HomeScreen:
        """Return a new home screen, with the choices of the one in front."""
        there = self.screen
        return HomeScreen(self._app.look, (there.choosing if there is not None else None) or self._choosing)

    def fill(self) -> None:
        """Look through the shelf, once, and put on the home screen what is there."""
        if self._shelf is not None:
            self._choosing = begin(*self._shelf(), random.SystemRandom().randrange(SEEDS))
            self._shelf = None
            if self.screen is not None:
                self.screen.choosing = self._choosing

    def say(self, text: str) -> None:
        """Say on every home screen there is what is being done, or what went wrong; ``""``: nothing."""
        for screen in self._app.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.query_one(Banner).busy = text
