"""Offers: what a team may do now, as the engine judges it. Ids only; the projection puts words to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from exercise.model.plain import plain


@plain
class OptionOffer:
    """An option of an open point: available or not, and the path of the author's reason (or a refusal code) if not."""

    id: str
    available: bool
    because: str = ""


@plain
class PointOffer:
    """An open decision point of a team: opened when, open until (exclusive; ``None``: no deadline), options.

    *request* is set for the point that a request to a played state opened; its options are ``decisions.RESPONSES``.
    """

    point: str
    team: str
    opened: int
    deadline: int | None
    options: tuple[OptionOffer, ...]
    request: str = ""
    cosigns: str = ""
    """The point whose decision this team is asked to sign too; options are ``decisions.COSIGN``."""
    proposed: tuple[str, ...] = ()
    agrees: str = ""
    """The authored point whose question this team is put too, and must agree on; options are that point's."""


@plain
class FieldOffer:
    """A field of a form: *choices* are offered ids with availability. A content of a request is a field
    ``content:<id>``.
    """

    id: str
    kind: Literal["one", "many", "text"]
    choices: tuple[OptionOffer, ...] = ()
    needed: bool = True


@plain
class FormOffer:
    """A standing act of a team.

    It is ``share``, ``talk``, ``enquire``, ``file`` (then *paper* names the form), ``assign`` or ``withdraw``.

    Field ids: share: items, to, channel. talk: mode, to, items, agreed. enquire: body, subject.
    file: to, channel, variant, language, content:<id> ... assign: unit, consignment. withdraw: unit.
    """

    id: str
    fields: tuple[FieldOffer, ...]
    takes: int = 0
    paper: str = ""
    available: bool = True
    because: str = ""


class Offers:
    """All that a team may do now: the points that are open to it, and its standing acts.

    *forms* may be given as a function that returns them: it is called when they are first asked for, which whoever only
    answers points never does. They are as the engine judges at that moment, so ask before it goes on.
    """

    __slots__ = ("_forms", "points")

    def __init__(
        self, points: tuple[PointOffer, ...], forms: tuple[FormOffer, ...] | Callable[[], tuple[FormOffer, ...]]
    ) -> None:
        self.points = points
        self._forms = forms

    @property
    def forms(self) -> tuple[FormOffer, ...]:
        """The standing acts."""
        if not isinstance(self._forms, tuple):
            self._forms = self._forms()
        return self._forms
