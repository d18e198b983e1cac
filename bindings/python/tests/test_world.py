"""Worlds from files and from rows."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import math
import pickle
import zoneinfo
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import quaranta as qr

CHINA = zoneinfo.ZoneInfo("Asia/Shanghai")
REGION = {"id": "CN-99", "zone": "Asia/Shanghai"}


def room(**cells: object) -> dict[str, object]:
    return {"site_id": "S1", "label": "304", **cells}


def only_room(world: qr.World) -> dict[str, object]:
    (row,) = world.table("Room").to_dicts()
    return row


def codes(world: qr.World) -> list[str]:
    return [issue.code for issue in world.issues]


def test_a_folder_is_read_with_its_issues(county: qr.World) -> None:
    assert county.tables["Room"] == 1270
    assert county.tables["Site"] == 8
    assert county.zone == "Asia/Shanghai"
    assert county.latest == dt.datetime(2022, 4, 10, 17, tzinfo=CHINA)
    assert county.latest.utcoffset() == dt.timedelta(hours=8)


def test_what_is_written_reads_back_equal(county: qr.World, tmp_path: Path) -> None:
    for name in ("folder", "world.binpb", "world.sqlite"):
        county.write(tmp_path / name)
        again = qr.read(str(tmp_path / name))
        assert again.tables == county.tables
        assert again.table("Room").to_dicts() == county.table("Room").to_dicts()
        assert again.table("Site").to_dicts() == county.table("Site").to_dicts()


def test_a_world_can_be_pickled(county: qr.World) -> None:
    again = pickle.loads(pickle.dumps(county))
    assert again.tables == county.tables
    assert again.table("Floor").to_dicts() == county.table("Floor").to_dicts()


def test_rows_columns_and_any_name_of_a_record_or_field_will_do() -> None:
    by_rows = qr.read({"Room": [room(beds=2)]})
    by_columns = qr.read({"rooms": {"site_id": ["S1"], "label": ["304"], "beds": [2]}})
    by_label = qr.read({"房间": [{"site_id": "S1", "房间号": "304", "床位数": "2张"}]})
    assert only_room(by_rows) == only_room(by_columns) == only_room(by_label)
    assert only_room(by_rows) == {"id": "S1/304", **room(beds=2)}


def test_cells_of_python_types_are_values() -> None:
    class Use(enum.Enum):
        ISOLATION = 1

    at = dt.datetime(2022, 4, 10, 9, 30, tzinfo=dt.UTC)
    row = only_room(
        qr.read(
            {
                "Room": [
                    room(
                        use=Use.ISOLATION,
                        beds=np.int64(2),
                        window_limiter=np.bool_(False),
                        area_m2=decimal.Decimal("18.50"),
                        disinfected_at=at,
                        position=None,
                        x_m=math.nan,
                    )
                ]
            }
        )
    )
    assert row["use"] == "ISOLATION"
    assert row["beds"] == 2
    assert row["window_limiter"] is False
    assert row["area_m2"] == 18.5
    assert row["disinfected_at"] == "2022-04-10T09:30:00Z"
    assert "position" not in row
    assert "x_m" not in row


def test_dates_and_lists_are_values() -> None:
    world = qr.read(
        {
            "Person": [
                {
                    "id": "P1",
                    "last_exposure": dt.date(2022, 4, 8),
                    "symptoms": ["FEVER", "COUGH"],
                }
            ]
        }
    )
    (person,) = world.table("Person").to_dicts()
    assert person["last_exposure"] == "2022-04-08"
    assert person["symptoms"] == ["FEVER", "COUGH"]


def test_texts_are_read_as_cells_of_a_file_are() -> None:
    world = qr.read({"Site": [{"id": "S1", "rooms_total": "150余"}, {"id": "*"}]})
    first = world.table("Site").to_dicts()[0]
    assert first["rooms_total"] == {
        "state": "hedged",
        "raw": "150余",
        "low": 150,
        "high": 160,
    }


def test_a_cell_may_bring_its_note() -> None:
    masked = {"state": "masked", "raw": "**"}
    row = only_room(qr.read({"Room": [room(area_m2=masked)]}))
    assert row["area_m2"] == masked


def test_an_unreadable_cell_is_unknown_and_an_issue() -> None:
    world = qr.read({"Room": [room(beds=1), room(label="305", beds="two")]})
    (issue,) = [issue for issue in world.issues if issue.column == "beds"]
    assert (issue.file, issue.row, issue.value) == ("Room", 2, "two")
    assert issue.severity == "warning"
    assert "beds" in world.table("Room").to_dicts()[1]  # the note keeps the text


def test_an_unknown_column_is_an_issue_and_not_dropped_silently() -> None:
    world = qr.read({"Room": [room(colour="red")]})
    assert "unknown_header" in codes(world)


def test_direct_identifiers_are_masked_in_issues() -> None:
    name = "王小明"
    world = qr.read({"Person": [{"id": "P1", "name": name, "birth_date": "x"}]})
    assert name not in repr(world.issues)
    assert name not in world.issues._repr_html_()


def test_local_times_need_a_zone() -> None:
    rows: dict[str, qr.Rows] = {
        "Room": [room(disinfected_at=dt.datetime(2022, 4, 10, 9, 30))]
    }
    assert "zone_missing" in codes(qr.read(rows))
    by_argument = only_room(qr.read(rows, zone="Asia/Shanghai"))
    assert by_argument["disinfected_at"] == "2022-04-10T09:30:00+08:00"
    by_region = only_room(qr.read({**rows, "Region": [REGION]}))
    assert by_region["disinfected_at"] == "2022-04-10T09:30:00+08:00"


def test_collections_are_open_unless_said_to_be_complete() -> None:
    rows: dict[str, qr.Rows] = {
        "Site": [{"id": "S1", "status": "OPEN"}],
        "Room": [room(use="OFFICE")],
    }

    def verdict_of(world: qr.World) -> qr.Verdict:
        report = qr.check(
            world,
            packs="cn-county-2022",
            as_of="2022-04-10T17:00:00+08:00",
            rules=["HW-13"],
        )
        (verdict,) = report.verdicts()
        return verdict

    verdict = verdict_of(qr.read(rows))
    assert verdict.outcome == "UNKNOWN"
    assert verdict.missing == ("Site:S1.rooms",)
    closed = verdict_of(qr.read(rows, complete=["Site.rooms"]))
    assert closed.outcome == "NOT_APPLICABLE"


def test_arrivals_come_from_a_file_a_folder_rows_or_tables(tmp_path: Path) -> None:
    people = [{"id": "P1", "age": 41}, {"id": "P2", "age": 9}]
    (tmp_path / "Person.csv").write_text("id,age\nP1,41\nP2,9\n", encoding="utf-8")
    sources: list[qr.Rows | dict[str, qr.Rows] | Path] = [
        people,
        {"Person": people},
        tmp_path / "Person.csv",
    ]
    for source in sources:
        world = qr.read_arrivals(source)
        assert [row["id"] for row in world.table("Person").to_dicts()] == ["P1", "P2"]
    folder = qr.read_arrivals(tmp_path)
    assert folder.tables == {"Person": 2}
    columns = qr.read_arrivals({"id": ["P1"], "age": [41]})
    assert columns.tables == {"Person": 1}


def test_an_empty_table_is_a_table() -> None:
    world = qr.read({"Room": []})
    assert world.tables == {}
    assert len(world.table("Room")) == 0
    assert world.table("Room").to_dicts() == []
    assert world.latest is None
    assert world.zone == "UTC"


def test_worlds_and_tables_print_as_html_without_letting_markup_in() -> None:
    world = qr.read({"Site": [{"id": "S1", "name": "<script>alert(1)</script>"}]})
    html = world.table("Site")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<td>Site</td><td>1</td>" in world._repr_html_()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (3, "expected a path, a mapping of tables, or a table with tags=, got int"),
        ({"Room": 3}, "Room: expected rows, columns or a frame"),
        ({"Room": "label"}, "Room: expected rows, columns or a frame"),
        ({"Room": {"label": "304"}}, "Room: column 'label' is no list but str"),
        ({"Room": [3]}, "Room: a row is a dictionary, not int"),
        ({"Room": [room(beds=b"2")]}, "Room: a cell cannot be bytes"),
        ({"Room": [room(beds=object())]}, "Room: a cell cannot be object"),
    ],
)
def test_a_wrong_type_is_a_type_error(source: object, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        qr.read(cast("str", source))
