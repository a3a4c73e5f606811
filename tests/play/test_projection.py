"""The projection: a view is the fold of what one team was told, what it is offered, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from exercise.model import happenings as h
from exercise.model.decisions import Answer, Decision, File, Refusal, Share
from exercise.model.effects import SendRequest
from exercise.model.offers import FieldOffer, FormOffer, Offers, OptionOffer, PointOffer
from exercise.model.papers import Basis, Content
from exercise.model.route import LegalStatus
from exercise.model.scenario import Scenario
from exercise.model.text import NO_TEXT, Text
from exercise.model.views import MessageView, RoomView, TeamView
from exercise.play.names import Names
from exercise.play.projection import Projection
from exercise.play.projection.knowledge import Knowledge
from exercise.play.projection.points import law_views
from exercise.scenario.load import load

ROOM = RoomView("rounds", 1, "talk", (), (), None, ())
NOTHING = Offers((), ())
N, S, C = ("north",), ("south",), ("centre",)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    loaded = load(Path(__file__).parents[1] / "scenarios" / "tiny")
    assert loaded.scenario is not None
    return loaded.scenario


class Fold:
    """A projection with short words for tests."""

    def __init__(self, scenario: Scenario, team: str, **more: Any) -> None:
        self.projection = Projection(scenario, team, "en", **more)

    def see(self, *happenings: h.Happening) -> "Fold":
        for happening in happenings:
            self.projection.see(happening)
        return self

    def at(self, now: int, offers: Offers = NOTHING, **more: Any) -> TeamView:
        return self.projection.view(now=now, offers=offers, room=ROOM, clock_state="stands", **more)


@pytest.fixture
def fold(scenario: Scenario) -> Callable[..., Fold]:
    return lambda team="north", **more: Fold(scenario, team, **more)


def request_sent(audience: tuple[str, ...] = N, **more: Any) -> h.RequestSent:
    words = {"variant": "intact", "language": "", "contents": {"abort": ""}} | more
    return h.RequestSent(60, audience, "r1", "delivery", "north", "south", "direct", **words)


def driving(minute: int = 240) -> tuple[h.Happening, ...]:
    return (
        h.ConsignmentDeparted(minute, N, "load", "road"),
        h.StepBegun(minute, N, "load", "to_bridge", "north", 180, 360),
        h.ControlTaken(minute, N, "load", "north"),
    )


def paper(view: TeamView, key: str) -> MessageView:
    return next(paper for paper in view.inbox if paper.key == key)


# --- what may enter -----------------------------------------------------------------------------------


def test_what_others_are_told_changes_nothing(fold: Callable[..., Fold]) -> None:
    told = fold().at(700)
    for happening in (
        *(h.MessageDelivered(60, S, "hurry", "flash"), h.PointOpened(60, S, "arrest", "south", 180, (("now", True),))),
        *(h.ItemReceived(60, C, "tip", "centre", "north"), request_sent(S)),
        h.ConsignmentSeized(60, S, "load", "south"),
        *(h.AnswerArrived(70, C, "r1", "north", "south", "granted"), h.ExerciseEnded(80, S, "open", "time")),
    ):
        assert fold().see(happening).at(700) == told


@pytest.mark.parametrize(
    "secret",
    [
        h.FactChanged(1, N, "let_go", True),
        h.InjectFired(1, N, "hurry", "planned"),
        h.HazardStruck(1, N, "breakdown"),
        h.ChanceDrawn(1, N, "x", 0.2, True),
        h.AdversaryReacted(1, N, 0, 40),
        h.ExpectationLapsed(1, N, "hurry", "north"),
    ],
)
def test_what_only_staff_know_is_never_told_even_if_addressed(fold: Callable[..., Fold], secret: h.Happening) -> None:
    assert fold().see(secret).at(5) == fold().at(5)


def test_a_request_under_way_is_read_only_when_it_arrives(fold: Callable[..., Fold]) -> None:
    south = fold("south").see(request_sent())
    assert south.at(80).requests == ()
    view = south.see(h.RequestReceived(80, S, "r1", "south")).at(80)
    assert view.requests[0].contents == (("2 Who may abort", "filled in"),)
    assert "Left empty: 1 Legal basis" in paper(view, "request:r1").text
    assert view.ask.waits == "you are awaited by: NO (R-1)"


def test_the_ending_is_told_once_the_exercise_is_over(fold: Callable[..., Fold]) -> None:
    north = fold()
    assert north.at(5).end is None
    end = north.see(h.ExerciseEnded(9, N, "seized", "facilitator")).at(9).end
    assert end is not None
    assert (end.title, end.reason) == ("Seized", "Ended by the facilitator on Mon 2 Mar 08:09.")


def test_in_the_open_pace_what_any_team_learns_is_read_but_not_held(fold: Callable[..., Fold]) -> None:
    told = (h.MessageDelivered(5, S, "advice", "flash"), h.ItemReceived(5, S, "tip", "south", ""))
    view = fold(everything_known=True).see(*told, h.FactChanged(5, (), "x", 1)).at(5)
    assert paper(view, "inject:advice:1").opened
    assert "Nothing is asked of you" in view.ask.text
    assert [item.id for item in view.items] == ["tip"], "north holds the tip from the start, once"


# --- where the load is ----------------------------------------------------------------------------------


def test_under_control_the_load_is_seen_and_moves_on(fold: Callable[..., Fold]) -> None:
    north = fold().see(*driving())
    early, later = (north.at(now).strips[0] for now in (250, 400))
    assert early.seen
    assert 0 < early.driven < later.driven < 0.55
    assert later.low == later.high == later.driven
    assert north.at(250).control == "UNDER CONTROL (NO)"


def test_without_contact_the_stretch_grows_and_never_shrinks(fold: Callable[..., Fold]) -> None:
    north = fold().see(*driving(), h.ControlLost(300, N, "load", "north", "to_bridge"))
    views = [north.at(now) for now in range(300, 1000, 50)]
    assert views[0].control == "NO CONTACT since 13:00"
    widths = [view.strips[0].high - view.strips[0].low for view in views]
    assert widths[0] == 0
    assert widths[1] > 0
    assert not any(view.strips[0].seen for view in views)
    assert all(a.strips[0].low <= b.strips[0].low for a, b in pairwise(views))
    assert views[-1].strips[0].high == 1.0
    assert "last seen 13:00" in views[1].strips[0].eta


def test_from_paper_only_a_load_may_be_anywhere_on_its_way(fold: Callable[..., Fold]) -> None:
    view = fold().at(600)
    assert view.control == "no unit of ours with it"
    assert (view.strips[0].low, view.strips[0].seen) == (0.0, False)
    assert view.strips[0].high > 0


def test_a_load_that_one_does_not_know_of_has_no_road_and_no_marker(fold: Callable[..., Fold]) -> None:
    view = fold("centre").at(600)
    assert view.strips == ()
    assert view.map is not None
    assert (view.map.markers, view.map.legs) == ((), ())


def test_the_eta_stands_against_the_paper_that_the_border_needs(fold: Callable[..., Fold]) -> None:
    north = fold().see(*driving())
    assert north.at(240).strips[0].eta == "The bridge in 3-6 h (paper: 1-5 h)"
    north.see(request_sent(), h.AnswerArrived(250, N, "r1", "north", "south", "granted", (), 2000))
    assert north.at(300).strips[0].eta == "The bridge in 2-5 h (paper: granted)"


def test_the_marker_of_the_map_lies_on_the_leg_that_is_driven(fold: Callable[..., Fold]) -> None:
    shown = fold().see(*driving()).at(400).map
    assert shown is not None
    legs = {leg.id: leg.state for leg in shown.legs}
    assert legs == {"load.to_bridge": "current", "load.to_southtown": "expected"}
    assert shown.markers[0].leg == "load.to_bridge"
    assert 0.3 < shown.markers[0].low == shown.markers[0].high < 1


def test_held_stands_still_and_goes_on_from_there(fold: Callable[..., Fold]) -> None:
    north = fold().see(*driving(), h.ConsignmentHeld(300, N, "load"))
    stood = north.at(300).strips[0].driven
    assert north.at(600).strips[0].driven == stood
    north.see(h.ConsignmentReleased(600, N, "load"))
    assert north.at(601).strips[0].driven > stood


# --- what is asked ----------------------------------------------------------------------------------------


def open_point(deadline: int | None = 360) -> Offers:
    options = (OptionOffer("go", True), OptionOffer("stop", False, "closed"))
    return Offers((PointOffer("let_it_go", "north", 0, deadline, options),), ())


def test_the_ask_bar_names_the_most_urgent_thing_in_order(fold: Callable[..., Fold]) -> None:
    north = fold()
    assert north.at(5).ask.text == "Nothing is asked of you. Say carry on when you are ready."
    north.see(h.MessageDelivered(5, N, "hurry", "priority"))
    assert north.at(5).ask.text == "READ: Dispatcher: The lorry is waiting"
    north.see(request_sent(), h.AnswerArrived(90, N, "r1", "north", "south", "returned", ("basis",)))
    assert north.at(90).ask.text == "OPEN R-1: returned, 1 Legal basis"
    asked = north.at(90, open_point()).ask
    assert (asked.text, asked.deadline, asked.urgent) == ("DECIDE 1: Let it go", "by 14:00 = 4 h 30 m", False)
    assert north.at(320, open_point()).ask.urgent


def test_a_sealed_answer_is_asked_no_more_and_said_in_words(fold: Callable[..., Fold]) -> None:
    sealed = [Decision("north", Answer("let_it_go", ("go",)))]
    view = fold().at(5, open_point(), sealed=sealed)
    assert view.points[0].sealed
    assert "Nothing is asked" in view.ask.text
    assert [(act.number, act.text, act.takes) for act in view.sealed] == [(1, "Let it go - Let it go under watch", 15)]


def test_an_act_that_could_not_take_place_says_why(fold: Callable[..., Fold]) -> None:
    refused = [(Decision("north", Share(("tip",), "south", "direct")), Refusal("not_held", {"item": "tip"}))]
    assert fold().at(5, refused=refused).refused == (
        "Pass to South through Direct line: The tip: Your team does not hold this item.",
    )


def test_what_one_waits_for_names_requests_and_enquiries_since_when(fold: Callable[..., Fold]) -> None:
    north = fold().see(request_sent(), h.EnquirySent(70, N, "q1", "north", "registry", "owner"))
    assert north.at(80).waits == "R-1 South, since 09:00; Q-1 Registry of vehicles, since 09:10"
    north.see(h.EnquiryAnswered(90, N, "q1", "north", "registry", "owner", True))
    view = north.at(90)
    assert view.waits == "R-1 South, since 09:00"
    assert paper(view, "enquiry:q1").text == "A company in Southtown."


# --- points and forms -------------------------------------------------------------------------------------


def test_a_closed_option_stays_with_the_words_of_the_author(fold: Callable[..., Fold]) -> None:
    options = (OptionOffer("now", True), OptionOffer("wait", False, "decisions.arrest.options.wait.because"))
    view = fold("south").at(5, Offers((PointOffer("arrest", "south", 0, None, options),), ()))
    assert [(o.id, o.available, o.because) for o in view.points[0].options] == [
        ("now", True, ""),
        ("wait", False, "Nobody watches the bridge, so nobody follows the lorry."),
    ]


def test_a_path_to_a_secret_is_not_followed(fold: Callable[..., Fold]) -> None:
    options = (OptionOffer("wait", False, "decisions.arrest.options.wait.recommended"),)
    view = fold("south").at(5, Offers((PointOffer("arrest", "south", 0, None, options),), ()))
    assert view.points[0].options[0].because == "This is closed now."


def test_the_point_that_a_request_opens_names_what_is_lacking(fold: Callable[..., Fold]) -> None:
    options = tuple(OptionOffer(id, True) for id in ("grant", "conditions", "return", "refuse"))
    south = fold("south").see(request_sent(), h.RequestReceived(80, S, "r1", "south"))
    south.see(h.PointOpened(90, S, "respond_r1", "south", 300, (), "r1"))
    point = south.at(90, Offers((PointOffer("respond_r1", "south", 90, 300, options, "r1"),), ())).points[0]
    assert point.question == "North asks you: Request for controlled delivery (R-1). How do you answer?"
    details = {option.id: option.detail for option in point.options}
    assert details["return"] == "Left empty: 1 Legal basis."
    assert details["grant"] == "In force for 1 d."


def test_numbers_of_points_follow_the_order_of_opening_and_stay(fold: Callable[..., Fold]) -> None:
    south = fold("south").see(
        h.PointOpened(0, S, "watch", "south", 180, ()),
        h.PointOpened(9, S, "arrest", "south", 180, ()),
        h.PointOpened(12, S, "watch", "south", 280, ()),
    )
    offers = Offers((PointOffer("arrest", "south", 9, None, ()), PointOffer("watch", "south", 12, None, ())), ())
    assert [(point.id, point.number) for point in south.at(20, offers).points] == [("arrest", 2), ("watch", 1)]


def test_a_form_says_its_choices_and_why_one_is_closed(fold: Callable[..., Fold]) -> None:
    fields = (
        FieldOffer("items", "many", (OptionOffer("tip", True),)),
        FieldOffer("to", "one", (OptionOffer("south", False, "self"),)),
    )
    form = fold().at(5, Offers((), (FormOffer("share", fields, 5),))).forms[0]
    assert form.fields[0].choices == (("tip", "I-1 The tip · B2, free to pass on", True, ""),)
    assert form.fields[1].choices == (("south", "South", False, "This goes to another team, not to your own."),)


def test_a_consignment_that_one_does_not_know_of_is_not_offered(fold: Callable[..., Fold]) -> None:
    choices = {"unit": "van", "consignment": "load"}
    fields = tuple(FieldOffer(name, "one", (OptionOffer(choice, True),)) for name, choice in choices.items())
    offers = Offers((), (FormOffer("assign", fields),))
    south = fold("south")
    assert (south.at(5, offers).forms[0].available, south.at(5, offers).forms[0].fields[1].choices) == (False, ())
    south.see(request_sent(), h.RequestReceived(80, S, "r1", "south"))
    assert south.at(80, offers).forms[0].available


# --- inbox and feed -----------------------------------------------------------------------------------------


def test_the_briefing_is_the_first_paper_and_what_one_starts_with_is_held(fold: Callable[..., Fold]) -> None:
    view = fold().at(0)
    assert [paper.key for paper in view.inbox] == ["briefing", "item:tip"]
    assert "A lorry with a load is about to leave Northtown." in view.inbox[0].text
    assert [(item.number, item.grading, item.opened) for item in view.items] == [("I-1", "B2", False)]


def test_held_and_opened_are_told_apart_whichever_comes_first(fold: Callable[..., Fold]) -> None:
    north = fold()
    north.projection.mark_opened("inject:hurry:1")
    north.projection.mark_opened("item:tip")
    view = north.see(h.MessageDelivered(5, N, "hurry", "priority"), h.MessageDelivered(9, N, "hurry", "priority")).at(9)
    assert [(p.key, p.opened) for p in view.inbox] == [
        ("briefing", False),
        ("item:tip", True),
        ("inject:hurry:1", True),
        ("inject:hurry:2", False),
    ]
    assert view.items[0].opened


def test_an_answer_says_what_is_missing_and_which_request_it_belongs_to(fold: Callable[..., Fold]) -> None:
    answer = h.AnswerArrived(374, N, "r1", "north", "south", "returned", ("basis", "language"))
    view = fold().see(request_sent(), answer).at(374)
    came = paper(view, "answer:r1:1")
    assert came.cause == "your request of 09:00, 5 h 14 m ago"
    assert "- 1 Legal basis" in came.text
    assert (view.requests[0].sign, view.requests[0].missing[0], view.requests[0].mine) == ("bad", "1 Legal basis", True)
    assert dict(view.requests[0].filled)["to"] == "south"


def test_conditions_and_the_reason_of_a_refusal_are_said_in_their_own_words(fold: Callable[..., Fold]) -> None:
    said = h.AnswerArrived(90, N, "r1", "north", "south", "granted", (), 2000, "A protocol at each stop.")
    view = fold().see(request_sent(), said).at(90)
    assert view.requests[0].conditions == "A protocol at each stop."
    assert "Conditions: A protocol at each stop." in paper(view, "answer:r1:1").text


@pytest.mark.parametrize(
    "typed", ["see.annex", "p.5", "decisions.arrest.options.now", "teams.south.profile.conditions"]
)
def test_typed_words_that_look_like_a_path_are_said_as_they_were_typed(fold: Callable[..., Fold], typed: str) -> None:
    said = h.AnswerArrived(90, N, "r1", "north", "south", "refused", (), None, typed)
    view = fold().see(request_sent(), said).at(90)
    assert view.requests[0].conditions == typed
    assert paper(view, "answer:r1:1").text.endswith(f"\n{typed}")


def test_what_the_author_says_in_an_answer_is_said_in_his_words(scenario: Scenario) -> None:
    profile = replace(scenario.teams["south"].profile, refuses_because=Text({"en": "Our court is away."}))
    teams = {**scenario.teams, "south": replace(scenario.teams["south"], profile=profile)}
    said = h.AnswerArrived(90, N, "r1", "north", "south", "refused", (), None, "teams.south.profile.refuses_because")
    view = Fold(replace(scenario, teams=teams), "north").see(request_sent(), said).at(90)
    assert view.requests[0].conditions == "Our court is away."


def test_each_call_and_each_item_sent_again_is_a_paper_of_its_own_in_its_order(fold: Callable[..., Fold]) -> None:
    calls = [h.TalkHeld(30, (*N, *S), "north", "south", "call", (), said) for said in ("First.", "Second.")]
    sent = [h.ItemSent(minute, N, "tip", "north", "south", "direct") for minute in (40, 60)]
    other = h.TalkHeld(50, (*N, *S), "north", "south", "call", (), "Third.")
    view = fold().see(*calls, sent[0], other, sent[1]).at(90)
    assert [(p.key, p.minute) for p in view.inbox[2:]] == [
        ("sent:talk:south:30", 30),
        ("sent:talk:south:30:2", 30),
        ("sent:item:tip:south", 40),
        ("sent:talk:south:50", 50),
        ("sent:item:tip:south:2", 60),
    ]
    assert ["First." in view.inbox[2].text, "Second." in view.inbox[3].text] == [True, True]


def test_an_item_read_at_another_team_stands_where_it_came_to_ones_own(fold: Callable[..., Fold]) -> None:
    told = [h.ItemReceived(minute, to, "tip", to[0], "north") for minute, to in ((5, C), (7, C), (9, S))]
    view = fold("south", everything_known=True).see(told[0], h.MessageDelivered(6, S, "advice", "flash"), told[1])
    keys = [(p.key, p.minute) for p in view.at(8).inbox[1:]]
    assert keys == [("item:tip", 5), ("inject:advice:1", 6)]
    inbox = view.see(told[2]).at(9).inbox
    assert [(p.key, p.minute) for p in inbox[1:]] == [("inject:advice:1", 6), ("item:tip", 9)]


def test_the_feed_speaks_from_where_the_team_stands(fold: Callable[..., Fold]) -> None:
    everyone = ("north", "south", "centre")
    happenings = (request_sent(everyone), h.UnitRelieved(480, everyone, "north", "car", False, 900))
    north = [line.text for line in fold().see(*happenings).at(480).feed]
    centre = [line.text for line in fold("centre").see(*happenings).at(480).feed]
    assert north == [
        "You asked South through Direct line: R-1 sent (Request for controlled delivery).",
        "Relief: Car of the north left, its shift ended.",
    ]
    assert centre[0] == "North asked South through Direct line: R-1 (Request for controlled delivery)."


def test_units_say_what_they_do(fold: Callable[..., Fold]) -> None:
    north = fold()
    happenings = (
        h.UnitAssigned(60, N, "north", "car", "load", 80),
        h.UnitInPlace(80, N, "north", "car", "load", 560),
        h.UnitRelieved(560, N, "north", "car", False, 1040),
    )
    assert north.at(0).units[0].status == "free, Northtown"
    assert [north.see(happening).at(happening.minute).units[0].status for happening in happenings] == [
        "under way, in place at 09:20",
        "in place, relief at 17:20",
        "rests until Tue 3 Mar 01:20",
    ]
    assert north.at(1040).units[0].free


def test_texts_that_came_in_keep_no_character_that_a_terminal_obeys(fold: Callable[..., Fold]) -> None:
    view = fold().see(h.NoticeDelivered(5, N, "Control", "Note", "Stop\u202e\x1b[2Jnow", "routine")).at(5)
    assert paper(view, "notice:1").text == "Stop[2Jnow"


# --- together with others ---------------------------------------------------------------------------------


def test_a_point_to_sign_shows_the_question_and_what_was_signed(fold: Callable[..., Fold]) -> None:
    options = (OptionOffer("sign", True), OptionOffer("decline", True))
    offer = PointOffer("cosign_let_it_go_south", "south", 5, None, options, cosigns="let_it_go", proposed=("go",))
    point = fold("south").at(5, Offers((offer,), ())).points[0]
    assert point.question == "North asks you to sign its decision: The lorry is loaded. Does it go?"
    assert point.detail == "North signed: Let it go under watch"
    assert [option.label for option in point.options] == ["Sign", "Decline to sign"]


def test_a_point_to_agree_on_is_put_with_the_words_of_its_author(fold: Callable[..., Fold]) -> None:
    offer = PointOffer("agree_let_it_go_south", "south", 5, None, (OptionOffer("go", True),), agrees="let_it_go")
    point = fold("south").at(5, Offers((offer,), ())).points[0]
    assert (point.title, point.options[0].label) == ("Let it go", "Let it go under watch")
    assert [role for role, _ in point.roles] == ["head"]


def test_something_else_is_offered_in_words(fold: Callable[..., Fold]) -> None:
    options = (OptionOffer("go", True), OptionOffer("something_else", False, "no_facilitator"))
    point = fold().at(5, Offers((PointOffer("let_it_go", "north", 0, None, options),), ())).points[0]
    assert point.options[1].label == "Something else: write it, the facilitator rules"
    assert point.options[1].because == "There is no facilitator who could rule on it."


def test_a_role_is_busy_with_what_it_decided_or_sealed_as_long_as_that_takes(fold: Callable[..., Fold]) -> None:
    north = fold()
    role = next(iter(north.projection.scenario.teams["north"].roles))
    sealed = [Decision("north", Answer("let_it_go", ("go",)), role)]
    assert north.at(5, open_point(), sealed=sealed).points[0].busy == ((role, "08:20"),)
    taken = h.DecisionTaken(60, N, "other", "north", ("x",), (), (), "", (), 0, "", role, "team", 30)
    north.see(taken)
    assert north.at(80, open_point()).points[0].busy == ((role, "09:30"),)
    assert north.at(90, open_point()).points[0].busy == ()


def test_a_role_that_alone_may_decide_something_else_is_named_as_better_spared(fold: Callable[..., Fold]) -> None:
    north = fold()
    scenario = north.projection.scenario
    alone = scenario.decisions["let_it_go"].model_copy(update={"roles": ("head",)})
    north.projection.scenario.decisions["only_the_head"] = alone
    offers = Offers((*open_point().points, PointOffer("only_the_head", "north", 0, None, ())), ())
    by_id = {point.id: point for point in north.at(5, offers).points}
    assert (by_id["let_it_go"].scarce, by_id["only_the_head"].scarce) == (("head",), ())


def filing(*states: str) -> Offers:
    to = FieldOffer("to", "one", tuple(OptionOffer(state, True) for state in states))
    return Offers((), (FormOffer("file", (to,), 20, "delivery"),))


def test_a_request_sealed_in_this_round_is_not_offered_to_the_same_state_again(fold: Callable[..., Fold]) -> None:
    sealed = [Decision("north", File("delivery", "south", "direct"))]
    both = fold().at(5, filing("south", "centre"), sealed=sealed).forms[0]
    assert both.available
    assert [choice[2:] for choice in both.fields[0].choices] == [(False, "sealed already in this round"), (True, "")]
    spent = fold().at(5, filing("south"), sealed=sealed).forms[0]
    assert (spent.available, spent.because) == (False, "sealed already in this round")


@pytest.mark.parametrize(
    ("field", "because"),
    [
        ("items", "Your team holds no item of information yet."),
        ("consignment", "Your team knows of no consignment yet."),
    ],
)
def test_a_form_says_of_what_there_is_nothing_to_choose(fold: Callable[..., Fold], field: str, because: str) -> None:
    form = FormOffer("share", (FieldOffer(field, "one"),), available=False, because="nothing_to_share")
    shown = fold("centre").at(5, Offers((), (form,))).forms[0]
    assert (shown.available, shown.because) == (False, because)


def test_a_legal_basis_is_offered_with_its_source_in_the_language_of_the_reader(scenario: Scenario) -> None:
    source = Text({"en": "As commonly cited", "ru": "Как обычно цитируют"})
    basis = Basis(label=Text("Article 11"), text=NO_TEXT, source=source, confidence="to_confirm")
    known = scenario.model_copy(update={"law": {"article_11": basis}})
    notes = {tag: law_views(Knowledge(Names(known, tag), "north"), ())[0].note for tag in ("en", "ru")}
    assert notes == {
        "en": "As commonly cited · to be confirmed by the instructor",
        "ru": "Как обычно цитируют · подлежит подтверждению преподавателем",
    }


FILED = {"paper": "delivery", "to": "south", "channel": "direct", "contents": {"abort": ""}}


def test_a_request_of_ones_own_is_on_its_way_from_the_minute_it_is_filed(fold: Callable[..., Fold]) -> None:
    one = fold().see(h.FormSubmitted(30, (), "north", "file", FILED, ""))
    (drawn,) = one.at(40).requests
    assert (drawn.number, drawn.sign, drawn.mine) == ("", "wait", True)
    assert drawn.status.startswith("being drawn up since")
    assert one.at(40).waits == "Request for controlled delivery to South: being drawn up"
    (left,) = one.see(request_sent()).at(60).requests
    assert left.number == "R-1"


def test_what_another_team_files_is_not_on_its_way_here(fold: Callable[..., Fold]) -> None:
    view = fold("south").see(h.FormSubmitted(30, (), "north", "file", FILED, "")).at(40)
    assert (view.requests, view.waits) == ((), "")


def test_a_request_sealed_in_this_round_is_listed_as_such(fold: Callable[..., Fold]) -> None:
    sealed = Decision("north", File("delivery", "south", "direct", {"abort": ""}))
    (request,) = fold().at(0, sealed=(sealed,)).requests
    assert request.status == "sealed in this round"


def test_a_request_that_a_decision_sends_is_drawn_up_from_the_decision_on(scenario: Scenario) -> None:
    effect = SendRequest(request="delivery", to="south", channel="direct")
    point = scenario.decisions["let_it_go"]
    options = dict(point.options) | {"go": point.options["go"].model_copy(update={"effects": (effect,)})}
    decisions = {"let_it_go": point.model_copy(update={"options": options})}
    asking = scenario.model_copy(update={"decisions": dict(scenario.decisions) | decisions})
    taken = h.DecisionTaken(30, N, "let_it_go", "north", ("go",), (), (), "", (), 3, "", "", "", 30)
    (drawn,) = Fold(asking, "north").see(taken).at(40).requests
    assert (drawn.to, drawn.number) == ("South", "")


def test_the_contents_of_a_request_are_shown_in_the_order_of_its_form(scenario: Scenario) -> None:
    paper = scenario.papers["delivery"]
    contents = {name: Content(label=Text({"en": name})) for name in ("who", "abort", "last")}
    papers = dict(scenario.papers) | {"delivery": paper.model_copy(update={"contents": contents})}
    fold = Fold(scenario.model_copy(update={"papers": papers}), "north")
    (request,) = fold.see(request_sent(contents={"abort": "", "last": "", "who": ""})).at(60).requests
    assert [label for label, _ in request.contents] == ["1 who", "2 abort", "3 last"]


def test_a_team_that_knows_of_the_load_reads_what_it_is_and_how_its_own_law_sees_it(scenario: Scenario) -> None:
    name, load = next(iter(scenario.consignments.items()))
    status = {"north": LegalStatus(listed=True, source=Text({"en": "Gazette"}), confidence="to_confirm")}
    known = load.model_copy(update={"status": status, "known_to": N})
    told = scenario.model_copy(update={"consignments": {name: known}})
    (strip,) = Fold(told, "north").at(0).strips
    assert (strip.load, strip.law) == (
        "Compound T, 2 kg",
        "in your State: listed (to be confirmed by the instructor)",
    )
    assert Fold(told, "south").at(0).strips == ()


def test_a_form_that_passes_items_on_says_the_handling_rule_of_each(scenario: Scenario) -> None:
    part = scenario.intel["tip"].model_copy(update={"handling": "classified"})
    kept = scenario.model_copy(update={"intel": dict(scenario.intel) | {"tip": part}})
    offer = FormOffer("share", (FieldOffer("items", "many", (OptionOffer("tip", True),)),))
    (form,) = Fold(kept, "north").at(0, Offers((), (offer,))).forms
    assert form.fields[0].choices[0][1] == "I-1 The tip · B2, classified, not to be passed on"
