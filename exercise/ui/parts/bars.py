"""The four fixed rows on top and the two below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from exercise.ui.look import Look
from exercise.ui.rows import Row, one_line
from exercise.ui.text import Part, flat

if TYPE_CHECKING:
    from exercise.model.views import RoomView, Sign, TeamView


def who_row(view: TeamView, look: Look, width: int) -> Row:
    """Return who one is, the stage, and whether the load is under control."""
    sign, ink = look.sign(view.control_sign)
    name, stage = flat(view.name).upper(), flat(view.stage)
    number = look.t("Stage {n} of {of}", n=view.stage_number, of=view.stages)
    short = look.t("St. {n}/{of}", n=view.stage_number, of=view.stages)
    lefts: tuple[list[Part], ...] = (
        [" ", (name, "title"), "  ", number, "  ", (stage, "strong")],
        [" ", (name, "title"), "  ", short, "  ", (stage, "strong")],
        [" ", (name, "title"), "  ", short],
        [" ", (flat(view.team).upper(), "title"), "  ", short],
    )
    controls: list[list[Part]] = [[(f"{sign} {said}", ink), " "] for said in _ever_briefer(flat(view.control))] or [[]]
    return one_line(width, *((left, control) for left in lefts for control in controls))


def _ever_briefer(control: str) -> Iterator[str]:
    """Yield the control sentence, then with ever less in its bracket: only the first unit, fewer words, the code."""
    if not control:
        return
    yield control
    before, within = _bracketed(control)
    first = within.partition(",")[0].split()
    for kept in range(len(first), 0, -1):
        shorter = " ".join(first[:kept])
        if shorter != within and shorter.count("(") == shorter.count(")"):
            yield f"{before} ({shorter})"


def _bracketed(text: str) -> tuple[str, str]:
    """Return what stands before and in the bracket at the end of *text*; brackets may stand in it."""
    depth = 0
    for place in range(len(text) - 1, -1, -1) if text.endswith(")") else ():
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return text[:place].rstrip(), text[place + 1 : -1]
    return text, ""


def clock_word(view: TeamView, look: Look) -> tuple[str, str]:
    """Return the word that says whether story time moves, with its ink."""
    return {
        "stands": (look.t("STANDS"), "strong"),
        "creeps": (look.t("CREEPS"), "wait"),
        "runs": (look.t("RUNS »»"), "good"),
        "paused": (look.t("PAUSED"), "wait"),
        "ended": (look.t("ENDED"), "strong"),
    }[view.clock.state]


def clock_row(view: TeamView, look: Look, width: int, wall: str, talk_left: int | None) -> Row:
    """Return story time and whether it stands, the time of the room, and what is left of the talk."""
    why = f", {flat(view.clock.why)}" if view.clock.why else ""
    left: list[Part] = [" ", (flat(view.clock.text), "title"), "  "]
    stands: list[Part] = [look.t("story "), clock_word(view, look)]
    room: list[Part] = [look.t("room "), (wall, "strong"), " "] if wall else []
    talk: list[Part] = []
    if talk_left is not None:
        ink = "wait" if talk_left < 60 else "strong"
        talk = [look.t("talk left "), (minutes_text(talk_left), ink), " "]
    return one_line(
        width,
        ([*left, *stands, why], [*room, "  ", *talk]),
        ([*left, *stands], [*room, "  ", *talk]),
        ([*left, clock_word(view, look)], [*room, *talk]),
        ([*left, clock_word(view, look)], talk or room),
    )


def minutes_text(seconds: int) -> str:
    """Return a countdown as ``04:20``."""
    return f"{max(0, seconds) // 60:02d}:{max(0, seconds) % 60:02d}"


def ask_row(view: TeamView, look: Look, width: int, unopened: int) -> Row:
    """Return what is asked now, until when, and who waits; the ink fills the row."""
    ask = view.ask
    text = flat(ask.text) or look.t("Nothing is asked of you now.")
    papers = f"{look.signs.wait} " + look.n("{n} unopened", "{n} unopened", unopened) if unopened else ""
    edge = "▐ ", " ▌"
    right = [part for part in (flat(ask.deadline), flat(ask.waits), papers) if part]
    candidates: list[tuple[Sequence[Part], Sequence[Part]]] = [
        ([edge[0], text], ["   ".join(right[:keep]), edge[1]]) for keep in range(len(right), -1, -1)
    ]
    made = one_line(width, *candidates)
    return Row(made.body, ink="urgent" if ask.urgent else "ask")


def waits_row(view: TeamView, look: Look, width: int) -> Row:
    """Return what this team waits for, and who in the room is ready; never what the others do."""
    waits = flat(view.waits) or look.t("nothing")
    room = room_text(view.room, look)
    return one_line(
        width,
        ([" ", (look.t("YOU WAIT FOR"), "faint"), "  ", waits], [(look.t("ROOM"), "faint"), "  ", room, " "]),
        ([" ", (look.t("WAITS"), "faint"), " ", waits], [(look.t("ROOM"), "faint"), " ", room, " "]),
        (
            [" ", (look.t("WAITS"), "faint"), " ", waits],
            [(look.t("ROOM"), "faint"), " ", _room_counts(view.room, look), " "],
        ),
        ([" ", (look.t("WAITS"), "faint"), " ", waits], []),
    )


def room_text(room: RoomView, look: Look) -> str:
    """Return the room in a few words: the round, who is ready, who still talks."""
    if room.phase == "ended":
        return look.t("the exercise is over")
    if room.phase == "paused":
        return look.t("pause for all")
    if room.phase == "runs":
        return look.t("time runs for all")
    done, rest = ", ".join(map(flat, room.done)), ", ".join(map(flat, room.to_come))
    parts = [look.t("round {n}", n=room.round)]
    if rest:
        parts.append(look.t("to come {teams}", teams=rest))
    if done:
        parts.append(look.t("ready {teams}", teams=done))
    return " · ".join(parts)


def _room_counts(room: RoomView, look: Look) -> str:
    if room.phase != "talk":
        return room_text(room, look)
    return look.t("{ready} ready, {coming} to come", ready=len(room.done), coming=len(room.to_come))


def counted(count: int, look: Look, sign: Sign = "wait") -> str:
    """Return a count with its sign for a tab or a key, ``""`` for none."""
    return f"{look.signs.of(sign)}{count}" if count else ""


def keys_row(
    look: Look,
    width: int,
    first: Sequence[tuple[str, str]],
    then: Sequence[tuple[str, str]],
    *,
    letters: bool = False,
) -> Row:
    """Return the keys of the pane and as many of the others as fit; F1 is always among them.

    *letters*: where not all words fit, the last letters of the others stand alone before any is left out.
    """
    last = ("F1", look.t("help"))
    keys = [*first, *then, last]
    for worded in range(len(then) - 1, -1, -1) if letters else ():
        if _key_length(keys, look) <= width:
            break
        keys = [*first, *then[:worded], *((key, "") for key, _ in then[worded:]), last]
    while len(keys) > 2 and _key_length(keys, look) > width:
        keys.pop(-2)
    parts: list[Part] = [" "]
    for (key, word), (_, next_word) in zip(keys, [*keys[1:], last], strict=True):
        parts += [(_shown(key, look), "key"), f" {word}  " if word else "  " if next_word else " "]
    return one_line(width, (parts, []))


def _shown(key: str, look: Look) -> str:
    return look.key(key)[0] if len(key) == 1 else key


def _key_length(keys: Sequence[tuple[str, str]], look: Look) -> int:
    alone = any(not word for _, word in keys)
    return 1 + sum(len(_shown(key, look)) + (len(word) + 3 if word else 1) for key, word in keys) + alone - 2
