"""The debrief: what it says, what it keeps from others, and that no text of a person becomes markup."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict, fields, replace
from html.parser import HTMLParser

import pytest

from exercise.debrief import Document, document, render, write
from exercise.model import happenings as h
from exercise.model.decisions import Decision, StaffEnd
from exercise.model.records import to_record
from exercise.model.scenario import Scenario
from exercise.play.record import Note, Parent, Record, Row
from tests.debrief.records import ALL, ASKED, LOAD, a_run, asked, changed, compiled, ended, fact, record

RUN = record(a_run())
WHOLE = document(RUN)
WEST = document(RUN, team="west")


class _Page(HTMLParser):
    """Collects the tags with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


# --- what it says ------------------------------------------------------------------------------------


def test_the_outcome_is_told_with_its_figures():
    assert (WHOLE.summary.ending, WHOLE.summary.success, WHOLE.summary.finished) == (
        "The load held",
        "full",
        True,
    )
    assert [figure.value for figure in WHOLE.summary.figures] == ["10 h", "2", "2", "40 m", "2"]
    assert "Westland, Eastland" in WHOLE.summary.story
    assert "The Centre" in WHOLE.summary.story


@pytest.mark.parametrize(("kind", "fate"), [("fate", "a new fate"), ("note", "the same fate")])
def test_a_run_that_was_begun_again_says_from_where_and_by_which_fate(kind, fate):
    opened = [Row(i, "round_opened", 0, "", {"round": i}, (), f"{i}") for i in (1, 2, 3)]
    last = Row(3, kind, 0, "", {"number": 7}, (), "f")
    header = replace(RUN.header, parent=Parent("2", 2))
    run = replace(RUN, header=header, rows=(RUN.rows[0], *opened[:2], last, opened[2]), notes=())
    assert document(run).run.again == f"begun again from round 2, by {fate}"
    assert f"begun again from round 2, by {fate}" in render(run)
    assert WHOLE.run.again == ""


def test_a_decision_shows_its_options_as_they_stood_with_advice_and_recommendation():
    one = WHOLE.decisions[0]
    shown = [(o.label, o.chosen, o.available, o.because, o.advice, o.recommended) for o in one.options]
    assert shown == [
        ("By paper", False, True, "", "", "It leaves a record."),
        ("By telephone", True, True, "", "It cannot authorise.", ""),
        ("Wait", False, False, "The lorry has left.", "", ""),
    ]
    assert (one.as_recommended, one.sure, one.role, one.waited) == (False, 3, "Head of operation", "20 m")


def test_advice_stands_only_where_the_unwise_option_was_taken():
    run = record([asked(30, "paper"), ended()])
    one = document(run).decisions[0]
    assert [option.advice for option in one.options] == ["", "", ""]
    assert one.as_recommended is True


def test_a_legal_basis_comes_with_source_and_confidence_and_whether_it_fits():
    law = WHOLE.decisions[0].law[0]
    assert (law.label, law.source, law.fits) == ("Article 11", "Source of Article 11", False)
    assert "confirmed" in law.confidence
    assert WHOLE.decisions[0].fitting == ("Article 9",)


def test_every_source_is_named_in_the_language_of_the_reader():
    told = {"en": "As commonly cited", "ru": "Как обычно цитируют"}
    plain = compiled().model_dump(by_alias=True)
    for part in (plain["law"]["article_9"], plain["law"]["article_11"], plain["statements"][0]):
        part["source"] = told
    for name in ("west", "east"):
        plain["teams"][name]["profile"]["law"][0]["source"] = told
    for task in plain["objectives"]["consent_first"]["tasks"].values():
        task["source"] = told
    run = record(a_run(), Scenario.model_validate(plain))
    for language in ("en", "ru"):
        whole = document(run, language=language)
        sources = [line.source for one in whole.decisions for line in one.law]
        sources += [line.source for line in (*whole.law, *whole.statements)]
        sources += [line.source for objective in whole.objectives for line in objective.tasks]
        sources += [finding.reference for finding in (*whole.strengths, *whole.areas)]
        assert len(sources) > 10
        assert set(sources) == {told[language]}
        assert all(told[language] in finding.action for finding in whole.areas)


