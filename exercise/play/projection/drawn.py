"""Requests of a team's own that have not left yet: sealed in the round that is open, or being drawn up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.decisions import Decision, File
from exercise.model.effects import Effect, SendRequest
from exercise.model.plain import plain
from exercise.model.views import RequestView, Sign
from exercise.play.names import Names


@plain
class Paper:
    """A request that has not left, and since when it is drawn up."""

    paper: str
    to: str
    channel: str
    since: Minute
    contents: Mapping[str, str] = field(default_factory=dict)


class DrawnUp:
    """What *team* knows of its own requests before they have a number: it filed them, or decided what sends them."""

    def __init__(self, names: Names, team: str) -> None:
        self._names = names
        self._team = team
        self._papers: dict[tuple[str, str], Paper] = {}

    def see(self, happening: h.Happening) -> None:
        """Take in what this team submitted or decided, and what left."""
        match happening:
            case h.FormSubmitted(team=self._team, form="file", fields=fields):
                self._begin(_filed(fields, happening.minute))
            case h.DecisionTaken(team=self._team):
                for paper in self._decided(happening):
                    self._begin(paper)
            case h.RequestSent(team=self._team):
                self._papers.pop((happening.paper, happening.to), None)

    def _begin(self, paper: Paper) -> None:
        self._papers[paper.paper, paper.to] = paper

    def _decided(self, taken: h.DecisionTaken) -> Iterator[Paper]:
        """Yield the requests that the options taken send for certain and at once."""
        point = self._names.scenario.decisions.get(taken.point)
        for option in taken.options if point else ():
            model = point.options.get(option) if point else None
            for effect in _certain(model.effects if model else ()):
                if effect.by in (None, self._team):
                    yield Paper(effect.request, effect.to, effect.channel, taken.minute)

    def waits(self) -> Iterator[tuple[Minute, str, str]]:
        """Yield of each request that is drawn up since when, its kind, and to whom it will go."""
        for paper in self._papers.values():
            yield paper.since, self._names.paper(paper.paper), self._names.team(paper.to)

    def views(self, now: Minute, sealed: Sequence[Decision]) -> Iterator[RequestView]:
        """Yield what is drawn up, and what was sealed in the round that is open."""
        t, names = self._names.language.t, self._names
        for paper in self._papers.values():
            yield self._view(paper, "wait", t("being drawn up since {time}", time=names.moment(paper.since, now)))
        for act in (decision.act for decision in sealed):
            if isinstance(act, File):
                paper = Paper(act.paper, act.to, act.channel, now, act.contents)
                yield self._view(paper, "own", t("sealed in this round"))

    def _view(self, paper: Paper, sign: Sign, status: str) -> RequestView:
        names = self._names
        return RequestView(
            id=f"drawn:{paper.paper}:{paper.to}",
            number="",
            label=names.paper(paper.paper),
            team=names.team(self._team),
            to=names.team(paper.to),
            channel=names.channel(paper.channel),
            sign=sign,
            status=status,
            sent=paper.since,
            answered=None,
            until=None,
            missing=(),
            contents=names.contents(paper.paper, paper.contents),
            mine=True,
            paper=paper.paper,
        )


def _filed(fields: Mapping[str, object], minute: Minute) -> Paper:
    contents = fields.get("contents")
    filled = {str(key): str(wording) for key, wording in contents.items()} if isinstance(contents, Mapping) else {}
    return Paper(str(fields["paper"]), str(fields["to"]), str(fields["channel"]), minute, filled)


def _certain(effects: Iterable[Effect]) -> Iterator[SendRequest]:
    return (each for each in effects if isinstance(each, SendRequest) and each.after is None and each.only_if is None)
