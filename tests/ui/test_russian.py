"""The Russian of the screens and of the debrief: nothing is left in English, and nothing is cut."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.content import Content
from textual.pilot import Pilot

from exercise.cli.home import scenario_card
from exercise.debrief import render
from exercise.engine import Engine
from exercise.model.language import language
from exercise.model.scenario import Scenario
from exercise.model.table import HallView, TeamMark
from exercise.model.views import ClockView, EndView, RoomView, TeamView
from exercise.play.policies import POLICIES
from exercise.play.projection import Projection
from exercise.play.record import Record, Setup, read_record
from exercise.play.runner import play_out
from exercise.scenario.load import load
from exercise.session.pin import hashed
from exercise.session.session import Session
from exercise.session.wall import AT_ONCE
from exercise.ui.app import ExerciseApp
from exercise.ui.choosing import begin
from exercise.ui.home_model import RunCard
from exercise.ui.screens.debrief import DebriefScreen
from exercise.ui.screens.drawer import Drawer
from exercise.ui.timeline import laid_out
from exercise.ui.widgets.sheet import Sheet
from tests.model.words import said_by_the_program, translated
from tests.session import players
from tests.session.conftest import FastWall, HandWall, tiny_scenario
from tests.ui.fakes import FakeSeat, FakeTable
from tests.ui.screen import screen_text
from tests.ui.sitting import press, settle, standing_app

FIRST_PARCEL = Path(__file__).parents[2] / "scenarios" / "first_parcel"
SIZES = ((80, 24), (100, 30), (140, 45))
TEAMS = ("kyrgyzstan", "kazakhstan", "caricc")
MOMENTS = {
    "the first decisions": ("kazakhstan", 0),
    "the parcel moves": ("kyrgyzstan", 2200),
    "the parcel is delivered": ("caricc", 4600),
}
KEPT_LATIN = {"enter", "esc", "tab", "ctrl", "exercise", "play", "plain", "english", "hseep"}
"""What is printed on keys, what is typed as a command, and names that Russian leaves as they are."""
WORD = re.compile(r"(?<![\w/.:-])[A-Za-z]{3,}(?![\w/-]|[.:]\S)")
"""A word, but no part of an address or of a number."""

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@cache
def english_words() -> frozenset[str]:
    """The words of every English text of the program, but for the names in its braces."""
    texts = (message.id if isinstance(message.id, str) else message.id[0] for message in said_by_the_program())
    words = {word.lower() for text in texts for word in WORD.findall(re.sub(r"{\w+}", "", text))}
    return frozenset(words - KEPT_LATIN)


def english_in(shown: str) -> set[str]:
    return {word for word in WORD.findall(shown) if word.lower() in english_words()}


@cache
def first_parcel() -> Scenario:
    loaded = load(FIRST_PARCEL)
    assert loaded.scenario is not None, loaded.problems
    return loaded.scenario


@cache
def played_until(minute: int) -> Engine:
    return play_out(first_parcel(), 7, dict.fromkeys(TEAMS, POLICIES["recommended"]), minute)


@cache
def view_of(team: str, minute: int) -> TeamView:
    """What *team* sees at a minute of a game of the program, in Russian."""
    scenario, engine = first_parcel(), played_until(minute)
    projection = Projection(scenario, team, "ru", TEAMS)
    for happening in engine.happenings:
        projection.see(happening)
    names = [scenario.teams[other].name.in_("ru") for other in TEAMS]
    room = RoomView("rounds", 2, "talk", (names[0],), tuple(names[1:]), 260, tuple(names[1:]))
    clock_why = language("ru").t("something concerns you")
    return projection.view(
        now=engine.now, offers=engine.offers(team), room=room, clock_state="stands", clock_why=clock_why
    )


CLOCK = ClockView(957, "Вт 8 сентября 01:57", 1, "stands", "ждёт вас")
HALL = HallView(
    "Первая посылка", 3, "rounds", "talk", CLOCK, "Запрос и санкция", 3, 6,
    (
        TeamMark("kyrgyzstan", "Кыргызстан", "KG", ("Кыргызстан",), True, "done"),
        TeamMark("kazakhstan", "Казахстан", "KZ", ("Казахстан", "Қазақстан"), True, "next"),
        TeamMark("caricc", "ЦАРИКЦ", "CAR", ("ЦАРИКЦ",), True, "to_come"),
    ),
    "kazakhstan", 260, True, 314,
)  # fmt: skip
HALLS = {
    "curtain": HALL,
    "time runs": replace(HALL, phase="runs", clock=replace(CLOCK, state="runs"), next_team=None, talk_left=None),
    "a pause": replace(HALL, phase="paused", clock=replace(CLOCK, state="paused"), next_team=None),
    "the end": replace(HALL, phase="ended", next_team=None, end=EndView("Суд может это использовать", "", "")),
}
RUN = RunCard(Path("a.run"), "Первая посылка", ("Казахстан",), "Вт 8 сентября 01:57", "2026-03-02 10:52", "Запрос")


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that were made shorter because they did not fit."""
    found: list[str] = []
    truncate = Content.truncate

    def watched(self: Content, max_width: int, *more: object, **named: object) -> Content:
        if cell_len(self.plain.rstrip()) > max_width > 0:
            found.append(self.plain)
        return truncate(self, max_width, *more, **named)

    monkeypatch.setattr(Content, "truncate", watched)
    return found


