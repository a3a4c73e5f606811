"""One team's turn in the plain mode: what it can type, and what happens then."""

from __future__ import annotations

from typing import Final

from exercise.model.decisions import Answer, Refusal, TeamAct
from exercise.model.seat import Seat
from exercise.model.table import Table
from exercise.model.views import PointView, TeamView
from exercise.ui.forms import Filling, mending
from exercise.ui.plain_console import Back, Console, Wording
from exercise.ui.plain_consult import Commands, Consulting, by_words, first, obey
from exercise.ui.plain_dialogue import Dialogue
from exercise.ui.plain_lines import DAY, minute_of_day

RECENT: Final = 12
"""Lines of news that are told to a team that sits down in the midst of an exercise."""


class Turn:
    """One team at the keyboard: it consults, decides, acts, and says carry on."""

    def __init__(self, seat: Seat, table: Table, console: Console, word: Wording) -> None:
        self._seat = seat
        self._table = table
        self._console = console
        self._word = word
        self._speaker = console.speaker
        self._t = console.t
        self._told = 0
        self._done = False
        self._went = False
        self._passing = False
        self._number = 0
        """The decision point that digits answer."""
        self._briefed = False
        self._crept = False
        """Whether it was said that talk time is spent."""
        self._dialogue = Dialogue(console)
        self._consulting = Consulting(seat, console)
        self._commands = self._named_commands()

    async def take(self, *, passing: bool = False) -> bool:
        """Play until the team says carry on (*passing*: without telling the table); tell whether the round went on."""
        self._passing, self._done, self._crept = passing, False, False
        self._console.consult = self._consulting.obey
        view = await self._view()
        await self._greet(view)
        round_ = view.room.round
        while not self._done:
            line = await self._console.read(view.clock.text)
            await self._obey(line)
            view = await self._view()
            self._tell_news(view)
            self._tell_creep(view)
            if view.clock.state == "ended" or view.room.round != round_ or self._must_stop(view):
                return True
        return not passing and self._went

    def _must_stop(self, view: TeamView) -> bool:
        return view.room.pace != "live" and view.room.phase == "runs"

    async def news(self) -> None:
        """Print what reached the team since it last looked."""
        self._tell_news(await self._view())

    async def _view(self) -> TeamView:
        return await first(self._seat.updates())

    async def _greet(self, view: TeamView) -> None:
        """Say what came, how things stand, and the decision that is most urgent: the last thing said is what to do."""
        say, t = self._console.say, self._t
        if not self._briefed:
            self._briefed = True
            say(view.scenario, *([view.notice] if view.notice else []), t("Type help for what you can type."))
            self._skip_old(view)
        self._tell_news(view)
        for refused in view.refused:
            say(t("Could not take place: {act}", act=refused))
        self._console.tell(self._speaker.status(view, follows=True))
        if view.room.talk_left:
            minutes = -(-view.room.talk_left // 60)
            talk = self._console.language.n("{n} minute of talk is left.", "{n} minutes of talk are left.", minutes)
            say(talk + " " + t("Then the story clock creeps."))
        self._show_point(view)

    def _skip_old(self, view: TeamView) -> None:
        """Leave out what happened long ago, where a run is taken up in its midst."""
        old = max(0, len(view.feed) - RECENT)
        if old:
            n = self._console.language.n
            self._console.say(n("{n} line of news is older: news.", "{n} lines of news are older: news.", old))
        self._told = old

    def _tell_news(self, view: TeamView) -> None:
        self._console.tell(self._speaker.news(view, self._told))
        self._told = len(view.feed)

    def _tell_creep(self, view: TeamView) -> None:
        """Say once that the talk time is spent."""
        if view.room.talk_left == 0 and not self._crept:
            self._crept = True
            self._console.say(
                self._t("The talk time is spent: the story clock creeps while nobody is at the keyboard.")
                if len(self._table.people) > 1
                else self._t("The talk time is spent: the story clock creeps.")
            )

    def _show_point(self, view: TeamView) -> None:
        point = self._point(view)
        if point is not None:
            self._number = point.number
            self._console.tell(self._speaker.point(point, view))

    def _point(self, view: TeamView) -> PointView | None:
        """The point that digits answer: the one looked at last, else the most urgent."""
        due = [point for point in view.points if not point.sealed]
        chosen = next((point for point in due if point.number == self._number), None)
        return chosen or min(due, key=lambda p: (p.deadline is None, p.deadline or 0, p.number), default=None)

    # --- commands ---------------------------------------------------------------------------------

    def _named_commands(self) -> Commands:
        """What a team can do; what it can look at is with :class:`Consulting`."""
        t = self._t
        return by_words(
            ("carry on until", t("carry on until"), self._carry_on),
            ("carry on", t("carry on"), self._carry_on),
            ("take back", t("take back"), self._take_back),
            ("more talk", t("more talk"), self._more_talk),
            ("decide", t("decide"), self._decide_number),
            ("pause", t("pause"), self._pause),
            ("mend", t("mend"), self._mend),
            ("act", t("act"), self._act),
        )

    async def _obey(self, line: str) -> None:
        try:
            await self._dispatch(line)
        except Back:
            self._console.say(self._t("Dropped. Nothing was done."))

    async def _dispatch(self, line: str) -> None:
        numbers = line.replace(",", " ").split()
        if not numbers:
            return
        if all(word.isdecimal() for word in numbers):
            await self._options([int(word) for word in numbers])
        elif line.lower() in {"back", self._t("back")}:
            self._console.say(self._t("You are filling in nothing. take back and a number undoes what is sealed."))
        elif not (await obey(self._commands, line) or await self._consulting.obey(line)):
            self._console.say(self._t("Not understood: {line}. Type help.", line=line))

    async def _pause(self, _rest: str) -> None:
        await self._table.pause(True)
        self._console.say(self._t("PAUSED. Enter goes on."))
        await self._console.read()
        await self._table.pause(False)

    async def _more_talk(self, _rest: str) -> None:
        await self._table.more_talk()
        left = (await self._view()).room.talk_left
        if left is None:
            self._console.say(self._t("Talk has no limit here."))
        else:
            self._crept = False
            minutes = -(-left // 60)
            self._console.say(
                self._console.language.n("{n} minute of talk is left.", "{n} minutes of talk are left.", minutes)
            )

    async def _take_back(self, rest: str) -> None:
        """Take a sealed act back; without its number, say what there is to take back."""
        if rest.isdecimal():
            refusal = await self._seat.withdraw(int(rest))
            if refusal is None:
                self._console.say(self._t("Taken back."))
                self._show_point(await self._view())
            else:
                self._refuse(refusal)
        else:
            self._console.tell(self._speaker.sealed(await self._view()))

    async def _carry_on(self, rest: str) -> None:
        self._went = False
        until = None
        if rest:
            until = _minute_at(rest, await self._view())
            if until is None:
                self._console.say(self._t("Type the time of day as HH:MM."))
                return
        if self._passing:
            self._done = True
            return
        refusal = await self._seat.ready(until)
        self._went = refusal is None
        self._done = refusal is None or self._table.pace == "open"
        if refusal is None:
            self._console.say(self._t("You carry on."))
            return
        self._refuse(refusal)
        blocking = [point for point in (await self._view()).points if point.blocking and not point.sealed]
        if blocking:
            self._number = blocking[0].number
            self._show_point(await self._view())

    async def _submit(self, act: TeamAct, role: str = "") -> None:
        """Put an act; say how it can be undone and what stands open then, or why it is refused."""
        refusal = await self._seat.submit(act, role)
        if refusal is not None:
            self._refuse(refusal)
            return
        view = await self._view()
        self._console.say(self._t("Kept."))
        if view.sealed:
            number = view.sealed[-1].number
            self._console.say(self._t("Until you carry on, take back {number} undoes it.", number=number))
        if not (isinstance(act, Answer) and self._point(view) is not None):  # else the next decision is said
            self._console.tell(self._speaker.open(view))

    def _refuse(self, refusal: Refusal) -> None:
        self._console.say(self._t("Not possible: {why}", why=self._why(refusal)))

    def _why(self, refusal: Refusal) -> str:
        return self._word(self._table, refusal, self._console.language)

    # --- deciding and acting ----------------------------------------------------------------------

    async def _decide_number(self, rest: str) -> None:
        """Show the decision of this number; without one, what is open and the decision that digits answer."""
        view = await self._view()
        numbers = {point.number for point in view.points if not point.sealed}
        if not numbers:
            self._console.say(self._t("There is nothing to decide now."))
        elif rest and not (rest.isdecimal() and int(rest) in numbers):
            listed = ", ".join(map(str, sorted(numbers)))
            self._console.say(self._t("No such decision is open. Open are: {numbers}", numbers=listed))
        else:
            self._number = int(rest) if rest else self._number
            self._show_point(view)

    async def _options(self, numbers: list[int]) -> None:
        """Take the options of these numbers, ask for the rest of the answer, put it."""
        view = await self._view()
        point = self._point(view)
        if point is None:
            self._console.say(self._t("There is nothing to decide now."))
            return
        problem = self._dialogue.problem(point, numbers)
        if problem:
            self._console.say(problem)
            return
        act, role = await self._dialogue.answer(point, numbers, view)
        await self._submit(act, role)
        self._number = 0
        self._show_point(await self._view())

    async def _act(self, rest: str) -> None:
        forms = (await self._view()).forms
        if not rest.isdecimal() or not 1 <= int(rest) <= len(forms):
            self._console.say(self._t("Type: act and a number of acts."))
            return
        await self._fill(Filling(forms[int(rest) - 1]))

    async def _mend(self, rest: str) -> None:
        view = await self._view()
        request = next((r for r in view.requests if r.mine and r.number.lower() == rest.lower()), None)
        form = next((f for f in view.forms if request is not None and f.id == f"file:{request.paper}"), None)
        if request is None or form is None:
            self._console.say(self._t("Type: mend and the number of a request of yours, for example R-1."))
            return
        if request.sign != "bad":
            self._console.say(
                self._t("{number} has not come back: {status}", number=request.number, status=request.status)
            )
            return
        if request.missing:
            self._console.say(self._t("missing: {contents}", contents="; ".join(request.missing)))
        await self._fill(mending(form, request))

    async def _fill(self, filling: Filling) -> None:
        form = filling.form
        if form.available:
            await self._submit(await self._dialogue.form(filling))
        else:
            self._console.say(self._t("closed: {because}", because=form.because or "-"))


def _minute_at(time: str, view: TeamView) -> int | None:
    """Return the next story minute that has this time of day (``HH:MM``); ``None`` where it is not one."""
    asked, now = minute_of_day(time), minute_of_day(view.clock.text)
    if asked is None or now is None:
        return None
    return view.clock.minute + ((asked - now) % DAY or DAY)
