"""Who is where, what is wrong, who should move."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK, built


@pytest.fixture(scope="module")
def audit(county: qr.World) -> qr.Audit:
    return qr.audit(county, packs=PACK, as_of=AS_OF)


def test_the_audit_has_the_bytes_of_the_program(audit: qr.Audit) -> None:
    command: list[str | Path] = [
        built("src/cli/quaranta"),
        "audit",
        COUNTY / "data",
        "--pack",
        PACK,
    ]
    command += ["--as-of", AS_OF, "--format"]
    run = subprocess.run([*command, "json"], capture_output=True, check=False)
    assert run.returncode == 1, run.stderr
    assert audit.to_json().encode() == run.stdout
    for lang in ("en", "zh"):
        run = subprocess.run(
            [*command, "text", "--lang", lang], capture_output=True, check=False
        )
        assert audit.text(lang) + "\n" == run.stdout.decode()


def test_records_are_those_of_the_json(audit: qr.Audit) -> None:
    data = json.loads(audit.to_json())
    assert data["schema"] == "quaranta.audit/1"
    assert [
        (v.rule, v.site, list(v.floors), v.room, list(v.people), v.count, v.text("zh"))
        for v in audit.findings
    ] == [
        (
            v["rule"],
            v["site"],
            v["floors"],
            v.get("room"),
            v["people"],
            v["count"],
            v["text"]["zh"],
        )
        for v in data["findings"]
    ]
    assert [
        (v.party, list(v.people), v.before, v.after, list(v.findings), v.text())
        for v in audit.moves
    ] == [
        (v["party"], v["people"], v["from"], v["to"], v["findings"], v["text"]["en"])
        for v in data["moves"]
    ]
    assert [list(v.rooms) for v in audit.cleaning] == [
        v["rooms"] for v in data["cleaning"]
    ]
    assert audit.moved == (data["moved"]["value"], data["moved"]["bound"])
    assert audit.headline("zh") == [line["zh"] for line in data["headline"]]
    assert audit.doubts() == [line["en"] for line in data["doubts"]]
    assert (audit.people, audit.rooms, audit.ok) == (
        data["people"],
        data["rooms"],
        data["ok"],
    )


def test_the_two_planted_people_move_and_nobody_else(audit: qr.Audit) -> None:
    assert not audit.ok
    assert [finding.floors for finding in audit.findings] == [("S1/6F",), ("S2/6F",)]
    assert audit.findings[0].ask_first == ("P-0070",)
    movers = {person for move in audit.moves for person in move.people}
    assert movers == {"P-0070", "P-0179"}
    assert len(audit.without) == 0
    assert audit.frozen == {}


def _house(*more: dict[str, str], rooms: tuple[str, str]) -> qr.World:
    inside = {"A": ("L1", rooms[0]), "B": ("L2", rooms[1])}
    since = "2022-04-09T09:00:00+08:00"
    return qr.read(
        {
            "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
            "Site": [
                {"id": "S1", "region_id": "CN-1", "status": "OPEN", "grade": "HIGH"}
            ],
            "Floor": [{"site_id": "S1", "label": label} for label in ("2", "3")],
            "Room": [
                {
                    "site_id": "S1",
                    "floor_id": f"S1/{label[0]}",
                    "label": label,
                    "use": "ISOLATION",
                    "state": "READY",
                    "beds": 2,
                }
                for label in ("201", "202", "301")
            ],
            "Person": [{"id": who, "age": 40} for who in inside],
            "Stay": [
                {
                    "id": who,
                    "person_id": who,
                    "site_id": "S1",
                    "start": since,
                    "chain_id": chain,
                    "risk_class": "HIGH",
                }
                for who, (chain, _) in inside.items()
            ],
            "RoomAssignment": [
                {"stay_id": who, "room_id": room, "start": since}
                for who, (_, room) in inside.items()
            ],
            "Hold": list(more),
        }
    )


def test_after_the_moves_nothing_is_wrong() -> None:
    rooms = {"A": "S1/201", "B": "S1/202"}
    found = qr.audit(_house(rooms=("S1/201", "S1/202")), packs=PACK, as_of=AS_OF)
    assert [(move.before, move.after) for move in found.moves] == [
        (rooms[found.moves[0].people[0]], "S1/301")
    ]
    rooms[found.moves[0].people[0]] = "S1/301"
    after = qr.audit(_house(rooms=(rooms["A"], rooms["B"])), packs=PACK, as_of=AS_OF)
    assert after.ok
    assert repr(after) == (
        f"<Audit {AS_OF}: 2 people, 0 findings, 0 moves, 0 without a room>"
    )


def test_the_frozen_do_not_move() -> None:
    hold = {"id": "H1", "floor_id": "S1/2"}
    found = qr.audit(_house(hold, rooms=("S1/201", "S1/202")), packs=PACK, as_of=AS_OF)
    assert len(found.moves) == 0
    assert found.frozen == {"A": "S1/201", "B": "S1/202"}
    assert [finding.rule for finding in found.left] == ["UNIT_SHARED"]


def test_it_shows_in_a_notebook(audit: qr.Audit) -> None:
    html = audit._repr_html_()
    assert html.startswith("<pre>As of 2022-04-10 17:00: 262 people")
    assert "<td>P-0179</td>" in html
    assert "UNIT_SHARED" in html


def test_mistakes_are_named(county: qr.World, audit: qr.Audit) -> None:
    with pytest.raises(qr.NotFoundError, match="CN-77"):
        qr.audit(county, packs=PACK, as_of=AS_OF, region="CN-77")
    with pytest.raises(qr.PreconditionError, match="no measure is in force"):
        qr.audit(county, packs=PACK, as_of="2019-04-10T17:00:00+08:00")
    with pytest.raises(ValueError, match="fr"):
        audit.text(cast("qr.Language", "fr"))
    with pytest.raises(ValueError, match="fr"):
        audit.moves[0].text(cast("qr.Language", "fr"))
    with pytest.raises(TypeError, match="made by"):
        qr.Audit(cast("Any", county))
