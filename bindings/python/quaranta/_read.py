"""Reading: files, folders, rows and frames through one pipeline."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, TypeGuard, cast

from quaranta import _core, _foreign, _html, _json
from quaranta._errors import InvalidArgumentError
from quaranta._mapping import Mapping, MappingSource, records_of, yaml_of
from quaranta._tables import (
    ArrowArrayExportable,
    ArrowStreamExportable,
    Listing,
)
from quaranta._world import Issue, SourceRows, World

__all__ = [
    "DateOrder",
    "Import",
    "Rows",
    "Source",
    "inspect",
    "read",
    "read_arrivals",
]

# A frame, rows as dictionaries, or columns as lists.
Rows: TypeAlias = (
    ArrowStreamExportable
    | ArrowArrayExportable
    | Iterable[Dict[str, object]]
    | Dict[str, object]
)
# A folder or file, tables by the name of their record, or one table with tags.
Source: TypeAlias = str | os.PathLike[str] | Dict[str, Rows] | Rows
DateOrder: TypeAlias = Literal["ymd", "mdy", "dmy"]


class Import:
    """A world together with how it was read; made by `inspect`.

    Examples
    --------
    >>> import quaranta as qr
    >>> seen = qr.inspect({"Room": [{"site_id": "S1", "label": "304", "beds": "two"}]})
    >>> seen
    <Import: 1 Room; 2 issues: unreadable_number 1, missing_table 1>
    >>> seen.world.tables
    {'Room': 1}
    """

    __slots__ = ("_mapping", "_world")

    def __init__(self, world: World, mapping: Mapping) -> None:
        self._world = world
        self._mapping = mapping

    @property
    def world(self) -> World:
        """What was read."""
        return self._world

    @property
    def mapping(self) -> Mapping:
        """Every sheet with its records, header row and columns, those left out too.

        Saved, corrected and given to `read` it reads the same source that way.
        """
        return self._mapping

    @property
    def issues(self) -> Listing[Issue]:
        """What was odd: see `World.issues`."""
        return self._world.issues

    @property
    def sources(self) -> Listing[SourceRows]:
        """What became of every row: see `World.sources`."""
        return self._world.sources

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the mapping as YAML, to be corrected and used again."""
        self._mapping.save(path)

    def __repr__(self) -> str:
        rows = [f"{count} {record}" for record, count in self._world.tables.items()]
        codes = Counter(issue.code for issue in self.issues)
        issues = f"{len(self.issues)} issue{'' if len(self.issues) == 1 else 's'}"
        if codes:
            issues += ": " + ", ".join(f"{code} {n}" for code, n in codes.items())
        return f"<Import: {', '.join(rows) or 'no rows'}; {issues}>"

    def _repr_html_(self) -> str:
        codes = Counter((issue.severity, issue.code) for issue in self.issues)
        odd = [[*key, count] for key, count in codes.most_common()]
        return (
            _html.table(
                ["file", "sheet", "record", "rows", *_FATES],
                [
                    [row.file, row.sheet, row.record, row.rows]
                    + [getattr(row, fate) for fate in _FATES]
                    for row in self.sources
                ],
                caption="Rows of each source",
            )
            + _html.table(
                ["file", "sheet", "header", "field"],
                [
                    [column.file, column.sheet, column.header, column.field or "-"]
                    for column in self._mapping.columns
                ],
                caption="Columns",
            )
            + _html.table(["severity", "code", "issues"], odd, caption="Issues")
        )


_FATES = ("set_aside", "read", "repaired", "parked", "refused")


