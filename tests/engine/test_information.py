from itertools import permutations
from typing import Any

import pytest

from exercise.engine.channels import Channels
from exercise.engine.information import Information
from exercise.model.decisions import Enquire, Share, Talk
from exercise.model.effects import GiveItem
from exercise.model.happenings import (
    EnquiryAnswered,
    EnquiryNoticed,
    EnquirySent,
    HandlingBreached,
    ItemReceived,
    ItemSent,
    TalkHeld,
)
from tests.engine import worlds
from tests.engine.worlds import Bench, equals, fixed


def item(handling: str = "free", originator: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "title": "Item",
        "text": "Text",
        "origin": "A source",
        "handling": handling,
        "originator": originator,
        **more,
    }


class Hall:
    """A bench with information: what teams hold, whom they talk to, whom they ask."""

    def __init__(self, **changed: Any) -> None:
        parts = {
            "channels": {"line": {"label": "Line", "delay": fixed(30), "seen_by": ["centre"]}},
            "intel": {
                "tip": item(holders=["a"], reveals=["tipped"]),
                "plan": item(reveals=["planned"]),
                "source": item(
                    "originator_consent",
                    "centre",
                    holders=["a", "centre"],
                    on_breach=[{"kind": "set", "set": "anger", "add": 1}],
                ),
                "file": item("classified", holders=["a"]),
            },
            "subjects": {
                "van": {"label": "Van"},
                "firm": {"label": "Firm", "known_to": ["a"]},
                "man": {"label": "Man", "requires": equals("tipped", True)},
            },
            "bodies": {
                "registry": {
                    "label": "Registry",
                    "nothing": "Nothing.",
                    "takes": fixed(60),
                    "learns": ["a", "b"],
                    "answers": {
                        "van": {
                            "text": "Known.",
                            "gives": ["plan"],
                            "effects": [{"kind": "set", "set": "anger", "to": 5}],
                        },
                        "firm": {"text": "Known.", "takes": fixed(10), "requires": equals("open", True)},
                    },
                },
                "desk": {"label": "Desk", "nothing": "Nothing.", "by": ["b"]},
            },
            "facts": {"tipped": {}, "planned": {}, "open": {}, "anger": {"start": 0}},
            "powers": {"share_takes": 5, "enquire_takes": 5, "talk": {"call": 20, "meet": 60}},
            **changed,
        }
        self.bench = Bench(worlds.scenario(**parts))
        bench = self.bench
        self.information = Information(bench.world, bench.rules, bench.effects, Channels(bench.world))

    def act(self, act: Share | Talk | Enquire, team: str = "a") -> None:
        assert self.information.judge(team, act) is None
        self.information.act(team, act)

    def refused(self, act: Share | Talk | Enquire, team: str = "a") -> str | None:
        refusal = self.information.judge(team, act)
        return refusal.code if refusal else None


# --- holding ------------------------------------------------------------------------------------------------


def test_a_team_that_is_given_an_item_holds_it_and_knows_what_it_reveals() -> None:
    hall = Hall()
    hall.information.give("b", "plan", "centre")
    received = hall.bench.kinds(ItemReceived)[0]
    assert (received.audience, received.item, received.team, received.source) == (("b",), "plan", "b", "centre")
    assert hall.bench.fact("holds.b.plan") is True
    assert hall.bench.fact("planned") is True
    assert hall.information.held("b") == ("plan",)


def test_what_is_held_already_is_not_received_again() -> None:
    hall = Hall()
    hall.information.give("a", "tip")
    assert hall.bench.kinds(ItemReceived) == []


def test_what_items_held_from_the_start_reveal_is_known_in_the_first_minute() -> None:
    hall = Hall()
    hall.bench.advance(0)
    assert hall.bench.changes("tipped") == [(0, True)]
    assert hall.bench.fact("planned") is False


def test_an_effect_gives_at_once_where_no_other_team_decided() -> None:
    hall = Hall()
    hall.bench.do(GiveItem(give="plan", to=("a", "b")))
    assert hall.bench.minutes(ItemReceived) == [0, 0]


def test_what_one_team_decides_reaches_another_a_minute_later() -> None:
    hall = Hall()
    hall.bench.do(GiveItem(give="plan", to=("a", "b")), by="a")
    hall.bench.advance(5)
    assert [(h.minute, h.team, h.source) for h in hall.bench.kinds(ItemReceived)] == [(0, "a", ""), (1, "b", "a")]


