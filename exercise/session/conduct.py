"""The conduct of one exercise: engine, bots, room and journal kept in step. No wall clock, no waiting, no screens.

Every change goes the same way: the engine plays, the row with its happenings is committed, the room and the bots read
the row, and only then does anybody learn of it. A row that cannot be written is undone by replay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Self, TypeVar

from exercise.engine import VERSION, Engine
from exercise.model import happenings as h
from exercise.model.decisions import Answer, Decision, File, Refusal, StaffAct, Talk, TeamAct, Withdraw
from exercise.model.happenings import Happening
from exercise.model.offers import PointOffer
from exercise.model.text import clean
from exercise.play.record import (
    FORMAT,
    Header,
    Row,
    RunProblem,
    Setup,
    compiled_text,
    header_data,
    header_of,
    scenario_of,
    t,
    text_hash,
)
from exercise.play.replay import REPLAYED, Diverged, replay
from exercise.play.runner import Stop, Why, bots_for, next_stop, why_stopped
from exercise.play.wording import act_takes
from exercise.session.journal import Journal
from exercise.session.room import Room
from exercise.session.staff import cleaned_staff, unfit_act

WITNESS_EVERY: Final = 8
"""A row whose number is a multiple of this carries the digest, and so does each that closes a round."""

ROLE_BUSY: Final = "role_busy"
"""The engine's code for a role that still does what it decided before."""
TIME_RUNS: Final = "time_runs"
BLOCKING_OPEN: Final = "blocking_open"
TIME_PAST: Final = "time_past"
NOT_SEALED: Final = "not_sealed"
"""Codes of the refusals that are the room's, not the engine's."""

Acted = TypeVar("Acted", bound=TeamAct)


