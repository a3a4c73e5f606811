"""Chance: every draw has a name, gives one uniform, and goes through an inverse distribution function.

A named draw does not depend on how many others were made before it: changing one decision leaves unrelated fate as it
was.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp, log, log1p, sqrt
from random import Random
from statistics import NormalDist
from typing import Final

from exercise.model.base import Minute
from exercise.model.durations import Exponential, Fixed, Lognormal, Span, Triangular, Uniform

_NORMAL: Final = NormalDist()
_TINY: Final = 2.0**-54
"""Keeps a uniform of exactly 0 out of the logarithm."""


class Draws:
    """The draws of one run. Each is named by its occurrence, so that none depends on how many others were made."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._made: defaultdict[tuple[str, str, str], int] = defaultdict(int)
        self._stream = Random()

    def uniform(self, purpose: str, entity: str, what: str = "") -> float:
        """Return the uniform in [0, 1) of the next occurrence of a draw of this name.

        Python promises that ``random()`` alone is stable; a stream that is seeded anew gives what a new one would.
        """
        key = (purpose, entity, what)
        self._made[key] = n = self._made[key] + 1
        self._stream.seed(f"{self._seed}/{purpose}/{entity}/{what}/{n}")
        return self._stream.random()


def threshold(u: float) -> float:
    """Return the cumulative hazard at which an exponential clock strikes: -ln(1-u)."""
    return -log1p(-u)


def minutes(span: Span, u: float) -> Minute:
    """Return the *u*-quantile of *span*, rounded to whole minutes."""
    return max(0, round(quantile(span, u)))


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
    variance = log1p(cv * cv)
    middle = log(mean) - variance / 2
    return exp(middle + sqrt(variance) * _NORMAL.inv_cdf(max(u, _TINY)))
