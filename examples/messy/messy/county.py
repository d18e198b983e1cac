"""One county on one evening: most files as exported, three as typed by hand.

``隔离点.xlsx`` has titles, a region merged over its rows, a note sheet, a total,
a hedged number, a masked distance and a failed formula. ``隔离人员.xlsx`` has a sheet
a site, identity numbers typed as numbers, days as days and as serial numbers, some
that could be two days, full-width ages and masked names. Rooms and floors come in
GB18030.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import generate as county_generator
from county import tables
from county.book import Book
from county.tables import Row

from messy import people
from messy.write import Cell, Sheet, delimited, workbook

_GB18030 = {"Room", "Floor"}
_TYPED_BY_HAND = {"Site", "Person"}
_TITLE = "岚浦县集中隔离点基本情况一览表"
_NAMED = ("姓名", "身份证号", "联系电话")
_SLASHED = range(40, 60, 5)  # rows of a sheet whose day is written with slashes
_EPOCH = date(1899, 12, 30)  # day 0 of a worksheet, from March 1900 on


def write(out: Path, seed: int = county_generator.DEFAULT_SEED) -> None:
    """Write the county into the folder ``out``."""
    book, _ = county_generator.build(seed)
    for record, (stem, columns) in tables.TABLES.items():
        rows = book.rows[record]
        if record in _TYPED_BY_HAND:
            continue
        encoding = "gb18030" if record in _GB18030 else "utf-8-sig"
        cells = [[row.get(field, "") for field in columns] for row in rows]
        delimited(
            out / f"{stem}.csv", [list(columns.values()), *cells], encoding=encoding
        )
    _write_sites(out / "隔离点.xlsx", book)
    _write_people(out / "隔离人员.xlsx", book)


def typed(text: str) -> Cell:
    """Return a cell as Excel types what a clerk types."""
    if text.isascii() and text.isdigit() and not (len(text) > 1 and text[0] == "0"):
        return int(text)
    for form in ("%Y-%m-%d", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError:
        return text


def _write_sites(path: Path, book: Book) -> None:
    columns = tables.TABLES["Site"][1]
    fields = list(columns)
    rows = book.rows["Site"]
    with workbook(path) as out:
        sheet = out.sheet("基本情况")
        sheet.title(_TITLE, len(fields))
        sheet.title("填报单位：隔离点工作专班　　截止2022年4月10日17时", len(fields))
        sheet.add(columns.values())
        first = last = 0
        for row in rows:
            cells = [typed(_as_told(row, field)) for field in fields]
            cells[fields.index("region_id")] = ""
            last = sheet.add(cells)
            first = first or last
            if row["id"] == "S6":
                sheet.formula(fields.index("staff_total"), "=1/0", "#DIV/0!")
        region = fields.index("region_id")
        sheet.merge_down(region, first, last, rows[0]["region_id"])
        _add_total(sheet, rows, fields)
        notes = out.sheet("填表说明")
        notes.add(["一、房间总数指全部客房。"])
        notes.add(["二、距离填米，不清楚的留空。"])


def _as_told(row: Row, field: str) -> str:
    value = row.get(field, "")
    if row["id"] == "S4" and field == "rooms_total":
        return f"{int(value) // 10 * 10}余"
    if row["id"] == "S8" and field == "dist_residential_m":
        return "*"
    return value


def _add_total(sheet: Sheet, rows: list[Row], fields: list[str]) -> None:
    """Add the line that a reader must use as a check, not as a site."""
    cells: list[Cell] = ["" for _ in fields]
    cells[0] = "合计"
    for field in ("rooms_total", "rooms_enabled", "rooms_used", "people_reported"):
        total = sum(int(row[field]) for row in rows if row.get(field, "").isdigit())
        cells[fields.index(field)] = total
    sheet.add(cells)


def _write_people(path: Path, book: Book) -> None:
    columns = tables.TABLES["Person"][1]
    headers = [*_NAMED, *columns.values()]
    site_of = {stay["person_id"]: stay.get("site_id", "") for stay in book.rows["Stay"]}
    groups: dict[str, list[Row]] = {}
    for row in book.rows["Person"]:
        groups.setdefault(site_of.get(row["id"], "") or "其他", []).append(row)
    rng = book.rng("messy people")
    with workbook(path) as out:
        for name, rows in sorted(groups.items()):
            sheet = out.sheet(name)
            sheet.title(f"{name} 隔离人员台账", len(headers))
            sheet.add(headers)
            for place, row in enumerate(rows):
                age = row.get("age", "")
                year = 2022 - int(age) if age.isdigit() else 1980
                shown = people.name(rng)
                cells: list[Cell] = [
                    shown[0] + "**" if rng.chance(1, 8) else shown,
                    people.truncated(people.id_number(rng, year)),
                    people.phone(rng),
                ]
                cells += [_person_cell(row, field, place) for field in columns]
                sheet.add(cells)
            sheet.add(["合计", f"{len(rows)}人"])


def _person_cell(row: Row, field: str, place: int) -> Cell:
    cell = typed(row.get(field, ""))
    if field == "last_exposure" and isinstance(cell, date):
        if place in _SLASHED and cell.month != cell.day < 13:
            return f"{cell:%m/%d/%y}"  # 04/05/22: April or May?
        if place % 5 == 1:
            return (cell - _EPOCH).days
    if field == "age" and place % 9 == 4:
        return str(cell).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return cell
