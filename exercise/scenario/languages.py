"""Language tags as authors write them, and the tag that another name of a language stands for.

The names of languages come from Babel, which is loaded only where a tag is not one of the usual ones.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
"""The form of a language tag."""

_USUAL: Final = frozenset(("en", "ru", "kk", "uz", "tg", "ky", "tk", "fa", "ps", "zh", "de", "fr", "tr", "az", "mn"))
_STATES: Final = {"kz": "kk", "tj": "tg", "kg": "ky", "tm": "tk"}
"""What stands on cars and in addresses, and is no language, for the states whose people mistake it for one."""
_NAMED_IN: Final = ("en", "ru")


def is_tag(word: str) -> bool:
    """Tell whether *word* is the tag of a language, in its shortest form."""
    base = word.split("-", maxsplit=1)[0]
    return TAG.fullmatch(word) is not None and (base in _USUAL or _is_known(base))


@cache
def _is_known(base: str) -> bool:
    """Tell whether *base* is a language, and not a longer name of one that has a shorter."""
    from babel.core import Locale, get_global

    return base in Locale("en").languages and base not in get_global("language_aliases")


@cache
def tag_of(word: str) -> str:
    """Return the tag of the language that *word* probably names (``english``, ``rus``, ``kz``), or ``""``."""
    from babel.core import Locale, get_global

    name = word.strip().replace("_", "-").casefold()
    base, _, rest = name.partition("-")
    names = {named.casefold(): tag for each in _NAMED_IN for tag, named in Locale(each).languages.items()}
    tag = names.get(name) or _STATES.get(name) or get_global("language_aliases").get(name) or ""
    if not tag and is_tag(base):
        tag = f"{base}-{rest}" if rest else base
    return tag if TAG.fullmatch(tag) else ""
