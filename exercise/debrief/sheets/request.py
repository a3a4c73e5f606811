"""The blank request form: one for each kind of request, with its contents and lines to fill."""

from __future__ import annotations

from typing import Final

from exercise.debrief.sheets.page import Frame, Sheet, set_page
from exercise.debrief.sheets.team import Row, may_send
from exercise.debrief.sheets.words import length
from exercise.model.papers import Paper
from exercise.play.names import Names

LINES: Final = 24
"""Writing lines that one page has for all contents together; a longer form goes on to the next page."""


def forms(names: Names) -> tuple[Sheet, ...]:
    """Return a blank form for each kind of request."""
    return tuple(_form(names, paper) for paper in names.scenario.papers)


def _form(names: Names, paper: str) -> Sheet:
    t, part = names.language.t, names.scenario.papers[paper]
    senders = tuple(team for team in names.scenario.teams if may_send(names, team, part.by))
    frame = Frame(t("Request form"), names.teams(senders), "team")
    html = set_page(
        "request", names, frame,
        title=names.say(part.label),
        senders=tuple(names.team(team) for team in senders),
        receivers=tuple(names.team(team) for team in part.to or names.scenario.states),
        channels=tuple(_channels(names, part)),
        languages=tuple(names.tongue(tag) for tag in part.languages),
        translation=length(part.translation, names) if len(part.languages) > 1 else "",
        variants=tuple(names.variant(variant) for variant in ("intact", "partial", "full")) if part.variants else (),
        contents=tuple(
            Row(names.content(paper, content), "" if field.required else t("where it applies"), names.say(field.help))
            for content, field in part.contents.items()
        ),
        lines=max(2, min(5, LINES // max(1, len(part.contents)))),
        law=tuple(names.law(law) for law in part.law),
    )  # fmt: skip
    title = f"{frame.kind}: {names.say(part.label)}"
    return Sheet(f"request-{paper}.html", title, frame.whom, t("three for each team"), "team", html)


def _channels(names: Names, paper: Paper) -> list[Row]:
    """Return the channels that the request may travel by."""
    every = names.scenario.channels
    ids = paper.channels or tuple(name for name, channel in every.items() if "paper" in channel.carries)
    return [Row(names.channel(name), length(every[name].delay, names)) for name in ids if name in every]
