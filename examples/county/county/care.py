"""What was done for each stay: orders, notices, readings, tests, journeys."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from county import facts
from county.book import Book, text
from county.facts import NOW, TODAY
from county.people import Member, inside
from county.rng import SplitMix64
from county.tables import Row

_ALTERNATIVES = ("居家隔离：无单人单间", "居家隔离：同住老人", "居家隔离：合租")
_BUSES = ("岚A-0101", "岚A-0102", "岚A-0103", "岚A-0104")
_AMBULANCE = "岚A-0120"


def make(book: Book, members: list[Member]) -> None:
    """Add everything that hangs on a stay."""
    vehicles(book)
    for member in members:
        _order(book, member)
        _readings(book, member)
        _tests(book, member)
    _notices(book, members)
    _intake_trips(book, members)
    _journeys_out(book, members)
    _plant_readings(book, members)
    _counselling(book, members)


def vehicles(book: Book) -> None:
    """Add the county's transfer vehicles."""
    for i, plate in enumerate(_BUSES):
        book.add(
            "Vehicle",
            plate=plate,
            region_id=facts.REGION,
            kind="客车",
            seats=33,
            closed_loop=True,
            wheelchair=i == 3 or None,
            in_service=True,
        )
    book.add(
        "Vehicle",
        plate=_AMBULANCE,
        region_id=facts.REGION,
        kind="救护车",
        seats=3,
        closed_loop=True,
        negative_pressure=True,
        wheelchair=True,
        in_service=True,
    )
    book.add(
        "Vehicle",
        plate="岚A-0130",
        region_id=facts.REGION,
        kind="医废车",
        closed_loop=True,
        in_service=True,
    )


def _order(book: Book, member: Member) -> None:
    rng = book.rng(f"order {member.stay['id']}")
    issued = member.start - timedelta(minutes=rng.range(60, 110))
    book.add(
        "Order",
        id=member.stay["order_id"],
        person_id=member.person["id"],
        region_id=facts.REGION,
        authority=facts.HEADQUARTERS,
        officer="签发人甲",
        basis="传染病防治法第三十九条",
        disease="新冠肺炎",
        issued_at=issued,
        served_at=None
        if rng.chance(1, 60)
        else member.start + timedelta(minutes=rng.range(5, 50)),
        language="en" if member.person.get("language") == "en" else "zh",
        review_at=datetime.combine(member.start.date() + timedelta(days=7), time(10)),
        end_at=datetime.combine(member.planned_end, time(12)),
        measure="集中隔离",
        alternatives=None if rng.chance(1, 9) else rng.choice(_ALTERNATIVES),
    )


def _notices(book: Book, members: list[Member]) -> None:
    rng = book.rng("notices")
    unsigned = {m.stay["id"] for m in rng.sample(inside(members), 7)}
    for member in members:
        given = member.start + timedelta(minutes=rng.range(10, 40))
        signed: datetime | None = given + timedelta(minutes=rng.range(5, 90))
        if member.stay["id"] in unsigned:
            signed = None
        else:
            member.stay["notice_signed_at"] = text(signed)
        book.add(
            "Notice",
            id=f"GZ{member.stay['id'][2:]}",
            stay_id=member.stay["id"],
            kind="入住告知",
            language="zh",
            issued_at=given,
            signed_at=signed,
            says_end_date=member.planned_end,
            says_complaint_way=None if rng.chance(1, 20) else True,
        )


def _readings(book: Book, member: Member) -> None:
    """Add a round in the morning and a reading in the evening of each day.

    The doctor's round takes the temperature and asks for symptoms.
    """
    rng = book.rng(f"readings {member.stay['id']}")
    site = member.stay["site_id"]
    day = member.start.date()
    while day <= TODAY:
        at = datetime.combine(day, time(7, 0)) + timedelta(minutes=rng.range(0, 200))
        asked = {"slot": "上午", "kind": "查房", "symptoms": "无", "asked": True}
        _reading(book, member, rng, at, observer_id=f"{site}-M1", **asked)
        at = datetime.combine(day, time(18, 10)) + timedelta(minutes=rng.range(0, 105))
        nurse = f"{site}-M{rng.range(2, 4)}"
        _reading(book, member, rng, at, observer_id=nurse, slot="下午", kind="测温")
        day += timedelta(days=1)


