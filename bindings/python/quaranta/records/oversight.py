"""Papers, acceptance, inspection, duty and reports.

Registers say what is complete.

Generated from proto/quaranta/v1/oversight.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.common import AdminLevel, CheckResult, Severity
from quaranta.records.fixtures import DevicePlace
from quaranta.records.staff import StaffGroup

__all__ = [
    "Acceptance",
    "AcceptanceItem",
    "Document",
    "DocumentKind",
    "Drill",
    "Duty",
    "DutyRole",
    "Figure",
    "FigureQualifier",
    "Finding",
    "FindingSource",
    "FindingState",
    "Inspection",
    "InspectionKind",
    "InspectionLevel",
    "InspectorOrg",
    "Register",
    "Report",
    "ReportStream",
    "Waiver",
]

# What a paper is.
DocumentKind: TypeAlias = Literal[
    "VACATE_AGREEMENT",
    "VACATE_PLAN",
    "ACTIVATION_PLAN",
    "EMERGENCY_PLAN",
    "DISINFECTION_PLAN",
    "GROUP_DUTIES",
    "TERM_START_PLAN",
    "DAILY_PLAN",
    "CANTEEN_PLAN",
    "MINUTES",
    "LAW",
    "NOTICE",
    "CONTRACT",
    "OTHER",
]

# The five items of the check before opening.
AcceptanceItem: TypeAlias = Literal[
    "AIR_CONDITIONING",
    "VIDEO",
    "SEWAGE",
    "WINDOW_DOOR",
    "WASTE_PASSAGE",
]

# Body that inspects.
InspectorOrg: TypeAlias = Literal[
    "CDC",
    "HEALTH_COMMISSION",
    "FIRE",
    "POLICE",
    "CULTURE_TOURISM",
    "MEDICAL_TEAM",
    "HOUSING",
    "MARKET_REGULATION",
    "SITE",
    "OTHER",
]

# What an inspection is.
InspectionKind: TypeAlias = Literal[
    "ROUTINE",
    "UNANNOUNCED",
    "RISK_ASSESSMENT",
    "SELF_CHECK",
    "HOTEL_SURVEY",
    "CHECKLIST",
]

# Who looks at whom.
InspectionLevel: TypeAlias = Literal["SELF", "MUTUAL", "QUALITY_CENTRE", "AUTHORITY"]

# How far a finding has been dealt with.
FindingState: TypeAlias = Literal[
    "OPEN",
    "IN_PROGRESS",
    "CLOSED",
    "NOT_PRESENT",
    "REFERRED",
]

# Where a finding came from.
FindingSource: TypeAlias = Literal[
    "INSPECTION",
    "DRILL",
    "SELF_CHECK",
    "COMPLAINT",
    "REPORT",
    "RULE",
]

# What somebody answers for.
DutyRole: TypeAlias = Literal[
    "GROUP_LEADER",
    "DEPUTY_LEADER",
    "MEMBER",
    "SITE_HEAD",
    "AREA_LEADER",
    "VILLAGE_CADRE",
    "GRID_WORKER",
    "DUTY_OFFICER",
]

# What a report is about.
ReportStream: TypeAlias = Literal[
    "DAILY",
    "INCOMERS",
    "FEVER_AND_TESTING",
    "DRUG_SALES",
    "SITE",
    "SCHOOL",
    "VACCINATION",
    "EVENT",
    "OTHER",
]

# How a figure was hedged.
FigureQualifier: TypeAlias = Literal["EXACT", "AT_LEAST", "AT_MOST", "ABOUT"]


class Document(TypedDict, total=False):
    """A paper that must exist, be dated and in force.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area it is about. (地区) Id of Region.
    site_id : str
        Site it is about. (隔离点) Id of Site.
    venue_id : str
        Unit it is about. (单位) Id of Venue.
    group : StaffGroup
        Group whose duties it states. (组别)
    kind : DocumentKind
        What it is. (文件类型)
    title : str
        Title. (文件名称)
    version : str
        Version. (版本)
    signed_date : Date
        Signed or issued. (签订日期)
    in_force_from : Date
        In force from. (生效日期)
    in_force_to : Date
        In force until. (失效日期)
    states_method : bool
        States how. (载明方法)
    states_time : bool
        States when. (载明时间)
    states_area : bool
        States where. (载明区域)
    states_person : bool
        Names who. (载明责任人)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    site_id: str
    venue_id: str
    group: StaffGroup
    kind: DocumentKind
    title: str
    version: str
    signed_date: Date
    in_force_from: Date
    in_force_to: Date
    states_method: bool
    states_time: bool
    states_area: bool
    states_person: bool
    entered_at: Instant


