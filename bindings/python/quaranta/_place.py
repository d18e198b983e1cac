"""Rooms for the people who arrive, and what the stock of rooms is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quaranta import _core, _html
from quaranta._arguments import (
    arrivals_of,
    core_of,
    id_of,
    ids_of,
    json_at,
    maybe_whole,
    node_limit_of,
    seed_of,
    whole,
)
from quaranta._check import Language, Report
from quaranta._policy import Packs, policy_of
from quaranta._result import Made, Result, Told
from quaranta._tables import Listing
from quaranta._time import as_of_text
from quaranta._world import World

__all__ = [
    "Capacity",
    "Change",
    "EquityRow",
    "Level",
    "Placement",
    "Plan",
    "Relaxation",
    "WhyUnplaced",
    "brief",
    "capacity",
    "place",
]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective, in its order.

    Attributes
    ----------
    name : str
        Such as ``"unplaced"``.
    part : int
        Which class or tier of that name, from 1.
    value : int
        What the plan reaches; lower is better.
    bound : int
        What no plan can be better than, all earlier levels being equal.
    status : str
        ``"OPTIMAL"`` when value and bound meet, else how sure the value is.
    """

    name: str
    part: int
    value: int
    bound: int
    status: str


@dataclass(frozen=True, slots=True)
class EquityRow:
    """How it went for one age band, sex, or need of an accessible room.

    The counts are None where one of them is small, or where a small one of
    another row could be worked out from them; see `place`.

    Attributes
    ----------
    by : str
        ``"AGE"``, ``"SEX"`` or ``"NEED"``.
    group : str
        Such as ``"MINOR"``, ``"FEMALE"`` or ``"ACCESSIBLE"``.
    asked : int or None
        For how many a room was sought.
    placed, unplaced : int or None
        How many of them have a room, or none.
    waiting_long : int or None
        Of those without: named longer ago than the policy's clock allows.
    """

    by: str
    group: str
    asked: int | None
    placed: int | None
    unplaced: int | None
    waiting_long: int | None


