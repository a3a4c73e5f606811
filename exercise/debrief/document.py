"""The document: everything a debrief says, as plain data in the reader's language. HTML and JSON are made of it.

Minutes are story minutes since the start; a time beside one is the same moment as the reader reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from exercise.debrief.drawn import LoadLane, Map, Span, Tick

FORMAT: Final = 1
"""Version of the document's form; a reader of the JSON looks at it first."""

Mark = Literal["P", "S", "M", "U", "not_applicable", "not_measured", "not_tested"]


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
    """Which run this is: short hashes of its first and last row, engine, seed, pace, scenario hash, day of play.

    *again* says from where it was begun again, if it was.
    """

    id: str
    seal: str
    digest: str
    engine: str
    seed: int
    pace: str
    scenario: str
    created: str
    again: str


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
class CameLine:
    """One thing that came of a decision; *time* is ``""`` where it shows only at the end."""

    time: str
    text: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment worth talking about first, and why; *decision* is its number (``None``: it is no decision)."""

    minute: int
    time: str
    kind: Literal["knowledge", "control", "paper", "split", "advice", "doubt"]
    decision: int | None
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """What one of several teams answered that must agree, how sure it was, who signed, and what it had before it."""

    team: str
    code: str
    name: str
    minute: int
    chosen: tuple[str, ...]
    by: str
    by_people: bool
    role: str
    signed: tuple[str, ...]
    votes: tuple[tuple[str, int], ...]
    dissent: str
    why: tuple[str, ...]
    why_text: str
    law: tuple[LawLine, ...]
    sure: int
    sure_words: str
    opened: tuple[PaperLine, ...]
    unopened: tuple[PaperLine, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt at an agreement that failed: when, in words, and what each team had answered."""

    when: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, with all that belongs to judging it; an agreement of several teams is one decision.

    Of an agreement this is the answer of the team whose decision it is (in an extract, of the team itself).
    """

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
    came: tuple[CameLine, ...]
    """What came of it."""
    partners: tuple[str, ...]
    """The other teams that had to give the same answer."""
    answers: tuple[TeamAnswer, ...]
    """Of an agreement, what each team answered in the end (none: one team decided, or only its own answer is told)."""
    attempts: tuple[Attempt, ...]
    """Earlier attempts at an agreement, each with answers that differed."""


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
class TargetLine:
    """What became of a person or a site, and when."""

    time: str
    who: str
    what: str
    bad: bool


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
class Finding:
    """A strength or an area for improvement, drafted from the rating of a critical task for people to judge."""

    id: str
    mark: Mark
    mark_words: str
    capability: str
    statement: str
    team: str
    reference: str
    analysis: tuple[str, ...]
    decisions: tuple[int, ...]
    """Numbers of the decisions without which the rating would have been another."""
    action: str
    """A first draft of a corrective action (``""`` for a strength)."""


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
    moments: tuple[Moment, ...]
    map: Map | None
    ticks: tuple[Tick, ...]
    stages: tuple[Span, ...]
    loads: tuple[LoadLane, ...]
    decisions: tuple[Decision, ...]
    requests: tuple[Request, ...]
    gaps: tuple[GapLine, ...]
    custody: tuple[CustodyLine, ...]
    targets: tuple[TargetLine, ...]
    holdings: tuple[Holding, ...]
    holders: tuple[str, ...]
    """Codes of the teams that the cells of *holdings* stand for."""
    luck: tuple[Luck, ...]
    objectives: tuple[Objective, ...]
    strengths: tuple[Finding, ...]
    areas: tuple[Finding, ...]
    questions: tuple[str, ...]
    model_answer: str
    law: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    references: tuple[str, ...]
    notice: str
    notes: tuple[NoteLine, ...]
    chronicle: tuple[Line, ...]
    unknown: tuple[tuple[str, int], ...]
