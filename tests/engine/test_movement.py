"""Consignments travel their routes, can be stopped, turned and ended, and every entry into a state is on record."""

import pytest

from exercise.engine.control import Control
from exercise.engine.journey import opening
from exercise.engine.movement import Movement
from exercise.model.durations import ALWAYS, Fixed, Hours
from exercise.model.effects import (
    Deliver,
    Find,
    Hold,
    Lose,
    Release,
    Reroute,
    Seize,
    Substitute,
)
from exercise.model.happenings import (
    ConsignmentArrived,
    ConsignmentDelivered,
    ConsignmentDeparted,
    ConsignmentFound,
    ConsignmentHeld,
    ConsignmentLost,
    ConsignmentReleased,
    ConsignmentRerouted,
    ConsignmentSeized,
    LoadSubstituted,
    StateEntered,
    StepBegun,
)
from exercise.model.scenario import Scenario
from tests.engine.worlds import (
    STAFF_ORDER,
    Bench,
    between,
    cross,
    drive,
    equals,
    fact,
    load,
    not_,
    routes,
    scenario,
    team,
    teams,
    unit,
)

FLAG = {"flag": {"start": False}}
THREE = teams(c=team("XX"))


class Road(Bench):
    """A bench with consignments; *agreed* says to which variant each state has agreed."""

    def __init__(self, made: Scenario, seed: int = 7, agreed: dict[str, str] | None = None) -> None:
        super().__init__(made, seed)
        said = agreed or {}
        self.movement = Movement(self.world, self.rules, self.effects, lambda _load, state: said.get(state))
        self.control = Control(self.world, self.rules, self.effects, self.movement)

    def steps(self, name: str = "load") -> list[tuple[int, str]]:
        return [(h.minute, h.step) for h in self.kinds(StepBegun) if h.consignment == name]


# --- on the road ----------------------------------------------------------------------------------------------------


def test_a_load_takes_its_steps_one_after_the_other_and_arrives():
    road = Road(scenario())
    road.advance(300)
    assert road.steps() == [(0, "out"), (60, "over"), (100, "on")]
    assert road.minutes(ConsignmentDeparted) == [0]
    assert road.minutes(ConsignmentArrived) == [220]
    status = road.changes("consignment.load.status")
    assert status == [(0, "moving"), (60, "crossing"), (100, "moving"), (220, "arrived")]
    assert road.changes("consignment.load.on") == [(0, "out"), (60, "over"), (100, "on")]
    assert road.fact("step.load.on") is True


def test_the_state_changes_at_the_end_of_the_crossing():
    road = Road(scenario())
    road.advance(99)
    assert road.fact("consignment.load.state") == "a"
    road.advance(100)
    assert road.fact("consignment.load.state") == "b"
    assert road.minutes(StateEntered) == [100]


def test_a_load_departs_at_its_minute_and_once_its_condition_holds():
    made = scenario(facts=FLAG, consignments={"load": load(departs=20, departs_when=fact("flag"))})
    road = Road(made)
    road.advance(50)
    assert road.steps() == []
    assert road.fact("consignment.load.status") == "waiting"
    road.set("flag", True)
    road.advance(51)
    assert road.steps() == [(50, "out")]


def test_a_condition_that_holds_beforehand_does_not_make_a_load_depart_early():
    made = scenario(facts=FLAG, consignments={"load": load(departs=20, departs_when=fact("flag"))})
    road = Road(made)
    road.set("flag", True)
    road.advance(30)
    assert road.minutes(ConsignmentDeparted) == [20]


def test_a_step_lasts_after_its_time_until_its_condition_holds():
    made = scenario(facts=FLAG, routes=routes(drive("out", 10, until=fact("flag")), drive("on", 10)))
    road = Road(made)
    road.advance(40)
    assert road.steps() == [(0, "out")]
    road.set("flag", True)
    road.advance(41)
    assert road.steps() == [(0, "out"), (40, "on")]


