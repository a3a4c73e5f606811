"""Words that several sheets need: lengths of time that vary, and conditions of several parts."""

from __future__ import annotations

from exercise.model.durations import Fixed, Span, Triangular, Uniform
from exercise.model.expressions import TRUE, All, Any_, Expression, Not
from exercise.play.conditions import Conditions
from exercise.play.names import Names


def length(span: Span, names: Names) -> str:
    """Return how long something takes: ``at once``, ``40 m``, ``2-8 h``, ``about 4 h``."""
    match span:
        case Fixed(minutes=0):
            return names.language.t("at once")
        case Fixed():
            return names.language.length(span.minutes)
        case Uniform() | Triangular():
            return _between(span.low, span.high, names)
        case _:
            return names.language.t("about {length}", length=names.language.length(span.mean))


def _between(low: int, high: int, names: Names) -> str:
    """Return a range; where rounding to hours would say ``0-2 h``, both ends in full."""
    if 0 < low < 60 and high > 90:
        return f"{names.language.length(low)} – {names.language.length(high)}"
    return names.between(low, high)


def condition(expression: Expression, names: Names) -> str:
    """Return a whole condition in words, ``""`` where it always holds; what belongs together stands in brackets."""
    if expression == TRUE:
        return ""
    t = names.language.t
    match expression:
        case All(of=parts):
            return t(" and ").join(_part(part, names, (Any_,)) for part in parts)
        case Any_(of=parts):
            return t(" or ").join(_part(part, names, (All,)) for part in parts)
        case Not(of=inner):
            return t("not: {what}", what=_part(inner, names, (All, Any_)))
        case _:
            return Conditions(names).say(expression)


def _part(expression: Expression, names: Names, bracketed: tuple[type, ...]) -> str:
    said = condition(expression, names)
    return f"({said})" if isinstance(expression, bracketed) else said
