"""The control drawer: the facilitator's overview and acts, over the curtain or the hall view only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import ClassVar, Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.screen import ModalScreen

from exercise.model.decisions import Answer, Refusal
from exercise.model.language import _noop
from exercise.model.table import Desk, DeskView, HallView, Table
from exercise.model.text import clean
from exercise.ui import keys
from exercise.ui.forms import Filling
from exercise.ui.look import Look
from exercise.ui.parts import desk, desk_forms
from exercise.ui.parts.bars import keys_row
from exercise.ui.rows import Row
from exercise.ui.screens.clocked import Clocked
from exercise.ui.screens.drawer_forms import DecideScreen, FormScreen
from exercise.ui.screens.drawer_orders import give, give_openly
from exercise.ui.text import flat, say
from exercise.ui.widgets.sheet import Pick, Sheet

ROOMY: Final = 22
"""Height from which the groups of acts stand apart."""
Word = Callable[[Refusal], str]
CLOSING: Final = frozenset(("break", "pause", "skip", "end", "jump", "rewind"))
"""Acts after which the hall is to be looked at: the drawer closes."""


class DeskSheet(Sheet):
    """A sheet that shows a part of what the facilitator sees."""

    view: reactive[DeskView | None] = reactive(None, repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)

    def watch_view(self) -> None:
        """Repaint what changed."""
        self.show()

    def watch_talk_left(self) -> None:
        """Repaint the talk time left."""
        self.show()


class Head(DeskSheet):
    """The run, its clocks, and the warning."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the two rows."""
        if self.view is None:
            return ()
        left = self.view.hall.talk_left if self.talk_left is None else self.talk_left
        return desk.head_rows(self.view, self.look, width, left)


class Overview(DeskSheet, can_focus=True):
    """Teams, rulings and expectations."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the rows."""
        return desk.overview_rows(self.view, self.look) if self.view is not None else ()


