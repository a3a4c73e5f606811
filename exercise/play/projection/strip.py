"""The road strip, the control sentence and the map, all from what a team knows of its consignments."""

from __future__ import annotations

from collections.abc import Iterable

from exercise.model.base import Minute
from exercise.model.geography import LegState, MapLeg, MapMarker, MapPlace, MapView
from exercise.model.views import Sign, StripStop, StripView
from exercise.play.names import Names
from exercise.play.projection.knowledge import Knowledge
from exercise.play.projection.loads import Load
from exercise.play.projection.papers import KnownRequest
from exercise.play.projection.road import NO_TIME, Estimate, Spot, estimate, points_of


def known_loads(knowledge: Knowledge) -> tuple[Load, ...]:
    """Return the consignments that the team knows of, in scenario order."""
    return tuple(load for load in knowledge.loads.values() if load.known)


# --- control --------------------------------------------------------------------------------------


def control(knowledge: Knowledge, now: Minute) -> tuple[Sign, str]:
    """Return the control sentence of the consignment that needs attention most, with its sign."""
    loads = known_loads(knowledge)
    if not loads:
        return "none", knowledge.names.language.t("no consignment known")
    moving = [load for load in loads if not load.over] or list(loads)
    said = [(load, *_control_of(load, knowledge, now)) for load in moving]
    worst = min(said, key=lambda one: ("bad", "wait", "good").index(one[1]) if one[1] in ("bad", "wait", "good") else 3)
    load, sign, text = worst if worst[1] in ("bad", "wait") else said[0]
    return sign, f"{knowledge.names.load(load.id)}: {text}" if len(loads) > 1 else text


def _control_of(load: Load, knowledge: Knowledge, now: Minute) -> tuple[Sign, str]:
    names, t = knowledge.names, knowledge.names.language.t
    over: dict[str, tuple[Sign, str]] = {
        "seized": ("own", t("SEIZED")),
        "delivered": ("own", t("DELIVERED")),
        "arrived": ("own", t("ARRIVED")),
    }
    if load.status in over:
        return over[load.status]
    if load.status == "lost":
        return "bad", t("LOST since {time}", time=names.moment(load.lost_contact or now, now))
    if load.holder:
        who = _holder(load, knowledge) if load.holder == knowledge.team else names.code(load.holder)
        return "good", t("UNDER CONTROL ({who})", who=who)
    if load.status == "moving" and load.seen(now):
        return "good", t("IN SIGHT ({who})", who=_holder(load, knowledge))
    if load.lost_contact is not None:
        return "wait", t("NO CONTACT since {time}", time=names.moment(load.lost_contact, now))
    if load.status == "paper":
        own = load.state == knowledge.team
        return "none", t("no unit of ours with it") if own else t("location known from paper only")
    if load.status == "held":
        return "own", t("HELD")
    if load.state != knowledge.team:
        return "none", t("not ours to hold")
    return "wait", t("NOT UNDER CONTROL")


def _holder(load: Load, knowledge: Knowledge) -> str:
    code = knowledge.names.code(knowledge.team)
    units = ", ".join(knowledge.names.unit(knowledge.team, unit) for unit in load.units())
    return f"{code} {units}" if units else code


# --- the strip ------------------------------------------------------------------------------------


def strips(knowledge: Knowledge, now: Minute) -> tuple[StripView, ...]:
    """Return the road of every consignment that the team knows of, as a line."""
    return tuple(_strip(load, knowledge, now) for load in known_loads(knowledge))


def _strip(load: Load, knowledge: Knowledge, now: Minute) -> StripView:
    where = load.where(now)
    return StripView(
        stops=_stops(load, knowledge.names),
        driven=where.last,
        low=where.low,
        high=where.high,
        seen=where.seen,
        eta=_eta(load, knowledge, now),
        name=knowledge.names.load(load.id),
        load=_what(load, knowledge.names),
        law=_legal_status(load, knowledge),
    )


def _what(load: Load, names: Names) -> str:
    part = names.scenario.consignments[load.id]
    return ", ".join(said for said in (names.say(part.substance), names.say(part.quantity)) if said)


