"""The coming days: the same answers as the program, and how they show."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK, built


@pytest.fixture(scope="module")
def coming() -> qr.World:
    return qr.read_arrivals(COUNTY / "arrivals_days.csv", zone="Asia/Shanghai")


@pytest.fixture(scope="module")
def days(county: qr.World, coming: qr.World) -> qr.DaysPlan:
    return qr.plan_days(county, coming, packs=PACK, as_of=AS_OF, days=14)


def test_the_plan_has_the_bytes_of_the_program(
    days: qr.DaysPlan, tmp_path: Path
) -> None:
    out = tmp_path / "days.json"
    command: list[str | Path] = [built("src/cli/quaranta"), "days", COUNTY / "data"]
    command += ["--pack", PACK, "--as-of", AS_OF]
    command += ["--arrivals", COUNTY / "arrivals_days.csv", "--out", out]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 1, run.stderr
    assert days.to_json().encode() == out.read_bytes()
    assert days.text() + "\n" == run.stdout.decode()


def test_rows_are_those_of_the_json(days: qr.DaysPlan) -> None:
    data = json.loads(days.to_json())
    assert [[str(cell) for cell in row.values()] for row in days.days.to_dicts()] == [
        [str(cell) for cell in row.values()] for row in data["days"]
    ]
    assert [
        (row.party, list(row.people), row.room, str(row.arrival), str(row.release))
        for row in days.rooms
    ] == [
        (row["party"], row["people"], row["room"], row["from"], row["until"])
        for row in data["rooms"]
    ]
    assert [
        (row.party, list(row.people), str(row.day), row.reason) for row in days.unplaced
    ] == [
        (row["party"], row["people"], row["day"], row["reason"])
        for row in data["unplaced"]
    ]
    assert [
        (list(row.floors), str(row.since), row.standing, row.people)
        for row in days.holds
    ] == [
        (row["floors"], row["from"], row["standing"], row["people"])
        for row in data["holds"]
    ]
    assert [(str(s.day), s.reason, s.people) for s in days.shortages] == [
        (s["day"], s["reason"], s["people"]) for s in data["shortages"]
    ]
    assert [(v.name, v.part, v.value, v.bound, v.status) for v in days.levels] == [
        (v["name"], v["part"], v["value"], v["bound"], v["status"])
        for v in data["levels"]
    ]
    for name in ("headline", "conditions", "doubts"):
        assert getattr(days, name)("zh") == [line["zh"] for line in data[name]]


def test_days_are_dates_and_go_to_frames(days: qr.DaysPlan) -> None:
    assert days.days[0].day == date(2022, 4, 10) == days.as_of.date()
    assert len(days.days) == 14
    assert sum(day.unplaced for day in days.days) == sum(
        shortage.people for shortage in days.shortages
    )
    frame = days.days.to_polars()
    assert frame.schema["day"] == pl.Date
    assert frame["arriving"].sum() == 257


def test_a_hold_whose_end_nobody_knows_has_none(county: qr.World) -> None:
    people = qr.read_arrivals([{"id": "P1", "age": 40, "chain_id": "L1"}])
    plan = qr.plan_days(county, people, packs=PACK, as_of=AS_OF, days=2)
    assert all((hold.until is None) == (hold.free_again is None) for hold in plan.holds)
    assert len(plan.days) == 2


def test_a_site_is_opened_when_it_is_needed_and_ordered_before() -> None:
    world = qr.read(
        {
            "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
            "Site": [
                {
                    "id": "S1",
                    "region_id": "CN-1",
                    "status": "ACCEPTED",
                    "ready_in_h": 6,
                    "grade": "HIGH",
                }
            ],
            "Floor": [{"site_id": "S1", "label": "3"}],
            "Room": [
                {
                    "site_id": "S1",
                    "floor_id": "S1/3",
                    "label": str(301 + i),
                    "use": "ISOLATION",
                    "state": "READY",
                    "beds": 1,
                }
                for i in range(30)
            ],
        }
    )
    people = qr.read_arrivals(
        [
            {
                "id": "P1",
                "age": 40,
                "chain_id": "L1",
                "risk": "HIGH",
                "arrived_at": "2022-04-12T20:00:00+08:00",
            }
        ]
    )
    plan = qr.plan_days(world, people, packs=PACK, as_of=AS_OF)
    assert [(o.site, o.day, o.late) for o in plan.openings] == [
        ("S1", date(2022, 4, 12), False)
    ]
    assert plan.openings[0].order_by.isoformat() == "2022-04-12T14:00:00+08:00"


def test_a_party_is_explained_as_by_the_program(
    days: qr.DaysPlan, tmp_path: Path
) -> None:
    out = tmp_path / "days.json"
    out.write_text(days.to_json(), encoding="utf-8")
    for who in (days.unplaced[0].party, days.rooms[0].people[0]):
        for lang in ("en", "zh"):
            command: list[str | Path] = [built("src/cli/quaranta"), "explain", out, who]
            run = subprocess.run(
                [*command, "--lang", lang], capture_output=True, check=True
            )
            assert days.explain(who, lang) + "\n" == run.stdout.decode()
    assert days.unplaced[0].party in days.explain(days.unplaced[0].party)
    with pytest.raises(qr.NotFoundError, match="nobody"):
        days.explain("nobody")


def test_equity_adds_up_to_all_who_are_to_be_placed(
    county: qr.World, coming: qr.World
) -> None:
    plan = qr.plan_days(
        county, coming, packs=PACK, as_of=AS_OF, node_limit=0, small_count=1
    )
    placed = sum(len(room.people) for room in plan.rooms)
    left = sum(len(row.people) for row in plan.unplaced)
    for by in ("AGE", "SEX", "NEED"):
        rows = [row for row in plan.equity if row.by == by]
        assert sum(row.placed or 0 for row in rows) == placed
        assert sum(row.unplaced or 0 for row in rows) == left
        assert sum(row.asked or 0 for row in rows) == placed + left
    data = json.loads(plan.to_json())["equity"]
    assert [row.group for row in plan.equity] == [row["group"] for row in data["rows"]]


def test_a_stored_plan_is_verified_as_by_the_program(
    county: qr.World, coming: qr.World, tmp_path: Path
) -> None:
    plan = qr.plan_days(county, coming, packs=PACK, as_of=AS_OF, node_limit=20_000)
    found = qr.verify(plan, county, packs=PACK)
    assert (found.ok, found.same_input, found.faults) == (True, True, ())
    assert any(level.shown for level in found.levels)
    assert any(level.repeated for level in found.levels)
    out = tmp_path / "days.json"
    text = plan.to_json()
    out.write_text(text, encoding="utf-8")
    command: list[str | Path] = [built("src/cli/quaranta"), "verify", out]
    command += [COUNTY / "data", "--pack", PACK]
    run = subprocess.run(command, capture_output=True, check=True)
    assert "\n".join(found.lines) + "\n" == run.stdout.decode()
    data = json.loads(text)
    data["holds"][0]["people"] += 1
    out.write_text(json.dumps(data), encoding="utf-8")
    wrong = qr.verify(out, county, packs=PACK)
    assert not wrong.ok
    assert wrong.faults == ("WRONG_HOLDS",)
    assert any('"holds"' in line for line in wrong.lines)
    data["holds"][0]["from"] = "tomorrow"
    out.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(qr.InvalidArgumentError, match='"from", a date'):
        qr.verify(out, county, packs=PACK)


def test_days_print(days: qr.DaysPlan) -> None:
    assert repr(days).startswith("<DaysPlan 2022-04-10T17:00:00+08:00: 14 days, ")
    assert "disinfected_floors" in days._repr_html_()
    assert days.headline()[0] in days._repr_html_()
    assert days.text("zh") == "\n".join(days.lines("zh"))
    assert len(days.lines(most=1)) < len(days.lines()) < len(days.lines(most=0))
    assert days.text("zh") != days.text()


def test_mistakes_are_errors_of_the_package(county: qr.World, coming: qr.World) -> None:
    with pytest.raises(qr.InvalidArgumentError, match="days is 0"):
        qr.plan_days(county, coming, packs=PACK, as_of=AS_OF, days=0)
    with pytest.raises(qr.NotFoundError):
        qr.plan_days(county, coming, packs=PACK, as_of=AS_OF, region="nowhere")
    nothing: Any = None
    with pytest.raises(TypeError, match="plan_days"):
        qr.DaysPlan(nothing)
