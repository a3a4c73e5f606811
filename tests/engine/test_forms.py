from itertools import product
from typing import Any

import pytest

from exercise.engine import Engine
from exercise.engine.authority import Authority
from exercise.engine.channels import Channels
from exercise.engine.forms import Forms
from exercise.engine.information import Information
from exercise.model.decisions import Answer, Assign, Decision, Enquire, File, Refusal, Share, Talk, Withdraw
from exercise.model.happenings import FormSubmitted, ItemSent, RequestSent
from exercise.model.offers import FieldOffer, FormOffer
from exercise.model.records import canonical, from_record, to_record
from tests.engine import worlds
from tests.engine.worlds import Bench, equals, fixed


class Yard:
    """Units of a team: those out are busy; one load is known, the other is not."""

    def __init__(self) -> None:
        self.out: dict[str, str] = {}

    def judge_assign(self, team: str, unit: str, consignment: str) -> Refusal | None:
        if consignment == "hidden":
            return Refusal("not_known")
        return Refusal("unit_busy", {"unit": unit}) if unit in self.out else None

    def assign(self, team: str, unit: str, consignment: str) -> None:
        self.out[unit] = consignment

    def judge_withdraw(self, team: str, unit: str) -> Refusal | None:
        return None if unit in self.out else Refusal("unit_free", {"unit": unit})

    def withdraw(self, team: str, unit: str) -> None:
        del self.out[unit]


class Silence:
    """Points at which nobody is asked."""

    def open_request(self, *_: Any) -> None:
        raise AssertionError("no played state is asked here")


class Office:
    """A bench with forms."""

    def __init__(self, **changed: Any) -> None:
        abort = {"label": "Abort", "requires": equals("ready", True), "because": "Agree on it first."}
        parts: dict[str, Any] = {
            "teams": worlds.teams(
                a=worlds.team(
                    "AA",
                    units={"one": worlds.unit(), "two": worlds.unit()},
                    roles={"head": {"label": "Head"}, "clerk": {"label": "Clerk"}},
                ),
                b=worlds.team("BB", played=False),
            ),
            "consignments": {"load": worlds.load(), "hidden": worlds.load()},
            "channels": {
                "line": {"label": "Line", "delay": fixed(30)},
                "phone": {"label": "Phone", "carries": ["talk"]},
                "centre_only": {"label": "Centre", "teams": ["centre"]},
            },
            "papers": {
                "delivery": {
                    "label": "Delivery",
                    "variants": True,
                    "languages": ["ru", "en"],
                    "takes": 20,
                    "roles": ["head"],
                    "contents": {
                        "facts": {"label": "Facts"},
                        "abort": abort,
                        "terms": {
                            "label": "Terms",
                            "choices": {
                                "loose": {"label": "Loose", "adequate": False},
                                "firm": {"label": "Firm", "requires": equals("ready", True)},
                            },
                        },
                    },
                },
                "order": {"label": "Order", "by": ["b"]},
                "late": {"label": "Late", "requires": equals("ready", True), "because": "Nothing to ask yet."},
                "longer": {"label": "Longer", "asks": "extension"},
            },
            "intel": {
                "tip": {"title": "Tip", "text": "Text", "origin": "A source", "holders": ["a"]},
                "secret": {"title": "Secret", "text": "Text", "origin": "A source"},
            },
            "subjects": {"van": {"label": "Van"}, "man": {"label": "Man", "requires": equals("ready", True)}},
            "bodies": {
                "registry": {"label": "Registry", "nothing": "Nothing.", "takes": fixed(60)},
                "desk": {"label": "Desk", "nothing": "Nothing.", "by": ["b"]},
            },
            "facts": {"ready": {}},
            **changed,
        }
        self.bench = Bench(worlds.scenario(**parts))
        world, rules, effects = self.bench.world, self.bench.rules, self.bench.effects
        channels = Channels(world)
        self.yard = Yard()
        authority = Authority(world, rules, effects, channels, Silence())
        self.forms = Forms(world, rules, self.yard, Information(world, rules, effects, channels), authority)

    def offer(self, id: str, paper: str = "", team: str = "a") -> FormOffer:
        return next(form for form in self.forms.offers(team) if form.id == id and form.paper == paper)

    def field(self, form: str, id: str, paper: str = "") -> FieldOffer:
        return next(field for field in self.offer(form, paper).fields if field.id == id)

    def choices(self, form: str, id: str, paper: str = "") -> dict[str, tuple[bool, str]]:
        return {c.id: (c.available, c.because) for c in self.field(form, id, paper).choices}

    def submit(self, act: Any, team: str = "a", **more: Any) -> Refusal | None:
        decision = Decision(team, act, **more)
        refusal = self.forms.judge(decision)
        if refusal is None:
            self.forms.act(decision)
        return refusal


