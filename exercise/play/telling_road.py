"""Tellings of the exercise, the road, units and control: each happening in one short sentence in the past tense."""

from __future__ import annotations

from functools import singledispatchmethod

from exercise.model import happenings as h
from exercise.play.names import Names


class Voice:
    """Who speaks: a team, or (*team* ``None``) nobody, in the third person and with everything named."""

    def __init__(self, names: Names, team: str | None) -> None:
        self.names = names
        self.team = team
        self.t = names.language.t

    def _mine(self, team: str) -> bool:
        return self.team is not None and team == self.team

    def _party(self, *teams: str) -> bool:
        """Whether what passed between *teams* may be named."""
        return self.team is None or self.team in teams


class RoadTelling(Voice):
    """Tells what happens to consignments and units."""

    # Kinds are registered by name: from annotations each would be worked out at the start.
    @singledispatchmethod
    def tell(self, happening: h.Happening) -> str | None:
        """Return the sentence, or ``None`` for what is not worth a line."""
        return None

    # --- the exercise -----------------------------------------------------------------------------

    @tell.register(h.ExerciseStarted)
    def _(self, happening: h.ExerciseStarted) -> str | None:
        return self.t("The exercise began.")

    @tell.register(h.StageEntered)
    def _(self, happening: h.StageEntered) -> str | None:
        return self.t("Stage: {stage}.", stage=self.names.stage(happening.stage))

    @tell.register(h.ExerciseEnded)
    def _(self, happening: h.ExerciseEnded) -> str | None:
        return self.t("The exercise is over.")

    @tell.register(h.FactChanged)
    def _(self, happening: h.FactChanged) -> str | None:
        return f"{happening.fact} = {happening.value}" if self.team is None else None

    @tell.register(h.Unknown)
    def _(self, happening: h.Unknown) -> str | None:
        return self.t("A happening of an unknown kind: {name}.", name=happening.name) if self.team is None else None

    # --- movement ---------------------------------------------------------------------------------

    @tell.register(h.ConsignmentDeparted)
    def _(self, happening: h.ConsignmentDeparted) -> str | None:
        return self.t("{load}: set off.", load=self.names.load(happening.consignment))

    @tell.register(h.StepBegun)
    def _(self, happening: h.StepBegun) -> str | None:
        load, step = self.names.load(happening.consignment), self.names.step(happening.step)
        takes = self.names.between(happening.low, happening.high)
        if happening.high <= 0:
            return self.t("{load}: {step}.", load=load, step=step)
        return self.t("{load}: {step}, about {takes}.", load=load, step=step, takes=takes)

    @tell.register(h.ConsignmentSeen)
    def _(self, happening: h.ConsignmentSeen) -> str | None:
        load = self.names.load(happening.consignment)
        return self.t("{load}: in sight, {step}.", load=load, step=self.names.step(happening.step))

    @tell.register(h.StateEntered)
    def _(self, happening: h.StateEntered) -> str | None:
        load, state = self.names.load(happening.consignment), self.names.team(happening.state)
        if happening.lawful:
            return self.t("{load}: entered {state}, with its consent.", load=load, state=state)
        if happening.consent == "granted" and not happening.variant_agreed:
            return self.t("{load}: entered {state}, in a form it had not agreed to.", load=load, state=state)
        return self.t("{load}: entered {state} without its consent.", load=load, state=state)

    @tell.register(h.ConsignmentHeld)
    def _(self, happening: h.ConsignmentHeld) -> str | None:
        return self.t("{load}: held where it is.", load=self.names.load(happening.consignment))

    @tell.register(h.ConsignmentReleased)
    def _(self, happening: h.ConsignmentReleased) -> str | None:
        return self.t("{load}: goes on.", load=self.names.load(happening.consignment))

    @tell.register(h.ConsignmentRerouted)
    def _(self, happening: h.ConsignmentRerouted) -> str | None:
        route = self.names.scenario.routes.get(happening.route)
        label = self.names.say(route.label) if route else ""
        load = self.names.load(happening.consignment)
        return (
            self.t("{load}: takes another road, {route}.", load=load, route=label)
            if label
            else self.t("{load}: takes another road.", load=load)
        )

    @tell.register(h.ConsignmentArrived)
    def _(self, happening: h.ConsignmentArrived) -> str | None:
        return self.t("{load}: arrived at the end of its road.", load=self.names.load(happening.consignment))

    @tell.register(h.ConsignmentDelivered)
    def _(self, happening: h.ConsignmentDelivered) -> str | None:
        return self.t("{load}: handed to the person it was sent to.", load=self.names.load(happening.consignment))

    @tell.register(h.ConsignmentSeized)
    def _(self, happening: h.ConsignmentSeized) -> str | None:
        load = self.names.load(happening.consignment)
        return self.t("{load}: seized in {state}.", load=load, state=self.names.team(happening.state))

    @tell.register(h.ConsignmentLost)
    def _(self, happening: h.ConsignmentLost) -> str | None:
        load = self.names.load(happening.consignment)
        return self.t("{load}: lost. Last seen: {step}.", load=load, step=self.names.step(happening.step))

    @tell.register(h.ConsignmentFound)
    def _(self, happening: h.ConsignmentFound) -> str | None:
        load = self.names.load(happening.consignment)
        return self.t("{load}: seen again, {step}.", load=load, step=self.names.step(happening.step))

    @tell.register(h.LoadSubstituted)
    def _(self, happening: h.LoadSubstituted) -> str | None:
        load = self.names.load(happening.consignment)
        return self.t("{load}: {variant}.", load=load, variant=self.names.variant(happening.variant))

    # --- units and control ------------------------------------------------------------------------

    @tell.register(h.UnitAssigned)
    def _(self, happening: h.UnitAssigned) -> str | None:
        return self.t(
            "{unit}: ordered to {load}, in place at {time}.",
            unit=self._unit(happening.team, happening.unit),
            load=self.names.load(happening.consignment),
            time=self.names.moment(happening.due, happening.minute),
        )

    @tell.register(h.UnitInPlace)
    def _(self, happening: h.UnitInPlace) -> str | None:
        return self.t(
            "{unit}: in place, until {time}.",
            unit=self._unit(happening.team, happening.unit),
            time=self.names.moment(happening.until, happening.minute),
        )

    @tell.register(h.UnitRelieved)
    def _(self, happening: h.UnitRelieved) -> str | None:
        unit = self._unit(happening.team, happening.unit)
        if happening.ordered:
            return self.t("{unit}: withdrawn.", unit=unit)
        if happening.border:
            return self.t("{unit}: stays behind at the border; the load went on.", unit=unit)
        return self.t("Relief: {unit} left, its shift ended.", unit=unit)

    @tell.register(h.ControlTaken)
    def _(self, happening: h.ControlTaken) -> str | None:
        load = self.names.load(happening.consignment)
        if self._mine(happening.team):
            return self.t("{load}: under your control.", load=load)
        return self.t("{load}: under control of {team}.", load=load, team=self.names.team(happening.team))

    @tell.register(h.ControlLost)
    def _(self, happening: h.ControlLost) -> str | None:
        load = self.names.load(happening.consignment)
        return self.t("{load}: contact lost. Last seen: {step}.", load=load, step=self.names.step(happening.step))

    @tell.register(h.GapClosed)
    def _(self, happening: h.GapClosed) -> str | None:
        load, length = self.names.load(happening.consignment), self.names.language.length(happening.minutes)
        return self.t("{load}: seen again after {length} without control.", load=load, length=length)

    @tell.register(h.ControlPassed)
    def _(self, happening: h.ControlPassed) -> str | None:
        said = self.t(
            "{load}: handed over, {giver} to {taker}.",
            load=self.names.load(happening.consignment),
            giver=self.names.team(happening.giver),
            taker=self.names.team(happening.taker),
        )
        if happening.gap <= 0:
            return said
        gap = self.t("{length} without control between.", length=self.names.language.length(happening.gap))
        return f"{said} {gap}"

    @tell.register(h.CustodyRecorded)
    def _(self, happening: h.CustodyRecorded) -> str | None:
        what, load = self._record(happening.record), self.names.load(happening.consignment)
        by = self.names.words(f"{happening.path}.by") or self.names.team(happening.team)
        if happening.protocol:
            return self.t("{load}: {what}, by {by}, with a protocol.", load=load, what=what, by=by)
        return self.t("{load}: {what}, by {by}, without a protocol.", load=load, what=what, by=by)

    def _unit(self, team: str, unit: str) -> str:
        label = self.names.unit(team, unit)
        return label if self._mine(team) else f"{self.names.code(team)} {label}"

    def _record(self, record: str) -> str:
        return {
            "inspect": self.t("inspected"),
            "seal": self.t("sealed"),
            "sample": self.t("sample taken"),
            "weigh": self.t("weighed"),
            "substitute": self.t("substituted"),
            "handover": self.t("handed over"),
            "receive": self.t("received"),
            "test": self.t("tested"),
            "open": self.t("opened"),
            "store": self.t("stored"),
            "return": self.t("given back"),
        }.get(record, record)
