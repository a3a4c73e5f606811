"""Policies: how a bot decides. Each takes what the engine offers a team, and returns acts to be judged, in order.

A bot runs where the session runs, so that ``recommended`` may read what the author recommends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any, Final, Protocol

from exercise.engine.plan import plan_of
from exercise.model.decisions import SOMETHING_ELSE, Answer, Assign, Enquire, File, Share, Talk, TeamAct, Withdraw
from exercise.model.offers import FieldOffer, FormOffer, Offers, OptionOffer, PointOffer
from exercise.model.play import Point
from exercise.model.scenario import Scenario


class Chance(Protocol):
    """What a policy draws from. Of ``random.Random`` only this is promised to be the same on every Python."""

    def random(self) -> float:
        """Return the next uniform in [0, 1)."""


class NamedChance:
    """Draws of a name. It is seeded when first drawn from: most bots never draw, and seeding is dear."""

    __slots__ = ("_name", "_stream")

    def __init__(self, name: str) -> None:
        self._name = name
        self._stream: Random | None = None

    def random(self) -> float:
        """Return the next uniform in [0, 1)."""
        if self._stream is None:
            self._stream = Random(self._name)
        return self._stream.random()


Policy = Callable[[Offers, Scenario, Chance], list[TeamAct]]

GRANT: Final = ["grant"]
"""What a recommended bot answers to a request without a lead time."""
SIGN: Final = ["sign"]
DECLINE: Final = ["decline"]
WORDS: Final = "–"
"""What a bot writes where own words are demanded: it has none."""


def recommended(offers: Offers, scenario: Scenario, chance: Chance) -> list[TeamAct]:
    """Answer as the author recommends, else by default, else with the first option open. Files nothing by itself.

    A request is left to the office's profile, by which bots answer in its time: only complete paper is granted.
    It signs with another team what the author recommends, and agrees on that.
    """
    advice = plan_of(scenario).once("advice", lambda: _advice(scenario))
    return [
        _answer(offer, scenario, _best(offer, scenario, available, advice))
        for offer in offers.points
        if not _by_profile(offer) and (available := _open(offer.options))
    ]


def yielding(offers: Offers, scenario: Scenario, chance: Chance) -> list[TeamAct]:
    """Decide as :func:`recommended`, but sign whatever another team proposes: so that no two bots wait for ever."""
    acts = recommended(offers, scenario, chance)
    cosigns = {offer.point for offer in offers.points if offer.cosigns}
    return [Answer(act.point, tuple(SIGN)) if isinstance(act, Answer) and act.point in cosigns else act for act in acts]


def default(offers: Offers, scenario: Scenario, chance: Chance) -> list[TeamAct]:
    """Let every deadline pass, as a team would that is not there; answer only what has no deadline."""
    waiting = (offer for offer in offers.points if offer.deadline is None and _open(offer.options))
    return [_answer(offer, scenario, _fallback(offer, scenario)) for offer in waiting]


def random_legal(offers: Offers, scenario: Scenario, chance: Chance) -> list[TeamAct]:
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


def _best(
    offer: PointOffer, scenario: Scenario, available: list[str], advice: Mapping[str, frozenset[str]]
) -> list[str]:
    if offer.cosigns:
        advised = advice[offer.cosigns]
        return DECLINE if advised and any(name not in advised for name in offer.proposed) else SIGN
    point = _asked(offer, scenario)
    if point is None:
        return GRANT
    advised = advice[offer.agrees or offer.point]
    return [option for option in available if option in advised][: point.choose] or _fallback(offer, scenario)


def _advice(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return for each point the options that its author recommends."""
    points = scenario.decisions.items()
    return {id: frozenset(name for name, option in p.options.items() if option.recommended) for id, p in points}


def _fallback(offer: PointOffer, scenario: Scenario) -> list[str]:
    point = _asked(offer, scenario)
    available = _open(offer.options)
    usual = [option for option in point.default if option in available] if point else []
    return usual or available[:1]


def _answer(offer: PointOffer, scenario: Scenario, options: Sequence[str]) -> Answer:
    point = _asked(offer, scenario)
    if point is None or not (point.argue or point.signatures or point.vote):
        return Answer(offer.point, tuple(options))
    return Answer(offer.point, tuple(options), **_formalities(point, options, own=not offer.agrees))


def with_formalities(answer: Answer, scenario: Scenario) -> Answer:
    """Return *answer* with the words, signatures and votes that its point demands, where they are missing.

    For one who answers in a team's place; what is there already stays.
    """
    names = scenario.decisions
    point = names.get(answer.point) or names.get(_agreed_point(answer.point, scenario))
    if point is None:
        return answer
    missing = _formalities(point, answer.options, own=answer.point in names)
    if answer.why_text.strip():
        missing |= {"why": answer.why, "why_text": answer.why_text}
    signed = tuple(dict.fromkeys((*answer.signed, *missing.get("signed", ()))))
    kept = {"why": answer.why, "votes": answer.votes, "signed": signed}
    return replace(answer, **missing | {name: value for name, value in kept.items() if value})


def _formalities(point: Point, options: Sequence[str], *, own: bool) -> dict[str, Any]:
    """Return the words, signatures and votes that *point* demands of one who takes *options*, as fields of an answer.

    *own*: for the point's own team, which alone signs and votes.
    """
    demanded: dict[str, Any] = {}
    if point.argue:
        demanded |= {"why": ("own_words",), "why_text": WORDS}
    if own and point.signatures:
        demanded["signed"] = tuple(dict.fromkeys(point.signatures))
    if own and point.vote and options:
        demanded["votes"] = {options[0]: 1}
    return demanded


def _agreed_point(name: str, scenario: Scenario) -> str:
    """Return the authored point behind the question ``agree_<point>_<team>`` (``""``: none)."""
    pairs = ((lead, team) for lead, point in scenario.decisions.items() for team in point.agreement)
    return next((lead for lead, team in pairs if name == f"agree_{lead}_{team}"), "")


def _below(chance: Chance, count: int) -> int:
    return min(int(chance.random() * count), count - 1)


def _draw(among: Sequence[str], count: int, chance: Chance) -> list[str]:
    left = list(among)
    return [left.pop(_below(chance, len(left))) for _ in range(min(count, len(left)))]


def _random_act(form: FormOffer, chance: Chance) -> Iterator[TeamAct]:
    fields = {field.id: _fill(field, chance) for field in form.fields}
    if all(fields[field.id] for field in form.fields if field.needed):
        yield from _act(form, fields)


def _fill(field: FieldOffer, chance: Chance) -> tuple[str, ...]:
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
