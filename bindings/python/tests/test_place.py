"""Plans, capacity and the brief."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from pathlib import Path

import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK, built


def test_the_plan_has_the_bytes_of_the_program(plan: qr.Plan, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    command: list[str | Path] = [
        built("src/cli/quaranta"),
        "place",
        COUNTY / "data",
        "--pack",
        PACK,
    ]
    command += ["--as-of", AS_OF, "--arrivals", COUNTY / "arrivals.csv", "--out", out]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode in {0, 1}, run.stderr
    assert plan.to_json().encode() == out.read_bytes()


def test_everybody_is_somewhere_once(plan: qr.Plan, arrivals: qr.World) -> None:
    people = {row["id"] for row in arrivals.table("Person").to_dicts()}
    found = [*plan.rooms, *plan.unplaced, *plan.referred]
    assert sorted(found) == sorted(people)
    assert set(plan.referred.values()) <= {"REFER_HOSPITAL", "HOME"}


def test_rooms_are_those_of_the_json(plan: qr.Plan) -> None:
    data = json.loads(plan.to_json())
    assert plan.rooms == {
        person: entry["room"]
        for entry in data["assignments"]
        for person in entry["people"]
    }
    assert [(v.name, v.part, v.value, v.bound, v.status) for v in plan.levels] == [
        (v["name"], v["part"], v["value"], v["bound"], v["status"])
        for v in data["levels"]
    ]
    assert plan.conditions("zh") == [line["zh"] for line in data["conditions"]]


def test_people_say_once_what_the_plan_says_of_each(
    plan: qr.Plan, county: qr.World
) -> None:
    rows = plan.people.to_dicts()
    assert {p["person"]: p["room"] for p in rows if p["room"]} == plan.rooms
    assert {p["person"] for p in rows if p["outcome"] == "UNPLACED"} == set(
        plan.unplaced
    )
    assert {
        p["person"]: p["outcome"]
        for p in rows
        if p["outcome"] in {"REFER_HOSPITAL", "HOME"}
    } == plan.referred
    floor_of = {room["id"]: room for room in county.table("Room").to_dicts()}
    for person in rows:
        if person["room"]:
            room = floor_of[person["room"]]
            assert (person["floor"], person["site"]) == (
                room["floor_id"],
                room["site_id"],
            )
    groups: dict[str, set[str]] = {}
    for person in rows:
        if person["floor"]:
            groups.setdefault(person["floor"], set()).add(person["group"])
    assert groups
    assert all(len(together) == 1 for together in groups.values())


def test_who_has_a_room_already_is_among_the_people(county: qr.World) -> None:
    inside = county.table("Stay").to_dicts()[0]["person_id"]
    people = qr.read_arrivals(
        [{"id": inside, "age": 40, "chain_id": "L1"}, {"id": "NEW", "age": 40}]
    )
    plan = qr.place(county, people, packs=PACK, as_of=AS_OF)
    outcomes = {row.person: row.outcome for row in plan.people}
    assert outcomes[inside] == "ALREADY_INSIDE"
    assert set(outcomes) == {inside, "NEW"}


def test_every_level_has_a_bound(plan: qr.Plan) -> None:
    assert plan.levels[0].name == "unplaced"
    assert all(level.bound <= level.value for level in plan.levels)
    unplaced = [level.value for level in plan.levels if level.name == "unplaced"]
    assert sum(unplaced) == len(plan.unplaced)


def test_the_same_seed_gives_the_same_plan(
    county: qr.World, arrivals: qr.World, plan: qr.Plan
) -> None:
    again = qr.place(county, arrivals, packs=PACK, as_of=plan.as_of, seed=1)
    assert again.to_json() == plan.to_json()
    other = qr.place(county, arrivals, packs=PACK, as_of=plan.as_of, seed=2)
    assert len(other.unplaced) == len(plan.unplaced)
    assert other.rooms != plan.rooms


def test_a_plan_explains_itself_in_both_languages(plan: qr.Plan) -> None:
    person, room = next(iter(plan.rooms.items()))
    assert room.split("/")[1] in plan.explain(person)
    assert plan.explain(person, lang="zh") != plan.explain(person)
    assert plan.explain(person) == plan.explain(person, "en")


def test_plans_print(plan: qr.Plan) -> None:
    assert f"{len(plan.rooms)} placed" in repr(plan)
    assert "unplaced" in plan._repr_html_()
    assert plan.lines()
    assert len(plan.lines(most=1)) < len(plan.lines(most=0))
    assert plan.text(most=1).endswith("more (see the JSON).")
    assert plan.lines("zh") != plan.lines()


def test_rows_made_in_memory_can_be_placed() -> None:
    world = qr.read(
        {
            "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
            "Site": [
                {"id": "S1", "region_id": "CN-1", "status": "OPEN", "grade": "HIGH"}
            ],
            "Floor": [{"site_id": "S1", "label": "3"}],
            "Room": [
                {
                    "site_id": "S1",
                    "floor_id": "S1/3",
                    "label": f"30{i}",
                    "use": "ISOLATION",
                    "state": "READY",
                    "beds": 1,
                }
                for i in range(1, 4)
            ],
        }
    )
    people = qr.read_arrivals(
        [
            {"id": f"P{i}", "age": 40, "chain_id": "L1", "risk": "HIGH"}
            for i in range(1, 6)
        ]
    )
    plan = qr.place(world, people, packs=PACK, as_of=AS_OF)
    assert len(plan.rooms) + len(plan.unplaced) == 5
    assert len(set(plan.rooms.values())) == len(plan.rooms) <= 3


def test_capacity_has_the_published_totals(county: qr.World) -> None:
    capacity = qr.capacity(county, packs=PACK, as_of=AS_OF)
    text = str(capacity)
    for figure in ("1270", "587", "345", "58.8", "262"):
        assert figure in text
    assert json.loads(capacity.to_json())["schema"] == "quaranta.capacity/1"
    assert capacity.lines("zh") != capacity.lines()
    assert "58.8" in capacity._repr_html_()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_brief_has_the_bytes_of_the_program(
    report: qr.Report, plan: qr.Plan, tmp_path: Path, lang: str, form: str
) -> None:
    out = tmp_path / "brief"
    command: list[str | Path] = [
        built("src/cli/quaranta"),
        "report",
        COUNTY / "data",
        "--pack",
        PACK,
    ]
    command += ["--as-of", AS_OF, "--arrivals", COUNTY / "arrivals.csv"]
    command += ["--lang", lang, "--format", form, "--out", out]
    subprocess.run(command, capture_output=True, check=True)
    language: qr.Language = "zh" if lang == "zh" else "en"
    page = qr.brief(report, plan, language, "html" if form == "html" else "markdown")
    assert page.encode() == out.read_bytes()
    assert qr.brief(report, lang=language) != page


def _shifted(data: bytes, days: int) -> bytes:
    """Every date of the year moved, in the way in which it was written."""

    def move(match: re.Match[bytes]) -> bytes:
        year, month, day = (int(match[of]) for of in ("year", "month", "day"))
        moved = dt.date(year, month, day) + dt.timedelta(days)
        written = [str(moved.year), str(moved.month), str(moved.day)]
        for index, of in enumerate(("year", "month", "day")):
            written[index] = written[index].zfill(len(match[of]))
        return match["between"].join(word.encode() for word in written)

    pattern = rb"(?P<year>2022)(?P<between>[-/])(?P<month>\d+)[-/](?P<day>\d+)"
    return re.sub(pattern, move, data)


@pytest.mark.parametrize("days", [1, 9, -3])
def test_shifting_all_days_shifts_the_plan(
    days: int, plan: qr.Plan, county: qr.World, tmp_path: Path
) -> None:
    for path in (COUNTY / "data").iterdir():
        (tmp_path / path.name).write_bytes(_shifted(path.read_bytes(), days))
    late = tmp_path / "late"
    late.mkdir()
    coming = late / "arrivals.csv"
    coming.write_bytes(_shifted((COUNTY / "arrivals.csv").read_bytes(), days))
    as_of = _shifted(AS_OF.encode(), days).decode()
    assert as_of != AS_OF
    shifted = qr.place(
        qr.read(tmp_path),
        qr.read_arrivals(coming, zone=county.zone),
        packs=PACK,
        as_of=as_of,
    )
    assert shifted.rooms == plan.rooms
    assert shifted.referred == plan.referred
    assert shifted.unplaced == plan.unplaced
    assert [(of.name, of.part, of.value, of.bound) for of in shifted.levels] == [
        (of.name, of.part, of.value, of.bound) for of in plan.levels
    ]


@pytest.fixture(scope="module")
def overload(county: qr.World) -> qr.Plan:
    coming = qr.read_arrivals(COUNTY / "arrivals_overload.csv", zone=county.zone)
    return qr.place(county, coming, packs=PACK, as_of=AS_OF)


def test_a_night_with_too_few_rooms_explains_itself(overload: qr.Plan) -> None:
    lacks, todo = overload.headline()
    assert f"{len(overload.unplaced)} of 201 people" in lacks
    assert todo.startswith(("Do now", "Ask", "Nothing"))
    assert overload.headline("zh") != overload.headline()
    assert overload.lines()[:2] == overload.headline()
    assert lacks in overload._repr_html_()


def test_what_would_help_is_a_table_that_names_who_approves(
    overload: qr.Plan,
) -> None:
    data = json.loads(overload.to_json())["relaxations"]
    rows = overload.relaxations.to_dicts()
    assert rows
    for row, said in zip(rows, data, strict=True):
        assert row.pop("parties") == tuple(said.pop("parties"))
        assert row == {"hours": None, "cost": None} | said
        assert row["approver"]
    first = overload.relaxations[0]
    assert first.people == max(row["people"] for row in rows)
    assert first.parties
    assert first.text() == first.en
    assert first.text("zh") == first.zh in overload.lines("zh")
    convert = overload.relaxations.where(kind="CONVERT_SITE")
    assert {row.approver for row in convert} <= {"COUNTY_COMMAND"}
    frame = overload.relaxations.to_pandas()
    assert frame["people"].tolist() == [row["people"] for row in rows]


def test_every_person_without_a_room_has_a_reason(overload: qr.Plan) -> None:
    assert overload.why
    people = [person for row in overload.why for person in row.people]
    assert sorted(people) == sorted(overload.unplaced)
    for row in overload.why:
        assert row.rooms_lack or row.families
        if row.needed is not None and row.rooms is not None:
            assert row.needed > row.rooms
    held = next(row for row in overload.why if row.reason == "NO_FREE_FLOOR")
    assert "EXCLUSIVE" in held.alone
    assert held.party in overload.explain(held.party)


def test_a_plan_that_goes_well_has_no_headline(plan: qr.Plan) -> None:
    data = json.loads(plan.to_json())
    assert data["input"] == plan.input_hash
    assert len(plan.headline()) == (2 if plan.unplaced else 0)
    assert plan.merges() == [line["en"] for line in data["merges"]]


def test_fairness_adds_up_and_hides_small_counts(
    county: qr.World, overload: qr.Plan
) -> None:
    assert any(row.asked is None for row in overload.equity)
    coming = qr.read_arrivals(COUNTY / "arrivals_overload.csv", zone=county.zone)
    everything = qr.place(county, coming, packs=PACK, as_of=AS_OF, small_count=1)
    for by in ("AGE", "SEX", "NEED"):
        rows = [row for row in everything.equity if row.by == by]
        assert sum(row.asked or 0 for row in rows) == 201
        assert sum(row.unplaced or 0 for row in rows) == len(overload.unplaced)
    with pytest.raises(qr.InvalidArgumentError, match="small_count is 0"):
        qr.place(county, coming, packs=PACK, as_of=AS_OF, small_count=0)


@pytest.fixture(scope="module")
def evening(county: qr.World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flight as two busses: `first.csv` and `late.csv`."""
    folder = tmp_path_factory.mktemp("evening")
    lines = (COUNTY / "arrivals.csv").read_bytes().splitlines(keepends=True)
    (folder / "first.csv").write_bytes(b"".join(lines[:152]))
    (folder / "late.csv").write_bytes(b"".join(lines[:1] + lines[152:]))
    return folder