OPEN = (True, "")


# --- what is offered ----------------------------------------------------------------------------------------


def test_every_standing_act_of_a_team_has_its_form() -> None:
    office = Office()
    assert [(form.id, form.paper) for form in office.forms.offers("a")] == [
        ("share", ""),
        ("talk", ""),
        ("enquire", ""),
        ("file", "delivery"),
        ("file", "late"),
        ("file", "longer"),
        ("assign", ""),
        ("withdraw", ""),
    ]
    assert [form.id for form in office.forms.offers("centre")] == ["share", "talk", "enquire"]


def test_a_form_says_what_it_costs() -> None:
    office = Office(powers={"share_takes": 7, "enquire_takes": 8, "talk": {"call": 9}, "assign_takes": fixed(10)})
    assert [(form.id, form.takes) for form in office.forms.offers("a") if form.paper != "late"] == [
        ("share", 7),
        ("talk", 9),
        ("enquire", 8),
        ("file", 20),
        ("file", 0),
        ("assign", 10),
        ("withdraw", 0),
    ]


def test_a_team_is_offered_only_the_items_and_subjects_that_it_knows_of() -> None:
    office = Office()
    assert office.choices("share", "items") == {"tip": OPEN}
    assert office.choices("enquire", "subject") == {"van": OPEN}
    assert office.choices("enquire", "body") == {"registry": OPEN}
    assert office.choices("assign", "consignment") == {"load": OPEN}


def test_a_team_that_holds_nothing_cannot_share() -> None:
    form = Office().offer("share", team="centre")
    assert (form.available, form.because) == (False, "nothing_to_share")


def test_channels_that_do_not_carry_it_are_offered_as_closed() -> None:
    closed = (False, "channel_may_not")
    assert Office().choices("share", "channel") == {"line": OPEN, "phone": closed, "centre_only": closed}
    assert Office().choices("file", "channel", "delivery") == {"line": OPEN, "centre_only": closed}


def test_a_content_that_is_closed_says_why_in_the_authors_words() -> None:
    office = Office()
    assert office.choices("file", "content:abort", "delivery") == {
        "": (False, "papers.delivery.contents.abort.because")
    }
    assert office.choices("file", "content:terms", "delivery") == {"loose": OPEN, "firm": (False, "closed")}
    office.bench.set("ready", True)
    assert office.choices("file", "content:abort", "delivery") == {"": OPEN}


def test_a_form_never_says_which_contents_are_demanded() -> None:
    fields = [field for field in Office().offer("file", "delivery").fields if field.id.startswith("content:")]
    assert [field.needed for field in fields] == [False, False, False]


def test_the_form_of_a_request_offers_variants_and_languages_where_it_has_them() -> None:
    office = Office()
    assert [field.id for field in office.offer("file", "delivery").fields] == [
        "to",
        "channel",
        "variant",
        "language",
        "content:facts",
        "content:abort",
        "content:terms",
    ]
    assert [field.id for field in office.offer("file", "late").fields] == ["to", "channel"]
    assert office.choices("file", "variant", "delivery") == {"intact": OPEN, "partial": OPEN, "full": OPEN}
    assert office.choices("file", "language", "delivery") == {"ru": OPEN, "en": OPEN}


def test_a_paper_that_is_closed_is_offered_with_its_reason() -> None:
    form = Office().offer("file", "late")
    assert (form.available, form.because) == (False, "papers.late.because")


def test_a_paper_without_a_state_to_go_to_is_closed() -> None:
    form = Office().offer("file", "longer")
    assert (form.available, form.because) == (False, "nothing_to_extend")


def test_a_state_whose_answer_is_awaited_is_closed() -> None:
    office = Office()
    assert office.submit(File("delivery", "b", "line"), role="head") is None
    assert office.choices("file", "to", "delivery") == {"b": (False, "paper_waits")}


def test_a_question_on_its_way_closes_the_choices_that_it_exhausts() -> None:
    office = Office()
    office.bench.set("ready", True)
    assert office.submit(Enquire("registry", "van")) is None
    assert office.choices("enquire", "subject") == {"van": (False, "already_asked"), "man": OPEN}
    assert office.choices("enquire", "body") == {"registry": OPEN}


def test_units_are_offered_as_they_are_free_or_out() -> None:
    office = Office()
    assert office.submit(Assign("one", "load")) is None
    assert office.choices("assign", "unit") == {"one": (False, "unit_busy"), "two": OPEN}
    assert office.choices("withdraw", "unit") == {"one": OPEN, "two": (False, "unit_free")}


