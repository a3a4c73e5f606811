"""The ask bar: one imperative sentence, who waits for this team, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.model.base import Minute
from exercise.model.views import AskView, MessageView, PointView
from exercise.play.projection.knowledge import Knowledge
from exercise.play.projection.papers import KnownRequest

SOON = 60
"""A deadline that is this many minutes of story away, or nearer, is urgent."""


def ask(knowledge: Knowledge, points: Sequence[PointView], now: Minute) -> AskView:
    """Return the one thing that is asked of the team now."""
    t = knowledge.names.language.t
    waits = who_waits(knowledge)
    if knowledge.ended is not None:
        return AskView(t("The exercise is over."))
    due = [point for point in points if not point.sealed]
    if due:
        return _decide(min(due, key=lambda point: point.urgency), knowledge, now, waits)
    returned = next((r for r in knowledge.requests.values() if _to_mend(r, knowledge)), None)
    if returned is not None:
        return AskView(_mend(returned, knowledge), waits=waits, urgent=True)
    unread = [paper for paper in knowledge.inbox.papers if not paper.opened and paper.precedence != "routine"]
    if unread:
        first = min(unread, key=lambda paper: (paper.precedence != "flash", paper.minute))
        return AskView(_read(first, knowledge), waits=waits, urgent=first.precedence == "flash")
    return AskView(t("Nothing is asked of you. Say carry on when you are ready."), waits=waits)


def _decide(point: PointView, knowledge: Knowledge, now: Minute, waits: str) -> AskView:
    text = knowledge.names.language.t("DECIDE {number}: {title}", number=point.number, title=point.title)
    urgent = point.deadline is not None and point.deadline - now <= SOON
    return AskView(text, point.deadline_text, waits, urgent)


def _to_mend(request: KnownRequest, knowledge: Knowledge) -> bool:
    return request.state == "returned" and not request.mended and request.team == knowledge.team


def _mend(request: KnownRequest, knowledge: Knowledge) -> str:
    names, t = knowledge.names, knowledge.names.language.t
    number = names.number(request.id)
    paper = request.sent.paper if request.sent else ""
    missing = ", ".join(names.content(paper, content) for content in names.in_order(paper, request.missing))
    if missing:
        return t("OPEN {number}: returned, {missing}", number=number, missing=missing)
    return t("OPEN {number}: returned for completion", number=number)


def _read(paper: MessageView, knowledge: Knowledge) -> str:
    said = f"{paper.sender}: {paper.subject}" if paper.sender else paper.subject
    return knowledge.names.language.t("READ: {paper}", paper=said)


def who_waits(knowledge: Knowledge) -> str:
    """Return who waits for this team, and with which request; ``""`` where nobody does."""
    names, t = knowledge.names, knowledge.names.language.t
    said = []
    for request in knowledge.requests.values():
        named = {"number": names.number(request.id)}
        if request.waits and request.to == knowledge.team and request.received is not None:
            said.append(t("{team} ({number})", team=names.code(request.team), **named))
        elif _to_mend(request, knowledge):
            said.append(t("{team} ({number})", team=names.code(request.to), **named))
    return t("you are awaited by: {teams}", teams=", ".join(said)) if said else ""


def waits_for(knowledge: Knowledge, now: Minute) -> str:
    """Return what this team waits for: open requests and enquiries, each with since when, and what is drawn up."""
    names, t = knowledge.names, knowledge.names.language.t
    said = [
        (request.sent.minute, names.number(request.id), names.team(request.to))
        for request in knowledge.requests.values()
        if request.waits and request.sent is not None and request.team == knowledge.team
    ]
    asked = knowledge.enquiries.values()
    said += [(enquiry.since, names.number(enquiry.id), names.body(enquiry.body)) for enquiry in asked]
    waits = [
        t("{number} {who}, since {time}", number=number, who=who, time=names.moment(since, now))
        for since, number, who in sorted(said)
    ]
    waits += [t("{paper} to {team}: being drawn up", paper=paper, team=to) for _, paper, to in knowledge.drawn.waits()]
    return "; ".join(waits)
