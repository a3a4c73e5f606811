"""Wording: acts, refusals and happenings as sentences in the language of whoever reads them."""

from __future__ import annotations

from exercise.model import decisions as d
from exercise.model.language import Language
from exercise.model.language import language as language_of
from exercise.model.scenario import Scenario
from exercise.play.names import Names
from exercise.play.tellings import happening_text

__all__ = ["act_takes", "describe", "happening_text", "refusal_sentence", "refusal_text"]


def describe(act: d.Act, scenario: Scenario, language: str) -> str:
    """Return *act* in words: what it does, not whether it is wise."""
    names = Names(scenario, language)
    if isinstance(act, d.StaffInject | d.StaffSkip | d.StaffMessage | d.StaffExtend | d.StaffRule | d.StaffEnd):
        return _describe_staff(act, names)
    return _describe_team(act, names)


def _describe_team(act: d.TeamAct, names: Names) -> str:
    t = names.language.t
    match act:
        case d.Answer():
            chosen = "; ".join(names.option(act.point, option) for option in act.options) or act.text
            return t("{title} - {option}", title=names.point(act.point), option=chosen)
        case d.Share():
            items = "; ".join(names.item(item) for item in act.items)
            return t(
                "Pass to {to} through {channel}: {items}",
                to=names.team(act.to),
                channel=names.channel(act.channel),
                items=items,
            )
        case d.Talk():
            other = names.team(act.to)
            said = t("Call {to}", to=other) if act.mode == "call" else t("Meet {to}", to=other)
            return f"{said}: {act.agreed}" if act.agreed else said
        case d.Enquire():
            return t("Enquiry: {body}, about {subject}", body=names.body(act.body), subject=names.subject(act.subject))
        case d.File():
            return t(
                "Send to {to} through {channel}: {paper}",
                to=names.team(act.to),
                channel=names.channel(act.channel),
                paper=names.paper(act.paper),
            )
        case d.Assign():
            return t("Put {unit} on {load}", unit=_unit(act.unit, names), load=names.load(act.consignment))
        case d.Withdraw():
            return t("Withdraw {unit}", unit=_unit(act.unit, names))


def _describe_staff(act: d.StaffAct, names: Names) -> str:
    t = names.language.t
    match act:
        case d.StaffInject():
            return t("Facilitator: send inject {inject}", inject=act.inject)
        case d.StaffSkip():
            return t("Facilitator: take inject {inject} off the list", inject=act.inject)
        case d.StaffMessage():
            return t("Facilitator: message to {to}: {subject}", to=names.teams(act.to), subject=act.subject or act.text)
        case d.StaffExtend():
            length = names.language.length(act.minutes)
            return t("Facilitator: {length} more for: {point}", length=length, point=names.point(act.point))
        case d.StaffRule():
            labels = "; ".join(names.option(act.point, option) for option in act.options) or t("not possible")
            return t("Facilitator: rules on {point}: {options}", point=names.point(act.point), options=labels)
        case d.StaffEnd():
            return t("Facilitator: end of the exercise")


def _unit(unit: str, names: Names) -> str:
    """A unit named without its team: the id of a unit is found wherever it is declared."""
    owner = next((team for team, part in names.scenario.teams.items() if unit in part.units), "")
    return names.unit(owner, unit)


def act_takes(act: d.Act, scenario: Scenario) -> int:
    """Return the story time that *act* costs, in minutes."""
    match act:
        case d.Answer():
            point = scenario.decisions.get(act.point)
            return sum(point.options[o].takes for o in act.options if o in point.options) if point else 0
        case d.Share():
            return scenario.powers.share_takes
        case d.Talk():
            return scenario.powers.talk.call if act.mode == "call" else scenario.powers.talk.meet
        case d.Enquire():
            return scenario.powers.enquire_takes
        case d.File():
            return scenario.papers[act.paper].takes if act.paper in scenario.papers else 0
        case _:
            return 0


def refusal_text(refusal: d.Refusal, scenario: Scenario, language: str) -> str:
    """Return why an act is not allowed now: in the author's words where there are any, else by its code."""
    names = Names(scenario, language)
    own = names.words(refusal.because) if refusal.because else ""
    if own:
        return own
    sentence = refusal_sentences(names.language).get(refusal.code)
    if sentence is None:
        return names.language.t("This is not possible now ({code}).", code=refusal.code)
    return _filled(sentence, refusal, names)


def refusal_sentence(refusal: d.Refusal, language: str) -> str:
    """Return why an act is not allowed now, for those who have no scenario at hand: nothing is named."""
    words = language_of(language)
    sentence = refusal_sentences(words).get(refusal.code)
    return _tidy(sentence, {}) if sentence else words.t("This is not possible now ({code}).", code=refusal.code)


def _filled(sentence: str, refusal: d.Refusal, names: Names) -> str:
    """Put the labels of what a refusal names into its sentence; a name that it does not give is left out."""
    return _tidy(sentence, {key: _spoken(key, value, names) for key, value in refusal.names.items()})


