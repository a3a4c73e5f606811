"""Nothing that is shown at a table of the long road holds what its reader does not hold: no view, no refusal, no hall.

People type words with marks in them, try what is not theirs, keep drafts; the facilitator writes to one team, rules,
keeps notes. Afterwards each team gets its extract of the debrief.
"""

from __future__ import annotations

import asyncio
import html
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from exercise.debrief import render
from exercise.model import decisions as d
from exercise.model.decisions import Decision, Refusal, TeamAct
from exercise.model.scenario import Scenario
from exercise.play.policies import random_legal
from exercise.play.record import RunProblem, Setup, read_record, read_rows
from exercise.play.wording import refusal_text
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from tests.property.entitled import Afterwards, Entitled
from tests.property.marks import Marked, marked
from tests.session.conftest import PIN, FastWall, pin_kept

PEOPLE = ("uzbekistan", "kazakhstan", "caricc")
WORDS_OF_STAFF = "note.staff"


class Watch:
    """Reads everything that is shown at a table, and knows what each team may read by then."""

    def __init__(self, session: Session, whole: Marked) -> None:
        self.session = session
        self.whole = whole
        self.seen: dict[str, set[str]] = {team: set() for team in whole.scenario.played}
        self.refused: set[str] = set()
        self._entitled = {team: Entitled(whole.scenario, team) for team in whole.scenario.played}
        self._told = 0

    def entitled(self) -> dict[str, Entitled]:
        """Return what each team may read now."""
        happenings = self.session.conduct.engine.happenings
        for happening in happenings[self._told :]:
            for one in self._entitled.values():
                one.hear(happening)
        self._told = len(happenings)
        return self._entitled

    def team(self, team: str, *shown: object) -> None:
        """Check what is shown to *team*."""
        found = self.whole.read(*shown)
        assert self.entitled()[team].strangers(found) == [], team
        self.seen[team] |= found

    def refusal(self, team: str, refusal: Refusal) -> None:
        """Check why something was refused to *team*, as it is said to people and to programs."""
        self.refused.add(refusal.code)
        self.team(team, refusal_text(refusal, self.whole.scenario, "en"), refusal)

    async def all(self) -> None:
        """Check what all seats see and find kept, and the hall, which may hold only what every team may read."""
        for team in self.seen:
            seat = self.session.seat(team, "en")
            self.team(team, seat.view(), await seat.draft("why"))
        hall = self.whole.read(await anext(self.session.hall("en")))
        for one in self.entitled().values():
            assert one.strangers(hall) == []


# --- what people type and try ---------------------------------------------------------------------------


def in_words(act: TeamAct, team: str, said: str, chance: Random, scenario: Scenario) -> TeamAct:
    """Return *act* with the words *said* in it; now and then with an answer of its own, where the team may give one."""
    match act:
        case d.Answer(point=name) if name in scenario.decisions:
            point = scenario.decisions[name]
            if point.something_else and chance.random() < 0.5:
                act = replace(act, options=(d.SOMETHING_ELSE,), text=said, votes={d.SOMETHING_ELSE: 2})
            return replace(act, why=("own_words",), why_text=said, dissent=said, votes=act.votes if point.vote else {})
        case d.Talk(to=to):
            return replace(act, agreed=f"⟦agreed.{team}.{to}⟧")
    return act


def of_others(scenario: Scenario, team: str, chance: Random) -> Iterator[TeamAct]:
    """Yield acts on what is not the team's, or is not known to it."""
    others = [each for each in scenario.played if each != team]
    for name, point in scenario.decisions.items():
        yield d.Answer(name, (next(iter(point.options)),))
    for item in scenario.intel:
        yield d.Share((item,), chance.choice(others), chance.choice(list(scenario.channels)))
        yield d.Talk("call", chance.choice(others), (item,))
    for subject in scenario.subjects:
        yield d.Enquire(chance.choice(list(scenario.bodies)), subject)
    for paper in scenario.papers:
        yield d.File(paper, chance.choice(others), chance.choice(list(scenario.channels)))
    for part in scenario.teams.values():
        for unit in part.units:
            yield d.Assign(unit, chance.choice(list(scenario.consignments)))
            yield d.Withdraw(unit)


def refusals(session: Session, team: str, chance: Random) -> Iterator[Refusal]:
    """Yield the reasons for which some acts of *team* on what is not its own are refused."""
    for act in of_others(session.conduct.scenario, team, chance):
        refusal = session.conduct.engine.judge(Decision(team, act)) if chance.random() < 0.2 else None
        if refusal is not None:
            yield refusal


# --- a game ---------------------------------------------------------------------------------------------


async def take_turn(watch: Watch, team: str, chance: Random) -> None:
    """Let *team* try what is not its own, act, leave a draft, and say carry on."""
    session, scenario, seat = watch.session, watch.whole.scenario, watch.session.seat(team, "en")
    for refusal in refusals(session, team, chance):
        watch.refusal(team, refusal)
    said = f"said.{team}.{session.conduct.room.round}"
    for act in random_legal(session.conduct.engine.offers(team), scenario, chance):
        refusal = await seat.submit(in_words(act, team, f"⟦{said}⟧", chance, scenario))
        if refusal is not None:
            watch.refusal(team, refusal)
            await seat.submit(act)
    await seat.draft("why", f"⟦{said}⟧")
    watch.team(team, seat.view())
    assert said not in watch.whole.read(session.desk.view("en"))  # sealed, or only a draft
    refusal = await seat.ready()
    if refusal is not None:
        watch.refusal(team, refusal)
        await session.desk.carry_on(team)


