"""People, the groups they come in, cases and exposures.

A direct identifier is never needed for a check or a plan.

Generated from proto/quaranta/v1/people.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.common import ContactType, RiskLevel, TestResult

__all__ = [
    "Case",
    "CaseClass",
    "CaseSeverity",
    "Cluster",
    "ContactListState",
    "Exposure",
    "ExposureKind",
    "FoundBy",
    "Mobility",
    "NeedKind",
    "Party",
    "PartyKind",
    "Person",
    "ReachState",
    "ScreeningClass",
    "ScreeningEntry",
    "Sex",
    "Symptom",
    "TestRole",
]

# As recorded in the document shown.
Sex: TypeAlias = Literal["FEMALE", "MALE", "OTHER"]

# How a person gets about.
Mobility: TypeAlias = Literal["INDEPENDENT", "AIDED", "WHEELCHAIR", "BEDRIDDEN"]

# A need that decides where a person can be cared for.
NeedKind: TypeAlias = Literal[
    "DIALYSIS",
    "LABOUR",
    "OXYGEN",
    "CRISIS",
    "CHEMOTHERAPY",
    "INSULIN",
    "MEDICINE",
    "INFANT",
    "DIET",
    "INTERPRETER",
    "COUNSELLING",
    "ANTENATAL",
    "OTHER",
]

# What a person feels or shows.
Symptom: TypeAlias = Literal[
    "FEVER",
    "COUGH",
    "FATIGUE",
    "SORE_THROAT",
    "RUNNY_NOSE",
    "BREATHLESS",
    "DIARRHOEA",
    "VOMITING",
    "LOSS_OF_SMELL",
    "RASH",
    "HEADACHE",
    "OTHER",
    "NONE",
]

# What binds the people of a party.
PartyKind: TypeAlias = Literal["HOUSEHOLD", "CARE", "VEHICLE", "OTHER"]

# What a case is.
CaseClass: TypeAlias = Literal[
    "SUSPECTED",
    "CONFIRMED",
    "ASYMPTOMATIC",
    "REPOSITIVE",
    "EXCLUDED",
]

# How ill a case is.
CaseSeverity: TypeAlias = Literal["MILD", "ORDINARY", "SEVERE", "CRITICAL"]

# Whether the list of a case's contacts is finished.
ContactListState: TypeAlias = Literal["OPEN", "LISTED", "NIL"]

# How a case came to light.
FoundBy: TypeAlias = Literal[
    "CLINIC",
    "SCREENING",
    "ISOLATION",
    "TRACING",
    "ROLE_TESTING",
    "OTHER",
]

# What a person was exposed to.
ExposureKind: TypeAlias = Literal["CASE", "AREA", "GOODS", "ENTRY", "OTHER"]

# How far following a contact has come.
ReachState: TypeAlias = Literal["NAMED", "REACHED", "ISOLATED", "REFERRED", "LOST"]

# The three key groups of the returnee surveys, and the rest.
ScreeningClass: TypeAlias = Literal[
    "FROM_AREA",
    "BEEN_TO_AREA",
    "CONFIRMED_OR_OBSERVED",
    "NONE",
]

# The group whose testing interval applies.
TestRole: TypeAlias = Literal[
    "CONTACT",
    "ENTRANT",
    "ENTRANT_FACING",
    "SITE_STAFF",
    "WARD_STAFF",
    "HOSPITAL_STAFF",
    "MEDICAL_STAFF",
    "BORDER_STAFF",
    "COLD_CHAIN",
    "FEVER_PATIENT",
    "INPATIENT",
    "PRISON_STAFF",
    "CARE_HOME_STAFF",
    "MARKET_STAFF",
    "COURIER",
    "DRIVER",
    "PHARMACY_STAFF",
    "PUPIL",
    "SCHOOL_STAFF",
    "PUBLIC",
]


class Person(TypedDict, total=False):
    """A person, under a pseudonym.

    Placement and checks need no direct identifier.

    Attributes
    ----------
    id : str
        Pseudonym; given, never made from a name or number. (人员编号)
    name : str
        Full name. (姓名)
    id_number : str
        Number of the document shown. (身份证号)
    phone : str
        Where the person can be reached. (联系电话)
    address : str
        Where the person lives. (家庭住址)
    region_id : str
        Area the person lives in now. (居住地区) Id of Region.
    birth_date : Date
        Day of birth. (出生日期)
    birth_year : int
        Year of birth, when the day is not needed. (出生年份)
    age : int
        Age in full years on the day of the record. (年龄) Unit: year.
    sex : Sex
        As recorded. (性别)
    language : str
        Language in which notices are understood, BCP 47. (语言)
    party_id : str
        Those the person came with and may be placed with. (同住组) Id of Party.
    contact_type : ContactType
        Why the person is to be isolated. (人员类型)
    risk_class : RiskLevel
        Risk class of the exposure. (风险类别)
    chain_id : str
        Transmission chain; unknown equals nothing. (传播链)
    batch_id : str
        Batch, when somebody recorded one; else it follows from the intake window.
        (批次)
    last_exposure : Date
        Day of the last unprotected exposure. (末次暴露日期)
    named_at : Instant
        When the person was named as one to be isolated. (判定时间)
    arrived_at : Instant
        When the person arrived and waits for a room. (到达时间)
    vehicle_id : str
        Vehicle or flight the person came with. (车辆) Id of Vehicle.
    temperature : float
        Reading at arrival. (体温) Unit: degC.
    symptoms : list[Symptom]
        Symptoms at arrival; NONE when asked and there are none. (症状)
    test_result : TestResult
        Latest result known at arrival. (核酸结果)
    needs : list[NeedKind]
        Needs known at arrival; see also ClinicalNeed. (特殊需求)
    mobility : Mobility
        How the person gets about. (行动能力)
    pregnant : bool
        Pregnant. (孕妇)
    postpartum : bool
        Recently gave birth. (产妇)
    serious_disease : bool
        A serious illness that needs care. (严重基础疾病)
    chronic_disease : bool
        An underlying disease. (基础疾病)
    distress : bool
        Found to be in distress; counselling is due. (情绪困扰)
    carer_id : str
        Named carer of a minor or dependent. (陪护人) Id of Person.
    carer_consents : bool
        As a carer: consented to join cohort and clock. (陪护同意)
    share_requested : bool
        Asked to share a room. (申请同住)
    share_assessed : bool
        Assessed as one of those who may share. (同住评估)
    needs_accessible : bool
        Needs an accessible room. (需无障碍)
    home_option_assessed : bool
        Isolation at home was looked at. (居家评估)
    home_suitable : bool
        Home was found suitable. (具备居家条件)
    prior_release_date : Date
        Released from an earlier isolation for the same entry. (前次解除日期)
    test_role : TestRole
        Group whose testing interval applies. (检测人群)
    venue_id : str
        Where the person works or learns. (单位) Id of Venue.
    class_name : str
        Class or dormitory, for school rules. (班级)
    boarder : bool
        Sleeps at the school. (住宿生)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    remark : str
        Free text; may name people, so it is treated as if it did. (备注)
    """

    id: str
    name: str
    id_number: str
    phone: str
    address: str
    region_id: str
    birth_date: Date
    birth_year: int
    age: int
    sex: Sex
    language: str
    party_id: str
    contact_type: ContactType
    risk_class: RiskLevel
    chain_id: str
    batch_id: str
    last_exposure: Date
    named_at: Instant
    arrived_at: Instant
    vehicle_id: str
    temperature: float
    symptoms: list[Symptom]
    test_result: TestResult
    needs: list[NeedKind]
    mobility: Mobility
    pregnant: bool
    postpartum: bool
    serious_disease: bool
    chronic_disease: bool
    distress: bool
    carer_id: str
    carer_consents: bool
    share_requested: bool
    share_assessed: bool
    needs_accessible: bool
    home_option_assessed: bool
    home_suitable: bool
    prior_release_date: Date
    test_role: TestRole
    venue_id: str
    class_name: str
    boarder: bool
    reported_at: Instant
    entered_at: Instant
    remark: str


class Party(TypedDict, total=False):
    """People who came together and may share a room or must be near.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    kind : PartyKind
        What binds them. (组合类型)
    size : int
        How many they are. (人数) Unit: person.
    label : str
        Short name, without identifiers. (组名)
    one_room : bool
        They ask for one room. (同住一间)
    consented : bool
        All adults agreed to share. (知情同意)
    vehicle_id : str
        Vehicle that binds them. (车辆) Id of Vehicle.
    """

    id: str
    kind: PartyKind
    size: int
    label: str
    one_room: bool
    consented: bool
    vehicle_id: str


class Case(TypedDict, total=False):
    """A found infection.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who. (人员编号) Id of Person.
    region_id : str
        Area that reports it. (报告地区) Id of Region.
    disease : str
        Disease, as named by the profiles. (病种)
    classification : CaseClass
        What it is. (病例分类)
    severity : CaseSeverity
        How ill. (临床严重程度)
    onset : Date
        First symptoms; blank when there were none. (发病日期)
    sampled_at : Instant
        When the positive sample was taken. (阳性采样时间)
    found_at : Instant
        When the result was known. (发现时间)
    verified_at : Instant
        When the CDC verified the report. (核实时间)
    interviewed_at : Instant
        When the case was interviewed. (首次流调时间)
    investigation_done_at : Instant
        When the investigation was complete. (流调完成时间)
    contact_list_state : ContactListState
        Whether the contact list is finished. (密接清单状态)
    activity_days : int
        Days of movements known before onset. (轨迹天数) Unit: day.
    in_isolation : bool
        Was already isolated when found. (隔离中发现)
    found_by : FoundBy
        How it came to light. (发现方式)
    chain_id : str
        Transmission chain. (传播链)
    source_case_id : str
        Case that infected this one, as far as known. (上级病例) Id of Case.
    cluster_id : str
        Cluster it belongs to. (聚集性疫情) Id of Cluster.
    venue_id : str
        Where the case worked or learned. (学校) Id of Venue.
    admitted_at : Instant
        Admitted to the designated hospital. (入院时间)
    closed_date : Date
        Recovered, died or excluded. (结案日期)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    region_id: str
    disease: str
    classification: CaseClass
    severity: CaseSeverity
    onset: Date
    sampled_at: Instant
    found_at: Instant
    verified_at: Instant
    interviewed_at: Instant
    investigation_done_at: Instant
    contact_list_state: ContactListState
    activity_days: int
    in_isolation: bool
    found_by: FoundBy
    chain_id: str
    source_case_id: str
    cluster_id: str
    venue_id: str
    admitted_at: Instant
    closed_date: Date
    reported_at: Instant
    entered_at: Instant


