"""Entry control: checkpoints, fever clinics, pharmacies, goods.

Generated from proto/quaranta/v1/entry.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.common import TestResult

__all__ = [
    "Checkpoint",
    "DrugCategory",
    "DrugSale",
    "EntryEvent",
    "EntryKind",
    "FeverVisit",
    "GoodsLot",
    "LotDisposal",
    "LotKind",
    "LotMovement",
    "LotStop",
    "SaleChannel",
]

# Who or what came.
EntryKind: TypeAlias = Literal["PERSON", "VEHICLE", "VISITOR", "STAFF"]

# The four categories under registration.
DrugCategory: TypeAlias = Literal[
    "ANTIPYRETIC",
    "COUGH",
    "ANTIVIRAL",
    "ANTIBACTERIAL",
    "OTHER",
]

# How a drug was sold.
SaleChannel: TypeAlias = Literal["SHOP", "ONLINE_PICKUP", "ONLINE_DELIVERY"]

# What a lot is.
LotKind: TypeAlias = Literal["COLD_CHAIN", "CONTAINER", "PARCEL", "OTHER"]

# What became of a lot.
LotDisposal: TypeAlias = Literal["RELEASED", "RETURNED", "DESTROYED", "HELD"]

# Kind of place a lot stays at.
LotStop: TypeAlias = Literal["WAREHOUSE", "MARKET", "COLD_STORE", "SHOP", "OTHER"]


class Checkpoint(TypedDict, total=False):
    """A place where those who enter are checked.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    name : str
        Name. (卡口名称)
    region_id : str
        Area. (地区) Id of Region.
    site_id : str
        Site whose gate it is. (隔离点) Id of Site.
    venue_id : str
        Unit whose gate it is. (单位) Id of Venue.
    measuring_staff : int
        People who measure. (测温人数) Unit: person.
    observation_room_m2 : float
        Area of its observation room. (留观室面积) Unit: m2.
    observation_room_gap_m : float
        From the measuring point to that room. (留观室距离) Unit: m.
    round_the_clock : bool
        Held day and night. (24小时值守)
    shifts_per_day : int
        Shifts in a day. (每日班次)
    opened_date : Date
        Set up. (设立日期)
    closed_date : Date
        Taken down. (撤销日期)
    """

    id: str
    name: str
    region_id: str
    site_id: str
    venue_id: str
    measuring_staff: int
    observation_room_m2: float
    observation_room_gap_m: float
    round_the_clock: bool
    shifts_per_day: int
    opened_date: Date
    closed_date: Date


class EntryEvent(TypedDict, total=False):
    """An entry, or a refused one.

    Collects identifiers only where a rule in force asks for them.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    checkpoint_id : str
        Where. (卡口) Id of Checkpoint.
    person_id : str
        Who. (人员编号) Id of Person.
    kind : EntryKind
        Who or what came. (类型)
    at : Instant
        When. (时间)
    temperature : float
        Reading. (体温) Unit: degC.
    mask : bool
        Wore a mask. (佩戴口罩)
    code_scanned : bool
        Place code scanned; its colour is not kept. (扫码)
    identified : bool
        Identity was checked. (已核验身份)
    allowed : bool
        Let in. (是否放行)
    referred_to_clinic : bool
        Sent to a fever clinic. (转发热门诊)
    people : int
        People in a vehicle. (人数) Unit: person.
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    checkpoint_id: str
    person_id: str
    kind: EntryKind
    at: Instant
    temperature: float
    mask: bool
    code_scanned: bool
    identified: bool
    allowed: bool
    referred_to_clinic: bool
    people: int
    entered_at: Instant


