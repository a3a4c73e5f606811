"""A team screen full of what a terminal would obey, on a real terminal: run by ``test_terminal``."""

from __future__ import annotations

import sys
from dataclasses import replace

from exercise.model.language import language
from exercise.ui.opening import Opening
from exercise.ui.run import run_opening
from tests.ui.fakes import SEALED, VIEW, FakeTable, solo

EVIL = (
    "[/b] [IMPORTANT] [@click=app.quit]press[/] "
    "\x1b]0;PWNED\x07\x1b]52;c;UFdORUQ=\x07\x1b[2J\x9b2J\x9d52;c;UFdORUQ=\x9c \u202eesrever\u2066 \ud800 \x08\x7f end"
)


def table(kind: str) -> FakeTable:
    if kind == "plain":
        return solo(SEALED)
    inbox = tuple(replace(paper, sender=EVIL, subject=EVIL, text=EVIL, cause=EVIL) for paper in VIEW.inbox)
    point = replace(VIEW.points[0], title=EVIL, question=EVIL, detail=EVIL, law=(), roles=(("head", EVIL),))
    options = tuple(replace(option, label=EVIL, detail=EVIL, because=EVIL, warning=EVIL) for option in point.options)
    view = replace(
        VIEW,
        name=EVIL,
        stage=EVIL,
        control=EVIL,
        waits=EVIL,
        ask=replace(VIEW.ask, text=EVIL, deadline=EVIL, waits=EVIL),
        inbox=inbox,
        points=(replace(point, options=options),),
        feed=tuple(replace(entry, text=EVIL) for entry in VIEW.feed),
        requests=tuple(replace(each, label=EVIL, status=EVIL, missing=(EVIL,)) for each in VIEW.requests),
        units=tuple(replace(unit, label=EVIL, status=EVIL) for unit in VIEW.units),
        items=tuple(replace(item, title=EVIL, text=EVIL, origin=EVIL) for item in VIEW.items),
        forms=tuple(replace(form, label=EVIL, detail=EVIL, because=EVIL) for form in VIEW.forms),
        notice=EVIL,
        refused=(EVIL,),
    )
    return solo(view)


if __name__ == "__main__":
    opening = Opening(sys.argv[1], lambda: table(sys.argv[1]), tag="en")
    sys.exit(run_opening(opening, language("en"), signs="full"))
