import pytest

from exercise.model.decisions import File
from tests.engine.courts import Court, papers
from tests.engine.worlds import equals, fact


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
