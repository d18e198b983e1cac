"""The coming days: groups that are announced, each for a day.

Nobody has come yet, so nothing is known of temperatures and symptoms; for a
few the time of arrival or the last exposure was not told either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from county.book import Book, text
from county.tables import Row

NAMED = datetime(2022, 4, 10, 12, 0)


@dataclass(frozen=True)
class Announced:
    """A group of one chain that is to come together."""

    at: datetime
    chain: str
    contact: str
    risk: str
    singles: int
    pairs: int = 0  # of an adult and a child


GROUPS = (
    Announced(datetime(2022, 4, 11, 19), "D-A", "密切接触者", "高风险", 58, pairs=6),
    Announced(datetime(2022, 4, 12, 21), "D-B", "密切接触者", "高风险", 66),
    Announced(datetime(2022, 4, 13, 15), "D-C", "次密接", "中风险", 34, pairs=4),
    Announced(datetime(2022, 4, 14, 23, 30), "D-D", "密切接触者", "高风险", 31),
    Announced(datetime(2022, 4, 17, 0, 20), "D-E", "密切接触者", "高风险", 44, pairs=2),
    Announced(datetime(2022, 4, 27, 18), "D-F", "次密接", "中风险", 20),
)


class Coming:
    """Makes the arrivals of those days.

    Attributes
    ----------
    people : list of dict
        Rows of Person.
    """

    def __init__(self, book: Book) -> None:
        self._rng = book.rng("coming")
        self.people: list[Row] = []
        for group in GROUPS:
            for number in range(group.pairs):
                party = f"{group.chain}-J{number + 1:02d}"
                adult = self._person(group, self._rng.range(26, 47), party)
                child = self._person(group, self._rng.range(1, 13), party)
                child["carer_id"] = adult["id"]
                adult["carer_consents"] = "是"
            for _ in range(group.singles):
                self._person(group, self._rng.range(19, 84))
        alone = [row for row in self.people if not row["party_id"]]
        alone[60].update(arrived_at="")
        for row in alone[126:129]:
            row.update(last_exposure="")

    def _person(self, group: Announced, age: int, party: str = "") -> Row:
        exposed = group.at - timedelta(days=2)
        row: Row = {
            "id": f"KD-{len(self.people) + 1:03d}",
            "age": str(age),
            "sex": self._rng.choice(("女", "男")),
            "language": "zh",
            "party_id": party,
            "contact_type": group.contact,
            "risk_class": group.risk,
            "chain_id": group.chain,
            "last_exposure": f"{exposed:%Y-%m-%d}",
            "named_at": text(NAMED),
            "arrived_at": text(group.at),
            "mobility": "自理",
            "home_option_assessed": "是",
            "home_suitable": "否",
        }
        self.people.append(row)
        return row
