"""Money: what was spent, paid, planned, given and charged.

No record names a person.

Generated from proto/quaranta/v1/fund.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant

__all__ = [
    "Budget",
    "Cost",
    "CostKind",
    "Payment",
    "Penalty",
    "PurchaseChannel",
    "Reward",
]

# What money was spent on.
CostKind: TypeAlias = Literal[
    "RENT",
    "CONVERSION",
    "FOOD",
    "LABOUR",
    "TESTING",
    "SUPPLIES",
    "WASTE",
    "TRANSPORT",
    "UTILITIES",
    "OTHER",
]

# How goods were bought.
PurchaseChannel: TypeAlias = Literal["REGULAR", "FAST", "DONATION"]


class Cost(TypedDict, total=False):
    """Money owed for something.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area that bears it. (地区) Id of Region.
    site_id : str
        Site it arose at. (隔离点) Id of Site.
    kind : CostKind
        For what. (费用类别)
    amount : float
        Amount. (金额) Unit: yuan.
    from_date : Date
        First day it covers. (开始日期)
    to_date : Date
        Last day it covers. (结束日期)
    channel : PurchaseChannel
        How it was bought. (采购方式)
    document_id : str
        Papers behind it. (凭证) Id of Document.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    site_id: str
    kind: CostKind
    amount: float
    from_date: Date
    to_date: Date
    channel: PurchaseChannel
    document_id: str
    reported_at: Instant
    entered_at: Instant


class Payment(TypedDict, total=False):
    """Money paid on costs.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    cost_id : str
        Cost it settles. (费用编号) Id of Cost.
    region_id : str
        Area that paid. (地区) Id of Region.
    amount : float
        Amount. (支付金额) Unit: yuan.
    date : Date
        When. (支付日期)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    cost_id: str
    region_id: str
    amount: float
    date: Date
    reported_at: Instant
    entered_at: Instant


class Budget(TypedDict, total=False):
    """Money of an area or site over a period.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area. (地区) Id of Region.
    site_id : str
        Site. (隔离点) Id of Site.
    from_date : Date
        First day. (开始日期)
    to_date : Date
        Last day. (结束日期)
    amount : float
        Amount granted. (预算金额) Unit: yuan.
    incurred : float
        Spent so far, paid or not. (产生费用) Unit: yuan.
    paid : float
        Paid so far. (已支付) Unit: yuan.
    monthly_baseline : float
        Cost of a month without large activation. (月基本费用) Unit: yuan.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    site_id: str
    from_date: Date
    to_date: Date
    amount: float
    incurred: float
    paid: float
    monthly_baseline: float
    reported_at: Instant
    entered_at: Instant


class Reward(TypedDict, total=False):
    """Money given for a verified report.

    Historic; off by default; informants are not recorded.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area that gives it. (地区) Id of Region.
    case_ref : str
        Event it is for. (对应事项)
    verified : bool
        The report was verified. (已核实)
    amount : float
        Amount. (金额) Unit: yuan.
    date : Date
        When. (日期)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    case_ref: str
    verified: bool
    amount: float
    date: Date
    reported_at: Instant
    entered_at: Instant


class Penalty(TypedDict, total=False):
    """Money charged to a unit.

    Historic; off by default.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Unit charged. (地区) Id of Region.
    reason : str
        For what. (事由)
    returned_date : Date
        Return date of the person missed; it decides the rate. (返乡日期)
    cases : int
        How many times. (起数) Unit: time.
    amount : float
        Amount. (金额) Unit: yuan.
    date : Date
        When. (日期)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    reason: str
    returned_date: Date
    cases: int
    amount: float
    date: Date
    reported_at: Instant
    entered_at: Instant
