"""Control: who holds a load when, how it passes at a border, what counts as a gap; and the service of units."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.engine import refusals
from exercise.engine.control import Control
from exercise.engine.movement import Movement
from exercise.model.durations import Uniform
from exercise.model.effects import Assign, Deliver, Find, Hold, Lose, Release, Reroute, Seize, Withdraw
from exercise.model.happenings import (
    ConsignmentSeen,
    ControlLost,
    ControlPassed,
    ControlTaken,
    GapClosed,
    StepBegun,
    UnitAssigned,
    UnitInPlace,
    UnitRelieved,
)
from exercise.model.scenario import Scenario
from tests.engine.worlds import (
    Bench,
    between,
    cross,
    drive,
    equals,
    fact,
    load,
    routes,
    scenario,
    team,
    teams,
    unit,
)

LONG = 5000


class Watch(Bench):
    """A bench with movement and control, nobody having agreed to anything."""

    def __init__(self, made: Scenario, seed: int = 7) -> None:
        super().__init__(made, seed)
        self.movement = Movement(self.world, self.rules, self.effects, lambda _load, _state: None)
        self.control = Control(self.world, self.rules, self.effects, self.movement)

    def order(self, team: str, name: str, consignment: str = "load") -> None:
        """Assign a unit as a team would: judged first."""
        assert self.control.judge_assign(team, name, consignment) is None
        self.control.assign(team, name, consignment)
        self.rules.settle()

    def gaps(self) -> list[tuple[int, int]]:
        """Return the closed gaps as half-open intervals."""
        return [(h.began, h.began + h.minutes) for h in self.kinds(GapClosed)]

    def passed(self) -> list[tuple[int, str, str, int]]:
        return [(h.minute, h.giver, h.taker, h.gap) for h in self.kinds(ControlPassed)]


def border(a: dict | None, b: dict | None, window: int = 10, **more) -> Watch:
    """A load that changes the state at minute 100; each side's one unit is ordered at the start."""
    made = scenario(
        teams=teams(a=team("AA", units={"one": a} if a else {}), b=team("BB", units={"two": b} if b else {})),
        routes=routes(drive("out", 60), cross("over", 40, window=window), drive("on", LONG, "beta")),
        **more,
    )
    watch = Watch(made)
    for name, one, ordered in (("a", "one", a), ("b", "two", b)):
        if ordered:
            watch.order(name, one)
    return watch


# --- the handover ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "window", "gaps", "passed"),
    [
        pytest.param(unit(), unit(), 10, [], [(100, "a", "b", 0)], id="both there"),
        pytest.param(unit(), unit(), 0, [], [(100, "a", "b", 0)], id="both there, no window"),
        pytest.param(unit(), unit(108), 10, [], [(108, "a", "b", 0)], id="b eight late"),
        pytest.param(unit(), unit(110), 10, [], [(110, "a", "b", 0)], id="b at the very end of the window"),
        pytest.param(unit(), unit(120), 10, [(110, 120)], [(120, "a", "b", 10)], id="b twenty late"),
        pytest.param(unit(), unit(100), 0, [], [(100, "a", "b", 0)], id="b in the minute of the change, no window"),
        pytest.param(unit(shift=90), unit(), 10, [(90, 100)], [(100, "a", "b", 10)], id="a's shift ends in the queue"),
        pytest.param(unit(shift=104), unit(106), 10, [(104, 106)], [(106, "a", "b", 2)], id="a ends 104, b 106"),
        pytest.param(unit(shift=104), unit(104), 10, [], [(104, "a", "b", 0)], id="a ends as b comes"),
        pytest.param(unit(shift=100), unit(), 10, [], [(100, "a", "b", 0)], id="a ends as the state changes, b there"),
        pytest.param(unit(shift=100), unit(102), 10, [(100, 102)], [(102, "a", "b", 2)], id="a ends at the change"),
        pytest.param(unit(105), unit(120), 10, [(0, 120)], [], id="a comes after the change of state"),
    ],
)
def test_handover(a, b, window, gaps, passed):
    watch = border(a, b, window)
    watch.advance(400)
    assert watch.gaps() == gaps
    assert watch.passed() == passed
    assert watch.fact("control.load.unbroken") is (not gaps)
    assert watch.fact("control.load.gap") == sum(end - began for began, end in gaps)
    assert watch.fact("control.load.now") is True
    assert watch.minutes(ControlLost) == [began for began, _ in gaps]


