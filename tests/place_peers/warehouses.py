"""MESS-2020 warehouse location, as far as placement fits.

Stores that cannot share a warehouse, warehouses with a capacity and a fixed cost.
A warehouse is a site with one unit and a room for every unit of goods; a cohort is
a set of stores that get along, so that a unit which serves one cohort keeps every
incompatibility. A store is a party whose goods have rooms of their own, on several
units if need be. Which stores make up a cohort is not for placement to say: that is
chosen here, by a greedy cover and moves; which cohort takes which warehouses, and
what goes where, is. Given as few warehouses as can be, cost is the distance level.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from place_peers.problem import READY, Party, Person, Problem, Room, Site, Unit

# Fixed costs are spread over the goods of a cohort, in parts of a unit of cost.
_PARTS = 100

Flow = tuple[int, int, int]  # store, warehouse, goods


@dataclasses.dataclass
class Instance:
    """As the competition's files say it; things are numbered from 0."""

    capacity: list[int]
    fixed: list[int]
    goods: list[int]
    cost: list[list[int]]  # of a unit of goods, by store and warehouse
    foes: list[set[int]]  # stores that a store shares no warehouse with


def _numbers(text: str) -> list[int]:
    return [int(word) for word in re.findall(r"-?\d+", text)]


def read_instance(path: Path) -> Instance:
    """Read a MiniZinc data file."""
    values = dict(re.findall(r"(\w+)\s*=\s*([^;]*);", path.read_text(encoding="ascii")))
    goods = _numbers(values["Goods"])
    foes: list[set[int]] = [set() for _ in goods]
    pairs = _numbers(values["IncompatiblePairs"])
    for one, other in zip(pairs[::2], pairs[1::2], strict=True):
        foes[one - 1].add(other - 1)
        foes[other - 1].add(one - 1)
    capacity = _numbers(values["Capacity"])
    costs = _numbers(values["SupplyCost"])
    return Instance(
        capacity,
        _numbers(values["FixedCost"]),
        goods,
        [costs[i : i + len(capacity)] for i in range(0, len(costs), len(capacity))],
        foes,
    )


def read_solution(path: Path) -> list[Flow]:
    """Read a published solution."""
    found = re.findall(r"\((\d+), *(\d+), *(\d+)\)", path.read_text(encoding="ascii"))
    return [(int(s) - 1, int(w) - 1, int(n)) for s, w, n in found]


def total_cost(instance: Instance, flows: list[Flow]) -> int:
    """Check every rule of the competition and add up the cost."""
    load = [0] * len(instance.capacity)
    got = [0] * len(instance.goods)
    served: dict[int, set[int]] = {}
    for store, warehouse, goods in flows:
        load[warehouse] += goods
        got[store] += goods
        served.setdefault(warehouse, set()).add(store)
    assert got == instance.goods, "a store does not get its goods"
    for warehouse, stores in served.items():
        assert load[warehouse] <= instance.capacity[warehouse], "too much"
        for store in stores:
            assert not stores & instance.foes[store], "foes in one warehouse"
    fixed = sum(instance.fixed[warehouse] for warehouse in served)
    return fixed + sum(instance.cost[s][w] * goods for s, w, goods in flows)


