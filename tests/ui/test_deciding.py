from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.model.decisions import Answer
from exercise.ui.deciding import Draft, begin
from exercise.ui.parts import deciding
from exercise.ui.parts.deciding import deciding_rows
from exercise.ui.rows import lay
from tests.ui.fakes import POINT
from tests.ui.sitting import standing_app

LOOK = standing_app().look


def typed(*keys: str, point=POINT) -> Draft:
    draft = Draft(point)
    for key in keys:
        match key:
            case "enter":
                draft = draft.enter()
            case "space":
                draft = draft.mark()
            case "down":
                draft = draft.move(1)
            case "up":
                draft = draft.move(-1)
            case _:
                draft = draft.pick(int(key) - 1)
    return draft


def test_six_keys_make_a_complete_answer():
    draft = typed("2", "enter", "1", "2", "3")
    assert draft.field == "sign"
    assert draft.lacks() is None
    assert draft.answer() == Answer("ask", ("direct",), ("evidence",), "", ("bilateral",), 3)


def test_arrows_and_enter_alone_make_a_complete_answer():
    draft = typed("down", "enter", "enter", "enter", "enter")
    assert draft.field == "sign"
    assert draft.answer() == Answer("ask", ("direct",), ("evidence",), "", ("un88",), 1)


def test_options_are_taken_together_up_to_the_limit_and_their_time_adds_up():
    draft = typed("1", "3", "2")
    assert draft.options == ("caricc", "phone")
    assert draft.takes == 30


def test_the_mark_moves_where_only_one_option_may_be_taken():
    assert typed("1", "3", point=replace(POINT, choose=1)).options == ("phone",)


def test_a_closed_option_cannot_be_marked_and_enter_does_not_pass_it():
    draft = typed("5")
    assert draft.options == ()
    assert draft.enter().field == "option"


def test_a_second_reason_is_marked_with_space_and_a_third_is_not():
    draft = typed("2", "enter", "space", "down", "space", "down", "space")
    assert draft.why == ("evidence", "time")
    assert draft.field == "why"


def test_not_sure_is_an_answer_to_the_legal_basis():
    draft = typed("1", "enter", "1", "4")
    assert draft.law == ("not_sure",)
    assert draft.field == "sure"


def test_the_legal_basis_is_passed_over_where_none_is_offered():
    draft = typed("1", "enter", "1", point=replace(POINT, law=()))
    assert draft.field == "sure"
    back = draft.back()
    assert back is not None
    assert back.field == "why"
    assert typed("1", "enter", "1", "2", point=replace(POINT, law=())).lacks() is None


def test_going_back_from_the_first_field_leaves():
    assert Draft(POINT).back() is None


@pytest.mark.parametrize("why", [("own_words",), ("time", "own_words")])
def test_announced_own_words_are_demanded(why):
    draft = replace(typed("2", "enter", "1", "2", "3"), why=why)
    assert draft.lacks() == "words"
    assert replace(draft, words="the lab has not answered").lacks() is None


def test_a_point_that_wants_an_argument_demands_own_words():
    assert typed("2", "enter", "1", "2", "3", point=replace(POINT, argue=True)).lacks() == "words"


def test_what_was_closed_meanwhile_loses_its_mark():
    draft = typed("1", "2")
    closed = replace(POINT, options=(replace(POINT.options[0], available=False), *POINT.options[1:]))
    assert draft.renewed(closed).options == ("direct",)


def test_the_first_role_signs_unless_another_is_picked():
    draft = typed("2", "enter", "1", "2", "3")
    assert draft.signer == "head"
    assert draft.pick(1).signer == "prosecutor"
    assert draft.pick(1).field == "sign"


def test_a_vote_in_silence_comes_first_and_its_count_goes_with_the_answer():
    point = replace(POINT, vote=True)
    draft = begin(point)
    assert draft.field == "vote"
    for ballot in (1, 1, 0):
        draft = draft.pick(ballot)
    assert draft.field == "vote"
    draft = draft.enter().pick(1).enter().pick(0).pick(1).pick(2)
    assert draft.lacks() is None
    assert draft.answer().votes == {"direct": 2, "caricc": 1}


def test_every_role_that_must_sign_has_to():
    point = replace(POINT, signatures=(("head", "Head of operation"), ("prosecutor", "Prosecutor")))
    draft = typed("2", "enter", "1", "2", "3", "1", point=point)
    assert draft.lacks() == "signatures"
    draft = draft.pick(1)
    assert draft.lacks() is None
    assert draft.answer().signed == ("head", "prosecutor")


def test_a_vote_in_silence_shows_dots_and_leaves_no_trace_of_the_choice():
    draft = begin(replace(POINT, vote=True))
    rows = {
        choice: [line.content.plain for line in lay(deciding_rows(
            draft.pick(choice), LOOK, focused=True, roomy=False, unopened=0, sealed_rounds=True), 80)]
        for choice in (0, 1, 2)
    }  # fmt: skip
    assert rows[0] == rows[1] == rows[2]
    assert any("● " in line and "1 vote is cast." in line for line in rows[0])


