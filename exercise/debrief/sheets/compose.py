"""All sheets of a scenario, and the list that says who gets what."""

from __future__ import annotations

from typing import Final

from exercise.debrief.sheets.checklist import checklist
from exercise.debrief.sheets.events import events
from exercise.debrief.sheets.hall import feedback, hot_wash
from exercise.debrief.sheets.page import Frame, Readers, Sheet, set_page
from exercise.debrief.sheets.request import forms
from exercise.debrief.sheets.team import briefing, round_sheet
from exercise.model.scenario import Scenario
from exercise.play.names import Names

INDEX: Final = "index.html"


def sheets(scenario: Scenario, language: str = "en") -> tuple[Sheet, ...]:
    """Return every sheet of *scenario* in *language*, the list of them first."""
    names = Names(scenario, language)
    made = (
        *(briefing(names, team) for team in scenario.played),
        *(round_sheet(names, team) for team in scenario.played),
        *forms(names),
        checklist(names),
        events(names),
        hot_wash(names),
        feedback(names),
    )
    return (_index(names, made), *made)


def _index(names: Names, made: tuple[Sheet, ...]) -> Sheet:
    t = names.language.t
    frame = Frame(t("Sheets to print"), t("Facilitator only"), "staff")
    headings: tuple[tuple[Readers, str], ...] = (
        ("team", t("For the teams, each its own")),
        ("all", t("For everybody")),
        ("staff", t("For the staff, never on a table")),
    )
    groups = tuple(
        (heading, tuple(sheet for sheet in made if sheet.readers == readers)) for readers, heading in headings
    )
    html = set_page(
        "index", names, frame, groups=groups, teaser=names.say(names.scenario.teaser or names.scenario.summary)
    )
    return Sheet(INDEX, frame.kind, t("facilitator"), t("one"), "staff", html)
