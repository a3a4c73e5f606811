"""Conditions in words: what a criterion or an inject waits for, said so that a person can check it against the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from exercise.model.base import Value
from exercise.model.expressions import (
    All,
    Any_,
    Compare,
    Constant,
    Expression,
    Fact,
    HeldFor,
    Not,
    OneOf,
    SinceTrue,
    Sum,
)
from exercise.play.names import Names

_SIGNS: Final[Mapping[str, str]] = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_TURNED: Final[Mapping[str, str]] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""What a comparison becomes when its sides change places."""


class Conditions:
    """Says conditions in the language of *names*."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.t = names.language.t

    def whole(self, expression: Expression) -> str:
        """Return a condition of any number of parts in words, in one line."""
        match expression:
            case All(of=parts):
                return self.t(" and ").join(self._part(part) for part in parts)
            case Any_(of=parts):
                return self.t(" or ").join(self._part(part) for part in parts)
            case Not(of=part):
                return self.t("not: {what}", what=self.whole(part))
        return self.say(expression)

    def _part(self, expression: Expression) -> str:
        said = self.whole(expression)
        return f"({said})" if isinstance(expression, All | Any_) and len(expression.of) > 1 else said

    def say(self, expression: Expression) -> str:
        """Return a smallest condition in words."""
        match expression:
            case Fact():
                return self.fact(expression.name)
            case HeldFor():
                return self.t(
                    "{what}, for {length}",
                    what=self.say(expression.of),
                    length=self._length(expression.minutes),
                )
            case SinceTrue():
                return self.t(
                    "{length} after: {what}",
                    what=self.say(expression.of),
                    length=self._length(expression.minutes),
                )
            case OneOf(of=Fact(name=name)):
                said = [self.value(name, value) for value in expression.among]
                return f"{self.fact(name)}: {self.t(' or ').join(said)}"
            case Compare(op=op, left=Fact(name=name), right=Constant(value=value)):
                return self._compared(name, op, value)
            case Compare(op=op, left=Constant(value=value), right=Fact(name=name)):
                return self._compared(name, _TURNED[op], value)
            case Compare():
                return f"{self.say(expression.left)} {_SIGNS[expression.op]} {self.say(expression.right)}"
            case Sum():
                return f"{self.say(expression.left)} {expression.op} {self.say(expression.right)}"
            case Constant(value=bool(value)):
                return self.t("always") if value else self.t("never")
            case Constant():
                return str(expression.value)
            case _:
                return self.t("a condition of several parts")

    def _length(self, minutes: int) -> str:
        return self.names.language.length(minutes)

    def _compared(self, name: str, op: str, value: Value) -> str:
        if isinstance(value, bool):
            said = self.fact(name)
            return said if value is (op == "==") else self.t("not: {what}", what=said)
        if op == "==" and isinstance(value, str):
            return f"{self.fact(name)}: {self.value(name, value)}"
        if op == "!=" and value == "none":
            return self.t("{what}: there is one", what=self.fact(name))
        if op == "!=" and isinstance(value, str):
            return f"{self.fact(name)}: {self.t('not')} {self.value(name, value)}"
        return f"{self.fact(name)} {_SIGNS[op]} {self.value(name, value)}"

    # --- facts ------------------------------------------------------------------------------------

    def fact(self, name: str) -> str:
        """Return what the fact *name* means; the name itself, with spaces, where nothing better is known."""
        head, _, rest = name.partition(".")
        if name in self.names.scenario.facts:
            note = self.names.say(self.names.scenario.facts[name].note)
            return note.rstrip(".") if note else name.replace("_", " ")
        parts = rest.split(".") if rest else []
        said = self._alone(name) or self._of_consignment(head, parts) or self._of_play(head, parts)
        return said or self._of_teams(head, parts) or name.replace(".", " ").replace("_", " ")

    def _alone(self, name: str) -> str:
        return {
            "stage": self.t("the stage"),
            "ended": self.t("the exercise is over"),
            "adversary.alertness": self.t("alertness of the other side"),
            "arrests.all": self.t("every person of the case arrested"),
        }.get(name, "")

    def _of_consignment(self, head: str, parts: list[str]) -> str:
        if len(parts) != 2:
            return ""
        load, what = self.names.load(parts[0]), parts[1]
        said: dict[str, Callable[[], str]] = {
            "consignment": lambda: self._consignment(load, what),
            "step": lambda: self.t("{load} began: {step}", load=load, step=self.names.step(what)),
            "control": lambda: self._control(load, what),
            "entry": lambda: self._entry(load, what),
            "custody": lambda: self._custody(load, what),
            "did": lambda: self.t("custody record of {load}: {record}", load=load, record=self.record(what)),
            "consent": lambda: self._consent(load, what),
        }
        return said[head]() if head in said else ""

    def _consignment(self, load: str, what: str) -> str:
        return {
            "status": self.t("{load} is", load=load),
            "on": self.t("{load} is on", load=load),
            "state": self.t("{load} is in", load=load),
            "variant": self.t("form of {load}", load=load),
        }.get(what, load)

    def _control(self, load: str, what: str) -> str:
        return {
            "now": self.t("{load} is under control", load=load),
            "unbroken": self.t("no gap in the control of {load}", load=load),
            "gap": self.t("minutes without control of {load}", load=load),
        }.get(what, load)

    def _entry(self, load: str, what: str) -> str:
        if what == "lawful":
            return self.t("every entry of {load} was agreed", load=load)
        return self.t("entry of {load} into {state}", load=load, state=self.names.team(what))

    def _custody(self, load: str, what: str) -> str:
        if what == "whole":
            return self.t("custody of {load} unbroken, every act with a protocol", load=load)
        return self.t("custody records of {load}", load=load)

    def _consent(self, load: str, what: str) -> str:
        return {
            "all_ahead": self.t("every state ahead has agreed to {load}", load=load),
            "all_entered": self.t("every state entered had agreed to {load}", load=load),
        }.get(what) or self.t("consent of {state} for {load}", state=self.names.team(what), load=load)

    def _of_play(self, head: str, parts: list[str]) -> str:
        names = self.names
        match head, parts:
            case "paper", [paper, state]:
                return self.t("{paper} to {state}", paper=names.paper(paper), state=names.team(state))
            case "returns", [paper, state]:
                return self.t("returns of {paper} by {state}", paper=names.paper(paper), state=names.team(state))
            case "decided", [point]:
                return self.t("decision “{point}”", point=names.point(point))
            case "chose", [point, option]:
                return self.t(
                    "chosen at “{point}”: {option}",
                    point=names.point(point),
                    option=names.option(point, option),
                )
            case "open", [point]:
                return self.t("“{point}” is open", point=names.point(point))
            case "defaulted", [point]:
                return self.t("nobody answered “{point}” in time", point=names.point(point))
            case "cosigned", [point]:
                return self.t("“{point}” signed by all who must sign", point=names.point(point))
            case "target", [target]:
                return names.target(target)
            case "inject", [inject]:
                return self.t("message “{inject}” delivered", inject=self.inject(inject))
            case "expected", [inject]:
                return self.t("what was expected on “{inject}”", inject=self.inject(inject))
            case "hazard", [hazard]:
                return self.t("it happened: {hazard}", hazard=self.hazard(hazard))
            case "asked", [body, subject]:
                return self.t("{body} was asked about {subject}", body=names.body(body), subject=names.subject(subject))
            case "breach", [item]:
                return self.t("“{item}” passed on against its handling rule", item=names.item(item))
        return ""

    def _of_teams(self, head: str, parts: list[str]) -> str:
        names = self.names
        match head, parts:
            case "holds", [team, item]:
                return self.t("{team} holds “{item}”", team=names.team(team), item=names.item(item))
            case "unit", [team, unit]:
                return self.t("{unit} of {team}", unit=names.unit(team, unit), team=names.team(team))
            case "following", [team]:
                return self.t("a unit of {team} is in place", team=names.team(team))
            case "talked", [team, other]:
                return self.t("{team} and {other} spoke", team=names.team(team), other=names.team(other))
            case "admissible", [team]:
                return self.t("the court of {team} can use the evidence", team=names.team(team))
        return ""

    def inject(self, inject: str) -> str:
        """Return the title of an inject."""
        known = self.names.scenario.injects.get(inject)
        return (self.names.say(known.title) or self.names.say(known.subject) if known else "") or inject.replace(
            "_", " "
        )

    def hazard(self, hazard: str) -> str:
        """Return the label of a hazard."""
        known = self.names.scenario.hazards.get(hazard)
        return (self.names.say(known.label) if known else "") or hazard.replace("_", " ")

    # --- values -----------------------------------------------------------------------------------

    def value(self, name: str, value: Value) -> str:
        """Return a value of the fact *name* in words."""
        if not isinstance(value, str):
            return str(value)
        head, _, rest = name.partition(".")
        if name in self.names.scenario.facts:
            label = self.names.scenario.facts[name].says.get(value)
            return self.names.say(label) if label else self._word(value)
        if head == "decided":
            return self.t("“{option}”", option=self.names.option(rest, value)) if value != "none" else self.t("not yet")
        if head == "target":
            return self._standing(rest, value)
        if head == "stage":
            return self.names.stage(value)
        if head == "consignment" and value != "none":
            return self._whereabouts(rest.rpartition(".")[2], value)
        return self._word(value)

    def _whereabouts(self, what: str, value: str) -> str:
        said: dict[str, Callable[[str], str]] = {
            "state": self.names.team, "on": self.names.step, "variant": self.names.variant,
        }  # fmt: skip
        return said.get(what, self._word)(value)

    def _standing(self, target: str, value: str) -> str:
        """Return how a target stands."""
        t, known = self.t, self.names.scenario.targets.get(target)
        return {
            "free": t("not searched") if known and known.kind == "site" else t("at large"),
            "warned": t("warned"), "fled": t("gone"), "arrested": t("arrested"), "searched": t("searched"),
        }.get(value, value)  # fmt: skip

    def _word(self, value: str) -> str:
        return self._words().get(value, value.replace("_", " "))

    def _words(self) -> dict[str, str]:
        t = self.t
        return {
            "none": t("none"), "asked": t("asked"), "sent": t("sent"), "received": t("received"),
            "returned": t("returned"), "granted": t("granted"), "refused": t("refused"), "lapsed": t("run out"),
            "lawful": t("lawful"), "unlawful": t("not lawful"), "pending": t("awaited"), "met": t("done in time"),
            "excused": t("excused"), "waiting": t("waiting"), "moving": t("moving"), "stored": t("in store"),
            "crossing": t("at the crossing"), "held": t("held"), "arrived": t("arrived"), "delivered": t("delivered"),
            "seized": t("seized"), "lost": t("lost"), "free": t("free"), "deploying": t("under way"),
            "in_place": t("in place"), "resting": t("resting"),
        }  # fmt: skip

    def record(self, record: str) -> str:
        """Return what was done to a load."""
        t = self.t
        return {
            "inspect": t("inspected"), "seal": t("sealed"), "sample": t("sample taken"), "weigh": t("weighed"),
            "substitute": t("substituted"), "handover": t("handed over"), "receive": t("received"),
            "test": t("tested"), "open": t("opened"), "store": t("stored"), "return": t("given back"),
        }.get(record, record)  # fmt: skip
