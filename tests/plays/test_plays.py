"""Walk-throughs of shipped scenarios as data: each file under `tests/plays/<scenario>/` is played and compared.

A file holds `seed`; `policy`, which answers whatever the file does not; `answers` (point: options, given when the point
opens; `respond` answers requests); `leave`, the points left to their deadlines; `acts`, the timed acts of teams;
`broken_off`, when the facilitator ends it; and `expect`: the ending, facts at the end, injects seen and unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from exercise.engine import Engine
from exercise.model import decisions as d
from exercise.model.happenings import ExerciseEnded, InjectFired
from exercise.model.offers import Offers
from exercise.model.papers import Content
from exercise.model.scenario import Scenario
from exercise.play.policies import POLICIES, Policy, with_formalities
from exercise.play.runner import Bots, run_on
from exercise.scenario.durations import length
from exercise.scenario.library import find
from exercise.scenario.load import load

HERE = Path(__file__).parent
PLAYS = sorted(HERE.glob("*/*.yaml"))
_SCENARIOS: dict[str, Scenario] = {}


def scenario_of(play: Path) -> Scenario:
    """Return the scenario that *play* is a play of, loaded once."""
    name = play.parent.name
    if name not in _SCENARIOS:
        loaded = load(find(name))
        assert loaded.scenario is not None, [p.render() for p in loaded.problems]
        _SCENARIOS[name] = loaded.scenario
    return _SCENARIOS[name]


def scripted(answers: Mapping[str, Any], left: frozenset[str], otherwise: Policy) -> Policy:
    """Return a policy that answers as *answers* says, leaves points in *left* open, else follows *otherwise*."""

    def decide(offers: Offers, scenario: Scenario, chance: Random) -> list[d.TeamAct]:
        acts: list[d.TeamAct] = []
        rest = []
        for offer in offers.points:
            key = "respond" if offer.request else offer.point
            if key in answers:
                chosen = answers[key]
                answer = d.Answer(offer.point, (chosen,) if isinstance(chosen, str) else tuple(chosen))
                acts.append(with_formalities(answer, scenario))
            elif key not in left:
                rest.append(offer)
        return acts + otherwise(Offers(tuple(rest), offers.forms), scenario, chance)

    return decide


def act_of(step: Mapping[str, Any], scenario: Scenario) -> d.TeamAct:
    """Return the act that a timed step describes; a filed request is filled in whole unless the step says otherwise."""
    fields = {key: value for key, value in step.items() if key not in ("at", "team", "do", "refused")}
    match step["do"]:
        case "answer":
            return with_formalities(d.Answer(fields["point"], tuple(fields["options"])), scenario)
        case "enquire":
            return d.Enquire(**fields)
        case "share":
            return d.Share(tuple(fields["items"]), fields["to"], fields["channel"])
        case "talk":
            return d.Talk(fields["mode"], fields["to"], tuple(fields.get("items", ())), fields.get("agreed", ""))
        case "assign":
            return d.Assign(**fields)
        case "file":
            return d.File(**{**fields, "contents": contents_of(fields, scenario)})
    raise ValueError(f"no act {step['do']!r}")


def contents_of(fields: Mapping[str, Any], scenario: Scenario) -> dict[str, str]:
    """Return every content of the paper with its first adequate wording, changed and thinned out as the step says."""
    whole = {name: first_adequate(content) for name, content in scenario.papers[fields["paper"]].contents.items()}
    changed = {**whole, **fields.get("contents", {})}
    return {name: wording for name, wording in changed.items() if wording is not None}


def first_adequate(content: Content) -> str:
    """Return the wording that the state asked accepts (``""``: there is none to choose)."""
    return next((name for name, wording in content.choices.items() if wording.adequate), "")


def play(path: Path) -> tuple[Engine, Mapping[str, Any]]:
    """Play the file at *path* to the end; return the engine and what the file expects."""
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    scenario = scenario_of(path)
    steps = sorted(script.get("acts", ()), key=lambda step: length(step["at"]))
    later = frozenset(step["point"] for step in steps if step["do"] == "answer")
    left = later | frozenset(script.get("leave", ()))
    policy = scripted(script.get("answers", {}), left, POLICIES[script.get("policy", "recommended")])
    bots = Bots(scenario, script["seed"], dict.fromkeys(scenario.played, policy))
    engine = Engine(scenario, script["seed"])
    for step in steps:
        run_on(engine, bots, length(step["at"]))
        refusal = engine.submit(d.Decision(step["team"], act_of(step, scenario)))
        assert (refusal.code if refusal else None) == step.get("refused"), f"{step['at']} {step['do']}: {refusal}"
    if "broken_off" in script:
        run_on(engine, bots, length(script["broken_off"]))
        assert engine.submit(d.Decision("", d.StaffEnd(), by="facilitator")) is None
    run_on(engine, bots)
    return engine, script["expect"]


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_walk_through_ends_as_its_file_expects(path: Path) -> None:
    engine, expect = play(path)
    end = engine.happenings[-1]
    assert isinstance(end, ExerciseEnded)
    assert end.outcome == expect["ending"]
    found = {name: engine.facts[name] for name in expect.get("facts", {})}
    assert found == expect.get("facts", {})
    fired = {happening.inject for happening in engine.happenings if isinstance(happening, InjectFired)}
    assert set(expect.get("seen", ())) <= fired
    assert not set(expect.get("unseen", ())) & fired


@pytest.mark.parametrize("name", sorted({path.parent.name for path in PLAYS}))
def test_every_ending_of_a_scenario_has_a_walk_through(name: str) -> None:
    plays = [path for path in PLAYS if path.parent.name == name]
    reached = {yaml.safe_load(path.read_text(encoding="utf-8"))["expect"]["ending"] for path in plays}
    assert reached - {""} == set(scenario_of(plays[0]).outcomes)  # a run broken off tells none


@pytest.mark.parametrize("name", sorted({path.parent.name for path in PLAYS}))
def test_a_scenario_with_walk_throughs_has_no_problem(name: str) -> None:
    assert [problem.render() for problem in load(find(name)).problems] == []
