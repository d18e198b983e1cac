"""Files of formats that the C++ library does not read: workbooks and Parquet.

Called back by the import with the path of a file. The libraries that do the
reading are optional and imported when the first such file is met.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from quaranta import _zip
from quaranta._errors import (
    InvalidArgumentError,
    LimitExceededError,
    PreconditionError,
    UnimplementedError,
)

if TYPE_CHECKING:
    import python_calamine

    from quaranta._tables import ArrowStreamExportable

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
FRAMES = frozenset({".parquet"})

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Failed(str):
    """A cell that holds no value but says why: ``"#REF!"``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: see ``quaranta::io::ReadOptions``."""

    file_bytes: int = 2 << 30
    unzipped_bytes: int = 1 << 30
    rows: int = 50_000_000
    sheets: int = 256
    columns: int = 4_096
    cells: int = 20_000_000  # of a sheet, blank ones included


@dataclass(slots=True)
class Grid:
    """The cells of one worksheet, each with the type that the workbook gives it."""

    name: str
    rows: list[list[object]] = field(default_factory=list)
    # Row and column of the first and the last cell of each block, from 0.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read(path: str, limits: Limits) -> tuple[list[Grid], list[ArrowStreamExportable]]:
    """Return the worksheets of a workbook, or the frame of a Parquet file.

    Raises
    ------
    UnimplementedError
        The format is none of ours.
    PreconditionError
        The library that reads it is not installed; says how to get it.
    InvalidArgumentError, LimitExceededError
        The file is damaged, or larger than the limits.
    """
    kind = Path(path).suffix.lower()
    if kind in WORKBOOKS:
        return grids(path, limits), []
    if kind in FRAMES:
        return [], [frame(path, limits)]
    message = f"{kind or 'a file without extension'} is not read"
    raise UnimplementedError(message)


def reader() -> Callable[[str], object]:
    """Return what the library calls back, with the limits of the library."""
    limits = Limits()

    def foreign(path: str) -> object:
        return read(path, limits)

    return foreign


def grids(path: str | os.PathLike[str], limits: Limits) -> list[Grid]:
    """Return every worksheet of a workbook, hidden ones included."""
    try:
        import python_calamine as calamine
    except ImportError as error:
        message = 'reading workbooks needs: pip install "quaranta[xlsx]"'
        raise PreconditionError(message) from error
    if Path(path).stat().st_size > limits.file_bytes:
        raise LimitExceededError(_more("bytes", limits.file_bytes))
    data = Path(path).read_bytes()
    looks = {}
    if data.startswith(_ZIP):
        looks = _zip.look(io.BytesIO(data), unzipped=limits.unzipped_bytes)
    elif not data.startswith(_OLE):
        message = "is no workbook, whatever its name says"
        raise InvalidArgumentError(message)
    _check_size(looks, limits)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            return _grids(calamine, book, looks, limits)
    except calamine.PasswordError as error:
        message = "the workbook is protected by a password"
        raise InvalidArgumentError(message) from error
    except calamine.CalamineError as error:
        message = f"the workbook cannot be read: {error}"
        raise InvalidArgumentError(message) from error
    except BaseException as error:
        # A mistake of the parser comes as an exception that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        message = "the workbook is damaged"
        raise InvalidArgumentError(message) from None


def _more(what: str, limit: int) -> str:
    return f"has more than {limit} {what}"


def _check_size(looks: dict[str, _zip.Look], limits: Limits) -> None:
    for name, look in looks.items():
        for what, size, limit in (
            ("rows", look.rows, limits.rows),
            ("columns", look.columns, limits.columns),
            ("cells", look.rows * look.columns, limits.cells),
        ):
            if size > limit:
                raise LimitExceededError(f"sheet {name!r} " + _more(what, limit))


def _grids(
    calamine: ModuleType,
    book: python_calamine.CalamineWorkbook,
    looks: dict[str, _zip.Look],
    limits: Limits,
) -> list[Grid]:
    # Charts and macros have no cells.
    kind = calamine.SheetTypeEnum.WorkSheet
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == kind]
    if not names:
        message = "the file holds no worksheet"
        raise InvalidArgumentError(message)
    if len(names) > limits.sheets:
        raise LimitExceededError(_more("sheets", limits.sheets))
    made = []
    for name in names:
        sheet = book.get_sheet_by_name(name)
        grid = Grid(name)
        grid.rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        if len(grid.rows) > limits.rows:
            raise LimitExceededError(f"sheet {name!r} " + _more("rows", limits.rows))
        if name in looks:
            _put_failed(grid.rows, looks[name])
        grid.merged = _inside(sheet.merged_cell_ranges or (), grid.rows)
        made.append(grid)
    return made


def _put_failed(rows: list[list[object]], look: _zip.Look) -> None:
    """Put errors where the parser left blanks."""
    for (row, column), shown in look.failed.items():
        if row >= look.rows or column >= look.columns:
            continue
        rows.extend([] for _ in range(len(rows), row + 1))
        rows[row].extend("" for _ in range(len(rows[row]), column + 1))
        if rows[row][column] == "":
            rows[row][column] = Failed(shown)


def _inside(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    rows: list[list[object]],
) -> list[tuple[int, int, int, int]]:
    """Return merged blocks as far as there are cells."""
    width = max(map(len, rows), default=0)
    return [
        (first[0], first[1], min(last[0], len(rows) - 1), min(last[1], width - 1))
        for first, last in ranges
        if first[0] < len(rows) and first[1] < width
    ]


def frame(path: str, limits: Limits) -> ArrowStreamExportable:
    """Return a Parquet file as a frame, by whichever library is installed."""
    if Path(path).stat().st_size > limits.file_bytes:
        raise LimitExceededError(_more("bytes", limits.file_bytes))
    for reader in (_by_pyarrow, _by_polars, _by_duckdb):
        try:
            return reader(path, limits)
        except ImportError:
            continue
        except (InvalidArgumentError, LimitExceededError):
            raise
        except Exception as error:  # each library has errors of its own
            message = f"the file cannot be read: {error}"
            raise InvalidArgumentError(message) from error
    message = 'reading Parquet needs: pip install "quaranta[parquet]"'
    raise PreconditionError(message)


def _by_pyarrow(path: str, limits: Limits) -> ArrowStreamExportable:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        meta = file.metadata
        size = sum(
            meta.row_group(group).total_byte_size
            for group in range(meta.num_row_groups)
        )
        _check_frame(meta.num_rows, meta.num_columns, size, limits)
        table: ArrowStreamExportable = file.read()
    return table


def _by_polars(path: str, limits: Limits) -> ArrowStreamExportable:
    import polars

    lazy = polars.scan_parquet(path)
    count = lazy.select(polars.len()).collect().item()
    _check_frame(count, len(lazy.collect_schema()), 0, limits)
    return lazy.collect()


def _by_duckdb(path: str, limits: Limits) -> ArrowStreamExportable:
    import duckdb

    relation = duckdb.read_parquet(path)
    count = relation.count("*").fetchall()[0][0]
    _check_frame(count, len(relation.columns), 0, limits)
    table: ArrowStreamExportable = relation
    return table


def _check_frame(rows: int, columns: int, size: int, limits: Limits) -> None:
    for what, value, limit in (
        ("rows", rows, limits.rows),
        ("columns", columns, limits.columns),
        ("bytes", size, limits.file_bytes),
    ):
        if value > limit:
            raise LimitExceededError(_more(what, limit))
