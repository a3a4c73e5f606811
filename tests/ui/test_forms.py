from dataclasses import replace

from exercise.model.decisions import Assign, Enquire, File, Share, Talk, Withdraw
from exercise.ui.forms import Filling, mending
from tests.ui.fakes import FORMS, REQUESTS

SHARE, TALK, ENQUIRE, FILE, ASSIGN, WITHDRAW = FORMS


def test_several_items_are_shared_at_once():
    filling = Filling(SHARE).mark(0).mark(1).enter().enter().enter()
    assert filling.current is None
    assert filling.lacking() is None
    assert filling.act() == Share(("lab", "slot"), "kz", "liaison")


def test_what_is_closed_cannot_be_chosen():
    filling = Filling(SHARE, number=2).mark(1)
    assert filling.value("channel") == ()


def test_a_call_keeps_what_was_agreed():
    filling = Filling(TALK).enter().enter().enter().write("agreed", "the van is let through")
    assert filling.act() == Talk("call", "kz", (), "the van is let through")


def test_optional_items_stay_out_unless_marked():
    assert Filling(TALK, number=2).enter().value("items") == ()


def test_an_enquiry_names_body_and_subject():
    assert Filling(ENQUIRE).mark(1).enter().mark(1).enter().act() == Enquire("ncb", "van")


def test_a_request_carries_each_content_filled_in_and_leaves_the_others_out():
    filling = Filling(FILE).enter().enter().enter()
    assert filling.value("content:facts") == ("filled",)
    filling = filling.mark(1).enter()
    assert filling.act() == File("consent", "kz", "liaison", {"facts": "", "abort": "both"})


def test_a_content_filled_in_can_be_left_out_again():
    filling = Filling(FILE, number=2).mark(0).mark(0)
    assert filling.value("content:facts") == ()


def test_a_returned_request_is_mended_from_what_was_filed():
    filling = mending(FILE, REQUESTS[0])
    assert filling.value("content:facts") == ("filled",)
    assert filling.value("to") == ("kz",)
    assert filling.value("channel") == ("liaison",)
    assert filling.value("content:abort") == ()


def test_units_are_put_on_and_taken_off():
    assert Filling(ASSIGN).mark(1).enter().enter().act() == Assign("u3", "parcel")
    assert Filling(WITHDRAW).enter().act() == Withdraw("u2")


def test_a_form_lacking_a_needed_field_names_it():
    lacking = Filling(SHARE, number=3).lacking()
    assert lacking is not None
    assert lacking.id == "items"


def test_the_cursor_goes_over_the_end_of_a_field_into_the_next_and_back():
    filling = Filling(ENQUIRE).move(1).move(1)
    assert (filling.number, filling.cursor) == (1, 0)
    assert (filling.move(-1).number, filling.move(-1).cursor) == (0, 1)


def test_choices_withdrawn_meanwhile_fall_away():
    filling = Filling(SHARE).mark(0).mark(1)
    items = replace(SHARE.fields[0], choices=SHARE.fields[0].choices[:1])
    assert filling.renewed(replace(SHARE, fields=(items, *SHARE.fields[1:]))).value("items") == ("lab",)


def test_a_digit_marks_the_one_choice_of_a_field_and_goes_on():
    filling = Filling(ENQUIRE).pick(1)
    assert (filling.value("body"), filling.number) == (("ncb",), 1)
    again = filling.to(0).pick(1)
    assert (again.value("body"), again.number) == (("ncb",), 1)
    assert filling.pick(0).current is None


def test_a_digit_stays_where_several_may_be_chosen_where_a_choice_is_closed_and_where_it_takes_a_mark_away():
    assert Filling(SHARE).pick(0).pick(1).number == 0
    assert Filling(SHARE, number=2).pick(1).number == 2
    assert Filling(SHARE, number=1).pick(7).number == 1
    filled = Filling(FILE, number=2).pick(0)
    assert (filled.value("content:facts"), filled.number) == (("filled",), 3)
    emptied = filled.to(2).pick(0)
    assert (emptied.value("content:facts"), emptied.number) == ((), 2)
