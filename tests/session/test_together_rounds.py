"""Decisions that more than one must carry, in rounds: nobody waits in vain, and nothing blocks for ever."""

import asyncio

import pytest

from exercise.engine import Engine
from exercise.model.decisions import Answer, StaffRule
from exercise.model.happenings import AgreementFailed, DecisionTaken, ExerciseEnded, RulingAsked, SignatureGiven
from exercise.model.scenario import Scenario
from exercise.play.policies import POLICIES
from exercise.play.record import read_record
from exercise.play.replay import replay
from exercise.play.runner import play_out
from exercise.session.session import Session
from tests.session.conftest import PIN, settle, tiny_scenario
from tests.session.players import play

CARRY = {"cosigners": ("south",), "vote": True, "signatures": ("head", "prosecutor")}


def joint(**points: dict[str, object]) -> Scenario:
    """Return the tiny scenario with its points changed so."""
    tiny = tiny_scenario()
    changed = {name: tiny.decisions[name].model_copy(update=update) for name, update in points.items()}
    return tiny.model_copy(update={"decisions": {**tiny.decisions, **changed}})


@pytest.fixture
def everything() -> Scenario:
    """One point that others sign, one to agree on, one that may be answered in own words."""
    return joint(let_it_go=CARRY, watch={"agreement": ("centre",)}, advise={"something_else": True}, arrest=CARRY_SOUTH)


CARRY_SOUTH = {"cosigners": ("north",), "vote": True}


def formal(*options: str) -> Answer:
    return Answer("let_it_go", options, signed=("head", "prosecutor"), votes={"go": 3, "stop": 2}, dissent="Too early.")


def taken(session) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(h.team, h.point, h.options) for h in session.conduct.engine.happenings if isinstance(h, DecisionTaken)]


async def carry_on(session, *teams: str) -> None:
    for team in teams:
        assert await session.seat(team, "en").ready() is None
    await settle()


async def test_a_cosigner_is_asked_one_minute_later_and_its_signature_lets_the_decision_take_place(begin) -> None:
    async with begin(scenario=joint(let_it_go=CARRY)) as session:
        north, south = session.seat("north", "en"), session.seat("south", "en")
        assert await north.submit(formal("go")) is None
        await carry_on(session, "north", "south")
        room = session.conduct.room
        assert (room.phase, room.round, session.conduct.engine.now) == ("talk", 2, 1)
        assert ("north", "let_it_go", ("go",)) not in taken(session)
        asked = next(point for point in south.view().points if point.id == "cosign_let_it_go_south")
        assert [option.id for option in asked.options] == ["sign", "decline"]
        assert (await south.ready()).code == "blocking_open"
        assert await south.submit(Answer("cosign_let_it_go_south", ("sign",))) is None
        await carry_on(session, "south", "north")
        assert ("north", "let_it_go", ("go",)) in taken(session)


async def test_a_signature_declined_puts_the_question_again(begin) -> None:
    async with begin(scenario=joint(let_it_go=CARRY)) as session:
        north, south = session.seat("north", "en"), session.seat("south", "en")
        await north.submit(formal("stop"))
        await carry_on(session, "north", "south")
        await south.submit(Answer("cosign_let_it_go_south", ("decline",)))
        await carry_on(session, "south", "north")
        assert session.conduct.room.phase == "talk"
        assert (await north.ready()).code == "blocking_open"
        assert await north.submit(formal("go")) is None


async def test_a_bot_signs_what_is_recommended_and_people_wait_for_no_bot(begin) -> None:
    async with begin(("north",), scenario=joint(let_it_go=CARRY)) as session:
        await session.seat("north", "en").submit(formal("go"))
        await carry_on(session, "north")
        assert ("north", "let_it_go", ("go",)) in taken(session)


