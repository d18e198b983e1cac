"""Straightforward formulation: who is in which room. All seven levels."""

from __future__ import annotations

import dataclasses

from place_peers.model import Form, Level, Model, ones, plus, times
from place_peers.problem import REFILLABLE, Problem
from place_peers.rules import Group, House


@dataclasses.dataclass
class _Stay:
    """People of a party in a room: a form that is 1 or 0, or counts people."""

    party: int
    room: int
    used: Form  # 1 when any of these people are in the room
    people: Form  # how many of them are
    person: dict[int, Form]  # 1 when this person is


class RoomModel:
    """The model of a problem; `model.levels` are those of plan.h, in order."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = Model()
        self.house = House(problem)
        self.groups, self.large = self.house.groups()
        self.stays: list[_Stay] = []
        self.placed: list[tuple[int, Form]] = []  # class, people placed
        self.chosen: list[dict[int, int]] = [self._group(of) for of in self.groups]
        for number in self.large:
            self._large(number)
        self.floors: dict[tuple[int, int], int] = {}
        self.opened = {
            index: self.model.variable()
            for index, site in enumerate(problem.sites)
            if not site.open
        }
        self._rooms_and_floors()
        self._levels()

    def _group(self, group: Group) -> dict[int, int]:
        size = len(group.people)
        chosen = {room: self.model.variable() for room in group.rooms}
        self.model.at_most(ones(chosen.values()), 1)
        priority = self.problem.parties[group.party].priority
        self.placed.append((priority, times(size, ones(chosen.values()))))
        for room, variable in chosen.items():
            here = {variable: 1}
            self.stays.append(
                _Stay(
                    group.party,
                    room,
                    here,
                    {variable: size},
                    dict.fromkeys(group.people, here),
                )
            )
        return chosen

    def _large(self, number: int) -> None:
        """In adjacent rooms, whole or not at all (rule 6)."""
        model, party = self.model, self.problem.parties[number]
        windows = {run: model.variable() for run in self.house.windows(number)}
        whole = ones(windows.values())
        model.at_most(whole, 1)
        self.placed.append((party.priority, times(len(party.people), whole)))
        rooms = sorted({room for run in windows for room in run})
        inside = {
            (person, room): model.variable()
            for room in rooms
            for person in range(len(party.people))
            if self.house.equipped(party, person, room)
        }
        for person in range(len(party.people)):
            here = ones(v for (of, _), v in inside.items() if of == person)
            model.equal(plus(here, times(-1, whole)), 0)
        for room in rooms:
            used = ones(v for run, v in windows.items() if room in run)
            people = {
                person: {v: 1} for (person, of), v in inside.items() if of == room
            }
            count = plus(*people.values())
            beds = self.problem.rooms[room].beds
            model.at_most(plus(count, times(-beds, used)), 0)
            model.at_least(plus(count, times(-1, used)), 0)
            adults = [of for of in people if not party.people[of].minor]
            for person in people:
                if party.people[person].minor and not party.carer_named:
                    with_whom = plus(*(times(-1, people[of]) for of in adults))
                    model.at_most(plus(people[person], with_whom), 0)
            self.stays.append(_Stay(number, room, used, count, people))

    def _rooms_and_floors(self) -> None:
        """One party a room; one cohort a unit; a site opens with its units."""
        problem, model = self.problem, self.model
        in_room: dict[int, dict[int, Form]] = {}
        for stay in self.stays:
            cohort = problem.parties[stay.party].cohort
            by_cohort = in_room.setdefault(stay.room, {})
            by_cohort[cohort] = plus(by_cohort.get(cohort, {}), stay.used)
        for room, by_cohort in in_room.items():
            model.at_most(plus(*by_cohort.values()), 1)
            unit = problem.rooms[room].unit
            if problem.units[unit].holder is not None:
                continue
            for cohort, used in by_cohort.items():
                if (unit, cohort) not in self.floors:
                    self.floors[unit, cohort] = model.variable()
                model.at_most(plus(used, {self.floors[unit, cohort]: -1}), 0)
        for unit, of in enumerate(problem.units):
            takers = ones(v for (u, _), v in self.floors.items() if u == unit)
            if of.site in self.opened:
                model.at_most(plus(takers, {self.opened[of.site]: -1}), 0)
            else:
                model.at_most(takers, 1)

    def _levels(self) -> None:
        problem = self.problem
        add = self.model.levels.append
        for key in range(max((p.priority for p in problem.parties), default=0) + 1):
            people = sum(len(p.people) for p in problem.parties if p.priority == key)
            placed = plus(*(form for priority, form in self.placed if priority == key))
            add(Level("unplaced", key + 1, key, times(-1, placed), people))
        tiers = sorted({site.tier for site in problem.sites}, reverse=True)
        for part, tier in enumerate(tiers, 1):
            of_tier = [
                v for s, v in self.opened.items() if problem.sites[s].tier == tier
            ]
            add(Level("new_sites", part, tier, ones(of_tier)))
        add(Level("substitutes", 1, 0, plus(*map(self._lacking, self.stays))))
        add(Level("new_floors", 1, 0, ones(self.floors.values())))
        refills = [s.people for s in self.stays if self._refill(s.room)]
        add(Level("preferences", 1, 0, plus(*refills)))
        add(Level("preferences", 2, 0, self._elsewhere()))
        add(Level("special_rooms", 1, 0, plus(*map(self._wasted, self.stays))))
        add(Level("distance", 1, 0, plus(*map(self._way, self.stays))))

    def _refill(self, room: int) -> bool:
        return self.problem.rooms[room].state == REFILLABLE

    def _lacking(self, stay: _Stay) -> Form:
        """Needed features that the room lacks."""
        features = self.problem.rooms[stay.room].features
        people = self.problem.parties[stay.party].people
        return plus(
            *(
                times((people[person].needs & ~features).bit_count(), here)
                for person, here in stay.person.items()
            )
        )

    def _wasted(self, stay: _Stay) -> Form:
        """Make a form that is 1 when a special feature serves nobody there."""
        features = self.problem.rooms[stay.room].features
        special = features & self.problem.special_features
        people = self.problem.parties[stay.party].people
        if not special:
            return {}
        if stay.party not in self.large:
            needed = 0
            for person in stay.person:
                needed |= people[person].needs
            return stay.used if special & ~needed else {}
        waste = self.model.variable()
        for bit in range(special.bit_length()):
            if special >> bit & 1:
                needing = plus(
                    *(
                        here
                        for person, here in stay.person.items()
                        if people[person].needs >> bit & 1
                    )
                )
                self.model.at_least(plus({waste: 1}, needing, times(-1, stay.used)), 0)
        return {waste: 1}

    def _elsewhere(self) -> Form:
        """People of parties apart who are not on their party's main unit."""
        model, total = self.model, Form()
        members: dict[int, list[int]] = {}
        for index, group in enumerate(self.groups):
            if self.problem.parties[group.party].apart:
                members.setdefault(group.party, []).append(index)
        for indices in members.values():
            if len(indices) < 2:
                continue
            main: dict[int, int] = {}
            for index in indices:
                size = len(self.groups[index].people)
                on: dict[int, list[int]] = {}
                for room, variable in self.chosen[index].items():
                    on.setdefault(self.problem.rooms[room].unit, []).append(variable)
                for unit, variables in on.items():
                    if unit not in main:
                        main[unit] = model.variable()
                    there = model.variable()
                    model.at_most({there: 1, main[unit]: -1}, 0)
                    model.at_most(plus({there: 1}, times(-1, ones(variables))), 0)
                    total = plus(total, {there: -size})
                everywhere = ones(self.chosen[index].values())
                total = plus(total, times(size, everywhere))
            model.at_most(ones(main.values()), 1)
        return total

    def _way(self, stay: _Stay) -> Form:
        distance = self.problem.parties[stay.party].distance
        if not distance:
            return {}
        site = self.problem.units[self.problem.rooms[stay.room].unit].site
        return times(distance[site], stay.people)