def test_a_split_vote_asks_for_the_view_of_the_minority_when_signing():
    draft = begin(replace(POINT, vote=True)).pick(1).pick(1).pick(0).enter().pick(1)
    draft = replace(draft, why=("time",), law=("un88",), sure=2).at("sign")
    rows = lay(deciding_rows(draft, LOOK, focused=True, roomy=False, unopened=0, sealed_rounds=True), 100)
    assert any("split 2 : 1" in line.content.plain and "F4" in line.content.plain for line in rows)


@given(
    keys=st.lists(st.sampled_from(("1", "2", "3", "4", "down", "up", "space", "enter")), max_size=14),
    focused=st.booleans(),
    roomy=st.booleans(),
)
def test_rows_kept_from_other_answers_are_those_of_this_one(keys, focused, roomy):
    draft = typed(*keys)

    def shown():
        rows = deciding_rows(draft, LOOK, focused=focused, roomy=roomy, unopened=0, sealed_rounds=True)
        return [(line.content.plain, tuple(line.content.spans), line.item, line.ink) for line in lay(rows, 70)]

    with_kept = shown()
    for part in (deciding._question, deciding._option, deciding._fields):
        part.cache_clear()
    assert with_kept == shown()


VOTED = replace(POINT, vote=True)


def shown(draft: Draft, *, roomy: bool = False, unopened: int = 0, width: int = 80) -> str:
    rows = deciding_rows(draft, LOOK, focused=True, roomy=roomy, unopened=unopened, sealed_rounds=True)
    return " ".join(" ".join(line.content.plain for line in lay(rows, width)).split())


def test_a_ballot_without_a_vote_is_not_left():
    ballot = begin(VOTED)
    assert ballot.enter() == ballot
    assert ballot.forward() == ballot
    assert "No vote is cast yet: a digit votes." in shown(ballot)
    assert ballot.pick(1).enter().field == "option"


def test_where_teams_differ_before_anybody_voted_the_ballot_stays():
    differed = replace(VOTED, differed="Kazakhstan chose otherwise.")
    assert begin(VOTED).renewed(differed).field == "vote"
    assert begin(VOTED).pick(0).enter().renewed(differed).field == "option"


def test_a_ballot_says_what_is_voted_about_but_no_costs_and_that_votes_stay_secret():
    point = replace(
        VOTED,
        detail="The van leaves at three.",
        options=tuple(
            replace(each, detail=f"Meaning of {each.id}.", warning="It may anger them.", takes=37)
            for each in VOTED.options
        ),
    )
    told = shown(begin(point), roomy=True)
    assert "The van leaves at three." in told
    assert all(f"Meaning of {each.id}." in told for each in point.options)
    assert "37" not in told
    assert "anger" not in told
    assert "until then every vote stays secret" in told


def test_a_ballot_short_of_room_tells_of_the_option_under_the_cursor_alone():
    options = tuple(replace(each, detail=f"Meaning of {each.id}.") for each in VOTED.options)
    ballot = begin(replace(VOTED, options=options)).move(1)
    assert [each.id for each in options if f"Meaning of {each.id}." in shown(ballot)] == [options[1].id]
    lines = len(lay(deciding_rows(ballot, LOOK, focused=True, roomy=True, unopened=0, sealed_rounds=True), 80))
    assert deciding.ballot_fits(ballot, LOOK, 80, lines)
    assert not deciding.ballot_fits(ballot, LOOK, 80, lines - 1)


def test_enter_is_promised_to_sign_only_where_it_would():
    both = replace(POINT, signatures=(("head", "Head of operation"), ("prosecutor", "Prosecutor")))
    signed = typed("2", "enter", "1", "2", "3", "1", "2", point=both)
    warned = replace(signed, warned=True)
    assert "Enter once more signs" in shown(warned, unopened=2)
    lacking = warned.pick(1)
    assert lacking.lacks() == "signatures"
    told = shown(lacking, unopened=2)
    assert "2 papers for you are still unopened." in told
    assert "Enter once more signs" not in told


REQUESTED = replace(
    POINT, id="respond_r1", choose=1, law=(),
    options=tuple(replace(POINT.options[0], id=id, label=id, takes=0) for id in ("grant", "return", "refuse")),
)  # fmt: skip


def test_why_a_request_is_refused_goes_with_the_answer_and_own_words_do_not():
    draft = typed("3", "enter", "1", "3", point=REQUESTED).write("words", "We do not trust them.")
    assert "F4 says why, to those who asked" in shown(draft)
    assert draft.answer().text == ""
    told = draft.write("reason", " The court is away. ")
    assert "«The court is away.»" in shown(told)
    assert (told.answer().text, told.answer().why_text) == ("The court is away.", "We do not trust them.")


def test_no_reason_of_a_refusal_goes_with_another_answer():
    draft = typed("1", "enter", "1", "3", point=REQUESTED).write("reason", "The court is away.")
    assert "F4" not in shown(draft)
    assert draft.remark is None
    assert draft.answer().text == ""