def test_where_the_other_side_never_comes_the_gap_stays_open():
    watch = border(unit(), None)
    watch.advance(2000)
    assert watch.minutes(ControlLost) == [110]
    assert watch.gaps() == []
    assert watch.fact("control.load.gap") == 0
    assert watch.fact("control.load.now") is False
    assert watch.fact("control.load.unbroken") is False


def test_the_loss_names_state_and_step_and_only_its_loser_learns_of_it():
    watch = border(unit(), None)
    watch.advance(200)
    lost = watch.kinds(ControlLost)[0]
    assert (lost.state, lost.step, lost.audience) == ("b", "on", ("a",))


def test_the_centre_learns_of_a_loss_only_with_a_unit_of_its_own_there():
    made = scenario(
        teams=teams(
            a=team("AA", units={"one": unit(shift=50)}),
            centre=team("CC", state=False, units={"eye": unit(territory=["a"])}),
        )
    )
    watch = Watch(made)
    watch.order("a", "one")
    watch.order("centre", "eye")
    watch.advance(60)
    assert [h.audience for h in watch.kinds(ControlLost)] == [("a", "centre")]


def test_a_taker_after_a_gap_does_not_tell_the_giver():
    watch = border(unit(), unit(120))
    watch.advance(200)
    assert [h.audience for h in watch.kinds(ControlPassed)] == [("b",)]
    assert [h.audience for h in watch.kinds(GapClosed)] == [("b",)]


def test_both_sides_learn_of_a_handover_without_a_gap():
    watch = border(unit(), unit())
    watch.advance(200)
    assert [h.audience for h in watch.kinds(ControlPassed)] == [("a", "b")]


def test_if_the_taker_goes_within_the_window_the_giver_still_holds():
    watch = border(unit(), unit(deploys=40, shift=65), window=20)
    watch.advance(400)
    assert watch.passed() == [(100, "a", "b", 0), (105, "b", "a", 0)]
    assert watch.minutes(ControlLost) == [120]


def test_units_that_cannot_follow_are_relieved_when_the_hold_ends():
    watch = border(unit(rests=60), unit())
    watch.advance(109)
    assert watch.fact("unit.a.one") == "in_place"
    watch.advance(110)
    assert watch.fact("unit.a.one") == "resting"
    assert watch.fact("unit.b.two") == "in_place"
    assert [(h.minute, h.unit, h.ordered, h.until) for h in watch.kinds(UnitRelieved)] == [(110, "one", False, 170)]
    watch.advance(170)
    assert watch.fact("unit.a.one") == "free"


def test_a_unit_with_a_wider_territory_sees_but_does_not_hold_for_another_state():
    watch = border(unit(territory=["a", "b"]), None)
    watch.advance(200)
    assert watch.fact("unit.a.one") == "in_place"
    assert watch.fact("control.load.now") is False
    assert watch.control.watchers("load") == ("a",)


def test_a_unit_sent_ahead_sees_nothing_before_the_load_is_at_the_border():
    watch = border(unit(), unit())
    watch.advance(59)
    assert watch.control.watchers("load") == ("a",)
    watch.advance(60)
    assert watch.control.watchers("load") == ("a", "b")
    watch.advance(100)
    assert [h.audience for h in watch.kinds(StepBegun)] == [(), ("a", "b"), ("a", "b")]


# --- gaps ------------------------------------------------------------------------------------------------------------


