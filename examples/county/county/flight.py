"""The evening flight: 186 people in two cohorts, before triage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from county.book import Book, text
from county.rng import SplitMix64
from county.tables import Row

LANDED = datetime(2022, 4, 10, 15, 40)


@dataclass(frozen=True)
class Family:
    """How many parties of a make-up there are: ages of adults and minors.

    ``shared`` parties asked to share and were assessed as those who may.
    """

    count: int
    adults: int
    minors: int
    shared: bool = True


@dataclass(frozen=True)
class FlightCohort:
    """One half of the flight."""

    chain: str
    contact: str
    risk: str
    singles: int
    families: tuple[Family, ...] = field(default_factory=tuple)


COHORTS = (
    FlightCohort(
        "F7C-A",
        "密切接触者",
        "高风险",
        54,
        (
            Family(5, 1, 1),
            Family(2, 2, 0),
            Family(2, 2, 0, shared=False),
            Family(5, 2, 1),
            Family(2, 1, 2),
            Family(5, 2, 2),
            Family(1, 2, 3),
        ),
    ),
    FlightCohort(
        "F7C-B",
        "次密接",
        "中风险",
        31,
        (
            Family(4, 1, 1),
            Family(1, 2, 0, shared=False),
            Family(4, 2, 1),
            Family(1, 1, 2),
            Family(3, 2, 2),
        ),
    ),
)


class Flight:
    """Makes the arrivals; their parties were announced and stand in the book.

    Attributes
    ----------
    people : list of dict
        Rows of Person.
    """

    def __init__(self, book: Book) -> None:
        self._rng = book.rng("flight")
        self.people: list[Row] = []
        self._book = book
        self._parties = 0
        singles: dict[str, list[Row]] = {}
        for cohort in COHORTS:
            for family in cohort.families:
                for _ in range(family.count):
                    self._family(cohort, family)
            singles[cohort.chain] = [
                self._person(cohort, self._rng.range(19, 71))
                for _ in range(cohort.singles)
            ]
        _plant(singles["F7C-A"], singles["F7C-B"])

    def _family(self, cohort: FlightCohort, family: Family) -> None:
        self._parties += 1
        party = f"F7C-J{self._parties:02d}"
        self._book.add(
            "Party",
            id=party,
            kind="家庭",
            one_room=True,
            consented=True if family.shared else None,
        )
        elderly = family.minors == 0 and family.shared
        low, high = (66, 79) if elderly else (26, 47)
        adults = [
            self._person(cohort, self._rng.range(low, high), party)
            for _ in range(family.adults)
        ]
        minors = [
            self._person(cohort, self._rng.range(1, 13), party)
            for _ in range(family.minors)
        ]
        for person in adults + minors:
            person["share_requested"] = "是"
            person["share_assessed"] = "是" if family.shared else ""
        for i, minor in enumerate(minors):
            carer = adults[i % len(adults)]
            minor["carer_id"] = carer["id"]
            carer["carer_consents"] = "是"
        if elderly:
            adults[0].update(mobility="需协助", carer_id=adults[1]["id"])
            adults[1]["carer_consents"] = "是"

    def _person(self, cohort: FlightCohort, age: int, party: str = "") -> Row:
        rng = self._rng
        row: Row = {
            "id": f"F7C-{len(self.people) + 1:03d}",
            "age": str(age),
            "sex": _sex(rng),
            "language": "zh",
            "party_id": party,
            "contact_type": cohort.contact,
            "risk_class": cohort.risk,
            "chain_id": cohort.chain,
            "batch_id": f"{cohort.chain}-0410",
            "last_exposure": date(2022, 4, 10).isoformat(),
            "named_at": text(LANDED),
            "arrived_at": text(LANDED),
            "temperature": f"36.{rng.range(1, 8)}",
            "symptoms": "无",
            "test_result": "待出结果",
            "mobility": "自理",
            "serious_disease": "否",
            "chronic_disease": "是" if age > 55 and rng.chance(1, 3) else "否",
        }
        if not rng.chance(1, 9):  # home was looked at, and would not do
            row.update(home_option_assessed="是", home_suitable="否")
        self.people.append(row)
        return row


def _sex(rng: SplitMix64) -> str:
    return rng.choice(("女", "男"))


def _plant(high: list[Row], medium: list[Row]) -> None:
    """Make five of those who travel alone the ones that a desk must not miss."""
    high[7].update(temperature="38.2", symptoms="发热、咳嗽", remark="落地检疫测温异常")
    high[19].update(age="15", remark="无成年人陪同，需先指定陪护人")
    high[31].update(mobility="轮椅", needs_accessible="是")
    high[40].update(language="en", needs="翻译")
    medium[11].update(
        needs="血透",
        serious_disease="是",
        chronic_disease="是",
        remark="每周二、四、六透析",
    )
