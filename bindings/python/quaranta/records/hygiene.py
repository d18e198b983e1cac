"""Disinfection, waste, sewage and samples of things.

Generated from proto/quaranta/v1/hygiene.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.common import TestResult

__all__ = [
    "Agent",
    "Disinfection",
    "DisinfectionKind",
    "DisinfectionTrigger",
    "EnvironmentSample",
    "SamplePoint",
    "SewageLog",
    "SurfaceKind",
    "WasteBatch",
    "WasteClass",
]

# What was done.
DisinfectionKind: TypeAlias = Literal[
    "ROUTINE",
    "TERMINAL",
    "VEHICLE",
    "CART",
    "AIRING",
    "FILTER",
    "TRAP",
    "EQUIPMENT",
]

# With what.
Agent: TypeAlias = Literal[
    "CHLORINE",
    "ALCOHOL",
    "PEROXIDE",
    "PERACETIC",
    "QUATERNARY",
    "UV",
    "BOILING",
    "NONE",
]

# What was treated.
SurfaceKind: TypeAlias = Literal[
    "FLOOR_WALL",
    "TOUCHED",
    "TOILET",
    "EXCRETA",
    "TABLEWARE",
    "MOP",
    "TEXTILE",
    "AIR",
    "KEY_AREA",
    "PUBLIC_AREA",
    "OTHER",
]

# What called for a terminal disinfection.
DisinfectionTrigger: TypeAlias = Literal[
    "CASE",
    "TRANSFER",
    "RELEASE",
    "CLOSURE",
    "NONE",
]

# Stream of waste.
WasteClass: TypeAlias = Literal["MEDICAL", "HOUSEHOLD"]

# What an environmental sample was taken from.
SamplePoint: TypeAlias = Literal[
    "DOOR_HANDLE",
    "WASTE",
    "TABLE",
    "TOOL",
    "STAFF_PASSAGE",
    "ISOLATED_PASSAGE",
    "ARTICLE",
    "ROOM_SURFACE",
    "AIR_VENT",
    "SEWAGE",
    "OTHER",
]


class Disinfection(TypedDict, total=False):
    """A disinfection, airing or cleaning.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    floor_id : str
        Floor. (楼层) Id of Floor.
    room_id : str
        Room. (房间号) Id of Room.
    vehicle_id : str
        Vehicle. (车辆) Id of Vehicle.
    venue_id : str
        Unit outside sites. (学校) Id of Venue.
    lot_id : str
        Lot of goods. (货物批次) Id of GoodsLot.
    kind : DisinfectionKind
        What was done. (消毒类型)
    surface : SurfaceKind
        What was treated. (消毒对象)
    trigger : DisinfectionTrigger
        What called for it. (触发原因)
    agent : Agent
        With what. (消毒剂)
    mg_l : float
        Concentration. (浓度) Unit: mg/L.
    planned_mg_l : float
        Concentration of the plan. (方案浓度) Unit: mg/L.
    minutes : float
        Time of contact or airing. (作用时间) Unit: min.
    start : Instant
        From. (开始时间)
    end : Instant
        Until. (结束时间)
    operator_name : str
        Who did it. (操作人)
    agent_expires_date : Date
        Expiry of the agent. (消毒剂有效期)
    strip_checked : bool
        Concentration was checked with a strip. (试纸检测)
    recorded : bool
        A record of the process exists. (过程记录)
    evaluated : bool
        The effect was evaluated. (效果评价)
    effective : bool
        The evaluation found it effective. (评价合格)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    floor_id: str
    room_id: str
    vehicle_id: str
    venue_id: str
    lot_id: str
    kind: DisinfectionKind
    surface: SurfaceKind
    trigger: DisinfectionTrigger
    agent: Agent
    mg_l: float
    planned_mg_l: float
    minutes: float
    start: Instant
    end: Instant
    operator_name: str
    agent_expires_date: Date
    strip_checked: bool
    recorded: bool
    evaluated: bool
    effective: bool
    entered_at: Instant


class WasteBatch(TypedDict, total=False):
    """A batch of waste from collection to hand-over.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    venue_id : str
        Unit outside sites. (单位) Id of Venue.
    store_id : str
        Store it waited in. (暂存点) Id of WasteStore.
    stream : WasteClass
        Stream. (废物类别)
    source : str
        Where it came from. (来源)
    kg : float
        Weight. (重量) Unit: kg.
    count : int
        Bags or boxes. (袋数) Unit: bag.
    collected_at : Instant
        Collected. (收集时间)
    removed_at : Instant
        Handed over. (清运时间)
    destination : str
        Where it went. (去向)
    handler : str
        Named handler. (收集人)
    receiver : str
        Signed for it. (接收人)
    vehicle_id : str
        Dedicated vehicle. (车辆) Id of Vehicle.
    closed_loop : bool
        Moved in a closed loop. (闭环转运)
    mode : str
        Road, or another way. (运输方式)
    double_bag : bool
        In two bags. (双层包装)
    gooseneck : bool
        Tied with a gooseneck. (鹅颈结)
    fill : float
        How full, 1 is full. (装量) Unit: ratio.
    spray_mg_l : float
        Chlorine sprayed before tying. (喷洒浓度) Unit: mg/L.
    mixed : bool
        Mixed with the other stream. (混放)
    retained_until : Date
        The register is kept until. (保存期限)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    venue_id: str
    store_id: str
    stream: WasteClass
    source: str
    kg: float
    count: int
    collected_at: Instant
    removed_at: Instant
    destination: str
    handler: str
    receiver: str
    vehicle_id: str
    closed_loop: bool
    mode: str
    double_bag: bool
    gooseneck: bool
    fill: float
    spray_mg_l: float
    mixed: bool
    retained_until: Date
    entered_at: Instant


class SewageLog(TypedDict, total=False):
    """A reading or dosing at the sewage tank.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    at : Instant
        When. (时间)
    dose_kg : float
        Chemical added. (投药量) Unit: kg.
    contact_h : float
        Hours of contact with chlorine. (接触时间) Unit: h.
    residual_chlorine_mg_l : float
        Total residual chlorine at the outlet. (总余氯) Unit: mg/L.
    coliform_mpn_l : float
        Faecal coliforms. (粪大肠菌群) Unit: MPN/L.
    discharged : bool
        Sewage was discharged that day. (当日排放)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    at: Instant
    dose_kg: float
    contact_h: float
    residual_chlorine_mg_l: float
    coliform_mpn_l: float
    discharged: bool
    entered_at: Instant


class EnvironmentSample(TypedDict, total=False):
    """A sample of a thing or surface.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    room_id : str
        Room. (房间号) Id of Room.
    stay_id : str
        Stay that ends with it. (隔离记录) Id of Stay.
    venue_id : str
        Unit outside sites. (单位) Id of Venue.
    lot_id : str
        Lot of goods. (货物批次) Id of GoodsLot.
    point : SamplePoint
        From what. (采样点位)
    sampled_at : Instant
        Taken. (采样时间)
    resulted_at : Instant
        Result issued. (报告时间)
    result : TestResult
        Result. (结果)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    room_id: str
    stay_id: str
    venue_id: str
    lot_id: str
    point: SamplePoint
    sampled_at: Instant
    resulted_at: Instant
    result: TestResult
    entered_at: Instant