def test_those_of_an_earlier_plan_stay(county: qr.World, evening: Path) -> None:
    first_people = qr.read_arrivals(evening / "first.csv", zone=county.zone)
    late_people = qr.read_arrivals(evening / "late.csv", zone=county.zone)
    first = qr.place(county, first_people, packs=PACK, as_of=AS_OF)
    saved = evening / "plan.json"
    saved.write_text(first.to_json(), encoding="utf-8")
    struck = next(iter(first.rooms.values()))
    late = "2022-04-10T19:00:00+08:00"
    second = qr.place(
        county, late_people, packs=PACK, as_of=late, keep=first, strike=[struck]
    )
    from_file = qr.place(
        county, late_people, packs=PACK, as_of=late, keep=saved, strike=[struck]
    )
    # But for the name of the file, which is in errors only.
    assert from_file.to_json() == second.to_json()
    for person, room in first.rooms.items():
        assert (second.rooms[person] == room) == (room != struck)
    kinds = {change.kind for change in second.changes}
    assert kinds == {"STAYS", "MOVES", "GETS", "WAITS"}
    moved = [change for change in second.changes if change.kind == "MOVES"]
    assert {(change.before, change.cause) for change in moved} == {(struck, "STRUCK")}
    assert second.night()[0].startswith("The plan of 2022-04-10 17:00 stands")
    assert second.night("zh") != second.night()
    assert second.night()[0] in second._repr_html_()
    assert first.night() == []
    assert len(first.changes) == 0


