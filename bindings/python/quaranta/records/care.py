"""The closed loop: stays, what is observed and decided, and who answers for it.

Generated from proto/quaranta/v1/care.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.common import ContactType, RiskLevel, Slot
from quaranta.records.people import Symptom

__all__ = [
    "Observation",
    "ObservationKind",
    "RoomAssignment",
    "Stay",
    "StayPlace",
    "StayReason",
    "StayState",
    "Transfer",
    "TransferKind",
    "VisitMode",
]

# Where a stay is spent.
StayPlace: TypeAlias = Literal["SITE", "HOME", "HOME_MONITORING", "HOSPITAL"]

# Where in the loop a stay is.
StayState: TypeAlias = Literal[
    "PLANNED",
    "INSIDE",
    "TRANSFERRED",
    "RELEASED",
    "LEFT",
    "DIED",
]

# Why a stay has its kind of ending or extension.
StayReason: TypeAlias = Literal[
    "PERIOD",
    "HOSPITAL",
    "SITE_CHANGE",
    "HOME_OPTION",
    "RULE_CHANGE",
    "ORDER_ENDED",
]

# How an observation was made.
ObservationKind: TypeAlias = Literal[
    "READING",
    "ROUND",
    "SELF_REPORT",
    "SENSOR",
    "FOLLOW_UP",
]

# How somebody was visited.
VisitMode: TypeAlias = Literal["IN_PERSON", "PHONE", "VIDEO", "MESSAGE"]

# What a journey is for.
TransferKind: TypeAlias = Literal["INTAKE", "HOSPITAL", "SITE", "RELEASE", "CARE"]


class Stay(TypedDict, total=False):
    """One person's isolation from intake to end, wherever it is spent.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    person_id : str
        Who. (人员编号) Id of Person.
    order_id : str
        Decision it rests on. (决定书编号) Id of Order.
    site_id : str
        Site it is registered at, room or not. (隔离点) Id of Site.
    place : StayPlace
        Where it is spent. (隔离方式)
    state : StayState
        Where in the loop it is. (状态)
    start : Instant
        Intake. (入住时间)
    end : Instant
        Left for good. (解除隔离时间)
    planned_end : Date
        Day it should end. (预计解除日期)
    profile : str
        Protocol profile that applies, when the order names one. (管理方案)
    contact_type : ContactType
        Why. (人员类型)
    risk_class : RiskLevel
        Risk class, part of the cohort key. (风险类别)
    chain_id : str
        Transmission chain, part of the cohort key. (传播链)
    batch_id : str
        Batch, when recorded. (批次)
    last_exposure : Date
        Day of the last unprotected exposure; the length counts from it. (末次暴露日期)
    restarted_date : Date
        Last day of a new exposure inside; the length counts from it. (重新计算日期)
    exposure_id : str
        The exposure it rests on. (暴露记录) Id of Exposure.
    linked_person_id : str
        For a contact of a contact: the contact. (关联密接) Id of Person.
    follows_id : str
        The stay that this one continues, such as home monitoring after a site.
        (前段隔离) Id of Stay.
    credited_days : int
        Days already served elsewhere. (折抵天数) Unit: day.
    end_reason : StayReason
        Why it ended. (解除原因)
    notice_signed_at : Instant
        Written notice handed over. (告知书签收时间)
    certificate_no : str
        Number of the release certificate. (解除证明编号)
    daily_check : bool
        On the list of those seen by a doctor or nurse each day. (每日重点巡查)
    watcher_id : str
        Named person who looks after this stay. (包保人员) Id of Staff.
    reception_owner : str
        Answers for reception. (接收责任人)
    observation_owner : str
        Answers for observation. (观察责任人)
    release_owner : str
        Answers for release. (解除责任人)
    community_ack_at : Instant
        Home community took over. (社区交接时间)
    community_name : str
        Who took over. (交接社区)
    home_option_refused : str
        Why isolation at home was refused. (未居家原因)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    remark : str
        Free text; may name people, so it is treated as if it did. (备注)
    """

    id: str
    person_id: str
    order_id: str
    site_id: str
    place: StayPlace
    state: StayState
    start: Instant
    end: Instant
    planned_end: Date
    profile: str
    contact_type: ContactType
    risk_class: RiskLevel
    chain_id: str
    batch_id: str
    last_exposure: Date
    restarted_date: Date
    exposure_id: str
    linked_person_id: str
    follows_id: str
    credited_days: int
    end_reason: StayReason
    notice_signed_at: Instant
    certificate_no: str
    daily_check: bool
    watcher_id: str
    reception_owner: str
    observation_owner: str
    release_owner: str
    community_ack_at: Instant
    community_name: str
    home_option_refused: str
    reported_at: Instant
    entered_at: Instant
    remark: str


class RoomAssignment(TypedDict, total=False):
    """A stay in one room for a time.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    stay_id : str
        Whose. (隔离记录) Id of Stay.
    room_id : str
        Where. (房间号) Id of Room.
    start : Instant
        From. (入住时间)
    end : Instant
        Until. (离开时间)
    share_basis : str
        Why the room is shared, when it is. (同住依据)
    decided_by : str
        Named person who signed the placement. (安排人)
    plan_id : str
        Plan that proposed it. (安排方案) Id of PlacementPlan.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    stay_id: str
    room_id: str
    start: Instant
    end: Instant
    share_basis: str
    decided_by: str
    plan_id: str
    reported_at: Instant
    entered_at: Instant


