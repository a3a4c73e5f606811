"""What the model refuses in a value that could be read, in the author's words and not in those of pydantic."""

from __future__ import annotations

import re
from typing import Any, Final

SAID: Final = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "too_short": "must hold at least {min_length}",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must be {pattern}",
}
"""By pydantic's type of error; the names in braces are those of its context."""

PATTERNS: Final = {
    r"^[a-z][a-z0-9_]{0,63}$": "small Latin letters, digits and _, a letter first",
    r"^[A-Z]{2,4}$": "two to four capital letters, as TJ",
    r"^([A-F][1-6])?$": "a letter A to F and a digit 1 to 6, as B2",
}
_NUMBERS: Final = ("no", "one", "two", "three")
_PER_CENT: Final = range(10, 100)
"""Numbers that are probably meant as per cent where a share is wanted."""


def refused(fault: Any) -> tuple[str, str]:
    """Return what is wrong with the value that *fault* (a detail of a ``ValidationError``) is about, and a mend."""
    context = dict(fault.get("ctx", {}))
    if "pattern" in context:
        context["pattern"] = PATTERNS.get(context["pattern"], "written otherwise")
    if "min_length" in context:
        context["min_length"] = _NUMBERS[min(context["min_length"], 3)]
    said = SAID.get(fault["type"], "is not possible here")
    return said.format(**{name: _shown(value) for name, value in context.items()}), _mend(fault)


def _shown(value: Any) -> str:
    """Return a limit as an author writes it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _mend(fault: Any) -> str:
    """Return the value that is probably meant, where that is plain."""
    value, context = fault.get("input"), fault.get("ctx", {})
    if isinstance(value, str) and "pattern" in context and re.match(context["pattern"], value.upper()):
        return value.upper()
    most = context.get("lt", context.get("le"))
    if most == 1 and isinstance(value, int | float) and value in _PER_CENT:
        return f"{value:g}%"
    return ""
