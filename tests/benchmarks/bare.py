"""The floor of a terminal program: an empty Textual app with one list."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import OptionList


class Bare(App[None]):
    """One list of options."""

    def compose(self) -> ComposeResult:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 12
        yield OptionList(*(f"BARE option {i}, with some words behind it to fill a line" for i in range(count)))


Bare().run()