async def rule(watch: Watch, chance: Random) -> None:
    """Let the facilitator rule on what waits for it, and keep a note of that."""
    session = watch.session
    for point, asked in dict(session.conduct.rulings).items():
        options = (next(iter(watch.whole.scenario.decisions[point].options)),) if chance.random() < 0.7 else ()
        assert await session.desk.act(d.StaffRule(point, options, f"⟦said.{asked.team}.ruling⟧")) is None
        await session.note(f"⟦{WORDS_OF_STAFF}⟧", asked.team, ("ruled",))


async def play(watch: Watch, seed: int) -> None:
    """Play to the end, reading at every turn what is shown."""
    session, chance = watch.session, Random(f"{seed}/table")
    assert await session.desk.unlock(PIN) is None
    letter = d.StaffMessage(("uzbekistan",), "Control", "A word", "⟦letter.uzbekistan⟧", "routine")
    assert await session.desk.act(letter) is None
    async for view in session.hall("en"):
        if view.phase == "ended":
            break
        await rule(watch, chance)
        if view.next_team is not None:
            await take_turn(watch, view.next_team, chance)
            if chance.random() < 0.3:
                await watch.all()
    await watch.all()
    assert session.conduct.room.phase == "ended"


@dataclass(frozen=True)
class Game:
    """A game that was played to its end: what was read, and the run."""

    watch: Watch
    run: Path


async def game(folder: Path, seed: int) -> Game:
    whole = marked("northern_road")
    setup = Setup(people=PEOPLE, bots="random", seed=seed, facilitated=True, pin=pin_kept())
    run = folder / f"road{seed}.run"
    async with Session.create(whole.scenario, {}, setup, run, wall=FastWall(), tempo=AT_ONCE) as session:
        watch = Watch(session, whole)
        await play(watch, seed)
    return Game(watch, run)


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Game:
    return asyncio.run(game(tmp_path_factory.mktemp("road"), 3))


def check_extracts(played: Game) -> None:
    """Check each team's extract of the debrief, as a page and as data."""
    record, watch = read_record(played.run), played.watch
    for team in record.scenario.played:
        own = Afterwards(record.scenario, team)
        for happening in record.happenings:
            own.hear(happening)
        page, data = (render(record, team, format=form) for form in ("html", "json"))
        found = watch.whole.read(html.unescape(page), data)
        assert f"teams.{team}.name" in found
        assert any(mark.startswith("decisions.") for mark in found)
        assert own.strangers(found) == [], team


def test_what_is_shown_while_a_long_game_is_played_is_really_read(played: Game) -> None:
    """Every view and refusal of the game was checked as it was shown; here: that there was something to find."""
    seen, read = played.watch.seen, {mark.split(".")[0] for marks in played.watch.seen.values() for mark in marks}
    assert read >= {"decisions", "injects", "intel", "teams", "bodies", "papers", "said", "agreed", "letter"}
    assert "letter.uzbekistan" in seen["uzbekistan"]
    assert played.watch.refused >= {"other_team", "not_open", "not_held", "no_such_body", "paper_may_not"}


def test_an_extract_of_a_long_game_holds_only_what_its_team_may_read_afterwards(played: Game) -> None:
    check_extracts(played)


def test_the_sentence_on_a_damaged_run_holds_nothing_of_the_run(played: Game, tmp_path: Path) -> None:
    whole, chance, damaged = bytearray(played.run.read_bytes()), Random(5), tmp_path / "damaged.run"
    sentences = set()
    for _ in range(40):
        place = chance.randrange(len(whole))
        whole[place] ^= 0x10
        damaged.write_bytes(whole)
        whole[place] ^= 0x10
        try:
            read_rows(damaged)
        except RunProblem as problem:
            sentences.add(str(problem))
    assert len(sentences) > 3
    assert played.watch.whole.read(sentences) == set()


def test_the_sentence_on_a_run_whose_rows_were_exchanged_holds_nothing_of_the_run(played: Game, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.run"
    damaged.write_bytes(played.run.read_bytes())
    with closing(sqlite3.connect(damaged)) as database, database:
        database.execute("DROP TRIGGER rows_stay")
        database.execute("UPDATE rows SET body = (SELECT body FROM rows WHERE number = 9) WHERE number = 8")
    with pytest.raises(RunProblem) as problem:
        Session.resume(damaged)
    assert played.watch.whole.read(str(problem.value), problem.value.text("ru"), problem.value.names) == set()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 32))
def test_nothing_shown_in_a_long_game_holds_what_its_reader_does_not_hold(seed: int, tmp_path: Path) -> None:
    check_extracts(asyncio.run(game(tmp_path, seed)))
