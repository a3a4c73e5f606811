"""How problems are shown: place, caret, mend; nothing in them can command a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from exercise.scenario.problems import MOST_PROBLEMS, Mark, Problem, Problems, did_you_mean, render_all


def test_a_problem_shows_its_place_its_line_and_a_caret() -> None:
    problem = Problem("a.yaml", 3, 7, "E303", "no such word", "write wait", "goes: wiat")
    assert problem.render().split("\n") == [
        "a.yaml:3:7 E303 no such word",
        "    goes: wiat",
        "          ^",
        "    mend: write wait",
    ]


def test_the_caret_stands_under_the_sign_behind_tabs_and_wide_signs() -> None:
    shown = Problem("a.yaml", 1, 3, "E303", "x", "", "\t好x").render().split("\n")
    assert shown[2].index("^") - shown[1].index("x") == 1  # the wide sign takes two cells and one character


def test_a_long_line_is_cut_around_its_column() -> None:
    shown = Problem("a.yaml", 1, 5_001, "E303", "x", "", "a" * 5_000 + "!" + "b" * 5_000).render().split("\n")
    assert len(shown[1]) < 120
    assert shown[1][shown[2].index("^")] == "!"


@given(st.text(max_size=200), st.integers(1, 300))
def test_nothing_shown_can_command_a_terminal(text: str, col: int) -> None:
    shown = Problem(text, 1, col, "E303", text, text, text.replace("\n", " ")).render()
    assert not any(ord(sign) < 32 and sign != "\n" for sign in shown)
    assert not any(
        0x7F <= ord(sign) < 0xA0 or 0x202A <= ord(sign) <= 0x202E or 0xD800 <= ord(sign) < 0xE000 for sign in shown
    )


def test_the_same_problem_is_told_once_and_the_many_are_counted() -> None:
    problems = Problems()
    for line in (*range(1, MOST_PROBLEMS + 11), 1):
        problems.add("E303", Mark("a.yaml", line, 1), "x")
    assert len(problems.all()) == MOST_PROBLEMS
    assert problems.left_off == 10


def test_errors_come_before_warnings_and_each_in_the_order_of_lines() -> None:
    problems = Problems()
    for code, line in (("W701", 1), ("E303", 9), ("E303", 2)):
        problems.add(code, Mark("a.yaml", line, 1), "x")
    assert [(p.code, p.line) for p in problems.all()] == [("E303", 2), ("E303", 9), ("W701", 1)]
    assert render_all(problems.all()).endswith("2 errors, 1 warning")


def test_the_nearest_word_is_proposed_and_a_far_one_is_not() -> None:
    assert did_you_mean("optoins", ["options", "question"]) == "; did you mean 'options'?"
    assert did_you_mean("xyz", ["options", "question"]) == ""
