"""The debrief's timeline: a run laid out by minutes, its decisions, moments to talk about, who held what when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from exercise.analysis import control, knowledge, paper
from exercise.analysis.consequences import Consequences
from exercise.analysis.knowledge import Held, Taken
from exercise.analysis.moments import Moment, propose
from exercise.analysis.sentences import Came, Sentences
from exercise.analysis.timeline import Ending, ending, for_team
from exercise.model.happenings import Happening
from exercise.model.plain import plain
from exercise.play.names import Names
from exercise.play.record import Record, RunProblem, read_record
from exercise.play.tellings import happening_text


@plain
class Line:
    """One happening in words: when, and which teams learned of it then."""

    minute: int
    audience: tuple[str, ...]
    text: str


class Story:
    """What a record says, read once and looked at often."""

    def __init__(self, record: Record, tag: str) -> None:
        self.record = record
        self.names = Names(record.scenario, tag)
        self.taken: tuple[Taken, ...] = knowledge.decisions(record, tag)
        self.consequences = Consequences(record)
        self.end: Ending = ending(record)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What was told to teams, in words."""
        record, tag = self.record, self.names.tag
        told = ((each, happening_text(each, record.scenario, tag, None)) for each in record.happenings)
        return tuple(Line(each.minute, tuple(each.audience), text) for each, text in told if text and each.audience)

    @cached_property
    def held(self) -> Mapping[str, tuple[Held, ...]]:
        """Who held each item, from when, and opened when."""
        found: dict[str, list[Held]] = {}
        for one in knowledge.holdings(self.record.scenario, self.record):
            found.setdefault(one.item, []).append(one)
        return {item: tuple(holders) for item, holders in found.items()}

    @cache  # noqa: B019  (a story is kept as long as its screen)
    def side(self, team: str | None) -> Side:
        """Return what the whole hall (``None``) or one team may be told."""
        return Side(self, team)


