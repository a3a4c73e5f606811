"""Dialogues of the plain mode: an answer to a decision point, and a form, asked for line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exercise.model.decisions import SOMETHING_ELSE, SURE, WHY, Answer, TeamAct
from exercise.model.views import FieldView, PointView, TeamView
from exercise.ui.deciding import OWN_WORDS, Draft
from exercise.ui.forms import Filling, choices
from exercise.ui.plain_console import Console


class Dialogue:
    """Asks for what an act needs. Every question can be answered with *back*, which raises :class:`Back`."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._speaker = console.speaker
        self._t = console.t

    # --- an answer --------------------------------------------------------------------------------

    async def answer(self, point: PointView, numbers: Sequence[int], view: TeamView) -> tuple[Answer, str]:
        """Ask for the rest of the answer that takes these options; return it and the role that signs."""
        draft = Draft(point, options=tuple(point.options[number - 1].id for number in numbers))
        draft = await self._reasons(await self._law_and_sure(draft))
        text = await self._own_answer(draft)
        draft = await self._signer(draft)
        return replace(await self._sign(draft, view), text=text), draft.signer

    async def _own_answer(self, draft: Draft) -> str:
        """Ask for the answer itself where it is one of the team's own."""
        text = ""
        while SOMETHING_ELSE in draft.options and not text:
            text = await self._console.answer(self._t("what you do instead"))
        return text

    def problem(self, point: PointView, numbers: Sequence[int]) -> str:
        """Return why these options cannot be taken together, ``""`` where they can."""
        if any(not 1 <= number <= len(point.options) for number in numbers) or len(set(numbers)) < len(numbers):
            return self._t("Type a number from the list, or: back")
        if len(numbers) > point.choose:
            return self._t("Fewer options can be taken together: at most {most}.", most=point.choose)
        closed = next((o for o in (point.options[n - 1] for n in numbers) if not o.available), None)
        if closed is None:
            return ""
        return self._t("{option} is closed: {because}", option=closed.label, because=closed.because or "-")

    async def _law_and_sure(self, draft: Draft) -> Draft:
        console, t = self._console, self._t
        if draft.point.law:
            console.say(t("On which legal basis?"))
            console.tell(self._speaker.law(draft.point))
            law = draft.point.law
            number = (
                await console.numbers(t("law"), len(law), zero=True, told=lambda n: self._speaker.basis(law[n - 1]))
            )[0]
            draft = replace(draft, law=(draft.choices("law")[number - 1],))
        console.say(t("How sure are you? 1 a guess, 2 in doubt, 3 fairly sure, 4 sure"))
        return replace(draft, sure=(await console.numbers(console.language.p("field", "sure"), len(SURE)))[0])

    async def _reasons(self, draft: Draft) -> Draft:
        console, t = self._console, self._t
        console.say(t("Why? One or two: 1 evidence, 2 time, 3 safety, 4 trust, 5 own words"))
        numbers = await console.numbers(t("why"), len(WHY), most=2)
        draft = replace(draft, why=tuple(WHY[number - 1] for number in numbers))
        words = ""
        while (draft.point.argue or OWN_WORDS in draft.why) and not words:
            words = await console.answer(t("in your own words"))
        return replace(draft, words=words)

    async def _sign(self, draft: Draft, view: TeamView) -> Answer:
        """Restate what will be done and what it costs; return the answer once it is signed."""
        console, t = self._console, self._t
        votes = await self._votes(draft)
        console.say(t("You sign: {options}", options="; ".join(option.label for option in draft.taken)))
        if draft.takes:
            console.say(t("It costs {length} of story.", length=console.language.length(draft.takes)))
        for option in draft.taken:
            if option.warning:
                console.say(t("risk: {warning}", warning=option.warning))
        for _, role in draft.point.signatures:
            await console.answer(t("{role} signs: Enter, or back", role=role))
        if draft.point.cosigners:
            console.say(t("These must sign too: {teams}", teams=", ".join(draft.point.cosigners)))
        unopened = sum(not paper.opened for paper in view.inbox)
        if unopened:
            count = console.language.n("{n} paper is not opened: papers", "{n} papers are not opened: papers", unopened)
            console.say(count)
            await console.answer(t("Enter all the same, or back"))
        await console.answer(t("Enter signs, or back"))
        signed = tuple(role for role, _ in draft.point.signatures)
        return replace(draft.answer(), signed=signed, votes=votes)

    async def _signer(self, draft: Draft) -> Draft:
        roles = draft.point.roles
        if len(roles) < 2:
            return draft
        console, t = self._console, self._t
        named = [self._role(draft, *role) for role in roles]
        console.say(t("Who signs?"), *(f"  {number}. {role}" for number, role in enumerate(named, 1)))
        while True:
            role = roles[(await console.numbers(t("signs"), len(roles)))[0] - 1]
            if not draft.busy_until(role[0]):
                return replace(draft, role=role[0])
            console.say(self._role(draft, *role))

    def _role(self, draft: Draft, role: str, label: str) -> str:
        """Return a role, and until when it is busy."""
        until = draft.busy_until(role)
        return self._t("{role} · busy until {time}", role=label, time=until) if until else label

    async def _votes(self, draft: Draft) -> dict[str, int]:
        """Where the team votes first: how many votes each option got."""
        votes: dict[str, int] = {}
        while draft.point.vote and not sum(votes.values()):
            self._console.say(self._t("Vote in silence first. How many votes has each option?"))
            for option in draft.point.options:
                line = await self._console.answer(option.label)
                votes[option.id] = min(int(line), 99) if line.isdigit() else 0
        return {option: count for option, count in votes.items() if count}

    # --- a form -----------------------------------------------------------------------------------

    async def form(self, filling: Filling) -> TeamAct:
        """Ask for every field of a form that is open, then for the word to do it; return the act."""
        form = filling.form
        self._console.say(form.label, *([form.detail] if form.detail else []))
        for field in form.fields:
            filling = await self._fill_field(filling, field)
        if filling.left_out:
            names = "; ".join(each.label for each in filling.left_out)
            count = len(filling.left_out)
            n = self._console.language.n
            text = n("{n} item is left out: {names}.", "{n} items are left out: {names}.", count, names=names)
            self._console.say(text)
        await self._console.answer(self._t("Enter does it, or back"))
        return filling.act()

    async def _fill_field(self, filling: Filling, field: FieldView) -> Filling:
        console = self._console
        console.tell(self._speaker.field(field))
        kept = filling.value(field.id)
        if field.kind == "text":
            line = await console.answer(field.label)
            return filling.write(field.id, line) if line else filling
        offered = choices(field)
        if kept:
            labels = [label or self._t("filled in") for id, label, _, _ in offered if id in kept]
            console.say(self._t("now: {labels}", labels="; ".join(labels)))
        most = len(offered) if field.kind == "many" else 1
        while True:
            least = 0 if kept or not field.needed else 1
            numbers = await console.numbers(field.label, len(offered), most=most, least=least)
            chosen = [offered[number - 1] for number in numbers]
            closed = next((choice for choice in chosen if not choice[2]), None)
            if closed is None:
                ids = tuple(choice[0] for choice in chosen)
                return replace(filling, values={**filling.values, field.id: ids}) if chosen else filling
            console.say(self._t("{option} is closed: {because}", option=closed[1], because=closed[3] or "-"))
