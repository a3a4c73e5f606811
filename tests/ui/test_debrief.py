import os
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from exercise.debrief import document
from exercise.model import happenings as h
from exercise.model.decisions import Answer, Decision
from exercise.model.records import to_record
from exercise.model.views import EndView
from exercise.play.record import Header, Record, Setup
from exercise.scenario.load import load
from exercise.ui.app import ExerciseApp
from exercise.ui.screens.debrief import DebriefScreen, Doings
from exercise.ui.timeline import laid_out
from tests.debrief.records import a_run, asked, record, taken
from tests.ui.fakes import HALL_ENDED, SEALED, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press, settle, standing_app

GOLDENS = Path(__file__).parent / "goldens"
SIZES = ((80, 24), (100, 30), (140, 45))
RUN = record(a_run())


@asynccontextmanager
async def at_debrief(size=(100, 30), run=RUN, doings=None, tag="en"):
    app = standing_app(tag)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(DebriefScreen(app.look, laid_out(run, tag), doings))
        await settle(pilot)
        yield app, pilot


def timeline_of(app):
    assert isinstance(app.screen, DebriefScreen)
    assert app.screen.timeline is not None
    return app.screen.timeline


def pane(app, title):
    """The text of the screen right of the heading *title*, a pane's own lines among it."""
    return screen_text(app).split(title)[1]


# --- looking ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("name", "keys"), [("debrief", ()), ("debrief_open", ("1", "space"))])
async def test_the_debrief_is_as_it_was_approved(name, keys, size):
    async with at_debrief(size) as (app, pilot):
        await press(pilot, *keys)
        shown = screen_text(app) + "\n"
    golden = GOLDENS / f"{name}_{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert "…" not in shown


async def test_a_run_that_the_facilitator_ended_is_told_so_in_place_of_an_ending():
    run = record([asked(30), h.ExerciseEnded(60, ("west",), "", "facilitator")])
    async with at_debrief((140, 45), run) as (app, _):
        assert "Ended by the facilitator on Mon 2 Mar 19:00" in screen_text(app)
        assert "broken off" not in screen_text(app)


def sealed_early(run):
    """Return *run* with its first decision, of minute 30, sealed at minute 10."""
    sealed = Decision("west", Answer("ask", ("phone",)), "head")
    place = next(n for n, row in enumerate(run.rows) if row.minute == 10)
    row = replace(run.rows[place], kind="sealed", data={"team": "west", "decision": to_record(sealed)}, happenings=())
    return replace(run, rows=(*run.rows[: place + 1], row, *run.rows[place + 1 :]))


async def test_a_decision_that_was_signed_before_it_counted_says_both_and_has_one_time_everywhere():
    run = sealed_early(RUN)
    async with at_debrief((140, 45), run) as (app, _):
        shown = screen_text(app)
        assert "decision 1: signed 18:10, counts from 18:30" in shown
        assert "you are here: Mon 2 Mar 18:30, decision 1" in shown
    assert document(run).decisions[0].time == "Mon 2 Mar 18:30 (signed 18:10)"


async def test_the_debrief_opens_on_the_first_moment_to_talk_about():
    early = taken(5, "secret", "east", ("yes",), (("yes", True),), by="bot")
    steps = a_run()
    async with at_debrief(run=record([*steps[:3], early, *steps[3:]])) as (app, _):
        timeline = timeline_of(app)
        assert timeline.taken[0].decision.minute == 5
        assert timeline.proposed is timeline.moments[0]
        assert timeline.minute == timeline.moments[0].minute > 5


async def test_one_walks_from_decision_to_decision_and_minute_by_minute():
    async with at_debrief() as (app, pilot):
        assert (timeline_of(app).minute, "decision 1" in screen_text(app)) == (30, True)
        await press(pilot, "pagedown")
        assert timeline_of(app).minute == 40
        await press(pilot, "pagedown")
        assert timeline_of(app).minute == 40
        await press(pilot, "pageup", "right")
        assert timeline_of(app).minute == 40
        await press(pilot, "left", "left")
        assert timeline_of(app).minute == 20


async def test_digits_go_to_the_moments_and_name_them():
    async with at_debrief() as (app, pilot):
        moments = timeline_of(app).moments
        assert [one.kind for one in moments] == ["knowledge", "paper", "control", "paper"]
        for digit, moment in zip("1234", moments, strict=True):
            await press(pilot, digit)
            assert timeline_of(app).minute == moment.minute
            assert timeline_of(app).proposed is moment
        await press(pilot, "5")
        assert timeline_of(app).proposed is moments[-1]


async def test_a_moment_says_why_only_once_it_is_opened():
    async with at_debrief() as (app, pilot):
        await press(pilot, "3")
        assert "40 m without control" not in screen_text(app)
        await press(pilot, "space")
        assert "40 m without control" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_what_others_knew_came_of_it_and_is_advised_stays_closed_until_space(size):
    async with at_debrief(size) as (app, pilot):
        assert "CANARY-ITEM-EAST" not in screen_text(app)
        assert "What came of it" not in screen_text(app)
        assert "leaves a record" not in screen_text(app)
        await press(pilot, "space")
        assert "CANARY-ITEM-EAST" in pane(app, "Who knew what")
        await press(pilot, *["down"] * 12)
        assert "What came of it" in screen_text(app)
        await press(pilot, "pagedown")
        assert "CANARY-ITEM-WEST" not in pane(app, "Who knew what")


