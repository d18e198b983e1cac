"""The people who run a site, their posts, shifts and training.

Names are for duty lists, never for ranking.

Generated from proto/quaranta/v1/staff.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.people import Symptom, TestRole

__all__ = [
    "Cycle",
    "CyclePhase",
    "PostPlace",
    "PostSide",
    "PpeLevel",
    "Shift",
    "Staff",
    "StaffGroup",
    "StaffHealth",
    "StaffRole",
    "TaskKindAtWork",
    "TeamPost",
    "Training",
    "TrainingKind",
    "TrainingTopic",
]

# The seven groups of a site team.
StaffGroup: TypeAlias = Literal[
    "DISINFECTION",
    "HEALTH",
    "LIAISON",
    "SECURITY",
    "LOGISTICS",
    "TRANSFER",
    "CARE",
]

# Holder of a post in the AB system.
PostSide: TypeAlias = Literal["A", "B"]

# Where a post has to be held.
PostPlace: TypeAlias = Literal[
    "DOOR",
    "FLOOR",
    "VIDEO",
    "RECEPTION",
    "WARD",
    "KITCHEN",
    "CHECKPOINT",
    "HOME_WATCH",
    "COMMAND",
    "OTHER",
]

# What somebody is trained to do.
StaffRole: TypeAlias = Literal[
    "DOCTOR",
    "NURSE",
    "SAMPLER",
    "TRACER",
    "DISINFECTOR",
    "GUARD",
    "CLEANER",
    "DRIVER",
    "COUNSELLOR",
    "CLERK",
    "MANAGER",
    "COOK",
    "LAB",
    "VACCINATOR",
    "RESCUER",
    "OTHER",
]

# Level of protective dress.
PpeLevel: TypeAlias = Literal["ONE", "TWO", "THREE"]

# What a shift is spent on.
TaskKindAtWork: TypeAlias = Literal[
    "MEDICAL",
    "CLEANING",
    "DISINFECTION",
    "SECURITY",
    "INCIDENT",
    "DESK",
    "OTHER",
]

# What the training before duty covers.
TrainingTopic: TypeAlias = Literal[
    "DAILY_MANAGEMENT",
    "COUNSELLING",
    "SAFETY",
    "DELIVERY",
    "REPORTING",
    "EMERGENCY",
    "WASTE",
    "PPE",
    "SAMPLING",
    "BIOSAFETY",
    "RIGHTS",
]

# Who gave the training.
TrainingKind: TypeAlias = Literal["COUNTY", "SITE", "SCHOOL", "OTHER"]

# Part of the closed cycle.
CyclePhase: TypeAlias = Literal["WORK", "CENTRAL", "HOME", "REST"]


class Staff(TypedDict, total=False):
    """Somebody who works at a site, checkpoint or laboratory.

    Attributes
    ----------
    id : str
        Pseudonym; given, never made from a name or number. (工号)
    site_id : str
        Site served. (隔离点) Id of Site.
    region_id : str
        Area served, for those outside sites. (地区) Id of Region.
    venue_id : str
        Unit served, for those outside sites. (单位) Id of Venue.
    name : str
        Full name. (姓名)
    phone : str
        Where the person can be reached. (联系电话)
    real_name_registered : bool
        Registered by name at the desk. (实名登记)
    group : StaffGroup
        Group of the site team. (组别)
    role : StaffRole
        What the person does. (岗位)
    skills : list[StaffRole]
        What else the person is trained to do. (技能)
    post : PostSide
        A or B, when not recorded per post. (AB岗)
    covers_id : str
        Whom the person backs up. (替岗对象) Id of Staff.
    from_body : str
        Body the person was sent by. (来源单位)
    lives_in : bool
        Lives at the site during the cycle. (驻点)
    room_id : str
        Room lived in. (住宿房间) Id of Room.
    moved_in_at : Instant
        Moved in. (进驻时间)
    start : Date
        First day of duty. (上岗日期)
    end : Date
        Last day of duty. (离岗日期)
    test_role : TestRole
        Group whose testing interval applies. (检测人群)
    person_id : str
        The same human in Person, for samples and doses. (本人档案) Id of Person.
    fully_vaccinated_date : Date
        Day of full vaccination. (全程接种日期)
    booster_date : Date
        Day of the booster. (加强接种日期)
    biosafety_certified : bool
        Passed the biosafety training for samplers. (生物安全培训合格)
    reachable : bool
        Answers the telephone. (可联系)
    exits : int
        Times outside the loop during the cycle. (外出次数) Unit: time.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    remark : str
        Free text; may name people, so it is treated as if it did. (备注)
    """

    id: str
    site_id: str
    region_id: str
    venue_id: str
    name: str
    phone: str
    real_name_registered: bool
    group: StaffGroup
    role: StaffRole
    skills: list[StaffRole]
    post: PostSide
    covers_id: str
    from_body: str
    lives_in: bool
    room_id: str
    moved_in_at: Instant
    start: Date
    end: Date
    test_role: TestRole
    person_id: str
    fully_vaccinated_date: Date
    booster_date: Date
    biosafety_certified: bool
    reachable: bool
    exits: int
    reported_at: Instant
    entered_at: Instant
    remark: str


class TeamPost(TypedDict, total=False):
    """A post that must be held, with its A and B holders.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    checkpoint_id : str
        Checkpoint. (卡口) Id of Checkpoint.
    label : str
        Name of the post. (岗位名称)
    group : StaffGroup
        Group it belongs to. (组别)
    place : PostPlace
        Where it is held. (岗位位置)
    floor_id : str
        Floor, for a floor post. (楼层) Id of Floor.
    role : StaffRole
        Skill it needs. (岗位要求)
    a_id : str
        Holder A. (A岗人员) Id of Staff.
    b_id : str
        Holder B; a different person. (B岗人员) Id of Staff.
    hours_from : int
        Minute of the local day from which it is held. (开始时刻) Unit: min.
    hours_to : int
        Minute until which it is held; 1440 more for the next day. (结束时刻) Unit: min.
    round_the_clock : bool
        Has to be held day and night. (24小时值守)
    duties_document_id : str
        Written duties. (职责文件) Id of Document.
    """

    id: str
    site_id: str
    checkpoint_id: str
    label: str
    group: StaffGroup
    place: PostPlace
    floor_id: str
    role: StaffRole
    a_id: str
    b_id: str
    hours_from: int
    hours_to: int
    round_the_clock: bool
    duties_document_id: str


class Shift(TypedDict, total=False):
    """A stretch of duty of one person.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    staff_id : str
        Who. (工作人员) Id of Staff.
    post_id : str
        At which post. (岗位) Id of TeamPost.
    site_id : str
        At which site. (隔离点) Id of Site.
    zone_id : str
        In which zone. (所在分区) Id of Zone.
    roster_id : str
        Roster it was planned in. (排班表) Id of Roster.
    start : Instant
        From. (开始时间)
    end : Instant
        Until. (结束时间)
    task : TaskKindAtWork
        Spent on. (工作内容)
    ppe_level : PpeLevel
        Dress worn. (防护等级)
    ppe_hours : float
        Hours in full dress. (防护时长) Unit: h.
    checked_in_at : Instant
        Showed up. (签到时间)
    planned_only : bool
        Planned, not yet worked. (计划班次)
    """

    id: str
    staff_id: str
    post_id: str
    site_id: str
    zone_id: str
    roster_id: str
    start: Instant
    end: Instant
    task: TaskKindAtWork
    ppe_level: PpeLevel
    ppe_hours: float
    checked_in_at: Instant
    planned_only: bool


class Training(TypedDict, total=False):
    """A training of one person.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    staff_id : str
        Who. (工作人员) Id of Staff.
    site_id : str
        On which site, for site training. (隔离点) Id of Site.
    venue_id : str
        In which unit. (学校) Id of Venue.
    date : Date
        When. (培训日期)
    kind : TrainingKind
        Who gave it. (培训类型)
    topics : list[TrainingTopic]
        What it covered. (培训内容)
    by_cdc : bool
        Given by CDC experts. (疾控专家授课)
    passed : bool
        Assessment at the end passed. (考核合格)
    valid_until : Date
        Has to be repeated after. (有效期至)
    term : str
        School term. (学期)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    staff_id: str
    site_id: str
    venue_id: str
    date: Date
    kind: TrainingKind
    topics: list[TrainingTopic]
    by_cdc: bool
    passed: bool
    valid_until: Date
    term: str
    entered_at: Instant


class Cycle(TypedDict, total=False):
    """A closed working cycle of one person, with what follows it.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    staff_id : str
        Who. (工作人员) Id of Staff.
    phase : CyclePhase
        Part of the cycle. (阶段)
    start : Date
        First day. (开始日期)
    end : Date
        Last day. (结束日期)
    outside_contacts : int
        Contacts with outsiders. (与外界接触次数) Unit: time.
    lodging_site_id : str
        Where the person lives during it. (住宿地点) Id of Site.
    """

    id: str
    staff_id: str
    phase: CyclePhase
    start: Date
    end: Date
    outside_contacts: int
    lodging_site_id: str


class StaffHealth(TypedDict, total=False):
    """Daily health of one member of staff.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    staff_id : str
        Who. (工作人员) Id of Staff.
    date : Date
        Day. (日期)
    temperature : float
        Reading. (体温) Unit: degC.
    symptoms : list[Symptom]
        Symptoms; NONE when asked and there are none. (症状)
    on_duty : bool
        Worked that day. (是否在岗)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    staff_id: str
    date: Date
    temperature: float
    symptoms: list[Symptom]
    on_duty: bool
    entered_at: Instant
