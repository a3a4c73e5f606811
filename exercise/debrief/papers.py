"""The paper race: requests as bars, each with what came of it against the progress of the load."""

from __future__ import annotations

from exercise.analysis import paper
from exercise.debrief.document import Request
from exercise.debrief.sources import Reader


def requests(reader: Reader) -> tuple[Request, ...]:
    """Return the requests that *reader* may see, in the order in which they were sent."""
    found = paper.requests(reader.scenario, reader.happenings)
    for one in found:
        if one.sent.to == reader.team and one.answered is None:
            one.answered = one.decided  # to the team that decides, its answer is given when it has decided
    mends = {one.mended_by: one.sent.request for one in found if one.mended_by}
    return tuple(_bar(reader, one, mends.get(one.sent.request, "")) for one in found)


def _bar(reader: Reader, request: paper.Request, mends: str) -> Request:
    names, sent = reader.names, request.sent
    known = reader.scenario.papers.get(sent.paper)
    took = request.answered - sent.minute if request.answered is not None else None
    race, late = _race(reader, request)
    return Request(
        id=sent.request,
        number=names.number(sent.request),
        paper=names.paper(sent.paper),
        sender=names.team(sent.team),
        to=names.team(sent.to),
        channel=names.channel(sent.channel),
        variant=names.variant(sent.variant) if known and known.variants else "",
        consent=known is not None and known.asks in ("consent", "extension"),
        sent=sent.minute,
        received=request.received,
        decided=request.decided,
        answered=request.answered,
        until=request.until,
        lapsed=request.lapsed,
        entered=request.entered,
        state=request.state,
        status=_status(reader, request),
        sent_time=reader.clock(sent.minute),
        answered_time=reader.clock(request.answered) if request.answered is not None else "",
        took=reader.length(took) if took is not None else "",
        race=race,
        late=late,
        missing=tuple(names.content(sent.paper, content) for content in names.in_order(sent.paper, request.missing)),
        conditions=names.answer_words(sent.to, request.conditions),
        mends=names.number(mends) if mends else "",
    )


def _status(reader: Reader, request: paper.Request) -> str:
    t = reader.language.t
    if request.lapsed is not None:
        return t("granted, ran out {time}", time=reader.clock(request.lapsed))
    if request.state == "granted" and request.until is not None:
        return t("granted until {time}", time=reader.clock(request.until))
    return {
        "sent": t("sent, not registered"),
        "received": t("registered, not answered"),
        "decided": t("decided, answer not arrived"),
        "granted": t("granted"),
        "returned": t("returned for completion"),
        "refused": t("refused"),
    }[request.state]


def _race(reader: Reader, request: paper.Request) -> tuple[str, bool]:
    """Return how paper and load met at the border, and whether the paper came too late."""
    t = reader.language.t
    if request.entered is None:
        return "", False
    state, entered = reader.names.team(request.sent.to), request.entered
    if request.in_time:
        ahead = reader.length(entered - (request.answered or 0))
        return t("{length} before the load entered {state}", length=ahead, state=state), False
    if request.in_time is False:
        behind = reader.length((request.answered or 0) - entered)
        return t("{length} after the load had entered {state}", length=behind, state=state), True
    if request.sent.minute >= entered or request.mended_by:
        return "", False
    return t("the load entered {state} at {time} without it", state=state, time=reader.clock(entered)), True
