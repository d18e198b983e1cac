"""The announced groups need more high-risk rooms than are free when they come."""

from __future__ import annotations

import csv
from collections import Counter

from county import tables
from reading import HERE
from test_flight import free_beds


def people() -> list[dict[str, str]]:
    fields = {header: field for field, header in tables.ARRIVALS.items()}
    path = HERE / "arrivals_days.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {fields[header]: cell for header, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def test_277_people_are_announced_in_six_groups() -> None:
    groups = Counter(row["chain_id"] for row in people())
    assert sum(groups.values()) == 277
    assert len(groups) == 6


def test_the_first_two_groups_are_more_than_the_free_rooms() -> None:
    rooms = {
        row["party_id"] or row["id"]
        for row in people()
        if row["chain_id"] in {"D-A", "D-B"}
    }
    assert len(rooms) > len(free_beds({"S1", "S2"}))


def test_of_few_the_arrival_or_the_last_exposure_is_not_told() -> None:
    rows = people()
    assert sum(not row["arrived_at"] for row in rows) == 1
    assert sum(not row["last_exposure"] for row in rows) == 3
    assert not any(row["temperature"] for row in rows)
