"""Moving people who are in place: rooms that must be empty, floors to be free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from quaranta import _core, _html
from quaranta._advice import Advice, Without
from quaranta._arguments import (
    core_of,
    id_of,
    ids_of,
    maybe_whole,
    node_limit_of,
    seed_of,
)
from quaranta._policy import Packs, policy_of
from quaranta._result import Told
from quaranta._tables import Listing
from quaranta._time import as_of_text
from quaranta._world import World

__all__ = [
    "Evacuation",
    "FloorChoice",
    "FreedFloor",
    "Freeing",
    "HeldPeople",
    "PeopleMove",
    "Substitute",
    "UnseenPerson",
    "evacuate",
    "free_floors",
]


@dataclass(frozen=True, slots=True)
class PeopleMove(Told):
    """People of one party who go from one room to another.

    Attributes
    ----------
    party : str
        Id of the party, or of the person who is alone.
    people : tuple of str
        Who moves.
    before, after : str
        Ids of the rooms.
    cause : str
        ``"MUST_BE_EMPTY"`` (the room), ``"PARTY"`` (others of it have to leave),
        or ``"FREES_FLOOR"``.
    en, zh : str
        The same as a sentence; see `text`.
    """

    party: str
    people: tuple[str, ...]
    before: str
    after: str
    cause: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Substitute(Told):
    """Somebody whose new room lacks what is needed: a task.

    Attributes
    ----------
    person, room : str
        Ids.
    en, zh : str
        What to do, as a sentence; see `text`.
    """

    person: str
    room: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class HeldPeople(Told):
    """Who is in a room that must be empty, and may not move yet.

    Attributes
    ----------
    party : str
        Id of the party, or of the person who is alone.
    people : tuple of str
        Who.
    room : str
        Where.
    by : str
        What a named person has to lift first: ``"PERSON"`` (a hold by name),
        ``"ROOM"``, ``"FLOOR"``, or ``"PARTY"`` (others of it are held).
    en, zh : str
        The same as a sentence; see `text`.
    """

    party: str
    people: tuple[str, ...]
    room: str
    by: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class UnseenPerson(Told):
    """Somebody who has to leave by the records, but could not be planned for.

    Attributes
    ----------
    person, site : str
        Ids.
    room : str or None
        The room, whose floor is not on record; None: no room is.
    en, zh : str
        The same as a sentence; see `text`.
    """

    person: str
    site: str
    room: str | None
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class FreedFloor(Told):
    """A floor, or floors that share air, that a group leaves.

    Attributes
    ----------
    site : str
        Id of the site.
    floors : tuple of str
        Ids.
    people : int
        How many leave it.
    rooms : int
        How many rooms it has for others afterwards.
    en, zh : str
        The same as a sentence; see `text`.
    """

    site: str
    floors: tuple[str, ...]
    people: int
    rooms: int
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class FloorChoice(Told):
    """The fewest people who have to move for so many floors.

    Attributes
    ----------
    floors : int
        How many floors become free; those that share air count as one.
    people : int
        How many people move.
    bound : int
        No moves within groups free as many floors with fewer people.
    which : tuple of tuple of str
        Ids of the floors.
    en, zh : str
        The same as a sentence; see `text`.
    """

    floors: int
    people: int
    bound: int
    which: tuple[tuple[str, ...], ...]
    en: str
    zh: str


def _moves_table(moves: Iterable[PeopleMove]) -> str:
    rows = [(v.party, v.people, v.before, v.after, v.cause) for v in moves]
    return _html.table(["party", "people", "before", "after", "cause"], rows)


class Evacuation(Advice[_core.Evacuation]):
    """Who goes where if rooms must be empty. Made by `evacuate`.

    Advice: a move takes effect when a named person signs it.
    """

    __slots__ = ()
    _core_type = _core.Evacuation
    _made_by = "evacuate"

    @property
    def ok(self) -> bool:
        """Everybody who has to leave finds a room."""
        return self._core.ok

    @property
    def empty(self) -> list[str]:
        """What must be empty, such as ``"Floor:S1/3"``; sites first, rooms last."""
        return self._core.empty

    @property
    def people_there(self) -> int:
        """How many people are in those rooms."""
        return self._core.people_there

    @property
    def moved(self) -> tuple[int, int]:
        """How many people move, and no plan with as few without a room moves fewer."""
        return self._core.moved

    @property
    def without_room(self) -> tuple[int, int]:
        """How many people find no room, and how many would not in any plan."""
        return self._core.without_room

    @property
    def moves(self) -> Listing[PeopleMove]:
        """Who goes where, in any order."""
        return Listing(PeopleMove, (PeopleMove(*row) for row in self._core.moves))

    @property
    def without(self) -> Listing[Without]:
        """Who has no room by the rules."""
        return Listing(Without, (Without(*row) for row in self._core.without))

    @property
    def held(self) -> Listing[HeldPeople]:
        """Who may not move before a named person lifts a hold."""
        return Listing(HeldPeople, (HeldPeople(*row) for row in self._core.held))

    @property
    def unseen(self) -> Listing[UnseenPerson]:
        """Who has to be placed by hand, for no room or floor is on record."""
        return Listing(UnseenPerson, (UnseenPerson(*row) for row in self._core.unseen))

    @property
    def substitutes(self) -> Listing[Substitute]:
        """Whose new room lacks what is needed."""
        return Listing(Substitute, (Substitute(*row) for row in self._core.substitutes))

    @property
    def opened_sites(self) -> list[str]:
        """Ids of sites that moves open; see `conditions`."""
        return self._core.opened_sites

    @property
    def taken_floors(self) -> list[tuple[str, ...]]:
        """Ids of floors that were free and are somebody's then."""
        return self._core.taken_floors

    def __repr__(self) -> str:
        held = sum(len(row.people) for row in self.held) + len(self.unseen)
        return (
            f"<Evacuation {self._core.as_of}: {self.people_there} people there, "
            f"{self.moved[0]} move, {self.without_room[0]} without a room, "
            f"{held} held or unseen>"
        )

    def _repr_html_(self) -> str:
        return _html.lines(self.headline() + self.conditions()) + _moves_table(
            self.moves
        )


