"""The other panes of the team screen: inbox, reading, agenda, feed, stop card, requests, units, intelligence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from exercise.model.views import FeedView, MessageView, RequestView, Sign, TeamView
from exercise.ui import keys
from exercise.ui.look import Look
from exercise.ui.parts import agenda, consult, papers, running
from exercise.ui.rows import Row, row
from exercise.ui.text import Part, say
from exercise.ui.widgets.seen import Seen, SeenPick


class Inbox(SeenPick):
    """The papers, the latest on top."""

    CURSOR_INKS = True

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return two lines a paper."""
        return papers.inbox_rows(papers.newest_first(view), self.look, self.mark_of)

    def items_of(self, view: TeamView) -> tuple[str, ...]:
        """Return the keys of the papers."""
        return tuple(paper.key for paper in papers.newest_first(view))


class Reading(Seen, can_focus=True):
    """The paper that is read, or a request in full."""

    paper: reactive[str] = reactive("", repaint=False)
    request: reactive[str] = reactive("", repaint=False)

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the paper in full."""
        request = self.shown_request(view)
        if request is not None:
            return consult.request_rows(request, self.look, mendable(view, request))
        return papers.reading_rows(self.shown_paper(view), self.look, hints=True)

    def shown_paper(self, view: TeamView) -> MessageView | None:
        """Return the paper that is read."""
        return next((paper for paper in view.inbox if paper.key == self.paper), None)

    def shown_request(self, view: TeamView) -> RequestView | None:
        """Return the request that is read."""
        return next((request for request in view.requests if request.id == self.request), None)

    def watch_paper(self) -> None:
        """Show another paper from its start."""
        self.scroll_home(animate=False)
        self.show()

    def watch_request(self) -> None:
        """Show another request from its start."""
        self.scroll_home(animate=False)
        self.show()


def mendable(view: TeamView, request: RequestView) -> bool:
    """Tell whether a request of one's own can be filed again as it was, mended."""
    form = next((form for form in view.forms if form.id == f"file:{request.paper}"), None)
    return request.mine and request.sign == "bad" and form is not None and form.available


class Agenda(SeenPick):
    """What a team can do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("left", "until(-1)", "Sooner", "Let the clock stop sooner", "agenda.sooner"),
        keys.bind("right", "until(1)", "Later", "Let the clock stop later", "agenda.later"),
        keys.bind("backspace,delete", "take_back", "Take back", "Take a sealed act back", "agenda.back"),
    ]

    until: reactive[int] = reactive(0, repaint=False)
    begun: reactive[frozenset[str]] = reactive(frozenset(), repaint=False)

    class TakeBack(Message):
        """A sealed act is to be taken back."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, look: Look, since: Callable[[TeamView], agenda.Since | None], *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.since_last = since

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the agenda."""
        sure = self.has_focus and self.cursor == agenda.CARRY_ON
        handling = agenda.Handling(self.since_last(view), self.until, self.begun, sure)
        return agenda.agenda_rows(view, self.look, self.mark_of, handling)

    def items_of(self, view: TeamView) -> tuple[str, ...]:
        """Return what can be chosen."""
        return agenda.agenda_items(view)

    def current(self) -> str:
        """Return the item under the cursor: what is to be done next while none was moved to."""
        if self.view is None or self.cursor in self.items():
            return self.cursor
        return agenda.next_item(self.view)

    def action_choose(self) -> None:
        """Choose the item under the cursor; where it stands on *carry on* by itself, the first Enter only asks."""
        if self.current() == agenda.CARRY_ON != self.cursor:
            self.cursor = agenda.CARRY_ON
        else:
            super().action_choose()

    def watch_until(self) -> None:
        """Repaint the step."""
        self.show()

    def watch_begun(self) -> None:
        """Mark the forms that are half filled in."""
        self.show()

    def action_until(self, step: int) -> None:
        """Choose after how long one asks the clock to stop."""
        self.cursor = agenda.UNTIL
        self.until = max(0, min(len(agenda.STEPS) - 1, self.until + step))

    def action_take_back(self) -> None:
        """Take the sealed act under the cursor back; from elsewhere, first go to the one sealed last."""
        kind, _, number = self.current().partition(":")
        if kind == "sealed":
            self.post_message(self.TakeBack(int(number)))
        elif sealed := [item for item in self.items() if item.startswith("sealed:")]:
            self.cursor = sealed[-1]


class DayBar(Seen):
    """The day as a bar."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the bar and the word for the time of day."""
        return (Row(running.day_bar(view.clock, self.look), say("  ")),)


