"""Leaving because the system asks for it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from exercise.model.views import TeamView
from exercise.ui.leaving import until_asked
from tests.ui.fakes import HALL, VIEW, FakeSeat, FakeTable
from tests.ui.sitting import standing_app

pytestmark = pytest.mark.usefixtures("signals_heard")

if sys.platform == "win32":
    pytest.skip("loops take no signals there", allow_module_level=True)


async def test_what_comes_to_its_end_is_left_with_nothing_to_say():
    assert await until_asked(asyncio.sleep(0)) == 0


@pytest.mark.parametrize("asking", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
async def test_what_is_asked_to_end_clears_up_once_however_often_it_is_asked(asking):
    cleared = []

    async def doing() -> None:
        try:
            os.kill(os.getpid(), asking)
            await asyncio.Event().wait()
        finally:
            os.kill(os.getpid(), asking)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            cleared.append(True)

    assert await until_asked(doing()) == 128 + asking
    assert cleared == [True]


async def test_a_signal_that_is_to_be_ignored_stays_so():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

    async def doing() -> None:
        os.kill(os.getpid(), signal.SIGHUP)

    assert await until_asked(doing()) == 0


async def test_who_gives_up_himself_is_not_taken_for_the_system():
    async def doing() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await until_asked(doing())


class FaultySeat(FakeSeat):
    async def updates(self) -> AsyncIterator[TeamView]:
        secret = "the courier is ours"
        yield self.view
        raise RuntimeError(f"a fault inside, {len(secret)}")


async def test_what_escapes_in_a_worker_ends_the_screens_without_showing_what_a_team_holds(capsys):
    app = standing_app()
    app.sit(FakeTable(FaultySeat(VIEW), replace(HALL, next_team="kg"), people=("kg",)), resumed=False)
    await app.run_async(headless=True)
    said = "".join(capsys.readouterr())
    assert "courier" not in said
    assert "Traceback" not in said
    assert isinstance(app.fault, RuntimeError)
    assert app.return_code == 1
