"""The curtain and the hall: nothing here that only one team holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exercise.model.table import HallView, TeamMark
from exercise.ui.look import Look
from exercise.ui.parts.bars import minutes_text
from exercise.ui.parts.letters import GAP, big
from exercise.ui.parts.running import day_bar, hour_text
from exercise.ui.rows import BLANK, Row, middle, row
from exercise.ui.text import Part, flat, paragraphs, say

BOX = 66
"""Cells of the box that shows the room."""


def curtain_rows(view: HallView, look: Look, height: int, half_open: bool, talk_left: int | None) -> Iterator[Row]:
    """Return the curtain: who comes to the keyboard, and what two Enters mean. *half_open*: one was pressed."""
    team = next((mark for mark in view.teams if mark.id == view.next_team), None)
    if team is None:
        yield middle(look.t("Nobody is called to the keyboard."))
        return
    spare = max(0, height - 22)
    yield from [BLANK] * (1 + spare // 3)
    yield middle(
        (flat(view.title).upper(), "title"), "   ", look.t("round {n}", n=view.round), "   ", _stands(view, look)
    )
    yield BLANK
    yield middle((look.t("Next at the keyboard"), "faint"))
    yield BLANK
    for line in big(flat(team.code)):
        yield middle((line, "title"))
    yield BLANK
    yield middle((" · ".join(dict.fromkeys(flat(name).upper() for name in team.names or (team.name,))), "strong"))
    yield BLANK
    yield middle(look.t("Everyone else: eyes off this screen."))
    yield BLANK
    yield _enter(team, look, half_open)
    yield BLANK
    yield from _room(view, look, talk_left)
    if view.warning:
        yield middle((f"{look.signs.wait} {flat(view.warning)}", "wait"))
    yield from [BLANK] * (1 if spare else 0)
    yield middle((look.t("On the projector: nothing but this. A team's screen never goes there."), "faint"))


def _stands(view: HallView, look: Look) -> str:
    return look.t("story stands at {clock}", clock=flat(view.clock.text))


def _enter(team: TeamMark, look: Look, half_open: bool) -> Row:
    if half_open:
        return middle(
            (f"{look.signs.here} ", "key"),
            (look.t("once more Enter: the screen of {team} opens", team=flat(team.name)), "chosen"),
        )
    text = look.t("twice: we are {team} and nobody else looks", team=flat(team.name))
    return middle((f"{look.signs.here} {look.t('Enter')}", "key"), f"  {text}")


def _room(view: HallView, look: Look, talk_left: int | None) -> Iterator[Row]:
    done, coming = _marked(view, "done"), _marked(view, "to_come")
    parts: list[Part] = []
    if done:
        parts += [(look.t("done") + " ", "faint"), *_marks(done, look.sign("good"))]
    parts += [(look.t("at the keyboard") + " ", "faint"), *_marks(_marked(view, "next"), (look.signs.here, "key"))]
    if coming:
        parts += [(look.t("to come") + " ", "faint"), *_marks(coming, look.sign("none"))]
    yield middle((look.t("The room, this round"), "faint"))
    yield middle(*parts)
    if talk_left is not None:
        text = look.t("talk time {left} left", left=minutes_text(talk_left))
        creeps = ", " + look.t("then the story clock creeps") if view.creeps else ""
        yield middle((text, "wait" if talk_left < 60 else "strong"), creeps)
    else:
        yield BLANK


def _marked(view: HallView, mark: str) -> Sequence[TeamMark]:
    return [team for team in view.teams if team.people and team.mark == mark]


def _marks(teams: Sequence[TeamMark], sign: tuple[str, str]) -> list[Part]:
    parts: list[Part] = []
    for team in teams:
        parts += [sign, f" {flat(team.code)}  "]
    return [*parts, "  "]


def hall_rows(view: HallView, look: Look, height: int, talk_left: int | None) -> Iterator[Row]:
    """Return what the whole hall may see: the story's day and hour, and that time runs."""
    spare = max(0, height - 20)
    yield from [BLANK] * (1 + spare // 3)
    stage = look.t("stage {n} of {of}: {stage}", n=view.stage_number, of=view.stages, stage=flat(view.stage))
    yield middle((flat(view.title).upper(), "title"), "     ", stage)
    yield BLANK
    if view.end is not None:
        yield from _ending(view, look)
        return
    yield middle((" ".join(flat(view.clock.text).rsplit(" ", 1)[0].upper()), "strong"))
    yield BLANK
    for line in big_hour(view):
        yield middle((line, "title"))
    yield BLANK
    yield Row(day_bar(view.clock, look), place="middle")
    yield BLANK
    yield middle(*_word(view, look))
    yield BLANK
    yield middle(look.t("The consignment moves. What is known of it, each team knows for itself."))
    yield BLANK
    if talk_left is not None:
        yield middle((look.t("talk time {left} left", left=minutes_text(talk_left)), "strong"))
    if view.warning:
        yield middle((f"{look.signs.wait} {flat(view.warning)}", "wait"))


def big_hour(view: HallView) -> tuple[str, ...]:
    """Return the hour and minute in big digits."""
    hours, _, minutes = hour_text(view.clock).partition(":")
    left, right = big(hours), big(minutes)
    dots = (GAP, "█", GAP, "█", GAP)
    if len(left) != len(dots) or len(right) != len(dots):
        return (hour_text(view.clock),)
    return tuple((GAP * 3).join((a, dot, b)) for a, dot, b in zip(left, dots, right, strict=True))


def _word(view: HallView, look: Look) -> list[Part]:
    match view.phase:
        case "runs":
            return [(look.t("T I M E   R U N S"), "good"), ("   " + look.signs.runs, "good")]
        case "paused":
            return [(look.t("P A U S E"), "wait")]
        case "ended":
            return [(look.t("T H E   E N D"), "strong")]
        case _:
            return [(look.t("TIME STANDS"), "strong"), f"   {flat(view.clock.why)}"]


def _ending(view: HallView, look: Look) -> Iterator[Row]:
    if view.end is None:
        return
    yield middle((look.t("T H E   E N D"), "strong"))
    yield BLANK
    yield middle((flat(view.end.title), "title"))
    yield BLANK
    for line in paragraphs(view.end.text):
        yield middle(line)
    yield BLANK
    yield middle((flat(view.end.reason), "faint"))
    yield BLANK
    yield middle((look.t("Enter"), "key"), "  ", look.t("to the debrief"))


def hall_keys(view: HallView, look: Look) -> Row:
    """Return the keys of the hall view."""
    space = say((look.t("Space"), "key"), " " + look.t("to the stop at once") + "  ") if view.phase == "runs" else say()
    pause = look.t("go on") if view.phase == "paused" else look.t("pause")
    return row(
        space,
        look.key("p"),
        f" {pause}  ",
        ("F1", "key"),
        " " + look.t("help") + "  ",
        ("Ctrl+Q", "key"),
        " " + look.t("leave, all is kept"),
        lead=" ",
    )
