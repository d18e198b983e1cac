"""Arguments as people pass them; what means nothing is told with what to pass."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable
from pathlib import Path
from typing import SupportsIndex

from quaranta import _core
from quaranta._errors import InvalidArgumentError
from quaranta._world import World

__all__ = [
    "arrivals_of",
    "core_of",
    "id_of",
    "ids_of",
    "json_at",
    "maybe_whole",
    "node_limit_of",
    "seed_of",
    "whole",
]


def core_of(world: World, name: str = "world", made_by: str = "read") -> _core.World:
    """Return the tables of a world."""
    if not isinstance(world, World):
        message = (
            f"{name}: expected a World, which quaranta.{made_by}() makes of files, "
            f"rows and frames, got {type(world).__name__}"
        )
        raise TypeError(message)
    return world._core


def arrivals_of(arrivals: World) -> _core.World:
    """Return the tables of those who are on their way."""
    return core_of(arrivals, "arrivals", "read_arrivals")


def whole(name: str, value: SupportsIndex, least: int, most: int = 2**31 - 1) -> int:
    """Return a whole number: any integer, such as one of NumPy."""
    try:
        number = operator.index(value)
    except TypeError:
        message = f"{name}: expected an int, got {type(value).__name__} {value!r:.40}"
        raise TypeError(message) from None
    if not least <= number <= most:
        expected = f"at least {least}" if number < least else f"at most {most}"
        message = f"{name} is {number}, expected {expected}"
        raise InvalidArgumentError(message)
    return number


def maybe_whole(
    name: str, value: SupportsIndex | None, least: int, most: int = 2**31 - 1
) -> int | None:
    """Return a whole number, or None for what the library chooses."""
    return None if value is None else whole(name, value, least, most)


def seed_of(seed: SupportsIndex) -> int:
    """Return a seed."""
    return whole("seed", seed, 0, 2**64 - 1)


def node_limit_of(limit: SupportsIndex | None) -> int | None:
    """Return the bound on a search, or None for the library's own."""
    return maybe_whole("node_limit", limit, 0, 2**63 - 1)


def id_of(name: str, value: str) -> str:
    """Return an id; empty for none."""
    if not isinstance(value, str):
        message = f"{name}: expected an id as str, got {type(value).__name__}"
        raise TypeError(message)
    return value


def ids_of(name: str, ids: object, such_as: str) -> list[str]:
    """Return ids as a list: one alone is one, not its letters."""
    if isinstance(ids, str):
        return [ids]
    found: list[str] = []
    for each in ids if isinstance(ids, Iterable) else [ids]:
        if not isinstance(each, str):
            message = (
                f"{name}: expected an id such as {such_as!r}, or several, "
                f"got {type(each).__name__} {each!r:.40}"
            )
            raise TypeError(message)
        found.append(each)
    return found


def json_at(name: str, path: str | os.PathLike[str], what: str) -> tuple[str, str]:
    """Return the JSON in a file, and the name of the file."""
    if not isinstance(path, str | os.PathLike):
        message = (
            f"{name}: expected {what}, or the path of its JSON, "
            f"got {type(path).__name__}"
        )
        raise TypeError(message)
    if isinstance(path, str) and path.lstrip().startswith("{"):
        message = f"{name}: this is JSON; write it to a file and pass the path"
        raise InvalidArgumentError(message)
    return Path(path).read_text(encoding="utf-8"), str(path)
