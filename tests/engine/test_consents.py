import pytest

from exercise.engine.consents import Consents
from exercise.model.durations import Fixed
from exercise.model.effects import Consent
from exercise.model.happenings import AnswerArrived, RequestDecided, RequestLapsed
from tests.engine.courts import Court
from tests.engine.worlds import Bench, load, scenario


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


def test_the_form_tells_nobody_of_a_consent_that_others_were_given() -> None:
    for channel, told in (("line", True), ("direct", False)):  # the Centre reads the line
        court = Court()
        court.file(channel=channel)
        court.bench.advance(300)
        assert court.bench.fact("consent.load.b") == "granted"
        judge = court.authority.filing.judge_to
        assert judge("a", "longer", "b") is None
        assert (judge("centre", "longer", "b") is None) is told


def test_a_grant_that_arrives_after_its_end_has_lapsed() -> None:
    court = Court({"validity": 20})
    court.file()
    court.bench.advance(500)
    assert court.answers() == [(150, "granted")]
    assert court.bench.minutes(RequestLapsed) == [150]
    assert court.bench.changes("consent.load.b") == [(20, "asked"), (150, "lapsed")]
    assert court.authority.agreed("load", "b") is None


def test_a_played_state_learns_that_its_grant_ran_out() -> None:
    court = Court({"validity": 100}, played=True)
    court.file()
    court.bench.advance(60)
    court.desk.answer("r1", "grant")
    court.bench.advance(160)
    assert [h.audience for h in court.bench.kinds(RequestLapsed)] == [("a", "b", "centre")]


# --- by word of mouth ---------------------------------------------------------------------------------------


def test_oral_consent_holds_for_its_time() -> None:
    court = Court()
    court.bench.do(Consent(consent="granted", of="b", variant="partial", valid_for=Fixed(minutes=100)))
    assert court.authority.agreed("load", "b") == "partial"
    court.bench.advance(99)
    assert court.bench.fact("consent.load.b") == "granted"
    court.bench.advance(100)
    assert court.bench.fact("consent.load.b") == "lapsed"
    assert court.authority.agreed("load", "b") is None


def test_a_written_grant_replaces_the_oral_one_and_outlives_it() -> None:
    court = Court()
    court.bench.do(Consent(consent="granted", of="b", valid_for=Fixed(minutes=160)))
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


def test_a_consent_by_word_of_mouth_is_for_the_consignment_that_it_names() -> None:
    bench = Bench(scenario(consignments={"load": load(), "second": load()}))
    consents = Consents(bench.world, bench.effects)
    bench.do(Consent(consent="granted", of="b", consignment="second", variant="full"))
    assert [consents.agreed(name, "b") for name in ("load", "second")] == [None, "full"]
    assert [bench.fact(f"consent.{name}.b") for name in ("load", "second")] == ["none", "granted"]
