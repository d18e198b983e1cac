"""Rooms over the coming days, and what runs out on which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quaranta import _core, _html
from quaranta._arguments import (
    arrivals_of,
    core_of,
    id_of,
    node_limit_of,
    seed_of,
    whole,
)
from quaranta._check import Language
from quaranta._place import EquityRow, Level
from quaranta._policy import Packs, policy_of
from quaranta._result import Result
from quaranta._tables import Listing
from quaranta._time import as_of_text
from quaranta._world import World

__all__ = [
    "DayFigures",
    "DayHold",
    "DayOpening",
    "DayRoom",
    "DayShortage",
    "DayUnplaced",
    "DaysPlan",
    "plan_days",
]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day at its end, when all have left and entered.

    Attributes
    ----------
    day : date
        Local day of the region.
    arriving, entering, leaving : int
        People announced for the day, who get a room on it, and of those in a
        room by this plan who leave.
    unplaced : int
        People who arrive this day and get no room.
    free_floors, held_floors, disinfected_floors, closed_floors : int
        Floors of open sites; those that share air count as one.
    unopened_floors : int
        Floors of sites that could be opened.
    free_rooms, own_rooms : int
        Rooms offered to anybody, and to the group that holds the floor.
    taken_rooms, empty_rooms : int
        Rooms with people of this plan, and rooms that such people left on a
        floor still held.
    """

    day: date
    arriving: int
    entering: int
    leaving: int
    unplaced: int
    free_floors: int
    held_floors: int
    disinfected_floors: int
    closed_floors: int
    unopened_floors: int
    free_rooms: int
    own_rooms: int
    taken_rooms: int
    empty_rooms: int


@dataclass(frozen=True, slots=True)
class DayShortage:
    """People who arrive on a day and get no room, for one reason.

    Attributes
    ----------
    day : date
        The day they arrive.
    reason : str
        Such as ``"NO_FREE_FLOOR"``.
    people : int
        How many.
    """

    day: date
    reason: str
    people: int


@dataclass(frozen=True, slots=True)
class DayRoom:
    """Who shares a room, from when until when.

    Attributes
    ----------
    party : str
        Id of the party, or of the person who travels alone.
    people : tuple of str
        Who shares the room.
    room : str
        Such as ``"S1/304"``.
    arrival, release : date
        The day they enter, and the day they leave.
    """

    party: str
    people: tuple[str, ...]
    room: str
    arrival: date
    release: date


@dataclass(frozen=True, slots=True)
class DayUnplaced:
    """Who gets no room, and why not on the day of arrival.

    Attributes
    ----------
    party : str
        Id of the party, or of the person who travels alone.
    people : tuple of str
        Those of it without a room.
    day : date
        The day they arrive.
    reason : str
        Such as ``"NO_FREE_FLOOR"``.
    """

    party: str
    people: tuple[str, ...]
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class DayHold:
    """How long one group has a floor.

    Attributes
    ----------
    floors : tuple of str
        The floor, or floors that share air.
    since : date
        The first day of the hold; today where it stands already.
    until, free_again : date or None
        The last release, and the first day on which others may come; None
        where that is not known.
    standing : bool
        People are there already.
    people : int
        Who enter by this plan.
    """

    floors: tuple[str, ...]
    since: date
    until: date | None
    free_again: date | None
    standing: bool
    people: int


@dataclass(frozen=True, slots=True)
class DayOpening:
    """A site that the plan opens.

    Attributes
    ----------
    site : str
        Its id.
    day : date
        The day on which the first people enter.
    order_by : datetime
        When the order must be given for the site to be ready then.
    late : bool
        Even ordered now it is ready only after the first have come.
    """

    site: str
    day: date
    order_by: datetime
    late: bool


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return None if text is None else _day(text)


class DaysPlan(Result[_core.DaysPlan]):
    """A proposal for the coming days. Made by `plan_days`.

    The local day of `as_of` is the first that is planned. A plan takes effect
    when a named person signs it.
    """

    __slots__ = ()
    _core_type = _core.DaysPlan
    _made_by = "plan_days"
    _read_by = " in a file; verify() reads it"

    @property
    def days(self) -> Listing[DayFigures]:
        """What is free, held and taken on each day; goes to any data frame."""
        rows = self._core.days
        return Listing(DayFigures, (DayFigures(_day(row[0]), *row[1:]) for row in rows))

    @property
    def shortages(self) -> Listing[DayShortage]:
        """What runs out, by day and reason; empty when everybody has a room."""
        rows = self._core.shortages
        return Listing(
            DayShortage, (DayShortage(_day(row[0]), *row[1:]) for row in rows)
        )

    @property
    def rooms(self) -> Listing[DayRoom]:
        """Who goes where, from when until when."""
        return Listing(
            DayRoom,
            (
                DayRoom(party, people, room, _day(arrival), _day(release))
                for party, people, room, arrival, release in self._core.rooms
            ),
        )

    @property
    def unplaced(self) -> Listing[DayUnplaced]:
        """Who gets no room, and why."""
        return Listing(
            DayUnplaced,
            (
                DayUnplaced(party, people, _day(day), reason)
                for party, people, day, reason in self._core.unplaced
            ),
        )

    @property
    def holds(self) -> Listing[DayHold]:
        """How long floors are held, and when each is free again."""
        return Listing(
            DayHold,
            (
                DayHold(row[0], _day(row[1]), _maybe(row[2]), _maybe(row[3]), *row[4:])
                for row in self._core.holds
            ),
        )

    @property
    def openings(self) -> Listing[DayOpening]:
        """The sites to open, and when to order that."""
        return Listing(
            DayOpening,
            (
                DayOpening(site, _day(day), datetime.fromisoformat(order_by), late)
                for site, day, order_by, late in self._core.openings
            ),
        )

    @property
    def equity(self) -> Listing[EquityRow]:
        """How it went by age band, sex and need; small counts are hidden."""
        return Listing(EquityRow, (EquityRow(*row) for row in self._core.equity))

    @property
    def input_hash(self) -> str:
        """Tells what one plan was made from from what another was."""
        return self._core.input_hash

    @property
    def levels(self) -> Listing[Level]:
        """The levels of the objective, each with a bound."""
        return Listing(Level, (Level(*row) for row in self._core.levels))

    def explain(self, who: str, lang: Language = "en") -> str:
        """Return why a person or party goes where and when, or nowhere.

        The answer comes first; of those without a room, which rules are in the
        way on the day they come, and who holds the floors until when.

        Raises
        ------
        NotFoundError
            The plan knows no such person or party.
        """
        return "\n".join(self._core.explain(who, lang))

    def _counts(self) -> str:
        placed = sum(len(room.people) for room in self.rooms)
        left = sum(len(row.people) for row in self.unplaced)
        return f"{len(self.days)} days, {placed} placed, {left} without a room"

    def __repr__(self) -> str:
        return f"<DaysPlan {self._core.as_of}: {self._counts()}>"

    def _repr_html_(self) -> str:
        head = _html.lines(self.headline() + self.conditions())
        headers = list(DayFigures.__slots__)
        rows = [[getattr(day, name) for name in headers] for day in self.days]
        return head + _html.table(headers, rows, caption=self._counts())