def test_a_decision_tells_read_from_unread_and_from_what_others_held():
    one = WHOLE.decisions[0]
    assert [paper.subject for paper in one.opened] == ["CANARY-ITEM-WEST"]
    assert [(other.item, other.holders) for other in one.elsewhere] == [("CANARY-ITEM-EAST", ("Eastland",))]
    east = WHOLE.decisions[1]
    assert [paper.subject for paper in east.unopened] == ["CANARY-MESSAGE-EAST"]


def test_a_decision_that_others_signed_or_ruled_on_tells_how_it_came_about():
    steps = [
        h.PointOpened(10, ("west",), "ask", "west", None, ASKED),
        h.DecisionProposed(12, ("west",), "ask", "west", ("paper",)),
        h.SignatureGiven(20, ("west", "east"), "ask", "east", signed=True),
        asked(20, "paper", votes={"paper": 3, "phone": 2}, dissent="Too slow.", signed=("head",)),
        ended(),
    ]
    one = document(record(steps)).decisions[0]
    assert [line[:5] for line in one.course] == ["18:12", "18:20"]
    assert (one.votes, one.dissent) == ((("By paper", 3), ("By telephone", 2)), "Too slow.")
    assert one.signed == ("Head of operation",)


def test_the_paper_race_says_what_was_missing_and_how_late_the_grant_was():
    first, second = WHOLE.requests
    assert (first.state, first.missing, first.late) == ("returned", ("2 Abort criteria",), False)
    assert (second.mends, second.late, second.race) == (
        "R-1",
        True,
        "30 m after the load had entered Eastland",
    )


def test_luck_stands_apart_from_decisions():
    assert [(one.what, one.chance, one.came) for one in WHOLE.luck] == [
        ("Asking – By telephone", "25 %", True),
        ("CANARY-TITLE-EAST – CANARY-OPTION-EAST", "50 %", False),
        ("The lorry broke down", "", True),
    ]


def test_tasks_carry_their_evidence_in_words_and_time():
    tasks = {task.text: task for task in WHOLE.objectives[0].tasks}
    assert tasks["West acts"].mark == "P"
    assert [(line.condition, line.time) for line in tasks["West acts"].evidence] == [
        ("What the west did", "Mon 2 Mar 18:35")
    ]
    assert tasks["CANARY-JOINT"].evidence[0].time == "from the start"


def test_a_task_that_never_arose_is_shown_as_not_applicable():
    objectives = {"o": {"text": "o", "purpose": 3, "tasks": {"t": {
        "text": "t", "P": {"node": "fact", "name": "west_fact"},
        "applies_when": {"node": "fact", "name": "east_secret"}}}}}  # fmt: skip
    run = record([ended()], compiled(objectives=objectives))
    task = document(run).objectives[0].tasks[0]
    assert (task.mark, task.mark_words) == ("not_applicable", "Not applicable: it never arose")
    assert 'class="mark-box U" aria-hidden' not in render(run)


def test_the_map_marks_the_gap_on_the_leg_and_the_unlawful_entry():
    assert WHOLE.map is not None
    legs = [(leg.driven, leg.gaps) for leg in WHOLE.map.legs]
    assert legs == [(True, ((0.75, 1.0),)), (True, ())]
    assert [(sign.kind, sign.good, sign.label) for sign in WHOLE.map.signs] == [
        ("crossing", False, "Mon 2 Mar 21:20"), ("end", True, "delivered Mon 2 Mar 23:00"),
    ]  # fmt: skip
    assert WHOLE.map.note == "Boundaries are illustrative."


def test_a_run_broken_off_says_so():
    run = record([asked(30)])
    assert document(run).summary.ending == "Broken off"
    assert "The story was not played to its end" in render(run)


