"""``docs/problems.md``, made from the registry of problem codes."""

from __future__ import annotations

from typing import Final

from exercise.scenario.codes import CODES


def markdown() -> str:
    """Return ``docs/problems.md``."""
    rows = [
        f"| {code} | {c.title} | {_cell(c.meaning)} | {_cell(c.mend)} | {_code(c.example)} |"
        for code, c in CODES.items()
    ]
    return "\n".join([*_HEAD, *rows]) + "\n"


def _cell(text: str) -> str:
    """Return *text* as it can stand in a table cell."""
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    """Return *text* as code in a table cell."""
    return "`" + _cell(text).replace("`", "'").replace("\n", " / ") + "`"


_HEAD: Final = (
    "# Problems that `exercise check` tells",
    "",
    "Made from the registry in `exercise/scenario/codes.py`.",
    "E codes keep a scenario from being played; W codes are warnings.",
    "Each problem is told as `file:line:column CODE message`, with the line, a caret under the place, and the mend.",
    "",
    "| Code | Name | Meaning | Mend | Example |",
    "|---|---|---|---|---|",
)
