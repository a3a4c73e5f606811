"""Standing acts as forms in words: labels of fields and choices, and the reason where something is closed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from exercise.model.decisions import Act, Assign, Decision, File, Refusal, Withdraw
from exercise.model.durations import Span
from exercise.model.language import Language
from exercise.model.offers import FieldOffer, FormOffer, OptionOffer
from exercise.model.papers import Content
from exercise.model.views import FieldView, FormView
from exercise.play.names import Names
from exercise.play.projection.knowledge import Knowledge
from exercise.play.projection.road import estimate
from exercise.play.wording import refusal_text

CONTENT: Final = "content:"
_SAYS_LITTLE: Final = ("closed", "nothing_to_share", "not_known")
"""Codes of refusal that say less than what it is of which the team has nothing to choose."""


def reason(because: str, knowledge: Knowledge) -> str:
    """Return why something is closed: the author's words at a path, or the sentence of a refusal code."""
    if not because:
        return ""
    names = knowledge.names
    if "." in because:
        return names.words(because) or names.language.t("This is closed now.")
    return refusal_text(Refusal(because), names.scenario, names.tag)


def forms(offers: tuple[FormOffer, ...], knowledge: Knowledge) -> tuple[FormView, ...]:
    """Return every form that the team is offered."""
    return tuple(_form(offer, knowledge) for offer in offers)


def _form(offer: FormOffer, knowledge: Knowledge) -> FormView:
    names = knowledge.names
    head = offer.id.partition(":")[0]
    paper = offer.paper or offer.id.partition(":")[2]
    label, detail = _title(head, paper, names)
    fields = tuple(_field(_known_choices(field, knowledge), head, paper, knowledge) for field in offer.fields)
    name = f"file:{paper}" if head == "file" else head
    empty = next((field for field in fields if field.needed and field.kind != "text" and not field.choices), None)
    if empty is not None and (offer.available or offer.because in _SAYS_LITTLE):
        return FormView(name, label, detail, offer.takes, fields, False, _nothing_for(empty.id, knowledge))
    because = "" if offer.available else reason(offer.because, knowledge)
    return FormView(name, label, detail, offer.takes, fields, offer.available, because)


def _nothing_for(field: str, knowledge: Knowledge) -> str:
    """Say that there is nothing that could be put into a field that must be filled in."""
    t = knowledge.names.language.t
    return {
        "items": t("Your team holds no item of information yet."),
        "consignment": t("Your team knows of no consignment yet."),
        "unit": t("Your team has no unit for this now."),
        "to": t("There is nobody to whom this could go."),
        "channel": t("No channel is open to your team for this."),
        "body": t("There is no body that your team could ask."),
        "subject": t("There is nothing that your team could ask about yet."),
    }.get(field, t("This is closed now."))


def once_each(views: tuple[FormView, ...], sealed: Sequence[Decision], language: Language) -> tuple[FormView, ...]:
    """Return the forms without what was sealed already in the round that is open: a request once to each, a unit once.

    What was sealed counts only when the round closes, so the engine still offers it.
    """
    done = {key for decision in sealed if (key := _sealed_choice(decision.act)) is not None}
    return tuple(_without(view, done, language.t("sealed already in this round")) for view in views) if done else views


def _sealed_choice(act: Act) -> tuple[str, str, str] | None:
    """Return form, field and choice that cannot be taken twice in a round, where the act has them."""
    match act:
        case File():
            return f"file:{act.paper}", "to", act.to
        case Assign():
            return "assign", "unit", act.unit
        case Withdraw():
            return "withdraw", "unit", act.unit
        case _:
            return None


def _without(view: FormView, done: Collection[tuple[str, str, str]], because: str) -> FormView:
    if not any(form == view.id for form, _, _ in done):
        return view
    fields = tuple(
        replace(field, choices=tuple(
            (id, label, False, because) if (view.id, field.id, id) in done else (id, label, available, why)
            for id, label, available, why in field.choices
        ))
        for field in view.fields
    )  # fmt: skip
    named = {field for form, field, _ in done if form == view.id}
    spent = any(field.id in named and not any(choice[2] for choice in field.choices) for field in fields)
    if view.available and spent:
        return replace(view, fields=fields, available=False, because=because)
    return replace(view, fields=fields)


def _known_choices(offer: FieldOffer, knowledge: Knowledge) -> FieldOffer:
    """Leave out the consignments of which the team knows nothing."""
    if offer.id != "consignment":
        return offer
    known = {name for name, load in knowledge.loads.items() if load.known}
    return replace(offer, choices=tuple(choice for choice in offer.choices if choice.id in known))


def _title(head: str, paper: str, names: Names) -> tuple[str, str]:
    t = names.language.t
    if head == "file":
        part = names.scenario.papers.get(paper)
        bases = "; ".join(names.law(law) for law in part.law) if part else ""
        return names.paper(paper), t("Legal basis: {law}", law=bases) if bases else ""
    return {
        "share": (t("Share items"), t("What you pass on, others hold. Handling rules bind you.")),
        "talk": (t("Call or meet"), t("Only what is said through this form counts as passed.")),
        "enquire": (t("Enquire"), t("Ask a body about a subject. Some learn that you asked.")),
        "assign": (t("Assign a unit"), t("Put a free unit on a consignment.")),
        "withdraw": (t("Withdraw a unit"), t("Take a unit off; it rests before it can be used again.")),
    }.get(head, (head, ""))


