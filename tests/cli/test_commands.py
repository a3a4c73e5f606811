"""The command line: what each command says, its exit codes, and that no traceback reaches anybody."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from exercise.cli import home, main
from exercise.model.language import language
from exercise.play.record import read_record
from exercise.session.pin import fits
from exercise.session.session import Session
from exercise.ui import home_model

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "tests" / "scenarios" / "tiny")


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def call(capsys, monkeypatch):
    """Call the program with arguments; return exit code, what it said, and what it said of errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["exercise", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return int(left.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def kept(call) -> Path:
    assert call("play", TINY, "--auto", "--seed", "4", "--run", "kept.run")[0] == 0
    return Path("kept.run").resolve()


def test_auto_plays_to_the_end_and_keeps_a_whole_run(call, kept) -> None:
    code, said, _ = call("play", TINY, "--auto", "--seed", "4", "--run", "again.run")
    assert code == 0
    digest = re.search(r"digest ([0-9a-f]{64})", said).group(1)
    code, verified, _ = call("verify", str(kept))
    assert code == 0
    assert f"digest {digest}" in verified
    assert "plays again to the same end" in verified
    assert re.search(r"rows \d+  decisions \d+  happenings \d+", verified)


def test_the_same_seed_gives_the_same_run_and_another_seed_another(call, kept) -> None:
    for name, seed in (("same", "4"), ("other", "5")):
        call("play", TINY, "--auto", "--seed", seed, "--run", f"{name}.run")
    one, same, other = (read_record(Path(f"{name}.run")) for name in ("kept", "same", "other"))
    assert one.happenings == same.happenings != other.happenings


def test_many_seeds_are_played_with_each_kind_of_bots_and_the_endings_counted_without_keeping_a_run(
    call, tmp_path
) -> None:
    code, said, _ = call("play", TINY, "--auto", "--seeds", "4")
    assert code == 0
    head, *rows = [line.split() for line in said.splitlines()]
    assert head == ["recommended", "random", "default"]
    counts = [[int(cell) for cell in row[-3:]] for row in rows if all(cell.isdecimal() for cell in row[-3:])]
    assert [sum(kind) for kind in zip(*counts, strict=True)] == [4, 4, 4]
    assert "over at the latest" in said
    assert list(tmp_path.rglob("*.run")) == []


def test_many_seeds_of_one_kind_of_bots_are_those_that_a_single_seed_plays(call) -> None:
    said = [call("play", TINY, "--auto", "--bots", "random", "--seed", str(seed))[1] for seed in (1, 2, 3)]
    endings = [one.splitlines()[0] for one in said]
    table = call("play", TINY, "--auto", "--bots", "random", "--seeds", "3")[1].splitlines()
    assert all(any(row.split() == [*title.split(), str(endings.count(title))] for row in table) for title in endings)


@pytest.mark.parametrize("arguments", [(), ("--auto", "--seed", "4"), ("--auto", "--run", "kept.run")])
def test_many_seeds_go_with_bots_alone_and_keep_nothing(call, arguments) -> None:
    code, _, told = call("play", TINY, "--seeds", "3", *arguments)
    assert (code, told.startswith("--seeds goes with --auto")) == (2, True)


def test_a_misspelt_team_is_told_to_bots_too(call) -> None:
    code, _, told = call("play", TINY, "--auto", "--team", "nort")
    assert (code, told.splitlines()) == (
        2,
        ["There is no team 'nort'; did you mean 'north'?; teams: north, south, centre."],
    )


def test_help_teaches_with_examples(call) -> None:
    code, said, _ = call("--help")
    assert code == 0
    for line in ("exercise play first_parcel --team kyrgyzstan", "exercise resume", "exercise debrief RUN"):
        assert line in said
    assert "--copy-to" in call("play", "--help")[1]


def test_list_names_the_shipped_scenarios_and_their_teams(call) -> None:
    code, said, _ = call("list")
    assert code == 0
    assert "first_parcel" in said
    assert "kyrgyzstan" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("play", "first_parcl"), "did you mean 'first_parcel'?"),
        (("play", TINY, "--team", "nord"), "did you mean 'north'?"),
        (("play", TINY, "--pace", "round"), "did you mean 'rounds'?"),
        (("play", TINY, "--pace", "live:fast"), "There is no pace 'live:fast'"),
        (("play", TINY, "--pace", "live:nan"), "There is no pace 'live:nan'"),
        (("play", TINY, "--team", "north:rus"), "There is no language 'rus'; did you mean 'ru'?"),
        (("play", TINY, "--team", "nord:ru"), "did you mean 'north'?"),
        (("play", TINY, "--pin", "12"), "A PIN has 4 to 12 digits."),
        (("play", TINY, "--pin", "1234", "--no-facilitator"), "leave one out"),
        (("rewind", "nothing", "1"), "There is no run nothing"),
        (("resume", "nothing"), "There is no run nothing"),
        (("verify", "nothing"), "There is no run nothing"),
        (("debrief", "kpet"), "There is no run kpet"),
        (("check", "no_such"), "There is no scenario 'no_such'"),
        (("play", TINY, "--auto", "--run", "no/such/folder.run"), "No run can be kept at"),
    ],
)
def test_what_is_not_there_is_one_sentence_and_exit_2(call, arguments, sentence: str) -> None:
    code, _, said = call(*arguments)
    assert code == 2
    assert sentence in said
    assert len(said.strip().splitlines()) == 1


