"""Day-by-day logs of the open sites: disinfection, waste, sewage."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from county import facts
from county.book import Book, room_id, text
from county.facts import NOW, TODAY, Site
from county.people import Member

_DISPOSER = "市医废处置中心"


def make(book: Book, members: list[Member]) -> None:
    """Add the logs since each site opened."""
    _terminal(book, members)
    for site in facts.OPEN_SITES:
        assert site.opened is not None
        day = site.opened.date()
        while day <= TODAY:
            if datetime.combine(day, time(15)) > site.opened:
                _routine(book, site, day)
                _waste(book, site, day)
                _sewage(book, site, day)
            day += timedelta(days=1)


def _terminal(book: Book, members: list[Member]) -> None:
    """Add the terminal disinfection of every room that was left and cleaned."""
    for member in members:
        if member.end is None or member.room["state"] == "待消毒":
            continue
        start = member.end + timedelta(hours=4)
        end = start + timedelta(minutes=70)
        first = not book.rows["Disinfection"]
        book.add(
            "Disinfection",
            id=_next(book),
            site_id=member.stay["site_id"],
            room_id=room_id(member.room),
            kind="终末消毒",
            surface="物体表面",
            trigger="转运" if member.stay["end_reason"] == "转院" else "解除",
            agent="过氧化氢",
            minutes=60,
            start=start,
            end=end,
            operator_name="消毒员甲",
            recorded=True,
            evaluated=None if first else True,
            effective=None if first else True,
        )
        member.room["disinfected_at"] = text(end)


def _next(book: Book) -> str:
    return f"XD-{len(book.rows['Disinfection']) + 1:03d}"


def _routine(book: Book, site: Site, day: date) -> None:
    rng = book.rng(f"routine {site.id} {day}")
    start = datetime.combine(day, time(10, rng.range(0, 50)))
    book.add(
        "Disinfection",
        id=_next(book),
        site_id=site.id,
        kind="日常消毒",
        surface="地面",
        agent="84消毒液",
        mg_l=1000,
        minutes=rng.choice((30, 30, 40)),
        start=start,
        end=start + timedelta(minutes=40),
        operator_name=f"{site.id}消毒组",
        strip_checked=None if rng.chance(1, 12) else True,
        recorded=True,
    )


def _waste(book: Book, site: Site, day: date) -> None:
    rng = book.rng(f"waste {site.id} {day}")
    collected = datetime.combine(day, time(13, rng.range(0, 59)))
    removed: datetime | None = datetime.combine(day, time(16, rng.range(0, 45)))
    if (site.id, day) == ("S3", date(2022, 4, 7)):
        removed = datetime.combine(date(2022, 4, 9), time(10, 5))  # 45 hours
    if (removed is not None and removed > NOW) or (site.id, day) == ("S2", TODAY):
        removed = None  # the lorry has not come yet
    bags = rng.range(18, 46)
    book.add(
        "WasteBatch",
        id=f"YF-{site.id}-{day:%m%d}",
        site_id=site.id,
        store_id=f"{site.id}/医废间",
        stream="医废",
        source="隔离区",
        kg=f"{bags * 3 + rng.range(0, 9)}.{rng.range(0, 9)}",
        count=bags,
        collected_at=collected,
        removed_at=removed,
        destination=_DISPOSER,
        handler=f"{site.id}专人",
        receiver=_DISPOSER if removed else None,
        vehicle_id="岚A-0130",
        closed_loop=True,
        double_bag=True,
        gooseneck=True,
        fill=0.75,
        mixed=None if rng.chance(1, 10) else False,
        retained_until=date(2025, 4, 30),
    )


def _sewage(book: Book, site: Site, day: date) -> None:
    rng = book.rng(f"sewage {site.id} {day}")
    for hour in (9, 16):
        at = datetime.combine(day, time(hour, rng.range(0, 40)))
        low = (site.id, day, hour) == ("S3", date(2022, 4, 6), 16)
        if site.opened and at > site.opened:
            book.add(
                "SewageLog",
                site_id=site.id,
                at=at,
                dose_kg=rng.range(3, 6),
                contact_h="*" if site.id == "S2" else f"1.{rng.range(5, 9)}",
                residual_chlorine_mg_l="5.9"
                if low
                else f"{rng.range(7, 9)}.{rng.range(0, 9)}",
                discharged=True,
            )
