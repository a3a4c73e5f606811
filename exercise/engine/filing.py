"""Filing: which requests a team can send, filled in how; and what the authority that receives one finds lacking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from exercise.engine import refusals
from exercise.engine.channels import Channels
from exercise.engine.effects import Effects
from exercise.engine.world import World
from exercise.model.base import Minute
from exercise.model.decisions import Decision, File, Refusal
from exercise.model.expressions import Expression
from exercise.model.facts import VARIANTS
from exercise.model.happenings import Audience
from exercise.model.papers import Content, Paper
from exercise.model.people import Profile
from exercise.model.text import NO_TEXT, Text

REMINDED_AFTER: Final[Minute] = 1440
"""A request without an answer can be repeated a day after it left: nobody can know whether it was lost."""
INTACT: Final = "intact"
_NO_PROFILE: Final = Profile(authority=NO_TEXT)


@dataclass(slots=True, eq=False)
class Request:
    """A request on its course. Its number is given when it leaves."""

    paper: str
    team: str
    to: str
    channel: str
    variant: str
    language: str
    contents: Mapping[str, str]
    consignment: str
    audience: Audience
    serial: int = 0
    left: Minute | None = None

    @property
    def number(self) -> str:
        """The number by which it is known."""
        return f"r{self.serial}"


class Filing:
    """Judges requests: before they are sent, and (for completeness) where they are received."""

    def __init__(
        self, world: World, effects: Effects, channels: Channels, knows_consent: Callable[[str, str, str], bool]
    ) -> None:
        """*knows_consent* tells whether a team was told of the consent in force for a consignment by a state."""
        self.world = world
        self.effects = effects
        self.channels = channels
        self.knows_consent = knows_consent
        self._waiting: dict[tuple[str, str, str], Request] = {}

    def profile(self, state: str) -> Profile:
        """Return the profile of a state; one without demands where the author gave none."""
        return self.world.scenario.teams[state].profile or _NO_PROFILE

    # --- before it is sent ----------------------------------------------------------------------------------

    def judge(self, team: str, act: File) -> Refusal | None:
        """Say why *team* cannot send this request now."""
        return (
            self.judge_paper(team, act.paper)
            or self.judge_to(team, act.paper, act.to)
            or self.judge_channel(team, act.paper, act.channel)
            or self._judge_variant(act)
            or self._judge_language(act)
            or self._judge_contents(act)
        )

    def judge_role(self, decision: Decision, act: File) -> Refusal | None:
        """Say why the role that acts cannot send a request of this kind."""
        paper = self.world.scenario.papers.get(act.paper)
        if decision.role and paper and paper.roles and decision.role not in paper.roles:
            return Refusal(refusals.ROLE_MAY_NOT, {"role": decision.role})
        return None

    def judge_paper(self, team: str, name: str) -> Refusal | None:
        """Say why *team* cannot send any request of this kind."""
        paper = self.world.scenario.papers.get(name)
        if paper is None:
            return Refusal(refusals.NO_SUCH_PAPER, {"paper": name})
        if team not in (paper.by or self.world.scenario.states):
            return Refusal(refusals.PAPER_MAY_NOT, {"paper": name})
        return self._closed(paper.requires, paper.because, f"papers.{name}")

    def judge_to(self, team: str, name: str, to: str) -> Refusal | None:
        """Say why a request of this kind cannot go to this state now."""
        paper = self.world.scenario.papers[name]
        if to not in self.world.scenario.teams:
            return Refusal(refusals.NO_SUCH_TEAM, {"to": to})
        if to == team and to not in paper.to:
            return Refusal(refusals.SELF, {"to": to})
        if to not in (paper.to or self.world.scenario.states):
            return Refusal(refusals.PAPER_MAY_NOT, {"paper": name, "to": to})
        if self._waits(team, name, to):
            return Refusal(refusals.PAPER_WAITS, {"paper": name, "to": to})
        return self._judge_extension(team, paper, to)

    def judge_channel(self, team: str, name: str, channel: str) -> Refusal | None:
        """Say why *team* cannot send a request of this kind by this channel."""
        allowed = self.world.scenario.papers[name].channels
        refusal = self.channels.judge(team, channel, "paper")
        if refusal is None and allowed and channel not in allowed:
            return Refusal(refusals.CHANNEL_MAY_NOT, {"channel": channel})
        return refusal

    def judge_content(self, name: str, content: str, wording: str) -> Refusal | None:
        """Say why a content cannot be filled in with this wording (``""`` where it has none to choose among) now."""
        known = self.world.scenario.papers[name].contents.get(content)
        if known is None:
            return Refusal(refusals.NO_SUCH_CONTENT, {"paper": name})
        path = f"papers.{name}.contents.{content}"
        if wording not in (known.choices or ("",)):
            return Refusal(refusals.NO_SUCH_WORDING, {"paper": name})
        closed = self._closed(known.requires, known.because, path)
        if closed is not None or not known.choices:
            return closed
        choice = known.choices[wording]
        return self._closed(choice.requires, choice.because, f"{path}.choices.{wording}")

    def _judge_contents(self, act: File) -> Refusal | None:
        judged = (self.judge_content(act.paper, content, wording) for content, wording in act.contents.items())
        return next((refusal for refusal in judged if refusal), None)

    def _judge_variant(self, act: File) -> Refusal | None:
        named = VARIANTS if self.world.scenario.papers[act.paper].variants else (INTACT,)
        return None if act.variant in named else Refusal(refusals.BAD_VARIANT)

    def _judge_language(self, act: File) -> Refusal | None:
        fits = not act.language or act.language in self.world.scenario.papers[act.paper].languages
        return None if fits else Refusal(refusals.BAD_LANGUAGE)

    def _judge_extension(self, team: str, paper: Paper, to: str) -> Refusal | None:
        """An extension needs a consent of which the team was told: the form must not tell it of another's."""
        if paper.asks != "extension" or self.knows_consent(team, self.consignment(paper), to):
            return None
        return Refusal(refusals.NOTHING_TO_EXTEND, {"to": to})

    def _closed(self, requires: Expression | None, because: Text, path: str) -> Refusal | None:
        if requires is None or self.effects.holds(requires):
            return None
        return Refusal(refusals.CLOSED, {}, f"{path}.because" if because else "")

    def consignment(self, paper: Paper) -> str:
        """Return the consignment that a kind of request is about."""
        return paper.consignment or self.world.scenario.first_consignment()

    # --- while it is on its way -----------------------------------------------------------------------------

    def begin(self, request: Request) -> None:
        """Note that a request is being drawn up: no other like it until its answer came, or a day has passed."""
        self._waiting[request.team, request.paper, request.to] = request

    def finish(self, request: Request) -> None:
        """Note that the answer to a request came."""
        key = (request.team, request.paper, request.to)
        if self._waiting.get(key) is request:
            del self._waiting[key]

    def _waits(self, team: str, paper: str, to: str) -> bool:
        request = self._waiting.get((team, paper, to))
        if request is None:
            return False
        return request.left is None or self.world.now < request.left + REMINDED_AFTER

    # --- where it is received -------------------------------------------------------------------------------

    def lacking(self, request: Request) -> tuple[str, ...]:
        """Return what the state finds missing or not adequate: ids of contents, and ``language``."""
        paper, profile = self.world.scenario.papers[request.paper], self.profile(request.to)
        demanded = paper.demanded(profile.requires)
        missing = [id for id in demanded if not _adequate(paper.contents[id], request.contents.get(id))]
        accepted = profile.languages
        if request.language and accepted and request.language not in accepted:
            missing.append("language")
        return tuple(missing)

    def complete(self, paper: str, lacks: tuple[str, ...]) -> dict[str, str]:
        """Return every content of a form but *lacks*, each with the first adequate wording."""
        contents = self.world.scenario.papers[paper].contents
        return {id: _best(content) for id, content in contents.items() if id not in lacks}

    def language_for(self, paper: str, state: str) -> str:
        """Return the first language of a form that the state accepts, else its first; ``""`` where it has none."""
        languages = self.world.scenario.papers[paper].languages
        accepted = self.profile(state).languages or languages
        return next((each for each in languages if each in accepted), next(iter(languages), ""))


def _adequate(content: Content, wording: str | None) -> bool:
    if wording is None:
        return False
    return not content.choices or content.choices[wording].adequate


def _best(content: Content) -> str:
    adequate = (id for id, choice in content.choices.items() if choice.adequate)
    return next(adequate, next(iter(content.choices), ""))
