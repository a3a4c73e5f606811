"""Limits of what people type: told where the hand is, and nothing is cut."""

from __future__ import annotations

import io

from textual import events

from exercise.model.decisions import MOST_WORDS
from exercise.model.language import language
from exercise.ui.app import ExerciseApp
from exercise.ui.plain_console import Console
from exercise.ui.screens.words import Words
from tests.ui.fakes import SEALED, solo
from tests.ui.screen import screen_text
from tests.ui.sitting import at_table, press, settle

NO_ROOM = "This does not fit: a text has at most 2000 characters."
TALK = ("c", "enter", "enter", "enter")
"""Opens the call and goes on to the text field *what was agreed*."""
LONG = "x" * (MOST_WORDS - 1)


def shown(app: ExerciseApp) -> str:
    return " ".join(screen_text(app).replace("│", " ").split())


async def paste(app: ExerciseApp, pilot, text: str) -> None:
    app.post_message(events.Paste(text))
    await settle(pilot)


async def test_a_field_takes_a_text_up_to_the_limit_whole_and_says_where_there_is_no_room():
    table = solo(SEALED)
    async with at_table(table, (120, 60)) as (app, pilot):
        await press(pilot, *TALK)
        await paste(app, pilot, LONG + "yy")
        assert NO_ROOM in shown(app)
        assert app.screen.forming.filling.value("agreed") == ()
        await paste(app, pilot, LONG)
        assert NO_ROOM not in shown(app)
        assert "1 character left" in shown(app)
        await press(pilot, "y", "z")
        assert NO_ROOM in shown(app)
        assert app.screen.forming.filling.value("agreed") == (LONG + "y",)
        await press(pilot, "backspace")
        assert NO_ROOM not in shown(app)


async def test_the_editor_counts_and_takes_nothing_that_it_has_no_room_for():
    table = solo(SEALED)
    async with at_table(table, (120, 60)) as (app, pilot):
        await press(pilot, *TALK, "f2")
        await paste(app, pilot, LONG + "yy")
        assert isinstance(app.screen, Words)
        assert NO_ROOM in shown(app)
        assert app.screen.text() == ""
        await paste(app, pilot, LONG)
        assert "1999 of 2000 characters" in shown(app)
        await press(pilot, "y", "z")
        assert NO_ROOM in shown(app)
        await press(pilot, "escape")
        assert app.screen.forming.filling.value("agreed") == (LONG + "y",)


async def test_a_text_that_is_too_long_from_before_can_be_shortened_and_is_not_cut():
    before = LONG + "yyyy"
    async with at_table(solo(SEALED), (120, 60)) as (app, pilot):
        await press(pilot, *TALK)
        panel = app.screen.forming
        panel.filling = panel.filling.write("agreed", before)
        await press(pilot, "f2")
        assert app.screen.text() == before
        await press(pilot, "z")
        assert app.screen.text() == before
        await press(pilot, "backspace", "backspace")
        assert app.screen.text() == before[:-2]
        assert "2001 of 2000 characters" in shown(app)


async def test_a_line_that_is_too_long_is_asked_for_again():
    out = io.StringIO()
    console = Console(language("en"), io.StringIO(f"{LONG}yy\n{LONG}\n"), out)
    assert await console.read() == LONG
    assert NO_ROOM in out.getvalue()
