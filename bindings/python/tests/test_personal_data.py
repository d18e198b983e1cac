"""Nobody's name or number in what Python shows; all of it in what it exports."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Literal

import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK

KEY = b"a key of the province, kept elsewhere"
NAME = "欧阳植入"
MOBILE = re.compile(r"1391\d{7}")
HOLDERS = ("Person", "Staff", "Site", "Room", "Stay", "Transfer", "Duty", "Finding")


def planted(county: qr.World) -> dict[str, qr.Rows]:
    """Return the county's tables with a number or a name in every free text."""
    tables: dict[str, qr.Rows] = {}
    count = 0
    for record in county.tables:
        rows = county.table(record).to_dicts()
        for row in rows if record in HOLDERS else []:
            count += 1
            number = f"1391{count:07d}"
            row["remark"] = f"{NAME}{count} {number}"
            if record in {"Person", "Staff"}:
                row["name"] = f"{NAME}{count}"
                row["phone"] = number
            if record == "Site":
                row["name"] = f"Hotel {number}"
                row["head"] = f"{NAME}{count}"
            if record == "Transfer":
                row["from_place"] = f"{row.get('from_place', '')} {number}"
        tables[record] = rows
    return tables


@pytest.fixture(scope="module")
def world(county: qr.World) -> qr.World:
    return qr.read(planted(county))


def shown(*things: object) -> str:
    text = "\n".join(map(repr, things))
    for thing in things:
        html = getattr(thing, "_repr_html_", None)
        if html is not None:
            text += html()
    return text


def test_what_a_notebook_shows_of_tables_holds_no_identifier(world: qr.World) -> None:
    tables = [world.table(record) for record in world.tables]
    text = shown(world, world.issues, *world.issues, *tables)
    assert NAME not in text
    assert not MOBILE.search(text)
    assert "***" in text


def test_results_hold_no_identifier(world: qr.World, arrivals: qr.World) -> None:
    report = qr.check(world, packs=PACK, as_of=AS_OF)
    plan = qr.place(world, arrivals, packs=PACK, as_of=AS_OF)
    capacity = qr.capacity(world, packs=PACK, as_of=AS_OF)
    text = shown(report, plan, capacity, report.verdicts(), *report.verdicts())
    langs: tuple[qr.Language, ...] = ("zh", "en")
    styles: tuple[Literal["markdown", "html"], ...] = ("markdown", "html")
    for lang in langs:
        for style in styles:
            text += qr.brief(report, plan, lang, style)
        text += plan.explain("F7C-J01", lang)
    assert len(text) > 100_000
    assert NAME not in text
    assert not MOBILE.search(text)


def test_data_that_is_asked_for_is_whole(world: qr.World) -> None:
    people = world.table("Person").to_dicts()
    assert people[0]["name"].startswith(NAME)
    assert MOBILE.fullmatch(people[0]["phone"])


def test_errors_hide_numbers() -> None:
    with pytest.raises(qr.NotFoundError) as caught:
        qr.read("/nowhere/13900139000")
    assert "***" in str(caught.value)
    assert "13900139000" not in str(caught.value)


def test_with_a_key_nothing_of_the_values_is_left(county: qr.World) -> None:
    tables = planted(county)
    hidden = qr.read(tables, pseudonym_key=KEY)
    everything = pickle.dumps(hidden).decode("latin-1")
    for record in hidden.tables:
        everything += str(hidden.table(record).to_dicts())
    assert NAME not in everything
    assert not MOBILE.search(everything)
    assert not re.search(r"\bP-0\d\d\d\b", everything)
    person = hidden.table("Person").to_dicts()[0]
    assert re.fullmatch(r"p[a-z2-7]{26}", person["id"])
    stays = hidden.table("Stay").to_dicts()
    assert person["id"] in {stay["person_id"] for stay in stays}
    other = qr.read(tables, pseudonym_key=KEY + b"2").table("Person").to_dicts()[0]
    assert other["id"] != person["id"]


def test_files_and_frames_get_the_same_pseudonyms(tmp_path: Path) -> None:
    rows = [{"id": "P-1", "name": "李四光", "phone": "138 0013 8000"}]
    (tmp_path / "persons.csv").write_text(
        "id,name,phone\nＰ-1,李四光,+8613800138000\n", encoding="utf-8"
    )
    frame = qr.read({"Person": rows}, pseudonym_key=KEY)
    folder = qr.read(tmp_path, pseudonym_key=KEY)
    people = qr.read_arrivals(rows, pseudonym_key=KEY)
    expected = frame.table("Person").to_dicts()
    assert folder.table("Person").to_dicts() == expected
    assert people.table("Person").to_dicts() == expected


def test_frames_are_asked_about_people_who_stand_twice() -> None:
    rows = [
        {"id": "P-1", "name": "李四光", "phone": "13800138000"},
        {"id": "P-2", "name": "李四光", "phone": "13800138000"},
    ]
    for key in (b"", KEY):
        world = qr.read({"Person": rows}, pseudonym_key=key)
        assert [issue.code for issue in world.issues] == ["possible_duplicate"]
        assert len(world.table("Person")) == 2


def test_a_short_key_is_refused() -> None:
    with pytest.raises(qr.InvalidArgumentError, match="at least 16 bytes") as caught:
        qr.read(COUNTY / "data", pseudonym_key=b"too short")
    assert "too short" not in str(caught.value)
    with pytest.raises(qr.InvalidArgumentError):
        qr.read({"Person": [{"id": "P-1"}]}, pseudonym_key=b"too short")
