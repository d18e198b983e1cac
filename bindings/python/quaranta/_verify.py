"""Plans that were written down, checked again."""

from __future__ import annotations

import os
from dataclasses import dataclass

from quaranta import _core
from quaranta._arguments import core_of, json_at
from quaranta._check import Language
from quaranta._days import DaysPlan
from quaranta._place import Plan
from quaranta._policy import Packs, policy_of
from quaranta._tables import Listing
from quaranta._world import World

__all__ = ["Verification", "VerifiedLevel", "verify"]


@dataclass(frozen=True, slots=True)
class VerifiedLevel:
    """One level of a plan that was checked again.

    Attributes
    ----------
    name : str
        Such as ``"unplaced"``.
    part : int
        Which class or tier of that name, from 1.
    value, bound : int
        What the plan says.
    shown : bool
        The bound adds up, from the plan's certificate or by simple counting.
    repeated : bool
        Not shown, but the planner of the coming days, asked again, finds it again.
    """

    name: str
    part: int
    value: int
    bound: int
    shown: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out of `verify`.

    Attributes
    ----------
    ok : bool
        Every rule is kept, every figure is right, every bound is shown or, of a
        plan for the coming days, found again by the planner, and the file of a
        plan for tonight says what was checked wherever that can be told.
    same_input : bool
        The world is the one that the plan was made for; else no bound is shown.
        It does not cover `out`.
    levels : Listing of VerifiedLevel
        The levels of the objective in order.
    faults : tuple of str
        What is wrong, such as ``"ROOM_HOLDS_TWO"``.
    out : tuple of str
        Rooms out of service because the plan says so; the world offers them.
    refused : tuple of str
        Parties whom a reserve left without a room, by the plan's own word.
    differences : tuple of (str, str, str)
        Where the file does not say what was checked: path, what it says, and
        what it should say, as JSON.
    unchecked : tuple of str
        Sections of the file that the world and the plan cannot tell.
    lines : tuple of str
        The same in sentences; of a plan for the coming days they name the field
        of the JSON.
    """

    ok: bool
    same_input: bool
    levels: Listing[VerifiedLevel]
    faults: tuple[str, ...]
    out: tuple[str, ...]
    refused: tuple[str, ...]
    differences: tuple[tuple[str, str, str], ...]
    unchecked: tuple[str, ...]
    lines: tuple[str, ...]


def verify(
    plan: Plan | DaysPlan | str | os.PathLike[str],
    world: World,
    *,
    packs: Packs = None,
    lang: Language = "en",
) -> Verification:
    """Check a plan again, with code that shares nothing with the planner.

    Parameters
    ----------
    plan : Plan, DaysPlan or path
        A plan for tonight or for the coming days, or its JSON in a file.
    world : World
        What it was made from; people who were to arrive are in the plan.
    packs
        As `place` or `plan_days`.
    lang : {"en", "zh"}
        Language of `Verification.lines`.

    Returns
    -------
    Verification

    Raises
    ------
    InvalidArgumentError
        The file is not the JSON of a plan.
    PreconditionError
        The plan is of another region, other rules or other rooms.
    """
    if isinstance(plan, Plan | DaysPlan):
        json, name = plan.to_json(), "plan"
    else:
        json, name = json_at("plan", plan, "a Plan or DaysPlan")
    ok, same, levels, faults, out, refused, differences, unchecked, lines = (
        _core.verify_plan(json, name, core_of(world), policy_of(packs), lang)
    )
    rows = Listing(VerifiedLevel, (VerifiedLevel(*row) for row in levels))
    return Verification(
        ok,
        same,
        rows,
        tuple(faults),
        tuple(out),
        tuple(refused),
        tuple(differences),
        tuple(unchecked),
        tuple(lines),
    )
