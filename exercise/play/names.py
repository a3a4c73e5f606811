"""Names: how the things of a scenario are called in one language. Nothing hidden is named here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Final

from exercise.model.base import Minute, Part, key_of
from exercise.model.decisions import NOT_SURE, SOMETHING_ELSE
from exercise.model.language import Language, at, hour_text
from exercise.model.language import language as language_of
from exercise.model.people import Confidence
from exercise.model.route import Step
from exercise.model.scenario import Scenario
from exercise.model.text import NO_TEXT, Text, clean

DAY: Final = 1440
_SPEAKABLE: Final = ("because", "refuses_because", "conditions", "warning", "by")
"""What a path that the engine gives may end in; a path to anything else is not followed."""


class Names:
    """Labels, numbers and times of *scenario* in the language *tag*. An id that is not known is said as it is."""

    def __init__(self, scenario: Scenario, tag: str) -> None:
        self.scenario = scenario
        self.tag = tag
        self.language: Language = language_of(tag)

    def say(self, text: Text) -> str:
        """Return an author's text."""
        return clean(text.in_(self.tag))

    def team(self, team: str) -> str:
        """Return the name of a team."""
        return self.say(self.scenario.teams[team].name) if team in self.scenario.teams else team

    def teams(self, teams: Sequence[str]) -> str:
        """Return the names of several teams, in one line."""
        return ", ".join(self.team(team) for team in teams)

    def code(self, team: str) -> str:
        """Return the capitals that stand for a team in tables."""
        return self.scenario.teams[team].code if team in self.scenario.teams else team

    def load(self, consignment: str) -> str:
        """Return the label of a consignment."""
        known = self.scenario.consignments.get(consignment)
        return self.say(known.label) if known else consignment

    def place(self, place: str | None) -> str:
        """Return the label of a place."""
        known = self.scenario.places.get(place or "")
        return self.say(known.label) if known else (place or "")

    def step(self, step: str) -> str:
        """Return what a step is called: the author's label, else from where to where, or at which crossing."""
        found = self.find_step(step)
        return self.step_label(found) if found else step

    def find_step(self, step: str) -> Step | None:
        """Return the step of that id, from whichever route has it."""
        return next((s for r in self.scenario.routes.values() for s in r.steps if s.id == step), None)

    def step_label(self, step: Step) -> str:
        """Return what *step* is called."""
        if step.label:
            return self.say(step.label)
        if step.kind == "cross":
            return self.language.t("crossing at {place}", place=self.place(step.at) or self.team(step.to or ""))
        if step.to:
            return self.language.t("{start} to {to}", start=self.place(step.start), to=self.place(step.to))
        return self.place(step.at or step.start)

    def channel(self, channel: str) -> str:
        """Return the label of a channel."""
        known = self.scenario.channels.get(channel)
        return self.say(known.label) if known else channel

    def paper(self, paper: str) -> str:
        """Return the label of a kind of request."""
        known = self.scenario.papers.get(paper)
        return self.say(known.label) if known else paper

    def content(self, paper: str, content: str) -> str:
        """Return a content of a request with its number on the form: ``9 Abort``."""
        known = self.scenario.papers.get(paper)
        if content == "language":
            return self.language.t("a language that is accepted")
        if known is None or content not in known.contents:
            return content
        label = self.say(known.contents[content].label)
        return label if label[:1].isdigit() else f"{list(known.contents).index(content) + 1} {label}"

    def wording(self, paper: str, content: str, choice: str) -> str:
        """Return the wording chosen for a content, or that it was filled in."""
        known = self.scenario.papers.get(paper)
        field = known.contents.get(content) if known else None
        if field is not None and choice in field.choices:
            return self.say(field.choices[choice].label)
        return self.language.t("filled in")

    def contents(self, paper: str, filled: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the contents *filled* in with their wordings, in the order of the form."""
        return tuple(
            (self.content(paper, key), self.wording(paper, key, filled[key])) for key in self.in_order(paper, filled)
        )

    def in_order(self, paper: str, contents: Iterable[str]) -> list[str]:
        """Return *contents* of a request in the order of its form; what the form does not have comes last."""
        known = self.scenario.papers.get(paper)
        form = list(known.contents) if known else []
        return sorted(contents, key=lambda key: form.index(key) if key in form else len(form))

    def item(self, item: str) -> str:
        """Return the title of an item."""
        known = self.scenario.intel.get(item)
        return self.say(known.title) if known else item

    def body(self, body: str) -> str:
        """Return the label of a body that can be asked."""
        known = self.scenario.bodies.get(body)
        return self.say(known.label) if known else body

    def subject(self, subject: str) -> str:
        """Return the label of a subject that can be asked about."""
        known = self.scenario.subjects.get(subject)
        return self.say(known.label) if known else subject

    def unit(self, team: str, unit: str) -> str:
        """Return the label of a unit."""
        known = self.scenario.teams.get(team)
        return self.say(known.units[unit].label) if known and unit in known.units else unit

    def role(self, team: str, role: str) -> str:
        """Return the label of a role."""
        known = self.scenario.teams.get(team)
        return self.say(known.roles[role].label) if known and role in known.roles else role

    def target(self, target: str) -> str:
        """Return what a target is called."""
        known = self.scenario.targets.get(target)
        return self.say(known.label) if known else target

    def stage(self, stage: str) -> str:
        """Return the title of a stage."""
        known = self.scenario.stages.get(stage)
        return self.say(known.title) if known else stage

    def point(self, point: str) -> str:
        """Return the title of a decision point, or its question where it has none."""
        known = self.scenario.decisions.get(point)
        if known is not None:
            return self.say(known.title) or self.say(known.question)
        if point.startswith("respond_"):
            return self.language.t("answer request {number}", number=self.number(point.removeprefix("respond_")))
        lead = self.led_by(point)
        if point.startswith("cosign_"):
            return self.language.t("sign too: {point}", point=self.point(lead) if lead else point)
        if lead:
            return self.point(lead)
        return point

    def led_by(self, point: str) -> str:
        """Return the authored point behind ``cosign_<point>_<team>`` or ``agree_<point>_<team>``."""
        head, _, body = point.partition("_")
        if head not in ("cosign", "agree"):
            return ""
        teams = (f"_{team}" for team in self.scenario.teams)
        leads = (body.removesuffix(team) for team in teams if body.endswith(team))
        return next((lead for lead in leads if lead in self.scenario.decisions), "")

    def answers(self, point: str, chosen: Iterable[tuple[str, Iterable[str]]]) -> str:
        """Return what each team chose at *point*."""
        return " · ".join(
            f"{self.team(team)}: {', '.join(self.option(point, option) for option in options)}"
            for team, options in chosen
        )

    def option(self, point: str, option: str) -> str:
        """Return the label of an option."""
        if option == SOMETHING_ELSE:
            return self.language.t("Something else: write it, the facilitator rules")
        agreed = self.led_by(point) if point.startswith("agree_") else ""
        known = self.scenario.decisions.get(agreed or point)
        if known is not None and option in known.options:
            return self.say(known.options[option].label)
        return self.response(option)

    def response(self, option: str) -> str:
        """Return what an answer to a request, or to a decision of another team, is called."""
        return {
            "grant": self.language.t("Grant"),
            "conditions": self.language.t("Grant with conditions"),
            "return": self.language.t("Return for completion"),
            "refuse": self.language.t("Refuse"),
            "sign": self.language.t("Sign"),
            "decline": self.language.t("Decline to sign"),
        }.get(option, option)

    def law(self, law: str) -> str:
        """Return the label of a legal basis."""
        if law == NOT_SURE:
            return self.language.t("not sure")
        known = self.scenario.law.get(law)
        return self.say(known.label) if known else law

    def confidence(self, confidence: Confidence) -> str:
        """Return how sure a statement about law is, in words."""
        return {
            "sourced": self.language.t("read in the source"),
            "to_confirm": self.language.t("to be confirmed by the instructor"),
            "doubtful": self.language.t("doubtful"),
            "assumption": self.language.t("~ exercise assumption, not law"),
        }[confidence]

    def variant(self, variant: str) -> str:
        """Return what of the load was replaced, in words."""
        return {
            "intact": self.language.t("intact"),
            "partial": self.language.t("partly substituted"),
            "full": self.language.t("fully substituted"),
        }.get(variant, variant)

    def tongue(self, tag: str) -> str:
        """Return the name of a language that a request can be written in."""
        return {
            "en": self.language.t("English"),
            "ru": self.language.t("Russian"),
            "kk": self.language.t("Kazakh"),
            "ky": self.language.t("Kyrgyz"),
            "tg": self.language.t("Tajik"),
            "tk": self.language.t("Turkmen"),
            "uz": self.language.t("Uzbek"),
            "zh": self.language.t("Chinese"),
            "fa": self.language.t("Persian"),
        }.get(tag, tag)

    def number(self, request: str) -> str:
        """Return the number of a request or an enquiry as it is spoken of: ``r1`` is ``R-1``, ``q2`` is ``Q-2``."""
        head = {"r": self.language.t("R"), "q": self.language.t("Q")}.get(request[:1])
        return f"{head}-{request[1:]}" if head and request[1:].isdigit() else request

    def clock(self, minute: Minute) -> str:
        """Return a story minute as ``Mon 2 Mar 20:43``."""
        return self.language.clock(self.scenario.clock.starts, minute)

    def hour(self, minute: Minute) -> str:
        """Return a story minute as the time of day, ``20:43``."""
        return hour_text(self.scenario.clock.starts, minute)

    def hour_of_day(self, minute: Minute) -> int:
        """Return the hour of the day, 0 to 23."""
        return at(self.scenario.clock.starts, minute).hour

    def moment(self, minute: Minute, now: Minute) -> str:
        """Return a minute as the time of day, with its date where it is not the day of *now*."""
        same = at(self.scenario.clock.starts, minute).date() == at(self.scenario.clock.starts, now).date()
        return self.hour(minute) if same else self.clock(minute)

    def between(self, low: Minute, high: Minute) -> str:
        """Return a range of lengths of time: ``2-4 h``, ``20-50 m``, or one length where both are the same."""
        low, high = max(0, low), max(0, high)
        if low == high:
            return self.language.length(low)
        if high <= 90:
            return self.language.t("{low}-{high} m", low=low, high=high)
        hours = low // 60, -(-high // 60)
        if hours[1] >= 4 * 24:
            return self.language.t("{low}-{high} d", low=low // DAY, high=-(-high // DAY))
        return self.language.t("{low}-{high} h", low=hours[0], high=hours[1])

    def words(self, path: str) -> str:
        """Return the author's own words at *path* (``decisions.ask.options.direct``), ``""`` where there are none.

        A path to a part that has a ``because`` gives that; a path to what is not meant to be said gives nothing.
        """
        return self.say(resolve(self.scenario, path))

    def answer_words(self, state: str, said: str) -> str:
        """Return what the answer of *state* to a request says: the author's words for it, else what was typed in.

        Only the two paths that the profile of that state gives are followed: typed words may look like any other.
        """
        authored = (f"teams.{state}.profile.{key}" for key in ("conditions", "refuses_because"))
        return (self.words(said) if said in authored else "") or clean(said)


def resolve(scenario: Scenario, path: str) -> Text:
    """Return the text that *path* names in *scenario*: itself sayable, or the ``because`` of the part it names."""
    here: object = scenario
    last = ""
    for last in path.split("."):
        here = _inside(here, last)
        if here is None:
            return NO_TEXT
    if isinstance(here, Text):
        return here if last in _SPEAKABLE else NO_TEXT
    because = getattr(here, "because", NO_TEXT)
    return because if isinstance(because, Text) else NO_TEXT


def _inside(here: object, key: str) -> object | None:
    if isinstance(here, Mapping):
        found: object | None = here.get(key)
        return found
    if isinstance(here, tuple):
        return here[int(key)] if key.isdigit() and int(key) < len(here) else None
    if isinstance(here, Part):
        name = next((field.name for field in fields(here) if key in (field.name, key_of(field))), None)
        return getattr(here, name) if name else None
    return None
