"""The 157 people who run the sites: groups, posts, shifts, training."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from county import facts
from county.book import Book, floor_id, room_id
from county.facts import HELD, SITES, TODAY, Site
from county.places import staff_rooms
from county.tables import Row

GROUPS = (
    ("防控消毒组", "消毒员", "D"),
    ("健康观察组", "医生", "H"),
    ("信息联络组", "文员", "L"),
    ("安全保卫组", "保安", "S"),
    ("后勤保障组", "管理人员", "Q"),
    ("病例转运组", "司机", "T"),
    ("人文关怀组", "心理咨询师", "C"),
)
# Medical and domestic staff beyond the groups, M1 the doctor on rounds.
_EXTRA = ("医生", "护士", "护士", "护士", "采样员", "采样员", "保洁", "保洁", "保洁")
_BODIES = ("县医院", "卫健局", "公安局", "文旅局", "教体局", "团县委", "镇街")
_TOPICS = (
    "日常管理",
    "心理疏导",
    "安全保卫",
    "物资配送",
    "信息报送",
    "应急处置",
    "医废处置",
)
_COUNTY_SESSIONS = (date(2022, 3, 20), date(2022, 3, 24))
# Local hours of the three shifts of a day.
_SHIFTS = ((0, 8), (8, 16), (16, 24))
_UNTRAINED_SITES = ("S7", "S8")
_OFFICE = (8, 18)  # hours of the groups
VIDEO_GAP_SITE = "S3"  # its second shift left two hours early


def make(book: Book) -> None:
    """Add staff, posts, shifts, training and health records."""
    for site in SITES:
        if site.opened:
            _open_team(book, site)
        else:
            _reserve_team(book, site)
    for i in range(facts.COUNTY_POOL):
        _staff(book, None, f"X-{i + 1}", None, "流调员", region_id=facts.REGION)
    for site in facts.OPEN_SITES:
        _lodge(book, site)
        _group_posts(book, site)
        _watch_posts(book, site)
        _cycles(book, site)
    _training(book)
    _health(book)


def _staff(
    book: Book,
    site: Site | None,
    number: str,
    group: str | None,
    role: str,
    **more: object,
) -> Row:
    rng = book.rng(f"staff {site.id if site else ''} {number}")
    ready = bool(site and site.opened)
    boosted = rng.chance(14, 15)
    return book.add(
        "Staff",
        id=f"{site.id}-{number}" if site else number,
        site_id=site.id if site else None,
        real_name_registered=True,
        group=group,
        role=role,
        from_body=rng.choice(_BODIES),
        lives_in=True if ready else None,
        start=site.opened.date() - timedelta(days=1) if site and site.opened else None,
        moved_in_at=site.opened - timedelta(hours=rng.range(2, 20))
        if site and site.opened
        else None,
        test_role="隔离点工作人员" if ready else None,
        fully_vaccinated_date=date(2021, 5, 1) + timedelta(days=rng.range(0, 60)),
        booster_date=date(2021, 12, 1) + timedelta(days=rng.range(0, 60))
        if boosted
        else None,
        exits=0 if ready and not rng.chance(1, 30) else None,
        **more,
    )


def _open_team(book: Book, site: Site) -> None:
    """Add two of each group, A covering B, three shifts a post, and the rest."""
    for group, role, letter in GROUPS:
        b = f"{site.id}-{letter}B"
        _staff(book, site, f"{letter}A", group, role, post="A岗", covers_id=b)
        _staff(book, site, f"{letter}B", group, role, post="B岗")
    watches = ["G", "V"] + [f"F{f.level}" for f in HELD if f.site == site.id]
    for post in watches:  # gate, video room, floors; one person for each shift
        for shift in range(1, len(_SHIFTS) + 1):
            _staff(book, site, f"{post}-{shift}", "安全保卫组", "保安")
    rest = site.staff - 2 * len(GROUPS) - len(_SHIFTS) * len(watches)
    for i in range(rest):
        role = _EXTRA[i]
        group = "后勤保障组" if role == "保洁" else "健康观察组"
        _staff(book, site, f"M{i + 1}", group, role)


def _reserve_team(book: Book, site: Site) -> None:
    for group, role, letter in GROUPS[: site.staff]:
        _staff(book, site, f"{letter}A", group, role)


def _lodge(book: Book, site: Site) -> None:
    """Put the team into its rooms by twos; a few wrote no room number."""
    assert site.service is not None
    rooms = staff_rooms(book, site)
    nameless = set(range(site.service.nameless))
    for i, person in enumerate(book.of_site("Staff", site.id)):
        if i // 2 not in nameless:
            person["room_id"] = room_id(rooms[i // 2])


def _group_posts(book: Book, site: Site) -> None:
    """Add the posts of the seven groups; today their A people were there."""
    for group, _, letter in GROUPS:
        book.add(
            "TeamPost",
            site_id=site.id,
            label=f"{group}岗",
            group=group,
            place="其他",
            a_id=f"{site.id}-{letter}A",
            b_id=f"{site.id}-{letter}B",
            hours_from=_OFFICE[0] * 60,
            hours_to=_OFFICE[1] * 60,
            duties_document_id=None
            if (site.id, letter) == ("S3", "C")
            else f"WJ-职责-{letter}",
        )
        _shift(book, site, f"{group}岗", f"{site.id}-{letter}A", *_OFFICE)


def _watch_posts(book: Book, site: Site) -> None:
    floors = [f.level for f in HELD if f.site == site.id]
    posts: list[tuple[str, str, str, int | None]] = [
        ("大门岗", "门岗", "G", None),
        ("视频监控岗", "监控室", "V", None),
    ]
    posts += [(f"{n}楼安全岗", "楼层岗", f"F{n}", n) for n in floors]
    for label, place, letter, level in posts:
        book.add(
            "TeamPost",
            site_id=site.id,
            label=label,
            group="安全保卫组",
            place=place,
            floor_id=floor_id(site.id, level) if level else None,
            a_id=f"{site.id}-{letter}-1",
            b_id=f"{site.id}-{letter}-2",
            round_the_clock=True,
        )
        for number, (start, end) in enumerate(_SHIFTS, start=1):
            left_early = site.id == VIDEO_GAP_SITE and letter == "V" and number == 2
            until = end - 2 if left_early else end
            _shift(book, site, label, f"{site.id}-{letter}-{number}", start, until)


def _shift(
    book: Book, site: Site, label: str, staff: str, start: int, end: int
) -> None:
    midnight = datetime.combine(TODAY, time(0))
    begin = midnight + timedelta(hours=start)
    started = begin < facts.NOW
    on_floor = label.endswith("楼安全岗")
    guard = on_floor or label in ("大门岗", "视频监控岗", "安全保卫组岗")
    book.add(
        "Shift",
        staff_id=staff,
        post_id=f"{site.id}/{label}",
        site_id=site.id,
        start=begin,
        end=midnight + timedelta(hours=end),
        task="安保" if guard else "文职",
        ppe_level="二级" if on_floor else "一级",
        ppe_hours=4 if on_floor else 0,
        checked_in_at=begin - timedelta(minutes=10) if started else None,
        planned_only=not started,
    )


def _cycles(book: Book, site: Site) -> None:
    """Add the closed-loop cycle that each of the team is in."""
    for person in book.of_site("Staff", site.id):
        book.add(
            "Cycle",
            staff_id=person["id"],
            phase="闭环工作",
            start=person["start"],
            outside_contacts=0,
        )


def _training(book: Book) -> None:
    """Two county sessions by the CDC, then one on each open site."""
    for i, person in enumerate(book.rows["Staff"]):
        if person.get("site_id") in _UNTRAINED_SITES:
            continue
        _trained(book, person, _COUNTY_SESSIONS[i % 2], None, _TOPICS)
    for site in facts.OPEN_SITES:
        assert site.opened is not None
        day = site.opened.date() - timedelta(days=1)
        for i, person in enumerate(book.of_site("Staff", site.id)):
            if (site.id, i) == ("S2", 40):  # joined late, not yet trained on site
                continue
            _trained(book, person, day, site, _TOPICS[:1] + _TOPICS[5:])


def _trained(
    book: Book, person: Row, day: date, site: Site | None, topics: tuple[str, ...]
) -> None:
    """Add a training: on the person's site, or by the CDC for the whole county."""
    book.add(
        "Training",
        id=f"PX-{len(book.rows['Training']) + 1:03d}",
        staff_id=person["id"],
        site_id=site.id if site else None,
        date=day,
        kind="现场培训" if site else "集中培训",
        topics=topics,
        by_cdc=site is None,
        passed=True,
    )


def _health(book: Book) -> None:
    """Daily health of the teams for three days; two rows are missing."""
    rng = book.rng("staff health")
    for site in facts.OPEN_SITES:
        for person in book.of_site("Staff", site.id):
            for back in (2, 1, 0):
                value = f"36.{rng.range(1, 8)}"
                if rng.chance(1, 150):
                    continue
                book.add(
                    "StaffHealth",
                    staff_id=person["id"],
                    date=TODAY - timedelta(days=back),
                    temperature=value,
                    symptoms="无",
                    on_duty=True,
                )
