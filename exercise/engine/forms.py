"""Forms: the standing acts of a team, what it can put into them now, and doing them. One set of rules for both."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Protocol

from exercise.engine import refusals
from exercise.engine.authority import Authority
from exercise.engine.information import MODES, Information
from exercise.engine.rules import Rules
from exercise.engine.world import World
from exercise.model.decisions import (
    MOST_WORDS,
    Assign,
    Decision,
    Enquire,
    File,
    Refusal,
    Share,
    Talk,
    TeamAct,
    Withdraw,
)
from exercise.model.facts import VARIANTS
from exercise.model.happenings import FormSubmitted
from exercise.model.offers import FieldOffer, FormOffer, OptionOffer
from exercise.model.papers import Content, Paper
from exercise.model.text import clean

Judged = tuple[str, Refusal | None]
"""An id that can be chosen, and why it cannot be now."""


class OrdersUnits(Protocol):
    """Puts units on consignments and takes them off."""

    def judge_assign(self, team: str, unit: str, consignment: str) -> Refusal | None:
        """Say why the unit cannot be put on the consignment."""

    def assign(self, team: str, unit: str, consignment: str) -> None:
        """Put it there."""

    def judge_withdraw(self, team: str, unit: str) -> Refusal | None:
        """Say why the unit cannot be taken off."""

    def withdraw(self, team: str, unit: str) -> None:
        """Take it off."""


class Forms:
    """The standing acts of all teams."""

    def __init__(
        self, world: World, rules: Rules, control: OrdersUnits, information: Information, authority: Authority
    ) -> None:
        self.world = world
        self.control = control
        self.information = information
        self.authority = authority

    # --- judging and doing ----------------------------------------------------------------------------------

    def judge(self, decision: Decision) -> Refusal | None:
        """Say why this standing act is not allowed now; ``None`` if it is. Raises ``TypeError`` for any other act."""
        team = decision.team
        match decision.act:
            case Share() | Talk() | Enquire() as act:
                return self.information.judge(team, act)
            case File() as act:
                return self.authority.judge(team, act) or self.authority.filing.judge_role(decision, act)
            case Assign(unit, consignment):
                return self.control.judge_assign(team, unit, consignment)
            case Withdraw(unit):
                return self.control.judge_withdraw(team, unit)
        raise TypeError(f"not a standing act: {decision.act!r}")

    def roles(self, act: TeamAct) -> tuple[str, ...]:
        """Return the roles of which one must do *act*; none where any may."""
        paper = self.world.scenario.papers.get(act.paper) if isinstance(act, File) else None
        return paper.roles if paper else ()

    def act(self, decision: Decision) -> None:
        """Record a standing act that was judged to be allowed, and do it."""
        team, act = decision.team, decision.act
        self.world.emit(FormSubmitted(self.world.now, (), team, type(act).__name__.lower(), _fields(act), decision.by))
        match act:
            case Share() | Talk() | Enquire():
                self.information.act(team, act)
            case File():
                self.authority.file(team, act)
            case Assign(unit, consignment):
                self.control.assign(team, unit, consignment)
            case Withdraw(unit):
                self.control.withdraw(team, unit)

    # --- offering -------------------------------------------------------------------------------------------

    def offers(self, team: str) -> tuple[FormOffer, ...]:
        """Return the forms of *team*, with what can be put into each and what cannot, and why."""
        return (self._share(team), self._talk(team), *self._enquire(team), *self._papers(team), *self._unit_forms(team))

    def _share(self, team: str) -> FormOffer:
        held, judge = self.information.held(team), self.information.channels.judge
        fields = (
            _field("items", ((item, None) for item in held), kind="many"),
            self._to(team),
            _field("channel", ((way, judge(team, way, "information")) for way in self.world.scenario.channels)),
        )
        return _form("share", fields, self.world.scenario.powers.share_takes, empty=refusals.NOTHING_TO_SHARE)

    def _talk(self, team: str) -> FormOffer:
        """Offer a call or a meeting; its time is that of a call, the shorter of the two."""
        fields = (
            _field("mode", ((mode, None) for mode in MODES)),
            self._to(team),
            _field("items", ((item, None) for item in self.information.held(team)), kind="many", needed=False),
            FieldOffer("agreed", "text", needed=False),
        )
        return _form("talk", fields, self.world.scenario.powers.talk.call)

    def _to(self, team: str) -> FieldOffer:
        others = (other for other in self.world.scenario.teams if other != team)
        return _field("to", ((other, self.information.judge_to(team, other)) for other in others))

    def _enquire(self, team: str) -> Iterator[FormOffer]:
        """Offer the bodies and subjects of which the team knows; a choice is closed where every pair with it is."""
        enquiries = self.information.enquiries
        bodies, subjects = enquiries.bodies(team), enquiries.subjects(team)
        if not bodies or not subjects:
            return
        judged = {(b, s): enquiries.judge(team, Enquire(b, s)) for b in bodies for s in subjects}
        fields = (
            _field("body", ((b, _all_closed(judged[b, s] for s in subjects)) for b in bodies)),
            _field("subject", ((s, _all_closed(judged[b, s] for b in bodies)) for s in subjects)),
        )
        yield _form("enquire", fields, self.world.scenario.powers.enquire_takes)

    def _papers(self, team: str) -> Iterator[FormOffer]:
        for name, paper in self.world.scenario.papers.items():
            refusal = self.authority.filing.judge_paper(team, name)
            if refusal is None or refusal.code != refusals.PAPER_MAY_NOT:
                form = _form("file", tuple(self._paper_fields(team, name, paper)), paper.takes, paper=name)
                if refusal is not None:
                    form = dataclasses.replace(form, available=False, because=_why(refusal))
                yield form

    def _paper_fields(self, team: str, name: str, paper: Paper) -> Iterator[FieldOffer]:
        filing = self.authority.filing
        states = [state for state in paper.to or self.world.scenario.states if state != team or state in paper.to]
        yield _field("to", ((state, filing.judge_to(team, name, state)) for state in states))
        ways = paper.channels or tuple(
            id for id, channel in self.world.scenario.channels.items() if "paper" in channel.carries
        )
        yield _field("channel", ((way, filing.judge_channel(team, name, way)) for way in ways))
        if paper.variants:
            yield _field("variant", ((variant, None) for variant in VARIANTS))
        if paper.languages:
            yield _field("language", ((language, None) for language in paper.languages))
        for id, content in paper.contents.items():
            yield self._content_field(name, id, content)

    def _content_field(self, name: str, id: str, content: Content) -> FieldOffer:
        """Offer the wordings of a content (``""`` where it is only filled in). It is never said which are demanded."""
        wordings = tuple(content.choices) or ("",)
        judged = ((wording, self.authority.filing.judge_content(name, id, wording)) for wording in wordings)
        return _field(f"content:{id}", judged, needed=False)

    def _unit_forms(self, team: str) -> Iterator[FormOffer]:
        """Offer the team's units and the consignments of which it knows."""
        units = tuple(self.world.scenario.teams[team].units)
        if not units:
            return
        loads = tuple(self.world.scenario.consignments)
        judged = {(u, c): self.control.judge_assign(team, u, c) for u in units for c in loads}
        known = tuple(c for c in loads if not all(_unknown(judged[u, c]) for u in units))
        if known:
            fields = (
                _field("unit", ((u, _all_closed(judged[u, c] for c in known)) for u in units)),
                _field("consignment", ((c, _all_closed(judged[u, c] for u in units)) for c in known)),
            )
            order = self.world.scenario.powers.assign_takes
            yield _form("assign", fields, order.minutes if order.shape == "fixed" else 0)
        yield _form("withdraw", (_field("unit", ((u, self.control.judge_withdraw(team, u)) for u in units)),))


