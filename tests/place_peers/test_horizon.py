"""IHTC 2024 planned as one horizon: whole months at once.

A hospital room is a unit of a site of its own, its beds are our rooms, gender is the
cohort; a bed is filled again while others are still there (the refill window never
closes, nothing is disinfected). Those who are there at first are parties that only
their own room suits. Admission days are those of the published solution.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hospital import Hospital, Stay, broken_rules, read_hospital
from place_peers.problem import READY, Party, Person, Problem, Room, Site, Unit, write

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("QUARANTA_BUILD_DIR", ROOT / "build/dev"))
PROGRAM = BUILD / "benchmarks/place/horizon_bench"
ALWAYS = 36_600
MOST_TRIES = 5


def shared(folder: str) -> Path:
    """Find a folder of QUARANTA_SHARED; without it the test is left out."""
    path = Path(os.environ.get("QUARANTA_SHARED", "")) / folder
    if not os.environ.get("QUARANTA_SHARED") or not path.is_dir():
        why = f"left out: QUARANTA_SHARED has no {folder}"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        # Public problems of others are not ours to commit.
        pytest.skip(why)
    return path


def as_horizon(hospital: Hospital) -> str:
    """Write the month as a horizon."""
    rooms = range(len(hospital.capacity))
    every = (1 << len(hospital.capacity)) - 1
    problem = Problem(cohorts=2, risk_classes=1, grades=1)
    for number in rooms:
        problem.sites.append(Site(1, True, True, 0, 0))
        problem.units.append(Unit(number, None, False))
        problem.rooms += [
            Room(number, bed, 1, every & ~(1 << number), READY, False)
            for bed in range(hospital.capacity[number])
        ]
    lines = [f"horizon 1 {hospital.days} {ALWAYS}"]
    lines += ["site_days 0 0" for _ in rooms]
    everybody = [
        (stay, frozenset(rooms) - {stay.room}) for stay in hospital.occupants
    ] + [(stay, stay.forbidden) for stay in hospital.patients]
    genders = sorted({stay.gender for stay, _ in everybody})
    for stay, forbidden in everybody:
        person = [Person(False, sum(1 << room for room in forbidden), None)]
        cohort = genders.index(stay.gender)
        problem.parties.append(
            Party(stay.who, cohort, 0, 0, False, 0, False, [], person)
        )
        lines.append(f"party_days {stay.begin} {stay.end - stay.begin} 0")
    return "\n".join(lines) + "\n" + write(problem)


def plan(text: str, seed: int) -> dict[str, Any]:
    run = subprocess.run(
        [PROGRAM, "--seed", str(seed)],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    assert found["violations"] == []
    return found


@pytest.mark.parametrize("name", [f"i0{number}" for number in range(1, 9)])
def test_a_month_places_everybody_and_keeps_the_hard_rules_of_rooms(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared("instances/ihtc2024")
    hospital = read_hospital(folder / f"{name}.json", folder / f"sol_{name}.json")
    text = as_horizon(hospital)
    for seed in range(MOST_TRIES):
        found = plan(text, seed)
        if found["levels"][0][2] == 0:
            break
    unit_of = [
        number for number, beds in enumerate(hospital.capacity) for _ in range(beds)
    ]
    asked = hospital.occupants + hospital.patients
    stays = [
        Stay(
            asked[party].who,
            asked[party].gender,
            unit_of[room],
            begin,
            end,
            asked[party].forbidden,
        )
        for party, room, begin, end in found["assignments"]
    ]
    with capsys.disabled():
        print(
            f"\n{name}: {len(hospital.patients)} patients, "
            f"{len(asked) - len(stays)} left over, "
            f"seed {seed}, {found['seconds']:.2f} s"
        )
    assert broken_rules(hospital, stays) == []
    there = {(stay.who, stay.room) for stay in stays}
    assert all((stay.who, stay.room) in there for stay in hospital.occupants)
    assert found["levels"][0][2] == len(asked) - len(stays) == 0
