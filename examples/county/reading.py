"""Reads the county's files and the schema, for the tests alone."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from county import facts, tables

HERE = Path(__file__).resolve().parent
PROTO = HERE.parents[1] / "proto" / "quaranta" / "v1"
USED = {"在用", "已入住", "待消毒"}
FIELD = re.compile(r"(optional|repeated) ([\w.]+) (\w+) = \d+\s*(\[.*?\])?;", re.DOTALL)
BLOCK = re.compile(r"^(message|enum) (\w+) \{(.*?)^\}", re.DOTALL | re.MULTILINE)
Rows = list[dict[str, str]]


@cache
def load(record: str, folder: Path = HERE) -> Rows:
    """Return the rows of a record, by field."""
    if record == "arrivals":
        name, columns = "arrivals.csv", tables.ARRIVALS
    else:
        stem, columns = tables.TABLES[record]
        name = f"data/{stem}.csv"
    fields = {header: field for field, header in columns.items()}
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return [
            {fields[header]: cell for header, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def room_id(room: dict[str, str]) -> str:
    """Return the id that the key of a room makes."""
    return f"{room['site_id']}/{room['label']}"


def open_sites(folder: Path = HERE) -> set[str]:
    """Return the ids of the open sites."""
    return {row["id"] for row in load("Site", folder) if row["status"] == "已启用"}


def current_stays(folder: Path = HERE) -> Rows:
    """Return the stays that have not ended."""
    return [row for row in load("Stay", folder) if not row["end"]]


def rooms_with_people(folder: Path = HERE) -> dict[str, Rows]:
    """Return the current stays of each room that holds one."""
    stays = {row["id"]: row for row in current_stays(folder)}
    rooms: dict[str, Rows] = defaultdict(list)
    for row in load("RoomAssignment", folder):
        if not row["end"]:
            rooms[row["room_id"]].append(stays[row["stay_id"]])
    return rooms


def totals(folder: Path = HERE) -> facts.Published:
    """Count the published totals record by record."""
    rooms = load("Room", folder)
    opened = open_sites(folder)
    return facts.Published(
        sites=len(load("Site", folder)),
        rooms=len(rooms),
        open_sites=len(opened),
        open_rooms=sum(room["site_id"] in opened for room in rooms),
        people=len({row["person_id"] for row in current_stays(folder)}),
        rooms_used=sum(room["state"] in USED for room in rooms),
        staff=len({row["id"] for row in load("Staff", folder)}),
    )


class Schema:
    """Labels, synonyms and values, read from the text of the protos."""

    def __init__(self) -> None:
        self.enums: dict[str, set[str]] = {}
        self.headers: dict[str, dict[str, set[str]]] = {}
        self.types: dict[str, dict[str, str]] = {}
        self.names: dict[str, set[str]] = {}
        self.refs: dict[tuple[str, str], str] = {}
        self.collections: dict[str, set[str]] = defaultdict(set)
        for path in sorted(PROTO.glob("*.proto")):
            text = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
            self._read(re.sub(r'"\s*\n\s*"', "", text))  # joined literals

    def _read(self, text: str) -> None:
        for kind, name, body in BLOCK.findall(text):
            option = re.search(r"option \(record\) = \{(.*?)\};", body, re.DOTALL)
            if kind == "enum":
                self.enums[name] = _words(body)
            elif option is not None:
                self.names[name] = _words(option[1], "zh|aliases")
                ways = re.findall(r'\{\s*as: "(\w+)"', option[1])
                self.collections[name].update(ways)
                self._read_fields(name, body)

    def _read_fields(self, name: str, body: str) -> None:
        self.headers[name] = {}
        self.types[name] = {}
        for _, type_, field, options in FIELD.findall(body):
            self.headers[name][field] = _words(options)
            self.types[name][field] = type_
            ref = re.search(r'record: "(\w+)"(?:,\s*as: "(\w+)")?', options)
            if ref is not None:
                self.refs[name, field] = ref[1]
                self.collections[ref[1]].add(ref[2])


def _words(options: str, keys: str = "zh|synonym") -> set[str]:
    texts = re.findall(rf'\b(?:{keys})\s*[:=]\s*"([^"]*)"', options)
    return {word for text in texts for word in text.split("|")}


@cache
def schema() -> Schema:
    """Return the schema, read once."""
    return Schema()


def all_tables() -> list[tuple[str, str, dict[str, str], Rows]]:
    """Return record, file stem, {field: header} and rows of every file."""
    found = [
        (record, stem, columns, load(record))
        for record, (stem, columns) in tables.TABLES.items()
    ]
    found.append(("Person", "人员", tables.ARRIVALS, load("arrivals")))
    return found


def ids(record: str) -> set[str]:
    """Return the ids of a record, made from its key where the files have none."""
    keys = {
        "Vehicle": ["plate"],
        "Floor": ["site_id", "label"],
        "Zone": ["site_id", "label"],
        "Room": ["site_id", "label"],
        "Hvac": ["site_id", "label"],
        "TeamPost": ["site_id", "label"],
        "WasteStore": ["site_id", "label"],
    }
    rows = load(record) + (load("arrivals") if record == "Person" else [])
    return {"/".join(row[key] for key in keys.get(record, ["id"])) for row in rows}
