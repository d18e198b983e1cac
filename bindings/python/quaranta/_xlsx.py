"""Workbooks for people: what is written is text, numbers and days, never a formula."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quaranta._errors import LimitExceededError, PreconditionError

if TYPE_CHECKING:
    import xlsxwriter.format
    import xlsxwriter.worksheet

# What Excel holds.
_ROWS, _TEXT = 1_048_576, 32_767
_EXACT = 10**15  # digits of a number that Excel keeps
_FIRST_DAY = dt.date(1900, 3, 1)  # before, Excel counts a day that never was
_MADE = dt.datetime(2000, 1, 1)  # the same world gives the same bytes

Book = Iterable[tuple[str, Iterable[Sequence[object]]]]


def write_book(path: str | os.PathLike[str], sheets: Book) -> None:
    """Write sheets of rows, the first of each a header; replace the file as a whole.

    Raises
    ------
    PreconditionError
        xlsxwriter is not installed, or the file cannot be written.
    LimitExceededError
        A table or text is larger than Excel can hold.
    """
    try:
        import xlsxwriter
        import xlsxwriter.exceptions
    except ImportError as error:
        message = 'writing workbooks needs: pip install "quaranta[xlsx]"'
        raise PreconditionError(message) from error
    beside = Path(f"{os.fspath(path)}.part")
    options = {"strings_to_urls": False, "strings_to_formulas": False}
    try:
        with xlsxwriter.Workbook(str(beside), options) as book:
            book.set_properties({"created": _MADE})
            bold = book.add_format({"bold": True})
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in sheets:
                sheet = book.add_worksheet(name)
                sheet.freeze_panes(1, 0)
                for number, cells in enumerate(rows):
                    if number == _ROWS:
                        raise LimitExceededError(f"{name}: more than {_ROWS} rows")
                    _write_row(sheet, number, cells, bold if number == 0 else None, day)
        beside.replace(path)
    except (OSError, xlsxwriter.exceptions.XlsxFileError) as error:
        message = f"{os.fspath(path)} cannot be written: {error}"
        raise PreconditionError(message) from error
    finally:
        beside.unlink(missing_ok=True)


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    cells: Sequence[object],
    style: xlsxwriter.format.Format | None,
    day: xlsxwriter.format.Format,
) -> None:
    for column, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        if isinstance(cell, bool):
            sheet.write_boolean(row, column, cell)
        elif isinstance(cell, int | float) and abs(cell) < _EXACT:
            sheet.write_number(row, column, cell)
        elif isinstance(cell, dt.date) and cell >= _FIRST_DAY:
            sheet.write_datetime(row, column, cell, day)
        else:
            text = str(cell)
            if len(text) > _TEXT:
                message = f"row {row + 1}: a text of more than {_TEXT} characters"
                raise LimitExceededError(message)
            sheet.write_string(row, column, text, style)
