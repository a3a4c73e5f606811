"""From a form that the facilitator signed to the desk or the table that carries it out."""

from __future__ import annotations

from typing import Literal

from exercise.model.decisions import Refusal, StaffEnd, StaffExtend, StaffInject, StaffMessage, StaffRule, StaffSkip
from exercise.model.table import Desk, Table
from exercise.ui.forms import Filling


async def give_openly(table: Table, filling: Filling) -> None:
    """Carry out what everybody at the curtain may do: a break, a note."""
    if filling.form.id == "break":
        await table.rest(int(_one(filling, "minutes")))
    else:
        await table.note(_one(filling, "text"), _one(filling, "team"), filling.value("tags"))


async def give(desk: Desk, filling: Filling) -> Refusal | None:
    """Carry out an order of the facilitator; what is asked twice was confirmed before.

    Raises:
        ValueError: The form is of no known kind.
    """
    kind, _, id = filling.form.id.partition(":")
    if kind.endswith("!"):
        return await _give_surely(desk, kind, filling)
    match kind:
        case "message":
            return await desk.act(_message(filling))
        case "extend":
            point = _one(filling, "point").rpartition("/")[2]
            return await desk.act(StaffExtend(point, int(_one(filling, "minutes"))))
        case "rule":
            return await desk.act(StaffRule(id, filling.value("options"), _one(filling, "reason")))
        case "inject":
            skip = _one(filling, "do") == "skip"
            return await desk.act(StaffSkip(id, _one(filling, "reason")) if skip else StaffInject(id))
        case "carry_on":
            return await desk.carry_on(_one(filling, "team"))
        case "speed":
            return await desk.speed(float(_one(filling, "rate")))
    raise ValueError(f"no such form: {filling.form.id}")


async def _give_surely(desk: Desk, kind: str, filling: Filling) -> Refusal | None:
    match kind:
        case "end!":
            return await desk.act(StaffEnd(_one(filling, "reason")))
        case "jump!":
            return await desk.jump(int(_one(filling, "until")))
        case "rewind!":
            return await desk.rewind(int(_one(filling, "round")), new_fate=_one(filling, "fate") == "new")
    raise ValueError(f"no such form: {filling.form.id}")


def _message(filling: Filling) -> StaffMessage:
    precedence: Literal["routine", "priority", "flash"] = "priority"
    match _one(filling, "precedence"):
        case "flash":
            precedence = "flash"
        case "routine":
            precedence = "routine"
    sender, subject, text = (_one(filling, id) for id in ("sender", "subject", "text"))
    return StaffMessage(filling.value("to"), sender, subject, text, precedence)


def _one(filling: Filling, id: str) -> str:
    return next(iter(filling.value(id)), "")
