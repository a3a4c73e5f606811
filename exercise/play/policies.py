"""Policies: how a bot decides. Each takes what the engine offers a team, and returns acts to be judged, in order.

A bot runs where the session runs, so that ``recommended`` may read what the author recommends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Final

from exercise.model.decisions import Answer, Assign, Enquire, File, Share, Talk, TeamAct, Withdraw
from exercise.model.offers import FieldOffer, FormOffer, Offers, OptionOffer, PointOffer
from exercise.model.scenario import Scenario

Policy = Callable[[Offers, Scenario, Random], list[TeamAct]]

AGREE: Final = ("grant", "sign")
"""What a recommended bot answers to another team's decision, and to a request without a lead time."""
WORDS: Final = "–"
"""What a bot writes where own words are demanded: it has none."""


def recommended(offers: Offers, scenario: Scenario, chance: Random) -> list[TeamAct]:
    """Answer as the author recommends, else by default, else with the first option open. Files nothing by itself.

    A request is left to the office's profile, which answers at its lead time: only complete paper is granted.
    """
    mine = (offer for offer in offers.points if _open(offer.options) and not _by_profile(offer))
    return [_answer(offer, scenario, _best(offer, scenario)) for offer in mine]


def default(offers: Offers, scenario: Scenario, chance: Random) -> list[TeamAct]:
    """Let every deadline pass, as a team would that is not there; answer only what has no deadline."""
    waiting = (offer for offer in offers.points if offer.deadline is None and _open(offer.options))
    return [_answer(offer, scenario, _fallback(offer, scenario)) for offer in waiting]


def random_legal(offers: Offers, scenario: Scenario, chance: Random) -> list[TeamAct]:
    """Answer with options drawn among those open, and now and then do a standing act with fields drawn."""
    acts: list[TeamAct] = []
    for offer in offers.points:
        available = _open(offer.options)
        if available:
            most = min(_choose(offer, scenario), len(available))
            acts.append(_answer(offer, scenario, _draw(available, 1 + _below(chance, most), chance)))
    ready = [form for form in offers.forms if form.available]
    if ready and chance.random() < 0.5:
        acts += _random_act(ready[_below(chance, len(ready))], chance)
    return acts


POLICIES: Final[Mapping[str, Policy]] = {"recommended": recommended, "random": random_legal, "default": default}


def _by_profile(offer: PointOffer) -> bool:
    return bool(offer.request) and offer.deadline is not None


def _open(options: Sequence[OptionOffer]) -> list[str]:
    return [option.id for option in options if option.available]


def _choose(offer: PointOffer, scenario: Scenario) -> int:
    point = scenario.decisions.get(offer.point)
    return point.choose if point else 1


def _best(offer: PointOffer, scenario: Scenario) -> list[str]:
    point = scenario.decisions.get(offer.point)
    if point is None:
        return [option for option in _open(offer.options) if option in AGREE]
    advised = [option for option in _open(offer.options) if point.options[option].recommended]
    return advised[: point.choose] or _fallback(offer, scenario)


def _fallback(offer: PointOffer, scenario: Scenario) -> list[str]:
    point = scenario.decisions.get(offer.point)
    available = _open(offer.options)
    usual = [option for option in point.default if option in available] if point else []
    return usual or available[:1]


def _answer(offer: PointOffer, scenario: Scenario, options: Sequence[str]) -> Answer:
    point = scenario.decisions.get(offer.point)
    if point is None:
        return Answer(offer.point, tuple(options))
    return Answer(
        offer.point,
        tuple(options),
        why=("own_words",) if point.argue else (),
        why_text=WORDS if point.argue else "",
        signed=point.signatures,
        votes={options[0]: 1} if point.vote else {},
    )


# Chance: only random() is promised to be the same on every Python.


def _below(chance: Random, count: int) -> int:
    return min(int(chance.random() * count), count - 1)


def _draw(among: Sequence[str], count: int, chance: Random) -> list[str]:
    left = list(among)
    return [left.pop(_below(chance, len(left))) for _ in range(min(count, len(left)))]


def _random_act(form: FormOffer, chance: Random) -> Iterator[TeamAct]:
    fields = {field.id: _fill(field, chance) for field in form.fields}
    if all(fields[field.id] for field in form.fields if field.needed):
        yield from _act(form, fields)


def _fill(field: FieldOffer, chance: Random) -> tuple[str, ...]:
    available = _open(field.choices)
    if field.kind == "text":
        return (WORDS,) if field.needed else ()
    most = len(available) if field.kind == "many" else 1
    if not available or (not field.needed and chance.random() < 0.5):
        return ()
    return tuple(_draw(available, 1 + _below(chance, most), chance))


def _act(form: FormOffer, fields: Mapping[str, tuple[str, ...]]) -> Iterator[TeamAct]:
    one = {name: chosen[0] if chosen else "" for name, chosen in fields.items()}
    match form.id.partition(":")[0]:
        case "share":
            yield Share(fields["items"], one["to"], one["channel"])
        case "talk":
            yield Talk(
                "meet" if one["mode"] == "meet" else "call", one["to"], fields.get("items", ()), one.get("agreed", "")
            )
        case "enquire":
            yield Enquire(one["body"], one["subject"])
        case "file":
            yield File(form.paper, one["to"], one["channel"], contents_of(fields), one.get("variant") or "intact",
                       one.get("language", ""))  # fmt: skip
        case "assign":
            yield Assign(one["unit"], one["consignment"])
        case "withdraw":
            yield Withdraw(one["unit"])


def contents_of(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the contents of a request among the *fields* of its form: those filled in, each with its wording."""
    marked = {name.removeprefix("content:"): chosen for name, chosen in fields.items() if name.startswith("content:")}
    return {name: chosen[0] for name, chosen in marked.items() if chosen}
