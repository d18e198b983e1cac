"""Rows of Python objects as JSON lines, which the library reads."""

from __future__ import annotations

import enum
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal


def lines(record: str, rows: Iterable[Mapping[str, object]]) -> str:
    """Return one JSON object per row."""
    out = []
    for row in rows:
        if not isinstance(row, Mapping):
            message = f"{record}: a row is a dictionary, not {type(row).__name__}"
            raise TypeError(message)
        cells = {str(key): plain(value, record) for key, value in row.items()}
        out.append(json.dumps(cells, ensure_ascii=False, allow_nan=False))
    return "\n".join(out)


def plain(value: object, record: str) -> object:
    """Return a value as JSON has it; missing values of any library are null."""
    if isinstance(value, enum.Enum):
        return value.name
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        # Frames write a missing number as NaN; no field may be infinite.
        return str(value) if math.isinf(value) else None if value != value else value
    if type(value).__name__ in {"NaTType", "NAType"}:
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):  # a cell with a note
        return {str(key): plain(item, record) for key, item in value.items()}
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:  # of NumPy
        return plain(value.item(), record)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [plain(item, record) for item in value]
    message = f"{record}: a cell cannot be {type(value).__name__}"
    raise TypeError(message)


def cell(value: object, name: str) -> object:
    """Return a value as a cell of a sheet: with its type, or blank."""
    if type(value).__name__ == "Timestamp" and hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime(warn=False)  # of pandas, to the nanosecond
    if isinstance(value, datetime | date):
        return value if value == value else None
    value = plain(value, name)
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return value