def _legal_status(load: Load, knowledge: Knowledge) -> str:
    """Return what the law of the team's own State says of the substance; ``""`` where the author says nothing."""
    names, t = knowledge.names, knowledge.names.language.t
    status = names.scenario.consignments[load.id].status.get(knowledge.team)
    if status is None:
        return ""
    said = names.say(status.text) or (t("listed") if status.listed else t("not listed"))
    return t("in your State: {status} ({how_sure})", status=said, how_sure=names.confidence(status.confidence))


def _stops(load: Load, names: Names) -> tuple[StripStop, ...]:
    """Places at which steps begin and end, and borders; where both fall on one point, the border."""
    stops: dict[float, StripStop] = {}
    for stretch in load.road.stretches:
        step = stretch.step
        if step.kind == "cross":
            label = names.place(step.at) or names.team(step.to or "")
            stops[stretch.start] = StripStop(label, stretch.start, border=True)
            continue
        for at, place in ((stretch.start, step.start or step.at), (stretch.end, step.to or step.at)):
            if place and at not in stops:
                stops[at] = StripStop(names.place(place), at, border=False)
    return tuple(stops[at] for at in sorted(stops))


def _eta(load: Load, knowledge: Knowledge, now: Minute) -> str:
    """Return when the next border, else the end of the road, is reached, against the paper that it needs."""
    names, t = knowledge.names, knowledge.names.language.t
    here = load.ends(now)[0]  # out of sight: a border that even the slowest load has behind it is no news any more
    stretches = load.road.stretches
    if load.over or here.step >= len(stretches):
        return ""
    last = _last_seen(load, names, now)
    on = stretches[here.step].step
    if on.kind == "cross" and load.status != "paper" and load.seen(now):
        left = load.time_to(here.step + 1, now)
        return t("at {place}, {time} more", place=names.place(on.at), time=names.between(left.low, left.high))
    target = next((i for i in range(here.step, len(stretches)) if stretches[i].step.kind == "cross"), len(stretches))
    end = target == len(stretches)
    place = _last_place(load, names) if end else names.place(stretches[target].step.at)
    due = load.time_to(target, now)
    stands = _stands(load, here.step, target)
    said = _after_release(place, due, load, names, now) if stands else _due(place, due, load, names, now)
    paper = "" if end else _paper_against(stretches[target].step.to or "", knowledge, now)
    return f"{said}{last}{paper}"


def _stands(load: Load, here: int, target: int) -> bool:
    """Whether its departure, or the end of a step before *target*, hangs on a condition."""
    waits = any(stretch.step.until is not None for stretch in load.road.stretches[here:target])
    return load.status in ("paper", "moving") and (waits or load.waits)


def _after_release(place: str, due: Estimate, load: Load, names: Names, now: Minute) -> str:
    t, time = names.language.t, names.between(due.low, due.high)
    if load.may_have_left(now):
        return t("may have set off; {place} {time} after it does", place=place, time=time)
    return t("stands; {place} {time} after it sets off", place=place, time=time)


def _last_seen(load: Load, names: Names, now: Minute) -> str:
    seen = load.last_report if load.lost_contact is None else load.lost_contact
    if seen is None or load.seen(now):
        return ""
    return names.language.t(", last seen {time}", time=names.moment(seen, now))


def _due(place: str, due: Estimate, load: Load, names: Names, now: Minute) -> str:
    t = names.language.t
    if due.high <= 0 and load.status == "paper":
        return t("{place}: passed, on paper", place=place)
    if due.high <= 0:
        return t("{place}: any moment now", place=place)
    if load.status == "paper" or load.seen(now):
        return t("{place} in {time}", place=place, time=names.between(due.low, due.high))
    low, high = names.moment(now + max(0, due.low), now), names.moment(now + due.high, now)
    return f"{place} {low}-{high}" if low != high else f"{place} {low}"


def _last_place(load: Load, names: Names) -> str:
    step = load.road.stretches[-1].step
    return names.place(step.to or step.at)


