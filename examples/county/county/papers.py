"""Acceptance, documents, reported figures, and what is said to be complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from county import facts
from county.book import Book, floor_id, room_id, slashed
from county.facts import SITES, TODAY, Published, Site
from county.fixtures import CAMERA_MISSING, CAMERA_PLACES
from county.people import Member
from county.staffing import GROUPS

_ITEMS = ("空调通风", "监控覆盖", "污水处理", "门窗安全", "医废通道")
# Collections of an open site that its records desk declares complete.
_COMPLETE = {
    "staff": "Staff",
    "posts": "TeamPost",
    "zones": "Zone",
    "passages": "Passage",
    "devices": "Device",
    "acceptances": "Acceptance",
    "waste_stores": "WasteStore",
    "registered_stays": "Stay",
    "waste_batches": "WasteBatch",
    "sewage_log": "SewageLog",
}
# What two desks have not declared, so that some questions stay open.
_UNDECLARED = {("S3", "posts"), ("S3", "sewage_log"), ("S2", "passages")}
_FLOOR_UNDECLARED = "S3/6F"

Declare = Callable[[str, str, int | None, date], None]


def make(book: Book, members: list[Member]) -> None:
    """Add the papers."""
    for site in facts.OPEN_SITES:
        _acceptances(book, site)
    _documents(book)
    _leaders(book)
    _reports(book)
    _figures(book)
    _registers(book, members)


def _acceptances(book: Book, site: Site) -> None:
    """Add five checks by the CDC; one date has no year, one item was redone."""
    assert site.opened is not None
    day = site.opened.date() - timedelta(days=3)
    for number, item in enumerate(_ITEMS, start=1):
        redone = (site.id, item) == ("S1", "门窗安全")
        angles = [p for p in CAMERA_PLACES if (site.id, p) != CAMERA_MISSING]
        book.add(
            "Acceptance",
            id=f"YS-{site.id}-{number}",
            site_id=site.id,
            item=item,
            inspector_org="疾控",
            inspector=f"疾控专家{number}",
            # One day was written without its year, so nobody can be sure of it.
            date=f"{day.month}月{day.day}日"
            if (site.id, item) == ("S2", "医废通道")
            else slashed(day),
            result="不合格" if redone else "合格",
            recheck_date=day + timedelta(days=2) if redone else None,
            recheck_result="合格" if redone else None,
            angles_ok=angles if item == "监控覆盖" else None,
            hazards="2间限位器松动" if redone else None,
        )
    book.add(
        "Inspection",
        id=f"DC-{site.id}",
        region_id=facts.REGION,
        site_id=site.id,
        kind="风险评估",
        org="疾控",
        date=day - timedelta(days=1),
        location_ok=True,
        layout_ok=True,
        facilities_ok=None if site.id == "S3" else True,
    )


def _documents(book: Book) -> None:
    for group, _, letter in GROUPS:
        book.add(
            "Document",
            id=f"WJ-职责-{letter}",
            region_id=facts.REGION,
            group=group,
            kind="岗位职责",
            title=f"{group}工作职责",
            signed_date=date(2022, 3, 18),
        )
    book.add(
        "Document",
        id="WJ-启用",
        region_id=facts.REGION,
        kind="分级启用方案",
        title="储备隔离点分级启用方案",
        signed_date=date(2022, 3, 15),
    )
    for site in facts.OPEN_SITES:
        assert site.opened is not None
        book.add(
            "Document",
            id=f"WJ-消毒-{site.id}",
            site_id=site.id,
            kind="消毒方案",
            title=f"{site.name}消毒方案",
            signed_date=site.opened.date() - timedelta(days=2),
            states_method=True,
            states_time=True,
            states_area=True,
            states_person=None if site.id == "S2" else True,
        )


def _leaders(book: Book) -> None:
    """Add six heads and eight deputies; two heads answer for two sites."""
    for site in SITES:
        for role, name in (("点长", site.head), ("副组长", site.deputy)):
            book.add(
                "Duty",
                id=f"ZR-{len(book.rows['Duty']) + 1:02d}",
                region_id=facts.REGION,
                site_id=site.id,
                role=role,
                name=name,
                body="隔离点工作专班",
                start=datetime(2022, 3, 15, 9, 0),
            )
    book.add(
        "Duty",
        id="ZR-17",
        region_id=facts.REGION,
        role="值班员",
        name="值班员甲",
        body=facts.HEADQUARTERS,
        start=datetime.combine(TODAY, time(8)),
    )


def _reports(book: Book) -> None:
    """Add the daily reports of two days: one late, two of today not yet due."""
    for day in (TODAY - timedelta(days=1), TODAY):
        for site in facts.OPEN_SITES:
            deadline = datetime.combine(day, time(18))
            sent: datetime | None = datetime.combine(day, time(16, 40))
            if day == TODAY and site.id != "S1":
                sent = None
            elif site.id == "S2":
                sent = deadline + timedelta(minutes=50)
            book.add(
                "Report",
                id=f"RB-{site.id}-{day:%m%d}",
                unit=f"Site:{site.id}",
                region_id=facts.REGION,
                site_id=site.id,
                stream="隔离点",
                date=day,
                zero=False if sent else None,
                deadline_at=deadline,
                sent_at=sent,
                received_at=sent + timedelta(minutes=5) if sent else None,
            )


def _figures(book: Book) -> None:
    """Add the published totals, and the population that nobody published."""
    p = Published()
    totals = (
        ("储备隔离点", p.sites, "个"),
        ("储备房间", p.rooms, "间"),
        ("已启用隔离点", p.open_sites, "个"),
        ("已启用房间", p.open_rooms, "间"),
        ("在隔离人数", p.people, "人"),
        ("在用房间", p.rooms_used, "间"),
        ("工作人员", p.staff, "人"),
    )
    as_of = datetime.combine(TODAY, time(17))
    for name, value, unit in totals:
        book.add(
            "Figure",
            subject=f"Region:{facts.REGION}",
            region_id=facts.REGION,
            name=name,
            value=value,
            unit=unit,
            as_of=as_of,
            qualifier="准确",
            source="县级报告",
        )
    book.add(
        "Figure",
        subject=f"Region:{facts.REGION}",
        region_id=facts.REGION,
        name="房间使用率",
        value=58.8,
        unit="%",
        as_of=as_of,
        qualifier="约",
        numerator=p.rooms_used,
        denominator=p.open_rooms,
        source="县级报告",
    )
    book.add(
        "Figure",
        subject=f"Region:{facts.REGION}",
        region_id=facts.REGION,
        name="常住人口",
        value=facts.POPULATION,
        unit="人",
        as_of=as_of,
        qualifier="约",
        source="假定",
        raw="原报告未载人口，31万为假定值",
    )


def _registers(book: Book, members: list[Member]) -> None:
    def declare(parent: str, collection: str, count: int | None, day: date) -> None:
        book.add(
            "Register",
            parent=parent,
            collection=collection,
            as_of=day,
            count=count,
            stated_by="综合组",
        )

    declare(f"Region:{facts.REGION}", "sites", len(book.rows["Site"]), TODAY)
    for site in facts.OPEN_SITES:
        for collection, record in _COMPLETE.items():
            if (site.id, collection) not in _UNDECLARED:
                rows = book.of_site(record, site.id)
                declare(f"Site:{site.id}", collection, len(rows), TODAY)
    _room_registers(book, declare)
    _small_registers(book, members, declare)


def _small_registers(book: Book, members: list[Member], declare: Declare) -> None:
    """Declare what was done for stays, at posts, on floors and by staff."""
    of_room = {room_id(room): room["floor_id"] for room in book.rows["Room"]}
    for member in members:
        if of_room[room_id(member.room)] != _FLOOR_UNDECLARED:
            for collection in ("observations", "samples", "clinical_needs"):
                declare(f"Stay:{member.stay['id']}", collection, None, TODAY)
    site = facts.OPEN_SITES[2]  # says that its empty floors have no post
    for level in range(1, len(site.floors) + 1):
        if facts.held_floor(site.id, level) is None:
            declare(f"Floor:{floor_id(site.id, level)}", "posts", 0, TODAY)
    for post in book.rows["TeamPost"]:
        declare(f"TeamPost:{post['site_id']}/{post['label']}", "shifts", None, TODAY)
    for site in facts.OPEN_SITES[:2]:
        for person in book.of_site("Staff", site.id):
            declare(f"Staff:{person['id']}", "cycles", 1, TODAY)


def _room_registers(book: Book, declare: Declare) -> None:
    given: dict[str, int] = {}
    for row in book.rows["RoomAssignment"]:
        given[row["room_id"]] = given.get(row["room_id"], 0) + 1
    for site in facts.OPEN_SITES:
        for room in book.of_site("Room", site.id):
            if room["floor_id"] != _FLOOR_UNDECLARED:
                name = room_id(room)
                declare(f"Room:{name}", "assignments", given.get(name, 0), TODAY)
