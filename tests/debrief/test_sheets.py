"""Sheets: what a hall gets on paper, what a team's paper keeps from it, and that no author's text becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from exercise.cli.playing import Unknown
from exercise.cli.sheets import write_sheets
from exercise.debrief.sheets import INDEX, Sheet, sheets, write
from exercise.debrief.sheets.origins import Origins
from exercise.debrief.sheets.words import condition, length
from exercise.model.base import Part
from exercise.model.durations import Exponential, Fixed, Triangular
from exercise.model.expressions import TRUE, All, Any_, Expression, Fact, Not
from exercise.model.play import Group, Inject, Target
from exercise.model.scenario import Scenario
from exercise.model.text import Text
from exercise.play.names import Names
from exercise.scenario.library import find
from exercise.scenario.load import load

HOSTILE = """<script>alert(1)</script><img src="x.png" onerror='x'> & "quoted" 'too' `code` {{ 7 * 7 }}"""


def _compiled(name: str) -> Scenario:
    scenario = load(find(name)).scenario
    assert scenario is not None
    return scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The tutorial, with a person of whom only one team knows."""
    boss = Target(label=Text({"en": "The buyer"}), state="kazakhstan", known_to=("kazakhstan",))
    return _compiled("first_parcel").model_copy(update={"targets": {"boss": boss}})


@pytest.fixture(scope="module")
def made(scenario: Scenario) -> dict[str, Sheet]:
    return {sheet.file: sheet for sheet in sheets(scenario)}


class _Page(HTMLParser):
    """The tags of a page with their attributes, and its text outside the style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.head = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" in self._open:
            return
        self.text += data
        if self._open[:4] == ["html", "body", "table", "thead"]:
            self.head += data


def _everywhere(part: Part, say: object) -> Part:
    """Return *part* with every text of an author in it replaced by what *say* makes of its path."""

    def changed(value: object, path: str) -> object:
        if isinstance(value, Text):
            return Text({"en": say(path)})
        if isinstance(value, Part):
            fields = type(value).model_fields
            return value.model_copy(update={key: changed(getattr(value, key), f"{path}.{key}") for key in fields})
        if isinstance(value, dict):
            return {key: changed(inner, f"{path}.{key}") for key, inner in value.items()}
        if isinstance(value, tuple):
            return tuple(changed(inner, f"{path}.{n}") for n, inner in enumerate(value))
        return value

    return changed(part, "")


@pytest.fixture(scope="module")
def traced(scenario: Scenario) -> dict[str, set[str]]:
    """Which texts of the author stand on each sheet, as their paths in the scenario."""
    marked = _everywhere(scenario, lambda path: f"⟦{path.lstrip('.')}⟧")
    return {sheet.file: set(re.findall(r"⟦([^⟧]+)⟧", sheet.html)) for sheet in sheets(marked)}


# --- what there is -----------------------------------------------------------------------------------


def test_every_sheet_is_a_file_and_the_list_links_to_each(scenario, tmp_path):
    written = write(scenario, tmp_path / "new" / "folder")
    teams = ("kyrgyzstan", "kazakhstan", "caricc")
    expected = {
        INDEX, "checklist.html", "events.html", "hot-wash.html", "feedback.html",
        *(f"briefing-{team}.html" for team in teams), *(f"round-{team}.html" for team in teams),
        "request-controlled_delivery.html", "request-legal_assistance.html",
    }  # fmt: skip
    assert written[0].name == INDEX
    assert {path.name for path in written} == expected == {path.name for path in (tmp_path / "new/folder").iterdir()}
    links = {attrs["href"] for tag, attrs in _Page(written[0].read_text("utf-8")).tags if tag == "a"}
    assert links == expected - {INDEX}


def test_a_team_that_nobody_plays_gets_no_briefing(scenario):
    teams = dict(scenario.teams)
    teams["kazakhstan"] = teams["kazakhstan"].model_copy(update={"played": False})
    files = {sheet.file for sheet in sheets(scenario.model_copy(update={"teams": teams}))}
    assert "briefing-kazakhstan.html" not in files
    assert "briefing-caricc.html" in files


def test_the_head_that_every_page_repeats_names_scenario_and_team(made):
    whom = {"kyrgyzstan": "Kyrgyzstan", "kazakhstan": "Kazakhstan", "caricc": "CARICC"}
    for file, sheet in made.items():
        head = " ".join(_Page(sheet.html).head.split())
        assert head.startswith("First Parcel ·"), file
        if sheet.readers == "staff":
            assert head.endswith("FACILITATOR ONLY"), file
        for team, name in whom.items():
            if file.endswith(f"-{team}.html"):
                assert head.endswith(name), file
    assert "display: table-header-group" in made[INDEX].html


def test_the_staff_have_their_sheets_to_themselves(made):
    staff = {file for file, sheet in made.items() if sheet.readers == "staff"}
    assert staff == {INDEX, "checklist.html", "events.html"}


# --- what each team may read -------------------------------------------------------------------------


def _allowed(scenario: Scenario, team: str) -> set[str]:
    """Texts that a team's own sheets may hold."""
    paths = {"title", "summary", "notice"}
    paths |= {f"teams.{other}.name" for other in scenario.teams}
    paths |= {f"places.{place}.label" for place in scenario.places}
    paths |= {f"law.{law}.label" for law in scenario.law}
    for item, part in scenario.intel.items():
        if team in part.holders:
            paths |= {f"intel.{item}.{key}" for key in ("title", "text", "origin")}
    for channel, part in scenario.channels.items():
        if not part.teams or team in part.teams:
            paths |= {f"channels.{channel}.label", f"channels.{channel}.warning"}
    paths |= {f"papers.{paper}.label" for paper, part in scenario.papers.items() if team in part.by}
    paths |= {f"bodies.{body}.label" for body, part in scenario.bodies.items() if not part.by or team in part.by}
    for kind in ("consignments", "targets"):
        paths |= {f"{kind}.{k}.label" for k, part in getattr(scenario, kind).items() if team in part.known_to}
    for consignment, part in scenario.consignments.items():
        if team in part.known_to:
            own = (f"status.{team}.text", f"status.{team}.source")
            paths |= {f"consignments.{consignment}.{key}" for key in ("substance", "quantity", *own)}
    for subject, part in scenario.subjects.items():
        if part.requires is None and (not part.known_to or team in part.known_to):
            paths.add(f"subjects.{subject}.label")
    return paths