def stopped(outcome: str = "", why: str = "The hall is wanted") -> Record:
    """Return a run that the facilitator stopped at minute 60, when the west had acted and nobody else."""
    end = h.ExerciseEnded(60, ALL, outcome, "facilitator")
    run = record([asked(30), changed(40, "west_fact"), end])
    said = to_record(Decision("", StaffEnd(why), by="facilitator"))
    last = replace(run.rows[-1], kind="decision", data={"decisions": [said]})
    return replace(run, rows=(*run.rows[:-1], last))


def test_a_run_that_the_facilitator_ended_tells_no_ending_and_says_when_and_why():
    said = document(stopped()).summary
    assert (said.ending, said.paragraph, said.success) == ("Ended by the facilitator on Mon 2 Mar 19:00", "", "")
    assert "The facilitator ended it: “The hall is wanted”." in said.story
    assert "broken off" not in said.story
    assert not said.finished


def test_an_ending_that_had_come_about_is_told_although_the_facilitator_ended_the_run():
    said = document(stopped("held")).summary
    assert said.ending == "The load held"
    assert "The facilitator ended it" in said.story


def test_why_the_facilitator_ended_the_run_stands_in_no_extract():
    assert "The hall is wanted" not in render(stopped(), team="west")


@pytest.mark.parametrize("run", [stopped(), record([asked(30), changed(40, "west_fact")])])
def test_what_was_not_done_by_the_time_a_run_was_stopped_is_not_tested_and_no_area_for_improvement(run):
    said = document(run)
    marks = [task.mark for objective in said.objectives for task in objective.tasks]
    assert marks == ["P", "not_tested", "not_tested", "not_tested", "not_tested"]
    assert [one.mark for one in said.strengths] == ["P"]
    assert said.areas == ()
    assert "Not tested: the exercise stopped before" in render(run)


def test_kinds_of_another_version_are_named_and_do_not_stop_the_rest():
    run = record([h.Unknown(20, ALL, "DroneSeen", "{}"), asked(30), ended()], engine="9.9")
    assert document(run).unknown == (("DroneSeen", 1),)
    assert "DroneSeen" in render(run)


def test_teams_stand_in_scenario_order_and_no_rating_is_given_to_a_state():
    assert [team.id for team in WHOLE.teams] == ["west", "east", "centre"]
    assert set(asdict(WHOLE.teams[0])) == {"id", "code", "name", "played_by", "people"}


def test_what_is_not_recorded_is_said():
    assert "Talk in the hall outside a call or a meeting is not recorded" in render(RUN)


def test_assumptions_sources_and_questions_are_there():
    page = render(RUN)
    for said in (
        "NOTICE-OF-ASSUMPTIONS",
        "LAW-OF-WEST",
        "LAW-OF-EAST",
        "~ exercise assumption, not law",
        "What went well?",
    ):
        assert said in page


def test_notes_of_the_staff_stand_in_the_whole_debrief_only():
    run = record(a_run(), notes=(Note(3, 20, "west", ("timing",), "CANARY-NOTE"),))
    assert "CANARY-NOTE" in render(run)
    assert "CANARY-NOTE" not in render(run, team="west")


def test_the_reader_language_chooses_the_authors_text():
    run = record([ended()], compiled(title={"en": "The Bridge", "ru": "Мост"}))
    assert document(run, language="ru").title == "Мост"
    assert "Мост" in render(run, language="ru")


# --- extracts ----------------------------------------------------------------------------------------


def test_an_extract_holds_nothing_of_what_only_others_knew():
    for page in (render(RUN, team="west"), render(RUN, team="west", format="json")):
        assert "CANARY-ITEM-WEST" in page
        assert set(re.findall(r"CANARY-[A-Z-]*[A-Z]", page)) == {"CANARY-ITEM-WEST", "CANARY-ORIGIN-WEST"}


def test_an_extract_of_a_team_that_received_an_item_holds_that_item():
    centre = document(RUN, team="centre")
    assert [row.item for row in centre.holdings] == ["CANARY-ITEM-WEST"]
    assert centre.decisions == ()


