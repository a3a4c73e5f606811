"""What a slip of the finger must not do: undo, end a turn, throw away what was filled in, send what is half empty."""

from __future__ import annotations

import io
from dataclasses import replace

from exercise.model.decisions import File, Refusal, Talk
from exercise.model.language import language
from exercise.ui.app import ExerciseApp
from exercise.ui.parts.agenda import CARRY_ON
from exercise.ui.plain_console import Console
from exercise.ui.plain_dialogue import Dialogue
from exercise.ui.screens.team import TeamScreen
from tests.ui.fakes import INBOX, POINT, SEALED, STOPPED, VIEW, FakeTable, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press

ALL_READ = replace(VIEW, inbox=tuple(replace(paper, opened=True) for paper in INBOX))
ONE = replace(ALL_READ, points=(POINT,))
TALK = ("c", "enter", "enter", "enter")
"""Opens the call and goes on to the text field *what was agreed*."""


def team(app: ExerciseApp) -> TeamScreen:
    assert isinstance(app.screen, TeamScreen)
    return app.screen


def shown(app: ExerciseApp) -> str:
    return " ".join(screen_text(app).replace("│", " ").split())


async def test_enter_after_the_signature_neither_takes_back_nor_ends_the_turn():
    table: FakeTable = solo(ONE)
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "enter")
        assert team(app).agenda.current() == CARRY_ON
        await press(pilot, "enter")
        assert "Enter: we are ready" in shown(app)
        assert (table.fake.withdrawn, table.fake.readied) == ([], [])
        await press(pilot, "enter")
    assert table.fake.readied == [None]


async def test_enter_on_a_sealed_act_says_how_it_is_taken_back_and_backspace_takes_it_back():
    table = solo(SEALED)
    async with at_table(table) as (app, pilot):
        await press(pilot, "home", "enter")
        assert table.fake.withdrawn == []
        assert any("Backspace" in note.message for note in app._notifications)
        await press(pilot, "backspace")
    assert table.fake.withdrawn == [1]


async def test_what_is_typed_into_a_form_is_written_and_is_no_command():
    table = solo(SEALED)
    async with at_table(table) as (app, pilot):
        await press(pilot, *TALK, *"hop", "space", *"2b", "x", "backspace")
        assert "hop 2b" in shown(app)
        assert (table.fake.readied, table.paused) == ([], [])
        assert table.fake.drafts["form:talk:agreed"] == "hop 2b"
        await press(pilot, "enter", "enter")
    assert table.fake.acts == [(Talk("call", "kz", (), "hop 2b"), "")]
    assert table.fake.drafts["form:talk:agreed"] == ""


async def test_what_was_typed_into_a_form_before_the_program_stopped_stands_in_it_again():
    table = solo(SEALED)
    table.fake.drafts["form:talk:agreed"] = "they hold it until"
    async with at_table(table) as (app, pilot):
        await press(pilot, *TALK)
        assert "they hold it until" in shown(app)


async def test_a_form_left_half_filled_in_is_marked_and_comes_back_as_it_was():
    async with at_table(solo(SEALED)) as (app, pilot):
        await press(pilot, *TALK, *"hold", *["escape"] * 4)
        assert team(app).doing == "agenda"
        assert "half filled in" in shown(app)
        await press(pilot, "c")
        filling = team(app).forming.filling
        assert filling is not None
        assert filling.value("agreed") == ("hold",)


async def test_a_shortcut_leaves_a_half_filled_form_where_it_is():
    table = solo(SEALED)
    async with at_table(table) as (app, pilot):
        await press(pilot, "e", "2", "c", "o")
        filling = team(app).forming.filling
        assert filling is not None
        assert filling.form.id == "enquire"
        assert filling.value("body") == ("ncb",)
    assert table.fake.readied == []


async def test_carrying_on_does_not_leave_a_half_filled_answer():
    table = solo(replace(ALL_READ, points=(replace(POINT, blocking=False),)))
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "o")
        assert team(app).doing == "decide"
        assert table.fake.readied == []
        await press(pilot, "escape", "o")
    assert table.fake.readied == [None]


