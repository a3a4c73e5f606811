"""A condition as it is written elsewhere is told with the condition as it should be; nothing is proposed that fails."""

import pytest

from exercise.model.facts import FactType
from exercise.scenario.expressions import parse
from exercise.scenario.tokens import ConditionError

FACTS = {
    "late": FactType("bool", False),
    "trust": FactType("int", 0),
    "consignment.status": FactType("word", "waiting", ("waiting", "arrived", "seized", "lost")),
}


def fault(text: str) -> ConditionError:
    with pytest.raises(ConditionError) as raised:
        parse(text, FACTS)
    return raised.value


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("consignment.status is arrived", "consignment.status == arrived"),
        ("consignment.status is not arrived", "consignment.status != arrived"),
        ("consignment.status <> arrived", "consignment.status != arrived"),
        ("consignment.status = arrived", "consignment.status == arrived"),
        ("late && trust > 1", "late and trust > 1"),
        ("late OR trust > 1", "late or trust > 1"),
        ("consignment.status not in (lost, seized)", "not consignment.status in (lost, seized)"),
        ("consignment.status in lost, seized", "consignment.status in (lost, seized)"),
        ("consignment.status == arrived or seized", "consignment.status in (arrived, seized)"),
        ("consignment.status == arrived or seized or lost", "consignment.status in (arrived, seized, lost)"),
        ("consignment.status == lost after 6h", "6h after consignment.status == lost"),
        ("late for 6 hours", "late for 6h"),
        ("late == yes", "late == true"),
        ("consignment.status.arrived", "consignment.status == arrived"),
        ("(late and (trust > 1)", "(late and (trust > 1))"),
    ],
)
def test_the_condition_as_it_should_be_is_the_mend(text: str, mend: str) -> None:
    assert fault(text).mend == mend
    parse(mend, FACTS)


def test_a_word_alone_lists_the_words_and_takes_none() -> None:
    assert fault("consignment.status").mend == "consignment.status == ... (one of waiting, arrived, seized, lost)"