def test_an_extract_rates_its_own_tasks_and_withholds_evidence_on_what_others_knew():
    tasks = [(task.text, task.mark, len(task.evidence), task.withheld) for task in WEST.objectives[0].tasks]
    assert tasks == [
        ("West acts", "P", 1, False), ("West learns", "P", 0, True), ("West holds", "U", 0, True),
    ]  # fmt: skip


def test_an_extract_withholds_evidence_on_a_load_of_which_its_team_never_heard():
    task = {"text": "East controls", "team": "east", "P": fact("control.load.unbroken")}
    objectives = {"one": {"text": "Control", "purpose": 3, "tasks": {"east_controls": task}}}
    for known_to, withheld in ((["west", "east"], False), (["west"], True)):
        made = compiled(objectives=objectives, consignments={"load": {**LOAD, "known_to": known_to}})
        (rated,) = document(record([ended()], made), team="east").objectives[0].tasks
        assert (rated.withheld, bool(rated.evidence)) == (withheld, not withheld)


def test_an_extract_keeps_the_numbers_of_the_whole():
    east = document(RUN, team="east")
    assert [one.number for one in east.decisions] == [2]
    assert WEST.statements[-1].text == "Westland: LAW-OF-WEST"


def test_the_legal_status_of_a_substance_is_told_with_its_source_to_those_whose_state_it_is():
    status = {"listed": True, "text": "Listed since May", "source": "Its list", "confidence": "to_confirm"}
    loads = {"load": {**LOAD, "status": {"west": status, "east": {**status, "text": "Not listed"}}}}
    run = record(a_run(), compiled(consignments=loads))
    told = {team: [line.text for line in document(run, team=team).statements if "N-7" in line.text] for team in ALL}
    assert told == {"west": ["Westland, N-7: Listed since May"], "east": ["Eastland, N-7: Not listed"], "centre": []}
    (line,) = (line for line in document(run, team="west").statements if "N-7" in line.text)
    assert (line.source, line.sure) == ("Its list", "to_confirm")
    assert len([line for line in document(run).statements if "N-7" in line.text]) == 2


def test_an_extract_for_a_team_that_does_not_exist_is_refused():
    with pytest.raises(LookupError):
        document(RUN, team="north")


# --- untrusted text ----------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "]]></style><b>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_people_and_authors_never_becomes_markup(text):
    plain = {tag for tag, _ in _Page(render(RUN)).tags}
    decisions = {"ask": {"team": "west", "title": text, "question": text, "lesson": text, "options": {
        "paper": {"label": text, "recommended": text}, "phone": {"label": text, "advice": text},
        "wait": {"label": text, "because": text}}}}  # fmt: skip
    scenario = compiled(title=text, notice=text, decisions=decisions, stages={"begin": {"title": text}})
    scenario = scenario.model_copy(update={"teams": {
        name: team.model_copy(update={"name": scenario.title}) for name, team in scenario.teams.items()}})  # fmt: skip
    steps = [step for step in a_run() if getattr(step, "point", "") != "secret"]
    run = record([*steps[:8], asked(30, why_text=text, text=text, dissent=text), *steps[9:]], scenario)
    page = _Page(render(run))
    assert {tag for tag, _ in page.tags} <= plain
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")], tag
        link = attributes.get("href")
        assert link is None or link.startswith("#")
    assert text in page.text


def test_controls_that_command_a_terminal_or_turn_text_are_taken_out():
    run = record([asked(30, why_text="a\x1b]52;c;x\x07b\u202ec"), ended()])
    page = render(run)
    assert "a]52;c;xbc" in page
    assert not set(page) & {"\x1b", "\x07", "\u202e"}


def test_the_page_needs_nothing_from_outside():
    page = _Page(render(RUN))
    assert not [tag for tag, _ in page.tags if tag in ("script", "link", "img", "iframe", "object")]
    assert not [a for _, attributes in page.tags for a in attributes if a == "src"]
    assert "url(" not in render(RUN)


# --- what to talk about, findings ----------------------------------------------------------------------


def test_moments_come_first_and_lead_to_their_decisions():
    page = render(RUN)
    assert [one.kind for one in WHOLE.moments] == ["knowledge", "paper", "control", "paper"]
    first = page[page.index('id="moments"') : page.index('<section id="map">')]
    assert 'href="#d1"' in first
    assert WHOLE.moments[0].reason in first


