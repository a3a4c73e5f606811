"""Tracing: the happenings of a record that the effects of a decision name, found one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from exercise.analysis.rules import Rule
from exercise.model import effects as e
from exercise.model import happenings as h
from exercise.model.base import Minute
from exercise.model.scenario import Scenario

Test = Callable[[h.Happening], bool]

_OF_LOADS: Final[dict[type[e.Base], tuple[str, type[h.Happening]]]] = {
    e.Hold: ("hold", h.ConsignmentHeld),
    e.Release: ("release", h.ConsignmentReleased),
    e.Reroute: ("reroute", h.ConsignmentRerouted),
    e.Substitute: ("substitute", h.LoadSubstituted),
    e.Seize: ("seize", h.ConsignmentSeized),
    e.Lose: ("lose", h.ConsignmentLost),
    e.Find: ("find", h.ConsignmentFound),
    e.Deliver: ("deliver", h.ConsignmentDelivered),
}
"""Effects on a consignment: the key that names it, and the happening that shows it."""
_OF_TARGETS: Final[dict[type[e.Base], tuple[str, type[h.Happening]]]] = {
    e.Arrest: ("arrest", h.TargetArrested),
    e.Search: ("search", h.TargetSearched),
    e.Warn: ("warn", h.TargetWarned),
}
_FACTS: Final[dict[type[h.Happening], tuple[str, ...]]] = {
    h.DecisionTaken: ("decided", "chose", "defaulted"),
    h.InjectFired: ("inject", "expected"), h.MessageDelivered: ("inject", "expected"),
    h.CustodyRecorded: ("did", "custody", "admissible"), h.LoadSubstituted: ("consignment", "custody"),
    h.RequestSent: ("paper", "consent"), h.RequestDecided: ("paper", "consent", "returns"),
    h.AnswerArrived: ("paper", "consent", "returns"), h.RequestLapsed: ("paper", "consent"),
    h.ControlTaken: ("control",), h.ControlLost: ("control", "admissible"), h.GapClosed: ("control",),
    h.UnitAssigned: ("unit",), h.UnitInPlace: ("unit", "following"), h.UnitRelieved: ("unit", "following"),
    h.ItemReceived: ("holds",), h.StateEntered: ("entry", "consent", "consignment", "admissible"),
    h.ConsignmentHeld: ("consignment",), h.ConsignmentReleased: ("consignment",),
    h.ConsignmentSeized: ("consignment",), h.ConsignmentLost: ("consignment",),
    h.ConsignmentFound: ("consignment",), h.ConsignmentDelivered: ("consignment",),
    h.TargetArrested: ("target", "arrests"), h.TargetSearched: ("target",), h.TargetWarned: ("target",),
    h.TargetFled: ("target",), h.HazardStruck: ("hazard",),
}  # fmt: skip
"""The facts that change by a happening: those beside it, in its minute, whose names begin so."""


class Trace:
    """What followed from the decision at *place*: *found* are places of happenings, *changes* of changes of facts."""

    def __init__(self, scenario: Scenario, happenings: Sequence[h.Happening], place: int) -> None:
        self.scenario, self.happenings, self.place = scenario, happenings, place
        taken = happenings[place]
        assert isinstance(taken, h.DecisionTaken)
        self.taken: h.DecisionTaken = taken
        self.found: dict[int, None] = {}
        self.changes: set[int] = set()

    def begin(self) -> None:
        """Take in the decision itself: its options' effects, the request that it answers, what was expected of it."""
        taken = self.taken
        self._note(self.place)
        done = self._find(
            lambda one: isinstance(one, h.DecisionEffective) and (one.point, one.team) == (taken.point, taken.team)
        )
        point = self.scenario.decisions.get(taken.point)
        if point is not None and done is not None:
            for name in taken.options:
                effects = point.options[name].effects if name in point.options else ()
                self._effects(effects, f"decisions.{taken.point}.options.{name}", self.happenings[done].minute)
        number = taken.point.removeprefix("respond_")
        if number != taken.point:
            self._request(number)
        self._unexpected()

    def came_about(self, rule: Rule) -> int | None:
        """Return where, after the decision, *rule* first had its way; ``None`` where it did not or is found already."""
        name = rule.name
        tests: dict[str, Test] = {
            "inject": lambda one: isinstance(one, h.InjectFired) and (one.inject, one.cause) == (name, "condition"),
            "point": lambda one: isinstance(one, h.PointOpened) and one.point == name,
            "hazard": lambda one: isinstance(one, h.HazardStruck) and one.hazard == name,
            "target": lambda one: isinstance(one, h.TargetFled) and one.target == name,
        }
        return self._find(tests[rule.kind])

    def follow(self, place: int) -> None:
        """Take in the happening at *place* with all that its effects brought."""
        one = self.happenings[place]
        if isinstance(one, h.InjectFired):
            self._fired(place, one)
            return
        self._note(place)
        if isinstance(one, h.HazardStruck) and one.hazard in self.scenario.hazards:
            self._effects(self.scenario.hazards[one.hazard].effects, f"hazards.{one.hazard}", one.minute)

    # --- finding ----------------------------------------------------------------------------------

    def _find(self, test: Test, minute: Minute = 0, *, exact: bool = False) -> int | None:
        """Return the first place after the decision, not found yet, at *minute* or later (*exact*: at it)."""
        for place in range(self.place + 1, len(self.happenings)):
            one = self.happenings[place]
            if exact and one.minute > minute:
                return None
            if one.minute >= minute and place not in self.found and test(one):
                return place
        return None

    def _note(self, place: int) -> None:
        """Count a happening among those found, with the changes of facts beside it that are its own."""
        if place in self.found:
            return
        self.found[place] = None
        one = self.happenings[place]
        if isinstance(one, h.FactChanged):
            self.changes.add(place)
        for step in (-1, 1):
            beside = place + step
            while 0 <= beside < len(self.happenings) and self._changed_by(one, self.happenings[beside]):
                self.changes.add(beside)
                beside += step

    @staticmethod
    def _changed_by(one: h.Happening, other: h.Happening) -> bool:
        if not isinstance(other, h.FactChanged) or other.minute != one.minute:
            return False
        head, _, rest = other.fact.partition(".")
        if head not in _FACTS.get(type(one), ()):
            return False
        return not isinstance(one, h.DecisionTaken) or rest.split(".")[0] == one.point

    def _take(self, test: Test, minute: Minute, *, exact: bool) -> int | None:
        place = self._find(test, minute, exact=exact)
        if place is not None:
            self._note(place)
        return place

    # --- effects ----------------------------------------------------------------------------------

    def _effects(self, effects: Sequence[e.Effect], path: str, minute: Minute) -> None:
        for number, effect in enumerate(effects):
            self._effect(effect, f"{path}.effects.{number}", minute)

    def _effect(self, effect: e.Effect, path: str, minute: Minute) -> None:
        exact = effect.after is None
        match effect:
            case e.Chance():
                self._chance(effect, path, minute, exact=exact)
            case e.SendInject(inject=inject):
                self._inject(inject, minute, exact=exact)
            case e.GiveItem(give=item, to=teams):
                for team in teams:
                    self._take(_received(item, team), minute, exact=exact)
            case e.SendRequest():
                self._sent(effect, minute)
            case e.Alert():
                self._take(lambda one: isinstance(one, h.AdversaryReacted), minute, exact=True)
            case e.Assign() | e.Withdraw():
                self._unit(effect, minute, exact=exact)
            case _:
                test = _shown_by(effect, path, self.scenario.first_consignment())
                place = self._take(test, minute, exact=exact) if test else None
                if place is not None:
                    self._after_all(place)

    def _chance(self, effect: e.Chance, path: str, minute: Minute, *, exact: bool) -> None:
        place = self._take(lambda one: isinstance(one, h.ChanceDrawn) and one.what == path, minute, exact=exact)
        drawn = self.happenings[place] if place is not None else None
        if isinstance(drawn, h.ChanceDrawn):
            branch, word = (effect.then, "then") if drawn.came else (effect.otherwise, "else")
            self._effects(branch, f"{path}.{word}", drawn.minute)

    def _inject(self, inject: str, minute: Minute, *, exact: bool) -> None:
        place = self._find(lambda one: isinstance(one, h.InjectFired) and one.inject == inject, minute, exact=exact)
        fired = self.happenings[place] if place is not None else None
        if place is not None and isinstance(fired, h.InjectFired):
            self._fired(place, fired)

    def _fired(self, place: int, fired: h.InjectFired) -> None:
        """Take in a message that was sent: its delivery, the items in it, its effects."""
        self._note(place)
        name, inject = fired.inject, self.scenario.injects.get(fired.inject)
        if inject is None:
            return
        told = self._take(
            lambda one: isinstance(one, h.MessageDelivered) and one.inject == name, fired.minute, exact=False
        )
        minute = self.happenings[told].minute if told is not None else fired.minute
        for item in inject.gives:
            for team in inject.to:
                self._take(_received(item, team), minute, exact=True)
        self._effects(inject.effects, f"injects.{name}", minute)

    def _unexpected(self) -> None:
        """Take in the contingencies that came because this decision was not what a message expected."""
        for name, inject in self.scenario.injects.items():
            wanted = inject.expects.decided.get(self.taken.point) if inject.expects else None
            if inject.expects is None or wanted is None:
                continue
            fitting = (wanted,) if isinstance(wanted, str) else wanted
            otherwise = inject.expects.otherwise
            if otherwise and not set(fitting) & set(self.taken.options):
                lapsed = _lapsed(name)
                place = self._find(lapsed)
                if place is not None:
                    self._note(place)
                    self._inject(otherwise, self.happenings[place].minute, exact=True)

    # --- paper, units, targets --------------------------------------------------------------------

    def _sent(self, effect: e.SendRequest, minute: Minute) -> None:
        team = effect.by or self.taken.team
        wanted = effect.request, team, effect.to
        place = self._take(
            lambda one: isinstance(one, h.RequestSent) and (one.paper, one.team, one.to) == wanted,
            minute,
            exact=False,
        )
        sent = self.happenings[place] if place is not None else None
        if isinstance(sent, h.RequestSent):
            self._request(sent.request)
            paper = self.scenario.papers.get(sent.paper)
            if paper is not None and paper.asks == "consent":
                load = paper.consignment or self.scenario.first_consignment()
                self._take(
                    lambda one: isinstance(one, h.StateEntered) and (one.consignment, one.state) == (load, sent.to),
                    sent.minute, exact=False,
                )  # fmt: skip

    def _request(self, number: str) -> None:
        """Take in what became of a request."""
        for place in range(self.place + 1, len(self.happenings)):
            one = self.happenings[place]
            if isinstance(one, (h.RequestDecided, h.AnswerArrived, h.RequestLapsed)) and one.request == number:
                self._note(place)

    def _unit(self, effect: e.Assign | e.Withdraw, minute: Minute, *, exact: bool) -> None:
        unit = effect.assign if isinstance(effect, e.Assign) else effect.withdraw
        who = effect.team or self.taken.team, unit
        kind = h.UnitAssigned if isinstance(effect, e.Assign) else h.UnitRelieved
        place = self._take(lambda one: isinstance(one, kind) and (one.team, one.unit) == who, minute, exact=exact)
        done = self.happenings[place] if place is not None else None
        if isinstance(done, h.UnitAssigned):
            self._take(
                lambda one: isinstance(one, h.UnitInPlace) and (one.team, one.unit) == who,
                done.minute,
                exact=False,
            )
        elif isinstance(done, h.UnitRelieved):
            lost = self._take(lambda one: isinstance(one, h.ControlLost), done.minute, exact=True)
            if lost is not None:
                self._after_all(lost)

    def _after_all(self, place: int) -> None:
        """Take in what belongs to a happening by its nature: the end of a gap, the flight of who was warned."""
        one = self.happenings[place]
        match one:
            case h.ControlLost(consignment=load):
                self._take(
                    lambda late: isinstance(late, h.GapClosed) and late.consignment == load,
                    one.minute,
                    exact=False,
                )
            case h.TargetWarned(target=target):
                self._take(
                    lambda late: isinstance(late, h.TargetFled) and late.target == target,
                    one.minute,
                    exact=False,
                )


