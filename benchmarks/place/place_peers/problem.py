"""A placement problem, read from the text that `place_bench` writes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

READY, RELEASED, REFILLABLE, OUT = range(4)


@dataclasses.dataclass
class Site:
    """place::Site."""

    tier: int
    open: bool
    can_open: bool
    staff_rooms: int
    grade: int


@dataclasses.dataclass
class Unit:
    """place::Unit."""

    site: int
    holder: int | None
    closed: bool


@dataclasses.dataclass
class Room:
    """place::Room."""

    unit: int
    position: int
    beds: int
    features: int
    state: int
    clean_zone: bool


@dataclasses.dataclass
class Person:
    """place::Person."""

    minor: bool
    needs: int
    carer: int | None


@dataclasses.dataclass
class Party:
    """place::Party."""

    name: str
    cohort: int
    risk_class: int
    priority: int
    apart: bool
    substitutable: int
    carer_named: bool
    distance: list[int]
    people: list[Person]


@dataclasses.dataclass
class Problem:
    """place::Problem."""

    cohorts: int = 0
    special_features: int = 0
    risk_classes: int = 0
    grades: int = 0
    allowed: list[int] = dataclasses.field(default_factory=list)
    sites: list[Site] = dataclasses.field(default_factory=list)
    units: list[Unit] = dataclasses.field(default_factory=list)
    rooms: list[Room] = dataclasses.field(default_factory=list)
    parties: list[Party] = dataclasses.field(default_factory=list)

    def allows(self, risk_class: int, grade: int) -> bool:
        """Say whether the risk class may enter a site of the grade."""
        if not self.allowed:
            return risk_class == grade
        return self.allowed[risk_class * self.grades + grade] != 0


def _person(word: str) -> Person:
    kind, rest = word.split(":")
    needs, _, carer = rest.partition("@")
    return Person(kind == "m", int(needs), int(carer) if carer else None)


def _party(words: list[str]) -> Party:
    name, cohort, risk_class, priority, lodging, substitutable, carer, ways = words[:8]
    return Party(
        name=name,
        cohort=int(cohort),
        risk_class=int(risk_class),
        priority=int(priority),
        apart=lodging == "A",
        substitutable=int(substitutable),
        carer_named=carer == "1",
        distance=[] if ways == "-" else [int(way) for way in ways.split(",")],
        people=[_person(word) for word in words[8:]],
    )


def _read_line(words: list[str], problem: Problem) -> None:
    what, *rest = words
    if what == "party":
        problem.parties.append(_party(rest))
    elif what == "unit":
        holder = None if rest[1] == "-" else int(rest[1])
        problem.units.append(Unit(int(rest[0]), holder, rest[2] == "1"))
    else:
        numbers = [int(word) for word in rest]
        if what == "problem":
            assert numbers == [1], "a text of another version"
        elif what == "cohorts":
            (problem.cohorts,) = numbers
        elif what == "special":
            (problem.special_features,) = numbers
        elif what == "pairing":
            problem.risk_classes, problem.grades, *problem.allowed = numbers
        elif what == "site":
            tier, is_open, can_open, staff, grade = numbers
            problem.sites.append(Site(tier, is_open == 1, can_open == 1, staff, grade))
        elif what == "room":
            unit, position, beds, features, state, clean = numbers
            problem.rooms.append(
                Room(unit, position, beds, features, state, clean == 1)
            )
        else:
            raise ValueError(f"unknown line: {what}")


def read(lines: Iterable[str]) -> Problem:
    """Read the text of one problem."""
    problem = Problem()
    for line in lines:
        if words := line.split():
            _read_line(words, problem)
    return problem


def read_batch(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Divide the output of `place_bench batch`: problem texts and their JSON."""
    text: list[str] = []
    for line in lines:
        if line.startswith("result "):
            yield "".join(text), line.removeprefix("result ")
            text = []
        else:
            text.append(line)


def write(problem: Problem) -> str:
    """Write the text that `read` and `place_bench solve -` read."""
    lines = [
        "problem 1",
        f"cohorts {problem.cohorts}",
        f"special {problem.special_features}",
        " ".join(map(str, ["pairing", problem.risk_classes, problem.grades]))
        + "".join(f" {of}" for of in problem.allowed),
    ]
    for site in problem.sites:
        flags = f"{int(site.open)} {int(site.can_open)}"
        lines.append(f"site {site.tier} {flags} {site.staff_rooms} {site.grade}")
    for unit in problem.units:
        holder = "-" if unit.holder is None else unit.holder
        lines.append(f"unit {unit.site} {holder} {int(unit.closed)}")
    for room in problem.rooms:
        place = f"{room.unit} {room.position} {room.beds} {room.features}"
        lines.append(f"room {place} {room.state} {int(room.clean_zone)}")
    for party in problem.parties:
        ways = ",".join(map(str, party.distance)) or "-"
        lodging = "A" if party.apart else "T"
        head = f"{party.cohort} {party.risk_class} {party.priority} {lodging}"
        tail = f"{party.substitutable} {int(party.carer_named)} {ways}"
        people = "".join(
            f" {'m' if person.minor else 'a'}:{person.needs}"
            + ("" if person.carer is None else f"@{person.carer}")
            for person in party.people
        )
        lines.append(f"party {party.name} {head} {tail}{people}")
    return "\n".join(lines) + "\n"
