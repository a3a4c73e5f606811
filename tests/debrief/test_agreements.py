"""Agreements, programs and long lists in the debrief: one card, one row, one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exercise.analysis.consequences import Consequence
from exercise.analysis.sentences import Sentences
from exercise.debrief import document, render
from exercise.debrief.html import css_text
from exercise.model import happenings as h
from exercise.play.names import Names
from tests.debrief.records import ALL, ASKED, asked, compiled, ended, record, taken

BOTH = ("west", "east")
PARTNER = "agree_ask_east"


def agreeing() -> Any:
    decisions = compiled().model_dump(by_alias=True)["decisions"]
    decisions["ask"]["agreement"] = ["east"]
    return compiled(decisions=decisions)


def attempt(minute: int, west: str, east: str) -> Iterator[h.Happening]:
    """Yield what the record holds of one attempt: the partner's answer, then the failure or the decision."""
    yield taken(minute, PARTNER, "east", (east,), ASKED, sure=2, role="", why_text=f"EAST-AT-{minute}")
    if west == east:
        yield asked(minute, west, sure=4, role="head", why_text="WEST-REASON")
    else:
        yield h.AgreementFailed(minute, BOTH, "ask", (("west", (west,)), ("east", (east,))))


def negotiated() -> list[h.Happening]:
    put = h.PointOpened(10, ("east",), PARTNER, "east", None, ASKED, agrees="ask")
    return [
        h.PointOpened(10, ("west",), "ask", "west", None, ASKED), put,
        *attempt(20, "paper", "phone"), put, *attempt(30, "phone", "paper"), put, *attempt(40, "paper", "paper"),
        taken(50, "secret", "east", ("yes",), (("yes", True),)), ended(),
    ]  # fmt: skip


RUN = record(negotiated(), agreeing())


def test_an_agreement_is_one_card_with_what_each_team_answered_how_sure_and_the_attempts_before():
    first, second = document(RUN).decisions
    assert (first.number, first.team, second.number) == (1, "west", 2)
    assert [(one.team, one.chosen, one.sure, one.role) for one in first.answers] == [
        ("west", ("By paper",), 4, "Head of operation"), ("east", ("By paper",), 2, ""),
    ]  # fmt: skip
    assert [one.answers for one in first.attempts] == [
        (("Westland", "By paper"), ("Eastland", "By telephone")),
        (("Westland", "By telephone"), ("Eastland", "By paper")),
    ]
    assert [one.when[-5:] for one in first.attempts] == ["18:20", "18:30"]
    assert render(RUN).count('id="d1"') == 1


def test_an_attempt_made_in_a_round_is_told_by_its_round():
    rows = tuple(
        replace(row, kind="round_closed", data={"round": 8})
        if any(one["kind"] == "AgreementFailed" for one in row.happenings)
        else row
        for row in RUN.rows
    )
    attempts = document(replace(RUN, rows=rows)).decisions[0].attempts
    assert [one.when for one in attempts] == ["Round 8", "Round 8"]


def test_both_teams_of_an_agreement_show_its_number_in_their_lanes():
    lanes = render(RUN).split('<section id="timeline">')[1].split("</section>")[0]
    assert lanes.count('href="#d1"') == 2


def test_an_extract_tells_of_an_agreement_the_teams_own_reasons_and_the_attempts_that_it_was_told_of():
    east = document(RUN, team="east").decisions[0]
    assert (east.number, east.title, east.partners, east.answers) == (1, "Asking", ("Westland",), ())
    assert (east.why_text, len(east.attempts)) == ("EAST-AT-40", 2)
    assert "WEST-REASON" not in render(RUN, team="east")
    assert "EAST-AT" not in render(RUN, team="west")


def test_an_agreement_never_reached_is_still_one_card():
    steps = [one for one in negotiated() if not (isinstance(one, h.DecisionTaken) and one.point == "ask")]
    (card, *_rest) = document(record(steps, agreeing())).decisions
    assert (card.number, card.team, len(card.attempts)) == (1, "east", 2)


