"""Keys in any layout: each letter and digit is bound together with what the same key sends in Russian and Kazakh."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.binding import Binding

_LATIN: Final = "qwertyuiopasdfghjklzxcvbnm"
_CYRILLIC: Final = "йцукенгшщзфывапролдячсмить"
TWINS: Final[Mapping[str, tuple[str, ...]]] = {
    **{latin: (cyrillic,) for latin, cyrillic in zip(_LATIN, _CYRILLIC, strict=True)},
    "1": ("quotation_mark",),
    "2": ("ә",),
    "3": ("і",),
    "4": ("ң",),
    "5": ("ғ",),
    "6": ("comma",),
    "7": ("full_stop",),
    "8": ("ү",),
    "9": ("ұ",),
    "0": ("қ",),
}
"""What the key of a Latin letter or a digit sends in the Russian and Kazakh layouts, as names of keys."""
DIGITS: Final = "1234567890"
"""The digits in their order on the keyboard: 0 stands for the tenth."""


def every_layout(key: str) -> str:
    """Return the keys that stand for *key*, joined as a binding takes them; capitals count as small letters."""
    if len(key) > 1:
        return key
    names = (key, *TWINS.get(key, ()))
    capitals = tuple(name.upper() for name in names if len(name) == 1 and name.isalpha())
    return ",".join(names + capitals)


def bind(key: str, action: str, description: str, tooltip: str, id: str, *, priority: bool = False) -> Binding:
    """Return a binding that works in every layout. Footer rows are drawn by the screens themselves."""
    return Binding(every_layout(key), action, description, tooltip=tooltip, id=id, show=False, priority=priority)


def digits(action: str, description: str, tooltip: str, id: str) -> list[Binding]:
    """Return the bindings of the digits; *action* takes the number, 10 for the digit 0, as its argument."""
    return [
        bind(digit, f"{action}({number})", description, tooltip, f"{id}.{digit}")
        for number, digit in enumerate(DIGITS, start=1)
    ]


def digit_of(index: int) -> str:
    """Return the digit that marks the choice of this number (counted from 0), a blank where there is none."""
    return DIGITS[index] if index < len(DIGITS) else " "


def shown(key: str, language: str) -> str:
    """Return the key as the hints say it: with its Cyrillic twin for readers of Russian."""
    twins = TWINS.get(key, ())
    return f"{key}/{twins[0]}" if language == "ru" and key.isalpha() and len(key) == 1 and twins else key
