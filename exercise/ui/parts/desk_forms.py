"""The acts of the facilitator as forms: what each asks for. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from exercise.model.plain import plain
from exercise.model.table import DeskInject, DeskPoint, DeskTeam, DeskView, HallView
from exercise.model.views import FieldView, FormView, OptionView, PointView
from exercise.ui.forms import Filling, Values
from exercise.ui.look import Look
from exercise.ui.text import flat

BREAKS: Final = (5, 10, 15, 20, 30, 45, 60, 90)
"""Minutes of a break, in the room."""
STORY_STEPS: Final = (30, 60, 120, 180, 360, 720)
"""Minutes of story to add to a deadline."""
LEAPS: Final = (60, 180, 360, 720, 1440)
"""Minutes of story to let pass at once."""
RATES: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Live: story minutes a second."""
PLANNED: Final = 3
"""So many planned injects are offered as the end of a leap."""
YES: Final = "yes"
Choice = tuple[str, str, bool, str]


def _free(id: str, label: str) -> Choice:
    return (id, label, True, "")


def back_at(room_clock: str, minutes: int) -> str:
    """Return the time of day in the room after so many minutes, ``""`` where the time of the room is not known."""
    try:
        now = datetime.strptime(room_clock, "%H:%M")
    except ValueError:
        return ""
    return f"{now + timedelta(minutes=minutes):%H:%M}"


# --- for everybody who stands at the curtain ------------------------------------------------------------------------


def break_form(hall: HallView, look: Look) -> Filling:
    """A break: until when."""

    def label(minutes: int) -> str:
        back = back_at(hall.room_clock, minutes)
        length = look.length(minutes)
        return look.t("{length}, back at {time}", length=length, time=back) if back else length

    choices = tuple(_free(str(minutes), label(minutes)) for minutes in BREAKS)
    field = FieldView("minutes", look.t("How long?"), "one", choices)
    detail = look.t("Everything stands: story, talk time, deadlines. No team's screen can be opened before it is over.")
    return _start(FormView("break", look.t("Break"), detail, 0, (field,)), cursor=2)


def tags(look: Look) -> tuple[tuple[str, str], ...]:
    """Return the tags of a note: id and name."""
    return (
        ("good_practice", look.t("good practice")),
        ("difficulty", look.t("difficulty")),
        ("coordination", look.t("coordination")),
        ("law", look.t("law")),
        ("information", look.t("information")),
        ("evidence", look.t("evidence")),
        ("time", look.t("time pressure")),
        ("safety", look.t("safety")),
    )


def note_form(teams: Sequence[tuple[str, str]], look: Look) -> Filling:
    """A note for the debrief; *teams* are ids and names."""
    about = (_free("", look.t("nobody in particular")), *(_free(id, flat(name)) for id, name in teams))
    fields = (
        FieldView("text", look.t("Note"), "text"),
        FieldView("team", look.t("About"), "one", about, needed=False),
        FieldView("tags", look.t("Tags"), "many", tuple(_free(*tag) for tag in tags(look)), needed=False),
    )
    detail = look.t("Kept for the debrief with the story time; it survives a rewind.")
    return _start(FormView("note", look.t("Note"), detail, 0, fields))


# --- for the facilitator --------------------------------------------------------------------------------------------


def message_form(view: DeskView, look: Look) -> Filling:
    """A message of one's own."""
    precedences = (
        _free("routine", look.t("routine: counted in the inbox")),
        _free("priority", look.t("priority: marked until it is opened; stops the clock")),
        _free("flash", look.t("flash: a card that stops everything")),
    )
    to = tuple(_free(team.id, flat(team.name)) for team in view.teams)
    fields = (
        FieldView("to", look.t("To"), "many", to, look.t("None marked: to all teams."), needed=False),
        FieldView("precedence", look.t("Precedence"), "one", precedences),
        FieldView(
            "sender", look.t("From"), "text", help=look.t("Who speaks in the story, for example a duty officer.")
        ),
        FieldView("subject", look.t("Subject"), "text"),
        FieldView("text", look.t("Text"), "text"),
    )
    values = {"precedence": ("priority",), "sender": (look.t("Exercise control"),)}
    return _start(FormView("message", look.t("Message to the teams"), "", 0, fields), values)


def point_name(team: DeskTeam, point: DeskPoint, look: Look) -> str:
    """Return a point in a few words: whose, which, and what about it matters now."""
    facts = [flat(team.name), flat(point.title) or flat(point.question)]
    if point.deadline:
        facts.append(look.t("by {time}", time=flat(point.deadline)))
    return " · ".join(facts)


def _points(view: DeskView, look: Look, closed: Callable[[DeskPoint], str]) -> tuple[Choice, ...]:
    return tuple(
        (f"{team.id}/{point.id}", point_name(team, point, look), not closed(point), closed(point))
        for team in view.teams
        for point in team.points
    )


