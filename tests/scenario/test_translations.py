"""Texts that translation files give: which texts take them, which entries count, and what is told of bad files."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.model.cleaning import clean
from exercise.scenario import cache, catalogue, po
from exercise.scenario.files import LARGEST_FILE
from exercise.scenario.load import load
from exercise.scenario.loaded import Loaded
from exercise.scenario.problems import Mark, Problems
from exercise.scenario.translations import Entry, Original, Translations, key

BASE = (Path(__file__).parents[1] / "problems" / "base.yaml").read_text(encoding="utf-8")
PROMISED = "languages: [en, ru]\n" + BASE


def entry(original: str, translation: str, before: str = "") -> str:
    return f'{before}msgid "{original}"\nmsgstr "{translation}"\n\n'


def write(folder: Path, yaml: str = BASE, shared: Path | None = None, **files: str) -> Loaded:
    """Load a scenario with Russian translation files."""
    (folder / "scenario.yaml").write_text(yaml, encoding="utf-8")
    for stem, text in files.items():
        path = folder / "translations" / "ru" / f"{stem}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load(folder, shared)


def told(loaded: Loaded) -> list[tuple[str, str, int, int]]:
    return [(p.code, p.file, p.line, p.col) for p in loaded.problems]


def test_a_text_takes_its_translation_wherever_it_stands(tmp_path):
    loaded = write(tmp_path, any=entry("Parcel", "Посылка") + entry("Ask in time", "Спросить вовремя"))
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.root == {"en": "Parcel", "ru": "Посылка"}
    assert loaded.scenario.objectives["paper"].text.in_("ru") == "Спросить вовремя"
    assert loaded.scenario.title.root == {"en": "A small road"}


def test_a_text_written_inline_wins(tmp_path):
    scenario = BASE.replace("label: Parcel", "label: {en: Parcel, ru: Пакет}")
    loaded = write(tmp_path, scenario, any=entry("Parcel", "Посылка"))
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.in_("ru") == "Пакет"


def test_a_folded_text_is_found_by_what_yaml_makes_of_it(tmp_path):
    scenario = BASE.replace("label: Parcel", "label: >\n      A parcel\n      of letters\n")
    loaded = write(tmp_path, scenario, any='msgid ""\n"A parcel "\n"of letters"\nmsgstr ""\n"Посылка "\n"с письмами"\n')
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.in_("ru") == "Посылка с письмами"


def test_parameters_are_put_into_the_translation(tmp_path):
    scenario = BASE.replace("label: Parcel", "label: 'Parcel of {kilos} kg {{sealed}}'") + "parameters:\n  kilos: '4'\n"
    loaded = write(tmp_path, scenario, any=entry("Parcel of {kilos} kg {{sealed}}", "{{Закрыта}}, {kilos} кг"))
    assert loaded.problems == ()
    label = loaded.scenario.consignments["parcel"].label
    assert (label.in_("en"), label.in_("ru")) == ("Parcel of 4 kg {sealed}", "{Закрыта}, 4 кг")


def test_texts_of_included_sheets_are_translated_too(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "sheet.yaml").write_text(BASE, encoding="utf-8")
    folder = tmp_path / "case"
    folder.mkdir()
    loaded = write(
        folder, "format: 1\ninclude: [library/sheet.yaml]\n", shared, library_sheet=entry("Parcel", "Посылка")
    )
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.in_("ru") == "Посылка"


def test_a_markdown_text_is_translated(tmp_path):
    (tmp_path / "note.md").write_text("First line.\n\nSecond.\n", encoding="utf-8")
    scenario = BASE.replace("label: Parcel", "label: {file: note.md}")
    loaded = write(tmp_path, scenario, any=entry("First line.\\n\\nSecond.\\n", "Первая.\\n\\nВторая."))
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.in_("ru") == "Первая.\n\nВторая."


def test_a_translation_may_name_another_parameter_that_is_declared(tmp_path):
    scenario = BASE.replace("label: Parcel", "label: Parcel to {dest}")
    scenario += "parameters:\n  dest: Russia\n  dest_ru_acc: Россию\n"
    loaded = write(tmp_path, scenario, any=entry("Parcel to {dest}", "Посылка в {dest_ru_acc}"))
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.in_("ru") == "Посылка в Россию"


@pytest.mark.parametrize(
    "unfinished", [entry("Parcel", "Посылка", "#, fuzzy\n"), entry("Parcel", ""), entry("Parcel", "  ")]
)
def test_fuzzy_and_empty_entries_do_not_count(tmp_path, unfinished):
    loaded = write(tmp_path, any=unfinished)
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.root == {"en": "Parcel"}


def test_obsolete_entries_do_not_count_and_are_not_stale(tmp_path):
    loaded = write(tmp_path, any='#~ msgid "Parcel"\n#~ msgstr "Посылка"\n\n#~ msgid "Gone"\n#~ msgstr "Нет"\n')
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.root == {"en": "Parcel"}


def test_the_file_named_like_the_source_wins_over_others(tmp_path):
    loaded = write(tmp_path, a=entry("Over", "Всё"), scenario=entry("Over", "Конец"), z=entry("Lawful", "По закону"))
    assert loaded.scenario.outcomes["over"].title.in_("ru") == "Конец"
    assert loaded.scenario.outcomes["lawful"].title.in_("ru") == "По закону"


def test_the_first_file_by_name_wins_where_none_is_named_like_the_source(tmp_path):
    loaded = write(tmp_path, b=entry("Over", "Второй"), a=entry("Over", "Первый"))
    assert loaded.scenario.outcomes["over"].title.in_("ru") == "Первый"


def test_a_context_leads_to_one_place_of_a_text(tmp_path):
    scenario = BASE.replace("label: Khujand", "label: Write")
    texts = entry("Write", "Написать") + entry("Write", "Запись", 'msgctxt "places.khujand"\n')
    loaded = write(tmp_path, scenario, any=texts)
    assert loaded.problems == ()
    assert loaded.scenario.places["khujand"].label.in_("ru") == "Запись"
    assert loaded.scenario.decisions["ask"].options["write"].label.in_("ru") == "Написать"


def test_a_context_is_made_of_whole_keys(tmp_path):
    loaded = write(tmp_path, any=entry("Khujand", "Худжанд", 'msgctxt "places.khuj"\n'))
    assert told(loaded) == [("W711", "translations/ru/any.po", 2, 1)]
    assert "ru" not in loaded.scenario.places["khujand"].label.root


def test_the_checker_asks_only_for_what_no_file_translates(tmp_path):
    before = write(tmp_path, PROMISED)
    after = write(tmp_path, PROMISED, any=entry("Parcel", "Посылка") + entry("Over", "Конец"))
    assert {p.code for p in before.problems} == {"W708"}
    gone = set(before.problems) - set(after.problems)
    assert set(after.problems) < set(before.problems)
    assert [p.source.strip() for p in sorted(gone, key=lambda p: p.line)] == ["label: Parcel", "title: Over"]


def test_a_stale_entry_names_the_text_that_it_probably_was(tmp_path):
    loaded = write(tmp_path, any=entry("They have not written yet, I think.", "Ещё не написали."))
    line = BASE.split("\n").index("    text: They have not written.") + 1
    assert told(loaded) == [("W711", "translations/ru/any.po", 1, 1)]
    assert loaded.problems[0].message.count("the text at") == 0
    loaded = write(
        tmp_path, BASE.replace("not written.", "not written to us."), any=entry("They have not written to me.", "Нет")
    )
    assert f"the text at scenario.yaml:{line} begins like it" in loaded.problems[0].message


def test_a_file_for_a_sheet_that_is_not_included_now_is_not_stale(tmp_path):
    (tmp_path / "northland.yaml").write_text("format: 1\n", encoding="utf-8")
    assert write(tmp_path, northland=entry("Northland", "Северия")).problems == ()
    assert told(write(tmp_path, southland=entry("Southland", "Южния"))) == [
        ("W711", "translations/ru/southland.po", 1, 1)
    ]


def test_what_commands_a_terminal_is_told_with_the_line_as_it_should_be(tmp_path):
    loaded = write(tmp_path, any=entry("Parcel", "Посыл\u202eка"))
    assert told(loaded) == [("E105", "translations/ru/any.po", 2, 14)]
    assert loaded.problems[0].mend == 'msgstr "Посылка"'
    assert loaded.scenario is None


def test_a_parameter_that_a_translation_lacks_is_told_with_the_mend(tmp_path):
    scenario = BASE.replace("label: Parcel", "label: Parcel of {kilos} kg") + "parameters:\n  kilos: '4'\n"
    loaded = write(tmp_path, scenario, any=entry("Parcel of {kilos} kg", "Посылка"))
    assert told(loaded) == [("E509", "translations/ru/any.po", 2, 1)]
    assert loaded.problems[0].mend == "put {kilos} into it"
    assert loaded.scenario is None


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ('msgid "a"\nmsgstr "b\n', (2, 10), 'msgstr "b"'),
        ('msgid "a"\nmsgstr "say "b" now"\n', (2, 13), r'msgstr "say \"b\" now"'),
        ('msgid "a"\nmsgstr "b\\c"\n', (2, 10), r'msgstr "b\\c"'),
        ('msgid "a"\nmsgstr b\n', (2, 8), 'msgstr "b"'),
        ('msgid "a"\nmsgstr "b"\n"c', (3, 3), '"c"'),
        ('"a"\n', (1, 1), 'msgid "..."'),
        ('msgstr "b"\n', (1, 1), "msgctxt or msgid is expected here"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', (3, 1), "msgstr is expected here"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', (3, 1), "msgctxt or msgid is expected here"),
        ('msgid "a"\n# a note\nmsgstr "b"\n', (2, 1), "Put comments above the entry."),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', (2, 1), "Write one msgid and one msgstr."),
        ('mgsid "a"\nmsgstr "b"\n', (1, 1), "msgctxt or msgid"),
        ('msgid "a"', (1, 1), 'msgstr ""'),
        ('#~ msgid "a\n#~ msgstr "b"\n', (1, 12), '#~ msgid "a"'),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_line_with_the_mend(tmp_path, text, place, mend):
    loaded = write(tmp_path, any=text)
    first = loaded.problems[0]
    assert (first.code, first.file, (first.line, first.col), first.mend) == (
        "E508",
        "translations/ru/any.po",
        place,
        mend,
    )
    assert loaded.scenario is None


def test_the_same_text_with_another_context_is_not_there_twice(tmp_path):
    texts = entry("Parcel", "Посылка") + entry("Parcel", "Пакет", 'msgctxt "consignments"\n')
    assert write(tmp_path, any=texts).problems == ()


def test_a_file_that_an_editor_wrote_is_read(tmp_path):
    text = (
        '# Notes\nmsgid ""\nmsgstr ""\n"POT-Creation-Date: yesterday\\n"\n"Plural-Forms: what\\n"\n'
        '"Content-Type: text/plain; charset=koi8-r\\n"\n"Language: nonsense\\n"\n\n#  a note\n#. an explanation\n'
        '#: scenario.yaml:3\n#, no-wrap\n#| msgid "Before"\nmsgid\t"Parcel"\nmsgstr   "Посылка"\n\n'
        '#~| msgid "Old"\n#~ msgid "Gone"\n#~ msgstr "Нет"\n'
    )
    path = tmp_path / "translations" / "ru" / "editor.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    loaded = write(tmp_path)
    assert loaded.problems == ()
    assert loaded.scenario.consignments["parcel"].label.in_("ru") == "Посылка"


def test_a_file_in_another_encoding_or_too_large_is_told(tmp_path):
    folder = tmp_path / "translations" / "ru"
    folder.mkdir(parents=True)
    (folder / "a.po").write_bytes('msgid "Parcel"\nmsgstr "Посылка"\n'.encode("koi8-r"))
    with (folder / "b.po").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    (folder / "c.po").mkdir()
    assert told(write(tmp_path)) == [
        ("E115", "translations/ru/a.po", 2, 9),
        ("E116", "translations/ru/b.po", 1, 1),
        ("E503", "translations/ru/c.po", 1, 1),
    ]


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.po").write_text(entry("Parcel", "Посылка"), encoding="utf-8")
    folder = tmp_path / "case"
    (folder / "translations").mkdir(parents=True)
    try:
        (folder / "translations" / "ru").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("links are not allowed here")
    loaded = write(folder)
    assert told(loaded) == [("E503", "translations/ru/a.po", 1, 1)]
    assert "translations/ru/a.po" not in loaded.sources


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX only")
def test_a_file_name_that_is_no_text_is_told(tmp_path):
    folder = tmp_path / "translations" / "ru"
    folder.mkdir(parents=True)
    try:
        (folder / os.fsdecode(b"\xff.po")).write_text("", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes text only")
    assert [p.code for p in write(tmp_path).problems] == ["E501"]


def test_a_translation_into_the_own_language_is_refused(tmp_path):
    loaded = write(tmp_path, "languages: [ru]\n" + BASE, any=entry("Parcel", "Посылка"))
    assert told(loaded) == [("E310", "translations/ru", 1, 1)]


def test_other_files_beside_the_translations_are_left_alone(tmp_path):
    for name in ("README.md", "ru/scenario.mo", "ru/.hidden.po", "ru/scenario.po~", "empty-folder/x"):
        path = tmp_path / "translations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff")
    loaded = write(tmp_path)
    assert loaded.problems == ()
    assert set(loaded.sources) == {"scenario.yaml"}


@pytest.fixture
def kept(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(cache, "directory", lambda: tmp_path / "cache")
    folder = tmp_path / "case"
    folder.mkdir()
    write(folder, a=entry("Parcel", "Посылка"))
    assert cache.load_kept(folder).scenario.consignments["parcel"].label.in_("ru") == "Посылка"
    return folder


def test_a_changed_an_added_and_a_removed_translation_file_make_the_kept_scenario_invalid(kept):
    def spoken() -> tuple[str, str]:
        scenario = cache.load_kept(kept).scenario
        return scenario.consignments["parcel"].label.in_("ru"), scenario.outcomes["over"].title.in_("ru")

    assert spoken() == ("Посылка", "Over")
    write(kept, a=entry("Parcel", "Пакет"))
    assert spoken() == ("Пакет", "Over")
    write(kept, b=entry("Over", "Конец"))
    assert spoken() == ("Пакет", "Конец")
    shutil.rmtree(kept / "translations")
    assert spoken() == ("Parcel", "Over")


def test_the_translation_files_are_among_the_sources(kept):
    assert list(load(kept).sources) == ["scenario.yaml", "translations/ru/a.po"]
    assert list(cache.load_kept(kept).sources) == ["scenario.yaml", "translations/ru/a.po"]


WORDS = st.text(st.sampled_from('aб {}%\\"\n\t—\x0c') | st.characters(), min_size=1, max_size=120).map(clean)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(WORDS.filter(str.strip), WORDS, max_size=5))
def test_what_is_written_is_read_again_as_it_was(pairs):
    texts = {key(text): text for text in pairs}
    originals = [
        Original(("injects", f"n{n}"), text, Mark("scenario.yaml", n, 1), ("Inject", "text"), ("en",))
        for n, text in enumerate(texts.values(), 1)
    ]
    entries = [
        Entry(text, pairs[text], "", Mark("translations/ru/x.po", n, 1), n, "ru", False)
        for n, text in enumerate(texts.values(), 1)
    ]
    problems = Problems()
    made = catalogue.catalogues(originals, "ru", {}, Translations(entries)).get("scenario.po", po.PoFile())
    read = po.read("translations/ru/scenario.po", catalogue.written(made, "ru").decode(), problems)
    assert problems.all() == ()
    assert [entry.original for entry in read.entries] == list(texts.values())
    assert [entry.text.strip() for entry in read.entries] == [pairs[text].strip() for text in texts.values()]


LINES = st.sampled_from([
    'msgid "a"', 'msgid ""', 'msgstr "b"', 'msgstr ""', '"c\\n"', 'msgctxt "x"', "#, fuzzy", "#: a:1 \u2068b", "# note",
    "", '#~ msgid "a"', '#~ msgstr "b"', "#~", "#~| x", 'msgstr[9] "x"', 'msgid_plural "p"', '"', "\\", 'msgid "\\',
    "msgid", '"Plural-Forms: nplurals=x\\n"', '"POT-Creation-Date: 1\\n"', "\x0c", "\x85",
    '"Content-Type: text/plain; charset=no\\n"',
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=12).map("\n".join)))
def test_whatever_stands_in_a_file_it_is_read_or_told(text):
    problems = Problems()
    read = po.read("translations/ru/any.po", text, problems)
    assert {problem.code for problem in problems.all()} <= {"E105", "E508"}
    assert not (problems.any_errors() and read.entries)
    count = text.count("\n") + 1
    assert all(0 < p.line <= count and p.col > 0 for p in problems.all())


def test_addresses_alone_are_the_same_in_every_language(tmp_path):
    pages = '"https://one.example/a; https://two.example/b"'
    law = "law:\n  {id}:\n    label: {{en: L, ru: L}}\n    source: {source}\n    confidence: sourced\n"
    there = write(tmp_path, PROMISED + law.format(id="bare", source=pages))
    worded = write(tmp_path, PROMISED + law.format(id="worded", source='"Read at https://one.example/a"'))
    needing = {p.line for p in worded.problems if p.code == "W708"} - {p.line for p in there.problems}
    assert needing == {PROMISED.count("\n") + 4}
    assert there.scenario.law["bare"].source.in_("ru") == pages.strip('"')
    asked = [catalogue.catalogues(loaded.originals, "ru", {}, Translations()) for loaded in (there, worded)]
    assert [any("example" in str(m.id) for m in made["scenario.po"].messages) for made in asked] == [False, True]
