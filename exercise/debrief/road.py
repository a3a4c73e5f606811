"""The road: the map as it was driven, the lanes of each load, the gaps in control and the custody log."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.analysis import control, custody
from exercise.analysis.control import Gap, Stretch
from exercise.debrief.document import CustodyLine, GapLine, TargetLine
from exercise.debrief.drawn import LoadLane, LonLat, Map, MapLeg, MapPlace, MapSign, Span
from exercise.debrief.sources import Reader
from exercise.model import happenings as h
from exercise.model.route import Step

MOVES = ("drive", "rail", "carry", "fly", "sail")


def known_loads(reader: Reader) -> tuple[str, ...]:
    """Return the consignments that *reader* heard of, in scenario order."""
    heard = {getattr(one, "consignment", None) for one in reader.happenings}
    return tuple(
        name for name, load in reader.scenario.consignments.items()
        if reader.team is None or name in heard or reader.team in load.known_to
    )  # fmt: skip


def all_gaps(reader: Reader) -> tuple[Gap, ...]:
    """Return the gaps in the control of all loads, load by load."""
    end = reader.end.minute
    return tuple(gap for load in known_loads(reader) for gap in control.gaps(reader.happenings, load, end))


# --- lanes -------------------------------------------------------------------------------------------


def lanes(reader: Reader) -> tuple[LoadLane, ...]:
    """Return one lane for each load."""
    return tuple(_lane(reader, load) for load in known_loads(reader))


def _way(reader: Reader, load: str) -> tuple[Stretch, ...]:
    return control.way(reader.happenings, load, reader.end.minute, told=reader.team is not None)


def _lane(reader: Reader, load: str) -> LoadLane:
    names, end = reader.names, reader.end.minute
    watched = control.watches(reader.happenings, load, end)
    return LoadLane(
        name=names.load(load),
        way=tuple(_stretch(reader, one) for one in _way(reader, load)),
        control=tuple(Span(w.began, w.ended, names.code(w.team), "control", w.team) for w in watched),
        gaps=tuple(
            Span(gap.began, gap.ended, reader.length(gap.minutes), "gap")
            for gap in control.gaps(reader.happenings, load, end)
        ),
        signs=tuple(_signs(reader, load)),
    )


def _stretch(reader: Reader, stretch: Stretch) -> Span:
    step = reader.names.find_step(stretch.step)
    kind = stretch.kind
    drawn = (
        kind if kind != "step" else "move" if step and step.kind in MOVES else "cross" if _crosses(step) else "still"
    )
    return Span(stretch.began, stretch.ended, reader.names.step(stretch.step), drawn)


def _crosses(step: Step | None) -> bool:
    return step is not None and step.kind == "cross"


def _signs(reader: Reader, load: str) -> Iterator[Span]:
    t, names = reader.language.t, reader.names
    for one in reader.happenings:
        if getattr(one, "consignment", None) != load:
            continue
        match one:
            case h.StateEntered():
                label = names.code(one.state)
                yield Span(one.minute, one.minute, label, "entry" if one.lawful else "unlawful", one.state)
            case h.ConsignmentSeized():
                yield Span(one.minute, one.minute, t("seized"), "end")
            case h.ConsignmentDelivered():
                yield Span(one.minute, one.minute, t("delivered"), "end")
            case h.ConsignmentLost():
                yield Span(one.minute, one.minute, t("lost"), "unlawful")


# --- gaps and custody ----------------------------------------------------------------------------------


def gap_lines(reader: Reader) -> tuple[GapLine, ...]:
    """Return the gaps in words."""
    names = reader.names
    return tuple(
        GapLine(
            reader.clock(gap.began), reader.length(gap.minutes), names.load(gap.consignment),
            ", ".join(part for part in (names.step(gap.step), names.team(gap.state)) if part), gap.open,
        )
        for gap in all_gaps(reader)
    )  # fmt: skip


def custody_lines(reader: Reader) -> tuple[CustodyLine, ...]:
    """Return the custody log in words."""
    names, t = reader.names, reader.language.t
    lots = {"moving": t("moving load"), "kept": t("kept load")}
    return tuple(
        CustodyLine(
            reader.clock(entry.minute), names.load(entry.consignment), lots.get(entry.lot, entry.lot),
            reader.conditions.record(entry.record), names.words(f"{entry.path}.by") or names.team(entry.team),
            entry.protocol,
        )
        for entry in custody.log(reader.happenings)
    )  # fmt: skip


def target_lines(reader: Reader) -> tuple[TargetLine, ...]:
    """Return what became of persons and sites; that somebody was warned is told to the whole hall alone."""
    return tuple(_target_lines(reader))


def _target_lines(reader: Reader) -> Iterator[TargetLine]:
    t = reader.language.t
    for one in reader.happenings:
        match one:
            case h.TargetArrested():
                what, bad = t("arrested"), False
            case h.TargetSearched():
                what, bad = t("searched"), False
            case h.TargetWarned() if reader.team is None:
                what, bad = t("was warned"), True
            case h.TargetFled():
                what, bad = t("gone"), True
            case _:
                continue
        yield TargetLine(reader.clock(one.minute), reader.names.target(one.target), what, bad)


# --- map ---------------------------------------------------------------------------------------------


def road_map(reader: Reader) -> Map | None:
    """Return the map, or ``None`` where the scenario has no road that can be drawn."""
    loads = known_loads(reader)
    steps = tuple(dict.fromkeys(step.id for load in loads for step in _steps(reader, load)))
    found = [step for step in (reader.names.find_step(name) for name in steps) if step is not None]
    legs = tuple(leg for step in found for leg in _legs(reader, step))
    if not legs:
        return None
    return Map(
        places=tuple(_places(reader, found)),
        legs=legs,
        signs=tuple(sign for load in loads for sign in _map_signs(reader, load)),
        countries=tuple(
            (team.country, reader.names.team(name)) for name, team in reader.scenario.teams.items() if team.country
        ),
        note=reader.language.t("Boundaries are illustrative."),
    )


def _steps(reader: Reader, load: str) -> Iterator[Step]:
    """Yield the steps of every road that a load was on, the one it began with first."""
    roads = [reader.scenario.consignments[load].route]
    for one in reader.happenings:
        match one:
            case (
                h.ConsignmentDeparted(consignment=name, route=road)
                | h.ConsignmentRerouted(consignment=name, route=road)
            ):
                roads += [road] if name == load else []
    for road in dict.fromkeys(roads):
        if road in reader.scenario.routes:
            yield from reader.scenario.routes[road].steps


def _places(reader: Reader, steps: list[Step]) -> Iterator[MapPlace]:
    used = dict.fromkeys(name for step in steps for name in (step.start, step.at, step.to) if name)
    for name in used:
        place = reader.scenario.places.get(name)
        if place is not None:
            yield MapPlace(reader.names.say(place.label), place.lon, place.lat, place.kind)


def _lonlat(reader: Reader, place: str | None) -> LonLat | None:
    known = reader.scenario.places.get(place or "")
    return (known.lon, known.lat) if known else None


def _legs(reader: Reader, step: Step) -> Iterator[MapLeg]:
    start, to = _lonlat(reader, step.start), _lonlat(reader, step.to)
    if step.kind not in MOVES or start is None or to is None:
        return
    stretches = [s for s in _ways(reader) if s.step == step.id]
    gaps = tuple(part for stretch in _whole(stretches) for part in _gap_parts(reader, stretch))
    yield MapLeg((start, *step.via, to), bool(stretches), gaps)


def _ways(reader: Reader) -> Iterator[Stretch]:
    for load in known_loads(reader):
        yield from _way(reader, load)


def _whole(stretches: list[Stretch]) -> Iterator[tuple[str, int, int]]:
    """Yield, for each load, the time over which it was on one step."""
    for load in dict.fromkeys(one.consignment for one in stretches):
        own = [one for one in stretches if one.consignment == load]
        yield load, own[0].began, own[-1].ended


def _gap_parts(reader: Reader, stretch: tuple[str, int, int]) -> Iterator[tuple[float, float]]:
    load, began, ended = stretch
    for gap in all_gaps(reader):
        low, high = max(gap.began, began), min(gap.ended, ended)
        if gap.consignment == load and low < high:
            yield (low - began) / (ended - began), (high - began) / (ended - began)


def _map_signs(reader: Reader, load: str) -> Iterator[MapSign]:
    way = _way(reader, load)
    yield from _border_signs(reader, load)
    for gap in all_gaps(reader):
        stretch = next((s for s in way if s.began <= gap.began < s.ended), None)
        step = reader.names.find_step(stretch.step) if stretch else None
        where = _lonlat(reader, step.at) if step and step.kind not in MOVES else None
        if gap.consignment == load and where:
            label = reader.language.t("no control, {length}", length=reader.length(gap.minutes))
            yield MapSign("gap", *where, label, good=False)


def _border_signs(reader: Reader, load: str) -> Iterator[MapSign]:
    t, step = reader.language.t, None
    for one in reader.happenings:
        if getattr(one, "consignment", None) != load:
            continue
        if isinstance(one, h.StepBegun):
            step = reader.names.find_step(one.step) or step
        where = _lonlat(reader, step.at or step.to) if step else None
        if where is None:
            continue
        match one:
            case h.StateEntered():
                yield MapSign("crossing", *where, reader.clock(one.minute), one.lawful)
            case h.ConsignmentSeized():
                yield MapSign("end", *where, t("seized {time}", time=reader.clock(one.minute)), good=True)
            case h.ConsignmentDelivered():
                yield MapSign("end", *where, t("delivered {time}", time=reader.clock(one.minute)), good=True)