def read(
    source: Source,
    *,
    zone: str | None = None,
    complete: Iterable[str] = (),
    mapping: MappingSource | None = None,
    tags: Dict[str, str] | None = None,
    date_order: DateOrder | None = None,
    pseudonym_key: bytes | None = None,
) -> World:
    """Read a world. Nothing is guessed silently: see `World.issues`.

    Parameters
    ----------
    source : path, mapping or frame
        A folder of CSV, TSV, JSONL, XLSX, XLS, ODS or Parquet files; a ``.binpb``,
        ``.sqlite`` or single table file; or a mapping from records to rows: a frame
        (anything that exports Arrow), a list of dictionaries, or a dictionary of
        lists. Columns go by the name of a field, its Chinese label or a synonym.
        With `tags`, one frame or list of rows will do.
    zone : str, optional
        IANA zone of times without an offset. Default: the zone of the regions,
        if they have one and the same; else such times stay unknown.
    complete : iterable of str
        Collections that the source holds completely, such as ``"Site.rooms"``.
        Of any other collection some members may never have been reported.
    mapping : Mapping, path or dict, optional
        How to read sheets and columns: as `Import.save` wrote it, perhaps
        corrected since.
    tags : dict, optional
        Which column holds a field, instead of renaming columns:
        ``{"Person.name": "客人", "Stay.start": "入住日期"}``. Tags of several records
        make each row one of each; references between them are filled.
    date_order : {"ymd", "mdy", "dmy"}, optional
        Order of dates such as 04/05/22. Without it they stay unknown where they
        could be two days.
    pseudonym_key : bytes, optional
        At least 16 bytes. Direct identifiers and ids of people are replaced by
        keyed pseudonyms as they are read; keep the key elsewhere.

    Returns
    -------
    World

    Raises
    ------
    NotFoundError
        There is no such path, record or zone.
    InvalidArgumentError
        The path is neither a folder nor a world, or `complete`, `mapping` or
        `tags` name nothing.

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
    >>> guests = [{"no": "P1", "house": "S1", "from": "2022-04-01T10:00:00+08:00"}]
    >>> tags = {"Person.id": "no", "Stay.site_id": "house", "Stay.start": "from"}
    >>> qr.read(guests, tags=tags).table("Stay").to_dicts()[0]["person_id"]
    'P1'
    """
    return inspect(
        source,
        zone=zone,
        complete=complete,
        mapping=mapping,
        tags=tags,
        date_order=date_order,
        pseudonym_key=pseudonym_key,
    ).world


def inspect(
    source: Source,
    *,
    zone: str | None = None,
    complete: Iterable[str] = (),
    mapping: MappingSource | None = None,
    tags: Dict[str, str] | None = None,
    date_order: DateOrder | None = None,
    pseudonym_key: bytes | None = None,
) -> Import:
    """Read as `read` does, and show how: a dry run before anything is stored.

    Parameters
    ----------
    source, zone, complete, mapping, tags, date_order, pseudonym_key
        As for `read`.

    Returns
    -------
    Import
        The world, its issues, the account of every row, and the mapping of sheets
        and columns, which can be saved, corrected and given back.

    Examples
    --------
    >>> import quaranta as qr
    >>> seen = qr.inspect([{"客人": "P1", "岁数": "41"}], tags={"Person.id": "客人"})
    >>> [(issue.code, issue.column) for issue in seen.issues.where(file="table")]
    [('unknown_header', '岁数')]
    """
    closed = [complete] if isinstance(complete, str) else list(complete)
    said = yaml_of(mapping, tags, date_order)
    if isinstance(source, str | os.PathLike):
        reading = _reading(zone, closed, said, pseudonym_key)
        return _import(*_core.read(os.fspath(source), reading))
    builder = _core.WorldBuilder(_reading(zone, [], said, pseudonym_key))
    if tags is not None and not (isinstance(source, Dict) and _are_tables(source)):
        builder.add_cells("table", _cells("table", source), _only_record(tags))
    else:
        _add_tables(builder, source)
    for collection in closed:
        builder.close(collection)
    return _import(*builder.build())