@asynccontextmanager
async def shown(app: ExerciseApp, size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def seated(table: FakeTable) -> ExerciseApp:
    app = standing_app("ru")
    app.sit(table, resumed=False)
    return app


async def russian_after(key: str, app: ExerciseApp, pilot: Pilot[int]) -> str:
    """Press *key* (none where it is empty); return what is shown then: Russian, and nothing of it cut."""
    await press(pilot, *filter(None, [key]))
    text = screen_text(app)
    assert not english_in(text), text
    assert "…" not in text, text
    assert not too_wide(app)
    return text


@sizes
@pytest.mark.parametrize(("team", "minute"), MOMENTS.values(), ids=MOMENTS)
async def test_a_team_reads_russian_on_every_pane(
    team: str, minute: int, size: tuple[int, int], cut: list[str]
) -> None:
    table = FakeTable(FakeSeat(view_of(team, minute), team=team), people=(team,))
    app = seated(table)
    async with shown(app, size) as pilot:
        for key in ("", *"1", "enter", *"1dbmruiscef", "f1"):
            await russian_after(key, app, pilot)
    assert not cut


@sizes
@pytest.mark.parametrize("hall", HALLS.values(), ids=HALLS)
async def test_the_hall_reads_russian(hall: HallView, size: tuple[int, int], cut: list[str]) -> None:
    app = seated(FakeTable(FakeSeat(view_of("kazakhstan", 0), team="kazakhstan"), hall, people=TEAMS))
    async with shown(app, size):
        text = screen_text(app)
        assert not too_wide(app)
    assert not english_in(text), text
    assert "…" not in text, text
    assert not cut


def too_wide(app: ExerciseApp) -> list[str]:
    """Lines of the sheets on the screen that run over the edge."""
    return [
        line.content.plain
        for sheet in app.screen.query(Sheet)
        for line in sheet.page.lines
        if sheet.page.width and cell_len(line.content.plain.rstrip()) > sheet.page.width
    ]


async def never(_: object) -> FakeTable:
    raise AssertionError("nothing is started here")


@sizes
async def test_the_home_screen_reads_russian(size: tuple[int, int], cut: list[str]) -> None:
    app = standing_app("ru")
    card = scenario_card("first_parcel", FIRST_PARCEL, "ru")
    app.at_home(begin((card,), (RUN, replace(RUN, finished=True)), 4417), never, never)
    async with shown(app, size) as pilot:
        for key in ("", "2", "3", "4"):
            await russian_after(key, app, pilot)
    assert not cut


@sizes
async def test_the_debrief_screen_reads_russian(
    size: tuple[int, int], cut: list[str], played: Callable[[], Awaitable[Record]]
) -> None:
    timeline = laid_out(await played(), "ru")
    app = seated(FakeTable(FakeSeat(view_of("kazakhstan", 0), team="kazakhstan"), HALLS["the end"], people=TEAMS))
    async with shown(app, size) as pilot:
        await app.push_screen(DebriefScreen(app.look, timeline))
        for key in ("", "pagedown", "space"):
            await russian_after(key, app, pilot)
    assert not cut


@sizes
async def test_the_control_drawer_reads_russian(size: tuple[int, int], cut: list[str], tmp_path: Path) -> None:
    setup = Setup(people=TEAMS, seed=7, language="ru", talk=8.0, facilitated=True, pin=hashed("2468"))
    table = Session.create(first_parcel(), {}, setup, tmp_path / "parcel.run", wall=HandWall(), tempo=AT_ONCE)
    app = standing_app("ru")
    app.sit(table, resumed=False)
    async with shown(app, size) as pilot:
        await press(pilot, "f9", *"2468", "enter")
        for _ in range(50):
            await pilot.pause()
            if isinstance(app.screen, Drawer):
                break
        for key in ("", "i", "space", "m", "escape", "d", "escape", "w"):
            assert "ПУЛЬТ" in await russian_after(key, app, pilot)
    assert not cut


# --- a run does not know its readers' languages -----------------------------------------------------------------------


async def play_in(tag: str, path: Path) -> str:
    """Play a small exercise at seats that read *tag*; return the digest of what happened."""
    setup = Setup(people=("north", "south"), seed=4, language=tag)
    async with Session.create(tiny_scenario(), {}, setup, path, wall=FastWall(), tempo=AT_ONCE) as session:
        async for hall in session.hall(tag):
            if hall.phase == "ended":
                break
            if hall.phase == "paused":
                await session.pause(False)
            elif hall.next_team is not None:
                seat = session.seat(hall.next_team, tag)
                for act in players.acts(session, hall.next_team):
                    await seat.submit(act)
                await seat.ready()
        return session.conduct.engine.digest()


async def test_the_digest_does_not_depend_on_the_language_of_the_seats(tmp_path: Path) -> None:
    assert await play_in("ru", tmp_path / "ru.run") == await play_in("en", tmp_path / "en.run")


# --- the debrief ------------------------------------------------------------------------------------------------------


@pytest.fixture
def played(tmp_path: Path) -> Callable[[], Awaitable[Record]]:
    async def play() -> Record:
        loaded = load(FIRST_PARCEL)
        assert loaded.scenario is not None
        run = tmp_path / "parcel.run"
        table = Session.create(
            loaded.scenario,
            loaded.sources,
            Setup(people=(), seed=7, language="ru"),
            run,
            wall=FastWall(),
            tempo=AT_ONCE,
        )
        async with table as session:
            await session.pause(False)
            await session.ended()
        return read_record(run)

    return play


async def test_the_debrief_says_none_of_its_own_words_in_english(played: Callable[[], Awaitable[Record]]) -> None:
    record = await played()
    kept = translated("ru")
    texts = {message.id for message in said_by_the_program() if isinstance(message.id, str) and len(message.id) > 2}
    own = {text.strip() for text in texts if (found := kept.get(text)) is None or found.string != text}
    for team in (None, *TEAMS):
        page = re.sub(r"<style.*?</style>", "", render(record, team, "ru"), flags=re.S)
        pieces = {html.unescape(piece).strip(" .,:;·()\n") for piece in re.split(r"<[^>]*>", page)}
        assert not pieces & own
        assert "Разбор" in page
