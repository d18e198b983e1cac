"""Compact formulation for county size.

Which cohort takes which unit, and how many parties of each kind are placed; that
the rooms suffice is Hall's condition, so that there are no room variables. Levels
as far as `new_floors`.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter

from place_peers.model import Form, Level, Model, ones, plus, times
from place_peers.problem import Problem
from place_peers.rules import Group, House

# What a room is, as far as needs go: beds and features.
RoomKind = tuple[int, int]

_MOST_SETS = 400


class UnsupportedError(ValueError):
    """The problem has something that this formulation leaves out."""


@dataclasses.dataclass(frozen=True)
class _Kind:
    """Groups that are alike. `needs` and `people` count for substitutes."""

    cohort: int
    priority: int
    size: int
    hard: int
    # For each feature that a room may lack: people who need it.
    soft: tuple[tuple[int, int], ...]


class HallModel:
    """The model of a problem without large parties."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = Model()
        self.house = House(problem)
        self.groups, large = self.house.groups()
        # Nobody can be placed whom no single room takes and no window.
        if any(self.house.windows(number) for number in large):
            raise UnsupportedError("a party is too large for one room")
        self._classes = self._risk_classes()
        self.kind_of = [self._kind(group) for group in self.groups]
        self.units: dict[tuple[int, int], int | None] = {}
        self.opened = {
            index: self.model.variable()
            for index, site in enumerate(problem.sites)
            if not site.open
        }
        self.served: dict[tuple[_Kind, int], int] = {}
        self._rooms_of = self._count_rooms()
        self._kinds()
        self._units()
        for cohort in range(problem.cohorts):
            self._hall(cohort)
        self._levels(large)

    def _risk_classes(self) -> dict[int, int]:
        classes: dict[int, int] = {}
        for party in self.problem.parties:
            if classes.setdefault(party.cohort, party.risk_class) != party.risk_class:
                raise UnsupportedError("a cohort of two risk classes")
        return classes

    def _kind(self, group: Group) -> _Kind:
        party = self.problem.parties[group.party]
        people = [party.people[of] for of in group.people]
        minors_alone = all(person.minor for person in people)
        if minors_alone and not party.carer_named:
            # Never placed: needs what no room has.
            return _Kind(party.cohort, party.priority, len(people), -1, ())
        hard = 0
        soft: Counter[int] = Counter()
        for person in people:
            hard |= person.needs & ~party.substitutable
            for bit in range(person.needs.bit_length()):
                feature = 1 << bit
                if person.needs & party.substitutable & feature:
                    soft[feature] += 1
        # A feature that one person must have is there for all.
        kept = tuple(sorted((f, n) for f, n in soft.items() if not f & hard))
        return _Kind(party.cohort, party.priority, len(people), hard, kept)

    def _count_rooms(self) -> list[Counter[RoomKind]]:
        counts: list[Counter[RoomKind]] = [Counter() for _ in self.problem.units]
        for index, room in enumerate(self.problem.rooms):
            if self.house.offered[index]:
                counts[room.unit][room.beds, room.features] += 1
        return counts

    def _kinds(self) -> None:
        """How many of each kind are placed, by what their rooms lack."""
        self.count = Counter(self.kind_of)
        for kind, number in self.count.items():
            ways = []
            features = [feature for feature, _ in kind.soft]
            for n in range(len(features) + 1):
                for lacking in itertools.combinations(features, n):
                    variable = self.model.variable(upper=number)
                    self.served[kind, sum(lacking)] = variable
                    ways.append(variable)
            self.model.at_most(ones(ways), number)

    def _units(self) -> None:
        problem = self.problem
        for unit, of in enumerate(problem.units):
            takers = []
            grade = problem.sites[of.site].grade
            for cohort in sorted(self._classes):
                if not self._rooms_of[unit]:
                    continue
                if not problem.allows(self._classes[cohort], grade):
                    continue
                if of.holder == cohort:
                    self.units[unit, cohort] = None
                elif of.holder is None:
                    variable = self.model.variable()
                    self.units[unit, cohort] = variable
                    takers.append(variable)
            if of.site in self.opened:
                site = self.opened[of.site]
                self.model.at_most(plus(ones(takers), {site: -1}), 0)
            else:
                self.model.at_most(ones(takers), 1)

    def _needs(self, kind: _Kind, lacking: int) -> tuple[int, int]:
        """Beds and features that a room must have."""
        soft = sum(feature for feature, _ in kind.soft)
        return kind.size, kind.hard | (soft & ~lacking)

    def _hall(self, cohort: int) -> None:
        """Rows of one cohort: for every union of neighbourhoods."""
        mine = [key for key in self.served if key[0].cohort == cohort]
        units = {u: v for (u, c), v in self.units.items() if c == cohort}
        kinds = sorted({kind for unit in units for kind in self._rooms_of[unit]})
        reach = {key: self._neighbours(key, kinds) for key in mine}
        unions = {frozenset[RoomKind]()}
        for neighbours in set(reach.values()):
            unions |= {neighbours | union for union in unions}
            if len(unions) > _MOST_SETS:
                raise UnsupportedError("too many kinds of rooms and needs")
        for union in sorted(unions, key=sorted):
            inside = [key for key in mine if reach[key] <= union]
            demand = sum(self.count[kind] for kind in {kind for kind, _ in inside})
            row = ones(self.served[key] for key in inside)
            held = 0
            for unit, variable in units.items():
                rooms = sum(n for k, n in self._rooms_of[unit].items() if k in union)
                if variable is None:
                    held += rooms
                elif rooms:
                    row[variable] = -min(rooms, demand)
            self.model.at_most(row, held)

    def _neighbours(
        self, key: tuple[_Kind, int], kinds: list[RoomKind]
    ) -> frozenset[RoomKind]:
        beds, features = self._needs(*key)
        return frozenset(
            kind for kind in kinds if kind[0] >= beds and features & ~kind[1] == 0
        )

    def _levels(self, large: list[int]) -> None:
        problem = self.problem
        add = self.model.levels.append
        for key in range(max((p.priority for p in problem.parties), default=0) + 1):
            people = sum(len(p.people) for p in problem.parties if p.priority == key)
            placed: Form = {
                variable: -kind.size
                for (kind, _), variable in self.served.items()
                if kind.priority == key
            }
            add(Level("unplaced", key + 1, key, placed, people))
        tiers = sorted({site.tier for site in problem.sites}, reverse=True)
        for part, tier in enumerate(tiers, 1):
            of_tier = [
                v for s, v in self.opened.items() if problem.sites[s].tier == tier
            ]
            add(Level("new_sites", part, tier, ones(of_tier)))
        lacking = [
            times(sum(n for f, n in kind.soft if f & without), {variable: 1})
            for (kind, without), variable in self.served.items()
        ]
        add(Level("substitutes", 1, 0, plus(*lacking)))
        taken = [v for v in self.units.values() if v is not None]
        add(Level("new_floors", 1, 0, ones(taken)))

    def start(self, assignments: list[tuple[int, int, list[int]]]) -> list[int]:
        """Values of all variables for a plan."""
        values = [0] * len(self.model.lower)
        index = {
            (g.party, tuple(sorted(g.people))): i for i, g in enumerate(self.groups)
        }
        for party, number, people in assignments:
            room = self.problem.rooms[number]
            unit = self.problem.units[room.unit]
            kind = self.kind_of[index[party, tuple(people)]]
            lacking = sum(f for f, _ in kind.soft if not f & room.features)
            values[self.served[kind, lacking]] += 1
            taken = self.units[room.unit, kind.cohort]
            if taken is not None:
                values[taken] = 1
            if unit.site in self.opened:
                values[self.opened[unit.site]] = 1
        return values
