"""The time figures: swim-lanes of the whole run, and the race of paper against the load."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exercise.debrief import svg
from exercise.debrief.document import Decision, Document, Request, TeamAnswer
from exercise.debrief.drawn import LoadLane, Span
from exercise.model.language import language

WIDTH = 760.0
GUTTER = 104.0
RIGHT = 14.0
ROW = 22.0
MARK = 8.0
"""The radius of a decision's sign."""


class _Sheet:
    """A sheet with a common time axis, filled lane by lane from the top."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.t: Callable[..., str] = language(document.language).t
        self.y = 26.0
        self.parts: list[str] = []

    def x(self, minute: int) -> float:
        """Return the place of a story minute."""
        return GUTTER + (WIDTH - GUTTER - RIGHT) * minute / max(1, self.document.end)

    def bar(self, span: Span, y: float, height: float, kind: str) -> str:
        """Return a bar from the beginning to the end of *span*, never thinner than a hair."""
        left = self.x(span.began)
        width = max(1.5, self.x(span.ended) - left)
        return svg.element("rect", x=left, y=y, width=width, height=height, rx=2.0, class_=kind)

    def label(self, said: str, y: float, kind: str = "lane-name") -> None:
        """Write what a lane is called into the gutter."""
        self.parts.append(svg.text(0, y, svg.shortened(said, GUTTER - 8, 11), kind))

    def rule(self) -> None:
        """Draw a line between lanes."""
        self.parts.append(svg.path(((0.0, self.y), (WIDTH - RIGHT, self.y)), "rule"))

    def done(self, label: str) -> str:
        """Return the sheet with its axis."""
        axis = "".join(self._tick(tick.minute, tick.label, tick.major) for tick in self.document.ticks)
        return svg.picture(WIDTH, self.y + 6, axis + "".join(self.parts), label, "lanes")

    def _tick(self, minute: int, label: str, major: bool) -> str:
        x = self.x(minute)
        line = svg.path(((x, 20.0), (x, self.y)), "tick major" if major else "tick")
        anchor = "end" if x > WIDTH - 44 else "middle"
        return line + svg.text(x, 13, label, "axis major" if major else "axis", anchor)


def timeline(document: Document) -> str:
    """Return the swim-lanes: stages, loads, control, paper, decisions by team."""
    sheet = _Sheet(document)
    _stages(sheet)
    for load in document.loads:
        _load(sheet, load)
    if document.requests:
        _paper_lane(sheet)
    _decisions(sheet)
    return sheet.done(sheet.t("Timeline"))


def race(document: Document) -> str:
    """Return the requests as bars, one below the other, against the progress of the loads."""
    sheet = _Sheet(document)
    for load in document.loads:
        _load(sheet, load, control=False)
    sheet.rule()
    sheet.y += 6
    top = sheet.y
    for request in document.requests:
        _request_row(sheet, request)
    states = {request.to for request in document.requests}
    entered = {(request.entered, request.to) for request in document.requests if request.entered is not None}
    for minute, state in sorted(entered, key=lambda pair: (pair[0] or 0, pair[1])):
        x = sheet.x(minute or 0)
        line = svg.path(((x, top - 6), (x, sheet.y)), "entry-line")
        said = sheet.t("The load enters {state}", state=state)
        sheet.parts.append(svg.titled(line, said))
        if len(states) > 1 or document.requests:
            right = x < WIDTH * 0.7
            sheet.parts.append(
                svg.text(x + (4 if right else -4), sheet.y + 10, said, "note", "start" if right else "end")
            )
    sheet.y += 16
    return sheet.done(sheet.t("The requests against the progress of the load"))


# --- lanes -------------------------------------------------------------------------------------------


def _stages(sheet: _Sheet) -> None:
    sheet.label(sheet.t("Stage"), sheet.y + 14)
    for place, span in enumerate(sheet.document.stages):
        kind = f"stage s{place % 2}"
        room = sheet.x(span.ended) - sheet.x(span.began) - 6
        said = svg.text(sheet.x(span.began) + 4, sheet.y + 13.5, svg.shortened(span.label, room), "on-stage")
        sheet.parts.append(svg.titled(sheet.bar(span, sheet.y, 19, kind) + said, span.label))
    sheet.y += ROW + 6


def _load(sheet: _Sheet, load: LoadLane, *, control: bool = True) -> None:
    sheet.label(load.name, sheet.y + 19)
    y = sheet.y + 10
    for span in load.way:
        room = sheet.x(span.ended) - sheet.x(span.began) - 6
        said = svg.text(sheet.x(span.began) + 3, y + 9.5, svg.shortened(span.label, room, 9), f"on-{span.kind}")
        sheet.parts.append(svg.titled(sheet.bar(span, y, 13, f"way {span.kind}") + said, span.label))
    for sign in load.signs:
        sheet.parts.append(_sign(sheet, sign, y))
    sheet.y += 30
    if control:
        _control(sheet, load)


def _sign(sheet: _Sheet, sign: Span, y: float) -> str:
    x = sheet.x(sign.began)
    triangle = ((x, y - 1), (x - 4.5, y - 8), (x + 4.5, y - 8))
    right = x < WIDTH - 80
    said = svg.text(x + (7 if right else -7), y - 2, sign.label, f"sign {sign.kind}", "start" if right else "end")
    return svg.path(triangle, f"sign {sign.kind}", closed=True) + said


def _control(sheet: _Sheet, load: LoadLane) -> None:
    sheet.label(sheet.t("control"), sheet.y + 9, "lane-name sub")
    for span in load.control:
        room = sheet.x(span.ended) - sheet.x(span.began) - 4
        said = svg.text(sheet.x(span.began) + 3, sheet.y + 9, svg.shortened(span.label, room, 9), "on-control")
        sheet.parts.append(svg.titled(sheet.bar(span, sheet.y, 12, "control") + said, span.label))
    for gap in load.gaps:
        said = sheet.t("no control, {length}", length=gap.label)
        sheet.parts.append(svg.titled(sheet.bar(gap, sheet.y, 12, "gap"), said))
    sheet.y += ROW


def _paper_lane(sheet: _Sheet) -> None:
    """All requests in as few rows as their bars need."""
    sheet.rule()
    sheet.y += 6
    sheet.label(sheet.t("Paper"), sheet.y + 10)
    free: list[float] = []
    for request in sheet.document.requests:
        left = sheet.x(request.sent)
        row = next((place for place, until in enumerate(free) if until + 26 <= left), len(free))
        free[row : row + 1] = [sheet.x(_last(request, sheet.document.end))]
        _request_bar(sheet, request, sheet.y + row * 17, number=True)
    sheet.y += 17 * len(free) + 6


def _request_row(sheet: _Sheet, request: Request) -> None:
    code = next((team.code for team in sheet.document.teams if team.name == request.to), request.to)
    sheet.label(f"{request.number} → {code}", sheet.y + 10, "lane-name sub")
    _request_bar(sheet, request, sheet.y, number=False)
    sheet.y += ROW


def _request_bar(sheet: _Sheet, request: Request, y: float, *, number: bool) -> None:
    """On its way, with the office, on its way back; then, where granted, in force."""
    last = _last(request, sheet.document.end)
    stations = [request.sent, request.received or last, request.decided or last, last]
    parts = []
    for kind, began, ended in zip(("transit", "office", "transit"), stations[:-1], stations[1:], strict=True):
        if began < ended:
            parts.append(sheet.bar(Span(began, ended, ""), y, 12, f"paper {kind}"))
    if request.answered is not None and request.consent and request.state in ("granted", "lapsed"):
        until = min(sheet.document.end, request.until or request.lapsed or sheet.document.end)
        parts.append(sheet.bar(Span(request.answered, until, ""), y + 4, 4, "paper force"))
    if request.answered is not None:
        parts.append(_verdict(sheet.x(request.answered), y + 6, request.state))
    if number:
        parts.append(svg.text(sheet.x(request.sent) - 3, y + 9.5, request.number, "note", "end"))
    sheet.parts.append(
        svg.titled("".join(parts), f"{request.number}: {request.paper}, {request.to} – {request.status}")
    )


def _last(request: Request, end: int) -> int:
    return request.answered if request.answered is not None else end


def _verdict(x: float, y: float, state: str) -> str:
    kind = f"verdict {state}"
    if state in ("granted", "lapsed"):
        return svg.element("circle", cx=x, cy=y, r=5.0, class_=kind)
    cross = svg.path(((x - 3.0, y - 3.0), (x + 3.0, y + 3.0)), "stroke") + svg.path(
        ((x - 3.0, y + 3.0), (x + 3.0, y - 3.0)), "stroke"
    )
    return svg.element("rect", x=x - 5.5, y=y - 5.5, width=11.0, height=11.0, rx=1.5, class_=kind) + cross


def _decisions(sheet: _Sheet) -> None:
    sheet.rule()
    sheet.y += 4
    for team in sheet.document.teams:
        taken = [sign for one in sheet.document.decisions for sign in _signs(one) if sign[0].team == team.id]
        if taken:
            _team_row(sheet, team.name, taken)


def _signs(decision: Decision) -> list[tuple[Decision | TeamAnswer, Decision]]:
    """Return who answered, each with the decision; of an agreement every team bears its number."""
    return [(one, decision) for one in decision.answers or (decision,)]


def _team_row(sheet: _Sheet, name: str, taken: Sequence[tuple[Decision | TeamAnswer, Decision]]) -> None:
    """One lane of signs; those that would cover each other stand one below the other."""
    sheet.label(name, sheet.y + MARK + 5)
    free: list[float] = []
    for answer, one in sorted(taken, key=lambda sign: (sign[0].minute, sign[1].number)):
        x = sheet.x(answer.minute)
        row = next((place for place, until in enumerate(free) if until <= x - MARK), len(free))
        free[row : row + 1] = [x + MARK + 1]
        y = sheet.y + MARK + 1 + row * (2 * MARK + 2)
        kind = "person" if answer.by_people else "program"
        sign = svg.element("circle", cx=x, cy=y, r=MARK, class_=f"decision {kind}")
        digits = svg.text(x, y + 3.2, str(one.number), f"digits {kind}", "middle")
        link = svg.element(
            "a", svg.titled(sign + digits, f"{one.number}. {one.title}, {one.time}"), href=f"#d{one.number}"
        )
        sheet.parts.append(link)
    sheet.y += max(1, len(free)) * (2 * MARK + 2) + 5
