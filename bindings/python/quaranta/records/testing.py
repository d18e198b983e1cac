"""Samples, pools and rounds of testing or vaccination.

Generated from proto/quaranta/v1/testing.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Instant
from quaranta.records.common import TestResult
from quaranta.records.people import TestRole

__all__ = [
    "AreaClass",
    "AssayKind",
    "Pool",
    "Round",
    "RoundKind",
    "Sample",
    "SamplePurpose",
    "SwabKind",
    "UrgencyKind",
]

# Where a sample is taken.
SwabKind: TypeAlias = Literal[
    "NASOPHARYNGEAL",
    "OROPHARYNGEAL",
    "NASAL",
    "BLOOD",
    "OTHER",
]

# What the test looks for.
AssayKind: TypeAlias = Literal["NUCLEIC_ACID", "ANTIGEN", "ANTIBODY", "BLOOD_COUNT"]

# Why a sample was taken.
SamplePurpose: TypeAlias = Literal[
    "SCHEDULED",
    "INTAKE",
    "RELEASE",
    "ROLE",
    "AREA",
    "RETEST",
    "CLINIC",
    "AFTER_RELEASE",
]

# Whom the laboratory serves first.
UrgencyKind: TypeAlias = Literal["FEVER_OR_EMERGENCY", "PATIENT", "VOLUNTARY"]

# What a round does.
RoundKind: TypeAlias = Literal["TESTING", "VACCINATION", "ANTIGEN"]

# Class of a controlled area.
AreaClass: TypeAlias = Literal["SEALED", "CONTROLLED", "PREVENTION"]


class Sample(TypedDict, total=False):
    """A sample of a person and its result.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Whose. (人员编号) Id of Person.
    stay_id : str
        During which stay. (隔离记录) Id of Stay.
    pool_id : str
        Pool it went into. (混采管) Id of Pool.
    round_id : str
        Round it was taken in. (轮次) Id of Round.
    day : int
        Day number of the profile, when recorded. (检测日)
    swab : SwabKind
        Where it was taken. (采样方式)
    assay : AssayKind
        What was looked for. (检测类型)
    purpose : SamplePurpose
        Why. (检测目的)
    pool_size : int
        1 for a single sample. (混采比例) Unit: person.
    reagent : str
        Reagent. (试剂)
    lab : str
        Laboratory. (检测机构)
    urgency : UrgencyKind
        Turnaround that applies. (检测类别)
    sampled_at : Instant
        Taken. (采样时间)
    lab_received_at : Instant
        Reached the laboratory. (送检时间)
    resulted_at : Instant
        Result issued. (报告时间)
    result : TestResult
        Result. (核酸结果)
    ct : float
        Cycle threshold; 0 never occurs. (Ct值)
    repooled : bool
        Pooled again in the laboratory. (二次混样)
    diluted : bool
        Pooled by dilution in the laboratory. (稀释混检)
    sampler_id : str
        Who took it. (采样人) Id of Staff.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    stay_id: str
    pool_id: str
    round_id: str
    day: int
    swab: SwabKind
    assay: AssayKind
    purpose: SamplePurpose
    pool_size: int
    reagent: str
    lab: str
    urgency: UrgencyKind
    sampled_at: Instant
    lab_received_at: Instant
    resulted_at: Instant
    result: TestResult
    ct: float
    repooled: bool
    diluted: bool
    sampler_id: str
    reported_at: Instant
    entered_at: Instant


class Pool(TypedDict, total=False):
    """Samples in one tube.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Where. (地区) Id of Region.
    size_class : int
        1, 5, 10 or 20. (混采规格) Unit: person.
    members : int
        People in it. (实际人数) Unit: person.
    tube_ml : float
        Preservative in the tube. (保存液体积) Unit: mL.
    sampled_at : Instant
        Closed. (采样时间)
    result : TestResult
        Result. (结果)
    resulted_at : Instant
        Result issued. (报告时间)
    held_at : Instant
        Members asked to wait after a positive. (暂控时间)
    """

    id: str
    region_id: str
    size_class: int
    members: int
    tube_ml: float
    sampled_at: Instant
    result: TestResult
    resulted_at: Instant
    held_at: Instant


class Round(TypedDict, total=False):
    """A round of testing or vaccination of an area or group.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area. (地区) Id of Region.
    site_id : str
        Site. (隔离点) Id of Site.
    venue_id : str
        Unit. (单位) Id of Venue.
    kind : RoundKind
        What it does. (轮次类型)
    number : int
        Number in its series. (第几轮)
    role : TestRole
        Group, when it is not everybody. (人群类别)
    area_class : AreaClass
        Class of the area. (区域类别)
    source_unknown : bool
        Held because the source is unknown. (源头不明)
    start : Instant
        From. (开始时间)
    end : Instant
        Until. (结束时间)
    due_at : Instant
        Must be done by. (完成时限)
    target : int
        People on the list. (应检人数) Unit: person.
    done : int
        People reached. (实检人数) Unit: person.
    positives : int
        People found positive. (阳性人数) Unit: person.
    points : int
        Points at work. (采样点数) Unit: point.
    lab_single_per_day : int
        Single tubes that laboratories can do in a day. (单检日能力) Unit: tube.
    lab_pooled_per_day : int
        People per day with pooling. (混检日能力) Unit: person.
    hours_per_day : float
        Hours that points work. (日工作小时) Unit: h.
    """

    id: str
    region_id: str
    site_id: str
    venue_id: str
    kind: RoundKind
    number: int
    role: TestRole
    area_class: AreaClass
    source_unknown: bool
    start: Instant
    end: Instant
    due_at: Instant
    target: int
    done: int
    positives: int
    points: int
    lab_single_per_day: int
    lab_pooled_per_day: int
    hours_per_day: float
