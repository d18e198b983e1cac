"""Small tables for notebooks: static HTML, every value escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], *, caption: str = ""
) -> str:
    """Return an HTML table; `caption` says what was left out."""
    head = "".join(f"<th>{escape(header)}</th>" for header in headers)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_text(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    shown = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{shown}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def lines(texts: Iterable[str]) -> str:
    """Return lines of text as they would stand on a terminal."""
    return f"<pre>{escape(chr(10).join(texts))}</pre>"


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return ", ".join(_text(item) for item in cell)
    return str(cell)
