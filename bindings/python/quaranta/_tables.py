"""Tables that print well and go to pandas, polars and pyarrow.

None of them is imported before it is asked for.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload

from quaranta import _html

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow
    from _typeshed import DataclassInstance

    from quaranta import _core

__all__ = ["ArrowArrayExportable", "ArrowStreamExportable", "Listing", "Table"]

Row_co = TypeVar("Row_co", bound="DataclassInstance", covariant=True)

_SHOWN = 10


class ArrowStreamExportable(Protocol):
    """Whatever has ``__arrow_c_stream__``: frames of pandas, polars, DuckDB ..."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a capsule with a stream of batches."""


class ArrowArrayExportable(Protocol):
    """Whatever has ``__arrow_c_array__``: a record batch."""

    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]:
        """Return capsules with the schema and the batch."""


class Table:
    """One table of a world, as it was read.

    Any library that takes Arrow takes it: ``polars.DataFrame(table)``,
    ``pyarrow.table(table)``, ``duckdb.sql("from table")``. Blanks are null; a
    field with masked, hedged or otherwise odd cells is followed by a column
    ``FIELD__note`` that says why. `quaranta.read` reads all of it back.

    In a notebook the first rows are shown with direct identifiers hidden;
    whatever exports the table holds them.

    Examples
    --------
    >>> import quaranta as qr
    >>> world = qr.read({"Room": [{"site_id": "S1", "label": "304", "beds": 2}]})
    >>> world.table("Room")
    <Table Room: 1 row>
    >>> world.table("Room").to_dicts()
    [{'id': 'S1/304', 'site_id': 'S1', 'label': '304', 'beds': 2}]
    """

    __slots__ = ("_record", "_world")

    def __init__(self, world: _core.World, record: str) -> None:
        self._world = world
        self._record = record

    @property
    def record(self) -> str:
        """Name of the record, such as ``"Room"``."""
        return self._record

    def __len__(self) -> int:
        return self._world.tables.get(self._record, 0)

    def __repr__(self) -> str:
        rows = len(self)
        return f"<Table {self._record}: {rows} row{'' if rows == 1 else 's'}>"

    def _repr_html_(self) -> str:
        rows = self._rows(_SHOWN, shown=True)
        headers = list(dict.fromkeys(key for row in rows for key in row))
        more = f"{self._record}: {len(self)} rows"
        if len(self) > len(rows):
            more += f", the first {len(rows)}"
        cells = [[row.get(header) for header in headers] for row in rows]
        return _html.table(headers, cells, caption=more)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the table as an Arrow stream of one batch, without copying it."""
        return self._world.stream(self._record)

    def __arrow_c_schema__(self) -> object:
        """Return the names and types of the columns."""
        return self._world.schema(self._record)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return rows as dictionaries, blanks left out.

        Days and times are ISO text. A cell with a note is a dictionary of
        ``value``, ``state``, ``raw``, ``low`` and ``high``.
        """
        return self._rows(len(self))

    def to_arrow(self) -> pyarrow.Table:
        """Return a `pyarrow.Table` that shares the values."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> polars.DataFrame:
        """Return a `polars.DataFrame`."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a `pandas.DataFrame`.

        With pyarrow, integers and truth values have pandas' own missing value,
        so that unknown stays unknown. Without it, columns hold plain objects.
        """
        import pandas

        try:
            arrow = self.to_arrow()
        except ImportError:
            return pandas.DataFrame(self.to_dicts())
        import pyarrow

        types = {
            pyarrow.int64(): pandas.Int64Dtype(),
            pyarrow.bool_(): pandas.BooleanDtype(),
        }
        frame: pandas.DataFrame = arrow.to_pandas(types_mapper=types.get)
        return frame

    def _rows(self, most: int, *, shown: bool = False) -> list[dict[str, Any]]:
        lines = self._world.rows(self._record, most, shown).split("\n")[:-1]
        return [json.loads(line) for line in lines]


class Listing(Sequence[Row_co], Generic[Row_co]):
    """An immutable list of results that prints as a table.

    Examples
    --------
    >>> import quaranta as qr
    >>> world = qr.read({"Room": [{"site_id": "S1", "label": "304", "beds": "two"}]})
    >>> [issue.code for issue in world.issues]
    ['unreadable_number', 'missing_table']
    >>> sorted(world.issues.to_dicts()[0])[:3]
    ['action', 'code', 'column']
    """

    __slots__ = ("_rows", "_type")

    def __init__(self, row_type: type[Row_co], rows: Iterable[Row_co]) -> None:
        self._type = row_type
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row_co: ...

    @overload
    def __getitem__(self, index: slice) -> Listing[Row_co]: ...

    def __getitem__(self, index: int | slice) -> Row_co | Listing[Row_co]:
        if isinstance(index, slice):
            return Listing(self._type, self._rows[index])
        return self._rows[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Listing):
            return self._type is other._type and self._rows == other._rows
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        lines = [repr(row) for row in self._rows[:_SHOWN]]
        if len(self) > _SHOWN:
            lines.append(f"... and {len(self) - _SHOWN} more")
        return "[" + ",\n ".join(lines) + "]"

    def _repr_html_(self) -> str:
        more = f"{len(self)} rows"
        if len(self) > _SHOWN:
            more += f", the first {_SHOWN}"
        columns = self._columns(self._rows[:_SHOWN])
        return _html.table(
            list(columns), zip(*columns.values(), strict=True), caption=more
        )

    def head(self, rows: int = 5) -> Listing[Row_co]:
        """Return the first rows."""
        return self[:rows]

    def where(self, **cells: object) -> Listing[Row_co]:
        """Return the rows with these cells, such as ``code="masked"``.

        Raises
        ------
        TypeError
            There is no such column.
        """
        names = {field.name for field in dataclasses.fields(self._type)}
        if unknown := sorted(set(cells) - names):
            message = f"there is no column {unknown[0]!r}, but {sorted(names)}"
            raise TypeError(message)
        rows = (
            row
            for row in self._rows
            if all(getattr(row, name) == cell for name, cell in cells.items())
        )
        return Listing(self._type, rows)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return rows as dictionaries."""
        columns = self._columns(self._rows)
        rows = zip(*columns.values(), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a `pandas.DataFrame`."""
        import pandas

        return pandas.DataFrame(self._columns(self._rows))

    def to_polars(self) -> polars.DataFrame:
        """Return a `polars.DataFrame`."""
        import polars

        return polars.DataFrame(self._lists())

    def to_arrow(self) -> pyarrow.Table:
        """Return a `pyarrow.Table`."""
        import pyarrow

        return pyarrow.table(self._lists())

    def _columns(self, rows: Sequence[object]) -> dict[str, list[Any]]:
        names = [field.name for field in dataclasses.fields(self._type)]
        return {name: [getattr(row, name) for row in rows] for name in names}

    def _lists(self) -> dict[str, list[Any]]:
        return {
            name: [list(cell) if isinstance(cell, tuple) else cell for cell in column]
            for name, column in self._columns(self._rows).items()
        }
