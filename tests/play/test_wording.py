"""Wording: every act, refusal and happening has its sentence, and none says what must stay hidden."""

import dataclasses
import inspect
from pathlib import Path
from typing import Any

import pytest

from exercise.engine import refusals
from exercise.model import happenings as h
from exercise.model.decisions import (
    Answer,
    Assign,
    Enquire,
    File,
    Refusal,
    Share,
    StaffEnd,
    StaffExtend,
    StaffInject,
    StaffMessage,
    StaffSkip,
    Talk,
    Withdraw,
)
from exercise.model.language import language
from exercise.model.scenario import Scenario
from exercise.play.names import Names
from exercise.play.wording import (
    act_takes,
    describe,
    happening_text,
    refusal_sentence,
    refusal_sentences,
    refusal_text,
)
from exercise.scenario.load import load
from exercise.session import conduct, host

CODES = sorted(value for name, value in vars(refusals).items() if name.isupper() and isinstance(value, str))
SESSION_CODES = (conduct.TIME_RUNS, conduct.BLOCKING_OPEN, conduct.TIME_PAST, conduct.NOT_SEALED, host.NOT_KEPT)
KINDS = [
    kind
    for kind in vars(h).values()
    if inspect.isclass(kind) and issubclass(kind, h.Happening) and kind is not h.Happening
]
IDS: dict[str, str] = {
    "team": "north",
    "to": "south",
    "source": "south",
    "state": "south",
    "left": "north",
    "giver": "north",
    "taker": "south",
    "consignment": "load",
    "route": "road",
    "step": "to_bridge",
    "unit": "car",
    "paper": "delivery",
    "channel": "direct",
    "variant": "full",
    "request": "r1",
    "enquiry": "q1",
    "item": "tip",
    "body": "registry",
    "subject": "owner",
    "point": "let_it_go",
    "inject": "hurry",
    "hazard": "breakdown",
    "stage": "road",
    "outcome": "seized",
    "mode": "call",
    "verdict": "granted",
    "record": "seal",
    "precedence": "routine",
}
SILENT = {h.FormSubmitted}
"""Kinds that are told by what follows from them."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    loaded = load(Path(__file__).parents[1] / "scenarios" / "tiny")
    assert loaded.scenario is not None
    return loaded.scenario


def made(kind: type[h.Happening]) -> h.Happening:
    """Return a happening of *kind* with plausible values."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name == "audience":
            values[field.name] = ("north",)
        elif field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING:
            continue
        elif "tuple" in str(field.type):
            values[field.name] = ()
        elif field.type in ("int", "int | None", "float"):
            values[field.name] = 60
        elif field.type == "bool":
            values[field.name] = True
        else:
            values[field.name] = IDS.get(field.name, "something")
    return kind(**values)


@pytest.mark.parametrize("code", [*CODES, *SESSION_CODES])
def test_every_refusal_has_a_sentence_with_and_without_names(code: str, scenario: Scenario) -> None:
    assert code in refusal_sentences(language("en"))
    for said in (refusal_text(Refusal(code), scenario, "en"), refusal_sentence(Refusal(code), "en")):
        assert said.endswith((".", "!"))
        assert "{" not in said
        assert "  " not in said


def test_a_refusal_names_things_by_their_labels(scenario: Scenario) -> None:
    busy = Refusal("role_busy", {"role": "head", "until": "75"})
    assert refusal_text(busy, scenario, "en") == "Head of operation is busy until Mon 2 Mar 09:15."
    assert refusal_text(Refusal("unit_busy", {"unit": "car"}), scenario, "en").endswith("Car of the north")
    assert refusal_text(Refusal("brand_new"), scenario, "en") == "This is not possible now (brand_new)."


def test_the_words_of_the_author_come_before_the_sentence(scenario: Scenario) -> None:
    said = refusal_text(Refusal("closed", {}, "decisions.arrest.options.wait.because"), scenario, "en")
    assert said == "Nobody watches the bridge, so nobody follows the lorry."
    assert refusal_text(Refusal("closed", {}, "decisions.arrest.options.now.because"), scenario, "en") == (
        "This is closed now."
    )


@pytest.mark.parametrize(
    "path",
    [
        "decisions.arrest.options.wait.recommended",
        "intel.tip.text",
        "bodies.registry.answers.owner.text",
        "outcomes.open.title",
        "injects.hurry",
        "nothing.at.all",
    ],
)
def test_a_path_says_only_what_is_meant_to_be_said(path: str, scenario: Scenario) -> None:
    assert Names(scenario, "en").words(path) == ""


@pytest.mark.parametrize(
    ("act", "said", "takes"),
    [
        (Answer("let_it_go", ("go",)), "Let it go - Let it go under watch", 15),
        (Answer("respond_r1", ("return",)), "answer request R-1 - Return for completion", 0),
        (Share(("tip",), "south", "direct"), "Pass to South through Direct line: The tip", 5),
        (Talk("meet", "south", agreed="At the bridge"), "Meet South: At the bridge", 60),
        (Enquire("registry", "owner"), "Enquiry: Registry of vehicles, about The owner of the lorry", 5),
        (File("delivery", "south", "slow"), "Send to South through Post: Request for controlled delivery", 20),
        (Assign("car", "load"), "Put Car of the north on The load", 0),
        (Withdraw("car"), "Withdraw Car of the north", 0),
        (StaffInject("hurry"), "Facilitator: send inject hurry", 0),
        (StaffSkip("hurry"), "Facilitator: take inject hurry off the list", 0),
        (StaffExtend("watch", 30), "Facilitator: 30 m more for: A watch", 0),
        (StaffMessage(("north",), "Control", "Break", ""), "Facilitator: message to North: Break", 0),
        (StaffEnd(), "Facilitator: end of the exercise", 0),
    ],
)
def test_an_act_is_said_in_words_with_what_it_costs(act: Any, said: str, takes: int, scenario: Scenario) -> None:
    assert describe(act, scenario, "en") == said
    assert act_takes(act, scenario) == takes


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_happening_is_said_in_the_third_person_for_the_debrief(kind: Any, scenario: Scenario) -> None:
    said = happening_text(made(kind), scenario, "en", None)
    if kind in SILENT:
        assert said is None
        return
    assert said
    assert "{" not in said
    assert "you" not in said.lower().split()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_happening_about_unknown_things_does_not_break_the_telling(kind: Any, scenario: Scenario) -> None:
    fields = {f.name: "unknown" for f in dataclasses.fields(kind) if f.name in IDS and f.name != "verdict"}
    happening_text(dataclasses.replace(made(kind), **fields), scenario, "en", "north")


def test_a_team_is_told_what_it_did_itself(scenario: Scenario) -> None:
    sent = h.RequestSent(5, ("north",), "r1", "delivery", "north", "south", "direct", "intact", "")
    assert happening_text(sent, scenario, "en", "north") == (
        "You asked South through Direct line: R-1 sent (Request for controlled delivery)."
    )
    assert happening_text(sent, scenario, "en", None) == (
        "North asked South through Direct line: R-1 (Request for controlled delivery)."
    )


def test_a_centre_that_sees_what_passes_is_not_told_what_the_item_is(scenario: Scenario) -> None:
    passed = h.ItemSent(5, ("north", "centre"), "tip", "north", "south", "direct")
    assert happening_text(passed, scenario, "en", "centre") == "North passed an item to South."
    assert happening_text(passed, scenario, "en", "north") == "You passed to South: The tip."
