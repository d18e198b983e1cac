"""Arguments are taken as they are meant; what means nothing says what to pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import quaranta as qr
from support import AS_OF, PACK

# Callers without a type checker.
ANY: Any = qr
AT: dict[str, Any] = {"packs": PACK, "as_of": AS_OF}


def world() -> qr.World:
    rooms = [
        {
            "site_id": "S1",
            "floor_id": "S1/8",
            "label": label,
            "use": "ISOLATION",
            "state": "READY",
            "beds": 1,
        }
        for label in ("801", "802", "803")
    ]
    return qr.read(
        {
            "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
            "Site": [
                {"id": "S1", "region_id": "CN-1", "status": "OPEN", "grade": "HIGH"}
            ],
            "Floor": [{"site_id": "S1", "label": "8"}],
            "Room": rooms,
        }
    )


WORLD = world()
FRAME = pd.DataFrame(
    {"id": ["P1", "P2"], "age": [40, 41], "chain_id": "L1", "risk": "HIGH"}
)
PEOPLE = qr.read_arrivals(FRAME)


def place(**given: object) -> qr.Plan:
    arguments: dict[str, Any] = {"world": WORLD, "arrivals": PEOPLE, **AT, **given}
    return qr.place(**arguments)


def test_one_room_is_one_room_and_not_its_letters() -> None:
    plan = place(strike="S1/801")
    assert "S1/801" not in plan.rooms.values()
    assert plan == place(strike=["S1/801"])
    for rooms in (("S1/801",), {"S1/801"}, np.array(["S1/801"]), pd.Series(["S1/801"])):
        assert place(strike=rooms) == plan


def test_any_integer_is_an_integer() -> None:
    assert place(seed=np.int64(2)) == place(seed=2)
    assert place(seed=2**64 - 1, node_limit=np.int32(50)).rooms


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: place(strike=801), r"strike: expected an id such as 'S1/304'.*int 801"),
    (lambda: place(strike=["S1/801", 802]), "strike: .* got int 802"),
    (lambda: place(strike=None), "strike: .* got NoneType"),
    (lambda: place(seed=1.5), r"seed: expected an int, got float 1\.5"),
    (lambda: place(seed="1"), "seed: expected an int, got str '1'"),
    (lambda: place(seed=None), "seed: expected an int, got NoneType"),
    (lambda: place(node_limit="x"), "node_limit: expected an int, got str"),
    (lambda: place(small_count=None), "small_count: expected an int"),
    (lambda: place(keep_floors=[3]), "keep_floors: expected an int, got list"),
    (lambda: place(expect_groups=40), r"expect_groups: .* \(1, 40\), got 40"),
    (lambda: place(expect_groups=(1, 2, 3)), r"expect_groups: .* got \(1, 2, 3\)"),
    (lambda: place(region=None), "region: expected an id as str, got NoneType"),
    (lambda: place(arrivals=FRAME), r"arrivals: .*read_arrivals\(\).* got DataFrame"),
    (lambda: place(arrivals="a.csv"), r"arrivals: expected a World.* got str"),
    (lambda: place(world={}), r"world: expected a World.*read\(\).* got dict"),
    (lambda: place(keep=PEOPLE), "keep: expected a Plan, or the path .* got World"),
    (
        lambda: ANY.plan_days(WORLD, FRAME, **AT),
        r"arrivals: .*read_arrivals\(\).* got DataFrame",
    ),
    (lambda: ANY.plan_days(WORLD, PEOPLE, days=1.5, **AT), "days: expected an int"),
    (lambda: ANY.audit(FRAME, **AT), "world: .* got DataFrame"),
    (lambda: ANY.audit(WORLD, seed=0.5, **AT), "seed: expected an int, got float"),
    (lambda: ANY.evacuate(WORLD, empty=801, **AT), "empty: expected an id such as"),
    (lambda: ANY.free_floors(WORLD, wanted=[8], **AT), "wanted: .* got int 8"),
    (
        lambda: ANY.free_floors(WORLD, most_people="3", **AT),
        "most_people: expected an int, got str '3'",
    ),
    (lambda: ANY.check(WORLD, rules=[13], **AT), "rules: expected an id such as"),
    (lambda: ANY.capacity(WORLD, region=3, **AT), "region: expected an id as str"),
    (
        lambda: ANY.verify(PEOPLE, WORLD, packs=PACK),
        "plan: expected a Plan or DaysPlan, or the path of its JSON, got World",
    ),
    (
        lambda: ANY.brief(ANY.check(WORLD, **AT), PEOPLE),
        r"plan: expected a Plan from place\(\), got World",
    ),
]


@pytest.mark.parametrize(("act", "words"), WRONG)
def test_a_wrong_type_says_what_to_pass(act: Callable[[], object], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        act()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"seed": -1}, "seed is -1, expected at least 0"),
        ({"seed": 2**64}, "seed is 18446744073709551616, expected at most"),
        ({"node_limit": -1}, "node_limit is -1, expected at least 0"),
        ({"small_count": 0}, "small_count is 0, expected at least 1"),
        ({"small_count": 2**31}, "small_count is 2147483648, expected at most"),
        ({"keep_floors": -2}, "keep_floors is -2, expected at least 0"),
        ({"expect_groups": (0, 4)}, "expect_groups is 0, expected at least 1"),
    ],
)
def test_a_number_out_of_range_names_itself(given: dict[str, Any], words: str) -> None:
    with pytest.raises(qr.InvalidArgumentError, match=words):
        place(**given)


def test_json_where_a_path_is_expected_is_told(tmp_path: Path) -> None:
    plan = place()
    with pytest.raises(qr.InvalidArgumentError, match="keep: this is JSON; write it"):
        place(keep=plan.to_json())
    with pytest.raises(qr.InvalidArgumentError, match="plan: this is JSON; write it"):
        qr.verify(plan.to_json(), WORLD, packs=PACK)
    saved = tmp_path / "plan.json"
    saved.write_text(plan.to_json(), encoding="utf-8")
    assert place(keep=str(saved)).rooms == plan.rooms
