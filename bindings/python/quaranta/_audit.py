"""Who is in which room now, what breaks a rule, and who should move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quaranta import _core, _html
from quaranta._advice import Advice, Without
from quaranta._arguments import core_of, id_of, node_limit_of, seed_of
from quaranta._policy import Packs, policy_of
from quaranta._result import Told
from quaranta._tables import Listing
from quaranta._time import as_of_text
from quaranta._world import World

__all__ = ["Audit", "Finding", "Move", "audit"]


@dataclass(frozen=True, slots=True)
class Finding(Told):
    """A rule of placement that is broken.

    Attributes
    ----------
    rule : str
        Such as ``"UNIT_SHARED"`` (two groups on a floor) or ``"ROOM_SHARED"``.
    site : str
        Id of the site; of a party in several, of the first.
    floors : tuple of str
        Ids; more than one where floors share air.
    room : str or None
        Id; None when it is about a floor or several rooms.
    parties, people : tuple of str
        Whom it concerns; of a shared floor everybody on it.
    count : int
        How many people: of a shared floor those who must leave at least.
    ask_first : tuple of str
        People whose chain or risk class is not recorded: with it nothing may be
        wrong, so ask before anybody moves.
    en, zh : str
        The same as a sentence; see `text`.
    """

    rule: str
    site: str
    floors: tuple[str, ...]
    room: str | None
    parties: tuple[str, ...]
    people: tuple[str, ...]
    count: int
    ask_first: tuple[str, ...]
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Move(Told):
    """People of one party who should go from one room to another.

    Attributes
    ----------
    party : str
        Id of the party, or of the person who is alone.
    people : tuple of str
        Who moves.
    before, after : str
        Ids of the rooms.
    findings : tuple of int
        What it puts right: indices into `Audit.findings`.
    en, zh : str
        The same as a sentence; see `text`.
    """

    party: str
    people: tuple[str, ...]
    before: str
    after: str
    findings: tuple[int, ...]
    en: str
    zh: str


class Audit(Advice[_core.Audit]):
    """Who is where against the rules, and the fewest moves. Made by `audit`.

    Advice: a move takes effect when a named person signs it.
    """

    __slots__ = ()
    _core_type = _core.Audit
    _made_by = "audit"

    @property
    def ok(self) -> bool:
        """No rule is broken."""
        return self._core.ok

    @property
    def moved(self) -> tuple[int, int]:
        """How many people move, and how many would move in any such repair."""
        return self._core.moved

    @property
    def findings(self) -> Listing[Finding]:
        """The rules that are broken."""
        return Listing(Finding, (Finding(*row) for row in self._core.findings))

    @property
    def moves(self) -> Listing[Move]:
        """Who should move where, in any order."""
        return Listing(Move, (Move(*row) for row in self._core.moves))

    @property
    def without(self) -> Listing[Without]:
        """Who has no room by the rules."""
        return Listing(Without, (Without(*row) for row in self._core.without))

    @property
    def frozen(self) -> dict[str, str]:
        """The room of each person who does not move, by a hold or investigation."""
        return self._core.frozen

    @property
    def left(self) -> Listing[Finding]:
        """What stays broken while people are frozen."""
        return Listing(Finding, (Finding(*row) for row in self._core.left))

    def __repr__(self) -> str:
        return (
            f"<Audit {self._core.as_of}: {self.people} people, "
            f"{len(self.findings)} findings, {len(self.moves)} moves, "
            f"{len(self.without)} without a room>"
        )

    def _repr_html_(self) -> str:
        head = _html.lines(self.headline() + self.conditions())
        rows = [(v.party, v.people, v.before, v.after, v.en) for v in self.moves]
        found = [(v.rule, v.floors, v.room, v.count, v.en) for v in self.findings]
        return (
            head
            + _html.table(["rule", "floors", "room", "count", "what"], found)
            + _html.table(["party", "people", "before", "after", "why"], rows)
        )


def audit(
    world: World,
    *,
    packs: Packs = None,
    as_of: str | datetime | None = None,
    seed: int = 1,
    node_limit: int | None = None,
    region: str = "",
) -> Audit:
    """Hold who is in which room now against the rules, and plan the fewest moves.

    Advice only: nothing is changed. Whoever is on a floor that is frozen by a
    hold, an open investigation or a positive result does not move.

    Parameters
    ----------
    world : World
        Sites, floors, rooms, and the stays with their rooms.
    packs, as_of
        As `check`; `as_of` defaults to the latest time of `world`.
    seed : int
        Decides ties among rooms to move to.
    node_limit : int, optional
        Bound on the search.
    region : str
        Region whose sites are audited. Default: the only one on top.

    Returns
    -------
    Audit

    Raises
    ------
    PreconditionError
        No pack is in force: without a measure nobody may be isolated.
    InvalidArgumentError
        The region must be named, or a parameter of a pack is out of its range.
    NotFoundError
        The world has no such region.

    Examples
    --------
    >>> import quaranta as qr
    >>> rooms = [{"site_id": "S1", "floor_id": f"S1/{n // 100}", "label": str(n),
    ...           "use": "ISOLATION", "state": "OCCUPIED", "beds": 1}
    ...          for n in (301, 302)]
    >>> free = [{"site_id": "S1", "floor_id": "S1/4", "label": "401",
    ...          "use": "ISOLATION", "state": "READY", "beds": 1}]
    >>> inside = {"P1": ("L1", "S1/301"), "P2": ("L2", "S1/302")}
    >>> world = qr.read({
    ...     "Region": [{"id": "CN-1", "zone": "Asia/Shanghai"}],
    ...     "Site": [{"id": "S1", "name": "Hotel", "region_id": "CN-1",
    ...               "status": "OPEN", "grade": "HIGH"}],
    ...     "Floor": [{"site_id": "S1", "label": "3"}, {"site_id": "S1", "label": "4"}],
    ...     "Room": rooms + free,
    ...     "Person": [{"id": who, "age": 40} for who in inside],
    ...     "Stay": [{"id": who, "person_id": who, "site_id": "S1", "chain_id": chain,
    ...               "risk_class": "HIGH", "start": "2022-04-09T09:00:00+08:00"}
    ...              for who, (chain, _) in inside.items()],
    ...     "RoomAssignment": [{"stay_id": who, "room_id": room,
    ...                         "start": "2022-04-09T09:00:00+08:00"}
    ...                        for who, (_, room) in inside.items()]})
    >>> found = qr.audit(world, packs="cn-county-2022",
    ...                  as_of="2022-04-10T17:00:00+08:00")
    >>> found
    <Audit 2022-04-10T17:00:00+08:00: 2 people, 1 findings, 1 moves, 0 without a room>
    >>> [(finding.rule, finding.people) for finding in found.findings]
    [('UNIT_SHARED', ('P1', 'P2'))]
    >>> [(move.people, move.after) for move in found.moves]
    [(('P2',), 'S1/401')]
    >>> print(found.headline("zh")[1])
    调动1人即可全部纠正，先后不限，不影响其他人。
    """
    core = _core.audit(
        core_of(world),
        policy_of(packs),
        as_of_text(as_of, world),
        seed_of(seed),
        node_limit_of(node_limit),
        id_of("region", region),
    )
    return Audit(core)
