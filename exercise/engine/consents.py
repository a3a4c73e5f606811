"""Consents in force: which state agrees to what of which consignment, until when, and by which requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from exercise.engine.effects import Cause, Effects
from exercise.engine.filing import Request
from exercise.engine.world import DEADLINES, World
from exercise.model.base import Minute
from exercise.model.effects import Consent
from exercise.model.happenings import RequestLapsed

Word = Literal["asked", "returned", "refused", "lapsed"]


@dataclass(slots=True, eq=False)
class Grant:
    """A consent in force. *requests* asked for it and for its extensions; none where it was given by word of mouth."""

    consignment: str
    state: str
    variant: str
    until: Minute | None
    requests: list[Request] = field(default_factory=list)


class Consents:
    """The consents in force, one for each consignment and state, and the facts ``consent.C.S``."""

    def __init__(self, world: World, effects: Effects) -> None:
        self.world = world
        self._in_force: dict[tuple[str, str], Grant] = {}
        effects.register(Consent, self._effect)

    def agreed(self, consignment: str, state: str) -> str | None:
        """Return the variant that the consent in force agrees to; ``None`` where there is no consent."""
        grant = self._in_force.get((consignment, state))
        return grant.variant if grant else None

    def told(self, team: str, consignment: str, state: str) -> bool:
        """Tell whether *team* was told of the consent in force: with those who asked, or by word of mouth with all."""
        grant = self._in_force.get((consignment, state))
        if grant is None:
            return False
        return not grant.requests or team == state or any(team in request.audience for request in grant.requests)

    def note(self, consignment: str, state: str, word: Word) -> None:
        """Note how it stands with a request for consent; a consent in force stays in force."""
        if (consignment, state) not in self._in_force:
            self._tell(consignment, state, word)

    # --- grants ---------------------------------------------------------------------------------------------

    def prolong(self, request: Request, validity: Minute | None) -> Minute | None:
        """Extend the consent in force by *validity* (without end, where that is ``None``); return until when it holds.

        It counts from now where none is in force any more.
        """
        grant = self._in_force.get((request.consignment, request.to))
        if grant is None:
            return None if validity is None else self.world.now + validity
        if grant.until is not None:
            grant.until = None if validity is None else grant.until + validity
            self._await_end(grant)
        return grant.until

    def extended(self, request: Request, until: Minute | None) -> None:
        """Note that those who asked for an extension know of it."""
        grant = self._in_force.get((request.consignment, request.to))
        if grant is None:
            self.enter(request, until)
        else:
            grant.requests.append(request)

    def enter(self, request: Request, until: Minute | None) -> None:
        """Let the consent that *request* obtained come into force until *until*; at once over where that has passed."""
        grant = Grant(request.consignment, request.to, request.variant, until, [request])
        if until is not None and until <= self.world.now:
            self._announce_lapse(grant)
            self.note(request.consignment, request.to, "lapsed")
        else:
            self._begin(grant)

    def _begin(self, grant: Grant) -> None:
        self._in_force[grant.consignment, grant.state] = grant
        self._tell(grant.consignment, grant.state, "granted")
        self._await_end(grant)

    def _await_end(self, grant: Grant) -> None:
        due = grant.until
        if due is not None:
            self.world.at(due, DEADLINES, "teams", grant.state, lambda: self._run_out(grant, due))

    def _run_out(self, grant: Grant, due: Minute) -> None:
        """Let a consent lapse, unless it was replaced, withdrawn or extended meanwhile."""
        if self._in_force.get((grant.consignment, grant.state)) is grant and grant.until == due:
            self._end(grant, "lapsed")

    def _end(self, grant: Grant, word: Word) -> None:
        del self._in_force[grant.consignment, grant.state]
        self._announce_lapse(grant)
        self._tell(grant.consignment, grant.state, word)

    def _announce_lapse(self, grant: Grant) -> None:
        for request in grant.requests:
            audience = self.world.audience(grant.state, *request.audience)
            self.world.emit(RequestLapsed(self.world.now, audience, request.number, grant.state))
            paper = f"paper.{request.paper}.{grant.state}"
            if self.world.facts[paper] == "granted":
                self.world.set(paper, "lapsed")

    def _tell(self, consignment: str, state: str, word: str) -> None:
        if consignment:
            self.world.set(f"consent.{consignment}.{state}", word)

    # --- by word of mouth -----------------------------------------------------------------------------------

    def _effect(self, effect: Consent, cause: Cause) -> None:
        """Give or take back a consent directly. Without a variant it is the one agreed before, or that of the load."""
        consignment = effect.consignment or self.world.scenario.first_consignment()
        grant = self._in_force.get((consignment, effect.of))
        if effect.consent == "granted":
            variant = effect.variant or (grant.variant if grant else self._variant(consignment))
            self._begin(Grant(consignment, effect.of, variant, self._holds_until(effect, cause)))
        elif grant is not None:
            self._end(grant, effect.consent)
        else:
            self._tell(consignment, effect.of, effect.consent)

    def _holds_until(self, effect: Consent, cause: Cause) -> Minute | None:
        if effect.valid_for is None:
            return None
        return self.world.now + max(1, self.world.lasts(effect.valid_for, "validity", effect.of, cause.path, told=True))

    def _variant(self, consignment: str) -> str:
        return str(self.world.facts.get(f"consignment.{consignment}.variant", "intact"))
