"""What is typed after the program's name: every command says what it takes, and what is amiss is one sentence."""

from __future__ import annotations

import gc
import inspect

import pytest

from exercise import __version__
from exercise.cli import app
from exercise.cli.start import main, settle


@pytest.fixture
def call(capsys, monkeypatch):
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            app.main(arguments)
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("plai",), "invalid choice: 'plai'"),
        (("play",), "The following arguments are required: SCENARIO; see 'exercise play --help'."),
        (("play", "first_parcel", "--tem", "x"), "Unrecognized arguments: --tem x"),
        (("play", "first_parcel", "--talk", "-1"), "'-1' is no number of minutes"),
        (("play", "first_parcel", "--talk", "nan"), "'nan' is no number of minutes"),
        (("play", "first_parcel", "--talk", "long"), "'long' is no number of minutes"),
        (("play", "first_parcel", "--seed", "x"), "invalid int value: 'x'"),
        (("play", "first_parcel", "--bots", "clever"), "invalid choice: 'clever'"),
        (("--lang", "fr"), "invalid choice: 'fr'"),
        (("rewind", "a.run", "last"), "invalid int value: 'last'"),
        (("check",), "required: PATH"),
        (("sheets", "first_parcel"), "required: -o/--output"),
        (("texts", "first_parcel"), "required: --lang"),
        (("debrief", "a.run", "--format", "pdf"), "invalid choice: 'pdf'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_amiss_is_one_sentence_and_exit_2(call, arguments, sentence: str) -> None:
    code, said, error = call(*arguments)
    assert (code, said) == (2, "")
    assert sentence in error
    assert error.endswith("--help'.\n")
    assert len(error.splitlines()) == 1


def test_the_help_lists_every_command_with_what_it_does(call) -> None:
    code, said, _ = call("--help")
    words = " ".join(said.split())
    assert code == 0
    for name, (command, _) in app._COMMANDS.items():
        assert f" {name} {(inspect.getdoc(command) or '').splitlines()[0]}" in words


@pytest.mark.parametrize("name", app._COMMANDS)
def test_every_command_helps(call, name: str) -> None:
    code, said, _ = call(name, "-h")
    assert code == 0
    assert said.startswith(f"usage: exercise {name}")


@pytest.mark.parametrize(
    ("arguments", "tag"),
    [(("list",), "en"), (("list", "--lang", "ru"), "ru"), (("--lang", "ru", "list"), "ru"),
     (("--lang", "ru", "list", "--lang", "en"), "en")],
)  # fmt: skip
def test_a_language_may_stand_before_or_after_the_command(arguments, tag: str, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    asked = []
    monkeypatch.setattr("exercise.cli.listing.scenario_lines", lambda tag: asked.append(tag) or [])
    assert app.main(arguments) == 0
    assert asked == [tag]


def test_being_broken_off_is_no_fault_of_the_program(monkeypatch) -> None:
    def broken_off(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("sys.argv", ["exercise", "list"])
    monkeypatch.setattr("exercise.cli.app.main", broken_off)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130


def test_after_the_start_garbage_is_looked_for_but_not_among_what_it_built() -> None:
    before = gc.get_freeze_count()
    settle()
    assert gc.get_freeze_count() == before  # nothing to do where it is looked for anyway
    gc.disable()
    try:
        settle()
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    finally:
        gc.enable()
        gc.unfreeze()


def test_the_version_is_said(call) -> None:
    assert call("--version") == (0, f"exercise {__version__}\n", "")


@pytest.mark.parametrize(("arguments", "signs"), [((), None), (("--signs", "wgl4"), "wgl4")])
def test_the_home_screen_takes_the_signs_asked_for(arguments, signs: str | None, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr("exercise.cli.home.run_home", lambda *_, **settings: asked.append(settings["signs"]) or 0)
    assert app.main(arguments) == 0
    assert asked == [signs]
