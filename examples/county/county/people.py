"""The isolated people: persons, parties, stays and rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from county import facts
from county.book import Book, floor_id, room_id, text
from county.facts import COHORTS, TODAY, Cohort, HeldFloor
from county.rng import SplitMix64
from county.tables import Row

_DAILY_FROM_AGE = 60


@dataclass
class Member:
    """One stay in the making."""

    person: Row
    stay: Row
    room: Row
    start: datetime
    end: datetime | None
    planned_end: date


class Rooms:
    """The rooms of one held floor, handed out one by one."""

    def __init__(self, book: Book, plan: HeldFloor, rng: SplitMix64) -> None:
        floor = floor_id(plan.site, plan.level)
        free = [
            row
            for row in book.of_site("Room", plan.site)
            if row["floor_id"] == floor and row.get("use") == "隔离"
        ]
        order = rng.sample(range(len(free)), len(free))
        self._rng = rng
        self._free = [free[i] for i in order]

    def take(self, *, two_beds: bool = False) -> Row:
        """Return a random free room, with one bed or with two."""
        suitable = [r for r in self._free if not two_beds or r["beds"] == "2"]
        row = self._rng.choice(suitable)
        self._free.remove(row)
        return row


class _Floor:
    """Fills one held floor as its plan says."""

    def __init__(self, book: Book, plan: HeldFloor) -> None:
        self.book = book
        self.plan = plan
        self.cohort = COHORTS[plan.cohort]
        self.rng = book.rng(f"people {plan.site} {plan.level}")
        self.rooms = Rooms(book, plan, self.rng)
        self.members: list[Member] = []

    def fill(self) -> list[Member]:
        """Give out the rooms and return everybody who was ever in them."""
        plan = self.plan
        for _ in range(plan.pairs):
            self._pair(self.rooms.take(two_beds=True))
        for i in range(plan.occupied - plan.pairs):
            stray = i == 0 and (plan.site, plan.level) == facts.STRAY[:2]
            self._inside(self.rooms.take(), COHORTS[facts.STRAY[2]] if stray else None)
        for i in range(plan.awaiting):
            late = (plan.site, plan.level, i) == ("S3", 3, 0)
            self._released(self.rooms.take(), "待消毒", late=late, today=True)
        for _ in range(plan.released):
            self._released(self.rooms.take(), "可用")
        for _ in range(plan.hospital):
            self._to_hospital(self.rooms.take())
        for _ in range(plan.out_of_order):
            self.rooms.take()["state"] = "故障"
        for _ in range(plan.unassigned):
            self.rooms.take()["state"] = "在用"
        return self.members

    def _pair(self, room: Row) -> None:
        party = self.book.add(
            "Party",
            id=f"G-{len(self.book.rows['Party']) + 1:02d}",
            kind="陪护组合",
            size=2,
            one_room=True,
            consented=True,
        )
        carer = self._person(self.cohort, age=self.rng.range(27, 52))
        child = self._person(self.cohort, age=self.rng.range(2, 13))
        carer.update(party_id=party["id"], carer_consents="是")
        child.update(party_id=party["id"], carer_id=carer["id"])
        for person in (carer, child):
            person.update(share_requested="是", share_assessed="是")
        start = self._intake(self.cohort, carer)
        for field in ("last_exposure", "arrived_at", "named_at"):
            child[field] = carer[field]
        for person in (carer, child):
            self._stay(person, self.cohort, room, start, share="14岁以下儿童陪护")
        room["state"] = "已入住"

    def _inside(self, room: Row, cohort: Cohort | None) -> None:
        cohort = cohort or self.cohort
        person = self._person(cohort)
        self._stay(person, cohort, room, self._intake(cohort, person))
        room["state"] = "已入住"

    def _released(
        self, room: Row, state: str, *, late: bool = False, today: bool = False
    ) -> None:
        cohort = self.cohort
        assert cohort.released is not None
        last = TODAY - timedelta(days=cohort.days)  # its release is today
        if late or not today:
            last -= timedelta(days=1)
        first = last if today else cohort.released[0]
        person = self._person(cohort, exposure=(first, last))
        planned = date.fromisoformat(person["last_exposure"]) + timedelta(
            days=cohort.days
        )
        hour = time(self.rng.range(9, 11), self.rng.range(0, 59))
        end = datetime.combine(TODAY if late else planned, hour)
        member = self._stay(person, cohort, room, self._intake(cohort, person), end)
        member.stay.update(
            state="解除隔离",
            end_reason="期满",
            certificate_no=f"JC{member.stay['id'][3:]}",
            community_ack_at=text(end + timedelta(hours=self.rng.range(2, 5))),
            community_name=self.rng.choice(("东坝社区", "青石社区", "柳溪村")),
        )
        if self.rng.chance(1, 6):
            del member.stay["community_ack_at"]
        room["state"] = state

    def _to_hospital(self, room: Row) -> None:
        person = self._person(self.cohort)
        start = self._intake(self.cohort, person)
        end = datetime.combine(
            TODAY - timedelta(days=1), time(self.rng.range(1, 6), 20)
        )
        member = self._stay(person, self.cohort, room, start, end)
        member.stay.update(state="已转运", end_reason="转院")
        room["state"] = "可用"

    def _intake(self, cohort: Cohort, person: Row) -> datetime:
        """Return when a person came in: within two days of the batch's first."""
        day = max(cohort.first_intake, date.fromisoformat(person["last_exposure"]))
        if day == cohort.first_intake and self.rng.chance(2, 5):
            day += timedelta(days=1)
        at = datetime.combine(day, time(self.rng.range(11, 21), self.rng.range(0, 59)))
        person["arrived_at"] = text(at - timedelta(minutes=self.rng.range(10, 45)))
        person["named_at"] = text(at - timedelta(minutes=self.rng.range(120, 440)))
        return at

    def _person(
        self,
        cohort: Cohort,
        age: int | None = None,
        exposure: tuple[date, date] | None = None,
    ) -> Row:
        rng = self.rng
        first, last = exposure or cohort.inside
        exposed = first + timedelta(days=rng.range(0, (last - first).days))
        age = age if age is not None else rng.range(18, 78)
        return self.book.add(
            "Person",
            id=f"P-{len(self.book.rows['Person']) + 1:04d}",
            age=age,
            sex=rng.choice(("女", "男")),
            language="zh",
            contact_type="密接的密接" if cohort.second_order else "密接",
            risk_class="中" if cohort.second_order else "高",
            chain_id=cohort.chain,
            batch_id=cohort.batch,
            last_exposure=exposed,
            temperature=f"36.{rng.range(1, 8)}",
            symptoms="无",
            test_result="阴",
            mobility="自理",
            pregnant=False,
            serious_disease=False,
            distress=False,
            chronic_disease=None
            if rng.chance(1, 12)
            else age > 60 and rng.chance(1, 2),
        )

    def _stay(
        self,
        person: Row,
        cohort: Cohort,
        room: Row,
        start: datetime,
        end: datetime | None = None,
        share: str | None = None,
    ) -> Member:
        planned = date.fromisoformat(person["last_exposure"]) + timedelta(
            days=cohort.days
        )
        number = len(self.book.rows["Stay"]) + 1
        stay = self.book.add(
            "Stay",
            id=f"ST-{number:04d}",
            person_id=person["id"],
            order_id=f"JD-{number:04d}",
            site_id=self.plan.site,
            place="集中隔离",
            state="隔离中",
            start=start,
            end=end,
            planned_end=planned,
            contact_type=person["contact_type"],
            risk_class=person["risk_class"],
            chain_id=cohort.chain,
            batch_id=cohort.batch,
            last_exposure=person["last_exposure"],
            reception_owner=f"{self.plan.site}接收组",
            observation_owner=f"{self.plan.site}观察组",
            release_owner=f"{self.plan.site}联络组",
        )
        self.book.add(
            "RoomAssignment",
            stay_id=stay["id"],
            room_id=room_id(room),
            start=start,
            end=end,
            share_basis=share,
            decided_by=f"{self.plan.site}联络组",
        )
        member = Member(person, stay, room, start, end, planned)
        self.members.append(member)
        return member