def test_a_misspelt_run_is_found_by_its_nearest_name(call) -> None:
    call("play", TINY, "--auto", "--seed", "1")
    name = call("runs")[1].split()[0]
    assert name.startswith("tiny-")
    code, _, said = call("verify", name[:-1] + "x")
    assert code == 2
    assert name in said


def test_runs_are_listed_with_title_story_time_and_state(call) -> None:
    assert "No runs yet" in call("runs")[1]
    call("play", TINY, "--auto", "--seed", "1")
    assert re.match(r"tiny-\S+  Two Halves  bots alone  finished  saved \d{4}-", call("runs")[1])
    assert language("ru").t("finished") in call("runs", "--lang", "ru")[1]


def test_a_damaged_run_is_listed_with_its_problem(call, tmp_path) -> None:
    call("play", TINY, "--auto", "--seed", "1")
    (run,) = (tmp_path / "XDG_DATA_HOME" / "exercise" / "runs").glob("*.run")
    run.write_bytes(run.read_bytes()[:5000])
    code, said, _ = call("runs")
    assert code == 0
    assert "damaged" in said


def test_a_run_altered_by_hand_fails_to_verify(call, kept) -> None:
    database = sqlite3.connect(kept)
    database.executescript(
        "DROP TRIGGER rows_stay;"
        "UPDATE rows SET body = CAST(replace(CAST(body AS TEXT), 'go', 'no') AS BLOB) WHERE number = 1"
    )
    database.close()
    code, said, _ = call("verify", str(kept))
    assert code == 1
    assert "altered or damaged at row 1" in said


def test_a_run_that_plays_differently_names_the_minute(call, kept, monkeypatch) -> None:
    monkeypatch.setattr("exercise.engine.Engine.digest", lambda self: "0" * 64)
    code, said, _ = call("verify", str(kept))
    assert code == 1
    assert re.search(r"differs from story minute \d+ on", said)


def test_check_tells_problems_with_their_place_and_exits_1(call, tmp_path) -> None:
    assert call("check", TINY)[0] == 0
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "scenario.yaml").write_text("format: 1\ntitle: [\n")
    code, said, _ = call("check", TINY, str(broken))
    assert code == 1
    assert re.search(r"scenario.yaml:\d+:\d+ E\d+", said)
    code, _, said = call("play", str(broken))
    assert code == 2
    assert "cannot be played" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "first_parcel"),
        ("play", "first_parcel", "--auto"),
        ("sheets", "first_parcel", "-o", "sheets"),
        ("texts", "first_parcel", "--lang", "kk"),
    ],
)
def test_a_folder_here_is_taken_before_the_shipped_scenario_of_its_name_and_that_is_said(
    arguments, call, tmp_path
) -> None:
    own = tmp_path / "first_parcel"
    own.mkdir()
    (own / "scenario.yaml").write_text("format: 1\nsumary: Mine\n", encoding="utf-8")
    code, said, told = call(*arguments)
    assert code != 0
    assert told.startswith("'first_parcel' is the folder here, not the scenario of that name")
    assert "errors" in said + told