def waiting_words(point: DeskPoint, look: Look) -> str:
    """Say what an answered point waits for, ``""`` where it waits for its answer."""
    return {
        "": "",
        "signature": look.t("signed; waits for another team's signature"),
        "others": look.t("answered; waits for the others to agree"),
        "ruling": look.t("answered; waits for your ruling"),
    }[point.waits]


def decide_form(view: DeskView, look: Look) -> Filling:
    """For which team, and which decision."""

    def closed(point: DeskPoint) -> str:
        return waiting_words(point, look) or (look.t("the team has sealed its answer") if point.sealed else "")

    field = FieldView("point", look.t("Which decision?"), "one", _points(view, look, closed))
    detail = look.t(
        "You answer in place of the team, without its votes and signatures; the record says so. "
        "In a round the answer is sealed with the team's own acts."
    )
    return _start(FormView("decide", look.t("Decide for a team"), detail, 0, (field,)))


def extend_form(view: DeskView, look: Look) -> Filling:
    """More story time for a decision."""
    no_deadline = look.t("it has no deadline")
    points = _points(view, look, lambda point: "" if point.deadline else no_deadline)
    minutes = tuple(_free(str(step), look.length(step)) for step in STORY_STEPS)
    fields = (
        FieldView("point", look.t("Which decision?"), "one", points),
        FieldView("minutes", look.t("How much longer, in the story?"), "one", minutes),
    )
    return _start(FormView("extend", look.t("More story time for a decision"), "", 0, fields))


def carry_on_form(view: DeskView, look: Look) -> Filling:
    """Say carry on for a team."""
    done = look.t("ready already")
    bot = look.t("the program plays it")
    teams = tuple(
        (team.id, flat(team.name), team.mark in ("next", "to_come"), bot if team.mark == "bot" else done)
        for team in view.teams
    )
    field = FieldView("team", look.t("Which team is ready?"), "one", teams)
    return _start(FormView("carry_on", look.t("Carry on for a team"), "", 0, (field,)))


def ruling_form(view: DeskView, look: Look) -> Filling:
    """Which of the answers that wait."""
    rulings = tuple(
        _free(ruling.point, f"{_team_name(view, ruling.team)} · {flat(ruling.text)}") for ruling in view.rulings
    )
    field = FieldView("ruling", look.t("Which answer?"), "one", rulings)
    return _start(FormView("ruling", look.t("Rule on a team's own answer"), "", 0, (field,)))


def rule_form(view: DeskView, point: str, look: Look) -> Filling | None:
    """Rule on one answer; ``None`` where it no longer waits."""
    ruling = next((each for each in view.rulings if each.point == point), None)
    if ruling is None:
        return None
    options = tuple(_free(id, flat(label)) for id, label in ruling.options)
    fields = (
        FieldView(
            "options", look.t("It counts as"), "many", options, look.t("None marked: it is not possible."), False
        ),
        FieldView("reason", look.t("Reason, as the team will read it"), "text"),
    )
    asked = f"{_team_name(view, ruling.team)}: {flat(ruling.question)}"
    detail = f"{asked}\n«{ruling.text.strip()}»"
    return _start(FormView(f"rule:{point}", look.t("Rule on a team's own answer"), detail, 0, fields))


def _team_name(view: DeskView, id: str) -> str:
    return next((flat(team.name) for team in view.teams if team.id == id), id)


def inject_form(inject: DeskInject, look: Look) -> Filling:
    """Send a pending inject now, or skip it."""
    to = ", ".join(map(flat, inject.to))
    lines = [flat(inject.when), look.t("to {teams}", teams=to) if to else "", inject.text.strip(), inject.note.strip()]
    do = (
        _free("send", look.t("send it now")),
        _free("skip", look.t("skip it: it will not come by itself any more")),
    )
    fields = (
        FieldView("do", look.t("What with it?"), "one", do),
        FieldView("reason", look.t("Reason"), "text", help=look.t("Needed to skip it; for the record."), needed=False),
    )
    detail = "\n".join(line for line in lines if line)
    return _start(FormView(f"inject:{inject.id}", numbered(inject), detail, 0, fields))


def numbered(inject: DeskInject) -> str:
    """Return the title of an event, its number on the printed list before it."""
    return f"{inject.number}  {flat(inject.title)}"


def speed_form(view: DeskView, look: Look) -> Filling:
    """Live: how fast the story runs."""
    rates = tuple(_free(str(rate), look.t("{n} story minutes a second", n=f"{rate:g}")) for rate in RATES)
    field = FieldView("rate", look.t("How fast?"), "one", rates)
    now = look.t("Now: {n} story minutes a second.", n=f"{view.rate:g}")
    return _start(FormView("speed", look.t("Speed of the story"), now, 0, (field,)))