def test_a_load_that_nobody_follows_is_in_a_gap_from_its_departure():
    watch = border(None, None)
    watch.advance(50)
    assert [(h.minute, h.audience) for h in watch.kinds(ControlLost)] == [(0, ())]


def test_gaps_count_only_from_the_step_named():
    watch = border(None, unit(150), consignments={"load": load(controlled_from="on")})
    watch.advance(99)
    assert watch.fact("control.load.unbroken") is True
    watch.advance(200)
    assert watch.gaps() == [(100, 150)]


def test_what_is_lost_before_gaps_count_is_no_gap():
    watch = border(unit(shift=50), unit(), consignments={"load": load(controlled_from="on")})
    watch.advance(200)
    assert watch.gaps() == []
    assert watch.fact("control.load.unbroken") is True
    assert not watch.kinds(ControlLost)
    assert watch.changes("control.load.now") == [(0, True), (50, False), (100, True)]


@pytest.mark.parametrize("effect", [Seize(seize="load"), Deliver(deliver="load")])
def test_gaps_end_with_the_operation(effect):
    watch = border(None, None)
    watch.advance(30)
    watch.do(effect)
    watch.advance(500)
    assert watch.gaps() == [(0, 30)]


def test_gaps_end_at_the_arrival():
    watch = Watch(scenario())
    watch.advance(500)
    assert watch.gaps() == [(0, 220)]


def test_a_seized_load_is_under_control():
    watch = border(None, None)
    watch.advance(30)
    watch.do(Seize(seize="load"))
    watch.advance(31)
    assert watch.fact("control.load.now") is True


def test_a_lost_load_is_not_under_control_until_it_is_found():
    watch = border(unit(), unit())
    watch.advance(20)
    watch.do(Lose(lose="load"))
    watch.advance(30)
    watch.do(Find(find="load"))
    watch.advance(31)
    assert watch.gaps() == [(20, 30)]
    assert watch.fact("control.load.now") is True


def test_a_held_load_keeps_its_control_and_delays_the_handover():
    watch = border(unit(), unit())
    watch.advance(70)
    watch.do(Hold(hold="load"))
    watch.advance(300)
    assert watch.fact("control.load.now") is True
    assert watch.passed() == []


def test_each_load_has_a_control_of_its_own():
    made = scenario(
        teams=teams(a=team("AA", units={"one": unit(), "two": unit()})), consignments={"load": load(), "other": load()}
    )
    watch = Watch(made)
    watch.order("a", "one", "other")
    watch.advance(10)
    assert watch.fact("control.load.now") is False
    assert watch.fact("control.other.now") is True


# --- control without units -------------------------------------------------------------------------------------------


def post(**crossing) -> Watch:
    """A load by post: the operator of each state can be told, and in the first state falls silent at will."""
    made = scenario(
        facts={"told_a": {"start": True}, "told_b": {"start": False}},
        routes=routes(
            drive("out", 60, controlled={"a": fact("told_a")}),
            cross("over", 40, window=10, controlled={"a": fact("told_a"), **crossing}),
            drive("on", LONG, "beta", controlled={"b": fact("told_b")}),
        ),
    )
    return Watch(made)


def test_by_post_an_operator_told_is_control():
    watch = post()
    watch.advance(50)
    assert watch.fact("control.load.now") is True
    assert [h.audience for h in watch.kinds(StepBegun)] == [("a",)]


def test_by_post_control_ends_when_the_operator_falls_silent():
    watch = post()
    watch.advance(30)
    watch.set("told_a", False)
    watch.advance(50)
    watch.set("told_a", True)
    watch.advance(51)
    assert watch.gaps() == [(30, 50)]


@pytest.mark.parametrize(("told", "gaps"), [(20, []), (108, []), (109, []), (140, [(110, 140)])])
def test_by_post_the_first_state_holds_for_the_window(told: int, gaps):
    watch = post()
    watch.advance(told)
    watch.set("told_b", True)
    watch.advance(300)
    assert watch.gaps() == gaps


