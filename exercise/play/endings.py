"""The ending in words, as everybody is told it once the exercise is over."""

from __future__ import annotations

from exercise.model.happenings import BY_FACILITATOR, ExerciseEnded
from exercise.model.language import Language, language
from exercise.model.scenario import Scenario
from exercise.model.text import clean
from exercise.model.views import EndView


def end_view(ended: ExerciseEnded, scenario: Scenario, tag: str) -> EndView:
    """Return the ending with why the story stopped; where none had come about, only who stopped it and when."""
    words, outcome = language(tag), scenario.outcomes.get(ended.outcome)
    stopped = ended_by_facilitator(words, scenario.clock.starts, ended.minute)
    if outcome is None:
        by_hand = ended.reason == BY_FACILITATOR
        return EndView(stopped if by_hand else ended.outcome, words.t("What had not come by then is not judged."), "")
    reason = {
        "operation": words.t("The operation is over."),
        "time": words.t("The time of the exercise is up."),
        BY_FACILITATOR: f"{stopped}.",
    }.get(ended.reason, "")
    return EndView(clean(outcome.title.in_(tag)), clean(outcome.text.in_(tag)), reason)


def ended_by_facilitator(words: Language, starts: str, minute: int) -> str:
    """Say that the facilitator ended it, and when, as a title."""
    return words.t("Ended by the facilitator on {clock}", clock=words.clock(starts, minute))
