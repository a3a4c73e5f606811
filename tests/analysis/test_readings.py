"""Readings of a record: the way, control and its gaps, custody, the paper race, knowledge, stages, unknown kinds."""

from __future__ import annotations

from exercise.analysis import control, custody, knowledge, paper, timeline
from exercise.model import happenings as h
from tests.debrief.records import ALL, a_run, asked, changed, compiled, ended, opened, record

RUN = record(a_run())


def test_a_gap_lasts_from_the_loss_to_its_closing():
    gap = control.Gap("load", "west", "to_bridge", 135, 175, open=False)
    assert control.gaps(RUN.happenings, "load", 600) == (gap,)
    assert gap.minutes == 40


def test_a_gap_that_never_closed_lasts_to_the_end():
    lost = [h.ControlLost(100, ALL, "load", "west", "to_bridge")]
    assert control.gaps(lost, "load", 600) == (control.Gap("load", "west", "to_bridge", 100, 600, open=True),)


def test_control_passes_from_team_to_team_and_ends_with_the_load():
    watches = [(w.team, w.began, w.ended) for w in control.watches(RUN.happenings, "load", 600)]
    assert watches == [("west", 0, 135), ("east", 175, 300)]


def test_the_way_follows_the_steps_and_the_change_of_state():
    way = [(s.kind, s.step, s.state, s.began, s.ended) for s in control.way(RUN.happenings, "load", 600)]
    assert way == [
        ("step", "to_bridge", "west", 60, 160),
        ("step", "bridge_crossing", "west", 160, 200),
        ("step", "to_market", "east", 200, 300),
    ]


def test_a_load_that_was_held_goes_on_where_it_stood():
    happened = [
        h.StepBegun(10, ALL, "load", "to_bridge", "west", 1, 2),
        h.ConsignmentHeld(20, ALL, "load"),
        h.ConsignmentReleased(50, ALL, "load"),
    ]
    way = [(s.kind, s.began, s.ended) for s in control.way(happened, "load", 90)]
    assert way == [("step", 10, 20), ("held", 20, 50), ("step", 50, 90)]


def test_a_load_seen_anew_is_on_its_step_from_then_on_and_not_told_twice():
    seen = h.ConsignmentSeen(30, ALL, "load", "road", "to_market", "east", 20, 5, 9)
    assert [(s.step, s.began) for s in control.way([seen, seen], "load", 90)] == [("to_market", 30)]


def test_what_a_team_was_told_of_a_step_lasts_no_longer_than_its_estimate():
    begun = [h.StepBegun(10, ALL, "load", "to_bridge", "west", 20, 40)]
    assert [s.ended for s in control.way(begun, "load", 500)] == [500]
    assert [s.ended for s in control.way(begun, "load", 500, told=True)] == [50]


def test_a_gap_that_closed_within_its_minute_is_none():
    happened = [h.ControlLost(100, ALL, "load", "west", "to_bridge"), h.GapClosed(100, ALL, "load", 100, 0)]
    assert control.gaps(happened, "load", 600) == ()


def test_the_custody_log_keeps_lots_and_protocols():
    log = [(e.lot, e.record, e.team, e.protocol) for e in custody.log(RUN.happenings)]
    assert log == [("moving", "seal", "west", True), ("kept", "sample", "east", False)]


def test_a_returned_request_names_what_was_missing_and_what_mended_it():
    first, second = paper.requests(RUN.scenario, RUN.happenings)
    assert (first.state, first.missing, first.mended_by) == ("returned", ("abort",), "r2")
    assert (first.received, first.decided, first.answered) == (90, 120, 130)
    assert (second.state, second.until) == ("granted", 900)


def test_a_grant_that_comes_after_the_load_is_not_in_time():
    _, second = paper.requests(RUN.scenario, RUN.happenings)
    assert (second.entered, second.in_time) == (200, False)


def test_a_grant_in_the_minute_of_the_entry_is_not_in_time_and_one_before_is():
    def granted(minute: int) -> paper.Request:
        sent = h.RequestSent(1, ALL, "r1", "consent", "west", "east", "liaison", "intact", "")
        answer = h.AnswerArrived(minute, ALL, "r1", "west", "east", "granted")
        entry = h.StateEntered(100, ALL, "load", "east", "west", "granted", variant_agreed=True, lawful=True)
        return paper.requests(compiled(), [sent, answer, entry])[0]

    assert granted(99).in_time is True
    assert granted(100).in_time is False


def test_items_held_from_the_start_and_received_are_told_from_items_opened():
    held = {(one.team, one.item): (one.since, one.opened) for one in knowledge.holdings(RUN.scenario, RUN)}
    assert held == {
        ("west", "west_item"): (0, 15),
        ("east", "east_item"): (0, 14),
        ("centre", "west_item"): (275, None),
    }


def test_a_decision_keeps_what_its_team_had_opened_before_and_not_after():
    run = record([asked(30), opened(30, "west", "item:west_item"), asked(40), ended()])
    first, second = knowledge.decisions(run, "en")
    assert ([p.key for p in first.known.opened], [p.key for p in first.known.unopened]) == (
        [],
        ["item:west_item"],
    )
    assert [p.key for p in second.known.opened] == ["item:west_item"]


def test_a_decision_names_what_others_held_and_its_team_did_not():
    first = knowledge.decisions(RUN, "en")[0]
    assert first.known.elsewhere == (("east_item", ("east",)),)
    assert first.opened == 10


def test_stages_follow_each_other_to_the_end():
    happened = [h.StageEntered(0, ALL, "begin"), h.StageEntered(50, ALL, "road")]
    spans = [(s.stage, s.began, s.ended) for s in timeline.stages(happened, "begin", 90)]
    assert spans == [("begin", 0, 50), ("road", 50, 90)]


def test_a_run_broken_off_ends_at_its_last_minute_without_an_ending():
    end = timeline.ending(record([changed(5, "west_fact"), asked(77)]))
    assert (end.outcome, end.minute) == ("", 77)


def test_unknown_kinds_are_counted_by_name():
    happened = [
        h.Unknown(1, (), "DroneSeen", "{}"),
        h.Unknown(2, ALL, "DroneSeen", "{}"),
        h.Unknown(2, (), "Bell", "{}"),
    ]
    assert timeline.unknown_kinds(happened) == (("Bell", 1), ("DroneSeen", 2))


def test_what_reached_a_team_includes_the_request_of_which_it_heard_later():
    reached = timeline.for_team(RUN.happenings, "east")
    assert [one.request for one in reached if isinstance(one, h.RequestSent)] == ["r1", "r2"]
    assert not [one for one in timeline.for_team(RUN.happenings, "centre") if isinstance(one, h.RequestSent)]
