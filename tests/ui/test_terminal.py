"""What really goes to a terminal: the application on a pseudo-terminal, its bytes read back."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import fcntl
import struct
import termios

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
QUIET = 0.4


class Terminal:
    """A pseudo-terminal with a program on it; every reading is bounded."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.master, self.process = master, process

    def read(self, until: bytes = b"") -> bytes:
        """Return what comes until *until* was seen and then nothing comes for a moment."""
        got, end = b"", time.monotonic() + PATIENCE
        while time.monotonic() < end:
            ready, _, _ = select.select([self.master], [], [], QUIET)
            if ready:
                try:
                    got += os.read(self.master, 65536)
                except OSError:
                    break
            elif until in got:
                break
        return got

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)


@contextmanager
def on_terminal(kind: str, columns: int, rows: int, **environment: str) -> Iterator[Terminal]:
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.terminal_app", kind],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
        env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1", **environment},
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(master, process)
    finally:
        process.kill()
        process.wait()
        os.close(master)


@pytest.mark.parametrize("keys", [b"", b"b\r", b"i\r", b"r", b"u", b"\x1b", b"f", b"2\r1\x1bOQ"], ids=repr)
def test_what_people_write_never_commands_the_terminal(keys: bytes) -> None:
    with on_terminal("evil", 140, 45) as terminal:
        shown = terminal.read(b"[IMPORTANT]")
        for key in keys:
            terminal.press(bytes((key,)))
            shown += terminal.read()
    text = shown.decode("utf-8")
    assert "[IMPORTANT]" in text
    assert "[/b]" in text
    assert "[@click=app.quit]" in text
    assert b"PWNED\x07" not in shown
    assert b"\x1b]0;" not in shown
    assert b"\x1b]52" not in shown
    assert not {"\x9b", "\x9d", "\x9c", "\u202e", "\u2066", "\x08", "\x7f"} & set(text)


def test_a_key_repaints_little() -> None:
    with on_terminal("plain", 120, 40) as terminal:
        terminal.read(b"CARICC")
        terminal.press(b"\x1b[B")
        terminal.read()
        sizes = []
        for _ in range(4):
            terminal.press(b"\x1b[B")
            sizes.append(len(terminal.read()))
    assert 0 < max(sizes) < 6000


def test_without_colour_the_screen_still_says_everything() -> None:
    with on_terminal("plain", 100, 30, NO_COLOR="1") as terminal:
        shown = terminal.read(b"CARICC").decode()
    assert "UNDER CONTROL" in shown
    assert "48;2;86;180;233" not in shown


def test_a_stream_that_is_no_terminal_is_told_of_lines_of_text() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.terminal_app", "plain"], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert b"--plain" in done.stderr
