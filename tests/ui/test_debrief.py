from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from exercise.model import happenings as h
from exercise.model.views import EndView
from exercise.play.record import Header, Record, Setup
from exercise.scenario.load import load
from exercise.ui.app import ExerciseApp
from exercise.ui.screens.debrief import DebriefScreen
from exercise.ui.timeline import laid_out
from tests.ui.fakes import HALL_ENDED, SEALED, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press, settle, standing_app

SCENARIO = load(Path(__file__).parents[2] / "scenarios" / "first_parcel").scenario
assert SCENARIO is not None
ITEM = next(iter(SCENARIO.intel))
POINTS = {
    team: next(id for id, point in SCENARIO.decisions.items() if point.team == team) for team in SCENARIO.played[:2]
}
FIRST, SECOND = SCENARIO.played[:2]


def decision(team: str, minute: int, why_text: str) -> h.DecisionTaken:
    point = POINTS[team]
    option = next(iter(SCENARIO.decisions[point].options))
    return h.DecisionTaken(
        minute, (team,), point, team, (option,), ((option, True),), ("time",), why_text, (), 3, "", "", "team", 20
    )


HAPPENINGS = (
    h.ExerciseStarted(0, SCENARIO.played),
    decision(FIRST, 40, "the van leaves at three"),
    h.ItemReceived(55, (SECOND,), ITEM, SECOND, FIRST),
    decision(SECOND, 60, "[b]we waited[/b]"),
    decision(FIRST, 300, "later"),
    h.FactChanged(301, (), "secret.fact", True),
)
RECORD = Record(
    Header(1, "1", "", 1, Setup(people=SCENARIO.played), {}, None, ""),
    SCENARIO,
    (),
    HAPPENINGS,
    ((58, SECOND, f"item:{ITEM}"),),
    True,
    (),
)


@asynccontextmanager
async def at_debrief(size=(100, 30)):
    app = standing_app()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(DebriefScreen(app.look, laid_out(RECORD, "en")))
        await settle(pilot)
        yield app, pilot


def minute(app) -> int:
    assert isinstance(app.screen, DebriefScreen)
    assert app.screen.timeline is not None
    return app.screen.timeline.minute


async def test_one_walks_from_decision_to_decision_and_minute_by_minute():
    async with at_debrief() as (app, pilot):
        assert minute(app) == 40
        assert "you are here: " in screen_text(app)
        await press(pilot, "pagedown")
        assert minute(app) == 60
        await press(pilot, "pagedown", "pagedown")
        assert minute(app) == 300
        await press(pilot, "pageup", "right")
        assert minute(app) == 70
        await press(pilot, "left", "left")
        assert minute(app) == 50


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
async def test_what_others_knew_stays_closed_until_space(size):
    title = SCENARIO.intel[ITEM].title.in_("en").split()[0]
    async with at_debrief(size) as (app, pilot):
        await press(pilot, "pagedown")
        assert title not in screen_text(app).split("Who knew what")[1]
        await press(pilot, "space")
        assert title in screen_text(app).split("Who knew what")[1]
        await press(pilot, "pageup")
        assert title not in screen_text(app).split("Who knew what")[1]


async def test_own_words_are_shown_as_they_were_written():
    async with at_debrief() as (app, pilot):
        await press(pilot, "pagedown")
        assert "«[b]we waited[/b]»" in screen_text(app)


async def test_who_played_alone_finds_the_debrief_on_the_agenda(monkeypatch):
    opened = []
    monkeypatch.setattr(ExerciseApp, "open_debrief", lambda _, path: opened.append(path))
    ended = replace(SEALED, points=(), sealed=(), forms=(), end=EndView("Held", "The court can use it.", "time"))
    table = solo(ended)
    table.first = replace(HALL_ENDED)
    async with at_table(table) as (app, pilot):
        assert "The court can use it." in screen_text(app)
        await press(pilot, "enter")
    assert opened == [table.run]


def test_decisions_of_one_minute_are_shown_one_by_one():
    both = replace(RECORD, happenings=(decision(FIRST, 40, "a"), decision(SECOND, 40, "b"), decision(FIRST, 90, "c")))
    timeline = laid_out(both, "en").at(0)
    seen = []
    for _ in range(4):
        timeline = timeline.jump(1)
        seen.append(timeline.moment.why_text)
    assert seen == ["a", "b", "c", "c"]
    assert timeline.jump(-1).moment.why_text == "b"
    assert timeline.at(60).jump(-1).moment.why_text == "b"


def test_held_and_opened_are_told_apart_minute_by_minute():
    timeline = laid_out(RECORD, "en")
    assert SECOND not in timeline.at(54).holders(ITEM) or SECOND in SCENARIO.intel[ITEM].holders
    assert timeline.at(56).holders(ITEM)[SECOND] is False
    assert timeline.at(58).holders(ITEM)[SECOND] is True


def test_facts_that_no_team_learned_are_not_told():
    assert not any("secret" in line.text for line in laid_out(RECORD, "en").lines)
