from typing import Any

import pytest

from exercise.model.decisions import File
from exercise.model.effects import SendRequest
from exercise.model.happenings import AnswerArrived, RequestDecided, RequestReceived, RequestSent
from tests.engine import worlds
from tests.engine.courts import FULL, Court
from tests.engine.worlds import equals, fixed

DAY = 1440


# --- the course of a request --------------------------------------------------------------------------------


def test_a_request_takes_drawing_up_transmission_registration_decision_and_the_way_back() -> None:
    court = Court()
    court.file()
    court.bench.advance(500)
    assert court.bench.minutes(RequestSent) == [20]
    assert court.bench.minutes(RequestReceived) == [50]
    assert court.bench.minutes(RequestDecided) == [120]
    assert court.answers() == [(150, "granted")]
    assert court.bench.changes("paper.delivery.b") == [(20, "sent"), (50, "received"), (150, "granted")]
    assert court.bench.changes("consent.load.b") == [(20, "asked"), (150, "granted")]


def test_a_request_in_another_language_is_translated_before_it_leaves() -> None:
    court = Court()
    court.file(language="en")
    court.bench.advance(500)
    assert court.bench.minutes(RequestSent) == [20 + 45]
    assert court.bench.kinds(RequestSent)[0].language == "en"


def test_those_who_ask_and_see_what_passes_learn_of_the_request_and_its_answer() -> None:
    court = Court()
    court.file()
    court.file("help", "direct")
    court.bench.advance(500)
    assert [h.audience for h in court.bench.kinds(RequestSent)] == [("a",), ("a", "centre")]
    assert [h.audience for h in court.bench.kinds(AnswerArrived)] == [("a",), ("a", "centre")]
    assert {h.audience for h in court.bench.kinds(RequestReceived, RequestDecided)} == {()}


def test_a_played_state_learns_of_the_request_when_it_arrives() -> None:
    court = Court(played=True)
    court.file()
    court.bench.advance(100)
    assert [h.audience for h in court.bench.kinds(RequestReceived)] == [("b",)]


def test_requests_are_numbered_in_the_order_in_which_they_leave() -> None:
    court = Court()
    court.file()
    court.file("help")
    court.bench.advance(500)
    assert [(h.request, h.paper) for h in court.bench.kinds(RequestSent)] == [("r1", "help"), ("r2", "delivery")]


def test_a_lost_request_is_never_answered_and_can_be_sent_again_after_a_day() -> None:
    court = Court()
    court.file("help", "hole")
    court.bench.advance(1 + DAY - 1)
    assert court.refused(paper="help", contents={}) == "paper_waits"
    court.bench.advance(1 + DAY)
    assert court.refused(paper="help", contents={}) is None
    assert court.answers() == []


# --- office hours -------------------------------------------------------------------------------------------


def week(first: int) -> dict[str, Any]:
    """Office from 9 to 17 on five days of seven, in story minutes; day 0 is day *first* of the week (0: Monday)."""
    days = [d for d in range(14) if (d + first) % 7 < 5]
    return {"open": [(d * DAY + 540, d * DAY + 1020) for d in days]}


def test_a_request_that_comes_in_the_evening_waits_for_the_morning() -> None:
    court = Court({"hours": week(0)})
    court.bench.advance(1000)
    court.file()
    court.bench.advance(3 * DAY)
    assert court.bench.minutes(RequestReceived) == [1050]
    assert court.bench.minutes(RequestDecided) == [DAY + 540 + 10 + 60]


def test_work_begun_on_friday_afternoon_ends_on_monday() -> None:
    court = Court({"hours": week(4), "decides_in": fixed(120)})
    court.bench.advance(900)
    court.file()
    court.bench.advance(5 * DAY)
    assert court.bench.minutes(RequestReceived) == [950]
    assert court.bench.minutes(RequestDecided) == [3 * DAY + 540 + 120 - 60]


def test_an_office_that_does_not_open_again_never_answers() -> None:
    court = Court({"hours": {"open": [(0, 10)]}})
    court.file()
    court.bench.advance(9000)
    assert court.answers() == []


# --- returned, refused --------------------------------------------------------------------------------------


