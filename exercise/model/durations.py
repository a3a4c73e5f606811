"""How long things take: fixed or random, in minutes; and when offices are open."""

from __future__ import annotations

from typing import Annotated, Literal

from exercise.model.base import Checked, Minute, Part, field


class Fixed(Part):
    """Always the same."""

    shape: Literal["fixed"] = "fixed"
    minutes: Minute = field(ge=0)


class Uniform(Part):
    """``2h..8h``: any length between the two, equally likely."""

    shape: Literal["uniform"] = "uniform"
    low: Minute = field(ge=0)
    high: Minute = field(ge=0)


class Triangular(Part):
    """``2h..3h..8h``: between the outer two, most often near the middle one."""

    shape: Literal["triangular"] = "triangular"
    low: Minute = field(ge=0)
    mode: Minute = field(ge=0)
    high: Minute = field(ge=0)


class Lognormal(Part):
    """``about 4h cv 1``: log-normal with this mean and coefficient of variation."""

    shape: Literal["lognormal"] = "lognormal"
    mean: Minute = field(gt=0)
    cv: float = field(gt=0)


class Exponential(Part):
    """``every 6h on average``: the time to the next of independent happenings."""

    shape: Literal["exponential"] = "exponential"
    mean: Minute = field(gt=0)


Span = Annotated[Fixed | Uniform | Triangular | Lognormal | Exponential, Checked(discriminator="shape")]
AT_ONCE = Fixed(minutes=0)


class Hours(Part):
    """Open intervals in story minutes, ascending and disjoint: [start, end). Empty means always open."""

    open: tuple[tuple[Minute, Minute], ...] = ()


ALWAYS = Hours()