@pytest.mark.parametrize("team", ["kyrgyzstan", "kazakhstan", "caricc"])
def test_nothing_of_another_team_stands_on_the_sheets_of_a_team(scenario, traced, team):
    own = re.compile(rf"teams\.{team}\.(name|briefing|agencies|roles|units|profile\.(law|authority))\b")
    for file in (f"briefing-{team}.html", f"round-{team}.html"):
        strange = {path for path in traced[file] - _allowed(scenario, team) if not own.match(path)}
        assert not strange, file


def test_a_briefing_says_what_the_load_is_and_how_the_law_of_the_state_sees_it(traced):
    told = {path for path in traced["briefing-kyrgyzstan.html"] if path.startswith("consignments.")}
    assert told == {
        "consignments.parcel.label",
        "consignments.parcel.substance",
        "consignments.parcel.quantity",
        "consignments.parcel.status.kyrgyzstan.text",
        "consignments.parcel.status.kyrgyzstan.source",
    }
    assert not any(path.startswith("consignments.") for path in traced["briefing-kazakhstan.html"])


def test_a_briefing_holds_what_the_team_starts_with(traced):
    north = traced["briefing-kyrgyzstan.html"]
    assert {"teams.kyrgyzstan.briefing", "intel.source_report.text", "consignments.parcel.label"} <= north
    assert {"teams.kyrgyzstan.units.escort.label", "papers.controlled_delivery.label"} <= north
    assert "targets.boss.label" in traced["briefing-kazakhstan.html"]
    assert "targets.boss.label" not in north
    assert not any("source_report" in path for path in traced["briefing-kazakhstan.html"])


def test_a_form_asks_for_every_content_and_offers_no_wording(scenario, traced):
    for paper, part in scenario.papers.items():
        found = traced[f"request-{paper}.html"]
        assert {f"papers.{paper}.contents.{content}.label" for content in part.contents} <= found
        assert not [path for path in found if "choices" in path or "because" in path]
        assert {path.split(".")[1] for path in found if path.startswith("channels.")} == set(part.channels)


