"""A bench with an authority, for tests of requests and consents: team a asks state b."""

from collections.abc import Callable
from typing import Any

from exercise.engine.authority import Authority
from exercise.engine.channels import Channels
from exercise.model.decisions import Answer, File
from exercise.model.happenings import AnswerArrived
from tests.engine import worlds
from tests.engine.worlds import Bench, fixed

FULL = {"facts": "", "undertakings": "return_load"}


class Desk:
    """The points of played states, with what they were asked."""

    def __init__(self) -> None:
        self.asked: dict[str, tuple[str, int | None, str, Callable[[Answer, str], None]]] = {}

    def open_request(
        self, request: str, team: str, deadline: int | None, default: str, answered: Any, *, precedence: str
    ) -> None:
        self.asked[request] = (team, deadline, default, answered)

    def answer(self, request: str, option: str, text: str = "", by: str = "team") -> None:
        self.asked[request][3](Answer(f"respond_{request}", (option,), text=text), by)


def papers(**changed: Any) -> dict[str, Any]:
    consent = {
        "label": "Controlled delivery",
        "variants": True,
        "languages": ["ru", "en"],
        "translation": fixed(45),
        "takes": 20,
        "contents": {
            "facts": {"label": "Facts"},
            "undertakings": {
                "label": "Undertakings",
                "choices": {"vague": {"label": "Vague", "adequate": False}, "return_load": {"label": "Return"}},
            },
            "note": {"label": "Note", "required": False},
        },
        **changed,
    }
    return {
        "delivery": consent,
        "longer": {"label": "Extension", "asks": "extension"},
        "help": {"label": "Assistance", "asks": "assistance"},
    }


class Court:
    """A bench with an authority: team a asks state b, which nobody plays unless *played*."""

    def __init__(self, profile: dict[str, Any] | None = None, *, played: bool = False, **changed: Any) -> None:
        rules = {"registers_in": fixed(10), "decides_in": fixed(60), **(profile or {})}
        parts = {
            "teams": worlds.teams(b=worlds.team("BB", profile=rules, played=played)),
            "channels": {
                "line": {"label": "Line", "delay": fixed(30), "seen_by": ["centre"]},
                "direct": {"label": "Direct", "delay": fixed(5)},
                "hole": {"label": "Hole", "loses": 1.0},
                "phone": {"label": "Phone", "carries": ["talk"]},
            },
            "papers": papers(),
            "facts": {"ready": {"known_to": ["a"]}, "kind": {}},
            **changed,
        }
        self.bench = Bench(worlds.scenario(**parts))
        self.desk = Desk()
        bench = self.bench
        self.authority = Authority(bench.world, bench.rules, bench.effects, Channels(bench.world), self.desk)

    def file(self, paper: str = "delivery", channel: str = "line", **more: Any) -> None:
        contents = more.pop("contents", FULL if paper == "delivery" else {})
        act = File(paper, "b", channel, contents, **more)
        assert self.authority.judge("a", act) is None
        self.authority.file("a", act)

    def refused(self, team: str = "a", **more: Any) -> str | None:
        act = File(**{"paper": "delivery", "to": "b", "channel": "line", "contents": FULL, **more})
        refusal = self.authority.judge(team, act)
        return refusal.code if refusal else None

    def answers(self) -> list[tuple[int, str]]:
        return [(h.minute, h.verdict) for h in self.bench.kinds(AnswerArrived)]
