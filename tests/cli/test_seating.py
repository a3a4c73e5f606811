"""Sitting down at the screens: on a pseudo-terminal, what goes wrong behind the first frame, and what is said after."""

from __future__ import annotations

import os
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from exercise.cli import seating
from exercise.cli.playing import Wish, begin_run
from exercise.ui.opening import Opening

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import fcntl
import struct
import termios

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "tests" / "scenarios" / "tiny")
PATIENCE = 60.0
OPENED, CLOSED = b"\x1b[?1049h", b"\x1b[?1049l"
"""What takes the terminal's own screen away, and gives it back."""
Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(tmp_path, signals_heard) -> Call:
    """Call the program on a terminal; press *keys*, or send *signals*, once a word is shown; return exit code and text.

    However it ends, the terminal is as it was before.
    """
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    environment = {
        **os.environ, **folders, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }  # fmt: skip

    def run(
        *arguments: str, word: bytes = b"", keys: bytes = b"", signals: tuple[signal.Signals, ...] = ()
    ) -> tuple[int, str]:
        master, slave = os.openpty()
        before = termios.tcgetattr(master)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        command = [sys.executable, "-m", "exercise", *arguments]
        process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=tmp_path, env=environment, start_new_session=True
        )
        os.close(slave)
        said, end = b"", time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([master], [], [], 0.1)[0]:
                try:
                    said += os.read(master, 65536)
                except OSError:
                    break
            elif process.poll() is not None:
                break
            if word in said:
                os.write(master, keys)
                for each in signals:
                    process.send_signal(each)
                keys, signals = b"", ()
        process.kill()
        assert said.count(OPENED) == said.count(CLOSED)
        assert termios.tcgetattr(master) == before
        os.close(master)
        return process.wait(), said.decode("utf-8", "replace")

    return run


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("play", "first_parcl"), "did you mean 'first_parcel'?"),
        (("play", TINY, "--team", "nord"), "did you mean 'north'?"),
        (("play", TINY, "--pin", "12"), "A PIN has 4 to 12 digits."),
        (("play", TINY, "--run", "no/such/folder.run"), "No run can be kept at"),
        (("resume", "nothing"), "There is no run nothing"),
    ],
    ids=" ".join,
)
def test_what_goes_wrong_behind_the_frame_is_one_sentence_after_it(call: Call, arguments, sentence: str) -> None:
    code, said = call(*arguments)
    before, _, after = said.rpartition(CLOSED.decode())
    assert "Opening ..." in before
    assert sentence in after
    assert "Traceback" not in said
    assert code == 2


def test_a_scenario_that_cannot_be_played_tells_its_problems_after_the_frame(call: Call, tmp_path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "scenario.yaml").write_text("format: 1\nteams: 4\n", encoding="utf-8")
    code, said = call("play", "broken")
    after = said.rpartition(CLOSED.decode())[2]
    assert "scenario.yaml:2" in after
    assert "broken cannot be played before these problems are mended." in after
    assert code == 2


def test_a_run_begun_at_the_screens_is_gone_on_with_there(call: Call, tmp_path) -> None:
    code, said = call("play", TINY, "--team", "north", "--run", "own.run", word=b"DECIDE", keys=b"\x11")
    assert code == 0
    assert "Go on with: exercise resume" in said.rpartition(CLOSED.decode())[2]
    assert not list(tmp_path.glob("own.run?*"))
    code, said = call("resume", "own.run", word=b"Enter", keys=b"\x11")
    assert code == 0
    assert "Opening ..." in said
    assert "Go on with: exercise resume" in said.rpartition(CLOSED.decode())[2]


def test_a_run_of_bots_alone_needs_no_screens_to_go_on(call: Call, tmp_path) -> None:
    call("play", TINY, "--auto", "--seed", "4", "--run", "k.run")
    code, said = call("resume", "k.run")
    after = said.rpartition(CLOSED.decode())[2]
    assert code == 0
    assert "digest" in after


@pytest.mark.parametrize(
    "signals",
    [(signal.SIGINT,), (signal.SIGTERM,), (signal.SIGHUP,), (signal.SIGINT,) * 3],
    ids=lambda each: "+".join(one.name for one in each),
)
@pytest.mark.parametrize("word", [b"Opening", b"DECIDE"], ids=bytes.decode)
def test_who_is_told_to_end_leaves_calmly_and_says_how_to_come_back(call: Call, tmp_path, word: bytes, signals) -> None:
    code, said = call("play", TINY, "--team", "north", "--run", "own.run", word=word, signals=signals)
    after = said.rpartition(CLOSED.decode())[2]
    assert "Traceback" not in said
    assert "Go on with: exercise resume own.run" in after
    assert code == 128 + signals[0]
    assert call("verify", "own.run")[0] == 0
    assert not list(tmp_path.glob("own.run?*"))


def test_who_leaves_before_the_table_is_there_is_told_the_pin_and_how_to_come_back(call: Call) -> None:
    code, said = call("play", TINY, "--run", "own.run", word=b"Opening", keys=b"\x11")
    after = said.rpartition(CLOSED.decode())[2]
    assert code == 0
    assert "The facilitator's PIN is" in after
    assert "Go on with: exercise resume own.run" in after


@pytest.mark.parametrize("asking", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_lines_of_text_end_as_calmly(call: Call, asking: signal.Signals) -> None:
    code, said = call("play", TINY, "--team", "north", "--plain", "--run", "own.run", word=b"> ", signals=(asking,))
    assert "Traceback" not in said
    assert "Go on with: exercise resume own.run --plain" in said
    assert code == 128 + asking
    assert call("verify", "own.run")[0] == 0


def test_the_command_to_come_back_can_be_typed_as_it_is_said(call: Call, tmp_path) -> None:
    (tmp_path / "my runs").mkdir()
    path = str(tmp_path / "my runs" / "b c.run")
    _, said = call("play", TINY, "--team", "north", "--run", path, word=b"DECIDE", keys=b"\x11")
    command = shlex.split(said.rpartition("Go on with: ")[2])
    assert command == ["exercise", "resume", path]


def test_after_a_fault_of_the_screens_it_is_said_how_to_come_back(monkeypatch, capsys, tmp_path) -> None:
    def faulty(opening: Opening, *_: object, **__: object) -> int:
        opening.open()
        raise RuntimeError("a fault inside")

    monkeypatch.setattr(seating, "run_opening", faulty)
    wish = Wish(teams=("north",), pin="", tag="en")
    with pytest.raises(RuntimeError):
        seating.seat("tiny", lambda: begin_run(TINY, wish, tmp_path / "own.run", None), "en")
    assert "Nothing is lost. Go on with: exercise resume" in capsys.readouterr().out
    assert not list(tmp_path.glob("own.run?*"))
