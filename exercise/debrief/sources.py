"""What the debrief stands on: one reader's view of a record - names, times, and whom it may be told to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from exercise.analysis.consequences import Consequences
from exercise.analysis.history import History
from exercise.analysis.knowledge import Taken, decisions, holdings
from exercise.analysis.sentences import Sentences
from exercise.analysis.timeline import Ending, ending, for_team
from exercise.model.base import Minute
from exercise.model.facts import FactType, catalogue
from exercise.model.happenings import Happening
from exercise.model.language import Language
from exercise.model.scenario import Scenario
from exercise.play.conditions import Conditions
from exercise.play.names import Names
from exercise.play.record import Record


@dataclass(frozen=True)
class Reader:
    """A record, read in the language *tag*, by everybody or by one *team*."""

    record: Record
    tag: str
    team: str | None

    @property
    def scenario(self) -> Scenario:
        """The scenario of the run."""
        return self.record.scenario

    @cached_property
    def names(self) -> Names:
        """Labels in the reader's language."""
        return Names(self.scenario, self.tag)

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.names.language

    @cached_property
    def conditions(self) -> Conditions:
        """Conditions in words."""
        return Conditions(self.names)

    @cached_property
    def end(self) -> Ending:
        """How the run ended."""
        return ending(self.record)

    @cached_property
    def history(self) -> History:
        """All facts over time: measures are taken on the whole run, whoever reads."""
        return History(self.scenario, self.record.happenings, self.end.minute)

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """What this reader may be told."""
        if self.team is None:
            return self.record.happenings
        return for_team(self.record.happenings, self.team)

    @cached_property
    def taken(self) -> tuple[Taken, ...]:
        """Every decision of the run with what was known: which of them this reader sees, :meth:`mine` tells."""
        return decisions(self.record, self.tag)

    @cached_property
    def consequences(self) -> Consequences:
        """What came of each decision."""
        return Consequences(self.record)

    @cached_property
    def sentences(self) -> Sentences:
        """Moments and consequences in words, as this reader may be told them."""
        return Sentences(self.names, self.team)

    @cached_property
    def facts(self) -> Mapping[str, FactType]:
        """Every fact of the scenario, with who knows it."""
        return catalogue(self.scenario)

    @cached_property
    def held(self) -> frozenset[str]:
        """The items that this reader's team held at any time."""
        return frozenset(one.item for one in holdings(self.scenario, self.record) if one.team == self.team)

    def mine(self, team: str) -> bool:
        """Tell whether what belongs to *team* is for this reader."""
        return self.team in (None, team)

    def clock(self, minute: Minute) -> str:
        """Return a story minute as day and time."""
        return self.names.clock(minute)

    def length(self, minutes: Minute) -> str:
        """Return a length of story time."""
        return self.language.length(minutes)
