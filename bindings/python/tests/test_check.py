"""Verdicts, packs and reports."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import zoneinfo
from pathlib import Path

import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK, built


def test_the_report_has_the_bytes_of_the_program(
    report: qr.Report, tmp_path: Path
) -> None:
    out = tmp_path / "verdicts.json"
    command: list[str | Path] = [
        built("src/cli/quaranta"),
        "check",
        COUNTY / "data",
        "--pack",
        PACK,
    ]
    command += ["--as-of", AS_OF, "--report", f"json={out}"]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 1, run.stderr
    assert report.to_json().encode() == out.read_bytes()
    counts = json.loads(out.read_bytes())["counts"]
    assert {name.lower(): n for name, n in report.counts.items()} == counts


def test_verdicts_agree_with_counts_and_json(report: qr.Report) -> None:
    rows = json.loads(report.to_json())["verdicts"]
    verdicts = report.verdicts()
    assert [(v.rule, v.subject, v.outcome) for v in verdicts] == [
        (row["rule"], row["subject"], row["verdict"]) for row in rows
    ]
    for outcome, count in report.counts.items():
        assert len(report.verdicts(outcome)) == count
    for verdict, row in zip(verdicts, rows, strict=True):
        missing = row.get("missing", [])
        assert verdict.missing == tuple(fact["fact"] for fact in missing)
        assert verdict.causes == tuple(fact["cause"] for fact in missing)
        assert verdict.because == tuple(row.get("because", []))


def test_an_unknown_names_what_would_decide_it(report: qr.Report) -> None:
    unknown = report.verdicts("unknown")
    assert len(unknown) > 0
    assert all(verdict.missing for verdict in unknown)
    first = report.ask_first(1)[0]
    assert first.verdicts >= first.alone
    assert first.facts >= len(first.examples) > 0


def test_only_what_was_asked_for_is_checked(county: qr.World) -> None:
    report = qr.check(
        county, packs=PACK, as_of=AS_OF, rules="HW-13", subjects=["Site:S1"]
    )
    (verdict,) = report.verdicts()
    assert (verdict.rule, verdict.subject, verdict.pack) == ("HW-13", "Site:S1", PACK)
    assert verdict.title
    assert verdict.title_zh


def test_as_of_may_be_text_or_an_aware_datetime_and_defaults_to_the_latest(
    county: qr.World,
) -> None:
    moment = dt.datetime(2022, 4, 10, 17, tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai"))
    jsons = {
        qr.check(county, packs=PACK, rules=["HW-13"], as_of=as_of).to_json()
        for as_of in (AS_OF, moment, None)
    }
    assert len(jsons) == 1


def test_another_time_gives_other_verdicts(county: qr.World, report: qr.Report) -> None:
    later = qr.check(county, packs=PACK, as_of=report.as_of + dt.timedelta(hours=6))
    assert later.counts["NOT_DUE"] < report.counts["NOT_DUE"]
    assert later.as_of - report.as_of == dt.timedelta(hours=6)


def test_packs_are_listed_and_loaded(root: Path, county: qr.World) -> None:
    embedded = {pack.id: pack for pack in qr.packs()}[PACK]
    loaded = qr.Pack.load(root / "packs" / PACK)
    assert loaded == embedded
    assert hash(loaded) == hash(embedded)
    assert loaded.title_zh
    assert len(loaded.rules) == len(set(loaded.rules)) > 10
    for packs in (embedded, [PACK], [loaded]):
        report = qr.check(county, packs=packs, as_of=AS_OF, rules=["HW-13"])
        assert len(report.verdicts()) == 8


def test_a_pack_may_be_changed(root: Path, tmp_path: Path, county: qr.World) -> None:
    folder = tmp_path / "stricter"
    shutil.copytree(root / "packs" / PACK, folder)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(
        text.replace(f"id: {PACK}", "id: stricter", 1), encoding="utf-8"
    )
    pack = qr.Pack.load(folder)
    assert pack.id == "stricter"
    report = qr.check(county, packs=[pack], as_of=AS_OF, rules=["HW-13"])
    assert {verdict.pack for verdict in report.verdicts()} == {"stricter"}


def test_a_broken_pack_says_where(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(root / "packs" / PACK, folder)
    (folder / "extra.yaml").write_text("rules:\n  - id: X\n    wrong: 1\n")
    with pytest.raises(qr.InvalidArgumentError, match=r"extra\.yaml:3:"):
        qr.Pack.load(folder)


def test_verdicts_print_and_go_to_frames(report: qr.Report) -> None:
    failures = report.verdicts("FAIL")
    assert repr(failures[0]).startswith("<FAIL ")
    assert "more" in repr(failures)
    assert len(failures.to_pandas()) == len(failures)
    assert failures.to_polars()["rule"].to_list() == [v.rule for v in failures]
    assert failures.to_arrow()["because"].to_pylist()[0] == list(failures[0].because)
    assert failures.to_dicts()[0]["subject"] == failures[0].subject
    assert list(failures[:2]) == [failures[0], failures[1]]
    assert failures[:2] == report.verdicts("FAIL")[:2]
    assert str(report.counts["FAIL"]) in report._repr_html_()
    assert f"{report.counts['FAIL']} FAIL" in repr(report)


def test_lines_are_those_of_the_terminal(report: qr.Report) -> None:
    english = report.lines(most=3)
    chinese = report.lines("zh", most=3)
    assert english != chinese
    assert len(report.lines(most=0)) < len(english)