class Acceptance(TypedDict, total=False):
    """One of the five checks of a site before it opens.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    item : AcceptanceItem
        Which of the five. (验收项目)
    inspector_org : InspectorOrg
        Body that checked. (验收单位)
    inspector : str
        Who checked. (验收人)
    date : Date
        When. (验收日期)
    result : CheckResult
        Outcome. (验收结果)
    recheck_date : Date
        Checked again. (复检日期)
    recheck_result : CheckResult
        Outcome of the second check. (复检结果)
    angles_ok : list[DevicePlace]
        For video: places whose angle was found right. (视角合格点位)
    hazards : str
        Hazards found, in words. (隐患)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    item: AcceptanceItem
    inspector_org: InspectorOrg
    inspector: str
    date: Date
    result: CheckResult
    recheck_date: Date
    recheck_result: CheckResult
    angles_ok: list[DevicePlace]
    hazards: str
    entered_at: Instant


class Inspection(TypedDict, total=False):
    """A visit that looks for faults.

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
    kind : InspectionKind
        What it is. (检查类型)
    level : InspectionLevel
        Who looks at whom. (检查层级)
    org : InspectorOrg
        Body that inspects. (检查单位)
    date : Date
        When. (检查日期)
    location_ok : bool
        Risk assessment: location. (选址合格)
    layout_ok : bool
        Risk assessment: layout. (布局合格)
    facilities_ok : bool
        Risk assessment: facilities. (设施合格)
    items_total : int
        Checklist: items. (清单项数)
    items_done : int
        Checklist: items found in order. (完成项数)
    findings_total : int
        Findings, as reported. (问题数)
    all_closed_claimed : bool
        The report says that all were put right. (声称全部整改)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    site_id: str
    venue_id: str
    kind: InspectionKind
    level: InspectionLevel
    org: InspectorOrg
    date: Date
    location_ok: bool
    layout_ok: bool
    facilities_ok: bool
    items_total: int
    items_done: int
    findings_total: int
    all_closed_claimed: bool
    entered_at: Instant


class Finding(TypedDict, total=False):
    """A fault, with an owner and a date.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    about : str
        Record that the fault is in. (问题对象)
    inspection_id : str
        Inspection that found it. (检查编号) Id of Inspection.
    site_id : str
        Site that must act. (隔离点) Id of Site.
    venue_id : str
        Unit that must act. (单位) Id of Venue.
    region_id : str
        Area that must act. (地区) Id of Region.
    drill_id : str
        Drill that found it. (演练) Id of Drill.
    source : FindingSource
        Where it came from. (问题来源)
    level : InspectionLevel
        Level of the inspection. (检查层级)
    code : str
        Code of a shared problem or of the rule. (问题编码)
    text : str
        In words. (问题描述)
    severity : Severity
        How bad. (严重程度)
    found_at : Instant
        Found. (发现时间)
    owner : str
        Who must act. (责任人)
    due_date : Date
        By when. (整改时限)
    state : FindingState
        How far. (整改状态)
    closed_at : Instant
        Closed. (整改完成时间)
    evidence : str
        What shows it. (整改佐证)
    evidence_date : Date
        Day of the evidence. (佐证日期)
    escalated_to : str
        To whom it was taken. (上报层级)
    concealment : bool
        Is about a concealed or false report. (瞒报)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    about: str
    inspection_id: str
    site_id: str
    venue_id: str
    region_id: str
    drill_id: str
    source: FindingSource
    level: InspectionLevel
    code: str
    text: str
    severity: Severity
    found_at: Instant
    owner: str
    due_date: Date
    state: FindingState
    closed_at: Instant
    evidence: str
    evidence_date: Date
    escalated_to: str
    concealment: bool
    reported_at: Instant
    entered_at: Instant


class Waiver(TypedDict, total=False):
    """A failure allowed for a time, with what is done instead.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    rule : str
        Rule waived. (规则编号)
    subject : str
        Record it is for. (豁免对象)
    reason : str
        Why. (豁免原因)
    compensating_measure : str
        What is done instead. (补偿措施)
    asked_by : str
        Who asked. (申请人)
    approver : str
        Who approved, above the asker. (批准人)
    start : Date
        First day. (开始日期)
    end : Date
        Last day. (截止日期)
    withdrawn_date : Date
        Withdrawn. (撤销日期)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    rule: str
    subject: str
    reason: str
    compensating_measure: str
    asked_by: str
    approver: str
    start: Date
    end: Date
    withdrawn_date: Date
    entered_at: Instant


