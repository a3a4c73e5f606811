"""Moments: the few that are worth talking about first."""

from __future__ import annotations

from exercise.analysis.consequences import Consequences
from exercise.analysis.knowledge import decisions
from exercise.analysis.moments import propose
from exercise.analysis.sentences import Sentences
from exercise.model import happenings as h
from exercise.play.names import Names
from tests.debrief.records import ALL, a_run, asked, compiled, ended, record, taken


def proposed(steps, team=None):
    """The moments of *steps* with the sentence on each."""
    run = record(steps)
    found, names = decisions(run, "en"), Names(run.scenario, "en")
    said = Sentences(names, team)
    return [(one, said.reason(one, found)) for one in propose(run, found, Consequences(run), team)]


def kinds(steps, team=None):
    return [(one.kind, one.number) for one, _ in proposed(steps, team)]


def test_a_whole_run_gives_its_gap_its_papers_and_what_was_known_elsewhere_in_order_of_time():
    assert [(one.minute, one.kind, one.number) for one, _ in proposed(a_run())] == [
        (30, "knowledge", 1), (70, "paper", None), (135, "control", None), (140, "paper", None),
    ]  # fmt: skip
    assert [said for _, said in proposed(a_run())] == [
        "Westland decided without what others held: CANARY-ITEM-EAST (Eastland).",
        "R-1 came back after 1 h; missing: 2 Abort criteria.",
        "The load: 40 m without control (Depot to Bridge, Westland).",
        "R-2 was granted 30 m after the load had entered Eastland.",
    ]


def test_a_run_without_anything_to_talk_about_gives_none():
    assert kinds([taken(40, "secret", "east", ("yes",), (("yes", True),)), ended()]) == []


def test_only_items_that_bear_on_the_decision_count():
    east = taken(40, "secret", "east", ("yes",), (("yes", True),))
    assert kinds([east, ended()]) == []
    assert kinds([asked(30, "paper"), ended()]) == [("knowledge", 1)]


def test_a_second_decision_without_the_same_item_is_not_proposed_again():
    assert kinds([asked(30, "paper"), asked(40, "paper"), ended()]) == [("knowledge", 1)]


def test_an_item_that_the_team_held_is_no_gap():
    got = h.ItemReceived(20, ("west",), "east_item", "west", "east")
    assert kinds([got, asked(30, "paper"), ended()]) == []


def test_no_decision_is_proposed_twice():
    doubtful = asked(30, "phone", sure=1)
    numbers = [number for _, number in kinds([doubtful, asked(50, "phone"), ended()])]
    assert sorted(numbers) == [1, 2]


def test_a_dispute_within_a_team_and_a_doubt_are_moments_of_two_kinds_that_say_what_they_were():
    got = h.ItemReceived(1, ("west",), "east_item", "west", "east")
    weak = asked(30, "paper", sure=2)
    strong = asked(60, "paper", sure=1, votes={"paper": 3, "phone": 2}, dissent="No.")
    found = proposed([got, weak, strong, ended()])
    assert [(one.minute, one.kind) for one, _ in found] == [(30, "doubt"), (60, "split")]
    doubts = "by its own account a guess, the vote was split 3:2, somebody was against, for the record"
    assert found[1][1] == f"Westland decided, but: {doubts}."


def test_a_unanimous_vote_is_no_doubt():
    got = h.ItemReceived(1, ("west",), "east_item", "west", "east")
    assert kinds([got, asked(30, "paper", sure=4, votes={"paper": 5}), ended()]) == []


def test_a_decision_against_advice_says_why_it_is_unwise():
    got = h.ItemReceived(1, ("west",), "east_item", "west", "east")
    ((_, said),) = proposed([got, asked(30, "phone"), ended()])
    assert said == "Allowed, but unwise: By telephone. It cannot authorise."


def test_a_gap_of_no_length_is_no_moment_and_the_longest_comes_first():
    def gap(began, ended_):
        return [
            h.ControlLost(began, ALL, "load", "west", "to_bridge"),
            h.GapClosed(ended_, ALL, "load", began, ended_ - began),
        ]

    assert kinds([*gap(100, 100), ended()]) == []
    found = proposed(
        [step for began in range(100, 800, 100) for step in gap(began, began + began // 10)] + [ended(900)]
    )
    assert [one.minute for one, _ in found] == [300, 400, 500, 600, 700]


def test_a_load_that_enters_before_the_answer_is_a_moment_though_no_answer_ever_came():
    sent = h.RequestSent(20, ("west",), "r1", "consent", "west", "east", "liaison", "intact", "")
    entry = h.StateEntered(90, ALL, "load", "east", "west", "asked", variant_agreed=False, lawful=False)
    ((moment, said),) = proposed([sent, entry, ended()])
    assert (moment.kind, said) == ("paper", "The load entered Eastland while R-1 was not granted.")


def test_a_team_is_proposed_its_own_day_only_and_never_what_others_held():
    east = kinds(a_run(), "east")
    assert not [kind for kind, _ in east if kind == "knowledge"]
    assert 1 not in [number for _, number in kinds(a_run(), "east")]
    assert "CANARY" not in " ".join(said for _, said in proposed(a_run(), "west"))


def test_the_same_record_gives_the_same_moments():
    assert kinds(a_run()) == kinds(a_run())


def test_what_people_decided_is_proposed_before_what_a_program_did():
    parts = compiled().model_dump(by_alias=True)["decisions"]
    parts["secret"]["options"]["yes"]["advice"] = {"en": "It cannot authorise."}
    got = h.ItemReceived(1, ("west",), "east_item", "west", "east")
    program = taken(20, "secret", "east", ("yes",), (("yes", True),), by="bot")
    steps = [got, program, *(asked(minute, "phone") for minute in range(30, 80, 10)), ended()]
    run = record(steps, compiled(decisions=parts), people=("west",))
    found = propose(run, decisions(run, "en"), Consequences(run))
    assert [(one.team, one.minute) for one in found] == [("west", minute) for minute in range(30, 80, 10)]


def test_a_kind_comes_a_second_time_only_after_every_other():
    got = h.ItemReceived(1, ("west",), "east_item", "west", "east")
    divided = [asked(minute, "paper", votes={"paper": 3, "phone": 2}) for minute in range(30, 90, 10)]
    found = kinds([got, *divided, asked(100, "phone"), asked(110, "paper", sure=1), ended()])
    assert sorted(kind for kind, _ in found) == ["advice", "doubt", "split", "split", "split"]
