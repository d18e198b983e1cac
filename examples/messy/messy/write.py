"""How the messy files get onto the disk: the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | bool | date | datetime | None

_MADE = datetime(2022, 4, 10, 17, 0)


def delimited(
    path: Path,
    rows: Iterable[Sequence[str]],
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    comments: Iterable[str] = (),
) -> None:
    """Write a delimited file in any encoding, comment lines first."""
    text = io.StringIO()
    for comment in comments:
        text.write(f"## {comment}\r\n")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))


class Workbook:
    """A workbook as a clerk makes one: titles, merged cells, formats, totals."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._day = book.add_format({"num_format": "yyyy/m/d"})
        self._time = book.add_format({"num_format": "yyyy/m/d hh:mm"})
        self._title = book.add_format({"bold": True, "align": "center"})

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self._book.add_worksheet(name), self._day, self._time, self._title)


class Sheet:
    """Rows from the top down."""

    def __init__(
        self,
        sheet: Worksheet,
        day: xlsxwriter.format.Format,
        time: xlsxwriter.format.Format,
        title: xlsxwriter.format.Format,
    ) -> None:
        self._sheet = sheet
        self._day = day
        self._time = time
        self._title = title
        self._row = 0

    def title(self, text: str, width: int) -> None:
        """Add a title over ``width`` columns."""
        self._sheet.merge_range(self._row, 0, self._row, width - 1, text, self._title)
        self._row += 1

    def add(self, cells: Iterable[Cell]) -> int:
        """Add a row, each cell with its type; return its number, from 1."""
        for column, cell in enumerate(cells):
            self._write(column, cell)
        self._row += 1
        return self._row

    def formula(self, column: int, formula: str, value: float | str) -> None:
        """Put a formula, and what it came to, into the row added last."""
        self._sheet.write_formula(self._row - 1, column, formula, None, value)

    def merge_down(self, column: int, first: int, last: int, cell: str) -> None:
        """Merge a column over rows ``first`` to ``last``, from 1."""
        self._sheet.merge_range(first - 1, column, last - 1, column, cell)

    def _write(self, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime):
            self._sheet.write_datetime(self._row, column, cell, self._time)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._row, column, cell, self._day)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(self._row, column, cell)
        elif isinstance(cell, str):
            self._sheet.write_string(self._row, column, cell)
        else:
            self._sheet.write_number(self._row, column, cell)


@contextmanager
def workbook(path: Path) -> Iterator[Workbook]:
    """Open a workbook to write; it is on the disk afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": _MADE})
        yield Workbook(book)
