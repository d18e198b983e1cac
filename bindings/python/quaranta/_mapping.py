"""How the tables of a source are read: found, shown, corrected, saved, used again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from quaranta import _core
from quaranta._errors import InvalidArgumentError, NotFoundError
from quaranta._tables import Listing

__all__ = ["Mapping", "MappingColumn", "MappingSource"]


@dataclass(frozen=True, slots=True)
class MappingColumn:
    """One column of a sheet, and the field that it holds.

    Attributes
    ----------
    file, sheet : str
        Where it stands; ``"*"`` in a file's name stands for anything.
    header : str
        As it stands there; ``"#3"`` is the third column.
    field : str
        Such as ``"Person.name"``; empty: left out.
    unit : str
        Stands behind every number, such as ``"万"``.
    date_order : str
        ``"ymd"``, ``"mdy"``, ``"dmy"`` or, when nobody said, empty.
    codes : tuple of pairs of str
        Cells by their text, and what they are read as.
    """

    file: str
    sheet: str
    header: str
    field: str
    unit: str
    date_order: str
    codes: tuple[tuple[str, str], ...]


class Mapping:
    """Which sheet holds which records, and which column which field.

    Found by `inspect` from the headers. Saved as YAML it can be corrected by hand;
    given to `read` it wins over what the headers say.

    Parameters
    ----------
    given : str or dict, optional
        YAML, or the same as Python values.

    Examples
    --------
    >>> import quaranta as qr
    >>> mapping = qr.Mapping(
    ...     {
    ...         "date_order": "dmy",
    ...         "sheets": [
    ...             {
    ...                 "file": "contacts*.csv",
    ...                 "records": ["Person"],
    ...                 "columns": [{"header": "Years", "field": "Person.age"}],
    ...             }
    ...         ],
    ...     }
    ... )
    >>> mapping.columns[0].field
    'Person.age'
    >>> mapping == qr.Mapping(str(mapping))
    True
    """

    __slots__ = ("_yaml",)

    def __init__(self, given: str | Dict[str, object] = "") -> None:
        self._yaml = _normal(given, "mapping")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Mapping:
        """Read a mapping from a YAML file.

        Raises
        ------
        NotFoundError
            There is no such file.
        InvalidArgumentError
            It is no mapping; the message names the line and column.
        """
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise NotFoundError(f"{os.fspath(path)}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise InvalidArgumentError(f"{os.fspath(path)}: is not UTF-8") from error
        made = cls()
        made._yaml = _normal(text, os.fspath(path))
        return made

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the mapping as YAML."""
        Path(path).write_text(self._yaml, encoding="utf-8", newline="\n")

    @property
    def columns(self) -> Listing[MappingColumn]:
        """Every column of every sheet."""
        rows = (
            MappingColumn(
                file, sheet, header, field, unit, order, tuple(sorted(codes.items()))
            )
            for file, sheet, _, _, _, _, columns in _core.mapping_sheets(self._yaml)
            for header, field, unit, order, codes in columns
        )
        return Listing(MappingColumn, rows)

    def __str__(self) -> str:
        return self._yaml

    def __repr__(self) -> str:
        sheets = len(_core.mapping_sheets(self._yaml))
        return f"<Mapping: {sheets} sheet{'' if sheets == 1 else 's'}>"

    def _repr_html_(self) -> str:
        return self.columns._repr_html_()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Mapping):
            return self._yaml == other._yaml
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._yaml)

    def __reduce__(self) -> tuple[type[Mapping], tuple[str]]:
        return Mapping, (self._yaml,)


# A mapping, its file, YAML's values.
MappingSource: TypeAlias = Mapping | str | os.PathLike[str] | Dict[str, object]


def yaml_of(
    mapping: MappingSource | None,
    tags: Dict[str, str] | None,
    date_order: str | None,
) -> str:
    """Return what a caller said of columns as one mapping."""
    if isinstance(mapping, str | os.PathLike):
        mapping = Mapping.load(mapping)
    if isinstance(mapping, Dict):
        mapping = Mapping(mapping)
    if tags is None and date_order is None:
        return "" if mapping is None else str(mapping)
    plain: dict[str, object] = {}
    if mapping is not None:
        plain = _plain(str(mapping))
    if date_order is not None:
        plain["date_order"] = date_order
    if tags is not None:
        sheets = plain.get("sheets", [])
        plain["sheets"] = [tagged(tags), *(sheets if isinstance(sheets, list) else [])]
    return _normal(plain, "tags" if tags is not None else "date_order")


def tagged(tags: Dict[str, str]) -> dict[str, object]:
    """Return tags as the sheet of a mapping: any file, these records."""
    for field in tags:
        if "." not in field:
            message = f"tags: expected a field such as 'Person.name', got {field!r}"
            raise InvalidArgumentError(message)
    return {
        "records": records_of(tags),
        "columns": [
            {"header": header, "field": field} for field, header in tags.items()
        ],
    }


def records_of(tags: Iterable[str]) -> list[str]:
    """Return the records of tags, in the order in which they are first named."""
    return list(dict.fromkeys(field.split(".")[0] for field in tags))


def _normal(given: str | Dict[str, object], name: str) -> str:
    # JSON is YAML.
    text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
    return _core.normal_mapping(text, name) if text.strip() else ""


def _plain(yaml: str) -> dict[str, object]:
    """Return a mapping as plain values."""
    sheets = []
    for file, sheet, records, row, encoding, delimiter, columns in (
        _core.mapping_sheets(yaml) if yaml else []
    ):
        said: dict[str, object] = {
            "file": file,
            "sheet": sheet,
            "records": records,
            "header_row": row,
            "encoding": encoding,
            "delimiter": delimiter,
        }
        said["columns"] = [
            {
                key: value
                for key, value in (
                    ("header", header),
                    ("field", field),
                    ("unit", unit),
                    ("date_order", order),
                    ("codes", codes),
                )
                if value or key == "field"
            }
            for header, field, unit, order, codes in columns
        ]
        sheets.append({k: v for k, v in said.items() if v or k == "records"})
    return {"sheets": sheets}
