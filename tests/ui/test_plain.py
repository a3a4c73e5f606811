"""The plain mode: a whole exercise as lines in, lines out."""

import io
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from exercise.model import happenings as h
from exercise.model.language import language
from exercise.play.record import Pace, Record, Setup, read_record
from exercise.scenario.load import load
from exercise.session.session import Session
from exercise.session.wall import Tempo
from exercise.ui.plain import play_plain
from exercise.ui.plain_console import CURTAIN_LINES

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"
AT_ONCE = Tempo(empty_hour=0, dwell=0, least=0, most=0.01, tick=0.001)
DECIDE = ["1", "3", "1", "1", "", ""]
"""Option 1, fairly sure, evidence, the first role signs, the unread papers, the signature."""

Play = Callable[..., Awaitable[tuple[str, Record]]]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    async def played(
        *lines: str, people: tuple[str, ...] = ("north",), pace: Pace = "rounds", **more: Any
    ) -> tuple[str, Record]:
        loaded = load(TINY)
        assert loaded.scenario is not None
        run = tmp_path / "run.exercise"
        setup = Setup(people=people, seed=4, pace=pace, **more)
        table = Session.create(loaded.scenario, loaded.sources, setup, run, tempo=AT_ONCE)
        out = io.StringIO()
        await play_plain(table, "en", io.StringIO("".join(f"{line}\n" for line in lines)), out)
        return out.getvalue(), read_record(run)

    return played


def taken(record: Record, team: str) -> list[h.DecisionTaken]:
    return [x for x in record.happenings if isinstance(x, h.DecisionTaken) and x.team == team and x.by == "team"]


async def test_a_whole_exercise_is_played_to_its_end(play: Play) -> None:
    text, record = await play(*DECIDE, *["carry on"] * 30)
    assert record.finished
    assert "THE EXERCISE IS OVER" in text
    assert [(x.point, x.options, x.why, x.sure) for x in taken(record, "north")] == [
        ("let_it_go", ("go",), ("evidence",), 3)
    ]


async def test_the_end_of_the_input_leaves_cleanly_and_leaves_the_way_back_to_be_told_once(play: Play) -> None:
    text, record = await play("status")
    assert "You left." in text
    assert "exercise resume" not in text
    assert str(record.header.setup.people[0]) == "north"
    assert not record.finished


@pytest.mark.parametrize(("tongue", "read"), [("en", "en"), ("ru", "ru")])
async def test_a_team_among_others_reads_its_own_language(play: Play, tongue: str, read: str) -> None:
    text, _ = await play("", "", people=("north", "south"), languages={"north": tongue, "south": "en"})
    assert language(read).t("Type help for what you can type.") in text
    assert "Next at the keyboard" in text


async def test_quit_leaves_and_back_drops_what_was_being_filled_in(play: Play) -> None:
    text, record = await play("1", "3", "back", "quit", "carry on")
    assert "Dropped. Nothing was done." in text
    assert not taken(record, "north")


async def test_carry_on_is_refused_while_a_blocking_decision_is_open(play: Play) -> None:
    text, _ = await play("carry on")
    assert "Not possible: Answer this first." in text


async def test_a_form_is_filled_field_by_field_and_the_request_leaves(play: Play) -> None:
    file = ["act 4", "1", "1", "1", "1", "", ""]
    text, record = await play(*DECIDE, *file, "carry on", "carry on", "requests")
    sent = [x for x in record.happenings if isinstance(x, h.RequestSent)]
    assert [(x.to, x.channel, dict(x.contents)) for x in sent] == [("south", "direct", {"basis": ""})]
    assert "Request for controlled delivery" in text


async def test_reading_a_paper_is_recorded_as_opened(play: Play) -> None:
    _, record = await play("papers", "read 1")
    assert [(team, key) for _, team, key in record.opened] == [("north", "briefing")]


async def test_carry_on_until_a_time_of_day_goes_no_further(play: Play) -> None:
    text, _ = await play(*DECIDE, "carry on", "carry on until 09:00", "status")
    assert "Mon 2 Mar 09:00 - the story stands" in text


async def test_between_two_teams_a_curtain_pushes_everything_away_and_waits_for_two_enters(play: Play) -> None:
    text, _ = await play("", "", *DECIDE, "carry on", "", "", "status", people=("north", "south"))
    blank = "\n" * CURTAIN_LINES
    north, south = text.split("Next at the keyboard: ")[1:]
    assert (north[:5], south[:5]) == ("North", "South")
    assert text.count(blank) == 2
    assert "Let it go" not in south
    assert "A watch" in south
    assert "A watch" not in north


async def test_what_is_not_understood_changes_nothing(play: Play) -> None:
    text, record = await play("sing", "7", "read 99", "act 99", "mend R-9", "take back 1")
    assert "Not understood: sing" in text
    assert len(re.findall("Not possible", text)) == 1
    assert not taken(record, "north")


async def test_the_map_is_a_sentence(play: Play) -> None:
    text, _ = await play("map")
    assert "The load: the road goes Northtown, The bridge (border), Southtown." in text
    assert "Boundaries are illustrative." in text


async def test_at_an_open_table_every_team_decides_and_the_last_word_lets_time_run(play: Play) -> None:
    lines = [*DECIDE, "carry on", "carry on", "status"]
    text, record = await play(*lines, people=("north", "south"), pace="open")
    assert "Mon 2 Mar 08:06 - the story stands" in text
    assert [x.point for x in taken(record, "north")] == ["let_it_go"]
    assert "Next at the keyboard" not in text


async def test_at_an_open_table_time_waits_for_a_blocking_decision_of_any_team(play: Play) -> None:
    lines = ["carry on", "carry on", *DECIDE, "carry on", "carry on"]
    text, record = await play(*lines, people=("north", "south"), pace="open")
    assert text.index("Not possible: Answer this first.") < text.index("You sign: Let it go under watch")
    assert [x.point for x in taken(record, "north")] == ["let_it_go"]


async def test_where_the_facilitator_must_rule_he_is_called_and_the_story_goes_on_as_he_rules(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    copytree(TINY, folder)
    file = folder / "scenario.yaml"
    asked = file.read_text(encoding="utf-8").replace(
        "    default: [go]\n", "    default: [go]\n    something_else: true\n", 1
    )
    file.write_text(asked, encoding="utf-8")
    loaded = load(folder)
    assert loaded.scenario is not None, loaded.problems
    setup = Setup(people=("north",), seed=4, facilitated=True)
    table = Session.create(loaded.scenario, loaded.sources, setup, tmp_path / "run.exercise", tempo=AT_ONCE)
    own = ["3", "3", "1", "We ask first.", "1", "", ""]
    wrong = "000000000000"
    lines = [*own, "carry on", wrong, table.fresh_pin, "back", "1", "It comes to that.", "status"]
    out = io.StringIO()
    await play_plain(table, "en", io.StringIO("".join(f"{line}\n" for line in lines)), out)
    after = out.getvalue().partition("The story stands for a ruling.")[2]
    assert after.count("PIN> ") == 2
    assert after.count("The team wrote: We ask first.") == 2
    assert "\n" * CURTAIN_LINES in after
    given = [x for x in read_record(tmp_path / "run.exercise").happenings if isinstance(x, h.RulingGiven)]
    assert [(x.point, x.options, x.reason) for x in given] == [("let_it_go", ("go",), "It comes to that.")]
