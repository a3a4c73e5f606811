"""Dialogues of the plain mode: an answer to a decision point, and a form, asked for line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exercise.model.decisions import SOMETHING_ELSE, SURE, WHY, Answer, TeamAct
from exercise.model.views import FieldView, OptionView, PointView, TeamView
from exercise.ui.deciding import OWN_WORDS, Draft
from exercise.ui.forms import Filling, choices
from exercise.ui.plain_console import Back, Console

MOST_VOTES: Final = 99
"""Votes of one option that are counted."""


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
        self._check_signer(draft)
        draft = await self._vote(draft)
        draft = await self._reasons(await self._law_and_sure(draft))
        draft = await self._signer(await self._said(draft))
        return await self._sign(draft, view), draft.signer

    def _check_signer(self, draft: Draft) -> None:
        if draft.busy_until(draft.signer):
            self._console.say(
                self._t(
                    "Nobody who may sign this is free now. Carry on, and it is asked again then; "
                    "or take back what was sealed."
                )
            )
            raise Back

    async def _said(self, draft: Draft) -> Draft:
        """Ask for the answer itself where it is one of the team's own, and why a request is refused."""
        if draft.refuses:
            return replace(draft, reason=await self._console.answer(self._t("why, for those who asked; or Enter")))
        while draft.differs and not draft.said:
            draft = replace(draft, instead=await self._console.answer(self._t("what you do instead")))
        return draft

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
        console.say(t("You sign: {options}", options=draft.acts))
        if draft.takes:
            console.say(t("It costs {length} of story.", length=self._speaker.length(draft.takes)))
        for option in draft.taken:
            if option.warning:
                console.say(t("risk: {warning}", warning=option.warning))
        if draft.point.cosigners:
            console.say(t("These must sign too: {teams}", teams=", ".join(draft.point.cosigners)))
        for _, role in draft.point.signatures:
            await console.confirm(t("{role} signs: Enter, or back", role=role))
        if any(not paper.opened for paper in view.inbox):
            console.tell(self._speaker.unopened(view))
            await console.confirm(t("Enter all the same, or back"))
        await console.confirm(t("Enter signs, or back"))
        return replace(draft.answer(), signed=tuple(role for role, _ in draft.point.signatures))

    async def _signer(self, draft: Draft) -> Draft:
        roles = draft.point.roles
        if len(roles) < 2 or draft.point.signatures:
            return draft
        console, t = self._console, self._t
        named = [self._role(draft, *role) for role in roles]
        console.say(t("Who signs? Enter: {role}", role=dict(roles)[draft.signer]))
        console.say(*(f"  {number}. {role}" for number, role in enumerate(named, 1)))
        while numbers := await console.numbers(t("signs"), len(roles), least=0):
            role = roles[numbers[0] - 1]
            if not draft.busy_until(role[0]):
                return replace(draft, role=role[0])
            console.say(self._role(draft, *role))
        return draft

    def _role(self, draft: Draft, role: str, label: str) -> str:
        """Return a role, and until when it is busy."""
        until = draft.busy_until(role)
        return self._t("{role} · busy until {time}", role=label, time=until) if until else label

    # --- a vote -----------------------------------------------------------------------------------

    async def _vote(self, draft: Draft) -> Draft:
        """Where the team votes first: ask for the votes, for the options then taken, and for the minority's view."""
        if not draft.point.vote:
            return draft
        console, t = self._console, self._t
        console.say(t("Vote in silence first. How many votes has each option?"))
        offered = [option for option in draft.point.options if option.id != SOMETHING_ELSE]
        ballots = await self._ballots(offered)
        draft = replace(await self._settled(draft), ballots=ballots)
        counts = sorted(draft.votes.values(), reverse=True)
        if len(counts) > 1:
            console.say(t("The vote was split {counts}.", counts=" : ".join(map(str, counts))))
            draft = replace(draft, dissent=await console.answer(t("view of the minority, or Enter")))
        return draft

    async def _ballots(self, offered: Sequence[OptionView]) -> tuple[str, ...]:
        """Return an option's id as often as it has votes."""
        console, count = self._console, len(offered)
        example = " ".join(map(str, (2, 1, *[0] * count)[:count]))
        while True:
            console.say(self._t("Type a number for each, in their order, for example: {example}", example=example))
            line = await console.answer(self._t("votes"))
            words = line.replace(",", " ").split()
            votes = [min(int(word), MOST_VOTES) for word in words if word.isdecimal()]
            if len(votes) == len(words) == count and any(votes):
                return tuple(option.id for option, each in zip(offered, votes, strict=True) for _ in range(each))
            await console.consult(line)

    async def _settled(self, draft: Draft) -> Draft:
        """Ask which options are taken after the vote; Enter leaves those that were typed before it."""
        console, point = self._console, draft.point
        console.say(self._t("What do you take now? Enter: {options}", options="; ".join(o.label for o in draft.taken)))
        while numbers := await console.numbers(self._t("option"), len(point.options), most=point.choose, least=0):
            problem = self.problem(point, numbers)
            if not problem:
                return replace(draft, options=tuple(point.options[number - 1].id for number in numbers))
            console.say(problem)
        return draft

    # --- a form -----------------------------------------------------------------------------------

    async def form(self, filling: Filling) -> TeamAct:
        """Ask for every field of a form that is open, then for the word to do it; return the act.

        Of a request that came back only what is missing is asked; any field can be changed at the end.
        """
        form = filling.form
        self._console.say(form.label, *([form.detail] if form.detail else []))
        for field in form.fields:
            if not (filling.about and filling.value(field.id)):
                filling = await self._fill_field(filling, field)
        while (again := await self._reread(filling)) is not None:
            filling = await self._fill_field(filling, again)
        return filling.act()

    async def _reread(self, filling: Filling) -> FieldView | None:
        """Read the form over; return the field that the person wants to change, ``None`` once it is to be done."""
        console, t, form = self._console, self._t, filling.form
        console.say(t("What you have filled in:"))
        console.tell(self._speaker.filled(filling))
        if filling.left_out:
            names = "; ".join(each.label for each in filling.left_out)
            count = len(filling.left_out)
            n = console.language.n
            console.say(n("{n} item is left out: {names}.", "{n} items are left out: {names}.", count, names=names))
        if form.takes:
            console.say(t("It costs {length} of story.", length=self._speaker.length(form.takes)))
        numbers = await console.numbers(
            t("Enter does it, a number changes that line, or back"), len(form.fields), least=0
        )
        return form.fields[numbers[0] - 1] if numbers else None

    async def _fill_field(self, filling: Filling, field: FieldView) -> Filling:
        console = self._console
        console.tell(self._speaker.field(field))
        if field.kind == "text":
            return await self._write(filling, field)
        offered, kept = choices(field), filling.value(field.id)
        if kept:
            console.say(self._t("Enter keeps: {labels}", labels=self._speaker.value(filling, field)))
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

    async def _write(self, filling: Filling, field: FieldView) -> Filling:
        """Ask for a text until there is one, where it is needed."""
        while True:
            line = await self._console.answer(field.label)
            if line or filling.value(field.id) or not field.needed:
                return filling.write(field.id, line) if line else filling