def test_a_request_returned_once_is_mended_by_the_next_and_granted() -> None:
    court = Court()
    court.file(contents={"undertakings": "vague"})
    court.bench.advance(200)
    assert court.bench.kinds(AnswerArrived)[0].missing == ("facts", "undertakings")
    assert court.bench.fact("consent.load.b") == "returned"
    assert court.bench.fact("returns.delivery.b") == 1
    court.file()
    court.bench.advance(1000)
    assert [h.previous for h in court.bench.kinds(RequestSent)] == ["", "r1"]
    assert court.answers() == [(150, "returned"), (350, "granted")]
    assert court.bench.fact("returns.delivery.b") == 1
    assert court.bench.fact("consent.load.b") == "granted"


def test_the_profile_says_what_it_demands() -> None:
    court = Court({"requires": ["note", "elsewhere"]})
    court.file()
    court.bench.advance(500)
    assert court.bench.kinds(AnswerArrived)[0].missing == ("note",)


def test_a_request_in_a_language_that_is_not_accepted_is_returned() -> None:
    court = Court({"languages": ["en"]})
    court.file(language="ru")
    court.bench.advance(500)
    assert court.bench.kinds(AnswerArrived)[0].missing == ("language",)


def test_a_state_that_does_not_grant_refuses_with_its_reason() -> None:
    court = Court({"grants": equals("kind", True), "refuses_because": "Not now."})
    court.file()
    court.bench.advance(500)
    assert court.answers() == [(150, "refused")]
    assert court.bench.kinds(AnswerArrived)[0].conditions == "teams.b.profile.refuses_because"
    assert court.bench.fact("consent.load.b") == "refused"


def test_whether_a_state_grants_is_judged_when_it_decides() -> None:
    court = Court({"grants": equals("kind", True)})
    court.file()
    court.bench.advance(119)
    court.bench.set("kind", True)
    court.bench.advance(500)
    assert court.answers() == [(150, "granted")]


@pytest.mark.parametrize(("may", "verdict"), [(True, "granted"), (False, "refused")])
def test_a_variant_needs_the_states_agreement(may: bool, verdict: str) -> None:
    court = Court({"may_substitute": may})
    court.file(variant="full")
    court.bench.advance(500)
    assert court.answers() == [(150, verdict)]
    assert court.authority.agreed("load", "b") == ("full" if may else None)


def test_a_grant_carries_conditions_and_validity() -> None:
    court = Court({"conditions": "Report daily.", "validity": 600})
    court.file()
    court.bench.advance(150)
    answer = court.bench.kinds(AnswerArrived)[0]
    assert (answer.conditions, answer.until) == ("teams.b.profile.conditions", 120 + 600)


def test_a_refusal_leaves_the_consent_that_is_in_force() -> None:
    court = Court({"may_substitute": False})
    court.file()
    court.bench.advance(200)
    court.file(variant="full")
    court.bench.advance(500)
    assert court.answers() == [(150, "granted"), (350, "refused")]
    assert court.bench.fact("consent.load.b") == "granted"
    assert court.bench.fact("paper.delivery.b") == "refused"
    assert court.authority.agreed("load", "b") == "intact"


def test_assistance_says_nothing_about_consent() -> None:
    court = Court()
    court.file("help")
    court.bench.advance(500)
    assert court.bench.fact("paper.help.b") == "granted"
    assert court.bench.fact("consent.load.b") == "none"
    assert court.authority.agreed("load", "b") is None


# --- a state that is played ---------------------------------------------------------------------------------


def test_a_played_state_is_asked_once_the_request_is_registered() -> None:
    court = Court(played=True)
    court.file()
    court.bench.advance(59)
    assert court.desk.asked == {}
    court.bench.advance(60)
    team, deadline, default, _ = court.desk.asked["r1"]
    assert (team, deadline, default) == ("b", 120, "grant")


@pytest.mark.parametrize(
    ("profile", "contents", "default"),
    [
        ({}, {}, "return"),
        ({"grants": equals("kind", True)}, FULL, "refuse"),
        ({"grants": equals("kind", True)}, {}, "return"),
    ],
)
def test_the_default_of_a_played_state_is_what_its_profile_would_answer(profile, contents, default) -> None:
    court = Court(profile, played=True)
    court.file(contents=contents)
    court.bench.advance(60)
    assert court.desk.asked["r1"][2] == default


