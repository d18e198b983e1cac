"""Places: regions and the isolation sites in them.

Generated from proto/quaranta/v1/place.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.common import AdminLevel, RiskLevel

__all__ = ["HostType", "PopulationBasis", "Region", "Site", "SiteKind", "SiteStatus"]

# How far a site has come. A requirement of a later stage is a task, not a failure.
SiteStatus: TypeAlias = Literal["LISTED", "CONVERTED", "ACCEPTED", "OPEN", "CLOSED"]

# What the building was made for.
SiteKind: TypeAlias = Literal[
    "HOTEL",
    "GUEST_HOUSE",
    "DORMITORY",
    "TRAINING_SCHOOL",
    "WELFARE_CENTRE",
    "MODULAR",
    "HALL",
    "OTHER",
]

# The institution in whose grounds the building stands.
HostType: TypeAlias = Literal[
    "NONE",
    "HOTEL",
    "HOSPITAL",
    "SCHOOL",
    "WELFARE",
    "GOVERNMENT",
    "OTHER",
]

# Where a population figure comes from.
PopulationBasis: TypeAlias = Literal["RECORDED", "ASSUMED"]


class Region(TypedDict, total=False):
    """An administrative area.

    Its zone decides what a local day is.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    name : str
        Name as in reports. (地区名称)
    level : AdminLevel
        Level in the tree. (行政级别)
    parent_id : str
        The area above; none for the root. (上级地区) Id of Region.
    zone : str
        IANA zone, such as Asia/Shanghai; decides local days. (时区)
    population : int
        Residents; the denominator of every rate. (常住人口) Unit: person.
    population_basis : PopulationBasis
        Whether the population was recorded or only assumed. (人口依据)
    population_as_of : Date
        Day the population belongs to. (人口统计日期)
    rooms_standard : float
        Rooms per 10,000 residents that the area claims or must hold. (配备标准) Unit:
        room.
    rooms_reported : int
        Reserve rooms in the latest report, of whatever use. (上报房间数) Unit: room.
    risk_level : RiskLevel
        Risk level of the area on the day of the record. (风险等级)
    risk_since : Date
        Day the risk level took effect. (风险起始日)
    surge : bool
        A large outbreak was declared; opens surge rules. (大规模疫情)
    tracers : int
        People trained and free to trace contacts. (流调人员数) Unit: person.
    prevalence : float
        Share of people infected, where pooling depends on it. (感染率) Unit: ratio.
    """

    id: str
    name: str
    level: AdminLevel
    parent_id: str
    zone: str
    population: int
    population_basis: PopulationBasis
    population_as_of: Date
    rooms_standard: float
    rooms_reported: int
    risk_level: RiskLevel
    risk_since: Date
    surge: bool
    tracers: int
    prevalence: float


class Site(TypedDict, total=False):
    """An isolation site, from its listing to its closing.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    name : str
        Name as in reports. (隔离点名称)
    region_id : str
        Area that answers for the site. (所属地区) Id of Region.
    township_id : str
        Township or street it stands in. (所在镇街) Id of Region.
    status : SiteStatus
        How far the site has come. (状态)
    level : AdminLevel
        Level of government that runs it. (点位级别)
    kind : SiteKind
        What the building was made for. (场所类型)
    host_type : HostType
        Institution in whose grounds it stands. (所在单位性质)
    grade : RiskLevel
        Risk class it is set up for; paired with cohorts by the policy. (风险分级)
    tier : int
        Tier of the activation plan, 1 opens first. (梯队)
    activation_rank : int
        Place in the activation order, unique in the region. (启用顺序)
    address : str
        Street address. (地址)
    latitude : float
        WGS 84. (纬度) Unit: deg.
    longitude : float
        WGS 84. (经度) Unit: deg.
    rooms_total : int
        All rooms of the building, of whatever use. (房间总数) Unit: room.
    isolation_rooms : int
        Rooms set apart for isolated people. (隔离房间数) Unit: room.
    rooms_reported : int
        Rooms in the latest report, whatever its definition. (上报房间数) Unit: room.
    rooms_enabled : int
        Rooms opened for use. (启用房间数) Unit: room.
    rooms_used : int
        Rooms in use, by anybody. (使用房间数) Unit: room.
    beds_total : int
        Beds in isolation rooms. (床位数) Unit: bed.
    floors_total : int
        Floors of the building that the site uses. (楼层数) Unit: floor.
    people_reported : int
        Isolated people in the latest report. (在隔离人数) Unit: person.
    accompanied : int
        People who share a room as a carer or a dependent. (陪护人数) Unit: person.
    staff_total : int
        People working in the closed loop. (工作人员数) Unit: person.
    ready_in_h : float
        Hours from the order until the first person can be taken. (启用所需小时) Unit:
        h.
    vacate_h : float
        Hours needed to empty it of guests. (腾空所需小时) Unit: h.
    convert_h : float
        Hours needed to convert it. (改造所需小时) Unit: h.
    man_h : float
        Hours needed until its team has moved in. (进驻所需小时) Unit: h.
    guests_present : int
        Ordinary guests who would have to leave first. (在住客人数) Unit: person.
    detached : bool
        Detached or relatively independent of other uses. (独立建筑)
    own_entrance : bool
        Entrance and exit are not shared with neighbours. (独立出入口)
    enclosed : bool
        The perimeter is closed and guarded. (封闭管理)
    vehicle_access : bool
        Reception, evacuation and transfer vehicles can reach it. (车辆通道)
    natural_ventilation : bool
        Can be aired through windows. (自然通风)
    dist_residential_m : float
        To the nearest dwelling. (距居民区距离) Unit: m.
    dist_commercial_m : float
        To the nearest shop or business. (距商业区距离) Unit: m.
    dense_area_m : float
        To the nearest densely used area. (距人口密集区距离) Unit: m.
    pollution_source_m : float
        To the nearest source of pollution. (距污染源距离) Unit: m.
    hazard_store_m : float
        To the nearest store of flammable or explosive goods. (距易燃易爆场所距离) Unit:
        m.
    water_intake_m : float
        To the nearest drinking-water intake. (距水源地距离) Unit: m.
    away_from_dense_area : bool
        Judged on the spot, where nobody measured. (远离人口密集区)
    away_from_pollution : bool
        Judged on the spot, where nobody measured. (远离污染源)
    away_from_hazards : bool
        Judged on the spot, where nobody measured. (远离易燃易爆)
    away_from_water_intake : bool
        Judged on the spot, where nobody measured. (远离水源)
    green_belt : bool
        A planted belt separates it from its neighbours. (绿化隔离带)
    mitigation : str
        What was done because a distance rule cannot be met. (补救措施)
    mitigation_approver : str
        Who approved the mitigation. (补救措施批准人)
    waste_passage : bool
        Medical waste has its own way in and out. (医废专用通道)
    septic_independent : bool
        Has its own septic tank. (独立化粪池)
    sewage_disinfection : bool
        Sewage is disinfected before it enters the public network. (污水消毒)
    surveyed_date : Date
        Surveyed when hotels were gone through one by one. (摸排日期)
    assessed_date : Date
        Capability assessment before listing. (评估日期)
    assessed_by : str
        Bodies that assessed it. (评估单位)
    assessed_with_cdc : bool
        The CDC took part in the assessment. (疾控参与评估)
    listed_date : Date
        Day it entered the reserve list. (列入储备日期)
    vacate_agreement_date : Date
        Vacating agreement signed. (腾空协议日期)
    vacate_plan_date : Date
        Vacating plan issued. (腾空方案日期)
    design_done : bool
        A conversion design exists. (改造方案完成)
    zones_built : bool
        Zones and passages are built. (三区两通道建成)
    converted_date : Date
        Conversion finished. (改造完成日期)
    accepted_date : Date
        Last of the five items accepted. (验收日期)
    enabled_at : Instant
        Opened to isolated people, the latest time. (启用时间)
    modified_date : Date
        Last change to structure or systems. (改动日期)
    closed_at : Instant
        Closed, the latest time. (关闭时间)
    structure_safe_until : Date
        Structural safety is documented until this day. (结构安全有效期)
    fire_safe_until : Date
        Fire safety is documented until this day. (消防安全有效期)
    environment_safe_until : Date
        Environmental safety is documented until this day. (环保有效期)
    epidemic_safe_until : Date
        Epidemic safety is documented until this day. (防疫安全有效期)
    head : str
        The one person who answers for the site. (点长)
    deputy : str
        Deputy of the head. (副点长)
    leader : str
        District leader made responsible for it. (包保领导)
    department : str
        Department made responsible for it. (责任部门)
    cdc_contact : str
        CDC expert assigned to it. (疾控联系人)
    duty_phone : str
        Telephone of the desk, day and night. (值班电话)
    crisis_line : str
        Psychological help line shown in every room. (心理热线)
    complaint_line : str
        Where people inside can complain. (投诉电话)
    branch_groups : int
        Branch groups formed by the team, a count; nobody is named. (临时党小组数) Unit:
        group.
    standby_cost_day : float
        Cost of a day in reserve. (待命日成本) Unit: yuan.
    open_cost_day : float
        Cost of a day in use. (启用日成本) Unit: yuan.
    conversion_cost : float
        Cost of converting it. (改造费用) Unit: yuan.
    passage_crossings : int
        Places where clean and contaminated ways cross, from the zone graph.
        (通道交叉数)
    post_gap_minutes : int
        Minutes without a live holder over the posts and days recorded. (值守空档分钟)
        Unit: min.
    video_gap_minutes : int
        Minutes without a person in the video room. (视频值守空档分钟) Unit: min.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    remark : str
        Free text; may name people, so it is treated as if it did. (备注)
    """

    id: str
    name: str
    region_id: str
    township_id: str
    status: SiteStatus
    level: AdminLevel
    kind: SiteKind
    host_type: HostType
    grade: RiskLevel
    tier: int
    activation_rank: int
    address: str
    latitude: float
    longitude: float
    rooms_total: int
    isolation_rooms: int
    rooms_reported: int
    rooms_enabled: int
    rooms_used: int
    beds_total: int
    floors_total: int
    people_reported: int
    accompanied: int
    staff_total: int
    ready_in_h: float
    vacate_h: float
    convert_h: float
    man_h: float
    guests_present: int
    detached: bool
    own_entrance: bool
    enclosed: bool
    vehicle_access: bool
    natural_ventilation: bool
    dist_residential_m: float
    dist_commercial_m: float
    dense_area_m: float
    pollution_source_m: float
    hazard_store_m: float
    water_intake_m: float
    away_from_dense_area: bool
    away_from_pollution: bool
    away_from_hazards: bool
    away_from_water_intake: bool
    green_belt: bool
    mitigation: str
    mitigation_approver: str
    waste_passage: bool
    septic_independent: bool
    sewage_disinfection: bool
    surveyed_date: Date
    assessed_date: Date
    assessed_by: str
    assessed_with_cdc: bool
    listed_date: Date
    vacate_agreement_date: Date
    vacate_plan_date: Date
    design_done: bool
    zones_built: bool
    converted_date: Date
    accepted_date: Date
    enabled_at: Instant
    modified_date: Date
    closed_at: Instant
    structure_safe_until: Date
    fire_safe_until: Date
    environment_safe_until: Date
    epidemic_safe_until: Date
    head: str
    deputy: str
    leader: str
    department: str
    cdc_contact: str
    duty_phone: str
    crisis_line: str
    complaint_line: str
    branch_groups: int
    standby_cost_day: float
    open_cost_day: float
    conversion_cost: float
    passage_crossings: int
    post_gap_minutes: int
    video_gap_minutes: int
    reported_at: Instant
    entered_at: Instant
    remark: str
