"""Chance: every draw has a name, gives one uniform, and goes through an inverse distribution function.

A named draw does not depend on how many others were made before it: changing one decision leaves unrelated fate as it was.
"""

from __future__ import annotations

from math import exp, log, log1p, sqrt
from random import Random
from statistics import NormalDist
from typing import Final

from exercise.model.base import Minute
from exercise.model.durations import Exponential, Fixed, Lognormal, Span, Triangular, Uniform

_NORMAL: Final = NormalDist()
_TINY: Final = 2.0**-54
"""Keeps a uniform of exactly 0 out of the logarithm."""


def uniform(seed: int, purpose: str, entity: str, what: str, n: int) -> float:
    """Return the uniform in [0, 1) of the *n*-th occurrence of a draw. Python promises ``random()`` alone to be stable."""
    return Random(f"{seed}/{purpose}/{entity}/{what}/{n}").random()


def threshold(u: float) -> float:
    """Return the cumulative hazard at which an exponential clock strikes: -ln(1-u)."""
    return -log1p(-u)


def minutes(span: Span, u: float) -> Minute:
    """Return the *u*-quantile of *span*, rounded to whole minutes."""
    return max(0, round(quantile(span, u)))


def quantile(span: Span, u: float) -> float:
    """Return the *u*-quantile of *span* in minutes."""
    match span:
        case Fixed():
            return span.minutes
        case Uniform():
            return span.low + u * (span.high - span.low)
        case Triangular():
            return _triangular(span.low, span.mode, span.high, u)
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
