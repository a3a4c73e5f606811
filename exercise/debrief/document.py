"""The document: everything a debrief says, as plain data in the reader's language. HTML and JSON are made of it.

Minutes are story minutes since the start; a time beside one is the same moment as the reader reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FORMAT: Final = 1
"""Version of the document's form; a reader of the JSON looks at it first."""

LonLat = tuple[float, float]
Mark = Literal["P", "S", "M", "U", "not_applicable", "not_measured"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of story time with what it is called; *kind* tells how it is drawn."""

    began: int
    ended: int
    label: str
    kind: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment on a time axis."""

    minute: int
    label: str
    major: bool


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in scenario order: id, code, name, and who played it in words."""

    id: str
    code: str
    name: str
    played_by: str
    people: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that sums something up, with the words under it."""

    value: str
    label: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What the run came to: ending, in one paragraph, and the numbers beside it."""

    ending: str
    success: str
    paragraph: str
    story: str
    figures: tuple[Figure, ...]
    finished: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Which run this is: short hashes of its first and last row, engine, seed, pace, scenario hash, day of play."""

    id: str
    seal: str
    digest: str
    engine: str
    seed: int
    pace: str
    scenario: str
    created: str


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place on the map."""

    name: str
    lon: float
    lat: float
    kind: str


@dataclass(frozen=True, slots=True)
class MapLeg:
    """A leg, west or east as it was driven: its points, whether it was driven, and the fractions without control."""

    points: tuple[LonLat, ...]
    driven: bool
    gaps: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MapSign:
    """A sign beside a place: a crossing with its time, a gap, a seizure, a delivery; *good* where it was lawful."""

    kind: Literal["crossing", "gap", "end"]
    lon: float
    lat: float
    label: str
    good: bool


@dataclass(frozen=True, slots=True)
class Map:
    """The road as it was driven."""

    places: tuple[MapPlace, ...]
    legs: tuple[MapLeg, ...]
    signs: tuple[MapSign, ...]
    countries: tuple[tuple[str, str], ...]
    """Country in the border data and its name here, for the states of the scenario."""
    note: str


@dataclass(frozen=True, slots=True)
class LoadLane:
    """A consignment over time: its way, who had control, where nobody had, and its signs (crossings, end)."""

    name: str
    way: tuple[Span, ...]
    control: tuple[Span, ...]
    gaps: tuple[Span, ...]
    signs: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option as it stood: available or closed and why, chosen or not; what the author says of it afterwards."""

    label: str
    detail: str
    chosen: bool
    available: bool
    because: str
    advice: str
    recommended: str


@dataclass(frozen=True, slots=True)
class LawLine:
    """A legal basis; *fits* tells whether the author holds it to fit the choice (``None``: he does not say)."""

    label: str
    text: str
    source: str
    confidence: str
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as it lay in a team's inbox, with the time it came."""

    time: str
    subject: str
    sender: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An item that other teams held and the deciding team did not."""

    item: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, with all that belongs to judging it."""

    number: int
    minute: int
    time: str
    team: str
    code: str
    name: str
    title: str
    question: str
    by: str
    by_people: bool
    role: str
    waited: str
    takes: str
    options: tuple[OptionLine, ...]
    own_words: str
    course: tuple[str, ...]
    """How it came about, where others had to sign, agree or rule."""
    signed: tuple[str, ...]
    """Roles that signed together."""
    votes: tuple[tuple[str, int], ...]
    """The silent vote before: option and count."""
    dissent: str
    why: tuple[str, ...]
    why_text: str
    law: tuple[LawLine, ...]
    fitting: tuple[str, ...]
    """Labels of legal bases that fit what was chosen and were not named."""
    sure: int
    sure_words: str
    as_recommended: bool | None
    lesson: str
    opened: tuple[PaperLine, ...]
    unopened: tuple[PaperLine, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a bar: the minutes of its stations (``None``: not reached) and what came of it, in words."""

    id: str
    number: str
    paper: str
    sender: str
    to: str
    channel: str
    variant: str
    consent: bool
    """Whether it asks for consent, so that a grant is then in force."""
    sent: int
    received: int | None
    decided: int | None
    answered: int | None
    until: int | None
    lapsed: int | None
    entered: int | None
    state: str
    status: str
    sent_time: str
    answered_time: str
    took: str
    race: str
    late: bool
    missing: tuple[str, ...]
    conditions: str
    mends: str


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in control."""

    time: str
    length: str
    load: str
    where: str
    open: bool


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """A line of the custody log."""

    time: str
    load: str
    lot: str
    what: str
    by: str
    protocol: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """An item across the teams: for each team, when it came and when it was opened (``""``: never)."""

    item: str
    origin: str
    grading: str
    handling: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance brought: nobody's decision."""

    time: str
    what: str
    chance: str
    came: bool


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A criterion in words and the moment at which it came true; *held* where it was true at the end as well."""

    condition: str
    time: str
    came: bool
    held: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A critical task with its rating and evidence."""

    text: str
    team: str
    source: str
    mark: Mark
    mark_words: str
    evidence: tuple[EvidenceLine, ...]
    withheld: bool


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective with its tasks."""

    text: str
    purpose: str
    capability: str
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the chronicle."""

    minute: int
    day: str
    hour: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note of the staff."""

    time: str
    team: str
    tags: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about law or procedure, with what it stands on."""

    text: str
    source: str
    confidence: str
    sure: str
    """The word for the confidence as data: sourced, to_confirm, doubtful, assumption."""


@dataclass(frozen=True, slots=True)
class Document:
    """A debrief: of the whole run, or as the extract of one team (*team* names it, else ``""``)."""

    format: int
    language: str
    team: str
    whom: str
    title: str
    starts: str
    end: int
    run: Run
    teams: tuple[TeamLine, ...]
    summary: Summary
    map: Map | None
    ticks: tuple[Tick, ...]
    stages: tuple[Span, ...]
    loads: tuple[LoadLane, ...]
    decisions: tuple[Decision, ...]
    requests: tuple[Request, ...]
    gaps: tuple[GapLine, ...]
    custody: tuple[CustodyLine, ...]
    holdings: tuple[Holding, ...]
    holders: tuple[str, ...]
    """Codes of the teams that the cells of *holdings* stand for."""
    luck: tuple[Luck, ...]
    objectives: tuple[Objective, ...]
    questions: tuple[str, ...]
    model_answer: str
    law: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    references: tuple[str, ...]
    notice: str
    notes: tuple[NoteLine, ...]
    chronicle: tuple[Line, ...]
    unknown: tuple[tuple[str, int], ...]
