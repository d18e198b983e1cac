"""IHTC 2024, hospital rooms over weeks, as nights of placement.

A hospital room is a site of one unit, so that it holds one gender at a time; its
beds are our rooms. Gender is the cohort. Admission days are those of the published
solution; a stay goes on to its end and nobody moves: night after night those still
there hold their unit. A room that a patient must not be in lacks a feature that the
patient needs. A night knows nothing of the next, so a month may end with somebody left
over; then it is begun anew with other ties and other distances. Distances say that
people who leave at about the same time should be together.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from place_peers.problem import OUT, READY, Party, Person, Problem, Room, Site, Unit

Plan = Callable[[Problem, int], list[tuple[int, int]]]  # (party, room), with a tie


@dataclasses.dataclass
class Stay:
    """Somebody in a hospital room, from a day to before another."""

    who: str
    gender: str
    room: int
    begin: int
    end: int
    forbidden: frozenset[int] = frozenset()


@dataclasses.dataclass
class Hospital:
    """One instance with the admission days of a solution."""

    days: int
    capacity: list[int]
    occupants: list[Stay]
    patients: list[Stay]  # `room` is that of the published solution


def read_hospital(instance: Path, solution: Path) -> Hospital:
    """Read the competition's files."""
    given: dict[str, Any] = json.loads(instance.read_text(encoding="utf-8"))
    solved: dict[str, Any] = json.loads(solution.read_text(encoding="utf-8"))
    number = {room["id"]: index for index, room in enumerate(given["rooms"])}
    admitted = {
        of["id"]: of for of in solved["patients"] if of["admission_day"] != "none"
    }
    return Hospital(
        given["days"],
        [room["capacity"] for room in given["rooms"]],
        [
            Stay(of["id"], of["gender"], number[of["room_id"]], 0, of["length_of_stay"])
            for of in given["occupants"]
        ],
        [
            Stay(
                of["id"],
                of["gender"],
                number[admitted[of["id"]]["room"]],
                admitted[of["id"]]["admission_day"],
                admitted[of["id"]]["admission_day"] + of["length_of_stay"],
                frozenset(number[room] for room in of["incompatible_room_ids"]),
            )
            for of in given["patients"]
            if of["id"] in admitted
        ],
    )


def broken_rules(hospital: Hospital, stays: list[Stay]) -> list[str]:
    """List what breaks the competition's hard rules about rooms."""
    broken = [
        f"{stay.who} is in a forbidden room"
        for stay in stays
        if stay.room in stay.forbidden
    ]
    for day in range(hospital.days):
        for room, capacity in enumerate(hospital.capacity):
            there = [s for s in stays if s.room == room and s.begin <= day < s.end]
            if len(there) > capacity:
                broken.append(f"room {room} is too full on day {day}")
            if len({stay.gender for stay in there}) > 1:
                broken.append(f"room {room} is mixed on day {day}")
    return broken


def last_days(hospital: Hospital, stays: list[Stay], day: int) -> Iterator[int]:
    """Yield by room when the last of those there leaves; 0 if nobody is there."""
    for room in range(len(hospital.capacity)):
        there = (s for s in stays if s.room == room and s.begin <= day < s.end)
        yield max((stay.end for stay in there), default=0)


def night(
    hospital: Hospital, stays: list[Stay], day: int, arrivals: list[Stay], tie: int
) -> Problem:
    """Make the placement problem of one day."""
    genders = sorted({stay.gender for stay in hospital.patients + hospital.occupants})
    every = (1 << len(hospital.capacity)) - 1
    problem = Problem(cohorts=len(genders), risk_classes=1, grades=1)
    last = list(last_days(hospital, stays, day))
    for number, capacity in enumerate(hospital.capacity):
        there = [s for s in stays if s.room == number and s.begin <= day < s.end]
        holder = genders.index(there[0].gender) if there else None
        problem.sites.append(Site(1, True, True, 0, 0))
        problem.units.append(Unit(number, holder, False))
        for bed in range(capacity):
            state = OUT if bed < len(there) else READY
            features = every & ~(1 << number)
            problem.rooms.append(Room(number, bed, 1, features, state, False))
    for stay in arrivals:
        needs = sum(1 << room for room in stay.forbidden)
        person = [Person(False, needs, None)]
        cohort = genders.index(stay.gender)
        chance = random.Random(f"{tie} {stay.who}")
        ways = [
            (abs(stay.end - end) if tie % 2 == 0 and end else 0)
            + (chance.randint(0, 3) if tie else 0)
            for end in last
        ]
        problem.parties.append(
            Party(stay.who, cohort, 0, 0, False, 0, False, ways, person)
        )
    return problem


def month(hospital: Hospital, place: Plan, tie: int) -> tuple[list[Stay], int]:
    """Place everyone, night by night; the stays, and how many got no room."""
    stays = list(hospital.occupants)
    left_over = 0
    for day in range(hospital.days):
        arrivals = [stay for stay in hospital.patients if stay.begin == day]
        if not arrivals:
            continue
        problem = night(hospital, stays, day, arrivals, tie)
        assigned = place(problem, tie)
        left_over += len(arrivals) - len(assigned)
        for party, room in assigned:
            unit = problem.rooms[room].unit
            stays.append(dataclasses.replace(arrivals[party], room=unit))
    return stays, left_over
