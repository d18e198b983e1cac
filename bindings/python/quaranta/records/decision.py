"""Decisions about people and the papers they are told in.

Orders, consents, notices, holds, investigations.

Generated from proto/quaranta/v1/decision.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.care import StayPlace

__all__ = [
    "Certificate",
    "Consent",
    "ConsentKind",
    "Hold",
    "HoldReason",
    "Investigation",
    "InvestigationState",
    "Notice",
    "NoticeKind",
    "Order",
]

# Why a release or an intake is held. Each is a fact with a basis.
HoldReason: TypeAlias = Literal[
    "POSITIVE_ON_FLOOR",
    "ENVIRONMENT_POSITIVE",
    "OWN_POSITIVE",
    "INVESTIGATION",
    "RESULT_PENDING",
    "OTHER",
]

# Whether an investigation is finished.
InvestigationState: TypeAlias = Literal["OPEN", "CLOSED"]

# What somebody agreed to.
ConsentKind: TypeAlias = Literal[
    "CARE",
    "SHARING",
    "CLASS_CHANGE",
    "HOME_ISOLATION",
    "DATA",
]

# What a person was told in writing.
NoticeKind: TypeAlias = Literal["INTAKE", "RULES", "RELEASE", "EXTENSION", "RIGHTS"]


class Order(TypedDict, total=False):
    """The decision that a stay rests on.

    A stay without one in force is critical.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Whom it binds, when it names one person. (人员编号) Id of Person.
    region_id : str
        Area whose authority issued it. (地区) Id of Region.
    authority : str
        Body that decided. (决定机关)
    officer : str
        Person who signed. (签发人)
    basis : str
        Law and clause. (法律依据)
    disease : str
        Disease it is about. (病种)
    issued_at : Instant
        When it was made. (作出时间)
    served_at : Instant
        When it was handed over. (送达时间)
    language : str
        Language of the text served, BCP 47. (文书语言)
    review_at : Instant
        When it must be looked at again. (复核时间)
    reviewed_at : Instant
        When it last was. (已复核时间)
    end_at : Instant
        When it ends by itself. (终止时间)
    withdrawn_at : Instant
        When it was withdrawn. (撤销时间)
    measure : StayPlace
        Where it orders the stay to be. (措施)
    alternatives : str
        Milder measures considered, with the reason against each. (已考虑的较轻措施)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    region_id: str
    authority: str
    officer: str
    basis: str
    disease: str
    issued_at: Instant
    served_at: Instant
    language: str
    review_at: Instant
    reviewed_at: Instant
    end_at: Instant
    withdrawn_at: Instant
    measure: StayPlace
    alternatives: str
    reported_at: Instant
    entered_at: Instant


class Certificate(TypedDict, total=False):
    """A paper that says something of a person: release, test result.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Whom it is about. (人员编号) Id of Person.
    stay_id : str
        Stay it ends. (隔离记录) Id of Stay.
    kind : str
        What it certifies. (证明类型)
    number : str
        Number printed on it. (证明编号)
    issued_at : Instant
        Issued. (签发时间)
    sampled_at : Instant
        Time of the sample behind it. (采样时间)
    valid_until : Instant
        Ends. (有效期至)
    issuer : str
        Who issued it. (出具机构)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    stay_id: str
    kind: str
    number: str
    issued_at: Instant
    sampled_at: Instant
    valid_until: Instant
    issuer: str
    reported_at: Instant
    entered_at: Instant


class Consent(TypedDict, total=False):
    """What a person agreed to, on paper.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who agreed, or for whom a guardian did. (人员编号) Id of Person.
    for_person_id : str
        The minor or dependent it is about. (被陪护人) Id of Person.
    kind : ConsentKind
        To what. (同意事项)
    given : bool
        Agreed or refused. (是否同意)
    at : Instant
        When. (签署时间)
    withdrawn_at : Instant
        Taken back. (撤回时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    for_person_id: str
    kind: ConsentKind
    given: bool
    at: Instant
    withdrawn_at: Instant
    reported_at: Instant
    entered_at: Instant


class Notice(TypedDict, total=False):
    """A written notice handed to a person.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    stay_id : str
        To whom. (隔离记录) Id of Stay.
    kind : NoticeKind
        What it says. (告知类型)
    language : str
        Language of the text, BCP 47. (语言)
    issued_at : Instant
        Made out. (发出时间)
    signed_at : Instant
        Signed for. (签收时间)
    says_end_date : Date
        Day of release that it states. (载明解除日期)
    says_complaint_way : bool
        States how to complain. (载明救济途径)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    stay_id: str
    kind: NoticeKind
    language: str
    issued_at: Instant
    signed_at: Instant
    says_end_date: Date
    says_complaint_way: bool
    reported_at: Instant
    entered_at: Instant


class Hold(TypedDict, total=False):
    """A floor, room or person kept as it is, on a fact, by an officer, until a time.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    stay_id : str
        Person held. (隔离记录) Id of Stay.
    floor_id : str
        Floor frozen. (楼层) Id of Floor.
    room_id : str
        Room frozen. (房间号) Id of Room.
    site_id : str
        Site frozen. (隔离点) Id of Site.
    investigation_id : str
        Investigation that it waits for. (调查编号) Id of Investigation.
    reason : HoldReason
        The fact. (暂缓原因)
    fact : str
        Record that shows the fact. (依据记录)
    basis : str
        Law and clause. (法律依据)
    officer : str
        Named officer. (批准人)
    start : Instant
        From. (开始时间)
    until : Instant
        Ends by itself at. (期限)
    renewed_at : Instant
        Renewed by the officer. (续期时间)
    ended_at : Instant
        Lifted. (解除时间)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    stay_id: str
    floor_id: str
    room_id: str
    site_id: str
    investigation_id: str
    reason: HoldReason
    fact: str
    basis: str
    officer: str
    start: Instant
    until: Instant
    renewed_at: Instant
    ended_at: Instant
    reported_at: Instant
    entered_at: Instant


class Investigation(TypedDict, total=False):
    """A look into infection inside a site.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    site_id : str
        Where. (隔离点) Id of Site.
    floor_id : str
        Floor in question. (楼层) Id of Floor.
    case_id : str
        Case that caused it. (病例编号) Id of Case.
    room_ids : list[str]
        Rooms looked into. (调查房间) Id of Room.
    positive_at : Instant
        When the positive became known. (阳性报告时间)
    start : Instant
        Begun. (开始时间)
    closed_at : Instant
        Closed. (结束时间)
    state : InvestigationState
        Whether it is finished. (调查状态)
    cross_infection : bool
        What it found. (是否交叉感染)
    lead : str
        Who leads it. (负责人)
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    site_id: str
    floor_id: str
    case_id: str
    room_ids: list[str]
    positive_at: Instant
    start: Instant
    closed_at: Instant
    state: InvestigationState
    cross_infection: bool
    lead: str
    reported_at: Instant
    entered_at: Instant