def test_a_decision_tells_what_came_of_it_with_its_minutes():
    sends = compiled().model_dump(by_alias=True)["decisions"]
    sends["ask"]["options"]["phone"]["effects"] = [
        {"kind": "request", "request": "consent", "to": "east", "channel": "liaison"}
    ]
    steps = [asked(30), h.DecisionEffective(50, ("west",), "ask", "west"), *a_run()[16:]]
    one = document(record(steps, compiled(decisions=sends))).decisions[0]
    told = [(line.time[-5:], line.bad) for line in one.came]
    assert told[0] == ("19:10", False)
    assert ("20:10", True) in told
    assert ("21:20", True) in told


def test_strengths_and_areas_are_drafted_from_the_ratings_and_the_plan_leaves_owner_and_dates_to_people():
    rated = {line.text: line.mark for objective in WHOLE.objectives for line in objective.tasks}
    assert {one.statement for one in WHOLE.strengths} == {text for text, mark in rated.items() if mark == "P"}
    assert {one.statement for one in WHOLE.areas} == {text for text, mark in rated.items() if mark in "SMU"}
    assert [one.id for one in WHOLE.areas] == [f"AFI {n}" for n in range(1, len(WHOLE.areas) + 1)]
    assert all(one.action and one.capability == "Legal basis" for one in WHOLE.areas)
    page = _Page(render(RUN))
    blank = [a for tag, a in page.tags if tag == "td" and a.get("class") == "blank"]
    assert len(blank) == 4 * len(WHOLE.areas)


def test_an_extract_has_findings_of_the_team_alone():
    own = {"West acts", "West learns", "West holds"}
    assert {one.statement for one in (*WEST.strengths, *WEST.areas)} <= own


def test_what_became_of_persons_and_sites_is_told_but_not_to_a_team_that_never_heard():
    targets = {"boss": {"label": "The sender", "state": "west"}}
    steps = [h.TargetWarned(50, (), "boss"), h.TargetFled(80, ("east",), "boss"), ended()]
    run = record(steps, compiled(targets=targets))
    assert [(one.who, one.what, one.bad) for one in document(run).targets] == [
        ("The sender", "was warned", True), ("The sender", "gone", True),
    ]  # fmt: skip
    assert [one.what for one in document(run, team="east").targets] == ["gone"]
    assert document(run, team="west").targets == ()


def test_a_note_written_after_the_end_stands_at_the_minute_it_speaks_of():
    steps = [asked(30), asked(300), h.ExerciseEnded(600, ALL, "held", "operation")]
    note = Note(1, 600, "west", (), "Here they hesitated.")
    assert document(record(steps, notes=(note,))).notes[0].time == "Mon 2 Mar 18:30"
    live = Note(1, 40, "west", (), "Said at once.")
    assert document(record(steps, notes=(live,))).notes[0].time == "Mon 2 Mar 18:40"


# --- forms -------------------------------------------------------------------------------------------


def test_the_same_record_gives_the_same_bytes():
    again = record(a_run())
    for form in ("html", "json"):
        assert render(RUN, format=form) == render(again, format=form)


def test_the_data_form_names_its_version_first_and_holds_the_same_document():
    said = json.loads(render(RUN, format="json"))
    assert next(iter(said)) == "format"
    assert said["format"] == 1
    assert said["decisions"][0]["title"] == WHOLE.decisions[0].title
    assert set(said) == {field.name for field in fields(Document)}


def test_a_debrief_is_written_in_utf_8(tmp_path):
    path = tmp_path / "debrief.html"
    write(RUN, path)
    assert path.read_bytes() == render(RUN).encode()


def test_a_form_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="cuneiform"):
        render(RUN, format="cuneiform")  # type: ignore[arg-type]


def test_a_debrief_loads_neither_engine_nor_screens():
    heavy = "('simpy', 'textual', 'exercise.engine')"
    code = f"import exercise.debrief.html, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