def test_the_lead_time_of_a_played_state_is_working_time() -> None:
    court = Court({"hours": week(0)}, played=True)
    court.bench.advance(930)
    court.file()
    court.bench.advance(DAY)
    assert court.bench.minutes(RequestReceived) == [980]
    assert court.desk.asked["r1"][1] == DAY + 540 + 60 - 30


def test_the_answer_of_people_travels_back_by_the_same_channel() -> None:
    court = Court({"conditions": "Report daily."}, played=True)
    court.file()
    court.bench.advance(70)
    court.desk.answer("r1", "conditions")
    court.bench.advance(500)
    decided = court.bench.kinds(RequestDecided)[0]
    assert (decided.minute, decided.verdict, decided.by, decided.audience) == (70, "granted", "team", ("b",))
    assert court.answers() == [(100, "granted")]
    assert court.bench.kinds(AnswerArrived)[0].conditions == "teams.b.profile.conditions"
    assert court.bench.changes("consent.load.b") == [(20, "asked"), (100, "granted")]


def test_a_plain_grant_of_people_has_no_conditions() -> None:
    court = Court({"conditions": "Report daily."}, played=True)
    court.file()
    court.bench.advance(70)
    court.desk.answer("r1", "grant")
    court.bench.advance(500)
    assert court.bench.kinds(AnswerArrived)[0].conditions == ""


@pytest.mark.parametrize(("contents", "missing"), [({}, ("facts", "undertakings")), (FULL, ())])
def test_people_who_return_a_request_name_what_is_missing_and_invent_nothing(contents, missing) -> None:
    court = Court(played=True)
    court.file(contents=contents)
    court.bench.advance(70)
    court.desk.answer("r1", "return")
    court.bench.advance(500)
    assert court.bench.kinds(AnswerArrived)[0].missing == missing
    assert court.answers() == [(100, "returned")]


def test_people_who_refuse_give_their_own_words() -> None:
    court = Court({"refuses_because": "Not now."}, played=True)
    court.file(contents={})
    court.bench.advance(70)
    court.desk.answer("r1", "refuse", "The load\u202e is watched already.")
    court.bench.advance(500)
    assert court.bench.kinds(AnswerArrived)[0].conditions == "The load is watched already."
    assert court.bench.kinds(AnswerArrived)[0].missing == ()


def test_a_played_state_has_a_minute_to_answer_in_even_without_a_lead_time() -> None:
    court = Court({"decides_in": fixed(0)}, played=True)
    court.file()
    court.bench.advance(60)
    assert court.desk.asked["r1"][1] == 61


# --- effects ------------------------------------------------------------------------------------------------


def test_an_authored_request_is_complete() -> None:
    court = Court({"languages": ["en"], "requires": ["note", "undertakings"]})
    court.bench.do(SendRequest(request="delivery", to="b", channel="line"), by="a")
    court.bench.advance(500)
    sent = court.bench.kinds(RequestSent)[0]
    assert (sent.team, sent.language, dict(sent.contents)) == (
        "a",
        "en",
        {"facts": "", "undertakings": "return_load", "note": ""},
    )
    assert [verdict for _, verdict in court.answers()] == ["granted"]


def test_an_authored_request_lacks_what_it_says() -> None:
    court = Court()
    court.bench.do(SendRequest(request="delivery", to="b", channel="line", lacks=("facts",)), by="a")
    court.bench.advance(500)
    assert court.bench.kinds(AnswerArrived)[0].missing == ("facts",)


def test_a_request_of_an_inject_names_its_sender() -> None:
    court = Court()
    court.bench.do(SendRequest(request="help", to="b", by="a", channel="line"))
    with pytest.raises(ValueError, match="by:"):
        court.bench.do(SendRequest(request="help", to="b", channel="line"))
    court.bench.advance(500)
    assert [h.team for h in court.bench.kinds(RequestSent)] == ["a"]


def test_the_order_in_which_teams_file_decides_nothing() -> None:
    runs = []
    for teams in (("a", "c"), ("c", "a")):
        court = Court(teams=worlds.teams(b=worlds.team("BB", played=False), c=worlds.team("DD")))
        for team in teams:
            court.authority.file(team, File("help", "b", "line"))
        court.bench.advance(2000)
        runs.append(court.bench.world.happenings)
    assert runs[0] == runs[1]
    assert len(runs[0]) > 8
