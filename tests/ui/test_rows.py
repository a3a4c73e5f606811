from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.model.language import language
from exercise.model.views import StripStop
from exercise.ui.look import Look
from exercise.ui.parts.letters import HEIGHT, big
from exercise.ui.parts.papers import inbox_rows
from exercise.ui.parts.road import strip_row
from exercise.ui.parts.running import feed_rows
from exercise.ui.rows import lay, one_line, row
from exercise.ui.signs import SIGNS, fitting_set
from exercise.ui.text import say
from tests.ui.fakes import FEED, INBOX, STRIP, VIEW

LOOK = Look(language("en"), SIGNS["full"])


@given(
    words=st.lists(st.text("абвгдежз", min_size=1, max_size=24), min_size=1, max_size=30), width=st.integers(34, 120)
)
def test_no_word_is_cut_and_no_line_is_too_long(words, width):
    lines = lay([row(" ".join(words), lead=" 1  ", tail="30 m [x]")], width)
    text = " ".join(line.content.plain for line in lines)
    assert all(line.content.cell_length <= width for line in lines)
    if max(map(len, words)) <= width - 4 - 9:
        assert [word for word in text.split() if word not in ("1", "30", "m", "[x]")] == words


def test_the_tail_stands_at_the_right_edge_of_the_first_line():
    first, second = lay([row("one two three four five", lead="> ", tail="9 m")], 20)
    assert first.content.plain.endswith("9 m")
    assert first.content.cell_length == 20
    assert second.content.plain.startswith("  ")


def test_the_same_row_gives_the_very_same_lines_and_other_ink_gives_others():
    words = ("one two three four five", "strong")
    (first,), (again,) = lay([row(words)], 40), lay([row(words)], 40)
    assert first is again
    (other,) = lay([row((words[0], "faint"))], 40)
    assert not first.is_same(other)
    (lead,), (body,) = lay([row("a", lead=("a", "key"))], 40), lay([row(("a", "key"), lead="a")], 40)
    assert not lead.is_same(body)


def test_the_first_candidate_that_fits_is_taken():
    made = one_line(12, (["a long left part"], ["right"]), (["short"], ["right"]))
    assert made.body.plain == "short  right"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_the_road_fits_every_width_and_shows_the_load_once(width):
    plain = strip_row(STRIP, LOOK, width).body.plain
    assert len(plain) <= width
    if width >= 60:
        assert plain.count("◆") == 1
        assert "Kordai" in plain


def test_a_long_road_names_the_stops_around_the_load_where_there_is_room_for_no_more():
    places = ["Khujand", "Fotehobod", "Yallama", "Shymkent", "Kyzylorda", "Aktobe", "Semey", "Uralsk"]
    stops = tuple(StripStop(name, n / 7, n in (1, 2)) for n, name in enumerate(places))
    plain = strip_row(replace(STRIP, stops=stops, low=0.5, high=0.5, seen=True, eta=""), LOOK, 54).body.plain
    assert [name for name in places if name in plain] == ["Shymkent", "Kyzylorda"]


def test_markup_of_people_stays_text():
    assert say("[/b] [IMPORTANT] [@click=app.quit]x[/]").plain == "[/b] [IMPORTANT] [@click=app.quit]x[/]"
    assert say("[bold]x").spans == []


def test_big_letters_have_one_height_and_unknown_ones_stay_readable():
    assert len(big("KZ")) == HEIGHT
    assert len({len(line) for line in big("CARICC")}) == 1
    assert big("ЦАР") == ("Ц А Р",)


def test_old_windows_consoles_get_signs_that_their_fonts_hold():
    assert fitting_set("win32", {}) == "wgl4"
    assert fitting_set("win32", {"WT_SESSION": "1"}) == "full"
    assert fitting_set("linux", {}) == "full"
    wgl4 = SIGNS["wgl4"]
    shown = "".join(getattr(wgl4, name) for name in wgl4.__dataclass_fields__ if name != "set")
    assert not set(shown) & set("✕◆◇◐━┄")


def test_the_inbox_names_the_day_where_it_changes():
    late = replace(INBOX[-1], key="m9", clock="Tue 3 Mar 09:32")
    lines = [line.content.plain.strip() for line in lay(inbox_rows((late, *reversed(INBOX)), LOOK, lambda _: ""), 60)]
    days = [line for line in lines if line in ("Tue 3 Mar", "Mon 2 Mar")]
    assert days == ["Tue 3 Mar", "Mon 2 Mar"]
    one_day = [line.content.plain.strip() for line in lay(inbox_rows(INBOX, LOOK, lambda _: ""), 60)]
    assert "Mon 2 Mar" not in one_day


def test_the_feed_names_the_day_where_it_changes():
    feed = (replace(FEED[0], clock="Mon 2 Mar 18:40"), replace(FEED[1], clock="Tue 3 Mar 09:32"))
    lines = [line.content.plain.strip() for line in lay(feed_rows(replace(VIEW, feed=feed), LOOK, frozenset()), 60)]
    assert lines[1] == "Tue 3 Mar"
    assert lines[0].startswith("18:40")


LONG_NAMES = ("Bishkek postal hub", "Ak-Zhol / Kordai", "Almaty sorting centre", "Delivery office, Almaty")
LONG_ETA = "stands; Ak-Zhol / Kordai 40-80 m after it sets off (paper: 2-9 h)"


def road_of(width):
    stops = tuple(StripStop(name, n / 3, n == 1) for n, name in enumerate(LONG_NAMES))
    return strip_row(replace(STRIP, stops=stops, low=0.0, high=0.1, seen=False, eta=LONG_ETA), LOOK, width).body.plain


def test_names_are_shortened_before_they_give_way_to_the_time_of_arrival():
    for name in ("Bishkek", "Ak-Zhol", "Delivery", "40-80 m after it sets off"):
        assert name in road_of(100)


def test_the_time_of_arrival_stays_on_a_narrow_screen():
    assert "40-80 m after it sets off" in road_of(80)
    assert "Ak-Zhol" in road_of(80).split("stands;")[0]
