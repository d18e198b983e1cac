"""The flight has the people it should have, and they fit, but tightly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

import pytest
from reading import Rows, load, open_sites, room_id, rooms_with_people


def parties() -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in load("arrivals"):
        found[row["party_id"] or row["id"]].append(row)
    return found


def referred() -> set[str]:
    return {
        row["id"]
        for row in load("arrivals")
        if float(row["temperature"]) >= 37.3 or row["needs"] == "血透"
    }


def test_the_flight_is_186_people_in_two_cohorts_and_35_families() -> None:
    people = load("arrivals")
    assert Counter(row["chain_id"] for row in people) == {"F7C-A": 118, "F7C-B": 68}
    sizes = Counter(len(group) for group in parties().values() if len(group) > 1)
    assert sizes == {2: 14, 3: 12, 4: 8, 5: 1}
    announced = {row["id"] for row in load("Party") if row["id"].startswith("F7C")}
    assert announced == {key for key, group in parties().items() if len(group) > 1}
    assert len(referred()) == 2  # neither has a party
    assert referred() <= set(parties())


def test_the_flight_has_a_minor_alone_and_a_wheelchair_user() -> None:
    alone = [g[0] for g in parties().values() if len(g) == 1 and int(g[0]["age"]) < 18]
    assert [(row["age"], row["carer_id"]) for row in alone] == [("15", "")]
    (user,) = [row for row in load("arrivals") if row["mobility"] == "轮椅"]
    assert user["needs_accessible"] == "是"


def test_every_minor_of_a_family_has_a_consenting_adult_of_it() -> None:
    people = {row["id"]: row for row in load("arrivals")}
    minors = [
        row for row in people.values() if int(row["age"]) < 18 and row["party_id"]
    ]
    assert minors
    for row in minors:
        carer = people[row["carer_id"]]
        assert carer["party_id"] == row["party_id"]
        assert int(carer["age"]) >= 18
        assert carer["carer_consents"] == "是"


def free_beds(sites: set[str]) -> list[int]:
    """Return the beds of each ready isolation room on a floor nobody holds."""
    held = {
        room["floor_id"]
        for room in load("Room")
        if room_id(room) in rooms_with_people()
    }
    return sorted(
        int(room["beds"])
        for room in load("Room")
        if room["site_id"] in sites
        and room["use"] == "隔离"
        and room["state"] == "可用"
        and room["floor_id"] not in held
    )


def apart(group: Rows) -> list[int]:
    """Return people per room when each adult shares with those they care for."""
    carers = Counter(row["carer_id"] for row in group if int(row["age"]) < 18)
    adults = [row["id"] for row in group if int(row["age"]) >= 18]
    return [1 + carers[adult] for adult in adults] or [1]


def together(group: Rows) -> list[int]:
    """Return people per room when those who may share have one room."""
    if any(row["share_assessed"] != "是" for row in group):
        return [1] * len(group)
    return [len(group)] if len(group) < 5 else [3, 2]


@pytest.mark.parametrize(("lodging", "spare"), [(together, 20), (apart, 12)])
@pytest.mark.parametrize("risk", ["高风险", "中风险"])
def test_each_cohort_fits_tightly_into_the_free_floors_of_its_grade(
    risk: str, lodging: Callable[[Rows], list[int]], spare: int
) -> None:
    sites = {row["id"] for row in load("Site") if row["grade"] == risk} & open_sites()
    beds = free_beds(sites)
    gone = referred()
    needs = [
        size
        for key, group in parties().items()
        if group[0]["risk_class"] == risk and key not in gone
        for size in lodging(group)
    ]
    for size in sorted(needs, reverse=True):
        beds.remove(min(bed for bed in beds if bed >= size))
    assert len(beds) <= spare


def test_an_accessible_room_is_free_at_the_site_grade_of_the_wheelchair_user() -> None:
    assert any(
        room["accessible"] == "是"
        and room["state"] == "可用"
        and room["floor_id"] == "S1/8F"
        for room in load("Room")
    )