def _field(id: str, judged: Iterable[Judged], *, kind: str = "one", needed: bool = True) -> FieldOffer:
    choices = tuple(OptionOffer(choice, refusal is None, _why(refusal)) for choice, refusal in judged)
    return FieldOffer(id, "many" if kind == "many" else "one", choices, needed)


def _form(
    id: str, fields: tuple[FieldOffer, ...], takes: int = 0, *, paper: str = "", empty: str = refusals.CLOSED
) -> FormOffer:
    """Return a form; closed where a needed field has nothing that can be chosen, for the reason of its first choice."""
    for field in fields:
        if field.needed and field.kind != "text" and not any(choice.available for choice in field.choices):
            because = field.choices[0].because if field.choices else empty
            return FormOffer(id, fields, takes, paper, available=False, because=because)
    return FormOffer(id, fields, takes, paper)


def _why(refusal: Refusal | None) -> str:
    return "" if refusal is None else refusal.because or refusal.code


def _all_closed(judged: Iterable[Refusal | None]) -> Refusal | None:
    """Return the first refusal if there is nothing but refusals."""
    found = list(judged)
    return next(iter(found), None) if all(found) else None


def _unknown(refusal: Refusal | None) -> bool:
    return refusal is not None and refusal.code == refusals.NOT_KNOWN


def _fields(act: object) -> dict[str, object]:
    """Return the fields of an act as they are recorded, text cleaned."""
    assert dataclasses.is_dataclass(act)
    values = {field.name: getattr(act, field.name) for field in dataclasses.fields(act)}
    return {name: clean(value, MOST_WORDS) if isinstance(value, str) else value for name, value in values.items()}
