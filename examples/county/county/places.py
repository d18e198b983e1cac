"""Region, sites, floors and rooms."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from county import facts
from county.book import Book, floor_id, floor_label, room_label, slashed, text
from county.facts import SITES, Site
from county.rng import SplitMix64
from county.tables import Row

CLEAN, BUFFER, CONTAMINATED = "清洁区", "缓冲区", "污染区"

# What a survey noted about each site; a missing key is a blank cell. The
# published report names no distance, so most are blank: nobody measured.
_SURVEY: dict[str, dict[str, object]] = {
    "S1": {
        "dist_residential_m": 24,
        "dense_area_m": "近百",
        "detached": True,
        "own_entrance": True,
        "natural_ventilation": True,
    },
    "S2": {
        "dist_residential_m": 45,
        "dist_commercial_m": 60,
        "detached": True,
        "own_entrance": True,
        "natural_ventilation": True,
    },
    "S3": {"detached": True, "own_entrance": True},
    "S4": {
        "dist_residential_m": "30以上",
        "detached": True,
        "ready_in_h": 40,
        "vacate_h": 12,
        "convert_h": 20,
        "man_h": 8,
        "guests_present": 61,
        "conversion_cost": "450余万",
        "natural_ventilation": True,
    },
    "S5": {
        "dist_residential_m": "*",
        "detached": True,
        "ready_in_h": 48,
        "vacate_h": 24,
        "convert_h": 18,
        "man_h": 6,
        "own_entrance": False,
    },
    "S6": {
        "detached": "不详",
        "ready_in_h": 60,
        "vacate_h": 12,
        "convert_h": 40,
        "man_h": 8,
        "guests_present": "30以上",
    },
    "S7": {
        "dist_residential_m": "*",
        "ready_in_h": 66,
        "vacate_h": 18,
        "convert_h": 40,
        "man_h": 8,
        "guests_present": 44,
    },
    "S8": {"detached": True, "vacate_h": 24, "convert_h": 36, "beds_total": "近200"},
}
_DEPARTMENTS = {"S1": "文旅局", "S2": "住建局", "S3": "教体局"}
# Signed or not: the fifth site has no agreement on file, the eighth no plan.
_NO_AGREEMENT, _NO_PLAN = "S5", "S8"
# Conversion designs; of the last two nobody knows.
_DESIGNED = {"S1": True, "S2": True, "S3": True, "S4": True, "S5": True, "S6": False}
# When each open site last counted its rooms; one has not for two days.
_COUNTED = {
    "S1": datetime(2022, 4, 10, 16, 30),
    "S2": datetime(2022, 4, 10, 16, 30),
    "S3": datetime(2022, 4, 8, 17, 10),
}
_LEADERS = {"S1": "包保领导甲", "S2": "包保领导乙"}
# Beside the posts of the floors in use: one site walks the empty floors too, one
# wrote nothing down, one says that they have none.
_EMPTY_FLOOR_POST: dict[str, bool | None] = {"S1": True, "S2": None, "S3": False}


def make(book: Book) -> None:
    """Add the region, its sites, floors and rooms, none of them occupied."""
    _region(book)
    for rank, site in enumerate(SITES, start=1):
        _site(book, site, rank)
        _floors(book, site)
        if site.opened:
            _open_rooms(book, site)
        else:
            _reserve_rooms(book, site)


def _region(book: Book) -> None:
    book.add(
        "Region",
        id=facts.REGION,
        name=facts.REGION_NAME,
        level="县级",
        zone="Asia/Shanghai",
        population=facts.POPULATION,
        population_basis="假定",
        rooms_standard=40,
        rooms_reported=facts.Published.rooms,
        risk_level="中",
        tracers=36,
    )


def _site(book: Book, site: Site, rank: int) -> None:
    rng = book.rng(f"site {site.id}")
    listed = date(2021, 10, 8) + timedelta(days=7 * rank)
    fields: dict[str, object] = {
        "id": site.id,
        "name": site.name,
        "region_id": facts.REGION,
        "status": "已启用" if site.opened else "储备",
        "level": "县级",
        "kind": site.kind,
        "host_type": "独立",
        "grade": site.grade,
        "tier": site.tier,
        "activation_rank": rank,
        "rooms_total": site.rooms,
        "floors_total": len(site.floors),
        "staff_total": site.staff,
        "enclosed": True,
        "vehicle_access": True,
        "away_from_pollution": True,
        "away_from_dense_area": True if rank < 5 else None,
        "away_from_hazards": None if site.id == "S7" else True,
        "away_from_water_intake": None if rank > 5 else True,
        "surveyed_date": slashed(listed - timedelta(days=20)),
        "assessed_date": slashed(listed - timedelta(days=rng.range(3, 9))),
        "assessed_by": "专班、疾控中心",
        "assessed_with_cdc": True,
        "listed_date": slashed(listed),
        "head": site.head,
        "deputy": site.deputy,
        "design_done": _DESIGNED.get(site.id),
        "fire_safe_until": date(2023, 6, 30),
        "structure_safe_until": None if rank in (3, 6) else date(2024, 12, 31),
    }
    if site.id != _NO_AGREEMENT:
        fields["vacate_agreement_date"] = slashed(listed + timedelta(days=10))
    if site.id != _NO_PLAN:
        fields["vacate_plan_date"] = slashed(listed + timedelta(days=14))
    if site.opened:
        fields |= _opened_fields(site, site.opened)
    else:
        fields["zones_built"] = False
    book.add("Site", **(fields | _SURVEY[site.id]))


def _opened_fields(site: Site, opened: datetime) -> dict[str, object]:
    converted = opened.date() - timedelta(days=6)
    return {
        "isolation_rooms": sum(site.floors[facts.CLEAN_FLOORS :]),
        "rooms_enabled": site.rooms,
        "zones_built": True,
        "waste_passage": True,
        "septic_independent": True,
        "sewage_disinfection": True,
        "converted_date": slashed(converted),
        "accepted_date": None
        if site.id == "S2"
        else slashed(converted + timedelta(days=4)),
        "enabled_at": opened,
        "environment_safe_until": date(2023, 12, 31),
        "leader": _LEADERS.get(site.id),
        "department": _DEPARTMENTS[site.id],
        "cdc_contact": f"疾控联系人{site.id[1]}",
        "duty_phone": None if site.id == "S3" else f"内线{site.id[1]}01",
        "crisis_line": None if site.id == "S3" else "12320-5",
        "complaint_line": "12345",
        "reported_at": _COUNTED[site.id],
        "branch_groups": 1 + (site.id == "S1"),
        "open_cost_day": 18000 + 20 * site.rooms,
    }


def _floors(book: Book, site: Site) -> None:
    shared_site, shared_levels, group = facts.SHARED_AIR
    for level, rooms in enumerate(site.floors, start=1):
        isolation = bool(site.opened) and level > facts.CLEAN_FLOORS
        held = facts.held_floor(site.id, level) is not None
        book.add(
            "Floor",
            site_id=site.id,
            label=floor_label(level),
            level=level,
            rooms_total=rooms,
            shared_air_group=group
            if site.id == shared_site and level in shared_levels
            else None,
            has_isolation=isolation if site.opened else None,
            clean_functions=not isolation if site.opened else None,
            barrier=True if site.opened and level == facts.CLEAN_FLOORS else None,
            safety_post=(held or _EMPTY_FLOOR_POST[site.id]) if site.opened else None,
        )


def _reserve_rooms(book: Book, site: Site) -> None:
    rng = book.rng(f"rooms {site.id}")
    for level, count in enumerate(site.floors, start=1):
        for number in range(1, count + 1):
            book.add(
                "Room",
                site_id=site.id,
                floor_id=floor_id(site.id, level),
                label=room_label(level, number),
                state="空闲" if site.id in ("S4", "S5") else None,
                beds=2 if rng.chance(3, 5) else 1,
                private_bathroom=True if site.id in ("S4", "S6", "S7") else None,
                window=True if site.id != "S6" else None,
            )


def _open_rooms(book: Book, site: Site) -> None:
    rng = book.rng(f"rooms {site.id}")
    for level, count in enumerate(site.floors, start=1):
        for number in range(1, count + 1):
            row = book.add(
                "Room",
                site_id=site.id,
                floor_id=floor_id(site.id, level),
                label=room_label(level, number),
                state="可用",
                position=(number + 1) // 2,
                side="南" if number % 2 else "北",
                private_bathroom=True,
                window=True,
                smoke_alarm=True,
            )
            if level > facts.CLEAN_FLOORS:
                _isolation_room(row, site, level, number, rng)
            else:
                row["beds"] = "2"
                if site.id != facts.SHARED_AIR[0]:
                    row["independent_air"] = "是"
    _service_rooms(book, site)
    _plant_room_faults(book, site)


def _isolation_room(
    row: Row, site: Site, level: int, number: int, rng: SplitMix64
) -> None:
    assert site.opened is not None
    day = site.opened.date() - timedelta(days=rng.range(1, 3))
    tested = datetime.combine(day, time(rng.range(9, 16), rng.range(0, 59)))
    row |= {
        "use": "隔离",
        "zone_id": f"{site.id}/{CONTAMINATED}",
        "beds": str(facts.BEDS[number - 1]),
        "window_limiter": "是",
        "window_vent_m2": f"0.{rng.range(24, 60)}",
        "door_sensor": "是",
        "door_sensor_tested_at": text(tested),
        "bins": "2",
    }
    if number == 1:
        row["accessible"] = "是"
    shared_site, shared_levels, _ = facts.SHARED_AIR
    if site.id == shared_site:
        shared = level in shared_levels
        row["hvac_id"] = f"{site.id}/{'AHU-2' if shared else 'VRV-1'}"
        if not shared:  # whether the shared floors can be parted nobody noted
            row["independent_air"] = "是"
    else:
        row["independent_air"] = "是"


def _service_rooms(book: Book, site: Site) -> None:
    """Give the rooms of the clean floors their uses."""
    assert site.service is not None
    service = site.service
    rooms = [row for row in book.of_site("Room", site.id) if "use" not in row]
    uses = ["办公室", "监控室", "医务室", "缓冲间"]
    uses += ["物资库"] * service.stores + ["垃圾暂存"] * service.waste
    uses += [""] * service.unknown  # in use, nobody wrote down for what
    in_use = len(uses)
    uses.append("留观室")  # kept empty
    for i, row in enumerate(rooms):
        row["zone_id"] = f"{site.id}/{CLEAN}"
        if i < len(uses):
            row["use"] = uses[i]
            row["state"] = "在用" if i < in_use else "可用"
            if uses[i] == "缓冲间":
                row["zone_id"] = f"{site.id}/{BUFFER}"
    lodging = rooms[len(uses) :]
    for i, row in enumerate(lodging):
        listed_only = service.staff - service.unlisted <= i < service.staff
        row["use"] = "" if listed_only else "工作人员用房"
        if i < service.staff:
            row["state"] = "已入住"
    lodging[-1]["use"] = ""  # empty, and nobody knows for what
    lodging[-2]["state"] = "维修"


def staff_rooms(book: Book, site: Site) -> list[Row]:
    """Return the rooms in which staff of an open site live, two in each."""
    assert site.service is not None
    lodging = [
        row
        for row in book.of_site("Room", site.id)
        if row["zone_id"] == f"{site.id}/{CLEAN}" and row["state"] == "已入住"
    ]
    return lodging[: site.service.staff]


def _plant_room_faults(book: Book, site: Site) -> None:
    rooms = {row["label"]: row for row in book.of_site("Room", site.id)}
    for where, level, number in facts.FREE_OUT_OF_ORDER:
        if where == site.id:
            rooms[room_label(level, number)]["state"] = "维修"
    for where, level, number in facts.USE_ILLEGIBLE:
        if where == site.id:
            rooms[room_label(level, number)]["use"] = "不详"
    if site.id == "S1":
        rooms["712"]["window_limiter"] = "否"
        rooms["519"]["window_vent_m2"] = "0.18"
    if site.id == "S2":
        rooms["304"]["door_sensor"] = rooms["411"]["door_sensor"] = "否"
        del rooms["609"]["door_sensor_tested_at"]
    if site.id == "S3":
        for label in ("307", "402", "415", "601", "611", "908"):
            del rooms[label]["window_limiter"]
        for label, row in rooms.items():
            if label.startswith("6"):
                row.pop("independent_air")
