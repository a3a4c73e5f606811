"""The road: places, steps, routes and what moves along them."""

from __future__ import annotations

from typing import Literal

from exercise.model.base import Id, Minute, Part, field
from exercise.model.durations import ALWAYS, AT_ONCE, Hours, Span
from exercise.model.expressions import Expression
from exercise.model.people import Confidence
from exercise.model.text import NO_TEXT, Text

Variant = Literal["intact", "partial", "full"]
"""What of the load was replaced: nothing, all but a sample, or all."""


class Place(Part):
    """A town, a crossing point or a building, at display accuracy."""

    label: Text
    lat: float = field(ge=-90, le=90)
    lon: float = field(ge=-180, le=180)
    state: Id = field(description="The state in which it lies (a team's id).")
    kind: Literal["town", "bcp", "site"] = "town"


class Step(Part):
    """One step of a route; it has an id of its own. ``cross`` changes the state; the others take place in one."""

    id: Id
    kind: Literal["drive", "rail", "carry", "fly", "wait", "sail", "cross", "store"]
    label: Text = NO_TEXT
    start: Id | None = field(default=None, key="from", description="The place it starts from (for cross: a state).")
    to: Id | None = field(default=None, description="The place it leads to (for cross: a state).")
    at: Id | None = field(default=None, description="The place of a crossing, a wait or a storage.")
    takes: Span = field(default=AT_ONCE, description="How long it takes; for a crossing, queue and formalities.")
    until: Expression | None = field(default=None, description="It lasts, after its time, until this holds.")
    schedule: Hours = field(default=ALWAYS, description="It can only begin within these hours.")
    closed: Expression | None = field(default=None, description="It cannot begin while this holds.")
    window: Minute = field(
        default=0, ge=0, description="For a crossing: how long the first state keeps hold after the change of state."
    )
    controlled: dict[Id, Expression] = field(
        default_factory=dict,
        description="By state: control by other means than a unit (the operator told, a unit aboard) while this holds.",
    )
    customs: bool = field(
        default=True, description="For a crossing: whether there is a customs control (none inside the EAEU)."
    )
    via: tuple[tuple[float, float], ...] = field(default=(), description="Points lon, lat between, for the map.")


class Route(Part):
    """An ordered list of steps."""

    label: Text = NO_TEXT
    steps: tuple[Step, ...] = field(min_length=1)


class LegalStatus(Part):
    """Whether a substance is controlled in a state, and how sure that is: on the briefing and in the debrief."""

    listed: bool = field(description="Whether it is listed at the start.")
    text: Text = NO_TEXT
    source: Text = field(description="Where it was read, or why it is assumed.")
    confidence: Confidence


class Consignment(Part):
    """What moves. Several may move at once; the first one declared is also read as plain ``consignment`` and
    ``control``.
    """

    label: Text
    substance: Text
    quantity: Text
    mode: Literal["lorry", "rail", "post", "air", "sea", "car"] = "lorry"
    route: Id = field(description="The route it follows at the start.")
    departs: Minute = field(default=0, ge=0, description="The earliest minute at which it sets off.")
    departs_when: Expression | None = field(default=None, description="It sets off once this holds.")
    status: dict[Id, LegalStatus] = field(default_factory=dict, description="Legal status of the substance by state.")
    known_to: tuple[Id, ...] = field(
        default=(),
        description="Teams that know of it from the start; empty: nobody does, and a team sees nothing of it before a "
        "request or an act of its own concerns it.",
    )
    controlled_from: Id | None = field(
        default=None, description="Gaps count from this step on; left out: from the first step."
    )
