"""Rooms that must be empty, and floors that could be free."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK, built


@pytest.fixture(scope="module")
def evacuation(county: qr.World) -> qr.Evacuation:
    return qr.evacuate(county, empty=["S3", "S1/6F"], packs=PACK, as_of=AS_OF)


@pytest.fixture(scope="module")
def freeing(county: qr.World) -> qr.Freeing:
    return qr.free_floors(county, most_people=12, packs=PACK, as_of=AS_OF)


def program(*more: str) -> bytes:
    command: list[str | Path] = [built("src/cli/quaranta"), "move", COUNTY / "data"]
    command += ["--pack", PACK, "--as-of", AS_OF, *more]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


@pytest.mark.parametrize("question", ["evacuation", "freeing"])
def test_moves_have_the_bytes_of_the_program(
    question: str, request: pytest.FixtureRequest
) -> None:
    found: qr.Evacuation | qr.Freeing = request.getfixturevalue(question)
    asked = {
        "evacuation": ["--empty", "S3,S1/6F"],
        "freeing": ["--free", "--most-people", "12"],
    }[question]
    assert found.to_json().encode() == program(*asked, "--format", "json")
    for lang in ("en", "zh"):
        text = found.text(lang) + "\n"
        assert text == program(*asked, "--lang", lang).decode()


def test_records_of_an_evacuation_are_those_of_the_json(
    evacuation: qr.Evacuation,
) -> None:
    data = json.loads(evacuation.to_json())
    assert data["schema"] == "quaranta.moves/1"
    assert evacuation.empty == data["empty"] == ["Site:S3", "Floor:S1/6F"]
    assert [
        (v.party, list(v.people), v.before, v.after, v.cause, v.text("zh"))
        for v in evacuation.moves
    ] == [
        (v["party"], v["people"], v["from"], v["to"], v["cause"], v["text"]["zh"])
        for v in data["moves"]
    ]
    assert [(v.party, v.reason, v.text()) for v in evacuation.without] == [
        (v["party"], v["reason"], v["text"]["en"]) for v in data["without"]
    ]
    assert [list(v.rooms) for v in evacuation.cleaning] == [
        v["rooms"] for v in data["cleaning"]
    ]
    assert [list(floors) for floors in evacuation.taken_floors] == [
        v["floors"] for v in data["taken_floors"]
    ]
    assert evacuation.opened_sites == [v["site"] for v in data["opened_sites"]]
    assert evacuation.moved == (data["moved"]["value"], data["moved"]["bound"])
    assert evacuation.without_room[0] == data["without_room"]["value"]
    assert evacuation.headline("zh") == [line["zh"] for line in data["headline"]]
    assert evacuation.doubts() == [line["en"] for line in data["doubts"]]
    assert (evacuation.people, evacuation.people_there, evacuation.ok) == (
        data["people"],
        data["people_there"],
        data["ok"],
    )


def test_nobody_moves_into_what_must_be_empty(evacuation: qr.Evacuation) -> None:
    assert len(evacuation.moves) > 0
    for move in evacuation.moves:
        assert not move.after.startswith("S3/")
        assert move.before.startswith("S3/") or move.before.startswith("S1/6")
    frame = evacuation.moves.to_pandas()
    assert list(frame["cause"].unique()) == ["MUST_BE_EMPTY"]


def test_records_of_floors_are_those_of_the_json(freeing: qr.Freeing) -> None:
    data = json.loads(freeing.to_json())
    assert (data["question"], data["most_people"]) == ("FREE", 12)
    assert [(list(v.floors), v.people, v.rooms) for v in freeing.floors] == [
        (v["floors"], v["people"], v["rooms"]) for v in data["floors"]
    ]
    assert [
        (v.floors, v.people, v.bound, [list(of) for of in v.which], v.text())
        for v in freeing.choices
    ] == [
        (v["count"], v["people"], v["bound"], v["floors"], v["text"]["en"])
        for v in data["choices"]
    ]
    assert freeing.free_from == date.fromisoformat(data["free_from"])
    assert freeing.rooms_gained == data["rooms_gained"]
    assert freeing.moved[0] <= 12
    assert freeing.most_floors == data["most_floors"]
    assert {move.cause for move in freeing.moves} <= {"FREES_FLOOR"}
    assert len(freeing.substitutes) == len(data["substitutes"])


def _house(*more: dict[str, str]) -> qr.World:
    since = "2022-04-09T09:00:00+08:00"
    inside = {"A": "S1/201", "B": "S1/B1"}
    return qr.read(
        {
            "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
            "Site": [
                {"id": "S1", "region_id": "CN-1", "status": "OPEN", "grade": "HIGH"}
            ],
            "Floor": [{"site_id": "S1", "label": "2"}],
            "Room": [
                {
                    "site_id": "S1",
                    "label": label,
                    "use": "ISOLATION",
                    "state": "READY",
                    "beds": 2,
                }
                | ({"floor_id": "S1/2"} if label[0] == "2" else {})
                for label in ("201", "202", "B1")
            ],
            "Person": [{"id": who, "age": 40} for who in inside],
            "Stay": [
                {
                    "id": who,
                    "person_id": who,
                    "site_id": "S1",
                    "place": "SITE",
                    "start": since,
                    "chain_id": "L1",
                    "risk_class": "HIGH",
                }
                for who in inside
            ],
            "RoomAssignment": [
                {"stay_id": who, "room_id": room, "start": since}
                for who, room in inside.items()
            ],
            "Hold": list(more),
        }
    )


def test_the_held_and_the_unseen_are_named() -> None:
    hold = {"id": "H1", "room_id": "S1/201"}
    found = qr.evacuate(_house(hold), empty="S1", packs=PACK, as_of=AS_OF)
    assert [(v.people, v.room, v.by) for v in found.held] == [
        (("A",), "S1/201", "ROOM")
    ]
    assert [(v.person, v.site, v.room) for v in found.unseen] == [("B", "S1", "S1/B1")]
    assert not found.ok
    assert repr(found) == (
        f"<Evacuation {AS_OF}: 1 people there, 0 move, 0 without a room, "
        "2 held or unseen>"
    )
    assert len(qr.evacuate(_house(), empty="S1/201", packs=PACK, as_of=AS_OF).moves)


def test_they_show_in_a_notebook(
    evacuation: qr.Evacuation, freeing: qr.Freeing
) -> None:
    assert evacuation._repr_html_().startswith("<pre>As of 2022-04-10 17:00: ")
    assert evacuation.moves[0].after in evacuation._repr_html_()
    assert "<th>bound</th>" in freeing._repr_html_()
    assert repr(freeing).startswith(f"<Freeing {AS_OF}: ")


def test_mistakes_are_named(county: qr.World, freeing: qr.Freeing) -> None:
    with pytest.raises(qr.NotFoundError, match='nearest is "S1/6F"'):
        qr.evacuate(county, empty="S1/6f", packs=PACK, as_of=AS_OF)
    with pytest.raises(qr.InvalidArgumentError, match="nothing is named"):
        qr.evacuate(county, empty=[], packs=PACK, as_of=AS_OF)
    with pytest.raises(qr.InvalidArgumentError, match="most_people"):
        qr.free_floors(county, most_people=-1, packs=PACK, as_of=AS_OF)
    with pytest.raises(qr.InvalidArgumentError, match="is a room"):
        qr.free_floors(county, wanted="S1/601", packs=PACK, as_of=AS_OF)
    with pytest.raises(qr.PreconditionError, match="no measure is in force"):
        qr.free_floors(county, packs=PACK, as_of="2019-04-10T17:00:00+08:00")
    with pytest.raises(ValueError, match="fr"):
        freeing.text(cast("qr.Language", "fr"))
    with pytest.raises(TypeError, match=r"made by quaranta\.evacuate"):
        qr.Evacuation(cast("Any", county))
    with pytest.raises(TypeError, match=r"made by quaranta\.free_floors"):
        qr.Freeing(cast("Any", county))