def test_a_step_begins_only_within_its_schedule():
    hours = {"open": [[0, 5], [30, 40]]}
    made = scenario(routes=routes(drive("out", 10), cross("over", 5, schedule=hours), drive("on", 5)))
    road = Road(made)
    road.advance(100)
    assert road.steps() == [(0, "out"), (30, "over"), (35, "on")]
    assert (10, "waiting") in road.changes("consignment.load.status")


def test_a_schedule_that_never_opens_again_keeps_the_load_waiting():
    road = Road(scenario(routes=routes(drive("out", 10), cross("over", 5, schedule={"open": [[0, 5]]}))))
    road.advance(5000)
    assert road.steps() == [(0, "out")]


def test_a_closed_step_cannot_begin_before_it_opens():
    shut = {"shut": {"start": True}}
    made = scenario(facts=shut, routes=routes(drive("out", 10), cross("over", 5, closed=fact("shut"))))
    road = Road(made)
    road.advance(70)
    road.set("shut", False)
    road.advance(71)
    assert road.steps() == [(0, "out"), (70, "over")]


@pytest.mark.parametrize(("now", "opens"), [(0, 10), (10, 10), (19, 19), (20, 50), (60, float("inf"))])
def test_hours_are_half_open(now: int, opens: float):
    assert opening(Hours(open=((10, 20), (50, 60))), now) == opens


def test_no_hours_mean_always_open():
    assert opening(ALWAYS, 77) == 77


# --- entries --------------------------------------------------------------------------------------------------------


def entered(consent: str, agreed: str | None, variant: str = "intact") -> Road:
    road = Road(scenario(), agreed={"b": agreed} if agreed else {})
    road.set("consent.load.b", consent)
    road.do(Substitute(substitute="load", variant=variant))
    road.advance(150)
    return road


@pytest.mark.parametrize("variant", ["intact", "partial", "full"])
def test_an_entry_with_consent_to_the_variant_is_lawful(variant: str):
    road = entered("granted", variant, variant)
    happening = road.kinds(StateEntered)[0]
    assert (happening.consent, happening.variant_agreed, happening.lawful) == ("granted", True, True)
    assert (happening.left, happening.state) == ("a", "b")
    assert road.fact("entry.load.b") == "lawful"
    assert road.fact("entry.load.lawful") is True
    assert road.fact("consent.load.all_entered") is True


def test_an_entry_with_consent_to_another_variant_is_unlawful():
    road = entered("granted", "full", "intact")
    happening = road.kinds(StateEntered)[0]
    assert (happening.consent, happening.variant_agreed, happening.lawful) == ("granted", False, False)
    assert road.fact("entry.load.b") == "unlawful"
    assert road.fact("consent.load.all_entered") is True


@pytest.mark.parametrize("consent", ["none", "asked", "returned", "refused", "lapsed"])
def test_nothing_stops_an_entry_without_consent_but_it_is_unlawful(consent: str):
    road = entered(consent, None)
    assert road.fact("consignment.load.state") == "b"
    assert road.fact("entry.load.lawful") is False
    assert road.fact("consent.load.all_entered") is False


def test_all_ahead_follows_consents_the_route_and_the_state():
    made = scenario(
        teams=THREE,
        routes=routes(
            drive("out", 10),
            cross("over", 10),
            drive("on", 30, "beta"),
            cross("far", 10, "b", "c"),
            aside=[drive("round", 5)],
        ),
    )
    road = Road(made)
    road.advance(0)
    assert road.fact("consent.load.all_ahead") is False
    road.set("consent.load.b", "granted")
    assert road.fact("consent.load.all_ahead") is False
    road.set("consent.load.c", "granted")
    assert road.fact("consent.load.all_ahead") is True
    road.set("consent.load.c", "lapsed")
    assert road.fact("consent.load.all_ahead") is False
    road.advance(35)
    assert road.fact("consent.load.all_ahead") is False
    road.do(Reroute(reroute="load", to="aside"))
    assert road.fact("consent.load.all_ahead") is True