# --- twice asked ----------------------------------------------------------------------------------------------------


def end_form(look: Look) -> Filling:
    """End the exercise: first asking."""
    field = FieldView("reason", look.t("Reason, as the debrief will say it"), "text", needed=False)
    detail = look.t("The exercise ends for all teams at this minute of the story, and the debrief opens.")
    return _start(FormView("end", look.t("End the exercise"), detail, 0, (field,)))


def jump_form(view: DeskView, look: Look) -> Filling:
    """Let the clock run on: until when."""
    now = view.hall.clock.minute
    steps = tuple(_free(str(now + step), look.t("{length} on", length=look.length(step))) for step in LEAPS)
    ahead = ((each.minute, each) for each in view.coming if each.minute is not None and each.minute > now)
    planned = sorted(ahead, key=lambda pair: pair[0])[:PLANNED]
    events = tuple(
        _free(str(minute), look.t("until {time}: {event}", time=flat(each.clock), event=flat(each.title)))
        for minute, each in planned
    )
    field = FieldView("until", look.t("Until when?"), "one", (*steps, *events))
    detail = look.t("The round closes as it stands, and the clock stops for nothing on the way.")
    return _start(FormView("jump", look.t("Let the story run on"), detail, 0, (field,)))


def rewind_form(view: DeskView, look: Look) -> Filling:
    """Rewind: to which round, and by which fate."""
    rounds = tuple(
        _free(
            str(each.number),
            look.t(
                "round {n} · {clock} · opened at {room} · {stage}",
                n=each.number,
                clock=flat(each.clock),
                room=flat(each.room),
                stage=flat(each.stage),
            ),
        )
        for each in view.rounds
    )
    field = FieldView("round", look.t("To the beginning of which round?"), "one", rounds)
    fates = (
        _free("same", look.t("the same: chance falls as it fell")),
        _free("new", look.t("a new one: chance falls anew")),
    )
    fate = FieldView("fate", look.t("By which fate?"), "one", fates)
    return _start(FormView("rewind", look.t("Rewind"), rewind_words(look), 0, (field, fate)), cursor=len(rounds) - 1)


def rewind_words(look: Look) -> str:
    """Say what a rewind does."""
    return look.t(
        "The story goes back to the beginning of that round. What the teams did since then is not done. The run so far "
        "stays on the disk as it is, notes are kept, and play goes on in a new run file."
    )


def asked_twice(filling: Filling, look: Look, lapses: Sequence[str] = ()) -> Filling | None:
    """Return the second asking of an act that is asked twice, ``None`` for all others and for the second itself."""
    question = {
        "end": look.t("Does the exercise really end now?"),
        "jump": look.t("Does the story really run on now?"),
        "rewind": look.t("Does the story really go back?"),
    }.get(filling.form.id)
    if question is None:
        return None
    choices = (_free("", look.t("no, back")), _free(YES, look.t("yes")))
    sure = FieldView("sure", question, "one", choices)
    detail = "\n".join((look.t("This runs out unanswered on the way:"), *lapses)) if lapses else filling.form.detail
    form = FormView(f"{filling.form.id}!", filling.form.label, detail, 0, (sure,))
    return _start(form, filling.values)


# --- decide for a team ----------------------------------------------------------------------------------------------


@plain
class Chosen:
    """A decision to be taken for a team."""

    team: str
    point: PointView
    title: str
    in_rounds: bool


def chosen_point(view: DeskView, id: str, look: Look) -> Chosen | None:
    """Return the point that was chosen as ``team/point``, as the deciding panel takes it; ``None``: it is closed."""
    for team in view.teams:
        for number, point in enumerate(team.points, start=1):
            if f"{team.id}/{point.id}" == id:
                title = look.t("For {team}: {title}", team=flat(team.name), title=flat(point.title))
                return Chosen(team.id, _as_asked(point, number), title, view.hall.pace == "rounds")
    return None


def _as_asked(point: DeskPoint, number: int) -> PointView:
    options = tuple(OptionView(id, label, "", 0, free, why, "") for id, label, free, why in point.options)
    return PointView(
        point.id, number, point.title, point.question, point.others, "", options, point.choose, None, point.deadline,
        point.blocking, (), (), argue=False, default=(), sealed=False,
    )  # fmt: skip


def _start(form: FormView, values: Values | None = None, cursor: int | None = None) -> Filling:
    """Return the form as it opens: the cursor on *cursor*, else on the first choice that is not closed."""
    free = (number for number, choice in enumerate(form.fields[0].choices) if choice[2])
    return Filling(form, cursor=max(0, next(free, 0) if cursor is None else cursor), values=values or {})