def read_arrivals(
    source: str | os.PathLike[str] | Dict[str, Rows] | Rows,
    *,
    zone: str | None = None,
    mapping: MappingSource | None = None,
    tags: Dict[str, str] | None = None,
    date_order: DateOrder | None = None,
    pseudonym_key: bytes | None = None,
) -> World:
    """Read the people who are on their way, as a world of their own.

    Parameters
    ----------
    source : path, rows or mapping
        A file of people, a folder, rows of people as `read` takes them, or a
        mapping of records (Person, Party, Consent, ClinicalNeed).
    zone : str, optional
        IANA zone of times without an offset, such as `World.zone`.
    mapping, tags, date_order, pseudonym_key
        As for `read`.

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
    said = yaml_of(mapping, tags, date_order)
    reading = _reading(zone, [], said, pseudonym_key)
    if isinstance(source, str | os.PathLike) and not Path(source).is_dir():
        return World(_core.read_arrivals(os.fspath(source), reading))
    if (
        isinstance(source, str | os.PathLike)
        or tags is not None
        or (isinstance(source, Dict) and _are_tables(source))
    ):
        return read(
            source,
            zone=zone,
            mapping=mapping,
            tags=tags,
            date_order=date_order,
            pseudonym_key=pseudonym_key,
        )
    builder = _core.WorldBuilder(reading)
    _add(builder, "Person", source)
    return _import(*builder.build()).world


def _import(core: _core.World, yaml: str) -> Import:
    return Import(World(core), Mapping(yaml))


def _reading(
    zone: str | None, complete: list[str], mapping: str, key: bytes | None
) -> _core.Reading:
    reader = _foreign.reader()
    return _core.Reading(zone or "", complete, mapping, key or b"", reader)


def _are_tables(source: Dict[str, object]) -> TypeGuard[Dict[str, Rows]]:
    """Tell a mapping of records from one of columns."""
    try:
        for name in source:
            _core.record_name(name)
    except LookupError:
        return False
    return bool(source)


def _only_record(tags: Dict[str, str]) -> str:
    records = records_of(tags)
    return records[0] if len(records) == 1 else ""


def _add_tables(builder: _core.WorldBuilder, source: object) -> None:
    if not isinstance(source, Dict):
        message = (
            "expected a path, a mapping of tables, or a table with tags=, "
            f"got {_name_of(source)}"
        )
        raise TypeError(message)
    names = [(_core.record_name(name), rows) for name, rows in source.items()]
    # Regions say in which zone the local times of the others are.
    for record, rows in sorted(names, key=lambda item: item[0] != "Region"):
        _add(builder, record, rows)


class _Columns(Protocol):
    """A frame of pandas."""

    def to_dict(self, orient: str) -> Dict[str, object]: ...


def _add(builder: _core.WorldBuilder, record: str, rows: object) -> None:
    if hasattr(rows, "__arrow_c_stream__"):
        try:
            stream = rows.__arrow_c_stream__()
        except ImportError:  # pandas exports Arrow by way of pyarrow
            rows = cast("_Columns", rows).to_dict("list")
        else:
            builder.add_stream(record, stream)
            return
    elif hasattr(rows, "__arrow_c_array__"):
        schema, array = rows.__arrow_c_array__()
        builder.add_array(record, schema, array)
        return
    if isinstance(rows, Dict):
        rows = _zipped(record, rows)
    elif isinstance(rows, str | bytes) or not isinstance(rows, Iterable):
        message = (
            f"{record}: expected rows, columns or a frame that exports Arrow, "
            f"got {_name_of(rows)}"
        )
        raise TypeError(message)
    builder.add_json(record, _json.lines(record, rows))


def _cells(name: str, rows: object) -> list[list[object]]:
    """Return a table as rows of cells, its header first."""
    if isinstance(rows, Dict):
        rows = list(_zipped(name, rows))
    elif hasattr(rows, "to_pylist"):  # pyarrow
        rows = rows.to_pylist()
    elif hasattr(rows, "to_dicts"):  # polars
        rows = rows.to_dicts()
    elif hasattr(rows, "to_dict"):  # pandas
        rows = rows.to_dict("records")
    elif hasattr(rows, "fetchall") and hasattr(rows, "columns"):  # DuckDB
        header = list(rows.columns)
        rows = [dict(zip(header, row, strict=True)) for row in rows.fetchall()]
    if isinstance(rows, str | bytes) or not isinstance(rows, Iterable):
        message = f"{name}: expected rows, columns or a frame, got {_name_of(rows)}"
        raise TypeError(message)
    rows = list(rows)
    for row in rows:
        if not isinstance(row, Dict):
            message = f"{name}: a row is a dictionary, not {_name_of(row)}"
            raise TypeError(message)
    header = list(dict.fromkeys(str(key) for row in rows for key in row))
    cells: list[list[object]] = [list(header)]
    for row in rows:
        texts = {str(key): value for key, value in row.items()}
        cells.append([_json.cell(texts.get(key), name) for key in header])
    return cells


def _zipped(record: str, columns: Dict[str, object]) -> Iterable[dict[str, object]]:
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