def make(book: Book) -> list[Member]:
    """Add everybody who is or was inside; return them in order of their stays."""
    members: list[Member] = []
    for plan in facts.HELD:
        members += _Floor(book, plan).fill()
    _plant(members)
    _link_second_order(book, members)
    _site_totals(book, members)
    return members


def inside(members: list[Member]) -> list[Member]:
    """Return those still there."""
    return [member for member in members if member.end is None]


def _plant(members: list[Member]) -> None:
    """Blot out a few facts and add the people who need more than a room."""
    site, level = facts.CHAIN_UNKNOWN
    floor = floor_id(site, level)
    unknown = next(m for m in inside(members) if m.room["floor_id"] == floor)
    for row in (unknown.person, unknown.stay):
        row["chain_id"] = "不详"
    adults = [m for m in inside(members) if "party_id" not in m.person]
    adults[30].person.update(sex="女", age="31", pregnant="是")
    adults[77].person.update(age="76", mobility="半自理", serious_disease="不详")
    adults[112].person.update(age="71", serious_disease="是")
    adults[150].person["age"] = "*"
    del adults[9].person["age"]
    adults[180].person["language"] = "en"
    for i in (50, 95, 140):
        del adults[i].person["pregnant"]
    for i in (21, 60):
        del adults[i].person["distress"]
    for i in (12, 13, 171):
        adults[i].stay["release_owner"] = "待定"
    _daily_list(members)


def _daily_list(members: list[Member]) -> None:
    """Put the old, the pregnant and the seriously ill on the daily list.

    Two of them were forgotten, and of three nobody knows.
    """
    special = [
        m
        for m in inside(members)
        if int(m.person.get("age", "0").replace("*", "0")) >= _DAILY_FROM_AGE
        or "是" in (m.person.get("pregnant"), m.person["serious_disease"])
    ]
    for member in inside(members):
        member.stay["daily_check"] = "是" if member in special else "否"
    for i in (4, 23):
        special[i].stay["daily_check"] = "否"
    for i in (9, 31, 40):
        del special[i].stay["daily_check"]


def _link_second_order(book: Book, members: list[Member]) -> None:
    """Name the contact behind each contact of a contact, where one is inside."""
    rng = book.rng("links")
    first = [m for m in members if m.person["risk_class"] == "高"]
    for member in members:
        if member.person["risk_class"] != "中" or rng.chance(1, 10):
            continue
        chain = member.person["chain_id"]
        linked = [m for m in first if m.person["chain_id"] == chain]
        member.stay["linked_person_id"] = rng.choice(linked).person["id"]


def _site_totals(book: Book, members: list[Member]) -> None:
    """Write on each open site's row what the report would count."""
    for site in book.rows["Site"]:
        if site["status"] != "已启用":
            continue
        here = [m for m in inside(members) if m.stay["site_id"] == site["id"]]
        used = [
            row
            for row in book.of_site("Room", site["id"])
            if row["state"] in ("在用", "已入住", "待消毒")
        ]
        shared = [m for m in here if "carer_consents" in m.person]
        site.update(
            people_reported=str(len(here)),
            rooms_used=str(len(used)),
            accompanied=str(len(shared)),
        )
