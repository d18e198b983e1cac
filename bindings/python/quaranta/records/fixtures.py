"""What stands in a site and moves around it.

Zones, ways, doors, air, devices, waste stores, vehicles.

Generated from proto/quaranta/v1/fixtures.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Instant

__all__ = [
    "AdjacentUse",
    "AirSource",
    "Compartment",
    "Device",
    "DeviceKind",
    "DevicePlace",
    "Door",
    "DoorEvent",
    "DoorKind",
    "DoorPurpose",
    "GuideArea",
    "Hvac",
    "HvacType",
    "Passage",
    "PassageKind",
    "Vehicle",
    "VehicleKind",
    "WasteFeature",
    "WasteStore",
    "Zone",
    "ZoneType",
]

# How air is moved.
HvacType: TypeAlias = Literal["INDEPENDENT", "FAN_COIL", "ALL_AIR", "NONE"]

# Where fresh air is taken from.
AirSource: TypeAlias = Literal["OUTDOOR", "PLANT_ROOM", "CORRIDOR", "CEILING_VOID"]

# The three zones, under the names of the site guides.
ZoneType: TypeAlias = Literal["CLEAN", "BUFFER", "CONTAMINATED"]

# The three areas of the 2022 design guide.
GuideArea: TypeAlias = Literal["OBSERVATION", "SERVICE", "PASSAGE"]

# A separate compartment of the buffer.
Compartment: TypeAlias = Literal[
    "DOFFING",
    "SECOND_DOFFING",
    "DISINFECTION",
    "CHANGING",
]

# Whom a passage is for.
PassageKind: TypeAlias = Literal["STAFF", "ISOLATED", "WASTE", "GOODS"]

# What a door separates.
DoorKind: TypeAlias = Literal["ROOM", "ENTRANCE", "PARTITION", "FIRE"]

# Why a door was opened. Leaving for one's life is never a breach.
DoorPurpose: TypeAlias = Literal[
    "MEAL",
    "ROUND",
    "SAMPLING",
    "WASTE",
    "DELIVERY",
    "TRANSFER",
    "ARRIVAL",
    "RELEASE",
    "ESCAPE",
    "ILLNESS",
    "NONE",
]

# What a device is.
DeviceKind: TypeAlias = Literal[
    "CAMERA",
    "DOOR_SENSOR",
    "SMOKE_ALARM",
    "CALL_BUTTON",
    "MONITOR",
    "OTHER",
]

# What a device watches.
DevicePlace: TypeAlias = Literal[
    "ENTRANCE",
    "CORRIDOR",
    "LIFT_LOBBY",
    "STORE",
    "BUFFER",
    "WASTE_STORE",
    "ROOM",
    "OTHER",
]

# What a closed waste store is proof against.
WasteFeature: TypeAlias = Literal[
    "CLOSED",
    "SIGNED",
    "LEAKAGE",
    "RODENTS",
    "INSECTS",
    "THEFT",
    "CHILDREN",
]

# What must not stand beside a waste store.
AdjacentUse: TypeAlias = Literal["FOOD", "ACTIVITY", "HOUSEHOLD_WASTE", "NONE"]

# What a vehicle is for.
VehicleKind: TypeAlias = Literal["BUS", "CAR", "AMBULANCE", "WASTE", "GOODS"]


class Zone(TypedDict, total=False):
    """A zone of a site, or a care unit of a hall.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site it belongs to. (隔离点) Id of Site.
    label : str
        Name on the plan. (分区名称)
    type : ZoneType
        Which of the three zones. (分区类型)
    guide_type : GuideArea
        Which area of the design guide. (设计导则分区)
    compartments : list[Compartment]
        Separate compartments, for a buffer. (缓冲间设置)
    sign : bool
        Carries a sign. (标识)
    beds : int
        Beds, for a care unit of a hall. (床位) Unit: bed.
    net_area_m2 : float
        Net area, for a care unit of a hall. (净面积) Unit: m2.
    partition_height_m : float
        Height of bed partitions, for a hall. (隔断高度) Unit: m.
    """

    id: str
    site_id: str
    label: str
    type: ZoneType
    guide_type: GuideArea
    compartments: list[Compartment]
    sign: bool
    beds: int
    net_area_m2: float
    partition_height_m: float


class Passage(TypedDict, total=False):
    """A way through a site for one kind of traffic.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site it belongs to. (隔离点) Id of Site.
    label : str
        Name on the plan. (通道名称)
    kind : PassageKind
        Whom or what it is for. (通道类型)
    zone_ids : list[str]
        Zones it runs through, in order. (途经分区) Id of Zone.
    sign : bool
        Carries a sign. (标识)
    crossings : int
        Places where it meets a passage of the other kind. (交叉数)
    """

    id: str
    site_id: str
    label: str
    kind: PassageKind
    zone_ids: list[str]
    sign: bool
    crossings: int


class Door(TypedDict, total=False):
    """A door: an edge of the zone graph.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site it belongs to. (隔离点) Id of Site.
    label : str
        Name on the plan. (门编号)
    kind : DoorKind
        What it separates. (门类型)
    from_zone_id : str
        Zone on one side. (起始分区) Id of Zone.
    to_zone_id : str
        Zone on the other side. (到达分区) Id of Zone.
    passage_id : str
        Passage it belongs to. (所属通道) Id of Passage.
    room_id : str
        Room it closes. (房间) Id of Room.
    sensor : bool
        A working sensor reports its openings. (门磁)
    sensor_tested_at : Instant
        Last test of the sensor. (测试时间)
    locked : bool
        Kept locked. (上锁)
    opens_from_inside : bool
        Can be opened from inside in a fire. (可从内开启)
    """

    id: str
    site_id: str
    label: str
    kind: DoorKind
    from_zone_id: str
    to_zone_id: str
    passage_id: str
    room_id: str
    sensor: bool
    sensor_tested_at: Instant
    locked: bool
    opens_from_inside: bool


class DoorEvent(TypedDict, total=False):
    """An opening of a door.

    Off by default; no pictures; kept 30 days at most.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    door_id : str
        Door that was opened. (门编号) Id of Door.
    room_id : str
        Room, for a room door. (房间号) Id of Room.
    at : Instant
        When it opened. (时间)
    closed_at : Instant
        When it closed again. (关门时间)
    purpose : DoorPurpose
        Authorised event that it belongs to. (开门原因)
    staff_passage : bool
        A member of staff went through. (工作人员通行)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    door_id: str
    room_id: str
    at: Instant
    closed_at: Instant
    purpose: DoorPurpose
    staff_passage: bool
    reported_at: Instant
    entered_at: Instant


