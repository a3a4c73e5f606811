"""Policies: how a bot decides. Each takes what the engine offers a team, and returns acts to be judged, in order.

A bot runs where the session runs, so that ``recommended`` may read what the author recommends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from exercise.model.decisions import SOMETHING_ELSE, Answer, Assign, Enquire, File, Share, Talk, TeamAct, Withdraw
from exercise.model.offers import FieldOffer, FormOffer, Offers, OptionOffer, PointOffer
from exercise.model.play import Point
from exercise.model.scenario import Scenario

Policy = Callable[[Offers, Scenario, Random], list[TeamAct]]

GRANT: Final = ["grant"]
"""What a recommended bot answers to a request without a lead time."""
SIGN: Final = ["sign"]
DECLINE: Final = ["decline"]
WORDS: Final = "–"
"""What a bot writes where own words are demanded: it has none."""


def recommended(offers: Offers, scenario: Scenario, chance: Random) -> list[TeamAct]:
    """Answer as the author recommends, else by default, else with the first option open. Files nothing by itself.

    A request is left to the office's profile, by which bots answer in its time: only complete paper is granted.
    It signs with another team what the author recommends, and agrees on that.
    """
    mine = (offer for offer in offers.points if _open(offer.options) and not _by_profile(offer))
    return [_answer(offer, scenario, _best(offer, scenario)) for offer in mine]


def yielding(offers: Offers, scenario: Scenario, chance: Random) -> list[TeamAct]:
    """Decide as :func:`recommended`, but sign whatever another team proposes: so that no two bots wait for ever."""
    acts = recommended(offers, scenario, chance)
    cosigns = {offer.point for offer in offers.points if offer.cosigns}
    return [Answer(act.point, tuple(SIGN)) if isinstance(act, Answer) and act.point in cosigns else act for act in acts]


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
    """Return the options that a bot may take: one of its own would need somebody who rules on it."""
    return [option.id for option in options if option.available and option.id != SOMETHING_ELSE]


def _asked(offer: PointOffer, scenario: Scenario) -> Point | None:
    """Return the authored point whose options are offered: its own, or the one that several must agree on."""
    return scenario.decisions.get(offer.agrees or offer.point)


def _choose(offer: PointOffer, scenario: Scenario) -> int:
    point = _asked(offer, scenario)
    return point.choose if point else 1


def _best(offer: PointOffer, scenario: Scenario) -> list[str]:
    if offer.cosigns:
        return SIGN if _advised(scenario.decisions[offer.cosigns], offer.proposed) else DECLINE
    point = _asked(offer, scenario)
    if point is None:
        return GRANT
    advised = [option for option in _open(offer.options) if point.options[option].recommended]
    return advised[: point.choose] or _fallback(offer, scenario)


def _advised(point: Point, proposed: Sequence[str]) -> bool:
    """Tell whether the author recommends all that is proposed, or recommends nothing at all."""
    advised = [name for name, option in point.options.items() if option.recommended]
    return not advised or all(name in advised for name in proposed)


def _fallback(offer: PointOffer, scenario: Scenario) -> list[str]:
    point = _asked(offer, scenario)
    available = _open(offer.options)
    usual = [option for option in point.default if option in available] if point else []
    return usual or available[:1]


def _answer(offer: PointOffer, scenario: Scenario, options: Sequence[str]) -> Answer:
    return with_formalities(Answer(offer.point, tuple(options)), scenario)


def with_formalities(answer: Answer, scenario: Scenario) -> Answer:
    """Return *answer* with the words, signatures and votes that its point demands, where they are missing.

    For one who answers in a team's place; what is there already stays.
    """
    names = scenario.decisions
    point = names.get(answer.point) or names.get(_agreed_point(answer.point, scenario))
    if point is None:
        return answer
    if point.argue and not answer.why_text.strip():
        answer = replace(answer, why=answer.why or ("own_words",), why_text=WORDS)
    if answer.point not in names:
        return answer
    votes = {answer.options[0]: 1} if point.vote and answer.options and not answer.votes else answer.votes
    return replace(answer, signed=tuple(dict.fromkeys((*answer.signed, *point.signatures))), votes=votes)


def _agreed_point(name: str, scenario: Scenario) -> str:
    """Return the authored point behind the question ``agree_<point>_<team>`` (``""``: none)."""
    pairs = ((lead, team) for lead, point in scenario.decisions.items() for team in point.agreement)
    return next((lead for lead, team in pairs if name == f"agree_{lead}_{team}"), "")


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
