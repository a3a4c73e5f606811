"""Every text of the program is there in Russian, and times, lengths and numbers are said as Russian says them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from exercise.model.language import LANGUAGES, Language, language
from tests.model.words import KEYWORDS, LOCALE, ROOT, compiled, said_by_the_program, translated

START = "2026-03-02T20:43+05:00"
OTHERS = [tag for tag in LANGUAGES if tag != "en"]
LOGIC = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
MARKUP = re.compile(r"<style.*?</style>|<[^>]*>|&\w+;", re.S)
SAID = [message for message in said_by_the_program() if message.id]


def texts(message: Message) -> Sequence[str]:
    return (message.id,) if isinstance(message.id, str) else message.id


def translations(message: Message) -> Sequence[str]:
    return (message.string,) if isinstance(message.string, str) else message.string


def braces(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def pairs(tag: str) -> Iterator[tuple[Message, Message | None]]:
    catalogue = translated(tag)
    for message in SAID:
        yield message, catalogue.get(texts(message)[0], message.context)


@pytest.mark.parametrize("tag", OTHERS)
def test_every_text_is_translated(tag: str) -> None:
    missing = [
        texts(message)[0]
        for message, kept in pairs(tag)
        if kept is None or kept.fuzzy or not all(text.strip() for text in translations(kept))
    ]
    assert not missing, "bring the catalogue up to date as docs/translating.md says"


@pytest.mark.parametrize("tag", OTHERS)
def test_a_translation_has_the_braces_and_the_edges_of_its_text(tag: str) -> None:
    for message, kept in pairs(tag):
        wanted = set().union(*map(braces, texts(message)))
        first = texts(message)[0]
        for text in translations(kept) if kept else ():
            assert braces(text) == wanted, first
            assert (text[:1] == " ", text[-1:] == " ") == (first[:1] == " ", first[-1:] == " "), first
            assert text.format(**dict.fromkeys(wanted, "x")), first


@pytest.mark.parametrize("tag", OTHERS)
def test_what_the_program_reads_is_what_the_translator_wrote(tag: str) -> None:
    with (LOCALE / tag / "LC_MESSAGES" / "exercise.mo").open("rb") as file:
        kept = read_mo(file)
    assert _strings(kept) == _strings(read_mo(BytesIO(compiled(translated(tag)))))


def _strings(catalogue: Catalog) -> dict[tuple[object, str | None], object]:
    return {(texts(message)[0], message.context): list(translations(message)) for message in catalogue if message.id}


def test_the_reader_of_texts_sees_calls_inside_f_strings_and_contexts(tmp_path) -> None:
    from tests.model.words import extract

    source = b"""x = f"{t('one')} {words.n('{n} day', '{n} days', 2)}"\ny = self._t('a' 'b'); z = w.p('tab', 'Map')\n"""
    found = [(name, said) for _, name, said, _ in extract(BytesIO(source), {"t", "_t", "n", "p"}, (), {})]
    assert sorted(found) == [
        ("_t", ("ab",)),
        ("n", ("{n} day", "{n} days", None)),
        ("p", ("tab", "Map")),
        ("t", ("one",)),
    ]


def test_a_text_is_never_put_together_before_it_is_translated() -> None:
    """A text with a name already in it is not in any catalogue."""
    broken = []
    for path in (ROOT / "exercise").rglob("*.py"):
        calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        asked = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in KEYWORDS)
        broken += [f"{path}:{c.lineno}" for c in asked if any(isinstance(a, ast.JoinedStr) for a in c.args[:2])]
    assert not broken


def test_templates_hold_no_words_of_their_own() -> None:
    for path in (ROOT / "exercise").rglob("*.j2"):
        between = MARKUP.sub("\n", LOGIC.sub("", path.read_text(encoding="utf-8")))
        assert not re.search(r"[A-Za-z]{2,}", between), path.name


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 решение"),
        (2, "2 решения"),
        (5, "5 решений"),
        (11, "11 решений"),
        (21, "21 решение"),
        (104, "104 решения"),
    ],
)
def test_russian_counts_in_three_forms(count: int, said: str) -> None:
    assert language("ru").n("{n} decision", "{n} decisions", count) == said


def test_english_counts_in_two_forms() -> None:
    assert [language("en").n("{n} decision", "{n} decisions", count) for count in (1, 2)] == [
        "1 decision",
        "2 decisions",
    ]


@pytest.mark.parametrize(("tag", "said"), [("en", "Mon 2 Mar 20:43"), ("ru", "Пн 2 марта 20:43")])
def test_a_story_time_is_said(tag: str, said: str) -> None:
    assert language(tag).clock(START, 0) == said


def test_every_month_and_day_of_the_week_takes_its_place_in_a_russian_date() -> None:
    said = [language("ru").day(f"2026-{month:02d}-15T20:43+05:00", 0).split(maxsplit=1)[1] for month in range(1, 13)]
    assert said == [
        *("15 января", "15 февраля", "15 марта", "15 апреля", "15 мая", "15 июня"),
        *("15 июля", "15 августа", "15 сентября", "15 октября", "15 ноября", "15 декабря"),
    ]
    week = [language("ru").day(START, day * 1440).split()[0] for day in range(7)]
    assert week == ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"]


@pytest.mark.parametrize(
    ("minutes", "english", "russian"),
    [
        (0, "0 m", "0 мин"),
        (40, "40 m", "40 мин"),
        (120, "2 h", "2 ч"),
        (125, "2 h 05 m", "2 ч 05 мин"),
        (1440, "1 d", "1 сут"),
        (4 * 1440 + 240, "4 d 4 h", "4 сут 4 ч"),
    ],
)
def test_a_length_of_time_is_said(minutes: int, english: str, russian: str) -> None:
    assert language("en").length(minutes) == english
    assert language("ru").length(minutes) == russian


def test_one_english_word_can_be_several_russian_ones() -> None:
    words = language("ru")
    assert words.p("paper", "opened") == "открыто"
    assert words.t("opened") == "вскрыто"
    assert words.p("a context that is not there", "opened") == "opened"
    assert language("en").p("paper", "opened") == "opened"


def test_a_language_that_is_not_known_is_english() -> None:
    assert language("xx").tag == "en"
    assert Language("en").t("{n} h", n=3) == "3 h"
