"""The plain mode for the ear: in which order things are said, what can be asked in between, what counts as a yes."""

import asyncio
import io
from dataclasses import dataclass, replace

import pytest

from exercise.model.decisions import SOMETHING_ELSE, Answer, File
from exercise.model.views import FeedView, OptionView, PointView, SealedView, TeamView
from exercise.ui.plain import play_plain
from exercise.ui.plain_console import CURTAIN_LINES, EMPTIED
from tests.ui.fakes import CLOCK, FORMS, HALL, POINT, REQUESTS, ROOM, SECOND, VIEW, FakeSeat, FakeTable

ONE = replace(SECOND, number=3, roles=(), blocking=True)
"""A decision without legal basis and without a choice of who signs."""
ALONE = replace(VIEW, points=(ONE,), inbox=())
THE_REST = ["3", "1"]
"""Fairly sure, evidence."""


class Seat(FakeSeat):
    """A seat that shows at once what changed."""

    def push(self, view: TeamView) -> None:
        self.view = view


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@dataclass
class Said:
    """What was said, and the seat and the table at which it was."""

    text: str
    seat: Seat
    table: FakeTable


async def talk(view: TeamView, *lines: str, out: io.StringIO | None = None, **table: object) -> Said:
    """Sit down where *view* is seen and type *lines*."""
    out, seat = out or io.StringIO(), Seat(view)
    people = ("kg",)
    sat = replace(FakeTable(seat, replace(HALL, next_team="kg"), people=people), **table)  # type: ignore[arg-type]
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    await asyncio.wait_for(play_plain(sat, "en", typed, out), 10)
    return Said(out.getvalue(), seat, sat)


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def voting(**changes: object) -> PointView:
    something = OptionView(SOMETHING_ELSE, "Something else", "", 0, False, "", "")
    point = replace(ONE, options=(*ONE.options, something), vote=True)
    return replace(point, **changes)  # type: ignore[arg-type]


# --- the order in which things are said -----------------------------------------------------------


async def test_a_decision_is_said_as_question_deadline_background_options_and_then_what_to_type() -> None:
    said = await talk(replace(VIEW, points=(POINT,)))
    first = POINT.options[0].label
    assert in_order(
        said.text,
        f"DECIDE {POINT.number}: {POINT.question}",
        "by 12:43, in 2 hours; carry on waits for it",
        POINT.detail,
        f"  1. {first}",
        "Type up to 2 numbers",
        f"{CLOCK.text}> ",
    )


async def test_a_single_open_decision_is_named_once_and_several_are_all_named() -> None:
    alone = (await talk(replace(VIEW, points=(POINT,)))).text
    several = (await talk(VIEW)).text
    assert "Open decision" not in alone
    assert in_order(several, "Open decision 3: ", "Open decision 4: ", "DECIDE 3: ")
    assert several.count("DECIDE ") == 1


async def test_where_the_load_is_is_said_with_how_things_stand() -> None:
    strip = replace(VIEW.strips[0], seen=False, low=0.52, high=0.6, name="The parcel", eta="stands; Kordai 14:10")
    said = await talk(replace(VIEW, strips=(strip,)))
    assert "The parcel. It is not seen; it may be anywhere from Osh to Kordai. Stands; Kordai 14:10." in said.text


async def test_only_others_are_named_as_those_for_whom_the_room_waits() -> None:
    alone = await talk(replace(VIEW, room=replace(ROOM, waits_for=("Kyrgyzstan",))))
    both = await talk(replace(VIEW, room=replace(ROOM, waits_for=("Kyrgyzstan", "Kazakhstan"))))
    assert "The room waits for" not in alone.text
    assert "The room waits for: Kazakhstan\n" in both.text


async def test_news_names_a_day_where_it_begins_and_says_urgency_in_a_word() -> None:
    later = replace(CLOCK, minute=1600, text="Tue 3 Mar 10:40")
    paper = replace(VIEW.inbox[3], minute=160, clock="Mon 2 Mar 10:40")
    before = (replace(entry, clock=f"Mon 2 Mar {entry.clock}") for entry in VIEW.feed)
    feed = (*before, FeedView(1600, "Tue 3 Mar 10:40", "wait", "The van has come.", "flash"))
    said = await talk(replace(VIEW, clock=later, feed=feed, inbox=(paper,)))
    assert in_order(
        said.text, "Mon 2 Mar:\n08:30 ", "10:40 PRIORITY: The postal", "Tue 3 Mar:\n10:40 FLASH: The van has come."
    )


