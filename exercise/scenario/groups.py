"""Groups of alternatives: that what their members and they themselves say of time is what counts."""

from __future__ import annotations

from exercise.model.play import Group, Inject
from exercise.scenario.bind import Path
from exercise.scenario.checker import Checker


def group_faults(checker: Checker) -> None:
    """Tell a time or condition that stands where it does not count, and one that is missing where it would."""
    for name, group in checker.scenario.groups.items():
        if group.at is not None and group.when is not None:
            checker.tell("E610", ("groups", name, "when"), "the group has both a planned time and a condition")
    for name, inject in checker.scenario.injects.items():
        if inject.group in checker.scenario.groups:
            group = checker.scenario.groups[str(inject.group)]
            check = _in_turn if group.chosen_by == "first_true" else _chosen
            check(checker, ("injects", name), inject, group)


def _chosen(checker: Checker, path: Path, inject: Inject, group: Group) -> None:
    """Check a member of a group of which one is drawn by chance, or chosen by the facilitator."""
    who = "by chance" if group.chosen_by == "chance" else "by the facilitator"
    for key in ("at", "when", "stage"):
        if getattr(inject, key) is not None:
            message = f"one of '{inject.group}' is chosen {who}, so that the inject's own '{key}' never counts"
            checker.tell("E617", (*path, key), message, f"write it under groups: {inject.group}, or delete it")


def _in_turn(checker: Checker, path: Path, inject: Inject, group: Group) -> None:
    """Check a member of a group of which the first whose condition holds is sent."""
    if inject.at is not None:
        message = f"of '{inject.group}' the first whose condition holds is sent, and 'at' is no condition"
        checker.tell("E617", (*path, "at"), message, "when: ...")
    elif inject.when is None:
        message = f"of '{inject.group}' the first whose condition holds is sent, and this one has none"
        checker.tell("E617", path, message, "when: ... (when: true, as the last, comes where no other holds)")
    if inject.stage is not None and (group.at is not None or group.when is not None):
        message = f"the group '{inject.group}' says from when on its conditions count, so that 'stage' does not"
        checker.tell("E617", (*path, "stage"), message, "delete it")
