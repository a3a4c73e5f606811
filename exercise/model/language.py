"""Languages of screens and papers: gettext for the program's own words, and how times and lengths are said.

A :class:`Language` belongs to a seat or a reader, never to the story: nothing that it says is journalled or digested.
"""

from __future__ import annotations

import gettext as _gettext
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final

DOMAIN: Final = "exercise"
LANGUAGES: Final = ("en", "ru")


def _noop(message: str) -> str:
    """Mark *message* for translation without translating it."""
    return message


WEEKDAYS: Final = tuple(_noop(day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
MONTHS: Final = tuple(
    _noop(m) for m in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
)


class Language:
    """One language: :meth:`t` and :meth:`n` translate, the rest says times."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        directory = resources.files("exercise") / "data" / "locale"
        self._catalogue = _gettext.translation(DOMAIN, str(directory), [tag], fallback=True)

    def t(self, message: str, /, **names: object) -> str:
        """Translate *message* and put *names* into its braces."""
        text = self._catalogue.gettext(message)
        return text.format(**names) if names else text

    def n(self, one: str, many: str, count: int, /, **names: object) -> str:
        """Translate by number; ``{n}`` is the count."""
        return self._catalogue.ngettext(one, many, count).format(n=count, **names)

    def clock(self, starts: str, minute: int) -> str:
        """Return the story time as ``Mon 2 Mar 20:43``; *starts* is the scenario's ISO start."""
        moment = at(starts, minute)
        day, month = self.t(WEEKDAYS[moment.weekday()]), self.t(MONTHS[moment.month - 1])
        return f"{day} {moment.day} {month} {moment:%H:%M}"

    def length(self, minutes: int) -> str:
        """Return a length of time: ``40 m``, ``2 h``, ``2 h 05 m``, ``3 d 4 h``."""
        days, rest = divmod(minutes, 1440)
        hours, mins = divmod(rest, 60)
        if days:
            head = self.t("{n} d", n=days)
            return f"{head} {self.t('{n} h', n=hours)}" if hours else head
        if hours:
            head = self.t("{n} h", n=hours)
            return f"{head} {self.t('{n} m', n=f'{mins:02d}')}" if mins else head
        return self.t("{n} m", n=mins)


def at(starts: str, minute: int) -> datetime:
    """Return the local moment of a story minute."""
    return datetime.fromisoformat(starts) + timedelta(minutes=minute)


def hour_text(starts: str, minute: int) -> str:
    """Return the story time of day, ``20:43``."""
    return f"{at(starts, minute):%H:%M}"


@cache
def language(tag: str) -> Language:
    """Return the language of *tag* (English where it is not known)."""
    return Language(tag if tag in LANGUAGES else "en")
