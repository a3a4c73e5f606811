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


WEEKDAYS: Final = (
    _noop("Mon"), _noop("Tue"), _noop("Wed"), _noop("Thu"), _noop("Fri"), _noop("Sat"), _noop("Sun"),
)  # fmt: skip
MONTHS: Final = (
    _noop("Jan"), _noop("Feb"), _noop("Mar"), _noop("Apr"), _noop("May"), _noop("Jun"),
    _noop("Jul"), _noop("Aug"), _noop("Sep"), _noop("Oct"), _noop("Nov"), _noop("Dec"),
)  # fmt: skip
"""Months as they stand behind a day: a language that declines them says the form that a date takes."""


class Language:
    """One language: :meth:`t`, :meth:`p` and :meth:`n` translate, the rest says times."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        directory = resources.files("exercise") / "data" / "locale"
        self._catalogue = _gettext.translation(DOMAIN, str(directory), [tag], fallback=True)

    def t(self, message: str, /, **names: object) -> str:
        """Translate *message* and put *names* into its braces."""
        text = self._catalogue.gettext(message)
        return text.format(**names) if names else text

    def p(self, context: str, message: str, /, **names: object) -> str:
        """Translate *message* where one English word says several things; *context* tells the translator which."""
        text = self._catalogue.pgettext(context, message)
        return text.format(**names) if names else text

    def n(self, one: str, many: str, count: int, /, **names: object) -> str:
        """Translate by number; ``{n}`` is the count."""
        return self._catalogue.ngettext(one, many, count).format(n=count, **names)

    def clock(self, starts: str, minute: int) -> str:
        """Return the story time as ``Mon 2 Mar 20:43``; *starts* is the scenario's ISO start."""
        return f"{self.day(starts, minute)} {hour_text(starts, minute)}"

    def day(self, starts: str, minute: int) -> str:
        """Return the day of a story minute as ``Mon 2 Mar``."""
        moment = at(starts, minute)
        return f"{self.t(WEEKDAYS[moment.weekday()])} {moment.day} {self.t(MONTHS[moment.month - 1])}"

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


def day_and_hour(clock: str) -> tuple[str, str]:
    """Return the day and the time of day of a story time as it is said: of ``Mon 2 Mar 20:43`` those before 20:43."""
    day, _, hour = clock.rpartition(" ")
    return day, hour


@cache
def language(tag: str) -> Language:
    """Return the language of *tag* (English where it is not known)."""
    return Language(tag if tag in LANGUAGES else "en")