class Hvac(TypedDict, total=False):
    """An air-conditioning system.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site it serves. (隔离点) Id of Site.
    label : str
        Name on the plan. (系统名称)
    type : HvacType
        How it moves air. (空调类型)
    return_valve_closed : bool
        The return-air valve is closed while in use. (回风阀关闭)
    return_air_separate : bool
        Return air is controlled apart for each room. (回风独立控制)
    fresh_air_source : AirSource
        Where fresh air is taken from. (新风来源)
    run_hours_per_day : float
        Hours that fresh air runs each day. (日运行小时) Unit: h.
    stopped_at : Instant
        Stopped after a positive was found. (停机时间)
    cleared_at : Instant
        Disinfected and evaluated, may run again. (评估合格时间)
    traps_filled_at : Instant
        Last filling of drain and floor traps. (水封补水时间)
    """

    id: str
    site_id: str
    label: str
    type: HvacType
    return_valve_closed: bool
    return_air_separate: bool
    fresh_air_source: AirSource
    run_hours_per_day: float
    stopped_at: Instant
    cleared_at: Instant
    traps_filled_at: Instant


class Device(TypedDict, total=False):
    """A camera, sensor or alarm.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site it belongs to. (隔离点) Id of Site.
    label : str
        Name on the plan. (设备编号)
    kind : DeviceKind
        What it is. (设备类型)
    place : DevicePlace
        What it watches. (安装位置)
    floor_id : str
        Floor it is on. (楼层) Id of Floor.
    room_id : str
        Room it is in. (房间号) Id of Room.
    working : bool
        Works. (完好)
    angle_ok : bool
        Sees what it should see. (角度合格)
    retention_days : int
        Days that its pictures are kept. (录像保存天数) Unit: day.
    tested_at : Instant
        Last test. (测试时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    """

    id: str
    site_id: str
    label: str
    kind: DeviceKind
    place: DevicePlace
    floor_id: str
    room_id: str
    working: bool
    angle_ok: bool
    retention_days: int
    tested_at: Instant
    reported_at: Instant


class WasteStore(TypedDict, total=False):
    """Where medical waste waits for collection.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site it belongs to. (隔离点) Id of Site.
    label : str
        Name on the plan. (暂存点名称)
    locked : bool
        Kept locked. (上锁)
    sign : bool
        Carries the sign for medical waste. (标识)
    keeper : str
        Named keeper. (专人)
    features : list[WasteFeature]
        What it is proof against. (防护措施)
    adjacent_uses : list[AdjacentUse]
        What stands beside it. (相邻用途)
    temp_c : float
        Temperature inside. (暂存温度) Unit: degC.
    ambient_c : float
        Temperature outside at that time. (室外温度) Unit: degC.
    measured_at : Instant
        When both were read. (测温时间)
    """

    id: str
    site_id: str
    label: str
    locked: bool
    sign: bool
    keeper: str
    features: list[WasteFeature]
    adjacent_uses: list[AdjacentUse]
    temp_c: float
    ambient_c: float
    measured_at: Instant


class Vehicle(TypedDict, total=False):
    """A vehicle that carries people, waste or goods.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    plate : str
        Number plate or name. (车牌)
    region_id : str
        Area that keeps it. (所属地区) Id of Region.
    kind : VehicleKind
        What it is for. (车辆类型)
    seats : int
        Seats for passengers. (座位数) Unit: seat.
    closed_loop : bool
        Used only inside the closed loop. (闭环车辆)
    negative_pressure : bool
        Negative-pressure cabin. (负压)
    wheelchair : bool
        Can carry a wheelchair. (可载轮椅)
    in_service : bool
        Can be sent today. (可用)
    """

    id: str
    plate: str
    region_id: str
    kind: VehicleKind
    seats: int
    closed_loop: bool
    negative_pressure: bool
    wheelchair: bool
    in_service: bool
