"""Lengths of time, points in time and office hours: from the author's text to minutes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from exercise.model.base import Minute
from exercise.model.durations import Exponential, Fixed, Hours, Lognormal, Span, Triangular, Uniform

LONGEST: Final = 10 * 365 * 1440
"""No length of time is longer than ten years, in minutes."""

YEARS: Final = range(1900, 2200)
"""The years in which a story can be set; ten years more can be reckoned with everywhere."""

_LONGEST_TEXT: Final = 200
_UNITS: Final = {"w": 7 * 1440, "d": 1440, "h": 60, "m": 1}
_LENGTH: Final = re.compile(r"(?:[0-9]{1,7}\s*[wdhm]\s*)+")
_PART: Final = re.compile(r"([0-9]+)\s*([wdhm])")
_ABOUT: Final = re.compile(r"about\s+(?P<mean>.+?)\s+cv\s+(?P<cv>[0-9]{1,3}(?:\.[0-9]{1,4})?)")
_EVERY: Final = re.compile(r"every\s+(?P<mean>.+?)\s+on\s+average")
_CLOCK_LIKE: Final = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_LOCAL: Final = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[ T]+(?P<time>[0-9]{1,2}:[0-9]{2})(?::00)?\s*"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS: Final = re.compile(
    r"(?P<days>[a-z,\s-]+?)\s+(?P<times>[0-9:,\s–-]+?)(?:\s+(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2}))?", re.IGNORECASE
)


class UnreadableError(ValueError):
    """A text that states no time; its argument says why, ``mend`` how it could be written."""

    def __init__(self, why: str, mend: str = "") -> None:
        super().__init__(why)
        self.mend = mend


def _one_line(text: str) -> str:
    """Return *text* with single blanks; what is too long to be a time is refused before anything looks at it."""
    if len(text) > _LONGEST_TEXT:
        raise UnreadableError(f"a time of {len(text):,} characters")
    return " ".join(text.split())


def length(text: str) -> Minute:
    """Return the minutes of ``45m``, ``6h``, ``2d 4h`` or ``0``.

    Raises ``UnreadableError``.
    """
    text = _one_line(text)
    if text == "0":
        return 0
    if not _LENGTH.fullmatch(text):
        raise UnreadableError(*_why_no_length(text))
    minutes = sum(int(number) * _UNITS[unit] for number, unit in _PART.findall(text))
    if minutes > LONGEST:
        raise UnreadableError(f"'{text[:40]}' is longer than ten years")
    return minutes


def _why_no_length(text: str) -> tuple[str, str]:
    """Return why *text* is no fixed length of time, and how it could be written."""
    if _is_random(text):
        first = _PART.search(text)
        return (
            f"'{text[:40]}' is random, and a fixed length is wanted here",
            f"one length, such as {first[0]}" if first else "",
        )
    if re.fullmatch(r"-\s*(?:[0-9]+\s*[wdhm]\s*)+", text):
        return f"'{text[:40]}' is negative, and no time is", ""
    return f"'{text[:40]}' is not a length of time", _guess(text)


def _is_random(text: str) -> bool:
    """Tell whether *text* states a random length of time."""
    try:
        return (".." in text or bool(_ABOUT.fullmatch(text) or _EVERY.fullmatch(text))) and bool(span(text))
    except UnreadableError:
        return False


def _guess(text: str) -> str:
    """Return what an unreadable length of time probably means."""
    clock = _CLOCK_LIKE.fullmatch(text)
    if clock:
        hours, minutes = int(clock[1]), int(clock[2])
        return " ".join(p for p in (f"{hours}h" if hours else "", f"{minutes}m" if minutes else "") if p) or "0"
    if re.fullmatch(r"[0-9]{1,6}", text):
        return f"{text}m, {text}h or {text}d"
    unfinished = re.fullmatch(r"([0-9]{1,6})\s*h\s*([0-5]?[0-9])", text)
    if unfinished:
        return f"{unfinished[1]}h {unfinished[2]}m"
    decimal = re.fullmatch(r"([0-9]{1,5})[.,]([0-9]{1,2})\s*([wdh])", text)
    if decimal:
        minutes = round(float(f"{decimal[1]}.{decimal[2]}") * _UNITS[decimal[3]])
        return written(minutes)
    long = re.fullmatch(r"([0-9]{1,6})\s*(min|minute|hour|hr|day|week)s?\.?", text, re.IGNORECASE)
    return f"{long[1]}{long[2][0].lower()}" if long else ""


def written(minutes: Minute) -> str:
    """Return *minutes* as an author writes them: ``2d 4h``, ``45m``, ``0``."""
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    return " ".join(f"{n}{unit}" for n, unit in ((days, "d"), (hours, "h"), (left, "m")) if n) or "0"


def span(text: str) -> Span:
    """Return the fixed or random length of time that *text* states.

    Raises ``UnreadableError``.
    """
    text = _one_line(text)
    about = _ABOUT.fullmatch(text)
    if about:
        return Lognormal(mean=_positive(about["mean"]), cv=_variation(about["cv"]))
    every = _EVERY.fullmatch(text)
    if every:
        return Exponential(mean=_positive(every["mean"]))
    ends = text.split("..")
    if text.startswith(("about ", "every ")):
        raise UnreadableError(f"'{text[:40]}' is not a length of time", _random(text) or "about 4h cv 1")
    meant = _random(text) if len(ends) == 1 else ""
    if meant:
        raise UnreadableError(f"'{text[:40]}' is not a length of time", meant)
    if len(ends) == 1:
        return Fixed(minutes=length(text))
    if len(ends) > 3:
        raise UnreadableError(f"'{text[:40]}' has more than three ends", "2h..3h..8h")
    minutes = [length(end) for end in ends]
    if minutes != sorted(minutes):
        raise UnreadableError(f"the ends of '{text[:40]}' do not rise", "..".join(written(m) for m in sorted(minutes)))
    if len(ends) == 2:
        return Uniform(low=minutes[0], high=minutes[1])
    return Triangular(low=minutes[0], mode=minutes[1], high=minutes[2])


def _random(text: str) -> str:
    """Return what an unreadable random length of time probably means."""
    mean = re.fullmatch(r"about\s+(.+)", text)
    if mean and _LENGTH.fullmatch(mean[1]):
        return f"{text} cv 1"
    ends = re.split(r"\s*(?:-|–|\bto\b)\s*", text)
    return "..".join(ends) if len(ends) == 2 and all(_LENGTH.fullmatch(end) for end in ends) else ""


def _positive(text: str) -> Minute:
    """Return a length of time above zero."""
    minutes = length(text)
    if minutes <= 0:
        raise UnreadableError("a mean must be longer than 0")
    return minutes


def _variation(text: str) -> float:
    """Return a coefficient of variation."""
    cv = float(text)
    if not 0 < cv <= 10:
        raise UnreadableError("a coefficient of variation lies above 0 and up to 10", "about 4h cv 1")
    return cv


def local(text: str) -> datetime:
    """Return the date, time and zone that *text* states.

    Raises ``UnreadableError``; a missing zone is told, never guessed.
    """
    text = _one_line(text)
    match = _LOCAL.fullmatch(text)
    if not match:
        raise UnreadableError(f"'{text[:40]}' is not a date with time and zone", _date_first(text))
    if not match["zone"]:
        raise UnreadableError(f"'{text[:40]}' has no zone", f"{text} +05:00")
    zone = _zone(match["zone"])
    if int(match["date"][:4]) not in YEARS:
        raise UnreadableError(f"'{text[:40]}' lies outside the years {YEARS.start} to {YEARS.stop - 1}")
    try:
        return datetime.combine(
            date.fromisoformat(match["date"]), time.fromisoformat(match["time"].rjust(5, "0")), zone
        )
    except ValueError:
        raise UnreadableError(f"'{text[:40]}' is no date and time of the calendar") from None


def _date_first(text: str) -> str:
    """Return a date (and time) that is written otherwise as it should be, or ``""``."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return f"{text} 18:00 +05:00"
    day_first = re.fullmatch(r"([0-3][0-9])\.([01][0-9])\.([0-9]{4})\s+([0-9]{1,2}:[0-9]{2})", text)
    return f"{day_first[3]}-{day_first[2]}-{day_first[1]} {day_first[4]} +05:00" if day_first else ""


