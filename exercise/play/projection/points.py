"""Open decision points in words. The point that a request opens has no author: its words are made from the request."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from exercise.model.base import Minute
from exercise.model.decisions import Answer, Decision
from exercise.model.offers import OptionOffer, PointOffer
from exercise.model.people import Profile
from exercise.model.plain import plain
from exercise.model.play import Point
from exercise.model.scenario import Scenario
from exercise.model.views import LawView, OptionView, PointView
from exercise.play.names import Names
from exercise.play.projection.forms import reason
from exercise.play.projection.knowledge import Knowledge
from exercise.play.projection.papers import KnownRequest, lacking, request_text
from exercise.play.wording import act_takes


@plain
class _Frame:
    """What every point has, whoever wrote it: number, deadline in words, whether it is sealed."""

    number: int
    deadline_text: str
    sealed: bool
    busy: tuple[tuple[str, str], ...] = ()
    scarce: tuple[str, ...] = ()


@plain
class _Roles:
    """Until when roles are busy, by team and role; and which role alone may decide a question, by question."""

    busy: Mapping[tuple[str, str], Minute]
    alone: Mapping[str, str]

    def scarce(self, point: str) -> tuple[str, ...]:
        """Return the roles that another question than *point* needs."""
        return tuple(role for other, role in self.alone.items() if role and other != point)


def points(
    offers: Collection[PointOffer], knowledge: Knowledge, now: Minute, sealed: Collection[Decision]
) -> tuple[PointView, ...]:
    """Return the open points, oldest first; *sealed* is what was sealed in the round that is open."""
    answered = {decision.act.point for decision in sealed if isinstance(decision.act, Answer)}
    scenario = knowledge.names.scenario
    busy = knowledge.busy | {(each.team, each.role): now + act_takes(each.act, scenario)
                             for each in sealed if isinstance(each.act, Answer)}  # fmt: skip
    alone = {offer.point: _sole_role(offer, scenario) for offer in offers if offer.point not in answered}
    roles = _Roles(busy, alone)
    return tuple(_point(offer, knowledge, now, offer.point in answered, roles) for offer in offers)


def _sole_role(offer: PointOffer, scenario: Scenario) -> str:
    """Return the one role that may decide, ``""`` where several may."""
    point = scenario.decisions.get(offer.agrees or offer.point)
    roles = point.deciders if point else ()
    return roles[0] if len(roles) == 1 else ""


def _point(offer: PointOffer, knowledge: Knowledge, now: Minute, sealed: bool, roles: _Roles) -> PointView:
    number = knowledge.numbers.setdefault(offer.point, len(knowledge.numbers) + 1)
    occupied = tuple(
        (role, knowledge.names.moment(until, now))
        for (team, role), until in roles.busy.items()
        if team == offer.team and role and until > now
    )
    frame = _Frame(number, _deadline(offer.deadline, knowledge, now), sealed, occupied, roles.scarce(offer.point))
    authored = knowledge.names.scenario.decisions.get(offer.agrees or offer.point)
    if authored is not None:
        return _authored(offer, authored, knowledge, frame)
    return _cosign(offer, knowledge, frame) if offer.cosigns else _response(offer, knowledge, frame)


def _deadline(deadline: Minute | None, knowledge: Knowledge, now: Minute) -> str:
    if deadline is None:
        return ""
    names = knowledge.names
    left = names.language.length(max(0, deadline - now))
    return names.language.t("by {time} = {left}", time=names.moment(deadline, now), left=left)


# --- written by the author ------------------------------------------------------------------------


def _authored(offer: PointOffer, point: Point, knowledge: Knowledge, frame: _Frame) -> PointView:
    names = knowledge.names
    return PointView(
        id=offer.point,
        number=frame.number,
        title=names.say(point.title) or names.say(point.question),
        question=names.say(point.question),
        detail=_detail(offer, point, knowledge),
        teaches=names.say(point.teaches),
        options=tuple(_option(option, point, knowledge) for option in offer.options),
        choose=point.choose,
        deadline=offer.deadline,
        deadline_text=frame.deadline_text,
        blocking=point.blocking and not _nobody_free(offer, point, knowledge, frame),
        law=law_views(knowledge, point.law),
        roles=_roles(knowledge, offer.team, point.roles),
        argue=point.argue,
        default=point.default,
        sealed=frame.sealed,
        vote=point.vote,
        signatures=tuple((role, names.role(offer.team, role)) for role in point.signatures),
        cosigners=tuple(names.team(team) for team in point.cosigners),
        busy=frame.busy,
        scarce=frame.scarce,
        differed=_differed(offer, knowledge),
    )


def _differed(offer: PointOffer, knowledge: Knowledge) -> str:
    """Return that the last answers were not the same, and what they were."""
    chosen = knowledge.differed.get(offer.agrees or offer.point)
    t = knowledge.names.language.t
    return t("Not agreed yet. {chosen}. Talk, then answer anew.", chosen=chosen) if chosen else ""


def _nobody_free(offer: PointOffer, point: Point, knowledge: Knowledge, frame: _Frame) -> bool:
    """Whether every role that may decide is busy, so that the question can only wait."""
    roles = point.deciders or tuple(knowledge.names.scenario.teams[offer.team].roles)
    return bool(roles) and set(roles) <= {role for role, _ in frame.busy}


def _detail(offer: PointOffer, point: Point, knowledge: Knowledge) -> str:
    """The author's detail, and who must answer the same."""
    names = knowledge.names
    detail = names.say(point.detail)
    others = [team for team in (point.team, *point.agreement) if team != offer.team] if point.agreement else []
    if not others:
        return detail
    same = names.language.t("Settled once you and these have chosen the same: {teams}.", teams=names.teams(others))
    return f"{detail}\n{same}" if detail else same


