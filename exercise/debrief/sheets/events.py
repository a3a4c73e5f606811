"""The master scenario events list, for the facilitator only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exercise.debrief.sheets.origins import Origins
from exercise.debrief.sheets.page import Frame, Sheet, set_page
from exercise.debrief.sheets.words import condition
from exercise.model.play import Expectation, Inject
from exercise.play.names import Names


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the list. The number never changes: it is the place of the inject in the scenario."""

    number: int
    id: str
    when: tuple[str, ...]
    sender: str
    channel: str
    to: str
    precedence: str
    title: str
    text: str
    expected: tuple[str, ...]
    contingency: str
    gives: str
    note: str


def events(names: Names) -> Sheet:
    """Return the list."""
    t = names.language.t
    frame = Frame(t("Master scenario events list"), t("Facilitator only"), "staff", across=True)
    html = set_page("events", names, frame, groups=tuple(_groups(names)), total=len(names.scenario.injects))
    return Sheet(
        "events.html", frame.kind, t("facilitator and evaluators"), t("one for each of the staff"), "staff", html
    )


def _groups(names: Names) -> Iterator[tuple[str, str, tuple[Event, ...]]]:
    """Yield the planned events by time, then the others by what brings them, each kind in the order of the scenario."""
    t, origins = names.language.t, Origins(names)
    headings = {
        "planned": (t("Planned"), t("They come at their time, whatever was decided.")),
        "conditional": (t("Conditional"), t("They come once their condition holds.")),
        "alternative": (t("Alternatives"), t("One of each group comes.")),
        "contingency": (t("Contingency"), t("They come where what was expected is not done in time.")),
        "sent": (t("Consequences"), t("They are sent by a decision, an answer or another event.")),
    }
    injects = names.scenario.injects.items()
    for kind, (heading, said) in headings.items():
        chosen = [(name, inject) for name, inject in injects if _kind(name, inject, origins) == kind]
        chosen.sort(key=lambda pair: pair[1].at or 0)
        if chosen:
            yield heading, said, tuple(_event(name, inject, origins) for name, inject in chosen)


def _kind(name: str, inject: Inject, origins: Origins) -> str:
    if inject.group is not None:
        return "alternative"
    if inject.at is not None:
        return "planned"
    if inject.when is not None:
        return "conditional"
    return "contingency" if origins.is_contingency(name) else "sent"


def _event(name: str, inject: Inject, origins: Origins) -> Event:
    names, t = origins.names, origins.t
    title, subject = names.say(inject.title), names.say(inject.subject)
    return Event(
        number=origins.numbers[name],
        id=name,
        when=origins.when(name),
        sender=names.say(inject.sender),
        channel=names.say(inject.channel),
        to=", ".join(names.code(team) for team in inject.to) or t("nobody: effects only"),
        precedence={"routine": "", "priority": t("priority"), "flash": t("flash")}[inject.precedence],
        title=title if not subject or subject == title else f"{title}: {subject}" if title else subject,
        text=names.say(inject.text),
        expected=tuple(_expected(name, inject, origins)),
        contingency=origins.reference(inject.expects.otherwise) if inject.expects and inject.expects.otherwise else "",
        gives="; ".join(names.item(item) for item in inject.gives),
        note=names.say(inject.note),
    )


def _expected(name: str, inject: Inject, origins: Origins) -> Iterator[str]:
    """Yield what the recipients are expected to do: the author's expectation, else the decisions that it opens."""
    names, t = origins.names, origins.t
    if inject.expects is not None:
        within = names.language.length(inject.expects.within)
        yield from (t("{what}; within {length}", what=what, length=within) for what in _asked(inject.expects, names))
    for point in origins.opens(name):
        yield t(
            "{team} decides “{point}”", team=names.code(names.scenario.decisions[point].team), point=names.point(point)
        )


def _asked(expects: Expectation, names: Names) -> Iterator[str]:
    for point, wanted in expects.decided.items():
        options = (wanted,) if isinstance(wanted, str) else wanted
        said = names.language.t(" or ").join(names.option(point, option) for option in options)
        yield names.language.t("“{point}”: {options}", point=names.point(point), options=said)
    if expects.when is not None:
        yield condition(expects.when, names)
