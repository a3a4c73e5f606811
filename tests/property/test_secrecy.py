"""No view of a team holds a text that this team has not been told.

Every text of a scenario gets its own path as a mark. Bots play at random; after every minute each team's view is read
whole, and every mark in it must be one that the happenings told to that team entitle it to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise.engine import Engine
from exercise.model import happenings as h
from exercise.model.base import Part
from exercise.model.decisions import Decision
from exercise.model.route import Route
from exercise.model.scenario import Scenario
from exercise.model.text import Text
from exercise.model.views import RoomView
from exercise.play.policies import random_legal
from exercise.play.projection import Projection
from exercise.scenario.load import load

ROOT = Path(__file__).parents[2]
FOLDERS = {"tiny": ROOT / "tests" / "scenarios" / "tiny", "first_parcel": ROOT / "scenarios" / "first_parcel"}
ROOM = RoomView("rounds", 1, "talk", (), (), None, ())
MARK = re.compile(r"<([^<>]+)>")
NEVER = re.compile(
    r"decisions\.\w+\.(lesson|options\.\w+\.(advice|recommended))$|injects\.\w+\.(title|note|channel)$|hazards\."
    r"|adversary\.|objectives\.|debrief\.|groups\.|statements\.|teams\.\w+\.profile\.law\."
)


# --- marks ------------------------------------------------------------------------------------------


def marked(value: Any, path: str = "") -> Any:
    """Return *value* with its own path put into every text."""
    if isinstance(value, Text):
        return Text({"en": f"{value.in_('en')} <{path}>"}) if value else value
    if isinstance(value, Part):
        inside = {name: marked(getattr(value, name), join(path, name)) for name in type(value).model_fields}
        return value.model_copy(update=inside)
    if isinstance(value, dict):
        return {key: marked(part, join(path, str(key))) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(marked(part, join(path, str(i))) for i, part in enumerate(value))
    return value


def join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


@cache
def scenario_named(name: str) -> Scenario:
    loaded = load(FOLDERS[name])
    assert loaded.scenario is not None, loaded.problems
    planted = marked(loaded.scenario)
    assert isinstance(planted, Scenario)
    return planted


def texts(value: Any) -> Iterator[str]:
    """Yield every string in a view."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts(key)
            yield from texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from texts(part)


def marks(view: Any) -> set[str]:
    return {mark for text in texts(view) for mark in MARK.findall(text)}


# --- what a team is entitled to ------------------------------------------------------------------------


class Entitled:
    """What *team* has been told, judged from the happenings alone and independently of the projection."""

    def __init__(self, scenario: Scenario, team: str) -> None:
        self.scenario = scenario
        self.team = team
        self.told: list[h.Happening] = []
        self.requests: dict[str, str] = {}

    def hear(self, happening: h.Happening) -> None:
        if isinstance(happening, h.RequestSent):
            self.requests[happening.request] = happening.paper
        if self.team in happening.audience:
            self.told.append(happening)

    def to(self, mark: str) -> bool:
        if NEVER.match(mark):
            return False
        if mark.endswith(".by"):
            return self._recorded(mark)
        head, name, *rest = [*mark.split("."), "", ""]
        judge = getattr(self, f"_{head}", None)
        return True if judge is None else bool(judge(name, ".".join(rest).strip(".")))

    def _recorded(self, mark: str) -> bool:
        """Who did an act on the load is told with the record of it, whatever brought it about."""
        said = mark.removesuffix(".by").replace(".otherwise.", ".else.")
        return any(isinstance(x, h.CustodyRecorded) and x.path == said for x in self.told)

    def _injects(self, name: str, _rest: str) -> bool:
        return any(isinstance(x, h.MessageDelivered) and x.inject == name for x in self.told)

    def _intel(self, name: str, _rest: str) -> bool:
        received = any(isinstance(x, h.ItemReceived) and (x.item, x.team) == (name, self.team) for x in self.told)
        return received or self.team in self.scenario.intel[name].holders

    def _bodies(self, name: str, rest: str) -> bool:
        kind, _, subject = rest.partition(".")
        answers = [x for x in self.told if isinstance(x, h.EnquiryAnswered) and (x.team, x.body) == (self.team, name)]
        if kind == "answers":
            return any(x.rich and subject == f"{x.subject}.text" for x in answers)
        return bool(answers) if kind == "nothing" else True

    def _decisions(self, name: str, _rest: str) -> bool:
        cosigned = any(isinstance(x, h.PointOpened) and name in (x.cosigns, x.agrees) for x in self.told)
        return cosigned or self.scenario.decisions[name].team == self.team

    def _teams(self, name: str, rest: str) -> bool:
        if name == self.team or rest in ("name", ""):
            return True
        kind, _, tail = rest.partition(".")
        if kind == "units":
            unit = tail.partition(".")[0]
            return any(getattr(x, "unit", None) == unit and getattr(x, "team", None) == name for x in self.told)
        if rest in ("profile.conditions", "profile.refuses_because"):
            return any(isinstance(x, h.AnswerArrived) and x.to == name for x in self.told)
        return False

    def _consignments(self, name: str, rest: str) -> bool:
        return rest == "label" and name in self._loads()

    def _loads(self) -> set[str]:
        heard = {getattr(x, "consignment", "") for x in self.told}
        papers = {self.requests.get(getattr(x, "request", ""), "") for x in self.told} - {""}
        heard |= {self.scenario.papers[paper].consignment or self.scenario.first_consignment() for paper in papers}
        return heard | {name for name, load in self.scenario.consignments.items() if self.team in load.known_to}

    def _routes(self, name: str, rest: str) -> bool:
        """A road is on the papers of a consignment that one knows; another road only once one hears of it."""
        loads = self.scenario.consignments
        roads = {loads[load].route for load in self._loads() if load in loads}
        roads |= {getattr(x, "route", "") for x in self.told}
        return name in roads or any(self._shares_step(name, rest, self.scenario.routes[road]) for road in roads if road)

    def _shares_step(self, name: str, rest: str, road: Route) -> bool:
        kind, _, tail = rest.partition(".")
        if kind != "steps":
            return False
        step = self.scenario.routes[name].steps[int(tail.partition(".")[0])]
        return any(step.id == other.id for other in road.steps)

    def _targets(self, name: str, _rest: str) -> bool:
        return any(getattr(x, "target", None) == name for x in self.told)

    def _outcomes(self, name: str, _rest: str) -> bool:
        return any(isinstance(x, h.ExerciseEnded) and x.outcome == name for x in self.told)

    def _stages(self, name: str, rest: str) -> bool:
        first = next(iter(self.scenario.stages))
        return name == first or any(isinstance(x, h.StageEntered) and x.stage == name for x in self.told)


