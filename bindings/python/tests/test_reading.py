"""One pipeline: the same table is the same world, wherever it comes from."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path
from typing import Any, cast

import pandas as pd
import polars as pl
import pytest
import quaranta as qr
from quaranta._xlsx import write_book

HEADERS = ["隔离点", "房号", "房间用途", "床位数", "房间面积", "限位器"]
ROWS = [
    ["S1", "301", "隔离", "2", "18.5", "是"],
    ["S1", "302", "隔离", "两张左右", "*", "不详"],
    ["S1", "303", "库房", "1", "20余", ""],
    ["S1", "304", "泳池", "２", "-3", "否"],
]
TOTAL = ["合计", "", "", "5", "", ""]
COUNTED = ("set_aside", "read", "repaired", "parked", "refused")


def csv_text(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in [HEADERS, *rows])


def worlds(folder: Path, rows: list[list[str]]) -> dict[str, qr.World]:
    """Return one table, read in every way that there is."""
    columns = {
        header: [row[place] or None for row in rows]
        for place, header in enumerate(HEADERS)
    }
    made: dict[str, qr.World] = {}
    for name, encoding in (("utf8", "utf-8-sig"), ("gb18030", "gb18030")):
        path = folder / name / "房间.csv"
        path.parent.mkdir()
        path.write_text(csv_text(rows), encoding=encoding)
        made[name] = qr.read(path.parent)
    (folder / "xlsx").mkdir()
    write_book(folder / "xlsx/房间.xlsx", [("房间", [HEADERS, *rows])])
    made["xlsx"] = qr.read(folder / "xlsx")
    (folder / "parquet").mkdir()
    pl.DataFrame(columns).write_parquet(folder / "parquet/房间.parquet")
    made["parquet"] = qr.read(folder / "parquet")
    made["pandas"] = qr.read({"房间": pd.DataFrame(columns)})
    made["polars"] = qr.read({"Room": pl.DataFrame(columns)})
    made["arrow"] = qr.read({"Room": pl.DataFrame(columns).to_arrow()})
    made["cells"] = qr.read(
        pd.DataFrame(columns),
        tags={
            "Room.site_id": "隔离点",
            "Room.label": "房号",
            "Room.use": "房间用途",
            "Room.beds": "床位数",
            "Room.area_m2": "房间面积",
            "Room.window_limiter": "限位器",
        },
    )
    return made


def odd_cells(world: qr.World) -> set[tuple[Any, ...]]:
    return {
        (issue.severity, issue.code, issue.column, issue.value, issue.action)
        for issue in world.issues
        if issue.row is not None and issue.column
    }


def test_the_same_table_is_the_same_world_from_every_source(tmp_path: Path) -> None:
    made = worlds(tmp_path, ROWS)
    expected = made["utf8"].table("Room").to_dicts()
    assert len(expected) == 4
    assert expected[1]["area_m2"] == {"state": "masked", "raw": "*"}
    assert expected[3]["beds"] == 2
    cells = odd_cells(made["utf8"])
    assert {column for _, _, column, _, _ in cells} >= {"房间用途", "床位数"}
    for name, world in made.items():
        assert world.table("Room").to_dicts() == expected, name
        assert odd_cells(world) == cells, name


def test_the_total_is_a_check_and_no_room_from_every_source(tmp_path: Path) -> None:
    for name, world in worlds(tmp_path, [*ROWS, TOTAL]).items():
        assert world.tables["Room"] == 4, name
        (source,) = world.sources
        assert source.rows == sum(getattr(source, fate) for fate in COUNTED), name


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    world = worlds(tmp_path, [*ROWS, TOTAL])["utf8"]
    (source,) = world.sources
    assert (source.file, source.record) == ("房间.csv", "Room")
    assert (source.rows, source.set_aside) == (6, 2)
    # What hides or hedges its value is listed, but needs no repair: a swimming
    # pool of a negative size does.
    assert (source.read, source.repaired) == (3, 1)


def test_tags_make_each_row_several_records_that_refer_to_each_other() -> None:
    guests = pl.DataFrame(
        {
            "姓名": ["甲", "乙"],
            "证件": ["P1", "P2"],
            "房": ["S1/301", "S1/302"],
            "进": [dt.datetime(2022, 4, 1, 10), dt.datetime(2022, 4, 2, 11)],
            "备": ["", "晚到"],
        }
    )
    tags = {
        "Person.id": "证件",
        "Person.name": "姓名",
        "Stay.start": "进",
        "RoomAssignment.room_id": "房",
    }
    for table in (guests, guests.to_pandas(), guests.to_dicts(), guests.to_arrow()):
        seen = qr.inspect(table, tags=tags, zone="Asia/Shanghai")
        world = seen.world
        assert world.tables == {"Stay": 2, "RoomAssignment": 2, "Person": 2}
        stay = world.table("Stay").to_dicts()[1]
        assert stay["person_id"] == "P2"
        assert stay["start"] == "2022-04-02T11:00:00+08:00"
        taken = world.table("RoomAssignment").to_dicts()[1]
        assert (taken["stay_id"], taken["room_id"]) == (stay["id"], "S1/302")
        assert [issue.column for issue in seen.issues.where(code="unknown_header")] == [
            "备"
        ]


def test_tags_name_fields_that_exist() -> None:
    with pytest.raises(
        ValueError, match='Person has no field "nam"; did you mean "name"'
    ):
        qr.read([{"x": 1}], tags={"Person.nam": "x"})
    with pytest.raises(ValueError, match=r"expected a field such as 'Person\.name'"):
        qr.read([{"x": 1}], tags={"name": "x"})
    with pytest.raises(TypeError, match="a row is a dictionary, not int"):
        qr.read(cast("list[dict[str, object]]", [1]), tags={"Person.id": "x"})


def test_dates_stay_unknown_until_their_order_is_told() -> None:
    rows = [{"编号": "P1", "末次接触时间": "04/05/22"}]
    told: dict[qr.DateOrder | None, object] = {}
    orders: list[qr.DateOrder | None] = [None, "mdy", "dmy"]
    for order in orders:
        (person,) = (
            qr.read({"Person": rows}, date_order=order).table("Person").to_dicts()
        )
        told[order] = person["last_exposure"]
    assert told["mdy"] == "2022-04-05"
    assert told["dmy"] == "2022-05-04"
    assert told[None] == {"state": "suspect", "raw": "04/05/22"}


def test_a_mapping_found_is_saved_corrected_and_used_again(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "隔离人员.csv").write_text("编号,岁数\nP1,41\n", encoding="utf-8")
    found = qr.inspect(folder)
    assert "岁数" in [issue.column for issue in found.issues]
    found.save(tmp_path / "map.yaml")
    text = (tmp_path / "map.yaml").read_text(encoding="utf-8")
    assert qr.Mapping.load(tmp_path / "map.yaml") == found.mapping
    corrected = {
        "sheets": [
            {
                "file": "隔离人员.csv",
                "records": ["Person"],
                "columns": [
                    {"header": "编号", "field": "Person.id"},
                    {"header": "岁数", "field": "Person.age"},
                ],
            }
        ]
    }
    assert "岁数" in text
    qr.Mapping(corrected).save(tmp_path / "map.yaml")
    sources: list[Any] = [tmp_path / "map.yaml", corrected, qr.Mapping(corrected)]
    for mapping in sources:
        world = qr.read(folder, mapping=mapping)
        assert world.table("Person").to_dicts() == [{"id": "P1", "age": 41}]
        assert len(world.issues.where(severity="warning")) == 0
    assert pickle.loads(pickle.dumps(found.mapping)) == found.mapping


def test_a_wrong_mapping_says_where(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("sheets:\n  - records: [Persn]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"map\.yaml:2:\d+"):
        qr.Mapping.load(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="UTF-8"):
        qr.Mapping.load(path)
    with pytest.raises(LookupError, match="map"):
        qr.read({"Room": []}, mapping=tmp_path / "no map.yaml")


def test_issues_are_a_table_with_words_in_two_languages(tmp_path: Path) -> None:
    world = worlds(tmp_path, ROWS)["utf8"]
    issue = world.issues.where(column="床位数")[0]
    assert str(issue.row) in issue.text()
    assert "床位数" in issue.text("zh")
    assert issue.text("zh") != issue.text("en")
    assert len(world.issues.head(1)) == 1
    frame = world.issues.to_pandas()
    assert set(frame["file"].dropna()) == {i.file for i in world.issues}
    with pytest.raises(TypeError, match="no column 'kolumn'"):
        world.issues.where(kolumn="x")


def test_an_import_shows_rows_columns_and_issues_without_markup() -> None:
    rows = [{"id": "<b>S1</b>", "<i>": "x"}]
    html = qr.inspect({"Site": rows}, tags=None)._repr_html_()
    assert "<i>" not in html
    seen = qr.inspect([{"<i>": "S1", "y": 1}], tags={"Site.id": "<i>"})
    html = seen._repr_html_()
    assert "&lt;i&gt;" in html
    assert "Site.id" in html
    assert "Rows of each source" in html


def test_a_workbook_written_reads_back_equal(county: qr.World, tmp_path: Path) -> None:
    path = tmp_path / "out" / "world.xlsx"
    path.parent.mkdir()
    county.write(path)
    again = qr.read(path.parent)
    assert again.tables == county.tables
    for record in ("Region", "Site", "Room", "Person", "Stay"):
        ours = county.table(record).to_dicts()
        theirs = again.table(record).to_dicts()
        assert theirs == ours, record
    first = path.read_bytes()
    county.write(path)
    assert path.read_bytes() == first


def test_a_workbook_may_hold_arrivals(county: qr.World, tmp_path: Path) -> None:
    rows: list[list[object]] = [["编号", "年龄"], ["P1", 41], ["P2", 9]]
    write_book(tmp_path / "到达.xlsx", [("名单", rows)])
    people = qr.read_arrivals(tmp_path / "到达.xlsx", zone=county.zone)
    assert people.table("Person").to_dicts() == [
        {"id": "P1", "age": 41},
        {"id": "P2", "age": 9},
    ]


def test_an_interrupt_while_a_workbook_is_read_is_an_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_book(tmp_path / "rooms.xlsx", [("房间", [HEADERS])])

    def interrupt(path: str, limits: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("quaranta._foreign.read", interrupt)
    with pytest.raises(KeyboardInterrupt):
        qr.read(tmp_path)


def test_what_cannot_be_read_is_an_issue_of_that_file_alone(tmp_path: Path) -> None:
    (tmp_path / "房间.xlsx").write_bytes(b"PK\x03\x04 cut short")
    (tmp_path / "sites.csv").write_text("id\nS1\n", encoding="utf-8")
    (tmp_path / "people.parquet").write_bytes(b"PAR1")
    world = qr.read(tmp_path)
    assert world.tables == {"Site": 1}
    errors = world.issues.where(severity="error")
    assert sorted(issue.file for issue in errors) == ["people.parquet", "房间.xlsx"]
    assert all(issue.code == "unreadable_file" for issue in errors)
    assert "damaged" in next(e.detail for e in errors if e.file == "房间.xlsx")