async def test_who_sits_down_in_the_midst_hears_the_latest_news_and_can_ask_for_the_rest() -> None:
    feed = tuple(FeedView(minute, "09:00", "own", f"Line {minute} of the feed.") for minute in range(30))
    said = await talk(replace(VIEW, feed=feed), "news")
    before, after = said.text.split("> ", 1)
    assert "Line 29 of the feed." in before
    assert "Line 2 of the feed." not in before
    assert "18 lines of news are older" in before
    assert "Line 2 of the feed." in after


async def test_after_an_answer_the_reader_hears_how_to_undo_it_and_what_stands_open() -> None:
    said = await talk(replace(VIEW, points=(ONE, replace(POINT, number=4))), "1", *THE_REST, "", "")
    assert in_order(said.text, "Kept.", "take back 1 undoes it.", "DECIDE 4: ")


async def test_a_talk_time_is_told_before_and_when_it_is_spent() -> None:
    before = await talk(replace(VIEW, room=replace(ROOM, talk_left=130)))
    spent = await talk(replace(VIEW, room=replace(ROOM, talk_left=0)), "status", "status")
    assert "3 minutes of talk are left. Then the story clock creeps." in before.text
    assert spent.text.count("The talk time is spent: the story clock creeps.") == 1


# --- what counts ----------------------------------------------------------------------------------


async def test_only_enter_signs() -> None:
    said = await talk(ALONE, "1", *THE_REST, "yes", "act 2", "7")
    assert said.seat.acts == []
    assert said.text.count("Only Enter goes on here; back drops this.") == 3
    signed = await talk(ALONE, "1", *THE_REST, "yes", "")
    assert [act.options for act, _ in signed.seat.acts if isinstance(act, Answer)] == [(ONE.options[0].id,)]


async def test_what_is_no_number_is_answered_with_the_numbers_that_count() -> None:
    said = await talk(ALONE, "1", "sing", "²", "9", "3", "1 1", "1", "")
    assert said.text.count("Type a number from 1 to 4; or back.") == 3
    assert said.text.count("Type numbers from 1 to 5, a blank between them; or back.") == 1
    assert len(said.seat.acts) == 1


async def test_back_where_nothing_is_filled_in_says_so() -> None:
    said = await talk(VIEW, "back")
    assert "You are filling in nothing." in said.text


async def test_a_decision_that_is_not_open_is_refused_with_those_that_are() -> None:
    said = await talk(VIEW, "decide 9", "decide 4")
    assert in_order(said.text, "No such decision is open. Open are: 3, 4", f"DECIDE 4: {SECOND.question}")


# --- looking something up while a question is asked -----------------------------------------------


async def test_papers_can_be_read_and_the_exercise_left_while_a_question_is_asked() -> None:
    said = await talk(replace(VIEW, points=(ONE,)), "1", "papers", "read 3", "quit")
    assert in_order(said.text, "How sure are you?", "  4. Mon 2 Mar 10:40", "Without a protocol we record", "You left.")
    assert said.seat.papers == ["m3"]


async def test_read_alone_opens_the_most_urgent_paper_and_says_how_many_are_left() -> None:
    said = await talk(VIEW, "read", "read", "read")
    assert said.seat.papers == ["m4", "m3"]
    assert in_order(
        said.text, "PRIORITY, Mon 2 Mar 10:40", "1 paper is not opened.", "Presumptive result", "Every paper is opened."
    )


async def test_a_request_and_an_item_are_said_whole_where_their_number_is_named() -> None:
    said = await talk(VIEW, "requests", "requests r-1", "items i-2")
    listed, whole, item = said.text.split("> ")[1:4]
    assert "missing: who may call the abort" in listed
    assert "To: Kazakhstan" not in listed
    assert "To: Kazakhstan" in whole
    assert "Presumptive result for compound N-7." in item
    assert said.seat.papers == ["item:lab"]