# --- fields ---------------------------------------------------------------------------------------


def _field(offer: FieldOffer, head: str, paper: str, knowledge: Knowledge) -> FieldView:
    names = knowledge.names
    if offer.id.startswith(CONTENT):
        return _content(offer, paper, knowledge)
    label, help_ = _label(offer.id, head, names)
    say = _speaker(offer.id, knowledge)
    return FieldView(offer.id, label, offer.kind, _choices(offer, say, knowledge), help_, offer.needed)


def _choices(
    offer: FieldOffer, say: Callable[[str], str], knowledge: Knowledge
) -> tuple[tuple[str, str, bool, str], ...]:
    return tuple((choice.id, say(choice.id), choice.available, _closed(choice, knowledge)) for choice in offer.choices)


def _closed(choice: OptionOffer, knowledge: Knowledge) -> str:
    return "" if choice.available else reason(choice.because, knowledge)


def _label(field: str, head: str, names: Names) -> tuple[str, str]:
    t = names.language.t
    return {
        "items": (t("Items"), ""),
        "to": (t("To"), ""),
        "channel": (t("Channel"), ""),
        "mode": (t("How"), ""),
        "agreed": (t("What was agreed"), t("In your own words; the other team reads it too.")),
        "body": (t("Whom"), ""),
        "subject": (t("About"), ""),
        "variant": (t("The load"), t("What the other State is asked to agree to.")),
        "language": (t("Language"), t("Translation takes time.")),
        "unit": (t("Unit"), ""),
        "consignment": (t("Consignment"), ""),
    }.get(field, (field, ""))


def _speaker(field: str, knowledge: Knowledge) -> Callable[[str], str]:
    names = knowledge.names
    return {
        "items": lambda item: _item(item, knowledge),
        "to": names.team,
        "channel": lambda channel: _channel(channel, names),
        "mode": lambda mode: _mode(mode, names),
        "body": lambda body: _body(body, names),
        "subject": names.subject,
        "variant": names.variant,
        "language": names.tongue,
        "unit": lambda unit: names.unit(knowledge.team, unit),
        "consignment": names.load,
    }.get(field, str)


def _item(item: str, knowledge: Knowledge) -> str:
    """An item with its number, its grading and its handling rule, which binds whoever passes it on."""
    rules = knowledge.inbox.item_rules(item)
    said = f"{knowledge.inbox.item_number(item)} {knowledge.names.item(item)}".strip()
    return f"{said} · {rules}" if rules else said


def _channel(channel: str, names: Names) -> str:
    """A channel with its usual time and what is to be said of it before it is used."""
    part = names.scenario.channels.get(channel)
    if part is None:
        return channel
    takes = estimate(part.delay)
    said = [names.say(part.label)]
    if takes.high:
        said.append(names.between(takes.low, takes.high))
    if part.warning:
        said.append(names.say(part.warning))
    return " · ".join(said)


def _mode(mode: str, names: Names) -> str:
    talk = names.scenario.powers.talk
    if mode == "call":
        return names.language.t("call, {length}", length=names.language.length(talk.call))
    return names.language.t("meet, {length}", length=names.language.length(talk.meet))


def _body(body: str, names: Names) -> str:
    """A body with who learns that it was asked, and its usual time: that of the body, whatever it is asked about."""
    part, t = names.scenario.bodies.get(body), names.language.t
    if part is None:
        return names.body(body)
    label, takes = names.say(part.label), _usual(part.takes, names)
    said = t("{body} ({teams} will know)", body=label, teams=names.teams(part.learns)) if part.learns else label
    usual = t("usually {length}", length=takes) if takes else ""
    return " · ".join(part for part in (said, usual) if part)


def _usual(span: Span, names: Names) -> str:
    """Return how long something takes; both ends in full where whole hours would begin with none."""
    takes = estimate(span)
    if 0 < takes.low < 60 and takes.high > 90:
        return f"{names.language.length(takes.low)} – {names.language.length(takes.high)}"
    return names.between(takes.low, takes.high) if takes.high else ""


def _content(offer: FieldOffer, paper: str, knowledge: Knowledge) -> FieldView:
    names = knowledge.names
    content = offer.id.removeprefix(CONTENT)
    part = names.scenario.papers[paper].contents.get(content) if paper in names.scenario.papers else None
    choices = _choices(offer, lambda choice: names.wording(paper, content, choice), knowledge)
    return FieldView(
        offer.id,
        names.content(paper, content),
        offer.kind,
        choices,
        _help(part, names),
        offer.needed,
        names.language.t("Contents"),
    )


def _help(part: Content | None, names: Names) -> str:
    return names.say(part.help) if part else ""
