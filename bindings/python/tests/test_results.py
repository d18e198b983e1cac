"""Results are values: equal by what they say, never changed, kept as JSON."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
import quaranta as qr
from support import AS_OF, PACK

AT: dict[str, Any] = {"packs": PACK, "as_of": AS_OF}
MADE: dict[str, Callable[[qr.World, qr.World], object]] = {
    "Report": lambda world, _: qr.check(world, rules=["HW-13"], **AT),
    "Plan": lambda world, people: qr.place(world, people, **AT),
    "Capacity": lambda world, _: qr.capacity(world, **AT),
    "DaysPlan": lambda world, people: qr.plan_days(world, people, days=3, **AT),
    "Audit": lambda world, _: qr.audit(world, **AT),
    "Evacuation": lambda world, _: qr.evacuate(world, empty="S1/301", **AT),
    "Freeing": lambda world, _: qr.free_floors(world, **AT),
}


@pytest.fixture(scope="module")
def world() -> qr.World:
    return qr.read(
        {
            "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
            "Site": [
                {"id": "S1", "region_id": "CN-1", "status": "OPEN", "grade": "HIGH"}
            ],
            "Floor": [{"site_id": "S1", "label": "3"}],
            "Room": [
                {
                    "site_id": "S1",
                    "floor_id": "S1/3",
                    "label": label,
                    "use": "ISOLATION",
                    "state": "READY",
                    "beds": 1,
                }
                for label in ("301", "302")
            ],
        }
    )


def people(*ids: str) -> qr.World:
    return qr.read_arrivals(
        [{"id": of, "age": 40, "chain_id": "L1", "risk": "HIGH"} for of in ids]
    )


@pytest.mark.parametrize("kind", MADE)
def test_results_that_say_the_same_are_equal(kind: str, world: qr.World) -> None:
    one, other = (MADE[kind](world, people("P1")) for _ in range(2))
    assert type(one).__name__ == kind
    assert one is not other
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other}) == 1
    assert one != MADE["Plan" if kind != "Plan" else "Audit"](world, people("P1"))
    assert one != "text"


def test_plans_that_differ_are_not_equal(world: qr.World) -> None:
    plans = {qr.place(world, people(who), **AT) for who in ("P1", "P2", "P1")}
    assert len(plans) == 2
    assert qr.place(world, people("P1"), seed=2, **AT) not in plans


@pytest.mark.parametrize("kind", MADE)
def test_a_copy_is_the_thing_itself(kind: str, world: qr.World) -> None:
    made = MADE[kind](world, people("P1"))
    assert copy.copy(made) is made
    assert copy.deepcopy({"kept": [made]}) == {"kept": [made]}


@pytest.mark.parametrize("kind", MADE)
def test_what_cannot_be_pickled_says_what_to_keep(kind: str, world: qr.World) -> None:
    made = MADE[kind](world, people("P1"))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match=rf"an? {kind} cannot .* to_json\(\)"):
            pickle.dumps(made, protocol)


def test_the_rows_of_a_result_can_be_pickled(world: qr.World) -> None:
    plan = qr.place(world, people("P1", "P2", "P3"), **AT)
    assert plan.unplaced
    for rows in (plan.levels, plan.people, plan.why, plan.relaxations, plan.equity):
        assert pickle.loads(pickle.dumps(rows)) == rows
