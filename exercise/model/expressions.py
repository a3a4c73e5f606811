"""Conditions as trees. The scenario room builds them from text and checks their types; the engine compiles them.

Grammar of the text (parsed in the scenario room)::

    not control.unbroken and adversary.alertness >= 60
    decided.ask_kz == caricc or consent.kazakhstan in (granted, lapsed)
    load.leg == to_almaty for 30m                      -- has held for 30 minutes
    30m after consent.kazakhstan == granted            -- 30 minutes have passed since it became true
    first(a) before first(b)                           -- this and the following: evaluation only
    first(a) within 4h of first(b) / first(a) <= 6h / spread(a, b, c) <= 30m

A *fact* is a dotted name with a typed value (bool, int or one of a closed list of words).
"""

from __future__ import annotations

from typing import Annotated, Literal

from exercise.model.base import Checked, Minute, Part, Value


class Constant(Part):
    """A literal value."""

    node: Literal["constant"] = "constant"
    value: Value


class Fact(Part):
    """The present value of a fact."""

    node: Literal["fact"] = "fact"
    name: str


class Not(Part):
    """True when its part is false."""

    node: Literal["not"] = "not"
    of: Expression


class All(Part):
    """True when every part is true."""

    node: Literal["all"] = "all"
    of: tuple[Expression, ...]


class Any_(Part):  # noqa: N801
    """True when at least one part is true."""

    node: Literal["any"] = "any"
    of: tuple[Expression, ...]


class Compare(Part):
    """A comparison of two values; ``in`` has a tuple of constants on the right."""

    node: Literal["compare"] = "compare"
    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression


class OneOf(Part):
    """True when the value is one of the constants."""

    node: Literal["one_of"] = "one_of"
    of: Expression
    among: tuple[Value, ...]


class Sum(Part):
    """Integer arithmetic: left plus or minus right."""

    node: Literal["sum"] = "sum"
    op: Literal["+", "-"]
    left: Expression
    right: Expression


class HeldFor(Part):
    """True once its condition has held without a break for so many minutes."""

    node: Literal["held_for"] = "held_for"
    of: Expression
    minutes: Minute


class SinceTrue(Part):
    """True once so many minutes have passed since its condition became true (it need not hold any more)."""

    node: Literal["since_true"] = "since_true"
    of: Expression
    minutes: Minute


class FirstTrue(Part):
    """The minute at which a condition was first true; *never* is later than every minute. Evaluation only."""

    node: Literal["first_true"] = "first_true"
    of: Expression


class Before(Part):
    """True when the left moment came strictly before the right one; a moment that never came is last. Evaluation
    only.
    """

    node: Literal["before"] = "before"
    left: Expression
    right: Expression


class Within(Part):
    """True when the left moment came at most so many minutes after the right one (one-sided). Evaluation only."""

    node: Literal["within"] = "within"
    left: Expression
    right: Expression
    minutes: Minute


class Spread(Part):
    """The greatest difference in minutes between the first-true moments of its conditions. Evaluation only."""

    node: Literal["spread"] = "spread"
    of: tuple[Expression, ...]


Expression = Annotated[
    Constant
    | Fact
    | Not
    | All
    | Any_
    | Compare
    | OneOf
    | Sum
    | HeldFor
    | SinceTrue
    | FirstTrue
    | Before
    | Within
    | Spread,
    Checked(discriminator="node"),
]

TRUE = Constant(value=True)


def facts_read(expression: Expression) -> frozenset[str]:
    """Return the names of all facts that *expression* reads."""
    if isinstance(expression, Fact):
        return frozenset((expression.name,))
    return frozenset().union(*(facts_read(part) for part in parts(expression)))


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the direct sub-expressions of *expression*, left to right."""
    if isinstance(expression, (All, Any_, Spread)):
        return expression.of
    if isinstance(expression, (Not, OneOf, HeldFor, SinceTrue, FirstTrue)):
        return (expression.of,)
    if isinstance(expression, (Compare, Sum, Before, Within)):
        return (expression.left, expression.right)
    return ()
