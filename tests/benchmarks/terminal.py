"""A program on a pseudo-terminal: how long until a word is painted, how long from a key to the end of its repaint."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from time import perf_counter
from types import TracebackType

QUIET = 0.06
"""Seconds without output after which a repaint counts as finished."""
PATIENCE = 20.0


class Terminal:
    """A child process on a pty of a given size; closes with the block."""

    def __init__(self, *command: str, columns: int = 120, lines: int = 40) -> None:
        self.begin = perf_counter()
        self.parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        self.process = subprocess.Popen(
            command, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
        )
        os.close(child)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.parent)

    def painted(self, word: str) -> float:
        """Return the milliseconds from the start until *word* came out."""
        seen = b""
        wanted = word.encode()
        while wanted not in seen:
            if not self._wait(PATIENCE):
                raise TimeoutError(f"{word!r} was not painted")
            seen += os.read(self.parent, 65536)
        return (perf_counter() - self.begin) * 1000

    def settle(self, quiet: float = 0.5) -> None:
        """Read until nothing has come for *quiet* seconds."""
        while self._wait(quiet):
            os.read(self.parent, 65536)

    def press(self, key: bytes) -> tuple[float, int]:
        """Press a key; return the milliseconds to the last byte of its repaint, and the bytes written."""
        begin = last = perf_counter()
        written = 0
        os.write(self.parent, key)
        while self._wait(PATIENCE if not written else QUIET):
            written += len(os.read(self.parent, 65536))
            last = perf_counter()
        return (last - begin) * 1000, written

    def _wait(self, seconds: float) -> bool:
        return bool(select.select([self.parent], [], [], seconds)[0])


PYTHON = sys.executable