def test_consent_that_lapses_after_the_entry_no_longer_matters_ahead():
    road = Road(scenario(), agreed={"b": "intact"})
    road.set("consent.load.b", "granted")
    road.advance(100)
    road.set("consent.load.b", "lapsed")
    assert road.fact("consent.load.all_ahead") is True
    assert road.fact("consent.load.all_entered") is True


# --- holding --------------------------------------------------------------------------------------------------------


def test_a_held_load_keeps_the_rest_of_its_time():
    road = Road(scenario())
    road.advance(40)
    road.do(Hold(hold="load"))
    assert road.fact("consignment.load.status") == "held"
    road.advance(500)
    road.do(Release(release="load"))
    assert road.fact("consignment.load.status") == "moving"
    road.advance(600)
    assert road.steps() == [(0, "out"), (520, "over"), (560, "on")]


def test_a_hold_for_a_time_ends_by_itself():
    road = Road(scenario())
    road.advance(40)
    road.do(Hold(hold="load", lasts=Fixed(minutes=100)))
    road.advance(400)
    assert road.minutes(ConsignmentReleased) == [140]
    assert road.steps()[1] == (160, "over")


def test_of_two_holds_the_longer_counts_and_the_load_is_held_once():
    road = Road(scenario())
    road.advance(10)
    road.do(Hold(hold="load", lasts=Fixed(minutes=100)))
    road.do(Hold(hold="load", lasts=Fixed(minutes=20)))
    road.advance(400)
    assert road.minutes(ConsignmentHeld) == [10]
    assert road.minutes(ConsignmentReleased) == [110]


def test_the_end_of_an_earlier_hold_does_not_end_a_later_one():
    road = Road(scenario())
    road.advance(10)
    road.do(Hold(hold="load", lasts=Fixed(minutes=20)))
    road.do(Release(release="load"))
    road.do(Hold(hold="load"))
    road.advance(200)
    assert road.fact("consignment.load.status") == "held"


def test_held_and_released_within_one_minute_changes_no_time():
    road = Road(scenario())
    road.advance(10)
    for _ in range(3):
        road.effects.run((Hold(hold="load"), Release(release="load")), STAFF_ORDER)
    road.advance(300)
    assert road.steps() == [(0, "out"), (60, "over"), (100, "on")]


def test_a_load_held_before_departure_departs_when_released():
    road = Road(scenario(consignments={"load": load(departs=30)}))
    road.do(Hold(hold="load"))
    road.advance(90)
    assert road.steps() == []
    road.do(Release(release="load"))
    road.advance(91)
    assert road.minutes(ConsignmentDeparted) == [90]


def test_a_short_hold_before_departure_does_not_delay_it():
    road = Road(scenario(consignments={"load": load(departs=30)}))
    road.do(Hold(hold="load", lasts=Fixed(minutes=20)))
    road.advance(60)
    assert road.minutes(ConsignmentDeparted) == [30]


def test_a_load_held_while_its_condition_comes_true_goes_on_when_released():
    made = scenario(facts=FLAG, routes=routes(drive("out", 10, until=fact("flag")), drive("on", 10)))
    road = Road(made)
    road.advance(15)
    road.do(Hold(hold="load"))
    road.set("flag", True)
    road.advance(50)
    assert road.steps() == [(0, "out")]
    road.do(Release(release="load"))
    road.advance(51)
    assert road.steps() == [(0, "out"), (50, "on")]


def test_a_load_can_be_stopped_at_the_very_moment_a_step_begins():
    road = Road(scenario())
    order = Hold(hold="load", lasts=Fixed(minutes=30))
    road.world.hear((StepBegun,), lambda h: road.do(order) if h.step == "over" else None)
    road.advance(300)
    assert road.steps() == [(0, "out"), (60, "over"), (130, "on")]