def test_an_offer_and_a_judgement_never_disagree() -> None:
    office = Office()
    for ready in (False, True):
        office.bench.set("ready", ready)
        fields = {field.id: field.choices for field in office.offer("file", "delivery").fields}
        heads = product(*(fields[id] for id in ("to", "channel", "variant", "language")))
        contents = [(id.removeprefix("content:"), c) for id in fields if id.startswith("content:") for c in fields[id]]
        for to, channel, variant, language in heads:
            for content, wording in contents:
                act = File("delivery", to.id, channel.id, {content: wording.id}, variant.id, language.id)
                allowed = office.forms.judge(Decision("a", act, "head")) is None
                assert allowed is all(c.available for c in (to, channel, variant, language, wording))


# --- judging and doing --------------------------------------------------------------------------------------


def test_an_act_is_recorded_for_staff_before_anything_comes_of_it() -> None:
    office = Office(powers={"share_takes": 0})
    assert office.submit(Share(("tip",), "b", "line"), by="bot") is None
    office.bench.advance(50)
    submitted, sent = office.bench.kinds(FormSubmitted, ItemSent)
    assert (submitted.minute, submitted.audience, submitted.form, submitted.by) == (0, (), "share", "bot")
    assert submitted.fields == {"items": ("tip",), "to": "b", "channel": "line"}
    assert sent.minute == 1


@pytest.mark.parametrize(
    "act",
    [
        Share(("tip",), "b", "line"),
        Talk("call", "b", (), "Agreed\x1b[2J."),
        Enquire("registry", "van"),
        File("delivery", "b", "line", {"terms": "loose"}),
        Assign("one", "load"),
    ],
)
def test_what_was_submitted_survives_the_record(act) -> None:
    office = Office()
    assert office.submit(act, role="head") is None
    submitted = office.bench.kinds(FormSubmitted)[0]
    again = from_record(to_record(submitted))
    assert canonical(to_record(again)) == canonical(to_record(submitted))
    assert b"\\u001b" not in canonical(to_record(submitted))


def test_units_are_put_on_and_taken_off() -> None:
    office = Office()
    assert office.submit(Assign("one", "load")) is None
    assert office.yard.out == {"one": "load"}
    assert office.submit(Withdraw("one")) is None
    assert office.yard.out == {}
    refusal = office.submit(Withdraw("one"))
    assert refusal is not None
    assert refusal.code == "unit_free"


def test_a_request_is_sent() -> None:
    office = Office()
    assert office.submit(File("delivery", "b", "line", {"facts": ""}), role="head") is None
    office.bench.advance(20)
    assert [(h.minute, h.language, dict(h.contents)) for h in office.bench.kinds(RequestSent)] == [
        (20, "ru", {"facts": ""})
    ]


def test_people_who_name_no_role_act_by_one_that_may_and_is_free() -> None:
    roles = {"head": {"label": "Head"}, "clerk": {"label": "Clerk"}, "judge": {"label": "Judge"}}
    point = {"team": "a", "question": "What now?", "options": {"go": {"label": "Go", "takes": 60}}}
    made = worlds.scenario(
        teams=worlds.teams(a=worlds.team("AA", roles=roles), b=worlds.team("BB", played=False)),
        papers={"order": {"label": "Order", "roles": ["head", "clerk"]}},
        decisions={"p": point, "q": point, "r": {**point, "roles": ["head", "clerk"]}},
    )
    for busy, refused in ((("head",), None), (("head", "clerk"), "role_busy"), (("judge",), None)):
        engine = Engine(made, 1)
        for name, role in zip(("p", "q"), busy, strict=False):
            assert engine.submit(Decision("a", Answer(name, ("go",)), role)) is None
        for act in (File("order", "b", "line"), Answer("r", ("go",))):
            refusal = engine.judge(Decision("a", act))
            assert (refusal and refusal.code) == refused
            assert engine.judge(Decision("a", act, by="facilitator")) is None


def test_a_role_that_may_not_send_a_paper_is_refused() -> None:
    office = Office()
    refusal = office.submit(File("delivery", "b", "line"), role="clerk")
    assert refusal is not None
    assert refusal.code == "role_may_not"
    assert office.bench.kinds(FormSubmitted) == []
    assert office.submit(File("delivery", "b", "line")) is None


def test_a_refused_act_leaves_no_trace() -> None:
    office = Office()
    before = (len(office.bench.world.happenings), dict(office.bench.world.facts))
    refusal = office.submit(Share(("secret",), "b", "line"))
    assert refusal is not None
    assert refusal.code == "not_held"
    assert (len(office.bench.world.happenings), dict(office.bench.world.facts)) == before


def test_an_answer_is_no_standing_act() -> None:
    with pytest.raises(TypeError):
        Office().forms.judge(Decision("a", Answer("point", ("yes",))))
