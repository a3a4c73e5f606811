"""The choices of the home screen. Nothing here knows Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from exercise.model.plain import plain
from exercise.ui.home_model import RunCard, ScenarioCard, Setup

Play = Literal["rounds", "open", "solo"]
PLAYS: Final[tuple[Play, ...]] = ("rounds", "open", "solo")
SEEDS: Final = 10_000


@plain
class Choosing:
    """What is chosen so far; *bots*: teams that people could play but do not; *solo*: the one team of the solo play."""

    cards: tuple[ScenarioCard, ...]
    runs: tuple[RunCard, ...]
    seed: int
    scenario: int = 0
    play: Play = "rounds"
    bots: frozenset[str] = frozenset()
    solo: str = ""

    @property
    def card(self) -> ScenarioCard | None:
        """The scenario chosen."""
        return self.cards[self.scenario] if self.cards else None

    @property
    def unfinished(self) -> int | None:
        """The number of the latest run that can be gone on with; ``None`` where there is none."""
        return next((n for n, run in enumerate(self.runs) if not run.finished and not run.problem), None)

    @property
    def people(self) -> tuple[str, ...]:
        """The teams that people play."""
        playable = [team.id for team in self.card.teams if team.playable] if self.card else []
        if self.play == "solo":
            return (self.solo if self.solo in playable else playable[0],) if playable else ()
        return tuple(team for team in playable if team not in self.bots)

    def choose_scenario(self, number: int) -> Choosing:
        """Choose the scenario of this number; the teams start anew."""
        return replace(self, scenario=max(0, min(len(self.cards) - 1, number)), bots=frozenset(), solo="")

    def choose_team(self, team: str) -> Choosing:
        """In solo play, play this team; else hand it from people to bots or back."""
        if self.play == "solo":
            return replace(self, solo=team)
        return replace(self, bots=self.bots ^ {team})

    def setup(self, language: str) -> Setup | None:
        """Return what to start, ``None`` while nothing can be started."""
        card = self.card
        if card is None or card.problem or not self.people:
            return None
        pace: Literal["rounds", "open"] = "open" if self.play == "open" else "rounds"
        return Setup(card.source, pace, self.people, language, self.seed)


def begin(cards: Sequence[ScenarioCard], runs: Sequence[RunCard], seed: int) -> Choosing:
    """Return the choices as they stand when the home screen opens."""
    return Choosing(tuple(cards), tuple(runs), seed)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in *language*, else in English, else in any."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