def _option(offer: OptionOffer, point: Point, knowledge: Knowledge) -> OptionView:
    names = knowledge.names
    because = "" if offer.available else reason(offer.because, knowledge)
    option = point.options.get(offer.id)
    if option is None:
        return OptionView(offer.id, names.option("", offer.id), "", 0, offer.available, because, "")
    return OptionView(
        offer.id,
        names.say(option.label),
        names.say(option.detail),
        option.takes,
        offer.available,
        because,
        names.say(option.warning),
    )


def law_views(knowledge: Knowledge, bases: Collection[str]) -> tuple[LawView, ...]:
    """Return the legal bases offered (all, where none are named), each with its source and how sure it is."""
    names = knowledge.names
    offered = [(name, basis) for name, basis in names.scenario.law.items() if not bases or name in bases]
    return tuple(
        LawView(
            name, names.say(law.label), names.say(law.text),
            f"{names.say(law.source)} · {names.confidence(law.confidence)}",
        )
        for name, law in offered
    )  # fmt: skip


def _roles(knowledge: Knowledge, team: str, roles: Collection[str]) -> tuple[tuple[str, str], ...]:
    part = knowledge.names.scenario.teams[team]
    offered = ((name, role) for name, role in part.roles.items() if not roles or name in roles)
    return tuple((name, knowledge.names.say(role.label)) for name, role in offered)


# --- made from a request --------------------------------------------------------------------------


def _response(offer: PointOffer, knowledge: Knowledge, frame: _Frame) -> PointView:
    names, t = knowledge.names, knowledge.names.language.t
    request = knowledge.requests.get(offer.request) or KnownRequest(offer.request)
    number = names.number(offer.request)
    named = {"team": names.team(request.team), "number": number}
    paper = names.paper(request.sent.paper) if request.sent else ""
    bases = names.scenario.papers[request.sent.paper].law if request.sent else ()
    profile = names.scenario.teams[offer.team].profile
    return PointView(
        id=offer.point,
        number=frame.number,
        title=t("answer request {number} of {team}", **named),
        question=t("{team} asks you: {paper} ({number}). How do you answer?", paper=paper, **named),
        detail=_request_detail(request, names),
        teaches="",
        options=tuple(_answer_option(o, request, knowledge, offer.team) for o in offer.options),
        choose=1,
        deadline=offer.deadline,
        deadline_text=frame.deadline_text,
        blocking=False,
        law=law_views(knowledge, bases),
        roles=_roles(knowledge, offer.team, profile.answered_by if profile else ()),
        argue=False,
        default=(),
        sealed=frame.sealed,
        busy=frame.busy,
        scarce=frame.scarce,
    )


