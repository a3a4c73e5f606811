"""From a folder to a scenario: includes, texts, types after the place they stand in, and all problems at once."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.model.durations import Fixed, Lognormal, Triangular
from exercise.model.effects import SendInject, SendRequest, SetFact
from exercise.model.expressions import All, Compare, Constant, Fact
from exercise.model.scenario import Scenario
from exercise.scenario.load import load
from exercise.scenario.loaded import Loaded
from exercise.scenario.problems import Problem

HERE = Path(__file__).parent
BASE = (HERE.parent / "problems" / "base.yaml").read_text(encoding="utf-8")


def write(folder: Path, text: str, **others: str) -> Loaded:
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    for name, content in others.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return load(folder)


def good(loaded: Loaded) -> Scenario:
    assert loaded.problems == ()
    assert loaded.scenario is not None
    return loaded.scenario


def found(problems: tuple[Problem, ...]) -> list[tuple[str, int]]:
    return [(p.code, p.line) for p in problems]


@pytest.fixture(scope="module")
def sample() -> Scenario:
    loaded = load(HERE / "two_signatures", HERE / "two_signatures" / "library")
    assert found(loaded.problems) == [("W707", 32)]  # its first option is longer than an option on the screen
    assert loaded.scenario is not None
    return loaded.scenario


def test_the_sample_of_the_design_loads(sample: Scenario) -> None:
    assert sample.id == "two_signatures"
    assert sample.title.in_("en") == "Two Signatures"
    assert (sample.clock.starts, sample.clock.ends_after) == ("2026-03-02T18:00+05:00", 4320)
    assert list(sample.teams) == ["tajikistan", "uzbekistan", "kazakhstan", "caricc"]


def test_the_route_of_the_sample_is_meant_as_written(sample: Scenario) -> None:
    steps = sample.routes[sample.consignments["lorry"].route].steps
    assert [(s.kind, s.id, s.start, s.to) for s in steps] == [
        ("drive", "to_oybek", "khujand", "fotehobod"),
        ("cross", "oybek", "tajikistan", "uzbekistan"),
        ("drive", "to_yallama", "oybek", "yallama"),
    ]
    assert steps[0].takes == Triangular(low=120, mode=180, high=300)
    assert steps[1].takes == Lognormal(mean=240, cv=1.0)


def test_the_decision_of_the_sample_is_meant_as_written(sample: Scenario) -> None:
    point = sample.decisions["ask_uzbekistan"]
    assert (point.choose, point.deadline, point.default) == (2, 120, ("wait",))
    assert point.options["liaison"].effects == (
        SendRequest(request="controlled_delivery", to="uzbekistan", channel="caricc", variant="intact"),
    )
    assert point.options["colleague"].effects == (SendInject(inject="colleague_answers", after=Fixed(minutes=20)),)
    assert point.options["wait"].effects == (
        SetFact.model_validate({"set": "lab_ordered"}),
        SendInject(inject="lab_result", after=Triangular(low=180, mode=300, high=540)),
    )


def test_the_inject_of_the_sample_is_meant_as_written(sample: Scenario) -> None:
    inject = sample.injects["driver_stops"]
    on = Compare(op="==", left=Fact(name="consignment.lorry.on"), right=Constant(value="to_yallama"))
    alert = Compare(op=">=", left=Fact(name="adversary.alertness"), right=Constant(value=40))
    assert inject.when == All(of=(on, alert))
    assert (inject.to, inject.precedence) == (("uzbekistan",), "priority")
    assert inject.expects is not None
    assert inject.expects.decided == {"distance": ("hold",)}
    assert (inject.expects.within, inject.expects.otherwise) == (30, "contact_lost")


def test_the_sources_are_kept_by_name(sample: Scenario) -> None:
    loaded = load(HERE / "two_signatures", HERE / "two_signatures" / "library")
    assert set(loaded.sources) == {
        "scenario.yaml",
        *(f"library/{n}.yaml" for n in ("tajikistan", "uzbekistan", "kazakhstan", "caricc")),
    }


def test_a_compiled_scenario_comes_back_from_json(sample: Scenario) -> None:
    assert Scenario.model_validate_json(sample.model_dump_json(by_alias=True)) == sample


# Types after the place where a value stands


@pytest.mark.parametrize("text", ["no", "on", "1:30", "2026-03-02", "null", "~", "0x1F", "1e3", "yes", "12", ".inf"])
def test_a_text_stays_the_text_that_was_written(text: str, tmp_path: Path) -> None:
    scenario = good(write(tmp_path, BASE.replace("title: A small road", f"title: {text}")))
    assert scenario.title.in_("en") == text


@pytest.mark.parametrize(
    ("text", "meant"), [("no", False), ("off", False), ("yes", True), ("True", True), ("on", True)]
)
def test_yes_and_no_are_meant_where_true_and_false_are_wanted(text: str, meant: bool, tmp_path: Path) -> None:
    scenario = good(write(tmp_path, BASE.replace("    deadline: 2h", f"    deadline: 2h\n    blocking: {text}")))
    assert scenario.decisions["ask"].blocking is meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'Urgent: ask now'", "Urgent: ask now"),
        ("|\n  Urgent: ask # 2\n  [Almaty?]", "Urgent: ask # 2\n[Almaty?]\n"),
        ("Is it [Almaty?]", "Is it [Almaty?]"),
        ("Stop!", "Stop!"),
        ('He said "go"', 'He said "go"'),
        ("exhibit#2", "exhibit#2"),
        ('"exhibit # 2"', "exhibit # 2"),
        ("{en: Road, ru: Дорога}", "Road"),
        ("a {{brace}}", "a {brace}"),
    ],
)
def test_a_text_loads_as_meant(written: str, meant: str, tmp_path: Path) -> None:
    scenario = good(write(tmp_path, BASE.replace("title: A small road", f"title: {written}")))
    assert scenario.title.in_("en") == meant


def test_a_comment_behind_what_is_no_text_is_a_comment(tmp_path: Path) -> None:
    text = BASE.replace("when: late\n", "when: late # at last\n").replace("late: false", "late: false # at first")
    good(
        write(
            tmp_path,
            text.replace("deadline: 2h", "deadline: 2h # short").replace("to: uzbekistan\n", "to: uzbekistan # x\n"),
        )
    )


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    good(load(tmp_path))


def test_a_text_comes_from_a_file_and_takes_parameters(tmp_path: Path) -> None:
    text = BASE.replace("summary: One lorry, two states.", "summary: {file: brief.md}\nparameters:\n  kilos: 40")
    loaded = write(tmp_path, text, brief__md="The load is {kilos} kg.\n")
    assert good(loaded).summary.in_("en") == "The load is 40 kg.\n"
    assert loaded.sources["brief.md"] == "The load is {kilos} kg.\n"


def test_a_text_file_that_is_missing_is_told_where_it_is_named(tmp_path: Path) -> None:
    loaded = write(tmp_path, BASE.replace("One lorry, two states.", "{file: brief.md}"))
    assert found(loaded.problems) == [("E502", 4)]


def test_texts_without_a_language_are_in_the_first_one(tmp_path: Path) -> None:
    scenario = good(write(tmp_path, BASE.replace("title: A small road", "title: Дорога\nlanguages: [ru]")))
    assert scenario.title.root == {"ru": "Дорога"}


# Includes


def test_an_included_file_adds_things_to_a_part_and_keys_to_a_team(tmp_path: Path) -> None:
    more = "teams:\n  tajikistan:\n    briefing: Wait.\n"
    more += "injects:\n  extra:\n    at: +1h\n    to: tajikistan\n    text: Now.\n"
    scenario = good(write(tmp_path, BASE + "include: more.yaml\n", more__yaml=more))
    assert scenario.teams["tajikistan"].briefing.in_("en") == "Wait."
    assert list(scenario.injects) == ["answer", "reminder", "extra"]


def test_a_file_included_twice_counts_once(tmp_path: Path) -> None:
    text = BASE + "include: [a.yaml, b.yaml, c.yaml]\n"
    extra = "references: [Convention]\n"
    scenario = good(write(tmp_path, text, a__yaml="include: c.yaml\n", b__yaml="include: c.yaml\n", c__yaml=extra))
    assert len(scenario.references) == 1


def test_a_loop_of_includes_is_told_once_and_the_rest_is_read(tmp_path: Path) -> None:
    loaded = write(tmp_path, BASE + "include: a.yaml\n", a__yaml="include: b.yaml\n", b__yaml="include: a.yaml\n")
    assert [(p.code, p.file) for p in loaded.problems] == [("E504", "b.yaml")]


def test_a_missing_include_does_not_bring_a_flood_of_consequences(tmp_path: Path) -> None:
    cut = BASE[: BASE.index("outcomes:")].replace("- set: late", "- set: lost_fact")
    loaded = write(tmp_path, cut + "include: [outcomes.yaml]\n")
    assert [p.code for p in loaded.problems] == ["E502"]


# All problems at once


def test_all_problems_of_all_kinds_are_told_in_one_go(tmp_path: Path) -> None:
    text = (
        BASE.replace("deadline: 2h", "deadline: 1:30")
        .replace("team: tajikistan\n    stage", "team: tajikitsan\n    stage")
        .replace("when: late\n", "when: lat\n")
        .replace("      over:", "      over:")
        .replace("    text: It is over.", "    text: It is over: go home")
        .replace("    lat: 40.28", "    lat: 400")
        .replace("code: UZ", "code: UZ\n    colour: red")
    )
    codes = {p.code for p in write(tmp_path, text).problems}
    assert codes == {"E102", "E201", "E304", "E307", "E402", "E601"}


def test_a_syntax_error_does_not_hide_others_in_the_same_part(tmp_path: Path) -> None:
    text = BASE.replace("text: We have your letter.", "text: Letter: yes").replace("text: They have", "tect: They have")
    assert [p.code for p in write(tmp_path, text).problems] == ["E102", "E201"]


def test_two_syntax_errors_are_both_told(tmp_path: Path) -> None:
    text = BASE.replace("question: How do you ask?", "question: Now: how?").replace(
        "label: Khujand", "label: !Khujand x: y"
    )
    assert [p.code for p in write(tmp_path, text).problems] == ["E102", "E102"]


def test_a_place_counts_in_the_file_and_not_in_the_part(tmp_path: Path) -> None:
    text = BASE.replace("text: They have not written.", "text: They: not")
    line = text[: text.index("They: not")].count("\n") + 1
    assert found(write(tmp_path, text).problems) == [("E102", line)]


# Whatever is written, the answer is a list of problems

LINES = BASE.split("\n")


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["delete", "double", "indent", "outdent", "replace", "append", "empty"]),
    st.text(alphabet="abc:#[]{}!&*?|>-'\"%@`,. \t\n~<=0123456789", max_size=12),
)
def test_no_change_to_a_line_raises(tmp_path_factory: pytest.TempPathFactory, n: int, how: str, text: str) -> None:
    line = LINES[n]
    changed = {
        "delete": [],
        "double": [line, line],
        "indent": ["  " + line],
        "outdent": [line[1:]],
        "replace": [line.split(":")[0] + ": " + text],
        "append": [line + text],
        "empty": [line.split(":")[0] + ":"],
    }[how]
    folder = tmp_path_factory.mktemp("changed")
    loaded = write(folder, "\n".join([*LINES[:n], *changed, *LINES[n + 1 :]]))
    assert (loaded.scenario is None) == any(not p.is_warning for p in loaded.problems)
    for problem in loaded.problems:
        assert problem.file == "scenario.yaml"
        assert problem.line >= 1
        assert problem.render()


@pytest.mark.parametrize("line", ["cosigners: [uzbekitsan]", "agreement: [uzbekitsan]"])
def test_a_misspelt_team_is_found_in_every_place_that_names_teams(line: str, tmp_path: Path) -> None:
    loaded = write(tmp_path, BASE.replace("    deadline: 2h", f"    deadline: 2h\n    {line}"))
    assert [(p.code, p.mend) for p in loaded.problems] == [("E601", "uzbekistan")]


def test_a_fact_that_one_of_the_asked_teams_cannot_know_may_not_close_an_option(tmp_path: Path) -> None:
    text = BASE.replace("    deadline: 2h", "    deadline: 2h\n    agreement: uzbekistan")
    text = text.replace("  late: false", "  late: {start: false, known_to: tajikistan}")
    loaded = write(
        tmp_path, text.replace("        label: Write\n", "        label: Write\n        requires: not late\n")
    )
    assert [p.code for p in loaded.problems] == ["E604"]
    assert "uzbekistan" in loaded.problems[0].message
