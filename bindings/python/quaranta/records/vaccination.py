"""Vaccination points, doses given and doses in stock.

Generated from proto/quaranta/v1/vaccination.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date, Instant
from quaranta.records.testing import RoundKind

__all__ = ["Dose", "DoseStock", "VaccinationPoint", "VaccineKind"]

# Kind of vaccine, which decides its schedule.
VaccineKind: TypeAlias = Literal[
    "INACTIVATED",
    "PROTEIN",
    "VECTOR",
    "MRNA",
    "MEASLES",
    "IMMUNOGLOBULIN",
    "OTHER",
]


class VaccinationPoint(TypedDict, total=False):
    """A place where people are vaccinated or sampled.

    Attributes
    ----------
    id : str
        Made from the key when absent. (编号)
    name : str
        Name. (接种点名称)
    region_id : str
        Area. (地区) Id of Region.
    kind : RoundKind
        What it does. (点位类型)
    rescue_staff : int
        People trained for rescue. (急救人员数) Unit: person.
    capacity_day : int
        People in a day. (日接种能力) Unit: person.
    desks : int
        Desks. (接种台数) Unit: desk.
    open : bool
        Works. (开放)
    latitude : float
        WGS 84. (纬度) Unit: deg.
    longitude : float
        WGS 84. (经度) Unit: deg.
    """

    id: str
    name: str
    region_id: str
    kind: RoundKind
    rescue_staff: int
    capacity_day: int
    desks: int
    open: bool
    latitude: float
    longitude: float


class DoseStock(TypedDict, total=False):
    """Doses received, given and left at a point or area on a day.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    region_id : str
        Area. (地区) Id of Region.
    point_id : str
        Point. (接种点) Id of VaccinationPoint.
    vaccine : VaccineKind
        Which vaccine. (疫苗种类)
    as_of : Date
        Day. (日期)
    received : int
        Received in all. (到苗数) Unit: dose.
    given : int
        Given in all. (接种剂次) Unit: dose.
    stock : int
        Left. (库存剂次) Unit: dose.
    wasted : int
        Wasted in all. (损耗剂次) Unit: dose.
    given_today : int
        Given that day. (当日接种) Unit: dose.
    first_doses : int
        First doses in all. (第一剂次) Unit: dose.
    second_doses : int
        Second doses in all. (第二剂次) Unit: dose.
    eligible : int
        People who may be vaccinated. (应接种人数) Unit: person.
    reported_at : Instant
        When it was reported upward or to the desk. (上报时间)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    region_id: str
    point_id: str
    vaccine: VaccineKind
    as_of: Date
    received: int
    given: int
    stock: int
    wasted: int
    given_today: int
    first_doses: int
    second_doses: int
    eligible: int
    reported_at: Instant
    entered_at: Instant


class Dose(TypedDict, total=False):
    """A dose given to a person.

    Attributes
    ----------
    id : str
        Names the record; given, never made. (编号)
    person_id : str
        Who. (人员编号) Id of Person.
    point_id : str
        Where. (接种点) Id of VaccinationPoint.
    vaccine : VaccineKind
        Which vaccine. (疫苗种类)
    number : int
        Number of the dose. (剂次)
    booster : bool
        A booster. (加强针)
    at : Instant
        Given. (接种时间)
    age : int
        Age on that day. (接种时年龄) Unit: year.
    left_at : Instant
        Left after watching. (离开时间)
    lot : str
        Lot. (疫苗批号)
    entered_at : Instant
        When it was typed into the system it comes from. (录入时间)
    """

    id: str
    person_id: str
    point_id: str
    vaccine: VaccineKind
    number: int
    booster: bool
    at: Instant
    age: int
    left_at: Instant
    lot: str
    entered_at: Instant