# --- a vote, signatures ---------------------------------------------------------------------------


async def test_a_team_that_votes_does_so_first_then_decides_and_the_minority_goes_on_record() -> None:
    said = await talk(
        replace(ALONE, points=(voting(),)), "1", "2 1", "0 0 0", "1 2 0", "2", "Too slow for me.", *THE_REST, ""
    )
    assert in_order(said.text, "Vote in silence first.", "The vote was split 2 : 1.", "How sure are you?")
    ((act, _),) = said.seat.acts
    assert isinstance(act, Answer)
    assert act.options == (ONE.options[1].id,)
    assert act.votes == {ONE.options[0].id: 1, ONE.options[1].id: 2}
    assert act.dissent == "Too slow for me."


async def test_a_vote_is_asked_for_the_options_of_the_decision_and_not_for_something_else() -> None:
    said = await talk(replace(ALONE, points=(voting(),)), "1")
    assert "for example: 2 1 0\n" in said.text


async def test_a_vote_of_one_mind_asks_for_no_minority() -> None:
    said = await talk(replace(ALONE, points=(voting(),)), "1", "3 0 0", "", *THE_REST, "")
    assert "The vote was split" not in said.text
    assert len(said.seat.acts) == 1


async def test_where_every_role_must_sign_nobody_is_asked_who_signs() -> None:
    both = (("head", "Head of operation"), ("prosecutor", "Prosecutor"))
    point = replace(ONE, roles=both, signatures=both)
    said = await talk(replace(ALONE, points=(point,)), "1", *THE_REST, "", "", "")
    assert "Who signs?" not in said.text
    assert [act.signed for act, _ in said.seat.acts if isinstance(act, Answer)] == [("head", "prosecutor")]


async def test_enter_lets_the_role_sign_that_is_best_spared() -> None:
    roles = (("head", "Head of operation"), ("prosecutor", "Prosecutor"))
    point = replace(ONE, roles=roles, busy=(("head", "12:00"),))
    said = await talk(replace(ALONE, points=(point,)), "1", *THE_REST, "1", "", "")
    assert "Who signs? Enter: Prosecutor" in said.text
    assert [role for _, role in said.seat.acts] == ["prosecutor"]


async def test_that_nobody_is_free_to_sign_is_said_before_anything_is_asked() -> None:
    point = replace(ONE, roles=(("head", "Head of operation"),), busy=(("head", "12:00"),))
    said = await talk(replace(ALONE, points=(point,)), "1")
    assert "Nobody who may sign this is free now." in said.text
    assert "How sure are you?" not in said.text


# --- forms ----------------------------------------------------------------------------------------


async def test_a_returned_request_is_asked_only_for_what_is_missing_and_every_line_can_be_changed() -> None:
    said = await talk(VIEW, "mend R-1", "2", "", "4", "1", "")
    asked = said.text.partition(f"{CLOCK.text}> ")[2]
    before, after = asked.split("What you have filled in:", 1)
    assert "missing: who may call the abort" in before
    assert "Who may call the abort (one number" in before
    assert "Facts of the case" not in before
    assert "  3. Facts of the case: filled in" in after
    ((act, _),) = said.seat.acts
    assert isinstance(act, File)
    assert (act.to, act.contents) == ("kz", {"facts": "", "abort": "head"})


async def test_a_form_is_read_over_with_its_cost_before_it_is_done() -> None:
    said = await talk(VIEW, "act 3", "1", "2", "2", "1", "")
    assert in_order(said.text, "What you have filled in:", "  1. Whom: Postal operator", "  2. About: the van")
    assert in_order(said.text, "It costs 5 minutes of story.", "  2. About: the sender", "Kept.")


async def test_a_text_that_is_needed_is_asked_until_there_is_one() -> None:
    needed = replace(FORMS[1].fields[3], needed=True)
    form = replace(FORMS[1], fields=(needed,))
    said = await talk(replace(VIEW, forms=(form,)), "act 1", "", "", "Two cars.", "")
    assert said.text.count("What was agreed> ") == 3
    assert len(said.seat.acts) == 1