class Deeds(Pick):
    """The acts."""

    view: reactive[DeskView | None] = reactive(None, repaint=False)

    def watch_view(self) -> None:
        """Repaint what changed."""
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the acts under their headings."""
        if self.view is None:
            return ()
        return desk.deed_rows(self.view, self.look, self.mark_of, roomy=height >= ROOMY)

    def items(self) -> tuple[str, ...]:
        """Return the acts."""
        return tuple(deed.id for deed in desk.all_deeds(self.view, self.look)) if self.view is not None else ()


class Events(Pick):
    """The list of events; arrows left and right choose the team."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("left", "team(-1)", "Team before", "Events of the team before", "events.before"),
        keys.bind("right", "team(1)", "Next team", "Events of the next team", "events.after"),
        keys.bind("space", "unfold", "Unfold", "What the teams read, and the note", "events.text"),
        *keys.digits("number", "Number", "An event by its number", "events.number"),
    ]

    view: reactive[DeskView | None] = reactive(None, repaint=False)
    chosen: reactive[desk.Filter] = reactive(desk.Filter(), repaint=False)
    unfolded: reactive[str] = reactive("", repaint=False)

    def watch_view(self) -> None:
        """Repaint what changed."""
        self.show()

    def watch_chosen(self) -> None:
        """List anew, from the top."""
        self.cursor = ""
        self.show()
        self.scroll_home(animate=False)

    def watch_unfolded(self) -> None:
        """Show or hide the text of an event."""
        self.show()

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the events."""
        if self.view is None:
            return ()
        return desk.event_rows(self.view, self.chosen, self.unfolded, self.look, self.mark_of)

    def items(self) -> tuple[str, ...]:
        """Return the events listed."""
        return tuple(f"event:{each.id}" for each in self.chosen.of(self.view)) if self.view is not None else ()

    def action_team(self, step: int) -> None:
        """List the events of another team."""
        if self.view is not None:
            self.chosen = self.chosen.next_team(tuple(team.name for team in self.view.teams), step)

    # --- finding an event -------------------------------------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell that characters belong to what is looked for."""
        return self.chosen.words is not None and character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Take the character, or take one away, before any command could take its key."""
        words = self.chosen.words
        if words is None:
            return
        if self.check_consume_key(event.key, event.character):
            self.find(words + clean(event.character or ""))
        elif event.key == "backspace":
            self.find(words[:-1])
        elif event.key == "escape":
            self.find(None)
        else:
            return
        event.stop()
        event.prevent_default()

    def find(self, words: str | None) -> None:
        """List what has *words* in it; ``None``: as before."""
        self.chosen = replace(self.chosen, words=words)

    def action_number(self, digit: int) -> None:
        """Begin to look for an event by the first digit of its number."""
        self.find(str(digit % 10))

    def action_unfold(self) -> None:
        """Show or hide what the teams read."""
        id = self.current().removeprefix("event:")
        self.unfolded = "" if self.unfolded == id else id


class DrawerKeys(Sheet):
    """The keys."""

    def rows(self, width: int, height: int) -> Iterable[Row]:
        """Return the row."""
        t = self.look.t
        first = (("Enter", t("do it")), ("Tab", t("pane")), ("o", t("overview")), ("i", t("events")))
        then = (("f", t("filter")), ("/", t("find")), (t("Space"), t("text")), ("Esc", t("close")))
        return (keys_row(self.look, width, first, then),)


class Drawer(Clocked, ModalScreen[None]):
    """Everything the facilitator sees and does. Locked again when it closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("b", "deed('break')", _noop("Break"), _noop("Break until a time of day"), "drawer.break"),
        keys.bind("p", "deed('pause')", _noop("Pause"), _noop("Freeze everything, or go on"), "drawer.pause"),
        keys.bind("e", "deed('more_talk')", _noop("More talk"), _noop("3 minutes more talk"), "drawer.more_talk"),
        keys.bind("s", "deed('skip')", _noop("Skip"), _noop("While time runs: to the stop at once"), "drawer.skip"),
        keys.bind("h", "deed('hold')", _noop("Hold"), _noop("Hold the creep, or let it creep"), "drawer.hold"),
        keys.bind("j", "deed('jump')", _noop("Run on"), _noop("Let the story run on"), "drawer.jump"),
        keys.bind("v", "deed('speed')", _noop("Speed"), _noop("Speed of the story"), "drawer.speed"),
        keys.bind("r", "deed('rule')", _noop("Rule"), _noop("Rule on a team's own answer"), "drawer.rule"),
        keys.bind("m", "deed('message')", _noop("Message"), _noop("A message to the teams"), "drawer.message"),
        keys.bind("d", "deed('decide')", _noop("Decide"), _noop("Decide for a team"), "drawer.decide"),
        keys.bind("c", "deed('carry_on')", _noop("Carry on"), _noop("Carry on for a team"), "drawer.carry_on"),
        keys.bind("x", "deed('extend')", _noop("More time"), _noop("More story time for a decision"), "drawer.extend"),
        keys.bind("n", "deed('note')", _noop("Note"), _noop("Keep a note for the debrief"), "drawer.note"),
        keys.bind("w", "deed('rewind')", _noop("Rewind"), _noop("Back to the beginning of a round"), "drawer.rewind"),
        keys.bind("q", "deed('end')", _noop("End"), _noop("End the exercise"), "drawer.end"),
        keys.bind("o", "pane('overview')", _noop("Overview"), _noop("Teams, rulings, expectations"), "drawer.overview"),
        keys.bind("i", "pane('events')", _noop("Events"), _noop("The list of events"), "drawer.events"),
        keys.bind("a", "pane('deeds')", _noop("Acts"), _noop("The list of acts"), "drawer.deeds"),
        keys.bind("f", "filter", _noop("Filter"), _noop("Events: coming, past, all"), "drawer.filter"),
        keys.bind("slash", "find", _noop("Find"), _noop("Find an event by its number or a word"), "drawer.find"),
        keys.bind("escape", "leave", _noop("Close"), _noop("Close and lock"), "drawer.close"),
    ]

    view: reactive[DeskView | None] = reactive(None, repaint=False)
    talk_left: reactive[int | None] = reactive(None, repaint=False)

    def __init__(self, look: Look, table: Table, staff: Desk, word: Word) -> None:
        super().__init__()
        self.look, self.table, self.staff, self.word = look, table, staff, word
        self.picked = ""
        """The decision chosen to be taken for a team, as ``team/point``."""

    def show_clocks(self, hall: HallView | None, wall: str, talk_left: int | None) -> None:
        """Show the talk time left."""
        self.talk_left = talk_left

    # --- what is on the screen --------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out acts, overview and events; the style sheet places them."""
        look, t = self.look, self.look.t
        yield Head(look, id="desk-head").data_bind(Drawer.view, Drawer.talk_left)
        with Horizontal(id="desk-work"):
            for pane, key, title in (
                (Deeds(look, id="deeds"), "a", t("Acts")),
                (Overview(look, id="overview"), "o", t("Overview")),
                (Events(look, id="events"), "i", t("List of events")),
            ):
                pane.border_title = say(look.key(key)[0], " ", title)
                yield pane.data_bind(Drawer.view)
        yield DrawerKeys(look, id="keys")

    def on_mount(self) -> None:
        """Follow the desk."""
        self.add_class("shows-overview")
        self.query_one(Deeds).focus()
        self.follow()

    @work(exclusive=True, group="desk")
    async def follow(self) -> None:
        """Take each view of the desk as it comes."""
        async for view in self.staff.updates(self.look.words.tag):
            self.view = view

    def action_pane(self, pane: str) -> None:
        """Go to a pane; where only one of overview and events fits, it takes the place of the other."""
        if pane != "deeds":
            self.set_class(pane == "overview", "shows-overview")
            self.set_class(pane == "events", "shows-events")
        self.query_one(f"#{pane}").focus()

    def action_filter(self) -> None:
        """Go on to the next kind of events."""
        self.action_pane("events")
        events = self.query_one(Events)
        events.chosen = events.chosen.next_which()

    def action_find(self) -> None:
        """Begin to look for an event."""
        self.action_pane("events")
        self.query_one(Events).find("")

    def action_leave(self) -> None:
        """Close, and ask for the PIN again."""
        self.staff.lock()
        self.dismiss(None)

    # --- acts -------------------------------------------------------------------------------------------------------

    @on(Pick.Chosen, "#deeds")
    def chosen_deed(self, event: Pick.Chosen) -> None:
        """Do the act of the line."""
        self.action_deed(event.item)

    @on(Pick.Chosen, "#events")
    def chosen_event(self, event: Pick.Chosen) -> None:
        """Send or skip an event that is still to come; unfold one that is past."""
        id = event.item.removeprefix("event:")
        coming = next((each for each in self.view.coming if each.id == id), None) if self.view is not None else None
        if coming is None:
            self.query_one(Events).action_unfold()
        else:
            self.ask(desk_forms.inject_form(coming, self.look))

    def action_deed(self, id: str) -> None:
        """Do an act, or ask for what it needs; one that is closed now says why."""
        if self.view is None:
            return
        deed = next((deed for deed in desk.all_deeds(self.view, self.look) if deed.id == id), None)
        if deed is None or deed.closed:
            self.tell(deed.closed if deed is not None else self.look.t("That is not possible in this pace."))
            return
        if (filling := self._form(id, self.view)) is not None:
            self.ask(filling)
        else:
            self.do_at_once(id)

    def _form(self, id: str, view: DeskView) -> Filling | None:
        look = self.look
        forms: dict[str, Callable[[], Filling]] = {
            "break": lambda: desk_forms.break_form(view.hall, look),
            "jump": lambda: desk_forms.jump_form(view, look),
            "speed": lambda: desk_forms.speed_form(view, look),
            "rule": lambda: desk_forms.ruling_form(view, look),
            "message": lambda: desk_forms.message_form(view, look),
            "decide": lambda: desk_forms.decide_form(view, look),
            "carry_on": lambda: desk_forms.carry_on_form(view, look),
            "extend": lambda: desk_forms.extend_form(view, look),
            "note": lambda: desk_forms.note_form([(team.id, team.name) for team in view.teams], look),
            "rewind": lambda: desk_forms.rewind_form(view, look),
            "end": lambda: desk_forms.end_form(look),
        }
        if id == "rule" and len(view.rulings) == 1:
            return desk_forms.rule_form(view, view.rulings[0].point, look)
        return forms[id]() if id in forms else None

    @work(group="staff")
    async def do_at_once(self, id: str) -> None:
        """Do an act that asks for nothing."""
        view = self.view
        if view is None:
            return
        refusal = None
        match id:
            case "pause":
                await self.table.pause(not view.paused)
            case "more_talk":
                await self.table.more_talk()
            case "skip":
                await self.table.hurry()
            case _:
                refusal = await self.staff.hold(not view.held)
        if refusal is not None:
            self.tell(self.word(refusal))
        elif id in CLOSING:
            self.action_leave()

    @work(group="staff")
    async def ask(self, filling: Filling) -> None:
        """Fill in a form; after an act that changes what the hall sees, the drawer closes."""
        done = await self.app.push_screen_wait(FormScreen(self.look, filling, self.carry_out))
        if done and filling.form.id == "decide":
            self.decide(self.picked)
        elif done and filling.form.id in CLOSING:
            self.action_leave()
        elif done:
            self.tell(self.look.t("Done: {what}", what=flat(filling.form.label)))

    async def carry_out(self, filling: Filling) -> str | Filling:
        """Carry a form out, or return the one that follows it."""
        kind, view = filling.form.id, self.view
        if view is None:
            return ""
        if kind.endswith("!") and filling.value("sure") != (desk_forms.YES,):
            return self._form(kind.removesuffix("!"), view) or ""
        if kind in ("break", "note"):
            await give_openly(self.table, filling)
            return ""
        if kind == "decide":
            self.picked = filling.value("point")[0]
            return ""
        if kind == "ruling":
            return desk_forms.rule_form(view, filling.value("ruling")[0], self.look) or ""
        until = int(filling.value("until")[0]) if kind == "jump" else 0
        lapses = self.staff.lapses(until, self.look.words.tag) if kind == "jump" else ()
        if (again := desk_forms.asked_twice(filling, self.look, lapses)) is not None:
            return again
        refusal = await give(self.staff, filling)
        return self.word(refusal) if refusal is not None else ""

    @work(group="staff")
    async def decide(self, id: str) -> None:
        """Take a decision for a team."""
        chosen = desk_forms.chosen_point(self.view, id, self.look) if self.view is not None else None
        if chosen is None:
            self.tell(self.look.t("That decision is not open any more."))
            return

        async def take(answer: Answer) -> str:
            refusal = await self.staff.decide(chosen.team, answer)
            return self.word(refusal) if refusal is not None else ""

        if await self.app.push_screen_wait(DecideScreen(self.look, chosen, take)):
            self.tell(self.look.t("Done: {what}", what=flat(chosen.title)))

    def tell(self, text: str) -> None:
        """Say a sentence in passing."""
        self.notify(flat(text), markup=False)
