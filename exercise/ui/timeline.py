"""The debrief's timeline: a run laid out by minutes, its decisions as moments, and who held what when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from exercise.model import happenings as h
from exercise.play.names import Names
from exercise.play.record import Record, RunProblem, read_record
from exercise.play.tellings import happening_text


@dataclass(frozen=True, slots=True)
class Line:
    """One happening in words: when, and which teams learned of it then."""

    minute: int
    audience: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A run, and the minute at which one looks; *open*: what others knew is shown."""

    names: Names
    record: Record
    lines: tuple[Line, ...]
    moments: tuple[h.DecisionTaken, ...]
    minute: int = 0
    open: bool = False
    jumped: int = -1
    """The number of the decision jumped to; it counts only at that decision's minute."""

    @property
    def last(self) -> int:
        """The last minute of the run."""
        return max((each.minute for each in self.record.happenings), default=0)

    @property
    def moment(self) -> h.DecisionTaken | None:
        """The decision at which one looks: the one jumped to, else the last one taken up to the minute."""
        number = self._number
        return self.moments[number] if number >= 0 else None

    @property
    def _number(self) -> int:
        if 0 <= self.jumped < len(self.moments) and self.moments[self.jumped].minute == self.minute:
            return self.jumped
        return sum(each.minute <= self.minute for each in self.moments) - 1

    @property
    def ending(self) -> str:
        """The title of the ending, ``""`` while the run is not over."""
        ended = next((each for each in self.record.happenings if isinstance(each, h.ExerciseEnded)), None)
        known = self.record.scenario.outcomes.get(ended.outcome) if ended is not None else None
        return self.names.say(known.title) if known is not None else ""

    def at(self, minute: int) -> Timeline:
        """Look at another minute; what others knew is closed again."""
        return replace(self, minute=max(0, min(self.last, minute)), open=False, jumped=-1)

    def jump(self, step: int) -> Timeline:
        """Go to the decision before or after, one by one where several were taken in one minute."""
        if not self.moments:
            return self
        number = self._number
        between = step < 0 <= number and self.moments[number].minute < self.minute
        target = max(0, min(len(self.moments) - 1, number if between else number + step))
        return replace(self.at(self.moments[target].minute), jumped=target)

    def revealed(self) -> Timeline:
        """Open or close what others knew."""
        return replace(self, open=not self.open)

    def came_of_it(self) -> tuple[Line, ...]:
        """Return what was told after the moment, up to the next decision of the same team."""
        moment = self.moment
        if moment is None:
            return ()
        later = [each.minute for each in self.moments if each.team == moment.team and each.minute > moment.minute]
        until = later[0] if later else self.last + 1
        return tuple(
            line for line in self.lines if moment.minute < line.minute < until and moment.team in line.audience
        )

    def holders(self, item: str) -> dict[str, bool]:
        """Return the teams that held *item* at this minute, and whether each had opened it."""
        held = set(self.record.scenario.intel[item].holders)
        held |= {
            each.team
            for each in self.record.happenings
            if isinstance(each, h.ItemReceived) and each.item == item and each.minute <= self.minute
        }
        opened = {team for minute, team, key in self.record.opened if minute <= self.minute and key == f"item:{item}"}
        return {team: team in opened for team in self.record.scenario.played if team in held}

    def items(self) -> Sequence[str]:
        """Return the items that anyone held at this minute."""
        return [item for item in self.record.scenario.intel if self.holders(item)]

    def unopened(self, team: str) -> int:
        """Return how many items a team held at this minute without having opened them."""
        return sum(self.holders(item).get(team) is False for item in self.items())


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
    """Lay a record out."""
    told = ((each, happening_text(each, record.scenario, tag, None)) for each in record.happenings)
    lines = tuple(Line(each.minute, tuple(each.audience), text) for each, text in told if text and each.audience)
    moments = tuple(each for each in record.happenings if isinstance(each, h.DecisionTaken))
    first = moments[0].minute if moments else 0
    return Timeline(Names(record.scenario, tag), record, lines, moments, first)
