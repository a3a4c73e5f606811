"""The command that writes a scenario's texts for translators: what the files hold, and what of them it keeps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from exercise.cli import main
from exercise.scenario import library
from exercise.scenario.load import load

ROOT = Path(__file__).parents[2]
BASE = (ROOT / "tests" / "problems" / "base.yaml").read_text(encoding="utf-8")
MORE = """parameters:
  kilos: '4'
references: ["Weighed: {kilos} kg, 5 % less than said"]
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def case(tmp_path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "scenario.yaml").write_text("include: [more.yaml]\n" + BASE, encoding="utf-8")
    (folder / "more.yaml").write_text(MORE, encoding="utf-8")
    return folder


@pytest.fixture
def call(capsys, monkeypatch):
    """Call the program with arguments; return exit code, what it said, and what it said of errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["exercise", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return int(left.value.code or 0), said.out, said.err

    return run


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_each_file_of_the_scenario_gets_one_with_its_texts_in_order(call, case):
    code, said, _ = call("texts", case, "--lang", "ru")
    assert code == 0
    written = case / "translations" / "ru"
    assert sorted(path.name for path in written.iterdir()) == ["more.po", "scenario.po"]
    assert f"{written / 'more.po'}: texts 1  to translate 1" in said
    with (written / "scenario.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    lines = [message.locations[0][1] for message in messages]
    assert lines == sorted(lines)
    assert len(messages) == len({o.text for o in load(case).originals if o.mark.file == "scenario.yaml"})
    assert all(message.string == "" for message in messages)


def test_an_entry_names_its_places_and_the_room_there_is(call, case):
    call("texts", case, "--lang", "ru")
    text = (case / "translations" / "ru" / "scenario.po").read_text(encoding="utf-8")
    line = ("include: [more.yaml]\n" + BASE).split("\n").index("        label: Write") + 1
    assert (
        "#. decisions.ask.options.write.label — at most 46 characters\n"
        f'#: scenario.yaml:{line}\nmsgid "Write"\nmsgstr ""\n' in text
    )  # fmt: skip
    assert '"Language: ru\\n"' in text


def test_a_text_with_parameters_is_marked_so_that_editors_compare_them(call, case):
    call("texts", case, "--lang", "ru")
    text = (case / "translations" / "ru" / "more.po").read_text(encoding="utf-8")
    assert '#, python-brace-format\nmsgid "Weighed: {kilos} kg, 5 % less than said"' in text


def test_what_is_translated_is_played_and_stays(call, case):
    call("texts", case, "--lang", "ru")
    written = case / "translations" / "ru" / "scenario.po"
    change(written, 'msgid "Parcel"\nmsgstr ""', '# as on the form\nmsgid "Parcel"\nmsgstr "Посылка"')
    change(written, 'msgid "Khujand"\nmsgstr ""', '#, fuzzy\nmsgid "Khujand"\nmsgstr "Худжанд?"')
    assert load(case).scenario.consignments["parcel"].label.in_("ru") == "Посылка"
    call("texts", case, "--lang", "ru")
    first = written.read_bytes()
    call("texts", case, "--lang", "ru")
    assert written.read_bytes() == first
    text = first.decode()
    assert 'msgid "Parcel"\nmsgstr "Посылка"' in text
    assert "# as on the form\n" in text
    assert '#, fuzzy\nmsgid "Khujand"\nmsgstr "Худжанд?"' in text


def test_a_text_that_is_gone_moves_to_the_end_and_comes_back(call, case):
    call("texts", case, "--lang", "ru")
    written = case / "translations" / "ru" / "scenario.po"
    change(written, 'msgid "Parcel"\nmsgstr ""', 'msgid "Parcel"\nmsgstr "Посылка"')
    change(case / "scenario.yaml", "label: Parcel", "label: Packet")
    assert [problem.code for problem in load(case).problems] == ["W711"]
    call("texts", case, "--lang", "ru")
    text = written.read_text(encoding="utf-8")
    assert text.endswith('#~ msgid "Parcel"\n#~ msgstr "Посылка"\n')
    assert 'msgid "Packet"\nmsgstr ""' in text
    assert load(case).problems == ()
    change(case / "scenario.yaml", "label: Packet", "label: Parcel")
    call("texts", case, "--lang", "ru")
    assert "#~" not in written.read_text(encoding="utf-8")
    assert load(case).scenario.consignments["parcel"].label.in_("ru") == "Посылка"


def test_a_text_that_moves_to_another_file_keeps_its_translation(call, case):
    call("texts", case, "--lang", "ru")
    folder = case / "translations" / "ru"
    change(folder / "scenario.po", 'msgid "Over"\nmsgstr ""', 'msgid "Over"\nmsgstr "Конец"')
    change(case / "more.yaml", "references: [", "references: [Over, ")
    call("texts", case, "--lang", "ru")
    assert 'msgid "Over"\nmsgstr "Конец"' in (folder / "more.po").read_text(encoding="utf-8")


def test_an_entry_for_one_place_of_a_text_keeps_its_context(call, case):
    change(case / "scenario.yaml", "label: Khujand", "label: Parcel")
    folder = case / "translations" / "ru"
    folder.mkdir(parents=True)
    (folder / "scenario.po").write_text('msgctxt "places"\nmsgid "Parcel"\nmsgstr "Город"\n', encoding="utf-8")
    call("texts", case, "--lang", "ru")
    text = (folder / "scenario.po").read_text(encoding="utf-8")
    assert 'msgctxt "places"\nmsgid "Parcel"\nmsgstr "Город"' in text
    assert "#~" not in text
    with (folder / "scenario.po").open("rb") as file:
        assert [m.context for m in read_po(file) if m.id == "Parcel"] == ["places", None]


def test_texts_that_the_author_translated_are_left_out(call, case):
    change(case / "scenario.yaml", "label: Parcel", "label: {en: Parcel, ru: Посылка}")
    call("texts", case, "--lang", "ru")
    assert 'msgid "Parcel"' not in (case / "translations" / "ru" / "scenario.po").read_text(encoding="utf-8")
    call("texts", case, "--lang", "kk")
    assert 'msgid "Parcel"' in (case / "translations" / "kk" / "scenario.po").read_text(encoding="utf-8")


def test_texts_of_the_library_get_files_too(call, tmp_path):
    assert call("texts", "first_parcel", "--lang", "kk", "-o", "kk")[0] == 0
    text = (tmp_path / "kk" / "library_channels.po").read_text(encoding="utf-8")
    assert "#: library/channels.yaml:" in text


def test_another_folder_is_written_into_and_brought_up_to_date(call, case, tmp_path):
    assert call("texts", case, "--lang", "ru", "-o", "out")[0] == 0
    assert not (case / "translations").exists()
    written = tmp_path / "out" / "scenario.po"
    change(written, 'msgid "Parcel"\nmsgstr ""', 'msgid "Parcel"\nmsgstr "Посылка"')
    call("texts", case, "--lang", "ru", "-o", "out")
    assert 'msgid "Parcel"\nmsgstr "Посылка"' in written.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_is_told_and_not_written_over(call, case, tmp_path):
    (tmp_path / "out").mkdir()
    broken = tmp_path / "out" / "scenario.po"
    broken.write_text('msgid "Parcel"\nmsgstr "Посылка\n', encoding="utf-8")
    code, _, error = call("texts", case, "--lang", "ru", "-o", "out")
    assert code == 2
    assert "scenario.po:2:16 E508" in error
    assert broken.read_text(encoding="utf-8") == 'msgid "Parcel"\nmsgstr "Посылка\n'


@pytest.mark.parametrize(
    ("tag", "said"), [("russian!", "is not a language tag"), ("en", "is the language that the scenario itself")]
)
def test_a_language_that_cannot_be_meant_is_refused(call, case, tag, said):
    code, _, error = call("texts", case, "--lang", tag)
    assert code == 2
    assert said in error
    assert not (case / "translations").exists()


def test_a_scenario_with_errors_is_refused(call, case):
    (case / "more.yaml").write_text("colour: blue\n", encoding="utf-8")
    code, _, error = call("texts", case, "--lang", "ru")
    assert code == 2
    assert "exercise check" in error


def test_a_scenario_of_the_installed_program_is_not_written_into(call, case, monkeypatch, tmp_path):
    monkeypatch.setattr(library, "_PACKAGED", case.parent)
    code, _, error = call("texts", case, "--lang", "ru")
    assert code == 2
    assert "copy the folder" in error
    assert "-o" in error
    assert not (case / "translations").exists()
    assert call("texts", case, "--lang", "ru", "-o", "out")[0] == 0


def test_a_scenario_in_one_language_already_says_so(call, tmp_path):
    code, said, _ = call("texts", "first_parcel", "--lang", "ru", "-o", "out")
    assert code == 0
    assert "already" in said
    assert not (tmp_path / "out").exists()


def test_neither_texts_nor_a_scenario_without_translations_loads_what_it_does_not_need(case, tmp_path):
    program = (
        "import sys; from exercise.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )  # fmt: skip

    def loaded(*arguments: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=120, check=True,
            cwd=tmp_path, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)},
        )  # fmt: skip
        return set(done.stdout.splitlines()[-1].split())

    assert "babel" not in loaded("check", str(case))
    texts = loaded("texts", str(case), "--lang", "ru")
    assert "babel" in texts
    assert "textual" not in texts
    assert "babel" in loaded("check", str(case))
    play = ("play", str(case), "--auto", "--run")
    loaded(*play, "a.run")
    assert "babel" not in loaded(*play, "b.run")


def test_what_is_translated_with_another_parameter_comes_along_into_an_empty_folder(call, case, tmp_path):
    more = MORE.replace("kilos: '4'", "kilos: '4'\n  kilos_ru: четыре")
    (case / "more.yaml").write_text(more, encoding="utf-8")
    call("texts", case, "--lang", "ru")
    written = case / "translations" / "ru" / "more.po"
    original = "Weighed: {kilos} kg, 5 % less than said"
    change(written, f'msgid "{original}"\nmsgstr ""', f'msgid "{original}"\nmsgstr "Взвешено: {{kilos_ru}} кг"')
    in_place = call("texts", case, "--lang", "ru")[1]
    code, aside, _ = call("texts", case, "--lang", "ru", "-o", "out")
    assert code == 0
    assert aside == in_place.replace(str(case / "translations" / "ru"), "out")
    assert (tmp_path / "out" / "more.po").read_bytes() == written.read_bytes()
