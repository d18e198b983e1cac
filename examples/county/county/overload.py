"""Another evening: coaches bring more groups than there are free floors.

Nobody was announced, so no party stands in the book; chain L07 is that of
people who came days ago, as a new batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from county.book import Book, text
from county.tables import Row

ARRIVED = datetime(2022, 4, 10, 16, 20)
NAMED = datetime(2022, 4, 10, 6, 30)


@dataclass(frozen=True)
class Coach:
    """People of one chain: those alone, and pairs of an adult and a child."""

    chain: str
    contact: str
    risk: str
    singles: int
    pairs: int = 0
    announced_early: bool = False


COACHES = (
    Coach("K2-A", "密切接触者", "高风险", 62, pairs=12),
    Coach("K2-B", "密切接触者", "高风险", 38, pairs=4, announced_early=True),
    Coach("K2-C", "次密接", "中风险", 34, pairs=6),
    Coach("K2-D", "密切接触者", "高风险", 11),
    Coach("K2-E", "次密接", "低风险", 3),
    Coach("L07", "密切接触者", "高风险", 9),
)


class Overload:
    """Makes the arrivals of that evening.

    Attributes
    ----------
    people : list of dict
        Rows of Person.
    """

    def __init__(self, book: Book) -> None:
        self._rng = book.rng("overload")
        self.people: list[Row] = []
        for coach in COACHES:
            for number in range(coach.pairs):
                party = f"{coach.chain}-J{number + 1:02d}"
                adult = self._person(coach, self._rng.range(26, 47), party)
                child = self._person(coach, self._rng.range(1, 13), party)
                child["carer_id"] = adult["id"]
                adult["carer_consents"] = "是"
            for _ in range(coach.singles):
                self._person(coach, self._rng.range(19, 84))
        _plant(self.people)

    def _person(self, coach: Coach, age: int, party: str = "") -> Row:
        rng = self._rng
        row: Row = {
            "id": f"KC-{len(self.people) + 1:03d}",
            "age": str(age),
            "sex": rng.choice(("女", "男")),
            "language": "zh",
            "party_id": party,
            "contact_type": coach.contact,
            "risk_class": coach.risk,
            "chain_id": coach.chain,
            "last_exposure": "2022-04-09",
            "named_at": text(NAMED if coach.announced_early else ARRIVED),
            "arrived_at": text(ARRIVED),
            "temperature": f"36.{rng.range(1, 8)}",
            "symptoms": "无",
            "test_result": "待出结果",
            "mobility": "自理",
            "serious_disease": "否",
            "chronic_disease": "是" if age > 55 and rng.chance(1, 3) else "否",
            "home_option_assessed": "是",
            "home_suitable": "否",
        }
        self.people.append(row)
        return row


def _plant(people: list[Row]) -> None:
    """Make some of those who travel alone the ones that a desk must not miss."""
    alone = [row for row in people if not row["party_id"]]
    for row in (alone[5], alone[70]):
        row.update(mobility="轮椅", needs_accessible="是")
    alone[9].update(age="16", remark="无成年人陪同，需先指定陪护人")
