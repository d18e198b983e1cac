"""Exports of other programs: a hotel app, SORMAS, Go.Data, a Parquet file.

The columns are those that each really writes; the people are invented. What a
code or header means is in the mapping beside each file.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from county.rng import SplitMix64

from messy import people
from messy.write import delimited

_DAY = date(2022, 4, 1)


def write(out: Path, seed: int) -> None:
    """Write every export into the folder ``out``."""
    hotel_app(out / "hotel", SplitMix64(seed, "hotel"))
    sormas(out / "sormas", SplitMix64(seed, "sormas"))
    go_data(out / "go_data", SplitMix64(seed, "go.data"))
    parquet(out / "parquet", SplitMix64(seed, "parquet"))


def hotel_app(out: Path, rng: SplitMix64, guests: int = 24) -> None:
    """Write a booking app's table: codes for type, way and status.

    The time of check-out is the planned one until the status says 2.
    """
    header = "name idCard type phone hotelId roomType roomId checkInTime checkOutTime "
    header += "province city way status"
    rows = [header.split()]
    for number in range(guests):
        came = datetime(2022, 4, 1, 9) + timedelta(hours=7 * number)
        left = came + timedelta(days=14)
        rows.append(
            [
                people.name(rng),
                people.id_number(rng, rng.range(1940, 2015)),
                str(rng.below(4)),
                people.phone(rng),
                f"H{number % 2 + 1}",
                str(rng.below(2)),
                f"{3 + number // 10}{number % 10:02d}",
                f"{came:%Y-%m-%d %H:%M:%S}",
                f"{left:%Y-%m-%d %H:%M:%S}",
                "某省",
                "某市",
                str(rng.below(3)),
                "2" if number < 4 else "1",
            ]
        )
    delimited(out / "orders.csv", rows, encoding="utf-8")
    mapping = """\
sheets:
  - file: orders.csv
    records: [Person, Stay, RoomAssignment]
    columns:
      - {header: name, field: Person.name}
      - {header: idCard, field: Person.id_number}
      - {header: phone, field: Person.phone}
      - header: type
        field: Person.contact_type
        codes: {"0": CLOSE, "1": SECOND_ORDER, "2": ENTRANT, "3": SHOULD_ISOLATE}
      - {header: hotelId, field: Stay.site_id}
      - {header: roomId, field: RoomAssignment.room_id}
      - {header: checkInTime, field: Stay.start}
      - {header: checkOutTime, field: Stay.planned_end}
      - header: status
        field: Stay.state
        codes: {"1": INSIDE, "2": RELEASED}
"""
    (out / "mapping.yaml").write_text(mapping, encoding="utf-8")


def sormas(out: Path, rng: SplitMix64, contacts: int = 20) -> None:
    """Write a contact export: comments, two header lines, tabs in a ".csv"."""
    rows = [
        ["uuid", "person.sex", "person.approximateAge", "lastContactDate"],
        ["Contact ID", "Sex", "Age", "Date of last contact"],
    ]
    rows[0] += ["reportDateTime", "person.phone"]
    rows[1] += ["Report date", "Phone"]
    for number in range(contacts):
        met = _DAY + timedelta(days=number % 12)
        rows.append(
            [
                people.guid(rng).upper(),
                rng.choice(["Female", "Male"]),
                str(rng.range(1, 90)),
                f"{met:%d/%m/%Y}",
                f"{met + timedelta(days=1):%d/%m/%Y} 08:30",
                people.phone(rng),
            ]
        )
    comments = ["Contact export", "SORMAS 1.70.0"]
    delimited(
        out / "contacts.csv", rows, encoding="utf-8", delimiter="\t", comments=comments
    )
    mapping = """\
date_order: dmy
sheets:
  - file: contacts.csv
    records: [Person]
    header_row: 4
    columns:
      - {header: Contact ID, field: Person.id}
      - {header: Sex, field: Person.sex}
      - {header: Age, field: Person.age}
      - {header: Date of last contact, field: Person.last_exposure}
      - {header: Report date, field: Person.reported_at}
      - {header: Phone, field: Person.phone}
"""
    (out / "mapping.yaml").write_text(mapping, encoding="utf-8")


def go_data(out: Path, rng: SplitMix64, contacts: int = 18) -> None:
    """Write cleaned contacts: GUIDs, a human mask, language tokens as values."""
    token = "LNG_REFERENCE_DATA_CATEGORY_GENDER_"
    header = "contact_id visual_id gender age date_of_last_contact "
    header += "date_of_followup_start date_of_followup_end followup_status team_id"
    rows = [header.split()]
    for number in range(contacts):
        met = _DAY + timedelta(days=number % 7)
        rows.append(
            [
                people.guid(rng),
                f"CNT-{number + 1:04d}",
                token + rng.choice(["FEMALE", "MALE"]),
                str(rng.range(1, 90)),
                met.isoformat(),
                (met + timedelta(days=1)).isoformat(),
                (met + timedelta(days=14)).isoformat(),
                "LNG_REFERENCE_DATA_CONTACT_FINAL_FOLLOW_UP_STATUS_TYPE_UNDER_FOLLOW_UP",
                people.guid(rng),
            ]
        )
    delimited(out / "contacts.csv", rows, encoding="utf-8")
    mapping = """\
sheets:
  - file: contacts.csv
    records: [Person]
    columns:
      - {header: contact_id, field: Person.id}
      - {header: age, field: Person.age}
      - {header: date_of_last_contact, field: Person.last_exposure}
      - header: gender
        field: Person.sex
        codes:
          LNG_REFERENCE_DATA_CATEGORY_GENDER_FEMALE: FEMALE
          LNG_REFERENCE_DATA_CATEGORY_GENDER_MALE: MALE
"""
    (out / "mapping.yaml").write_text(mapping, encoding="utf-8")


def parquet(out: Path, rng: SplitMix64, count: int = 30) -> None:
    """Write people as a data team keeps them: typed columns, Chinese names."""
    out.mkdir(parents=True, exist_ok=True)
    table = pa.table(
        {
            "人员编号": [f"P{n:03d}" for n in range(count)],
            "年龄": pa.array([rng.range(1, 90) for _ in range(count)], pa.int8()),
            "性别": pa.array(
                [rng.choice(["男", "女"]) for _ in range(count)]
            ).dictionary_encode(),
            "末次接触时间": [_DAY + timedelta(days=n % 9) for n in range(count)],
        }
    )
    pq.write_table(table, out / "隔离人员.parquet")