def _reading(
    book: Book, member: Member, rng: SplitMix64, at: datetime, **more: object
) -> None:
    value = f"36.{rng.range(1, 9)}"
    forgotten = rng.chance(1, 400)
    if not forgotten and member.start < at < (member.end or NOW):
        book.add(
            "Observation",
            stay_id=member.stay["id"],
            at=at,
            temperature=value,
            distress=False,
            **more,
        )


def _plant_readings(book: Book, members: list[Member]) -> None:
    """Plant one fever with its answer, one slip of the decimal point."""
    readings = book.rows["Observation"]

    def find(stay: Row, day: date, slot: str) -> Row:
        return next(
            r
            for r in readings
            if r["stay_id"] == stay["id"]
            and r["at"].startswith(day.isoformat())
            and r.get("slot") == slot
        )

    yesterday = TODAY - timedelta(days=1)
    there = [m for m in inside(members) if m.start.date() < TODAY - timedelta(days=3)]
    warm = there[40]
    reading = find(warm.stay, yesterday, "下午")
    at = datetime.fromisoformat(reading["at"])
    acted = at + timedelta(minutes=38)
    reading |= {
        "temperature": "37.6",
        "symptoms": "咽痛",
        "asked": "是",
        "acted_at": text(acted),
    }
    _fever_answered(book, warm, at, acted)
    _crisis_open(book, there[150])
    find(there[90].stay, yesterday, "下午")["temperature"] = "370"
    find(there[120].stay, TODAY, "上午")["temperature"] = "不详"


def _fever_answered(book: Book, member: Member, at: datetime, acted: datetime) -> None:
    """Add what followed the fever: a ride to the clinic, and back in the morning."""
    site = member.stay["site_id"]
    closed = datetime.combine(TODAY, time(8, 30))
    book.add(
        "Incident",
        id="SJ-001",
        site_id=site,
        stay_id=member.stay["id"],
        kind="发热",
        severity="严重",
        happened_at=at,
        found_at=at,
        action_at=acted,
        action="送发热门诊，核酸阴性，次晨返点",
        closed_at=closed,
        owner=f"{site}观察组",
    )
    _journey(book, member, acted, "送医", "县医院", _AMBULANCE)
    _journey(book, member, closed - timedelta(minutes=75), "就医往返", site, _AMBULANCE)


def _crisis_open(book: Book, member: Member) -> None:
    at = datetime.combine(TODAY, time(16, 20))
    book.add(
        "Incident",
        id="SJ-002",
        site_id=member.stay["site_id"],
        stay_id=member.stay["id"],
        kind="心理危机",
        severity="较重",
        happened_at=at,
        found_at=at,
        action_at=at + timedelta(minutes=15),
        action="心理咨询师电话陪伴",
        owner=f"{member.stay['site_id']}关怀组",
    )
    member.person["distress"] = "是"


def _counselling(book: Book, members: list[Member]) -> None:
    """Add the talks with children and those in distress; two children had none."""
    children = [m for m in inside(members) if "carer_id" in m.person]
    for i, member in enumerate(children):
        if i not in (2, 5):
            book.add(
                "ClinicalNeed",
                id=f"PG-{i + 1:02d}",
                person_id=member.person["id"],
                stay_id=member.stay["id"],
                kind="心理疏导",
                assessed_at=member.start + timedelta(hours=15),
                assessor=f"{member.stay['site_id']}-CA",
                refer_hospital=False,
            )


