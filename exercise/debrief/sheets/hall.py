"""Sheets for the end of the day: the hot wash, and the form on which participants say what they made of it."""

from __future__ import annotations

from exercise.debrief.sheets.page import Frame, Sheet, set_page
from exercise.debrief.sheets.team import in_words
from exercise.play.names import Names


def hot_wash(names: Names) -> Sheet:
    """Return the hot-wash sheet: four questions to the hall, the scenario's own, ups and downs, improvements."""
    t = names.language.t
    frame = Frame(t("Hot wash"), t("The whole hall"), "all")
    general = (
        t("What happened?"), t("What went well?"), t("What could be better?"), t("What will we do differently?"),
    )  # fmt: skip
    own = in_words(names.scenario.debrief.questions, names)
    html = set_page(
        "hot_wash", names, frame, general=general, questions=own, teams=_teams(names), lines=2 if len(own) <= 3 else 1,
        improvements=4,
    )  # fmt: skip
    return Sheet(
        "hot-wash.html", frame.kind, t("facilitator; one table after another"), t("one for each table"), "all", html
    )


def feedback(names: Names) -> Sheet:
    """Return the participant feedback form."""
    t = names.language.t
    frame = Frame(t("Participant feedback"), t("Every participant"), "all")
    html = set_page(
        "feedback", names, frame, teams=_teams(names),
        parts=(t("player"), t("observer"), t("facilitator"), t("evaluator")),
        statements=(
            t("The exercise was well structured."),
            t("The scenario was plausible and realistic."),
            t("The facilitator knew the subject and kept to the aim."),
            t("The papers and screens were useful."),
            t("My part was right for my position."),
            t("The right services and people were in the hall."),
            t("We practised what we need in real cases."),
            t("I am better prepared than before."),
        ),
    )  # fmt: skip
    return Sheet("feedback.html", frame.kind, t("every participant"), t("one for each participant"), "all", html)


def _teams(names: Names) -> tuple[str, ...]:
    return tuple(names.team(team) for team in names.scenario.played)
