"""No view of a team holds a text that this team has not been told.

Every text of a scenario gets a mark of its own. Bots play at random; whenever something happened, views are read
whole, and every mark in them must be one that the happenings told to that team by then entitle it to.
"""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise.engine import Engine
from exercise.model import happenings as h
from exercise.model.decisions import Decision
from exercise.model.views import RoomView
from exercise.play.policies import random_legal
from exercise.play.projection import Projection
from tests.property.entitled import Entitled
from tests.property.marks import FOLDERS, marked

ROOM = RoomView("rounds", 1, "talk", (), (), None, ())
EAGER = {"tiny": 0.3, "first_parcel": 0.3, "northern_road": 0.12}
"""How likely a team does something at a minute of the story: with more minutes less, so that a game stays a game."""


def play(name: str, seed: int, choices: Random) -> Iterator[tuple[str, Entitled, set[str]]]:
    """Play a game at random; yield each team, its titles, and the marks in its view, whenever it was told something.

    Now and then a team that was told nothing looks too: what others learn must not show with it.
    """
    whole = marked(name)
    scenario = whole.scenario
    engine = Engine(scenario, seed)
    teams = scenario.played
    projections = {team: Projection(scenario, team, "en") for team in teams}
    entitled = {team: Entitled(scenario, team) for team in teams}
    told = 0
    while True:
        fresh, told = engine.happenings[told:], len(engine.happenings)
        for happening in fresh:
            for team in teams:
                projections[team].see(happening)
                entitled[team].hear(happening)
        concerned = {team for happening in fresh for team in happening.audience}
        for team in teams if fresh else ():
            if team not in concerned and choices.random() < 0.8:
                continue
            view = projections[team].view(now=engine.now, offers=engine.offers(team), room=ROOM, clock_state="stands")
            yield team, entitled[team], whole.read(view)
        minute = engine.next_minute()
        if minute is None:
            return
        engine.advance(minute)
        for team in teams:
            if choices.random() < EAGER[name]:
                for act in random_legal(engine.offers(team), scenario, choices):
                    engine.submit(Decision(team, act))


@pytest.mark.parametrize("name", ["first_parcel", "tiny"])
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000), luck=st.integers(0, 10_000))
def test_no_view_holds_a_text_that_its_team_was_not_told(name: str, seed: int, luck: int) -> None:
    for team, entitled, found in play(name, seed, Random(luck)):
        assert entitled.strangers(found) == [], team


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_the_marks_are_really_read_in_the_views(name: str) -> None:
    """The property above would hold of empty views too: here each team sees its briefing, questions and messages."""
    seen: dict[str, set[str]] = {}
    for team, entitled, found in play(name, 1, Random(1)):
        assert entitled.strangers(found) == [], team
        seen.setdefault(team, set()).update(found)
    for team, found in seen.items():
        assert f"teams.{team}.briefing" in found
        assert any(mark.startswith("decisions.") for mark in found)
        assert any(mark.startswith("injects.") for mark in found)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(50))
def test_no_view_of_a_long_game_holds_a_text_that_its_team_was_not_told(number: int) -> None:
    for team, entitled, found in play("northern_road", number, Random(f"{number}/luck")):
        assert entitled.strangers(found) == [], team


def test_a_leak_would_be_found() -> None:
    south = Entitled(marked("tiny").scenario, "south")
    assert not south.to("intel.tip.text")
    assert not south.to("decisions.arrest.options.wait.because")
    assert not south.to("decisions.let_it_go.question")
    assert not south.to("outcomes.open.title")
    assert not south.to("facts.fog.note")
    south.hear(h.PointOpened(4, ("south",), "arrest", "south", None, ()))
    assert south.to("decisions.arrest.options.wait.because")
    assert not south.to("decisions.arrest.options.wait.recommended")
    south.hear(h.ItemReceived(5, ("south",), "tip", "south", "north"))
    assert south.to("intel.tip.text")
