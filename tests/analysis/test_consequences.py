"""Consequences: what followed from a decision by its effects and by conditions, and nothing that merely came later."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercise.analysis.consequences import Consequence, Consequences
from exercise.analysis.history import History
from exercise.analysis.knowledge import decisions
from exercise.analysis.sentences import Sentences
from exercise.model import happenings as h
from exercise.model.expressions import Fact
from exercise.play.names import Names
from exercise.play.policies import POLICIES
from exercise.play.record import Header, Record, Setup
from exercise.play.runner import play_out
from exercise.scenario.load import load
from tests.debrief.records import ALL, ASKED, asked, changed, compiled, ended, fact, record, taken

FOLDER = Path(__file__).parents[2] / "scenarios" / "first_parcel"


def scenario(effects=(), **changes):
    """The Bridge, whose option "By telephone" has *effects*."""
    plain = compiled().model_dump(by_alias=True)
    plain["decisions"]["ask"]["options"]["phone"]["effects"] = list(effects)
    for name, part in changes.items():
        plain[name] = {**plain[name], **part}
    return compiled(**{name: plain[name] for name in ("decisions", *changes)})


def come(steps, of):
    """What came of the first decision of *steps*, as kinds of happenings or of other consequences."""
    run = record([*steps, ended()], of)
    first = next(one for one in run.happenings if isinstance(one, h.DecisionTaken))
    return [
        (one.minute, type(one.happening).__name__ if one.happening else one.kind) for one in Consequences(run).of(first)
    ]


def effective(minute=50):
    return h.DecisionEffective(minute, ("west",), "ask", "west")


def test_a_message_sent_by_an_effect_counts_with_its_items_and_effects():
    lots = {
        "late": {
            "to": ["west"],
            "text": "t",
            "gives": ["east_item"],
            "effects": [{"kind": "set", "set": "west_fact"}],
        }
    }
    of = scenario([{"kind": "inject", "inject": "late", "after": {"shape": "fixed", "minutes": 30}}], injects=lots)
    steps = [
        asked(30), effective(50), h.InjectFired(80, (), "late", "effect"),
        h.MessageDelivered(80, ("west",), "late", "routine"),
        h.ItemReceived(80, ("west",), "east_item", "west", ""), changed(80, "west_fact"),
    ]  # fmt: skip
    assert come(steps, of)[:2] == [(80, "MessageDelivered"), (80, "ItemReceived")]


def test_a_message_sent_before_the_effect_could_take_place_is_not_its():
    of = scenario([{"kind": "inject", "inject": "tip", "after": {"shape": "fixed", "minutes": 30}}])
    early = [h.InjectFired(35, (), "tip", "planned"), h.MessageDelivered(35, ("east",), "tip", "routine")]
    assert come([asked(30), *early, effective(50)], of) == []


def test_an_effect_that_never_took_place_brought_nothing():
    of = scenario([{"kind": "inject", "inject": "tip"}])
    late = [h.InjectFired(60, (), "tip", "effect"), h.MessageDelivered(60, ("east",), "tip", "routine")]
    assert come([asked(30), *late], of) == []
    assert come([asked(30), effective(60), *late], of) == [(60, "MessageDelivered")]


def test_of_a_chance_only_the_branch_that_came_counts():
    branch = {"kind": "chance", "chance": 0.5, "then": [{"kind": "hold", "hold": "load"}],
              "else": [{"kind": "seize", "seize": "load"}]}  # fmt: skip
    path = "decisions.ask.options.phone.effects.0"
    steps = [asked(30), h.ChanceDrawn(50, (), path, 0.5, came=True), h.ConsignmentHeld(50, ALL, "load"), effective(50),
             h.ConsignmentSeized(90, ALL, "load", "east")]  # fmt: skip
    assert come(steps, scenario([branch])) == [(50, "ConsignmentHeld")]


def test_a_request_counts_with_its_answer_and_the_entry_it_was_for():
    sends = [{"kind": "request", "request": "consent", "to": "east", "channel": "liaison"}]
    steps = [
        asked(30), h.RequestSent(50, ("west",), "r1", "consent", "west", "east", "liaison", "intact", ""),
        effective(50),
        h.RequestSent(51, ("west",), "r2", "consent", "west", "east", "liaison", "intact", ""),
        h.StateEntered(200, ALL, "load", "east", "west", "asked", variant_agreed=False, lawful=False),
        h.AnswerArrived(230, ALL, "r1", "west", "east", "returned", ("abort",)),
        h.AnswerArrived(240, ALL, "r2", "west", "east", "granted"),
    ]  # fmt: skip
    of = scenario(sends)
    assert come(steps, of) == [(50, "RequestSent"), (200, "StateEntered"), (230, "AnswerArrived")]
    run = record(steps, of)
    lines = Sentences(Names(of, "en")).came(Consequences(run).of(run.happenings[0]))
    assert [line.bad for line in lines] == [False, True, True]
    assert "Abort criteria" in lines[-1].text


def conditional(when):
    return {"rung": {"to": ["west"], "text": "t", "when": when}}


def fired(minute=90):
    return [
        h.InjectFired(minute, (), "rung", "condition"),
        h.MessageDelivered(minute, ("west",), "rung", "routine"),
        changed(minute, "inject.rung"),
    ]


def test_a_message_whose_condition_held_only_because_of_a_fact_it_set_is_its():
    of = scenario([{"kind": "set", "set": "west_fact"}], injects=conditional(fact("west_fact")))
    assert (90, "MessageDelivered") in come([asked(30), changed(50, "west_fact"), effective(50), *fired()], of)


def test_a_message_whose_condition_held_without_it_as_well_is_not_its():
    either = {"node": "any", "of": [fact("west_fact"), fact("east_secret")]}
    of = scenario([{"kind": "set", "set": "west_fact"}], injects=conditional(either))
    steps = [changed(10, "east_secret"), asked(30), changed(50, "west_fact"), effective(50), *fired()]
    assert (90, "MessageDelivered") not in come(steps, of)


def test_the_decision_itself_is_a_fact_that_conditions_read():
    of = scenario(injects=conditional(fact("chose.ask.phone")))
    steps = [
        asked(30),
        changed(30, "decided.ask", "phone"),
        changed(30, "chose.ask.phone"),
        effective(),
        *fired(),
    ]
    assert come(steps, of) == [(90, "MessageDelivered")]


def test_what_follows_from_what_followed_counts_too():
    of = scenario(
        [{"kind": "set", "set": "west_fact"}],
        injects={
            **conditional(fact("west_fact")),
            "second": {"to": ["east"], "text": "t", "when": fact("inject.rung")},
        },
    )
    second = [
        h.InjectFired(95, (), "second", "condition"),
        h.MessageDelivered(95, ("east",), "second", "routine"),
    ]
    steps = [asked(30), changed(50, "west_fact"), effective(50), *fired(), *second]
    assert (95, "MessageDelivered") in come(steps, of)


def test_a_contingency_counts_where_the_decision_was_not_what_was_expected():
    expects = {"decided": {"ask": "paper"}, "within": 60, "else": "rung"}
    lots = {"call": {"to": ["west"], "text": "t", "expects": expects}, "rung": {"to": ["west"], "text": "t"}}
    of = scenario(injects=lots)
    lapse = [
        h.ExpectationLapsed(90, (), "call", "west"),
        h.InjectFired(90, (), "rung", "contingency"),
        h.MessageDelivered(90, ("west",), "rung", "routine"),
    ]
    assert come([asked(30), effective(), *lapse], of) == [(90, "MessageDelivered")]
    assert come([asked(30, "paper"), effective(), *lapse], of) == []


def test_an_option_that_was_open_only_because_of_it_is_told():
    of = scenario([{"kind": "set", "set": "west_fact"}])
    plain = of.model_dump(by_alias=True)["decisions"]
    plain["secret"]["options"]["yes"]["requires"] = fact("west_fact")
    later = taken(200, "secret", "east", ("yes",), (("yes", True),))
    steps = [asked(30), changed(50, "west_fact"), effective(50), later]
    assert (200, "open") in come(steps, compiled(decisions=plain))


def test_ending_and_ratings_that_stand_on_it_are_told():
    ends = {
        "won": {"title": "Won", "text": "t", "when": fact("west_fact")},
        "held": {"title": "H", "text": "t"},
    }
    plain = scenario([{"kind": "set", "set": "west_fact"}]).model_dump(by_alias=True)
    of = compiled(decisions=plain["decisions"], outcomes=ends)
    run = record([asked(30), changed(50, "west_fact"), effective(50), h.ExerciseEnded(600, ALL, "won", "time")], of)
    found = [one for one in Consequences(run).of(run.happenings[0]) if one.kind != "happening"]
    assert [(one.kind, one.verdict, one.without) for one in found] == [
        ("ending", "", "held"),
        ("task", "P", "U"),
    ]
    assert not any(one.bad for one in found)


def test_custody_records_of_one_minute_stand_in_one_line():
    seals = [{"kind": "record", "record": "seal"}, {"kind": "record", "record": "weigh"}]
    path = "decisions.ask.options.phone.effects."
    log = [
        h.CustodyRecorded(50, ALL, "load", "moving", what, "west", True, f"{path}{n}")
        for n, what in enumerate(("seal", "weigh"))
    ]
    run = record([asked(30), *log, effective(50)], scenario(seals))
    lines = Sentences(Names(run.scenario, "en")).came(Consequences(run).of(run.happenings[0]))
    assert [line.text for line in lines] == ["The load: 2 custody records, with a protocol."]


def test_a_team_is_told_only_what_reached_it():
    of = scenario([{"kind": "inject", "inject": "tip"}])
    run = record(
        [
            asked(30),
            h.InjectFired(50, (), "tip", "effect"),
            h.MessageDelivered(50, ("east",), "tip", "routine"),
            effective(50),
        ],
        of,
    )
    consequences = Consequences(run).of(run.happenings[0])
    assert len(Sentences(Names(of, "en"), "east").came(consequences)) == 1
    assert Sentences(Names(of, "en"), "west").came(consequences) == ()


def test_a_history_without_some_changes_keeps_all_others():
    run = record([changed(10, "west_fact"), changed(20, "west_fact", False), changed(30, "east_secret")])
    history = History(run.scenario, run.happenings, 100)
    without = history.without({1})
    assert [without.of(Fact(name="west_fact")).at(minute) for minute in (5, 10, 20)] == [False, True, True]
    assert without.of(Fact(name="east_secret")).at(30) is True
    assert history.of(Fact(name="west_fact")).last is False


@pytest.mark.parametrize("policy", ["recommended", "random"])
def test_on_a_real_scenario_every_consequence_comes_after_its_decision_and_has_words(policy):
    played = load(FOLDER).scenario
    assert played is not None
    engine = play_out(played, 3, dict.fromkeys(played.played, POLICIES[policy]))
    header = Header(1, "1", "", 3, Setup(), {}, None, "")
    run = Record(header, played, (), tuple(engine.happenings), (), True, ())
    consequences, sentences = Consequences(run), Sentences(Names(played, "en"))
    counted = 0
    for one in (each for each in run.happenings if isinstance(each, h.DecisionTaken)):
        found = consequences.of(one)
        assert all(came.minute >= one.minute for came in found)
        assert all(line.text for line in sentences.came(found))
        counted += len(found)
    assert counted > 10
    assert decisions(run, "en") == ()


def test_offered_but_unread_points_change_nothing():
    assert come([asked(30), h.PointOpened(40, ("east",), "secret", "east", None, ASKED), effective()], scenario()) == []


@pytest.mark.parametrize(
    ("tag", "value", "said"),
    [
        ("en", "enough", "What travels: enough for the charge."),
        ("ru", "enough", "Что едет: достаточно для обвинения."),
        ("en", "none_left", "What travels: none left."),
        ("en", 3, "What travels: 3."),
        ("en", True, "What travels."),
        ("en", False, "No longer: What travels."),
    ],
)
def test_a_change_is_told_in_the_words_of_the_author(tag, value, said):
    amount = {
        "start": "all", "words": ["all", "enough", "none_left"],
        "note": {"en": "What travels", "ru": "Что едет."},
        "says": {"enough": {"en": "enough for the charge", "ru": "достаточно для обвинения"}},
    }  # fmt: skip
    of = scenario(facts={"amount": amount})
    change = Consequence(50, "happening", changed(50, "amount", value))
    assert [line.text for line in Sentences(Names(of, tag)).came([change])] == [said]