class Freeing(Advice[_core.Freeing]):
    """Which floors could be free, and who moves for that. Made by `free_floors`.

    Advice: a move takes effect when a named person signs it.
    """

    __slots__ = ()
    _core_type = _core.Freeing
    _made_by = "free_floors"

    @property
    def floors(self) -> Listing[FreedFloor]:
        """The floors that become free."""
        return Listing(FreedFloor, (FreedFloor(*row) for row in self._core.floors))

    @property
    def most_floors(self) -> int:
        """No moves within groups, of so many people, free more floors."""
        return self._core.most_floors

    @property
    def rooms_gained(self) -> int:
        """How many rooms those floors have for others."""
        return self._core.rooms_gained

    @property
    def free_from(self) -> date:
        """The day from which on others may come, if all move today."""
        return date.fromisoformat(self._core.free_from)

    @property
    def choices(self) -> Listing[FloorChoice]:
        """What each number of floors takes, whatever `most_people` says."""
        return Listing(FloorChoice, (FloorChoice(*row) for row in self._core.choices))

    @property
    def moved(self) -> tuple[int, int]:
        """How many people move, and no moves that free as many floors move fewer."""
        return self._core.moved

    @property
    def moves(self) -> Listing[PeopleMove]:
        """Who goes where, in any order."""
        return Listing(PeopleMove, (PeopleMove(*row) for row in self._core.moves))

    @property
    def substitutes(self) -> Listing[Substitute]:
        """Whose new room lacks what is needed."""
        return Listing(Substitute, (Substitute(*row) for row in self._core.substitutes))

    def __repr__(self) -> str:
        return (
            f"<Freeing {self._core.as_of}: {len(self.floors)} floors with "
            f"{self.rooms_gained} rooms, {self.moved[0]} people move>"
        )

    def _repr_html_(self) -> str:
        rows = [(v.floors, v.people, v.bound, v.which) for v in self.choices]
        return (
            _html.lines(self.headline() + self.conditions())
            + _html.table(["floors", "people", "bound", "which"], rows)
            + _moves_table(self.moves)
        )