class Exposure(TypedDict, total=False):
    """A dated exposure of a person, to a case or otherwise.

    The only ground of a category.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who was exposed. (人员编号) Id of Person.
    case_id : str
        Case the person was exposed to. (关联病例) Id of Case.
    linked_person_id : str
        The contact through whom, for the second order. (关联密接) Id of Person.
    kind : ExposureKind
        Exposed to what. (暴露类型)
    contact_type : ContactType
        Category that follows from it. (接触类别)
    order : int
        1 for a contact, 2 for a contact of a contact. (接触代次)
    start : Instant
        First moment. (接触开始时间)
    end : Instant
        Last moment. (接触结束时间)
    distance_m : float
        Least distance. (接触距离) Unit: m.
    minutes : float
        Minutes in all. (接触时长) Unit: min.
    unprotected : bool
        Without effective protection. (无有效防护)
    closed_space : bool
        In a closed space. (密闭空间)
    place : str
        Where, in words. (接触地点)
    venue_id : str
        Where, when it is a known venue. (接触场所) Id of Venue.
    vehicle_id : str
        In which vehicle or flight. (同乘车辆) Id of Vehicle.
    seat_row : int
        Row of the seat. (座位排)
    seat_column : str
        Letter of the seat. (座位列)
    area_id : str
        Area visited, for a travel exposure. (旅居地区) Id of Region.
    area_risk : RiskLevel
        Risk level of that area at that time. (旅居地风险等级)
    left_area_date : Date
        Day the area was left. (离开日期)
    named_at : Instant
        When the person was named. (判定时间)
    notified_at : Instant
        When the person was told. (通知时间)
    isolated_at : Instant
        When isolation began. (落实隔离时间)
    state : ReachState
        How far following has come. (落实状态)
    out_of_area : bool
        Lives outside the area that found it. (区外人员)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    case_id: str
    linked_person_id: str
    kind: ExposureKind
    contact_type: ContactType
    order: int
    start: Instant
    end: Instant
    distance_m: float
    minutes: float
    unprotected: bool
    closed_space: bool
    place: str
    venue_id: str
    vehicle_id: str
    seat_row: int
    seat_column: str
    area_id: str
    area_risk: RiskLevel
    left_area_date: Date
    named_at: Instant
    notified_at: Instant
    isolated_at: Instant
    state: ReachState
    out_of_area: bool
    reported_at: Instant
    entered_at: Instant


class Cluster(TypedDict, total=False):
    """Cases linked in place and time.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Where. (地区) Id of Region.
    venue_id : str
        Place that links them. (场所) Id of Venue.
    disease : str
        Disease. (病种)
    first_onset : Date
        Onset of the first. (首例发病日期)
    last_onset : Date
        Onset of the last. (末例发病日期)
    size : int
        Cases in it. (病例数) Unit: person.
    declared_at : Instant
        When it was declared a cluster. (判定时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    venue_id: str
    disease: str
    first_onset: Date
    last_onset: Date
    size: int
    declared_at: Instant
    reported_at: Instant
    entered_at: Instant


class ScreeningEntry(TypedDict, total=False):
    """One line of a survey of returnees or residents.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who was screened. (人员编号) Id of Person.
    region_id : str
        Where. (地区) Id of Region.
    venue_id : str
        Unit that screened. (学校) Id of Venue.
    group : ScreeningClass
        Key group found. (排查分类)
    returned_date : Date
        Day the person came back. (返回日期)
    came_from_id : str
        Area left. (来自地区) Id of Region.
    missed : bool
        Found to have been missed at first. (漏统)
    health_ok : bool
        Said to be well. (健康状况正常)
    followed_up_at : Instant
        Followed up. (跟进时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    region_id: str
    venue_id: str
    group: ScreeningClass
    returned_date: Date
    came_from_id: str
    missed: bool
    health_ok: bool
    followed_up_at: Instant
    reported_at: Instant
    entered_at: Instant