def _received(item: str, team: str) -> Test:
    return lambda one: isinstance(one, h.ItemReceived) and (one.item, one.team) == (item, team)


def _lapsed(inject: str) -> Test:
    return lambda one: isinstance(one, h.ExpectationLapsed) and one.inject == inject


def _shown_by(effect: e.Effect, path: str, first: str) -> Test | None:
    """Return how one tells the happening that shows *effect*; ``None`` where none does."""
    match effect:
        case e.SetFact(fact=fact, to=to, add=add):
            return lambda one: (
                isinstance(one, h.FactChanged) and one.fact == fact and (add is not None or one.value == to)
            )
        case e.Consent(consent=consent, of=state):
            fact = f"consent.{effect.consignment or first}.{state}"
            return lambda one: isinstance(one, h.FactChanged) and (one.fact, one.value) == (fact, consent)
        case e.OpenPoint(open=point):
            return lambda one: isinstance(one, h.PointOpened) and one.point == point
        case e.ClosePoint(close=point):
            return lambda one: isinstance(one, h.PointClosed) and one.point == point
        case e.Record():
            return lambda one: isinstance(one, h.CustodyRecorded) and one.path == path
        case e.End():
            return lambda one: isinstance(one, h.ExerciseEnded)
        case e.EnterStage(stage=stage):
            return lambda one: isinstance(one, h.StageEntered) and one.stage == stage
    return _of_thing(effect)


def _of_thing(effect: e.Effect) -> Test | None:
    for table, field in ((_OF_LOADS, "consignment"), (_OF_TARGETS, "target")):
        if type(effect) in table:
            key, kind = table[type(effect)]
            name = getattr(effect, key)
            return lambda one: isinstance(one, kind) and getattr(one, field, None) == name
    return None