def test_sheets_for_everybody_hold_no_secret_of_the_case(traced):
    for file in ("hot-wash.html", "feedback.html"):
        public = re.compile(r"title|teams\.\w+\.name|debrief\.questions\.\d+")
        assert all(public.fullmatch(path) for path in traced[file]), file


def test_the_authors_answer_and_recommendations_are_printed_nowhere(traced):
    every = set().union(*traced.values())
    assert not [path for path in every if re.search(r"model_answer|recommended|advice|lesson", path)]


# --- the staff's sheets ------------------------------------------------------------------------------


def test_every_inject_is_on_the_list_once_under_its_own_number(scenario, made):
    numbers = re.findall(r'<td class="no"><b>(\d+)</b></td>', made["events.html"].html)
    assert sorted(map(int, numbers)) == list(range(1, len(scenario.injects) + 1))
    rows = re.findall(r"<b>(\d+)</b></td>.*?<code>(\w+)</code>", made["events.html"].html, re.DOTALL)
    assert {name: int(number) for number, name in rows} == {name: n for n, name in enumerate(scenario.injects, 1)}


def _row(made: dict[str, Sheet], inject: str) -> str:
    rows = re.findall(r"<tr>.*?</tr>", made["events.html"].html, re.DOTALL)
    (row,) = (row for row in rows if f"<code>{inject}</code>" in row)
    return " ".join(_Page(row).text.split())


def test_the_list_says_when_what_is_expected_and_what_comes_if_not(scenario, made):
    planned = _row(made, "start_kg")
    assert "Mon 7 Sep 10:00" in planned
    assert "Postal operator, Bishkek hub" in planned
    numbers = {name: n for n, name in enumerate(scenario.injects, 1)}
    expecting = _row(made, "scan_gap_seen")
    assert "within 45 m" in expecting
    assert f"no. {numbers['wrong_line']} “" in expecting
    contingency = _row(made, "wrong_line")
    assert f"if what no. {numbers['scan_gap_seen']} “" in contingency
    assert "is not done within 45 m" in contingency
    assert "KG decides “The torn packet”" in _row(made, "presumptive")
    assert "chosen by chance" in _row(made, "asks_office")


def test_the_checklist_names_what_this_scenario_needs(made):
    text = " ".join(_Page(made["checklist.html"].html).text.split())
    for said in ("Teams to play 3", "Playing time 35 m", "KG → KZ → CAR", "Seed", "Copy on stick", "Projector.",
                 "exercise play first_parcel --seed", "exercise resume RUN", "The court's question"):  # fmt: skip
        assert said in text, said


@pytest.fixture(scope="module")
def road() -> dict[str, Sheet]:
    return {sheet.file: sheet for sheet in sheets(_compiled("northern_road"))}


def test_the_checklist_says_what_each_stage_begins_with(road):
    rows = re.findall(r'<strong>(.*?)</strong></td><td class="small">(.*?)</td>', road["checklist.html"].html)
    begins = {title: " ".join(_Page(said).text.split()) for title, said in rows}
    assert [title for title, said in begins.items() if said == "the start"] == ["The tip-off"]
    assert begins["Deconfliction and feasibility"] == "Thu 17 Sep 12:00"
    assert begins["Before departure"] == "Fri 18 Sep 17:00"
    assert begins["Media and lessons"].startswith("when 18 h after")


def test_the_notes_of_the_checklist_stand_on_the_page_of_the_course(made):
    course = made["checklist.html"].html.rpartition('<section class="keep">')[2]
    assert "Course of the exercise" in course
    assert "Notes" in course


def test_an_event_that_begins_a_stage_names_the_decisions_of_the_stage(road):
    assert "Expected action: TJ decides “Three hours to go”; UZ decides" in _row(road, "friday_five")
    assert "The act at Oybek" not in _row(road, "handover_anyway")


def test_what_nobody_is_expected_to_do_takes_no_room_on_the_list(road):
    assert "Expected action" not in _row(road, "dust")
    assert "Contingency" not in _row(road, "dust")


# --- words -------------------------------------------------------------------------------------------


def test_a_condition_of_several_parts_is_said_whole(scenario):
    names = Names(scenario, "en")
    a, b, c = (Fact(name=name) for name in ("ended", "stage", "adversary.alertness"))
    said = condition(All(of=(a, Any_(of=(b, Not(of=c))))), names)
    assert said == "the exercise is over and (the stage or not: alertness of the other side)"
    assert condition(Not(of=All(of=(a, b))), names) == "not: (the exercise is over and the stage)"
    assert condition(TRUE, names) == ""


