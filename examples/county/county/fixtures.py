"""Zones, passages, air, cameras and waste stores of the open sites."""

from __future__ import annotations

from datetime import datetime, timedelta

from county import facts
from county.book import Book, floor_id
from county.facts import Site
from county.places import BUFFER, CLEAN, CONTAMINATED

CAMERA_PLACES = ("出入口", "走廊", "电梯厅", "库房", "缓冲区", "医废暂存点")
CAMERA_MISSING = ("S3", "缓冲区")
_FEATURES = ("封闭", "标识", "防渗漏", "防鼠", "防蚊蝇", "防盗", "防儿童接触")


def make(book: Book) -> None:
    """Add what stands in the open sites; reserve sites have none recorded."""
    for site in facts.OPEN_SITES:
        _zones(book, site)
        _passages(book, site)
        _air(book, site)
        _cameras(book, site)
        book.add(
            "WasteStore",
            site_id=site.id,
            label="医废间",
            locked=True,
            sign=True,
            keeper=None if site.id == "S2" else f"{site.id}专人",
            adjacent_uses="无",
            features=_FEATURES if site.id != "S3" else _FEATURES[:-1],
        )


def _zones(book: Book, site: Site) -> None:
    guide = {CLEAN: "工作服务区", BUFFER: "卫生通过区", CONTAMINATED: "隔离观察区"}
    for label, area in guide.items():
        book.add(
            "Zone",
            site_id=site.id,
            label=label,
            type=label,
            guide_type=area,
            sign=None if (site.id, label) == ("S2", BUFFER) else True,
            compartments=("脱卸", "消毒间", "更衣间")[: 2 if site.id == "S3" else 3]
            if label == BUFFER
            else None,
        )


def _passages(book: Book, site: Site) -> None:
    ways = {
        "员工通道": ("清洁通道", (CLEAN, BUFFER)),
        "隔离人员通道": ("污染通道", (CONTAMINATED,)),
        "医废通道": ("污物通道", (CONTAMINATED,)),
    }
    for label, (kind, zones) in ways.items():
        book.add(
            "Passage",
            site_id=site.id,
            label=label,
            kind=kind,
            sign=True,
            zone_ids=[f"{site.id}/{zone}" for zone in zones],
        )


def _air(book: Book, site: Site) -> None:
    assert site.opened is not None
    filled = site.opened + timedelta(days=6, hours=1)
    if site.id == facts.SHARED_AIR[0]:
        book.add(
            "Hvac",
            site_id=site.id,
            label="VRV-1",
            type="风机盘管",
            return_air_separate=True,
            fresh_air_source="室外",
            run_hours_per_day=24,
            traps_filled_at=filled,
        )
        book.add(
            "Hvac",
            site_id=site.id,
            label="AHU-2",
            type="集中空调",
            fresh_air_source="不详",
        )
    else:
        book.add(
            "Hvac",
            site_id=site.id,
            label="分体",
            type="分体空调",
            return_air_separate=True,
            fresh_air_source="室外",
            traps_filled_at=min(filled, datetime(2022, 4, 9, 10, 0)),
        )


def _cameras(book: Book, site: Site) -> None:
    number = 0
    for place in CAMERA_PLACES:
        if (site.id, place) == CAMERA_MISSING:
            continue
        levels = range(1, len(site.floors) + 1) if place in ("走廊", "电梯厅") else (1,)
        for level in levels:
            number += 1
            book.add(
                "Device",
                site_id=site.id,
                label=f"C{number:02d}",
                kind="监控",
                place=place,
                floor_id=floor_id(site.id, level),
                working=None if (site.id, number) == ("S2", 9) else True,
                angle_ok=True if level < 8 else None,
                retention_days=30 if site.id != "S3" else None,
            )