def test_a_new_scenario_has_no_problem_and_plays(call) -> None:
    code, said, _ = call("new", "cases/my_case")
    assert code == 0
    assert "exercise check cases/my_case" in said
    assert call("check", "cases/my_case")[1].splitlines() == ["cases/my_case:", "0 errors, 0 warnings"]
    code, said, _ = call("play", "cases/my_case", "--auto", "--seeds", "8")
    assert code == 0
    assert "Never seen" not in said


@pytest.mark.parametrize("there", ["my_case/scenario.yaml", "my_case"])
def test_a_new_scenario_overwrites_nothing(call, tmp_path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    code, _, told = call("new", "my_case")
    assert (code, told.splitlines()) == (2, [f"{there} is there already, and is left as it is."])
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_run_is_never_overwritten(call, kept) -> None:
    before = kept.read_bytes()
    code, _, said = call("play", TINY, "--auto", "--run", str(kept))
    assert code == 2
    assert "left as it is" in said
    assert kept.read_bytes() == before


def test_screens_without_a_terminal_are_refused_before_a_run_is_made(call) -> None:
    code, _, said = call("play", TINY, "--run", "screen.run")
    assert code == 2
    assert "--plain" in said
    assert not Path("screen.run").exists()


def test_the_second_copy_is_kept(call, tmp_path) -> None:
    (tmp_path / "stick").mkdir()
    said = call("play", TINY, "--auto", "--seed", "2", "--run", "own.run", "--copy-to", "stick")[1]
    assert f"The second copy is kept in {tmp_path / 'stick' / 'own.run'}." in said
    assert read_record(tmp_path / "stick" / "own.run") == read_record(tmp_path / "own.run")


def test_people_who_leave_are_told_where_the_second_copy_is(call, monkeypatch, tmp_path) -> None:
    (tmp_path / "stick").mkdir()
    said, _ = left_at_once(call, monkeypatch, "--copy-to", "stick")
    assert f"The second copy is kept in {tmp_path / 'stick' / 'left.run'}." in said


def test_the_home_screen_left_tells_how_to_come_back_and_where_the_second_copy_is(
    tmp_path, monkeypatch, capsys
) -> None:
    (tmp_path / "stick").mkdir()

    def played(_shelf, begin, *_, **__) -> int:
        chosen = home_model.Setup(Path(TINY), "rounds", ("north",), "en", 4, copy_to=str(tmp_path / "stick"))
        asyncio.run(begin(chosen))
        return 0

    monkeypatch.setattr(home, "run_home", played)
    home.open_home("en")
    (copy,) = (tmp_path / "stick").glob("*.run")
    assert f"The second copy is kept in {copy}.\n" in capsys.readouterr().out


def test_a_second_copy_on_a_stick_that_is_not_in_is_one_sentence_and_leaves_no_file(call, tmp_path) -> None:
    code, _, said = call("play", TINY, "--auto", "--run", "own.run", "--copy-to", "stick")
    assert (code, said) == (2, "No second copy can be kept: there is no folder stick. Is the stick in?\n")
    assert not (tmp_path / "stick").exists()
    assert not (tmp_path / "own.run").exists()


def test_the_debrief_is_written_as_data_and_as_a_page_also_for_one_team(call, kept) -> None:
    code, said, _ = call("debrief", str(kept), "--format", "json", "-o", "d.json")
    assert code == 0
    assert "d.json" in said
    assert json.loads(Path("d.json").read_text(encoding="utf-8"))
    assert call("debrief", str(kept), "--team", "north")[0] == 0
    assert "<html" in Path("kept-north.html").read_text(encoding="utf-8").lower()
    code, _, said = call("debrief", str(kept), "--team", "nroth")
    assert code == 2
    assert "did you mean 'north'?" in said
    code, _, said = call("debrief", str(kept), "-o", "no/such/folder.html")
    assert code == 2
    assert "cannot be written" in said


def test_a_debrief_is_never_written_over_a_run(call, kept) -> None:
    assert call("play", TINY, "--auto", "--seed", "5", "--run", "kept.html")[0] == 0
    before = kept.read_bytes()
    for arguments in ((str(kept), "-o", str(kept)), ("kept.html", "-o", str(kept)), ("kept.html",)):
        code, _, said = call("debrief", *arguments)
        assert code == 2
        assert "left as it is" in said
    assert kept.read_bytes() == before
    assert call("verify", "kept.html")[0] == 0


def test_sheets_are_never_written_over_a_run(call, tmp_path) -> None:
    (tmp_path / "paper").mkdir()
    assert call("play", TINY, "--auto", "--run", "paper/index.html")[0] == 0
    code, _, said = call("sheets", TINY, "-o", "paper")
    assert code == 2
    assert "left as it is" in said
    assert call("verify", "paper/index.html")[0] == 0


def test_ctrl_c_says_how_to_come_back_and_the_run_goes_on(call, monkeypatch) -> None:
    async def interrupted(self) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Session, "ended", interrupted)
        code, said, _ = call("play", TINY, "--auto", "--seed", "4", "--run", "cut.run")
    assert code == 130
    assert "exercise resume" in said
    code, said, _ = call("resume", "cut.run")
    assert code == 0
    assert read_record(Path("cut.run")).finished


