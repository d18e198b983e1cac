"""The judge of plans bites: planted mistakes are seen."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from place_peers.compare import Peer, judge, mistakes
from place_peers.model import Form, Level, Model, Outcome, evaluate


class Enumeration:
    """A solver that tries everything."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._extra: list[tuple[Form, int]] = []

    def at_most(self, form: Form, high: int) -> None:
        self._extra.append((form, high))

    def _allowed(self, values: list[int]) -> bool:
        kept = all(evaluate(form, values) <= high for form, high in self._extra)
        return kept and all(
            (low is None or low <= evaluate(form, values))
            and (high is None or evaluate(form, values) <= high)
            for form, low, high in self._model.rows
        )

    def solve(self, form: Form, limit: float, start: list[int] | None) -> Outcome:
        ranges = [
            range(low, high + 1)
            for low, high in zip(self._model.lower, self._model.upper, strict=True)
        ]
        every = [list(values) for values in itertools.product(*ranges)]
        allowed = [values for values in every if self._allowed(values)]
        if not allowed:
            return Outcome(False, None, None, infeasible=True)
        best = min(allowed, key=lambda values: evaluate(form, values))
        return Outcome(True, evaluate(form, best), best)


def two_people_and_one_room() -> Model:
    """One of two people has a room, which opens a floor."""
    model = Model()
    first, second = model.variable(), model.variable()
    floor = model.variable()
    model.at_most({first: 1, second: 1}, 1)
    model.at_most({first: 1, second: 1, floor: -1}, 0)
    model.levels.append(Level("unplaced", 1, 0, {first: -1, second: -1}, 2))
    model.levels.append(Level("new_floors", 1, 0, {floor: 1}))
    return model


def level(
    name: str, value: int, bound: int, status: str, counted: int = 0
) -> dict[str, Any]:
    return {
        "name": name,
        "part": 1,
        "key": 0,
        "value": value,
        "bound": bound,
        "own": 0,
        "counted": counted,
        "status": status,
    }


RIGHT = [level("unplaced", 1, 1, "OPTIMAL"), level("new_floors", 1, 1, "OPTIMAL")]


def seen(ours: list[dict[str, Any]], *, claims: bool = False) -> list[str]:
    model = two_people_and_one_room()
    peer = Peer(model, Enumeration(model), None)
    return [
        f"{kind}: {what}"
        for kind, what in judge(peer, model.levels, ours, limit=1.0, claims=claims)
    ]


def test_the_best_plan_passes() -> None:
    assert seen(RIGHT) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            [level("unplaced", 0, 0, "OPTIMAL")],
            "fault: unplaced 1: 0, and 1 is the least possible",
        ),
        (
            [level("unplaced", 2, 2, "OPTIMAL")],
            "fault: unplaced 1: bound 2, and 1 is possible",
        ),
        (
            [level("unplaced", 2, 1, "OPTIMAL")],
            "fault: unplaced 1: 2 of at least 1 is OPTIMAL",
        ),
        (
            [level("unplaced", 2, 0, "FEASIBLE")],
            "worse: unplaced 1: 2, and 1 is possible",
        ),
        (
            [level("unplaced", 1, 0, "FEASIBLE"), RIGHT[1]],
            "fault: new_floors 1: OPTIMAL after a level that is not OPTIMAL",
        ),
        (
            [RIGHT[0] | {"own": 2}],
            "fault: unplaced 1: the verifier's bound 2, and 1 is possible",
        ),
        (
            [RIGHT[0] | {"name": "distance"}],
            "fault: unplaced 1: ours is distance 1",
        ),
        (
            [level("unplaced", 3, 0, "FEASIBLE"), RIGHT[1]],
            "fault: new_floors 1: no plan has the values of the levels before",
        ),
    ],
)
def test_a_planted_mistake_is_seen(change: list[dict[str, Any]], expected: str) -> None:
    assert expected in seen(change)


def test_a_plan_that_breaks_a_row_or_counts_wrongly_is_seen() -> None:
    model = two_people_and_one_room()
    assert list(mistakes(model, [1, 0, 1], RIGHT)) == []
    broken = list(mistakes(model, [1, 1, 1], RIGHT))
    assert any("where a row asks for" in line for line in broken)
    assert "unplaced 1: 1, counted as 0" in broken


def test_a_level_that_counting_settles_is_left_out_and_its_value_holds() -> None:
    settled = level("unplaced", 2, 2, "OPTIMAL", counted=2)
    assert any("unplaced" in what for what in seen([settled, RIGHT[1]]))
    # Nobody is placed, so no floor is needed: the value of the level left out
    # is what the next one is asked under.
    assert seen([settled, RIGHT[1]], claims=True) == [
        "fault: new_floors 1: bound 1, and 0 is possible",
        "worse: new_floors 1: 1, and 0 is possible",
    ]


def test_a_claim_beyond_counting_is_not_left_out() -> None:
    bold = [level("unplaced", 2, 2, "OPTIMAL", counted=1), RIGHT[1]]
    assert "fault: unplaced 1: bound 2, and 1 is possible" in seen(bold, claims=True)
