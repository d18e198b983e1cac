"""Three people with real files: an analyst, a C++ program, a nightly run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import quaranta as qr
from messy import counties
from messy_files import DEFAULT_SEED, write
from support import AS_OF, PACK, ROOT, built


@pytest.fixture(scope="session")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("messy")
    write(folder)
    return folder


# --- A: an analyst of a county, in a notebook ---------------------------------


@pytest.fixture(scope="session")
def evening(messy: Path) -> qr.Import:
    return qr.inspect(messy / "county")


def test_a_the_issues_say_where_and_what(evening: qr.Import) -> None:
    seen = {(issue.code, issue.file, issue.column) for issue in evening.issues}
    assert ("decoded_gb18030", "房间.csv", "") in seen
    assert ("source_error", "隔离点.xlsx[基本情况]", "工作人员总数") in seen
    assert ("merged_filled", "隔离点.xlsx[基本情况]", "所属地区") in seen
    doubtful = evening.issues.where(code="date_ambiguous", file="隔离人员.xlsx[S3]")
    assert {(i.column, i.action) for i in doubtful} == {
        ("末次接触时间", "kept_unknown")
    }
    assert [(i.row, i.value) for i in doubtful][-1] == (58, "04/05/22")
    cut = [i for i in evening.issues if i.column == "身份证号"]
    assert {i.action for i in cut} == {"kept_suspect"}
    assert all("999999" not in i.value for i in evening.issues)  # masked


def test_a_hedged_and_masked_cells_keep_what_they_say(evening: qr.Import) -> None:
    sites = {row["id"]: row for row in evening.world.table("Site").to_dicts()}
    hedged = {"state": "hedged", "raw": "160余", "low": 160, "high": 170}
    assert sites["S4"]["rooms_total"] == hedged
    assert sites["S8"]["dist_residential_m"] == {"state": "masked", "raw": "*"}
    assert {row["region_id"] for row in sites.values()} == {"CN-99-01"}


def test_a_everything_else_is_as_in_the_clean_files(
    evening: qr.Import, county: qr.World
) -> None:
    world = evening.world
    assert world.tables == county.tables
    differ = Counter(
        (record, field)
        for record in county.tables
        for ours, theirs in zip(
            county.table(record).to_dicts(),
            world.table(record).to_dicts(),
            strict=True,
        )
        for field in {*ours, *theirs}
        if ours.get(field) != theirs.get(field)
    )
    # Identities were added, and these cells made odd.
    assert {key for key in differ if key[1] not in {"name", "id_number", "phone"}} == {
        ("Site", "rooms_total"),
        ("Site", "dist_residential_m"),
        ("Site", "staff_total"),
        ("Person", "last_exposure"),
    }
    assert differ[("Person", "last_exposure")] == len(
        evening.issues.where(code="date_ambiguous", column="末次接触时间")
    )


def test_a_every_row_of_every_sheet_is_accounted_for(evening: qr.Import) -> None:
    for source in evening.sources:
        fates = source.set_aside + source.read + source.repaired
        assert source.rows == fates + source.parked + source.refused, source
    sheets = [row.sheet for row in evening.sources if row.file == "隔离人员.xlsx"]
    assert sheets == ["S1", "S2", "S3"]


def test_a_the_work_goes_on_with_the_same_calls(
    evening: qr.Import, messy: Path, arrivals: qr.World, county: qr.World
) -> None:
    world = qr.read(messy / "county", date_order="mdy")
    assert not world.issues.where(code="date_ambiguous", column="末次接触时间")
    capacity = str(qr.capacity(world, packs=PACK, as_of=AS_OF))
    assert "58.8 %" in capacity
    report = qr.check(world, packs=PACK, as_of=AS_OF)
    clean = qr.check(county, packs=PACK, as_of=AS_OF)
    failed = {(v.rule, v.subject, v.day) for v in report.verdicts("FAIL")}
    assert failed <= {(v.rule, v.subject, v.day) for v in clean.verdicts("FAIL")}
    plan = qr.place(world, arrivals, packs=PACK, as_of=AS_OF, seed=1)
    again = qr.place(county, arrivals, packs=PACK, as_of=AS_OF, seed=1)
    assert plan.rooms == again.rooms


def test_a_the_other_programs_files_are_read_with_their_mapping(messy: Path) -> None:
    read = {
        name: qr.read(
            messy / "sources" / name / file,
            mapping=messy / "sources" / name / "mapping.yaml",
            zone="Asia/Shanghai",
        )
        for name, file in (
            ("hotel", "orders.csv"),
            ("sormas", "contacts.csv"),
            ("go_data", "contacts.csv"),
        )
    }
    assert read["hotel"].tables == {"Stay": 24, "RoomAssignment": 24, "Person": 24}
    states = [row["state"] for row in read["hotel"].table("Stay").to_dicts()]
    assert Counter(states) == {"INSIDE": 20, "RELEASED": 4}
    contacts = read["sormas"].table("Person").to_dicts()
    assert len(contacts) == 20
    assert contacts[12]["last_exposure"] == "2022-04-01"
    assert contacts[1]["last_exposure"] == "2022-04-02"  # 02/04/2022
    assert {row["sex"] for row in read["go_data"].table("Person").to_dicts()} == {
        "FEMALE",
        "MALE",
    }
    frame = qr.read(messy / "sources/parquet")
    assert frame.tables == {"Person": 30}
    assert len(frame.issues) == 0


# --- B: a C++ program of somebody else ------------------------------------------


def run_import(folder: Path, rows: object) -> subprocess.CompletedProcess[str]:
    path = folder / "arrivals.json"
    path.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    command = [built("examples/cpp/import"), path]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_b_rows_of_a_program_get_rooms_or_a_status_that_names_row_and_field(
    tmp_path: Path,
) -> None:
    people: list[dict[str, object]] = [
        {"id": f"P{number}", "chain_id": chain, "risk_class": "HIGH", "age": 40}
        for number, chain in enumerate(["L1", "L1", "L2"])
    ]
    run = run_import(tmp_path, people)
    assert run.returncode == 0, run.stderr
    *given, last = run.stdout.splitlines()
    assert last == "0 without a room"
    rooms = dict(line.split() for line in given)
    assert rooms["P0"][:4] == rooms["P1"][:4] != rooms["P2"][:4]  # by floor

    people[2]["age"] = "forty"
    broken = run_import(tmp_path, people)
    assert broken.returncode == 1
    assert broken.stdout == ""
    assert "arrivals:18:" in broken.stderr
    assert "age" in broken.stderr


# --- C: forty counties in one night --------------------------------------------


def test_c_a_loop_in_python_says_what_became_of_each_county(messy: Path) -> None:
    key = b"a key of the ministry, kept elsewhere"
    outcome: dict[str, str] = {}
    for folder in sorted((messy / "nightly").iterdir()):
        world = qr.read(folder, pseudonym_key=key)
        if world.issues.where(severity="error"):
            outcome[folder.name] = "unreadable"
        elif not world.tables:
            outcome[folder.name] = "silent"
        elif "Person" not in world.tables:
            outcome[folder.name] = "late"
        else:
            outcome[folder.name] = "complete"
    assert outcome == {c.code: c.state for c in counties.plan(DEFAULT_SEED)}
    assert Counter(outcome.values())["late"] == 20


def test_c_one_command_reads_all_and_the_exit_code_says_so(
    messy: Path, tmp_path: Path
) -> None:
    folders = sorted(str(path) for path in (messy / "nightly").iterdir())
    command = [sys.executable, "-m", "quaranta", "import", *folders]
    command += ["--out", str(tmp_path / "out"), "--report", "json"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 3, run.stderr  # some input unreadable
    said = json.loads(run.stdout)
    states = {c.code: c.state for c in counties.plan(DEFAULT_SEED)}
    written = {path.stem for path in (tmp_path / "out").glob("*.binpb")}
    assert written == set(states)
    names = {Path(folder["folder"]).name: folder for folder in said["folders"]}
    assert set(names) == set(states)
    readable = [f for f, state in states.items() if state == "complete"]
    one = subprocess.run(
        [*command[:4], str(messy / "nightly" / readable[0])],
        capture_output=True,
        check=False,
    )
    assert one.returncode == 0


def test_c_encodings_do_not_change_a_county(messy: Path) -> None:
    plan = counties.plan(DEFAULT_SEED)
    late = [c for c in plan if c.state == "late"]
    for encoding in counties.ENCODINGS:
        county = next(c for c in late if c.encoding == encoding)
        world = qr.read(messy / "nightly" / county.code)
        (region,) = world.table("Region").to_dicts()
        assert region["population"] == 31_000  # 3.1 万
        assert len(world.table("Room")) == 12


def test_the_generator_gives_the_same_cells_for_the_same_seed(
    messy: Path, tmp_path: Path
) -> None:
    write(tmp_path / "again")
    ours = sorted(p.relative_to(messy) for p in messy.rglob("*") if p.is_file())
    theirs = tmp_path / "again"
    assert ours == sorted(
        p.relative_to(theirs) for p in theirs.rglob("*") if p.is_file()
    )
    for path in ours:
        if path.suffix != ".parquet":  # carries the version of its writer
            assert (messy / path).read_bytes() == (theirs / path).read_bytes(), path
