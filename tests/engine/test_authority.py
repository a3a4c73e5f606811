from collections.abc import Callable
from typing import Any

import pytest

from exercise.engine.authority import Authority
from exercise.engine.channels import Channels
from exercise.model.decisions import Answer, File
from exercise.model.effects import Consent, SendRequest
from exercise.model.happenings import AnswerArrived, RequestDecided, RequestLapsed, RequestReceived, RequestSent
from tests.engine import worlds
from tests.engine.worlds import Bench, equals, fact, fixed

DAY = 1440
FULL = {"facts": "", "undertakings": "return_load"}


class Desk:
    """The points of played states, with what they were asked."""

    def __init__(self) -> None:
        self.asked: dict[str, tuple[str, int | None, str, Callable[[Answer, str], None]]] = {}

    def open_request(self, request: str, team: str, deadline: int | None, default: str, answered: Any) -> None:
        self.asked[request] = (team, deadline, default, answered)

    def answer(self, request: str, option: str, text: str = "", by: str = "team") -> None:
        self.asked[request][3](Answer(f"respond_{request}", (option,), text=text), by)


def papers(**changed: Any) -> dict[str, Any]:
    consent = {
        "label": "Controlled delivery",
        "variants": True,
        "languages": ["ru", "en"],
        "translation": fixed(45),
        "takes": 20,
        "contents": {
            "facts": {"label": "Facts"},
            "undertakings": {
                "label": "Undertakings",
                "choices": {"vague": {"label": "Vague", "adequate": False}, "return_load": {"label": "Return"}},
            },
            "note": {"label": "Note", "required": False},
        },
        **changed,
    }
    return {
        "delivery": consent,
        "longer": {"label": "Extension", "asks": "extension"},
        "help": {"label": "Assistance", "asks": "assistance"},
    }


class Court:
    """A bench with an authority: team a asks state b, which nobody plays unless *played*."""

    def __init__(self, profile: dict[str, Any] | None = None, *, played: bool = False, **changed: Any) -> None:
        rules = {"registers_in": fixed(10), "decides_in": fixed(60), **(profile or {})}
        parts = {
            "teams": worlds.teams(b=worlds.team("BB", profile=rules, played=played)),
            "channels": {
                "line": {"label": "Line", "delay": fixed(30), "seen_by": ["centre"]},
                "direct": {"label": "Direct", "delay": fixed(5)},
                "hole": {"label": "Hole", "loses": 1.0},
                "phone": {"label": "Phone", "carries": ["talk"]},
            },
            "papers": papers(),
            "facts": {"ready": {"known_to": ["a"]}, "kind": {}},
            **changed,
        }
        self.bench = Bench(worlds.scenario(**parts))
        self.desk = Desk()
        bench = self.bench
        self.authority = Authority(bench.world, bench.rules, bench.effects, Channels(bench.world), self.desk)

    def file(self, paper: str = "delivery", channel: str = "line", **more: Any) -> None:
        contents = more.pop("contents", FULL if paper == "delivery" else {})
        act = File(paper, "b", channel, contents, **more)
        assert self.authority.judge("a", act) is None
        self.authority.file("a", act)

    def refused(self, team: str = "a", **more: Any) -> str | None:
        act = File(**{"paper": "delivery", "to": "b", "channel": "line", "contents": FULL, **more})
        refusal = self.authority.judge(team, act)
        return refusal.code if refusal else None

    def answers(self) -> list[tuple[int, str]]:
        return [(h.minute, h.verdict) for h in self.bench.kinds(AnswerArrived)]


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


# --- validity -----------------------------------------------------------------------------------------------


def test_consent_lapses_when_its_validity_ends() -> None:
    court = Court({"validity": 600})
    court.file()
    court.bench.advance(719)
    assert court.authority.agreed("load", "b") == "intact"
    court.bench.advance(720)
    assert court.authority.agreed("load", "b") is None
    assert court.bench.fact("consent.load.b") == "lapsed"
    assert court.bench.fact("paper.delivery.b") == "lapsed"
    assert [(h.minute, h.request, h.audience) for h in court.bench.kinds(RequestLapsed)] == [
        (720, "r1", ("a", "centre"))
    ]


def test_an_extension_moves_the_end_of_the_grant_in_force() -> None:
    court = Court({"validity": 600})
    court.file(variant="full")
    court.bench.advance(200)
    court.file("longer")
    court.bench.advance(1319)
    assert court.bench.kinds(AnswerArrived)[1].until == 720 + 600
    assert court.authority.agreed("load", "b") == "full"
    court.bench.advance(1320)
    assert court.bench.fact("consent.load.b") == "lapsed"
    assert [(h.minute, h.request) for h in court.bench.kinds(RequestLapsed)] == [(1320, "r1"), (1320, "r2")]


def test_an_extension_granted_in_time_holds_while_its_answer_travels() -> None:
    court = Court({"validity": 600})
    court.file()
    court.bench.advance(719 - 101)
    court.file("longer")
    court.bench.advance(1319)
    assert court.bench.minutes(RequestDecided) == [120, 719]
    assert court.answers()[1] == (749, "granted")
    assert court.bench.changes("consent.load.b") == [(20, "asked"), (150, "granted")]


