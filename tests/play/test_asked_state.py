"""The desk of a state that is asked: what the view says it finds missing is what the engine returns a request for."""

import pytest

from exercise.engine import Engine
from exercise.model.decisions import Decision, File
from exercise.model.happenings import PointOpened
from exercise.model.views import RoomView
from exercise.play.projection import Projection
from tests.engine.worlds import scenario, team, teams

ROOM = RoomView("rounds", 1, "talk", (), (), None, ())
PAPERS = {
    "ask": {
        "label": "Ask",
        "contents": {
            "route": {"label": "Route"},
            "date": {"label": "Date"},
            "note": {"label": "Note", "required": False},
        },
    },
    "other": {"label": "Other", "contents": {"seal": {"label": "Seal"}}},
}


def asked(requires: list[str], contents: dict[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the usual answer of the state asked, and what its desk says beside *send it back*."""
    made = scenario(papers=PAPERS, teams=teams(b=team("BB", profile={"requires": requires})))
    engine, desk = Engine(made, 1), Projection(made, "b", "en")
    assert engine.submit(Decision("a", File("ask", "b", "line", contents))) is None
    while not engine.questions("b"):
        engine.advance(engine.now + 600, halt=(PointOpened,))
    for happening in engine.happenings:
        desk.see(happening)
    view = desk.view(now=engine.now, offers=engine.offers("b"), room=ROOM, clock_state="stands")
    (back,) = (option for option in view.points[0].options if option.id == "return")
    return engine.usual_answer("respond_r1"), back.detail


@pytest.mark.parametrize(
    ("requires", "missing"),
    [
        ([], "1 Route; 2 Date"),
        (["seal"], "1 Route; 2 Date"),
        (["date", "seal"], "2 Date"),
        (["note", "route"], "1 Route; 3 Note"),
    ],
)
def test_the_desk_names_what_its_state_demands_and_was_left_empty(requires, missing):
    assert asked(requires, {}) == (("return",), f"Left empty: {missing}.")


@pytest.mark.parametrize("requires", [[], ["seal"], ["route"]])
def test_a_complete_request_is_said_to_be_complete_and_granted(requires):
    usual, said = asked(requires, {"route": "", "date": ""})
    assert (usual, said) == (("grant",), "Every field that you demand is filled in.")