class Side:
    """A story as the whole hall, or one team, may be told it."""

    def __init__(self, story: Story, team: str | None) -> None:
        self.story, self.team = story, team
        record = story.record
        self.taken = tuple(one for one in story.taken if team in (None, one.decision.team))
        self.happenings: Sequence[Happening] = record.happenings if team is None else for_team(record.happenings, team)
        self.sentences = Sentences(story.names, team)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The moments to talk about first, at most five."""
        return propose(self.story.record, self.story.taken, self.story.consequences, self.team)

    @cached_property
    def requests(self) -> tuple[paper.Request, ...]:
        """The requests, as they were sent."""
        return paper.requests(self.story.record.scenario, self.happenings)

    @cached_property
    def loads(self) -> tuple[str, ...]:
        """The consignments that happenings speak of."""
        heard = {getattr(one, "consignment", None) for one in self.happenings}
        return tuple(load for load in self.story.record.scenario.consignments if load in heard)

    def way(self, load: str) -> tuple[control.Stretch, ...]:
        """Return the way of a consignment."""
        return control.way(self.happenings, load, self.story.end.minute, told=self.team is not None)

    def came(self, taken: Taken) -> tuple[Came, ...]:
        """Return what came of a decision, in words."""
        return self.sentences.came(self.story.consequences.of(taken.decision))


@dataclass(frozen=True)
class Timeline:
    """A run, and the minute at which one looks.

    *open*: what others knew and what came of it is shown. *team*: only what that team may be told.
    """

    story: Story
    minute: int = 0
    open: bool = False
    team: str | None = None
    jumped: int = -1
    """The number of the decision jumped to, counted in :attr:`taken`; it counts only at that decision's minute."""
    talk: int = -1
    """The moment jumped to, counted in :attr:`moments`."""
    said: str = ""
    """What was done last, as a sentence: where a report was written, a note kept."""

    @property
    def names(self) -> Names:
        """Labels in the reader's language."""
        return self.story.names

    @property
    def side(self) -> Side:
        """What may be told here."""
        return self.story.side(self.team)

    @property
    def taken(self) -> tuple[Taken, ...]:
        """The decisions shown here."""
        return self.side.taken

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The moments to talk about first."""
        return self.side.moments

    @property
    def last(self) -> int:
        """The last minute of the run."""
        return self.story.end.minute

    @property
    def columns(self) -> tuple[str, ...]:
        """The teams whose knowledge is shown."""
        return self.story.record.scenario.played if self.team is None else (self.team,)

    @property
    def row(self) -> int:
        """The last row of the record at the minute looked at."""
        return max((row.number for row in self.story.record.rows if row.minute <= self.minute), default=0)

    # --- where one looks --------------------------------------------------------------------------

    @property
    def moment(self) -> Taken | None:
        """The decision at which one looks: the one jumped to, else the last one taken up to the minute."""
        number = self._number
        return self.taken[number] if number >= 0 else None

    @property
    def proposed(self) -> Moment | None:
        """The moment to talk about at which one looks."""
        if 0 <= self.talk < len(self.moments) and self.moments[self.talk].minute == self.minute:
            return self.moments[self.talk]
        number = self.moment.number if self.moment else None
        here = self.moment is not None and self.moment.decision.minute == self.minute
        return next((one for one in self.moments if here and one.number == number), None)

    @property
    def _number(self) -> int:
        if 0 <= self.jumped < len(self.taken) and self.taken[self.jumped].decision.minute == self.minute:
            return self.jumped
        return bisect_right([each.decision.minute for each in self.taken], self.minute) - 1

    def at(self, minute: int) -> Timeline:
        """Look at another minute; what others knew is closed again."""
        minute = max(0, min(self.last, minute))
        return replace(self, minute=minute, open=False, jumped=-1, talk=-1, said="")

    def jump(self, step: int) -> Timeline:
        """Go to the decision before or after, one by one where several were taken in one minute."""
        if not self.taken:
            return self
        number = self._number
        between = step < 0 <= number and self.taken[number].decision.minute < self.minute
        target = max(0, min(len(self.taken) - 1, number if between else number + step))
        return replace(self.at(self.taken[target].decision.minute), jumped=target)

    def to_moment(self, place: int) -> Timeline:
        """Go to a moment to talk about, counted from 0; where there is none, stay."""
        if not 0 <= place < len(self.moments):
            return self
        moment = self.moments[place]
        numbers = [one.number for one in self.taken]
        jumped = numbers.index(moment.number) if moment.number in numbers else -1
        return replace(self.at(moment.minute), jumped=jumped, talk=place)

    def revealed(self) -> Timeline:
        """Open or close what others knew and what came of it."""
        return replace(self, open=not self.open)

    def next_team(self) -> Timeline:
        """Show the extract of the next team; after the last one the whole hall again."""
        sides = (None, *self.story.record.scenario.played)
        team = sides[(sides.index(self.team) + 1) % len(sides)]
        return replace(self.at(self.minute), team=team)

    def saying(self, sentence: str) -> Timeline:
        """Say what was done."""
        return replace(self, said=sentence)

    # --- knowledge --------------------------------------------------------------------------------

    def holders(self, item: str) -> dict[str, bool]:
        """Return the teams that held *item* at this minute, and whether each had opened it (a program has always)."""
        people = self.story.record.header.setup.people
        held = {one.team: one for one in self.story.held.get(item, ()) if one.since <= self.minute}
        return {
            team: team not in people or (held[team].opened is not None and (held[team].opened or 0) <= self.minute)
            for team in self.columns
            if team in held
        }

    def items(self) -> Sequence[str]:
        """Return the items that anyone shown held at this minute: those first that the deciding team did not."""
        held = [item for item in self.story.record.scenario.intel if self.holders(item)]
        team = self.moment.decision.team if self.moment else ""
        return sorted(held, key=lambda item: team in self.holders(item))


def timeline_of(path: Path, tag: str) -> Timeline:
    """Read the run at *path* in the language *tag*.

    Raises:
        ValueError: It is not a whole run; the message is a sentence of that language.
        OSError: It cannot be read.
    """
    try:
        record = read_record(path)
    except RunProblem as fault:
        raise ValueError(fault.text(tag)) from fault
    return laid_out(record, tag)


def laid_out(record: Record, tag: str) -> Timeline:
    """Lay a record out; one looks at the first moment to talk about, or, where there is none, at the first decision."""
    whole = Timeline(Story(record, tag))
    return whole.to_moment(0) if whole.moments else whole.jump(0)
