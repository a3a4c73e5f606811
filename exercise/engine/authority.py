"""Authority: the course of a request from drawing it up to the answer in the hands of those who asked.

Every state decides for itself. A state that people play decides at a point of its own, with a default at the lead
time of its profile; a state that nobody plays answers by its profile. The engine adds only transmission and office
time.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, Literal, Protocol, cast

from exercise.engine.channels import Channels
from exercise.engine.consents import Consents
from exercise.engine.effects import Cause, Effects
from exercise.engine.filing import Filing, Request
from exercise.engine.office import NEVER, working
from exercise.engine.rules import Rules
from exercise.engine.world import PAPER, Steps, World
from exercise.model.base import Minute
from exercise.model.decisions import MOST_WORDS, Answer, File, Refusal
from exercise.model.durations import Span
from exercise.model.effects import SendRequest
from exercise.model.happenings import AnswerArrived, RequestDecided, RequestReceived, RequestSent
from exercise.model.plain import plain
from exercise.model.text import clean

Response = Literal["grant", "conditions", "return", "refuse"]
Verdict = Literal["granted", "returned", "refused"]
_VERDICTS: Final[dict[Response, Verdict]] = {
    "grant": "granted",
    "conditions": "granted",
    "return": "returned",
    "refuse": "refused",
}


class Answered(Protocol):
    """Takes the answer of a played state, and by whom it came (team, bot, facilitator, default)."""

    def __call__(self, answer: Answer, by: str, /) -> None:
        """Take it."""


class AsksTeams(Protocol):
    """Opens the point at which a played state answers a request."""

    def open_request(
        self, request: str, team: str, deadline: Minute | None, default: str, answered: Answered, *, precedence: str
    ) -> None:
        """Ask *team*; at the deadline (``None``: never) the answer is *default*."""


@plain
class _Reply:
    """An answer on its way back."""

    request: Request
    verdict: Verdict
    missing: tuple[str, ...]
    until: Minute | None
    conditions: str


class Authority:
    """All requests of a run. They are numbered ``r1``, ``r2`` ... in the order in which they leave."""

    def __init__(self, world: World, rules: Rules, effects: Effects, channels: Channels, points: AsksTeams) -> None:
        self.world = world
        self.effects = effects
        self.channels = channels
        self.points = points
        self.consents = Consents(world, effects)
        self.filing = Filing(world, effects, channels, self.consents.told)
        self._left = 0
        self._filed: defaultdict[str, int] = defaultdict(int)
        self._returned: dict[tuple[str, str, str], str] = {}
        effects.register(SendRequest, self._effect)

    def agreed(self, consignment: str, state: str) -> str | None:
        """Return the variant that the consent in force agrees to; ``None`` where there is no consent."""
        return self.consents.agreed(consignment, state)

    # --- sending --------------------------------------------------------------------------------------------

    def judge(self, team: str, act: File) -> Refusal | None:
        """Say why *team* cannot send this request now."""
        return self.filing.judge(team, act)

    def file(self, team: str, act: File) -> None:
        """Begin to draw up a request that was judged to be allowed. It leaves a minute later at the earliest."""
        self._begin(self._request(team, act), at_least=1)

    def _effect(self, effect: SendRequest, cause: Cause) -> None:
        """Send an authored request: complete, but for what it lacks."""
        team = effect.by or cause.team
        if not team:
            raise ValueError(f"{cause.path}: a request that nobody sends; say `by:`")
        contents = self.filing.complete(effect.request, effect.lacks)
        language = effect.language or self.filing.language_for(effect.request, effect.to)
        act = File(effect.request, effect.to, effect.channel, contents, effect.variant, language)
        self._begin(self._request(team, act), at_least=0)

    def _request(self, team: str, act: File) -> Request:
        paper = self.world.scenario.papers[act.paper]
        consignment = self.filing.consignment(paper)
        variant = act.variant
        if paper.asks == "extension":
            variant = self.consents.agreed(consignment, act.to) or variant
        return Request(
            act.paper,
            team,
            act.to,
            act.channel,
            variant,
            act.language or next(iter(paper.languages), ""),
            dict(act.contents),
            consignment,
            self.channels.audience(act.channel, team),
        )

    def _begin(self, request: Request, at_least: Minute) -> None:
        self.filing.begin(request)
        paper = self.world.scenario.papers[request.paper]
        takes = paper.takes
        if paper.languages and request.language != paper.languages[0]:
            takes += self.world.lasts(paper.translation, "translation", request.team, f"{request.paper}.{request.to}")
        self._filed[request.team] += 1
        self.world.process(self._course(request, self.world.now + max(takes, at_least), self._filed[request.team]))

    def _course(self, request: Request, leaves: Minute, n: int) -> Steps:
        """Take a request from the desk on which it is drawn up to that of those who decide."""
        yield self.world.turn(leaves, PAPER, "teams", request.team, n)
        self._leave(request)
        passage = self.channels.transmit(request.channel, request.team, f"{request.paper}.{request.to}")
        if passage is None:
            return
        yield passage
        self._receive(request)
        profile = self.filing.profile(request.to)
        registered = self._worked(request, profile.registers_in, "registration")
        yield self.world.turn(registered, PAPER, "teams", request.to, request.serial)
        played = self.world.scenario.teams[request.to].played
        decided = self._worked(request, profile.decides_in, "decision", told=played)  # a deadline of theirs
        if played:
            self._ask(request, decided)
        else:
            yield self.world.turn(decided, PAPER, "teams", request.to, request.serial)
            self._decide(request, self._by_profile(request), "profile")

    def _worked(self, request: Request, span: Span, purpose: str, *, told: bool = False) -> Minute:
        """Return when work on *request* that begins now is done, office hours applied to the working time drawn."""
        minutes = self.world.lasts(span, purpose, request.to, f"{request.paper}.{request.team}", told=told)
        return working(self.filing.profile(request.to).hours, self.world.now, minutes)

    def _leave(self, request: Request) -> None:
        self._left += 1
        request.serial = self._left
        request.left = self.world.now
        previous = self._returned.pop((request.team, request.paper, request.to), "")
        self.world.emit(
            RequestSent(
                self.world.now,
                request.audience,
                request.number,
                request.paper,
                request.team,
                request.to,
                request.channel,
                request.variant,
                request.language,
                request.contents,
                previous,
            )
        )
        self.world.set(f"paper.{request.paper}.{request.to}", "sent")
        if self._asks(request) == "consent":
            self.consents.note(request.consignment, request.to, "asked")

    def _receive(self, request: Request) -> None:
        self.world.emit(RequestReceived(self.world.now, self.world.audience(request.to), request.number, request.to))
        self.world.set(f"paper.{request.paper}.{request.to}", "received")

    def _asks(self, request: Request) -> str:
        return self.world.scenario.papers[request.paper].asks

    def _precedence(self, paper: str, verdict: str) -> str:
        """How urgent an answer is: one that asks for more work always stops the clock of a round."""
        return self.world.scenario.papers[paper].precedence if verdict == "granted" else "priority"

    # --- deciding -------------------------------------------------------------------------------------------

    def _ask(self, request: Request, lead: Minute) -> None:
        """Ask the people of the state; what the profile would answer is taken at the lead time."""
        deadline = None if lead == NEVER else max(lead, self.world.now + 1)

        def answered(answer: Answer, by: str, /) -> None:
            self._decide(request, cast(Response, answer.options[0]), by, answer.text)

        precedence = self.world.scenario.papers[request.paper].precedence
        default = self._default(request)
        self.points.open_request(request.number, request.to, deadline, default, answered, precedence=precedence)

    def _default(self, request: Request) -> Response:
        if self.filing.lacking(request):
            return "return"
        return "grant" if self._would_grant(request) else "refuse"

    def _by_profile(self, request: Request) -> Response:
        response = self._default(request)
        return "conditions" if response == "grant" and self.filing.profile(request.to).conditions else response

    def _would_grant(self, request: Request) -> bool:
        profile = self.filing.profile(request.to)
        if request.variant != "intact" and not profile.may_substitute:
            return False
        return profile.grants is None or self.effects.holds(profile.grants)

    def _decide(self, request: Request, response: Response, by: str, words: str = "") -> None:
        """Record the decision of the state and send the answer back by the way the request came."""
        verdict = _VERDICTS[response]
        missing = self.filing.lacking(request) if verdict == "returned" else ()
        until = self._until(request) if verdict == "granted" else None
        said = self._said(request, response, clean(words, MOST_WORDS).strip())
        self.world.emit(
            RequestDecided(self.world.now, self.world.audience(request.to), request.number, request.to, verdict, by)
        )
        reply = _Reply(request, verdict, missing, until, said)
        self.channels.send(request.channel, request.to, f"{request.paper}.{request.team}", lambda: self._arrive(reply))

    def _until(self, request: Request) -> Minute | None:
        validity = self.filing.profile(request.to).validity
        match self._asks(request):
            case "extension":
                return self.consents.prolong(request, validity)
            case "consent" if validity is not None:
                return self.world.now + validity
        return None

    def _said(self, request: Request, response: Response, words: str) -> str:
        """Return what is written into the answer: a path to the author's words, or the words of those who decided."""
        profile, path = self.filing.profile(request.to), f"teams.{request.to}.profile"
        match response:
            case "conditions":
                return f"{path}.conditions" if profile.conditions else words
            case "refuse":
                return words or (f"{path}.refuses_because" if profile.refuses_because else "")
            case _:
                return ""

    # --- the answer -----------------------------------------------------------------------------------------

    def _arrive(self, reply: _Reply) -> None:
        """Hand the answer to those who asked. Only now do the facts change that others read."""
        request = reply.request
        self.filing.finish(request)
        self.world.emit(
            AnswerArrived(
                self.world.now,
                request.audience,
                request.number,
                request.team,
                request.to,
                reply.verdict,
                reply.missing,
                reply.until,
                reply.conditions,
                self._precedence(request.paper, reply.verdict),
            )
        )
        self.world.set(f"paper.{request.paper}.{request.to}", reply.verdict)
        if reply.verdict == "returned":
            self.world.add(f"returns.{request.paper}.{request.to}", 1)
            self._returned[request.team, request.paper, request.to] = request.number
        self._apply(reply)

    def _apply(self, reply: _Reply) -> None:
        """Let the answer count for the consent that it is about."""
        request, asks = reply.request, self._asks(reply.request)
        if reply.verdict != "granted":
            if asks == "consent":
                self.consents.note(request.consignment, request.to, reply.verdict)
        elif asks == "consent":
            self.consents.enter(request, reply.until)
        elif asks == "extension":
            self.consents.extended(request, reply.until)
