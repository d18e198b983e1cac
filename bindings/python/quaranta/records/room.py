"""Floors and rooms: what placement gives out.

Generated from proto/quaranta/v1/room.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Instant
from quaranta.records.fixtures import HvacType

__all__ = ["Floor", "Room", "RoomState", "RoomUse"]

# What a room is used for. Only ISOLATION rooms are ever offered.
RoomUse: TypeAlias = Literal[
    "ISOLATION",
    "STAFF",
    "OFFICE",
    "DUTY",
    "CLINIC",
    "HOLDING",
    "BUFFER",
    "STORE",
    "WASTE",
]

# Whether a room can be given out today.
RoomState: TypeAlias = Literal[
    "READY",
    "OCCUPIED",
    "AWAITING_DISINFECTION",
    "OUT_OF_ORDER",
    "FROZEN",
]


class Floor(TypedDict, total=False):
    """A floor, the unit that one cohort holds.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Building it belongs to. (隔离点) Id of Site.
    label : str
        As written on the wall. (楼层)
    level : int
        Number of the storey, ground floor 1. (层数)
    zone_id : str
        Zone it lies in, when all of it lies in one. (所属分区) Id of Zone.
    rooms_total : int
        Rooms on the floor, of whatever use. (本层房间数) Unit: room.
    shared_air_group : str
        Floors with the same text share return air and count as one. (回风分组)
    corridor_group : str
        Floors with the same text share a corridor or an open stairwell. (通廊分组)
    wing : str
        Wing, where acceptance made it a unit of its own. (楼栋)
    has_isolation : bool
        Holds isolation rooms. (设隔离房)
    clean_functions : bool
        Also holds clean functions. (设清洁功能区)
    barrier : bool
        A hard barrier separates clean functions. (硬隔断)
    safety_post : bool
        Has a safety post. (楼层安全岗)
    disinfected_at : Instant
        Last terminal disinfection of the whole floor. (终末消毒时间)
    """

    id: str
    site_id: str
    label: str
    level: int
    zone_id: str
    rooms_total: int
    shared_air_group: str
    corridor_group: str
    wing: str
    has_isolation: bool
    clean_functions: bool
    barrier: bool
    safety_post: bool
    disinfected_at: Instant


class Room(TypedDict, total=False):
    """A room, of any use.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site it belongs to. (隔离点) Id of Site.
    floor_id : str
        Floor it is on. (楼层) Id of Floor.
    label : str
        Number on the door. (房间号)
    use : RoomUse
        What it is used for. (用途)
    state : RoomState
        Whether it can be given out. (状态)
    zone_id : str
        The one zone it lies in. (所属分区) Id of Zone.
    beds : int
        Beds in it. (床位) Unit: bed.
    area_m2 : float
        Floor area. (面积) Unit: m2.
    bed_gap_m : float
        Least distance between two beds. (床间距) Unit: m.
    accessible : bool
        Usable with a wheelchair, door and bathroom included. (无障碍)
    private_bathroom : bool
        Has its own bathroom. (独立卫生间)
    window : bool
        Has an outside window. (有窗)
    window_vent_m2 : float
        Area of the window that can be opened. (可开启面积) Unit: m2.
    window_limiter : bool
        Every window that opens has a limiter. (窗户限位器)
    window_gap_cm : float
        Widest opening that the limiter leaves. (窗户开启宽度) Unit: cm.
    door_sensor : bool
        Door sensor installed and working. (门磁)
    door_sensor_tested_at : Instant
        Last test of the sensor. (门磁测试时间)
    hvac_id : str
        System that serves it. (空调系统) Id of Hvac.
    hvac_type : HvacType
        How its air is moved. (空调类型)
    independent_air : bool
        Air is independent, or return air is controlled apart. (独立空调)
    air_cleared_at : Instant
        Air system disinfected and evaluated after the last positive. (空调评估时间)
    bins : int
        Lined bins, one of them in the bathroom. (垃圾桶数) Unit: bin.
    call_button : bool
        Help can be called from the bed. (呼叫器)
    smoke_alarm : bool
        Has a smoke alarm. (烟感)
    heating : bool
        Can be heated. (取暖)
    water_l_day : float
        Water per day, where supply is limited. (日供水量) Unit: L.
    position : int
        Order along the corridor; neighbours differ by one. (房间序号)
    side : str
        Side of the corridor; rooms at one position face each other. (朝向)
    x_m : float
        Position on the floor plan. (横坐标) Unit: m.
    y_m : float
        Position on the floor plan. (纵坐标) Unit: m.
    reserved_for : str
        Reserved for a named purpose and never offered. (预留用途)
    disinfected_at : Instant
        Last terminal disinfection; see also Disinfection. (终末消毒时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    remark : str
        Free text; may name people, so it is treated as if it did. (备注)
    """

    id: str
    site_id: str
    floor_id: str
    label: str
    use: RoomUse
    state: RoomState
    zone_id: str
    beds: int
    area_m2: float
    bed_gap_m: float
    accessible: bool
    private_bathroom: bool
    window: bool
    window_vent_m2: float
    window_limiter: bool
    window_gap_cm: float
    door_sensor: bool
    door_sensor_tested_at: Instant
    hvac_id: str
    hvac_type: HvacType
    independent_air: bool
    air_cleared_at: Instant
    bins: int
    call_button: bool
    smoke_alarm: bool
    heating: bool
    water_l_day: float
    position: int
    side: str
    x_m: float
    y_m: float
    reserved_for: str
    disinfected_at: Instant
    reported_at: Instant
    entered_at: Instant
    remark: str
