"""The curtain and the hall: nothing here that only one team holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exercise.model.table import HallView, TeamMark
from exercise.ui.look import Look
from exercise.ui.parts.bars import minutes_text
from exercise.ui.parts.letters import GAP, big
from exercise.ui.parts.running import day_bar, hour_text
from exercise.ui.rows import BLANK, Row, middle
from exercise.ui.text import Part, flat, paragraphs

LAST_MINUTE = 60
"""Seconds of talk from which on the countdown is marked."""


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
    clock = flat(view.clock.text)
    if view.clock.state == "creeps":
        return look.t("story creeps, {clock}", clock=clock)
    return look.t("story stands at {clock}", clock=clock)


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
    yield middle(*talk_words(view, look, talk_left))
    yield from silent_votes(view, look)
    if ruling_waits(view):
        yield middle(*_ruling(look))


def silent_votes(view: HallView, look: Look) -> Iterator[Row]:
    """Say which teams vote before they talk, so that it can be called in time."""
    voting = ", ".join(flat(team.name) for team in view.teams if team.votes)
    if voting:
        yield middle((f"{look.signs.wait} ", "wait"), look.t("before the talk, a silent vote: {teams}", teams=voting))


def talk_words(view: HallView, look: Look, talk_left: int | None) -> list[Part]:
    """Say how much talk time is left; once it is spent, whether the clock creeps, and for whom."""
    if talk_left is None:
        return []
    names = ", ".join(map(flat, view.waits_for))
    waits = ": " + look.t("{teams} not ready", teams=names) if names else ""
    if talk_left == 0 and view.held:
        return [(look.t("talk time is spent, the facilitator holds the clock"), "wait"), waits]
    if talk_left == 0:
        return [(look.t("talk time is spent, the story clock creeps"), "wait"), waits]
    text = look.t("talk time {left} left", left=minutes_text(talk_left))
    then = look.t("then the story clock is held") if view.held else look.t("then the story clock creeps")
    return [(text, "wait" if talk_left < LAST_MINUTE else "strong"), f", {then}"]


def ruling_waits(view: HallView) -> bool:
    """Tell whether the story stands for the facilitator: an answer of a team waits for a ruling."""
    teams = {team.name for team in view.teams}
    return any(name not in teams for name in view.waits_for)


def _ruling(look: Look) -> list[Part]:
    return [(f"{look.signs.wait} " + look.t("a ruling waits:"), "wait"), " ", ("F9", "key"), " ",
            look.t("the facilitator")]  # fmt: skip


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
    if view.back_at:
        yield from _rest(view, look)
        return
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
    yield middle(_load(view, look))
    yield BLANK
    if ruling_waits(view):
        yield middle(*_ruling(look))
    elif talk_left is not None:
        yield middle(*talk_words(view, look, talk_left))
    yield middle(*_plan(view, look))
    if view.warning:
        yield middle((f"{look.signs.wait} {flat(view.warning)}", "wait"))


def _load(view: HallView, look: Look) -> str:
    """Say what the whole hall knows of the consignment."""
    known = look.t("What is known of it, each team knows for itself.")
    return {
        "waits": look.t("The consignment waits to set off.") + " " + known,
        "moves": look.t("The consignment moves.") + " " + known,
        "held": look.t("The consignment is held.") + " " + known,
        "over": look.t("The consignment's road is over.") + " " + known,
        "": look.t("What is known of the consignment, each team knows for itself."),
    }[view.load]


def _rest(view: HallView, look: Look) -> Iterator[Row]:
    """Return a break: until when, in words and big digits; nothing of the story but that it stands."""
    yield middle((flat(view.title).upper(), "title"))
    yield BLANK
    yield middle((look.t("B R E A K"), "wait"))
    yield BLANK
    yield middle((look.t("back at"), "faint"))
    yield BLANK
    for line in big_time(flat(view.back_at)):
        yield middle((line, "title"))
    yield BLANK
    if view.room_clock:
        yield middle((look.t("It is {time} now.", time=flat(view.room_clock)), "strong"))
    yield BLANK
    yield middle(look.t("The story stands at {clock}. Nothing runs out meanwhile.", clock=flat(view.clock.text)))
    if view.warning:
        yield middle((f"{look.signs.wait} {flat(view.warning)}", "wait"))


def big_hour(view: HallView) -> tuple[str, ...]:
    """Return the story's hour and minute in big digits."""
    return big_time(hour_text(view.clock))


def big_time(time: str) -> tuple[str, ...]:
    """Return a time of day, ``10:43``, in big digits."""
    hours, _, minutes = time.partition(":")
    left, right = big(hours), big(minutes)
    dots = (GAP, "█", GAP, "█", GAP)
    if len(left) != len(dots) or len(right) != len(dots):
        return (time,)
    return tuple((GAP * 3).join((a, dot, b)) for a, dot, b in zip(left, dots, right, strict=True))


def _plan(view: HallView, look: Look) -> list[Part]:
    """Say where the room is in the day: its time, the round of how many, and how far behind the plan."""
    parts = [look.t("room {time}", time=flat(view.room_clock))] if view.room_clock else []
    if view.rounds is not None:
        parts.append(look.t("round {n} of about {of}", n=view.round, of=max(view.round, view.rounds)))
    else:
        parts.append(look.t("round {n}", n=view.round))
    if view.behind:
        minutes = look.length(abs(view.behind))
        late = view.behind > 0
        parts.append(look.t("{length} behind the plan", length=minutes) if late
                     else look.t("{length} ahead of the plan", length=minutes))  # fmt: skip
    elif view.behind == 0:
        parts.append(look.t("on plan"))
    return [("     ".join(parts), "faint")]


def _word(view: HallView, look: Look) -> list[Part]:
    if view.phase == "runs" and view.clock.state == "stands":
        return [(look.t("TIME STANDS"), "strong"), f"   {flat(view.clock.why)}"]
    match view.phase:
        case "runs":
            return [(look.t("T I M E   R U N S"), "good"), ("   " + look.signs.runs, "good")]
        case "paused":
            return [(look.t("P A U S E"), "wait")]
        case "ended":
            return [(look.t("T H E   E N D"), "strong")]
        case _ if view.clock.state == "creeps":
            return [(look.t("TIME CREEPS"), "wait"), f"   {flat(view.clock.why)}"]
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


Keys = tuple[tuple[str, str], ...]


def curtain_keys(look: Look) -> Keys:
    """Return the keys of the curtain."""
    return ((look.t("Enter"), look.t("twice: open")),)


def hall_keys(view: HallView, look: Look) -> Keys:
    """Return the keys of the hall view."""
    return ((look.t("Space"), look.t("to the stop at once")),) if view.phase == "runs" else ()


def staff_keys(view: HallView, look: Look, *, staffed: bool) -> Keys:
    """Return what staff can do at the curtain and in the hall; *staffed*: there is a facilitator with a drawer."""
    pause = look.t("go on") if view.phase == "paused" else look.t("pause")
    shown: list[tuple[str, str]] = []
    if view.phase != "ended":
        shown += [("F9", look.words.p("key", "control"))] if staffed else []
        shown += [("b", look.t("break"))] if view.phase != "paused" else []
        shown += [("e", look.t("+3 min"))] if view.talk_left is not None and view.phase == "talk" else []
        shown += [("p", pause)]
    return (*shown, ("n", look.t("note")), ("Ctrl+Q", look.t("leave")))