async def test_only_a_request_that_came_back_can_be_mended() -> None:
    sent = replace(REQUESTS[0], sign="wait", status="sent 09:10, waits", missing=())
    said = await talk(replace(VIEW, requests=(sent,)), "mend R-1", "mend R-7")
    assert in_order(said.text, "R-1 has not come back: sent 09:10, waits", "Type: mend and the number of a request")


async def test_a_returned_request_says_how_it_is_mended() -> None:
    ask = replace(VIEW.ask, text="OPEN R-1: returned", deadline="", waits="")
    said = await talk(replace(VIEW, points=(), ask=ask))
    assert in_order(said.text, "OPEN R-1: returned", f"Type: mend {REQUESTS[0].number}")


# --- the room -------------------------------------------------------------------------------------


async def test_the_table_is_paused_until_enter_and_given_more_talk() -> None:
    said = await talk(VIEW, "pause", "", "more talk")
    assert said.table.paused == [True, False]
    assert said.table.talked == [3]
    assert "minutes of talk are left." in said.text


async def test_a_fresh_pin_can_be_noted_before_the_curtain_takes_it_off_the_screen() -> None:
    said = await talk(VIEW, "", fresh_pin="1234", people=("kg", "kz"))
    assert in_order(said.text, "Enter, once the PIN is noted> ", "\n" * CURTAIN_LINES)


async def test_the_curtain_empties_a_terminal_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exercise.ui.plain_console.os.name", "posix")
    monkeypatch.setenv("TERM", "xterm")
    shown = (await talk(VIEW, out=Terminal(), people=("kg", "kz"))).text
    monkeypatch.setenv("TERM", "dumb")
    dumb = (await talk(VIEW, out=Terminal(), people=("kg", "kz"))).text
    assert in_order(shown, EMPTIED, "What was read before is off this screen.")
    assert EMPTIED not in dumb
    assert "\n" * CURTAIN_LINES in dumb


async def test_the_table_knows_who_is_at_the_keyboard_that_several_share() -> None:
    said = await talk(VIEW, "", "", "status", people=("kg", "kz"))
    assert said.table.sat == ["kg", ""]


async def test_the_curtain_says_which_teams_vote_before_they_talk() -> None:
    teams = tuple(replace(team, votes=team.id == "kz") for team in HALL.teams)
    said = await talk(VIEW, first=replace(HALL, next_team="kg", teams=teams), people=("kg", "kz"))
    assert "before the talk, a silent vote: Kazakhstan" in said.text


async def test_at_a_terminal_lines_are_broken_between_words_and_keep_their_indent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    detail = "He cannot authorise. He may warn and advise, and he may say who is on duty this afternoon."
    option = replace(ONE.options[0], detail=detail)
    said = await talk(replace(ALONE, points=(replace(ONE, options=(option,)),)), out=Terminal())
    lines = said.text.split("\n")
    at = next(number for number, line in enumerate(lines) if "He cannot" in line)
    assert max(map(len, lines)) <= 40
    assert " ".join(line.strip() for line in lines[at : at + 3]) == detail
    assert all(line.startswith("     ") for line in lines[at : at + 3])


async def test_what_is_sealed_is_listed_with_how_to_undo_it() -> None:
    view = replace(VIEW, sealed=(SealedView(1, "Asked Kazakhstan", 65),))
    for command in ("sealed", "take back"):
        said = await talk(view, command, "take back 1")
        assert in_order(
            said.text, "  1. Asked Kazakhstan (1 hour 5 minutes)", "Type: take back and the number", "Taken back."
        )
        assert said.seat.withdrawn == [1]


async def test_who_refuses_a_request_is_asked_why_for_those_who_asked() -> None:
    refuse = replace(ONE.options[0], id="refuse", label="Refuse")
    point = replace(ONE, id="respond_r1", options=(refuse,))
    said = await talk(replace(ALONE, points=(point,)), "1", *THE_REST, "The court is away.", "")
    ((act, _),) = said.seat.acts
    assert isinstance(act, Answer)
    assert (act.options, act.text) == (("refuse",), "The court is away.")
    said = await talk(replace(ALONE, points=(point,)), "1", *THE_REST, "", "")
    assert said.seat.acts[0][0].text == ""
