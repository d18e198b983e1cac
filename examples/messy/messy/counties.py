"""Forty small counties in one night: three encodings, half late, some unreadable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from county.rng import SplitMix64

from messy import people
from messy.write import delimited

State = Literal["complete", "late", "unreadable", "silent"]
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
_ROOMS = 12


@dataclass(frozen=True)
class Sent:
    """What one county sent, by the hour of the nightly run."""

    code: str
    state: State
    encoding: str


def plan(seed: int, count: int = 40) -> list[Sent]:
    """Return who sends what: half late, one in ten unreadable, two silent."""
    rng = SplitMix64(seed, "counties")
    states: list[State] = ["late"] * (count // 2)
    states += ["unreadable"] * (count // 10) + ["silent"] * 2
    states += ["complete"] * (count - len(states))
    order = sorted(range(count), key=lambda _: rng.next())
    return [
        Sent(f"3101{place + 1:02d}", states[order[place]], ENCODINGS[place % 3])
        for place in range(count)
    ]


def write(out: Path, seed: int, count: int = 40) -> list[Sent]:
    """Write a folder a county below ``out``; return what each of them sent."""
    counties = plan(seed, count)
    for county in counties:
        folder = out / county.code
        folder.mkdir(parents=True, exist_ok=True)
        if county.state != "silent":
            _write_county(folder, county, SplitMix64(seed, county.code))
    return counties


def _write_county(folder: Path, county: Sent, rng: SplitMix64) -> None:
    site = f"{county.code}-1"
    region = [["编号", "县区名称", "行政级别", "时区", "人口(万)"]]
    region.append([county.code, f"{county.code}县", "县级", "Asia/Shanghai", "3.1"])
    delimited(folder / "地区.csv", region, encoding=county.encoding)
    sites = [["编号", "隔离点名称", "所属地区", "启用状态", "房间总数"]]
    sites.append([site, "一号点", county.code, "已启用", str(_ROOMS)])
    delimited(folder / "隔离点.csv", sites, encoding=county.encoding)
    rooms = [["隔离点", "房号", "房间用途", "房间状态", "床位数", "限位器"]]
    for number in range(_ROOMS):
        limiter = rng.choice(["是", "是", "是", "否", "不详", ""])
        rooms.append([site, f"{301 + number}", "隔离", "可用", "2", limiter])
    delimited(folder / "房间.csv", rooms, encoding=county.encoding)
    if county.state == "late":
        return  # people and stays come tomorrow
    _write_people(folder, county, site, rng)
    if county.state == "unreadable":
        noise = bytes(rng.below(256) for _ in range(400))
        (folder / "隔离人员.csv").write_bytes(b"\xff\xfe\x00\xd8" + noise)


def _write_people(folder: Path, county: Sent, site: str, rng: SplitMix64) -> None:
    header = "人员编号 姓名 身份证号 联系电话 年龄 性别 人员类别 末次接触时间"
    rows, stays = [header.split()], [["人员编号", "隔离点", "状态", "入点时间"]]
    for number in range(rng.range(4, 9)):
        age = rng.range(1, 90)
        came = datetime(2022, 4, 2, 10) + timedelta(hours=9 * number)
        who = f"{county.code}-{number + 1:02d}"
        rows.append(
            [
                who,
                people.name(rng),
                people.id_number(rng, 2022 - age),
                people.phone(rng),
                str(age),
                rng.choice(["男", "女"]),
                "密接",
                f"{came:%Y-%m-%d}",
            ]
        )
        stays.append([who, site, "隔离中", f"{came:%Y-%m-%d %H:%M}"])
    delimited(folder / "隔离人员.csv", rows, encoding=county.encoding)
    delimited(folder / "隔离记录.csv", stays, encoding=county.encoding)