async def test_a_bot_declines_what_is_not_recommended_and_gives_way_when_asked_again(begin) -> None:
    async with begin(("north",), scenario=joint(let_it_go=CARRY)) as session:
        signed = []
        for _ in range(4):
            if session.conduct.blocking("north"):
                await session.seat("north", "en").submit(formal("stop"))
            await carry_on(session, "north")
            signed = [h.signed for h in session.conduct.engine.happenings if isinstance(h, SignatureGiven)]
        assert signed == [False, False, True]
        assert ("north", "let_it_go", ("stop",)) in taken(session)


async def test_teams_that_must_agree_are_asked_in_one_round_and_again_where_they_differ(begin) -> None:
    scenario = joint(watch={"agreement": ("north",), "blocking": True})
    async with begin(("north", "south"), scenario=scenario) as session:
        north, south = session.seat("north", "en"), session.seat("south", "en")
        await north.submit(Answer("let_it_go", ("go",)))
        assert (await north.ready()).code == "blocking_open"
        await north.submit(Answer("agree_watch_north", ("none",)))
        await south.submit(Answer("watch", ("watch",)))
        await carry_on(session, "north", "south")
        assert any(isinstance(h, AgreementFailed) for h in session.conduct.engine.happenings)
        assert session.conduct.room.round == 2
        await north.submit(Answer("agree_watch_north", ("watch",)))
        await south.submit(Answer("watch", ("watch",)))
        await carry_on(session, "north", "south")
        assert ("south", "watch", ("watch",)) in taken(session)


async def test_the_facilitator_sees_what_the_others_answered_where_teams_must_agree_and_nothing_sealed(
    facilitate,
) -> None:
    async with facilitate(scenario=joint(watch={"agreement": ("north",)})) as session:
        north, south = session.seat("north", "en"), session.seat("south", "en")
        await session.desk.unlock(PIN)

        def others(team: str, point: str) -> str:
            (seen,) = [each for each in session.desk.view("en").teams if each.id == team]
            return next(each.others for each in seen.points if each.id == point)

        await north.submit(Answer("let_it_go", ("go",)))
        await north.submit(Answer("agree_watch_north", ("none",)))
        assert (others("south", "watch"), others("north", "let_it_go")) == ("", "")
        await carry_on(session, "north", "south")
        assert others("south", "watch").startswith("Answered already: North:")
        await south.submit(Answer("watch", ("watch",)))
        await carry_on(session, "north", "south")
        assert others("south", "watch") == others("north", "agree_watch_north")
        assert others("south", "watch").startswith("Not agreed yet: South:")


async def test_the_facilitator_sees_what_another_team_signed(facilitate) -> None:
    async with facilitate(scenario=joint(let_it_go=CARRY)) as session:
        await session.desk.unlock(PIN)
        await session.seat("north", "en").submit(formal("go"))
        await carry_on(session, "north", "south")
        south = next(team for team in session.desk.view("en").teams if team.id == "south")
        assert any(point.others.startswith("North signed: ") for point in south.points)


async def test_the_hall_hears_which_teams_vote_in_silence_until_they_have_answered(begin) -> None:
    async with begin(scenario=joint(let_it_go=CARRY)) as session:

        async def voting() -> list[str]:
            return [team.id for team in (await anext(session.hall("en"))).teams if team.votes]

        assert await voting() == ["north"]
        assert await session.seat("north", "en").submit(formal("go")) is None
        assert await voting() == []


async def test_a_team_reads_that_the_facilitator_decided_for_it(facilitate) -> None:
    async with facilitate() as session:
        await session.desk.unlock(PIN)
        assert await session.desk.decide("north", Answer("let_it_go", ("go",))) is None
        await carry_on(session, "north", "south")
        told = [entry.text for entry in session.seat("north", "en").view().feed]
        assert any(text.startswith("The facilitator decided for you.") for text in told)
        assert not any(text.startswith("You decided.") for text in told)


