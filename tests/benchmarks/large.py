"""A large scenario made for measuring: six teams, five borders, eight loads, 45 points, 70 injects, relays of units.

It is made of what a written scenario has (deadlines, contingencies, alternatives, requests, hazards under rates that
change, shifts that end), in such numbers that a playout of bots runs about two thousand SimPy events.
"""

from __future__ import annotations

from typing import Any, Final

from exercise.model.expressions import All, Any_, Compare, Constant, Expression, Fact, HeldFor, Not
from exercise.model.scenario import Scenario

STATES: Final = ("north", "east", "south", "west", "coast")
TEAMS: Final = (*STATES, "centre")
LOADS: Final = tuple(f"load_{n}" for n in range(1, 9))
DAY: Final = 1440
LENGTH: Final = 12 * DAY


def _equals(name: str, value: bool | int | str) -> Expression:
    return Compare(op="==", left=Fact(name=name), right=Constant(value=value))


def _reached(name: str, value: int) -> Expression:
    return Compare(op=">=", left=Fact(name=name), right=Constant(value=value))


def _between(low: int, high: int) -> dict[str, Any]:
    return {"shape": "triangular", "low": low, "mode": (2 * low + high) // 3, "high": high}


def _fixed(minutes: int) -> dict[str, Any]:
    return {"shape": "fixed", "minutes": minutes}


def large() -> Scenario:
    """Return the scenario."""
    return Scenario.model_validate(
        {
            "id": "large",
            "title": "Large",
            "summary": "Eight loads cross four borders.",
            "playing_minutes": 240,
            "clock": {"starts": "2026-03-02T18:00+05:00", "ends_after": LENGTH},
            "teams": _teams(),
            "places": _places(),
            "routes": {"road": {"steps": _steps("r")}, "detour": {"steps": _steps("d")}},
            "consignments": _loads(),
            "channels": {
                "letter": {"label": "Letter", "delay": _between(120, 900), "carries": ["paper"]},
                "line": {"label": "Liaison", "delay": _between(10, 90), "seen_by": ["centre"]},
                "phone": {"label": "Telephone", "delay": _fixed(2), "carries": ["information", "talk"], "loses": 0.05},
            },
            "papers": _papers(),
            "intel": _intel(),
            "subjects": {f"subject_{n}": {"label": f"Subject {n}"} for n in range(8)},
            "bodies": {f"body_{n}": _body(n) for n in range(6)},
            "facts": {f"fact_{n}": {"known_to": list(TEAMS)} for n in range(20)},
            "stages": {
                "quiet": {"title": "Quiet"},
                "moving": {"title": "Moving", "enters": _equals("step.load_1.r_drive_north", True)},
                "late": {"title": "Late", "enters": _equals("entry.load_4.coast", "lawful")},
            },
            "decisions": {f"point_{n}": _point(n) for n in range(45)},
            "injects": _injects(),
            "groups": {"weather": {"chosen_by": "chance", "at": 3 * DAY}},
            "adversary": {
                "alertness": 10,
                "calms": 1,
                "every": 60,
                "reactions": [
                    {"at": level, "effects": [{"kind": "hold", "hold": "load_2", "for": _between(60, 240)}]}
                    for level in (40, 60, 80)
                ],
            },
            "targets": {
                f"person_{n}": {
                    "label": "Person",
                    "state": STATES[n],
                    "flees_in": _between(60, 600),
                    "flees_when": _reached("adversary.alertness", 70 + n),
                }
                for n in range(3)
            },
            "hazards": {f"hazard_{n}": _hazard(n) for n in range(8)},
            "outcomes": {
                "good": {"title": "Good", "text": "Good.", "when": _equals("custody.load_1.whole", True)},
                "end": {"title": "End", "text": "It is over."},
            },
        }
    )


def _teams() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for i, name in enumerate(TEAMS):
        state = name in STATES
        made[name] = {"name": name.title(), "code": name[:3].upper(), "state": state}
        if state:
            made[name]["units"] = {f"unit_{n}": _unit(i + n) for n in range(3)}
            made[name]["profile"] = {
                "authority": "Authority",
                "registers_in": _between(10, 90),
                "decides_in": _between(120, 900),
                "validity": 6 * DAY,
                "admits": _equals("custody.load_1.whole", True),
                "hours": {"open": [[day * DAY + 540, day * DAY + 1080] for day in range(LENGTH // DAY)]},
            }
    return made


def _unit(n: int) -> dict[str, Any]:
    return {"label": "Unit", "deploys_in": _between(15, 60), "shift": 360 + 30 * (n % 3), "rests": 240}


def _places() -> dict[str, Any]:
    towns = {f"town_{s}": {"label": s, "lat": 40.0 + i, "lon": 70.0, "state": s} for i, s in enumerate(STATES)}
    posts = {
        f"post_{s}": {"label": s, "lat": 40.5 + i, "lon": 70.0, "state": s, "kind": "bcp"}
        for i, s in enumerate(STATES[1:])
    }
    return towns | posts


def _steps(mark: str) -> list[dict[str, Any]]:
    """Return drives, waits and crossings through all states."""
    steps: list[dict[str, Any]] = []
    for i, state in enumerate(STATES):
        if i:
            steps.append(
                {
                    "id": f"{mark}_cross_{state}",
                    "kind": "cross",
                    "from": STATES[i - 1],
                    "to": state,
                    "at": f"post_{state}",
                    "takes": _between(40, 300),
                    "window": 30,
                }
            )
        steps += [
            {"id": f"{mark}_drive_{state}", "kind": "drive", "from": f"town_{state}", "takes": _between(120, 600)},
            {"id": f"{mark}_rest_{state}", "kind": "wait", "at": f"town_{state}", "takes": _between(60, 480)},
            {"id": f"{mark}_on_{state}", "kind": "drive", "from": f"town_{state}", "takes": _between(60, 300)},
        ]
    return steps


def _loads() -> dict[str, Any]:
    return {
        name: {"label": name, "substance": "Substance", "quantity": "1 kg", "route": "road", "departs": 300 + i * DAY}
        for i, name in enumerate(LOADS)
    }


def _papers() -> dict[str, Any]:
    contents = {f"content_{n}": {"label": "Content"} for n in range(6)}
    asks = ("consent", "consent", "order", "assistance")
    return {
        f"paper_{n}": {"label": "Paper", "contents": contents, "asks": a, "consignment": LOADS[n], "takes": 30 * n}
        for n, a in enumerate(asks)
    }


def _intel() -> dict[str, Any]:
    return {
        f"item_{n}": {
            "title": "Item",
            "text": "Text.",
            "origin": "Origin",
            "holders": [TEAMS[n % 6]],
            "reveals": [f"fact_{n}"] if n < 10 else [],
        }
        for n in range(20)
    }


def _body(n: int) -> dict[str, Any]:
    return {
        "label": "Body",
        "takes": _between(60, 600),
        "nothing": "Nothing.",
        "answers": {f"subject_{n}": {"text": "Text.", "gives": [f"item_{n}"]}},
    }


def _when(n: int) -> Expression:
    """Return a condition of one of the shapes that authors write."""
    load = LOADS[n % 8]
    state = STATES[n % 5]
    shapes: tuple[Expression, ...] = (
        _equals(f"step.{load}.r_drive_{state}", True),
        All(of=(_equals(f"consignment.{load}.state", state), Not(of=_equals(f"control.{load}.now", True)))),
        Any_(of=(_equals(f"fact_{n % 20}", True), _equals(f"entry.{load}.{state}", "unlawful"))),
        HeldFor(of=_equals(f"control.{load}.now", False), minutes=120 + n),
        _equals("stage", "moving"),
    )
    return shapes[n % len(shapes)]


def _point(n: int) -> dict[str, Any]:
    load, state = LOADS[n % 8], STATES[n % 5]
    team = TEAMS[n % 6]
    effects: list[dict[str, Any]] = [
        {"kind": "request", "request": f"paper_{n % 4}", "to": state, "by": STATES[(n + 1) % 5], "channel": "line"},
        {"kind": "alert", "alert": n % 7},
        {"kind": "assign", "assign": f"unit_{n % 3}", "team": state, "to": load},
        {"kind": "record", "record": "inspect", "of": load},
        {"kind": "give", "give": f"item_{n % 20}", "to": [TEAMS[(n + 1) % 6]], "after": _between(30, 300)},
        {"kind": "inject", "inject": f"told_{n % 20}", "after": _between(60, 240)},
    ]
    options = {
        "act": {"label": "Act", "takes": 15, "recommended": "Because.", "effects": effects[n % 2 :]},
        "wait": {"label": "Wait", "requires": _equals(f"fact_{n % 20}", True), "because": "Not known."},
        "ask": {"label": "Ask", "effects": [{"kind": "set", "fact": f"fact_{n % 20}"}]},
    }
    return {
        "team": team,
        "when": _when(n),
        "question": "What now?",
        "options": options,
        "deadline": 180,
        "default": ["ask"],
    }


def _injects() -> dict[str, Any]:
    """Return planned injects, conditional ones that come again, orders to units, alternatives, and what points send."""
    planned = {
        f"planned_{n}": {
            "at": 200 + n * 600,
            "to": [TEAMS[n % 6]],
            "subject": "Subject",
            "text": "Text.",
            "delay": _between(5, 60),
            "expects": {"decided": {f"point_{n}": "act"}, "within": 600, "else": f"chased_{n}"} if n < 10 else None,
        }
        for n in range(20)
    }
    chased = {f"chased_{n}": {"to": [TEAMS[n % 6]], "subject": "Subject", "text": "Text."} for n in range(10)}
    told = {f"told_{n}": {"to": [TEAMS[n % 6]], "subject": "Subject", "text": "Text."} for n in range(20)}
    weather = {
        f"weather_{n}": {"group": "weather", "to": list(TEAMS), "subject": "Rain", "text": "Rain.", "weight": n}
        for n in range(1, 4)
    }
    return planned | chased | told | weather | {f"relay_{n}": _relay(n) for n in range(17)}


def _relay(n: int) -> dict[str, Any]:
    """Return an inject that puts a unit on whatever is in its state, again and again."""
    state, load = STATES[n % 5], LOADS[n % 8]
    here = All(of=(_equals(f"consignment.{load}.state", state), _equals(f"unit.{state}.unit_{n % 3}", "free")))
    return {
        "when": here,
        "again": 60,
        "effects": [{"kind": "assign", "assign": f"unit_{n % 3}", "team": state, "to": load}],
    }


def _hazard(n: int) -> dict[str, Any]:
    load = LOADS[n]
    rates = [{"when": _reached("adversary.alertness", 50), "per_hour": 0.05}, {"per_hour": 0.01}]
    effects = [{"kind": "lose", "lose": load}, {"kind": "find", "find": load, "after": _between(60, 600)}]
    return {"while": _equals(f"consignment.{load}.status", "moving"), "rates": rates, "again": True, "effects": effects}
