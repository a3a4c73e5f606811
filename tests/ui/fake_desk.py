"""A hand-made desk of a facilitator: it shows what it is handed and keeps what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

from exercise.model.decisions import Answer, Refusal, StaffAct
from exercise.model.table import (
    DeskExpectation,
    DeskInject,
    DeskPoint,
    DeskRound,
    DeskRuling,
    DeskTeam,
    DeskView,
    HallView,
)
from tests.ui.fakes import HALL, VIEW, FakeSeat, FakeTable

PIN = "1234"
ROOM = replace(HALL, room_clock="10:52", waits_for=("Kyrgyzstan", "Kazakhstan"), behind=6, rounds=8)
POINTS = (
    DeskPoint(
        "ask",
        "How to ask Kazakhstan",
        "How do you ask Kazakhstan?",
        "Mon 2 Mar 10:43",
        "Mon 2 Mar 12:43",
        blocking=True,
        sealed=False,
        options=(
            ("caricc", "Urgent request through the CARICC officer", True, ""),
            ("direct", "Request direct to the duty office", True, ""),
            ("mla", "Full legal assistance request", False, "no criminal case is opened yet"),
        ),
        choose=2,
    ),
    DeskPoint(
        "tell",
        "Tell the postal operator?",
        "Does the postal operator learn of it?",
        "Mon 2 Mar 10:43",
        "",
        blocking=False,
        sealed=True,
        options=(("yes", "Yes", True, ""), ("no", "No", True, "")),
    ),
)
TEAMS = (
    DeskTeam("caricc", "CARICC", "done", (), 0, 1),
    DeskTeam("kg", "Kyrgyzstan", "next", POINTS, 2, 1),
    DeskTeam("kz", "Kazakhstan", "to_come", (), 1, 0, "ru"),
)
COMING = (
    DeskInject("van", "The van leaves early", "Mon 2 Mar 13:00", ("Kyrgyzstan",), "pending", 300, "Mon 2 Mar 13:00",
               text="The van to Bishkek leaves at 13:30, not at 15:00.", note="Only if they are ahead.", number=57),
    DeskInject("press", "A journalist asks", "sent by hand", ("Kazakhstan", "CARICC"), "pending",
               text="A journalist asks about a parcel.", number=60),
)  # fmt: skip
PAST = (
    DeskInject("lab", "Laboratory: presumptive result", "Mon 2 Mar 10:20", ("Kyrgyzstan",), "sent", 140,
               "Mon 2 Mar 10:20", "planned", number=9),
    DeskInject("fog", "Fog on the road", "Mon 2 Mar 09:00", ("Kyrgyzstan",), "skipped", 60, "Mon 2 Mar 09:00", "",
               reason="the hall was behind the plan", number=4),
)  # fmt: skip
DESK_VIEW = DeskView(
    ROOM,
    TEAMS,
    PAST,
    COMING,
    (DeskExpectation("Laboratory: presumptive result", "Kyrgyzstan", "Mon 2 Mar 14:20", 380, "The laboratory calls"),),
    (
        DeskRuling(
            "own",
            "kz",
            "What do you tell the airport?",
            "We call the shift leader and say nothing of the parcel.",
            (("nothing", "Tell nothing"), ("all", "Tell all")),
        ),
    ),
    (
        DeskRound(1, "Mon 2 Mar 08:00", "10:05", "Discovery"),
        DeskRound(2, "Mon 2 Mar 09:10", "10:21", "Discovery"),
        DeskRound(3, "Mon 2 Mar 10:43", "10:40", "Request and authorisation"),
    ),
    paused=False,
    held=False,
    rate=1.0,
    notes=2,
)


@dataclass
class FakeDesk:
    """A desk whose PIN is 1234."""

    view: DeskView = DESK_VIEW
    is_locked: bool = True
    refuses: Refusal | None = None
    waits: Refusal | None = None
    given: list[tuple[Any, ...]] = field(default_factory=list)
    queue: asyncio.Queue[DeskView | None] = field(default_factory=asyncio.Queue)

    @property
    def locked(self) -> bool:
        return self.is_locked

    async def unlock(self, pin: str) -> Refusal | None:
        if self.waits is not None:
            return self.waits
        if pin != PIN:
            return Refusal("wrong_pin")
        self.is_locked = False
        return None

    def lock(self) -> None:
        self.is_locked = True
        self.queue.put_nowait(None)

    async def updates(self, language: str) -> AsyncIterator[DeskView]:
        yield self.view
        while (view := await self.queue.get()) is not None:
            self.view = view
            yield view

    def keep(self, *told: Any) -> Refusal | None:
        if self.refuses is None:
            self.given.append(told)
        return self.refuses

    async def act(self, act: StaffAct) -> Refusal | None:
        return self.keep(act)

    async def decide(self, team: str, answer: Answer) -> Refusal | None:
        return self.keep("decide", team, answer)

    async def carry_on(self, team: str) -> Refusal | None:
        return self.keep("carry_on", team)

    async def hold(self, on: bool) -> Refusal | None:
        return self.keep("hold", on)

    async def speed(self, rate: float) -> Refusal | None:
        return self.keep("speed", rate)

    def lapses(self, until: int, language: str) -> tuple[str, ...]:
        return (f"Kyrgyzstan: How to ask Kazakhstan, before {until}",)

    async def jump(self, until: int) -> Refusal | None:
        return self.keep("jump", until)

    async def rewind(self, number: int, *, new_fate: bool = False) -> Refusal | None:
        return self.keep("rewind", number, new_fate)


def staffed(hall: HallView = ROOM, view: DeskView = DESK_VIEW) -> tuple[FakeTable, FakeDesk]:
    """A table of three teams with a facilitator."""
    desk = FakeDesk(view)
    return FakeTable(FakeSeat(VIEW), hall, desk=desk), desk