class Feed(Seen, can_focus=True):
    """What reached this team, at the minute at which it did."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return a row an entry."""
        opened = frozenset(paper.key for paper in view.inbox if paper.opened)
        return running.feed_rows(view, self.look, opened)

    def show(self) -> None:
        """Bring the feed up to date, with the latest in sight."""
        super().show()
        self.scroll_end(animate=False, immediate=True)


class StopCard(Seen, can_focus=True):
    """What concerns the team: time stands until it is put away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("enter", "go_on", "Open", "Open what came", "stop.open"),
    ]

    class Opened(Message):
        """What came is to be opened."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, look: Look, came: Callable[[TeamView], Sequence[FeedView]], *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.came_since = came

    def came(self) -> Sequence[FeedView]:
        """Return what is urgent and came since the team last looked."""
        return self.came_since(self.view) if self.view is not None else ()

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the card."""
        return running.stop_rows(view, self.came(), self.look)

    def action_go_on(self) -> None:
        """Open the first paper that came, or go on."""
        waiting = {paper.key for paper in self.view.inbox if not paper.opened} if self.view is not None else set()
        self.post_message(self.Opened(next((entry.key for entry in self.came() if entry.key in waiting), "")))

    def on_click(self) -> None:
        """Go on as Enter does."""
        self.action_go_on()


class Requests(SeenPick):
    """The requests against the consignment."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the requests."""
        return consult.requests_rows(view, self.look, self.mark_of, clock_from(view), width)

    def items_of(self, view: TeamView) -> tuple[str, ...]:
        """Return the requests' ids."""
        return tuple(request.id for request in consult.latest_first(view))


def clock_from(view: TeamView) -> Callable[[int], str]:
    """Return how a story minute is said as a time of day, reckoned from the view's own clock."""
    hour, _, minute = running.hour_text(view.clock).partition(":")
    now = int(hour) * 60 + int(minute)

    def clock_of(at: int) -> str:
        of_day = (now + at - view.clock.minute) % 1440
        return f"{of_day // 60:02d}:{of_day % 60:02d}"

    return clock_of


class Units(SeenPick):
    """The units."""

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the units with what each does."""
        return consult.unit_rows(view, self.look, self.mark_of)

    def items_of(self, view: TeamView) -> tuple[str, ...]:
        """Return the units' ids."""
        return tuple(f"unit:{unit.id}" for unit in view.units)


class Intel(SeenPick):
    """The items of information held."""

    unfolded: reactive[str] = reactive("", repaint=False)

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the items."""
        return consult.intel_rows(view, self.look, self.mark_of, self.unfolded)

    def items_of(self, view: TeamView) -> tuple[str, ...]:
        """Return the items' ids."""
        return tuple(f"item:{item.id}" for item in sorted(view.items, key=lambda each: each.minute, reverse=True))

    def watch_unfolded(self) -> None:
        """Unfold the item."""
        self.show()


class Tabs(Seen):
    """The names of the right-hand panes with their counts; the one shown is marked."""

    shown: reactive[str] = reactive("map", repaint=False)

    def watch_shown(self) -> None:
        """Mark another name."""
        self.show()

    def rows_of(self, view: TeamView, width: int, height: int) -> Iterable[Row]:
        """Return the names on one line, each its own item."""
        waiting = sum(request.sign in ("wait", "bad") for request in view.requests)
        sign: Sign = "bad" if any(request.sign == "bad" for request in view.requests) else "wait"
        names = {
            "map": self.look.t("Map"),
            "requests": self.look.t("Requests") + (f"{self.look.signs.of(sign)}{waiting}" if waiting else ""),
            "units": self.look.t("Units"),
            "intel": self.look.t("Intel") + (f" {len(view.items)}" if view.items else ""),
        }
        parts: list[Part] = []
        for number, (pane, name) in enumerate(names.items()):
            parts += ["│" if number else "", (name, "chosen" if pane == self.shown else "faint")]
        return (row(*parts),)