class Conduct:
    """An exercise being conducted, on an open journal. *stamp* gives the wall-clock time for the rows."""

    def __init__(self, journal: Journal, header: Header, engine: Engine, stamp: Callable[[], str]) -> None:
        self.journal = journal
        self.header = header
        self.setup = header.setup
        self.engine = engine
        self.scenario = engine.scenario
        self.room = Room()
        self.rulings: dict[str, h.RulingAsked] = {}
        """The points whose team wrote an answer of its own, on which nobody has ruled yet."""
        self._stamp = stamp
        self._told = 0
        self._bots = bots_for(
            self.scenario, header.seed, self.setup.bots, self.setup.people, live=self.setup.pace == "live"
        )

    @classmethod
    def begin(
        cls, journal: Journal, engine: Engine, sources: Mapping[str, str], setup: Setup, stamp: Callable[[], str]
    ) -> Self:
        """Write the header and open the first round."""
        compiled = compiled_text(engine.scenario)
        header = Header(FORMAT, VERSION, text_hash(compiled), setup.seed, setup, dict(sources), None, created=stamp())
        conduct = cls(journal, header, engine, stamp)
        conduct._commit("header", header_data(header, compiled))
        conduct.open_round_if_due()
        return conduct

    @classmethod
    def resume(cls, journal: Journal, stamp: Callable[[], str]) -> Self:
        """Bring an exercise back from its rows; raises :class:`RunProblem` where they no longer play."""
        header = header_of(journal.rows[0])
        scenario = scenario_of(journal.rows[0])
        try:
            engine = replay(scenario, header.seed, journal.rows)
        except Diverged as error:
            raise _differs(header, error) from error
        conduct = cls(journal, header, engine, stamp)
        for row in journal.rows:
            conduct._see(row)
        return conduct

    # --- what people do --------------------------------------------------------------------------------------

    def submit(self, team: str, act: TeamAct, role: str = "") -> Refusal | None:
        """Seal an act of a team (rounds) or apply it (live), kept for good when this returns ``None``."""
        decision = Decision(team, cleaned(act), role)
        if self.setup.pace == "live" or self.room.phase == "ended":
            return self._apply_now(decision)
        return self._seal(decision) if self.room.phase == "talk" else Refusal(TIME_RUNS)

    def _seal(self, decision: Decision) -> Refusal | None:
        refusal = self._judge_sealed(decision)
        if refusal is None:
            self._commit("sealed", {"team": decision.team, "decision": decision})
        return refusal

    def withdraw(self, team: str, number: int) -> Refusal | None:
        """Take back the *number*-th sealed act of *team*, counted from 1."""
        if self.room.phase != "talk" or not 1 <= number <= len(self.room.sealed.get(team, ())):
            return Refusal(NOT_SEALED, {"number": str(number)})
        self._commit("unsealed", {"team": team, "number": number})
        return None

    def ready(self, team: str, until: int | None = None) -> Refusal | None:
        """Say carry on for *team*; at an open table for all."""
        if self.room.phase != "talk":
            return None
        if until is not None and until <= self.engine.now:
            return Refusal(TIME_PAST)
        teams = self.setup.people if self.setup.pace == "open" else (team,)
        blocking = next((point for each in teams for point in self.blocking(each)), None)
        if blocking:
            return Refusal(BLOCKING_OPEN, {"point": blocking})
        self._commit("ready", {"teams": teams, "until": until})
        return None

    def opened(self, team: str, key: str) -> None:
        """Record that *team* opened a paper (once)."""
        if key not in self.room.opened.get(team, ()):
            self._commit("opened", {"team": team, "key": key})

    def direct(self, act: StaffAct) -> Refusal | None:
        """Apply an act of the facilitator at once."""
        act = cleaned_staff(act, self.scenario)
        return unfit_act(act) or self._apply_now(Decision("", act, by="facilitator"))

    def decide(self, team: str, answer: Answer) -> Refusal | None:
        """Answer for *team*: sealed with its own acts while a round is open, else at once."""
        act = cleaned(answer)
        decision = Decision(team, act, by="facilitator")
        if self.setup.pace == "live" or self.room.phase != "talk":
            return self._apply_now(decision)
        return self._seal(decision)

    def note(self, text: str, team: str = "", tags: Sequence[str] = ()) -> None:
        """Keep a note of the staff, pointing at the last row its author could see."""
        self._commit("note", {"sees": len(self.journal.rows) - 1, "team": team, "tags": tags, "text": clean(text)})

    def record(self, kind: str, data: Mapping[str, Any]) -> None:
        """Keep an act of the session that the engine never plays (``pause``, ``seat``)."""
        self._commit(kind, data)

    # --- rounds ----------------------------------------------------------------------------------------------

    def blocking(self, team: str) -> list[str]:
        """Return the blocking points that *team* could answer now and has not, in the order in which they opened."""
        if self.setup.pace == "live":
            return []
        return [offer.point for offer in self.unanswered(team) if self._blocks(team, offer)]

    def unanswered(self, team: str) -> list[PointOffer]:
        """Return the points that are open to *team* and to which it has sealed no answer."""
        answered = self._answered(team)
        return [offer for offer in self.engine.questions(team) if offer.point not in answered]

    def votes_first(self, team: str) -> bool:
        """Tell whether *team* is to vote in silence before it talks: on a point that is open and not answered yet."""
        asked = (self.scenario.decisions.get(offer.agrees or offer.point) for offer in self.unanswered(team))
        return self.room.phase == "talk" and any(point is not None and point.vote for point in asked)

    def _answered(self, team: str) -> set[str]:
        return {d.act.point for d in self.room.sealed.get(team, ()) if isinstance(d.act, Answer)}

    def _blocks(self, team: str, offer: PointOffer) -> bool:
        """Tell whether a round waits for this point: not while every role that may decide it is busy.

        What another team's decision waits for, a signature or an agreement, blocks as that decision does.
        """
        point = self.scenario.decisions.get(offer.cosigns or offer.agrees or offer.point)
        return point is not None and point.blocking and self._role_free_at(team, offer) <= self.engine.now

    def _role_free_at(self, team: str, offer: PointOffer) -> int:
        """Return from which minute a role that may decide *offer* is free; 0 where no role is named."""
        point = self.scenario.decisions.get(offer.agrees or offer.point)
        roles = (point.deciders if point else ()) or tuple(self.scenario.teams[team].roles)
        return min((self._busy_until(team, role) for role in roles), default=0)

    def _busy_until(self, team: str, role: str) -> int:
        """Return until when *role* is busy with what it decided before, or has sealed in this round; 0 if it is not."""
        # A role that is busy is refused before anything else is looked at, so an act of no meaning tells.
        refusal = self.engine.judge(Decision(team, Withdraw(""), role))
        until = int(refusal.names["until"]) if refusal is not None and refusal.code == ROLE_BUSY else 0
        sealed = (each for each in self.room.sealed.get(team, ()) if each.role == role and isinstance(each.act, Answer))
        return max(until, *(self.engine.now + act_takes(each.act, self.scenario) for each in sealed), 0)

    def awaited(self, *, late: bool = False) -> tuple[str, ...]:
        """Return the teams of people for which the round waits, in the order in which they come to the keyboard.

        *late*: a team that has nothing to answer is not waited for any more, whether or not it said carry on.
        """
        return tuple(team for team in self.setup.people if self._awaits(team, late))

    def _awaits(self, team: str, late: bool) -> bool:
        if team not in self.room.ready and not (late and not self.unanswered(team)):
            return True
        return bool(self.blocking(team))

    @property
    def answers_hold_until(self) -> int | None:
        """The last minute at which every answer sealed is still in time; ``None``: they do not run out."""
        ends = (
            offer.deadline
            for team in self.room.sealed
            for offer in self.engine.questions(team)
            if offer.deadline is not None and offer.point in self._answered(team)
        )
        return min((deadline - 1 for deadline in ends), default=None)

    def open_round_if_due(self) -> bool:
        """Open a round where the clock must stand; tell whether it did."""
        due = self.setup.pace != "live" and self.setup.people and self.room.phase == "runs" and self.room.stopped
        if not due or self.engine.ended:
            return False
        self._commit("round_opened", {"round": self.room.round + 1, "why": self.room.stopped})
        return True

    def close_round(self, why: Why = "") -> None:
        """Apply the sealed decisions and those of the bots at this minute, teams in scenario order.

        *why*: the clock is to stand on, so that a new round opens at once.
        """
        tried = self._bots.due(self.engine.now)
        acts = self._bots.decide(self.engine, tried)
        applied: list[Decision] = []
        refused: list[tuple[Decision, Refusal]] = []
        for team in self.scenario.played:
            for decision in [*self.room.sealed.get(team, ()), *(act for act in acts if act.team == team)]:
                refusal = self.engine.submit(decision)
                if refusal is None:
                    applied.append(decision)
                elif decision.by != "bot":
                    refused.append((decision, refusal))
        asked = [until for until in self.room.ready.values() if until is not None]
        data = {
            "round": self.room.round, "until": min(asked, default=None), "decisions": applied, "refused": refused,
            "tried": tried,
            "stop": why_stopped(self._came(), self.setup.people) or ("refused" if refused else why),
        }  # fmt: skip
        self._commit("round_closed", data)

    # --- time ------------------------------------------------------------------------------------------------

    def next_stop(self) -> Stop:
        """Return how far the clock may run at once; to the end of the exercise where nothing more happens."""
        people = () if self.setup.pace == "live" else self.setup.people
        stop = next_stop(self.engine, people, self.room.until, self._bots.next_due())
        stop = stop or Stop(max(self.scenario.clock.ends_after, self.engine.now + 1))
        free = [self._role_free_at(team, offer) for team in people for offer in self.engine.questions(team)]
        soonest = min((minute for minute in free if minute > self.engine.now), default=stop.minute + 1)
        comes_first = soonest < stop.minute or (soonest == stop.minute and not stop.why)
        return Stop(soonest, "role") if comes_first else stop

    def next_minute(self) -> int:
        """Return the next minute at which anything may happen or a bot acts, whoever waits for it."""
        return (next_stop(self.engine, (), None, self._bots.next_due()) or self.next_stop()).minute

    def act_bots(self) -> bool:
        """Let the bots act whose points are due; tell whether any was."""
        tried = self._bots.due(self.engine.now)
        if not tried or self.engine.ended:
            return False
        applied = [d for d in self._bots.decide(self.engine, tried) if self.engine.submit(d) is None]
        self._commit("decision", {"decisions": applied, "tried": tried, "stop": self._why()})
        return True

    def run_to(self, minute: int, why: Why = "") -> int:
        """Let the clock run to *minute*; return how many happenings the teams of people saw there."""
        self.engine.advance(minute)
        came = self._came()
        self._commit("clock", {"minute": self.engine.now, "stop": self._why() or why})
        people = self.setup.people
        return sum(1 for happening in came if any(team in people for team in happening.audience))

    def jump(self, until: int) -> Refusal | None:
        """Let the clock run to *until*, whatever runs out on the way; a round that is open closes as it stands."""
        if until <= self.engine.now:
            return Refusal(TIME_PAST)
        if self.room.phase == "talk":
            self.close_round()
        while self.engine.now < until and not self.engine.ended:
            self.act_bots()
            self.run_to(min(self.next_minute(), until), "asked")
        self.finish()
        return None

    def finish(self) -> None:
        """Close the record of an exercise that is over."""
        if self.engine.ended and self.room.phase != "ended":
            self._commit("ended", {"digest": self.engine.digest()})

    # --- the one way -----------------------------------------------------------------------------------------

    def _apply_now(self, decision: Decision) -> Refusal | None:
        refusal = self.engine.submit(decision)
        if refusal is None:
            self._commit("decision", {"decisions": [decision], "stop": self._why()})
            self.finish()
        return refusal

    def _why(self) -> Why:
        """Say why the clock must stand after what has just happened; a stop not yet served stays."""
        if not self.setup.people:
            return ""
        return why_stopped(self._came(), self.setup.people) or self.room.stopped

    def _came(self) -> list[Happening]:
        """Return what the engine played since the last row."""
        return self.engine.happenings[self._told :]

    def _judge_sealed(self, decision: Decision) -> Refusal | None:
        """Judge against the world and what this team has sealed: on a copy of the world where that has taken place."""
        sealed = self.room.sealed.get(decision.team, ())
        refusal = self.engine.judge(decision)
        if refusal or not sealed:
            return refusal
        copy = replay(self.scenario, self.header.seed, self.journal.rows)
        for earlier in sealed:
            copy.submit(earlier)
        return copy.judge(decision)

    def _commit(self, kind: str, data: Mapping[str, Any]) -> None:
        witness = kind in REPLAYED and (kind == "round_closed" or len(self.journal.rows) % WITNESS_EVERY == 0)
        said = {**data, "digest": self.engine.digest()} if witness else data
        try:
            row = self.journal.append(kind, self.engine.now, self._stamp(), said, self._came())
        except RunProblem:
            self.engine = replay(self.scenario, self.header.seed, self.journal.rows)
            raise
        self._see(row)

    def _see(self, row: Row) -> None:
        self.room.see(row)
        # First what was tried: a question that is put again by that very decision is due again.
        self._bots.tried((team, point) for team, point in row.data.get("tried", ()))
        told = self._told + len(row.happenings)
        for happening in self.engine.happenings[self._told : told]:
            self._bots.see(happening)
            self._see_ruling(happening)
        self._told = told

    def _see_ruling(self, happening: Happening) -> None:
        match happening:
            case h.RulingAsked(point=point):
                self.rulings[point] = happening
            case h.RulingGiven(point=point) | h.DecisionTaken(point=point) | h.PointClosed(point=point):
                self.rulings.pop(point, None)


def cleaned(act: Acted) -> Acted:
    """Return *act* as records keep it: mappings in order, typed words cleaned of what a terminal would obey."""
    match act:
        case Answer():
            votes = dict(sorted(act.votes.items()))
            return replace(
                act, why_text=clean(act.why_text), text=clean(act.text), dissent=clean(act.dissent), votes=votes
            )
        case Talk():
            return replace(act, agreed=clean(act.agreed))
        case File():
            return replace(act, contents={key: clean(text) for key, text in sorted(act.contents.items())})
    return act


def _differs(header: Header, error: Diverged) -> RunProblem:
    minute = error.difference.minute
    if header.engine != VERSION:
        return RunProblem(
            t(
                "The run was made by another version of the engine ({old}; this is {new}) and plays differently"
                " from story minute {minute} on: it cannot go on, but its debrief can be read."
            ),
            old=header.engine, new=VERSION, minute=minute,
        )  # fmt: skip
    return RunProblem(
        t("The run does not play again as it was kept: it differs at story minute {minute}."), minute=minute
    )