def test_a_night_needs_people_or_a_plan_of_this_world(
    county: qr.World, plan: qr.Plan, tmp_path: Path
) -> None:
    with pytest.raises(TypeError, match="needs arrivals"):
        qr.place(county, packs=PACK, as_of=AS_OF)
    with pytest.raises(qr.NotFoundError, match="S9/999"):
        qr.place(county, packs=PACK, as_of=AS_OF, keep=plan, strike=["S9/999"])
    other = tmp_path / "other.json"
    text = plan.to_json().replace('"region": "', '"region": "X', 1)
    other.write_text(text, encoding="utf-8")
    with pytest.raises(qr.PreconditionError, match=r"other.json cannot be kept"):
        qr.place(county, packs=PACK, as_of=AS_OF, keep=other)
    other.write_text("{}", encoding="utf-8")
    with pytest.raises(qr.InvalidArgumentError, match="got schema"):
        qr.place(county, packs=PACK, as_of=AS_OF, keep=other)


def test_a_reserve_keeps_floors_for_later(county: qr.World, plan: qr.Plan) -> None:
    coming = qr.read_arrivals(COUNTY / "arrivals_overload.csv", zone=county.zone)
    second = qr.place(
        county, coming, packs=PACK, as_of=AS_OF, keep=plan, keep_floors=50
    )
    refused = [change for change in second.changes if change.refusal != "NONE"]
    assert {change.refusal for change in refused} <= {"KEEP_UNITS"}
    grouped = qr.place(county, coming, packs=PACK, as_of=AS_OF, expect_groups=(1, 40))
    assert grouped.night()[0].startswith("No earlier plan")