async def test_a_request_with_contents_left_out_names_them_and_asks_once_more():
    table = solo(SEALED)
    async with at_table(table) as (app, pilot):
        await press(pilot, "f", "enter", "enter", "down", "down", "down", "down", "enter")
        assert table.fake.acts == []
        assert "3 items are left out" in shown(app)
        assert "Expert's opinion" in shown(app)
        await press(pilot, "enter")
    assert table.fake.acts == [(File("consent", "kz", "liaison", {}), "")]


async def test_a_busy_role_is_named_and_the_first_free_one_signs():
    table = solo(replace(ONE, points=(replace(POINT, busy=(("head", "10:50"),)),)))
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3")
        assert "Head of operation · busy until 10:50" in shown(app)
        await press(pilot, "1", "enter")
    assert [role for _, role in table.fake.acts] == ["prosecutor"]


async def test_an_answer_is_not_put_while_everybody_who_may_sign_is_busy():
    busy = (("head", "10:50"), ("prosecutor", "11:20"))
    table = solo(replace(ONE, points=(replace(POINT, busy=busy),)))
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "enter", "enter")
        assert "Nobody who may sign this is free now" in shown(app)
    assert table.fake.acts == []


async def test_a_refusal_stands_below_the_signature_until_the_answer_changes():
    table = solo(ONE)
    table.fake.refuses = Refusal("too_late")
    async with at_table(table) as (app, pilot):
        await press(pilot, "2", "enter", "1", "2", "3", "enter")
        assert "That is not possible now (too_late)." in shown(app)
        await press(pilot, "escape")
        assert "too_late" not in shown(app)


async def test_the_letter_of_what_is_to_do_leaves_the_stop_card():
    async with at_table(solo(STOPPED)) as (app, pilot):
        assert "THIS CONCERNS YOU" in screen_text(app)
        await press(pilot, "d")
        assert team(app).doing == "agenda"


async def test_the_tenth_choice_has_the_digit_nought():
    law = tuple(replace(POINT.law[0], id=f"law{n}", label=f"Basis {n}") for n in range(1, 12))
    table = solo(replace(ONE, points=(replace(POINT, law=law),)))
    async with at_table(table) as (_, pilot):
        await press(pilot, "2", "enter", "1", "0", "3", "enter")
    assert [act.law for act, _ in table.fake.acts] == [("law10",)]


async def test_an_address_under_law_is_made_short_to_its_site():
    law = (replace(POINT.law[0], note="OJ 1988, https://www.example.org/a/very/long/address/that/breaks.html · high"),)
    async with at_table(solo(replace(ONE, points=(replace(POINT, law=law),)))) as (app, pilot):
        await press(pilot, "2", "enter", "1")
        assert "example.org · high" in shown(app)
        assert "very/long" not in shown(app)


async def in_lines(*lines: str) -> tuple[str, str]:
    """What is printed while the first option is taken line by line, and the role that signs."""
    out = io.StringIO()
    dialogue = Dialogue(Console(language("en"), io.StringIO("".join(f"{line}\n" for line in lines)), out))
    point = replace(POINT, busy=(("head", "10:50"),))
    _, role = await dialogue.answer(point, [1], ALL_READ)
    return out.getvalue(), role


async def test_legal_bases_in_lines_are_told_in_full_only_where_asked_for():
    text, _ = await in_lines("?1", "2", "3", "1", "2", "")
    assert text.count("UN Treaty Series") == 1
    assert text.count("~ exercise assumption") == 0


async def test_in_lines_a_busy_role_cannot_sign_and_other_commands_say_how_they_are_reached():
    text, role = await in_lines("2", "3", "1", "papers", "1", "2", "")
    assert role == "prosecutor"
    assert text.count("Head of operation, busy until 10:50") == 2
    assert "Type a number from 1 to 2; or back." in text
