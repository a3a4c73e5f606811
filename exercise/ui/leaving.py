"""Leaving because the system asks for it: a signal ends the program as calmly as its own key does."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Final

ASKING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # fmt: skip
"""The signals by which a system asks a program to end, as far as it has them."""


def run_heeding(doing: Coroutine[Any, Any, int]) -> int:
    """Do *doing*, which heeds signals, on a loop of its own; return its exit code, or that for Ctrl+C.

    Somebody impatient, who asks again, does not cut off what is said last.
    """
    try:
        code = asyncio.run(doing)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    if code - 128 in ASKING:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code


def heed_signals(leave: Callable[[int], object]) -> None:
    """While the running loop lives, call *leave* with the exit code each time the system asks to end.

    A signal that whoever started the program wants ignored (``nohup``) stays ignored. Where loops cannot take signals
    (Windows), all stays as it is: Ctrl+C is a ``KeyboardInterrupt``.
    """
    loop = asyncio.get_running_loop()
    for asking in ASKING:
        if signal.getsignal(asking) is not signal.SIG_IGN:
            with suppress(NotImplementedError):
                loop.add_signal_handler(asking, leave, 128 + asking)


async def until_asked(doing: Coroutine[Any, Any, None]) -> int:
    """Do *doing*, given up once where the system asks to end; return the exit code: 0 where it came to its end."""
    task, codes = asyncio.ensure_future(doing), list[int]()

    def leave(code: int) -> None:
        if not codes:  # what is cancelled twice cannot clear up
            task.cancel()
        codes.append(code)

    heed_signals(leave)
    with suppress(asyncio.CancelledError):
        await task
    if task.cancelled() and not codes:
        raise asyncio.CancelledError
    return codes[0] if codes else 0