def test_of_two_gifts_in_one_minute_the_first_team_in_the_scenario_is_named() -> None:
    for givers in (("a", "b"), ("b", "a")):
        hall = Hall()
        for giver in givers:
            hall.bench.do(GiveItem(give="plan", to=("centre",)), by=giver)
        hall.bench.advance(5)
        assert [h.source for h in hall.bench.kinds(ItemReceived)] == ["a"]


# --- sharing ------------------------------------------------------------------------------------------------


def test_a_share_costs_its_time_and_travels_by_its_channel() -> None:
    hall = Hall()
    hall.act(Share(("tip", "tip", "file"), "b", "line"))
    hall.bench.advance(100)
    assert [(h.minute, h.item, h.audience) for h in hall.bench.kinds(ItemSent)] == [
        (5, "tip", ("a", "centre")),
        (5, "file", ("a", "centre")),
    ]
    assert [(h.minute, h.item, h.audience) for h in hall.bench.kinds(ItemReceived)] == [
        (35, "tip", ("b",)),
        (35, "file", ("b",)),
    ]


def test_a_share_that_costs_nothing_still_comes_later() -> None:
    hall = Hall(powers={"share_takes": 0}, channels={"line": {"label": "Line"}})
    hall.act(Share(("tip",), "b", "line"))
    hall.bench.advance(0)
    assert hall.bench.kinds(ItemSent, ItemReceived) == []
    hall.bench.advance(5)
    assert hall.bench.minutes(ItemReceived)[0] > hall.bench.minutes(ItemSent)[0] >= 1


@pytest.mark.parametrize(
    ("name", "team", "to", "breach"),
    [
        ("tip", "a", "b", False),
        ("source", "a", "b", True),
        ("source", "a", "centre", False),
        ("source", "centre", "b", False),
        ("file", "a", "b", True),
    ],
)
def test_an_item_passed_on_against_its_rule_is_a_breach_that_only_staff_learn_of(name, team, to, breach) -> None:
    hall = Hall()
    hall.act(Share((name,), to, "line"), team)
    hall.bench.advance(4)
    assert hall.bench.fact(f"breach.{name}") is False
    hall.bench.advance(100)
    assert hall.bench.fact(f"breach.{name}") is breach
    assert [(h.minute, h.item, h.team, h.to, h.audience) for h in hall.bench.kinds(HandlingBreached)] == (
        [(5, name, team, to, ())] if breach else []
    )
    assert hall.bench.fact("anger") == (1 if breach and name == "source" else 0)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Share((), "b", "line"), "nothing_to_share"),
        (Share(("nothing",), "b", "line"), "no_such_item"),
        (Share(("plan",), "b", "line"), "not_held"),
        (Share(("tip",), "nowhere", "line"), "no_such_team"),
        (Share(("tip",), "a", "line"), "self"),
        (Share(("tip",), "b", "nowhere"), "no_such_channel"),
        (Talk("shout", "b"), "mode_unknown"),  # type: ignore[arg-type]
        (Talk("call", "a"), "self"),
        (Talk("call", "b", ("plan",)), "not_held"),
        (Enquire("nowhere", "van"), "no_such_body"),
        (Enquire("desk", "van"), "no_such_body"),
        (Enquire("registry", "nothing"), "no_such_subject"),
    ],
)
def test_only_what_a_team_holds_and_knows_can_be_passed_on_or_asked(act, code) -> None:
    assert Hall().refused(act) == code


# --- talking ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "end"), [("call", 20), ("meet", 60)])
def test_a_talk_passes_its_items_at_its_end_and_both_teams_learn(mode, end) -> None:
    hall = Hall()
    hall.act(Talk(mode, "b", ("tip",), "We hold\u202e at the border.\x1b"))
    hall.bench.advance(end - 1)
    assert hall.bench.kinds(TalkHeld, ItemReceived) == []
    hall.bench.advance(end)
    assert [(h.audience, h.mode, h.items, h.agreed) for h in hall.bench.kinds(TalkHeld)] == [
        (("a", "b"), mode, ("tip",), "We hold at the border.")
    ]
    assert [(h.minute, h.team, h.source) for h in hall.bench.kinds(ItemReceived)] == [(end, "b", "a")]
    assert hall.bench.fact("talked.a.b") is True
    assert hall.bench.fact("talked.b.a") is True


def test_what_was_agreed_is_cut_to_two_thousand_characters() -> None:
    hall = Hall()
    hall.act(Talk("call", "b", (), "x" * 3000))
    hall.bench.advance(30)
    assert len(hall.bench.kinds(TalkHeld)[0].agreed) == 2000