def _tests(book: Book, member: Member) -> None:
    """Add the tests of the eighth edition: days 1, 4, 7 and 14."""
    days = (1, 4, 7) if member.person["risk_class"] == "中" else (1, 4, 7, 14)
    rng = book.rng(f"tests {member.stay['id']}")
    for day in days:
        date_ = member.start.date() + timedelta(days=day - 1)
        hour = 22 if day == 1 else 8
        at = datetime.combine(date_, time(hour, rng.range(0, 55)))
        skipped = rng.chance(1, 180)
        if not skipped and at < (member.end or NOW):
            _sample(book, member, day, at, "按方案", "试剂A", "县疾控实验室")
    if member.stay.get("end_reason") == "期满":
        assert member.end is not None
        at = datetime.combine(member.end.date() - timedelta(days=1), time(14, 20))
        _sample(book, member, None, at, "双采双检", "试剂A", "县疾控实验室")
        _sample(book, member, None, at, "双采双检", "试剂B", "县医院实验室")


def _sample(
    book: Book,
    member: Member,
    day: int | None,
    at: datetime,
    purpose: str,
    reagent: str,
    lab: str,
) -> None:
    resulted = at + timedelta(hours=9)
    known = resulted < NOW
    book.add(
        "Sample",
        id=f"YB-{len(book.rows['Sample']) + 1:04d}",
        person_id=member.person["id"],
        stay_id=member.stay["id"],
        day=day,
        swab="鼻咽",
        assay="核酸",
        purpose=purpose,
        pool_size=1,
        reagent=reagent,
        lab=lab,
        sampled_at=at,
        resulted_at=resulted if known else None,
        result="阴性" if known else "待出结果",
    )


def _intake_trips(book: Book, members: list[Member]) -> None:
    """Add the journeys in; one bus takes up to 18 people of one batch."""
    rng = book.rng("trips")
    groups: dict[tuple[str, str, date], list[Member]] = {}
    for member in members:
        key = (
            member.stay["site_id"],
            member.stay.get("batch_id", "?"),
            member.start.date(),
        )
        groups.setdefault(key, []).append(member)
    for trip, ((site, _, _), group) in enumerate(groups.items(), start=1):
        bus = rng.choice(_BUSES)
        for member in group:
            arrive = datetime.fromisoformat(member.person["arrived_at"])
            book.add(
                "Transfer",
                id=f"ZY-{len(book.rows['Transfer']) + 1:04d}",
                person_id=member.person["id"],
                stay_id=member.stay["id"],
                kind="入点",
                requested_at=member.person["named_at"],
                from_place="流调集合点",
                to_place=site,
                site_id=site,
                trip_id=f"T{trip:03d}",
                vehicle_id=bus,
                crew="转运一组",
                depart=arrive - timedelta(minutes=rng.range(15, 55)),
                arrive=arrive,
                stops=0,
                sent_by="流调组",
                received_by=f"{site}接收组",
                acknowledged_at=None
                if rng.chance(1, 80)
                else arrive + timedelta(minutes=5),
                vehicle_disinfected_at=arrive + timedelta(minutes=45),
                closed_loop=True,
            )


def _journeys_out(book: Book, members: list[Member]) -> None:
    for member in members:
        if member.end is None:
            continue
        if member.stay["end_reason"] == "转院":
            _journey(book, member, member.end, "送医", "县医院", _AMBULANCE)
        else:
            home = member.stay["community_name"]
            _journey(book, member, member.end, "返家", home, _BUSES[0])


def _journey(
    book: Book, member: Member, depart: datetime, kind: str, to: str, vehicle: str
) -> None:
    site = member.stay["site_id"]
    arrive = depart + timedelta(minutes=35)
    book.add(
        "Transfer",
        id=f"ZY-{len(book.rows['Transfer']) + 1:04d}",
        person_id=member.person["id"],
        stay_id=member.stay["id"],
        kind=kind,
        requested_at=depart - timedelta(minutes=30),
        from_place="县医院" if to == site else site,
        to_place=to,
        vehicle_id=vehicle,
        crew="转运二组",
        depart=depart,
        arrive=arrive,
        stops=0,
        sent_by="县医院" if to == site else f"{site}联络组",
        received_by=f"{site}接收组" if to == site else to,
        acknowledged_at=arrive + timedelta(minutes=5),
        vehicle_disinfected_at=arrive + timedelta(minutes=55),
        closed_loop=True,
    )
