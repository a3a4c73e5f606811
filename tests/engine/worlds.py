"""Small scenarios for tests of the engine: two states, a centre, a road across one border, one load.

Parts are given as plain mappings, as a compiled scenario would hold them; expressions come from the helpers below.
"""

from typing import Any

from exercise.engine.effects import Cause, Effects
from exercise.engine.rules import Rules
from exercise.engine.world import World
from exercise.model.expressions import Compare, Constant, Expression, Fact, Not
from exercise.model.happenings import FactChanged, Happening
from exercise.model.scenario import Scenario

STAFF_ORDER = Cause("", "tests.order", "tests", "order")
"""A cause for effects that nobody on a team decided."""


def cause_of(team: str) -> Cause:
    """Return a cause for effects that *team* decided."""
    return Cause(team, f"tests.{team}", "tests", team)


# --- small words for expressions and lengths ------------------------------------------------------------------------


def fact(name: str) -> Fact:
    return Fact(name=name)


def not_(name: str) -> Not:
    return Not(of=fact(name))


def equals(name: str, value: bool | int | str) -> Expression:
    return Compare(op="==", left=fact(name), right=Constant(value=value))


def fixed(minutes: int) -> dict[str, Any]:
    return {"shape": "fixed", "minutes": minutes}


def between(low: int, high: int) -> dict[str, Any]:
    return {"shape": "uniform", "low": low, "high": high}


# --- parts of a scenario --------------------------------------------------------------------------------------------


def team(
    code: str, *, units: dict[str, Any] | None = None, profile: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """Return a team; a state with an authority of its own, unless *more* says otherwise."""
    made: dict[str, Any] = {"name": f"State {code}", "code": code, "units": units or {}, **more}
    if more.get("state", True):
        made["profile"] = {"authority": f"Authority of {code}", **(profile or {})}
    return made


def unit(deploys: int | dict[str, Any] = 0, shift: int = 720, rests: int = 480, **more: Any) -> dict[str, Any]:
    """Return a unit that deploys in so many minutes."""
    takes = fixed(deploys) if isinstance(deploys, int) else deploys
    return {"label": "unit", "deploys_in": takes, "shift": shift, "rests": rests, **more}


def drive(id: str, takes: int | dict[str, Any], at: str = "alpha", **more: Any) -> dict[str, Any]:
    """Return a drive that starts at a place."""
    return {"id": id, "kind": "drive", "from": at, "takes": fixed(takes) if isinstance(takes, int) else takes, **more}


def cross(id: str, takes: int | dict[str, Any], start: str = "a", to: str = "b", **more: Any) -> dict[str, Any]:
    """Return a crossing between two states."""
    return {
        "id": id,
        "kind": "cross",
        "from": start,
        "to": to,
        "at": "border",
        "takes": fixed(takes) if isinstance(takes, int) else takes,
        **more,
    }


def parts() -> dict[str, Any]:
    """Return the parts of the smallest scenario: 60 minutes in a, 40 at the border, 120 in b."""
    return {
        "id": "small",
        "title": "Small",
        "summary": "A load crosses one border.",
        "playing_minutes": 60,
        "clock": {"starts": "2026-03-02T18:00+05:00", "ends_after": 10_000},
        "teams": {"a": team("AA"), "b": team("BB"), "centre": team("CC", state=False)},
        "places": {
            "alpha": {"label": "Alpha", "lat": 40.0, "lon": 70.0, "state": "a"},
            "border": {"label": "Border", "lat": 41.0, "lon": 70.0, "state": "a", "kind": "bcp"},
            "beta": {"label": "Beta", "lat": 42.0, "lon": 70.0, "state": "b"},
        },
        "routes": {"road": {"steps": [drive("out", 60), cross("over", 40), drive("on", 120, "beta")]}},
        "consignments": {"load": load()},
        "channels": {"line": {"label": "Line", "delay": fixed(30)}},
        "stages": {"start": {"title": "Start"}},
        "outcomes": {"end": {"title": "End", "text": "It is over."}},
    }


def scenario(**changed: Any) -> Scenario:
    """Return the smallest scenario with whole parts put in place of its own (``scenario(routes={...})``)."""
    return Scenario.model_validate({**parts(), **changed})


def teams(**changed: dict[str, Any]) -> dict[str, Any]:
    """Return the teams of the smallest scenario, with some put in place of or beside its own."""
    return {**parts()["teams"], **changed}


def routes(*steps: dict[str, Any], **others: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the route ``road`` with *steps*, and other routes by name."""
    return {"road": {"steps": list(steps)}, **{name: {"steps": more} for name, more in others.items()}}


def load(route: str = "road", **more: Any) -> dict[str, Any]:
    """Return a consignment that every team knows of."""
    known = ["a", "b", "centre"]
    return {"label": "Load", "substance": "Substance", "quantity": "1 kg", "route": route, "known_to": known, **more}


# --- driving a world ------------------------------------------------------------------------------------------------


class Bench:
    """A world with its rules and effects, moved by hand; parts of the engine are hung on it by the tests."""

    def __init__(self, made: Scenario, seed: int = 7) -> None:
        self.scenario = made
        self.world = World(made, seed)
        self.rules = Rules(self.world)
        self.effects = Effects(self.world, self.rules)

    def advance(self, to: int) -> None:
        """Play every minute up to and including *to*; rules settle after each item."""
        self.rules.settle()
        self.world.play(to, self.rules.settle)

    def do(self, effect: Any, by: str = "") -> None:
        """Let an effect take place now, decided by a team or by nobody."""
        self.effects.run((effect,), cause_of(by) if by else STAFF_ORDER)
        self.rules.settle()

    def set(self, name: str, value: bool | int | str) -> None:
        """Set a fact by hand."""
        self.world.set(name, value)
        self.rules.settle()

    def fact(self, name: str) -> bool | int | str:
        return self.world.facts[name]

    def kinds(self, *kinds: type[Happening]) -> list[Any]:
        """Return the happenings of some kinds, in order."""
        return [h for h in self.world.happenings if isinstance(h, kinds)]

    def minutes(self, kind: type[Happening]) -> list[int]:
        """Return the minutes of the happenings of one kind."""
        return [h.minute for h in self.kinds(kind)]

    def changes(self, name: str) -> list[tuple[int, bool | int | str]]:
        """Return every change of a fact with its minute."""
        return [(h.minute, h.value) for h in self.kinds(FactChanged) if h.fact == name]
