"""Persons are arrested or flee; sites are searched."""

from exercise.engine.targets import Targets
from exercise.model.effects import Arrest, Search, Warn
from exercise.model.happenings import TargetArrested, TargetFled, TargetSearched
from tests.engine.worlds import Bench, fact, fixed, scenario


def bench() -> Bench:
    targets = {
        "organiser": {"label": "Organiser", "state": "b", "flees_when": fact("press"), "flees_in": fixed(90)},
        "courier": {"label": "Courier", "state": "a", "flees_in": fixed(30)},
        "depot": {"label": "Depot", "kind": "site", "state": "b"},
    }
    b = Bench(scenario(targets=targets, facts={"press": {"start": False}}))
    Targets(b.world, b.rules, b.effects)
    b.advance(0)
    return b


def test_an_arrest_is_known_to_those_who_made_it_and_to_the_state():
    b = bench()
    b.do(Arrest(arrest="organiser"), by="centre")
    (arrested,) = b.kinds(TargetArrested)
    assert arrested.audience == ("b", "centre")
    assert b.fact("target.organiser") == "arrested"


def test_all_arrests_count_persons_alone():
    b = bench()
    b.do(Arrest(arrest="organiser"))
    assert b.fact("arrests.all") is False
    b.do(Arrest(arrest="courier"))
    assert b.fact("arrests.all") is True


def test_one_who_is_warned_is_gone_after_his_time_unless_arrested_first():
    b = bench()
    b.do(Warn(warn="courier"))
    b.advance(29)
    assert b.fact("target.courier") == "warned"
    b.advance(30)
    b.do(Arrest(arrest="courier"))
    assert b.fact("target.courier") == "fled"
    assert b.minutes(TargetFled) == [30]


def test_a_condition_warns_and_an_arrest_in_time_holds():
    b = bench()
    b.set("press", True)
    b.advance(89)
    b.do(Arrest(arrest="organiser"))
    b.advance(200)
    assert b.fact("target.organiser") == "arrested"


def test_a_site_is_searched_once():
    b = bench()
    b.do(Search(search="depot"))
    b.do(Search(search="depot"))
    assert len(b.kinds(TargetSearched)) == 1
