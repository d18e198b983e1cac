"""Goods: what they are, how much there is, what moves and what is needed.

Generated from proto/quaranta/v1/supply.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant

__all__ = [
    "BaseUnit",
    "Item",
    "ItemKind",
    "Movement",
    "MovementKind",
    "Need",
    "Shipment",
    "ShipmentState",
    "Stock",
]

# What an item is for.
ItemKind: TypeAlias = Literal[
    "MASK",
    "SUIT",
    "GLOVES",
    "GOGGLES",
    "DISINFECTANT",
    "ALCOHOL",
    "THERMOMETER",
    "SPRAYER",
    "SAMPLING_KIT",
    "ANTIGEN_KIT",
    "REAGENT",
    "MEDICINE",
    "FOOD",
    "HEATING",
    "HYGIENE",
    "INFANT",
    "SANITARY",
    "BEDDING",
    "WASTE_BAG",
    "OTHER",
]

# Unit in which amounts of an item are added.
BaseUnit: TypeAlias = Literal["PIECE", "KILOGRAM", "LITRE", "BOX", "SET", "PAIR"]

# What moves stock.
MovementKind: TypeAlias = Literal["IN", "OUT", "RETURN", "WASTE", "COUNT"]

# How far a shipment is.
ShipmentState: TypeAlias = Literal["ORDERED", "SHIPPED", "HELD", "ARRIVED", "CANCELLED"]


class Item(TypedDict, total=False):
    """A kind of goods.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    name : str
        Name. (物资名称)
    kind : ItemKind
        What it is for. (类别)
    base_unit : BaseUnit
        Unit in which amounts are added. (单位)
    pack_size : float
        Base units in one pack. (装量) Unit: base.
    pack_name : str
        What a pack is called: box, drum. (包装单位)
    standard : str
        Model or standard, such as N95. (型号)
    urgent : bool
        On the list of urgent goods. (急需)
    shelf_days : int
        Days it keeps. (保质期天数) Unit: day.
    tube_ml : float
        Preservative, for sampling kits. (保存液体积) Unit: mL.
    use_per_person_day : float
        Base units that one person uses in a day. (人均日用量) Unit: base.
    list_version : str
        Version of the list it is taken from. (目录版本)
    """

    id: str
    name: str
    kind: ItemKind
    base_unit: BaseUnit
    pack_size: float
    pack_name: str
    standard: str
    urgent: bool
    shelf_days: int
    tube_ml: float
    use_per_person_day: float
    list_version: str


class Stock(TypedDict, total=False):
    """How much of an item a place has on a day.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    item_id : str
        Which item. (物资名称) Id of Item.
    region_id : str
        Area that holds it. (地区) Id of Region.
    site_id : str
        Site that holds it. (隔离点) Id of Site.
    venue_id : str
        Unit that holds it. (单位) Id of Venue.
    as_of : Date
        Day of the count. (盘点日期)
    amount : float
        Amount, in base units. (库存量) Unit: base.
    daily_use : float
        Amount used in a day. (日消耗量) Unit: base.
    need_10d : float
        Need for the next ten days. (十日需求量) Unit: base.
    opening : float
        Amount at the start of the day. (期初数量) Unit: base.
    received : float
        Received in the day. (当日入库) Unit: base.
    issued : float
        Issued in the day. (当日出库) Unit: base.
    expires_date : Date
        Earliest day of expiry. (有效期)
    lot : str
        Lot number. (批号)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    remark : str
        Free text; may name people, so it is treated as if it did. (备注)
    """

    id: str
    item_id: str
    region_id: str
    site_id: str
    venue_id: str
    as_of: Date
    amount: float
    daily_use: float
    need_10d: float
    opening: float
    received: float
    issued: float
    expires_date: Date
    lot: str
    reported_at: Instant
    entered_at: Instant
    remark: str


class Movement(TypedDict, total=False):
    """Goods that came or went.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    item_id : str
        Which item. (物资名称) Id of Item.
    kind : MovementKind
        What happened. (类型)
    amount : float
        Amount, in base units. (数量) Unit: base.
    date : Date
        When. (日期)
    from_place : str
        Who gave it. (发出方)
    to_place : str
        Who got it. (接收方)
    giver : str
        Named giver. (发放人)
    receiver : str
        Named receiver. (领取人)
    stock_id : str
        Stock it changes. (库存) Id of Stock.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    item_id: str
    kind: MovementKind
    amount: float
    date: Date
    from_place: str
    to_place: str
    giver: str
    receiver: str
    stock_id: str
    reported_at: Instant
    entered_at: Instant


class Shipment(TypedDict, total=False):
    """Goods ordered and not yet here.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    item_id : str
        Which item. (物资名称) Id of Item.
    region_id : str
        For which area. (地区) Id of Region.
    amount : float
        Amount, in base units. (数量) Unit: base.
    state : ShipmentState
        How far it is. (状态)
    ordered_date : Date
        Ordered. (订购日期)
    expected_date : Date
        Expected. (预计到货日期)
    arrived_date : Date
        Arrived. (到货日期)
    supplier : str
        From whom. (供应商)
    approved_by : str
        Who approved it. (审批人)
    held_where : str
        Where it was stopped. (滞留地点)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    item_id: str
    region_id: str
    amount: float
    state: ShipmentState
    ordered_date: Date
    expected_date: Date
    arrived_date: Date
    supplier: str
    approved_by: str
    held_where: str
    reported_at: Instant
    entered_at: Instant


class Need(TypedDict, total=False):
    """What a place asks for.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    item_id : str
        Which item. (物资名称) Id of Item.
    region_id : str
        Area that asks. (地区) Id of Region.
    site_id : str
        Site that asks. (隔离点) Id of Site.
    venue_id : str
        Unit that asks. (单位) Id of Venue.
    amount : float
        Amount, in base units. (需求量) Unit: base.
    from_date : Date
        First day it is for. (起始日期)
    days : int
        Days it is for. (天数) Unit: day.
    priority : int
        Class of the use, 1 first; set by the policy for the place, never for a person.
        (优先级)
    people : int
        People it is for. (人数) Unit: person.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    item_id: str
    region_id: str
    site_id: str
    venue_id: str
    amount: float
    from_date: Date
    days: int
    priority: int
    people: int
    reported_at: Instant
    entered_at: Instant