async def test_a_program_that_did_not_agree_answers_again_when_people_do(begin) -> None:
    scenario = joint(watch={"agreement": ("north",), "blocking": True})
    async with begin(("north",), scenario=scenario) as session:
        north = session.seat("north", "en")
        await north.submit(Answer("let_it_go", ("go",)))
        await north.submit(Answer("agree_watch_north", ("none",)))
        await carry_on(session, "north")
        (failed,) = [h for h in session.conduct.engine.happenings if isinstance(h, AgreementFailed)]
        wanted = dict(failed.chosen)["south"]
        (point,) = [point for point in north.view().points if point.id == "agree_watch_north"]
        assert point.differed.startswith("Not agreed yet.")
        await north.submit(Answer("agree_watch_north", wanted))
        await carry_on(session, "north")
        assert ("south", "watch", wanted) in taken(session)


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("name", list(POLICIES))
@pytest.mark.parametrize("seed", range(5))
def test_bots_play_to_the_end_whatever_must_be_signed_voted_or_agreed(everything, name, seed, live) -> None:
    engine = play_out(everything, seed, dict.fromkeys(everything.played, POLICIES[name]), live=live)
    assert isinstance(engine.happenings[-1], ExerciseEnded)
    assert engine.now <= everything.clock.ends_after
    decided = {h.point: h for h in engine.happenings if isinstance(h, DecisionTaken)}
    assert {"let_it_go", "watch", "advise"} <= decided.keys()
    if name == "recommended":
        assert {decided[point].by for point in ("let_it_go", "watch", "advise")} == {"bot"}
        assert decided["let_it_go"].signed == ("head", "prosecutor")
        assert sum(decided["let_it_go"].votes.values()) == 1


def test_bots_of_different_policies_never_ask_each_other_for_ever(everything) -> None:
    policies = dict(zip(everything.played, POLICIES.values(), strict=True))
    for seed in range(20):
        engine = play_out(everything, seed, policies)
        opened = [h for h in engine.happenings if type(h).__name__ == "PointOpened"]
        assert engine.ended
        assert len(opened) < 60


def test_a_bot_never_answers_in_words_of_its_own(everything) -> None:
    for seed in range(10):
        engine = Engine(everything, seed, facilitated=True)
        engine.advance(1)
        played = play_out(everything, seed, dict.fromkeys(everything.played, POLICIES["random"]))
        assert not any(isinstance(h, RulingAsked) for h in played.happenings)


async def test_people_who_play_at_random_end_and_the_record_plays_again(facilitate, everything, tmp_path) -> None:
    for seed in range(3):
        session = facilitate(scenario=everything, seed=seed, path=tmp_path / f"{seed}.run")
        async with session:
            await session.desk.unlock(PIN)
            ruling = asyncio.create_task(rule_always(session))
            await asyncio.wait_for(play(session), 60)
            ruling.cancel()
        record = read_record(session.run)
        assert record.finished
        engine = replay(record.scenario, record.header.seed, record.rows, strict=True)
        assert engine.digest() == session.conduct.engine.digest()


async def rule_always(session: Session) -> None:
    """Rule every own answer as the first option."""
    async for view in session.desk.updates("en"):
        for ruling in view.rulings:
            await session.desk.act(StaffRule(ruling.point, (ruling.options[0][0],), "As good as that."))


async def test_an_own_answer_plays_again_only_where_somebody_could_rule(facilitate, everything) -> None:
    own = Answer("advise", ("something_else",), text="Ring them.", why_text="Faster.")
    async with facilitate(("centre",), scenario=everything) as session:
        assert await session.seat("centre", "en").submit(own) is None
        await carry_on(session, "centre")
        assert list(session.conduct.rulings) == ["advise"]
    record = read_record(session.run)
    replay(record.scenario, record.header.seed, record.rows, strict=True)


async def test_without_a_facilitator_an_own_answer_is_closed(begin, everything) -> None:
    own = Answer("advise", ("something_else",), text="Ring them.", why_text="Faster.")
    async with begin(("centre",), scenario=everything) as session:
        assert (await session.seat("centre", "en").submit(own)).code == "closed"
