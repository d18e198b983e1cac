"""Units outside sites: schools, hospitals, pharmacies, markets, care homes.

Generated from proto/quaranta/v1/venue.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.people import Symptom

__all__ = [
    "Absence",
    "AbsenceReason",
    "CheckKind",
    "HealthCheck",
    "ReturnCertificate",
    "ReturnKind",
    "Venue",
    "VenueKind",
    "VenueState",
]

# What a unit is.
VenueKind: TypeAlias = Literal[
    "SCHOOL",
    "KINDERGARTEN",
    "COLLEGE",
    "HOSPITAL",
    "CLINIC",
    "FEVER_CLINIC",
    "PHARMACY",
    "MARKET",
    "SHOP",
    "RESTAURANT",
    "CARE_HOME",
    "WAREHOUSE",
    "COLD_STORE",
    "LABORATORY",
    "PRISON",
    "STATION",
    "VENUE",
    "OTHER",
]

# Whether a unit works.
VenueState: TypeAlias = Literal["OPEN", "CLOSED", "PARTIAL"]

# Which check of the day.
CheckKind: TypeAlias = Literal["MORNING", "NOON", "EVENING", "ALL_DAY"]

# Why somebody is absent.
AbsenceReason: TypeAlias = Literal[
    "ILLNESS",
    "OBSERVATION",
    "STRANDED",
    "PRIVATE",
    "UNKNOWN_REASON",
]

# What a paper is for.
ReturnKind: TypeAlias = Literal["RETURN", "SUSPENSION", "NEGATIVE_TEST", "RECOVERY"]


class Venue(TypedDict, total=False):
    """A unit outside sites.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    name : str
        Name. (单位名称)
    region_id : str
        Area. (地区) Id of Region.
    kind : VenueKind
        What it is. (单位类型)
    state : VenueState
        Whether it works. (状态)
    level : int
        Level of a hospital. (医院等级)
    designated : bool
        Designated hospital. (定点)
    fever_clinic : bool
        Has a fever clinic. (设发热门诊)
    round_the_clock : bool
        Open day and night. (24小时开放)
    triage : bool
        Has a triage point. (预检分诊)
    zones : int
        Zones of a fever clinic. (分区数)
    passages : int
        Passages of a fever clinic. (通道数)
    enrolled : int
        Pupils. (学生人数) Unit: person.
    staff_total : int
        Staff. (教职工数) Unit: person.
    observation_room : bool
        Has a temporary observation place. (隔离观察室)
    psychological_line : bool
        Has a psychological help line. (心理热线)
    beds : int
        Beds of a hospital. (床位数) Unit: bed.
    beds_free : int
        Free beds of a hospital. (空床数) Unit: bed.
    tubes_per_day : int
        Tubes that a laboratory does in a day. (日检测能力) Unit: tube.
    reopened_date : Date
        Reopened. (开学日期)
    """

    id: str
    name: str
    region_id: str
    kind: VenueKind
    state: VenueState
    level: int
    designated: bool
    fever_clinic: bool
    round_the_clock: bool
    triage: bool
    zones: int
    passages: int
    enrolled: int
    staff_total: int
    observation_room: bool
    psychological_line: bool
    beds: int
    beds_free: int
    tubes_per_day: int
    reopened_date: Date


class HealthCheck(TypedDict, total=False):
    """A check of a class or unit at a time of day.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    venue_id : str
        Unit. (学校) Id of Venue.
    class_name : str
        Class or dormitory. (班级)
    date : Date
        Day. (日期)
    kind : CheckKind
        Which check. (检查类型)
    expected : int
        People to be checked. (应检人数) Unit: person.
    checked : int
        People checked. (实检人数) Unit: person.
    fever : int
        With fever. (发热人数) Unit: person.
    symptomatic : int
        With symptoms. (症状人数) Unit: person.
    absent : int
        Absent. (缺勤人数) Unit: person.
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    venue_id: str
    class_name: str
    date: Date
    kind: CheckKind
    expected: int
    checked: int
    fever: int
    symptomatic: int
    absent: int
    entered_at: Instant


class Absence(TypedDict, total=False):
    """Somebody absent from school or work.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who. (人员编号) Id of Person.
    venue_id : str
        From where. (学校) Id of Venue.
    from_date : Date
        First day. (开始日期)
    to_date : Date
        Last day. (结束日期)
    reason : AbsenceReason
        Why. (缺勤原因)
    symptoms : list[Symptom]
        Symptoms, for illness. (症状)
    traced_at : Instant
        Cause was followed up. (追踪时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    venue_id: str
    from_date: Date
    to_date: Date
    reason: AbsenceReason
    symptoms: list[Symptom]
    traced_at: Instant
    entered_at: Instant


class ReturnCertificate(TypedDict, total=False):
    """A paper for going back, or for staying away.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who. (人员编号) Id of Person.
    venue_id : str
        Where to. (学校) Id of Venue.
    kind : ReturnKind
        What it is for. (证明类型)
    issued_date : Date
        Issued. (出具日期)
    sampled_at : Instant
        Time of the sample behind it. (采样时间)
    issuer_id : str
        Hospital that issued it. (出具医院) Id of Venue.
    hospital_proof : bool
        The hospital's certificate is there. (医院证明)
    school_opinion : bool
        The school hospital's signed opinion is there. (校医院意见)
    came_from_id : str
        Area the person comes back from. (来自地区) Id of Region.
    returned_date : Date
        Came back. (返校日期)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    venue_id: str
    kind: ReturnKind
    issued_date: Date
    sampled_at: Instant
    issuer_id: str
    hospital_proof: bool
    school_opinion: bool
    came_from_id: str
    returned_date: Date
    entered_at: Instant