def test_a_load_seized_at_the_very_moment_a_step_begins_goes_no_further():
    road = Road(scenario())
    road.world.hear((StepBegun,), lambda h: road.do(Seize(seize="load")) if h.step == "over" else None)
    road.advance(300)
    assert road.steps() == [(0, "out"), (60, "over")]
    assert road.fact("consignment.load.state") == "a"


# --- other roads ----------------------------------------------------------------------------------------------------


def test_a_reroute_counts_from_the_next_step_and_into_a_state_nobody_asked():
    made = scenario(
        teams=THREE,
        routes=routes(
            drive("out", 60), cross("over", 40), drive("on", 120), south=[drive("out", 60), cross("low", 30, "a", "c")]
        ),
    )
    road = Road(made)
    road.advance(20)
    road.do(Reroute(reroute="load", to="south"))
    road.advance(400)
    assert road.steps() == [(0, "out"), (60, "low")]
    assert [(h.minute, h.route) for h in road.kinds(ConsignmentRerouted)] == [(60, "south")]
    assert road.fact("consignment.load.state") == "c"
    assert road.fact("entry.load.c") == "unlawful"


def test_a_reroute_gives_a_load_that_waits_another_next_step():
    made = scenario(
        facts={"shut": {"start": True}},
        routes=routes(
            drive("out", 10), cross("over", 5, closed=fact("shut")), round=[drive("detour", 20), cross("low", 5)]
        ),
    )
    road = Road(made)
    road.advance(50)
    road.do(Reroute(reroute="load", to="round"))
    road.advance(200)
    assert road.steps() == [(0, "out"), (50, "detour"), (70, "low")]


def test_an_arrived_load_that_is_rerouted_goes_on():
    made = scenario(routes=routes(drive("out", 10), further=[drive("next", 15)]))
    road = Road(made)
    road.advance(30)
    road.do(Reroute(reroute="load", to="further"))
    road.advance(100)
    assert road.steps() == [(0, "out"), (30, "next")]
    assert road.minutes(ConsignmentArrived) == [10, 45]


def detoured(seed: int, detour: bool) -> dict[str, int]:
    """Return how long each step of two loads lasted, with or without a detour of one."""
    main = [drive("out", between(10, 500)), cross("over", between(10, 500)), drive("on", between(10, 500), "beta")]
    made = scenario(
        routes=routes(*main, around=[main[0], drive("extra", between(10, 500)), *main[1:]]),
        consignments={"load": load(), "other": load()},
    )
    road = Road(made, seed)
    if detour:
        road.advance(5)
        road.do(Reroute(reroute="load", to="around"))
    road.advance(5000)
    begun = {f"{h.consignment}.{h.step}": h.minute for h in road.kinds(StepBegun)}
    ends = {h.consignment: h.minute for h in road.kinds(ConsignmentArrived)}
    order = ["out", "extra", "over", "on"]
    lasted = {}
    for name in ("load", "other"):
        steps = [s for s in order if f"{name}.{s}" in begun]
        minutes = [begun[f"{name}.{s}"] for s in steps] + [ends[name]]
        lasted |= {f"{name}.{s}": b - a for s, a, b in zip(steps, minutes, minutes[1:], strict=False)}
    return lasted


@pytest.mark.parametrize("seed", range(5))
def test_a_detour_leaves_every_other_draw_as_it_was(seed: int):
    plain, around = detoured(seed, False), detoured(seed, True)
    assert around.pop("load.extra") > 0
    assert around == plain


def test_two_loads_on_one_road_draw_for_themselves():
    plain = detoured(3, False)
    assert plain["load.out"] != plain["other.out"]


