"""Extracts of real runs: with a canary in every text that one team alone is told, none turns up with another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exercise.analysis.knowledge import holdings
from exercise.debrief import render
from exercise.model.records import to_record
from exercise.model.scenario import Scenario
from exercise.model.text import Text
from exercise.play.policies import POLICIES
from exercise.play.record import Header, Record, Row, Setup
from exercise.play.runner import play_out
from exercise.scenario.load import load

FOLDER = Path(__file__).parents[2] / "scenarios" / "first_parcel"


def canary(kind: str, name: str) -> Text:
    return Text({"en": f"@{kind}:{name}@"})


def planted() -> Scenario:
    """Return First Parcel with a canary in the texts of decisions, items and messages."""
    scenario = load(FOLDER).scenario
    assert scenario is not None
    points = {name: _point(name, point) for name, point in scenario.decisions.items()}
    items = {
        name: item.model_copy(update=dict.fromkeys(("title", "text", "origin"), canary("item", name)))
        for name, item in scenario.intel.items()
    }
    injects = {
        name: inject.model_copy(update=dict.fromkeys(("title", "subject", "text"), canary("inject", name)))
        for name, inject in scenario.injects.items()
    }
    return scenario.model_copy(update={"decisions": points, "intel": items, "injects": injects})


def _point(name, point):
    said = canary("point", name)
    hidden = ("label", "detail", "because", "warning", "advice", "recommended")
    options = {key: option.model_copy(update=dict.fromkeys(hidden, said)) for key, option in point.options.items()}
    return point.model_copy(update={"title": said, "question": said, "lesson": said, "options": options})


def played(policy: str, seed: int) -> Record:
    scenario = planted()
    engine = play_out(scenario, seed, dict.fromkeys(scenario.played, POLICIES[policy]))
    header = Header(1, "1", "0" * 64, seed, Setup(people=scenario.played), {}, None, "2026-08-12")
    happenings = tuple(engine.happenings)
    rows = (
        Row(0, "header", 0, "", {}, (), "a" * 64),
        Row(1, "clock", engine.now, "", {}, tuple(to_record(one) for one in happenings), "b" * 64),
    )
    return Record(header, scenario, rows, happenings, (), engine.ended, ())


@pytest.mark.parametrize(("policy", "seed"), [("recommended", 1), ("random", 1), ("random", 2), ("random", 3)])
def test_no_canary_of_another_team_turns_up_in_an_extract(policy, seed):
    record = played(policy, seed)
    held = holdings(record.scenario, record)
    for team in record.scenario.played:
        own = {("point", name) for name, point in record.scenario.decisions.items() if point.team == team}
        own |= {("item", one.item) for one in held if one.team == team}
        own |= {("inject", name) for name, inject in record.scenario.injects.items() if team in inject.to}
        for form in ("html", "json"):
            found = set(re.findall(r"@(\w+):(\w+)@", render(record, team=team, format=form)))
            assert found
            assert found <= own, (team, found - own)


def test_the_whole_debrief_holds_the_canaries_of_every_team():
    record = played("recommended", 1)
    found = {name for kind, name in re.findall(r"@(\w+):(\w+)@", render(record)) if kind == "point"}
    assert {record.scenario.decisions[name].team for name in found} == set(record.scenario.played)
