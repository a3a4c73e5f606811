"""What the team screen shows: the fixed rows, what to do on the left, what to consult on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Digits

from exercise.model.decisions import Refusal
from exercise.model.geography import MapView, load_borders
from exercise.model.seat import Seat
from exercise.model.table import HallView
from exercise.model.views import FeedView, TeamView
from exercise.ui.deciding import Draft, begin
from exercise.ui.desk import Desk
from exercise.ui.forms import Filling
from exercise.ui.look import Look
from exercise.ui.parts import running
from exercise.ui.parts.agenda import open_points
from exercise.ui.parts.papers import unopened
from exercise.ui.screens.clocked import Clocked
from exercise.ui.screens.map_words import map_words
from exercise.ui.text import say
from exercise.ui.widgets import panes
from exercise.ui.widgets.deciding import DecidingPanel
from exercise.ui.widgets.forming import FormingPanel
from exercise.ui.widgets.map import MapPanel
from exercise.ui.widgets.seen import AskBar, ClockBar, KeysBar, RoadBar, Seen, SeenPick, WaitsBar, WhoBar

Left = Literal["do", "inbox", "reading"]
Right = Literal["map", "requests", "units", "intel"]
Doing = Literal["agenda", "decide", "form", "run"]


class TeamLayout(Clocked, Screen[None]):
    """Places the panes for every width and keeps them to the view; what one can do is :class:`TeamScreen`'s."""

    AUTO_FOCUS = ""

    view: reactive[TeamView | None] = reactive(None, repaint=False)
    wall: reactive[str] = reactive("", repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)
    left: reactive[Left] = reactive[Left]("do", repaint=False)
    right: reactive[Right] = reactive[Right]("map", repaint=False)
    doing: reactive[Doing] = reactive[Doing]("agenda", repaint=False)
    front: reactive[Literal["left", "right"]] = reactive[Literal["left", "right"]]("left", repaint=False)

    keys_bar = getters.query_one(KeysBar)

    def __init__(self, seat: Seat, look: Look, desk: Desk, word: Callable[[Refusal], str]) -> None:
        super().__init__()
        self.seat, self.look, self.desk, self.word = seat, look, desk, word
        self.deciding = DecidingPanel(look, id="decide")
        self.forming = FormingPanel(look, id="form")
        self.agenda = panes.Agenda(look, desk.since, id="agenda")
        self.reading = panes.Reading(look, id="reading")
        self.hour = Digits("", id="hour")
        self.set_reactive(TeamLayout.doing, "decide")  # what a team mostly comes for
        self.update_classes(self._placing())  # before there are widgets to be styled anew

    # --- layout -------------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out what most first looks need; the style sheet places it for every width."""
        look = self.look
        for bar in (
            WhoBar(look, id="who"),
            ClockBar(look, id="clock"),
            RoadBar(look, id="road"),
            AskBar(look, id="ask"),
        ):
            yield bar.data_bind(TeamLayout.view)
        with Horizontal(id="work"):
            yield Vertical(id="papers")
            with Vertical(id="doing"):
                yield self._pane(self.deciding, "")
            with Vertical(id="consult"):
                yield panes.Tabs(look, id="tabs").data_bind(TeamLayout.view)
                map_panel = MapPanel(None, load_borders(), look.signs.set, words=map_words(look), id="map")
                map_panel.border_title = say(look.key("m")[0], " ", look.t("Map"))
                yield map_panel
        yield WaitsBar(look, id="waits").data_bind(TeamLayout.view)
        yield KeysBar(look, id="keys")

    async def _fill(self) -> None:
        """Mount the other panes."""
        if not self.is_whole:
            return
        look = self.look
        papers, doing, consult = (self.query_one(f"#{column}") for column in ("papers", "doing", "consult"))
        inbox = self._pane(panes.Inbox(look, id="inbox"), look.t("Inbox"), "b")
        agenda = self._pane(self.agenda, look.t("What to do"), "d")
        day = panes.DayBar(look, id="day").data_bind(TeamLayout.view)
        feed = panes.Feed(look, id="feed").data_bind(TeamLayout.view)
        run = Vertical(Horizontal(self.hour, day, id="run-clock"), feed, id="run")
        run.border_title = say(look.t("Time"))
        stop = self._pane(panes.StopCard(look, self.desk.came, id="stop"), look.t("STOP"))
        requests = self._pane(panes.Requests(look, id="requests"), look.t("Requests"), "r")
        units = self._pane(panes.Units(look, id="units"), look.t("Units"), "u")
        intel = self._pane(panes.Intel(look, id="intel"), look.t("Intel"), "i")
        with self.app.batch_update():
            # All at once, and only then waited for: meanwhile the screen may be taken down.
            mounting = (
                papers.mount(inbox, self._pane(self.reading, look.t("Reading"))),
                doing.mount(agenda, self._pane(self.forming, ""), run, stop),
                consult.mount(requests, Vertical(units, intel, id="holdings")),
            )
            for mounted in mounting:
                await mounted
        self.call_after_refresh(self._focus_front)

    def _pane(self, pane: Seen | SeenPick, title: str, key: str = "") -> Widget:
        pane.border_title = say(self.look.key(key)[0], " ", title) if key else say(title)
        return pane.data_bind(TeamLayout.view)

    def on_mount(self) -> None:
        """Follow the seat."""
        self.query_one(ClockBar).data_bind(TeamLayout.wall, TeamLayout.talk_left)
        self.agenda.until = self.desk.until
        self.watch(self.deciding, "draft", self._keep_draft, init=False)
        self.watch(self.forming, "filling", self._keep_filling, init=False)
        self._mark_begun()
        self.call_next(self.follow)  # once the screen is whole

    @property
    def is_whole(self) -> bool:
        """Whether all that is laid out first is there: not yet while it is mounted, nor when it is taken down."""
        return self.is_mounted and self.is_attached and self.display

    @work(exclusive=True, group="seat")
    async def follow(self) -> None:
        """Take each view of the seat as it comes; the desk's own words are fetched before the first."""
        async for view in self.seat.updates():
            for point in view.points:
                if point.id not in self.desk.words:
                    self.desk.words[point.id] = await self.seat.draft(f"point:{point.id}")
            self.view = view

    def show_clocks(self, hall: HallView | None, wall: str, talk_left: int | None) -> None:
        """Show the time of the room and the talk time left."""
        self.wall, self.talk_left = wall, talk_left

    # --- what is on the screen ----------------------------------------------------------------------------------------

    def watch_view(self, before: TeamView | None, view: TeamView | None) -> None:
        """Bring what does not read the view by itself up to date, and choose what is to be done now."""
        if view is None or not self.is_whole:
            return
        self.query_one(MapPanel).view = _without_repeated_note(view.map, self.look.t("Boundaries are illustrative."))
        self.hour.update(running.hour_text(view.clock))
        self.talk_left = view.room.talk_left
        self._renew_drafts(view)
        if self._moved_on(before, view):
            self.doing, self.left, self.front = self._due(view), "do", "left"
        self._arrange()
        if before is None:
            # Panes that lie behind others can wait until those are painted: they are half the work.
            behind = self.doing == "decide" and not self.has_class("-three")
            (self.call_after_refresh if behind else self.call_next)(self._fill)

    def _moved_on(self, before: TeamView | None, view: TeamView) -> bool:
        """Tell whether something else is to be done than before: time began to run or stopped, or a form went away."""
        if before is None or (before.clock.state == "runs") != (view.clock.state == "runs"):
            return True
        open_now = {point.id for point in view.points if not point.sealed}
        gone = self.doing == "decide" and (self.deciding.draft is None or self.deciding.draft.point.id not in open_now)
        gone = gone or (self.doing == "form" and self.forming.filling is None)
        gone = gone or (self.doing == "run" and view.clock.state != "runs" and not self._stopped(view))
        gone = gone or _flashes(self.desk.came(view)) > _flashes(self.desk.came(before))
        return gone or (view.end is not None and before.end is None)

    def _due(self, view: TeamView) -> Doing:
        """Return what is to be done: look while time runs, put the stop card away, decide, else the agenda."""
        if view.clock.state == "runs" or self._stopped(view):
            return "run"
        waiting = open_points(view)
        if waiting:
            self._show_point(view, waiting[0].id)
        return "decide" if waiting else "agenda"

    def _stopped(self, view: TeamView) -> bool:
        return bool(self.desk.came(view))

    def _go_to_point(self, view: TeamView, shown: str, step: int) -> None:
        """Put the open point into the panel that is *step* from the one *shown*."""
        ids = [point.id for point in open_points(view)]
        if ids:
            self._show_point(view, ids[(ids.index(shown) + step) % len(ids) if shown in ids else 0])

    def _show_point(self, view: TeamView, id: str) -> None:
        point = next(point for point in view.points if point.id == id)
        draft = self.desk.drafts.get(id) or begin(point, self.desk.words.get(id, ""))
        self.deciding.draft = draft.renewed(point)
        many = sum(not each.sealed for each in view.points)
        others = self.look.t("← → other decisions: {n}", n=many - 1) if many > 1 else ""
        self.deciding.border_subtitle = say(others)

    def _keep_draft(self, before: Draft | None, draft: Draft | None) -> None:
        """Lay the answer in the making on the desk, where the team finds it when it comes back."""
        if draft is None:
            return
        self.desk.drafts[draft.point.id] = draft
        if before is None or (before.field, before.differs) != (draft.field, draft.differs):
            self._say_keys()

    def _keep_filling(self, filling: Filling | None) -> None:
        """Lay the form in the making on the desk; what is typed is kept by the seat too."""
        if filling is None:
            return
        before = self.desk.fillings.get(filling.key)
        if filling.values:
            self.desk.fillings[filling.key] = filling
        for each in filling.form.fields:
            if each.kind == "text" and filling.value(each.id) != (before.value(each.id) if before else ()):
                self.keep_typed(f"form:{filling.form.id}:{each.id}", next(iter(filling.value(each.id)), ""))
        self._mark_begun()
        self._say_keys()

    def _mark_begun(self) -> None:
        self.agenda.begun = frozenset(filling.form.id for filling in self.desk.fillings.values())

    @work(exclusive=True, group="typed")
    async def keep_typed(self, key: str, text: str) -> None:
        """Let the seat keep a text being typed."""
        await self.seat.draft(key, text)

    def _renew_drafts(self, view: TeamView) -> None:
        draft = self.deciding.draft
        if draft is not None:
            point = next((point for point in view.points if point.id == draft.point.id and not point.sealed), None)
            self.deciding.draft = draft.renewed(point) if point is not None else None
        filling = self.forming.filling
        if filling is not None:
            form = next((form for form in view.forms if form.id == filling.form.id), None)
            self.forming.filling = filling.renewed(form) if form is not None else None

    def _arrange(self) -> None:
        """Set the classes by which the style sheet places the panes, say the keys, and put the focus in place."""
        if not self.is_whole:
            return
        self.update_classes(self._placing())  # all at once: each change of classes styles every widget
        self.query_one(panes.Tabs).shown = self.right
        self._say_keys()
        self.call_after_refresh(self._focus_front)

    def _placing(self) -> dict[str, bool]:
        """Return the classes by which the style sheet places the panes, and whether each is set."""
        stopped = self.view is not None and self.doing == "run" and self._stopped(self.view)
        shown = {
            f"{kind}-{name}": name == chosen
            for kind, names, chosen in (
                ("left", get_args(Left), self.left),
                ("right", get_args(Right), self.right),
                ("doing", get_args(Doing), self.doing),
                ("front", ("left", "right"), self.front),
            )
            for name in names
        }
        return {**shown, "stopped": stopped}

    def watch_left(self) -> None:
        """Place the panes anew."""
        self._arrange()

    def watch_right(self) -> None:
        """Place the panes anew."""
        self._arrange()

    def watch_doing(self) -> None:
        """Place the panes anew."""
        self._arrange()

    def watch_front(self) -> None:
        """Place the panes anew."""
        self._arrange()

    def _focus_front(self) -> None:
        """Give the focus to the pane in front, unless the reader moved it by Tab to another one that is shown."""
        wanted = self._front_pane()
        try:
            pane = self.query_one(f"#{wanted}")
        except NoMatches:
            return
        if pane.display and self.focused is not pane:
            pane.focus(scroll_visible=False)

    def _front_pane(self) -> str:
        if self.front == "right":
            return self.right
        if self.left != "do":
            return self.left
        if self.doing == "run":
            return "stop" if self.has_class("stopped") else "feed"
        return self.doing

    def _say_keys(self) -> None:
        if not self.is_whole:
            return
        t = self.look.t
        first: dict[str, tuple[tuple[str, str], ...]] = {
            "decide": (*self._deciding_keys(), ("Enter", t("next")), ("Esc", t("back")), *self._writing_key()),
            "form": (*self._forming_keys(), ("Enter", t("next")), ("Esc", t("back"))),
            "agenda": (("Enter", t("open")), ("o", t("carry on"))),
            "feed": ((t("Space"), t("to the stop")), ("p", t("pause"))),
            "stop": (("Enter", t("open")), ("p", t("pause"))),
        }
        counted = unopened(self.view) if self.view is not None else 0
        box = t("inbox") + (f"{self.look.signs.wait}{counted}" if counted else "")
        then: tuple[tuple[str, str], ...] = (
            ("d", t("to do")),
            ("b", box),
            ("m", t("map")),
            ("r", t("requests")),
            ("u", t("units")),
            ("i", t("intel")),
        )
        if self._front_pane() == "feed":
            then = then[1:]
        elif self.doing == "form" and self.forming.writes:
            then = ()
        self.keys_bar.say_keys(first.get(self._front_pane(), (("Enter", t("open")), ("Esc", t("back")))), then)

    def _writing_key(self) -> tuple[tuple[str, str], ...]:
        """Say what F2 writes: nothing while votes are cast in silence, or while no decision is in the panel."""
        draft = self.deciding.draft
        if draft is None or draft.field == "vote":
            return ()
        instead = draft.field == "option" and draft.differs
        return (("F2", self.look.t("what instead") if instead else self.look.t("own words")),)

    def _deciding_keys(self) -> tuple[tuple[str, str], ...]:
        """Say what a digit does in the field being filled in: it stays, or it goes on and Space stays."""
        t, draft = self.look.t, self.deciding.draft
        if draft is None or draft.field in ("option", "vote", "sign"):
            return (("1-9", t("mark")),)
        if draft.field == "why":
            return (("1-9", t("mark, go on")), (t("Space"), t("mark, stay")))
        return (("1-9", t("mark, go on")),)

    def _forming_keys(self) -> tuple[tuple[str, str], ...]:
        """Say what a digit does in the field being filled in: where one is chosen it goes on, and Space stays."""
        t, filling = self.look.t, self.forming.filling
        if self.forming.writes:
            return (("F2", t("larger sheet")),)
        if filling is not None and filling.current is not None and filling.current.kind == "one":
            return (("1-9", t("mark, go on")), (t("Space"), t("mark, stay")))
        return (("1-9", t("mark")),)


def _flashes(came: Sequence[FeedView]) -> int:
    return sum(entry.precedence == "flash" for entry in came)


def _without_repeated_note(map_view: MapView | None, legend: str) -> MapView | None:
    """Return the map without a note that its legend says anyway."""
    return replace(map_view, note="") if map_view is not None and map_view.note.strip() == legend else map_view
