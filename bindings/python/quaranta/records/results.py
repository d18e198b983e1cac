"""What the library answers, as records.

Verdicts, plans, tasks, rosters, allocations, forecasts, briefs.

Generated from proto/quaranta/v1/results.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.common import ContactType, Severity, Slot, VerdictKind
from quaranta.records.place import SiteStatus

__all__ = [
    "ActivationPlan",
    "ActivationStep",
    "Allocation",
    "Brief",
    "ContactOrder",
    "Forecast",
    "PlacementPlan",
    "PlanAssignment",
    "PlanLevel",
    "PlanMode",
    "PlanReferral",
    "PlanStatus",
    "PlanUnplaced",
    "ReferralOutcome",
    "ReleaseOutcome",
    "Roster",
    "Task",
    "TaskKind",
    "TaskState",
    "Verdict",
]

# What is known of a plan or of one of its levels.
PlanStatus: TypeAlias = Literal["OPTIMAL", "FEASIBLE", "CONDITIONAL", "INFEASIBLE"]

# What a plan was asked for.
PlanMode: TypeAlias = Literal["SNAPSHOT", "INCREMENTAL", "HORIZON", "AUDIT", "MOVES"]

# Where somebody goes instead of a room.
ReferralOutcome: TypeAlias = Literal["REFER_HOSPITAL", "HOME"]

# What is decided on the last day.
ReleaseOutcome: TypeAlias = Literal["RELEASE", "HOLD", "ASK"]

# How far a task is.
TaskState: TypeAlias = Literal["OPEN", "DONE", "LATE", "CANCELLED"]

# What has to be done.
TaskKind: TypeAlias = Literal[
    "TEMPERATURE",
    "ROUND",
    "TEST",
    "RELEASE",
    "TRANSFER",
    "NOTICE",
    "ORDER_REVIEW",
    "COUNSELLING",
    "CARE",
    "CARER",
    "DISINFECTION",
    "RECTIFY",
    "ANSWER",
    "REPORT",
    "OTHER",
]


class Verdict(TypedDict, total=False):
    """The answer of one rule about one subject.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    rule : str
        Rule. (规则编号)
    pack_id : str
        Pack it stands in. (规则包)
    pack_version : str
        Version of the pack. (规则包版本)
    pack_hash : str
        Hash of the pack. (规则包指纹)
    subject : str
        Record judged. (对象)
    region_id : str
        Area whose rules apply. (地区) Id of Region.
    day : Date
        Day judged, for rules over days. (日期)
    as_of : Instant
        Moment of the judgement. (判定时刻)
    verdict : VerdictKind
        The answer. (结论)
    severity : Severity
        How bad a failure is. (严重程度)
    missing : list[str]
        Facts that would decide it. (缺失事实)
    because : list[str]
        Elements that fail or are unknown. (原因对象)
    clause : str
        Clause of the rule that fails. (不满足条款)
    operands : list[str]
        Values in that clause. (实际值)
    cause : str
        Why a fact is missing: masked, suspect, hedged and so on. (不明原因)
    measure : float
        Figure to show. (度量值)
    due_at : Instant
        When it becomes due. (到期时间)
    due_stage : SiteStatus
        Stage at which it becomes due. (到期阶段)
    waiver_id : str
        Waiver in force. (豁免) Id of Waiver.
    citation : str
        Source of the rule. (依据)
    expired : bool
        The pack is past its review date. (规则过期)
    error : str
        Why the rule could not be evaluated. (错误信息)
    """

    id: str
    rule: str
    pack_id: str
    pack_version: str
    pack_hash: str
    subject: str
    region_id: str
    day: Date
    as_of: Instant
    verdict: VerdictKind
    severity: Severity
    missing: list[str]
    because: list[str]
    clause: str
    operands: list[str]
    cause: str
    measure: float
    due_at: Instant
    due_stage: SiteStatus
    waiver_id: str
    citation: str
    expired: bool
    error: str


class PlacementPlan(TypedDict, total=False):
    """A proposal of who goes where; it takes effect when a named person signs it.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area. (地区) Id of Region.
    as_of : Instant
        Moment it starts from. (计算时刻)
    mode : PlanMode
        What it was asked for. (模式)
    status : PlanStatus
        What is known of it. (状态)
    conditions : list[str]
        What must still happen, first line of the plan. (前提条件)
    doubts : list[str]
        What it could not know. (存疑事项)
    placed : int
        People placed. (已安置人数) Unit: person.
    unplaced : int
        People left without a room. (未安置人数) Unit: person.
    referred : int
        People sent elsewhere. (转出人数) Unit: person.
    conflict : list[str]
        Smallest set of facts that forbids a full plan. (冲突事实)
    relaxations : list[str]
        Cheapest ways out. (可行让步)
    seed : int
        Seed of the tie-break. (随机种子)
    nodes : int
        Nodes searched. (搜索节点数)
    node_limit : int
        Limit of nodes. (节点上限)
    signed_by : str
        Named person who took it over. (签发人)
    signed_at : Instant
        When. (签发时间)
    base_version : int
        Version of the ledger it was made from. (基准版本)
    """

    id: str
    region_id: str
    as_of: Instant
    mode: PlanMode
    status: PlanStatus
    conditions: list[str]
    doubts: list[str]
    placed: int
    unplaced: int
    referred: int
    conflict: list[str]
    relaxations: list[str]
    seed: int
    nodes: int
    node_limit: int
    signed_by: str
    signed_at: Instant
    base_version: int


class PlanLevel(TypedDict, total=False):
    """One level of the objective of a plan.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    plan_id : str
        Plan. (方案) Id of PlacementPlan.
    name : str
        Name of the level. (层级名称)
    part : int
        Class or tier within the level, from 1. (分级序号)
    value : float
        Value reached. (目标值)
    bound : float
        Value that no plan can beat. (界)
    status : PlanStatus
        What is known of it. (状态)
    """

    id: str
    plan_id: str
    name: str
    part: int
    value: float
    bound: float
    status: PlanStatus


class PlanAssignment(TypedDict, total=False):
    """A party in a room, in a plan.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    plan_id : str
        Plan. (方案) Id of PlacementPlan.
    party_id : str
        Party. (同住组) Id of Party.
    room_id : str
        Room. (房间) Id of Room.
    person_ids : list[str]
        People of the party in this room. (人员) Id of Person.
    reasons : list[str]
        Why here. (理由)
    alternatives : list[str]
        Milder measures considered, with the reason against each. (较轻措施)
    """

    id: str
    plan_id: str
    party_id: str
    room_id: str
    person_ids: list[str]
    reasons: list[str]
    alternatives: list[str]


class PlanReferral(TypedDict, total=False):
    """Somebody who goes elsewhere, in a plan.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    plan_id : str
        Plan. (方案) Id of PlacementPlan.
    person_id : str
        Who. (人员) Id of Person.
    outcome : ReferralOutcome
        Where to. (去向)
    reason : str
        Why. (原因)
    """

    id: str
    plan_id: str
    person_id: str
    outcome: ReferralOutcome
    reason: str


class PlanUnplaced(TypedDict, total=False):
    """A party without a room, in a plan.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    plan_id : str
        Plan. (方案) Id of PlacementPlan.
    party_id : str
        Party. (同住组) Id of Party.
    priority_class : int
        Class that the policy gives it. (优先等级)
    reason : str
        What is missing. (原因)
    """

    id: str
    plan_id: str
    party_id: str
    priority_class: int
    reason: str


class ActivationPlan(TypedDict, total=False):
    """A proposal of which sites to open when.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area. (地区) Id of Region.
    as_of : Instant
        Moment it starts from. (计算时刻)
    status : PlanStatus
        What is known of it. (状态)
    demand_rooms : int
        Rooms needed. (需求房间数) Unit: room.
    rooms : int
        Rooms that it brings. (可用房间数) Unit: room.
    shortfall : int
        Rooms still missing. (缺口) Unit: room.
    cost : float
        Cost. (费用) Unit: yuan.
    signed_by : str
        Named person who took it over. (签发人)
    signed_at : Instant
        When. (签发时间)
    """

    id: str
    region_id: str
    as_of: Instant
    status: PlanStatus
    demand_rooms: int
    rooms: int
    shortfall: int
    cost: float
    signed_by: str
    signed_at: Instant


class ActivationStep(TypedDict, total=False):
    """One site in an activation plan.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    plan_id : str
        Plan. (方案) Id of ActivationPlan.
    site_id : str
        Site. (隔离点) Id of Site.
    order : int
        Place in the order. (顺序)
    start_at : Instant
        Order given. (开始时间)
    ready_at : Instant
        First person can be taken. (就绪时间)
    rooms : int
        Isolation rooms it brings, its staff's rooms taken off. (房间数) Unit: room.
    lacking : list[str]
        What its acceptance or team still lacks. (欠缺事项)
    """

    id: str
    plan_id: str
    site_id: str
    order: int
    start_at: Instant
    ready_at: Instant
    rooms: int
    lacking: list[str]


class ContactOrder(TypedDict, total=False):
    """Somebody who should be followed, and why.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    case_id : str
        Case it starts from. (病例) Id of Case.
    person_id : str
        Who. (人员) Id of Person.
    order : int
        1 contact, 2 contact of a contact. (接触代次)
    contact_type : ContactType
        Category. (接触类别)
    last_exposure : Date
        Last exposure that counts. (末次暴露日期)
    path : list[str]
        Exposures that lead there. (接触路径)
    listed : bool
        Already on the recorded list. (已在清单)
    due_at : Instant
        Has to be reached by. (落实时限)
    """

    id: str
    case_id: str
    person_id: str
    order: int
    contact_type: ContactType
    last_exposure: Date
    path: list[str]
    listed: bool
    due_at: Instant


class Task(TypedDict, total=False):
    """Something due, with an owner.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    kind : TaskKind
        What. (任务类型)
    subject : str
        About what. (对象)
    stay_id : str
        About which stay. (隔离记录) Id of Stay.
    site_id : str
        Where. (隔离点) Id of Site.
    region_id : str
        Area. (地区) Id of Region.
    day : Date
        Local day it belongs to. (日期)
    slot : Slot
        Half of the day. (时段)
    due_at : Instant
        By when. (时限)
    owner : str
        Who. (责任人)
    state : TaskState
        How far. (状态)
    done_at : Instant
        Done. (完成时间)
    rule : str
        Rule behind it. (规则编号)
    text : str
        In words. (内容)
    release : ReleaseOutcome
        For a release: the decision proposed. (解除结论)
    """

    id: str
    kind: TaskKind
    subject: str
    stay_id: str
    site_id: str
    region_id: str
    day: Date
    slot: Slot
    due_at: Instant
    owner: str
    state: TaskState
    done_at: Instant
    rule: str
    text: str
    release: ReleaseOutcome


class Roster(TypedDict, total=False):
    """A proposed roster; its shifts refer to it.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    site_id : str
        Site. (隔离点) Id of Site.
    start : Instant
        From. (开始时间)
    end : Instant
        Until. (结束时间)
    status : PlanStatus
        What is known of it. (状态)
    uncovered_minutes : int
        Minutes of posts without a holder. (空档分钟) Unit: min.
    bound_minutes : int
        Minutes that no roster can cover. (空档下界) Unit: min.
    reasons : list[str]
        Why they stay open. (原因)
    """

    id: str
    site_id: str
    start: Instant
    end: Instant
    status: PlanStatus
    uncovered_minutes: int
    bound_minutes: int
    reasons: list[str]


class Allocation(TypedDict, total=False):
    """What a place gets of an item that is short.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    run : str
        The same text for all that were decided together. (分配批次)
    need_id : str
        Need. (需求) Id of Need.
    item_id : str
        Item. (物资) Id of Item.
    requested : float
        Asked. (申请量) Unit: base.
    amount : float
        Given. (分配量) Unit: base.
    shortfall : float
        Still missing. (缺口) Unit: base.
    reason : str
        Why so much. (理由)
    """

    id: str
    run: str
    need_id: str
    item_id: str
    requested: float
    amount: float
    shortfall: float
    reason: str


class Forecast(TypedDict, total=False):
    """A figure expected on a day, at a quantile.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    subject : str
        Area or site. (对象)
    region_id : str
        Area it belongs to. (地区) Id of Region.
    name : str
        What is forecast. (指标)
    day : Date
        Day. (日期)
    quantile : float
        Quantile; 0.5 is the median. (分位) Unit: ratio.
    value : float
        Value. (数值)
    runs : int
        Simulations behind it. (模拟次数)
    seed : int
        Seed. (随机种子)
    """

    id: str
    subject: str
    region_id: str
    name: str
    day: Date
    quantile: float
    value: float
    runs: int
    seed: int


class Brief(TypedDict, total=False):
    """A report made by the library.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    region_id : str
        Area. (地区) Id of Region.
    date : Date
        Day. (日期)
    language : str
        zh or en. (语言)
    as_of : Instant
        Moment of its figures. (统计时刻)
    format : str
        Text, Markdown, HTML or DOCX. (格式)
    text : str
        The brief itself. (正文)
    unknown_share : float
        Share of verdicts that are unknown. (不明占比) Unit: ratio.
    """

    id: str
    region_id: str
    date: Date
    language: str
    as_of: Instant
    format: str
    text: str
    unknown_share: float
