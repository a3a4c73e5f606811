"""Acts of the facilitator: what he types is cleaned, and what is not fit to be kept is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from exercise.model.decisions import Refusal, StaffAct, StaffEnd, StaffMessage, StaffRule, StaffSkip
from exercise.model.scenario import Scenario
from exercise.model.text import clean

REASON_NEEDED: Final = "reason_needed"
NO_TEXT: Final = "no_text"
"""Codes of the refusals of a skip without a reason, and of a message without words."""


def cleaned_staff(act: StaffAct, scenario: Scenario) -> StaffAct:
    """Return *act* as records keep it: typed words cleaned, and a message to nobody in particular sent to all teams."""
    match act:
        case StaffMessage(to=to, sender=sender, subject=subject, text=text):
            return replace(
                act, to=to or scenario.played, sender=clean(sender), subject=clean(subject), text=clean(text)
            )
        case StaffSkip(reason=reason) | StaffRule(reason=reason) | StaffEnd(reason=reason):
            return replace(act, reason=clean(reason))
    return act


def unfit_act(act: StaffAct) -> Refusal | None:
    """Say what an act lacks that the engine does not ask for, but the record does."""
    match act:
        case StaffSkip(reason=reason) if not reason.strip():
            return Refusal(REASON_NEEDED)
        case StaffMessage(text=text) if not text.strip():
            return Refusal(NO_TEXT)
    return None
