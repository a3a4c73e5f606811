"""Small runs made by hand: a scenario of two states and a centre, and records of what happened in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercise.model import happenings as h
from exercise.model.records import to_record
from exercise.model.scenario import Scenario
from exercise.play.record import Header, Note, Record, Row, Setup

ALL = ("west", "east", "centre")


def basis(label: str) -> dict[str, Any]:
    return {
        "label": label,
        "text": f"What {label} says.",
        "source": f"Source of {label}",
        "confidence": "to_confirm",
    }


LOAD: dict[str, Any] = {
    "label": "The load", "substance": "N-7", "quantity": "1 kg", "route": "road", "known_to": ["west", "east"],
}  # fmt: skip


def compiled(**changes: Any) -> Scenario:
    """Return the scenario; *changes* replace its parts."""
    parts: dict[str, Any] = {
        "id": "bridge",
        "title": "The Bridge",
        "summary": "A lorry and a signature.",
        "playing_minutes": 30,
        "clock": {"starts": "2026-03-02T18:00+05:00", "ends_after": 3000},
        "notice": "NOTICE-OF-ASSUMPTIONS",
        "references": ["A reference"],
        "law": {"article_11": basis("Article 11"), "article_9": basis("Article 9")},
        "statements": [{"text": "A general statement.", "source": "Its source", "confidence": "assumption"}],
        "teams": {
            "west": {
                "name": "Westland", "code": "WE", "country": "Kyrgyzstan",
                "roles": {"head": {"label": "Head of operation"}},
                "profile": {"authority": "Its prosecutor", "law": [
                    {"text": "LAW-OF-WEST", "source": "s", "confidence": "assumption"}]},
            },
            "east": {
                "name": "Eastland", "code": "EA", "country": "Kazakhstan",
                "profile": {"authority": "Its prosecutor", "law": [
                    {"text": "LAW-OF-EAST", "source": "s", "confidence": "assumption"}]},
            },
            "centre": {"name": "The Centre", "code": "CEN", "state": False},
        },
        "places": {
            "depot": {"label": "Depot", "lat": 42.87, "lon": 74.59, "state": "west"},
            "bridge": {"label": "Bridge", "lat": 43.02, "lon": 74.71, "state": "west", "kind": "bcp"},
            "market": {"label": "Market", "lat": 43.25, "lon": 76.91, "state": "east"},
        },
        "routes": {"road": {"steps": [
            {"id": "to_bridge", "kind": "drive", "from": "depot", "to": "bridge"},
            {"id": "bridge_crossing", "kind": "cross", "from": "west", "to": "east", "at": "bridge"},
            {"id": "to_market", "kind": "drive", "from": "bridge", "to": "market"},
        ]}},
        "consignments": {"load": LOAD},
        "channels": {"liaison": {"label": "Liaison officer"}},
        "papers": {"consent": {"label": "Request for controlled delivery", "variants": True, "contents": {
            "facts": {"label": "Facts"}, "abort": {"label": "Abort criteria"}}}},
        "intel": {
            "west_item": {"title": "CANARY-ITEM-WEST", "text": "t",
                          "origin": "CANARY-ORIGIN-WEST", "holders": ["west"]},
            "east_item": {"title": "CANARY-ITEM-EAST", "text": "t",
                          "origin": "CANARY-ORIGIN-EAST", "holders": ["east"]},
        },
        "facts": {
            "east_secret": {"start": False, "known_to": ["east"], "note": "CANARY-FACT-EAST"},
            "west_fact": {"start": False, "known_to": ["west"], "note": "What the west did"},
        },
        "stages": {"begin": {"title": "The beginning"}, "road": {"title": "On the road"}},
        "decisions": {
            "ask": {
                "team": "west", "title": "Asking", "question": "How do you ask?", "lesson": "What is argued.",
                "options": {
                    "paper": {"label": "By paper", "recommended": "It leaves a record.", "law": ["article_11"]},
                    "phone": {"label": "By telephone", "advice": "It cannot authorise.", "takes": 20,
                              "law": ["article_9"]},
                    "wait": {"label": "Wait", "because": "The lorry has left.", "requires": {
                        "node": "constant", "value": False}},
                },
            },
            "secret": {
                "team": "east", "title": "CANARY-TITLE-EAST", "question": "CANARY-QUESTION-EAST",
                "options": {"yes": {"label": "CANARY-OPTION-EAST", "recommended": "CANARY-REASON-EAST"}},
            },
        },
        "injects": {"tip": {"at": 5, "to": ["east"], "from": "A source",
                            "subject": "CANARY-MESSAGE-EAST", "text": "CANARY-TEXT"}},
        "hazards": {"breakdown": {"label": "The lorry broke down", "rates": [{"per_hour": 0.1}], "effects": []}},
        "outcomes": {"held": {"title": "The load held", "text": "It was held.\n\n- one\n- two", "success": "full"}},
        "objectives": {"consent_first": {
            "text": "Consent before the border", "purpose": 1, "capability": "Legal basis",
            "tasks": {
                "west_task": {"text": "West acts", "team": "west", "P": fact("west_fact")},
                "west_on_east": {"text": "West learns", "team": "west", "P": fact("east_secret")},
                "west_on_item": {"text": "West holds", "team": "west", "P": fact("holds.west.east_item")},
                "east_task": {"text": "CANARY-TASK-EAST", "team": "east", "P": fact("east_secret")},
                "joint": {"text": "CANARY-JOINT", "P": fact("control.load.unbroken")},
            },
        }},
        "debrief": {"questions": ["What went well?"], "model_answer": "CANARY-MODEL-ANSWER"},
    }  # fmt: skip
    return Scenario.model_validate({**parts, **changes})


def fact(name: str) -> dict[str, Any]:
    return {"node": "fact", "name": name}


def opened(minute: int, team: str, key: str) -> tuple[int, str, str]:
    """Return the step at which *team* opened the paper *key*."""
    return minute, team, key


def record(
    steps: Iterable[h.Happening | tuple[int, str, str]], scenario: Scenario | None = None, *,
    people: tuple[str, ...] = ("west", "east"), notes: tuple[Note, ...] = (), engine: str = "0.0-of-another-day",
) -> Record:  # fmt: skip
    """Return a record of *steps*, each in a row of its own."""
    scenario = scenario or compiled()
    setup = Setup(people=people)
    header = Header(1, engine, "5" * 64, 7, setup, {}, None, "2026-08-12T09:00:00+05:00")
    rows = [Row(0, "header", 0, "", {}, (), "a" * 64)]
    happened: list[h.Happening] = []
    opens: list[tuple[int, str, str]] = []
    for number, step in enumerate(steps, 1):
        if isinstance(step, tuple):
            opens.append(step)
            rows.append(Row(number, "opened", step[0], "", {"team": step[1], "key": step[2]}, (), "b" * 64))
        else:
            happened.append(step)
            rows.append(Row(number, "clock", step.minute, "", {"minute": step.minute}, (to_record(step),), "b" * 64))
    finished = any(isinstance(one, h.ExerciseEnded) for one in happened)
    return Record(header, scenario, tuple(rows), tuple(happened), tuple(opens), finished, notes)


def changed(minute: int, name: str, value: bool | int | str = True) -> h.FactChanged:
    return h.FactChanged(minute, (), name, value)


def ended(minute: int = 600) -> h.ExerciseEnded:
    return h.ExerciseEnded(minute, ALL, "held", "operation")


def taken(
    minute: int,
    point: str,
    team: str,
    options: tuple[str, ...],
    offered: tuple[tuple[str, bool], ...],
    **more: Any,
) -> h.DecisionTaken:
    """Return a decision by the team, with what it said about it."""
    said: dict[str, Any] = {
        "why": (), "why_text": "", "law": (), "sure": 0, "text": "", "role": "", "by": "team", "takes": 0, **more,
    }  # fmt: skip
    return h.DecisionTaken(minute, (team,), point, team, options, offered, **said)


ASKED = (("paper", True), ("phone", True), ("wait", False))


def asked(minute: int = 30, *options: str, **more: Any) -> h.DecisionTaken:
    """Return the west's decision how to ask."""
    return taken(minute, "ask", "west", options or ("phone",), ASKED, **more)