class Cohorts:
    """Stores by the warehouse they are meant for; whole stores only."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.of: dict[int, set[int]] = {}
        self.room: dict[int, int] = {}
        left = set(range(len(instance.goods)))
        while left:
            left -= self._open_best(left)
        self.improve()

    def _filled(self, warehouse: int, left: set[int]) -> list[int]:
        """Choose stores for an empty warehouse, those it serves cheapest first."""
        costs, goods = self.instance.cost, self.instance.goods
        chosen: list[int] = []
        room = self.instance.capacity[warehouse]
        for store in sorted(left, key=lambda s: (costs[s][warehouse], s)):
            if goods[store] <= room and not self.instance.foes[store] & set(chosen):
                chosen.append(store)
                room -= goods[store]
        return chosen

    def _open_best(self, left: set[int]) -> set[int]:
        """Open the warehouse with the least cost a unit of goods."""
        inst = self.instance
        best: tuple[float, int, list[int]] | None = None
        for warehouse in range(len(inst.capacity)):
            stores = [] if warehouse in self.of else self._filled(warehouse, left)
            if stores:
                amount = sum(inst.goods[s] for s in stores)
                cost = sum(inst.goods[s] * inst.cost[s][warehouse] for s in stores)
                entry = ((cost + inst.fixed[warehouse]) / amount, warehouse, stores)
                best = entry if best is None else min(best, entry)
        assert best is not None, "the warehouses are full"
        _, warehouse, stores = best
        self.of[warehouse] = set(stores)
        self.room[warehouse] = inst.capacity[warehouse] - sum(
            inst.goods[s] for s in stores
        )
        return set(stores)

    def _best_target(self, store: int, warehouse: int) -> int | None:
        """Find the cheapest other open warehouse that could take the store."""
        inst = self.instance
        fitting = [
            other
            for other, stores in self.of.items()
            if other != warehouse
            and self.room[other] >= inst.goods[store]
            and not inst.foes[store] & stores
        ]
        return min(fitting, key=lambda w: (inst.cost[store][w], w), default=None)

    def _move(self, store: int, source: int, target: int) -> None:
        self.of[source].remove(store)
        self.room[source] += self.instance.goods[store]
        self.of[target].add(store)
        self.room[target] -= self.instance.goods[store]

    def _try_to_close(self, warehouse: int) -> bool:
        """Send its stores elsewhere if that costs less than keeping it."""
        inst = self.instance
        moved: list[tuple[int, int]] = []
        price = 0
        for store in sorted(self.of[warehouse], key=lambda s: (-inst.goods[s], s)):
            target = self._best_target(store, warehouse)
            if target is None:
                price = inst.fixed[warehouse]
                break
            price += inst.goods[store] * (
                inst.cost[store][target] - inst.cost[store][warehouse]
            )
            self._move(store, warehouse, target)
            moved.append((store, target))
        if price < inst.fixed[warehouse]:
            del self.of[warehouse], self.room[warehouse]
            return True
        for store, target in moved:
            self._move(store, target, warehouse)
        return False

    def improve(self) -> None:
        """Move stores and close warehouses while that is cheaper."""
        costs = self.instance.cost
        changed = True
        while changed:
            changed = False
            for warehouse in sorted(self.of):
                for store in sorted(self.of[warehouse]):
                    target = self._best_target(store, warehouse)
                    if (
                        target is not None
                        and costs[store][target] < costs[store][warehouse]
                    ):
                        self._move(store, warehouse, target)
                        changed = True
            for warehouse in sorted(self.of):
                changed = self._try_to_close(warehouse) or changed

    def move_to(self, flows: list[Flow]) -> None:
        """Take over which warehouses placement chose: the one of most goods."""
        inst = self.instance
        most: dict[int, Flow] = {}
        for flow in flows:
            if flow[0] not in most or flow[2] > most[flow[0]][2]:
                most[flow[0]] = flow
        self.of = {}
        for store, (_, warehouse, _) in sorted(most.items()):
            self.of.setdefault(warehouse, set()).add(store)
        self.room = {
            warehouse: inst.capacity[warehouse] - sum(inst.goods[s] for s in stores)
            for warehouse, stores in self.of.items()
        }


def as_problem(instance: Instance, cohorts: list[list[int]]) -> Problem:
    """Make the placement problem for these cohorts; parties in their order."""
    problem = Problem(cohorts=len(cohorts), risk_classes=1, grades=1)
    for warehouse, capacity in enumerate(instance.capacity):
        problem.sites.append(Site(1, True, True, 0, 0))
        problem.units.append(Unit(warehouse, None, False))
        for position in range(capacity):
            problem.rooms.append(Room(warehouse, 2 * position, 1, 0, READY, False))
    for number, stores in enumerate(cohorts):
        amount = sum(instance.goods[store] for store in stores)
        for store in stores:
            ways = [
                (cost * amount + fixed) * _PARTS // amount
                for cost, fixed in zip(
                    instance.cost[store], instance.fixed, strict=True
                )
            ]
            people = [Person(False, 0, None) for _ in range(instance.goods[store])]
            problem.parties.append(
                Party(f"S{store}", number, 0, 0, True, 0, False, ways, people)
            )
    return problem
