"""What the county is: published totals, invented places, planted oddities.

Everything that decides a total stands here as a table; the other modules
only fill in the records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

REGION = "CN-99-01"  # 99 is no province: the county does not exist
REGION_NAME = "岚浦县"
CDC = "岚浦县疾控中心"
HEADQUARTERS = "岚浦县疫情防控指挥部"

# Local times throughout; the region's zone says which.
TODAY = date(2022, 4, 10)
NOW = datetime(2022, 4, 10, 17, 0)

POPULATION = 310_000  # assumed: the report states none


@dataclass(frozen=True)
class Published:
    """The totals of the published county report."""

    sites: int = 8
    rooms: int = 1270
    open_sites: int = 3
    open_rooms: int = 587
    people: int = 262
    rooms_used: int = 345
    staff: int = 157


@dataclass(frozen=True)
class Service:
    """Rooms of one open site that hold no isolated person.

    ``staff`` rooms lodge two each; ``unlisted`` of them have no recorded use
    but people of the staff list who say that they live there; ``nameless``
    have the use but nobody listed. ``unknown`` rooms are in use and nobody
    wrote down for what.
    """

    staff: int
    unlisted: int
    nameless: int
    stores: int
    waste: int
    unknown: int


@dataclass(frozen=True)
class Site:
    """One reserve site; floors are given as numbers of rooms."""

    id: str
    name: str
    kind: str
    tier: int
    grade: str
    floors: tuple[int, ...]
    head: str
    deputy: str
    staff: int
    opened: datetime | None = None
    service: Service | None = None

    @property
    def rooms(self) -> int:
        """Rooms of the building, of whatever use."""
        return sum(self.floors)


def _open(
    site: str,
    name: str,
    kind: str,
    grade: str,
    floors: tuple[int, ...],
    people: tuple[str, str],
    staff: int,
    opened: datetime,
    service: Service,
) -> Site:
    head, deputy = people
    return Site(
        site, name, kind, 1, grade, floors, head, deputy, staff, opened, service
    )


# Six county leaders head eight sites, so two of them head two. Floors 1 and 2
# of an open site are the clean side: service rooms and the lodging of staff.
SITES: tuple[Site, ...] = (
    _open(
        "S1",
        "云麓酒店",
        "酒店",
        "高风险",
        (14, 26) + (24,) * 7,
        ("点长甲", "副点长一"),
        44,
        datetime(2022, 3, 26, 8, 0),
        Service(22, 2, 2, 1, 0, 1),
    ),
    _open(
        "S2",
        "清和宾馆",
        "宾馆",
        "高风险",
        (13, 23) + (23,) * 7,
        ("点长乙", "副点长二"),
        42,
        datetime(2022, 3, 27, 14, 0),
        Service(21, 2, 2, 1, 0, 1),
    ),
    _open(
        "S3",
        "松园职工培训学校",
        "培训学校",
        "中风险",
        (14, 21) + (21,) * 7,
        ("点长丙", "副点长三"),
        40,
        datetime(2022, 4, 3, 9, 0),
        Service(20, 2, 1, 0, 1, 2),
    ),
    Site("S4", "金穗酒店", "酒店", 2, "高风险", (24,) * 7, "点长丁", "副点长四", 7),
    Site("S5", "临江学生公寓", "学生宿舍", 2, "", (25,) * 6, "点长戊", "副点长五", 7),
    Site("S6", "南溪招待所", "招待所", 3, "", (22,) * 6, "点长己", "副点长六", 5),
    Site(
        "S7", "北辰商务酒店", "酒店", 3, "", (20,) * 5 + (21,), "点长甲", "副点长七", 5
    ),
    Site("S8", "柳湾宿舍", "宿舍", 3, "", (16,) * 7, "点长丁", "副点长八", 5),
)
COUNTY_POOL = 2  # staff who belong to no site yet

OPEN_SITES = tuple(site for site in SITES if site.opened)
CLEAN_FLOORS = 2

# Two floors of this site breathe the same return air and count as one.
SHARED_AIR = ("S2", (8, 9), "S2-回风A")


@dataclass(frozen=True)
class Cohort:
    """People of one chain, batch and risk class.

    ``inside`` and ``released`` are the first and last day of exposure, as
    days of 2022 in ISO form, of those still there and of those who left.
    """

    chain: str
    first_intake: date
    inside: tuple[date, date]
    released: tuple[date, date] | None = None
    second_order: bool = False

    @property
    def batch(self) -> str:
        """Name of the batch, after its chain and first day."""
        return f"{self.chain}-{self.first_intake:%m%d}"

    @property
    def days(self) -> int:
        """Days of isolation after the last exposure (eighth edition)."""
        return 7 if self.second_order else 14


def _march(day: int) -> date:
    return date(2022, 3, day)


def _april(day: int) -> date:
    return date(2022, 4, day)


COHORTS: dict[str, Cohort] = {
    "a": Cohort("L01", _march(28), (_march(28), _march(29)), (_march(24), _march(27))),
    "b": Cohort("L02", _april(1), (_march(29), _april(1))),
    "c": Cohort("L03", _april(4), (_april(1), _april(4))),
    "d": Cohort("L04", _april(7), (_april(4), _april(7))),
    "e": Cohort("L05", _march(29), (_march(28), _march(30)), (_march(24), _march(27))),
    "f": Cohort("L06", _april(2), (_march(30), _april(2))),
    "g": Cohort("L07", _april(5), (_april(2), _april(5))),
    "h": Cohort("L08", _april(8), (_april(5), _april(8))),
    "i": Cohort("L03", _april(3), (_april(4), _april(4)), (_april(1), _april(3)), True),
    "j": Cohort("L04", _april(6), (_april(4), _april(6)), None, True),
    "k": Cohort("L07", _april(8), (_april(5), _april(8)), None, True),
}


@dataclass(frozen=True)
class HeldFloor:
    """What became of the rooms of a floor that a cohort holds.

    Rooms not counted here were never given out. ``unassigned`` rooms are in
    use although no assignment names them.
    """

    site: str
    level: int
    cohort: str
    occupied: int
    pairs: int = 0  # of the occupied, rooms that a child shares with a carer
    awaiting: int = 0  # released today, not yet disinfected
    released: int = 0  # released before, disinfected, kept empty
    hospital: int = 0  # left for hospital, disinfected, kept empty
    out_of_order: int = 0
    unassigned: int = 0


HELD: tuple[HeldFloor, ...] = (
    HeldFloor("S1", 3, "a", 17, pairs=1, awaiting=2, released=4),
    HeldFloor("S1", 4, "a", 18, awaiting=1, released=3, out_of_order=1),
    HeldFloor("S1", 5, "b", 21, pairs=1, hospital=1, unassigned=1),
    HeldFloor("S1", 6, "c", 21),
    HeldFloor("S1", 7, "d", 22, pairs=1),
    HeldFloor("S2", 3, "e", 16, awaiting=1, released=4),
    HeldFloor("S2", 4, "f", 20, pairs=2, hospital=1),
    HeldFloor("S2", 5, "f", 19, out_of_order=1, unassigned=1),
    HeldFloor("S2", 6, "g", 20, pairs=1),
    HeldFloor("S2", 7, "h", 21),
    HeldFloor("S3", 3, "i", 12, awaiting=2, released=4),
    HeldFloor("S3", 4, "j", 16, pairs=1, hospital=1),
    HeldFloor("S3", 5, "j", 15, out_of_order=1, unassigned=1),
    HeldFloor("S3", 6, "k", 16, pairs=1),
)

# One person of chain L08 among chain L07: the planted separation failure.
STRAY = ("S2", 6, "h")
# One person of this floor whose chain nobody recorded.
CHAIN_UNKNOWN = ("S1", 6)
# Isolation rooms out of order on floors that nobody holds yet.
FREE_OUT_OF_ORDER = (("S1", 9, 13), ("S2", 8, 6), ("S3", 8, 17), ("S3", 9, 2))
# Isolation-floor rooms whose use reads 不详, on held floors.
USE_ILLEGIBLE = (("S1", 6, 24), ("S2", 3, 23))

# Beds by room number on an isolation floor; odd numbers face even ones.
BEDS = (2, 1, 1, 3, 2, 1, 1, 4, 1, 2, 1, 3, 1, 1, 2, 1, 1, 4, 2, 1, 1, 3, 2, 1)


def held_floor(site: str, level: int) -> HeldFloor | None:
    """Return the plan of a floor, or None when nobody holds it."""
    for floor in HELD:
        if (floor.site, floor.level) == (site, level):
            return floor
    return None