def test_a_fault_of_the_program_is_one_sentence_and_its_traceback_is_kept_in_a_file(
    call, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr("exercise.cli.listing.shipped", lambda: 1 / 0)
    code, _, said = call("list")
    assert code == 1
    assert len(said.strip().splitlines()) == 1
    (kept_fault,) = (tmp_path / "XDG_STATE_HOME").rglob("last-fault.txt")
    assert "ZeroDivisionError" in kept_fault.read_text()


def test_lines_of_text_can_be_left_and_gone_on_with(tmp_path) -> None:
    command = [
        sys.executable,
        "-m",
        "exercise",
        "play",
        TINY,
        "--plain",
        "--team",
        "north",
        "--run",
        str(tmp_path / "p.run"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    left = subprocess.run(command, input="", capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert "Traceback" not in left.stderr
    assert "exercise resume" in left.stdout
    assert read_record(tmp_path / "p.run").header.setup.people == ("north",)


def left_at_once(call, monkeypatch, *arguments: str) -> tuple[str, str]:
    """Begin to play as lines of text and leave; return what was said and the path of the run."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, said, _ = call("play", TINY, "--plain", "--seed", "4", "--run", "left.run", *arguments)
    assert code == 0
    return said, "left.run"


def test_several_teams_are_facilitated_and_the_pin_is_told_once(call, monkeypatch) -> None:
    said, run = left_at_once(call, monkeypatch, "--talk", "5")
    pin = re.search(r"PIN is (\d{4})", said).group(1)
    setup = read_record(Path(run)).header.setup
    assert (setup.facilitated, setup.talk) == (True, 5.0)
    assert fits(pin, setup.pin)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert pin not in call("resume", run, "--plain")[1]


def test_a_pin_of_ones_own_locks_the_desk_and_is_never_told(call, monkeypatch) -> None:
    said, run = left_at_once(call, monkeypatch, "--pin", "271828", "--team", "north")
    setup = read_record(Path(run)).header.setup
    assert "271828" not in said
    assert "271828" not in repr(setup)
    assert setup.facilitated
    assert fits("271828", setup.pin)


@pytest.mark.parametrize("arguments", [("--no-facilitator",), ("--team", "north")])
def test_a_table_without_a_facilitator_has_no_pin(call, monkeypatch, arguments) -> None:
    said, run = left_at_once(call, monkeypatch, *arguments)
    setup = read_record(Path(run)).header.setup
    assert "PIN" not in said
    assert (setup.facilitated, setup.pin) == (False, "")


def test_every_team_reads_its_own_language(call, monkeypatch) -> None:
    _, run = left_at_once(call, monkeypatch, "--team", "north", "--team", "south:ru", "--lang", "en")
    setup = read_record(Path(run)).header.setup
    assert setup.people == ("north", "south")
    assert setup.languages == {"north": "en", "south": "ru"}


def test_a_team_alone_reads_lines_of_text_in_its_own_language(call, monkeypatch) -> None:
    said, _ = left_at_once(call, monkeypatch, "--team", "north:ru", "--lang", "en")
    assert language("ru").t("You left.") in said
    assert "You left." not in said


def test_a_run_is_rewound_to_a_round_in_a_file_of_its_own(call, monkeypatch, tmp_path) -> None:
    _, run = left_at_once(call, monkeypatch, "--team", "north")
    before = Path(run).read_bytes()
    code, said, _ = call("rewind", run, "1", "-o", "back.run")
    assert code == 0
    assert "exercise resume back.run" in said
    assert Path(run).read_bytes() == before
    assert read_record(Path("back.run")).header.parent is not None
    assert call("verify", "back.run")[0] == 0
    code, said, _ = call("rewind", run, "1", "--new-fate", "-o", "other.run")
    assert (code, "by a new fate" in said) == (0, True)
    assert [row.kind for row in read_record(Path("other.run")).rows][-1] == "fate"
    assert call("verify", "other.run")[0] == 0
    code, _, said = call("rewind", run, "9")
    assert (code, said.strip()) == (2, "There is no round 9 in this run; it has rounds 1 to 1.")
    code, _, said = call("rewind", run, "1", "-o", "back.run")
    assert code == 2
    assert "left as it is" in said


def test_a_run_of_bots_alone_has_no_rounds_to_go_back_to(call, kept) -> None:
    code, _, said = call("rewind", str(kept), "1")
    assert code == 2
    assert "it has no rounds" in said


def test_a_fault_while_people_play_is_one_sentence_and_the_run_goes_on(call, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(""))
        patch.setattr("exercise.session.hall.hall_view", lambda *_: 1 / 0)
        patch.setattr("exercise.session.session.hall_view", lambda *_: 1 / 0)
        code, _, said = call("play", TINY, "--plain", "--team", "north", "--run", "fault.run")
    assert code == 1
    assert "Something went wrong inside the program" in said
    assert call("verify", "fault.run")[0] == 0


@pytest.mark.parametrize(
    "arguments", [("--help",), ("list",), ("check", TINY), ("runs",), ("verify", "k.run"), ("debrief", "k.run")]
)
def test_commands_without_a_screen_load_no_screen(call, arguments) -> None:
    call("play", TINY, "--auto", "--run", "k.run")
    program = "import sys; from exercise.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=environment)
    assert not {"textual", "rich"} & set(done.stdout.split()) - ({"rich"} if arguments != ("check", TINY) else set())


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_two_programs_on_one_run_are_told_apart(call, kept) -> None:
    holder = Session.resume(kept)
    try:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "exercise", "resume", str(kept)]
        second = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    finally:
        holder.release()
    assert second.returncode == 2
    assert "open in another window" in second.stderr
    assert "Traceback" not in second.stderr


def test_resume_without_a_name_takes_the_only_run_that_is_not_finished_or_names_them(call) -> None:
    code, _, said = call("resume", "--plain")
    assert (code, "There is no run to go on with" in said) == (2, True)
    call("play", TINY, "--team", "north", "--plain", "--seed", "4")
    code, out, _ = call("resume", "--plain")
    assert (code, "Go on with: exercise resume" in out) == (0, True)
    call("play", TINY, "--team", "north", "--plain", "--seed", "5")
    code, _, said = call("resume", "--plain")
    assert (code, "Say which run to go on with:" in said, said.count("North")) == (2, True, 2)