def test_by_post_the_other_side_of_a_crossing_counts_while_the_window_runs():
    watch = post(b=fact("told_b"))
    watch.advance(105)
    watch.set("told_a", False)
    watch.set("told_b", True)
    watch.advance(300)
    assert watch.passed() == [(105, "a", "b", 0)]


# --- seeing ----------------------------------------------------------------------------------------------------------


def test_a_team_that_comes_in_the_middle_of_a_step_is_told_where_the_load_is():
    watch = border(unit(25), None)
    watch.advance(30)
    seen = watch.kinds(ConsignmentSeen)
    assert [(h.minute, h.audience, h.route, h.step, h.state, h.since) for h in seen] == [
        (25, ("a",), "road", "out", "a", 0)
    ]


def test_a_team_that_saw_the_step_begin_is_not_told_again():
    watch = border(unit(), unit())
    watch.advance(300)
    assert [(h.minute, h.audience) for h in watch.kinds(ConsignmentSeen)] == [(0, ("a",))]


def test_those_who_follow_see_another_road_only_when_it_is_taken():
    made = scenario(
        teams=teams(a=team("AA", units={"one": unit()})),
        routes=routes(drive("out", 60), cross("over", 40), aside=[drive("out", 60), drive("away", 30)]),
    )
    watch = Watch(made)
    watch.order("a", "one")
    watch.advance(20)
    watch.do(Reroute(reroute="load", to="aside"))
    watch.advance(100)
    begun = [(h.minute, h.step, h.audience) for h in watch.kinds(StepBegun)]
    assert begun == [(0, "out", ()), (60, "away", ("a",))]


# --- units -----------------------------------------------------------------------------------------------------------


def one(**service) -> Watch:
    """A load that stays in the first state, whose team has two units alike."""
    made = scenario(
        teams=teams(a=team("AA", units={"one": unit(**service), "two": unit(**service)})),
        routes=routes(drive("out", LONG)),
    )
    return Watch(made)


def test_a_unit_deploys_serves_its_shift_and_rests():
    watch = one(deploys=30, shift=100, rests=50)
    watch.order("a", "one")
    watch.advance(500)
    assert watch.changes("unit.a.one") == [(0, "deploying"), (30, "in_place"), (130, "resting"), (180, "free")]
    assert watch.changes("following.a") == [(30, True), (130, False)]
    assert [(h.minute, h.due, h.audience) for h in watch.kinds(UnitAssigned)] == [(0, 30, ("a",))]
    assert [(h.minute, h.until, h.audience) for h in watch.kinds(UnitInPlace)] == [(30, 130, ("a",))]
    relieved = [(h.minute, h.ordered, h.until, h.audience) for h in watch.kinds(UnitRelieved)]
    assert relieved == [(130, False, 180, ("a",))]


def test_an_order_takes_the_time_that_the_powers_say():
    made = scenario(
        teams=teams(a=team("AA", units={"one": unit(30)})), powers={"assign_takes": {"shape": "fixed", "minutes": 12}}
    )
    watch = Watch(made)
    watch.order("a", "one")
    watch.advance(100)
    assert watch.minutes(UnitInPlace) == [42]


@pytest.mark.parametrize("minute", [0, 10, 60, 150])
def test_a_busy_unit_is_refused_and_never_queued(minute: int):
    watch = one(deploys=30, shift=100, rests=50)
    watch.order("a", "one")
    watch.advance(minute)
    refusal = watch.control.judge_assign("a", "one", "load")
    assert refusal is not None
    assert refusal.code == refusals.UNIT_BUSY
    watch.do(Assign(assign="one", team="a"))
    watch.advance(1000)
    assert watch.minutes(UnitAssigned) == [0]


