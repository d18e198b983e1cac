"""What a workbook is before anybody parses it: small enough, and where it failed.

The parser that reads workbooks makes a dense grid of every sheet and leaves out
cells that failed. So the parts are unzipped here first, within a limit, and looked
through for how large the grid would be and which cells hold no value of their own.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

from quaranta._errors import InvalidArgumentError, LimitExceededError

_CHUNK = 1 << 20
_LOCAL_HEADER = 30
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1

# A cell that holds something: its reference, if it writes one.
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])"
    rb"(?:[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,8})[\"'])?"
    rb"[^>]*(?<!/)>(?!\s*</)"
)
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])(?:[^>]*?\sr\s*=\s*[\"'](\d{1,8})[\"'])?")
# A cell of type "error", and what it shows.
_ERROR = re.compile(
    rb"<(?:\w+:)?c(?=[^>]*?\st\s*=\s*[\"']e[\"'])"
    rb"[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,8})[\"'][^>]*(?<!/)>"
    rb"(?:(?!</?(?:\w+:)?c[\s>]).)*?<(?:\w+:)?v[^>]*>([^<]*)</",
    re.DOTALL,
)
# A formula that was never computed: programs write such cells, Excel does not.
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,8})[\"'][^>]*(?<!/)>"
    rb"\s*<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)</(?:\w+:)?f>\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass
class Look:
    """What one sheet would become.

    Attributes
    ----------
    rows, columns : int
        Up to the last cell that holds something.
    failed : dict
        By row and column, from 0: an error (``"#DIV/0!"``) or a formula that
        nobody computed (``"=SUM(A1:A9)"``).
    """

    rows: int = 0
    columns: int = 0
    failed: dict[tuple[int, int], str] = field(default_factory=dict)


def look(file: IO[bytes], *, unzipped: int) -> dict[str, Look]:
    """Unzip every part once, within a limit; look at the sheets of a workbook.

    Parameters
    ----------
    file : binary file
        At its beginning.
    unzipped : int
        How many bytes all parts may have together.

    Returns
    -------
    dict
        The sheets of a workbook of Excel by name; nothing for other archives.

    Raises
    ------
    InvalidArgumentError
        It is no archive, damaged, encrypted, or packed as no workbook is.
    LimitExceededError
        The parts are larger.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {}
            for info in archive.infolist():
                data = b"".join(_unzip(file, info, unzipped))
                unzipped -= len(data)
                if info.filename in parts:
                    message = f"the archive holds {info.filename} twice"
                    raise InvalidArgumentError(message)
                if info.filename.endswith((".xml", ".rels")):
                    _check_xml(info.filename, data)
                    parts[info.filename] = data
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        message = f"the archive is damaged: {error}"
        raise InvalidArgumentError(message) from error
    except (OSError, ValueError, UnicodeError) as error:
        if isinstance(error, InvalidArgumentError):
            raise
        message = f"the archive cannot be read: {error}"
        raise InvalidArgumentError(message) from error
    return {name: _look_at(parts[part]) for name, part in _sheets(parts)}


def _unzip(file: IO[bytes], info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """Yield the bytes of a part as they are, not as its header says."""
    if info.flag_bits & _ENCRYPTED:
        message = "the workbook is protected by a password"
        raise InvalidArgumentError(message)
    if info.compress_type not in (_STORED, _DEFLATED):
        message = f"{info.filename} is packed as no workbook is"
        raise InvalidArgumentError(message)
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        raise EOFError
    names = int.from_bytes(header[26:28], "little")
    names += int.from_bytes(header[28:30], "little")
    file.seek(names, 1)
    left = info.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0:
        packed = file.read(min(left, _CHUNK))
        if not packed:
            raise EOFError
        left -= len(packed)
        while packed:
            if info.compress_type == _STORED:
                data, packed = packed, b""
            else:
                data = inflate.decompress(packed, _CHUNK)
                packed = inflate.unconsumed_tail
            limit -= len(data)
            if limit < 0:
                message = "unpacked it is larger than the limit"
                raise LimitExceededError(message)
            yield data


def _check_xml(name: str, data: bytes) -> None:
    """Refuse what no program writes into a workbook, but an attacker may."""
    if b"<!DOCTYPE" in data[:4096] or b"\0" in data[:64]:
        message = f"{name} is no part of a workbook"
        raise InvalidArgumentError(message)


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of every sheet."""
    book = parts.get("xl/workbook.xml")
    relations = parts.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    try:
        targets = {
            item.get("Id"): item.get("Target", "")
            for item in ElementTree.fromstring(relations)
        }
        for item in ElementTree.fromstring(book).iter():
            if not item.tag.endswith("}sheet"):
                continue
            target = targets.get(item.get(_RELATION) or item.get(_STRICT)) or ""
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            if part in parts:
                yield item.get("name", ""), part
    except ElementTree.ParseError as error:
        message = f"the workbook is damaged: {error}"
        raise InvalidArgumentError(message) from error


def _look_at(xml: bytes) -> Look:
    seen = Look()
    cells = _CELL.findall(xml)
    columns = {column for column, _ in cells}
    rows = {row for _, row in cells}
    seen.columns = max((_column(column) + 1 for column in columns), default=0)
    seen.rows = max((int(row or 0) for row in rows), default=0)
    if b"" in rows:  # cells without a reference stand where they are written
        numbers = [int(number or 0) for number in _ROW.findall(xml)]
        seen.rows = max(seen.rows, len(numbers), *numbers, 0)
        for row in _ROW.split(xml)[2::2]:
            seen.columns = max(seen.columns, len(_CELL.findall(row)))
    # Most sheets have neither, which is quickly seen.
    for pattern, mark, lead in (
        (_ERROR, rb"\st\s*=\s*[\"']e[\"']", ""),
        (_UNCOMPUTED, rb"<(?:\w+:)?f[\s>]", "="),
    ):
        if re.search(mark, xml) is None:
            continue
        for column, row, shown in pattern.findall(xml):
            place = (int(row) - 1, _column(column))
            seen.failed[place] = lead + shown.decode("utf-8", "replace").strip()
    return seen


def _column(letters: bytes) -> int:
    """Return the number of a column, from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1