def plan_days(
    world: World,
    arrivals: World,
    *,
    packs: Packs = None,
    as_of: str | datetime | None = None,
    days: int = 14,
    seed: int = 1,
    node_limit: int | None = None,
    region: str = "",
    small_count: int = 5,
) -> DaysPlan:
    """Propose rooms over the coming days, and say what runs out on which.

    Floors are held by one group until its last release, then disinfected, then
    free again. The same tables, seed and limit give the same plan on any
    machine.

    Parameters
    ----------
    world : World
        Sites, floors, rooms, and who is inside until when.
    arrivals : World
        People, with ``arrived_at`` the time at which each is expected; past or
        missing: today. See `read_arrivals`. They stay as long as the planned
        end of a ``Stay`` row says, else the profile of `packs` for their
        contact type.
    packs, as_of
        As `check`; `as_of` defaults to the latest time of `world`. Its local
        day is the first that is planned.
    days : int
        Days looked ahead.
    seed : int
        Decides ties, so that nobody is last every day.
    node_limit : int, optional
        Bound on the search.
    region : str
        Region whose sites take the people. Default: the only one on top.
    small_count : int
        Counts below it are not shown in `DaysPlan.equity`; 1 shows all.

    Returns
    -------
    DaysPlan

    Raises
    ------
    PreconditionError
        No pack is in force today: without a measure nobody may be isolated.
    InvalidArgumentError
        `arrivals` has nobody, two people have one id, `days` is below 1, or
        the region must be named.
    NotFoundError
        The world has no such region.

    Examples
    --------
    One floor, held until the 13th and disinfected for a day:

    >>> import quaranta as qr
    >>> world = qr.read({
    ...     "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
    ...     "Site": [{"id": "S1", "region_id": "CN-1", "status": "OPEN",
    ...               "grade": "HIGH"}],
    ...     "Floor": [{"site_id": "S1", "label": "3"}],
    ...     "Room": [{"site_id": "S1", "floor_id": "S1/3", "label": label,
    ...               "use": "ISOLATION", "state": state, "beds": 1}
    ...              for label, state in [("301", "OCCUPIED"), ("302", "READY")]],
    ...     "Stay": [{"id": "T1", "site_id": "S1", "state": "INSIDE",
    ...               "chain_id": "L9", "start": "2022-04-05T09:00:00+08:00",
    ...               "planned_end": "2022-04-13"}],
    ...     "RoomAssignment": [{"stay_id": "T1", "room_id": "S1/301",
    ...                         "start": "2022-04-05T09:00:00+08:00"}]})
    >>> people = qr.read_arrivals(
    ...     [{"id": of, "age": 40, "chain_id": chain, "risk": "HIGH",
    ...       "contact_type": "CLOSE", "last_exposure": "2022-04-10",
    ...       "arrived_at": f"2022-04-{day}T20:00:00+08:00"}
    ...      for of, chain, day in [("P1", "L1", 12), ("P2", "L2", 14)]])
    >>> plan = qr.plan_days(world, people, packs="cn-county-2022",
    ...                     as_of="2022-04-10T17:00:00+08:00")
    >>> [(row.people, row.room, str(row.arrival), str(row.release))
    ...  for row in plan.rooms]
    [(('P2',), 'S1/301', '2022-04-14', '2022-04-24')]
    >>> plan.shortages
    [DayShortage(day=datetime.date(2022, 4, 12), reason='NO_FREE_FLOOR', people=1)]
    >>> [str(hold.free_again) for hold in plan.holds]
    ['2022-04-14', '2022-04-25']
    """
    core = _core.plan_days(
        core_of(world),
        arrivals_of(arrivals),
        policy_of(packs),
        as_of_text(as_of, world),
        whole("days", days, 1),
        seed_of(seed),
        node_limit_of(node_limit),
        id_of("region", region),
        whole("small_count", small_count, 1),
    )
    return DaysPlan(core)