def evacuate(
    world: World,
    *,
    empty: str | Iterable[str],
    packs: Packs = None,
    as_of: str | datetime | None = None,
    seed: int = 1,
    node_limit: int | None = None,
    region: str = "",
) -> Evacuation:
    """Find other rooms for all who are in rooms that must be empty.

    A burst pipe, a site to be handed back. The fewest people without a room,
    then the fewest who move; everyone else stays. Advice only: nothing is
    changed.

    Parameters
    ----------
    world : World
        Sites, floors, rooms, and the stays with their rooms.
    empty : str or iterable of str
        Ids of rooms, floors and sites: ``"S1/304"``, ``"S1/3"``, ``"S1"``; or
        ``"Floor:S1/3"`` where a room has the same id.
    packs, as_of
        As `check`; `as_of` defaults to the latest time of `world`.
    seed : int
        Decides ties among rooms to move to.
    node_limit : int, optional
        Bound on the search.
    region : str
        Region whose sites take the people. Default: the only one on top.

    Returns
    -------
    Evacuation

    Raises
    ------
    NotFoundError
        No room, floor or site has such an id; the nearest are named. Or the
        world has no such region.
    InvalidArgumentError
        Nothing is named, an id is that of a room and of a floor, the region
        must be named, or a parameter of a pack is out of its range.
    PreconditionError
        No pack is in force: without a measure nobody may be isolated.

    Examples
    --------
    >>> import quaranta as qr
    >>> inside = {"A": "S1/201", "B": "S1/202"}
    >>> world = qr.read({
    ...     "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
    ...     "Site": [{"id": "S1", "name": "Hotel", "region_id": "CN-1",
    ...               "status": "OPEN", "grade": "HIGH"}],
    ...     "Floor": [{"site_id": "S1", "label": label} for label in ("2", "3")],
    ...     "Room": [{"site_id": "S1", "floor_id": f"S1/{n // 100}", "label": str(n),
    ...               "use": "ISOLATION", "state": "READY", "beds": 1}
    ...              for n in (201, 202, 203, 301)],
    ...     "Person": [{"id": who, "age": 40} for who in inside],
    ...     "Stay": [{"id": who, "person_id": who, "site_id": "S1", "chain_id": "L1",
    ...               "batch_id": "B1", "risk_class": "HIGH",
    ...               "start": "2022-04-09T09:00:00+08:00"} for who in inside],
    ...     "RoomAssignment": [{"stay_id": who, "room_id": room,
    ...                         "start": "2022-04-09T09:00:00+08:00"}
    ...                        for who, room in inside.items()]})
    >>> at = {"packs": "cn-county-2022", "as_of": "2022-04-10T17:00:00+08:00"}
    >>> found = qr.evacuate(world, empty="S1/201", **at)
    >>> [(move.people, move.after) for move in found.moves]
    [(('A',), 'S1/203')]
    >>> print(found.text("zh").splitlines()[0])
    截至2022-04-10 17:00：Hotel 201须腾空，现有1间房住1人。
    >>> found = qr.evacuate(world, empty=["S1/2"], **at)
    >>> found.moved, found.without_room
    ((1, 1), (1, 1))
    """
    core = _core.evacuate(
        core_of(world),
        policy_of(packs),
        as_of_text(as_of, world),
        ids_of("empty", empty, "S1/304"),
        seed_of(seed),
        node_limit_of(node_limit),
        id_of("region", region),
    )
    return Evacuation(core)


def free_floors(
    world: World,
    *,
    most_people: int | None = None,
    wanted: str | Iterable[str] = (),
    packs: Packs = None,
    as_of: str | datetime | None = None,
    seed: int = 1,
    node_limit: int | None = None,
    region: str = "",
) -> Freeing:
    """Find which floors can be free by moving the fewest people within their groups.

    A floor that is left can be another group's once it is disinfected: this
    helps tomorrow, not tonight. Advice only: nothing is changed.

    Parameters
    ----------
    world : World
        Sites, floors, rooms, and the stays with their rooms.
    most_people : int, optional
        At most so many people move. Default: any number; see `Freeing.choices`
        for what each floor takes.
    wanted : str or iterable of str
        Ids of floors that are worth it, and of sites for all of theirs.
        Default: any.
    packs, as_of, seed, region
        As `evacuate`.
    node_limit : int, optional
        Sets of floors that are looked into for each group.

    Returns
    -------
    Freeing

    Raises
    ------
    NotFoundError
        No floor or site has such an id; the nearest are named. Or the world has
        no such region.
    InvalidArgumentError
        A room is `wanted`, `most_people` is negative, the region must be named,
        or a parameter of a pack is out of its range.
    PreconditionError
        No pack is in force: without a measure nobody may be isolated.

    Examples
    --------
    >>> import quaranta as qr
    >>> inside = {"A": "S1/201", "B": "S1/301"}
    >>> world = qr.read({
    ...     "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
    ...     "Site": [{"id": "S1", "name": "Hotel", "region_id": "CN-1",
    ...               "status": "OPEN", "grade": "HIGH"}],
    ...     "Floor": [{"site_id": "S1", "label": label} for label in ("2", "3")],
    ...     "Room": [{"site_id": "S1", "floor_id": f"S1/{n // 100}", "label": str(n),
    ...               "use": "ISOLATION", "state": "READY", "beds": 1}
    ...              for n in (201, 202, 301, 302)],
    ...     "Person": [{"id": who, "age": 40} for who in inside],
    ...     "Stay": [{"id": who, "person_id": who, "site_id": "S1", "chain_id": "L1",
    ...               "batch_id": "B1", "risk_class": "HIGH",
    ...               "start": "2022-04-09T09:00:00+08:00"} for who in inside],
    ...     "RoomAssignment": [{"stay_id": who, "room_id": room,
    ...                         "start": "2022-04-09T09:00:00+08:00"}
    ...                        for who, room in inside.items()]})
    >>> found = qr.free_floors(world, wanted="S1/3", packs="cn-county-2022",
    ...                        as_of="2022-04-10T17:00:00+08:00")
    >>> [(floor.floors, floor.rooms) for floor in found.floors]
    [(('S1/3',), 2)]
    >>> [(move.people, move.after) for move in found.moves]
    [(('B',), 'S1/202')]
    >>> str(found.free_from)
    '2022-04-11'
    """
    core = _core.free_floors(
        core_of(world),
        policy_of(packs),
        as_of_text(as_of, world),
        maybe_whole("most_people", most_people, 0),
        ids_of("wanted", wanted, "S1/3"),
        seed_of(seed),
        node_limit_of(node_limit),
        id_of("region", region),
    )
    return Freeing(core)