def test_lengths_that_vary_are_said_without_a_false_zero(scenario):
    names = Names(scenario, "en")
    assert length(Fixed(minutes=0), names) == "at once"
    assert length(Triangular(low=20, mode=40, high=120), names) == "20 m – 2 h"
    assert length(Triangular(low=120, mode=180, high=240), names) == "2-4 h"
    assert length(Exponential(mean=360), names) == "about 6 h"


def test_an_authors_russian_is_on_a_russian_sheet(scenario):
    made = {sheet.file: sheet for sheet in sheets(scenario, "ru")}
    page = made["briefing-caricc.html"].html
    assert '<html lang="ru">' in page
    assert "Понедельник, утро" in page
    assert "Первая посылка" in page


# --- safety ------------------------------------------------------------------------------------------


def test_texts_of_authors_never_become_markup(scenario):
    for sheet in sheets(_everywhere(scenario, lambda _: HOSTILE)):
        page = _Page(sheet.html)
        assert "alert(1)" in page.text
        assert "{{ 7 * 7 }}" in page.text
        assert not {"script", "img"} & {tag for tag, _ in page.tags}, sheet.file
        assert not [key for _, attrs in page.tags for key in attrs if key.startswith("on")], sheet.file


def test_a_sheet_fetches_nothing_and_runs_nothing(made):
    for file, sheet in made.items():
        page = _Page(sheet.html)
        assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}, file
        targets = [value for _, attrs in page.tags for key, value in attrs.items() if key in ("src", "href")]
        assert set(targets) <= set(made), file
        assert "url(" not in sheet.html, file
        assert "@import" not in sheet.html, file
        assert "default-src 'none'" in sheet.html, file


def test_characters_that_command_a_terminal_do_not_reach_the_paper(scenario):
    title = Text({})
    title.root["en"] = "First\u202e\x1b[31m Parcel"
    loud = scenario.model_copy(update={"title": title})
    assert all("\x1b" not in sheet.html and "\u202e" not in sheet.html for sheet in sheets(loud))


# --- the command -------------------------------------------------------------------------------------


def test_the_command_says_where_to_begin(tmp_path):
    said = write_sheets("first_parcel", tmp_path / "paper", "en")
    assert said == f"The sheets are in {tmp_path / 'paper'}; begin with index.html."
    assert (tmp_path / "paper" / INDEX).is_file()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(Unknown, match="cannot be written"):
        write_sheets("first_parcel", Path(blocked) / "paper", "en")


def test_a_briefing_names_the_sources_of_law_in_the_language_of_its_reader(scenario):
    russian = {sheet.file: sheet for sheet in sheets(scenario, "ru")}
    for team in scenario.played:
        profile = scenario.teams[team].profile
        page = _Page(russian[f"briefing-{team}.html"].html).text
        said = [legal.source for legal in profile.law] if profile else []
        assert all(source.in_("ru") in page for source in said)
        assert not any(source.in_("en") in page for source in said if source.in_("en") != source.in_("ru"))
    assert "статьи 231 и 249 — как их обычно цитируют" in _Page(russian["briefing-kazakhstan.html"].html).text


# --- when an inject comes ----------------------------------------------------------------------------


def _when(scenario: Scenario, group: Group, when: Expression) -> str:
    member = Inject(to=("kazakhstan",), group="turns", when=when)
    injects, groups = {"member": member, **scenario.injects}, {**scenario.groups, "turns": group}
    changed = scenario.model_copy(update={"injects": injects, "groups": groups})
    return "; ".join(Origins(Names(changed, "en")).when("member"))


def test_the_list_of_events_says_from_when_on_the_conditions_of_a_group_count(scenario):
    turn, taken = "one of no. 1, the first whose condition holds", Fact(name="ended")
    at = _when(scenario, Group(chosen_by="first_true", at=60), taken)
    assert re.fullmatch(rf"from .* on: when .*; {turn}", at)
    assert re.fullmatch(rf"once .*: when .*; {turn}", _when(scenario, Group(chosen_by="first_true", when=taken), taken))
    assert _when(scenario, Group(chosen_by="first_true"), TRUE) == f"when none of the others holds; {turn}"
