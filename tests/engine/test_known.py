"""Which consignments a team can put units on: those of which it knows."""

import pytest

from exercise.engine import refusals
from exercise.engine.control import Control
from exercise.engine.movement import Movement
from exercise.model.effects import Assign
from exercise.model.happenings import RequestReceived, RequestSent, UnitAssigned
from tests.engine.worlds import Bench, drive, load, routes, scenario, team, teams, unit


class Secret(Bench):
    """One load of which only *a* knows at the start; every team has two units that may work in *a*."""

    def __init__(self) -> None:
        units = {name: unit(territory=["a"]) for name in ("one", "two")}
        super().__init__(
            scenario(
                teams=teams(
                    a=team("AA", units=units), b=team("BB", units=units), centre=team("CC", state=False, units=units)
                ),
                routes=routes(drive("out", 500)),
                consignments={"load": load(known_to=["a"])},
                papers={"consent": {"label": "Consent"}},
            )
        )
        movement = Movement(self.world, self.rules, self.effects, lambda _load, _state: None)
        self.control = Control(self.world, self.rules, self.effects, movement)

    def refused(self, name: str, consignment: str = "load") -> str:
        refusal = self.control.judge_assign(name, "one", consignment)
        return "" if refusal is None else refusal.code


def test_a_load_that_a_team_does_not_know_of_is_refused_as_one_that_does_not_exist_is():
    secret = Secret()
    assert [secret.refused(name) for name in ("a", "b", "centre")] == ["", refusals.NOT_KNOWN, refusals.NOT_KNOWN]
    assert secret.refused("b", "nothing") == refusals.NOT_KNOWN
    assert secret.refused("a", "nothing") == refusals.NOT_KNOWN


def test_a_team_that_had_it_in_sight_knows_of_it_for_good():
    secret = Secret()
    secret.do(Assign(assign="two", team="b"))
    secret.advance(200)
    assert [h.team for h in secret.kinds(UnitAssigned)] == ["b"]
    assert secret.refused("b") == ""
    assert secret.refused("centre") == refusals.NOT_KNOWN


@pytest.mark.parametrize(("audience", "knows"), [(("a",), []), (("a", "centre"), ["centre"])])
def test_who_sends_a_request_or_sees_it_pass_knows_of_its_load_and_the_state_once_it_has_it(audience, knows: list[str]):
    secret = Secret()
    secret.world.emit(RequestSent(0, audience, "r1", "consent", "a", "b", "line", "intact", ""))
    assert [name for name in ("b", "centre") if not secret.refused(name)] == knows
    secret.world.emit(RequestReceived(0, ("b",), "r1", "b"))
    assert [name for name in ("b", "centre") if not secret.refused(name)] == ["b", *knows]