def test_an_extension_granted_too_late_starts_anew() -> None:
    court = Court({"validity": 600})
    court.file(variant="full")
    court.bench.advance(700)
    court.file("longer")
    court.bench.advance(1000)
    assert court.authority.agreed("load", "b") == "full"
    assert court.bench.changes("consent.load.b")[2:] == [(720, "lapsed"), (831, "granted")]
    assert court.bench.kinds(AnswerArrived)[1].until == 801 + 600


def test_an_extension_needs_a_consent_in_force() -> None:
    court = Court()
    assert court.refused(paper="longer", contents={}) == "nothing_to_extend"


def test_a_grant_that_arrives_after_its_end_has_lapsed() -> None:
    court = Court({"validity": 20})
    court.file()
    court.bench.advance(500)
    assert court.answers() == [(150, "granted")]
    assert court.bench.minutes(RequestLapsed) == [150]
    assert court.bench.changes("consent.load.b") == [(20, "asked"), (150, "lapsed")]
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


def test_a_played_state_learns_that_its_grant_ran_out() -> None:
    court = Court({"validity": 100}, played=True)
    court.file()
    court.bench.advance(60)
    court.desk.answer("r1", "grant")
    court.bench.advance(160)
    assert [h.audience for h in court.bench.kinds(RequestLapsed)] == [("a", "b", "centre")]


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


def test_oral_consent_holds_for_its_time() -> None:
    court = Court()
    court.bench.do(Consent(consent="granted", of="b", variant="partial", valid_for=fixed(100)))
    assert court.authority.agreed("load", "b") == "partial"
    court.bench.advance(99)
    assert court.bench.fact("consent.load.b") == "granted"
    court.bench.advance(100)
    assert court.bench.fact("consent.load.b") == "lapsed"
    assert court.authority.agreed("load", "b") is None


def test_a_written_grant_replaces_the_oral_one_and_outlives_it() -> None:
    court = Court()
    court.bench.do(Consent(consent="granted", of="b", valid_for=fixed(160)))
    court.file()
    court.bench.advance(1000)
    assert court.bench.changes("consent.load.b") == [(0, "granted")]
    assert court.authority.agreed("load", "b") == "intact"


@pytest.mark.parametrize("word", ["lapsed", "refused"])
def test_a_consent_can_be_withdrawn(word) -> None:
    court = Court()
    court.file()
    court.bench.advance(200)
    court.bench.do(Consent(consent=word, of="b"))
    assert court.bench.fact("consent.load.b") == word
    assert court.authority.agreed("load", "b") is None
    assert court.bench.minutes(RequestLapsed) == [200]


# --- what can be filed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, None),
        ({"paper": "nothing"}, "no_such_paper"),
        ({"team": "centre"}, "paper_may_not"),
        ({"to": "nowhere"}, "no_such_team"),
        ({"to": "centre"}, "paper_may_not"),
        ({"to": "a"}, "self"),
        ({"channel": "nowhere"}, "no_such_channel"),
        ({"channel": "phone"}, "channel_may_not"),
        ({"contents": {"invented": ""}}, "no_such_content"),
        ({"contents": {"undertakings": "invented"}}, "no_such_wording"),
        ({"contents": {"undertakings": ""}}, "no_such_wording"),
        ({"contents": {"facts": "return_load"}}, "no_such_wording"),
        ({"contents": {}}, None),
        ({"variant": "half"}, "bad_variant"),
        ({"variant": "full"}, None),
        ({"language": "kk"}, "bad_language"),
        ({"language": "en"}, None),
    ],
)
def test_only_what_the_form_allows_can_be_filed(more, code) -> None:
    assert Court().refused(**more) == code


def test_a_paper_without_variants_names_none() -> None:
    assert Court().refused(paper="help", contents={}, variant="full") == "bad_variant"


def test_a_content_that_its_condition_closes_cannot_be_filled_in() -> None:
    closed = {"label": "Abort", "requires": equals("ready", True), "because": "Agree on it first."}
    court = Court(papers=papers(contents={"abort": closed}))
    refusal = court.authority.judge("a", File("delivery", "b", "line", {"abort": ""}))
    assert refusal is not None
    assert (refusal.code, refusal.because) == ("closed", "papers.delivery.contents.abort.because")
    court.bench.set("ready", True)
    assert court.refused(contents={"abort": ""}) is None


def test_a_wording_and_a_paper_can_be_closed_too() -> None:
    choice = {"label": "Firm", "requires": fact("ready"), "because": "Not agreed."}
    court = Court(papers=papers(contents={"abort": {"label": "Abort", "choices": {"firm": choice}}}))
    refusal = court.authority.judge("a", File("delivery", "b", "line", {"abort": "firm"}))
    assert refusal is not None
    assert refusal.because == "papers.delivery.contents.abort.choices.firm.because"
    court = Court(papers=papers(requires=fact("ready"), because="Nothing to ask yet."))
    refusal = court.authority.judge("a", File("delivery", "b", "line"))
    assert refusal is not None
    assert refusal.because == "papers.delivery.because"


def test_a_second_request_waits_for_the_answer_to_the_first() -> None:
    court = Court()
    court.file()
    assert court.refused() == "paper_waits"
    court.bench.advance(149)
    assert court.refused() == "paper_waits"
    court.bench.advance(150)
    assert court.refused() is None


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
