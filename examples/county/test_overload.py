"""The overloaded evening has more groups and people than there is room for."""

from __future__ import annotations

import csv
from collections import Counter

from county import tables
from reading import HERE
from test_flight import free_beds


def people() -> list[dict[str, str]]:
    fields = {header: field for field, header in tables.ARRIVALS.items()}
    path = HERE / "arrivals_overload.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {fields[header]: cell for header, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def test_201_people_come_in_six_groups() -> None:
    groups = Counter((row["chain_id"], row["risk_class"]) for row in people())
    assert sum(groups.values()) == 201
    assert len(groups) == 6


def test_high_risk_people_are_more_than_the_free_rooms() -> None:
    rooms = {
        row["party_id"] or row["id"]
        for row in people()
        if row["risk_class"] == "高风险"
    }
    assert len(rooms) > len(free_beds({"S1", "S2"}))


def test_no_party_was_announced_and_every_child_of_one_has_a_carer() -> None:
    rows = {row["id"]: row for row in people()}
    minors = [row for row in rows.values() if int(row["age"]) < 18]
    alone = [row["id"] for row in minors if not row["party_id"]]
    assert alone == ["KC-034"]
    for row in minors:
        if row["party_id"]:
            assert rows[row["carer_id"]]["carer_consents"] == "是"
