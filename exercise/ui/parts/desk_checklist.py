"""The facilitator's checklist before the start: talk time, facilitator and PIN, second copy, languages, fate."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from exercise.model.language import LANGUAGES
from exercise.model.views import FieldView, FormView
from exercise.ui.choosing import Choosing
from exercise.ui.forms import Filling
from exercise.ui.home_model import Setup, TeamCard
from exercise.ui.look import Look
from exercise.ui.text import flat

TALK: Final = (0, 3, 5, 8, 10, 12, 15, 20)
"""Minutes of talk in a round; 0: not limited."""
USUAL_TALK: Final = "8"
TONGUES: Final = {"en": "English", "ru": "Русский"}
PIN_DIGITS: Final = range(4, 13)
LANGUAGE: Final = "language:"
MADE_UP, OWN, NOBODY = "made_up", "own", "nobody"


def checklist(choosing: Choosing, look: Look) -> Filling | None:
    """Return the checklist for what is chosen, as is usual; ``None`` while nothing can be started."""
    card = choosing.card
    if card is None or choosing.setup(look.words.tag) is None:
        return None
    teams = [team for team in card.teams if team.id in choosing.people]
    fields = (
        *((_talk(look),) if choosing.play == "rounds" else ()),
        *_staff(look),
        FieldView(
            "copy", look.t("Second copy of the run"), "text", needed=False,
            help=look.t("A folder on a stick, to go on from another machine; empty: no copy."),
        ),
        *(_tongue(team, look) for team in teams),
        FieldView("seed", look.t("Seed"), "text", help=look.t("The same seed gives the same chances.")),
    )  # fmt: skip
    values = {
        "talk": (USUAL_TALK,),
        "staff": (MADE_UP if len(teams) > 1 else NOBODY,),
        "seed": (str(choosing.seed),),
        **{LANGUAGE + team.id: (look.words.tag,) for team in teams},
    }
    names = ", ".join(flat(team.name) for team in teams)
    detail = look.t("People play: {teams}. Everything here can be left as it is.", teams=names)
    return Filling(FormView("checklist", look.t("The facilitator's checklist"), detail, 0, fields), values=values,
                   cursor=TALK.index(int(USUAL_TALK)) if choosing.play == "rounds" else 0)  # fmt: skip


def _talk(look: Look) -> FieldView:
    choices = tuple(
        (str(minutes), look.length(minutes) if minutes else look.t("no limit"), True, "") for minutes in TALK
    )
    return FieldView("talk", look.t("Talk time in a round"), "one", choices)


def _staff(look: Look) -> tuple[FieldView, FieldView]:
    choices = (
        (MADE_UP, look.t("yes; unless one stands below, the program makes up a PIN and shows it once"), True, ""),
        (OWN, look.t("yes; with the PIN below"), True, ""),
        (NOBODY, look.t("no; nobody steers or rules on own answers"), True, ""),
    )
    digits = look.t("4 to 12 digits, for the facilitator alone.")
    return (
        FieldView("staff", look.t("Is there a facilitator (F9)?"), "one", choices),
        FieldView("pin", look.t("PIN"), "text", help=digits, needed=False),
    )


def _tongue(team: TeamCard, look: Look) -> FieldView:
    choices = tuple((tag, TONGUES[tag], True, "") for tag in LANGUAGES)
    return FieldView(LANGUAGE + team.id, look.t("Language of {team}", team=flat(team.name)), "one", choices)


def unfit(filling: Filling, look: Look) -> str:
    """Say what cannot be started so, ``""`` where all is well."""
    pin, staff = _one(filling, "pin").strip(), _one(filling, "staff")
    if pin and staff == NOBODY:
        return look.t("A PIN is for the facilitator, and there is to be none: leave one out.")
    if (pin or staff == OWN) and not (pin.isascii() and pin.isdigit() and len(pin) in PIN_DIGITS):
        return look.t("A PIN has 4 to 12 digits.")
    if not (_one(filling, "seed").strip().isascii() and _one(filling, "seed").strip().isdigit()):
        return look.t("The seed is a whole number.")
    return ""


def as_checked(setup: Setup, filling: Filling) -> Setup:
    """Return *setup* with what the checklist says."""
    staff, talk = _one(filling, "staff"), _one(filling, "talk")
    tongues = {
        id.removeprefix(LANGUAGE): value[0] for id, value in filling.values.items() if id.startswith(LANGUAGE) and value
    }
    return replace(
        setup,
        seed=int(_one(filling, "seed")),
        talk_minutes=int(talk) if talk and setup.pace == "rounds" else setup.talk_minutes,
        facilitated=staff != NOBODY,
        pin=_one(filling, "pin").strip() if staff != NOBODY else "",
        copy_to=_one(filling, "copy").strip(),
        languages=tongues,
    )


def _one(filling: Filling, id: str) -> str:
    return next(iter(filling.value(id)), "")
