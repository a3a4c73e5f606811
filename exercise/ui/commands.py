"""The command palette in the reader's language: every act of a screen and of the application by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette, Hit, Hits
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider

from exercise.ui.look import Look


def look_of(screen: Screen[Any], otherwise: Look) -> Look:
    """Return the look of *screen*: a team may read another language than the hall; where it has none, *otherwise*."""
    look = getattr(screen, "look", otherwise)
    return look if isinstance(look, Look) else otherwise


def commands(app: App[Any], screen: Screen[Any], look: Look) -> Iterable[SystemCommand]:
    """Yield every act that a key of *screen* or of *app* does, named by *look*."""
    runners: tuple[App[Any] | Screen[Any], ...] = (screen, app)
    for runner in runners:
        for binding in type(runner).BINDINGS:
            if isinstance(binding, Binding) and _is_an_act(binding):
                name, help_text = look.t(binding.description), look.t(binding.tooltip or binding.description)
                yield SystemCommand(name, help_text, partial(app.call_later, app.run_action, binding.action, runner))


def _is_an_act(binding: Binding) -> bool:
    """Tell acts from keys that only answer what is on the screen: digits, and the way back to what is to be done."""
    id = binding.id or ""
    return id != "team.back" and not id.rpartition(".")[2].isdigit()


class Commands(SystemCommandsProvider):
    """Finds commands by their names; where there is none, it says so."""

    none_text = ""
    """The sentence for no match, in the reader's language."""

    async def search(self, query: str) -> Hits:
        """Yield the commands that match, or the sentence that there is none."""
        found = False
        async for hit in super().search(query):
            found = True
            yield hit
        if not found:
            yield Hit(1, self.none_text, _nothing, text=self.none_text)


def _nothing() -> None:
    """Do nothing: the sentence that there is no match was chosen."""


class Palette(CommandPalette):
    """The palette of this program."""


def palette(look: Look) -> Palette:
    """Return the palette, its own texts said by *look*."""

    class Found(Commands):
        none_text = look.t("There is no such command.")

    return Palette([Found], placeholder=look.t("Search for a command ..."), id="--command-palette")
