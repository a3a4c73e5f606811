"""The staff's screens as text, compared with the files in ``goldens``; set UPDATE_GOLDENS=1 to write them anew."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from tests.ui.fake_desk import PIN, ROOM, staffed
from tests.ui.screen import screen_text
from tests.ui.sitting import press, settle, standing_app
from tests.ui.test_goldens import GOLDENS, SIZES

OPEN = ("f9", *PIN, "enter")
SHOWN = {
    "pin": (ROOM, ("f9", "1", "2")),
    "drawer": (ROOM, OPEN),
    "drawer_events": (ROOM, (*OPEN, "i", "space")),
    "drawer_message": (ROOM, (*OPEN, "m", "2", "enter")),
    "drawer_decide": (ROOM, (*OPEN, "d", "enter", "enter", "2")),
    "drawer_rewind": (ROOM, (*OPEN, "w", "2", "enter")),
    "break": (replace(ROOM, phase="paused", back_at="11:20"), ()),
    "creeping": (replace(ROOM, talk_left=0, creeps=True), ()),
    "ruling": (replace(ROOM, waits_for=("the facilitator",)), ()),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SHOWN)
async def test_the_staff_sees_the_screen_that_was_approved(name: str, size: tuple[int, int]) -> None:
    hall, keys = SHOWN[name]
    table, _ = staffed(hall)
    app = standing_app()
    app.sit(table, resumed=False)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        shown = screen_text(app) + "\n"
    golden = GOLDENS / f"staff_{name}_{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert "…" not in shown