class Observation(TypedDict, total=False):
    """A temperature, a round, a call: what was seen of a person at a moment.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    stay_id : str
        During which stay. (隔离记录) Id of Stay.
    person_id : str
        Of whom, outside a stay. (人员编号) Id of Person.
    at : Instant
        When it was made. (测量时间)
    slot : Slot
        Half of the day it counts for, when recorded. (时段)
    kind : ObservationKind
        How it was made. (监测方式)
    mode : VisitMode
        In person or not. (随访方式)
    temperature : float
        Reading. (体温) Unit: degC.
    symptoms : list[Symptom]
        Symptoms; NONE when asked and there are none. (症状)
    asked : bool
        Symptoms were asked for. (已询问症状)
    oxygen_saturation : float
        Oxygen saturation. (血氧) Unit: %.
    distress : bool
        In distress. (情绪异常)
    observer_id : str
        Who made it. (测量人) Id of Staff.
    acted_at : Instant
        When an alert was acted on. (处置时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    stay_id: str
    person_id: str
    at: Instant
    slot: Slot
    kind: ObservationKind
    mode: VisitMode
    temperature: float
    symptoms: list[Symptom]
    asked: bool
    oxygen_saturation: float
    distress: bool
    observer_id: str
    acted_at: Instant
    reported_at: Instant
    entered_at: Instant


class Transfer(TypedDict, total=False):
    """A journey of a person from one place to another.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who. (人员编号) Id of Person.
    stay_id : str
        During or into which stay. (隔离记录) Id of Stay.
    kind : TransferKind
        What for. (转运类型)
    requested_at : Instant
        When it was asked for. (申请时间)
    from_place : str
        From where. (出发地)
    to_place : str
        To where. (目的地)
    site_id : str
        Site that receives. (接收隔离点) Id of Site.
    venue_id : str
        Hospital or unit that receives. (接收医院) Id of Venue.
    trip_id : str
        The same text for all who rode together. (车次)
    vehicle_id : str
        Vehicle. (车辆) Id of Vehicle.
    crew : str
        Named crew. (转运人员)
    depart : Instant
        Departure. (出发时间)
    arrive : Instant
        Arrival. (到达时间)
    stops : int
        Stops on the way; point to point means none. (中途停靠次数) Unit: stop.
    spacing_m : float
        Least distance kept between people. (间隔距离) Unit: m.
    sent_by : str
        Signed the person out. (移交人)
    received_by : str
        Signed the person in. (接收人)
    acknowledged_at : Instant
        Receiving side confirmed. (接收确认时间)
    vehicle_disinfected_at : Instant
        Vehicle disinfected afterwards. (车辆消毒时间)
    closed_loop : bool
        Point to point in the closed loop. (闭环转运)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    stay_id: str
    kind: TransferKind
    requested_at: Instant
    from_place: str
    to_place: str
    site_id: str
    venue_id: str
    trip_id: str
    vehicle_id: str
    crew: str
    depart: Instant
    arrive: Instant
    stops: int
    spacing_m: float
    sent_by: str
    received_by: str
    acknowledged_at: Instant
    vehicle_disinfected_at: Instant
    closed_loop: bool
    reported_at: Instant
    entered_at: Instant