def _request_detail(request: KnownRequest, names: Names) -> str:
    """Return what was asked, and what silence means."""
    silence = names.language.t(
        "If you do not answer in time, your office does: complete paper is granted, incomplete paper returned."
    )
    return f"{request_text(request.sent, names)}\n{silence}" if request.sent else silence


def _answer_option(offer: OptionOffer, request: KnownRequest, knowledge: Knowledge, team: str) -> OptionView:
    names, t = knowledge.names, knowledge.names.language.t
    profile = names.scenario.teams[team].profile
    detail = warning = ""
    match offer.id:
        case "grant":
            detail = _valid_for(profile, knowledge)
            warning = _against_law(request, profile, knowledge)
        case "conditions":
            conditions = names.say(profile.conditions) if profile else ""
            detail = t("Conditions: {words}", words=conditions) if conditions else t("You have no standing conditions.")
        case "return":
            detail = _found_lacking(request, profile, knowledge)
        case "refuse":
            detail = names.say(profile.refuses_because) if profile else ""
        case _:
            pass
    because = "" if offer.available else reason(offer.because, knowledge)
    return OptionView(offer.id, names.response(offer.id), detail, 0, offer.available, because, warning)


def _valid_for(profile: Profile | None, knowledge: Knowledge) -> str:
    if profile is None or profile.validity is None:
        return ""
    words = knowledge.names.language
    return words.t("In force for {length}.", length=words.length(profile.validity))


def _against_law(request: KnownRequest, profile: Profile | None, knowledge: Knowledge) -> str:
    if profile is None or profile.may_substitute or request.sent is None or request.sent.variant == "intact":
        return ""
    return knowledge.names.language.t("~ In this exercise your State does not agree to substitution.")


def _found_lacking(request: KnownRequest, profile: Profile | None, knowledge: Knowledge) -> str:
    names, t = knowledge.names, knowledge.names.language.t
    if request.sent is None:
        return ""
    found = [names.content(request.sent.paper, content) for content in lacking(request.sent, names.scenario)]
    empty = t("Left empty: {contents}.", contents="; ".join(found))
    lines = [empty if found else t("Every field that you demand is filled in.")]
    written = request.sent.language
    if profile and profile.languages and written and written not in profile.languages:
        accepted = ", ".join(names.tongue(tag) for tag in profile.languages)
        wrote = names.tongue(written)
        lines.append(t("Written in {language}; you accept {accepted}.", language=wrote, accepted=accepted))
    return " ".join(lines)


# --- made from another team's decision ------------------------------------------------------------


def _cosign(offer: PointOffer, knowledge: Knowledge, frame: _Frame) -> PointView:
    """Another team has decided and needs this team's signature: its question and the options it signed."""
    names, t = knowledge.names, knowledge.names.language.t
    lead = names.scenario.decisions[offer.cosigns]
    team, question = names.team(lead.team), names.say(lead.question)
    signed = "; ".join(names.option(offer.cosigns, option) for option in offer.proposed)
    options = tuple(
        OptionView(o.id, names.response(o.id), "", 0, o.available, reason(o.because, knowledge), "")
        for o in offer.options
    )
    return PointView(
        id=offer.point,
        number=frame.number,
        title=names.point(offer.point),
        question=t("{team} asks you to sign its decision: {question}", team=team, question=question),
        detail=t("{team} signed: {options}", team=team, options=signed),
        teaches="",
        options=options,
        choose=1,
        deadline=offer.deadline,
        deadline_text=frame.deadline_text,
        blocking=False,
        law=law_views(knowledge, lead.law),
        roles=_roles(knowledge, offer.team, ()),
        argue=False,
        default=(),
        sealed=frame.sealed,
        busy=frame.busy,
        scarce=frame.scarce,
    )