def test_a_rested_unit_serves_again():
    watch = one(deploys=0, shift=100, rests=50)
    watch.order("a", "one")
    watch.advance(150)
    watch.order("a", "one")
    watch.advance(160)
    assert watch.minutes(UnitInPlace) == [0, 150]


def test_unknown_units_and_loads_are_refused():
    watch = one()
    assert watch.control.judge_assign("a", "nine", "load").code == refusals.NO_SUCH_UNIT
    assert watch.control.judge_assign("b", "one", "load").code == refusals.NO_SUCH_UNIT
    assert watch.control.judge_assign("a", "one", "nothing").code == refusals.NOT_KNOWN
    assert watch.control.judge_withdraw("a", "nine").code == refusals.NO_SUCH_UNIT


def test_a_unit_withdrawn_is_relieved_and_rests():
    watch = one(rests=50)
    watch.order("a", "one")
    watch.advance(40)
    assert watch.control.judge_withdraw("a", "one") is None
    watch.control.withdraw("a", "one")
    assert watch.control.judge_withdraw("a", "one").code == refusals.UNIT_FREE
    watch.advance(200)
    assert [(h.minute, h.ordered, h.until) for h in watch.kinds(UnitRelieved)] == [(41, True, 91)]
    assert watch.fact("unit.a.one") == "free"


def test_a_unit_withdrawn_on_its_way_does_not_rest():
    watch = one(deploys=30)
    watch.order("a", "one")
    watch.advance(10)
    watch.control.withdraw("a", "one")
    watch.advance(12)
    assert watch.fact("unit.a.one") == "free"
    assert watch.control.judge_assign("a", "one", "load") is None
    assert not watch.kinds(UnitInPlace)


@pytest.mark.parametrize("minute", [0, 120, 400])
def test_a_unit_that_does_not_serve_cannot_be_withdrawn_and_trying_does_nothing(minute: int):
    watch = one(shift=100, rests=50)
    if minute:
        watch.order("a", "one")
    watch.advance(minute)
    assert watch.control.judge_withdraw("a", "one").code == refusals.UNIT_FREE
    before = len(watch.world.happenings)
    watch.do(Withdraw(withdraw="one"), by="a")
    watch.advance(minute + 5)
    assert not [h for h in watch.world.happenings[before:] if isinstance(h, UnitRelieved)]


@pytest.mark.parametrize("withdrawn", [98, 99, 100])
def test_withdrawing_as_the_shift_ends_relieves_once(withdrawn: int):
    watch = one(shift=100, rests=0)
    watch.order("a", "one")
    watch.advance(withdrawn)
    watch.do(Withdraw(withdraw="one"), by="a")
    watch.advance(300)
    assert len(watch.kinds(UnitRelieved)) == 1


def test_an_order_to_leave_does_not_reach_the_next_service():
    watch = one(shift=100, rests=0)
    free = watch.rules.compile(equals("unit.a.one", "free"))
    watch.order("a", "one")
    watch.rules.trigger("again", free, lambda: watch.control.assign("a", "one", "load"), again=1)
    watch.advance(99)
    watch.control.withdraw("a", "one")
    watch.advance(150)
    assert watch.minutes(UnitInPlace) == [0, 100]
    assert watch.fact("unit.a.one") == "in_place"


def test_an_effect_assigns_for_the_team_that_decided_or_the_one_that_has_the_unit():
    units = {"one": unit(), "two": unit()}
    made = scenario(teams=teams(a=team("AA", units={"one": unit()}), b=team("BB", units=units)))
    watch = Watch(made)
    watch.do(Assign(assign="one"), by="b")
    watch.do(Assign(assign="two"))
    watch.advance(5)
    assert [(h.team, h.unit) for h in watch.kinds(UnitInPlace)] == [("b", "one"), ("b", "two")]


