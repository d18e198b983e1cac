"""The records made so far, and how values are spelled in the files."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from county.rng import SplitMix64
from county.tables import Row

LIST_SEPARATOR = "、"


class Book:
    """Rows of every record, in the order in which they were made.

    Parameters
    ----------
    seed : int
        Decides every number that the published totals leave open.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.rows: dict[str, list[Row]] = defaultdict(list)

    def rng(self, name: str) -> SplitMix64:
        """Return the random stream called ``name``."""
        return SplitMix64(self._seed, name)

    def add(self, record: str, **fields: object) -> Row:
        """Append a row and return it; None and "" leave the cell blank."""
        row = {name: text(value) for name, value in fields.items() if value is not None}
        self.rows[record].append(row)
        return row

    def of_site(self, record: str, site: str) -> list[Row]:
        """Return the rows of ``record`` whose ``site_id`` is ``site``."""
        return [row for row in self.rows[record] if row.get("site_id") == site]


def text(value: object) -> str:
    """Return a value as the county types it: 是/否, ISO days, local times."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return LIST_SEPARATOR.join(str(item) for item in value)
    return str(value)


def slashed(day: date) -> str:
    """Return a day as 2022/4/10, year first, so that it stays unambiguous."""
    return f"{day.year}/{day.month}/{day.day}"


def floor_label(level: int) -> str:
    """Return the text on the wall: 3F."""
    return f"{level}F"


def floor_id(site: str, level: int) -> str:
    """Return the id of a floor: S1/3F."""
    return f"{site}/{floor_label(level)}"


def room_label(level: int, number: int) -> str:
    """Return the number on the door: 304."""
    return f"{level}{number:02d}"


def room_id(row: Row) -> str:
    """Return the id that the key of a room makes: S1/304."""
    return f"{row['site_id']}/{row['label']}"
