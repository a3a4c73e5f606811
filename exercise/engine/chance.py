"""Chance: every draw has a name, gives one uniform, and goes through an inverse distribution function.

A named draw does not depend on how many others were made before it: changing one decision leaves unrelated fate as it
was.

A run may go on by a new fate: what the past has shown stays, everything else is drawn anew. A length of time that was
running then is drawn anew too, knowing only that it is longer than what has passed of it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from math import exp, expm1, log, log1p, sqrt
from random import Random
from statistics import NormalDist
from typing import Final, NamedTuple

from exercise.model.base import Minute
from exercise.model.durations import Exponential, Fixed, Lognormal, Span, Triangular, Uniform

_NORMAL: Final = NormalDist()
_TINY: Final = 2.0**-54
"""Keeps a uniform of exactly 0 out of the logarithm."""


_ALMOST: Final = 1 - 2.0**-53
"""The greatest number below 1: keeps a uniform of 1 out of a distribution without an upper end."""


class Fate(NamedTuple):
    """By which stream of chance a run goes on after story minute *since*: *number* tells one new fate from another."""

    since: Minute
    number: int


class Draws:
    """The draws of one run. Each is named by its occurrence, so that none depends on how many others were made.

    *fates* are those by which the run goes on later, in order; :meth:`go_on` lets the next begin. They are known from
    the start, so that what will be running then is drawn in their light.
    """

    def __init__(self, seed: int, fates: Iterable[Fate] = ()) -> None:
        self._from = str(seed)
        self._ahead = deque((fate.since, f"{seed}/future/{fate.number}") for fate in fates)
        self._made: defaultdict[tuple[str, str, str], int] = defaultdict(int)
        self._stream = Random()

    def go_on(self) -> None:
        """Let the next fate begin; raises ``IndexError`` where there is none."""
        _, self._from = self._ahead.popleft()

    def uniform(self, purpose: str, entity: str, what: str = "") -> float:
        """Return the uniform in [0, 1) of the next occurrence of a draw of this name."""
        return self._draw(self._from, self._next(purpose, entity, what))

    def length(self, span: Span, now: Minute, name: tuple[str, str, str], *, told: bool) -> Minute:
        """Return a length of time that begins *now*, by the next occurrence of the draw of this *name*.

        *told*: people learn at once how long it is, so that no later fate may change it.
        """
        occurrence = self._next(*name)
        made = minutes(span, self._draw(self._from, occurrence))
        for since, stream in () if told else self._ahead:
            if now + made > since:
                made = longer(span, since - now, self._draw(stream, occurrence))
        return made

    def _next(self, purpose: str, entity: str, what: str) -> str:
        """Return the name of the next occurrence of a draw."""
        key = (purpose, entity, what)
        self._made[key] = n = self._made[key] + 1
        return f"{purpose}/{entity}/{what}/{n}"

    def _draw(self, stream: str, occurrence: str) -> float:
        """Python promises that ``random()`` alone is stable; a stream seeded anew gives what a new one would."""
        self._stream.seed(f"{stream}/{occurrence}")
        return self._stream.random()


def threshold(u: float) -> float:
    """Return the cumulative hazard at which an exponential clock strikes: -ln(1-u)."""
    return -log1p(-u)


def minutes(span: Span, u: float) -> Minute:
    """Return the *u*-quantile of *span*, rounded to whole minutes."""
    return max(0, round(quantile(span, u)))


def longer(span: Span, passed: Minute, u: float) -> Minute:
    """Return the *u*-quantile of *span* among the lengths of more than *passed* minutes, in whole minutes.

    *span* must have such lengths.
    """
    below = cumulative(span, passed + 0.5)
    return max(passed + 1, minutes(span, min(below + (1 - below) * u, _ALMOST)))


def quantile(span: Span, u: float) -> float:
    """Return the *u*-quantile of *span* in minutes."""
    match span:
        case Triangular():
            return _triangular(span.low, span.mode, span.high, u)
        case Uniform():
            return span.low + u * (span.high - span.low)
        case Fixed():
            return span.minutes
        case Lognormal():
            return _lognormal(span.mean, span.cv, u)
        case Exponential():
            return span.mean * threshold(u)


def _triangular(low: float, mode: float, high: float, u: float) -> float:
    width = high - low
    if width <= 0:
        return low
    if u < (mode - low) / width:
        return low + sqrt(u * width * (mode - low))
    return high - sqrt((1 - u) * width * (high - mode))


def _lognormal(mean: float, cv: float, u: float) -> float:
    middle, deviation = _logarithmic(mean, cv)
    return exp(middle + deviation * _NORMAL.inv_cdf(max(u, _TINY)))


def cumulative(span: Span, length: float) -> float:
    """Return how probable it is that *span* lasts at most *length* minutes (a positive number)."""
    match span:
        case Triangular():
            return _triangular_cumulative(span.low, span.mode, span.high, length)
        case Uniform():
            width = span.high - span.low
            return min(max((length - span.low) / width, 0.0), 1.0) if width else float(length >= span.low)
        case Fixed():
            return float(length >= span.minutes)
        case Lognormal():
            middle, deviation = _logarithmic(span.mean, span.cv)
            return _NORMAL.cdf((log(length) - middle) / deviation)
        case Exponential():
            return -expm1(-length / span.mean)


def _triangular_cumulative(low: float, mode: float, high: float, length: float) -> float:
    if length <= low or length >= high:
        return float(length >= high)
    width = high - low
    if length < mode:
        return (length - low) ** 2 / (width * (mode - low))
    return 1 - (high - length) ** 2 / (width * (high - mode))


def _logarithmic(mean: float, cv: float) -> tuple[float, float]:
    """Return mean and standard deviation of the logarithm of a log-normal length."""
    variance = log1p(cv * cv)
    return log(mean) - variance / 2, sqrt(variance)