def _tidy(sentence: str, spoken: dict[str, str]) -> str:
    """Fill a sentence; one that ends in a colon for want of a name ends in a full stop instead."""
    said = " ".join(sentence.format_map(_Lenient(spoken)).split())
    return f"{said[:-1].rstrip()}." if said.endswith(":") else said.replace(" .", ".")


class _Lenient(dict[str, str]):
    """Names for a sentence; one that is missing is said as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def _spoken(key: str, value: str, names: Names) -> str:
    """Return the label of an id by the kind of name it is."""
    match key:
        case "team" | "to" | "state" | "by":
            return names.team(value)
        case "point":
            return names.point(value)
        case "item":
            return names.item(value)
        case "channel":
            return names.channel(value)
        case "body":
            return names.body(value)
        case "subject":
            return names.subject(value)
        case "paper":
            return names.paper(value)
        case "unit":
            return _unit(value, names)
        case "consignment":
            return names.load(value)
        case "law":
            return names.law(value)
        case "until" | "minute" | "due":
            return names.clock(int(value)) if value.lstrip("-").isdigit() else value
        case "role":
            return next((names.role(t, value) for t, p in names.scenario.teams.items() if value in p.roles), value)
        case _:
            return value


def refusal_sentences(language: Language) -> dict[str, str]:
    """Return the sentence of every refusal code, with the names it takes still in braces."""
    t = language.t
    return {
        "ended": t("The exercise is over."),
        "not_a_team": t("This is not for a team to do."),
        "not_staff": t("Only the facilitator can do this."),
        "no_such_point": t("There is no such decision."),
        "other_team": t("This decision belongs to another team."),
        "not_open": t("This decision is not open now."),
        "already_answered": t("This decision has been answered already."),
        "no_option": t("Choose at least one option."),
        "no_such_option": t("There is no such option."),
        "option_twice": t("An option can be chosen only once."),
        "too_many": t("Fewer options can be taken together: at most {most}."),
        "closed": t("This is closed now."),
        "role_unknown": t("This role does not exist on your team."),
        "role_may_not": t("This role may not do it."),
        "role_busy": t("{role} is busy until {until}."),
        "words_needed": t("Say why in your own words."),
        "bad_why": t("This is not one of the reasons offered."),
        "bad_law": t("This legal basis is not one of those offered."),
        "bad_sure": t("How sure is said from 1 to 4."),
        "signature_needed": t("This role must sign too: {role}"),
        "waits_for_signature": t("It waits for the signatures of others."),
        "waits_for_others": t("It waits until the other teams have chosen too."),
        "waits_for_ruling": t("It waits for the ruling of the facilitator."),
        "no_facilitator": t("There is no facilitator who could rule on it."),
        "nothing_to_rule": t("There is nothing to rule on."),
        "vote_needed": t("Vote first."),
        "bad_vote": t("A vote goes to an option of this decision."),
        "too_long": t("The text is too long: it may have {most} characters."),
        "no_such_item": t("There is no such item."),
        "not_held": t("Your team does not hold this item."),
        "nothing_to_share": t("Choose at least one item."),
        "no_such_team": t("There is no such team."),
        "self": t("This goes to another team, not to your own."),
        "no_such_channel": t("There is no such channel."),
        "channel_may_not": t("This channel is not open to you for this: {channel}"),
        "no_such_body": t("There is no such body to ask."),
        "no_such_subject": t("There is no such subject to ask about."),
        "already_asked": t("This question is already on its way."),
        "no_such_paper": t("There is no such kind of request."),
        "paper_may_not": t("This request cannot be sent from you to them."),
        "paper_waits": t("A request like this is on its way; its answer must come first."),
        "nothing_to_extend": t("There is no consent in force that could be extended."),
        "no_such_content": t("The form has no such field."),
        "no_such_wording": t("This wording cannot be chosen."),
        "bad_variant": t("This form of the load cannot be asked for."),
        "bad_language": t("The request cannot be written in this language."),
        "no_such_unit": t("There is no such unit."),
        "unit_busy": t("This unit is not free: {unit}"),
        "unit_free": t("This unit is not in use: {unit}"),
        "not_known": t("Your team does not know of this."),
        "no_such_inject": t("There is no such inject."),
        "already_sent": t("This inject was sent already."),
        "bad_minutes": t("The number of minutes must be greater than zero."),
        "mode_unknown": t("One can call or meet."),
        # Of the session: rounds, what is sealed, the run file.
        "time_runs": t("Time runs; wait until it stands."),
        "blocking_open": t("Answer this first: {point}"),
        "time_past": t("This time has passed already."),
        "not_sealed": t("There is nothing to take back."),
        "not_kept": t("This could not be written to the run file, so it does not count."),
        # Of the facilitator's desk.
        "locked": t("The desk is locked: the PIN comes first."),
        "wrong_pin": t("This is not the PIN."),
        "pin_wait": t("Too many wrong guesses: wait {seconds} seconds."),
        "reason_needed": t("Say why; the reason is kept."),
        "no_text": t("Write something first."),
        "no_such_round": t("There is no round {round} to go back to."),
        "not_live": t("The speed can be set only where time runs live."),
        "bad_rate": t("The speed must be more than 0 and at most 1000 story minutes a second."),
    }
