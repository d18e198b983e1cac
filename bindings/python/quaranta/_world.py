"""Worlds: read from files, rows and frames; written to files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from quaranta import _core, _html
from quaranta._tables import Listing, Table
from quaranta._xlsx import write_book

__all__ = ["Issue", "SourceRows", "World"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One remark about the input: where, what, and what was done about it.

    Attributes
    ----------
    severity : str
        ``"note"``, ``"warning"`` or ``"error"``.
    code : str
        Such as ``"dangling_reference"``.
    file : str
        The file, or the record for rows that came from none.
    row : int or None
        Line in the file, or row, from 1; None for the whole.
    column : str
        The header; empty for the whole row.
    value : str
        As it stood there; masked when personal.
    action : str
        What was done, such as ``"kept_unknown"``.
    detail : str
        What was expected.
    """

    severity: str
    code: str
    file: str
    row: int | None
    column: str
    value: str
    action: str
    detail: str

    def text(self, lang: Literal["en", "zh"] = "en") -> str:
        """Return where, what, what was done and what to do, in one line."""
        return _core.issue_text(
            self.code,
            self.file,
            self.row or 0,
            self.column,
            self.value,
            self.action,
            self.detail,
            lang,
        )


@dataclass(frozen=True, slots=True)
class SourceRows:
    """What became of the rows of one table of one file: none is lost.

    ``rows == set_aside + read + repaired + parked + refused``.

    Attributes
    ----------
    file, sheet : str
        Where it stood; `sheet` is empty when the file is one table.
    record : str
        What its rows are; empty when that was not found.
    rows : int
        All of them.
    set_aside : int
        Titles, headers, totals, comments and blank rows.
    read : int
        As they stand.
    repaired : int
        With an issue on at least one cell.
    parked : int
        They wait for a decision: see the issues.
    refused : int
        Not in the world: see the issues.
    """

    file: str
    sheet: str
    record: str
    rows: int
    set_aside: int
    read: int
    repaired: int
    parked: int
    refused: int


class World:
    """Immutable tables of one or many regions, linked both ways.

    Made by `read`. Can be pickled; the issues of its import stay behind.

    Examples
    --------
    >>> import quaranta as qr
    >>> world = qr.read({"Site": [{"id": "S1"}], "Floor": [{"site_id": "S1"}]})
    >>> world
    <World: 1 Site, 1 Floor; 1 issue>
    """

    __slots__ = ("_core",)

    def __init__(self, core: _core.World) -> None:
        if not isinstance(core, _core.World):
            message = "a World is made by quaranta.read()"
            raise TypeError(message)
        self._core = core

    @property
    def issues(self) -> Listing[Issue]:
        """What was odd about the input, in the order of reading."""
        rows = (
            Issue(severity, code, file, row or None, column, value, action, detail)
            for (
                severity,
                code,
                file,
                row,
                column,
                value,
                action,
                detail,
            ) in self._core.issues
        )
        return Listing(Issue, rows)

    @property
    def sources(self) -> Listing[SourceRows]:
        """What became of every row of every file, in the order of reading."""
        return Listing(SourceRows, (SourceRows(*row) for row in self._core.sources))

    @property
    def tables(self) -> dict[str, int]:
        """Rows of each record that has any."""
        return self._core.tables

    @property
    def latest(self) -> datetime | None:
        """The latest time recorded anywhere, plans aside; None without any."""
        latest = self._core.latest
        return None if latest is None else datetime.fromisoformat(latest)

    @property
    def zone(self) -> str:
        """Name of the zone that all regions share, else ``"UTC"``."""
        return self._core.zone

    def table(self, record: str) -> Table:
        """Return the table of a record, by any of its names.

        Raises
        ------
        NotFoundError
            There is no such record. A record without rows is an empty table.
        """
        return Table(self._core, _core.record_name(record))

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write a folder of CSV files, or a file by what its name ends in.

        A folder, ``.binpb`` and ``.sqlite`` read back equal. ``.xlsx`` is for
        people: a sheet a table, texts as texts (nothing runs as a formula),
        numbers as numbers, days as days; of an odd cell it shows what stood there.
        It needs ``quaranta[xlsx]``.

        Raises
        ------
        PreconditionError
            The file cannot be written, or xlsxwriter is not installed.
        """
        if Path(path).suffix.lower() == ".xlsx":
            write_book(path, ((name, self._cells(name)) for name in self.tables))
        else:
            self._core.write(os.fspath(path))

    def _cells(self, record: str) -> Iterator[list[object]]:
        for row in self._core.cells(record):
            yield [_typed(kind, text) for kind, text in row]

    def __repr__(self) -> str:
        rows = ", ".join(f"{count} {record}" for record, count in self.tables.items())
        issues = len(self._core.issues)
        return (
            f"<World: {rows or 'no rows'}; {issues} issue{'' if issues == 1 else 's'}>"
        )

    def _repr_html_(self) -> str:
        caption = f"World with {len(self._core.issues)} issues"
        return _html.table(["record", "rows"], self.tables.items(), caption=caption)


def _typed(kind: int, text: str) -> object:
    """Return a cell of ``quaranta::io::CellType`` as Python has it."""
    match kind:
        case 0:
            return None
        case 2:
            return float(text) if "." in text or "e" in text else int(text)
        case 3:
            return text == "true"
        case 4:
            return date.fromisoformat(text)
    return text