def test_a_plan_is_verified_from_itself_and_the_world(
    county: qr.World, overload: qr.Plan, tmp_path: Path
) -> None:
    seen = qr.verify(overload, county, packs=PACK)
    assert seen.ok
    assert seen.same_input
    assert seen.faults == ()
    assert all(level.shown for level in seen.levels)
    assert [level.value for level in seen.levels] == [v.value for v in overload.levels]
    saved = tmp_path / "plan.json"
    text = overload.to_json()
    value = next(v.value for v in overload.levels if v.value > 1)
    saved.write_text(
        text.replace(f'"value": {value}', f'"value": {value - 1}', 1), encoding="utf-8"
    )
    wrong = qr.verify(saved, county, packs=PACK, lang="zh")
    assert not wrong.ok
    assert "WRONG_VALUE" in wrong.faults
    assert any("方案不能照此执行" in line for line in wrong.lines)


def test_what_a_plan_file_says_must_be_what_was_checked(
    county: qr.World, overload: qr.Plan, tmp_path: Path
) -> None:
    plan = json.loads(overload.to_json())
    plan["headline"] = []
    plan["unplaced"] = []
    saved = tmp_path / "plan.json"
    saved.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    seen = qr.verify(saved, county, packs=PACK)
    assert not seen.ok
    assert seen.same_input
    assert [path for path, _, _ in seen.differences] == ["unplaced[0]", "headline[0]"]
    assert "referred" in seen.unchecked


def test_rooms_that_only_the_plan_takes_out_are_named(
    county: qr.World, plan: qr.Plan
) -> None:
    room = min(plan.rooms.values())
    kept = qr.place(county, packs=PACK, as_of=AS_OF, keep=plan, strike=[room])
    seen = qr.verify(kept, county, packs=PACK)
    assert seen.out == (room,)
    assert seen.refused == ()
    assert seen.differences == ()
    assert any(room in line for line in seen.lines)