async def test_own_words_are_shown_as_they_were_written():
    run = record([asked(30, why_text="[b]we waited[/b]")])
    async with at_debrief(run=run) as (app, _):
        assert "«[b]we waited[/b]»" in screen_text(app)


async def test_split_dissent_and_signatures_are_shown():
    steps = [
        h.PointOpened(10, ("west",), "ask", "west", None, (("paper", True), ("phone", True))),
        h.SignatureGiven(20, ("west", "east"), "ask", "east", signed=True),
        asked(30, "paper", votes={"paper": 3, "phone": 2}, dissent="Too slow.", signed=("head",), sure=2),
    ]
    async with at_debrief((140, 45), record(steps)) as (app, _):
        shown = screen_text(app)
    assert "split 3:2" in shown
    assert "«Too slow.»" in shown
    assert "Head of operation" in shown
    assert "Eastland signed too" in shown


async def test_t_shows_the_extract_of_each_team_and_then_the_hall_again():
    async with at_debrief((140, 45)) as (app, pilot):
        await press(pilot, "t", "space")
        assert "EXTRACT FOR WESTLAND" in screen_text(app)
        assert "EAST" not in screen_text(app).replace("EASTLAND", "")
        assert [one.decision.team for one in timeline_of(app).taken] == ["west"]
        await press(pilot, "t", "space")
        assert "CANARY-ITEM-WEST" not in screen_text(app)
        await press(pilot, "t", "t")
        assert timeline_of(app).team is None


async def test_the_lines_and_their_words_hold_in_russian():
    async with at_debrief((80, 24), tag="ru") as (app, pilot):
        await press(pilot, "space")
        assert all(len(line) <= 80 for line in screen_text(app).splitlines())


# --- writing ---------------------------------------------------------------------------------------------


async def test_w_writes_the_report_of_what_is_shown_and_says_where():
    written = []

    def write(timeline):
        written.append(timeline.team)
        return "The debrief is in there."

    async with at_debrief(doings=Doings(write=write)) as (app, pilot):
        await press(pilot, "w")
        assert "The debrief is in there." in screen_text(app)
        await press(pilot, "t", "w")
    assert written == [None, "west"]


async def test_what_hinders_a_report_is_said():
    def write(_):
        raise OSError("The disk is full.")

    async with at_debrief(doings=Doings(write=write)) as (app, pilot):
        await press(pilot, "w")
        assert "The disk is full." in screen_text(app)


async def test_n_keeps_a_note_on_the_minute_looked_at():
    kept = []

    async def keep(timeline, text):
        kept.append((timeline.minute, text))
        return "The note is kept."

    async with at_debrief(doings=Doings(keep)) as (app, pilot):
        await press(pilot, "pagedown", "n", "G", "o", "o", "d", "f2")
        assert "The note is kept." in screen_text(app)
    assert kept == [(40, "Good")]


async def test_without_a_way_to_write_it_says_so():
    async with at_debrief() as (app, pilot):
        await press(pilot, "n")
        assert "No note can be kept here" in screen_text(app)
        await press(pilot, "w")
        assert "No report can be written here" in screen_text(app)


# --- the timeline ----------------------------------------------------------------------------------------


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
    both = record([
        asked(40, why_text="a"), taken(40, "secret", "east", ("yes",), (("yes", True),), why_text="b"),
        asked(90, why_text="c"),
    ])  # fmt: skip
    timeline = laid_out(both, "en").at(0)
    seen = []
    for _ in range(4):
        timeline = timeline.jump(1)
        seen.append(timeline.moment.decision.why_text)
    assert seen == ["a", "b", "c", "c"]
    assert timeline.jump(-1).moment.decision.why_text == "b"
    assert timeline.at(60).jump(-1).moment.decision.why_text == "b"


def test_held_and_opened_are_told_apart_minute_by_minute():
    timeline = laid_out(RUN, "en")
    assert timeline.at(14).holders("west_item") == {"west": False}
    assert timeline.at(15).holders("west_item") == {"west": True}
    assert "centre" in timeline.at(275).holders("west_item")


def test_a_program_opens_what_it_holds():
    timeline = laid_out(record(a_run(), people=("west",)), "en")
    assert timeline.at(5).holders("east_item") == {"east": True}


def test_facts_that_no_team_learned_are_not_told():
    assert not any("CANARY-FACT" in line.text for line in laid_out(RUN, "en").story.lines)


def test_screen_and_report_propose_the_same_moments():
    timeline, whole = laid_out(RUN, "en"), document(RUN)
    said = [timeline.side.sentences.reason(one, timeline.taken) for one in timeline.moments]
    assert said == [one.reason for one in whole.moments]


def test_a_real_scenario_is_laid_out_though_nobody_decided():
    scenario = load(Path(__file__).parents[2] / "scenarios" / "first_parcel").scenario
    header = Header(1, "1", "", 1, Setup(people=scenario.played), {}, None, "")
    empty = Record(header, scenario, (), (h.ExerciseStarted(0, scenario.played),), (), False, ())
    timeline = laid_out(empty, "en")
    assert (timeline.moment, timeline.jump(1).minute, timeline.to_moment(0).minute) == (None, 0, 0)