class FeverVisit(TypedDict, total=False):
    """A visit to a fever clinic.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    venue_id : str
        Clinic. (医疗机构) Id of Venue.
    person_id : str
        Who. (人员编号) Id of Person.
    at : Instant
        Came. (就诊时间)
    temperature : float
        Reading. (体温) Unit: degC.
    routed : bool
        Was led to the fever clinic. (引导至发热门诊)
    refused : bool
        Was turned away. (拒诊)
    sample_id : str
        Sample taken. (检测记录) Id of Sample.
    code_scanned : bool
        Place code scanned. (扫码)
    blood_count : bool
        Blood count done. (血常规)
    left_at : Instant
        Left. (离开时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    venue_id: str
    person_id: str
    at: Instant
    temperature: float
    routed: bool
    refused: bool
    sample_id: str
    code_scanned: bool
    blood_count: bool
    left_at: Instant
    entered_at: Instant


class DrugSale(TypedDict, total=False):
    """A registered sale of a drug that may hide a fever.

    Collects identifiers; off by default.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    venue_id : str
        Shop or clinic. (药店) Id of Venue.
    person_id : str
        Buyer. (购药人) Id of Person.
    category : DrugCategory
        Category. (药品类别)
    drug : str
        Drug. (药品名称)
    channel : SaleChannel
        How it was sold. (销售渠道)
    at : Instant
        Sold. (销售时间)
    uploaded_at : Instant
        Uploaded. (上传时间)
    buyer_fever : bool
        Buyer had fever. (购药人发热)
    registered : bool
        Registered by name. (实名登记)
    tested_at : Instant
        Buyer was tested. (核酸检测时间)
    followed_up_at : Instant
        Buyer was called. (随访时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    venue_id: str
    person_id: str
    category: DrugCategory
    drug: str
    channel: SaleChannel
    at: Instant
    uploaded_at: Instant
    buyer_fever: bool
    registered: bool
    tested_at: Instant
    followed_up_at: Instant
    entered_at: Instant


class GoodsLot(TypedDict, total=False):
    """A lot of goods from abroad.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area it entered. (地区) Id of Region.
    kind : LotKind
        What it is. (货物类型)
    name : str
        Name of the goods. (货物名称)
    origin : str
        Country. (原产地)
    customs_no : str
        Customs number. (报关单号)
    consignee : str
        Consignee, a firm. (货主)
    vehicle_id : str
        Carried by. (车辆) Id of Vehicle.
    declared_at : Instant
        Declared. (报备时间)
    arrived_at : Instant
        Arrived. (到达时间)
    first_handled_at : Instant
        First touched by people. (首次接触时间)
    disinfected_at : Instant
        Disinfected. (消毒时间)
    inner_disinfected : bool
        Inner wall of the container done. (内壁消毒)
    outer_disinfected : bool
        Outer packing done. (外包装消毒)
    sampled_at : Instant
        Sampled. (采样时间)
    result : TestResult
        Result. (检测结果)
    samples_taken : int
        Samples of the lot. (采样数) Unit: sample.
    positives : int
        Positive ones. (阳性数) Unit: sample.
    released_at : Instant
        Left the warehouse. (出库时间)
    disposal : LotDisposal
        What became of it. (处置)
    seal_in : str
        Seal at departure. (入封号)
    seal_out : str
        Seal at arrival. (出封号)
    certificate_checked : bool
        Disinfection paper checked by store or market. (查验消毒证明)
    records_until : Date
        Records are kept until. (记录保存至)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    kind: LotKind
    name: str
    origin: str
    customs_no: str
    consignee: str
    vehicle_id: str
    declared_at: Instant
    arrived_at: Instant
    first_handled_at: Instant
    disinfected_at: Instant
    inner_disinfected: bool
    outer_disinfected: bool
    sampled_at: Instant
    result: TestResult
    samples_taken: int
    positives: int
    released_at: Instant
    disposal: LotDisposal
    seal_in: str
    seal_out: str
    certificate_checked: bool
    records_until: Date
    entered_at: Instant


class LotMovement(TypedDict, total=False):
    """A stop of a lot on its way.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    lot_id : str
        Which lot. (货物批次) Id of GoodsLot.
    number : int
        Order of the stop, 1 first. (顺序)
    place : LotStop
        Kind of place. (场所类型)
    venue_id : str
        Place. (场所) Id of Venue.
    arrived_at : Instant
        Came. (到达时间)
    left_at : Instant
        Left. (离开时间)
    """

    id: str
    lot_id: str
    number: int
    place: LotStop
    venue_id: str
    arrived_at: Instant
    left_at: Instant
