"""Labels: the words of the program itself on the sheets, in the reader's language."""

from __future__ import annotations

from functools import cache

from exercise.model.language import Language


@cache
def labels(words: Language) -> dict[str, str]:
    """Return every label by its key."""
    return {**_frame(words), **_team(words), **_request(words), **_staff(words), **_end(words)}


def _frame(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "foot": t(
            "Training exercise. The case is invented; what is marked ~ is an assumption of the exercise and"
            " nobody's law."
        ),
        "staff_only": t("FACILITATOR ONLY"),
        "team_only": t("For this team only"),
        "team": t("Team"),
        "date": t("Date"),
        "time": t("Time"),
        "notes": t("Notes"),
        "who": t("Who gets it"),
        "copies": t("How many"),
        "sheet": t("Sheet"),
        "printing": t(
            "Open each sheet and print it: A4, scale 100 %, margins as the sheet sets them; background graphics"
            " need not be on. Two pages of one sheet go on the two sides of one paper."
        ),
        "sorting": t(
            "Sort by team before the hall opens. A team's sheets hold what other teams must not read; sheets of"
            " the staff never lie on a table and never stand on the wall."
        ),
    }  # fmt: skip


def _team(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "story_starts": t("The story starts"),
        "playing_time": t("Playing time"),
        "situation": t("The exercise"),
        "your_briefing": t("Your briefing"),
        "your_roles": t("Roles on your team"),
        "played_by": t("Played by"),
        "your_units": t("Your units"),
        "agencies": t("Services on your team"),
        "your_knowledge": t("What you hold at the start"),
        "knows_of": t("You know of"),
        "no_items": t("You hold no item at the start. Messages come on the screen."),
        "origin": t("Origin"),
        "grading": t("Grading"),
        "powers": t("What you can do at any time"),
        "on_screen": t("Times are story time. What you may do at a given moment stands on the screen."),
        "your_law": t("Your law, as the exercise states it"),
        "authority": t("Authority"),
        "source": t("Source"),
        "assumptions": t("Assumptions"),
        "round": t("Round"),
        "story_time": t("Story time"),
        "question": t("The question"),
        "decide": t("We decide"),
        "why": t("Why"),
        "law": t("Legal basis"),
        "sure": t("How sure"),
        "pass_on": t("We pass on, ask or file"),
        "to_whom": t("To whom"),
        "by_channel": t("By which channel"),
        "what": t("What"),
        "minority": t("What the minority wants on record"),
        "signatures": t("Signatures"),
        "role": t("Role"),
        "signature": t("Signature"),
        "agrees": t("agrees"),
        "differs": t("differs"),
        "entered": t("Entered at the keyboard at"),
    }


def _request(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "from": t("From"),
        "to": t("To"),
        "number": t("Number"),
        "channel": t("Channel"),
        "language": t("Language"),
        "translation": t("A translation takes"),
        "variant": t("The load goes on"),
        "contents": t("Contents"),
        "drawn_up": t("Drawn up by (role)"),
        "approved": t("Approved by (role)"),
        "sent": t("Sent at (story time)"),
        "answer": t("Answer"),
        "granted": t("granted"),
        "with_conditions": t("with conditions"),
        "returned": t("returned"),
        "refused": t("refused"),
        "missing": t("What is missing, conditions, reason"),
        "form_note": t("A draft for the table: what counts is what is filed at the keyboard."),
        "bases": t("Legal bases it may rest on"),
    }


def _staff(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "place": t("Place"),
        "facilitator": t("Facilitator"),
        "seed": t("Seed"),
        "run": t("Run file"),
        "stick": t("Copy on stick"),
        "teams": t("Teams, in the order of the keyboard"),
        "people": t("People"),
        "table": t("Table"),
        "people_or_bot": t("People or bot"),
        "roles": t("roles"),
        "not_played": t("answered by its profile; nobody plays it"),
        "projector": t("Projector"),
        "projector_rule": t(
            "Hall view, curtain and debrief only. Never a team's screen, the control drawer, this list or the list"
            " of events: one second on the wall is enough."
        ),
        "stages": t("Course of the exercise"),
        "stage": t("Stage"),
        "begins": t("Begins with"),
        "rehearsed": t("Rehearsed"),
        "today": t("Today"),
        "no": t("No."),
        "when": t("Time or condition"),
        "from_to": t("From, to"),
        "event": t("Subject and text"),
        "expected": t("Expected action"),
        "contingency": t("Contingency"),
        "done": t("Done"),
        "hands_over": t("Hands over"),
        "events_intro": t(
            "{total} events. A number is never given twice; the word under the condition is the name of the event"
            " in the program."
        ),
        "note": t("Note"),
    }


def _end(words: Language) -> dict[str, str]:
    t = words.t
    return {
        "hot_wash_rule": t(
            "Twenty minutes. Players speak before observers; what went well before what could be better. Nobody"
            " speaks about another team's state."
        ),
        "to_all": t("To the whole hall"),
        "of_scenario": t("Of this case, one for each table"),
        "ups": t("Three ups"),
        "downs": t("Three downs"),
        "improvements": t("Improvements"),
        "improvement": t("What"),
        "by_whom": t("Who"),
        "until": t("Until"),
        "priority": t("Priority"),
        "high": t("H"), "medium": t("M"), "low": t("L"),
        "name_optional": t("Name (may be left out)"),
        "agency": t("Service"),
        "part": t("Took part as"),
        "part_one": t("I. What you saw"),
        "strengths": t("Three strengths"),
        "areas": t("Three areas to improve"),
        "missed": t("What the evaluators may have missed"),
        "actions": t("What should be done about it"),
        "responsible": t("Responsible"),
        "plans": t("Plans, rules, equipment or training to be revised"),
        "part_two": t("II. The exercise"),
        "scale": t("1 not at all … 5 fully"),
        "part_three": t("III. Comments"),
    }  # fmt: skip