def a_run() -> list[h.Happening | tuple[int, str, str]]:
    """Return a whole run with a return, a gap, a secret on each side, chance and custody."""
    both = ("west", "east")
    return [
        h.ExerciseStarted(0, ALL),
        h.StageEntered(0, ALL, "begin"),
        h.ControlTaken(0, both, "load", "west"),
        h.PointOpened(10, ("west",), "ask", "west", 200, ASKED),
        h.MessageDelivered(12, ("east",), "tip", "priority"),
        h.PointOpened(12, ("east",), "secret", "east", None, (("yes", True),)),
        opened(14, "east", "item:east_item"),
        opened(15, "west", "item:west_item"),
        asked(30, why=("time",), why_text="The lorry leaves at seven.", law=("article_11",), sure=3, role="head"),
        h.ChanceDrawn(31, (), "decisions.ask.options.phone.effects.0", 0.25, came=True),
        taken(40, "secret", "east", ("yes",), (("yes", True),), why_text="CANARY-WHY-EAST"),
        h.ChanceDrawn(41, (), "decisions.secret.options.yes.effects.0", 0.5, came=False),
        changed(35, "west_fact"),
        changed(42, "east_secret"),
        h.ConsignmentDeparted(60, both, "load", "road"),
        h.StepBegun(60, both, "load", "to_bridge", "west", 60, 120),
        h.RequestSent(70, ("west",), "r1", "consent", "west", "east", "liaison", "intact", "", {"facts": ""}),
        h.RequestReceived(90, both, "r1", "east"),
        h.RequestDecided(120, ("east",), "r1", "east", "returned", "team"),
        h.AnswerArrived(130, both, "r1", "west", "east", "returned", ("abort",)),
        h.ControlLost(135, both, "load", "west", "to_bridge"),
        h.StepBegun(160, both, "load", "bridge_crossing", "west", 30, 60),
        h.GapClosed(175, both, "load", 135, 40),
        h.ControlTaken(175, both, "load", "east"),
        h.RequestSent(140, ("west",), "r2", "consent", "west", "east", "liaison", "intact", "", {}, "r1"),
        h.StateEntered(200, both, "load", "east", "west", "asked", variant_agreed=False, lawful=False),
        h.StepBegun(200, both, "load", "to_market", "east", 60, 90),
        h.AnswerArrived(230, both, "r2", "west", "east", "granted", (), 900),
        h.CustodyRecorded(240, both, "load", "moving", "seal", "west", protocol=True, path=""),
        h.CustodyRecorded(250, ("east",), "load", "kept", "sample", "east", protocol=False, path=""),
        h.HazardStruck(260, (), "breakdown"),
        h.ItemSent(270, ("west", "centre"), "west_item", "west", "centre", "liaison"),
        h.ItemReceived(275, ("centre",), "west_item", "centre", "west"),
        h.ConsignmentDelivered(300, both, "load"),
        ended(),
    ]