class Drill(TypedDict, total=False):
    """A rehearsal.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    region_id : str
        Area. (地区) Id of Region.
    venue_id : str
        Unit. (单位) Id of Venue.
    date : Date
        When. (演练日期)
    orgs : list[InspectorOrg]
        Bodies that took part. (参演单位)
    subjects : list[str]
        What was rehearsed. (演练科目)
    people : int
        People who took part. (参演人数) Unit: person.
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    region_id: str
    venue_id: str
    date: Date
    orgs: list[InspectorOrg]
    subjects: list[str]
    people: int
    entered_at: Instant


class Duty(TypedDict, total=False):
    """Who answers for what, and when.

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
    role : DutyRole
        Answers for what. (职责)
    name : str
        Who. (姓名)
    phone : str
        Where reached. (联系电话)
    body : str
        Task force or department. (所在机构)
    start : Instant
        From. (开始时间)
    end : Instant
        Until. (结束时间)
    """

    id: str
    region_id: str
    site_id: str
    venue_id: str
    role: DutyRole
    name: str
    phone: str
    body: str
    start: Instant
    end: Instant


class Report(TypedDict, total=False):
    """A report of a unit, or its way upward.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    unit : str
        Who reports. (报告单位)
    region_id : str
        Area it belongs to. (地区) Id of Region.
    site_id : str
        Site that reports. (隔离点) Id of Site.
    venue_id : str
        Unit that reports. (单位) Id of Venue.
    stream : ReportStream
        About what. (报告类型)
    date : Date
        Day it is about. (报告日期)
    zero : bool
        Says that nothing happened. (零报告)
    event_count : int
        Events reported. (事件数) Unit: event.
    deadline_at : Instant
        Has to be there by. (截止时间)
    sent_at : Instant
        Sent. (报送时间)
    received_at : Instant
        Received. (接收时间)
    level : AdminLevel
        Level that receives. (接收层级)
    relayed_id : str
        Report that this one passes on. (上一级报告) Id of Report.
    incident_id : str
        Event it is about. (事件编号) Id of Incident.
    revises_id : str
        Report that this one corrects. (更正报告) Id of Report.
    revision_reason : str
        Why. (更正原因)
    complete : bool
        All boxes are filled. (填报完整)
    block_hash : str
        Hash of the text, for repeats. (内容指纹)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    unit: str
    region_id: str
    site_id: str
    venue_id: str
    stream: ReportStream
    date: Date
    zero: bool
    event_count: int
    deadline_at: Instant
    sent_at: Instant
    received_at: Instant
    level: AdminLevel
    relayed_id: str
    incident_id: str
    revises_id: str
    revision_reason: str
    complete: bool
    block_hash: str
    entered_at: Instant


class Figure(TypedDict, total=False):
    """A number out of a report, with its bounds kept as they were printed.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    subject : str
        What it is about. (对象)
    region_id : str
        Area it belongs to. (地区) Id of Region.
    report_id : str
        Report it stands in. (报告编号) Id of Report.
    name : str
        What is counted. (指标)
    value : float
        Number; a hedged one has bounds instead. (数值)
    unit : str
        Unit. (单位)
    as_of : Instant
        Moment it belongs to. (截止时间)
    qualifier : FigureQualifier
        How it was hedged. (修饰)
    numerator : float
        For a share. (分子)
    denominator : float
        For a share. (分母)
    part_of_id : str
        Total it is a part of. (所属合计) Id of Figure.
    exhaustive : bool
        As a total: its parts are all there are. (分项穷尽)
    cumulative : bool
        Counts from the start. (累计数)
    source : str
        Where it was read. (来源)
    raw : str
        As printed. (原文)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    subject: str
    region_id: str
    report_id: str
    name: str
    value: float
    unit: str
    as_of: Instant
    qualifier: FigureQualifier
    numerator: float
    denominator: float
    part_of_id: str
    exhaustive: bool
    cumulative: bool
    source: str
    raw: str
    entered_at: Instant


class Register(TypedDict, total=False):
    """A statement that a collection is complete for a parent as of a day.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    parent : str
        Record that has the collection. (对象)
    collection : str
        Name of the collection, such as rooms. (集合名称)
    as_of : Date
        Rows dated up to this day are all there. (截止日期)
    count : int
        How many there are. (总数)
    stated_by : str
        Who says so. (声明人)
    """

    id: str
    parent: str
    collection: str
    as_of: Date
    count: int
    stated_by: str