def _zone(text: str) -> timezone:
    """Return the zone ``+05:00``, ``+0500`` or ``Z``."""
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise UnreadableError(f"'{text}' is no zone", "+05:00")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def moment(text: str, start: datetime | None) -> Minute:
    """Return the story minute of ``+6h`` or of a local date and time, with the story starting at *start*.

    Raises ``UnreadableError``; without a *start* a local time counts as minute 0.
    """
    text = _one_line(text)
    if text.startswith("+"):
        return length(text[1:])
    if text == "0":
        return 0
    if _LENGTH.fullmatch(text):
        raise UnreadableError(f"'{text[:40]}' is a length of time, not a point in time", f"+{text}")
    when = local(text)
    if start is None:
        return 0
    minutes = int((when - start).total_seconds() // 60)
    if minutes < 0:
        raise UnreadableError(f"'{text[:40]}' lies before the start of the exercise")
    if minutes > LONGEST:
        raise UnreadableError(f"'{text[:40]}' lies more than ten years ahead")
    return minutes


def hours(text: str, start: datetime, end: Minute, holidays: tuple[date, ...] = ()) -> Hours:
    """Return the open intervals of ``mon-fri 09:00-18:00 +06:00`` from minute 0 to the end, and a week beyond it.

    Without a zone that of *start* counts; ``always`` is always open. Several stretches a day are parted by commas, in
    any order; one that ends before it begins lasts over midnight, and belongs to the day on which it begins.
    Raises ``UnreadableError``.
    """
    text = _one_line(text)
    if text.lower() == "always":
        return Hours()
    match = _HOURS.fullmatch(text)
    if not match:
        raise UnreadableError(f"'{text[:40]}' does not state office hours", "mon-fri 09:00-18:00 +05:00")
    zone = _zone(match["zone"]) if match["zone"] else start.tzinfo
    days, stretches = set(_weekdays(match["days"].lower())), _stretches(match["times"])
    first, last = start.astimezone(zone), start.astimezone(zone) + timedelta(minutes=end, days=7)
    found = []
    day = first.date() - timedelta(days=1)
    while day <= last.date():
        if day.weekday() in days and day not in holidays:
            midnight = datetime.combine(day, time(0), zone)
            base = int((midnight - first).total_seconds() // 60)
            found += [(max(0, base + a), base + b) for a, b in stretches if base + b > 0]
        day += timedelta(days=1)
    if not found:
        raise UnreadableError("the office is never open during the exercise", text)
    return Hours(open=tuple(sorted(found)))


def _weekdays(text: str) -> Iterator[int]:
    """Yield the numbers of ``mon-fri`` or ``mon, wed, fri``; ``daily`` is every day."""
    if text.strip() == "daily":
        yield from range(7)
        return
    for part in text.split(","):
        first, dash, last = (p.strip()[:3] for p in part.partition("-"))
        if first not in _DAYS or (dash and last not in _DAYS):
            raise UnreadableError(f"'{part.strip()[:40]}' is no day of the week", "mon-fri 09:00-18:00 +05:00")
        begin, end = _DAYS.index(first), _DAYS.index(last or first)
        yield from ((begin + n) % 7 for n in range((end - begin) % 7 + 1))


def _stretches(text: str) -> list[tuple[Minute, Minute]]:
    """Return the minutes of day of ``09:00-13:00, 14:00-18:00``, ascending; ``22:00-02:00`` ends on the next day."""
    found = sorted(_stretch(part.strip()) for part in text.replace("–", "-").split(","))
    for (begin, before), (after, end) in itertools.pairwise(found):
        if after < before:
            joined = f"{_clock(begin)}-{_clock(max(before, end))}"
            raise UnreadableError(f"the stretch from {_clock(after)} begins before the one ahead of it ends", joined)
    return found


def _stretch(text: str) -> tuple[Minute, Minute]:
    """Return the minutes of day of ``09:00-13:00``."""
    match = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])\s*-\s*([0-9]{1,2}):([0-5][0-9])", text)
    if not match:
        raise UnreadableError(f"'{text[:40]}' is no stretch of the day", "09:00-18:00")
    begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if max(begin, end) > 1440 or begin in (end, 1440):
        raise UnreadableError(f"'{text[:40]}' is no stretch of a day of 24 hours", "09:00-18:00")
    return begin, end if end > begin else end + 1440


def _clock(minute: Minute) -> str:
    """Return a minute of day as a clock shows it; the end of the day is 24:00."""
    hour, rest = divmod(minute if minute <= 1440 else minute - 1440, 60)
    return f"{hour:02}:{rest:02}"