def test_deployment_is_drawn_for_each_unit_and_each_order():
    made = scenario(teams=teams(a=team("AA", units={n: unit(between(0, 10_000)) for n in ("one", "two")})))
    watch = Watch(made)
    watch.order("a", "one")
    watch.order("a", "two")
    alone = Watch(made)
    alone.order("a", "two")
    assert watch.kinds(UnitAssigned)[0].due != watch.kinds(UnitAssigned)[1].due
    assert watch.kinds(UnitAssigned)[1].due == alone.kinds(UnitAssigned)[0].due


def test_relief_ordered_within_one_minute_leaves_no_gap_in_any_order():
    results = []
    for order in permutations(("withdraw one", "assign two")):
        watch = one()
        watch.order("a", "one")
        watch.advance(30)
        for act in order:
            verb, name = act.split()
            watch.control.withdraw("a", name) if verb == "withdraw" else watch.control.assign("a", name, "load")
            watch.advance(30)
        watch.advance(50)
        results.append((watch.fact("control.load.unbroken"), watch.fact("unit.a.one"), watch.fact("unit.a.two")))
    assert results == [(True, "resting", "in_place")] * 2


def test_two_sides_of_a_window_act_in_one_minute_in_any_order_with_one_result():
    results = []
    for order in permutations("ab"):
        made = scenario(
            teams=teams(a=team("AA", units={"one": unit()}), b=team("BB", units={"two": unit()})),
            routes=routes(drive("out", 60), cross("over", 40, window=20), drive("on", LONG, "beta")),
        )
        watch = Watch(made)
        watch.order("a", "one")
        watch.advance(105)
        for side in order:
            if side == "a":
                watch.control.withdraw("a", "one")
            else:
                watch.order("b", "two")
            watch.advance(105)
        watch.advance(200)
        results.append((sorted(map(repr, watch.world.happenings)), watch.gaps(), watch.passed()))
    assert results[0] == results[1]
    assert results[0][1:] == ([], [(105, "a", "b", 0)])


ACTS = (
    Hold(hold="load"),
    Hold(hold="load", lasts=Uniform(low=1, high=90)),
    Release(release="load"),
    Reroute(reroute="load", to="aside"),
    Reroute(reroute="load", to="road"),
    Lose(lose="load"),
    Find(find="load"),
    Seize(seize="load"),
    Deliver(deliver="load"),
    *(Assign(assign=name, team=side) for side, name in (("a", "one"), ("b", "two"))),
    *(Withdraw(withdraw=name, team=side) for side, name in (("a", "one"), ("b", "two"))),
)
PLAYS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(ACTS)), max_size=25)


@settings(max_examples=150, deadline=None)
@given(plays=PLAYS, shift=st.integers(1, 150), window=st.integers(0, 30))
def test_whatever_is_done_in_whatever_order_gaps_add_up_and_nothing_raises(plays, shift: int, window: int):
    made = scenario(
        teams=teams(a=team("AA", units={"one": unit(10, shift, 20)}), b=team("BB", units={"two": unit(5, shift, 0)})),
        routes=routes(
            drive("out", 60),
            cross("over", 40, window=window),
            drive("on", 120, "beta"),
            aside=[drive("out", 60), drive("away", 30), cross("low", 20, window=window)],
        ),
    )
    watch = Watch(made)
    for wait, act in plays:
        watch.advance(watch.world.now + wait)
        watch.do(act)
    watch.advance(watch.world.now + 1000)
    gaps = watch.gaps()
    assert watch.fact("control.load.gap") == sum(end - began for began, end in gaps)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(gaps))
    assert watch.fact("control.load.unbroken") is (not watch.kinds(ControlLost))
    assert len(watch.kinds(ControlLost)) - len(gaps) in (0, 1)
    assert len(watch.kinds(UnitRelieved)) == len(watch.kinds(UnitAssigned))


def test_control_is_taken_once_by_a_team_with_two_units():
    watch = one()
    watch.order("a", "one")
    watch.advance(10)
    watch.order("a", "two")
    watch.advance(40)
    assert [(h.minute, h.team) for h in watch.kinds(ControlTaken)] == [(0, "a")]
