"""The county reproduces itself, and the published totals come out of its records.

Everything is counted from the committed files with the standard library only,
not from the generator's own records.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import generate
import pytest
from county import facts
from reading import (
    HERE,
    USED,
    all_tables,
    current_stays,
    ids,
    load,
    open_sites,
    room_id,
    rooms_with_people,
    schema,
    totals,
)

# --- The files --------------------------------------------------------------


def test_running_the_generator_reproduces_the_committed_bytes(tmp_path: Path) -> None:
    written = generate.write(tmp_path)
    committed = set(HERE.glob("data/*.csv")) | set(HERE.glob("arrivals*.csv"))
    assert {path.relative_to(tmp_path) for path in written} == {
        path.relative_to(HERE) for path in committed
    }
    for path in written:
        assert path.read_bytes() == (HERE / path.relative_to(tmp_path)).read_bytes(), (
            path
        )


@pytest.mark.parametrize("seed", [0, 1, 2**64 - 1])
def test_totals_do_not_depend_on_the_seed(tmp_path: Path, seed: int) -> None:
    generate.write(tmp_path, seed)
    assert totals(tmp_path) == facts.Published()
    assert load("Person", tmp_path) != load("Person")


def test_files_are_small_and_open_in_chinese_excel() -> None:
    paths = [*HERE.glob("data/*.csv"), *HERE.glob("arrivals*.csv")]
    assert sum(path.stat().st_size for path in paths) < 1_500_000
    for path in paths:
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert not raw[3:].startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n") > 1, path.name


def test_no_file_identifies_an_isolated_person() -> None:
    direct = {
        "姓名",
        "名字",
        "隔离人员姓名",
        "身份证号",
        "证件号",
        "联系电话",
        "手机号",
        "家庭住址",
    }
    for stem in ("隔离人员", "隔离记录", "决定书", "工作专班"):
        with (HERE / f"data/{stem}.csv").open(encoding="utf-8-sig") as file:
            assert not direct & set(next(csv.reader(file)))
    for path in HERE.glob("**/*.csv"):
        assert not re.search(
            r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)", path.read_text()
        ), path


# --- The schema -------------------------------------------------------------


def test_every_file_and_header_has_a_name_that_the_schema_knows() -> None:
    for record, stem, columns, _ in all_tables():
        assert stem in schema().names[record], (record, stem)
        for field, header in columns.items():
            assert header in schema().headers[record][field], (record, field, header)


def test_every_enum_cell_is_a_label_a_synonym_or_recorded_as_missing() -> None:
    for record, _, columns, rows in all_tables():
        for field in columns:
            values = schema().enums.get(schema().types[record][field])
            if values is None:
                continue
            cells = {part for row in rows for part in row[field].split("、")}
            assert cells <= values | {"", "不详", "*"}, (record, field, cells - values)


def test_every_boolean_cell_is_yes_no_or_missing() -> None:
    for record, _, columns, rows in all_tables():
        for field in columns:
            if schema().types[record][field] == "bool":
                assert {row[field] for row in rows} <= {"是", "否", "", "不详", "*"}


def test_every_reference_names_a_record() -> None:
    known = cache(ids)
    for record, _, columns, rows in all_tables():
        for field in columns:
            if (record, field) in schema().refs:
                target = schema().refs[record, field]
                cells = {part for row in rows for part in row[field].split("、")} - {""}
                assert cells <= known(target), (record, field, cells - known(target))


def test_registers_declare_collections_that_exist_with_their_size() -> None:
    for row in load("Register"):
        record, _, subject = row["parent"].partition(":")
        assert subject in ids(record)
        assert row["collection"] in schema().collections[record]
    sizes = {
        row["parent"]: row["count"]
        for row in load("Register")
        if row["collection"] == "staff"
    }
    staff = Counter(f"Site:{row['site_id']}" for row in load("Staff"))
    assert sizes == {site: str(staff[site]) for site in sizes}
    assert len(sizes) == 3


def test_ids_are_unique() -> None:
    for record, _, columns, rows in all_tables():
        if "id" in columns:
            assert len({row["id"] for row in rows}) == len(rows), record


# --- The published totals ---------------------------------------------------


def test_the_published_totals_come_out_record_by_record() -> None:
    assert totals() == facts.Published(8, 1270, 3, 587, 262, 345, 157)


def test_the_rows_of_sites_agree_with_the_rows_below_them() -> None:
    rooms = Counter(room["site_id"] for room in load("Room"))
    used = Counter(room["site_id"] for room in load("Room") if room["state"] in USED)
    floors = Counter(floor["site_id"] for floor in load("Floor"))
    staff = Counter(row["site_id"] for row in load("Staff"))
    people = Counter(row["site_id"] for row in current_stays())
    for site in load("Site"):
        key = site["id"]
        assert int(site["rooms_total"]) == rooms[key]
        assert int(site["floors_total"]) == floors[key]
        assert int(site["staff_total"]) == staff[key]
        if site["status"] == "已启用":
            assert int(site["rooms_used"]) == used[key]
            assert int(site["people_reported"]) == people[key]
            assert int(site["rooms_enabled"]) == rooms[key]


def test_reported_figures_repeat_the_published_totals() -> None:
    figures = {row["name"]: row["value"] for row in load("Figure")}
    assert [
        figures[name] for name in ("储备房间", "在隔离人数", "在用房间", "房间使用率")
    ] == ["1270", "262", "345", "58.8"]
    assert round(100 * 345 / 587, 1) == 58.8
    assert load("Region")[0]["rooms_reported"] == "1270"


def test_the_population_is_marked_as_assumed() -> None:
    (region,) = load("Region")
    assert (region["population"], region["population_basis"]) == ("310000", "假定")
    (figure,) = [row for row in load("Figure") if row["name"] == "常住人口"]
    assert figure["source"] == "假定"


def test_every_current_stay_has_one_room_and_used_rooms_without_a_person_are_91() -> (
    None
):
    rooms = rooms_with_people()
    assert sum(len(stays) for stays in rooms.values()) == 262
    assert len(rooms) == 254
    used = {room_id(room) for room in load("Room") if room["state"] in USED}
    assert set(rooms) <= used
    assert len(used - set(rooms)) == 91 >= 345 - 262


def test_all_but_seven_used_rooms_without_a_person_are_explained_by_records() -> None:
    lodged = Counter(row["room_id"] for row in load("Staff") if row["room_id"])
    assert set(lodged.values()) == {2}
    people = rooms_with_people()
    why: Counter[str] = Counter()
    for room in load("Room"):
        if room["state"] not in USED or room_id(room) in people:
            continue
        if room_id(room) in lodged or room["use"] == "工作人员用房":
            why["staff"] += 1
        elif room["state"] == "待消毒":
            why["awaiting"] += 1
        elif room["use"] in ("", "不详", "隔离"):
            why["unexplained"] += 1
        else:
            why["service"] += 1
    assert why == {"staff": 63, "awaiting": 6, "service": 15, "unexplained": 7}


def test_isolation_rooms_alone_miss_the_standard_whatever_the_unknown_uses_are() -> (
    None
):
    needed = 310_000 * 40 // 10_000
    uses = Counter(room["use"] for room in load("Room"))
    surely, perhaps = uses["隔离"], uses[""] + uses["不详"]
    assert (needed, surely) == (1240, 474)
    assert surely + perhaps < needed < 1270


# --- Sites, floors, people --------------------------------------------------


def test_five_reserve_sites_are_not_converted_and_say_nothing_of_their_rooms_use() -> (
    None
):
    reserve = {row["id"] for row in load("Site")} - open_sites()
    assert len(reserve) == 5
    for site in load("Site"):
        if site["id"] in reserve:
            assert site["status"] == "储备"
            assert not site["converted_date"]
    assert {room["use"] for room in load("Room") if room["site_id"] in reserve} == {""}


def test_a_floor_holds_one_cohort_but_for_the_two_planted_cases() -> None:
    floors: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    of_room = {room_id(room): room["floor_id"] for room in load("Room")}
    for room, stays in rooms_with_people().items():
        for stay in stays:
            floors[of_room[room]].add(
                (stay["chain_id"], stay["batch_id"], stay["risk_class"])
            )
    odd = {floor: keys for floor, keys in floors.items() if len(keys) > 1}
    assert set(odd) == {"S2/6F", "S1/6F"}
    assert {key[0] for key in odd["S2/6F"]} == {"L07", "L08"}
    assert {key[0] for key in odd["S1/6F"]} == {"L03", "不详"}
    assert len(floors) == 14


def test_two_people_share_only_as_a_child_under_14_and_a_consenting_carer() -> None:
    people = {row["id"]: row for row in load("Person")}
    shared = [stays for stays in rooms_with_people().values() if len(stays) > 1]
    assert len(shared) == 8
    for stays in shared:
        carer, child = (people[stay["person_id"]] for stay in stays)
        assert int(child["age"]) < 14 <= int(carer["age"])
        assert child["carer_id"] == carer["id"]
        assert carer["carer_consents"] == "是"
        assert child["party_id"] == carer["party_id"] != ""


def test_grades_of_sites_equal_the_risk_classes_of_those_inside() -> None:
    grades = {row["id"]: row["grade"][0] for row in load("Site") if row["grade"]}
    assert all(
        stay["risk_class"][0] == grades[stay["site_id"]] for stay in current_stays()
    )


def test_nobody_inside_is_kept_past_the_planned_day_and_one_was() -> None:
    assert all(stay["planned_end"] > "2022-04-10" for stay in current_stays())
    ended = [row for row in load("Stay") if row["end_reason"] == "期满"]
    assert sum(row["end"][:10] > row["planned_end"] for row in ended) == 1
    assert not [row for row in ended if row["end"][:10] < row["planned_end"]]


def test_no_evening_reading_of_the_tenth_exists_and_nothing_happened_later() -> None:
    today = [row for row in load("Observation") if row["at"].startswith("2022-04-10")]
    assert today
    assert {row["slot"] for row in today} == {"上午"}
    planned = {
        ("Shift", "end"),
        ("Shift", "start"),
        ("Order", "end_at"),
        ("Order", "review_at"),
        ("Report", "deadline_at"),
    }
    for record, _, columns, rows in all_tables():
        for field in columns:
            if (record, field) in planned:
                continue
            for row in rows:
                if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row[field]):
                    assert row[field] <= "2022-04-10 17:00", (record, field, row)


def test_one_fever_was_acted_on_and_one_reading_is_impossible() -> None:
    values = Counter(row["temperature"] for row in load("Observation"))
    assert values["37.6"] == values["370"] == values["不详"] == 1
    (fever,) = [row for row in load("Observation") if row["temperature"] == "37.6"]
    assert fever["acted_at"] > fever["at"]
    rest = set(values) - {"37.6", "370", "不详", ""}
    assert all(36.0 < float(value) < 37.3 for value in rest)


def test_every_group_has_a_covering_b_at_every_open_site() -> None:
    staff = {row["id"]: row for row in load("Staff")}
    pairs = Counter()
    for row in staff.values():
        if row["post"] == "A岗":
            other = staff[row["covers_id"]]
            assert (other["post"], other["group"], other["site_id"]) == (
                "B岗",
                row["group"],
                row["site_id"],
            )
            pairs[row["site_id"]] += 1
    assert pairs == dict.fromkeys(open_sites(), 7)


def test_six_heads_lead_eight_sites() -> None:
    sites = load("Site")
    assert len({row["head"] for row in sites}) == 6
    assert len({row["deputy"] for row in sites}) == 8


def test_the_video_room_is_watched_all_day_but_for_two_hours_at_one_site() -> None:
    hours: dict[str, int] = Counter()
    for row in load("Shift"):
        if row["post_id"].endswith("/视频监控岗"):
            end = 24 if row["end"] == "2022-04-11 00:00" else int(row["end"][11:13])
            hours[row["site_id"]] += end - int(row["start"][11:13])
    assert hours == {"S1": 24, "S2": 24, "S3": 22}


def test_five_items_were_accepted_at_each_open_site_and_one_date_has_no_year() -> None:
    items = Counter(row["site_id"] for row in load("Acceptance"))
    assert items == dict.fromkeys(open_sites(), 5)
    assert [
        row["id"] for row in load("Acceptance") if not row["date"].startswith("2022")
    ] == ["YS-S2-5"]


def test_cameras_stand_at_six_kinds_of_places_but_for_one() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for row in load("Device"):
        places[row["site_id"]].add(row["place"])
    assert {site: len(kinds) for site, kinds in places.items()} == {
        "S1": 6,
        "S2": 6,
        "S3": 5,
    }


@pytest.mark.parametrize("cell", ["*", "不详", "30以上", "450余万", "近百", "近200"])
def test_cells_are_masked_asked_and_hedged_on_purpose(cell: str) -> None:
    assert any(cell in row.values() for _, _, _, rows in all_tables() for row in rows)
