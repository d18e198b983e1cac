"""What people inside need and ask for, and what goes wrong.

Generated from proto/quaranta/v1/welfare.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Instant
from quaranta.records.common import Severity
from quaranta.records.people import NeedKind

__all__ = [
    "ClinicalNeed",
    "Complaint",
    "Incident",
    "IncidentKind",
    "Request",
    "RequestKind",
    "RequestState",
]

# What is asked, and of whom.
RequestKind: TypeAlias = Literal[
    "NEED",
    "MEDICAL",
    "ASSISTANCE",
    "REFERRAL",
    "DATA_PUSH",
    "HOME_OPTION",
]

# How far an answer has come.
RequestState: TypeAlias = Literal["OPEN", "IN_PROGRESS", "ANSWERED", "REFUSED"]

# What went wrong or rang.
IncidentKind: TypeAlias = Literal[
    "FEVER",
    "POSITIVE",
    "CRISIS",
    "INJURY",
    "DEATH",
    "MISSING",
    "FIRE",
    "ABNORMAL_HEALTH",
    "CROSS_INFECTION",
    "OUTBREAK",
    "EVENT_REPORT",
    "QUARANTINE_FAILURE",
    "PPE_BREACH",
    "OTHER",
]


class Request(TypedDict, total=False):
    """Something asked: by a person inside, or by another area.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    stay_id : str
        Who asks, from inside. (隔离记录) Id of Stay.
    person_id : str
        Whom it is about. (人员编号) Id of Person.
    region_id : str
        Area that must answer. (受理地区) Id of Region.
    from_region_id : str
        Area that asks. (发出地区) Id of Region.
    kind : RequestKind
        What is asked. (请求类型)
    text : str
        In words. (内容)
    asked_at : Instant
        Asked. (提出时间)
    received_at : Instant
        Reached those who must answer. (收到时间)
    acknowledged_at : Instant
        Receipt confirmed. (签收时间)
    found_at : Instant
        Person found. (落实时间)
    answered_at : Instant
        Answered. (答复时间)
    state : RequestState
        How far it is. (办理状态)
    owner : str
        Who must answer. (办理人)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    stay_id: str
    person_id: str
    region_id: str
    from_region_id: str
    kind: RequestKind
    text: str
    asked_at: Instant
    received_at: Instant
    acknowledged_at: Instant
    found_at: Instant
    answered_at: Instant
    state: RequestState
    owner: str
    reported_at: Instant
    entered_at: Instant


class ClinicalNeed(TypedDict, total=False):
    """A need of a person, assessed or not, met or not.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Whose. (人员编号) Id of Person.
    stay_id : str
        During which stay. (隔离记录) Id of Stay.
    kind : NeedKind
        What. (需求类型)
    assessed_at : Instant
        Assessed. (评估时间)
    assessor : str
        By whom. (评估人)
    refer_hospital : bool
        Has to be met in a hospital. (需送医)
    due_at : Instant
        Next time it must be met. (应完成时间)
    met_at : Instant
        Last time it was met. (落实时间)
    owner : str
        Who sees to it. (责任人)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    stay_id: str
    kind: NeedKind
    assessed_at: Instant
    assessor: str
    refer_hospital: bool
    due_at: Instant
    met_at: Instant
    owner: str
    reported_at: Instant
    entered_at: Instant


class Incident(TypedDict, total=False):
    """Something that rang: an alert, an accident, an event to be reported.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    site_id : str
        Where. (隔离点) Id of Site.
    region_id : str
        Area it belongs to. (地区) Id of Region.
    venue_id : str
        Unit it happened in. (场所) Id of Venue.
    stay_id : str
        Whom it is about. (隔离记录) Id of Stay.
    room_id : str
        Room it is about. (房间号) Id of Room.
    kind : IncidentKind
        What it is. (事件类型)
    severity : Severity
        How bad. (严重程度)
    happened_at : Instant
        Happened. (发生时间)
    found_at : Instant
        Found. (发现时间)
    action_at : Instant
        Acted on. (处置时间)
    action : str
        What was done. (处置措施)
    closed_at : Instant
        Closed. (关闭时间)
    owner : str
        Who answers for it. (责任人)
    assessed_at : Instant
        Assessed as notifiable. (研判时间)
    notified_at : Instant
        Notified to the body that must know. (通报时间)
    travellers : int
        Travellers in the same time, for the benchmark of failures. (同期入境人数) Unit:
        person.
    observed_at : Instant
        When somebody saw it, if later than it happened. (观测时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    region_id: str
    venue_id: str
    stay_id: str
    room_id: str
    kind: IncidentKind
    severity: Severity
    happened_at: Instant
    found_at: Instant
    action_at: Instant
    action: str
    closed_at: Instant
    owner: str
    assessed_at: Instant
    notified_at: Instant
    travellers: int
    observed_at: Instant
    reported_at: Instant
    entered_at: Instant


class Complaint(TypedDict, total=False):
    """A complaint of a person inside, with a deadline for the answer.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    stay_id : str
        Who complains; blank when nameless. (隔离记录) Id of Stay.
    site_id : str
        About which site. (隔离点) Id of Site.
    about : str
        In words. (投诉事项)
    made_at : Instant
        Made. (投诉时间)
    due_at : Instant
        Must be answered by. (答复期限)
    answered_at : Instant
        Answered. (答复时间)
    upheld : bool
        Found right. (是否属实)
    owner : str
        Who must answer. (承办人)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    stay_id: str
    site_id: str
    about: str
    made_at: Instant
    due_at: Instant
    answered_at: Instant
    upheld: bool
    owner: str
    reported_at: Instant
    entered_at: Instant
