"""A hand-made table: a parcel on its way from Osh to Almaty, seen by Kyrgyzstan, Kazakhstan and CARICC."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from exercise.model.decisions import Answer, Refusal, TeamAct
from exercise.model.geography import MapLeg, MapMarker, MapPlace, MapView
from exercise.model.table import Desk, HallView, TeamMark
from exercise.model.views import (
    AskView,
    ClockView,
    EndView,
    FeedView,
    FieldView,
    FormView,
    ItemView,
    LawView,
    MessageView,
    OptionView,
    PointView,
    RequestView,
    RoomView,
    SealedView,
    StripStop,
    StripView,
    TeamView,
    UnitView,
)

ANSWER = Answer("ask", ("direct",), ("evidence",), "", ("bilateral",), 3)

CLOCK = ClockView(163, "Mon 2 Mar 10:43", 10, "stands", "waits for you")

MAP = MapView(
    (
        MapPlace("osh", "Osh", 72.8, 40.53, "town"),
        MapPlace("bishkek", "Bishkek", 74.6, 42.87, "town"),
        MapPlace("kordai", "Kordai", 74.7, 43.04, "bcp"),
        MapPlace("almaty", "Almaty", 76.9, 43.24, "town"),
    ),
    (
        MapLeg("road", ((72.8, 40.53), (72.9, 41.4), (73.8, 42.2), (74.6, 42.87)), "driven"),
        MapLeg("border", ((74.6, 42.87), (74.7, 43.04)), "current"),
        MapLeg("kz", ((74.7, 43.04), (75.6, 43.3), (76.9, 43.24)), "expected"),
    ),
    (MapMarker("parcel", "parcel", "border", 0.4, 0.4, seen=True),),
    "last report 10:26, Unit 2",
)

STRIP = StripView(
    (
        StripStop("Osh", 0.0, border=False),
        StripStop("Bishkek", 0.55, border=False),
        StripStop("Kordai", 0.66, border=True),
        StripStop("Almaty", 1.0, border=False),
    ),
    0.58,
    0.58,
    0.58,
    seen=True,
    eta="Kordai in 4-7 h (paper: 3-12 h)",
    name="the parcel",
)

POINT = PointView(
    "ask",
    3,
    "How to ask Kazakhstan",
    "The parcel leaves the sorting centre in 4 to 7 hours. Nothing has gone to Astana. How do you ask Kazakhstan?",
    "The consent must be there before the parcel crosses at Kordai.",
    "Mark an option with its digit; its cost and its risk unfold. Enter goes on.",
    (
        OptionView(
            "caricc",
            "Urgent request through the CARICC officer",
            "Answer in about 3-12 h~. The officer is on duty.",
            20,
            True,
            "",
            "",
        ),
        OptionView(
            "direct",
            "Request direct to the duty office",
            "Answer in about 3-12 h~. Leaves a record.",
            30,
            True,
            "",
            "The duty list is from January: the paper may lie.",
        ),
        OptionView(
            "phone", "Telephone a colleague first", "He cannot authorise. He may warn and advise.", 10, True, "", ""
        ),
        OptionView(
            "hold",
            "Hold the parcel by a postal formality",
            "",
            15,
            True,
            "",
            "About 1 in 5 that the addressee notices.",
        ),
        OptionView("mla", "Full legal assistance request", "", 60, False, "no criminal case is opened yet", ""),
    ),
    2,
    283,
    "by 12:43 = 2 h",
    True,
    (
        LawView(
            "un88",
            "1988 Convention, article 11",
            "Controlled delivery at the international level, by consent of each State.",
            "UN Treaty Series, confidence high",
        ),
        LawView(
            "bilateral",
            "Bilateral agreement",
            "Direct requests between the competent authorities.",
            "~ exercise assumption",
        ),
        LawView("cis", "CIS agreement on combating drugs", "", "~ exercise assumption"),
    ),
    (("head", "Head of operation"), ("prosecutor", "Prosecutor")),
    argue=False,
    default=("caricc",),
    sealed=False,
)
SECOND = replace(
    POINT,
    id="tell",
    number=4,
    title="Tell the postal operator?",
    question="Does the postal operator learn of the parcel?",
    choose=1,
    blocking=False,
    roles=(),
    law=(),
    options=POINT.options[:3],
    deadline_text="",
    detail="",
    teaches="",
)

INBOX = (
    MessageView(
        "m1",
        0,
        "Mon 2 Mar 08:00",
        "routine",
        "Head of operation",
        "Briefing",
        "A parcel with compound N-7 was noticed at the Osh sorting centre.\n\nIt is addressed to Almaty.",
        True,
        "briefing",
    ),
    MessageView(
        "m2",
        60,
        "Mon 2 Mar 09:00",
        "routine",
        "You",
        "Query Q-2 to CARICC: the company, two names",
        "Who stands behind the sender?",
        True,
        "sent",
    ),
    MessageView(
        "m3",
        140,
        "Mon 2 Mar 10:20",
        "routine",
        "Laboratory, duty expert",
        "Presumptive result by 12:30",
        "The presumptive test is possible if the sample arrives sealed and with a protocol.\n"
        "Without a protocol we record receipt but give no opinion.",
        False,
        "message",
        grading="A2",
        handling="originator's consent before it goes on",
        item="lab",
    ),
    MessageView(
        "m4",
        160,
        "Mon 2 Mar 10:40",
        "priority",
        "Postal operator, Osh",
        "The parcel is booked on the 15:00 van",
        "The parcel is booked on the van of 15:00 to Bishkek and on to Kordai.",
        False,
        "message",
        cause="Your question of 09:10, 1 h 33 m ago.",
    ),
)

FORMS = (
    FormView(
        "share",
        "Share information",
        "What you hold goes to another team.",
        5,
        (
            FieldView(
                "items",
                "What",
                "many",
                (("lab", "I-2 laboratory result", True, ""), ("slot", "I-1 van of 15:00", True, "")),
            ),
            FieldView("to", "To", "one", (("kz", "Kazakhstan", True, ""), ("caricc", "CARICC", True, ""))),
            FieldView(
                "channel",
                "By",
                "one",
                (("liaison", "CARICC liaison", True, ""), ("direct", "direct line", False, "no duty list is held")),
            ),
        ),
    ),
    FormView(
        "talk",
        "Call or meet",
        "",
        20,
        (
            FieldView("mode", "How", "one", (("call", "call", True, ""), ("meet", "meet", True, ""))),
            FieldView("to", "Whom", "one", (("kz", "Kazakhstan", True, ""), ("caricc", "CARICC", True, ""))),
            FieldView("items", "What passes", "many", (("lab", "I-2 laboratory result", True, ""),), needed=False),
            FieldView("agreed", "What was agreed", "text", needed=False),
        ),
    ),
    FormView(
        "enquire",
        "Enquire",
        "",
        5,
        (
            FieldView(
                "body",
                "Whom",
                "one",
                (("post", "Postal operator", True, ""), ("ncb", "National central bureau", True, "")),
            ),
            FieldView("subject", "About", "one", (("sender", "the sender", True, ""), ("van", "the van", True, ""))),
        ),
    ),
    FormView(
        "file:consent",
        "Request for consent to a controlled delivery",
        "The request goes as it is filled in; what is left out is missing.",
        30,
        (
            FieldView("to", "To", "one", (("kz", "Kazakhstan", True, ""),)),
            FieldView(
                "channel", "By", "one", (("liaison", "CARICC liaison", True, ""), ("direct", "duty office", True, ""))
            ),
            FieldView("content:facts", "Facts of the case", "one", (), needed=False, group="Contents"),
            FieldView(
                "content:abort",
                "Who may call the abort",
                "one",
                (("head", "the head of operation", True, ""), ("both", "either side", True, "")),
                needed=False,
                group="Contents",
            ),
            FieldView(
                "content:expert",
                "Expert's opinion",
                "one",
                (("yes", "attached", False, "the laboratory has not answered"),),
                needed=False,
                group="Contents",
            ),
        ),
    ),
    FormView(
        "assign",
        "Put a unit on the parcel",
        "",
        0,
        (
            FieldView("unit", "Unit", "one", (("u2", "Unit 2", False, "busy"), ("u3", "Unit 3", True, ""))),
            FieldView("consignment", "On", "one", (("parcel", "the parcel", True, ""),)),
        ),
    ),
    FormView("withdraw", "Take a unit off", "", 0, (FieldView("unit", "Unit", "one", (("u2", "Unit 2", True, ""),)),)),
)

REQUESTS = (
    RequestView(
        "r1",
        "R-1",
        "Request for consent to a controlled delivery",
        "Kyrgyzstan",
        "kz",
        "liaison",
        "bad",
        "returned",
        70,
        160,
        None,
        ("who may call the abort",),
        (("Facts of the case", ""), ("To", "Kazakhstan")),
        True,
        "consent",
        (("facts", ""),),
    ),
    RequestView(
        "r2",
        "R-2",
        "Court order for the substitution",
        "Kyrgyzstan",
        "court",
        "direct",
        "good",
        "granted",
        30,
        90,
        3000,
        (),
        (),
        True,
        "order",
    ),
    RequestView(
        "q2", "Q-2", "Query to CARICC", "Kyrgyzstan", "CARICC", "liaison", "wait", "waits", 60, None, None, (), (), True
    ),
)

FEED = (
    FeedView(30, "08:30", "own", "You asked the court for the order of substitution."),
    FeedView(60, "09:00", "own", "You asked CARICC about the company. Q-2 sent."),
    FeedView(90, "09:30", "good", "The court's order is granted.", "routine"),
    FeedView(140, "10:20", "none", "Laboratory: presumptive result by 12:30.", "routine", "m3"),
    FeedView(160, "10:40", "wait", "The postal operator has answered.", "priority", "m4"),
)

ROOM = RoomView("rounds", 3, "talk", ("CARICC",), ("Kazakhstan",), 260, ("Kazakhstan",))

VIEW = TeamView(
    team="kg",
    name="Kyrgyzstan",
    scenario="First Parcel",
    language="en",
    stage="Request and authorisation",
    stage_number=3,
    stages=6,
    brief="A parcel was noticed at Osh. Bring it to its addressee in Almaty, lawfully and under control.",
    control="UNDER CONTROL (Unit 2)",
    control_sign="good",
    clock=CLOCK,
    strips=(STRIP,),
    ask=AskView("DECIDE 3: how do you ask Kazakhstan?", "by 12:43 = 2 h of story", "Kazakhstan waits for you: no"),
    waits="CARICC reply to Q-2, since 09:00",
    inbox=INBOX,
    points=(POINT, SECOND),
    forms=FORMS,
    requests=REQUESTS,
    units=(
        UnitView("u2", "Unit 2", "good", "with the parcel, relief at 14:00", free=False),
        UnitView("u3", "Unit 3", "none", "free, in Bishkek", free=True),
    ),
    items=(
        ItemView(
            "slot",
            "I-1",
            "Van of 15:00 to Bishkek",
            "The parcel goes with the van of 15:00.",
            "Postal operator",
            "B3",
            "free",
            163,
            opened=True,
        ),
        ItemView(
            "lab",
            "I-2",
            "Laboratory: presumptive result",
            "Presumptive result for compound N-7.",
            "Laboratory",
            "A2",
            "originator's consent",
            140,
            opened=False,
        ),
    ),
    feed=FEED,
    sealed=(),
    map=MAP,
    room=ROOM,
)
RUNNING = replace(
    VIEW,
    clock=replace(CLOCK, state="runs", why=""),
    points=(),
    ask=AskView(""),
    room=replace(ROOM, phase="runs", talk_left=None),
    strips=(replace(STRIP, driven=0.5, low=0.52, high=0.62, seen=False, eta="Kordai 14:10-16:30, last seen 10:26"),),
    control="NO CONTACT 00:31",
    control_sign="wait",
)
STOPPED = replace(
    RUNNING,
    clock=replace(CLOCK, minute=160, text="Mon 2 Mar 10:40", why="a paper came"),
    ask=AskView("OPEN the postal operator's answer."),
    room=replace(ROOM, talk_left=None),
    points=(POINT,),
)
SEALED = replace(
    VIEW,
    points=(replace(POINT, sealed=True),),
    sealed=(SealedView(1, "How to ask Kazakhstan: request direct to the duty office", 30),),
    ask=AskView("Carry on when you are ready."),
)

HALL = HallView(
    "First Parcel",
    3,
    "rounds",
    "talk",
    CLOCK,
    "Request and authorisation",
    3,
    6,
    (
        TeamMark("caricc", "CARICC", "CARICC", ("CARICC", "ЦАРИКЦ"), True, "done"),
        TeamMark("kg", "Kyrgyzstan", "KG", ("Kyrgyzstan", "Кыргызстан"), True, "next"),
        TeamMark("kz", "Kazakhstan", "KZ", ("Kazakhstan", "Қазақстан", "Казахстан"), True, "to_come"),
    ),
    "kg",
    260,
    True,
    314,
    load="moves",
)
HALL_RUNS = replace(
    HALL,
    phase="runs",
    clock=replace(CLOCK, text="Tue 3 Mar 01:57", hour=1, state="runs", why=""),
    next_team=None,
    talk_left=None,
)
HALL_ENDED = replace(
    HALL,
    phase="ended",
    next_team=None,
    talk_left=None,
    end=EndView("Held in Almaty, the organiser named", "The court can use it.", "The operation is over."),
)


@dataclass
class FakeSeat:
    """A seat that shows what it is handed and keeps what is put."""

    view: TeamView
    team: str = "kg"
    acts: list[tuple[TeamAct, str]] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    readied: list[int | None] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    refuses: Refusal | None = None
    queue: asyncio.Queue[TeamView] = field(default_factory=asyncio.Queue)

    async def updates(self) -> AsyncIterator[TeamView]:
        yield self.view
        while True:
            self.view = await self.queue.get()
            yield self.view

    def push(self, view: TeamView) -> None:
        self.queue.put_nowait(view)

    async def submit(self, act: TeamAct, role: str = "") -> Refusal | None:
        if self.refuses is not None:
            return self.refuses
        self.acts.append((act, role))
        if isinstance(act, Answer):
            points = tuple(replace(point, sealed=point.sealed or point.id == act.point) for point in self.view.points)
            number = len(self.view.sealed) + 1
            self.push(
                replace(
                    self.view,
                    points=points,
                    sealed=(*self.view.sealed, SealedView(number, f"answer to {act.point}", 30)),
                )
            )
        return None

    async def withdraw(self, number: int) -> Refusal | None:
        self.withdrawn.append(number)
        return None

    async def opened(self, paper: str) -> None:
        self.papers.append(paper)
        inbox = tuple(replace(each, opened=each.opened or each.key == paper) for each in self.view.inbox)
        self.push(replace(self.view, inbox=inbox))

    async def ready(self, until: int | None = None) -> Refusal | None:
        self.readied.append(until)
        return None

    async def draft(self, key: str, text: str | None = None) -> str:
        if text is not None:
            self.drafts[key] = text
        return self.drafts.get(key, "")


@dataclass
class FakeTable:
    """A table with one seat for every team."""

    fake: FakeSeat
    first: HallView = HALL
    people: tuple[str, ...] = ("caricc", "kg", "kz")
    pace: Literal["rounds", "live", "open"] = "rounds"
    run: Path = Path("runs/first_parcel.run")
    paused: list[bool] = field(default_factory=list)
    hurried: int = 0
    closed: bool = False
    languages: list[str] = field(default_factory=list)
    queue: asyncio.Queue[HallView] = field(default_factory=asyncio.Queue)
    desk: Desk | None = None
    fresh_pin: str = ""
    tongues: dict[str, str] = field(default_factory=dict)
    spoken: str = "en"
    rested: list[int] = field(default_factory=list)
    talked: list[int] = field(default_factory=list)
    noted: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    sat: list[str] = field(default_factory=list)

    def language_of(self, team: str) -> str:
        return self.tongues.get(team, self.spoken)

    def seat(self, team: str, language: str) -> FakeSeat:
        self.languages.append(language)
        return self.fake

    async def hall(self, language: str) -> AsyncIterator[HallView]:
        self.spoken = language
        yield self.first
        while True:
            yield await self.queue.get()

    async def pause(self, on: bool) -> None:
        self.paused.append(on)

    async def hurry(self) -> None:
        self.hurried += 1

    def at_keyboard(self, team: str) -> None:
        self.sat.append(team)

    async def rest(self, minutes: int) -> None:
        self.rested.append(minutes)

    async def more_talk(self, minutes: int = 3) -> None:
        self.talked.append(minutes)

    async def note(self, text: str, team: str = "", tags: Sequence[str] = ()) -> None:
        self.noted.append((text, team, tuple(tags)))

    async def close(self) -> None:
        self.closed = True


def solo(view: TeamView = VIEW) -> FakeTable:
    """A table at which people play Kyrgyzstan alone."""
    return FakeTable(FakeSeat(view), replace(HALL, next_team="kg"), people=("kg",))
