"""Requests as a team knows them: sent, received or followed, with what came back, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.plain import state
from exercise.model.scenario import Scenario
from exercise.model.views import RequestView, Sign
from exercise.play.names import Names

State = Literal["sent", "received", "granted", "returned", "refused", "lapsed"]


@state
class KnownRequest:
    """What a team knows of a request. *sent* is missing where it only heard of an answer."""

    id: str
    sent: h.RequestSent | None = None
    state: State = "sent"
    received: Minute | None = None
    answered: Minute | None = None
    until: Minute | None = None
    missing: tuple[str, ...] = ()
    conditions: str = ""
    to: str = ""
    team: str = ""
    mended: bool = False
    """Whether a later request mends this one."""

    @property
    def waits(self) -> bool:
        """Whether no answer has come yet."""
        return self.state in ("sent", "received")

    def answer(self, verdict: Literal["granted", "returned", "refused"], minute: Minute) -> None:
        """Note an answer."""
        self.state, self.answered = verdict, minute


def request_view(request: KnownRequest, names: Names, team: str, now: Minute) -> RequestView:
    """Return *request* in words, as *team* sees it at *now*."""
    sent = request.sent
    contents: Mapping[str, str] = sent.contents if sent else {}
    paper = sent.paper if sent else ""
    sign, status = _status(request, names, now)
    return RequestView(
        id=request.id,
        number=names.number(request.id),
        label=names.paper(paper) if paper else "",
        team=names.team(request.team),
        to=names.team(request.to),
        channel=names.channel(sent.channel) if sent else "",
        sign=sign,
        status=status,
        sent=sent.minute if sent else (request.received or request.answered or 0),
        answered=request.answered,
        until=request.until,
        missing=tuple(names.content(paper, content) for content in names.in_order(paper, request.missing)),
        contents=names.contents(paper, contents),
        mine=request.team == team,
        paper=paper,
        filled=_filled(sent),
        conditions=request.conditions,
    )


def _filled(sent: h.RequestSent | None) -> tuple[tuple[str, str], ...]:
    """The ids as filed: contents with their wordings, then to, channel, variant and language."""
    if sent is None:
        return ()
    head = {"to": sent.to, "channel": sent.channel, "variant": sent.variant, "language": sent.language}
    return (*sent.contents.items(), *((k, v) for k, v in head.items() if v and k not in sent.contents))


def _status(request: KnownRequest, names: Names, now: Minute) -> tuple[Sign, str]:
    t = names.language.t
    time = names.moment(request.answered, now) if request.answered is not None else ""
    match request.state:
        case "granted" if request.until is not None:
            return "good", t("granted, until {time}", time=names.moment(request.until, now))
        case "granted":
            return "good", t("granted {time}", time=time)
        case "returned":
            return "bad", t("returned {time}, mended", time=time) if request.mended else t("returned {time}", time=time)
        case "refused":
            return "bad", t("refused {time}", time=time)
        case "lapsed":
            return "bad", t("ran out")
        case "received":
            return "wait", t("received {time}, waits", time=names.moment(request.received or 0, now))
        case _:
            since = request.sent.minute if request.sent else now
            return "wait", t("sent {time}, waits", time=names.moment(since, now))


def answer_text(happening: h.AnswerArrived, request: KnownRequest, names: Names) -> str:
    """Return the answer to a request as a letter: verdict, what is missing, conditions, until when."""
    t = names.language.t
    named = {"state": names.team(happening.to), "number": names.number(happening.request)}
    paper = request.sent.paper if request.sent else ""
    lines = [
        {
            "granted": t("{state} grants request {number}.", **named),
            "returned": t("{state} returns request {number} for completion.", **named),
            "refused": t("{state} refuses request {number}.", **named),
        }[happening.verdict]
    ]
    lines += [f"- {names.content(paper, content)}" for content in names.in_order(paper, happening.missing)]
    if happening.missing:
        lines.insert(1, t("Missing or not sufficient:"))
    words = names.answer_words(happening.to, happening.conditions)
    if words:
        lines.append(words if happening.verdict == "refused" else t("Conditions: {words}", words=words))
    if happening.until is not None:
        lines.append(t("In force until {time}.", time=names.clock(happening.until)))
    return "\n".join(lines)


def request_text(sent: h.RequestSent, names: Names) -> str:
    """Return a request as it is read: who asks, for what, the contents as filled in, and what was left empty."""
    t = names.language.t
    paper = names.scenario.papers.get(sent.paper)
    named = {"team": names.team(sent.team), "to": names.team(sent.to), "paper": names.paper(sent.paper)}
    lines = [t("{team} asks {to}: {paper}.", **named)]
    if paper is not None and paper.variants:
        lines.append(t("The load: {variant}.", variant=names.variant(sent.variant)))
    if sent.language:
        lines.append(t("Written in: {language}.", language=names.tongue(sent.language)))
    lines += [f"{label}: {wording}" for label, wording in names.contents(sent.paper, sent.contents)]
    empty = [names.content(sent.paper, key) for key in (paper.contents if paper else {}) if key not in sent.contents]
    if empty:
        lines.append(t("Left empty: {contents}.", contents="; ".join(empty)))
    return "\n".join(lines)


def lacking(sent: h.RequestSent, scenario: Scenario) -> tuple[str, ...]:
    """Return the contents that the state asked demands and that were left empty."""
    paper = scenario.papers.get(sent.paper)
    if paper is None:
        return ()
    profile = scenario.teams[sent.to].profile if sent.to in scenario.teams else None
    return tuple(key for key in paper.demanded(profile.requires if profile else ()) if key not in sent.contents)
