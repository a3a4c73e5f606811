"""Every id that an author writes is looked up somewhere, or stands for itself."""

from collections.abc import Iterator

from exercise.model.scenario import Scenario
from exercise.scenario.reference import parts_of
from exercise.scenario.resolve import REFERENCES
from exercise.scenario.shapes import Shape, effects, fields

STAND_FOR_THEMSELVES = {
    ("Scenario", "id"), ("Step", "id"), ("Team", "roles"), ("Team", "units"), ("Paper", "contents"),
    ("Point", "options"), ("Objective", "tasks"), ("Content", "choices"),
}  # fmt: skip
LOOKED_UP_ELSEWHERE = {("Point", "default"), ("Step", "from"), ("Step", "to")}


def has_ids(shape: Shape | None) -> bool:
    if shape is None:
        return False
    return shape.kind == "id" or (shape.kind == "mapping" and has_ids(shape.key)) or has_ids(shape.of)


def id_fields() -> Iterator[tuple[str, str]]:
    for model in [*parts_of(Scenario), *effects().values()]:
        for key, field in fields(model).items():
            if has_ids(field.shape) and not (model is Scenario and field.shape.kind == "mapping"):
                yield model.__name__, key


def test_no_id_goes_unchecked() -> None:
    assert set(id_fields()) - STAND_FOR_THEMSELVES - LOOKED_UP_ELSEWHERE - set(REFERENCES) == set()


def test_no_rule_is_about_a_key_that_is_gone() -> None:
    known = {(m.__name__, key) for m in [*parts_of(Scenario), *effects().values()] for key in fields(m)}
    assert (set(REFERENCES) | STAND_FOR_THEMSELVES | LOOKED_UP_ELSEWHERE) - known == set()
