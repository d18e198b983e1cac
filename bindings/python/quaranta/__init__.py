"""Centralised isolation sites and outbreak response.

Read what a county records, check it against the rules in force, and propose
rooms for the people who arrive. Data that is missing stays *unknown* and is
named; nothing is guessed.

>>> import quaranta as qr
>>> world = qr.read({"Site": [{"id": "S1", "name": "Hotel on the hill"}]})
>>> world.tables
{'Site': 1}
"""

from __future__ import annotations

from quaranta._advice import Cleaning, Without
from quaranta._audit import Audit, Finding, Move, audit
from quaranta._check import Language, Question, Report, Verdict, check
from quaranta._core import __version__
from quaranta._days import (
    DayFigures,
    DayHold,
    DayOpening,
    DayRoom,
    DayShortage,
    DaysPlan,
    DayUnplaced,
    plan_days,
)
from quaranta._errors import (
    InternalError,
    InvalidArgumentError,
    LimitExceededError,
    NotFoundError,
    OutOfRangeError,
    PreconditionError,
    QuarantaError,
    UnimplementedError,
)
from quaranta._mapping import Mapping, MappingColumn
from quaranta._moves import (
    Evacuation,
    FloorChoice,
    FreedFloor,
    Freeing,
    HeldPeople,
    PeopleMove,
    Substitute,
    UnseenPerson,
    evacuate,
    free_floors,
)
from quaranta._place import (
    Capacity,
    Change,
    EquityRow,
    Level,
    Placement,
    Plan,
    Relaxation,
    WhyUnplaced,
    brief,
    capacity,
    place,
)
from quaranta._policy import Pack, Packs, packs
from quaranta._read import (
    DateOrder,
    Import,
    Rows,
    Source,
    inspect,
    read,
    read_arrivals,
)
from quaranta._tables import Listing, Table
from quaranta._verify import Verification, VerifiedLevel, verify
from quaranta._world import Issue, SourceRows, World

__all__ = [
    "Audit",
    "Capacity",
    "Change",
    "Cleaning",
    "DateOrder",
    "DayFigures",
    "DayHold",
    "DayOpening",
    "DayRoom",
    "DayShortage",
    "DayUnplaced",
    "DaysPlan",
    "EquityRow",
    "Evacuation",
    "Finding",
    "FloorChoice",
    "FreedFloor",
    "Freeing",
    "HeldPeople",
    "Import",
    "InternalError",
    "InvalidArgumentError",
    "Issue",
    "Language",
    "Level",
    "LimitExceededError",
    "Listing",
    "Mapping",
    "MappingColumn",
    "Move",
    "NotFoundError",
    "OutOfRangeError",
    "Pack",
    "Packs",
    "PeopleMove",
    "Placement",
    "Plan",
    "PreconditionError",
    "QuarantaError",
    "Question",
    "Relaxation",
    "Report",
    "Rows",
    "Source",
    "SourceRows",
    "Substitute",
    "Table",
    "UnimplementedError",
    "UnseenPerson",
    "Verdict",
    "Verification",
    "VerifiedLevel",
    "WhyUnplaced",
    "Without",
    "World",
    "__version__",
    "audit",
    "brief",
    "capacity",
    "check",
    "evacuate",
    "free_floors",
    "inspect",
    "packs",
    "place",
    "plan_days",
    "read",
    "read_arrivals",
    "verify",
]
