"""Worlds: read from files, rows and frames; written to files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeAlias, TypeGuard, cast

from quaranta import _core, _html, _json
from quaranta._errors import InvalidArgumentError
from quaranta._tables import (
    ArrowArrayExportable,
    ArrowStreamExportable,
    Listing,
    Table,
)

__all__ = ["Issue", "Rows", "Source", "World", "read", "read_arrivals"]

# A frame, rows as dictionaries, or columns as lists.
Rows: TypeAlias = (
    ArrowStreamExportable
    | ArrowArrayExportable
    | Iterable[Mapping[str, object]]
    | Mapping[str, object]
)
# A folder, a .sqlite or .binpb file, or tables by the name of their record.
Source: TypeAlias = str | os.PathLike[str] | Mapping[str, Rows]


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
        """Write a folder of CSV files, or a ``.sqlite`` or ``.binpb`` file.

        What is written reads back equal.
        """
        self._core.write(os.fspath(path))

    def __repr__(self) -> str:
        rows = ", ".join(f"{count} {record}" for record, count in self.tables.items())
        issues = len(self._core.issues)
        return (
            f"<World: {rows or 'no rows'}; {issues} issue{'' if issues == 1 else 's'}>"
        )

    def _repr_html_(self) -> str:
        caption = f"World with {len(self._core.issues)} issues"
        return _html.table(["record", "rows"], self.tables.items(), caption=caption)


def read(
    source: Source, *, zone: str | None = None, complete: Iterable[str] = ()
) -> World:
    """Read a world. Nothing is guessed silently: see `World.issues`.

    Parameters
    ----------
    source : path or mapping
        A folder of CSV or JSONL files, a ``.sqlite`` or ``.binpb`` file, or a
        mapping from records to rows: a frame (anything that exports Arrow), a list of
        dictionaries, or a dictionary of lists. Columns go by the name of a
        field, its Chinese label or a synonym.
    zone : str, optional
        IANA zone of times without an offset. Default: the zone of the regions,
        if they have one and the same; else such times stay unknown.
    complete : iterable of str
        Collections that the source holds completely, such as ``"Site.rooms"``.
        Of any other collection some members may never have been reported.

    Returns
    -------
    World

    Raises
    ------
    NotFoundError
        There is no such path, record or zone.
    InvalidArgumentError
        The path is neither a folder nor a world, or `complete` names nothing.

    Examples
    --------
    >>> import quaranta as qr
    >>> world = qr.read(
    ...     {
    ...         "Region": [{"id": "CN-99", "zone": "Asia/Shanghai"}],
    ...         "Site": {"id": ["S1", "S2"], "region_id": ["CN-99", "CN-99"]},
    ...     },
    ...     complete=["Region.sites"],
    ... )
    >>> world.tables
    {'Region': 1, 'Site': 2}
    """
    closed = [complete] if isinstance(complete, str) else list(complete)
    if isinstance(source, str | os.PathLike):
        return World(_core.read(os.fspath(source), zone or "", closed))
    if not isinstance(source, Mapping):
        message = f"expected a path or a mapping of tables, got {_name_of(source)}"
        raise TypeError(message)
    builder = _core.WorldBuilder()
    names = [(_core.record_name(name), rows) for name, rows in source.items()]
    # Regions say in which zone the local times of the others are.
    for record, rows in sorted(names, key=lambda item: item[0] != "Region"):
        _add(builder, record, rows, zone or "")
    for collection in closed:
        builder.close(collection)
    return World(builder.build())


def read_arrivals(
    source: str | os.PathLike[str] | Mapping[str, Rows] | Rows,
    *,
    zone: str | None = None,
) -> World:
    """Read the people who are on their way, as a world of their own.

    Parameters
    ----------
    source : path, rows or mapping
        A file of people, a folder, rows of people as `read` takes them, or a
        mapping of records (Person, Party, Consent, ClinicalNeed).
    zone : str, optional
        IANA zone of times without an offset, such as `World.zone`.

    Returns
    -------
    World

    Examples
    --------
    >>> import quaranta as qr
    >>> people = [{"id": "P1", "age": 41}, {"id": "P2", "age": 9, "carer_id": "P1"}]
    >>> qr.read_arrivals(people).tables
    {'Person': 2}
    """
    if isinstance(source, str | os.PathLike):
        if Path(source).is_dir():
            return read(source, zone=zone)
        return World(_core.read_arrivals(os.fspath(source), zone or ""))
    if isinstance(source, Mapping) and _are_tables(source):
        return read(source, zone=zone)
    builder = _core.WorldBuilder()
    _add(builder, "Person", source, zone or "")
    return World(builder.build())


def _are_tables(source: Mapping[str, object]) -> TypeGuard[Mapping[str, Rows]]:
    """Tell a mapping of records from one of columns."""
    try:
        for name in source:
            _core.record_name(name)
    except LookupError:
        return False
    return bool(source)


class _Columns(Protocol):
    """A frame of pandas."""

    def to_dict(self, orient: str) -> Mapping[str, object]: ...


def _add(builder: _core.WorldBuilder, record: str, rows: object, zone: str) -> None:
    if hasattr(rows, "__arrow_c_stream__"):
        try:
            stream = rows.__arrow_c_stream__()
        except ImportError:  # pandas exports Arrow by way of pyarrow
            rows = cast("_Columns", rows).to_dict("list")
        else:
            builder.add_stream(record, stream, zone)
            return
    elif hasattr(rows, "__arrow_c_array__"):
        schema, array = rows.__arrow_c_array__()
        builder.add_array(record, schema, array, zone)
        return
    if isinstance(rows, Mapping):
        rows = _zipped(record, rows)
    elif isinstance(rows, str | bytes) or not isinstance(rows, Iterable):
        message = (
            f"{record}: expected rows, columns or a frame that exports Arrow, "
            f"got {_name_of(rows)}"
        )
        raise TypeError(message)
    builder.add_json(record, _json.lines(record, rows), zone)


def _zipped(record: str, columns: Mapping[str, object]) -> Iterable[dict[str, object]]:
    """Return columns as rows."""
    cells: dict[str, list[object]] = {}
    for name, column in columns.items():
        if isinstance(column, str | bytes) or not isinstance(column, Iterable):
            message = f"{record}: column {name!r} is no list but {_name_of(column)}"
            raise TypeError(message)
        cells[name] = list(column)
    lengths = {name: len(column) for name, column in cells.items()}
    if len(set(lengths.values())) > 1:
        message = f"{record}: columns differ in length: {lengths}"
        raise InvalidArgumentError(message)
    for row in zip(*cells.values(), strict=True):
        yield dict(zip(cells, row, strict=True))


def _name_of(value: object) -> str:
    return type(value).__name__