# --- ends -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "kind", "status"),
    [(Seize(seize="load"), ConsignmentSeized, "seized"), (Deliver(deliver="load"), ConsignmentDelivered, "delivered")],
)
@pytest.mark.parametrize("minute", [30, 80, 500])
def test_a_load_that_has_ended_moves_no_more_and_nothing_more_befalls_it(effect, kind, status: str, minute: int):
    road = Road(scenario())
    road.advance(minute)
    begun = road.steps()
    road.do(effect)
    for again in (effect, Hold(hold="load"), Release(release="load"), Lose(lose="load"), Find(find="load")):
        road.do(again)
    road.do(Substitute(substitute="load"))
    road.advance(minute + 1000)
    assert road.minutes(kind) == [minute]
    assert road.steps() == begun
    assert road.fact("consignment.load.status") == status
    assert not road.kinds(ConsignmentHeld, ConsignmentLost, LoadSubstituted)


def test_a_held_load_can_be_seized_and_stays_seized():
    road = Road(scenario())
    road.advance(30)
    road.effects.run((Hold(hold="load", lasts=Fixed(minutes=10)), Seize(seize="load")), STAFF_ORDER)
    road.advance(300)
    assert road.fact("consignment.load.status") == "seized"
    assert road.steps() == [(0, "out")]
    assert not road.kinds(ConsignmentReleased)


def test_a_load_seized_before_anything_moved_never_departs():
    road = Road(scenario())
    road.do(Seize(seize="load"))
    road.advance(100)
    assert road.steps() == []
    assert not road.kinds(ConsignmentDeparted)


def test_a_lost_load_goes_on_unseen_until_it_is_found():
    made = scenario(teams=teams(a=team("AA", units={"one": unit()}), b=team("BB", units={"two": unit()})))
    road = Road(made)
    road.control.assign("a", "one", "load")
    road.control.assign("b", "two", "load")
    road.advance(30)
    road.do(Lose(lose="load"))
    road.advance(150)
    assert [(h.step, h.audience) for h in road.kinds(ConsignmentLost)] == [("out", ("a",))]
    assert [h.audience for h in road.kinds(StepBegun)[1:]] == [(), ()]
    assert road.fact("consignment.load.status") == "lost"
    road.do(Find(find="load"), by="b")
    assert road.fact("consignment.load.status") == "moving"
    assert [(h.step, h.audience) for h in road.kinds(ConsignmentFound)] == [("on", ("b",))]


def test_finding_what_is_not_lost_does_nothing():
    road = Road(scenario())
    road.advance(10)
    road.do(Find(find="load"))
    assert not road.kinds(ConsignmentFound)


# --- who learns of it -----------------------------------------------------------------------------------------------


def test_only_those_who_have_it_in_sight_learn_where_it_is():
    made = scenario(teams=teams(a=team("AA", units={"one": unit()})))
    road = Road(made)
    road.control.assign("a", "one", "load")
    road.advance(300)
    assert [(h.step, h.audience) for h in road.kinds(StepBegun)] == [("out", ()), ("over", ("a",)), ("on", ())]
    assert [h.audience for h in road.kinds(StateEntered)] == [("a",)]
    assert [h.audience for h in road.kinds(ConsignmentArrived)] == [()]


def test_the_team_that_did_it_learns_of_it_without_seeing_it():
    road = Road(scenario())
    road.advance(10)
    road.do(Hold(hold="load"), by="b")
    road.do(Seize(seize="load"), by="centre")
    assert [h.audience for h in road.kinds(ConsignmentHeld)] == [("b",)]
    assert [h.audience for h in road.kinds(ConsignmentSeized)] == [("centre",)]


def test_a_state_that_nobody_plays_is_in_no_audience():
    road = Road(scenario(teams=teams(b=team("BB", played=False))))
    road.advance(10)
    road.do(Hold(hold="load"), by="b")
    assert [h.audience for h in road.kinds(ConsignmentHeld)] == [()]


def test_conditions_of_a_road_may_read_another_load():
    behind = load("second", departs_when=equals("consignment.load.status", "moving"))
    made = scenario(
        routes=routes(drive("out", 30), drive("on", 10), second=[drive("follow", 5, closed=not_("step.load.on"))]),
        consignments={"load": load(), "other": behind},
    )
    road = Road(made)
    road.advance(100)
    assert road.steps("other") == [(30, "follow")]