def test_a_handling_rule_binds_in_talk_too() -> None:
    hall = Hall()
    hall.act(Talk("call", "b", ("source",)))
    hall.bench.advance(30)
    assert hall.bench.minutes(HandlingBreached) == [20]


# --- asking -------------------------------------------------------------------------------------------------


def test_a_body_answers_in_its_time_with_items_and_effects() -> None:
    hall = Hall()
    hall.act(Enquire("registry", "van"))
    hall.bench.advance(100)
    assert [(h.minute, h.enquiry, h.audience) for h in hall.bench.kinds(EnquirySent)] == [(5, "q1", ("a",))]
    assert [(h.minute, h.rich, h.audience) for h in hall.bench.kinds(EnquiryAnswered)] == [(65, True, ("a",))]
    assert [(h.minute, h.item, h.source) for h in hall.bench.kinds(ItemReceived)] == [(65, "plan", "")]
    assert hall.bench.fact("asked.registry.van") is True
    assert hall.bench.fact("anger") == 5


def test_a_body_that_answers_at_once_answers_a_minute_after_it_was_asked() -> None:
    bodies = {"desk": {"label": "Desk", "nothing": "Nothing."}}
    hall = Hall(bodies=bodies)
    hall.act(Enquire("desk", "van"))
    hall.bench.advance(10)
    assert hall.bench.minutes(EnquirySent) == [5]
    assert hall.bench.minutes(EnquiryAnswered) == [6]


def test_others_learn_that_a_question_was_asked_if_the_body_tells_them() -> None:
    hall = Hall()
    hall.act(Enquire("registry", "van"))
    hall.bench.advance(100)
    assert [(h.minute, h.team, h.audience) for h in hall.bench.kinds(EnquiryNoticed)] == [(5, "a", ("b",))]


def test_a_pair_without_an_answer_gets_the_usual_reply() -> None:
    hall = Hall()
    hall.bench.set("tipped", True)
    hall.act(Enquire("registry", "man"))
    hall.bench.advance(100)
    assert [(h.minute, h.rich) for h in hall.bench.kinds(EnquiryAnswered)] == [(65, False)]
    assert hall.bench.kinds(ItemReceived) == []


@pytest.mark.parametrize(("opened", "rich"), [(14, True), (16, False)])
def test_whether_there_is_an_answer_is_judged_when_it_is_given(opened, rich) -> None:
    hall = Hall()
    hall.act(Enquire("registry", "firm"))
    hall.bench.advance(min(opened, 15))
    if rich:
        hall.bench.set("open", True)
    hall.bench.advance(100)
    assert [(h.minute, h.rich) for h in hall.bench.kinds(EnquiryAnswered)] == [(15, rich)]


def test_the_same_question_is_refused_while_its_answer_is_pending() -> None:
    hall = Hall()
    hall.act(Enquire("registry", "van"))
    assert hall.refused(Enquire("registry", "van")) == "already_asked"
    assert hall.refused(Enquire("registry", "van"), "b") is None
    hall.bench.advance(64)
    assert hall.refused(Enquire("registry", "van")) == "already_asked"
    hall.bench.advance(65)
    assert hall.refused(Enquire("registry", "van")) is None


def test_a_team_can_ask_about_what_it_knows_from_the_start_or_has_come_to_know() -> None:
    hall = Hall()
    assert hall.information.enquiries.subjects("a") == ("van", "firm")
    assert hall.information.enquiries.subjects("b") == ("van",)
    hall.bench.set("tipped", True)
    assert hall.information.enquiries.subjects("b") == ("van", "man")


# --- one minute, several teams ------------------------------------------------------------------------------


def test_the_order_in_which_teams_act_within_a_minute_decides_nothing() -> None:
    """The order in which one team does its own acts may decide; that of different teams may not."""
    acts = [
        ("a", Share(("source",), "b", "line")),
        ("a", Enquire("registry", "van")),
        ("b", Enquire("registry", "van")),
        ("b", Talk("call", "a")),
        ("centre", Share(("source",), "b", "line")),
        ("centre", Talk("call", "a")),
    ]
    runs = []
    orders = [order for order in permutations(acts) if sorted(order, key=lambda each: each[0]) == acts]
    for order in orders:
        hall = Hall()
        for team, act in order:
            hall.act(act, team)
        hall.bench.advance(200)
        runs.append(hall.bench.world.happenings)
    assert len(orders) == 90
    assert all(run == runs[0] for run in runs)
    assert [h.source for h in hall.bench.kinds(ItemReceived) if h.item == "source"] == ["a"]