def _paper_against(state: str, knowledge: Knowledge, now: Minute) -> str:
    """Return in brackets how the paper for entering *state* stands, or how long it usually takes."""
    names, t = knowledge.names, knowledge.names.language.t
    part = names.scenario.teams.get(state)
    if part is None or state == knowledge.team or part.profile is None:
        return ""
    lead = estimate(part.profile.registers_in) + estimate(part.profile.decides_in)
    request = newest_consent(knowledge, state)
    if request is None:
        return f" ({t('paper: {time}', time=names.between(lead.low, lead.high))})"
    if request.waits:
        gone = now - (request.sent.minute if request.sent else now)
        left = Estimate(max(0, lead.low - gone), max(0, lead.high - gone))
        time = names.between(left.low, left.high) if left != NO_TIME else t("any moment now")
        return f" ({t('paper: {time}', time=time)})"
    word = {
        "granted": t("paper: granted"),
        "returned": t("paper: returned"),
        "refused": t("paper: refused"),
        "lapsed": t("paper: ran out"),
    }[request.state]
    return f" ({word})"


def newest_consent(knowledge: Knowledge, state: str) -> KnownRequest | None:
    """Return the newest request for consent to *state* that the team knows of."""
    papers = knowledge.names.scenario.papers
    asked = [
        request
        for request in knowledge.requests.values()
        if request.to == state and request.sent and papers[request.sent.paper].asks in ("consent", "extension")
    ]
    return asked[-1] if asked else None


# --- the map --------------------------------------------------------------------------------------


def map_view(knowledge: Knowledge, now: Minute) -> MapView:
    """Return the map: towns and crossings, the roads on paper of the known consignments, and where these may be."""
    loads = known_loads(knowledge)
    legs: list[MapLeg] = []
    markers: list[MapMarker] = []
    for load in loads:
        legs += _legs(load, knowledge, now)
        marker = _marker(load, knowledge, now)
        if marker is not None:
            markers.append(marker)
    note = knowledge.names.language.t("Boundaries are illustrative.")
    return MapView(_places(loads, knowledge.names), tuple(legs), tuple(markers), note)


def _places(loads: Iterable[Load], names: Names) -> tuple[MapPlace, ...]:
    """Towns and crossings, and of the sites those that a known road leads to."""
    on_road = {
        place
        for load in loads
        for stretch in load.road.stretches
        for place in (stretch.step.start, stretch.step.to, stretch.step.at)
        if place
    }
    return tuple(
        MapPlace(name, names.say(place.label), place.lon, place.lat, "bcp" if place.kind == "bcp" else "town")
        for name, place in names.scenario.places.items()
        if place.kind != "site" or name in on_road
    )


def _leg_id(load: Load, step: int) -> str:
    return f"{load.id}.{load.road.stretches[step].step.id}"


def _legs(load: Load, knowledge: Knowledge, now: Minute) -> list[MapLeg]:
    here = load.spot(now)
    scenario = knowledge.names.scenario
    legs = []
    for number, stretch in enumerate(load.road.stretches):
        points = points_of(scenario, stretch.step)
        if points:
            state: LegState = "driven" if number < here.step else "current" if number == here.step else "expected"
            if load.status == "paper":
                state = "expected"
            legs.append(MapLeg(_leg_id(load, number), points, state))
    return legs


def _marker(load: Load, knowledge: Knowledge, now: Minute) -> MapMarker | None:
    """A marker lies on one leg: that of the middle of the stretch, cut to this leg's ends."""
    low, high = load.ends(now)
    middle = (load.road.at(low) + load.road.at(high)) / 2
    scenario, stretches = knowledge.names.scenario, load.road.stretches
    legs = [i for i, s in enumerate(stretches) if points_of(scenario, s.step)]
    if not legs:
        return None
    leg = next((i for i in legs if stretches[i].start <= middle <= stretches[i].end), legs[-1])
    name = knowledge.names.load(load.id)
    seen = load.where(now).seen
    return MapMarker(load.id, name, _leg_id(load, leg), _on_leg(low, load, leg), _on_leg(high, load, leg), seen)


def _on_leg(spot: Spot, load: Load, leg: int) -> float:
    stretch = load.road.stretches[leg]
    width = stretch.end - stretch.start
    return min(1.0, max(0.0, (load.road.at(spot) - stretch.start) / width)) if width > 0 else 0.0
