"""The inbox: every paper that a team holds, oldest first; held and opened are told apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final, Literal

from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.papers import Item
from exercise.model.text import clean
from exercise.model.views import ItemView, MessageView
from exercise.play.names import Names
from exercise.play.precedence import precedence
from exercise.play.projection.papers import KnownRequest, answer_text, request_text

BRIEFING: Final = "briefing"
Kind = Literal["message", "item", "answer", "notice", "enquiry", "sent", "briefing"]


class Inbox:
    """Papers and items of one team. Adding is cheap; the finished tuples are kept until something changes."""

    def __init__(self, names: Names, team: str) -> None:
        self._names = names
        self._team = team
        self._papers: dict[str, MessageView] = {}
        self._items: dict[str, ItemView] = {}
        self._opened: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._papers_done: tuple[MessageView, ...] | None = None
        self._items_done: tuple[ItemView, ...] | None = None
        self.borrowed = False
        """Whether what comes in is another team's (the open pace): it is read there, not once more here."""
        self._brief()

    # --- reading ----------------------------------------------------------------------------------

    @property
    def papers(self) -> tuple[MessageView, ...]:
        """All papers, oldest first, the briefing before everything else."""
        if self._papers_done is None:
            self._papers_done = tuple(self._papers.values())
        return self._papers_done

    @property
    def items(self) -> tuple[ItemView, ...]:
        """All items held, in the order in which they came."""
        if self._items_done is None:
            self._items_done = tuple(self._items.values())
        return self._items_done

    def item_number(self, item: str) -> str:
        """Return the number of an item held (``I-3``), ``""`` where it is not held."""
        return self._items[item].number if item in self._items else ""

    def item_rules(self, item: str) -> str:
        """Return how an item held is graded and may be handled, ``""`` where it is not held."""
        held = self._items.get(item)
        return ", ".join(said for said in (held.grading, held.handling) if said) if held else ""

    def mark_opened(self, key: str) -> None:
        """Mark a paper as opened, also one that is still to come."""
        self._opened.add(key)
        if key in self._papers:
            self._papers[key] = replace(self._papers[key], opened=True)
            self._papers_done = None
        item = key.removeprefix("item:")
        if item != key and item in self._items:
            self._items[item] = replace(self._items[item], opened=True)
            self._items_done = None

    # --- what comes in ----------------------------------------------------------------------------

    def message(self, happening: h.MessageDelivered) -> str:
        """Take in an inject; return the key of its paper."""
        inject = self._names.scenario.injects[happening.inject]
        text = self._names.say(inject.text)
        return self._add(
            self._count(f"inject:{happening.inject}"),
            happening,
            "message",
            sender=self._names.say(inject.sender),
            subject=self._names.say(inject.subject) or _first_line(text),
            text=text,
            cause=self._names.say(inject.cause),
            item=next(iter(inject.gives), ""),
        )

    def notice(self, happening: h.NoticeDelivered) -> str:
        """Take in a message that the facilitator wrote."""
        return self._add(
            self._count("notice"),
            happening,
            "notice",
            sender=happening.sender,
            subject=happening.subject or _first_line(happening.text),
            text=happening.text,
        )

    def told(self, happening: h.Happening, head: str, kind: Kind, sender: str, text: str) -> str:
        """Take in what was said rather than written: a call, word of another team's question."""
        return self._add(self._count(head), happening, kind, sender=sender, subject=_first_line(text), text=text)

    def item(self, item: str, minute: Minute, source: str, *, held: bool = True) -> str:
        """Take in an item; nothing happens where it is held already. Not *held*: only its paper is kept."""
        part = self._names.scenario.intel.get(item)
        key = f"item:{item}"
        if part is None or item in self._items or (key in self._papers and not held):
            return key
        self._papers.pop(key, None)  # read at another team's before it came here
        if held:
            self._items[item] = self._item_view(item, part, minute, key in self._opened)
            self._items_done = None
        sender = self._names.team(source) if source else self._names.say(part.origin)
        return self._add(
            key,
            h.ItemReceived(minute, (self._team,), item, self._team, source),
            "item",
            sender=sender,
            subject=self._names.say(part.title),
            text=self._names.say(part.text),
            item=item,
            grading=part.grading,
            handling=self._handling(part),
        )

    def answer(self, happening: h.AnswerArrived, request: KnownRequest, *, mine: bool) -> str:
        """Take in the answer to a request."""
        names = self._names
        number = names.number(happening.request)
        subject = {
            "granted": names.language.t("{number}: granted", number=number),
            "returned": names.language.t("{number}: returned for completion", number=number),
            "refused": names.language.t("{number}: refused", number=number),
        }[happening.verdict]
        cause = ""
        if mine and request.sent is not None:
            ago = names.language.length(happening.minute - request.sent.minute)
            time = names.moment(request.sent.minute, happening.minute)
            cause = names.language.t("your request of {time}, {ago} ago", time=time, ago=ago)
        return self._add(
            self._count(f"answer:{happening.request}"),
            happening,
            "answer",
            sender=names.team(happening.to),
            subject=subject,
            text=answer_text(happening, request, names),
            cause=cause,
            request=happening.request,
        )

    def request(self, happening: h.RequestReceived, request: KnownRequest) -> str:
        """Take in a request that another team addressed to this one."""
        sent = request.sent
        subject = self._names.language.t(
            "Request {number}: {paper}",
            number=self._names.number(happening.request),
            paper=self._names.paper(sent.paper) if sent else "",
        )
        return self._add(
            f"request:{happening.request}",
            happening,
            "message",
            sender=self._names.team(sent.team) if sent else "",
            subject=subject,
            text=request_text(sent, self._names) if sent else "",
            request=happening.request,
        )

    def enquiry(self, happening: h.EnquiryAnswered) -> str:
        """Take in the answer of a body to an enquiry."""
        body = self._names.scenario.bodies[happening.body]
        rich = body.answers.get(happening.subject) if happening.rich else None
        number = self._names.number(happening.enquiry)
        return self._add(
            f"enquiry:{happening.enquiry}",
            happening,
            "enquiry",
            sender=self._names.say(body.label),
            subject=f"{number}: {self._names.subject(happening.subject)}",
            text=self._names.say(rich.text if rich else body.nothing),
            item=next(iter(rich.gives), "") if rich else "",
        )

    def sent(self, key: str, happening: h.Happening, to: str, text: str, *, body: str = "", request: str = "") -> str:
        """Keep a copy of what this team sent; its sender is the one to whom it went."""
        self._counts[key] += 1
        again = f":{self._counts[key]}" if self._counts[key] > 1 else ""  # the first has no number: runs keep its key
        return self._add(
            f"{key}{again}", happening, "sent", sender=to, subject=text, text=body or text, request=request
        )

    # --- inside -----------------------------------------------------------------------------------

    def _brief(self) -> None:
        names, part = self._names, self._names.scenario.teams[self._team]
        said = [names.say(names.scenario.summary), names.say(part.briefing)]
        self._add(
            BRIEFING,
            h.ExerciseStarted(0, (self._team,)),
            BRIEFING,
            sender=names.language.t("Exercise control"),
            subject=names.language.t("Your briefing"),
            text="\n\n".join(text for text in said if text),
        )

    def _count(self, head: str) -> str:
        self._counts[head] += 1
        return f"{head}:{self._counts[head]}"

    def _add(
        self,
        key: str,
        happening: h.Happening,
        kind: Kind,
        *,
        sender: str,
        subject: str,
        text: str,
        cause: str = "",
        item: str = "",
        request: str = "",
        grading: str = "",
        handling: str = "",
    ) -> str:
        self._papers[key] = MessageView(
            key,
            happening.minute,
            self._names.clock(happening.minute),
            precedence(happening),
            clean(sender),
            clean(subject),
            clean(text),
            kind == "sent" or self.borrowed or key in self._opened,
            kind,
            cause,
            grading,
            handling,
            item,
            request,
        )
        self._papers_done = None
        return key

    def _item_view(self, item: str, part: Item, minute: Minute, opened: bool) -> ItemView:
        number = f"{self._names.language.t('I')}-{len(self._items) + 1}"
        return ItemView(
            item,
            number,
            self._names.say(part.title),
            self._names.say(part.text),
            self._names.say(part.origin),
            part.grading,
            self._handling(part),
            minute,
            opened,
        )

    def _handling(self, part: Item) -> str:
        t = self._names.language.t
        if part.handling == "originator_consent":
            if part.originator and part.originator != self._team:
                return t("only with the consent of {team}", team=self._names.team(part.originator))
            return t("only with the originator's consent")
        return t("classified, not to be passed on") if part.handling == "classified" else t("free to pass on")


def _first_line(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= 72 else f"{line[:71].rstrip()}…"
