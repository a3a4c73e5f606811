"""Conditions written as one would write them elsewhere, each with the condition as it should be.

Every rewording is tried: only one with which the condition can be read is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from exercise.scenario.problems import nearest
from exercise.scenario.tokens import ConditionError

_UNIT: Final = r"(?P<unit>w|d|h|m)(?:eeks?|ays?|ours?|inutes?|in|ins|r|rs)"
_CODE: Final = "E401"


class _Rewording(NamedTuple):
    """What is found in a condition, what is written instead, and why; the message quotes what was found.

    A group ``at`` in what is found is the place that is told.
    """

    found: re.Pattern[str]
    instead: str
    message: str


def _r(found: str, instead: str, message: str) -> _Rewording:
    return _Rewording(re.compile(found), instead, message)


_SIGNS: Final = (
    _r(r"\bis\s+not\b|<>|≠|=!", "!=", "unequal is written '!=', not '{}'"),
    _r(r"\bis\b|\bequals\b|(?<![=!<>])=(?![=<>])|===", "==", "equal is written '==', not '{}'"),
    _r(r"≥|=>", ">=", "at least is written '>=', not '{}'"),
    _r(r"≤|=<", "<=", "at most is written '<=', not '{}'"),
    _r(r"&&?|\b(?:AND|And)\b", "and", "both is written 'and', not '{}'"),
    _r(r"\|\|?|\b(?:OR|Or)\b", "or", "one of two is written 'or', not '{}'"),
    _r(r"!(?!=)\s*|\b(?:NOT|Not)\b\s*", "not ", "the contrary is written 'not', not '{}'"),
    _r(r"\b(?:True|TRUE|yes|Yes)\b", "true", "what holds is 'true', not '{}'"),
    _r(r"\b(?:False|FALSE|no|No)\b", "false", "what does not hold is 'false', not '{}'"),
)
_ORDER: Final = (
    _r(r"(?P<what>[\w.]+)\s+not\s+in\b", r"not \g<what> in", "'not' stands before the fact that is compared"),
    _r(rf"\b(?P<number>[0-9]+)\s*{_UNIT}\b", r"\g<number>\g<unit>", "a length of time is written 6h, not '{}'"),
    _r(
        r"(?P<what>[^()]+?)\s+after\s+(?P<time>[0-9]+\s*[wdhm](?:\s*[0-9]+\s*[wdhm])*)\s*$",
        r"\g<time> after \g<what>",
        "the length of time stands before 'after'",
    ),
    _r(
        r"(?P<fact>[\w.]+)\s*==\s*(?P<words>\w+(?:\s+or\s+\w+)+)",
        r"\g<fact> in (\g<words>)",
        "several words of one fact are written 'in (...)'",
    ),
    _r(r"\bin\s+(?P<at>\w+(?:\s*,\s*\w+)*)", r"in (\g<at>)", "the words behind 'in' stand in brackets"),
    _r(r"\bin\s*\[(?P<at>[^\]]*)\]", r"in (\g<at>)", "the words behind 'in' stand in round brackets"),
    _r(r"^if\s+", "", "a condition has no 'if'"),
    _r(r"(?P<fact>\w+(?:\.\w+)+)\.(?P<word>\w+)", r"\g<fact> == \g<word>", "a fact is compared with its word by '=='"),
    _r(r"$", ")", "a bracket is not closed"),
)


def reworded(text: str, fault: ConditionError, is_sound: Callable[[str], bool]) -> ConditionError:
    """Return *fault*, or in its stead what is unusual in *text*, where the condition is sound without it."""
    for rewording in (*_SIGNS, *_ORDER):
        match = rewording.found.search(text)
        instead = _joined(rewording.found.sub(rewording.instead, text)) if match else ""
        if match and is_sound(instead):
            message = rewording.message.format(match.group().strip())
            at = match.start("at" if "at" in match.groupdict() else 0)
            return ConditionError(_CODE, at, message, instead)
    return fault


def _joined(text: str) -> str:
    """Return *text* with commas for ``or`` between words in brackets."""
    return re.sub(r"\((\w+(?:\s+or\s+\w+)+)\)", lambda m: "(" + re.sub(r"\s+or\s+", ", ", m[1]) + ")", text)


def nearest_fact(name: str, facts: Iterable[str], full_name: Callable[[str], str]) -> str:
    """Return the fact nearest to *name*, or ``""``; looked for under the same first word where there is one."""
    full = full_name(name)
    head = full.split(".", 1)[0]
    names = list(facts)
    same = [fact for fact in names if fact.split(".", 1)[0] == head]
    if same:
        return nearest(full, same)
    heads = list(dict.fromkeys(fact.split(".", 1)[0] for fact in names))
    other = nearest(head, heads)
    if not other:
        return nearest(name, (fact for fact in names if "." not in fact))
    swapped = full_name(other + name[len(name.split(".", 1)[0]) :])
    return swapped if swapped in names else nearest(swapped, (f for f in names if f.split(".", 1)[0] == other))
