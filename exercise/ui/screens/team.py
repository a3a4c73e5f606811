"""The team screen: what one can do at it. The seat keeps every act; the screen knows nothing of where it goes."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from exercise.model.decisions import TeamAct
from exercise.model.language import _noop
from exercise.model.views import FormView, TeamView
from exercise.ui import keys
from exercise.ui.forms import Filling, mending
from exercise.ui.parts.agenda import CARRY_ON, DEBRIEF, STEPS, UNTIL, blocking
from exercise.ui.parts.deciding import text_title
from exercise.ui.screens.team_layout import Doing, Left, Right, TeamLayout
from exercise.ui.text import flat
from exercise.ui.widgets import panes
from exercise.ui.widgets.deciding import DecidingPanel
from exercise.ui.widgets.forming import FormingPanel
from exercise.ui.widgets.sheet import Pick


class TeamScreen(TeamLayout):
    """One seat of a team."""

    HELP: ClassVar = "team"
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.bind("d", "left('do')", _noop("To do"), _noop("Decisions, acts, carry on"), "team.do"),
        keys.bind("b", "left('inbox')", _noop("Inbox"), _noop("The papers of this team"), "team.inbox"),
        keys.bind("m", "right('map')", _noop("Map"), _noop("The map"), "team.map"),
        keys.bind(
            "r", "right('requests')", _noop("Requests"), _noop("Requests against the consignment"), "team.requests"
        ),
        keys.bind("u", "right('units')", _noop("Units"), _noop("The units of this team"), "team.units"),
        keys.bind("i", "right('intel')", _noop("Intel"), _noop("Items of information held"), "team.intel"),
        keys.bind("s", "form('share')", _noop("Share"), _noop("Pass information to another team"), "team.share"),
        keys.bind("c", "form('talk')", _noop("Call or meet"), _noop("Call or meet another team"), "team.talk"),
        keys.bind("e", "form('enquire')", _noop("Enquire"), _noop("Ask a body about a subject"), "team.enquire"),
        keys.bind("f", "form('file')", _noop("File a request"), _noop("Draw up a request and send it"), "team.file"),
        keys.bind("o", "carry_on", _noop("Carry on"), _noop("Say that this team is ready"), "team.carry_on"),
        *keys.digits("digit", "Choose", "Mark the choice of this number", "team.digit"),
        keys.bind("escape", "back", _noop("Back"), _noop("Back to what is to be done"), "team.back"),
        keys.bind("space", "app.hurry", _noop("Hurry"), _noop("While time runs: to the stop at once"), "team.hurry"),
    ]

    # --- going about --------------------------------------------------------------------------------------------------

    def action_left(self, pane: Left) -> None:
        """Show a pane of the left side; *do* shows what is to be done."""
        if pane == "do" and self.left == "do" and self.front == "left":
            if self.doing in ("decide", "form"):
                self.doing = "agenda"
            elif self.view is not None and self._stopped(self.view):
                self._put_away(self.view, "agenda")
        self.left, self.front = pane, "left"

    def action_right(self, pane: Right) -> None:
        """Show a pane of the right side."""
        self.right = pane
        if self.has_class("-one") or pane != "map":
            self.front = "right"

    def action_back(self) -> None:
        """Go back: from a pane in front to what is to be done, from there to the agenda."""
        if self.front == "right" or self.left != "do":
            self.left = (
                "inbox" if self.left == "reading" and self.front == "left" and not self.reading.request else "do"
            )
            self.reading.request, self.front = "", "left"
        elif self.doing in ("decide", "form"):
            self.doing = "agenda"
        elif self.view is not None and not self._stopped(self.view):
            self.doing = self._due(self.view)

    def action_digit(self, digit: int) -> None:
        """Mark a choice in the panel that is on the screen beside the pane that has the focus."""
        if self.doing in ("decide", "form") and self.has_class("-three") and self.left != "do":
            self.left = "do"
            (self.deciding if self.doing == "decide" else self.forming).action_digit(digit)

    def action_form(self, kind: str) -> None:
        """Open the form of a standing act; where there are several, the agenda lists them."""
        if self.view is None or self._in_hand():
            return
        fitting = [form for form in self.view.forms if form.id.partition(":")[0] == kind]
        usable = [form for form in fitting if form.available]
        if len(usable) == 1:
            self._open_form(self._begun(usable[0]))
        elif usable:
            self.agenda.cursor = f"form:{usable[0].id}"
            self.doing, self.left, self.front = "agenda", "do", "left"
        else:
            because = next((flat(form.because) for form in fitting if form.because), "")
            self.tell(because or self._none_of(kind))

    def _none_of(self, kind: str) -> str:
        """Say that the team has no act of this kind at all."""
        t = self.look.t
        return {
            "share": t("Your team passes no information on in this exercise."),
            "talk": t("Your team has nobody to call or meet in this exercise."),
            "enquire": t("There is nobody whom your team could ask about anything yet."),
            "file": t("Your team files no requests in this exercise."),
            "assign": t("Your team has no units."),
            "withdraw": t("None of your units is in use."),
        }.get(kind, t("That is not open to this team now."))

    def _in_hand(self) -> bool:
        """Tell, and say so, whether a form or an answer half filled in is in front: it is left with Esc, by intent."""
        if self.left != "do" or self.front != "left":
            return False
        filling, draft = self.forming.filling, self.deciding.draft
        form = self.doing == "form" and filling is not None and bool(filling.values)
        if form or (self.doing == "decide" and draft is not None and draft.begun):
            self.tell(self.look.t("First leave this with Esc; it is kept as far as it is filled in."))
            return True
        return False

    def _begun(self, form: FormView, start: Filling | None = None) -> Filling:
        """Return the form as it was left half filled in, else a fresh one."""
        start = start or Filling(form)
        kept = self.desk.fillings.get(start.key)
        return kept.renewed(form) if kept is not None else start

    def _open_form(self, filling: Filling) -> None:
        self.forming.refusal = ""
        self.forming.filling = filling
        self.doing, self.left, self.front = "form", "do", "left"
        if filling.key not in self.desk.fillings:
            self.fetch_typed(filling)

    @work(exclusive=True, group="typed before")
    async def fetch_typed(self, filling: Filling) -> None:
        """Put what was typed into the form before the program stopped back into it, where nothing else stands yet."""
        for field in filling.typed_fields:
            text = await self.seat.draft(f"form:{filling.form.id}:{field}")
            now = self.forming.filling
            if text and now is not None and now.key == filling.key and not now.value(field):
                self.forming.filling = now.write(field, text)

    @work(group="typed done")
    async def forget_typed(self, filling: Filling) -> None:
        """Forget what was typed into a form that was signed."""
        for field in filling.typed_fields:
            await self.seat.draft(f"form:{filling.form.id}:{field}", "")

    def form(self, id: str) -> FormView | None:
        """Return a form that can be used now."""
        forms = self.view.forms if self.view is not None else ()
        return next((form for form in forms if form.id == id and form.available), None)

    def tell(self, text: str) -> None:
        """Say a sentence in passing."""
        self.notify(flat(text), markup=False)

    @on(Pick.Chosen, "#agenda")
    def chosen_to_do(self, event: Pick.Chosen) -> None:
        """Open the decision or the form, take back, or carry on."""
        kind, _, id = event.item.partition(":")
        form = self.form(id) if kind == "form" else None
        if kind == "point" and self.view is not None:
            self._show_point(self.view, id)
            self.doing = "decide"
        elif form is not None:
            self._open_form(self._begun(form))
        elif kind == "sealed":
            self.tell(self.look.t("This is sealed. Backspace takes it back."))
        elif kind == UNTIL:
            self.agenda.until = (self.agenda.until + 1) % len(STEPS)
        elif kind == CARRY_ON:
            self.action_carry_on()
        elif kind == DEBRIEF:
            self.call_later(self.run_action, "app.after_the_end")

    @on(Pick.Chosen, "#inbox")
    def chosen_paper(self, event: Pick.Chosen) -> None:
        """Open the paper."""
        self.open_paper(event.item)

    def open_paper(self, key: str) -> None:
        """Show a paper and record that it was opened."""
        self.reading.request, self.reading.paper = "", key
        self.left, self.front = "reading", "left"
        self.record_opened(key)

    @on(Pick.Chosen, "#requests")
    def chosen_request(self, event: Pick.Chosen) -> None:
        """Show the request in full."""
        self.reading.paper, self.reading.request = "", event.item
        self.left, self.front = "reading", "left"

    def key_enter(self) -> None:
        """While a returned request is read: mend it."""
        if self.view is None or self.left != "reading" or self.focused is not self.reading:
            return
        request = self.reading.shown_request(self.view)
        form = self.form(f"file:{request.paper}") if request is not None else None
        if request is not None and form is not None and panes.mendable(self.view, request):
            self._open_form(self._begun(form, mending(form, request)))

    @on(Pick.Chosen, "#units")
    def chosen_unit(self, event: Pick.Chosen) -> None:
        """Put the unit on the consignment, or take it off."""
        id = event.item.partition(":")[2]
        unit = next((unit for unit in self.view.units if unit.id == id), None) if self.view is not None else None
        kind = "assign" if unit is not None and unit.free else "withdraw"
        form = self.form(kind)
        if unit is not None and form is not None:
            self._open_form(Filling(form, values={"unit": (id,)}).renewed(form))
        else:
            closed = (each for each in (self.view.forms if self.view is not None else ()) if each.id == kind)
            self.tell(next((flat(each.because) for each in closed if each.because), "") or self._none_of(kind))

    @on(Pick.Chosen, "#intel")
    def chosen_item(self, event: Pick.Chosen) -> None:
        """Unfold the item and record that it was opened."""
        intel = self.query_one(panes.Intel)
        intel.unfolded = "" if intel.unfolded == event.item else event.item
        self.record_opened(event.item)

    @on(panes.StopCard.Opened)
    def put_stop_away(self, event: panes.StopCard.Opened) -> None:
        """Put the card away; open what came, or go on to what is asked."""
        if self.view is None:
            return
        self._put_away(self.view)
        if event.key:
            self.open_paper(event.key)

    def _put_away(self, view: TeamView, doing: Doing | None = None) -> None:
        """Put the stop card away and go on to *doing*, or to what is asked."""
        self.desk.look(view)
        self.doing = doing or self._due(view)
        self._arrange()

    @on(panes.Agenda.TakeBack)
    def taken_back(self, event: panes.Agenda.TakeBack) -> None:
        """Take a sealed act back."""
        self.take_back(event.number)

    @on(DecidingPanel.Left)
    @on(FormingPanel.Left)
    def left_panel(self) -> None:
        """Back to the agenda."""
        self.doing = "agenda"

    @on(DecidingPanel.Other)
    def other_point(self, event: DecidingPanel.Other) -> None:
        """Show another open decision."""
        if self.view is not None and self.deciding.draft is not None:
            self._go_to_point(self.view, self.deciding.draft.point.id, event.step)

    # --- acts: the seat keeps them ---

    @on(DecidingPanel.Signed)
    def signed_answer(self, event: DecidingPanel.Signed) -> None:
        """Put the answer."""
        self.submit(event.answer, event.role)

    @on(FormingPanel.Signed)
    def signed_form(self, event: FormingPanel.Signed) -> None:
        """Put the act."""
        self.submit(event.act, "")

    @work(group="acts")
    async def submit(self, act: TeamAct, role: str) -> None:
        """Put an act; a refusal is said in words, and what was filled in stays."""
        from_form = self.doing == "form"
        refusal = await self.seat.submit(act, role)
        if refusal is None:
            if from_form:
                self._form_done()
            self.agenda.cursor = ""
            self.doing = self._due(self.view) if self.view is not None else "agenda"
            self.call_after_refresh(lambda: self.agenda.bring_into_sight(self.agenda.current()))
        else:
            (self.forming if from_form else self.deciding).refusal = self.word(refusal)

    def _form_done(self) -> None:
        """Take the form that was signed off the desk."""
        if self.forming.filling is not None:
            self.desk.fillings.pop(self.forming.filling.key, None)
            self.forget_typed(self.forming.filling)
        self.forming.filling = None
        self._mark_begun()

    @work(group="acts")
    async def take_back(self, number: int) -> None:
        """Take a sealed act back."""
        refusal = await self.seat.withdraw(number)
        if refusal is not None:
            self.tell(self.word(refusal))

    def action_carry_on(self) -> None:
        """Say *carry on*; while a decision must be signed first, go to it."""
        if self.view is None or self.view.end is not None or self.view.clock.state == "runs":
            return
        waiting = blocking(self.view)
        if waiting:
            self._show_point(self.view, waiting[0].id)
            self.left, self.front, self.doing = "do", "left", "decide"
            self.tell(self.look.t("This decision must be signed first."))
        elif not self._in_hand():
            self.carry_on(STEPS[self.agenda.until])

    @work(group="acts")
    async def carry_on(self, minutes: int) -> None:
        """Say *carry on*; the desk remembers what was seen."""
        view = self.view
        if view is None:
            return
        self.desk.leave(view)
        refusal = await self.seat.ready(view.clock.minute + minutes if minutes else None)
        if refusal is not None:
            self.tell(self.word(refusal))

    @work(group="opened")
    async def record_opened(self, key: str) -> None:
        """Record that a paper was opened."""
        await self.seat.opened(key)

    @on(DecidingPanel.Write)
    @work(group="words")
    async def write_words(self, event: DecidingPanel.Write) -> None:
        """Write own words for an answer; they are kept as they are typed."""
        from exercise.ui.screens.words import Words  # an editor is much to load before anybody writes

        id, written = event.draft.point.id, event.written
        key = f"{'point' if written == 'words' else written}:{id}"
        what = flat(event.draft.point.title) or flat(event.draft.point.question)
        title = text_title(written, what, self.look)
        before = event.draft.text(written) or await self.seat.draft(key)
        editor = Words(self.look, title, before, lambda typed: self.seat.draft(key, typed))
        text = await self.app.push_screen_wait(editor)
        draft = self.deciding.draft
        if written == "words":
            self.desk.words[id] = text
        if draft is not None and draft.point.id == id:
            self.deciding.draft = draft.write(written, text)

    @on(FormingPanel.Write)
    @work(group="words")
    async def write_field(self, event: FormingPanel.Write) -> None:
        """Write a text field of a form."""
        from exercise.ui.screens.words import Words

        form = self.forming.filling.form.id if self.forming.filling is not None else ""
        key = f"form:{form}:{event.field}"
        text = await self.app.push_screen_wait(
            Words(self.look, event.label, event.text, lambda typed: self.seat.draft(key, typed))
        )
        if self.forming.filling is not None:
            self.forming.filling = self.forming.filling.write(event.field, text)