@dataclass(frozen=True, slots=True)
class Placement:
    """What the plan proposes for one person.

    Attributes
    ----------
    person : str
        Id of the person.
    party : str or None
        Id of the party, or of the person who travels alone.
    outcome : str
        ``"PLACED"``, ``"UNPLACED"``, ``"REFER_HOSPITAL"``, ``"HOME"``, or
        ``"ALREADY_INSIDE"``: has a room since before.
    room, floor, site : str or None
        Where, of those who are placed.
    group : str or None
        With whom a floor may be shared, of those who are placed or should be.
    """

    person: str
    party: str | None
    outcome: str
    room: str | None
    floor: str | None
    site: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class WhyUnplaced:
    """Why some people of a party have no room.

    Attributes
    ----------
    party : str
        Id of the party, or of the person who travels alone.
    people : tuple of str
        Who would share the room.
    reason : str
        The first question that no room answers with yes.
    families : tuple of str
        Rules of which all would have to be set aside for a room, and none
        less; the next best act first.
    alone : tuple of str
        Rules of which each would do by itself.
    rooms_lack : bool
        There is no room, whatever the rules.
    needed : int or None
        Rooms that they and those who compete with them need, ...
    rooms : int or None
        ... and rooms that there are for them.
    """

    party: str
    people: tuple[str, ...]
    reason: str
    families: tuple[str, ...]
    alone: tuple[str, ...]
    rooms_lack: bool
    needed: int | None
    rooms: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of people who share a room, beside an earlier plan.

    Attributes
    ----------
    kind : str
        ``"STAYS"`` in the room of the earlier plan, ``"MOVES"`` to another,
        ``"LOSES"`` it, ``"GETS"`` one, ``"WAITS"`` without one, came ``"INSIDE"``
        meanwhile, or is ``"AWAY"`` (hospital, home, no longer listed).
    party : str
        Id of the party, or of the person who travels alone.
    people : tuple of str
        Who shares the room.
    is_new : bool
        Not in the earlier plan.
    before, now : str or None
        Room of the earlier plan, and of this one.
    cause : str
        Why somebody moves: ``"STRUCK"``, ``"ROOM"`` (may not be given any more),
        ``"FLOOR"``, ``"STAFF"``, ``"PARTY"`` (changed); else ``"NONE"``.
    refusal : str
        The rule of the reserve that refused, or ``"NONE"``.
    """

    kind: str
    party: str
    people: tuple[str, ...]
    is_new: bool
    before: str | None
    now: str | None
    cause: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Relaxation(Told):
    """One act that would let people have a room, tried by planning again.

    Attributes
    ----------
    kind : str
        ``"DISINFECT_FLOOR"``, ``"CLEAR_FLOOR"`` (its people go elsewhere),
        ``"OPEN_SITE"``, ``"CONVERT_SITE"``, ``"ASK_CONSENT"`` (of adults, for the
        minors of their party), ``"LODGE_APART"`` (a party that was to share one
        room), ``"NAME_CARER"`` or ``"PAIRING_EXCEPTION"``.
    subject : str
        Such as ``"Floor:S1/3"``, ``"Site:S4"`` or ``"Party:F7"``.
    approver : str
        Who approves it, as the policy says: ``"DUTY_OFFICER"``,
        ``"SITE_HEAD"``, ``"COUNTY_COMMAND"``, ``"CITY_COMMAND"`` or
        ``"PROVINCE_COMMAND"``.
    hours : float or None
        From the approval until it helps; None where that is not on record.
    cost : float or None
        Yuan on the first day, of a site that opens or is converted; None where
        that is not on record, and of other acts.
    people : int
        How many fewer would be without a room, over all.
    parties : tuple of str
        Ids of the parties, or people who travel alone, who would get one.
    en, zh : str
        The same as a sentence; see `text`.
    """

    kind: str
    subject: str
    approver: str
    hours: float | None
    cost: float | None
    people: int
    parties: tuple[str, ...]
    en: str
    zh: str


class Plan(Result[_core.Plan]):
    """A proposal: who goes where, how good that is, and why. Made by `place`.

    A plan takes effect when a named person signs it.
    """

    __slots__ = ()
    _core_type = _core.Plan
    _made_by = "place"
    _read_by = " in a file; place(keep=...) and verify() read it"

    @property
    def levels(self) -> Listing[Level]:
        """The levels of the objective, each with a bound."""
        return Listing(Level, (Level(*row) for row in self._core.levels))

    @property
    def people(self) -> Listing[Placement]:
        """Everybody who was asked for, a row each."""
        return Listing(Placement, (Placement(*row) for row in self._core.people))

    @property
    def rooms(self) -> dict[str, str]:
        """The room of each person who gets one."""
        return self._core.rooms

    @property
    def unplaced(self) -> dict[str, str]:
        """Who gets no room, and why."""
        return self._core.unplaced

    @property
    def referred(self) -> dict[str, str]:
        """Who needs no room here: to hospital, or home."""
        return self._core.referred

    @property
    def why(self) -> Listing[WhyUnplaced]:
        """For those without a room: the rules in the way, and who competes."""
        return Listing(WhyUnplaced, (WhyUnplaced(*row) for row in self._core.why))

    @property
    def changes(self) -> Listing[Change]:
        """What differs from the plan that was kept; empty without one."""
        return Listing(Change, (Change(*row) for row in self._core.changes))

    def night(self, lang: Language = "en") -> list[str]:
        """Return what of the kept plan stands, who moves and why, what it costs.

        Empty unless the plan was made beside an earlier one.
        """
        return self._core.night(lang)

    @property
    def equity(self) -> Listing[EquityRow]:
        """How it went by age band, sex and need; small counts are hidden."""
        return Listing(EquityRow, (EquityRow(*row) for row in self._core.equity))

    @property
    def input_hash(self) -> str:
        """Tells what one plan was made from from what another was."""
        return self._core.input_hash

    @property
    def relaxations(self) -> Listing[Relaxation]:
        """Acts that would let people have a room, each tried by planning again.

        The largest effect first; exceptions to a rule, which somebody above the
        desk must approve, and moving people come last.
        """
        rows = self._core.relaxations
        return Listing(Relaxation, (Relaxation(*row) for row in rows))

    def merges(self, lang: Language = "en") -> list[str]:
        """Return what it costs to keep batches apart: advice, never done."""
        return self._core.merges(lang)

    def explain(self, who: str, lang: Language = "en") -> str:
        """Return why a person or party goes where, or nowhere; the answer first.

        Raises
        ------
        NotFoundError
            The plan knows no such person or party.
        """
        return "\n".join(self._core.explain(who, lang))

    def __repr__(self) -> str:
        return (
            f"<Plan {self._core.as_of}: {len(self.rooms)} placed, "
            f"{len(self.unplaced)} without a room, {len(self.referred)} referred>"
        )

    def _repr_html_(self) -> str:
        caption = (
            f"{len(self.rooms)} placed, {len(self.unplaced)} without a room, "
            f"{len(self.referred)} referred"
        )
        first = self.headline() + self.night() + self.conditions()
        head = _html.lines(first) if first else ""
        rows = [(v.name, v.part, v.value, v.bound, v.status) for v in self.levels]
        headers = ["level", "part", "value", "bound", "status"]
        return head + _html.table(headers, rows, caption=caption)


def place(
    world: World,
    arrivals: World | None = None,
    *,
    packs: Packs = None,
    as_of: str | datetime | None = None,
    seed: int = 1,
    node_limit: int | None = None,
    region: str = "",
    small_count: int = 5,
    keep: Plan | str | os.PathLike[str] | None = None,
    strike: str | Iterable[str] = (),
    keep_floors: int | None = None,
    expect_groups: tuple[int, int] | None = None,
) -> Plan:
    """Propose rooms for the people in `arrivals`.

    A full house is no error: see `Plan.unplaced`. The same tables, seed and
    limit give the same plan on any machine.

    Parameters
    ----------
    world : World
        Sites, floors, rooms, and who is inside.
    arrivals : World, optional
        People, with parties, consents and needs where there are any; see
        `read_arrivals`. With `keep`: only those who are new, or everybody
        again, or nobody.
    packs, as_of
        As `check`; `as_of` defaults to the latest time of `world`.
    seed : int
        Decides ties, so that nobody is last every night.
    node_limit : int, optional
        Bound on the search.
    region : str
        Region whose sites take the people. Default: the only one on top.
    small_count : int
        Counts below it are not shown in `Plan.equity`; 1 shows all.
    keep : Plan or path, optional
        An earlier plan, or its JSON in a file: its people stay in their rooms,
        the others are placed beside them, one party after the other. What
        differs is in `Plan.changes` and `Plan.night`.
    strike : str or iterable of str
        Rooms out of service from now on, such as ``"S1/304"``; only those whom
        the earlier plan put there are placed anew.
    keep_floors : int, optional
        Free floors kept for groups that have not come yet. Default: the
        policy's ``reserve_floors``.
    expect_groups : tuple of int, optional
        Least and largest group that may come, such as ``(1, 40)``: the fewer
        floors are left, the larger the group that gets one. Default: the
        policy's ``reserve_groups``.

    Returns
    -------
    Plan

    Raises
    ------
    PreconditionError
        No pack is in force: without a measure nobody may be isolated. Or `keep`
        is of another region, of other rules, or of rooms that `world` has not.
    InvalidArgumentError
        There is nobody to place, two people have one id, `small_count` is below
        1, the region must be named, or `keep` is not the JSON of a plan.
    NotFoundError
        The world has no such region, or no such room to strike.

    Examples
    --------
    >>> import quaranta as qr
    >>> rooms = [{"site_id": "S1", "floor_id": "S1/3", "label": str(301 + i),
    ...           "use": "ISOLATION", "state": "READY", "beds": 1} for i in range(4)]
    >>> world = qr.read({
    ...     "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
    ...     "Site": [{"id": "S1", "region_id": "CN-1", "status": "OPEN",
    ...               "grade": "HIGH"}],
    ...     "Floor": [{"site_id": "S1", "label": "3"}],
    ...     "Room": rooms})
    >>> def people(*ids):
    ...     return qr.read_arrivals(
    ...         [{"id": of, "age": 40, "chain_id": "L1", "risk": "HIGH"} for of in ids])
    >>> first = qr.place(world, people("P1", "P2"), packs="cn-county-2022",
    ...                  as_of="2022-04-10T17:00:00+08:00")
    >>> second = qr.place(world, people("P3"), packs="cn-county-2022",
    ...                   as_of="2022-04-10T19:00:00+08:00", keep=first,
    ...                   strike=[first.rooms["P1"]])
    >>> [(change.people[0], change.kind) for change in second.changes]
    [('P1', 'MOVES'), ('P2', 'STAYS'), ('P3', 'GETS')]
    >>> second.night()[0]
    'The plan of 2022-04-10 17:00 stands: 1 person stays in the room that it gave.'
    """
    if arrivals is None and keep is None:
        message = "place() needs arrivals, or a plan to keep"
        raise TypeError(message)
    kept = None
    json = None
    if isinstance(keep, Plan):
        kept = keep._core
    elif keep is not None:
        json = json_at("keep", keep, "a Plan")
    core = _core.place(
        core_of(world),
        None if arrivals is None else arrivals_of(arrivals),
        policy_of(packs),
        as_of_text(as_of, world),
        seed_of(seed),
        node_limit_of(node_limit),
        id_of("region", region),
        whole("small_count", small_count, 1),
        kept,
        json,
        ids_of("strike", strike, "S1/304"),
        maybe_whole("keep_floors", keep_floors, 0),
        _groups_of(expect_groups),
    )
    return Plan(core)


def _groups_of(groups: tuple[int, int] | None) -> tuple[int, int] | None:
    if groups is None:
        return None
    try:
        least, largest = groups
    except (TypeError, ValueError):
        message = (
            "expect_groups: expected the least and the largest group, such as "
            f"(1, 40), got {groups!r:.40}"
        )
        raise TypeError(message) from None
    return whole("expect_groups", least, 1), whole("expect_groups", largest, 1)


class Capacity(Made[_core.Capacity]):
    """What the stock of rooms is: against the standard, used, free tonight.

    Made by `capacity`; prints as its lines.
    """

    __slots__ = ()
    _core_type = _core.Capacity
    _made_by = "capacity"

    def lines(self, lang: Language = "en") -> list[str]:
        """Return the lines as they print on a terminal."""
        return self._core.lines(lang)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return _html.lines(self.lines())


def capacity(
    world: World,
    *,
    packs: Packs = None,
    as_of: str | datetime | None = None,
    region: str = "",
) -> Capacity:
    """Return what the stock of rooms is; parameters and errors as `place`."""
    core = _core.capacity(
        core_of(world),
        policy_of(packs),
        as_of_text(as_of, world),
        id_of("region", region),
    )
    return Capacity(core)


def brief(
    report: Report,
    plan: Plan | None = None,
    lang: Language = "zh",
    format: Literal["markdown", "html"] = "markdown",
    *,
    region: str = "",
) -> str:
    """Return the page that a duty officer reads at 17:00.

    Parameters
    ----------
    report : Report
        From `check`; its world and packs are those of the brief.
    plan : Plan, optional
        From `place`, if people arrive tonight.
    lang : {"zh", "en"}
        Language of the page.
    format : {"markdown", "html"}
        The HTML page stands alone and has a floor map.
    region : str
        As `place`.
    """
    if not isinstance(report, Report):
        message = f"expected a Report from check(), got {type(report).__name__}"
        raise TypeError(message)
    if plan is not None and not isinstance(plan, Plan):
        message = f"plan: expected a Plan from place(), got {type(plan).__name__}"
        raise TypeError(message)
    core = None if plan is None else plan._core
    return _core.brief(report._core, core, region, lang, format)
