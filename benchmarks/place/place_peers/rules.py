"""The hard rules of `problem.h`, asked room by room."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from place_peers.problem import READY, REFILLABLE, Party, Problem


@dataclasses.dataclass
class Group:
    """People who share one room, or are all without one."""

    party: int
    people: tuple[int, ...]
    rooms: tuple[int, ...]


class House:
    """Which rooms are offered, and to whom (rules 1 to 5)."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._answers: dict[tuple[object, ...], tuple[int, ...]] = {}
        staff = self._staff_rooms()
        self.offered = [
            room not in staff and self._in_service(room)
            for room in range(len(problem.rooms))
        ]
        self.at: dict[tuple[int, int], int] = {
            (room.unit, room.position): index
            for index, room in enumerate(problem.rooms)
        }

    def _staff_rooms(self) -> set[int]:
        problem = self.problem
        staff: set[int] = set()
        for number, site in enumerate(problem.sites):
            if site.open:
                continue
            rooms = [
                index
                for index, room in enumerate(problem.rooms)
                if problem.units[room.unit].site == number
                and problem.units[room.unit].holder is None
                and not problem.units[room.unit].closed
                and room.state == READY
            ]
            rooms.sort(
                key=lambda index: (
                    problem.rooms[index].clean_zone,
                    problem.rooms[index].unit,
                    problem.rooms[index].position,
                ),
                reverse=True,
            )
            staff.update(rooms[: site.staff_rooms])
        return staff

    def _in_service(self, index: int) -> bool:
        room = self.problem.rooms[index]
        unit = self.problem.units[room.unit]
        site = self.problem.sites[unit.site]
        if unit.closed:
            return False
        if room.state == REFILLABLE:
            return unit.holder is not None and site.open
        if room.state != READY:
            return False
        return site.open or (site.can_open and unit.holder is None)

    def usable(self, party: Party, index: int) -> bool:
        """Say whether the party may be in the room, beds and needs aside."""
        unit = self.problem.units[self.problem.rooms[index].unit]
        return (
            self.offered[index]
            and unit.holder in (None, party.cohort)
            and self.problem.allows(
                party.risk_class, self.problem.sites[unit.site].grade
            )
        )

    def equipped(self, party: Party, person: int, index: int) -> bool:
        """Say whether the room has what the person cannot do without."""
        needs = party.people[person].needs & ~party.substitutable
        return needs & ~self.problem.rooms[index].features == 0

    def fits(self, party: Party, people: Sequence[int], index: int) -> bool:
        """Say whether these people of the party may share the room."""
        if not self.usable(party, index):
            return False
        if len(people) > self.problem.rooms[index].beds:
            return False
        if not all(self.equipped(party, person, index) for person in people):
            return False
        minors = any(party.people[person].minor for person in people)
        adults = any(not party.people[person].minor for person in people)
        return party.carer_named or adults or not minors

    def rooms_for(self, party: Party, people: Sequence[int]) -> tuple[int, ...]:
        """All rooms that these people of the party may share."""
        asked = (
            party.cohort,
            party.risk_class,
            party.substitutable,
            party.carer_named,
            tuple((party.people[of].minor, party.people[of].needs) for of in people),
        )
        if asked not in self._answers:
            self._answers[asked] = tuple(
                index
                for index in range(len(self.problem.rooms))
                if self.fits(party, people, index)
            )
        return self._answers[asked]

    def groups(self) -> tuple[list[Group], list[int]]:
        """Divide the parties into groups, and those too large for one room."""
        groups: list[Group] = []
        large: list[int] = []
        for number, party in enumerate(self.problem.parties):
            if party.apart:
                for people in apart(party):
                    groups.append(Group(number, people, self.rooms_for(party, people)))
                continue
            everyone = tuple(range(len(party.people)))
            rooms = self.rooms_for(party, everyone)
            if rooms:
                groups.append(Group(number, everyone, rooms))
            else:
                large.append(number)
        return groups, large

    def windows(self, number: int) -> list[tuple[int, ...]]:
        """List runs of adjacent rooms, all usable, at most one a person."""
        party = self.problem.parties[number]
        found: list[tuple[int, ...]] = []
        for index in range(len(self.problem.rooms)):
            run: list[int] = []
            room = self.problem.rooms[index]
            for step in range(len(party.people)):
                following = self.at.get((room.unit, room.position + step))
                if following is None or not self.usable(party, following):
                    break
                run.append(following)
                if len(run) > 1:
                    found.append(tuple(run))
        return found


def apart(party: Party) -> list[tuple[int, ...]]:
    """Who shares a room in a party that lives apart (rule 7)."""
    return [
        (
            number,
            *(
                other
                for other, minor in enumerate(party.people)
                if minor.minor and minor.carer == number
            ),
        )
        for number, person in enumerate(party.people)
        if not person.minor or person.carer is None
    ]
