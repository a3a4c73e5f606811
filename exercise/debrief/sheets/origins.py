"""Where an inject comes from: its time or condition, the expectation it answers, or the effect that sends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from exercise.debrief.sheets.words import condition, length
from exercise.model.effects import Chance, Effect, EnterStage, OpenPoint, SendInject
from exercise.model.expressions import TRUE, facts_read
from exercise.model.play import Inject
from exercise.play.conditions import Conditions
from exercise.play.names import Names


class Origins:
    """Says, for each inject of a scenario, when it comes; injects go by their number on the list."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.scenario = names.scenario
        self.t = names.language.t
        self.conditions = Conditions(names)
        self.numbers: Mapping[str, int] = {name: n for n, name in enumerate(names.scenario.injects, 1)}

    def reference(self, inject: str) -> str:
        """Return an inject as the list refers to it: ``no. 12 “The notice”``."""
        return self.t(
            "no. {number} “{title}”", number=self.numbers.get(inject, "?"), title=self.conditions.inject(inject)
        )

    def when(self, inject: str) -> tuple[str, ...]:
        """Return every way by which *inject* may come, in words."""
        said = [*self._own(inject), *self._group(inject), *self._contingency(inject), *self._sent.get(inject, ())]
        return tuple(dict.fromkeys(said)) or (self.t("by hand"),)

    def opens(self, inject: str) -> tuple[str, ...]:
        """Return the decision points that *inject* opens: by name, by having come, or by beginning their stage."""
        part = self.scenario.injects[inject]
        opened = {effect.open for effect, _ in _each(part.effects) if isinstance(effect, OpenPoint)}
        begun = _stages(part.effects)
        return tuple(
            name for name, point in self.scenario.decisions.items()
            if name in opened or f"inject.{inject}" in facts_read(point.when)
            or (point.stage in begun and (part.at is not None or point.when == TRUE))
        )  # fmt: skip

    def begins(self, stage: str) -> tuple[str, ...]:
        """Return what *stage* begins with, in words: its condition, else the injects that begin it, else the start."""
        enters = self.scenario.stages[stage].enters
        if enters is not None:
            return (condition(enters, self.names),)
        injects = self.scenario.injects.items()
        said = (each for name, part in injects if stage in _stages(part.effects) for each in self.when(name))
        return tuple(dict.fromkeys(said)) or (self.t("the start"),)

    def is_contingency(self, inject: str) -> bool:
        """Tell whether some expectation names *inject* for the case that it is not met."""
        return any(one.expects and one.expects.otherwise == inject for one in self.scenario.injects.values())

    def _own(self, inject: str) -> Iterator[str]:
        part = self.scenario.injects[inject]
        if part.at is not None:
            yield self.names.clock(part.at)
        if part.when is not None:
            whole = condition(part.when, self.names)
            said = self.t("when {condition}", condition=whole) if whole else self.t("when none of the others holds")
            begins = self._begins(part)
            yield f"{begins}: {said}" if begins else said

    def _begins(self, part: Inject) -> str:
        """Return from when on the condition of an inject counts: a stage, or the time or condition of its group."""
        group = self.scenario.groups.get(part.group or "")
        if group and group.at is not None:
            return self.t("from {clock} on", clock=self.names.clock(group.at))
        if group and group.when is not None:
            return self.t("once {condition}", condition=condition(group.when, self.names))
        return self.t("from stage “{stage}” on", stage=self.names.stage(part.stage)) if part.stage else ""

    def _group(self, inject: str) -> Iterator[str]:
        name = self.scenario.injects[inject].group
        if name is None or name not in self.scenario.groups:
            return
        group = self.scenario.groups[name]
        by = {
            "chance": self.t("chosen by chance"),
            "facilitator": self.t("chosen by the facilitator"),
            "first_true": self.t("the first whose condition holds"),
        }[group.chosen_by]
        members = [str(self.numbers[i]) for i, one in self.scenario.injects.items() if one.group == name]
        yield self.t("one of no. {numbers}, {how}", numbers=", ".join(members), how=by)
        if group.chosen_by == "first_true":
            return
        if group.at is not None:
            yield self.names.clock(group.at)
        if group.when is not None:
            yield self.t("when {condition}", condition=condition(group.when, self.names))

    def _contingency(self, inject: str) -> Iterator[str]:
        for name, one in self.scenario.injects.items():
            if one.expects and one.expects.otherwise == inject:
                within = self.names.language.length(one.expects.within)
                yield self.t(
                    "if what {inject} asks is not done within {length}", inject=self.reference(name), length=within
                )

    @cached_property
    def _sent(self) -> Mapping[str, list[str]]:
        """What sends each inject by an effect, in words."""
        found: dict[str, list[str]] = {}
        for origin, effects in self._sources():
            for effect, chance in _each(effects):
                if isinstance(effect, SendInject):
                    said = origin
                    if chance:
                        said = self.t("{origin}, by chance", origin=said)
                    if effect.after is not None:
                        said = self.t("{origin}, after {length}", origin=said, length=length(effect.after, self.names))
                    found.setdefault(effect.inject, []).append(said)
        return found

    def _sources(self) -> Iterator[tuple[str, Iterable[Effect]]]:
        """Yield everything in the scenario that has effects, and what it is called."""
        scenario, names, t = self.scenario, self.names, self.t
        for key, point in scenario.decisions.items():
            for option in point.options.values():
                team, title = names.code(point.team), names.point(key)
                chosen = t("{team} decides “{point}”: {option}", team=team, point=title, option=names.say(option.label))
                yield chosen, option.effects
        for key, inject in scenario.injects.items():
            yield t("follows {inject}", inject=self.reference(key)), inject.effects
        for key, stage in scenario.stages.items():
            yield t("on entering stage “{stage}”", stage=names.stage(key)), stage.effects
        for key, item in scenario.intel.items():
            yield t("if “{item}” is passed on against its rule", item=names.item(key)), item.on_breach
        for key, body in scenario.bodies.items():
            for subject, answer in body.answers.items():
                asked = t("answer of {body} about {subject}", body=names.body(key), subject=names.subject(subject))
                yield asked, answer.effects
        for key, hazard in scenario.hazards.items():
            yield t("hazard: {hazard}", hazard=self.conditions.hazard(key)), hazard.effects
        for reaction in scenario.adversary.reactions:
            yield t("the other side's alertness reaches {level}", level=reaction.at), reaction.effects


def _stages(effects: Iterable[Effect]) -> set[str]:
    """Return the stages that *effects* begin."""
    return {effect.stage for effect, _ in _each(effects) if isinstance(effect, EnterStage)}


def _each(effects: Iterable[Effect], chance: bool = False) -> Iterator[tuple[Effect, bool]]:
    """Yield every effect, and whether chance decides about it."""
    for effect in effects:
        yield effect, chance
        if isinstance(effect, Chance):
            yield from _each((*effect.then, *effect.otherwise), chance=True)