# --- games ------------------------------------------------------------------------------------------


def play(name: str, seed: int, choices: Random) -> Iterator[tuple[str, Entitled, set[str]]]:
    """Play a game at random; yield each team, its titles, and the marks in its view, whenever something happened."""
    scenario = scenario_named(name)
    engine = Engine(scenario, seed)
    teams = scenario.played
    projections = {team: Projection(scenario, team, "en") for team in teams}
    entitled = {team: Entitled(scenario, team) for team in teams}
    told = 0
    for _ in range(600):
        for happening in engine.happenings[told:]:
            for team in teams:
                projections[team].see(happening)
                entitled[team].hear(happening)
        came, told = len(engine.happenings) - told, len(engine.happenings)
        for team in teams if came else ():
            view = projections[team].view(now=engine.now, offers=engine.offers(team), room=ROOM, clock_state="stands")
            yield team, entitled[team], marks(view)
        minute = engine.next_minute()
        if minute is None:
            return
        engine.advance(minute)
        for team in teams:
            if choices.random() < 0.3:
                for act in random_legal(engine.offers(team), scenario, choices):
                    engine.submit(Decision(team, act))


@pytest.mark.parametrize("name", sorted(FOLDERS))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000), luck=st.integers(0, 10_000))
def test_no_view_holds_a_text_that_its_team_was_not_told(name: str, seed: int, luck: int) -> None:
    for team, entitled, found in play(name, seed, Random(luck)):
        assert sorted(mark for mark in found if not entitled.to(mark)) == [], team


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_the_marks_are_really_read_in_the_views(name: str) -> None:
    """The property above would hold of empty views too: here each team sees its briefing, questions and messages."""
    seen: dict[str, set[str]] = {}
    for team, _, found in play(name, 1, Random(1)):
        seen.setdefault(team, set()).update(found)
    for team, found in seen.items():
        assert f"teams.{team}.briefing" in found
        assert any(mark.startswith("decisions.") for mark in found)
        assert any(mark.startswith("injects.") for mark in found)


def test_a_leak_would_be_found() -> None:
    scenario = scenario_named("tiny")
    south = Entitled(scenario, "south")
    assert not south.to("intel.tip.text")
    assert not south.to("decisions.arrest.options.wait.recommended")
    assert not south.to("decisions.let_it_go.question")
    assert not south.to("outcomes.open.title")
    assert south.to("decisions.arrest.options.wait.because")
    south.hear(h.ItemReceived(5, ("south",), "tip", "south", "north"))
    assert south.to("intel.tip.text")