def test_an_agreement_that_failed_is_a_split_and_says_how_often():
    moments = document(RUN).moments
    split = [one for one in moments if one.kind == "split"]
    assert [(one.decision, one.title) for one in split] == [(1, "Asking")]
    assert split[0].reason == "Not agreed 2 times, the last time: Westland: By telephone · Eastland: By paper."


def test_a_decision_of_a_program_is_closed_on_screen_and_a_row_on_paper():
    page = render(record([asked(30, "paper", by="bot"), ended()], people=("east",)))
    assert page.count('<details class="card decision on-screen">') == 1
    table = page.split("only-paper")[-1].split("</table>")[0]
    assert "By paper" in table
    assert "✓ yes" in table
    assert "<article" not in page


def test_a_decision_of_people_stands_in_full_and_no_table_of_programs_is_made():
    page = render(record([asked(30, "paper"), ended()]))
    assert page.count("<article") == 1
    assert 'class="programs' not in page


def test_a_long_list_of_papers_is_run_in_with_the_newest_and_the_earlier_ones_in_a_closed_part():
    notices = [h.NoticeDelivered(minute, ("west",), "Control", f"PAPER-{minute}", "text", "routine")
               for minute in range(1, 9)]  # fmt: skip
    page = render(record([*notices, asked(30, "paper"), ended()]))
    card = page.split("Held, not opened")[1].split("Held by others")[0]
    shown, rest = card.split("<details", 1)
    assert [minute for minute in range(1, 9) if f"PAPER-{minute}" in shown] == [5, 6, 7, 8]
    assert [minute for minute in range(1, 9) if f"PAPER-{minute}" in rest] == [1, 2, 3, 4]
    assert "<summary>and 5 earlier</summary>" in rest


def test_a_mark_on_the_law_does_not_run_into_its_source():
    page = render(record([asked(30, "paper", law=("article_11",)), ended()]))
    assert re.search(r'✓ fits</span>\s*<div class="small soft source">', page)


def test_to_the_team_that_decided_a_request_its_answer_counts_from_its_decision():
    steps = [
        h.RequestSent(20, ("west",), "r1", "consent", "west", "east", "liaison", "intact", ""),
        h.RequestReceived(30, ("east",), "r1", "east"),
        h.RequestDecided(60, ("east",), "r1", "east", "granted", "team"),
        h.AnswerArrived(90, ("west",), "r1", "west", "east", "granted"),
        h.StateEntered(200, ALL, "load", "east", "west", "agreed", variant_agreed=True, lawful=True),
        ended(),
    ]
    (own,) = document(record(steps), team="east").requests
    assert (own.state, own.race, own.late) == ("granted", "2 h 20 m before the load entered Eastland", False)


def test_a_title_in_the_style_sheet_cannot_end_its_string_or_the_sheet():
    assert css_text('A "b"</style>') == "A \\22 b\\22 \\3c \\2f style\\3e "


def test_a_trigger_without_words_is_not_in_the_chronicle():
    injects = {"spring": {"at": 5, "effects": []}}
    run = record([h.InjectFired(5, (), "spring", "time"), asked(30), ended()], compiled(injects=injects))
    assert not [line for line in document(run).chronicle if "spring" in line.text]


def test_what_came_of_a_decision_is_a_sentence():
    came = Consequence(1, "happening", h.FactChanged(1, (), "west_fact", True))
    assert [line.text for line in Sentences(Names(compiled(), "en")).came([came])] == ["What the west did."]


def test_a_message_to_several_teams_in_one_minute_is_one_line_of_the_chronicle():
    sent = [h.MessageDelivered(12, (team,), "tip", "priority") for team in BOTH]
    lines = [line.text for line in document(record([*sent, ended()])).chronicle if "MESSAGE" in line.text]
    assert lines == ["[WE, EA] A source: CANARY-MESSAGE-EAST"]
    own = document(record([*sent, ended()]), team="west").chronicle
    assert [line.text for line in own if "MESSAGE" in line.text] == ["A source: CANARY-MESSAGE-EAST"]
