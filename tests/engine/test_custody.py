"""Custody: every act on a load is on record, gaps and missing protocols break the chain, courts judge by their rule."""

import pytest

from exercise.engine.control import Control
from exercise.engine.custody import Custody
from exercise.engine.movement import Movement
from exercise.model.effects import Record, Substitute
from exercise.model.expressions import All
from exercise.model.happenings import CustodyRecorded, LoadSubstituted
from exercise.model.scenario import Scenario
from tests.engine.worlds import Bench, fact, load, not_, scenario, team, teams, unit


class Log(Bench):
    """A bench with movement, control and custody; a unit of *a* follows the load from the start."""

    def __init__(self, made: Scenario, follow: bool = True) -> None:
        super().__init__(made)
        self.movement = Movement(self.world, self.rules, self.effects, lambda _load, _state: None)
        self.control = Control(self.world, self.rules, self.effects, self.movement)
        self.custody = Custody(self.world, self.rules, self.effects, self.movement)
        if follow:
            self.control.assign("a", "one", "load")
        self.advance(10)


def made(shift: int = 720, **more) -> Scenario:
    return scenario(teams=teams(a=team("AA", units={"one": unit(shift=shift)}), **more))


def test_an_act_on_the_load_is_recorded_with_who_did_it():
    log = Log(made())
    log.do(Record(record="sample"), by="b")
    record = log.kinds(CustodyRecorded)[0]
    assert (record.consignment, record.lot, record.record, record.team) == ("load", "moving", "sample", "b")
    assert record.path == "tests.b.effects.0"
    assert log.fact("did.load.sample") is True
    assert log.fact("did.load.seal") is False
    assert log.fact("custody.load.records") == 1


def test_the_team_that_acted_and_those_who_watch_learn_of_a_record():
    log = Log(made())
    log.do(Record(record="seal"), by="b")
    assert [h.audience for h in log.kinds(CustodyRecorded)] == [("a", "b")]


def test_protocols_and_unbroken_control_keep_the_chain_whole():
    log = Log(made())
    for kind in ("inspect", "sample", "seal"):
        log.do(Record(record=kind), by="a")
    log.advance(50)
    assert log.fact("custody.load.whole") is True
    assert log.fact("custody.load.records") == 3


@pytest.mark.parametrize("lot", ["moving", "kept"])
def test_one_act_without_a_protocol_breaks_the_chain_for_good(lot: str):
    log = Log(made())
    log.do(Record(record="sample", lot=lot, protocol=False), by="a")
    log.do(Record(record="seal"), by="a")
    assert log.fact("custody.load.whole") is False


def test_a_gap_breaks_the_chain():
    log = Log(made(shift=30))
    assert log.fact("custody.load.whole") is True
    log.advance(40)
    assert log.fact("custody.load.whole") is False


def test_a_record_names_its_own_load():
    two = scenario(consignments={"load": load(), "other": load()})
    log = Log(two, follow=False)
    log.do(Record(record="weigh", of="other", protocol=False))
    assert log.fact("custody.other.records") == 1
    assert log.fact("custody.load.records") == 0
    assert log.fact("did.load.weigh") is False


@pytest.mark.parametrize("variant", ["partial", "full"])
def test_after_a_substitution_each_lot_has_a_chain_of_its_own(variant: str):
    log = Log(made())
    log.do(Record(record="inspect"), by="a")
    log.do(Substitute(substitute="load", variant=variant), by="a")
    log.do(Record(record="substitute"), by="a")
    log.do(Record(record="store", lot="kept"), by="a")
    assert log.fact("consignment.load.variant") == variant
    assert [(h.variant, h.state, h.audience) for h in log.kinds(LoadSubstituted)] == [(variant, "a", ("a",))]
    assert [r.record for r in log.custody.chain("load")] == ["inspect", "substitute"]
    assert [r.record for r in log.custody.chain("load", "kept")] == ["store"]


def test_substituting_by_the_same_variant_again_changes_nothing():
    log = Log(made())
    for _ in range(2):
        log.do(Substitute(substitute="load", variant="full"))
    assert len(log.kinds(LoadSubstituted)) == 1


def test_each_court_admits_by_its_own_rule():
    rule = All(of=(fact("custody.load.whole"), fact("did.load.sample")))
    log = Log(made(b=team("BB", profile={"admits": rule}), c=team("XX", profile={"admits": not_("did.load.sample")})))
    assert (log.fact("admissible.b"), log.fact("admissible.c"), log.fact("admissible.a")) == (False, True, False)
    log.do(Record(record="sample"), by="a")
    assert (log.fact("admissible.b"), log.fact("admissible.c")) == (True, False)
    log.do(Record(record="seal", protocol=False), by="a")
    assert log.fact("admissible.b") is False
